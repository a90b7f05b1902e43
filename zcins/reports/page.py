"""The summary to read on a screen: one HTML file that needs no network."""

import base64
import hashlib
from typing import Any

from zcins.reports.chapters import story
from zcins.reports.document import title_of
from zcins.reports.facts import Facts
from zcins.reports.keys import command
from zcins.reports.story import Figure, Grid, Section
from zcins.reports.wording import NONE, amount, chinese_day, sum_of_money
from zcins.resources import data_dir
from zcins.standing import State

TEMPLATE, SCRIPT, STYLE = "summary.html.j2", "summary.js", "summary.css"
_LISTS = {State.UNINSURED: "未投保企业", State.LAPSED: "脱保企业", State.UNRESOLVED: "待核实企业"}


def page(facts: Facts) -> bytes:
    """Give summary.html; the same facts give the same bytes."""
    from jinja2 import Environment, FileSystemLoader, StrictUndefined  # noqa: PLC0415 - heavy

    folder = data_dir() / "templates"
    environment = Environment(
        autoescape=True,
        loader=FileSystemLoader(folder, encoding="utf-8"),
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    environment.filters.update(amount=amount, day=chinese_day)
    environment.tests.update(
        section=lambda block: isinstance(block, Section),
        grid=lambda block: isinstance(block, Grid),
        figure=lambda block: isinstance(block, Figure),
    )
    content = _content(facts)
    content["script"] = (folder / SCRIPT).read_text(encoding="utf-8").strip()
    content["style"] = (folder / STYLE).read_text(encoding="utf-8").strip()
    digest = hashlib.sha256(content["script"].encode()).digest()
    content["script_hash"] = base64.b64encode(digest).decode("ascii")
    return environment.get_template(TEMPLATE).render(content).encode()


def _content(facts: Facts) -> dict[str, Any]:
    return {
        "title": "".join(title_of(facts)),
        "facts": facts,
        "heads": _heads(facts),
        "command": command(facts),
        "chapters": story(facts),
        "lists": [(heading, facts.firms[state]) for state, heading in _LISTS.items()],
    }


def _heads(facts: Facts) -> list[tuple[str, str, str]]:
    total, books, data = facts.coverage.total, facts.books.total, facts.data
    return [
        ("投保率", total.percent, "coverage.total.rate"),
        ("应投保企业", f"{total.required}家", "coverage.total.required"),
        ("已投保", f"{total.insured}家", "coverage.total.insured"),
        (
            "未投保、脱保",
            f"{total.uninsured + total.lapsed}家",
            "coverage.total.uninsured coverage.total.lapsed",
        ),
        ("待核实", f"{total.unresolved}家", "coverage.total.unresolved"),
        (
            f"{facts.period.this}保费",
            sum_of_money(books.due) if data.has_policies else NONE,
            "premium.total.due",
        ),
        ("出险", f"{books.claims}件" if data.has_claims else NONE, "claims.total.claims"),
        (
            "检查发现",
            f"{len(facts.findings)}项",
            "findings.severity.high findings.severity.medium findings.severity.low",
        ),
    ]
