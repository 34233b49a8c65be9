"""The language of a command line, which `--lang` or the locale asks for, and its voice."""

import gettext
import os
from collections.abc import Iterable
from contextvars import ContextVar

from planparse.locale.catalogue import DOMAIN, LANGUAGE, refreshed
from planparse.locale.message import FOLDER, _, told
from planparse.system import terminal
from planparse.text.printable import harmless
from planparse.tree import Lang

_SPOKEN: ContextVar[Lang] = ContextVar("lang", default="en")


def spoken() -> Lang:
    """Return the language of the command line that runs."""
    return _SPOKEN.get()


def speak(arguments: Iterable[str]) -> None:
    """Take the language that a command line asks for, before anything is read of it.

    Help and faults of options are told before click has seen `--lang`. The words that are
    click's own it asks gettext for, which is told where they are.
    """
    lang = terminal.language(_asked(arguments))
    _SPOKEN.set(lang)
    if lang == "zh":
        refreshed()
        gettext.bindtextdomain(DOMAIN, FOLDER)
        os.environ["LANGUAGE"] = LANGUAGE
    gettext.textdomain(DOMAIN if lang == "zh" else "messages")


def _asked(arguments: Iterable[str]) -> str | None:
    """Return what the last `--lang` of a command line asks for; None where there is none."""
    asked, is_next = None, False
    for word in arguments:
        if word == "--":
            break
        if is_next:
            asked = word
        elif word.startswith("--lang="):
            asked = word.partition("=")[2]
        is_next = word == "--lang"
    return asked


def remark(message: str) -> None:
    """Say on standard error what is to be told, the name of the program before each line."""
    terminal.say(said(message))


def said(message: str) -> str:
    """Return what `remark` says, safe to print."""
    lines = (
        _("planparse: {line}", line=harmless(line))
        for line in told(message, spoken()).splitlines()
    )
    return "\n".join(told(line, spoken()) for line in lines)
