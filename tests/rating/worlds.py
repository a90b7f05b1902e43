"""Invented tariffs and enterprises for the comparisons, as plain values and as TOML."""

import random
from datetime import date, timedelta
from decimal import Decimal
from typing import Any

from zcins.rating import Case

Values = dict[str, Any]
SECTORS = ("chemicals", "transport", "fireworks", "construction")
LIMITS = (300_000, 500_000, 800_000)
GRADES = ("一级", "二级", "三级", "未达标")
RISKS = ("红", "橙", "黄", "蓝")
ACCIDENTS = ("无", "一般", "较大", "重大")
CHANGE = date(2019, 1, 1)
COMBINES = ("product", "one_minus_sum", "one_plus_sum")
WORDS = ("sector", "basis", "combine", "rounding", "mixed")


def draws(seed: int) -> random.Random:
    """Give draws that are the same for the same seed."""
    return random.Random(seed)  # noqa: S311 - to be repeatable, not secret


def world(draw: random.Random) -> Values:
    """Give the tariffs and factors of an invented scheme, before and from 2019."""
    combine = draw.choice(COMBINES)
    return {
        "tariffs": [tariff(draw, sector, combine) for sector in SECTORS],
        "factors": {
            start: {name: factor(draw, name, combine) for name in FACTORS}
            for start in (date(2018, 1, 1), CHANGE)
        },
    }


def tariff(draw: random.Random, sector: str, combine: str) -> Values:
    """Give a sector's tariff, of any basis that its inputs allow."""
    basis = "project_cost" if sector == "construction" else draw.choice(("headcount", "flat"))
    found: Values = {"sector": sector, "basis": basis, "combine": combine}
    if basis == "project_cost":
        ends = sorted(draw.sample(range(1_000_000, 90_000_000, 1_000), 3))
        found["bands"] = [(end, f"0.{draw.randint(1, 99):05}") for end in ends]
        found["bands"].append((None, f"0.{draw.randint(1, 99):05}"))
    else:
        least = 1 if basis == "headcount" else 1000
        found["rates"] = {
            limit: f"{draw.randint(least * 100, least * 40_000) / 100:.2f}" for limit in LIMITS
        }
    found["floor"] = f"{draw.randint(40, 90) / 100:.2f}" if draw.random() < 0.5 else None
    found["cap"] = f"{draw.randint(100, 160) / 100:.2f}" if draw.random() < 0.5 else None
    found["rounding"] = draw.choice(("fen", "fen", "yuan"))
    found["mixed"] = draw.choice(("main", "highest"))
    return found


FACTORS = {
    "grade": ("standardization_grade", GRADES),
    "risk": ("risk_grade", RISKS),
    "dual": ("dual_prevention", ("是", "否")),
    "accidents": ("accidents", ACCIDENTS),
    "losses": ("loss_ratio", None),
}


def factor(draw: random.Random, name: str, combine: str) -> Values:
    """Give a factor with figures that its tariffs can combine."""
    source, keys = FACTORS[name]
    low, high = (60, 140) if combine == "product" else (-8, 15)

    def figure() -> str:
        return f"{draw.randint(low * 100, high * 100) / 10_000:.4f}"

    found: Values = {"input": source, "within": draw.choice(("best", "worst", "sum", "product"))}
    if keys is None:
        ends = sorted(draw.sample(range(5, 150), 3))
        found["bands"] = [(f"{end / 100:.2f}", figure()) for end in ends] + [(None, figure())]
    else:
        found["values"] = {key: figure() for key in keys if draw.random() < 0.9} or {"一级": "1"}
    return found


def toml(made: Values) -> str:
    """Give an invented scheme as the text of tariff.toml."""
    frame = 'source = "invented"\nconfirmed = false\n'
    parts = []
    for one in made["tariffs"]:
        lines = [
            f'{key} = "{one[key]}"' for key in ("sector", "basis", "combine", "rounding", "mixed")
        ]
        lines += [f'{key} = "{one[key]}"' for key in ("floor", "cap") if one[key]]
        if "bands" in one:
            lines.append(f"bands = [{_bands(one['bands'], 'rate')}]")
        else:
            lines.append(f"rates = {{ {_table(one['rates'])} }}")
        names = ", ".join(f'"{name}"' for name in FACTORS)
        lines.append(f"factors = [{names}]\nfrom = 2018-01-01")
        parts.append(f'[[tariff]]\nid = "{one["sector"]}"\n' + "\n".join(lines) + f"\n{frame}")
    for start, factors in made["factors"].items():
        for name, one in factors.items():
            figures = (
                f"bands = [{_bands(one['bands'], 'factor')}]"
                if "bands" in one
                else f"values = {{ {_table(one['values'])} }}"
            )
            head = f'[[factor]]\nid = "{name}"\nlabel = "{name}"\ninput = "{one["input"]}"\n'
            parts.append(f'{head}within = "{one["within"]}"\n{figures}\nfrom = {start}\n{frame}')
    # The table that ships is for the same case.
    return "\n".join(parts).replace('id = "construction"', 'id = "sd-2018-construction"')


def _bands(bands: list[tuple[Any, str]], name: str) -> str:
    ends = (f'up_to = "{end}", ' if end is not None else "" for end, _figure in bands)
    both = zip(ends, bands, strict=True)
    return ", ".join(f'{{ {end}{name} = "{figure}" }}' for end, (_end, figure) in both)


def _table(values: dict[Any, str]) -> str:
    return ", ".join(f'"{key}" = "{value}"' for key, value in values.items())


def enterprise(draw: random.Random, made: Values) -> tuple[Case, date]:
    """Give a case, often on the edge of a band, and its day, often the day of a change."""
    edges = [end for one in made["tariffs"] for end, _rate in one.get("bands", ()) if end]
    losses = [end for end, _ in made["factors"][CHANGE]["losses"]["bands"] if end]
    sector = draw.choice(SECTORS)
    cost = draw.choice(edges) * 100 + draw.randint(-1, 1)
    if draw.random() < 0.5:
        cost = draw.randint(1, 10**11)
    ratio = draw.choice([None, Decimal(draw.randint(0, 200)) / 100, Decimal(draw.choice(losses))])
    accidents = None
    if draw.random() < 0.8:
        accidents = tuple(draw.choices(ACCIDENTS[1:], k=draw.choice((0, 0, 1, 2))))
    case = Case(
        sector=sector,
        sectors=tuple(draw.sample(SECTORS, 2)) if draw.random() < 0.2 else (),
        employees=None if sector == "construction" else draw.randint(1, 5000),
        limit=100 * draw.choice(LIMITS),
        project_cost=cost if sector == "construction" else None,
        grade=draw.choice([None, *GRADES]),
        risk=draw.choice([None, *RISKS]),
        dual_prevention=draw.choice([None, True, False]),
        accidents=accidents,
        loss_ratio=ratio,
    )
    day = draw.choice([CHANGE - timedelta(days=1), CHANGE, date(2018, 6, 1), date(2019, 7, 1)])
    return case, day
