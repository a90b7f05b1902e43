"""The truth behind the demo's files, as plain JSON: money in fen, limits in yuan, days in ISO."""

import json
from typing import Any

from data.demo.layouts_xlsx import WRONG_BY
from data.demo.model import TODAY, Endorsement, Enterprise, Policy, Project
from data.demo.names import FORMER
from data.demo.office_files import NAMELESS_AFTER
from data.demo.policies import World
from data.demo.rows import rows_of, total
from data.demo.world import Accident, Claim, Spend, accidents, claims, prevention

LEDGERS = {
    "picc": "人保财险周村支公司2019-12承保台账.xlsx",
    "cpic": "太平洋财险2019-12.xls",
    "chinalife": "国寿财险周村2019年12月.xlsx",
    "sunshine": "阳光财险安责险清单201912.csv",
    "pingan": "安责险承保明细（分镇办）.xlsx",
    "cic": "中华联合财险2019-12.csv",
    "ccic": "大地财险2019-12承保及批改.xlsx",
    "taishan": "泰山财险施工项目2019-12.xls",
    "yongcheng": "永诚财险2019-12.xlsx",
}


def truth_text(world: World) -> str:
    """Give truth.json."""
    truth = {
        "today": str(TODAY),
        "register_rows": {"read": len(world.enterprises) + 1, "quarantined": 1},
        "nameless_register_row": NAMELESS_AFTER + 4,
        "former_names": list(FORMER.values()),
        "enterprises": [_enterprise(one) for one in world.enterprises],
        "policies": [_policy(one) for one in world.policies],
        "endorsements": [_endorsement(one) for one in world.endorsements],
        "claims": [_claim(one) for one in claims(world)],
        "prevention": [_spend(one) for one in prevention(world)],
        "accidents": [_accident(one) for one in accidents(world)],
        "ledgers": [_ledger(world, insurer) for insurer in LEDGERS],
    }
    return json.dumps(truth, ensure_ascii=False, indent=1, default=str) + "\n"


def _enterprise(one: Enterprise) -> dict[str, Any]:
    return {
        "key": one.key,
        "name": one.name,
        "uscc": one.uscc,
        "town": one.town,
        "sectors": one.sectors,
        "department": one.department,
        "employees": one.employees,
        "status": one.status,
        "standardization_grade": one.grade,
        "risk_grade": one.risk,
        "included_on": one.included_on,
        "builder": one.builder,
        "project": _project(one.project),
    }


def _project(project: Project | None) -> dict[str, Any] | None:
    if project is None:
        return None
    return {"name": project.name, "cost_yuan": project.cost, "completion": project.completion}


def _policy(one: Policy) -> dict[str, Any]:
    return {
        "insurer": one.insurer,
        "number": one.number,
        "enterprise": one.enterprise,
        "insured": one.insured,
        "uscc": one.uscc,
        "product": one.product,
        "signed": one.signed,
        "inception": one.inception,
        "expiry": one.expiry,
        "cancelled": one.cancelled,
        "premium_fen": one.premium,
        "received_fen": one.received,
        "headcount": one.headcount,
        "limit_yuan": one.limit,
        "aggregate_yuan": one.aggregate,
        "project": _project(one.project),
        "fate": one.fate,
        "why": one.why,
        "candidates": one.candidates,
        "written": one.written,
        "rows": 1 if one.again is None else 2,
    }


def _endorsement(one: Endorsement) -> dict[str, Any]:
    return {
        "insurer": one.policy.insurer,
        "policy": one.policy.number,
        "number": one.number,
        "kind": one.kind,
        "effective": one.effective,
        "premium_fen": one.premium,
        "headcount_change": one.headcount,
    }


def _claim(one: Claim) -> dict[str, Any]:
    return {
        "insurer": one.policy.insurer,
        "number": one.number,
        "policy": one.policy.number,
        "enterprise": one.policy.enterprise,
        "loss": one.loss,
        "notified": one.notified,
        "settled": one.settled,
        "deaths": one.deaths,
        "injured": one.injured,
        "paid_fen": one.paid,
        "outstanding_fen": one.outstanding,
        "advance_fen": one.advance,
        "advanced": one.advanced,
    }


def _spend(one: Spend) -> dict[str, Any]:
    return {
        "insurer": one.insurer,
        "policy": one.policy.number,
        "enterprise": one.policy.enterprise,
        "voucher": one.voucher,
        "day": one.day,
        "month": one.month,
        "accrued_fen": one.accrued,
        "spent_fen": one.spent,
        "category": one.category,
    }


def _accident(one: Accident) -> dict[str, Any]:
    return {
        "number": one.number,
        "enterprise": one.enterprise.key,
        "day": one.day,
        "deaths": one.deaths,
        "injured": one.injured,
        "loss_fen": one.loss,
    }


def _ledger(world: World, insurer: str) -> dict[str, Any]:
    """Give what the receipt of an insurer's policy ledger has to say; stated is its 合计 row."""
    rows = rows_of(world, insurer)
    fates = [row.policy.fate for row in rows]
    wrong = {"picc": 0, "chinalife": WRONG_BY}.get(insurer)
    return {
        "file": LEDGERS[insurer],
        "insurer": insurer,
        "data_rows": len(rows),
        "quarantined": fates.count("quarantined"),
        "to_review": fates.count("waits"),
        "unmatched": fates.count("unmatched"),
        "premium_read_fen": total(rows),
        "premium_unreadable": sum(row.premium is None for row in rows),
        "premium_stated_fen": None if wrong is None else total(rows) + wrong,
        "premium_difference_fen": wrong,
    }
