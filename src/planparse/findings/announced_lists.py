"""Lists that a text announces by a colon, and that do not come.

`有下列情形之一的：` and then the next article: where a whole list is lost, no number is
missing, so that the sentence before it alone shows the loss.
"""

from bisect import bisect_right
from collections.abc import Iterable, Iterator, Sequence
from itertools import islice
from operator import attrgetter
from typing import NamedTuple

from planparse.grammar.lexicon import Lexicon
from planparse.grammar.wordlists import Lists
from planparse.text.characters import COLONS, FULL_STOPS
from planparse.text.positions import line_start
from planparse.tree import Document, Finding, Node

_ANNOUNCING = ("section", "paragraph")
"""The kinds of nodes that may announce a list."""
_NO_LIST = ("signature", "date")
"""The kinds of nodes besides sections that are none of a list."""
_start = attrgetter("start")


class _Siblings(NamedTuple):
    """The children of a node, and what stands behind that node: its siblings, and its place."""

    nodes: tuple[Node, ...]
    outer: "_Siblings | None" = None
    place: int = 0


def findings(
    text: str, documents: Iterable[Document], lexicon: Lexicon
) -> Iterator[Finding]:
    """Yield a C402 for each list that is announced and does not come."""
    lists = lexicon.words.lists
    for document in documents:
        root = document.root
        for end in _colons(text, root.start, root.end):
            behind = text[end + 1 : end + 2]
            if behind not in lexicon.first_inside and not behind.isspace() and behind:
                continue  # the sentence goes on: neither a line ends nor a label stands
            start = _sentence_start(text, root.start, end)
            words = text[start:end]
            if not _announces(words, lists):
                continue
            found = _node_at(root, end)
            if found is not None and not _comes(*found):
                siblings, place = found
                start = max(start, siblings.nodes[place].body)
                words = text[start:end].lstrip()
                yield Finding("C402", end - len(words), end, (words,))


def _colons(text: str, start: int, end: int) -> list[int]:
    """Return the places of the colons in `text[start:end]`, in order."""
    places = []
    for colon in COLONS:
        at = text.find(colon, start, end)
        while at >= 0:
            places.append(at)
            at = text.find(colon, at + 1, end)
    return sorted(places)


def _node_at(root: Node, colon: int) -> tuple[_Siblings, int] | None:
    """Return the section or paragraph that a colon ends, as one of siblings, and its place.

    None where there is no such node, or where something stands below it.
    """
    siblings = _Siblings(root.children)
    while siblings.nodes:
        place = bisect_right(siblings.nodes, colon, key=_start) - 1
        node = siblings.nodes[place]
        if place < 0 or colon > max(node.end, node.heading.end):
            return None
        if not any(below.kind != "furniture" for below in node.children):
            end = max(node.heading.end, node.text.end)
            ends_in_it = node.kind in _ANNOUNCING and colon in (end - 1, end)
            return (siblings, place) if ends_in_it else None
        siblings = _Siblings(node.children, siblings, place)
    return None


def _comes(siblings: _Siblings, place: int) -> bool:
    """Return whether a list comes behind a node that announces one.

    A list is a paragraph or a table behind the node, or a series that begins behind it;
    before the first section of its parent a paragraph leads up to the sections.
    """
    node = siblings.nodes[place]
    after = next(_behind(siblings.nodes, place), None)
    if after is None:
        return not _is_no_list(_behind_parent(siblings))
    if not _is_no_list(after):
        return True
    before = islice(siblings.nodes, place)
    return node.kind == "paragraph" and all(each.kind != "section" for each in before)


def _behind_parent(siblings: _Siblings) -> Node | None:
    """Return the first node behind the parent of siblings, page furniture left aside."""
    outer: _Siblings | None = siblings
    while outer is not None and outer.outer is not None:
        after = next(_behind(outer.outer.nodes, outer.place), None)
        if after is not None:
            return after
        outer = outer.outer
    return None


def _behind(nodes: Sequence[Node], place: int) -> Iterator[Node]:
    """Yield the siblings behind a place; page furniture between them does not count."""
    following = (nodes[at] for at in range(place + 1, len(nodes)))
    return (node for node in following if node.kind != "furniture")


def _is_no_list(node: Node | None) -> bool:
    """Return whether a node is none of a list that is announced right before it."""
    if node is None or node.kind in _NO_LIST:
        return True
    return node.kind == "section" and node.ordinal != 1


def _sentence_start(text: str, start: int, end: int) -> int:
    """Return where the last sentence of `text[start:end]` begins, on its line."""
    line = max(start, line_start(text, end))
    ends = [text.rfind(mark, line, end) + 1 for mark in FULL_STOPS]
    return max(line, *ends)


def _announces(words: str, lists: Lists) -> bool:
    """Return whether a sentence says that a list follows it."""
    if not _has_any(lists.announcing, words):
        return False
    for word in lists.bounding:
        words = words.replace(word, "")
    return _has_any(lists.announcing, words)


def _has_any(words: Iterable[str], text: str) -> bool:
    """Return whether any of some words stands in a text."""
    return any(word in text for word in words)
