"""A year of the demo, night by night: what each night tells as new adds up to the last audit.

The demo's policies come as the insurers' monthly ledgers, written out from data/demo/truth.json.
One ledger comes late, one is wrong at first, one comes twice.
"""

import json
from calendar import monthrange
from collections import Counter, defaultdict
from pathlib import Path
from typing import Any

from tests.conftest import Run
from tests.demo_truth import load
from tests.whole.ledgers import POLICIES, REGISTER, Row, ask, write_csv
from tests.whole.nights import AT_ONCE

INSURERS = {
    "picc": "人保财险",
    "cpic": "太平洋财险",
    "chinalife": "国寿财险",
    "sunshine": "阳光财险",
    "pingan": "平安财险",
    "cic": "中华联合财险",
    "ccic": "大地财险",
}
LATE, ARRIVES = ("picc", "2019-05"), "2019-07"
WRONG, CORRECTED = ("chinalife", "2019-03"), "2019-04"
TWICE, AGAIN = ("cpic", "2019-04"), "2019-08"
MONTHS = [f"2019-{month:02}" for month in range(1, 13)]
BEFORE = "2018-12"

Ledgers = dict[tuple[str, str], list[Row]]


def register(truth: dict[str, Any]) -> list[Row]:
    return [
        (one["name"], one["uscc"], one["town"], one["sectors"][0], one["employees"])
        for one in truth["enterprises"]
        if not one["project"]
    ]


def ledgers(truth: dict[str, Any]) -> Ledgers:
    """Give the policies by insurer and month of inception; 2018-12 holds all before 2019."""
    found: Ledgers = defaultdict(list)
    for one in truth["policies"]:
        if one["project"] or one["fate"] != "clean" or one["insurer"] not in INSURERS:
            continue
        found[one["insurer"], max(one["inception"][:7], BEFORE)].append(
            (
                *(one["number"], one["insured"], one["uscc"], one["inception"], one["expiry"]),
                *(f"{one['premium_fen'] / 100:.2f}", one["headcount"], one["limit_yuan"]),
            )
        )
    return found


def send(inbox: Path, rows: Ledgers, insurer: str, month: str) -> None:
    write_csv(inbox / f"{INSURERS[insurer]}{month}.csv", POLICIES, *rows[insurer, month])


def deliver(inbox: Path, rows: Ledgers, month: str) -> None:
    """Lay into the inbox what arrives in a month."""
    for insurer, of in [key for key in rows if key[1] == month]:
        if (insurer, of) not in {LATE, WRONG}:
            send(inbox, rows, insurer, of)
    if month == WRONG[1]:
        (inbox / f"{INSURERS[WRONG[0]]}{month}.csv").write_text("本月台账见附件\n", "utf-8")
    for key, when in ((LATE, ARRIVES), (WRONG, CORRECTED), (TWICE, AGAIN)):
        if month == when:
            send(inbox, rows, *key)


def last_day(month: str) -> str:
    year, number = map(int, month.split("-"))
    return f"{month}-{monthrange(year, number)[1]}"


def statuses(night: dict[str, Any]) -> dict[str, str]:
    return {one["file"]: one["status"] for one in night["imports"]}


def test_a_year_of_nights(desk: Run, home: Path) -> None:
    truth = load()
    rows = ledgers(truth)
    inbox = home / "inbox"
    write_csv(inbox / f"企业台账{BEFORE}.csv", REGISTER, *register(truth))
    (home / "scheme").mkdir()
    (home / "scheme" / "thresholds.toml").write_text(AT_ONCE, encoding="utf-8")
    nights: dict[str, dict[str, Any]] = {}
    lapsed: dict[str, set[str]] = {}
    known: set[str] = set()
    account: Counter[str] = Counter()
    for month in [BEFORE, *MONTHS]:
        deliver(inbox, rows, month)
        day = {"ZCINS_TODAY": last_day(month)}
        done = desk("run", "--format", "json", env=day)
        assert done.returncode == (month == WRONG[1]), done.stderr
        night = nights[month] = json.loads(done.stdout)
        new = [one["id"] for one in night["new"]]
        findings = ask(desk, "audit", env=day)["findings"]
        now = {one["id"] for one in findings}
        lapsed[month] = {one["enterprise"]["name"] for one in findings if one["rule"] == "lapsed"}
        account.update(new)
        account.subtract(night["gone"])
        # Told once, and not while it is still known; what has gone may come again.
        assert len(new) == len(set(new))
        assert known.isdisjoint(new)
        assert (known & now) | set(new) == now
        known = now
    assert +account == Counter(known)
    assert min(account.values()) == 0
    assert known
    irregular(nights)
    late(lapsed, truth, rows)
    overdue(nights)


def irregular(nights: dict[str, dict[str, Any]]) -> None:
    """The wrong ledger is refused and its correction taken; the second copy changes nothing."""
    wrong, twice = f"{INSURERS[WRONG[0]]}{WRONG[1]}.csv", f"{INSURERS[TWICE[0]]}{TWICE[1]}.csv"
    assert statuses(nights[WRONG[1]])[wrong] == "refused"
    assert statuses(nights[CORRECTED])[wrong] == "imported"
    assert statuses(nights[TWICE[1]])[twice] == "imported"
    assert statuses(nights[AGAIN])[twice] == "already_imported"
    others = [
        state
        for month, night in nights.items()
        for file, state in statuses(night).items()
        if (month, file) not in {(WRONG[1], wrong), (AGAIN, twice)}
    ]
    assert set(others) == {"imported"}


def late(lapsed: dict[str, set[str]], truth: dict[str, Any], rows: Ledgers) -> None:
    """Firms renewed in the ledger that is missing are lapsed until it comes, and no longer."""
    renewed = {row[1] for row in rows[LATE]}
    ended = {one["insured"] for one in truth["policies"] if (one["expiry"] or "")[:7] == LATE[1]}
    waiting = renewed & ended
    assert waiting
    months = [month for month in MONTHS if waiting & lapsed[month]]
    assert months == ["2019-05", "2019-06"]
    assert waiting <= lapsed["2019-05"] & lapsed["2019-06"]


def overdue(nights: dict[str, dict[str, Any]]) -> None:
    """The missing ledger was due on 10 June (office setting); it is told until it comes."""
    told = {
        one["id"]: month
        for month, night in nights.items()
        for one in night["new"]
        if (one["rule"], one["insurer"], one["since"]) == ("ledger_overdue", LATE[0], "2019-06-11")
    }
    assert list(told.values()) == ["2019-06"]
    gone = [month for month, night in nights.items() if set(told) & set(night["gone"])]
    assert gone == [ARRIVES]
