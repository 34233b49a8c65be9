"""What is still true of a document after damage: which nodes survive, below what, and which numbers are proven lost.

A node survives if its label stands whole. Its path is its label below those of its ancestors that survive: where a
parent is lost, a node hangs from the next ancestor above, or stands at the top. Often the numbering cannot show that
a parent is lost, for what stood below it counts on from what stands before, or is the first of its kind there. So the
place below the survivor right before, or below an ancestor of that one, is right as well, if the grammar puts the
node's family below it and the numbers there go on upwards. Never is a node taken out from an ancestor that survives.

A lost number is proven if a later one of its series survives, and
- an earlier one does, or
- some numbered node stands before the survivor and the text does not begin late (a file that begins with a number
  above 1 proves nothing of what stood before), and the number is greater than the last one of its kind there, or that
  one is no smaller than the survivor. (Else the survivor seems to count on.)

So a parent is proven to be lost by a later number of its own series alone: 1. 2. 1. 2. at the end of a series proves
nothing, and the second list may stand below the parent before. Numbers that changed places are read as they are
printed, and none of them is lost; a label is that of the damaged text.

A label that a break has parted neither survives nor is it lost. The first numbers of series in running text are not
proven: prose has 二是 without 一是. Nor are inserted ones.
"""

from bisect import bisect_left
from collections.abc import Iterator, Sequence
from typing import NamedTuple
from unicodedata import normalize

from benchmarks.stress.clean import Clean, Numbered
from benchmarks.stress.damage import OPENING, Damaged

Path = tuple[str, ...]
Chain = tuple[int, ...]


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
    gone = [
        any(damaged.there(at) is None for at in range(node.start, node.body))
        for node in nodes
    ]
    starts = {
        place: damaged.behind(node.start)
        for place, node in enumerate(nodes)
        if alive[place]
    }
    printed = {
        place: letters(damaged.text[at : damaged.behind(nodes[place].body - 1) + 1])
        for place, at in starts.items()
    }
    above = _Above(nodes, alive)
    return Truth(
        {
            at: frozenset(
                tuple(printed[one] for one in (*chain, place))
                for chain in above.chains(place)
            )
            for place, at in starts.items()
        },
        {at: place for place, at in starts.items()},
        tuple(_losses(nodes, alive, gone, starts, len(damaged.text))),
        frozenset(
            first_letter(damaged.text, _opening(damaged, start))
            for start in clean.documents
        ),
    )


def _opening(damaged: Damaged, clean: int) -> int:
    """Where a document begins now: at the mark that was put before it, if one was."""
    start = damaged.behind(clean)
    marks = (at for at, end in damaged.put(OPENING) if end == start)
    return next(marks, start)


def first_letter(text: str, at: int) -> int:
    """The first letter or digit from a place on: marks and blanks may stand before it."""
    return next((at for at in range(at, len(text)) if text[at].isalnum()), len(text))


class _Above:
    """Finds what a node may stand below: chains of survivors, from the top down, by their places."""

    def __init__(self, nodes: Sequence[Numbered], alive: Sequence[bool]) -> None:
        self.nodes, self.alive = nodes, alive
        self.survivors = [place for place, lives in enumerate(alive) if lives]
        self.known: dict[tuple[int, int], frozenset[Chain]] = {}

    def chains(self, place: int) -> frozenset[Chain]:
        """All that a node may rightly stand below."""
        return self._below(self.nodes[place].parent, self.nodes[place].kin)

    def _below(self, parent: int, kin: int) -> frozenset[Chain]:
        """All that the children of one kin may stand below."""
        if parent < 0:
            return frozenset({()})
        if (parent, kin) not in self.known:
            upper = self._below(self.nodes[parent].parent, self.nodes[parent].kin)
            self.known[parent, kin] = (
                frozenset((*chain, parent) for chain in upper)
                if self.alive[parent]
                else upper | frozenset(self._unseen(parent, kin))
            )
        return self.known[parent, kin]

    def _unseen(self, lost: int, kin: int) -> Iterator[Chain]:
        """What the children of a lost node seem to stand below, if its loss does not show."""
        first = self._first_below(lost, kin)
        before = bisect_left(self.survivors, first) - 1
        if before < 0:
            return
        child, last = self.nodes[first], self.survivors[before]
        needed = self._ancestors(first)
        for chain in self.chains(last):
            for length in range(len(chain) + 1, 0, -1):
                below = (*chain, last)[:length]
                if needed <= set(below) and self.nodes[below[-1]].level < child.level:
                    number = self._last_number(below, child.kin, before)
                    if number < child.ordinal or not self._is_followed(lost):
                        yield below

    def _is_followed(self, lost: int) -> bool:
        """Whether a later number of a lost node's series survives."""
        series = self.nodes[lost].series
        return any(
            self.nodes[at].series == series for at in self.survivors if at > lost
        )

    def _first_below(self, lost: int, kin: int) -> int:
        """The first survivor in or below the children of one kin that a lost node has."""
        for place in self.survivors[bisect_left(self.survivors, lost) :]:
            child = place
            while self.nodes[child].parent > lost:
                child = self.nodes[child].parent
            if self.nodes[child].parent == lost and self.nodes[child].kin == kin:
                return place
        raise ValueError("nothing below a lost node survives")

    def _ancestors(self, place: int) -> set[int]:
        """The ancestors that survive."""
        out, place = set(), self.nodes[place].parent
        while place >= 0:
            if self.alive[place]:
                out.add(place)
            place = self.nodes[place].parent
        return out

    def _last_number(self, below: Chain, kin: int, before: int) -> int:
        """The last number of a kin that may stand below a chain, up to a survivor; 0 without one."""
        for place in reversed(self.survivors[: before + 1]):
            if place < below[-1]:
                break
            if self.nodes[place].kin == kin and below in self.chains(place):
                return self.nodes[place].ordinal
        return 0


def _losses(
    nodes: Sequence[Numbered],
    alive: Sequence[bool],
    gone: Sequence[bool],
    starts: dict[int, int],
    size: int,
) -> list[Loss]:
    """Every lost number, in reading order; one that a break has only parted is among them, but not proven."""
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
        start = max(
            starts[earlier[-1]] if earlier else 0, starts[parent] if parent >= 0 else 0
        )
        end = size if later is None else starts[later]
        proven = (
            later is not None
            and gone[place]
            and not node.inserted
            and (bool(earlier) or _begins(nodes, alive, node, later))
        )
        out.append(Loss(place, proven, start, end))
    return out


def _begins(
    nodes: Sequence[Numbered], alive: Sequence[bool], lost: Numbered, later: int
) -> bool:
    """Whether the first survivor of a series proves a lost number before it."""
    first = next(at for at, lives in enumerate(alive) if lives)
    if lost.spoken or first == later or nodes[first].ordinal > 1:
        return False
    before = next(
        (
            nodes[at].ordinal
            for at in range(later - 1, -1, -1)
            if alive[at] and nodes[at].kin == lost.kin
        ),
        0,
    )
    return lost.ordinal > before or before >= nodes[later].ordinal
