"""`planparse diff`: what changed between plans of different years, by what they say."""

import re
from collections.abc import Iterator, Mapping, Sequence
from typing import TYPE_CHECKING, Any

import click

from planparse.cli import editions, inputs, options
from planparse.cli.commands import Command
from planparse.cli.findings_told import warn
from planparse.cli.house import house_named
from planparse.cli.language import spoken
from planparse.cli.outcome import DONE, FOUND
from planparse.cli.output import (
    colours,
    format_by_ending,
    refuse_terminal,
    write_output,
)
from planparse.cli.progress import StatusLine
from planparse.compare.comparison import Compared, compare, default_threshold
from planparse.compare.edits import KINDS
from planparse.compare.items import Edition
from planparse.compare.report.words import word
from planparse.export.comparison import ENDINGS, NOTEWORTHY, write_comparison
from planparse.grammar.lexicon import Lexicon
from planparse.locale.message import Message, _, in_context, told
from planparse.system import terminal
from planparse.text.printable import harmless

if TYPE_CHECKING:
    from planparse.export.word.house import House

_TOLD = {
    "kept": "keep",
    "reworded": "reword",
    "moved": "move",
    "renumbered": "renumber",
    "split": "split",
    "merged": "merge",
    "added": "add",
    "dropped": "drop",
    "unknown": "unknown",
}
"""The kinds of edits, by the words that tell of them."""
_ONLY = {
    **{told_: word(kind) for told_, kind in _TOLD.items()},
    "targets": in_context("only", "targets"),
}
_IGNORED = {
    "renumbered": word("renumber"),
    "moved": word("move"),
    "punctuation": in_context("ignore", "punctuation"),
}
"""What the options name, with the word of the report, by which it may be named in Chinese."""
_COMMAS = re.compile("[,，、]")
_SIFTED = ("text", "md")
"""The formats that leave out what was kept and what was only renumbered."""


class _Threshold(click.Option):
    """The least likeness of two items that are one; by default the one of the shipped grammar."""

    def get_default(self, ctx: click.Context, call: bool = True) -> Any:  # noqa: ARG002
        """Return the number that the grammar has: it is read when it is asked for."""
        return default_threshold()


@click.command(cls=Command, context_settings=options.SETTINGS)
@click.argument(
    "files", nargs=-1, required=True, metavar="OLD NEW [MORE…]", type=options.FILE
)
@click.option(
    "-f",
    "--format",
    "fmt",
    type=click.Choice([*ENDINGS]),
    show_default="what OUT ends in; else text",
    help="For people, for programs, a page for a browser, or Word with changes tracked.",
)
@options.output_option()
@click.option(
    "--ignore",
    type=options.NameList(_IGNORED),
    metavar="WHAT,…",
    help=f"Count as no difference: {', '.join(_IGNORED)}.",
)
@click.option(
    "--only",
    type=options.NameList(_ONLY),
    metavar="WHAT,…",
    help=f"Tell these alone: {', '.join(_ONLY)}.",
)
@click.option(
    "--threshold",
    cls=_Threshold,
    type=click.FloatRange(0, 1, min_open=True),
    metavar="N",
    help="How like two items must be to be one, above 0, at most 1.",
)
@click.option(
    "-a",
    "--all",
    "everything",
    is_flag=True,
    help="Show what was kept and renumbered too, as json, yaml, html do.",
)
@options.template_option
@options.telling_options
def command(
    *,
    files: tuple[str, ...],
    fmt: str | None,
    output: str | None,
    ignore: str | None,
    only: str | None,
    threshold: float,
    everything: bool,
    template: str | None,
    quiet: bool,
    encoding: str | None,
    grammar: str,
    no_repair: bool,
    lang: str | None,
    color: str,
) -> int:
    """Compare plans of different years by what they say, not by their numbers.

    OLD, NEW and MORE are plans in any format that planparse reads, or what it wrote of
    them as YAML or JSON; - is standard input. With more than two, each is compared with
    the next, and items are followed through the years.

    Kinds of edits may be named as JSON has them too: move for moved.

    Exit status: 0 the same, 1 different, 2 trouble. What --ignore names is no difference;
    with --only, what it does not name is none either.
    """
    editions.refuse_files(files, _("compare it with"))
    ignored, asked = _words(ignore, _IGNORED, "--ignore"), _words(only, _ONLY, "--only")
    fmt = fmt or format_by_ending(output, ENDINGS, "text")
    if fmt == "docx":
        _refuse_tracked(files, output, {"--ignore": ignore, "--only": only})
    else:
        _refuse_template(fmt, template)
    if everything:
        _refuse_all_without_effect(fmt, only)
    if not 0 < threshold <= 1:
        raise click.UsageError(_("--threshold is a likeness between 0 and 1"))
    if output is not None:
        inputs.refuse_input(output, (*files, grammar, template or ""))
    words = inputs.lexicon_of(grammar)
    house = house_named(template, quiet=quiet)
    tongue = terminal.language(lang)
    given = editions.files_of(files, encoding, repair=not no_repair)
    if not quiet:
        for file in given:
            warn(file.source, file.path, tongue, color)
    with StatusLine(quiet=quiet) as status:
        plans = _read(given, words, status, repair=not no_repair)
        compared = compare(
            plans,
            words,
            threshold=threshold,
            ignore=ignored,
            only=asked,
            watch=lambda step: _show_compared(status, plans, step),
        )
    if output is not None or not quiet:
        pieces = _pieces(
            compared,
            fmt,
            house,
            lang=tongue,
            colour=colours(color, output),
            width=terminal.width(),
            shown=KINDS if everything or asked else NOTEWORTHY,
        )
        write_output(output, pieces)
    return DONE if compared.same else FOUND


def _pieces(
    compared: Compared, fmt: str, house: "House | None", **how: Any
) -> Iterator[str] | Iterator[bytes]:
    """Return a comparison in a format; Word is set as the `house` does, text as `how` says."""
    if fmt == "docx":
        from planparse.export.word import tracked

        return tracked.write(compared, house)
    return write_comparison(compared, fmt, **how)


# ── progress ──────────────────────────────────────────────────────────────────────────


def _read(
    files: Sequence[editions.File], words: Lexicon, status: StatusLine, *, repair: bool
) -> list[Edition]:
    """Read the plans in files, and show which one is read."""
    plans: list[Edition] = []
    for place, file in enumerate(files):
        what = _("reading {path}", path=harmless(file.path))
        status.show(_step(what, place, len(files)))
        plans.append(editions.read(file, words, repair=repair))
    return plans


def _show_compared(status: StatusLine, plans: Sequence[Edition], step: int) -> None:
    """Show which two plans are being compared."""
    old, new = (harmless(plan.name) for plan in plans[step : step + 2])
    what = _("comparing {old} → {new}", old=old, new=new)
    status.show(_step(what, step, len(plans) - 1))


def _step(what: str, done: int, all_: int) -> str:
    """Return what is being done, and how much of it is still to come."""
    return f"{told(what, spoken())} ({done + 1}/{all_})"


# ── what is asked for ─────────────────────────────────────────────────────────────────


def _refuse_tracked(
    files: Sequence[str], output: str | None, given: Mapping[str, str | None]
) -> None:
    """Raise UsageError where tracked changes cannot be what is asked for."""
    for option, value in given.items():
        if value is not None:
            raise click.UsageError(
                _(
                    "{option} has no effect on docx, which tracks every change: leave it out",
                    option=option,
                )
            )
    if len(files) > 2:
        raise click.UsageError(
            _("docx tracks the changes of one plan against another: name two files")
        )
    refuse_terminal("docx", output)


def _refuse_template(fmt: str, template: str | None) -> None:
    """Raise UsageError where a template is given, by which a format is not set."""
    if template is not None:
        raise click.UsageError(
            _(
                "--{option} has no effect on {fmt}: say -f {known}, or leave --{option} out",
                option="template",
                fmt=fmt,
                known="docx",
            )
        )


def _refuse_all_without_effect(fmt: str, only: str | None) -> None:
    """Raise UsageError where --all changes nothing of what is shown."""
    if only is not None:
        why = _("--only says what is shown")
    elif fmt not in _SIFTED:
        why = _("{fmt} has everything", fmt=fmt)
    else:
        return
    raise click.UsageError(_("--all has no effect, for {why}: leave it out", why=why))


def _words(
    asked: str | None, known: Mapping[str, Message], option: str
) -> frozenset[Any]:
    """Return what an option names, kinds as JSON has them.

    Raises UsageError for what is not `known`: as the report tells it in either language,
    or as JSON has it.
    """
    kinds = {
        name: kind
        for english, message in known.items()
        for kind in [_TOLD.get(english, english)]
        for name in (english, kind, told(message, "zh"))
    }
    words = [each.strip() for each in _COMMAS.split(asked or "") if each.strip()]
    for each in words:
        if each not in kinds:
            raise click.UsageError(
                _(
                    "{option} knows no {word}: it is of {names}",
                    option=option,
                    word=each,
                    names=[*known.values()],
                )
            )
    if asked is not None and not words:
        raise click.UsageError(
            _(
                "{option} names nothing: it is of {names}",
                option=option,
                names=[*known.values()],
            )
        )
    return frozenset(kinds[each] for each in words)
