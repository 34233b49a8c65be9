"""Where the normalised text of items stands: in what is printed of them, and in the source."""

from collections.abc import Sequence
from functools import lru_cache

from planparse.compare.items import MARKS, Edition, Item, fold

Folded = list[tuple[str, int]]
"""Characters of a normalised text, each with its place in the text that it was folded from."""


def source_offsets(item: Item, edition: Edition) -> list[int | None]:
    """Return where in the source each character of an item's normalised text stands.

    It is None where that is not known.

    The full stop that is put between heading and text stands where the text begins.
    """
    if edition.source is None or not item.spans or item.kind == "lacuna":
        return [None] * len(item.normalised)
    heading, text = (_repaired(edition, edition.source, *span) for span in item.spans)
    if heading and text:
        _drop_closing_marks(heading)
        heading.append(("。", text[0][1]))
    both = heading + text
    if not _is_text_of(item, both):
        return [None] * len(item.normalised)
    return [offset for _, offset in both]


def printed(item: Item) -> tuple[str, list[int]]:
    """Return heading and text as printed, and where in that each normalised character is."""
    heading, text = item.title or "", item.text
    found = _folded(heading, 0, len(heading))
    if found and fold(text):  # a heading may be a sign that nobody sees
        _drop_closing_marks(found)
        heading += "" if heading[-1] in MARKS else "。"
        found.append(("。", len(heading) - 1))
    found += [
        (char, len(heading) + offset) for char, offset in _folded(text, 0, len(text))
    ]
    if not _is_text_of(item, found):
        return item.normalised, list(range(len(item.normalised)))
    return heading + text, [offset for _, offset in found]


class PrintedItems:
    """The items of one side of an edit: normalised, as printed, and in the source."""

    def __init__(self, items: Sequence[Item], edition: Edition | None = None) -> None:
        """Take the items; `edition` is needed for `source_span` alone."""
        self._text = ""
        self._offsets: list[int] = []
        self._source: list[int | None] = []
        for index, item in enumerate(items):
            if index:  # what separates the items
                self._offsets.append(len(self._text))
                self._source.append(item.start)
                self._text += "\n"
            text, offsets = printed(item)
            self._offsets += [len(self._text) + offset for offset in offsets]
            self._text += text
            if edition is not None:
                self._source += source_offsets(item, edition)

    @property
    def size(self) -> int:
        """How many normalised characters there are."""
        return len(self._offsets)

    def slice(self, start: int, end: int) -> str:
        """Return a stretch of the normalised text as it is printed.

        What folds away belongs to what is before it.
        """
        if start >= end:
            return ""
        return self._text[self._offsets[start] : self._offsets[end - 1] + 1]

    def source_span(self, start: int, end: int) -> tuple[int | None, int | None]:
        """Return where a stretch of the normalised text stands in the source, or None, None.

        An empty stretch stands between two characters, where the second one begins.
        """
        if start < end:
            last = self._source[end - 1]
            return self._source[start], None if last is None else last + 1
        between = self._between(start)
        return between, between

    def _between(self, at: int) -> int | None:
        """Return where in the source a character begins, or where the text ends behind the last."""
        if at < len(self._source):
            return self._source[at]
        before = self._source[at - 1] if at else None
        return None if before is None else before + 1


def _repaired(edition: Edition, source: str, start: int, end: int) -> Folded:
    """Return a stretch of the source folded, with the repairs made that lie in it."""
    found: Folded = []
    done = start
    for edit in edition.edits:
        if start <= edit.start < end:
            found += _folded(source, done, edit.start)
            found += [(char, edit.start) for char in fold(edit.after)]
            done = edit.end
    return found + _folded(source, done, end)


def _folded(text: str, start: int, end: int) -> Folded:
    """Return a stretch of text folded, each character with the place that it came from.

    One character may fold to several (㎡ → m2), which then share its place, or to none.
    """
    return [(char, at) for at in range(start, end) for char in _fold_one(text[at])]


_fold_one = lru_cache(maxsize=1 << 12)(fold)
"""A character folded, remembered: a text has few that differ."""


def _drop_closing_marks(heading: Folded) -> None:
    """Take the marks off the end of a heading, in place: normalised, it ends in one full stop."""
    while heading and heading[-1][0] in MARKS:
        heading.pop()


def _is_text_of(item: Item, found: Folded) -> bool:
    """Return whether characters folded one by one are the item's.

    A character that folds otherwise alone than among others (a combining accent) moves
    all behind it.
    """
    return "".join(char for char, _ in found) == item.normalised
