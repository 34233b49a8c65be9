"""The manual, made of the commands: a page for man, a page of Markdown, in either language."""

import re
from collections.abc import Iterator
from typing import NamedTuple

import click

from planparse import __version__
from planparse.cli.chinese_help import in_chinese, paragraphs, with_default
from planparse.cli.commands import COMMANDS, DEFAULT, UnnamedContext, command_line
from planparse.cli.language import speak
from planparse.locale.message import _, told, translated
from planparse.tree import Lang

_OF_CHINESE = (".mso zh.tmac", ".ad l")
"""What breaks lines of Chinese, where there are no blanks, and leaves their ends as they are."""
_SUMMARY = _("parse and normalise Chinese official plans")
_NAME = _("NAME")
_SYNOPSIS = _("SYNOPSIS")
_DESCRIPTION = _("DESCRIPTION")
_OPTIONS = _("OPTIONS")
_COMMANDS = _("COMMANDS")
_TITLE = _("Commands and options")
_INTRODUCTION = _(
    "What the help of each command says, on one page. Every command takes --help."
)


class Described(NamedTuple):
    """A command as the manual has it: how it is called, what it does, its options."""

    path: str
    usage: str
    paragraphs: list[str]
    options: list[tuple[str, str]]


def described(lang: Lang) -> Iterator[Described]:
    """Yield all commands, the one that needs no name first."""
    speak(["--lang", lang])
    above = click.Context(command_line, info_name="planparse")
    for name in [DEFAULT, *(name for name in COMMANDS if name != DEFAULT)]:
        command = command_line.get_command(above, name)
        assert command is not None
        yield from _described(command, name, above, lang)


def _described(
    command: click.Command, name: str, above: click.Context, lang: Lang
) -> Iterator[Described]:
    """Yield a command, and those below it."""
    kind = UnnamedContext if name == DEFAULT else click.Context
    settings = command.context_settings
    context = kind(command, info_name=name, parent=above, **settings)
    shown = in_chinese(command) if lang == "zh" else command
    path = context.command_path
    pieces = " ".join(shown.collect_usage_pieces(context))
    records = (
        param.get_help_record(context)
        for param in shown.get_params(context)
        if isinstance(param, click.Option)
    )
    yield Described(
        path,
        f"{path} {pieces}",
        paragraphs("\n\n".join(filter(None, (shown.help, shown.epilog)))),
        [
            (term, with_default(what) if lang == "zh" else what)
            for term, what in filter(None, records)
        ],
    )
    if isinstance(command, click.Group):
        for below in command.list_commands(context):
            found = command.get_command(context, below)
            assert found is not None
            yield from _described(found, below, context, lang)


# ── man ───────────────────────────────────────────────────────────────────────────────


def as_man(lang: Lang) -> str:
    """Return the page for man, as roff."""
    first, *others = described(lang)
    lines = [
        *(_OF_CHINESE if lang == "zh" else ()),
        f'.TH PLANPARSE 1 "" "planparse {__version__}" ""',
        f".SH {told(_NAME, lang)}",
        f"planparse \\- {_roff(told(_SUMMARY, lang))}",
        f".SH {told(_SYNOPSIS, lang)}",
        *_synopsis([first, *others]),
        f".SH {told(_DESCRIPTION, lang)}",
        *_paragraphs(first.paragraphs),
        f".SH {told(_OPTIONS, lang)}",
        *_definitions(first.options),
        f".SH {told(_COMMANDS, lang)}",
    ]
    for one in others:
        lines += [f".SS {_roff(one.path)}", *_synopsis([one])]
        lines += _paragraphs(one.paragraphs) + _definitions(one.options)
    return "\n".join(lines) + "\n"


def _synopsis(commands: list[Described]) -> list[str]:
    """Return how commands are called, a line each."""
    return [
        line
        for one in commands
        for line in (".B " + _roff(one.path), _roff(one.usage[len(one.path) :]), ".br")
    ]


def _paragraphs(texts: list[str]) -> list[str]:
    """Return paragraphs."""
    return [line for text in texts for line in (".PP", _roff(text))]


def _definitions(options: list[tuple[str, str]]) -> list[str]:
    """Return options, each with what it does."""
    return [
        line
        for term, what in options
        for line in (".TP", ".B " + _roff(term), _roff(" ".join(what.split())))
    ]


def _roff(text: str) -> str:
    """Return a line of text as roff prints it as it is."""
    escaped = text.strip().replace("\\", "\\e").replace("-", "\\-")
    return re.sub(r"^([.'])", r"\\&\1", escaped)


# ── Markdown ──────────────────────────────────────────────────────────────────────────


def as_markdown(lang: Lang) -> str:
    """Return the page of Markdown, a section each command."""
    parts = [f"# {told(_TITLE, lang)}", told(_INTRODUCTION, lang)]
    for one in described(lang):
        parts += [f"## `{one.path}`", f"```text\n{one.usage}\n```"]
        parts += map(_plain, one.paragraphs)
        head = [f"| {translated('Options', lang)} | |", "|---|---|"]
        rows = [
            f"| <code>{_cell(_plain(term))}</code> | {_cell(_plain(what))} |"
            for term, what in one.options
        ]
        parts.append("\n".join([*head, *rows]))
    return "\n\n".join(parts) + "\n"


def _plain(text: str) -> str:
    """Return a text none of whose characters are marks of Markdown; code stays code."""
    pieces = re.split(r"(`[^`]*`)", " ".join(text.split()))
    return "".join(
        piece
        if piece.startswith("`")
        else re.sub(r"[\\*_<>\[\]#]", lambda mark: f"&#{ord(mark[0])};", piece)
        for piece in pieces
    )


def _cell(text: str) -> str:
    """Return a text as it stands in a table."""
    return text.replace("|", "&#124;")
