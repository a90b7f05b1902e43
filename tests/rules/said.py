"""What a finding says, for tests of the rules."""

from zcins.compliance import Finding
from zcins.i18n import in_language


def told(finding: Finding) -> dict[str, str]:
    """Give what is filled into a finding's sentence, in English; it must fit."""
    with in_language("en"):
        assert str(finding.message)
        return {name: str(value) for name, value in finding.hit.message.values.items()}
