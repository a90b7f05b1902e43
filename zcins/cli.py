"""The front desk: global options, the list of commands, faults as exit codes. No logic."""

import importlib
import os
import sys
from collections.abc import Sequence
from dataclasses import dataclass
from glob import glob, has_magic
from typing import NoReturn

import typer
from typer import _click

from zcins import __version__
from zcins.commands._help import Group, Rows, did_you_mean, usage_fault
from zcins.console import prepare_streams
from zcins.errors import UsageFaultError
from zcins.faults import INTERRUPTED, PIPE_CLOSED, explain
from zcins.i18n import LANGUAGES, N_, _, set_language

# name → (module of zcins.commands, one line about it), in the order of the help
COMMANDS = {
    "import": ("import_", N_("Take in spreadsheets: the register and insurers' ledgers.")),
    "imports": ("imports", N_("Look at what came in; undo an import; deal with quarantined rows.")),
    "layouts": ("layouts", N_("Look at the remembered layouts of ledgers; forget one.")),
    "match": ("match", N_("Decide which enterprise a waiting row belongs to.")),
    "coverage": ("coverage", N_("Count who must be insured and who is.")),
    "audit": ("audit", N_("Check policies and enterprises against the rules.")),
    "letters": ("letters", N_("Write letters to enterprises about findings.")),
    "complaint": (
        "complaint",
        N_("Keep complaints about enterprises that charge staff, and about insurers."),
    ),
    "rate": ("rate", N_("Work out premiums by the tariff; check and explain those charged.")),
    "subsidy": ("subsidy", N_("Propose, approve and pay the subsidy; forecast its cost.")),
    "insurers": ("insurers", N_("Look at the insurers' year: prevention, claims, scorecard.")),
    "assess": ("assess", N_("Assess departments or towns: coverage, findings handled in time.")),
    "run": ("run", N_("Do the night's work: take in, audit, tell what is new, back up.")),
    "schedule": ("schedule", N_("Print what to install so that the run comes every night.")),
    "status": ("status", N_("Show the state of the office at a glance.")),
    "enterprise": ("enterprise", N_("Show all that is known of one enterprise, and from where.")),
    "policy": ("policy", N_("Enter policies that enterprises show at the counter.")),
    "report": ("report", N_("Write the pilot's annual summary.")),
    "trace": ("trace", N_("Walk a figure of a report back to the rows that make it up.")),
    "publish": ("publish", N_("Write the public look-up page of who is insured.")),
    "export": ("export", N_("Write lists for other departments: who is insured, for credit.")),
    "pilot": ("pilot", N_("Keep the calendar of the pilot: its steps and the joint meetings.")),
    "backup": ("backup", N_("Copy the store to a file while others work.")),
    "restore": ("restore", N_("Put a backup in the store's place.")),
    "doctor": ("doctor", N_("Examine the office's folder and say what is wrong.")),
    "scheme": ("scheme", N_("Show and check the rules and parameters in force.")),
    "log": ("log", N_("List the numbered events of the store.")),
    "demo": ("demo", N_("Set up a demo office with invented data and try everything.")),
}
ABOUT = N_(
    "Ledgers, coverage, audit and reports for a district's compulsory "
    "work-safety liability insurance."
)
VERSION = ("--version", N_("Show the version and leave."))
WRONG_USAGE = 2


class Front(Group):
    """The program as a group whose commands are loaded when they are called."""

    def list_commands(self, ctx: _click.Context) -> list[str]:  # noqa: ARG002
        """Give the names of all commands."""
        return list(COMMANDS)

    def summaries(self, ctx: _click.Context) -> Rows:  # noqa: ARG002
        """Give the commands with their one line, without loading them."""
        return [(name, _(text)) for name, (_module, text) in COMMANDS.items()]

    def own_options(self) -> Rows:
        """Give the options of the program itself."""
        return [(VERSION[0], _(VERSION[1]))]

    def get_command(self, ctx: _click.Context, cmd_name: str) -> _click.Command | None:  # noqa: ARG002
        """Load a command's module and give its command, or None if there is no such command."""
        if cmd_name not in COMMANDS:
            return None
        module = importlib.import_module(f"zcins.commands.{COMMANDS[cmd_name][0]}")
        command = typer.main.get_command(module.app)
        command.name = cmd_name
        return command


@dataclass(frozen=True, slots=True)
class Globals:
    """What the options say that may stand anywhere on the line, and the rest of the line."""

    home: str | None
    lang: str | None
    version: bool
    rest: list[str]


def take_globals(line: Sequence[str]) -> Globals:
    """Take --home, --lang and --version out of the line, up to a `--`; the last one counts.

    Raises UsageFaultError where a value is missing.
    """
    found: dict[str, str | None] = {"--home": None, "--lang": None}
    version, rest, words = False, [], iter(line)
    for word in words:
        name, equals, value = word.partition("=")
        if word == "--":
            rest += [word, *words]
        elif name in found:
            found[name] = value if equals else next(words, "")
            if not found[name]:
                raise UsageFaultError(_("Option {name} needs a value").format(name=name))
        elif word == "--version":
            version = True
        else:
            rest.append(word)
    return Globals(found["--home"], found["--lang"], version, rest)


def front() -> Front:
    """Give the program as a group, in the language that is set."""
    return Front(
        name="zcins",
        help=_(ABOUT),
        no_args_is_help=True,
        rich_markup_mode=None,
        context_settings={"help_option_names": ["-h", "--help"]},
    )


def main() -> NoReturn:
    """Run the command line and leave with the exit code that the contract gives."""
    prepare_streams()
    sys.exit(_flushed(_run(sys.argv[1:])))


def _run(line: list[str]) -> int:
    set_language(_wanted_language(line))
    home: str | None = None
    try:
        chosen = take_globals(line)
        home = chosen.home
        _check_language(chosen.lang)
        if chosen.version:
            print(f"zcins {__version__}")  # noqa: T201 - the answer
            return 0
        return _dispatch(_expanded(chosen.rest), home)
    except typer.Exit as leave:
        return leave.exit_code
    except (KeyboardInterrupt, EOFError, typer.Abort):
        print(_("Interrupted."), file=sys.stderr)  # noqa: T201 - the front desk speaks
        return INTERRUPTED
    except BrokenPipeError:
        return _closed()
    except Exception as fault:  # noqa: BLE001 - the last stop: every fault becomes an exit code
        return explain(fault, home)


def _dispatch(line: list[str], home: str | None) -> int:
    program = front()
    try:
        with program.make_context("zcins", line, obj=home) as ctx:
            program.invoke(ctx)
    except typer.TyperException as fault:
        if type(fault).__name__ == "NoArgsIsHelpError":
            print(fault.message, file=sys.stderr)  # noqa: T201 - the front desk speaks
            return WRONG_USAGE
        raise usage_fault(fault) from fault
    return 0


def _wanted_language(line: list[str]) -> str | None:
    """Find the language before anything can be wrong: faults are told in it."""
    try:
        return take_globals(line).lang
    except UsageFaultError:
        return None


def _check_language(lang: str | None) -> None:
    if lang is not None and lang not in LANGUAGES:
        raise UsageFaultError(
            _("--lang: unknown language {lang}").format(lang=lang),
            did_you_mean(lang, list(LANGUAGES)) or _("Use zh or en."),
        )


def _expanded(line: list[str]) -> list[str]:
    """Expand wildcards as a shell does, on Windows, where the shell does not."""
    if os.name != "nt":
        return line
    return [hit for word in line for hit in (has_magic(word) and sorted(glob(word))) or [word]]  # noqa: PTH207 - words, not paths


def _flushed(code: int) -> int:
    try:
        for stream in (sys.stdout, sys.stderr):
            stream.flush()
    except BrokenPipeError:
        return _closed()
    return code


def _closed() -> int:
    """Give up a stdout that nobody reads, so that the interpreter does not complain at its end."""
    os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
    return PIPE_CLOSED
