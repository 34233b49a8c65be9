"""Rows of a plan → paragraphs and tables in the styles of an official document."""

import re
from collections.abc import Iterable, Iterator, Sequence
from typing import NamedTuple

from planparse.document.lines.letterhead import Letterhead
from planparse.document.lines.secrecy import secrecy
from planparse.export.running_text import is_in_running_text
from planparse.export.word.close import aligned
from planparse.export.word.content import Block, Cell, Grid, Label, Paragraph, Run
from planparse.export.word.house import DEEPEST, House, StyleName
from planparse.export.word.passages import Passage, passage_of
from planparse.export.word.properties import PLAIN, Direct
from planparse.export.word.styles import ASIDE_ID, TEXT, face_id
from planparse.grammar.shipped import lexicon
from planparse.records import Printed, Row
from planparse.text.characters import COLONS
from planparse.text.notes import CUT_OFF, LOST, STRANDED

_BELOW_MASTHEAD, _BELOW_RULE = 2, 2
"""So many lines stay free above the document number (7.2.5), and above the title (7.3.1)."""
_LONGEST_COPY = 8
"""The number of a copy (7.2.1) has no more digits; a choice, for it is to have six."""
_NUMBERED = re.compile(
    rf"\s*(?P<head>附\s*件\s*[{COLONS}]\s*)?(?P<label>[0-9０-９]{{1,2}}[.．、])"
)
"""How a line of the list of attachments begins that has a number."""
_INDENT, _HEAD, _LABEL, _WIDE_LABEL = 2, 3, 1, 1.5
"""How wide the edge, 附件：, and a number of one digit and of two are, in characters."""
_SHORT_LABEL = 2
_BEFORE_PRINTED = re.compile(r"[ \t　]+(?=\S+印发\s*$)")
"""The blanks before the day on which a document was printed, which stands on the right (7.4.3)."""
_BELOW_TITLE = 1
"""So many lines part two titles, for lines without space between them are those of one."""
_FIRST: tuple[StyleName, ...] = ("masthead", "secrecy")


class _Place(NamedTuple):
    """What of a document stands above: its first section or sentence, a close, the last block."""

    has_text: bool = False
    is_closed: bool = False
    last: StyleName | None = None


def blocks_of(rows: Iterable[Row], printed: Printed, house: House) -> list[Block]:
    """Return what is to be written of some rows, in reading order."""
    placer = _Placer(printed, house)
    for row in rows:
        placer.take(row)
    blocks = with_copies(placer.blocks, lexicon().words.closings.copies)
    return list(aligned(spaced(blocks, house), house))


def with_copies(blocks: Sequence[Block], copies: Sequence[str]) -> list[Block]:
    """Return the blocks, who gets a copy in the imprint where that stands right below (7.4.2)."""
    out = list(blocks)
    for place in range(len(out) - 2, -1, -1):
        block, below = out[place], out[place + 1]
        if not (isinstance(block, Paragraph) and isinstance(below, Paragraph)):
            continue
        words = "".join(run.words for run in block.runs)
        if (
            below.style == "imprint"
            and block.style == "body"
            and words.startswith(tuple(copies))
        ):
            out[place] = block._replace(style="imprint")
    return out


class _Placer:
    """Puts row after row into blocks."""

    def __init__(self, printed: Printed, house: House) -> None:
        """Take the text of the source, and the styles."""
        self.blocks: list[Block] = []
        self._printed, self._house = printed, house
        self._words = lexicon().words
        self._letterhead = Letterhead(lexicon())
        self._place = _Place()
        self._before: Row | None = None

    def take(self, row: Row) -> None:
        """Put a row behind those before it."""
        if row.kind == "document":
            self._place = _Place()
            return
        before, self._before = self._before, row
        if row.kind == "lacuna":
            words = f"{LOST} {' '.join(row.more['missing'])}"
            self._add(Paragraph("body", (Run(words, ASIDE_ID),), ids=(row.id,)))
            return
        grid = self._grid(row) if row.kind == "table" else None
        if grid is not None:
            self.blocks.append(grid._replace(ids=(row.id,)))
            self._place = self._place._replace(last=None)
            return
        passage = passage_of(row, self._printed)
        if not any(passage):
            return
        if before is not None and self._goes_on(row, before):
            self._go_on(row, passage)
        else:
            self._add(self._paragraph(row, passage)._replace(ids=(row.id,)))

    def _add(self, paragraph: Paragraph) -> None:
        """Add a paragraph; a document behind another begins a page."""
        place, style = self._place, paragraph.style
        begins = place == _Place() and bool(self.blocks)
        carried = style == "title" and place.is_closed and place.last != "annex"
        if begins or carried or style == "annex":
            direct = paragraph.direct._replace(page_break=bool(self.blocks))
            paragraph = paragraph._replace(direct=direct)
        self.blocks.append(paragraph)
        starts = style == "body" or style.startswith("level")
        self._place = _Place(
            has_text=place.has_text or starts,
            is_closed=not carried and (place.is_closed or style in ("date", "annex")),
            last=style,
        )

    def _goes_on(self, row: Row, before: Row) -> bool:
        """Return whether a row is an item in the running text of the one before it.

        Chapters and articles are none, nor is what stands behind a heading alone.
        """
        own_line = (*self._house.centred, *self._house.strong_labels)
        is_bare = before.kind in ("section", "heading", "title") and not before.text
        return (
            row.family not in own_line
            and not is_bare
            and is_in_running_text(row, before, self._printed)
        )

    def _go_on(self, row: Row, passage: Passage) -> None:
        """Let an item in running text go on where the text before it ended."""
        last = self.blocks[-1]
        assert isinstance(last, Paragraph)
        runs = _runs(row, passage, TEXT, "")
        self.blocks[-1] = last._replace(
            runs=(*last.runs, *runs), ids=(*last.ids, row.id)
        )

    def _paragraph(self, row: Row, passage: Passage) -> Paragraph:
        """Return a row as a paragraph of its own."""
        style = self._style(row, passage)
        if row.kind == "section" or (row.kind == "heading" and passage.heading):
            return self._section(row, passage, style)
        direct = PLAIN
        if style == "masthead":
            size = self._house.styles[style].size
            above = sum(map(_is_above, self.blocks))
            lines = max(self._house.styles[style].before - above, 0)
            before = lines if above else None
            direct = Direct(size=min(size, self._widest(passage.text)), before=before)
        elif style == "docnumber" and self._place.last in _FIRST:
            direct = Direct(before=_BELOW_MASTHEAD, after=0, rule=True)
        elif style == "title" and self._is_below_rule():
            direct = Direct(before=_BELOW_RULE)
        elif style == "title" and self._place.last == "title":
            direct = Direct(before=_BELOW_TITLE)
        elif style == "attachment":
            direct = _listed(passage.text)
        elif style == "imprint":
            text = _BEFORE_PRINTED.sub("\t", passage.text)
            direct = Direct(tab="\t" in text)
            passage = passage._replace(text=text)
        return Paragraph(style, tuple(_runs(row, passage, "", "")), direct)

    def _section(self, row: Row, passage: Passage, style: StyleName) -> Paragraph:
        """Return a section, or a heading without a number, with its label."""
        direct, strong = Direct(keep=not passage.text), ""
        if row.family in self._house.centred:
            direct = direct._replace(align="center", first=0)
        elif row.family in self._house.strong_labels:
            strong = face_id("level1")
        label = None
        if row.label and row.family and row.ordinal:
            label = Label(row.label, row.family, row.ordinal, passage.blank)
        text = TEXT if passage.heading else ""
        return Paragraph(style, tuple(_runs(row, passage, text, strong)), direct, label)

    def _style(self, row: Row, passage: Passage) -> StyleName:
        """Return the style of a row."""
        place, words = self._place, passage.head + passage.text
        match row.kind:
            case "title" | "subtitle" | "docnumber" | "addressee" | "signature":
                return row.kind
            case "contents":
                return "contents"
            case "date":
                if words.rstrip().endswith(self._words.front_matter.printed):
                    return "imprint"
                return "date" if place.has_text else "subtitle"
            case "attachment":
                names = any(mark in words for mark in COLONS)
                return "attachment" if names else "annex"
            case "section" | "heading" if passage.heading:
                return level(row.depth)
            case "paragraph":
                return self._line(words)
            case _:
                return "body"

    def _line(self, words: str) -> StyleName:
        """Return the style of a paragraph: above the text the letterhead, behind it the imprint."""
        place = self._place
        if not place.has_text and place.last in (None, *_FIRST):
            if self._letterhead.masthead(words):
                return "masthead"
            if self._is_above_masthead(words.strip()):
                return "secrecy"
        if place.is_closed and words.startswith(self._words.closings.copies):
            return "imprint"
        if place.last == "attachment" and _NUMBERED.match(words):
            return "attachment"
        return "body"

    def _is_above_masthead(self, words: str) -> bool:
        """Return whether a line is the number of a copy, a grade of secrecy, or an urgency."""
        known = self._words.front_matter
        is_copy = words.isdecimal() and len(words) <= _LONGEST_COPY
        return is_copy or words in known.parts or bool(secrecy(words, known))

    def _is_below_rule(self) -> bool:
        """Return whether the red line of the letterhead stands right above."""
        last = self.blocks[-1] if self.blocks else None
        return isinstance(last, Paragraph) and last.direct.rule

    def _widest(self, words: str) -> float:
        """Return the size of letters that fill a line with some words, in points."""
        width = self._house.page["text_width"] * 72 / 25.4
        return width // max(len("".join(words.split())), 1)

    def _grid(self, row: Row) -> Grid | None:
        """Return the cells of a table; None where they do not hold all that it says."""
        rows = tuple(
            tuple(
                Cell(
                    self._printed(cell["start"], cell["end"]).strip(),
                    cell["column"],
                    cell.get("rows", 1),
                    cell.get("columns", 1),
                    cell.get("head", False),
                )
                for cell in one
            )
            for one in row.more.get("rows", ())
        )
        said = "".join(cell.words for one in rows for cell in one)
        whole = "".join(said.split()) == "".join(row.text.split())
        return Grid(rows) if rows and whole else None


def _listed(words: str) -> Direct:
    """Return how an attachment is moved in, so that names stand below names (7.3.4)."""
    numbered = _NUMBERED.match(words)
    if numbered is None:
        return PLAIN
    label = numbered["label"]
    wide = _WIDE_LABEL if len(label) > _SHORT_LABEL else _LABEL
    head = _HEAD if numbered["head"] else 0
    return Direct(indent=_INDENT + _HEAD + wide, first=-float(head + wide))


def _runs(row: Row, passage: Passage, text: str, strong: str) -> Iterator[Run]:
    """Yield the words of a row, its `text` and a `strong` label in faces of their own."""
    if row.status == "headless":
        yield Run(f"{STRANDED} ", ASIDE_ID)
    if strong and passage.label:
        yield Run(passage.label, strong)
        passage = passage._replace(label="")
    if passage.head:
        yield Run(passage.head)
    if passage.text:
        yield Run(passage.gap + passage.text, text)
    if row.status == "truncated":
        yield Run(f" {CUT_OFF}", ASIDE_ID)


def _is_above(block: Block) -> bool:
    """Return whether a block stands above what names the body that issues a document."""
    return isinstance(block, Paragraph) and block.style == "secrecy"


def level(depth: int) -> StyleName:
    """Return the style of headings so many levels down, from 1."""
    name: StyleName = f"level{min(max(depth, 1), DEEPEST)}"  # type: ignore[assignment]  # of nine
    return name


def spaced(blocks: Iterable[Block], house: House) -> Iterator[Block]:
    """Yield the blocks, without the space between two paragraphs of one group."""
    before: Block | None = None
    for block in blocks:
        following = block
        if before is not None and _are_grouped(before, block, house):
            before = _without_space(before, behind=True)
            if isinstance(block, Paragraph) and block.direct.before is None:
                following = _without_space(block, behind=False)
        if before is not None:
            yield before
        before = following
    if before is not None:
        yield before


def _without_space(block: Block, *, behind: bool) -> Block:
    """Return a paragraph without space behind it, or before it."""
    assert isinstance(block, Paragraph)
    own = block.direct
    direct = own._replace(after=0) if behind else own._replace(before=0)
    return block._replace(direct=direct)


def _are_grouped(before: Block, block: Block, house: House) -> bool:
    """Return whether two blocks are paragraphs of one group."""
    if not (isinstance(before, Paragraph) and isinstance(block, Paragraph)):
        return False
    group = house.styles[before.style].group
    return bool(group) and group == house.styles[block.style].group
