"""Run mutmut over a copy of the project, by hand: `python tools/mutation.py [MUTANTS...]`.

mutmut leaves out functions with a decorator, and so all rules of the audit and all properties. In
the copy they stand as plain functions that are given to their decorator afterwards.
"""

import ast
import shutil
import subprocess
import sys
import tomllib
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
COPY = ROOT / "build" / "mutation"
PARTS = ("zcins", "data", "tests")
KEPT = {"staticmethod", "classmethod"}


def plain(source: str) -> str:
    """Give a module whose decorated functions are plain ones, decorated after their end."""
    lines = source.splitlines()
    decorated = [
        node
        for node in ast.walk(ast.parse(source))
        if isinstance(node, ast.FunctionDef) and len(node.decorator_list) == 1
        if ast.unparse(node.decorator_list[0]) not in KEPT
    ]
    # From the last to the first, so that the lines before keep their numbers.
    for node in sorted(decorated, key=lambda node: node.lineno, reverse=True):
        (decorator,) = node.decorator_list
        end = node.end_lineno or node.lineno
        text = ast.get_source_segment(source, decorator)
        lines.insert(end, f"{' ' * node.col_offset}{node.name} = {text}({node.name})")
        del lines[decorator.lineno - 1 : node.lineno - 1]
    return "\n".join(lines) + "\n"


def copy() -> None:
    """Copy what the tests need; what mutmut already knows stays beside it."""
    for part in PARTS:
        shutil.rmtree(COPY / part, ignore_errors=True)
        shutil.copytree(ROOT / part, COPY / part)
    shutil.copy(ROOT / "pyproject.toml", COPY)
    settings = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
    for pattern in settings["tool"]["mutmut"]["only_mutate"]:
        for path in COPY.glob(pattern):
            path.write_text(plain(path.read_text(encoding="utf-8")), encoding="utf-8")


def main() -> int:
    """Copy, run mutmut with the arguments, and list what survived."""
    copy()
    mutmut = [sys.executable, "-m", "mutmut"]
    done = subprocess.run([*mutmut, "run", *sys.argv[1:]], cwd=COPY, check=False)  # noqa: S603
    told = subprocess.run([*mutmut, "results"], cwd=COPY, check=False, stdout=subprocess.PIPE)  # noqa: S603
    lines = told.stdout.decode().splitlines()
    # What was not asked for is "not checked", and that is thousands.
    print("\n".join(line for line in lines if not line.endswith(": not checked")))
    return done.returncode


if __name__ == "__main__":
    sys.exit(main())
