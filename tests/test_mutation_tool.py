"""For mutmut, which leaves out decorated functions, they are decorated after their end."""

from typing import Any

from tools.mutation import plain

SOURCE = '''
def twice(times=2):
    def wrap(function):
        return lambda number: function(number) * times
    return wrap


@twice(
    times=3,
)
def tripled(number):
    """Begin."""
    return number


class Sum:
    def __init__(self, one):
        self.one = one

    @property
    def next(self):
        if self.one:
            return self.one + 1
        return 0

    @staticmethod
    def zero():
        return 0
'''


def run(source: str) -> dict[str, Any]:
    names: dict[str, Any] = {}
    exec(source, names)  # noqa: S102 - the source above
    return names


def test_it_does_the_same() -> None:
    for source in (SOURCE, plain(SOURCE)):
        names = run(source)
        assert names["tripled"](2) == 6
        assert (names["Sum"](4).next, names["Sum"](0).next, names["Sum"].zero()) == (5, 0, 0)


def test_nothing_is_hidden_from_mutmut() -> None:
    assert [line for line in plain(SOURCE).splitlines() if "@" in line] == ["    @staticmethod"]
