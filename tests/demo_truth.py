"""An independent count over the demo's truth: by definitions.md alone, by none of zcins.

Enterprises are named by their key in truth.json, policies by their number, departments by the
scheme's id, days are dates. Use it as `truth = load()`, then `coverage(truth, day, "sector")`.
"""

import json
from collections import Counter
from datetime import date, timedelta
from pathlib import Path
from typing import Any

Truth = dict[str, Any]
TRUTH = Path(__file__).resolve().parents[1] / "data" / "demo" / "truth.json"
TODAY = date(2019, 12, 31)
END = date(2019, 12, 31)
OBLIGED_FROM = {
    "non_coal_mines": date(2017, 11, 1),
    "hazardous_chemicals": date(2017, 11, 1),
    "fireworks": date(2017, 11, 1),
    "transport": date(2018, 8, 5),
    "construction": date(2018, 8, 5),
    "fisheries": date(2018, 8, 5),
    "chemicals": date(2018, 8, 5),
}
# Strictest first: six compulsory in the scheme's order, then the full roll-out.
STRICTEST = list(OBLIGED_FROM)
ADMITTED = {"picc", "cpic", "chinalife", "sunshine", "pingan", "cic", "ccic", "taishan"}
REFUSED_PRODUCTS = {"雇主责任险", "雇主责任保险"}
OTHER_AUTHORITY = {"萌水镇", "商家镇"}
EXTENSION = timedelta(days=180)
STATES = ("insured", "unresolved", "lapsed", "uninsured")


def load() -> Truth:
    truth: Truth = json.loads(TRUTH.read_text(encoding="utf-8"))
    return truth


def day_of(text: str | None) -> date | None:
    return date.fromisoformat(text) if text else None


def enterprises(truth: Truth) -> dict[str, Truth]:
    return {one["key"]: one for one in truth["enterprises"]}


# ------------------------------------------------------------------ who has to insure


def main_sector(one: Truth, day: date) -> str:
    obliged = [sector for sector in STRICTEST if sector in one["sectors"]]
    now = [sector for sector in obliged if OBLIGED_FROM[sector] <= day <= END]
    return str((now or obliged or one["sectors"])[0])


def is_required(truth: Truth, one: Truth, day: date) -> bool:
    start = OBLIGED_FROM.get(main_sector(one, day))
    included = day_of(one["included_on"])
    has_sites = any(other["builder"] == one["key"] for other in truth["enterprises"])
    return (
        start is not None
        and start <= day <= END
        and (included is None or included <= day)
        and one["status"] in {"operating", None}
        and one["town"] not in OTHER_AUTHORITY
        and not has_sites
    )


# ------------------------------------------------------------------ what is in force


def last_day(truth: Truth, policy: Truth) -> date | None:
    """The last day covered, None for a site without expiry and completion."""
    last = day_of(policy["expiry"])
    if last is None:
        last = completion(truth, policy)
    cancelled = day_of(policy["cancelled"])
    if cancelled and (last is None or cancelled <= last):
        last = cancelled - timedelta(days=1)
    return last


def completion(truth: Truth, policy: Truth) -> date | None:
    own = policy["project"]
    registered = enterprises(truth)[policy["enterprise"]]["project"]
    return day_of((own or {}).get("completion") or (registered or {}).get("completion"))


def in_force(truth: Truth, policy: Truth, day: date) -> bool:
    last = last_day(truth, policy)
    return date.fromisoformat(policy["inception"]) <= day and (last is None or day <= last)


def counts(policy: Truth) -> bool:
    return policy["insurer"] in ADMITTED and policy["product"] not in REFUSED_PRODUCTS


def headcount(truth: Truth, policy: Truth, day: date) -> int:
    changes = [
        change["headcount_change"] or 0
        for change in truth["endorsements"]
        if (change["insurer"], change["policy"]) == (policy["insurer"], policy["number"])
        and date.fromisoformat(change["effective"]) <= day
    ]
    return int(policy["headcount"] or 0) + sum(changes)


def taken_in(truth: Truth) -> list[Truth]:
    """The policies whose rows link to a register entry without a person."""
    return [policy for policy in truth["policies"] if policy["fate"] == "clean"]


def covers(truth: Truth, key: str, day: date) -> list[Truth]:
    return [
        policy
        for policy in taken_in(truth)
        if policy["enterprise"] == key and counts(policy) and in_force(truth, policy, day)
    ]


# ------------------------------------------------------------------ the states of a day


def could_cover(policy: Truth, day: date) -> bool:
    """Whether a row in doubt, as far as it can be read, may be in force."""
    written = policy["written"]
    begins = None if "inception" in written else day_of(policy["inception"])
    ends = None if "expiry" in written else day_of(policy["expiry"])
    return (begins is None or begins <= day) and (ends is None or day <= ends)


def in_doubt(truth: Truth, key: str, day: date) -> bool:
    for policy in truth["policies"]:
        waits = policy["fate"] == "waits" and key in policy["candidates"]
        quarantined = policy["fate"] == "quarantined" and policy["enterprise"] == key
        if (waits or quarantined) and could_cover(policy, day):
            return True
    return any(
        policy["enterprise"] == key and counts(policy) and runs_on(truth, policy, day)
        for policy in taken_in(truth)
    )


def runs_on(truth: Truth, policy: Truth, day: date) -> bool:
    """Whether a site's policy is over, but its completion unknown and the extension runs."""
    expiry = day_of(policy["expiry"])
    return bool(
        policy["project"]
        and expiry
        and expiry < day <= expiry + EXTENSION
        and completion(truth, policy) is None
    )


def had_cover(truth: Truth, key: str, day: date) -> bool:
    return any(
        policy["enterprise"] == key
        and counts(policy)
        and date.fromisoformat(policy["inception"]) < day
        for policy in taken_in(truth)
    )


def state(truth: Truth, key: str, day: date) -> str:
    if covers(truth, key, day):
        return "insured"
    if in_doubt(truth, key, day):
        return "unresolved"
    return "lapsed" if had_cover(truth, key, day) else "uninsured"


def states(truth: Truth, day: date) -> dict[str, str]:
    """The state of every required enterprise."""
    return {
        one["key"]: state(truth, one["key"], day)
        for one in truth["enterprises"]
        if is_required(truth, one, day)
    }


# ------------------------------------------------------------------ coverage


def group_of(one: Truth, by: str | None, day: date) -> str | None:
    if by == "sector":
        return main_sector(one, day)
    return one[by] if by else None


def coverage(truth: Truth, day: date, by: str | None = None) -> dict[str | None, dict[str, int]]:
    """Count by sector, town or department; without `by` the only key is None, the total."""
    answer: dict[str | None, dict[str, int]] = {}
    known = enterprises(truth)
    for key, standing in states(truth, day).items():
        one = known[key]
        group = answer.setdefault(group_of(one, by, day), Counter())
        group["required"] += 1
        group[standing] += 1
        group["employees"] += one["employees"] or 0
        group["employees_unknown"] += one["employees"] is None
        group["insured_headcount"] += sum(
            headcount(truth, policy, day) for policy in covers(truth, key, day)
        )
    names = ("required", *STATES, "employees", "employees_unknown", "insured_headcount")
    return {group: {name: row[name] for name in names} for group, row in answer.items()}


def insured_by_insurer(truth: Truth, day: date) -> dict[str, int]:
    """How many required enterprises are insured at each insurer."""
    found: Counter[str] = Counter()
    for key, standing in states(truth, day).items():
        if standing == "insured":
            found.update({policy["insurer"] for policy in covers(truth, key, day)})
    return dict(found)


def voluntary(truth: Truth, day: date) -> set[str]:
    required = states(truth, day)
    return {key for key in enterprises(truth) if key not in required and covers(truth, key, day)}


def not_in_register(truth: Truth, day: date) -> set[str]:
    """The policies in force of insured whom no register entry explains."""
    return {
        policy["number"]
        for policy in truth["policies"]
        if policy["fate"] == "unmatched" and could_cover(policy, day)
    }


def outside_district(truth: Truth) -> set[str]:
    return {one["key"] for one in truth["enterprises"] if one["town"] in OTHER_AUTHORITY}


# ------------------------------------------------------------------ findings


def findings(truth: Truth, day: date) -> set[tuple[str, str]]:
    """The rule and its subject: an enterprise's key, or the number of the policy at fault."""
    found = {
        (standing, key) for key, standing in states(truth, day).items() if standing != "insured"
    }
    found |= {("not_in_register", number) for number in not_in_register(truth, day)}
    found |= {("under_insured_headcount", key) for key in under_insured(truth, day)}
    found |= {
        ("invalid_uscc", one["key"])
        for one in truth["enterprises"]
        if one["uscc"] and check_fails(one["uscc"])
    }
    for policy in taken_in(truth):
        found |= {(rule, policy["number"]) for rule in policy_rules(truth, policy, day)}
    return found


def policy_rules(truth: Truth, policy: Truth, day: date) -> list[str]:
    rules = []
    if policy["why"] == "one_code_two_names":
        rules.append("one_code_two_names")
    if not in_force(truth, policy, day):
        return rules
    last = last_day(truth, policy)
    required = policy["enterprise"] in states(truth, day)
    if policy["insurer"] not in ADMITTED:
        rules.append("insurer_not_admitted")
    if policy["limit_yuan"] < 300_000 and policy["inception"] >= "2018-01-01":
        rules.append("limit_below_minimum")
    if required and counts(policy) and last and last - day <= timedelta(days=30):
        rules.append("expiring")
    return rules


def under_insured(truth: Truth, day: date) -> set[str]:
    found = set()
    for key, one in enterprises(truth).items():
        own = [policy for policy in covers(truth, key, day) if not policy["project"]]
        insured = sum(headcount(truth, policy, day) for policy in own)
        if own and insured < (one["employees"] or 0):
            found.add(key)
    return found


def check_fails(code: str) -> bool:
    """Whether the check digit of GB 32100-2015 fails: weights are powers of 3 modulo 31."""
    alphabet = "0123456789ABCDEFGHJKLMNPQRTUWXY"
    whole = sum(alphabet.index(sign) * pow(3, place, 31) for place, sign in enumerate(code[:17]))
    return alphabet[-whole % 31] != code[17]


def failing_ledger_codes(truth: Truth) -> set[str]:
    """The policies whose ledger row bears a failing code where the register has none."""
    return {
        policy["number"] for policy in truth["policies"] if policy["why"] == "invalid_check_digit"
    }
