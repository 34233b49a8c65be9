"""Pages of HTML: the text of the document that a page holds, without what stands around it.

Only the standard library is used. Menus and footers are left out, hidden text too; lists
have no numbers, as a page numbers them itself.
"""

import re
from collections.abc import Sequence
from itertools import pairwise

from planparse.grammar.lexicon import Lexicon
from planparse.grammar.shipped import lexicon
from planparse.readers.builder import CellText, TextBuilder
from planparse.readers.html.container import container_of
from planparse.readers.html.lines import HtmlLine, HtmlTable, lines_of, path_of
from planparse.readers.html.surroundings import Surroundings, is_numbered_line
from planparse.readers.html.tree import Element, tree_of
from planparse.text.encoding import Source, UnknownEncodingError, decode
from planparse.text.original import LineRole

_HEAD = 4096
"""In so many first bytes a page declares its encoding."""
_CHARSET = re.compile(rb"""<meta[^>]{0,200}charset\s*=\s*["']?\s*([\w-]+)""", re.I)
_BEGINNING = 12
"""Among so many first lines a document has its own title; a choice."""
_SHORTEST_TITLE = 6
"""No title that a page says is shorter; a choice."""
_MARGIN_NUMBERS = 3
"""So many numbers that count on stand in a margin; a choice."""


def read(data: bytes, path: str, encoding: str | None = None) -> Source:
    """Return the text of the document that a page holds.

    The encoding is the one that is named, else that of a mark or of UTF-8 where that is
    sound, else what the page declares, gb2312 and gbk read as gb18030.
    """
    return _page(decode(data, path, encoding or _declared(data)).text, path)


def _page(source: str, path: str) -> Source:
    """Return the text of the document in a page that is decoded."""
    words = lexicon()
    root = tree_of(source)
    whole = lines_of(root)
    container = container_of(root, whole, words)
    items = whole
    if container is not root:
        items = lines_of(container)
        items = [*_from_title(whole, items, _title(root)), *items]
    builder = TextBuilder()
    for item in _without_margin_numbers(_own(items, container, words), words):
        if isinstance(item, HtmlTable):
            builder.table(_rows(item), element=path_of(item.element))
        else:
            _add(builder, item, words)
    return builder.source("html", path)


def _declared(data: bytes) -> str | None:
    """Return the encoding that a page declares; None where it declares none that is known.

    Sound UTF-8 is not asked: pages that were saved again often declare what they were in.
    """
    try:
        data.decode("utf-8")
    except UnicodeDecodeError:
        found = _CHARSET.search(data, 0, _HEAD)
        name = found[1].decode("ascii", "replace").lower() if found else ""
        if not name or name.startswith("utf"):
            return None
        try:
            decode(b"", encoding=name)
        except UnknownEncodingError:
            return None
        return name
    return None


def _title(root: Element) -> str:
    """Return what a page says that its title is, without blanks; empty where it says none."""
    pending = [root]
    while pending:
        element = pending.pop()
        if element.name == "title":
            words = (child for child in element.children if isinstance(child, str))
            return "".join("".join(words).split())
        if element.name in ("", "html", "head"):
            pending += reversed(list(element.elements()))
    return ""


def _from_title(
    whole: Sequence[HtmlLine | HtmlTable],
    items: Sequence[HtmlLine | HtmlTable],
    title: str,
) -> list[HtmlLine | HtmlTable]:
    """Return what stands from the title of the document up to the element that holds it.

    The title is a heading of the first level, or what the page says that its title is. It
    is none where the document has it itself.
    """
    if not items:
        return []
    first = items[0].element
    own = "".join(
        item.text for item in items[:_BEGINNING] if isinstance(item, HtmlLine)
    )
    own = "".join(own.split())
    before: list[HtmlLine | HtmlTable] = []
    found = -1
    for item in whole:
        if item.element is first:
            break
        if isinstance(item, HtmlLine):
            text = "".join(item.text.split())
            is_said = len(text) >= _SHORTEST_TITLE and text in title
            if text and text not in own and (item.outline == 1 or is_said):
                found = len(before)
        before.append(item)
    return before[found:] if found >= 0 else []


def _own(
    items: Sequence[HtmlLine | HtmlTable], root: Element, words: Lexicon
) -> list[HtmlLine | HtmlTable]:
    """Return the lines and tables that are the document's: no menu, no footer."""
    surroundings = Surroundings(root, items, words)
    return surroundings.without_links(
        [item for item in items if not surroundings.hold(item)]
    )


def _without_margin_numbers(
    items: Sequence[HtmlLine | HtmlTable], words: Lexicon
) -> list[HtmlLine | HtmlTable]:
    """Return lines and tables without the numbers that a page counts its articles by.

    Each stands alone right before a numbered line, and they count on.
    """
    places = [
        place
        for place, (item, following) in enumerate(pairwise(items))
        if isinstance(item, HtmlLine)
        and isinstance(following, HtmlLine)
        and item.text.isdecimal()
        and is_numbered_line(following, words)
    ]
    numbers = [
        int(item.text)
        for item in map(items.__getitem__, places)
        if isinstance(item, HtmlLine)
    ]
    counts_on = all(after == before + 1 for before, after in pairwise(numbers))
    if len(numbers) < _MARGIN_NUMBERS or not counts_on:
        return list(items)
    left_out = frozenset(places)
    return [item for place, item in enumerate(items) if place not in left_out]


def _add(builder: TextBuilder, line: HtmlLine, words: Lexicon) -> None:
    """Add a line with all that is known of it; a numbered link into the page is of its contents."""
    role: LineRole = "body"
    if line.href.startswith("#") and 0 < line.letters == line.linked:
        role = "contents" if words.at_line(line.text, 0) else "body"
    builder.paragraph(
        line.text,
        role=role,
        begins=line.begins,
        element=path_of(line.element),
        outline=line.outline,
    )


def _rows(table: HtmlTable) -> list[list[CellText]]:
    """Return the cells of a table, with how many rows and columns each takes.

    Columns that a cell of a row above takes are passed over.
    """
    rows: list[list[CellText]] = []
    taken: dict[int, int] = {}  # for each column in how many rows more it is taken
    for row in table.rows:
        cells: list[CellText] = []
        column = 0
        here: dict[int, int] = {}
        for element, lines in row:
            while taken.get(column, 0) > 0:
                column += 1
            down, across = _span(element, "rowspan"), _span(element, "colspan")
            text = "\n".join(line.text for line in lines)
            is_head = element.name == "th" or (
                element.parent is not None
                and element.parent.parent is not None
                and element.parent.parent.name == "thead"
            )
            cells.append(CellText(text, column, down, across, is_head))
            if down > 1:
                here |= {column + at: down for at in range(across)}
            column += across
        taken = {at: left - 1 for at, left in (taken | here).items() if left > 1}
        rows.append(cells)
    return rows


_WIDEST = 1000
"""No cell takes more rows or columns, as in browsers."""


def _span(cell: Element, name: str) -> int:
    """Return how many rows or columns a cell takes."""
    said = cell.attributes.get(name, "1").strip()
    return min(max(int(said), 1), _WIDEST) if said.isdecimal() else 1
