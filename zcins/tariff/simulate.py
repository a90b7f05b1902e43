"""What premiums would be under changed values: every policy in force, as if it began today."""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date
from functools import partial
from typing import Any

from zcins.cover import policies_on
from zcins.scheme import Scheme
from zcins.scheme.changes import changed
from zcins.store import View
from zcins.tariff.case import Case
from zcins.tariff.derived import Derived
from zcins.tariff.many import quote_all

BY = ("sector", "insurer")
_FIGURES = ("policies", "not_rated", "today", "changed", "difference")


@dataclass(slots=True)
class Simulation:
    """The premiums in fen by sector or insurer, under today's values and under changed ones."""

    as_of: date
    settings: list[str]
    tables: dict[str, list[dict[str, Any]]] = field(default_factory=dict)
    total: dict[str, Any] = field(default_factory=dict)


def simulate(view: View, scheme: Scheme, settings: Sequence[str]) -> Simulation:
    """Rate the policies in force as if all began on the view's day, once with changed values.

    `settings` are those of zcins.scheme.changes. Nothing is stored. Raises UsageFaultError.
    """
    other = changed(scheme, settings, view.day)
    derived = Derived(view, scheme)
    policies = [policy for policy in policies_on(view) if policy.in_force]
    cases = [derived.case(policy, view.day) for policy in policies]
    rated = [case for case in cases if isinstance(case, Case)]
    days = [view.day] * len(rated)
    pairs = iter(
        zip(
            quote_all(scheme, rated, days).premiums,
            quote_all(other, rated, days).premiums,
            strict=True,
        )
    )
    sums: dict[str, dict[str | None, list[int]]] = {by: defaultdict(lambda: [0] * 4) for by in BY}
    for policy, case in zip(policies, cases, strict=True):
        now, then = next(pairs) if isinstance(case, Case) else (None, None)
        sector = case.sector if isinstance(case, Case) else None
        for by, key in (("sector", sector), ("insurer", policy.record.insurer)):
            _add(sums[by][key], now, then)
    found = Simulation(view.day, list(settings))
    for by in BY:
        keys = sorted(sums[by], key=partial(scheme.order, by))
        found.tables[by] = [{by: key, **_figures(sums[by][key])} for key in keys]
    total = [sum(column) for column in zip(*sums["insurer"].values(), strict=True)]
    found.total = _figures(total or [0] * 4)
    return found


def _add(sums: list[int], now: int | None, then: int | None) -> None:
    more = (1, 1, 0, 0) if now is None or then is None else (1, 0, now, then)
    for at, number in enumerate(more):
        sums[at] += number


def _figures(sums: list[int]) -> dict[str, int]:
    return dict(zip(_FIGURES, (*sums, sums[3] - sums[2]), strict=True))
