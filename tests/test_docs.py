"""Every command and option is explained, and the page about them names each."""

from collections.abc import Iterator
from importlib.util import find_spec
from pathlib import Path

import pytest
from typer import _click
from typer.core import TyperGroup, TyperOption

from zcins.cli import COMMANDS, front

PAGE = Path(__file__).resolve().parent.parent / "docs" / "cli.md"
PRESENT = [name for name, (module, _) in COMMANDS.items() if find_spec(f"zcins.commands.{module}")]


def all_commands(name: str) -> Iterator[tuple[str, _click.Command]]:
    program = front()
    command = program.get_command(_click.Context(program, info_name="zcins"), name)
    assert command is not None
    yield name, command
    if isinstance(command, TyperGroup):
        yield from ((f"{name} {inner}", each) for inner, each in command.commands.items())


@pytest.mark.parametrize("name", PRESENT)
def test_every_command_and_option_has_help(name: str) -> None:
    silent = [path for path, command in all_commands(name) if not command.help]
    for path, command in all_commands(name):
        silent += [
            f"{path} {param.opts[0]}"
            for param in command.params
            if isinstance(param, TyperOption) and not param.hidden and not param.help
        ]
    assert silent == []


@pytest.mark.skipif(not PAGE.exists(), reason="docs/cli.md is not made yet")
@pytest.mark.parametrize("name", PRESENT)
def test_every_command_is_on_the_page(name: str) -> None:
    headings = [line.lstrip("#") for line in PAGE.read_text(encoding="utf-8").splitlines()]
    assert [p for p, _command in all_commands(name) if f" zcins {p}" not in headings] == []


def test_commands_are_loaded_by_name_only() -> None:
    program = front()
    assert program.get_command(_click.Context(program), "os") is None
