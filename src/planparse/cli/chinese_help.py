"""Help in Chinese: the texts of a command from the catalogue, on lines measured in columns."""

import copy
import re
from collections.abc import Iterable
from inspect import cleandoc
from typing import TypeVar

import click

from planparse.locale.message import _, chinese, told, translated
from planparse.system.columns import columns
from planparse.system.wrapping import wrapped

_Command = TypeVar("_Command", bound=click.Command)

_GAP = 2
"""Columns between an option and what it does."""
_MOST = 28
"""Columns of an option that has what it does on the same line; a choice."""


def paragraphs(text: str) -> list[str]:
    """Return the paragraphs of a help text, each on one line: these the catalogue has."""
    return [" ".join(part.split()) for part in cleandoc(text).split("\n\n")]


def in_chinese(command: _Command) -> _Command:
    """Return a command as its help is to show it in Chinese."""
    shown = copy.copy(command)
    shown.help = _whole(command.help)
    shown.epilog = _whole(command.epilog)
    shown.options_metavar = translated(command.options_metavar or "", "zh")
    shown.params = [_parameter(param) for param in command.params]
    shown._help_option = None  # click keeps the one that it made, in whatever language
    if isinstance(shown, click.Group):
        shown.subcommand_metavar = translated(shown.subcommand_metavar or "", "zh")
        shown.commands = {name: in_chinese(one) for name, one in shown.commands.items()}
    return shown


def _whole(text: str | None) -> str | None:
    """Return a text in Chinese, paragraph by paragraph."""
    if text is None:
        return None
    return "\n\n".join(chinese().gettext(part) for part in paragraphs(text))


def _parameter(param: click.Parameter) -> click.Parameter:
    """Return an argument or an option as the help is to show it."""
    shown = copy.copy(param)
    shown.metavar = translated(param.metavar or "", "zh") or None
    if isinstance(shown, click.Option):
        shown.help = _whole(shown.help)
        if isinstance(shown.show_default, str):
            shown.show_default = translated(shown.show_default, "zh")
    return shown


def with_default(meaning: str) -> str:
    """Return what an option does, its default in full-width brackets; click has square ones."""
    what, _bracket, notes = meaning.removesuffix("]").rpartition("  [")
    if not what:
        return meaning
    shown = (re.sub(r"：\((.*)\)$", r"：\1", note) for note in notes.split("; "))
    return f"{what}（{'；'.join(shown)}）"


class ChineseHelp(click.HelpFormatter):
    """Writes help whose lines are measured in columns, with full-width marks."""

    def write_usage(self, prog: str, args: str = "", prefix: str | None = None) -> None:
        """Write how the command is called."""
        super().write_usage(prog, args, prefix or told(_("Usage: "), "zh"))

    def write_heading(self, heading: str) -> None:
        """Write a heading."""
        self.write(f"{'':{self.current_indent}}{heading}：\n")

    def write_text(self, text: str) -> None:
        """Write paragraphs."""
        indent = " " * self.current_indent
        room = self.width - self.current_indent
        parts = (
            "".join(f"{indent}{line}\n" for line in wrapped(part, room))
            for part in text.split("\n\n")
        )
        self.write("\n".join(parts))

    def write_dl(
        self,
        rows: Iterable[tuple[str, str]],
        col_max: int = _MOST,
        col_spacing: int = _GAP,
    ) -> None:
        """Write a list of terms, each with what it means beside it, or below a long one."""
        rows = list(rows)
        widest = min(max(columns(term) for term, _meaning in rows), col_max)
        indent, margin = self.current_indent, widest + col_spacing
        for term, meaning in rows:
            lines = wrapped(
                with_default(meaning), max(self.width - indent - margin, 10)
            )
            self.write(f"{'':{indent}}{term}")
            is_short = columns(term) <= widest
            self.write(" " * (margin - columns(term)) if is_short else "\n")
            first, *rest = lines
            self.write(f"{first}\n" if is_short else f"{'':{indent + margin}}{first}\n")
            self.write("".join(f"{'':{indent + margin}}{line}\n" for line in rest))
