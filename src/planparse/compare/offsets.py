"""Where the normalised text of items stands: in what is printed of them, and in the source."""

from collections.abc import Sequence
from functools import lru_cache
from itertools import chain, repeat
from typing import NamedTuple

from planparse.compare.items import MARKS, Edition, Item, fold


class Folded(NamedTuple):
    """A normalised text, and where each of its characters stands in what it was folded from."""

    text: str
    offsets: list[int]

    def then(self, other: "Folded") -> "Folded":
        """Return this text with another behind it."""
        return Folded(self.text + other.text, self.offsets + other.offsets)


def source_offsets(item: Item, edition: Edition) -> Sequence[int | None]:
    """Return where in the source each character of an item's normalised text stands.

    It is None where that is not known.

    The full stop that is put between heading and text stands where the text begins.
    """
    unknown = [None] * len(item.normalised)
    if edition.source is None or not item.spans or item.kind == "lacuna":
        return unknown
    heading, text = (_repaired(edition, edition.source, *span) for span in item.spans)
    if heading.text and text.text:
        heading = _closed(heading, text.offsets[0])
    both = heading.then(text)
    return both.offsets if _is_text_of(item, both) else unknown


def printed(item: Item) -> tuple[str, list[int]]:
    """Return heading and text as printed, and where in that each normalised character is."""
    heading, text = item.title or "", item.text
    found, rest = folded(heading, 0, len(heading)), folded(text, 0, len(text))
    if found.text and rest.text:  # a heading may be a sign that nobody sees
        heading += "" if heading[-1] in MARKS else "。"
        found = _closed(found, len(heading) - 1)
    size = len(heading)
    found = found.then(Folded(rest.text, [size + offset for offset in rest.offsets]))
    if not _is_text_of(item, found):
        return item.normalised, list(range(len(item.normalised)))
    return heading + text, found.offsets


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
    found = Folded("", [])
    done = start
    for edit in edition.edits:
        if start <= edit.start < end:
            after = fold(edit.after)
            found = found.then(folded(source, done, edit.start))
            found = found.then(Folded(after, [edit.start] * len(after)))
            done = edit.end
    return found.then(folded(source, done, end))


def folded(text: str, start: int, end: int) -> Folded:
    """Return a stretch of text folded, character by character.

    One character may fold to several (㎡ → m2), which then share its place, or to none.
    """
    parts = list(map(_fold_one, text[start:end]))
    whole = "".join(parts)
    if len(whole) == len(parts) and "" not in parts:
        return Folded(whole, list(range(start, end)))
    places = map(repeat, range(start, end), map(len, parts))
    return Folded(whole, list(chain.from_iterable(places)))


_fold_one = lru_cache(maxsize=1 << 12)(fold)
"""A character folded, remembered: a text has few that differ."""


def _closed(heading: Folded, place: int) -> Folded:
    """Return a heading that ends in one full stop at a place, whatever marks it ended in."""
    text = heading.text.rstrip(MARKS)
    return Folded(text + "。", [*heading.offsets[: len(text)], place])


def _is_text_of(item: Item, found: Folded) -> bool:
    """Return whether characters folded one by one are the item's.

    A character that folds otherwise alone than among others (a combining accent) moves
    all behind it.
    """
    return found.text == item.normalised
