"""Counts that a text declares (`八个方面…（共47项）`), held against the sections that were parsed."""

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from functools import cached_property

from planparse.findings import Finding
from planparse.numerals import parse_arabic, parse_hanzi
from planparse.tree import Claim, Document, Node, walk

_NUMBER = "([一二三四五六七八九十两]{1,3}|[0-9]{1,3})"
_CLAIM = re.compile(
    rf"共(?:计|有)?{_NUMBER}(?:大|个)?(项|条|款|个方面|方面|点)"
    rf"|{_NUMBER}(?:个|大)(方面)(?!军|面)"
    rf"|(?:以下|如下|下列|抓好|做好|落实|完成|实施|突出|推进|开展|办好){_NUMBER}(?:大)?(项|点|条|件)"
)
_WHOLE = "共"
_LEADS = ("以下", "如下", "下列")


def of(text: str, root: Node) -> tuple[Claim, ...]:
    """The claims of a document, in order. Only text that introduces sections is asked."""
    return tuple(sorted(_below(text, root)))


def findings(documents: Iterable[Document], text: str) -> Iterator[Finding]:
    """A finding for each claim that does not hold."""
    for document in documents:
        for claim in document.claims:
            if not claim.holds:
                words = text[claim.start : claim.end]
                yield Finding("C401", claim.start, claim.end, (words, str(claim.says), str(claim.counted)))


def _below(text: str, node: Node) -> Iterator[Claim]:
    children = node.children
    first = next((at for at, child in enumerate(children) if child.kind == "section"), None)
    if first is None:
        return
    listed = _Listed(children[first:])
    if node.kind == "section":
        yield from _claims(text, node.heading.start, node.text.end, listed)
    for child in children[max(0, first - 2) : first]:
        if child.kind == "paragraph":
            yield from _claims(text, child.start, child.end, listed)
    for child in listed.nodes:
        if child.kind == "section" and child.children:
            yield from _below(text, child)


class _Listed:
    """Nodes from a section on, and how many there are of what: counted once, however many claims there are."""

    def __init__(self, nodes: Sequence[Node]) -> None:
        self.nodes = nodes

    @cached_property
    def _below(self) -> list[Node]:
        return [below for node in self.nodes for below in walk(node)]

    @cached_property
    def _lost(self) -> Counter[int | None]:
        """For each family how many numbers holes took."""
        lost: Counter[int | None] = Counter()
        for node in self._below:
            for hole in node.holes:
                lost[hole.family] += hole.last - hole.first + 1
        return lost

    @cached_property
    def top(self) -> tuple[int, int]:
        """How many sections of the first one's family there are on the highest level, and how many are lost."""
        family = self.nodes[0].family
        return sum(node.kind == "section" and node.family == family for node in self.nodes), self._lost[family]

    @cached_property
    def _levels(self) -> list[tuple[int, int]]:
        """How many items there are, and how many are lost: on the lowest level, then family by family."""
        sections = [node for node in self._below if node.kind == "section"]
        leaves = [node for node in sections if not any(child.kind == "section" for child in node.children)]
        lowest = len(leaves), sum(self._lost[family] for family in {leaf.family for leaf in leaves})
        families = Counter(node.family for node in sections)
        return [lowest, *((count, self._lost[family]) for family, count in families.items())]

    def items(self, says: int) -> tuple[int, int]:
        """The items on the level that comes to the number declared, else on the lowest, and those lost."""
        return next((count for count in self._levels if sum(count) == says), self._levels[0])


def _claims(text: str, start: int, end: int, listed: _Listed) -> Iterator[Claim]:
    for match in _CLAIM.finditer(text, start, end):
        number, unit = next((match[at], match[at + 1]) for at in (1, 3, 5) if match[at])
        says = parse_arabic(number) if number.isascii() else parse_hanzi(number)
        if not says or says < 2:
            continue
        whole = match[0].startswith(_WHOLE)
        onward = text[match.end() : min(end, match.end() + 30)]
        leads = match[0].startswith(_LEADS) or "：" in onward or ":" in onward or unit == "方面"
        if whole:
            counted = listed.items(says)
        elif leads:
            counted = listed.top
        else:
            continue
        yield Claim(match.start(), match.end(), unit.removeprefix("个"), says, *counted)
