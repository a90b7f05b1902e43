"""How charts become a PNG for print or an SVG for a page, over matplotlib, bytes repeatable."""

import io
import logging
import re
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from functools import cache
from html import escape
from typing import TYPE_CHECKING, Any

from zcins.resources import data_dir

if TYPE_CHECKING:
    from matplotlib.axes import Axes
    from matplotlib.figure import Figure

FONT = data_dir() / "fonts" / "charts.otf"
# Colours of the drawing, each of which a page replaces by its own.
INK, MAIN, SECOND, _GRID = "#101010", "#2f6da8", "#fdfdfd", "#c9c9c9"
_PAGE = {INK: "currentColor", MAIN: "var(--bar)", SECOND: "var(--paper)", _GRID: "var(--line)"}
_WIDTH = 6.14  # inches: the width of the text, 156 mm
_DPI = 220
_UNKNOWN = "〓"  # what printers set where they lack a character
_LOOK: Any = {
    "svg.fonttype": "none",
    "svg.hashsalt": "zcins",
    "axes.edgecolor": INK,
    "axes.axisbelow": True,
    "axes.spines.top": False,
    "axes.spines.right": False,
    "axes.unicode_minus": False,
    "grid.color": _GRID,
    "grid.linewidth": 0.6,
    "xtick.color": INK,
    "ytick.color": INK,
    "hatch.color": INK,
    "hatch.linewidth": 0.6,
    "legend.frameon": False,
    "legend.labelcolor": INK,
}
Draw = Callable[["Axes"], None]


@cache
def fonted(size: float) -> Any:
    """Give the charts' own font in a size."""
    from matplotlib.font_manager import FontProperties  # noqa: PLC0415 - heavy

    return FontProperties(fname=str(FONT), size=size)


@cache
def _known() -> frozenset[int]:
    from matplotlib.ft2font import FT2Font  # noqa: PLC0415 - heavy

    return frozenset(FT2Font(str(FONT)).get_charmap())


def legible(text: str) -> str:
    """Give a text as the charts' font can show it."""
    return "".join(char if ord(char) in _known() else _UNKNOWN for char in text)


def drawing_png(draw: Draw, height: float) -> bytes:
    """Give a picture of the text's width and a height in inches."""
    buffer = io.BytesIO()
    with _figure(draw, height) as figure:
        figure.savefig(buffer, format="png", dpi=_DPI, metadata={"Software": None})
    return buffer.getvalue()


def drawing_svg(draw: Draw, height: float, key: str, title: str, text: str) -> str:
    """Give an SVG element that names itself, for a page in which no other has the same key."""
    buffer = io.StringIO()
    with _figure(draw, height) as figure:
        figure.savefig(buffer, format="svg", transparent=True)
    return _embedded(buffer.getvalue(), key, title, text)


def room(axes: "Axes", *, left: float, bottom: float, top: float) -> None:
    """Leave room around the axes, in inches; an engine that measured it would draw twice."""
    figure: Any = axes.figure
    height = figure.get_figheight()
    figure.subplots_adjust(left / _WIDTH, bottom / height, 0.99, 1 - top / height)


@contextmanager
def _figure(draw: Draw, height: float) -> Iterator["Figure"]:
    # Without a home that it may write to, it warns on stderr; nobody there can help it.
    logging.getLogger("matplotlib").setLevel(logging.ERROR)
    import matplotlib  # noqa: ICN001, PLC0415 - heavy
    from matplotlib.figure import Figure  # noqa: PLC0415 - heavy

    with matplotlib.rc_context():
        matplotlib.rcdefaults()  # what the user has set elsewhere is not the office's
        matplotlib.rcParams.update(_LOOK)
        figure = Figure(figsize=(_WIDTH, height))
        axes = figure.add_subplot()
        draw(axes)
        for label in (*axes.get_xticklabels(), *axes.get_yticklabels()):
            label.set_fontproperties(fonted(9))
        yield figure


def _embedded(markup: str, key: str, title: str, text: str) -> str:
    """Take what a page does not need off, and make the names unique in it."""
    body = markup[markup.index("<svg") :]
    body = re.sub(r"<metadata>.*?</metadata>", "", body, flags=re.DOTALL)
    body = re.sub(r"<!--.*?-->\s*", "", body, flags=re.DOTALL)
    body = re.sub(r'\bid="', f'id="{key}-', body)
    body = re.sub(r'(url\(#|href="#)', rf"\g<1>{key}-", body)
    body = re.sub(r"(font: *[\d.]+px) [^;\"]*", r"\1 sans-serif", body)
    for ours, theirs in _PAGE.items():
        body = body.replace(ours, theirs)
    head, rest = body.split(">", 1)
    box = re.search(r'viewBox="([^"]*)"', head)
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" xmlns:xlink="http://www.w3.org/1999/xlink"'
        f' viewBox="{box[1] if box else ""}" role="img"'
        f' aria-labelledby="{key}-title {key}-text">'
        f'<title id="{key}-title">{escape(title)}</title>'
        f'<desc id="{key}-text">{escape(text)}</desc>{rest.strip()}'
    )
