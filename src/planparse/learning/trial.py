"""How plans are read by a grammar that was proposed from them."""

from collections.abc import Iterable, Sequence
from typing import NamedTuple

from planparse.learning.unread import Left
from planparse.learning.ways import Way
from planparse.locale.message import Message, _
from planparse.tree import Parsed, nodes_of


class Trial(NamedTuple):
    """How many of the labels that show ways of numbering are read, and what else is lost.

    `lost` is how many sections were read before, and are not by the grammar proposed.
    """

    read: int
    labels: int
    lost: int

    @property
    def summary(self) -> Message:
        """The result in words."""
        if not self.lost:
            return _(
                "{read} of {labels} labels are read by this grammar",
                read=self.read,
                labels=self.labels,
            )
        return _(
            "{read} of {labels} labels are read by this grammar, "
            "and {lost} of the other sections no longer",
            **self._asdict(),
        )


def tried(found: Sequence[Way], parses: Iterable[tuple[str, Left, Parsed]]) -> Trial:
    """Return how plans are read: each by its name, what it left before, and its new parse."""
    read = labels = lost = 0
    for name, before, parsed in parses:
        sections = {
            node.start: node.ordinal
            for node in nodes_of(parsed)
            if node.family is not None
        }
        seen = [
            one
            for way in found
            for file in way.files
            if file.name == name
            for one in file.counting
        ]
        labels += len(seen)
        read += sum(sections.get(one.start) == one.label.number for one in seen)
        lost += sum(one.start not in sections for one in before.sections)
    return Trial(read, labels, lost)
