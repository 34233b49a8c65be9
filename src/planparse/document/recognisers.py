"""Label the lines before or behind a document's body by a list of recognisers.

Each recogniser knows one part of GB/T 9704—2012 by its words and by what stands above
it; the first that recognises a line labels it. Lines that none recognises stay
paragraphs.
"""

from collections.abc import Callable, Sequence
from typing import NamedTuple

from planparse.document.lines.letterhead import LONGEST, LetterheadKind, is_cut_number
from planparse.document.lines.line_kinds import LineClassifier
from planparse.document.wrapped_titles import (
    is_announced,
    is_title_without_genre,
    join_lines,
    occasion_length,
    shown_title_length,
    title_length,
)
from planparse.layout.paragraphs import Block
from planparse.text.characters import TITLE
from planparse.tree import NodeKind

_MOST_PROSE = 20
"""Behind so many paragraphs of prose nothing is looked for, … Doubled, it changes none
of 546 real documents; halved, 3."""
_MOST_LINES = 60
"""… nor behind so many lines, … A choice: doubled or halved, it changes none of 546
real documents."""
_CLOSE = 20
"""… but among so many last lines. Doubled, it changes 3 of 546 real documents; halved,
2."""
_PROSE = 40
"""A longer line that is no part is prose. Doubled, it changes 2 of 546 real documents;
halved, 19."""
_SHORTEST_SECOND_TITLE = 6
"""A shorter line with a 文种 is no title below another one. A choice."""
_MOST_SIGNERS = 8
"""No more bodies sign together. Doubled, it changes none of 546 real documents; halved,
1."""
_SEAL_BRACKET = 2
"""So many characters between those who sign and the date are left of a seal. A choice:
doubled or halved, it changes none of 546 real documents."""


class Cursor:
    """The line at hand, and what is known from the lines labelled before it."""

    def __init__(
        self, blocks: Sequence[Block], classifier: LineClassifier, *, is_back: bool
    ) -> None:
        """Take at least one block; the first is at hand."""
        self.blocks, self.classifier, self.is_back = blocks, classifier, is_back
        self.place = 0
        self.block = blocks[0]
        self.line = classifier.line(blocks[0])
        self.labelled: list[Block] = []
        self.prose = 0
        """How many paragraphs of prose stand above."""
        self.may_address = not is_back
        """Whether anybody can be addressed: behind the body only below another title."""
        self.has_title = False
        """Whether a title stands above, and no close since."""
        self.is_speech = False
        """Whether somebody was greeted: headings follow (各位代表：), and no title."""

    def is_below(self, *kinds: str) -> bool:
        """Return whether the block right above was labelled as one of these kinds."""
        return bool(self.labelled) and self.labelled[-1].kind in kinds

    def is_far_inside(self) -> bool:
        """Return whether so much stands above, and below, that no part is near."""
        above = self.prose > _MOST_PROSE or self.place > _MOST_LINES
        return above and len(self.blocks) - self.place > _CLOSE

    def label(self, kind: NodeKind, lines: int) -> None:
        """Label so many lines as one block, and move behind them."""
        if kind == "addressee":
            greeting = self.classifier.letterhead.is_greeting(self.line)
            self.is_speech = self.is_speech or greeting
        elif kind != "subtitle":
            self.is_speech = False
        if kind in ("date", "signature", "attachment"):
            self.has_title = False
        self.has_title = self.has_title or kind == "title"
        self.may_address = self.may_address or kind == "title"
        taken = self.blocks[self.place : self.place + lines]
        self.labelled.append(join_lines(taken, kind))
        self._move(lines)

    def keep(self, *, is_prose: bool = False) -> None:
        """Leave a block as it is, and move behind it."""
        self.may_address = self.may_address or self.block.kind == "title"
        self.prose += is_prose
        self.labelled.append(self.block)
        self._move(1)

    def _move(self, lines: int) -> None:
        """Move by so many lines; behind the last line the last one stays at hand."""
        self.place += lines
        if self.place < len(self.blocks):
            self.block = self.blocks[self.place]
            self.line = self.classifier.line(self.block)


class Recogniser(NamedTuple):
    """A kind of line, when it is looked for, and how many lines it takes (0: none)."""

    kind: NodeKind
    when: Callable[[Cursor], bool]
    recognise: Callable[[Cursor], int]


_KEPT = ("title", "contents", "table")
"""Kinds that are known before."""


def label_lines(
    blocks: Sequence[Block], classifier: LineClassifier, *, is_back: bool
) -> list[Block]:
    """Label the parts among some blocks, and join titles that are set on several lines.

    There is at least one block; `is_back` says that they stand behind a body.
    """
    cursor = Cursor(blocks, classifier, is_back=is_back)
    while cursor.place < len(blocks):
        said = classifier.said_part(cursor.block)
        if said is not None:
            cursor.label(said, 1)
        elif cursor.is_far_inside() or cursor.block.kind in _KEPT:
            cursor.keep()
        elif len(cursor.line) > LONGEST and cursor.line[-1] in "。；":
            cursor.keep(is_prose=True)  # a sentence, the usual case
        else:
            _label_line(cursor)
    return cursor.labelled


def _label_line(cursor: Cursor) -> None:
    """Label the line at hand by the first recogniser that knows it."""
    if cursor.classifier.is_plain(cursor.block):
        cursor.keep()
        return
    for kind, when, recognise in RECOGNISERS:
        lines = recognise(cursor) if when(cursor) else 0
        if lines and kind == "paragraph":
            break
        if lines:
            cursor.label(kind, lines)
            return
    cursor.keep(
        is_prose=len(cursor.line) > _PROSE
        and not cursor.classifier.web_lines.is_boilerplate(cursor.line)
    )


# When a part is looked for.


def _anywhere(_: Cursor) -> bool:
    """Look for a part wherever it may stand."""
    return True


def _near_title(cursor: Cursor) -> bool:
    """Look for a part before all prose, or right below a title or its number."""
    return not cursor.prose or cursor.is_below("title", "subtitle", "docnumber")


def _below_signature(cursor: Cursor) -> bool:
    """Look for a part only right below who signs."""
    return cursor.is_below("signature")


def _below_title(cursor: Cursor) -> bool:
    """Look for a part only right below a title."""
    return cursor.is_below("title")


def _below_title_or_subtitle(cursor: Cursor) -> bool:
    """Look for a part only right below a title, or what belongs to one."""
    return cursor.is_below("title", "subtitle")


def _below_first_line(cursor: Cursor) -> bool:
    """Look for a part anywhere but on the first line of a file, which may be its title."""
    return cursor.is_back or cursor.place > 0


def _outside_speech(cursor: Cursor) -> bool:
    """Look for a part only where nobody was greeted: a report has headings, and no title."""
    return not cursor.is_speech


def _on_first_line(cursor: Cursor) -> bool:
    """Look for a part only on the first line."""
    return cursor.place == 0


def _below_close(cursor: Cursor) -> bool:
    """Look for a part only below a close: a date, or a note on who may see the document."""
    if cursor.is_speech or not cursor.labelled:
        return False
    return cursor.is_below("date") or cursor.classifier.letterhead.is_release(
        cursor.classifier.line(cursor.labelled[-1])
    )


# How many lines a part takes.


def _has_form_of(kind: LetterheadKind) -> Callable[[Cursor], int]:
    """Recognise a line by itself: 东水发〔2026〕5号, 附件：, 2026年3月1日."""

    def recognise(cursor: Cursor) -> int:
        """Take one line of that kind, none of another."""
        return cursor.classifier.kind(cursor.block) == kind

    return recognise


def _signature(cursor: Cursor) -> int:
    """Recognise who signs, beside a date: 东湖市水务局⏎2026年3月1日."""
    where = cursor.blocks, cursor.place, cursor.classifier
    return signs_above_date(*where) or _signs_below_date(*where)


def _date_in_digits(cursor: Cursor) -> int:
    """Recognise a date below who signs: 东湖市水务局⏎2026.03.01."""
    return cursor.classifier.letterhead.is_date(cursor.line)


def _form_field(cursor: Cursor) -> int:
    """Recognise the field of a form, which addresses nobody: 市水务局：."""
    addresses = cursor.classifier.letterhead.is_addressee(cursor.line)
    return addresses and not cursor.may_address


def _addressee(cursor: Cursor) -> int:
    """Recognise who is addressed: 各区人民政府：, 各位代表！."""
    return cursor.classifier.letterhead.is_addressee(cursor.line)


def _cut_number(cursor: Cursor) -> int:
    """Recognise a document number that lost its 号: 东水发〔2026〕5."""
    return is_cut_number(cursor.line)


def _annex_name(cursor: Cursor) -> int:
    """Recognise the name of an annex: 附件河道保洁任务清单."""
    return cursor.classifier.names_annex(cursor.block)


def _occasion(cursor: Cursor) -> int:
    """Recognise when and where a report was given: 2026年1月26日在…会议上."""
    return occasion_length(cursor.blocks, cursor.place, cursor.classifier)


def _subtitle(cursor: Cursor) -> int:
    """Recognise a version or what a dash leads in: （征求意见稿）, ——2026年1月."""
    return cursor.classifier.titles.is_subtitle(cursor.line)


def _title(cursor: Cursor) -> int:
    """Recognise a title by its 文种: 东湖市水务局⏎关于做好河道保洁工作的通知.

    The first one may also be the lines that the file sets as one, whatever they say. A
    short line of the kind heads the text below the title (总体思路), unless a close stands
    between.
    """
    where = cursor.blocks, cursor.place, cursor.classifier
    if not cursor.has_title:
        return shown_title_length(*where) or title_length(*where)
    if len("".join(cursor.line.split())) < _SHORTEST_SECOND_TITLE:
        return 0
    return title_length(*where)


def _title_without_genre(cursor: Cursor) -> int:
    """Recognise a title by its place: 为民河道十条."""
    return is_title_without_genre(cursor.blocks, cursor.classifier)


def _announced_title(cursor: Cursor) -> int:
    """Recognise the plan that a notice issues: 《河道保洁行动方案》（试行）."""
    if cursor.line[0] != TITLE.opening or not is_announced(
        cursor.block, cursor.classifier
    ):
        return 0
    return cursor.classifier.may_be_title(cursor.block)


RECOGNISERS: tuple[Recogniser, ...] = (
    Recogniser("docnumber", _anywhere, _has_form_of("docnumber")),  # 发文字号, 7.2.5
    Recogniser("attachment", _anywhere, _has_form_of("attachment")),  # 附件, 7.3.7
    Recogniser("date", _anywhere, _has_form_of("date")),  # 成文日期, 7.3.5
    Recogniser("signature", _anywhere, _signature),  # 发文机关署名, 7.3.5
    Recogniser("date", _below_signature, _date_in_digits),
    Recogniser("paragraph", _near_title, _form_field),
    Recogniser("addressee", _near_title, _addressee),  # 主送机关, 7.3.2
    Recogniser("docnumber", _below_title, _cut_number),
    Recogniser("attachment", _below_first_line, _annex_name),
    Recogniser("subtitle", _anywhere, _occasion),
    Recogniser("subtitle", _below_title_or_subtitle, _subtitle),
    Recogniser("title", _outside_speech, _title),  # 标题, 7.3.1
    Recogniser("title", _on_first_line, _title_without_genre),
    Recogniser("title", _below_close, _announced_title),
)
"""In the order in which they are tried, with the part's clause of GB/T 9704—2012."""


def signs_above_date(
    blocks: Sequence[Block], place: int, classifier: LineClassifier
) -> bool:
    """Return whether a line signs, and a date stands below it and others that sign."""
    if place + 1 == len(blocks) or not classifier.letterhead.is_signature(
        classifier.line(blocks[place])
    ):
        return False
    for block in blocks[place + 1 : place + 1 + _MOST_SIGNERS]:
        if _is_date(block, classifier):
            return True
        if block.kind != "paragraph" or not _may_sign(block, classifier):
            return False
    return False


def _signs_below_date(
    blocks: Sequence[Block], place: int, classifier: LineClassifier
) -> bool:
    """Return whether a line signs, and a date stands right above it on the same page."""
    if not place or not _is_date(blocks[place - 1], classifier):
        return False
    between = classifier.text[blocks[place - 1].end : blocks[place].start]
    return not between.strip() and classifier.letterhead.is_signature(
        classifier.line(blocks[place])
    )


def _may_sign(block: Block, classifier: LineClassifier) -> bool:
    """Return whether a line above a date signs too, or is a bracket of a seal."""
    if block.end - block.start <= _SEAL_BRACKET:
        return True
    return classifier.letterhead.is_signature(classifier.line(block))


def _is_date(block: Block, classifier: LineClassifier) -> bool:
    """Return whether a block without a number is a date: not 2026.3.1 read as a decimal label."""
    return block.decision is None and classifier.letterhead.is_date(
        classifier.line(block)
    )
