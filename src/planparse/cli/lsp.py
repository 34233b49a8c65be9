"""`planparse lsp`: a language server, which tells an editor what is doubtful in a plan."""

import sys

import click

from planparse.api.grammar import Grammar, load_grammar
from planparse.cli import inputs, options
from planparse.cli.commands import Command
from planparse.cli.finding_options import finding_options, wanted
from planparse.cli.language import remark
from planparse.cli.outcome import DONE, CommandError
from planparse.cli.server_process import as_server
from planparse.grammar.shipped import grammar_names
from planparse.locale.message import _
from planparse.system import terminal


@click.command(cls=Command, context_settings=options.SETTINGS)
@finding_options
@options.grammar_option
@options.lang_option
def command(
    *,
    select: tuple[frozenset[str], ...],
    ignore: tuple[frozenset[str], ...],
    grammar: str,
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
    reading = Reading(_grammar(grammar), wanted(select, ignore), lang)
    as_server()
    serve(reading)
    return DONE


def _grammar(grammar: str) -> Grammar:
    """Return a grammar by its name or its file. Raises CommandError and GrammarError."""
    inputs.lexicon_of(grammar)  # what is wrong with it is told as by any command
    return Grammar(grammar) if grammar in grammar_names() else load_grammar(grammar)
