"""Typer's commands and groups with help and wrong-usage messages in the screen's language."""

import inspect
from collections.abc import Sequence
from difflib import get_close_matches
from typing import Any

from typer import _click
from typer.core import TyperArgument, TyperCommand, TyperGroup, TyperOption
from typer.exceptions import TyperException

from zcins.console import cell_width, wrap
from zcins.errors import UsageFaultError
from zcins.i18n import N_, _

Rows = Sequence[tuple[str, str]]

GLOBAL_OPTIONS: Rows = (
    ("--home DIR", N_("The office's folder (else ZCINS_HOME, else the user-data folder).")),
    ("--lang zh|en", N_("The language of the screen (else ZCINS_LANG, else the locale).")),
)
HELP_OPTION = ("-h, --help", N_("Show this help and leave."))
NAMES_WIDTH = 30


class _Spoken(_click.Command):
    """What commands and groups share: faults that know their command, help by print."""

    def parse_args(self, ctx: _click.Context, args: list[str]) -> list[str]:
        """Parse; a fault learns which command it belongs to."""
        try:
            return super().parse_args(ctx, args)
        except TyperException as fault:
            if getattr(fault, "ctx", ctx) is None:
                fault.ctx = ctx  # type: ignore[attr-defined]
            raise

    def get_usage(self, ctx: _click.Context) -> str:
        """Give the line that says how the command or group is called."""
        return usage(self, ctx)

    def get_help_option(self, ctx: _click.Context) -> TyperOption | None:
        """Give the help option; Typer's own echo would pass over the streams as prepared."""
        option = super().get_help_option(ctx)
        if option is not None:
            option.callback = _print_help
        return option


class Command(_Spoken, TyperCommand):
    """A command whose help and faults are translated."""

    allow_extra_args = True

    def parse_args(self, ctx: _click.Context, args: list[str]) -> list[str]:
        """Parse, and refuse what no argument takes."""
        rest = super().parse_args(ctx, args)
        if rest and not ctx.resilient_parsing:
            raise UsageFaultError(
                _("Unexpected argument: {arguments}").format(arguments=" ".join(rest)),
                try_help(ctx),
            )
        return rest

    def format_help(self, ctx: _click.Context, formatter: _click.HelpFormatter) -> None:
        """Write the whole help."""
        sections = [(_("Arguments"), _arguments(self)), (_("Options"), _options(self))]
        formatter.write(render(self, ctx, sections, formatter.width))


class Group(_Spoken, TyperGroup):
    """A group of commands whose help and faults are translated."""

    def summaries(self, ctx: _click.Context) -> Rows:
        """Give the commands, each with one line about it."""
        commands = ((name, self.get_command(ctx, name)) for name in self.list_commands(ctx))
        return [(name, first_line(command.help)) for name, command in commands if command]

    def own_options(self) -> Rows:
        """Give options of this group that are taken before Typer sees them."""
        return ()

    def resolve_command(
        self, ctx: _click.Context, args: list[str]
    ) -> tuple[str | None, _click.Command | None, list[str]]:
        """Find the command that is meant; an unknown one is a fault, with the nearest names."""
        command = self.get_command(ctx, args[0])
        if command is None:
            raise UsageFaultError(
                _("No such command: {name}").format(name=args[0]),
                did_you_mean(args[0], self.list_commands(ctx)) or try_help(ctx),
            )
        return args[0], command, args[1:]

    def format_help(self, ctx: _click.Context, formatter: _click.HelpFormatter) -> None:
        """Write the whole help, with the commands."""
        options = [*self.own_options(), *_options(self)]
        sections = [(_("Commands"), self.summaries(ctx)), (_("Options"), options)]
        formatter.write(render(self, ctx, sections, formatter.width))


def usage(command: _click.Command, ctx: _click.Context) -> str:
    """Give the usage line of a command or group."""
    pieces = [ctx.command_path, _("[OPTIONS]")]
    pieces += [name for name, _help in _arguments(command)]
    if isinstance(command, TyperGroup):
        pieces.append(_("COMMAND [ARGS]..."))
    return _("Usage: {line}").format(line=" ".join(pieces))


def render(
    command: _click.Command,
    ctx: _click.Context,
    sections: Sequence[tuple[str, Rows]],
    width: int,
) -> str:
    """Give the help as text: usage, description, then the sections that have rows."""
    blocks = [usage(command, ctx)]
    blocks += [
        "\n".join(f"  {line}" for line in wrap(paragraph, width - 2))
        for paragraph in inspect.cleandoc(command.help or "").split("\n\n")
        if paragraph
    ]
    blocks += [
        "\n".join([_("{heading}:").format(heading=heading), *_definitions(rows, width)])
        for heading, rows in sections
        if rows
    ]
    return "\n\n".join(blocks) + "\n"


def first_line(text: str | None) -> str:
    """Give the first paragraph of a help text on one line."""
    return " ".join(inspect.cleandoc(text or "").split("\n\n")[0].split())


def try_help(ctx: _click.Context) -> str:
    """Give the hint that names the help of the command at fault."""
    return _("Try `{command} --help`.").format(command=ctx.command_path)


def did_you_mean(word: str, known: Sequence[str]) -> str | None:
    """Give the hint with the nearest known names, or None where nothing is near."""
    near = get_close_matches(word, known)
    return _("Did you mean {names}?").format(names=", ".join(near)) if near else None


def usage_fault(fault: Exception) -> UsageFaultError:
    """Give one of Typer's own faults of usage as ours, in the screen's language.

    Typer keeps the classes to itself: they are told apart by name, as their attributes are.
    """
    name, ctx = type(fault).__name__, getattr(fault, "ctx", None)
    hint = try_help(ctx) if ctx else None
    param: Any = getattr(fault, "param", None)
    option = getattr(fault, "option_name", "")
    if name == "MissingParameter" and param is not None:
        message = _("Missing: {name}").format(name=_label(param))
    elif name == "NoSuchOption":
        message = _("No such option: {name}").format(name=option)
        hint = did_you_mean(option, _option_names(ctx)) or hint
    elif name == "BadOptionUsage":
        message = _misused(option, ctx)
    elif name == "BadParameter" and param is not None:
        message = _("{name}: {fault}").format(name=_label(param), fault=fault)
    else:
        message = str(fault)
    return UsageFaultError(message, hint)


def _print_help(ctx: _click.Context, _param: object, wanted: bool) -> None:
    if wanted and not ctx.resilient_parsing:
        print(ctx.get_help())
        ctx.exit()


def _misused(option: str, ctx: _click.Context | None) -> str:
    flags = {
        name
        for param in (ctx.command.params if ctx else [])
        if isinstance(param, TyperOption) and param.is_flag
        for name in (*param.opts, *param.secondary_opts)
    }
    if option in flags or option == "--help":
        return _("Option {name} takes no value").format(name=option)
    return _("Option {name} needs a value").format(name=option)


def _option_names(ctx: _click.Context | None) -> list[str]:
    params = ctx.command.params if ctx else []
    own = [name for param in params if isinstance(param, TyperOption) for name in param.opts]
    return [*own, "--help", "--home", "--lang"]


def _label(param: Any) -> str:
    return str(param.opts[0]) if isinstance(param, TyperOption) else _argument_name(param)


def _argument_name(param: TyperArgument) -> str:
    name = (param.metavar or param.name.upper()).strip("[]")
    return f"{name}..." if param.nargs != 1 and not param.metavar else name


def _arguments(command: _click.Command) -> Rows:
    found = [param for param in command.params if isinstance(param, TyperArgument)]
    return [
        (_argument_name(each) if each.required else f"[{_argument_name(each)}]", each.help or "")
        for each in found
    ]


def _options(command: _click.Command) -> Rows:
    own = [param for param in command.params if isinstance(param, TyperOption) and not param.hidden]
    shared = [(names, _(text)) for names, text in (*GLOBAL_OPTIONS, HELP_OPTION)]
    return [*((_option_signature(each), _option_text(each)) for each in own), *shared]


def _option_signature(param: TyperOption) -> str:
    names = ", ".join(sorted(param.opts, key=len))
    if param.secondary_opts:
        names += " / " + ", ".join(param.secondary_opts)
    return names if param.is_flag else f"{names} {param.metavar or param.name.upper()}"


def _option_text(param: TyperOption) -> str:
    notes = [param.help or ""]
    if param.required:
        notes.append(_("[required]"))
    elif param.show_default and not param.is_flag and param.default not in (None, ()):
        notes.append(_("[default: {value}]").format(value=param.default))
    return " ".join(notes)


def _definitions(rows: Rows, width: int) -> list[str]:
    left = min(max(cell_width(name) for name, _text in rows), NAMES_WIDTH) + 2
    lines = []
    for name, text in rows:
        first, *others = wrap(text, width - left - 2) or [""]
        if cell_width(name) + 2 > left:
            lines.append(f"  {name}")
            lines.append((" " * (left + 2) + first).rstrip())
        else:
            lines.append(f"  {name}{' ' * (left - cell_width(name))}{first}".rstrip())
        lines += [" " * (left + 2) + line for line in others]
    return lines
