"""`planparse FILE…`: plans as trees of numbered points. It runs where no command is named."""

import os
import sys
from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING, Any

import click

from planparse import __version__
from planparse.cli import house, inputs, options
from planparse.cli.commands import Command, UnnamedContext
from planparse.cli.findings_told import finding_lines
from planparse.cli.language import said, spoken
from planparse.cli.outcome import DONE, FOUND, TROUBLE, CommandError, complain
from planparse.cli.output import colours, format_by_ending, refuse_terminal
from planparse.errors import PlanparseError
from planparse.export.formats import ENDINGS, FORMATS, OF_TASKS
from planparse.locale.message import _, told
from planparse.system import terminal
from planparse.system.files import CannotWriteError, to_file, to_stdout
from planparse.text.printable import harmless

if TYPE_CHECKING:
    from planparse.grammar.lexicon import Lexicon
    from planparse.tree import Lang, Parsed

_LIKE = 0.75
"""How like a command's name a word must be to be taken for it, mistyped: a choice."""


def _formats() -> str:
    """Return the help of `-f`."""
    whole = [
        f"{name} ({form.gloss})" if form.gloss else name
        for name, form in FORMATS.items()
        if not form.of_tasks
    ]
    return f"{options.choices(whole)}; of tasks alone {options.choices(OF_TASKS)}."


class _Parse(Command):
    """The command that needs no name; its help tells of the others."""

    context_class = UnnamedContext

    def format_epilog(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """Write the list of commands."""
        group = ctx.parent.command if ctx.parent else None
        if isinstance(group, click.Group):
            group.format_commands(ctx, formatter)
        formatter.write_paragraph()
        hint = _("A file with a command's name: {example}", example="planparse ./check")
        formatter.write_text(told(hint, spoken()))
        super().format_epilog(ctx, formatter)


@click.command(cls=_Parse, context_settings=options.SETTINGS, no_args_is_help=True)
@click.argument("files", nargs=-1, required=True, metavar="FILE…", type=options.FILE)
@options.output_option(_(", or let planparse batch write an output for each file"))
@click.option(
    "-f",
    "--format",
    "fmt",
    metavar="FORMAT",
    type=click.Choice([*FORMATS]),
    show_default="what OUT ends in; else outline on a terminal, yaml elsewhere",
    help=_formats(),
)
@options.task_options
@options.word_options
@options.reading_options
@options.repair_option
@options.spans_option
@click.option("--strict", is_flag=True, help="Exit with 1 where there is any finding.")
@options.quiet_option
@options.lang_option
@options.color_option
@click.version_option(
    __version__, prog_name="planparse", message="%(prog)s %(version)s"
)
@click.pass_context
def command(
    ctx: click.Context,
    /,
    *,
    files: tuple[str, ...],
    output: str | None,
    fmt: str | None,
    encoding: str | None,
    grammar: str,
    no_repair: bool,
    strict: bool,
    quiet: bool,
    lang: str | None,
    color: str,
    select: str | None,
    **asked: Any,
) -> int:
    """Parse Chinese official plans into trees of numbered points.

    FILE is plain text of any encoding, a Word document, a PDF, an OFD, a web page or a
    table; - is standard input. The tree goes to standard output or OUT, findings to
    standard error.

    Of several files the results follow one another: YAML documents, parted by ---; in
    JSON one value a line; nodes and outlines as they are. Identifiers begin with f2. in
    the second file, with f3. in the third.

    Exit status: 0 done, 1 done and --strict found something, 2 could not.
    """
    tasks = bool(asked["level"] or select)
    fmt = fmt or _format(output, tasks=tasks, spans=asked["spans"])
    options.refuse_without_effect(fmt, select=select, **asked)
    _refuse_format(fmt, output, len(files))
    selection = inputs.selection_of(select)
    _refuse_mistyped(files[0], ctx)
    template: str | None = asked.pop("template")
    session = Session(
        inputs.lexicon_of(grammar),
        fmt,
        encoding=encoding,
        repair=not no_repair,
        several=len(files) > 1,
        strict=strict,
        quiet=quiet,
        colour=color,
        writing={
            **asked,
            "lang": terminal.language(lang),
            "colour": colours(color, output),
            "width": terminal.width(),
            "level": asked["level"] or "auto",
            "wanted": selection,
            "house": house.house_named(template, quiet=quiet),
        },
    )
    if output is None:
        session.print(files)
    else:
        inputs.refuse_input(output, (*files, grammar, template or ""))
        session.write(output, files)
    if selection is not None and not selection.took and session.status != TROUBLE:
        none = _("--select matches none of {tasks} tasks", tasks=selection.asked)
        session.tell(said(none))
    return session.status


class Session:
    """Files that are parsed one after another, and what is to be said of them.

    `status` is the exit status so far.
    """

    def __init__(
        self,
        lexicon: "Lexicon",
        fmt: str,
        *,
        encoding: str | None,
        repair: bool,
        several: bool,
        strict: bool,
        quiet: bool,
        colour: str,
        writing: dict[str, Any],
    ) -> None:
        """Take what holds for all files; `writing` is handed on to `export.writers`."""
        self.status = DONE
        self._lexicon, self._fmt, self._encoding = lexicon, fmt, encoding
        self._repair, self._several, self._strict = repair, several, strict
        self._quiet, self._colour = quiet, colour
        self._writing = writing
        self._lang: Lang = writing["lang"]
        self._headed = True
        self._lines: list[str] = []

    def print(self, files: Sequence[str]) -> None:
        """Write the results to standard output, and pass over files that cannot be read."""
        for place, path in enumerate(files, 1):
            try:
                pieces = self._result(place, path)
            except CannotWriteError:
                raise
            except PlanparseError as fault:
                complain(fault)
                self.status = TROUBLE
            else:
                to_stdout(pieces)
            self._say()

    def write(self, output: str, files: Sequence[str]) -> None:
        """Write all results to a file, or none. Raises PlanparseError."""
        to_file(
            output,
            (
                piece
                for place, path in enumerate(files, 1)
                for piece in self._result(place, path)
            ),
        )
        self._say()

    def tell(self, line: str) -> None:
        """Say a line on standard error, unless nothing is to be told."""
        if not self._quiet:
            terminal.say(line)

    def _result(self, place: int, path: str) -> Iterator[str | bytes]:
        """Parse a file, the first or a later one; return what is to be written of it."""
        from planparse.export import writers
        from planparse.pipeline import parse
        from planparse.text.encoding import sha256_of

        data = inputs.read_bytes(path)
        source = inputs.decoded(data, path, self._encoding)
        digest = sha256_of(data) if FORMATS[self._fmt].digest else ""
        if not data and not self._quiet:
            self._lines.append(said(_("{path} is empty", path=path)))
        del data
        parsed = parse(source, self._lexicon, repair=self._repair)
        if parsed.findings:
            self._note(parsed, path)
        pieces = writers.write(
            parsed,
            self._lexicon,
            self._fmt,
            sha256=digest,
            prefix=f"f{place}." if place > 1 else "",
            headed=self._headed,
            **self._writing,
        )
        self._headed = False
        if self._several:
            return writers.one_of_several(pieces, self._fmt)
        return iter(pieces)

    def _note(self, parsed: "Parsed", path: str) -> None:
        """Note what was found, to be said once the result is written."""
        if self._strict:
            self.status = max(self.status, FOUND)
        if self._quiet:
            return
        self._lines += finding_lines(
            path,
            parsed.source.text,
            parsed.findings,
            self._lang,
            self._colour,
            lambda count: _(
                "… and {count} more: planparse check {path} prints all",
                count=count,
                path=harmless(path),
            ),
        )

    def _say(self) -> None:
        """Print the collected messages in one go, so that no output comes between them."""
        if self._lines:
            terminal.say("\n".join(self._lines))
        self._lines.clear()


def _format(output: str | None, *, tasks: bool, spans: bool) -> str:
    """Return the format where none is named. Raises UsageError."""
    if output is None:
        to_look_at = terminal.is_terminal(sys.stdout) and not spans
        return "table" if tasks else "outline" if to_look_at else "yaml"
    return format_by_ending(output, ENDINGS, "table" if tasks else "yaml")


def _refuse_format(fmt: str, output: str | None, count: int) -> None:
    """Raise UsageError where a format cannot hold so many files, or go to a terminal."""
    form = FORMATS[fmt]
    if count > 1 and form.of_one_file:
        raise click.UsageError(
            _(
                "{fmt} holds what one file says: run the command for each of the {count} files",
                fmt=fmt,
                count=count,
            )
        )
    options.require_extra(fmt)
    if form.binary:
        refuse_terminal(fmt, output)


_MEANT = {
    "help": _(
        "help: there is no such file; planparse --help tells of all commands, and "
        "planparse diff --help of one"
    ),
    "version": _(
        "version: there is no such file; planparse --version prints the version"
    ),
}
"""What is told of words that name a command in other programs."""


def _refuse_mistyped(first: str, ctx: click.Context) -> None:
    """Raise CommandError where a file does not exist and looks like a command's name."""
    group = ctx.parent.command if ctx.parent else None
    if first == "-" or os.path.lexists(first) or not isinstance(group, click.Group):
        return
    names = group.list_commands(ctx)
    if first in _MEANT:
        raise CommandError(_MEANT[first])
    if first in names:
        raise CommandError(
            _(
                "{first}: there is no such file; a command stands before its "
                "options: planparse {first} …",
                first=first,
            )
        )
    from difflib import get_close_matches

    likely = get_close_matches(first, names, 1, _LIKE)
    if likely:
        raise CommandError(
            _(
                "{first}: there is no such file; did you mean the command planparse {command}?",
                first=first,
                command=likely[0],
            )
        )
