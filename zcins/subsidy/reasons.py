"""Why a policy is granted less than the rate gives, nothing, or has to pay back."""

from enum import StrEnum

from zcins.i18n import N_


class Decision(StrEnum):
    """What a line says of a policy; `recover` asks back what an earlier batch granted."""

    GRANTED = "granted"
    REDUCED = "reduced"
    REFUSED = "refused"
    RECOVER = "recover"


class Reason(StrEnum):
    """The reason codes, in the order in which they are tested."""

    UNRESOLVED_IDENTITY = "unresolved_identity"
    NOT_IN_REGISTER = "not_in_register"
    NOT_IN_LEDGER = "not_in_ledger"
    OUTSIDE_PILOT = "outside_pilot"
    INSURER_NOT_ADMITTED = "insurer_not_admitted"
    PRODUCT_NOT_ACCEPTED = "product_not_accepted"
    OUTSIDE_DISTRICT = "outside_district"
    ENTERPRISE_CLOSED = "enterprise_closed"
    NOT_REQUIRED = "not_required"
    NOT_BEGUN = "not_begun"
    DUPLICATE_POLICY = "duplicate_policy"
    SHARED_POLICY_NO = "shared_policy_no"
    NO_RATE = "no_rate"
    CANCELLED = "cancelled"
    PREMIUM_NOT_EVIDENCED = "premium_not_evidenced"
    PREMIUM_NOT_RECEIVED = "premium_not_received"
    CAP_REACHED = "cap_reached"
    NOTHING_DUE = "nothing_due"
    ALREADY_GRANTED = "already_granted"
    SUPPLEMENT = "supplement"
    CORRECTED = "corrected"
    NO_LONGER_KNOWN = "no_longer_known"


TEXTS = {
    Reason.UNRESOLVED_IDENTITY: N_("it waits for a decision whose policy it is"),
    Reason.NOT_IN_REGISTER: N_("its insured is not in the register"),
    Reason.NOT_IN_LEDGER: N_("entered by hand, and no insurer's ledger has confirmed it"),
    Reason.INSURER_NOT_ADMITTED: N_("the insurer was not admitted on the day of inception"),
    Reason.PRODUCT_NOT_ACCEPTED: N_("it is another kind of insurance"),
    Reason.OUTSIDE_PILOT: N_("its inception is outside the days of the pilot"),
    Reason.NOT_BEGUN: N_("it has not begun yet"),
    Reason.OUTSIDE_DISTRICT: N_("the enterprise belongs to another authority's district"),
    Reason.ENTERPRISE_CLOSED: N_("the enterprise was closed on the day of inception"),
    Reason.NOT_REQUIRED: N_("the enterprise did not have to be insured on the day of inception"),
    Reason.DUPLICATE_POLICY: N_("the same policy stands in the ledgers under another spelling"),
    Reason.SHARED_POLICY_NO: N_("the same policy is claimed for another enterprise as well"),
    Reason.NO_RATE: N_("the scheme sets no rate for its sector and year"),
    Reason.CANCELLED: N_("the policy was cancelled"),
    Reason.PREMIUM_NOT_EVIDENCED: N_("no ledger states what premium was received"),
    Reason.PREMIUM_NOT_RECEIVED: N_("no premium was received"),
    Reason.CAP_REACHED: N_("the enterprise has reached its cap of the year"),
    Reason.NOTHING_DUE: N_("the rate gives less than one fen"),
    Reason.ALREADY_GRANTED: N_("an approved batch has granted it"),
    Reason.SUPPLEMENT: N_("more than an approved batch has granted"),
    Reason.CORRECTED: N_("its data were corrected after the grant"),
    Reason.NO_LONGER_KNOWN: N_("no ledger knows the policy any more"),
}
