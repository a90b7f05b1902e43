"""Cut the charts' font out of Noto Sans CJK SC: the characters of GB 2312's first level and ours.

`python tools/chart_font.py NotoSansCJK-Regular.ttc` writes data/fonts/charts.otf; the same source
gives the same bytes. Debian has the source in the package fonts-noto-cjk.
"""

import sys
from collections.abc import Iterator
from pathlib import Path

from fontTools.subset import Options, Subsetter, load_font, save_font

DATA = Path(__file__).resolve().parent.parent / "data"
TARGET = DATA / "fonts" / "charts.otf"
SIMPLIFIED = 2  # the place of Noto Sans CJK SC in the collection
_SIGNS, _LEVEL_1 = range(0xA1, 0xA4), range(0xB0, 0xD8)  # rows of GB 2312


def characters() -> set[str]:
    """Give the characters that charts can show: signs, common characters, the scheme's own."""
    found = {chr(code) for code in range(0x20, 0x7F)}
    found.update(_rows([*_SIGNS, *_LEVEL_1]))
    for path in (DATA / "scheme").glob("*.toml"):
        found.update(path.read_text(encoding="utf-8"))
    return {char for char in found if char.isprintable()}


def _rows(rows: list[int]) -> Iterator[str]:
    for row in rows:
        for cell in range(0xA1, 0xFF):
            yield from bytes((row, cell)).decode("gb2312", "ignore")


def main(source: str) -> None:
    """Write the font."""
    options = Options(
        font_number=SIMPLIFIED,
        hinting=False,
        layout_features=[],
        notdef_outline=True,
        recalc_timestamp=False,
        name_IDs=[0, 1, 2, 3, 4, 5, 6, 13, 14],  # the last two are the licence
        drop_tables=["VORG", "vhea", "vmtx", "BASE", "GSUB", "GPOS"],
    )
    font = load_font(source, options)
    subsetter = Subsetter(options)
    subsetter.populate(text="".join(sorted(characters())))
    subsetter.subset(font)
    TARGET.parent.mkdir(exist_ok=True)
    save_font(font, str(TARGET), options)
    print(TARGET, TARGET.stat().st_size)


if __name__ == "__main__":
    main(sys.argv[1])
