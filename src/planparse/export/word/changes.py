"""Which paragraphs of two plans are one, in order, and which of them stand elsewhere now."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import NamedTuple

from planparse.compare.edits import ItemEdit
from planparse.compare.order import longest_rise
from planparse.export.word.content import Block, Paragraph


class Pair(NamedTuple):
    """A paragraph of the old plan and one of the new that are one; how like they are.

    `move` is a name where it stands elsewhere, else empty.
    """

    old: int
    new: int
    likeness: float
    move: str = ""


class Step(NamedTuple):
    """What comes next: a paragraph of the old plan, of the new, or of both; a move if it is one."""

    old: Block | None
    new: Block | None
    likeness: float = 0.0
    move: str = ""


def steps(
    old: Sequence[Block], new: Sequence[Block], edits: Iterable[ItemEdit]
) -> Iterator[Step]:
    """Yield the blocks of both plans so that either is told in its own order.

    Between two that stayed, those of the old plan come first. A move is told twice: where
    it was, with the block of the old plan, and where it is, with both.
    """
    pairs = _paired(old, new, edits)
    in_place = [pair for pair in pairs if not pair.move]
    from_old = {pair.old: pair for pair in pairs if pair.move}
    to_new = {pair.new: pair for pair in pairs if pair.move}
    at_old = at_new = 0
    for pair in [*in_place, Pair(len(old), len(new), 0)]:
        for place in range(at_old, pair.old):
            moved = from_old.get(place)
            yield Step(old[place], None, move=moved.move if moved else "")
        for place in range(at_new, pair.new):
            moved = to_new.get(place)
            if moved is None:
                yield Step(None, new[place])
            else:
                yield Step(old[moved.old], new[place], moved.likeness, moved.move)
        if pair.old < len(old):
            yield Step(old[pair.old], new[pair.new], pair.likeness)
        at_old, at_new = pair.old + 1, pair.new + 1


def _paired(
    old: Sequence[Block], new: Sequence[Block], edits: Iterable[ItemEdit]
) -> list[Pair]:
    """Return the pairs in the order of the new plan; as few as possible are moves."""
    in_old, in_new = _places(old), _places(new)
    found: dict[int, Pair] = {}
    taken: set[int] = set()
    for edit in edits:
        pair = _pair(edit, in_old, in_new)
        if pair is None or pair.old in taken or pair.new in found:
            continue
        if _are_alike(old[pair.old], new[pair.new]):
            found[pair.new] = pair
            taken.add(pair.old)
    ordered = [found[place] for place in sorted(found)]
    stayed = longest_rise([pair.old for pair in ordered])
    return [
        pair if at in stayed else pair._replace(move=f"move{at}")
        for at, pair in enumerate(ordered)
    ]


def _pair(
    edit: ItemEdit, in_old: Mapping[str, int], in_new: Mapping[str, int]
) -> Pair | None:
    """Return the first blocks of an edit that has items on both sides."""
    olds = [in_old[item.id] for item in edit.old if item.id in in_old]
    news = [in_new[item.id] for item in edit.new if item.id in in_new]
    return Pair(olds[0], news[0], edit.likeness) if olds and news else None


def _are_alike(old: Block, new: Block) -> bool:
    """Return whether blocks can be told as one: two paragraphs, or a table that did not change."""
    if isinstance(old, Paragraph) and isinstance(new, Paragraph):
        return True
    return not (isinstance(old, Paragraph) or isinstance(new, Paragraph)) and (
        old.rows == new.rows
    )


def _places(blocks: Sequence[Block]) -> dict[str, int]:
    """Return in which block each node stands, by its identifier."""
    return {name: place for place, block in enumerate(blocks) for name in block.ids}
