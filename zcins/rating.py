"""What a premium should be: by the tariff of a day, with every figure's source; and whether it is.

`quote` works out one case, `quote_all` many at once, `check` the policies in force, `explain`
single policies, and `simulate` what changed values would bring. All only read.
"""

from zcins.tariff.case import NONE, Case, Evidence, How, Reason, Why, canonical
from zcins.tariff.certificate import Certificate, read_certificate
from zcins.tariff.check import VERDICTS, Check, Checked, Verdict, check
from zcins.tariff.derived import Derived, accident_grade
from zcins.tariff.explain import Explained, explain, find_policies, name_of
from zcins.tariff.many import Premiums, quote_all
from zcins.tariff.quote import Plan, Quote, quote
from zcins.tariff.simulate import Simulation, simulate
from zcins.tariff.step import Step

__all__ = [
    "NONE",
    "VERDICTS",
    "Case",
    "Certificate",
    "Check",
    "Checked",
    "Derived",
    "Evidence",
    "Explained",
    "How",
    "Plan",
    "Premiums",
    "Quote",
    "Reason",
    "Simulation",
    "Step",
    "Verdict",
    "Why",
    "accident_grade",
    "canonical",
    "check",
    "explain",
    "find_policies",
    "name_of",
    "quote",
    "quote_all",
    "read_certificate",
    "simulate",
]
