"""Put what closes a document, or a part of it, where it belongs: out of the last item.

`请各镇认真贯彻执行。` behind the last item speaks to all who are addressed, and belongs to
the document; behind the items of one section, in the midst of a plan, it belongs to that
section. What shows it are its words, that the items beside the last have no paragraphs
of their own, and that an empty line sets it apart. In doubt a paragraph stays in the
item. Articles (条) are left to `clauses`.
"""

from collections.abc import Iterator, Sequence
from typing import NamedTuple

from planparse.document.clauses import is_ended
from planparse.document.lines.closing_words import (
    ClosingKind,
    ClosingWords,
    closing_words,
)
from planparse.grammar.lexicon import Lexicon
from planparse.layout.paragraphs import Block
from planparse.text.characters import COLONS
from planparse.text.positions import line_ends

_LONG = 40
"""An item of more characters that ends in an end mark needs no paragraph below it; a
choice."""
_ALONE = 12
"""Words to those who listen stand on a line of their own that is shorter; a choice."""
_MOST = 100
"""So many items of a series are looked at, the last first; a choice, for time's sake."""
_GOING_UP: tuple[ClosingKind, ...] = ("formula", "request", "contact", "progress")
"""Kinds that close nothing but a whole document."""
_FOR_ALL: tuple[ClosingKind, ...] = ("formula", "request", "progress", "validity")
"""Kinds that need not stand behind plain items at the end of a document."""


class _Run(NamedTuple):
    """Paragraphs behind the last item of a series: the blocks `[start, stop)`.

    `item` is the place of that item, `depth` how deep what closes the series stands: 0 at
    the end of a document. `is_end` says that the document ends there, or what is
    numbered on its own.
    """

    item: int
    start: int
    stop: int
    depth: int
    is_end: bool


def raise_closings(text: str, blocks: Sequence[Block], lexicon: Lexicon) -> list[Block]:
    """Return the blocks of a document, its closings at their own depths."""
    placed = list(blocks)
    placer = _Placer(text, placed, lexicon)
    for run in _runs(blocks, lexicon):
        placer.place(run)
    return placed


def _runs(blocks: Sequence[Block], lexicon: Lexicon) -> Iterator[_Run]:
    """Yield the paragraphs behind the last item of each series that ends.

    None stands in an article, or beside a gap in the numbering.
    """
    item, is_article = -1, False
    for place, block in enumerate(blocks):
        if block.kind == "section":
            assert block.decision is not None
            if block.decision.marker.family in lexicon.articles:
                is_article = True
            elif block.depth == 0:
                is_article = False
            item = place
            continue
        if item != place - 1 or item < 0 or is_article:
            continue
        stop = place
        while stop < len(blocks) and blocks[stop].kind in ("paragraph", "furniture"):
            stop += 1
        following = blocks[stop] if stop < len(blocks) else None
        is_end = following is None or following.kind not in ("section", "heading")
        if following is not None and following.decision is not None:
            is_end = following.decision.fresh
        depth = 0 if is_end or following is None else following.depth + 1
        is_beside_gap = following is not None and following.gap is not None
        if blocks[item].depth >= depth and not is_beside_gap:
            yield _Run(item=item, start=place, stop=stop, depth=depth, is_end=is_end)


class _Placer:
    """Puts the closings among the blocks of a document at their depths, in place."""

    def __init__(self, text: str, blocks: list[Block], lexicon: Lexicon) -> None:
        """Take the blocks of a document, with its sections at their depths."""
        self.text, self.blocks = text, blocks
        self.words = closing_words(lexicon.words.closings)
        self._open: list[int] = []
        """The places of the sections and headings that a place stands in, outermost first."""
        self._read = 0
        """The place up to which they were looked at."""

    def place(self, run: _Run) -> None:
        """Raise the first closing of a run, and what stands behind it."""
        for place in range(run.start, run.stop):
            block = self.blocks[place]
            if block.gap is not None or block.kind != "paragraph":
                continue
            owner = self._owner(run.item, block.depth)
            if owner is None or self.blocks[owner].depth < run.depth:
                continue
            kind = self.words.kind(self.text, block.start, block.end)
            if not kind and (place > run.start or not self._is_set_apart(place)):
                continue
            depth = self._depth(run, place, owner, kind)
            if depth is not None:
                self._raise(place, run.stop, depth)

    def _raise(self, start: int, stop: int, depth: int) -> None:
        """Put paragraphs no deeper than a closing."""
        for place in range(start, stop):
            block = self.blocks[place]
            if block.kind == "paragraph" and block.depth > depth:
                self.blocks[place] = block._replace(depth=depth)

    def _owner(self, item: int, depth: int) -> int | None:
        """Return the place of the section that a paragraph of some depth stands in."""
        for place in reversed(self._around(item)):
            block = self.blocks[place]
            if block.depth < depth:
                is_item = block.kind == "section" and block.depth == depth - 1
                return place if is_item else None
        return None

    def _around(self, item: int) -> Sequence[int]:
        """Return the places of an item and of what it stands in, outermost first.

        Items are asked about in order, so that each block is looked at once.
        """
        for place in range(self._read, item + 1):
            block = self.blocks[place]
            if block.kind in ("section", "heading"):
                while self._open and self.blocks[self._open[-1]].depth >= block.depth:
                    self._open.pop()
                self._open.append(place)
        self._read = max(self._read, item + 1)
        return self._open

    def _is_announced(self, place: int) -> bool:
        """Return whether a colon above a paragraph leads up to it."""
        return self.text[self.blocks[place - 1].end - 1] in COLONS

    def _depth(
        self, run: _Run, place: int, owner: int, kind: ClosingKind
    ) -> int | None:
        """Return how deep a paragraph stands that closes something, None for any other."""
        if self._is_announced(place) or (kind in _GOING_UP and not run.is_end):
            return None
        if kind == "formula":
            return run.depth
        siblings = _Siblings(self.text, self.blocks, owner)
        is_body = place == owner + 1 and not (
            siblings.is_whole() or (siblings.is_ended() and self._is_order(run, place))
        )
        if is_body or (kind and siblings.has_like(kind, self.words)):
            return None
        if kind == "validity":
            return self._depth_of_validity(run, owner)
        if kind == "vocative":
            return run.depth if self._closes_speech(run, place) else None
        return run.depth if self._is_proven(run, place, kind, siblings) else None

    def _is_order(self, run: _Run, place: int) -> bool:
        """Return whether a paragraph at the end asks that the document be carried out."""
        block = self.blocks[place]
        line = self.text[block.start : block.end]
        is_appeal = self.words.kind(line) == "appeal"
        return run.is_end and is_appeal and self.words.is_carrying_out(line)

    def _closes_speech(self, run: _Run, place: int) -> bool:
        """Return whether words to those who listen end a report, or else its review.

        At the end of a report the last such words do so. They may stand on a line of
        their own.
        """
        block, following = self.blocks[place], self.blocks[place + 1 : run.stop]
        if run.is_end and any(
            self.words.is_kind("vocative", self.text, later.start, later.end)
            for later in following
        ):
            return False
        is_alone = following and block.end - block.start < _ALONE
        end = following[0].end if is_alone else block.end
        return self.words.closes_speech(self.text[block.start : end], is_end=run.is_end)

    def _is_proven(
        self, run: _Run, place: int, kind: ClosingKind, siblings: "_Siblings"
    ) -> bool:
        """Return whether a paragraph that is not the item's body closes the series."""
        if not kind:
            below_empty = map(self._is_below_empty_line, siblings.items[1:])
            return siblings.are_plain() and not any(below_empty)
        if siblings.are_plain() or kind == "note":
            return True
        block = self.blocks[place]
        line = self.text[block.start : block.end]
        return run.is_end and (
            kind in _FOR_ALL
            or (kind == "appeal" and self.words.is_carrying_out(line))
            or (kind == "address" and self.words.reports(line))
        )

    def _depth_of_validity(self, run: _Run, owner: int) -> int | None:
        """Return how deep it stands from when a document holds: below 附则, if there is one."""
        if not run.is_end:
            return None
        at: int | None = owner
        while at is not None:
            block = self.blocks[at]
            if self.words.heads_validity(self.text[block.body : block.end][:_LONG]):
                return block.depth + 1
            at = self._owner(at - 1, block.depth) if block.depth else None
        return run.depth

    def _is_set_apart(self, place: int) -> bool:
        """Return whether an empty line stands above a sentence."""
        return self._is_below_empty_line(place) and is_ended(
            self.text, self.blocks[place].end
        )

    def _is_below_empty_line(self, place: int) -> bool:
        """Return whether an empty line stands above a block."""
        above, block = self.blocks[place - 1], self.blocks[place]
        return line_ends(self.text, above.end, block.start) > 1


class _Siblings:
    """The items of the series that a section ends, and what stands below each."""

    def __init__(self, text: str, blocks: Sequence[Block], last: int) -> None:
        """Take the place of the last item; the others stand above it below one parent."""
        self.text, self.blocks = text, blocks
        self.items = [*_series(blocks, last)]
        """The places of the items, in order."""

    def are_plain(self) -> bool:
        """Return whether the other items are whole without a paragraph below them."""
        others = self.items[:-1]
        return bool(others) and all(
            self._is_ended(item) and not self._paragraphs(item) for item in others
        )

    def is_whole(self) -> bool:
        """Return whether the last item needs no paragraph below it to be one."""
        last = self.items[-1]
        block = self.blocks[last]
        if not self._is_ended(last):
            return False
        return self.are_plain() or block.end - block.body > _LONG

    def is_ended(self) -> bool:
        """Return whether an end mark closes the last item."""
        return self._is_ended(self.items[-1])

    def has_like(self, kind: ClosingKind, words: ClosingWords) -> bool:
        """Return whether another item has a paragraph of the same kind."""
        return any(
            words.is_kind(kind, self.text, block.start, block.end)
            for item in self.items[:-1]
            for block in self._paragraphs(item)
        )

    def _is_ended(self, item: int) -> bool:
        """Return whether an end mark closes an item's own text, and no colon."""
        end = self.blocks[item].end
        return is_ended(self.text, end) and self.text[end - 1] not in COLONS

    def _paragraphs(self, item: int) -> list[Block]:
        """Return the paragraphs of an item, up to the next section."""
        out: list[Block] = []
        for place in range(item + 1, len(self.blocks)):
            block = self.blocks[place]
            if block.kind == "section":
                break
            if block.kind == "paragraph":
                out.append(block)
        return out


def _series(blocks: Sequence[Block], last: int) -> Iterator[int]:
    """Yield the places of a section and of the last above it in one series, in order.

    An item that is alone below its parent belongs to a series that runs on.
    """
    end = blocks[last]
    assert end.decision is not None
    family, out = end.decision.marker.family, [last]
    for place in range(last - 1, -1, -1):
        block = blocks[place]
        if block.kind == "title" or len(out) == _MOST:
            break
        is_alone = len(out) == 1 and end.decision.marker.ordinal > 1
        if block.kind == "section" and block.depth < end.depth and not is_alone:
            break
        if block.kind == "section" and block.depth == end.depth:
            assert block.decision is not None
            if block.decision.marker.family == family:
                out.append(place)
    yield from reversed(out)
