"""`planparse lsp`: a language server, which tells an editor what is doubtful in a plan."""

import os
import sys
from collections.abc import Sequence

import click

from planparse.api.finding import Finding
from planparse.api.grammar import Grammar, load_grammar
from planparse.cli import check_options, inputs, options
from planparse.cli.commands import Command
from planparse.cli.finding_options import finding_options, is_of_style, wanted
from planparse.cli.known import Baseline
from planparse.cli.language import remark
from planparse.cli.outcome import DONE, CommandError
from planparse.cli.plan_files import is_excluded
from planparse.cli.server_process import as_server
from planparse.grammar.shipped import grammar_names
from planparse.locale.message import _
from planparse.system import terminal
from planparse.text.lines import Lines


@click.command(cls=Command, context_settings=options.SETTINGS)
@finding_options
@check_options.style_option
@check_options.exclude_option
@check_options.baseline_option
@options.grammar_option
@options.corrections_option
@options.repair_option
@options.lang_option
def command(
    *,
    select: tuple[frozenset[str], ...],
    ignore: tuple[frozenset[str], ...],
    style: bool,
    exclude: tuple[str, ...],
    baseline: str | None,
    grammar: str,
    no_repair: bool,
    lang: str | None,
) -> int:
    """Tell an editor what is doubtful in the plans that are open in it, as one types.

    A server of the Language Server Protocol over standard input and output, which an
    editor starts (docs/editors.md): findings, outline, folding, citations, quick fixes. It
    finds what planparse check finds, and heeds its settings. It needs
    pip install 'planparse[lsp]'.

    Exit status: 0 the editor has gone, 2 could not.
    """
    try:
        from planparse.integrations.lsp.open_plan import Reading
        from planparse.integrations.lsp.server import serve
    except ImportError:
        raise CommandError(
            _("planparse lsp needs one more package: pip install 'planparse[lsp]'")
        ) from None
    if sys.stdin is not None and terminal.is_terminal(sys.stdin):
        remark(
            _(
                "an editor starts this and speaks to it over standard input; "
                "docs/editors.md says how"
            )
        )
    codes = wanted(select, ignore)
    if baseline is not None:
        Baseline(baseline, codes, is_new=False)  # what is wrong with it is told now
    inputs.named_corrections()
    reading = Reading(
        _grammar(grammar),
        codes,
        lang,
        repair=not no_repair,
        style=style or is_of_style(select),
        corrections=inputs.corrections_of,
        chosen=Chosen(exclude, baseline, codes),
    )
    as_server()
    serve(reading)
    return DONE


class Chosen:
    """What is told of the files that are open: nothing of those that are passed over."""

    def __init__(
        self,
        exclude: Sequence[str],
        baseline: str | None,
        codes: frozenset[str] | None,
    ) -> None:
        """Take the patterns of what is passed over, the baseline, and the codes that count."""
        self._exclude, self._baseline, self._codes = exclude, baseline, codes

    def __call__(
        self, path: str, text: str, findings: tuple[Finding, ...]
    ) -> tuple[Finding, ...]:
        """Return the findings of a file that are not known.

        The baseline is read each time: `planparse check` may write it while one types. All
        are told where it is gone.
        """
        if is_excluded(os.path.normpath(_from_here(path)), self._exclude):
            return ()
        if self._baseline is None:
            return findings
        try:
            known = Baseline(self._baseline, self._codes, is_new=False)
        except CommandError:
            return findings
        return tuple(known.unknown(path, text, Lines(text), findings))


def _from_here(path: str) -> str:
    """Return a path as it is seen from the working folder."""
    try:
        return os.path.relpath(path)
    except ValueError:  # on another drive
        return path


def _grammar(grammar: str) -> Grammar:
    """Return a grammar by its name or its file. Raises CommandError and GrammarError."""
    inputs.lexicon_of(grammar)  # what is wrong with it is told as by any command
    return Grammar(grammar) if grammar in grammar_names() else load_grammar(grammar)
