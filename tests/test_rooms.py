"""The rooms of the house are held apart: which part of the package may import which."""

import ast
from collections.abc import Iterator
from pathlib import Path

import pytest

PACKAGE = Path(__file__).resolve().parent.parent / "zcins"

FOUNDATION = {"errors", "i18n", "resources", "money"}
QUESTIONS = {"coverage", "rating", "subsidy", "insurers", "dossier", "history", "assessment"}
PARTS = {"cover", "standing", "tariff"}  # what the questions share
ANSWERS = {"store", "scheme", "records", "registry"}
ALLOWED: dict[str, set[str]] = {
    "": set(),
    "__main__": {"cli"},
    "cli": {"", "commands", "console", "faults"},
    "commands": {"office", "compliance", "intake", "reports", "present", "console", "nightly"}
    | {"backup", "doctor", "faults", "findings", "pilot", "public", "trace"}
    | QUESTIONS
    | PARTS
    | {"scheme", "records", "registry"},
    "console": set(),
    "errors": set(),
    "faults": {"console"},
    "i18n": set(),
    "money": set(),
    "resources": set(),
    "present": {"console"},
    "records": set(),
    "store": {"records"},
    "scheme": {"records"},
    "registry": {"records", "store"},
    "office": {"store", "scheme", "records"},
    "intake": {"records", "scheme", "registry", "store"},
    "cover": ANSWERS,
    "standing": ANSWERS | {"cover"},
    "tariff": ANSWERS | {"cover", "standing"},
    **dict.fromkeys(QUESTIONS, ANSWERS | PARTS),
    "dossier": ANSWERS | PARTS | {"compliance"},
    "assessment": ANSWERS | PARTS | {"compliance", "coverage", "findings"},
    "rulebook": ANSWERS | PARTS,
    "compliance": ANSWERS | PARTS | {"rulebook", "rules"},
    "rules": ANSWERS | PARTS | {"coverage", "rating", "insurers", "rulebook"},
    "findings": ANSWERS | PARTS | {"compliance"},
    "public": ANSWERS | PARTS | {"compliance", "findings", "present"},
    "reports": {"compliance", "findings", "pilot", "scheme", "records"} | QUESTIONS | PARTS,
    "trace": {"compliance", "findings", "pilot", "reports", "coverage", "insurers", "subsidy"}
    | ANSWERS
    | PARTS,
    "nightly": {"office", "intake", "compliance", "reports", "findings", "backup", "pilot"}
    | {"coverage", "standing", "store", "public"},
    "backup": {"store"},
    "doctor": {"office", "store"},
    "pilot": {"scheme", "store"},
}
# Who may read and write the files of office programs.
FILES = {
    "python_calamine": {"intake"},
    "openpyxl": {"intake"},
    "pandas": {"intake"},
    "docx": {"reports"},
    "matplotlib": {"reports"},
    "xlsxwriter": {"present", "reports", "intake"},
    "sqlite_utils": {"store"},
    "typer": {"cli", "commands"},
}
MODULES = sorted(PACKAGE.rglob("*.py"))


def room_of(path: Path) -> str:
    """Give the room in which a module stands: the first name below the package."""
    first = path.relative_to(PACKAGE).parts[0].removesuffix(".py")
    return "" if first == "__init__" else first


def imported(source: str) -> Iterator[str]:
    """Give the dotted names that a source imports at run time, within functions as well."""
    for node in _running(ast.parse(source)):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            assert node.level == 0, "imports are absolute"
            yield str(node.module)
            yield from (f"{node.module}.{alias.name}" for alias in node.names)


def _running(tree: ast.AST) -> Iterator[ast.AST]:
    """Walk a tree without what stands under `if TYPE_CHECKING:`."""
    for child in ast.iter_child_nodes(tree):
        if isinstance(child, ast.If) and ast.unparse(child.test) == "TYPE_CHECKING":
            continue
        yield child
        yield from _running(child)


def rooms_imported(source: str) -> set[str]:
    """Give the rooms that a source imports from; names of the package itself are room ''."""
    known = {room_of(path) for path in MODULES} | set(ALLOWED)
    names = [name.split(".") for name in imported(source) if name.split(".")[0] == "zcins"]
    return {name[1] if name[1] in known else "" for name in names if len(name) > 1}


@pytest.mark.parametrize("path", MODULES, ids=lambda path: str(path.relative_to(PACKAGE)))
def test_a_room_imports_what_the_design_allows(path: Path) -> None:
    room = room_of(path)
    source = path.read_text(encoding="utf-8")
    assert rooms_imported(source) <= ALLOWED[room] | FOUNDATION | {room}


@pytest.mark.parametrize("path", MODULES, ids=lambda path: str(path.relative_to(PACKAGE)))
def test_files_are_opened_in_their_own_rooms(path: Path) -> None:
    used = {name.split(".")[0] for name in imported(path.read_text(encoding="utf-8"))}
    assert [name for name in used & set(FILES) if room_of(path) not in FILES[name]] == []


def test_nothing_but_the_start_imports_the_front_desk() -> None:
    assert [room for room, targets in ALLOWED.items() if "cli" in targets] == ["__main__"]
    assert [room for room, targets in ALLOWED.items() if "commands" in targets] == ["cli"]


def test_imports_are_seen_wherever_they_stand() -> None:
    source = (
        "import zcins.cli\n"
        "from zcins import __version__, store\n"
        "if TYPE_CHECKING:\n    from zcins.office import Office\n"
        "def f():\n    from zcins.intake.values import parse_date\n"
    )
    assert rooms_imported(source) == {"cli", "", "store", "intake"}


@pytest.mark.parametrize("path", MODULES, ids=lambda path: str(path.relative_to(PACKAGE)))
def test_a_module_is_no_longer_than_a_few_pages(path: Path) -> None:
    limit = 120 if path.parent.name == "commands" and not path.name.startswith("_") else 300
    assert len(path.read_text(encoding="utf-8").splitlines()) <= limit
