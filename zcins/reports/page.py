"""The year's summary to read on a screen: one HTML file that needs no network."""

from typing import Any

from zcins.reports import sentences
from zcins.reports.document import DEFINITIONS, SUBSIDY, TITLE
from zcins.reports.facts import Facts
from zcins.reports.wording import NONE, amount, chinese_day, sum_of_money
from zcins.resources import data_dir
from zcins.standing import State

TEMPLATE = "summary.html.j2"
_LISTS = {State.UNINSURED: "未投保企业", State.LAPSED: "脱保企业", State.UNRESOLVED: "待核实企业"}


def page(facts: Facts) -> bytes:
    """Give summary.html; the same facts give the same bytes."""
    from jinja2 import Environment, FileSystemLoader, StrictUndefined  # noqa: PLC0415 - heavy

    loader = FileSystemLoader(data_dir() / "templates", encoding="utf-8")
    environment = Environment(
        autoescape=True,
        loader=loader,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    environment.filters.update(amount=amount, day=chinese_day)
    return environment.get_template(TEMPLATE).render(_content(facts)).encode()


def _content(facts: Facts) -> dict[str, Any]:
    return {
        "title": "".join(TITLE).format(year=facts.year),
        "facts": facts,
        "heads": _heads(facts),
        "bars": [row for row in facts.coverage.sectors if row.tenths is not None],
        "lists": [(heading, facts.firms[state]) for state, heading in _LISTS.items()],
        "subsidy": SUBSIDY,
        "sentences": {
            "coverage": [sentences.scope(facts), *sentences.coverage(facts)],
            "premium": list(sentences.premium(facts)),
            "prevention": list(sentences.prevention(facts)),
            "claims": list(sentences.claims(facts)),
            "findings": list(sentences.findings(facts)),
            "data": [*sentences.state_of_data(facts), *DEFINITIONS],
        },
    }


def _heads(facts: Facts) -> list[tuple[str, str]]:
    total, books, data = facts.coverage.total, facts.books.total, facts.data
    return [
        ("投保率", total.percent),
        ("应投保企业", f"{total.required}家"),
        ("已投保", f"{total.insured}家"),
        ("未投保、脱保", f"{total.uninsured + total.lapsed}家"),
        ("待核实", f"{total.unresolved}家"),
        ("本年保费", sum_of_money(books.due) if data.has_policies else NONE),
        ("出险", f"{books.claims}件" if data.has_claims else NONE),
        ("检查发现", f"{len(facts.findings)}项"),
    ]
