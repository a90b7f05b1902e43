"""Make every file of the demo office, or check that those on disk are what would be made."""

import argparse
import io
import zipfile
from collections.abc import Mapping, Sequence
from pathlib import Path

from data.demo import layouts_other, layouts_xlsx, office_files
from data.demo.policies import World
from data.demo.tariff import subsidy_toml, tariff_toml
from data.demo.truth import LEDGERS, truth_text
from data.demo.world import build_world

HERE = Path(__file__).resolve().parent
OFFICE = """# 演示办公室。企业、保单、赔案等全部为虚构，如有雷同，纯属巧合。
# A demonstration office: its enterprises, policies and claims are all invented.
name = "周村区安责险试点演示办公室"
today = 2019-12-31
"""
LAYOUTS = {
    "picc": layouts_xlsx.picc,
    "cpic": layouts_other.cpic,
    "chinalife": layouts_xlsx.chinalife,
    "sunshine": layouts_other.sunshine,
    "pingan": layouts_xlsx.pingan,
    "cic": layouts_other.cic,
    "ccic": layouts_xlsx.ccic,
    "taishan": layouts_other.taishan,
    "yongcheng": layouts_xlsx.yongcheng,
}


def make(world: World) -> dict[str, bytes]:
    """Give every file by its path below data/demo."""
    inbox = {LEDGERS[insurer]: layout(world) for insurer, layout in LAYOUTS.items()}
    inbox |= {
        "01企业台账2019-12.xlsx": office_files.register(world),
        "生产安全事故台账2019-12.xlsx": office_files.accidents_file(world),
        "人保财险2019-12理赔台账.xlsx": office_files.claims_file(
            world, "picc", "人保财险周村支公司安责险理赔台账（2019年12月）"
        ),
        "平安财险2019-12理赔台账.xlsx": office_files.claims_file(
            world, "pingan", "平安财险周村支公司安责险理赔台账（2019年12月）"
        ),
        "人保财险2019-12事故预防费用.xlsx": office_files.vouchers_file(world),
        "大地财险2019-12事故预防费用.xlsx": office_files.summaries_file(world),
    }
    return {
        "office/office.toml": OFFICE.encode(),
        "office/scheme/tariff.toml": tariff_toml().encode(),
        "office/scheme/subsidy.toml": subsidy_toml().encode(),
        "truth.json": truth_text(world).encode(),
        **{f"office/inbox/{name}": data for name, data in inbox.items()},
    }


def content(data: bytes) -> object:
    """Give what has to be equal: of an .xlsx its parts, since compression may differ."""
    if not data.startswith(b"PK"):
        return data
    with zipfile.ZipFile(io.BytesIO(data)) as parts:
        return {name: parts.read(name) for name in parts.namelist()}


def differing(files: Mapping[str, bytes], folder: Path) -> list[str]:
    """Name the files that are missing, differ or do not belong there."""
    there = {
        path.relative_to(folder).as_posix()
        for path in (folder / "office").rglob("*")
        if path.is_file()
    }
    wrong = there - files.keys()
    for name, data in files.items():
        path = folder / name
        if not path.is_file() or content(path.read_bytes()) != content(data):
            wrong.add(name)
    return sorted(wrong)


def write(files: Mapping[str, bytes], folder: Path) -> None:
    """Write the files, and remove those below office/ that are no longer made."""
    for name in differing(files, folder):
        path = folder / name
        if name not in files:
            path.unlink()
            continue
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(files[name])


def main(arguments: Sequence[str]) -> int:
    """Rewrite the demo, or with --check give 1 if what is checked in differs."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--check", action="store_true", help="change nothing; 1 if files differ")
    check = parser.parse_args(arguments).check
    files = make(build_world())
    if not check:
        write(files, HERE)
        return 0
    wrong = differing(files, HERE)
    for name in wrong:
        print(f"differs: {name}")
    return 1 if wrong else 0
