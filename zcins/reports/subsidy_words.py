"""How the papers of the subsidy name decisions, reasons and payers."""

from zcins.subsidy import Decision, Reason

DECISIONS = {
    Decision.GRANTED: "同意补贴",
    Decision.REDUCED: "核减补贴",
    Decision.REFUSED: "不予补贴",
    Decision.RECOVER: "追回",
}
REASONS = {
    Reason.UNRESOLVED_IDENTITY: "投保企业待认定",
    Reason.NOT_IN_REGISTER: "投保企业不在企业名录",
    Reason.NOT_IN_LEDGER: "企业出示的保单，承保机构尚未报送",
    Reason.INSURER_NOT_ADMITTED: "起保时承保机构不是试点机构",
    Reason.PRODUCT_NOT_ACCEPTED: "险种不是安全生产责任保险",
    Reason.OUTSIDE_PILOT: "起保日期不在试点期间",
    Reason.NOT_BEGUN: "保险期间尚未开始",
    Reason.OUTSIDE_DISTRICT: "企业由其他区域管理",
    Reason.ENTERPRISE_CLOSED: "起保时企业已关闭",
    Reason.NOT_REQUIRED: "起保时企业不属于补贴范围",
    Reason.DUPLICATE_POLICY: "同一保单以不同名称重复报送",
    Reason.SHARED_POLICY_NO: "同一保单涉及两家以上企业",
    Reason.NO_RATE: "所属行业领域和年度没有补贴标准",
    Reason.CANCELLED: "保单已退保",
    Reason.PREMIUM_NOT_EVIDENCED: "保费到账情况无据可查",
    Reason.PREMIUM_NOT_RECEIVED: "保费未到账",
    Reason.CAP_REACHED: "已达企业年度补贴上限",
    Reason.NOTHING_DUE: "补贴金额不足一分",
    Reason.ALREADY_GRANTED: "以前批次已经补贴",
    Reason.SUPPLEMENT: "补发与以前批次的差额",
    Reason.CORRECTED: "数据更正后应补金额减少",
    Reason.NO_LONGER_KNOWN: "台账中已无该保单",
}
_PAYERS = {
    "central": "中央财政",
    "province": "省级财政",
    "city": "市级财政",
    "district": "区级财政",
    "town": "镇级财政",
}


def payer_name(payer: str) -> str:
    """Give a payer's Chinese name; an unknown one stands as the scheme writes it."""
    return _PAYERS.get(payer, payer)


def reason_name(reason: Reason | None) -> str:
    """Give a reason in Chinese, nothing where there is none."""
    return REASONS[reason] if reason else ""
