"""Which of many things hang together, and by which links: a spanning forest, link by link."""

from collections import defaultdict
from collections.abc import Iterator
from typing import Generic, NamedTuple, TypeVar

Tie = TypeVar("Tie")


class Branch(NamedTuple, Generic[Tie]):
    """A thing of a tree, what it hangs on, and by which tie; both are None of the root."""

    node: int
    parent: int | None
    tie: Tie | None


class Forest(Generic[Tie]):
    """Trees of things that are known by numbers; at first each is a tree of its own."""

    def __init__(self) -> None:
        """Link nothing yet."""
        self._above: dict[int, int] = {}
        self._ties: dict[int, dict[int, Tie]] = defaultdict(dict)

    def root(self, node: int) -> int:
        """Return the number that stands for the tree of a thing."""
        above = self._above
        while (parent := above.get(node, node)) != node:
            above[node] = above.get(parent, parent)  # the way is shorter next time
            node = parent
        return node

    def link(self, one: int, other: int, tie: Tie) -> None:
        """Tie two trees together; the lower number stands for both."""
        low, high = sorted((self.root(one), self.root(other)))
        self._above[high] = low
        self._ties[one][other] = self._ties[other][one] = tie

    def trees(self) -> dict[int, list[int]]:
        """Return the things of each tree that has several, by what stands for it."""
        found: dict[int, list[int]] = defaultdict(list)
        for node in sorted(self._ties):
            found[self.root(node)].append(node)
        return found

    def branches(self, root: int) -> Iterator[Branch[Tie]]:
        """Yield a tree from one of its things on, each behind what it hangs on."""
        pending: list[Branch[Tie]] = [Branch(root, None, None)]
        seen = {root}
        for branch in pending:
            yield branch
            for node, tie in sorted(self._ties[branch.node].items()):
                if node not in seen:
                    seen.add(node)
                    pending.append(Branch(node, branch.node, tie))
