"""The demo's invented tariff and subsidy: the premium of a policy, and the scheme files."""

from decimal import ROUND_HALF_UP, Decimal

from data.demo.model import Enterprise

SOURCE = "演示用虚构费率，非官方数据"
RATES = {  # yuan a person a year, by limit per person
    "non_coal_mines": {300_000: "150.00", 500_000: "220.00"},
    "hazardous_chemicals": {300_000: "110.00", 500_000: "160.00"},
    "fireworks": {300_000: "180.00", 500_000: "260.00"},
    "transport": {300_000: "90.00", 500_000: "135.00"},
    "construction": {300_000: "120.00", 500_000: "175.00"},
    "fisheries": {300_000: "70.00", 500_000: "105.00"},
    "chemicals": {300_000: "80.00", 500_000: "120.00"},
    "other": {300_000: "45.00", 500_000: "65.00"},
}
GRADES = {"一级": "0.80", "二级": "0.90", "三级": "0.95", "未达标": "1.00"}
RISKS = {"红": "1.20", "橙": "1.10", "黄": "1.00", "蓝": "0.90"}
FLOOR, CAP = Decimal("0.70"), Decimal("1.50")
SUBSIDIES = {2018: "0.40", 2019: "0.30"}
HEAD = "# 演示办公室自用。以下数值全部为虚构，仅供演示，不是任何文件规定的费率或奖补标准。\n"


def premium_fen(enterprise: Enterprise, headcount: int, limit: int) -> int:
    """Give the premium in fen by the demo's tariff; a lower limit pays the rate of 300,000."""
    sector = min(enterprise.sectors, key=list(RATES).index)
    rate = RATES[sector][max(limit, 300_000)]
    factor = Decimal(GRADES.get(enterprise.grade or "", "1"))
    factor *= Decimal(RISKS.get(enterprise.risk or "", "1"))
    yuan = Decimal(rate) * headcount * min(max(factor, FLOOR), CAP)
    return int((yuan * 100).quantize(Decimal(1), ROUND_HALF_UP))


def tariff_toml() -> str:
    """Give the text of the demo's scheme/tariff.toml."""
    parts = [HEAD + "# All figures here are invented for the demonstration.\n"]
    for sector, rates in RATES.items():
        table = ", ".join(f'"{limit}" = "{rate}"' for limit, rate in rates.items())
        parts.append(f"""
[[tariff]]
id = "demo-{sector}"
sector = "{sector}"
basis = "headcount"
from = 2017-11-01
rates = {{ {table} }}   # 元/人/年，按每人责任限额
factors = ["demo-standardization", "demo-risk"]
combine = "product"
floor = "{FLOOR}"
cap = "{CAP}"
rounding = "fen"
source = "{SOURCE}"
confirmed = false
""")
    parts.append(_factor("standardization", "安全生产标准化等级", "standardization_grade", GRADES))
    parts.append(_factor("risk", "安全风险等级", "risk_grade", RISKS))
    return "".join(parts)


def _factor(ident: str, label: str, source: str, values: dict[str, str]) -> str:
    table = ", ".join(f'"{value}" = "{factor}"' for value, factor in values.items())
    return f"""
[[factor]]
id = "demo-{ident}"
label = "{label}"
input = "{source}"
within = "best"
values = {{ {table} }}
from = 2017-11-01
source = "{SOURCE}"
confirmed = false
"""


def subsidy_toml() -> str:
    """Give the text of the demo's scheme/subsidy.toml: a rate for each year, tapering."""
    sectors = ", ".join(f'"{sector}"' for sector in RATES if sector != "other")
    parts = [HEAD + "# All figures here are invented for the demonstration.\n"]
    parts.extend(
        f"""
[[subsidy]]
id = "demo-{year}"
year = {year}
sectors = [{sectors}]
base = "premium"
rate = "{rate}"
cap_per_enterprise = "50000.00"
shares = {{ city = "0.40", district = "0.60" }}
from = {year}-01-01
source = "{SOURCE}"
confirmed = false
"""
        for year, rate in SUBSIDIES.items()
    )
    return "".join(parts)
