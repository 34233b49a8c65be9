"""What is still true of a document after damage: which nodes survive, below what, and which numbers are proven lost.

A node survives if its label stands whole. Its path is its label below those of its ancestors that survive: where a
parent is lost, a node hangs from the next ancestor above, or stands at the top. Where the numbering cannot show
that a parent is lost, because what stands below it counts on from what stands below the parent's elder sibling (or
there is nothing like it there), the path below that sibling is right too: nobody could tell.

A lost number is proven if a later one of its series survives, and
- an earlier one does, or
- the number is greater than the last one of its kind that stands before the survivor, or that one is no smaller
  than the survivor itself. (Else the survivor seems to count on across the hole.)

The first numbers of series in running text are not proven: prose has 二是 without 一是. Nor are inserted ones.
"""

from collections.abc import Sequence
from typing import NamedTuple
from unicodedata import normalize

from benchmarks.stress.clean import Clean, Numbered
from benchmarks.stress.damage import Damaged

Path = tuple[str, ...]


class Loss(NamedTuple):
    """A lost number: its node's place, whether it is proven, and where in the damaged text its hole may lie."""

    node: int
    proven: bool
    start: int
    end: int


class Truth(NamedTuple):
    """What is true of a damaged text. Offsets are of it.

    `paths` are the right ones of each survivor, by where it starts; `nodes` the survivors' places in the document.
    """

    paths: dict[int, frozenset[Path]]
    nodes: dict[int, int]
    losses: tuple[Loss, ...]
    documents: frozenset[int]


def letters(label: str) -> str:
    """A label's letters and digits, their width folded."""
    return "".join(char for char in normalize("NFKC", label) if char.isalnum())


def truth(clean: Clean, damaged: Damaged) -> Truth:
    """What is true of a clean document's damaged text."""
    nodes = clean.nodes
    alive = [damaged.whole(node.start, node.body) for node in nodes]
    starts = {place: damaged.behind(node.start) for place, node in enumerate(nodes) if alive[place]}
    above = _Above(nodes, alive)
    return Truth(
        {at: frozenset((*path, letters(nodes[place].label)) for path in above.paths(place)) for place, at in starts.items()},
        {at: place for place, at in starts.items()},
        tuple(_losses(nodes, alive, starts, len(damaged.text))),
        frozenset(_solid(damaged.text, damaged.behind(start)) for start in clean.documents),
    )


def _solid(text: str, at: int) -> int:
    """The first character from a place on that is no blank."""
    return len(text) - len(text[at:].lstrip())


class _Above:
    """Finds the paths that a node may stand below."""

    def __init__(self, nodes: Sequence[Numbered], alive: Sequence[bool]) -> None:
        self.nodes, self.alive = nodes, alive
        self.known: dict[tuple[int, int], frozenset[Path]] = {}

    def paths(self, place: int) -> frozenset[Path]:
        """The right paths of what a node stands below."""
        return self._below(self.nodes[place].parent, self.nodes[place].kin)

    def _below(self, parent: int, kin: int) -> frozenset[Path]:
        """The right paths of a node's parent, for children of one kin; empty at the top."""
        if parent < 0:
            return frozenset({()})
        if (parent, kin) not in self.known:
            node = self.nodes[parent]
            upper = self._below(node.parent, node.kin)
            if self.alive[parent]:
                found = frozenset((*path, letters(node.label)) for path in upper)
            else:
                elder = self._elder(parent)
                unseen = elder is not None and self._counts_on(elder, parent, kin)
                found = upper | (self._below(elder, kin) if elder is not None and unseen else frozenset())
            self.known[parent, kin] = found
        return self.known[parent, kin]

    def _elder(self, lost: int) -> int | None:
        """The last survivor of a lost node's kin before it, unless a section that survives has begun between."""
        kin, needed = self.nodes[lost].kin, self._ancestors(lost)
        for place in range(lost - 1, -1, -1):
            if self.alive[place] and self.nodes[place].kin == kin:
                return place if needed <= self._ancestors(place) else None
        return None

    def _ancestors(self, place: int) -> set[int]:
        """The ancestors that survive."""
        out, place = set(), self.nodes[place].parent
        while place >= 0:
            if self.alive[place]:
                out.add(place)
            place = self.nodes[place].parent
        return out

    def _counts_on(self, elder: int, lost: int, kin: int) -> bool:
        """Whether the children of a lost node seem to go on with the elder's, or to be the elder's first."""
        mine = self._numbers(lost, kin)
        theirs = self._numbers(elder, kin)
        return not theirs or not mine or theirs[-1] < mine[0]

    def _numbers(self, parent: int, kin: int) -> list[int]:
        """The surviving numbers of a kin below a node."""
        return [
            node.ordinal
            for place, node in enumerate(self.nodes)
            if node.parent == parent and node.kin == kin and self.alive[place]
        ]


def _losses(nodes: Sequence[Numbered], alive: Sequence[bool], starts: dict[int, int], size: int) -> list[Loss]:
    """Every lost number, in reading order."""
    members: dict[int, list[int]] = {}
    for place, node in enumerate(nodes):
        members.setdefault(node.series, []).append(place)
    out = []
    for place, node in enumerate(nodes):
        if alive[place]:
            continue
        series = [other for other in members[node.series] if alive[other]]
        earlier = [other for other in series if other < place]
        later = next((other for other in series if other > place), None)
        parent = node.parent
        while parent >= 0 and not alive[parent]:
            parent = nodes[parent].parent
        start = max(starts[earlier[-1]] if earlier else 0, starts[parent] if parent >= 0 else 0)
        end = size if later is None else starts[later]
        proven = later is not None and not node.inserted and (bool(earlier) or _begins(nodes, alive, node, later))
        out.append(Loss(place, proven, start, end))
    return out


def _begins(nodes: Sequence[Numbered], alive: Sequence[bool], lost: Numbered, later: int) -> bool:
    """Whether the first survivor of a series proves a lost number before it."""
    if lost.spoken:
        return False
    before = next((nodes[at].ordinal for at in range(later - 1, -1, -1) if alive[at] and nodes[at].kin == lost.kin), 0)
    return lost.ordinal > before or before >= nodes[later].ordinal
