"""`planparse learn`: a grammar proposed from plans whose numbering no grammar knows."""

import os
from collections.abc import Iterator, Sequence

import click

from planparse.cli import inputs, options
from planparse.cli.commands import Command
from planparse.cli.outcome import DONE, FOUND, CommandError, complain
from planparse.errors import PlanparseError
from planparse.grammar.shipped import lexicon
from planparse.learning.proposal import counted, proposal
from planparse.learning.trial import Trial, tried
from planparse.learning.unread import Left, left
from planparse.learning.ways import Way, ways
from planparse.pipeline import parse
from planparse.system import terminal
from planparse.system.files import to_file, to_stdout
from planparse.system.folders import files_below
from planparse.text.encoding import Source
from planparse.text.sniffing import printed


@click.command(cls=Command, context_settings=options.SETTINGS)
@click.argument("paths", nargs=-1, required=True, metavar="FILE…", type=options.FILE)
@options.output_option()
@options.file_options
@options.corrections_option
@options.quiet_option
def command(
    *,
    paths: tuple[str, ...],
    output: str | None,
    encoding: str | None,
    quiet: bool,
) -> int:
    """Propose a grammar for the numbering of plans that no grammar knows.

    FILE is a plan in any format that planparse reads, or a folder of plans. The grammar
    has each way of numbering whose labels count on from 1, with its counts and examples
    and how sure it is, as a file to be checked and edited (docs/grammars.md).

    Exit status: 0 a grammar is proposed, 1 there is nothing to propose, or a file in a
    folder could not be read (it is named), 2 trouble.
    """
    inputs.refuse_twice(paths)
    if output is not None:
        inputs.refuse_input(output, paths)
    passed_over: list[str] = []
    words = lexicon()
    read = [
        (source, left(parse(source, words, check=False), words))
        for source in _sources(paths, encoding, passed_over)
    ]
    found = ways((source.path, unread) for source, unread in read)
    proposed = [way for way in found if way.sureness != "doubtful"]
    trial = None
    if proposed:
        text = "".join(proposal(found, len(read)))
        trial = _tried(proposed, read, text)
        text = f"{text}# {trial.told[0].upper()}{trial.told[1:]}.\n"
        if output is not None:
            to_file(output, [text])
        else:
            to_stdout([text])
    if not quiet:
        terminal.say(f"planparse: {_summary(proposed, len(read), trial)}")
    return DONE if proposed and not passed_over else FOUND


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
    """Yield the texts of plans; what cannot be read in a folder is told, and noted.

    Raises CommandError for a file that was named, or a folder, that cannot be read.
    """
    for path in paths:
        if path == "-" or not os.path.isdir(path):
            yield inputs.decoded(inputs.read_bytes(path), path, encoding)
            continue
        try:
            names = list(files_below(path))
        except OSError as fault:
            why = fault.strerror or fault
            raise CommandError(f"cannot read {fault.filename}: {why}") from None
        for name in names:
            try:
                source = inputs.decoded_any(inputs.read_bytes(name), name, encoding)
            except PlanparseError as fault:
                complain(fault)
                passed_over.append(name)
                continue
            if not printed(source.text):  # what planparse wrote of plans is none
                yield source


def _summary(proposed: Sequence[Way], files: int, trial: Trial | None) -> str:
    """Return the line that a run ends with."""
    if trial is None:
        return f"no numbering in {counted(files, 'file')} that no grammar knows"
    ways = counted(len(proposed), "way")
    return f"{ways} of numbering in {counted(files, 'file')}: {trial.told}"
