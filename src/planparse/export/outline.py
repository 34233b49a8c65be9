"""A plan as an outline for a terminal: a line for each node, below what it belongs to."""

from collections.abc import Iterator, Mapping, Sequence
from types import MappingProxyType
from typing import NamedTuple

from planparse.export.options import Options
from planparse.export.pieces import in_pieces
from planparse.locale.message import Message, in_context, told
from planparse.records import Records, Row
from planparse.system.columns import columns, cropped
from planparse.system.terminal import paint
from planparse.tree import TRUNCATED, Lang, NodeKind

_CUT_OFF = in_context("outline", "[cut off]")
_UNTITLED = in_context("outline", "(untitled)")
# ANSI codes: bold cyan, bold yellow, dim
_LABEL_STYLE, _CUT_STYLE, _GUIDE_STYLE = "1;36", "1;33", "2"
_NARROWEST = 16  # columns for a node's words, however deep it stands


_PASSAGE_STYLE = "32"  # green
_STYLES: Mapping[NodeKind, str] = MappingProxyType(
    {
        "document": "1",  # bold
        "section": "",
        "heading": "",
        "paragraph": "2",  # dim
        "fragment": "33",  # yellow
        "lacuna": "1;31",  # bold red
    }
)
"""The ANSI codes of the kinds of node that look otherwise than a passage."""

KIND_NAMES: Mapping[NodeKind, Message] = MappingProxyType(
    {
        "title": in_context("outline", "title"),
        "subtitle": in_context("outline", "subtitle"),
        "docnumber": in_context("outline", "number"),
        "addressee": in_context("outline", "to"),
        "date": in_context("outline", "date"),
        "signature": in_context("outline", "signed"),
        "attachment": in_context("outline", "annex"),
        "contents": in_context("outline", "contents"),
        "table": in_context("outline", "table"),
        "fragment": in_context("outline", "fragment"),
        "lacuna": in_context("outline", "lost"),
    }
)
"""What the kinds of node are called in each language whose text does not say it."""


def write(records: Records, options: Options) -> Iterator[str]:
    """Yield a line for each node: at most `width` columns, with ANSI codes where `colour`."""
    return in_pieces(_lines(records, options))


def _lines(records: Records, options: Options) -> Iterator[str]:
    """Yield the line of each node, in reading order."""
    pen = _Pen(options.lang, options.colour, options.width)
    for part in (records.strays(), *(rows for rows, _ in records.documents())):
        rows = list(part)
        yield from map(pen.line, rows, _guides(rows))


class OutlineLine(NamedTuple):
    """What the line of a node says behind its guide; the parts follow one another."""

    label: str
    words: str
    mark: str


def outline_line(row: Row, lang: Lang, room: int) -> OutlineLine:
    """Return the line of a node, cut to so many columns."""
    label, words = _label_and_words(row, lang)
    mark = f" {told(_CUT_OFF, lang)}" if row.status == TRUNCATED else ""
    if mark:
        room -= columns(mark)
    label = cropped(label, room)
    words = cropped(words, left) if (left := room - columns(label)) > 0 else ""
    return OutlineLine(label, words, mark)


def room_at(guide: int, width: int) -> int:
    """Return how many columns a line has left behind a guide of so many."""
    return max(_NARROWEST, width - guide)


class _Pen:
    """Draws the line of one node."""

    def __init__(self, lang: Lang, colour: bool, width: int) -> None:
        """Take the language of words, and how wide a line may be, in columns."""
        self._lang, self._colour, self._width = lang, colour, width

    def line(self, row: Row, guide: str) -> str:
        """Return the line of a node behind its guide."""
        room = room_at(len(guide), self._width)
        label, words, mark = outline_line(row, self._lang, room)
        if not self._colour:
            return f"{guide}{label}{words}{mark}\n"
        style = _STYLES.get(row.kind, _PASSAGE_STYLE)
        label_style = _LABEL_STYLE if row.kind in ("section", "title") else style
        pieces = (
            (guide, _GUIDE_STYLE),
            (label, label_style),
            (words, style),
            (mark, _CUT_STYLE),
        )
        return "".join([paint(text, style) for text, style in pieces]) + "\n"


def _label_and_words(row: Row, lang: Lang) -> tuple[str, str]:
    """Return what is shown of a node: its label or kind, its title or its first words."""
    words = _on_one_line(row.title or row.text)
    if row.kind == "document":
        return "", (words or told(_UNTITLED, lang)) + _year_unless_titled(row)
    if row.kind == "lacuna":
        words = " ".join(map(_on_one_line, row.more["missing"]))
    if row.label is not None:
        label = _on_one_line(row.label)
    elif name := KIND_NAMES.get(row.kind):
        label = f"[{told(name, lang)}]"
    else:
        return "", words
    return label, f" {words}" if words else ""


def _year_unless_titled(row: Row) -> str:
    """Return a document's year in brackets, or nothing where its title says it: 2021年工作要点."""
    year = row.more["year"]
    known = year is None or (row.title and str(year) in row.title)
    return "" if known else f" ({year})"


_LONGEST = 500  # characters of a text that are looked at; no terminal is wider
_COMMANDS = ("Cc", "Cf", "Cs")  # controls, format characters, lone surrogates


def _on_one_line(text: str) -> str:
    """Return how a text begins, on one line, without what a terminal could take for a command."""
    line = " ".join(text[:_LONGEST].split())
    if line.isprintable():
        return line
    from unicodedata import category

    return "".join(char for char in line if category(char) not in _COMMANDS)


def _guides(rows: Sequence[Row]) -> list[str]:
    """Return the guide before each row, which shows whether siblings follow on each level."""
    last: list[bool] = []
    followed: list[int] = []  # the depths at which a row follows, none below another
    for row in reversed(rows):
        depth = row.depth
        while followed and followed[-1] > depth:
            followed.pop()
        is_last = not followed or followed[-1] < depth
        last.append(is_last)
        if is_last:
            followed.append(depth)
    guides: list[str] = []
    above: list[str] = []
    for row, is_last in zip(rows, reversed(last), strict=True):
        if row.depth == 0:
            guides.append("")
            continue
        del above[row.depth - 1 :]
        guides.append("".join(above) + ("└── " if is_last else "├── "))
        above.append("    " if is_last else "│   ")
    return guides
