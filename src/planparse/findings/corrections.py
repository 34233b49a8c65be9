"""Whether a text is read as corrections say: what fits it no longer, and what has no hold."""

from collections.abc import Callable, Iterator, Mapping
from types import MappingProxyType
from typing import NamedTuple

from planparse.text.corrections import PARTS, Correction
from planparse.text.positions import line_start
from planparse.tree import HOLDERS, Document, Finding, Node, Parsed


def findings(parsed: Parsed) -> Iterator[Finding]:
    """Yield a finding for each correction that fits its text no longer, or has no hold."""
    said = parsed.source.corrections
    for doubt in said.doubts:
        yield Finding(*doubt)
    for one in unmet(parsed):
        yield Finding("R603", one.start, one.end, (one.kind, one.words))


def unmet(parsed: Parsed) -> list[Correction]:
    """Return the corrections of a parse that its tree does not follow."""
    said = parsed.source.corrections.fitting
    if not said:
        return []
    read = _Reading(parsed)
    return [one for one in said if not _is_met(read, one)]


def heeded(parsed: Parsed) -> list[Correction]:
    """Return the corrections of a parse that its tree follows."""
    not_met = unmet(parsed)
    return [one for one in parsed.source.corrections.fitting if one not in not_met]


class _Place(NamedTuple):
    """A node, and how many sections it stands down, itself included."""

    node: Node
    level: int


class _Reading:
    """The nodes of a parse by the lines of which something is said."""

    def __init__(self, parsed: Parsed) -> None:
        """Take a parse."""
        self.text, self.documents = parsed.source.text, parsed.documents
        lines = {
            line_start(self.text, one.head) for one in parsed.source.corrections.fitting
        }
        self._of_line: dict[int, list[_Place]] = {line: [] for line in lines}
        pending = [_Place(top, 1) for top in reversed(parsed.strays)]
        pending += [_Place(document.root, 0) for document in reversed(parsed.documents)]
        while pending:
            place = pending.pop()
            node, level = place
            line = line_start(self.text, node.start)
            if line in self._of_line and node.kind != "document":
                self._of_line[line].append(place)
            inside = level + (node.kind in HOLDERS or node.kind == "document")
            pending.extend(_Place(child, inside) for child in reversed(node.children))

    def on_line(self, one: Correction) -> list[_Place]:
        """Return the nodes that begin on the line of a correction."""
        return self._of_line[line_start(self.text, one.head)]

    def begun(self, one: Correction) -> list[_Place]:
        """Return the nodes that begin with what is corrected, blanks and marks passed over."""
        return [
            place
            for place in self.on_line(one)
            if place.node.kind != "lacuna" and self._is_at(place.node.start, one.at)
        ]

    def documents_at(self, one: Correction) -> list[Document]:
        """Return the document that begins with the line of a correction, if one does."""
        return [
            document
            for document in self.documents
            if self._is_at(document.root.start, one.head)
        ]

    def _is_at(self, start: int, at: int) -> bool:
        """Return whether nothing but blanks and marks stands between two places."""
        low, high = min(start, at), max(start, at)
        return not any(map(str.isalnum, self.text[low:high]))


def _is_met(read: _Reading, one: Correction) -> bool:
    """Return whether a parse follows a correction."""
    if one.value is not None:
        return any(
            document.root.start <= one.head < document.root.end
            for document in read.documents
        )
    if one.kind in PARTS:
        return any(place.node.kind == one.kind for place in read.begun(one))
    return _MET[one.kind](read, one)


def _has(kind: str) -> Callable[[_Reading, Correction], bool]:
    """Return what tells whether a node of a kind begins there, on the level that is said."""

    def has(read: _Reading, one: Correction) -> bool:
        """Return whether such a node begins there."""
        return any(
            place.node.kind == kind and one.level in (None, place.level)
            for place in read.begun(one)
        )

    return has


def _is_text(read: _Reading, one: Correction) -> bool:
    """Return whether nothing begins there but a paragraph, and that without a heading."""
    return all(
        place.node.kind in _PLAIN and place.node.heading.start == place.node.heading.end
        for place in read.begun(one)
    )


def _is_furniture(read: _Reading, one: Correction) -> bool:
    """Return whether a line is furniture; inside of a paragraph it is no node."""
    return all(place.node.kind == "furniture" for place in read.begun(one))


def _has_lacuna(read: _Reading, one: Correction) -> bool:
    """Return whether a lacuna stands before a line."""
    return any(place.node.kind == "lacuna" for place in read.on_line(one))


_PLAIN = ("paragraph", "fragment", "table", "contents", "furniture")
"""The kinds of nodes that are text."""

_MET: Mapping[str, Callable[[_Reading, Correction], bool]] = MappingProxyType(
    {
        "heading": _has("heading"),
        "section": _has("section"),
        "text": _is_text,
        "furniture": _is_furniture,
        "join": lambda read, one: not read.begun(one),
        "break": lambda read, one: bool(read.begun(one)),
        "hole": _has_lacuna,
        "no-hole": lambda read, one: not _has_lacuna(read, one),
        "document": lambda read, one: bool(read.documents_at(one)),
        "no-document": lambda read, one: not read.documents_at(one),
    }
)
"""What tells of each kind whether a parse follows it."""
