"""Plans of several years, as the commands that hold them against each other read them."""

from collections.abc import Sequence
from typing import NamedTuple

import click

from planparse.cli import inputs
from planparse.cli.outcome import CommandError
from planparse.compare.comparison import edition
from planparse.compare.items import Edition
from planparse.grammar.lexicon import Lexicon
from planparse.locale.message import _
from planparse.text.encoding import Source
from planparse.text.sniffing import AGAIN, printed


def refuse_files(files: tuple[str, ...], purpose: str) -> None:
    """Raise UsageError where files cannot be held against one another, for some purpose."""
    if len(files) < 2:
        raise click.UsageError(
            _("there is nothing to {purpose}: name two plans or more", purpose=purpose)
        )
    inputs.refuse_twice(files)


class File(NamedTuple):
    """A file of a plan: its path, how many bytes it has, and its text."""

    path: str
    size: int
    source: Source


def files_of(
    paths: Sequence[str], encoding: str | None, *, repair: bool
) -> tuple[File, ...]:
    """Return the files at paths.

    Raises UsageError where none would be repaired in any case, and PlanparseError.
    """
    files = []
    for path, content in [(path, inputs.read_bytes(path)) for path in paths]:
        source = inputs.decoded_any(content, path, encoding)
        files.append(File(path, len(content), source))
    if not repair and all(printed(file.source.text) for file in files):
        raise click.UsageError(
            _(
                "--no-repair has no effect on plans that are parsed already: leave it out"
            )
        )
    return tuple(files)


def read(file: File, words: Lexicon, *, repair: bool) -> Edition:
    """Read a plan, of whichever form. Raises PlanparseError."""
    path, source = file.path, file.source
    form = printed(source.text)
    if form is None:
        from planparse.pipeline import parse

        return edition(parse(source, words, repair=repair), words)
    from planparse.export.reader import load

    if form == "nodes":
        raise CommandError(
            _(
                "{path} has the nodes of a plan: diff and track read plans, -f yaml and -f json",
                path=path,
            )
        )
    if form == "lines":
        raise CommandError(_("{path} is {again}", path=path, again=AGAIN))
    plan = load(source.text, "json" if form == "json" else "yaml", path=path)
    return edition(plan.plain(), words)._replace(path=path)
