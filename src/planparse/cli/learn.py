"""`planparse learn`: a grammar proposed from plans whose numbering no grammar knows."""

from collections.abc import Iterable, Iterator, Sequence
from typing import NamedTuple

import click

from planparse.cli import inputs, options
from planparse.cli.commands import Command
from planparse.cli.language import remark, spoken
from planparse.cli.outcome import DONE, FOUND, CommandError, complain
from planparse.cli.output import write_output
from planparse.cli.plan_files import PlanReader, plan_files
from planparse.errors import PlanparseError
from planparse.grammar.shipped import lexicon
from planparse.learning.proposal import proposal
from planparse.learning.trial import Trial, tried
from planparse.learning.unread import Left, left
from planparse.learning.ways import Way, ways
from planparse.locale.message import Message, _, plural, told
from planparse.pipeline import parse
from planparse.system import terminal
from planparse.text.encoding import Source
from planparse.text.printable import harmless
from planparse.text.sniffing import printed


@click.command(cls=Command, context_settings=options.SETTINGS)
@click.argument("paths", nargs=-1, required=True, metavar="FILE…", type=options.FILE)
@click.option(
    "--prices",
    is_flag=True,
    help="Propose other prices instead, by plans that you have corrected.",
)
@options.output_option()
@options.file_options
@options.corrections_option
@options.quiet_option
def command(
    *,
    paths: tuple[str, ...],
    prices: bool,
    output: str | None,
    encoding: str | None,
    quiet: bool,
) -> int:
    """Propose a grammar for the numbering of plans that no grammar knows.

    FILE is a plan in any format that planparse reads, a folder, a glob, or a zip or tar
    archive of plans. The grammar has each way of numbering whose labels count on from 1,
    with its counts and examples and how sure it is, as a file to be checked and edited
    (docs/grammars.md).

    With --prices it has the prices by which plans with corrections are read best without
    them. The other plans are taken to be right as they are read.

    Exit status: 0 a grammar is proposed, 1 there is nothing to propose, or a file in a
    folder or an archive could not be read (it is named), 2 trouble.
    """
    inputs.refuse_twice(paths)
    if output is not None:
        inputs.refuse_input(output, paths)
    passed_over: list[str] = []
    sources = _sources(paths, encoding, passed_over)
    proposed = _prices(list(sources)) if prices else _numbering(sources)
    if proposed.text:
        write_output(output, [proposed.text])
    if not quiet:
        for line in proposed.effects:
            terminal.say(harmless(told(line, spoken())))
        remark(proposed.summary)
    return DONE if proposed.text and not passed_over else FOUND


class _Proposed(NamedTuple):
    """The text of a grammar, empty for none; what is told of it, and of its effects."""

    text: str
    summary: Message
    effects: tuple[Message, ...] = ()


def _numbering(sources: Iterable[Source]) -> _Proposed:
    """Return a grammar for numbering that no grammar knows."""
    words = lexicon()
    read = [
        (source, left(parse(source, words, check=False), words))
        for source in _each_once(sources)
    ]
    found = ways((source.path, unread) for source, unread in read)
    proposed = [way for way in found if way.sureness != "doubtful"]
    files = plural("{count} file", "{count} files", len(read))
    if not proposed:
        nothing = _("no numbering in {files} that no grammar knows", files=files)
        return _Proposed("", nothing)
    text = "".join(proposal(found, len(read), spoken()))
    result = _tried(proposed, read, text).summary
    summary = _(
        "{ways} of numbering in {files}: {result}",
        ways=plural("{count} way", "{count} ways", len(proposed)),
        files=files,
        result=result,
    )
    last = told(_("{result}.", result=result), spoken())
    return _Proposed(f"{text}# {last}\n", summary)


def _each_once(sources: Iterable[Source]) -> Iterator[Source]:
    """Yield plans without copies, whose labels prove nothing more.

    Words that come again and again are taken for a text that is repeated, not numbered.
    """
    seen = set()
    for source in sources:
        text = "".join(source.text.split())
        if text not in seen:
            seen.add(text)
            yield source


def _prices(sources: Sequence[Source]) -> _Proposed:
    """Return a grammar with the prices by which corrected plans are read best.

    Raises CommandError where no plan is corrected.
    """
    from planparse.learning.corrected import estimate, is_corrected
    from planparse.learning.price_sheet import effects, price_sheet, summary

    if not any(map(is_corrected, sources)):
        raise CommandError(
            _(
                "none of the plans has corrections: say how a line is to be read with "
                "planparse correct FILE:LINE, or name their file with --corrections"
            )
        )
    estimated = estimate(sources)
    result = summary(sources, estimated)
    if not estimated.prices:
        return _Proposed(
            "", _("no other prices are better, on {result}", result=result)
        )
    return _Proposed(
        "".join(price_sheet(sources, estimated, spoken())),
        result,
        tuple(effects(sources, estimated)),
    )


def _tried(
    found: Sequence[Way], read: Sequence[tuple[Source, Left]], text: str
) -> Trial:
    """Return how the plans that show ways of numbering are read by the grammar proposed."""
    from planparse.grammar import user

    words = user.from_text(text, "the grammar proposed")
    names = {file.name for way in found for file in way.files}
    return tried(
        found,
        (
            (source.path, left, parse(source, words, check=False))
            for source, left in read
            if source.path in names
        ),
    )


def _sources(
    paths: Sequence[str], encoding: str | None, passed_over: list[str]
) -> Iterator[Source]:
    """Yield the texts of plans; what cannot be read in a folder or an archive is told and noted.

    Raises CommandError for a file that was named, or a folder, that cannot be read.
    """
    reader = PlanReader()
    for file in plan_files(paths, every=True):
        if file.is_named:
            yield inputs.decoded(reader.data(file), file.path, encoding)
            continue
        try:
            source = inputs.decoded_any(reader.data(file), file.path, encoding)
        except PlanparseError as fault:
            complain(fault)
            passed_over.append(file.path)
            continue
        if not printed(source.text):  # what planparse wrote of plans is none
            yield source
