"""The lines of a page: the text of each block, with its element, and its tables."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field

from planparse.readers.html.tree import Element

_BLANKS = re.compile("[ \t\n\r\f]+")
_HEADINGS = frozenset(("h1", "h2", "h3", "h4", "h5", "h6"))
_STEPS = 6
"""The path of an element has no more steps; a choice."""
_WORDY = 3
"""So many blocks in one cell of a table show that it may lay out a page; a choice."""
_BESIDE = 40
"""So many characters beside links are kept; a choice."""
_MOST = 0.6
"""A cell with several blocks and this share of a table's letters is the page; a choice."""


@dataclass(slots=True)
class HtmlLine:
    """A paragraph of a page, with line ends where it has them.

    `linked` are how many of its letters stand in `links` links; `href` is where the first
    link leads, `beside` the beginning of what stands beside links. `outline` is the level
    of a heading.
    """

    element: Element
    text: str = ""
    letters: int = 0
    linked: int = 0
    links: int = 0
    href: str = ""
    beside: str = ""
    outline: int | None = None
    begins: bool = True


@dataclass(slots=True)
class HtmlTable:
    """A table: the lines of each cell, row by row, with the element of the cell."""

    element: Element
    rows: list[list[tuple[Element, list[HtmlLine]]]] = field(default_factory=list)


@dataclass(slots=True)
class _Flow:
    """The lines so far, and the one that is open."""

    out: "list[HtmlLine | HtmlTable]"
    pieces: list[str] = field(default_factory=list)
    line: HtmlLine | None = None
    breaks: int = 0
    link: str = ""


def lines_of(root: Element) -> "list[HtmlLine | HtmlTable]":
    """Return the lines and tables in an element, in order.

    A table that only lays out a page is none: what stands in its cells are lines.
    """
    flow = _Flow([])
    # An element is met twice: first as itself, then, behind what is in it, to be closed.
    pending: list[tuple[Element | str, bool, tuple[str, bool]]] = [
        (root, False, ("", False))
    ]
    while pending:
        item, closing, state = pending.pop()
        if isinstance(item, str):
            _add(flow, item, state)
        elif closing:
            _end_line(flow)
        elif item.is_shown or item is root:
            _enter(flow, item, state, pending, is_root=item is root)
    _end_line(flow)
    return flow.out


def _enter(
    flow: _Flow,
    element: Element,
    state: tuple[str, bool],
    pending: list[tuple[Element | str, bool, tuple[str, bool]]],
    *,
    is_root: bool,
) -> None:
    """Enter an element: put what stands in it before all else that is to be read."""
    if element.name == "br":
        _break(flow)
        return
    if element.name == "table" and not is_root and not is_layout(element):
        _end_line(flow)
        flow.out.append(_table(element))
        return
    href, verbatim = state
    if element.name == "a":
        href = element.attributes.get("href", "") or "#"
    verbatim = verbatim or element.name == "pre"
    if element.is_block:
        _end_line(flow)
        flow.line = HtmlLine(element, outline=_outline(element))
        pending.append((element, True, state))
    inside = (href, verbatim)
    pending += [(child, False, inside) for child in reversed(element.children)]


def _add(flow: _Flow, text: str, state: tuple[str, bool]) -> None:
    """Add text to the open line."""
    href, verbatim = state
    text = text.replace("\r\n", "\n") if verbatim else _BLANKS.sub(" ", text)
    if flow.line is None:
        if not text.strip():
            return
        before = next(
            (item for item in reversed(flow.out) if isinstance(item, HtmlLine)), None
        )
        element = before.element.parent if before is not None else None
        flow.line = HtmlLine(element or Element(""))
    line = flow.line
    if flow.breaks:
        if text.strip() and flow.breaks > 1 and "".join(flow.pieces).strip():
            element = line.element
            _end_line(flow)
            flow.line = line = HtmlLine(element)
        elif text.strip():
            flow.pieces.append("\n")
        if text.strip():
            flow.breaks = 0
    flow.pieces.append(text)
    letters = sum(map(str.isalnum, text))
    line.letters += letters
    if href:
        line.linked += letters
        line.links += href != flow.link
        line.href = line.href or href
    elif len(line.beside) < _BESIDE:
        line.beside += text[:_BESIDE]
    flow.link = href


def _break(flow: _Flow) -> None:
    """Break a line; two breaks end the paragraph."""
    flow.breaks += 1


def _end_line(flow: _Flow) -> None:
    """End the open line, and keep it if there is text in it."""
    line = flow.line
    if line is not None:
        pieces = "".join(flow.pieces).split("\n")
        text = "\n".join(_trimmed(piece) for piece in pieces if piece.strip())
        if text.strip():
            line.text = text
            flow.out.append(line)
    flow.line, flow.pieces, flow.breaks = None, [], 0


def _trimmed(piece: str) -> str:
    """Return a line without the blanks of the markup; wide ones at its start are an indent."""
    return _BLANKS.sub(" ", piece.replace("\xa0", " ")).strip(" ").rstrip()


def _outline(element: Element) -> int | None:
    """Return the level of a heading, None for anything else."""
    return int(element.name[1]) if element.name in _HEADINGS else None


# ── tables ────────────────────────────────────────────────────────────────────────────


def rows_in(table: Element) -> Iterator[Element]:
    """Yield the rows of a table, those of tables in it left out."""
    for child in table.elements():
        if child.name == "tr":
            yield child
        elif child.name in ("tbody", "thead", "tfoot", "form"):
            yield from (each for each in child.elements() if each.name == "tr")


def cells_in(row: Element) -> list[Element]:
    """Return the cells of a row that are shown."""
    return [
        cell for cell in row.elements() if cell.name in ("td", "th") and cell.is_shown
    ]


def is_layout(table: Element) -> bool:
    """Return whether a table only lays out a page.

    It has a table in it, one cell with text in each row, or a cell that holds most of it
    in several blocks.
    """
    rows = [cells_in(row) for row in rows_in(table)]
    if not rows:
        return True
    sizes: list[list[int]] = []
    for row in rows:
        sizes.append([])
        for cell in row:
            letters, blocks, has_table = _measure(cell)
            if has_table:
                return True
            sizes[-1].append(letters if blocks >= _WORDY else -letters)
    if all(sum(1 for size in row if size) <= 1 for row in sizes):
        return True
    total = sum(abs(size) for row in sizes for size in row)
    return any(size > _MOST * total for row in sizes for size in row)


def _measure(cell: Element) -> tuple[int, int, bool]:
    """Return how many letters and blocks are in a cell, and whether a table is."""
    letters = blocks = 0
    for element in cell.walk():
        if element.name == "table":
            return 0, 0, True
        blocks += element.is_block or element.name == "br"
        letters += sum(
            sum(map(str.isalnum, child))
            for child in element.children
            if isinstance(child, str)
        )
    return letters, blocks, False


def _table(table: Element) -> HtmlTable:
    """Return a table with the lines of its cells."""
    rows = [
        [(cell, _lines_in(cell)) for cell in cells_in(row)] for row in rows_in(table)
    ]
    return HtmlTable(table, rows)


def _lines_in(cell: Element) -> list[HtmlLine]:
    """Return the lines of a cell, which has no table in it."""
    return [item for item in lines_of(cell) if isinstance(item, HtmlLine)]


# ── paths ─────────────────────────────────────────────────────────────────────────────


def path_of(element: Element) -> str:
    """Return the path of an element from the nearest one with an id: div#zoom/p[3].

    The number counts elements of the same name beside it; it is left out for the first.
    """
    steps: list[str] = []
    at: Element | None = element
    while at is not None and at.name and len(steps) < _STEPS:
        name = at.attributes.get("id", "").strip()
        if name and " " not in name:
            steps.append(f"{at.name}#{name}")
            break
        steps.append(at.name if at.place == 1 else f"{at.name}[{at.place}]")
        at = at.parent
    return "/".join(reversed(steps))
