"""Columns of ledgers as systems and offices name them, each with the field that it is."""

from dataclasses import dataclass

from zcins.records import Kind


@dataclass(frozen=True, slots=True)
class Named:
    """A column: its header (group and sub-header of a hierarchical one), its field, its values."""

    path: tuple[str, ...]
    field: str | None
    values: str


@dataclass(frozen=True, slots=True)
class Form:
    """The columns of a ledger as some system or office names them."""

    kind: Kind
    columns: tuple[Named, ...]


def _form(kind: Kind, *columns: str) -> Form:
    """Read columns of the form header=field:values; / in a header parts group and sub-header."""
    named = []
    for text in columns:
        header, _equals, rest = text.partition("=")
        name, _colon, values = rest.partition(":")
        named.append(Named(tuple(header.split("/")), name or None, values or "text"))
    return Form(kind, tuple(named))


P, C, V = Kind.POLICIES, Kind.CLAIMS, Kind.PREVENTION
FORMS = (
    _form(
        *(P, "序号=:count", "保险单号=policy_no:code", "被保险人=enterprise_name:name"),
        *("统一社会信用代码=uscc:uscc", "起保日期=inception:day", "终保日期=expiry:day"),
        *("保费（元）=premium:money", "投保人数=insured_headcount:count", "备注"),
    ),
    _form(
        *(P, "企业名称=enterprise_name:name", "省", "市", "区县", "保险公司名称=insurer:insurer"),
        *("保险期间=cover_period:period", "保费（元）=premium:money"),
        *("每人赔偿限额（万元）=limit_per_person:wan",),
        *("每次事故及累计赔偿限额（万元）=aggregate_limit:wan",),
    ),
    _form(
        *(P, "产品名称=product:text", "保单号=policy_no:code", "企业类型"),
        *("保险机构=insurer:insurer",),
        *("投保日期=signed_on:day", "保险期间（开始日期）=inception:day"),
        *("保险期间（结束日期）=expiry:day", "实收保费（元）=premium_received:money"),
        *("保险金额（元）=:money", "事故预防费用（元）=accrued:money", "事故预防比例（%）=:count"),
        *("被保险人名称=enterprise_name:name", "被保险人统一社会信用代码=uscc:uscc", "详细地址"),
        *("投保人名称=policyholder:name",),
    ),
    _form(
        *(P, "保单号=policy_no:code", "新保续保=endorsement_kind:new"),
        *("保险期间=cover_period:period",),
        *("签单日期=signed_on:day", "从业人数=insured_headcount:count"),
        *("累计责任限额(万元)=aggregate_limit:wan", "保险机构=insurer:insurer"),
        *("投保人被保人=enterprise_name:name", "保单保费=premium:money", "业务归属", "满意度"),
    ),
    _form(
        *(P, "保 单 号*=policy_no:code", "被保险人\n名称=enterprise_name:name"),
        *("责任限额（万元）/每人=limit_per_person:wan",),
        *("责任限额（万元）/累计=aggregate_limit:wan",),
        *("保险期间/起期=inception:day", "保险期间/止期=expiry:day"),
        *("保费（元）/应收=premium:money", "保费（元）/实收=premium_received:money"),
        *("从业人员（人）=insured_headcount:count",),
    ),
    _form(
        *(P, "保单信息/保单编号=policy_no:code", "保单信息/签单日期=signed_on:day"),
        *("企业信息/企业名称=enterprise_name:name", "企业信息/信用代码=uscc:uscc"),
        *("企业信息/镇办=town:town", "承保信息/保险起期=inception:day"),
        *("承保信息/保险止期=expiry:day", "承保信息/保险费=premium:money"),
        *("承保信息/责任限额/每人=limit_per_person:money",),
        *("承保信息/责任限额/每次事故=limit_per_accident:money",),
    ),
    _form(
        *(C, "报案号=case_no:code", "被保险人=enterprise_name:name", "保单号=policy_no:code"),
        *("出险日期=loss_on:day", "报案日期=notified_on:day", "出险原因=cause:text"),
        *("伤亡人数/死亡=deaths:count", "伤亡人数/受伤=injured:count"),
        *("赔款（元）/已决=paid:money", "赔款（元）/未决=outstanding:money"),
        *("结案日期=settled_on:day",),
    ),
    _form(
        *(C, "案件号=case_no:code", "报案企业=enterprise_name:name", "报案日期=notified_on:day"),
        *("已付赔款（元）=paid:money", "未决估损金额（元）=outstanding:money", "状态"),
    ),
    _form(
        *(V, "保单编号=policy_no:code", "企业名称=enterprise_name:name"),
        *("承保保险公司=insurer:insurer",),
        *("所属行业", "应计提额(万元)=accrued:wan", "实际支出费额(万元)=spent:wan"),
        *("支出占比=:count", "是否达标"),
    ),
    _form(
        *(V, "凭证号=voucher_no:code", "支出日期=spent_on:day", "支出金额=spent:money"),
        *("费用类别=category:text", "收款单位=payee:name", "用途=purpose:text"),
    ),
    _form(
        *(Kind.REGISTER, "序号=:count", "企业名称=enterprise_name:name"),
        *("统一社会信用代码=uscc:uscc", "镇办=town:town", "行业领域=sector:text"),
        *("从业人员数=employees:count", "生产状态=status:text", "联系人", "联系电话=:count"),
    ),
    _form(
        *(Kind.ACCIDENTS, "事故单位=enterprise_name:name", "事故时间=happened_on:day"),
        *("伤亡情况/死亡=deaths:count", "伤亡情况/重伤=injured:count"),
        *("直接经济损失（万元）=loss:wan", "事故简要经过=description:text"),
    ),
    # names that are on no list, as one meets them
    _form(
        *(P, "保单流水=policy_no:code", "投保企业（公章）=enterprise_name:name"),
        *("起保日期=inception:day", "终保日期=expiry:day", "本期核收保费=premium:money"),
    ),
    _form(
        *(P, "合同编码=policy_no:code", "客户=enterprise_name:name", "生效=inception:day"),
        *("失效=expiry:day", "金额=premium:money"),
    ),
)
TITLES = {
    P: "安全生产责任保险承保台账",
    C: "安责险理赔台账",
    V: "事故预防费用使用台账",
    Kind.REGISTER: "应投保企业名录",
    Kind.ACCIDENTS: "生产安全事故台账",
}
