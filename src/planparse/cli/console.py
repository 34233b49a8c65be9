"""What the commands share: the environment they run in, reading files, telling people. No command is here."""

import os
import sys
from collections.abc import Callable, Mapping, Sequence
from typing import TYPE_CHECKING, Any, TextIO, TypeVar

import click

from planparse.tree import Lang

if TYPE_CHECKING:
    from planparse.grammar.lexicon import Lexicon
    from planparse.tasks.query import Selection
    from planparse.tasks.work_points import Level
    from planparse.text.encoding import Source

DONE, FOUND, TROUBLE = 0, 1, 2
"""Exit statuses: done; done and something was found; could not."""

SETTINGS: dict[str, Any] = {"help_option_names": ["-h", "--help"], "show_default": True}
"""What click is told of every command."""

Command = TypeVar("Command", bound=Callable[..., Any])


class CommandError(Exception):
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
    from planparse.findings import report

    return report.harmless(text)


def language(asked: str | None) -> Lang:
    """Return the language that was asked for, else that of the locale: Chinese or English."""
    names = ("LC_ALL", "LC_MESSAGES", "LANG")
    locale = asked or next(
        (os.environ[name] for name in names if os.environ.get(name)), ""
    )
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


def width() -> int:
    """Return how many columns standard output has; 80 where it is no terminal."""
    if not is_terminal(sys.stdout):
        return 80
    from shutil import get_terminal_size

    return get_terminal_size().columns


def read_bytes(path: str) -> bytes:
    """Return what is in a file, `-` for standard input. Raises CommandError."""
    if path == "-":
        if sys.stdin is None:
            raise CommandError("standard input is closed")
        return sys.stdin.buffer.read()
    try:
        with open(path, "rb") as file:
            return file.read()
    except FileNotFoundError:
        raise CommandError(f"{path}: there is no such file") from None
    except IsADirectoryError:
        raise CommandError(
            f"{path} is a folder, not a file: name the files in it, as in {path}/*.txt"
        ) from None
    except OSError as fault:
        raise CommandError(f"cannot read {path}: {fault.strerror or fault}") from None


def refuse_input(output: str, files: Sequence[str]) -> None:
    """Raise CommandError where what is to be written is one of the files that are read."""
    for path in files:
        try:
            same = (
                path != "-" and os.path.isfile(path) and os.path.samefile(path, output)
            )
        except OSError:
            continue
        if same:
            raise CommandError(f"{output} is the input: the text would be lost")


def decoded(data: bytes, path: str, encoding: str | None) -> "Source":
    """Decode a plan's bytes, of any encoding that is read. Raises CommandError for what is no text, and for a tree."""
    source = decoded_any(data, path, encoding)
    from planparse.text.sniffing import AGAIN, printed

    if printed(source.text):
        raise CommandError(f"{path} is {AGAIN}")
    return source


def decoded_any(data: bytes, path: str, encoding: str | None) -> "Source":
    """Decode the bytes of a plan or of what planparse wrote of one. Raises CommandError for what is no text."""
    from planparse.text.encoding import UnknownEncodingError, decode
    from planparse.text.sniffing import container

    kind = container(data)
    if kind is not None:
        raise CommandError(f"{path} is {kind}")
    # A name that is no Unicode goes into the output too, where it has to be.
    name = path.encode("utf-8", "backslashreplace").decode()
    try:
        return decode(data, name, encoding)
    except UnknownEncodingError as fault:
        raise CommandError(str(fault)) from None


def lexicon_of(grammar: str) -> "Lexicon":
    """Return the lexicon of a grammar that ships, by its name, or of a grammar file. Raises CommandError."""
    from planparse.grammar import lexicon

    try:
        return lexicon.lexicon(grammar)
    except KeyError:
        names = ", ".join(lexicon.shipped()["lexicons"])
    if not os.path.exists(grammar):
        raise CommandError(
            f"no grammar and no file is called {grammar}: the grammars are {names}"
        )
    from planparse.grammar import user as user_grammar
    from planparse.grammar.schema import GrammarError

    try:
        return user_grammar.from_text(grammar_text(grammar), grammar)
    except GrammarError as fault:
        raise CommandError(str(fault)) from None


def grammar_text(path: str) -> str:
    """Return the text of a grammar file. Raises CommandError."""
    try:
        return read_bytes(path).decode("utf-8-sig")
    except UnicodeDecodeError as fault:
        raise CommandError(
            f"{path}: a grammar is UTF-8, and byte {fault.start + 1} is not"
        ) from None


def need_xlsxwriter() -> None:
    """Raise CommandError where the library that writes workbooks is not installed."""
    from importlib.util import find_spec

    if find_spec("xlsxwriter") is None:
        raise CommandError(
            "-f xlsx needs one more package: pip install 'planparse[xlsx]'"
        )


def level_of(asked: str | None) -> "Level":
    """Return what `--level` asks for. Raises UsageError."""
    if asked is None:
        return "auto"
    if asked == "leaf":
        return "leaf"
    if not asked.isascii() or not asked.isdigit() or not 1 <= int(asked[:3]) <= 99:
        raise click.UsageError(f"--level is a number from 1, or leaf, not {asked}")
    return int(asked)


def selection_of(query: str | None) -> "Selection | None":
    """Return what tells whether a task is selected. Raises CommandError, with the place under carets."""
    if query is None:
        return None
    from planparse.tasks import query as select

    try:
        return select.Selection(select.parse(query))
    except select.QueryError as fault:
        from rich.cells import cell_len

        before, carets = (
            cell_len(query[: fault.start]),
            max(cell_len(query[fault.start : fault.end]), 1),
        )
        raise CommandError(
            f"--select: {fault}\n  {query}\n  {' ' * before}{'^' * carets}"
        ) from None


def refuse_without_effect(fmt: str, given: Mapping[str, object]) -> None:
    """Raise UsageError where one of --level, --select, --plain and --spans is `given` and does nothing in a format."""
    from planparse.export.formats import OF_TASKS

    known = {
        "--level": OF_TASKS,
        "--select": OF_TASKS,
        "--plain": ("csv",),
        "--spans": ("yaml",),
    }
    for option, value in given.items():
        if value and fmt not in known[option]:
            others = "|".join(known[option])
            raise click.UsageError(
                f"{option} has no effect on {fmt}: say -f {others}, or leave {option} out"
            )


# ── options that several commands take ───────────────────────────────────────────────────────────────────


def reading_options(command: Command) -> Command:
    """Add the options that say how a file is read."""
    encoding = click.option(
        "--encoding",
        metavar="E",
        show_default="by its bytes",
        help="Read the file as utf-8, utf-16, gb18030 …",
    )
    grammar = click.option(
        "--grammar",
        metavar="NAME|FILE",
        default="auto",
        help="Number by this grammar alone: one of planparse grammar list, or a YAML file; auto is all that ship.",
    )
    return encoding(grammar(command))


def task_options(command: Command) -> Command:
    """Add the options that say which tasks go into a table."""
    level = click.option(
        "--level",
        metavar="N|leaf",
        show_default="as the plan has them",
        help="Make the numbered points N levels down the tasks of a table, or the smallest.",
    )
    select = click.option(
        "--select",
        metavar="QUERY",
        help="Only tasks such as 'owner~市水务局 deadline<2026-07' (docs/exports.md).",
    )
    plain = click.option(
        "--plain",
        is_flag=True,
        help="Write CSV for programs: no byte order mark, nothing put before =.",
    )
    return level(select(plain(command)))


def repair_option(command: Command) -> Command:
    """Add `--no-repair`."""
    return click.option(
        "--no-repair",
        is_flag=True,
        help="Leave broken words and damaged characters as they are.",
    )(command)


def quiet_option(what: str) -> Callable[[Command], Command]:
    """Return what adds `-q`, which does what its help says: `what`."""
    return click.option("-q", "--quiet", is_flag=True, help=what)


def output_option(command: Command) -> Command:
    """Add `-o`; - is standard output, as without it."""
    return click.option(
        "-o",
        "--output",
        metavar="OUT",
        callback=lambda _context, _option, path: None if path == "-" else path,
        show_default="standard output",
        help="Write to a file, whole or not at all.",
    )(command)


def lang_option(command: Command) -> Command:
    """Add `--lang`."""
    return click.option(
        "--lang",
        type=click.Choice(["zh", "en"]),
        show_default="the locale's",
        help="Language of findings.",
    )(command)


def color_option(command: Command) -> Command:
    """Add `--color`, in either spelling."""
    return click.option(
        "--color",
        "--colour",
        type=click.Choice(["auto", "always", "never"]),
        default="auto",
        help="Colour the outline and the findings; auto does on a terminal, unless NO_COLOR is set.",
    )(command)
