"""The public page at 20,000 enterprises: its size, the first paint, and a search as one types.

Run it as `python -m benchmarks.publish [COUNT]`. The limits: 2 MB, 1 s, 50 ms. The names are
invented (`benchmarks/firms.py`); times are those of a Chromium without a window, each search with
the layout of what it shows.
"""

import random
import statistics
import sys
import tempfile
import time
from datetime import date, timedelta
from pathlib import Path

from benchmarks.firms import firms
from tests.browser import FOUND, chromium
from zcins.public import Publication
from zcins.public.listing import columns
from zcins.scheme import Scheme

DAY = date(2019, 12, 31)
COUNT = 20_000
LIMITS = {"bytes": 2_000_000, "paint": 1000, "search": 50}
# Letters in other letters' classes, parts of names, codes, and what is in no name.
WORDS = (
    "z",
    "zb",
    "zbhg",
    "yxgs",
    "周村",
    "有限公司",
    "化工 zb",
    "91370306MA",
    "0000",
    "没有",
    "qqqq",
)
SEARCH = """(words) => words.map((word) => {
  const box = document.getElementById("q");
  box.value = word;
  const before = performance.now();
  box.dispatchEvent(new Event("input", {bubbles: true}));
  document.body.offsetHeight;
  return performance.now() - before;
})"""
PAINTED = "performance.getEntriesByName('first-contentful-paint').length"
PAINT = "performance.getEntriesByName('first-contentful-paint')[0].startTime"


def invented(count: int) -> Publication:
    """Give a publication of invented firms, nine in ten of them insured."""
    draw, scheme = random.Random(2018), Scheme.load()
    names = [scheme.sector_name(code) for code in scheme.in_force("sector", DAY)]
    insurers = [scheme.insurer_name(code) for code in scheme.in_force("insurer", DAY)]
    lines = []
    for firm in firms(count):
        start = DAY - timedelta(days=draw.randrange(365))
        sure = draw.random() < 0.9
        values = {"name": firm.name, "uscc": firm.code, "town": firm.town}
        values |= {"sector": draw.choice(names), "state": "已投保" if sure else "核实中"}
        values |= {"insurer": draw.choice(insurers) if sure else ""}
        values |= {"from": str(start) if sure else "", "as_of": str(DAY)}
        values |= {"to": str(start + timedelta(days=364)) if sure else ""}
        lines.append(values)
    return Publication("周村区安责险试点办公室", DAY, columns(scheme, DAY), lines, bare=False)


def in_a_browser(index: Path) -> tuple[list[float], dict[str, list[float]]]:
    """Give first paints of five readers, and three searches of each by word, in ms."""
    paints = []
    searches: dict[str, list[float]] = {word: [] for word in WORDS}
    with chromium() as browser:
        for _reader in range(5):
            page = browser.new_page()
            page.goto(index.as_uri())
            page.wait_for_function(PAINTED)
            paints.append(float(page.evaluate(PAINT)))
            for _time in range(3):
                for word, took in zip(WORDS, page.evaluate(SEARCH, WORDS), strict=True):
                    searches[word].append(took)
            page.close()
    return paints, searches


def main() -> None:
    """Print the figures beside their limits."""
    count = int(sys.argv[1]) if len(sys.argv) > 1 else COUNT
    found = invented(count)
    before = time.perf_counter()
    files = found.files()
    took = time.perf_counter() - before
    print(f"{count:,} enterprises; the three files made in {took:.1f} s")
    print(f"index.html {len(files['index.html']):,} bytes (limit {LIMITS['bytes']:,})")
    if FOUND is None:
        print("no Chromium found: nothing measured in a browser")
        return
    with tempfile.TemporaryDirectory() as folder:
        paints, searches = in_a_browser(found.write(Path(folder))["index.html"])
    middle = statistics.median(paints)
    print(f"first paint {middle:.0f} ms, slowest {max(paints):.0f} (limit {LIMITS['paint']})")
    for word, times in searches.items():
        usual = statistics.median(times)
        print(f"search {word}: {usual:.0f} ms, slowest {max(times):.0f} (limit {LIMITS['search']})")


if __name__ == "__main__":
    main()
