"""`planparse verify`: whether citations stand in their sources."""

import os
from collections.abc import Iterable, Iterator
from functools import lru_cache

import click

from planparse.cli import inputs, options
from planparse.cli.commands import Command
from planparse.cli.missing_file import missing_file
from planparse.cli.outcome import DONE, FOUND, CommandError
from planparse.cli.output import colours, write_output
from planparse.grammar.lexicon import Lexicon
from planparse.locale.message import _
from planparse.retrieval.citations.lists import Listed, read_list
from planparse.retrieval.citations.passages import Passages
from planparse.retrieval.citations.sources import Source, file_of
from planparse.retrieval.citations.verification import Cited, Verification, verify
from planparse.system import terminal
from planparse.system.json_line import encode_line
from planparse.text.encoding import sha256_of
from planparse.tree import Lang

_KEPT = 32
"""So many plans are held at a time: the citations of a list go from plan to plan."""


@click.command(cls=Command, context_settings=options.SETTINGS)
@click.argument("list_", metavar="LIST.jsonl", type=options.FILE)
@click.argument("files", nargs=-1, metavar="[FILE…]", type=options.FILE)
@click.option(
    "-f",
    "--format",
    "fmt",
    type=click.Choice(["text", "json"]),
    default="text",
    help="For people, or as JSON Lines: each citation with its status.",
)
@options.output_option()
@options.telling_options
def command(
    *,
    list_: str,
    files: tuple[str, ...],
    fmt: str,
    output: str | None,
    quiet: bool,
    encoding: str | None,
    grammar: str,
    no_repair: bool,
    lang: str | None,
    color: str,
) -> int:
    """Tell of each citation in a list whether it stands in its source.

    LIST.jsonl has a JSON object a line, as planparse cite and chunk print them: source (a
    path), quotation (or text), cite, path, sha256; - is standard input. A citation is
    exact where it stands word for word, near where something differs, missing, or changed
    where the source has another sha256.

    The sources are the files that the list names, seen from here or from beside the
    list; where FILEs are named, these and no others, each by its path, its sha256 or its
    name.

    Exit status: 0 all are exact, 1 one is not, 2 trouble.
    """
    inputs.refuse_twice((list_, *files))
    for path in files:
        if path != "-" and not os.path.exists(path):
            raise CommandError(missing_file(path))
    if output is not None:
        inputs.refuse_input(output, (list_, *files, grammar))
    listed = list(_from(list_, files))
    reader = _Sources(
        inputs.lexicon_of(grammar), list_, files, encoding, repair=not no_repair
    )
    if output is not None:
        inputs.refuse_input(output, reader.named_by(listed))
    told = verify((each.cited for each in listed), reader.source_of)
    if output is None and quiet:
        return DONE if all(one.holds for one in told) else FOUND
    holds = True

    def watched() -> Iterator[tuple[str, Verification]]:
        """Yield the verifications with their places in the list, and note what fails."""
        nonlocal holds
        for each, one in zip(listed, told, strict=True):
            holds = holds and one.holds
            yield f"{list_}:{each.line}", one

    colour = colours(color, output)
    pieces = (
        _as_json(watched())
        if fmt == "json"
        else _as_text(watched(), terminal.language(lang), colour)
    )
    write_output(output, pieces)
    return DONE if holds else FOUND


def _listed(path: str) -> Iterator[Listed]:
    """Yield the citations of a list. Raises PlanparseError."""
    try:
        text = inputs.read_bytes(path).decode("utf-8-sig")
    except UnicodeDecodeError as fault:
        raise CommandError(
            _(
                "{path}: a list of citations is UTF-8, and byte {byte} is not",
                path=path,
                byte=fault.start + 1,
            )
        ) from None
    return read_list(text, path)


def _from(path: str, files: tuple[str, ...]) -> Iterator[Listed]:
    """Yield the citations of a list with their sources; one without is of the only FILE.

    Raises CommandError where there is not one FILE, and PlanparseError.
    """
    for each in _listed(path):
        if each.cited.source is None:
            if len(files) != 1:
                raise CommandError(
                    _(
                        "{path}:{line}:1: this citation names no source: say it there, "
                        "or name one FILE, as in planparse verify {path} plan.txt",
                        path=path,
                        line=each.line,
                    )
                )
            yield each._replace(cited=each.cited._replace(source=files[0]))
        else:
            yield each


class _Sources:
    """The sources of citations, read when they are first asked for."""

    def __init__(
        self,
        lexicon: Lexicon,
        list_: str,
        files: tuple[str, ...],
        encoding: str | None,
        *,
        repair: bool,
    ) -> None:
        """Take how plans are read, where the list lies, and the files that may be cited."""
        self._lexicon, self._encoding, self._repair = lexicon, encoding, repair
        self._folder = os.path.dirname(list_)
        self._files = files
        self._digests: list[str] = []
        self._read = lru_cache(_KEPT)(self._parsed)
        self._stdin: bytes | None = None

    def named_by(self, listed: Iterable[Listed]) -> list[str]:
        """Return the files that a list names, where none were named beside it."""
        if self._files:
            return []
        sources = {each.cited.source or "" for each in listed} - {"-"}
        return [self._beside(source) for source in sorted(sources)]

    def source_of(self, cited: Cited) -> Source:
        """Return the source of a citation. Raises PlanparseError where there is none."""
        return self._read(self._path(cited))

    def _path(self, cited: Cited) -> str:
        """Return the file that a citation is from."""
        source = cited.source or ""
        if self._files:
            return self._named(source, cited.sha256)
        if source == "-":
            raise CommandError(_("it was cited from standard input: name the FILE"))
        return self._beside(source)

    def _beside(self, source: str) -> str:
        """Return a file as it is seen from here, or else from beside the list."""
        if os.path.exists(source):
            return source
        return os.path.join(self._folder, source)

    def _bytes(self, path: str) -> bytes:
        """Return the content of a file; standard input is read once."""
        if path != "-":
            return inputs.read_bytes(path)
        if self._stdin is None:
            self._stdin = inputs.read_bytes(path)
        return self._stdin

    def _named(self, source: str, sha256: str | None) -> str:
        """Return the file that is meant of those that were named. Raises CommandError."""
        place = file_of(source, sha256, self._files, self._of_files)
        if place is None:
            raise CommandError(_("{source} is none of the files", source=source))
        return self._files[place]

    def _of_files(self) -> list[str]:
        """Return the digests of the files that were named, taken once."""
        if not self._digests:
            self._digests = [sha256_of(self._bytes(path)) for path in self._files]
        return self._digests

    def _parsed(self, path: str) -> Source:
        """Return a file as what is cited from. Raises PlanparseError."""
        from planparse.pipeline import parse

        data = self._bytes(path)
        source = inputs.decoded(data, path, self._encoding)
        parsed = parse(source, self._lexicon, repair=self._repair)
        return Source(path, sha256_of(data), Passages(parsed, self._lexicon))


def _as_text(
    told: Iterator[tuple[str, Verification]], lang: Lang, colour: bool
) -> Iterator[str]:
    """Yield the verifications as text for people."""
    from planparse.retrieval.citations.text import verification_lines

    width = terminal.width()
    for line in verification_lines(told, lang, colour=colour, width=width):
        yield f"{line}\n"


def _as_json(told: Iterator[tuple[str, Verification]]) -> Iterator[str]:
    """Yield the verifications as JSON Lines."""
    from planparse.retrieval.citations.records import verification_record

    for _name, one in told:
        yield f"{encode_line(verification_record(one))}\n"
