"""What a command is given to read: files, plans, grammars, queries."""

import os
import sys
from collections.abc import Sequence
from typing import TYPE_CHECKING

import click

from planparse.cli.outcome import CommandError
from planparse.errors import UnreadableFormatError, reason
from planparse.locale.message import _
from planparse.system.faults import system_fault
from planparse.system.paths import places_named, unicode_path
from planparse.system.reading import MOST, FileTooLargeError, read_within
from planparse.text.corrections import NO_FILE

if TYPE_CHECKING:
    from planparse.corrections.files import CorrectionsFile
    from planparse.grammar.lexicon import Lexicon
    from planparse.tasks.query import Query, Selection
    from planparse.text.encoding import Source


MAX_SIZE = "planparse.max_size"
"""The key of --max-size in what click keeps of a command line."""


CORRECTIONS = "planparse.corrections"
"""The key of --corrections in what click keeps of a command line, None for the nearest."""


def max_size() -> int:
    """Return how many bytes a file may have, as --max-size says."""
    context = click.get_current_context(silent=True)
    return MOST if context is None else int(context.meta.get(MAX_SIZE, MOST))


def read_bytes(path: str) -> bytes:
    """Return the content of a file, of standard input for `-`.

    Raises CommandError, for a file that is larger than --max-size too.
    """
    if path == "-" and sys.stdin is None:
        raise CommandError(_("standard input is closed"))
    try:
        if path == "-":
            return read_within(sys.stdin.buffer, max_size())
        with open(path, "rb") as file:
            return read_within(file, max_size())
    except FileTooLargeError as fault:
        raise CommandError(_("{path} {why}", path=path, why=reason(fault))) from None
    except FileNotFoundError:
        from planparse.cli.missing_file import missing_file

        raise CommandError(missing_file(path)) from None
    except IsADirectoryError:
        raise CommandError(
            _(
                "{path} is a folder, not a file: name the files in it, as in {path}/*.txt",
                path=path,
            )
        ) from None
    except OSError as fault:
        raise CommandError(
            _("cannot read {path}: {why}", path=path, why=system_fault(fault))
        ) from None


def file_and_line(place: str) -> tuple[str, int] | None:
    """Return the file and the line that FILE:LINE or FILE:LINE:COLUMN names.

    None where it names none; the name of a file that is there is no place in another.
    """
    if os.path.exists(place):
        return None
    places = [(path, line) for path, line in places_named(place) if path]
    there = (named for named in places if os.path.exists(named[0]))
    return next(there, places[-1] if places else None)


def refuse_input(output: str, files: Sequence[str]) -> None:
    """Raise CommandError where the output is one of the files that are read."""
    for path in files:
        try:
            same = (
                path != "-" and os.path.isfile(path) and os.path.samefile(path, output)
            )
        except OSError:
            continue
        if same:
            raise CommandError(
                _("{output} is the input: the text would be lost", output=output)
            )


def refuse_twice(files: Sequence[str]) -> None:
    """Raise UsageError where standard input is named twice."""
    if files.count("-") > 1:
        raise click.UsageError(_("standard input can be read only once"))


def decoded(data: bytes, path: str, encoding: str | None) -> "Source":
    """Return the text of a plan in a file of any format that is read.

    Raises CommandError for what has no text, and for what planparse itself wrote;
    UnknownEncodingError for an encoding that is not read.
    """
    source = decoded_any(data, path, encoding)
    from planparse.text.sniffing import AGAIN, printed

    if printed(source.text):
        raise CommandError(_("{path} is {again}", path=path, again=AGAIN))
    return source


def decoded_any(data: bytes, path: str, encoding: str | None) -> "Source":
    """Return the text of a plan with its corrections, or of what planparse wrote of one.

    Raises CommandError for what has no text, UnknownEncodingError for an encoding
    that is not read, CorrectionsError for a faulty file of corrections.
    """
    source = without_corrections(data, path, encoding)
    corrections = corrections_of(path)
    if corrections is None:
        return source
    from planparse.text.encoding import sha256_of

    return corrections.heeded(source, sha256_of(data), None if path == "-" else path)


def without_corrections(data: bytes, path: str, encoding: str | None) -> "Source":
    """Return the text of a file as it is read before anything is said of it.

    Raises CommandError and UnknownEncodingError.
    """
    from planparse.readers import read

    try:
        return read(data, unicode_path(path), encoding)
    except UnreadableFormatError as fault:
        raise CommandError(_("{path} is {why}", path=path, why=reason(fault))) from None


def corrections_of(path: str) -> "CorrectionsFile | None":
    """Return the file of corrections of a file, by --corrections; None where there is none.

    Raises CommandError where it cannot be read, CorrectionsError where it is faulty.
    """
    name = corrections_path(path)
    if name is None:
        return None
    return load_corrections(name)


def load_corrections(name: str) -> "CorrectionsFile":
    """Read a file of corrections.

    Raises CommandError where it cannot be read, CorrectionsError where it is faulty.
    """
    from planparse.corrections.files import load

    try:
        return load(name)
    except OSError as fault:
        raise CommandError(
            _("cannot read {name}: {why}", name=name, why=system_fault(fault))
        ) from None


def named_corrections() -> str | None:
    """Return what --corrections names, None where it is not given.

    Raises CorrectionsError for a faulty file, CommandError for one that cannot be read.
    """
    named: str | None = click.get_current_context().meta.get(CORRECTIONS)
    if named not in (None, NO_FILE):
        load_corrections(named)
    return named


def corrections_path(path: str) -> str | None:
    """Return the name of the file of corrections of a file, by --corrections, if there is one.

    That is `none`, the file that is named, or the nearest one in the folder of the file or
    above. Nothing lies beside standard input, and a command without the option reads none.
    """
    context = click.get_current_context(silent=True)
    if context is None or CORRECTIONS not in context.meta:
        return None
    named: str | None = context.meta[CORRECTIONS]
    if named is not None:
        return None if named == NO_FILE else named
    if path == "-":
        return None
    from planparse.corrections.places import Nearest

    found = Nearest().to(path)
    return None if found is None else os.path.relpath(found)


def lexicon_of(grammar: str) -> "Lexicon":
    """Return the lexicon of a shipped grammar, by its name, or of a grammar file.

    Raises CommandError where there is neither, GrammarError for a faulty file.
    """
    from planparse.system import kept_expressions

    kept_expressions.recall()  # before the modules that have them are imported
    from planparse.grammar import shipped

    try:
        return shipped.lexicon(grammar)
    except KeyError:
        names = list(shipped.grammar_names())
    if not os.path.exists(grammar):
        raise CommandError(
            _(
                "no grammar and no file is called {grammar}: the grammars are {names}",
                grammar=grammar,
                names=names,
            )
        )
    from planparse.grammar import user

    return user.from_text(grammar_text(grammar), grammar)


def grammar_text(path: str) -> str:
    """Return the text of a grammar file. Raises CommandError."""
    return utf8_text(path, _("a grammar is"))


def utf8_text(path: str, what: str) -> str:
    """Return the text of a file that is UTF-8, as `what` it is. Raises CommandError."""
    try:
        return read_bytes(path).decode("utf-8-sig")
    except UnicodeDecodeError as fault:
        raise CommandError(
            _(
                "{path}: {what} UTF-8, and byte {byte} is not",
                path=path,
                what=what,
                byte=fault.start + 1,
            )
        ) from None


def selection_of(query: str | None) -> "Selection | None":
    """Return the selection that a query describes, None for no query.

    Raises CommandError, with carets below the place that is wrong.
    """
    if query is None:
        return None
    from planparse.tasks.query import Selection

    return Selection(query_of(query, "--select"))


def query_of(query: str, option: str) -> "Query":
    """Return a query that was read.

    Raises CommandError, which names the option, with carets below the place that is wrong.
    """
    from planparse.system.columns import columns
    from planparse.tasks.query import QueryError, parse

    try:
        return parse(query)
    except QueryError as fault:
        before = columns(query[: fault.start])
        carets = max(columns(query[fault.start : fault.end]), 1)
        raise CommandError(
            _(
                "{option}: {why}\n  {query}\n  {before}{carets}",
                option=option,
                why=reason(fault),
                query=query,
                before=" " * before,
                carets="^" * carets,
            )
        ) from None
