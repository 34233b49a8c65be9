"""The options that say which findings are wanted: --select and --ignore."""

from collections.abc import Iterable
from typing import TYPE_CHECKING, Any

import click

from planparse.cli.options import Command, NameList
from planparse.findings.kinds import STYLE
from planparse.locale.message import _

if TYPE_CHECKING:
    from click.shell_completion import CompletionItem


class FindingNames(click.ParamType):  # type: ignore[type-arg,unused-ignore]
    """Codes of findings, beginnings of codes and names, with commas between them."""

    name = "findings"

    def convert(
        self, value: Any, param: click.Parameter | None, ctx: click.Context | None
    ) -> frozenset[str]:
        """Return the codes that are named. Raises BadParameter."""
        from planparse.findings.selection import codes_of

        try:
            return codes_of(str(value))
        except LookupError as fault:
            self.fail(fault.args[0], param, ctx)

    def shell_complete(
        self, ctx: click.Context, param: click.Parameter, incomplete: str
    ) -> "list[CompletionItem]":
        """Return the lists that are longer by a code or a name that is not yet in them."""
        from planparse.findings.catalogue import RULES

        names = (*RULES, *(rule.name for rule in RULES.values()))
        return NameList(names).shell_complete(ctx, param, incomplete)


def finding_options(command: Command) -> Command:
    """Add `--select` and `--ignore`."""
    select = click.option(
        "--select",
        type=FindingNames(),
        multiple=True,
        metavar="CODE,…",
        show_default="all",
        help="Only these findings: N201, lacuna, or N for all that begin so.",
    )
    ignore = click.option(
        "--ignore",
        type=FindingNames(),
        multiple=True,
        metavar="CODE,…",
        help="All but these findings.",
    )
    return select(ignore(command))


def wanted(
    select: Iterable[frozenset[str]], ignore: Iterable[frozenset[str]]
) -> frozenset[str] | None:
    """Return the codes that are asked for, None for all. Raises UsageError where none is left."""
    chosen, left_out = frozenset().union(*select), frozenset().union(*ignore)
    if not chosen and not left_out:
        return None
    if not chosen:
        from planparse.findings.catalogue import RULES

        chosen = frozenset(RULES)
    if chosen <= left_out:
        raise click.UsageError(
            _("--ignore takes out all that is selected: nothing is left to look for")
        )
    return chosen - left_out


def is_of_style(select: Iterable[frozenset[str]]) -> bool:
    """Return whether findings of style are asked for by name."""
    return any(code.startswith(STYLE) for codes in select for code in codes)
