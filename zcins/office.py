"""The office's open folder: its store, its scheme, its archive and its clock."""

import json
import os
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime, time
from functools import cached_property
from pathlib import Path
from typing import Any

from zcins.errors import SchemeBrokenError, UsageFaultError
from zcins.i18n import _
from zcins.scheme import Scheme
from zcins.store import SchemeState, Store, View
from zcins.store.base import HOME_ZONE

OFFICE_FILE = "office.toml"


@dataclass(frozen=True, slots=True)
class Asked:
    """A question's ground: what was known, about which day, under which scheme."""

    view: View
    scheme: Scheme
    settings: Mapping[str, Any]

    @property
    def name(self) -> str | None:
        """Give the office's name as it signed its documents then, if it said one."""
        name = self.settings.get("name")
        return str(name) if name else None

    @property
    def day(self) -> date:
        """Give the day that the answer describes."""
        return self.view.day


class Office:
    """An office's folder. Made on first use, readable by its owner alone."""

    def __init__(self, home: Path) -> None:
        self.home = home

    @classmethod
    def open(cls, home: str | None = None) -> "Office":
        """Open the folder named, else ZCINS_HOME, else the user's data folder of the platform."""
        chosen = home or os.environ.get("ZCINS_HOME")
        if not chosen:
            from platformdirs import user_data_dir  # noqa: PLC0415 - only where nothing is named

            chosen = user_data_dir("zcins", appauthor=False)
        office = cls(Path(chosen).expanduser().absolute())
        for folder in (office.home, office.archive, office.inbox, office.outbox, office.scheme_dir):
            try:
                folder.mkdir(mode=0o700, parents=True, exist_ok=True)
            except OSError as error:
                raise UsageFaultError(
                    _("The office's folder {path} cannot be made: {reason}.").format(
                        path=folder, reason=error.strerror
                    ),
                    _("Name a folder that you may write to: --home DIR or ZCINS_HOME."),
                ) from error
        return office

    @property
    def archive(self) -> Path:
        """Give the folder of every file ever taken in, under its SHA-256."""
        return self.home / "archive"

    @property
    def inbox(self) -> Path:
        """Give the folder from which the nightly run takes ledgers."""
        return self.home / "inbox"

    @property
    def outbox(self) -> Path:
        """Give the folder into which documents go."""
        return self.home / "outbox"

    @property
    def scheme_dir(self) -> Path:
        """Give the folder of the office's own scheme files."""
        return self.home / "scheme"

    @cached_property
    def settings(self) -> dict[str, Any]:
        """Give what office.toml says; empty where there is none."""
        path = self.home / OFFICE_FILE
        if not path.is_file():
            return {}
        try:
            return tomllib.loads(path.read_text(encoding="utf-8"))
        except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
            raise SchemeBrokenError(f"{path}: {error}") from error

    @property
    def name(self) -> str | None:
        """Give the office's name as it signs its documents, if it says one."""
        name = self.settings.get("name")
        return str(name) if name else None

    @cached_property
    def _fixed_today(self) -> tuple[date, str] | None:
        if text := os.environ.get("ZCINS_TODAY"):
            return _fixed(text, "ZCINS_TODAY"), "ZCINS_TODAY"
        if (value := self.settings.get("today")) is not None:
            day = value if isinstance(value, date) else _fixed(str(value), OFFICE_FILE)
            return day, OFFICE_FILE
        return None

    @property
    def today(self) -> date:
        """Give today in Asia/Shanghai, or the day that ZCINS_TODAY or office.toml fixes."""
        return self._fixed_today[0] if self._fixed_today else datetime.now(HOME_ZONE).date()

    @property
    def today_note(self) -> str | None:
        """Say that today is fixed, and by what; None where it is the real day."""
        if not self._fixed_today:
            return None
        day, source = self._fixed_today
        return _("Today is fixed to {day} by {source}.").format(day=day, source=source)

    @cached_property
    def scheme(self) -> Scheme:
        """Give the scheme now in the files; raises SchemeBrokenError."""
        return Scheme.load(self.scheme_dir)

    @property
    def scheme_state(self) -> SchemeState:
        """Give the scheme as it is stored with an event."""
        return SchemeState(self.scheme.digest, self.scheme.text)

    @cached_property
    def store(self) -> Store:
        """Give the open store; raises StoreUnusableError."""
        return Store(self.home / "zcins.db", lambda: _stored(self.settings))

    def ask(
        self,
        as_of: date | None = None,
        known_at: str | None = None,
        option: str = "--known-at",
    ) -> Asked:
        """Give the ground for a question: a day (default today) and an event (default the last).

        `known_at` is a number of the event log, or a day or moment; the scheme and the office's
        settings are those in force at that event. `option` is what an error names.
        """
        event = None if known_at is None else self._event(known_at, option)
        view = self.store.view(as_of or self.today, event)
        scheme, settings = self.scheme, self.settings
        if event is not None and (text := self.store.scheme_text(event)):
            scheme = Scheme.from_text(text)
        if event is not None and (stored := self.store.settings(event)):
            settings = json.loads(stored)
        return Asked(view, scheme, settings)

    def _event(self, text: str, option: str) -> int:
        if text.isascii() and text.isdigit():
            return int(text)
        try:
            moment = datetime.fromisoformat(text)
        except ValueError as error:
            raise UsageFaultError(
                _("{option} {text} is neither an event nor a day.").format(
                    option=option, text=text
                ),
                _("Give a number of `zcins log`, or a day such as 2019-12-31."),
            ) from error
        if len(text) == len("2019-12-31"):
            moment = datetime.combine(moment, time(23, 59, 59))
        return self.store.event_at(moment if moment.tzinfo else moment.replace(tzinfo=HOME_ZONE))


def _stored(settings: Mapping[str, Any]) -> str:
    """Give the settings that documents show as they are stored with an event; today is none."""
    kept = {name: value for name, value in settings.items() if name != "today"}
    return json.dumps(kept, ensure_ascii=False, sort_keys=True, default=str)


def _fixed(text: str, source: str) -> date:
    try:
        return date.fromisoformat(text)
    except ValueError as error:
        raise UsageFaultError(
            _("{source} says {text}, which is no day.").format(source=source, text=text),
            _("Write it as 2019-12-31."),
        ) from error
