"""Of which enterprises it may be told in public that they are not insured (notice 四（四）).

To be named so is a sanction: it takes a finding, a letter, days in which to object, and no
objection.
"""

from datetime import date, timedelta

from zcins.compliance import audit_standings
from zcins.findings import answers, letters
from zcins.standing import Standings

DAYS = "objection_days"
RULES = frozenset({"uninsured", "lapsed"})
OBJECTION = "objection"


def may_be_named(standings: Standings) -> frozenset[int]:
    """Give the numbers of the enterprises whose lack of insurance may be published on the day.

    The finding stands and is not waived, its first letter was sent, the scheme's days after it
    (the last one included) are over, and no objection is the last answer to it. None where the
    scheme sets no days.
    """
    view, day = standings.view, standings.day
    term = standings.scheme.threshold(DAYS, day)
    if term is None:
        return frozenset()
    days = timedelta(days=int(term.number))
    first_sent: dict[str, date] = {}
    for letter in letters(view):
        first_sent[letter.finding] = min(letter.sent_on, first_sent.get(letter.finding, date.max))
    objected = {name for name, one in answers(view).items() if one.verdict == OBJECTION}
    return frozenset(
        finding.enterprise.entry.id
        for finding in audit_standings(standings, RULES).findings
        if finding.enterprise
        and finding.id in first_sent
        and first_sent[finding.id] + days < day
        and finding.id not in objected
    )
