"""The language of the screen: gettext over the catalogs in `zcins/locale`."""

import gettext as _gettext
import locale
import os
from collections.abc import Iterator
from contextlib import AbstractContextManager, contextmanager
from pathlib import Path

DOMAIN = "zcins"
LOCALE_DIR = Path(__file__).parent / "locale"
LANGUAGES = {"en": "en", "zh": "zh_CN"}

_state: dict[str, object] = {"language": "en", "catalog": _gettext.NullTranslations()}


def set_language(wanted: str | None = None) -> str:
    """Choose the language: the one wanted, else ZCINS_LANG, else the locale; give its code.

    An unknown language falls back to English.
    """
    text = wanted or os.environ.get("ZCINS_LANG") or _locale_name()
    code = "zh" if text.lower().startswith("zh") else "en"
    _state["language"] = code
    _state["catalog"] = _gettext.translation(
        DOMAIN, LOCALE_DIR, languages=[LANGUAGES[code]], fallback=True
    )
    return code


def language() -> str:
    """Give the language in use, `en` or `zh`."""
    return str(_state["language"])


@contextmanager
def in_language(code: str) -> Iterator[None]:
    """Let messages be in a language, `en` or `zh`, within the block."""
    before = language()
    set_language(code)
    try:
        yield
    finally:
        set_language(before)


def in_chinese() -> AbstractContextManager[None]:
    """Let messages be Chinese within the block: what leaves the office is, whatever its screen."""
    return in_language("zh")


def _(message: str) -> str:
    """Translate a message into the language in use."""
    catalog = _state["catalog"]
    assert isinstance(catalog, _gettext.NullTranslations)  # noqa: S101 - narrows the type
    return catalog.gettext(message) if message else ""


def ngettext(singular: str, plural: str, n: int) -> str:
    """Translate a message that depends on a number."""
    catalog = _state["catalog"]
    assert isinstance(catalog, _gettext.NullTranslations)  # noqa: S101 - narrows the type
    return catalog.ngettext(singular, plural, n)


def N_(message: str) -> str:  # noqa: N802 - the field's usual name for "mark, translate later"
    """Mark a message for the catalogs; it is translated where it is shown."""
    return message


def _locale_name() -> str:
    for name in ("LC_ALL", "LC_MESSAGES", "LANG"):
        if value := os.environ.get(name):
            return value
    return locale.getlocale()[0] or "en"
