"""`zcins match review`: one waiting row after the other, one keystroke each."""

import os
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING

import typer

from zcins.commands import _deciding as deciding
from zcins.commands._common import open_office
from zcins.commands._waiting import WHY, waiting, waterfall
from zcins.console import clean
from zcins.errors import UsageFaultError
from zcins.i18n import _, ngettext

if TYPE_CHECKING:
    from zcins.office import Asked, Office
    from zcins.registry import Candidate, Waiting

MOST_SHOWN, MOST_ROWS = 9, 2
_END = ("", "q", "\x03", "\x04", "\x1b")


def review(ctx: typer.Context) -> None:
    """Go through what waits; every decision is kept at once, so it is safe to leave."""
    session = Session(open_office(ctx))
    with _keys() as read:
        session.run(read)
    made = len(session.made)
    print(ngettext("{n} decision made.", "{n} decisions made.", made).format(n=made))


class Session:
    """A walk through the waiting rows."""

    def __init__(self, office: "Office") -> None:
        self.office = office
        self.made: list[tuple[int, int]] = []
        self._load()
        self._at = 0

    def _load(self) -> None:
        self._asked: Asked = self.office.ask()
        self._cases: list[Waiting] = waiting(self._asked)

    def run(self, read: "Iterator[str]") -> None:
        """Show case after case and do what the keys say, until they end."""
        again = True
        while True:
            case = self._cases[self._at] if self._at < len(self._cases) else None
            if again and case:
                self._show(case)
            elif again:
                print(_("That was the last one. u undo · q leave"))
            key = next(read, "q")
            if key in _END or (case is None and key != "u"):
                return
            try:
                again = self._do(key, case, read)
            except UsageFaultError as fault:
                print(fault.message)
                again = False

    def _do(self, key: str, case: "Waiting | None", read: "Iterator[str]") -> bool:
        """Do what a key means; tells whether a case is to be shown anew."""
        if key == "u" or case is None:
            self._undo()
        elif key.isdecimal():
            self._keep(case, self._chosen(case, key).enterprise, "accept")
        elif key == "x":
            print(_("Which one is it not? "), end="", flush=True)
            self._exclude(case, self._chosen(case, next(read, "")))
        elif key == "r":
            self._keep(case, None, "reject")
        elif key == "n":
            self._add(case)
        elif key == "s":
            self._at += 1
        elif key == "?":
            self._explain(case)
            return False
        else:
            print(_("Unknown key."), self._help())
            return False
        return True

    def _chosen(self, case: "Waiting", key: str) -> "Candidate":
        shown = case.candidates[:MOST_SHOWN]
        if not key.isdecimal() or not 1 <= int(key) <= len(shown):
            raise UsageFaultError(_("There is no candidate {key}.").format(key=clean(key)))
        return shown[int(key) - 1]

    def _keep(self, case: "Waiting", enterprise: int | None, verdict: str) -> None:
        """Decide; nothing else that waits depends on it, so that it need not be read anew."""
        number = deciding.decide(self.office, case.party, enterprise, verdict, None)
        self.made.append((number, case.party.id))
        del self._cases[self._at]

    def _exclude(self, case: "Waiting", candidate: "Candidate") -> None:
        """Reject one candidate, and stay with the case."""
        number = deciding.decide(self.office, case.party, candidate.enterprise, "reject", None)
        self.made.append((number, case.party.id))
        self._go_on(case.party.id)

    def _add(self, case: "Waiting") -> None:
        entry = deciding.add_new(self.office, self._asked, case.party, None, None, None)
        print(_("{name} is enterprise {number} now.").format(name=case.party.name, number=entry))
        from zcins.registry import decisions

        self.made.append((decisions(self.office.ask().view)[-1].id, case.party.id))
        self._go_on(None)

    def _undo(self) -> None:
        if not self.made:
            raise UsageFaultError(_("There is nothing to undo."))
        number, party = self.made.pop()
        deciding.withdraw(self.office, deciding.decision_of(self.office.ask(), number))
        self._go_on(party)

    def _go_on(self, party: int | None) -> None:
        """Read anew what waits, and stand before a row, else before the next one."""
        passed = {case.party.id for case in self._cases[: self._at]}
        self._load()
        self._cases.sort(key=lambda case: case.party.id not in passed)
        places = {case.party.id: at for at, case in enumerate(self._cases)}
        first = sum(case.party.id in passed for case in self._cases)
        self._at = places.get(party, first) if party is not None else first

    def _show(self, case: "Waiting") -> None:
        party = case.party
        print(f"\n[{self._at + 1}/{len(self._cases)}]  {clean(party.name)}  {party.uscc or '-'}")
        print(
            "  " + ngettext("{n} row", "{n} rows", case.rows).format(n=case.rows), *self._rows(case)
        )
        if case.tie:
            print("  " + _("The best two are a tie."))
        for place, candidate in enumerate(case.candidates[:MOST_SHOWN], start=1):
            record = self._asked.view.register[candidate.enterprise].versions[-1].record
            name = highlighted(record.name, party.name)
            code = highlighted(record.uscc or "-", party.uscc or record.uscc or "-")
            place_of = f"{code}  {record.town or '-'}"
            why = _(WHY[candidate.why])
            print(f"  {place}  {candidate.score:.2f}  {name}  {place_of}  {why}")
        print("  " + self._help())

    def _rows(self, case: "Waiting") -> list[str]:
        """Give the first policies that hang on a case, and where ledgers place it."""
        insurer_name = self._asked.scheme.insurer_name
        own = [
            f"{insurer_name(one.insurer)} {one.policy_no} {one.inception}–{one.expiry or ''}"
            for one in (known.record for known in self._asked.view.policies)
            if one.party == case.party.id
        ]
        towns, _heads = self._asked.view.hints([case.party.id])[case.party.id]
        told = [*own[:MOST_ROWS], *sorted(towns)]
        return ["·", clean(" · ".join(told))] if told else []

    def _explain(self, case: "Waiting") -> None:
        for place, candidate in enumerate(case.candidates[:MOST_SHOWN], start=1):
            why = waterfall(candidate) or [_(WHY[candidate.why])]
            print(f"  {place}  " + "; ".join(why))

    def _help(self) -> str:
        return _("1-9 it is · x not this one · r none · n new · s skip · u undo · ? why · q leave")


def highlighted(name: str, written: str) -> str:
    """Mark the characters of a name that are not in the written one: bold, else in brackets."""
    from difflib import SequenceMatcher

    coloured = sys.stdout.isatty() and not os.environ.get("NO_COLOR")
    before, after = ("\x1b[1;7m", "\x1b[0m") if coloured else ("[", "]")
    name = clean(name)
    pieces = []
    matcher = SequenceMatcher(a=written, b=name, autojunk=False)
    for tag, _from, _to, start, end in matcher.get_opcodes():
        same = tag == "equal" or start == end
        pieces.append(name[start:end] if same else before + name[start:end] + after)
    return "".join(pieces)


@contextmanager
def _keys() -> "Iterator[Iterator[str]]":
    """Give the keys that are pressed; where there is no terminal, the words of stdin's lines."""
    if not sys.stdin.isatty():
        yield (key for line in sys.stdin for word in line.split() for key in word)
    elif os.name == "nt":
        import msvcrt

        yield iter(msvcrt.getwch, "")  # type: ignore[attr-defined]
    else:
        yield iter(_pressed, "")


def _pressed() -> str:
    """Wait for one key; the terminal is as it was before and after, so that questions can be."""
    import termios
    import tty

    stream = sys.stdin.fileno()
    before = termios.tcgetattr(stream)
    try:
        tty.setcbreak(stream, termios.TCSANOW)
        return os.read(stream, 1).decode(errors="replace")
    finally:
        termios.tcsetattr(stream, termios.TCSADRAIN, before)
