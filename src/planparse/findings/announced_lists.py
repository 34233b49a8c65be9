"""Lists that a text announces by a colon, and that do not come.

`有下列情形之一的：` and then the next article: where a whole list is lost, no number is
missing, so that the sentence before it alone shows the loss.
"""

import re
from collections.abc import Iterable, Iterator

from planparse.grammar.wordlists import Lists
from planparse.text.characters import COLONS, FULL_STOPS
from planparse.tree import Document, Finding, Node, Span

_SENTENCE_ENDS = re.compile(f"[{FULL_STOPS}]")
_COLONS = tuple(COLONS)
_ANNOUNCING = ("section", "paragraph")
"""The kinds of nodes that may announce a list."""
_NO_LIST = ("signature", "date")
"""The kinds of nodes besides sections that are none of a list."""


def findings(
    text: str, documents: Iterable[Document], lists: Lists
) -> Iterator[Finding]:
    """Yield a C402 for each list that is announced and does not come."""
    for document in documents:
        for node in _without_list(document.root):
            start, end = _last_sentence(text, node)
            words = text[start:end]
            if text.startswith(_COLONS, end) and _announces(words, lists):
                yield Finding("C402", start, end, (words,))


def _without_list(root: Node) -> Iterator[Node]:
    """Yield the sections and paragraphs of a document that no list follows.

    A list is whatever stands below a node, a paragraph or a table behind it, or a series
    that begins behind it.
    """
    pending: list[tuple[Node, Node | None]] = [(root, None)]
    while pending:
        parent, behind = pending.pop()
        children = [child for child in parent.children if child.kind != "furniture"]
        has_section = False
        followers = [*children[1:], behind]
        for child, after in zip(children, followers, strict=False):
            pending.append((child, after))
            leads_up = child.kind == "paragraph" and not has_section
            is_last = after is behind
            has_section = has_section or child.kind == "section"
            if (
                child.kind in _ANNOUNCING
                and all(below.kind == "furniture" for below in child.children)
                and (is_last or not leads_up)
                and _is_no_list(after)
            ):
                yield child


def _is_no_list(node: Node | None) -> bool:
    """Return whether a node is none of a list that is announced right before it."""
    if node is None or node.kind in _NO_LIST:
        return True
    return node.kind == "section" and node.ordinal != 1


def _last_sentence(text: str, node: Node) -> tuple[int, int]:
    """Return where the last sentence of a node's heading and text stands, without its colon."""
    start, end = max(node.heading, node.text, key=_end)
    if end > start and text[end - 1] in COLONS:
        end -= 1
    ends = [found.end() for found in _SENTENCE_ENDS.finditer(text, start, end)]
    return max(ends, default=start), end


def _end(span: Span) -> int:
    """Return where a span ends."""
    return span.end


def _announces(words: str, lists: Lists) -> bool:
    """Return whether a sentence says that a list follows it."""
    for word in lists.bounding:
        words = words.replace(word, "")
    return any(word in words for word in lists.announcing)
