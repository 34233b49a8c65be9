"""What the commands share: the environment they run in, reading files, telling people. No command is here."""

import os
import sys
from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING, Any, TextIO, TypeVar

import click

from planparse.findings import Lang

if TYPE_CHECKING:
    from planparse.lexicon import Lexicon
    from planparse.source import Source

DONE, FOUND, TROUBLE = 0, 1, 2
"""Exit statuses: done; done and something was found; could not."""

Command = TypeVar("Command", bound=Callable[..., Any])


class Trouble(Exception):  # noqa: N818 - it is what the exit status says
    """Why a command could not do what it was asked: a message for people, which may have several lines."""


def say(line: str) -> None:
    """Write a line to standard error; where that is closed or full, nobody is there to be told."""
    if sys.stderr is None:
        return
    try:
        sys.stderr.write(line + "\n")
    except UnicodeEncodeError:
        sys.stderr.write(line.encode("ascii", "backslashreplace").decode() + "\n")
    except OSError:
        pass


def harmless(text: str) -> str:
    """Return a name or a message as one line that a terminal shows as it is."""
    if text.isprintable():
        return text
    from planparse import report  # noqa: PLC0415 - costs start-up time

    return report.harmless(text)


def language(asked: str | None) -> Lang:
    """Return the language that was asked for, else that of the locale: Chinese or English."""
    names = ("LC_ALL", "LC_MESSAGES", "LANG")
    locale = asked or next((os.environ[name] for name in names if os.environ.get(name)), "")
    return "zh" if locale.lower().startswith("zh") else "en"


def coloured(asked: str, stream: TextIO | None) -> bool:
    """Say whether to colour what goes to a stream: `asked` is auto, always or never."""
    if asked != "auto":
        return asked == "always"
    if os.environ.get("NO_COLOR") or os.environ.get("TERM") == "dumb":
        return False
    return is_terminal(stream)


def is_terminal(stream: TextIO | None) -> bool:
    """Say whether somebody looks at a stream, which is None where it is closed."""
    return stream is not None and stream.isatty()


def read_bytes(path: str) -> bytes:
    """Return what is in a file, `-` for standard input. Raises Trouble."""
    if path == "-":
        if sys.stdin is None:
            raise Trouble("standard input is closed")
        return sys.stdin.buffer.read()
    try:
        with open(path, "rb") as file:
            return file.read()
    except FileNotFoundError:
        raise Trouble(f"{path}: there is no such file") from None
    except IsADirectoryError:
        raise Trouble(f"{path} is a folder, not a file: name the files in it, as in {path}/*.txt") from None
    except OSError as fault:
        raise Trouble(f"cannot read {path}: {fault.strerror or fault}") from None


def refuse_input(output: str, files: Sequence[str]) -> None:
    """Raise Trouble where what is to be written is one of the files that are read."""
    for path in files:
        try:
            same = path != "-" and os.path.isfile(path) and os.path.samefile(path, output)
        except OSError:
            continue
        if same:
            raise Trouble(f"{output} is the input: the text would be lost")


def decoded(data: bytes, path: str, encoding: str | None) -> "Source":
    """Decode a plan's bytes, of any encoding that is read. Raises Trouble for what is no text, and for a tree."""
    source = decoded_any(data, path, encoding)
    from planparse.source import AGAIN, printed  # noqa: PLC0415 - not every command reads

    if printed(source.text):
        raise Trouble(f"{path} is {AGAIN}")
    return source


def decoded_any(data: bytes, path: str, encoding: str | None) -> "Source":
    """Decode the bytes of a plan or of what planparse wrote of one. Raises Trouble for what is no text."""
    from planparse.source import UnknownEncoding, container, decode  # noqa: PLC0415 - …

    kind = container(data)
    if kind is not None:
        raise Trouble(f"{path} is {kind}")
    # A name that is no Unicode goes into the output too, where it has to be.
    name = path.encode("utf-8", "backslashreplace").decode()
    try:
        return decode(data, name, encoding)
    except UnknownEncoding as fault:
        raise Trouble(str(fault)) from None


def lexicon_of(grammar: str) -> "Lexicon":
    """Return the lexicon of a grammar that ships, by its name, or of a grammar file. Raises Trouble."""
    from planparse import lexicon  # noqa: PLC0415 - not every command reads

    try:
        return lexicon.lexicon(grammar)
    except KeyError:
        names = ", ".join(lexicon.shipped()["lexicons"])
    if not os.path.exists(grammar):
        raise Trouble(f"no grammar and no file is called {grammar}: the grammars are {names}")
    from planparse import user_grammar  # noqa: PLC0415 - imports pydantic and yaml
    from planparse.grammar import GrammarError  # noqa: PLC0415 - …

    try:
        return user_grammar.from_text(grammar_text(grammar), grammar)
    except GrammarError as fault:
        raise Trouble(str(fault)) from None


def grammar_text(path: str) -> str:
    """Return the text of a grammar file. Raises Trouble."""
    try:
        return read_bytes(path).decode("utf-8-sig")
    except UnicodeDecodeError as fault:
        raise Trouble(f"{path}: a grammar is UTF-8, and byte {fault.start + 1} is not") from None


def need_xlsxwriter() -> None:
    """Raise Trouble where the library that writes workbooks is not installed."""
    from importlib.util import find_spec  # noqa: PLC0415 - rarely asked

    if find_spec("xlsxwriter") is None:
        raise Trouble("-f xlsx needs one more package: pip install 'planparse[xlsx]'")


# ── options that several commands take ───────────────────────────────────────────────────────────────────


def reading_options(command: Command) -> Command:
    """Add the options that say how a file is read."""
    encoding = click.option("--encoding", metavar="E", help="Read the file as utf-8, utf-16, gb18030 …")
    grammar = click.option(
        "--grammar",
        metavar="NAME|FILE",
        default="auto",
        help="Number by this grammar alone: one of planparse grammar list, or a YAML file.",
    )
    return encoding(grammar(command))


def lang_option(command: Command) -> Command:
    """Add `--lang`."""
    return click.option(
        "--lang", type=click.Choice(["zh", "en"]), help="Language of findings; the locale's by default."
    )(command)


def color_option(command: Command) -> Command:
    """Add `--color`, in either spelling."""
    return click.option(
        "--color",
        "--colour",
        type=click.Choice(["auto", "always", "never"]),
        default="auto",
        help="Colour the outline and the findings; by default on a terminal, unless NO_COLOR is set.",
    )(command)
