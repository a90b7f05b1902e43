"""Write docs/cli.md from the commands' own help; `--check` only says whether it is up to date."""

import os
import sys
from collections.abc import Iterator
from pathlib import Path

os.environ["ZCINS_LANG"] = "en"

from typer import _click
from typer.core import TyperCommand, TyperGroup

from zcins.cli import COMMANDS, front
from zcins.i18n import set_language

PAGE = Path(__file__).resolve().parent.parent / "docs" / "cli.md"
WIDTH = 80
EXIT_CODES = {
    0: "done",
    1: "done, and something needs a person: quarantined rows, one of several files refused, "
    "findings at or above `--fail-on`",
    2: "wrong usage; nothing changed",
    3: "the input is refused (of several files: all of them), or the scheme is broken; "
    "nothing changed",
    4: "the store cannot be used: locked, damaged, disk full, made by a newer version; "
    "nothing changed",
    70: "a fault of the program; the message names its log",
    130: "interrupted: the file in hand is not taken, those before it stay",
    141: "whoever read the answer stopped reading",
}


def page() -> str:
    """Give the whole page."""
    set_language("en")
    program = front()
    context = program.context_class(program, info_name="zcins", terminal_width=WIDTH)
    codes = "\n".join(f"| {code} | {meaning} |" for code, meaning in EXIT_CODES.items())
    parts = [
        "# The command line\n\nMade by `make docs` from the commands' own help: do not edit.",
        _block(program.get_help(context)),
        f"## Exit codes\n\n| code | meaning |\n| --- | --- |\n{codes}",
    ]
    for name in COMMANDS:
        command = program.get_command(context, name)
        parts += _sections(command, context, name, "##")
    return "\n\n".join(parts) + "\n"


def _sections(
    command: _click.Command | None, parent: _click.Context, name: str, level: str
) -> Iterator[str]:
    assert isinstance(command, TyperCommand | TyperGroup)  # noqa: S101 - narrows the type
    context = command.context_class(command, info_name=name, parent=parent, terminal_width=WIDTH)
    yield f"{level} {context.command_path}\n\n{_block(command.get_help(context))}"
    if isinstance(command, TyperGroup):
        for inner in command.list_commands(context):
            yield from _sections(command.get_command(context, inner), context, inner, f"{level}#")


def _block(text: str) -> str:
    return f"```text\n{text}\n```"


def main() -> int:
    """Write the page, or compare it."""
    if sys.argv[1:] == ["--check"]:
        same = PAGE.exists() and PAGE.read_text(encoding="utf-8") == page()
        print("docs/cli.md is up to date" if same else "docs/cli.md is stale: run `make docs`")
        return 0 if same else 1
    PAGE.write_text(page(), encoding="utf-8", newline="\n")
    return 0


if __name__ == "__main__":
    sys.exit(main())
