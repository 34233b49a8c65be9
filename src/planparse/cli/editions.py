"""Plans of several years, as the commands that hold them against each other read them."""

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


def read(source: Source, path: str, words: Lexicon, *, repair: bool) -> Edition:
    """Read a plan, of whichever form. Raises PlanparseError."""
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
