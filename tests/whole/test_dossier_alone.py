"""One enterprise is read alone, and what is told of it is what the whole office knows."""

from pathlib import Path

from tests.conftest import Run
from tests.whole.ledgers import do
from zcins.compliance import audit_standings
from zcins.dossier import dossier
from zcins.office import Office
from zcins.registry import circle
from zcins.standing import Standings, match_floor


def test_what_is_told_is_what_the_whole_office_knows(
    desk: Run, demo_copy: Path, tmp_path: Path
) -> None:
    """Asked of some entries, and of those whose findings rest on several entries or rows.

    Enterprise 1 takes 2 over; 3 shows a policy that its insurer knows of another enterprise.
    """
    scan = tmp_path / "保单.jpg"
    scan.write_bytes(b"a photograph")
    why = ("--from", "2019-05-01", "--reason", "核实")
    office = Office.open(str(demo_copy))
    whole = Standings(office.ask().view, office.scheme)
    known = next(one for one in whole.policies if one.enterprise and one.enterprise > 3)
    number = ("--insurer", known.record.insurer, "--policy-no", known.record.policy_no)
    do(desk, "enterprise", "merge", "2", "1", *why, home=demo_copy)
    do(
        desk,
        *("policy", "enter", "3", *number, *why, "--until", "2020-04-30", "--evidence", scan),
        home=demo_copy,
    )
    asked = office.ask()
    floor = match_floor(asked.scheme, asked.day)
    whole = Standings(asked.view, asked.scheme)
    telling = {"unresolved", "settlement_late", "one_code_two_names", "register_duplicate"}
    numbers = {1, 2, 3, *list(whole.entries)[::29]} | {
        finding.enterprise.entry.id
        for finding in audit_standings(whole).findings
        if finding.enterprise and finding.rule.id in telling
    }
    for number_of in sorted(numbers):
        view, waits = circle(asked.view, number_of, floor)
        alone = Standings(view, asked.scheme, waits)
        assert len(alone.entries) < len(whole.entries) / 4
        told = dossier(alone, alone.entries[number_of])
        assert told == dossier(whole, whole.entries[number_of])
