"""A desk in a temporary office: tests hand in ledgers, decide and ask as an officer would."""

import os
import re
import sqlite3
from collections.abc import Mapping
from datetime import date
from functools import lru_cache
from pathlib import Path
from typing import Any

from zcins.compliance import Audit, audit_standings
from zcins.coverage import Coverage, count
from zcins.intake.importer import Intake
from zcins.intake.ledger import Wishes
from zcins.office import Office
from zcins.registry import Matcher, relink
from zcins.scheme import Scheme
from zcins.standing import Standing, Standings
from zcins.store.acts import close_complaint, complain
from zcins.store.view import Party

TODAY = date(2019, 12, 31)
REGISTER = "企业名称,统一社会信用代码,镇办,行业领域,从业人员数"
POLICIES = "承保公司,保险单号,被保险人,统一社会信用代码,起保日期,终保日期,保费,投保人数"

# Well-formed codes (GB 32100-2015) of firms that do not exist.
CODE_A = "91370306MA3AAAA01U"
CODE_B = "91370306MA3AAAA02Y"
CODE_C = "91370306MA3AAAA032"
# The code of A with a last character that its first seventeen do not give.
CODE_A_MISTYPED = "91370306MA3AAAA01X"

NAME_A = "周村甲采石有限公司"
NAME_B = "周村乙烟花爆竹有限公司"
NAME_C = "周村丙化工有限公司"


@lru_cache(maxsize=1)
def shipped() -> Scheme:
    """Give the scheme that ships, read once."""
    return Scheme.load()


def firm(name: str = NAME_A, code: str = "", sector: str = "非煤矿山", employees: int = 50) -> str:
    """Give a register row of a firm in 王村镇."""
    return f"{name},{code},王村镇,{sector},{employees}"


def cover(
    number: str = "P1",
    name: str = NAME_A,
    code: str = "",
    days: tuple[str, str] = ("2019-01-01", "2019-12-31"),
    premium: int = 1000,
    heads: int = 50,
) -> str:
    """Give a ledger row of a policy with 人保财险."""
    return f"人保财险,{number},{name},{code},{days[0]},{days[1]},{premium},{heads}"


class Desk:
    """A temporary office. `scheme` gives files of the office's own scheme by their name."""

    def __init__(self, home: Path, scheme: Mapping[str, str] | None = None) -> None:
        self.office = Office.open(str(home))
        self._files = 0
        if scheme:
            self.set_scheme(scheme)
        else:
            self.office.scheme = shipped()

    def set_scheme(self, files: Mapping[str, str]) -> None:
        """Write files of the office's own scheme, as someone with an editor would."""
        for name, text in files.items():
            (self.office.scheme_dir / name).write_text(text, encoding="utf-8")
        self.office = Office.open(str(self.office.home))

    def take(self, text: str, *, dry_run: bool = False, **wishes: Any) -> dict[str, Any]:
        """Import a ledger written as comma-separated text; give its receipt."""
        self._files += 1
        path = self.office.inbox / f"{self._files}.csv"
        path.write_text(text.strip() + "\n", encoding="utf-8")
        intake = Intake(self.office.store, self.office.scheme, self.office.archive, TODAY)
        return intake.take(path, Wishes(dry_run=dry_run, **wishes)).document()

    def register(self, *rows: str, period: str = "2019-12") -> dict[str, Any]:
        """Import a register of rows under the columns REGISTER."""
        return self.take("\n".join([f"{period}企业台账", REGISTER, *rows]))

    def policies(self, *rows: str, period: str = "2019-12") -> dict[str, Any]:
        """Import a ledger of rows under the columns POLICIES."""
        return self.take("\n".join([f"{period}保单台账", POLICIES, *rows]))

    def later_imports(self, number: int) -> list[int]:
        """Give what forbids undoing an import."""
        rehearsal = self.office.store.write("undo", "", self.office.scheme_state, keep=False)
        with rehearsal as write:
            return write.later_imports(number)

    def undo(self, number: int) -> int:
        """Undo an import on which nothing rests; give the event."""
        with self.office.store.write("undo", str(number), self.office.scheme_state) as write:
            assert write.later_imports(number) == []
            write.undo(number)
            relink(write)
        return write.event

    def decide(
        self, party: int, enterprise: int | None, verdict: str, reason: str | None = None
    ) -> int:
        """Decide about a name and code as written; give the event."""
        with self.office.store.write(verdict, str(party), self.office.scheme_state) as write:
            write.decisions.decide(party, enterprise, verdict, reason)
            relink(write)
        return write.event

    def complain(self, name: str, day: date, text: str, outcome: str | None = None) -> int:
        """Enter a complaint about an enterprise, closed at once where an outcome is given."""
        with self.office.store.write("complaint", name, self.office.scheme_state) as write:
            complain(write, self.number(name), day, text)
        number = write.event
        if outcome:
            with self.office.store.write("complaint", name, self.office.scheme_state) as write:
                close_complaint(write, number, outcome)
        return number

    def party(self, name: str, code: str = "") -> Party:
        """Give the one name and code that ledgers have written so."""
        parties = self.ask().view.parties.values()
        (found,) = [one for one in parties if (one.name, one.uscc) == (name, code)]
        return found

    def number(self, name: str) -> int:
        """Give the number of the register's entry whose last name this is."""
        register = self.ask().view.register.values()
        (found,) = [one.id for one in register if one.versions[-1].record.name == name]
        return found

    def candidates(self, name: str, code: str = "") -> list[tuple[int, str]]:
        """Give the candidates (number, why) of a name and code, at the scheme's floor."""
        floor = self.office.scheme.threshold("match_floor", TODAY)
        assert floor is not None
        matcher = Matcher(self.ask().view, float(floor.number))
        found = matcher.candidates(self.party(name, code))
        return [(one.enterprise, one.why) for one in found]

    def ask(self, day: date = TODAY, known_at: int | None = None) -> Standings:
        """Give where everyone stands on a day, as known after an event (None: now)."""
        asked = self.office.ask(day, None if known_at is None else str(known_at))
        return Standings(asked.view, asked.scheme)

    def coverage(self, day: date = TODAY, by: tuple[str, ...] = ()) -> Coverage:
        """Count the coverage of a day."""
        return count(self.ask(day), by)

    def audit(self, day: date = TODAY, *rules: str) -> Audit:
        """Audit a day by some rules, or by all."""
        return audit_standings(self.ask(day), frozenset(rules))

    def states(self, day: date = TODAY, known_at: int | None = None) -> dict[str, str]:
        """Give every entry's state in the words of a clerk (see `state_word`)."""
        standings = self.ask(day, known_at).entries.values()
        return {label(standing): state_word(standing) for standing in standings}


WORDS = {"insured": "已投保", "unresolved": "待核实", "lapsed": "脱保", "uninsured": "未投保"}


def label(standing: Standing) -> str:
    """Name an entry: by its project, else by its name."""
    return standing.record.project_name or standing.record.name


def state_word(standing: Standing) -> str:
    """Name a state: one of WORDS, or 自愿投保 or 非应保 where nothing is required."""
    if standing.required:
        return WORDS[standing.state.value]
    return "自愿投保" if standing.covers else "非应保"


def dump(desk: Desk, known_at: int, day: date = TODAY) -> dict[str, Any]:
    """Give all that the office would answer about a day, as known after an event."""
    standings = desk.ask(day, known_at)
    view = standings.view
    imports = [
        {name: row[name] for name in ("id", "file", "receipt", "undone_by")} for row in view.imports
    ]
    answer = {
        "register": {
            entry.id: [known.record for known in entry.versions] for entry in view.register.values()
        },
        "policies": {known.key: known.record for known in view.policies},
        "endorsements": {
            key: [known.record for known in rows] for key, rows in view.endorsements.items()
        },
        "links": {
            view.parties[known.record.party].id: view.parties[known.record.party].enterprise
            for known in view.policies
        },
        "quarantined": [row.id for row in view.quarantined],
        "imports": imports,
        "states": desk.states(day, known_at),
        "findings": [finding.id for finding in audit_standings(standings).findings],
        "coverage": count(standings, ("sector", "town")).document(),
    }
    view.close()
    return answer


def pragma(path: Path, name: str) -> Any:
    """Give a pragma of a database file, read without going through the store."""
    assert re.fullmatch(r"\w+", name)
    connection = sqlite3.connect(os.fspath(path))
    try:
        return connection.execute(f"PRAGMA {name}").fetchone()[0]
    finally:
        connection.close()
