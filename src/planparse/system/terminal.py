"""The terminal and its environment: lines to standard error, language, colour, width."""

import os
import sys
from typing import TYPE_CHECKING, TextIO

if TYPE_CHECKING:
    from planparse.tree import Lang


def say(line: str) -> None:
    """Write a line to standard error; do nothing where that is closed or full."""
    if sys.stderr is None:
        return
    try:
        sys.stderr.write(line + "\n")
    except UnicodeEncodeError:
        sys.stderr.write(line.encode("ascii", "backslashreplace").decode() + "\n")
    except OSError:
        pass


def language(asked: str | None) -> "Lang":
    """Return the language asked for, else that of the locale: Chinese or English."""
    names = ("LC_ALL", "LC_MESSAGES", "LANG")
    locale = asked or next(
        (os.environ[name] for name in names if os.environ.get(name)), ""
    )
    return "zh" if locale.lower().startswith("zh") else "en"


def coloured(asked: str, stream: TextIO | None) -> bool:
    """Return whether to colour what goes to a stream.

    `asked` is auto, always or never; auto colours on a terminal, unless the
    environment has NO_COLOR or a dumb terminal.
    """
    if asked != "auto":
        return asked == "always"
    if os.environ.get("NO_COLOR") or os.environ.get("TERM") == "dumb":
        return False
    return is_terminal(stream)


def is_terminal(stream: TextIO | None) -> bool:
    """Return whether a stream is a terminal; a closed stream is None."""
    return stream is not None and stream.isatty()


def width(stream: TextIO | None = None) -> int:
    """Return the columns of a stream, standard output if none is named; 80 where it is no terminal.

    COLUMNS in the environment says otherwise of a terminal.
    """
    stream = stream or sys.stdout
    if not is_terminal(stream):
        return 80
    columns = os.environ.get("COLUMNS", "")
    if columns.isascii() and columns.isdecimal() and int(columns):
        return int(columns)
    try:
        return os.get_terminal_size(stream.fileno()).columns or 80
    except OSError:
        return 80


def paint(text: str, style: str, *, colour: bool = True) -> str:
    """Return text in a style, an ANSI code such as `1;31`; unless `colour`, as it is."""
    return f"\x1b[{style}m{text}\x1b[0m" if colour and style and text else text
