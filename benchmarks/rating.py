"""How much faster many premiums at once are than one by one: `python benchmarks/rating.py [N]`."""

import random
import sys
import time
from collections.abc import Callable
from datetime import date, timedelta
from decimal import Decimal
from pathlib import Path

from zcins.rating import Case, quote, quote_all
from zcins.resources import data_dir
from zcins.scheme import Scheme

SECTORS = ("chemicals", "transport", "fireworks", "hazardous_chemicals", "non_coal_mines")
COUNT = 100_000


def cases(count: int) -> tuple[list[Case], list[date]]:
    """Give invented cases of the demo's tariff and their days, the same for the same count."""
    draw = random.Random(20171101)
    found = [
        Case(
            draw.choice(SECTORS),
            employees=draw.randint(1, 500),
            limit=draw.choice((30_000_000, 50_000_000)),
            grade=draw.choice((None, "一级", "二级", "三级", "未达标")),
            risk=draw.choice((None, "红", "橙", "黄", "蓝")),
            dual_prevention=draw.choice((None, True, False)),
            accidents=draw.choice((None, (), ("一般",))),
            loss_ratio=draw.choice((None, Decimal(draw.randint(0, 200)) / 100)),
        )
        for _number in range(count)
    ]
    return found, [date(2018, 1, 1) + timedelta(days=draw.randrange(700)) for _case in found]


def seconds(work: Callable[[], object]) -> float:
    """Give how long something takes."""
    start = time.perf_counter()
    work()
    return time.perf_counter() - start


def main() -> None:
    """Print the seconds of both ways and their ratio."""
    count = int(sys.argv[1]) if len(sys.argv) > 1 else COUNT
    scheme = Scheme.load(Path(data_dir()) / "demo" / "office" / "scheme")
    made, days = cases(count)
    together = quote_all(scheme, made, days).premiums
    apart: list[int | None] = []

    def one_by_one() -> None:
        apart.extend(quote(scheme, c, day).premium for c, day in zip(made, days, strict=True))

    slow = seconds(one_by_one)
    fast = min(seconds(lambda: quote_all(scheme, made, days)) for _turn in range(3))
    if apart != together:
        sys.exit("the two ways differ")
    print(f"{count:,} premiums: at once {fast:.2f} s, one by one {slow:.2f} s, {slow / fast:.1f}×")


if __name__ == "__main__":
    main()
