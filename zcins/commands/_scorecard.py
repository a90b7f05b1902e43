"""How the insurers' scorecard looks: its rows, its JSON, and the pages to hand over."""

from decimal import Decimal
from pathlib import Path
from typing import TYPE_CHECKING, Any

from zcins.commands._common import answer, note
from zcins.i18n import _
from zcins.money import yuan
from zcins.present import Column, write_files

if TYPE_CHECKING:
    from zcins.insurers.figures import Ground
    from zcins.insurers.scorecard import Card, Mark, Scorecard
    from zcins.scheme import Indicator, Scheme

Row = dict[str, Any]
COLUMNS = [
    Column("name", _("Insurer")),
    Column("label", _("Indicator")),
    Column("value", _("Figure"), "rate"),
    Column("numerator", _("Numerator"), "int"),
    Column("denominator", _("Denominator"), "int"),
    Column("n", _("n"), "int"),
    Column("rank_of", _("Rank")),
    Column("points", _("Points"), "int"),
]


def show_scorecard(
    ground: "Ground",
    found: "Scorecard",
    only: str | None,
    shown: tuple[str, str | None],
    paths: list[Path],
) -> None:
    """Show the marks of all insurers, or of one; ranks are among all in either case."""
    from zcins.insurers.receipts import of_several

    scheme = ground.standings.scheme
    cards = [card for card in found.cards if only in {None, card.insurer}]
    rows = [row for card in cards for row in _rows(card, found, scheme)]
    document = {
        "year": found.year,
        "as_of": found.as_of,
        "indicators": [_indicator(one) for one in found.indicators],
        "insurers": [_card(card, scheme) for card in cards],
        "files_of_several_insurers": (several := of_several(ground.standings, found.year)),
        "pages": [str(path) for path in paths],
    }
    title = _("Scorecard of {year}, as known on {day}").format(year=found.year, day=found.as_of)
    fmt, output = shown
    answer(rows, COLUMNS, fmt=fmt, output=output, document=document, title=title)
    if found.unweighted:
        text = _("No score: {n} of {all} indicators have no weight in the scheme.")
        note(text.format(n=len(found.unweighted), all=len(found.indicators)))
    if several:
        text = _("Files of several insurers, in no figure of data quality: {n}")
        note(text.format(n=several))


def _rows(card: "Card", found: "Scorecard", scheme: "Scheme") -> list[Row]:
    name = scheme.insurer_name(card.insurer)
    rows = [_row(name, mark) for mark in card.marks]
    if card.score is not None:
        scored = sum(one.score is not None for one in found.cards)
        rank = f"{card.rank}/{scored}"
        label = _("Score, on {share:.0%} of the weights").format(share=card.weighed)
        rows.append({"name": name, "label": label, "points": card.score, "rank_of": rank})
    return rows


def _row(name: str, mark: "Mark") -> Row:
    figure = mark.figure
    return {
        "name": name,
        "label": mark.indicator.label,
        "value": mark.value,
        "numerator": _number(figure.numerator, figure.unit) if figure else None,
        "denominator": _number(figure.denominator, figure.unit) if figure else None,
        "n": figure.n if figure else None,
        "rank_of": rank_of(mark),
        "points": mark.points,
    }


def rank_of(mark: "Mark") -> str | None:
    """Give the rank of those ranked, or why there is none; None where there is no figure."""
    if mark.rank is not None:
        return f"{mark.rank}/{mark.ranked}"
    if mark.figure is None or mark.value is None:
        return None
    return _("n < {least}").format(least=mark.least)


def _number(value: int, unit: str) -> int | Decimal:
    return Decimal(value).scaleb(-2) if unit == "money" else value


def _card(card: "Card", scheme: "Scheme") -> Row:
    return {
        "insurer": card.insurer,
        "name": scheme.insurer_name(card.insurer),
        "score": _plain(card.score),
        "weighed": _plain(card.weighed),
        "rank": card.rank,
        "indicators": [_mark(mark) for mark in card.marks],
    }


def _mark(mark: "Mark") -> Row:
    figure = mark.figure
    money = figure is not None and figure.unit == "money"
    numbers = (figure.numerator, figure.denominator) if figure else (None, None)
    numerator, denominator = (yuan(one) if money else one for one in numbers)
    return {
        "id": mark.indicator.id,
        "value": _plain(mark.value),
        "numerator": numerator,
        "denominator": denominator,
        "n": figure.n if figure else 0,
        "least_cases": mark.least,
        "rank": mark.rank,
        "ranked": mark.ranked,
        "points": _plain(mark.points),
    }


def _indicator(one: "Indicator") -> Row:
    told = {"id": one.id, "label": one.label, "what": one.what, "direction": one.direction}
    figures = {name: _plain(getattr(one, name)) for name in ("weight", "full", "zero")}
    return {**told, **figures, "source": one.source, "confirmed": one.confirmed}


def _plain(value: Decimal | None) -> float | None:
    return None if value is None else float(value)


def write_pages(
    ground: "Ground", found: "Scorecard", office: str | None, folder: str, only: str | None
) -> list[Path]:
    """Write a page for each insurer into a folder, made if need be; give the paths."""
    from zcins.reports.insurers import insurer_pages

    pages = insurer_pages(ground, found, office, only)
    return list(write_files(Path(folder), pages).values())
