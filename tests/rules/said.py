"""What a finding says, for tests of the rules."""

from datetime import date

from tests.core.desk import Desk
from zcins.compliance import Finding
from zcins.i18n import in_language


def told(finding: Finding) -> dict[str, str]:
    """Give what is filled into a finding's sentence, in English; it must fit."""
    with in_language("en"):
        assert str(finding.message)
        return {name: str(value) for name, value in finding.hit.message.values.items()}


def the_one(desk: Desk, rule: str, day: date) -> Finding:
    """Give the only finding of a rule."""
    (found,) = desk.audit(day, rule).findings
    return found
