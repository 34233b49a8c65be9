"""`planparse explain`: a finding's page, a rule's, or why a line was read as it was."""

import os
from typing import TYPE_CHECKING

import click

from planparse.cli import inputs, options
from planparse.cli.commands import Command
from planparse.cli.outcome import CommandError
from planparse.errors import reason
from planparse.findings import catalogue
from planparse.findings.report.terminal import severity_word
from planparse.locale.message import Message, _, in_context, told
from planparse.normaliser import rules
from planparse.system import terminal
from planparse.system.files import to_stdout
from planparse.tree import Lang

if TYPE_CHECKING:
    from click.shell_completion import CompletionItem


def _pages(
    _context: click.Context, _param: click.Parameter, incomplete: str
) -> "list[CompletionItem]":
    """Return the names of the pages, and files, for the shell."""
    names = [*catalogue.RULES, *rules.RULES]
    return options.completions(names, incomplete, files=True)


@click.command(cls=Command, context_settings=options.SETTINGS)
@click.argument(
    "what", nargs=-1, metavar="[CODE|RULE|FILE:LINE…]", shell_complete=_pages
)
@options.reading_options
@options.lang_option
def command(
    what: tuple[str, ...], encoding: str | None, grammar: str, lang: str | None
) -> None:
    """Print the pages of findings and of the normaliser's rules, or how a line was read.

    Without arguments, list the names of all pages. FILE:LINE prints the readings that
    were considered at each marker of the line, what each costs, and which was taken.
    Prices are of that marker alone: what is taken is cheapest together with all others.
    Lines count from 1.
    """
    tongue = terminal.language(lang)
    if (encoding or grammar != "auto") and not any(map(inputs.file_and_line, what)):
        raise click.UsageError(
            _(
                "--encoding and --grammar have no effect without a FILE:LINE that is read by them"
            )
        )
    if not what:
        width = max(len(rule.name) for rule in catalogue.RULES.values())
        for rule in catalogue.RULES.values():
            summary = catalogue.parts(rule.code, tongue).summary
            severity = severity_word(rule.severity, tongue, padded=True)
            to_stdout([f"{rule.code}  {severity}  {rule.name:{width}}  {summary}\n"])
        kind = told(in_context("kind of page", "rule"), tongue)
        for name in rules.RULES:
            to_stdout([f"{name:15}  {kind}  {rules.summary(name, tongue)}\n"])
        return
    answers = [_page_or_line(word, tongue, encoding, grammar) for word in what]
    to_stdout(["\n\n".join(answers), "\n"])


def _page_or_line(word: str, tongue: Lang, encoding: str | None, grammar: str) -> str:
    """Return what is to be said about one argument. Raises CommandError."""
    place = inputs.file_and_line(word)
    if place:
        from planparse.numbering.explain import explain

        path, number = place
        source = inputs.decoded(inputs.read_bytes(path), path, encoding)
        try:
            words = inputs.lexicon_of(grammar)
            said = source.corrections
            return "\n".join(explain(source.text, number, words, tongue, path, said))
        except LookupError as fault:
            raise CommandError(
                _("{path}: {why}", path=path, why=reason(fault))
            ) from None
    if word.strip() in rules.RULES:
        return rules.page(word.strip(), tongue)
    try:
        return catalogue.page(word, tongue)
    except LookupError:
        if os.path.exists(word):
            raise CommandError(
                _("{word} is a file: say which line, as in {word}:1", word=word)
            ) from None
        if ":" in word:
            raise CommandError(
                _("{word}: what follows the colon is no number of a line", word=word)
            ) from None
        raise CommandError(_unknown(word)) from None


def _unknown(word: str) -> Message:
    """Return that no page has a name, and which name is most like it."""
    from difflib import get_close_matches

    names = {
        known.lower(): known
        for known in (
            *catalogue.RULES,
            *(rule.name for rule in catalogue.RULES.values()),
            *rules.RULES,
        )
    }
    like = get_close_matches(word.lower(), names, 1)
    if not like:
        return _(
            "no finding and no rule is called '{word}': planparse explain lists them",
            word=word,
        )
    return _(
        "no finding and no rule is called '{word}': did you mean {like}? planparse "
        "explain lists them",
        word=word,
        like=names[like[0]],
    )
