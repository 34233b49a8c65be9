"""The edit script between two plans: what was kept, reworded, moved, split, merged, added and dropped.

Every item of both plans is in exactly one edit. The script of the way back is the mirror image: what decides
between equals is decided in one direction and mirrored for the other.
"""

from bisect import bisect_left
from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import Any, NamedTuple

from planparse.compare.fact_changes import Change, changes
from planparse.compare.items import Item, Year, fold, joined
from planparse.compare.matching import Group, groups
from planparse.compare.wording import Rewording, reworded, rewordings
from planparse.tree import TRUNCATED

KINDS = (
    "keep",
    "reword",
    "move",
    "renumber",
    "split",
    "merge",
    "add",
    "drop",
    "unknown",
)
"""What may have happened to items. An item with no partner where the other plan has a hole is unknown."""

_MIRRORED = {"split": "merge", "merge": "split", "add": "drop", "drop": "add"}
_PARTS = "\n"  # between the letters of several items


class Edit(NamedTuple):
    """What became of items: `old` ones of the one plan, `new` ones of the other, either may be none.

    `kind` is the first of KINDS to say so from the most to the least: split and merge, reword, move, renumber, keep;
    `moved` and `renumbered` say what else. `likeness` is that of the passages, from 0 to 1. `wording` turns the
    letters of the old items into those of the new; `facts` are the changes of figures, deadlines, owners, references.
    """

    kind: str
    old: tuple[Item, ...]
    new: tuple[Item, ...]
    moved: bool = False
    renumbered: bool = False
    likeness: float = 0
    wording: tuple[Rewording, ...] = ()
    facts: tuple[Change, ...] = ()

    @property
    def punctuation(self) -> bool:
        """Whether nothing but punctuation changed in the wording."""
        return bool(self.wording) and _letters_only(self.old) == _letters_only(self.new)

    def mirrored(self) -> "Edit":
        """Return the way back."""
        return Edit(
            _MIRRORED.get(self.kind, self.kind),
            self.new,
            self.old,
            self.moved,
            self.renumbered,
            self.likeness,
            tuple(change.mirrored() for change in self.wording),
            tuple(change.mirrored() for change in self.facts),
        )


class Script(NamedTuple):
    """All edits between two plans, in the order of the new one; what was dropped stands where it stood."""

    old: Year
    new: Year
    edits: tuple[Edit, ...]

    @property
    def same(self) -> bool:
        """Whether the plans say the same, in the same order, with the same numbers."""
        return all(edit.kind == "keep" for edit in self.edits)


class Rebuilt(NamedTuple):
    """An item as a script rebuilds it: everything of it that is compared."""

    id: str
    parent: int
    kind: str
    label: str | None
    letters: str


def script(old: Year, new: Year, rules: Mapping[str, Any]) -> Script:
    """Return what turns one plan into the other; `rules` are those of `grammars/diff.yaml`."""
    if _content(new) < _content(old):
        return Script(
            old, new, _ordered([edit.mirrored() for edit in _edits(new, old, rules)])
        )
    return Script(old, new, _ordered(_edits(old, new, rules)))


def apply(year: Year, edits: Iterable[Edit]) -> list[Rebuilt]:
    """Return the items of the new plan, made of those of the old one and the script alone.

    Raises ValueError where the edits are not of this plan.
    """
    built: list[tuple[int, Rebuilt]] = []
    for edit in edits:
        if any(
            item is not year.items[item.place] and item != year.items[item.place]
            for item in edit.old
        ):
            raise ValueError("these are edits of another plan")
        text = reworded(
            _PARTS.join(year.items[item.place].letters for item in edit.old),
            edit.wording,
        )
        parts = text.split(_PARTS)
        built += [
            (item.place, Rebuilt(item.id, item.parent, item.kind, item.label, part))
            for item, part in zip(edit.new, parts, strict=bool(edit.new))
        ]
    return [item for _, item in sorted(built)]


def without(edits: Iterable[Edit], ignored: Iterable[str]) -> tuple[Edit, ...]:
    """Return edits, each called what it is once some differences count as none: renumber, move, punctuation."""
    ignored = frozenset(ignored)
    return tuple(_without(edit, ignored) for edit in edits)


def _without(edit: Edit, ignored: frozenset[str]) -> Edit:
    moved = edit.moved and "move" not in ignored
    renumbered = edit.renumbered and "renumber" not in ignored
    kind = edit.kind
    if kind == "reword" and "punctuation" in ignored and edit.punctuation:
        kind = "move"
    if kind == "move" and not moved:
        kind = "renumber"
    if kind == "renumber" and not renumbered:
        kind = "keep"
    if kind == "renumber" and moved:
        kind = "move"
    return edit._replace(kind=kind, moved=moved, renumbered=renumbered)


# ── from groups to edits ─────────────────────────────────────────────────────────────────────────────────


def _content(year: Year) -> list[tuple[str, str, str, int]]:
    return [
        (item.letters, item.kind, item.label or "", item.parent) for item in year.items
    ]


def _edits(old: Year, new: Year, rules: Mapping[str, Any]) -> list[Edit]:
    found = groups(old.items, new.items, rules)
    pairs: dict[int, set[int]] = defaultdict(set)
    for group in found:
        for item in group.old:
            pairs[item.place].update(partner.place for partner in group.new)
    moved = _moved(found, pairs)
    back: dict[int, set[int]] = defaultdict(set)
    for there, heres in pairs.items():
        for here in heres:
            back[here].add(there)
    in_new, in_old = (
        _in_hole(old.items, new.items, pairs),
        _in_hole(new.items, old.items, back),
    )
    return [_edit(group, moved, in_new, in_old) for group in found]


def _edit(
    group: Group,
    moved: frozenset[int],
    in_new: Callable[[Item], bool],
    in_old: Callable[[Item], bool],
) -> Edit:
    old, new, likeness = group
    if not new or not old:
        item = (old or new)[0]
        lost = item.kind == "lacuna" or (in_new if old else in_old)(item)
        kind = "unknown" if lost else "drop" if old else "add"
        wording = rewordings(
            _PARTS.join(item.letters for item in old),
            _PARTS.join(item.letters for item in new),
        )
        return Edit(kind, old, new, wording=wording)
    letters = [_PARTS.join(item.letters for item in side) for side in (old, new)]
    elsewhere = (
        old[0].place in moved and old[0].kind != "lacuna"
    )  # a hole cannot be told from another
    renumbered = len(old) == len(new) == 1 and fold(old[0].label or "") != fold(
        new[0].label or ""
    )
    if joined(item.letters for item in old) == joined(item.letters for item in new):
        kind = "move" if elsewhere else "renumber" if renumbered else "keep"
        facts: tuple[Change, ...] = ()
    else:
        kind = "split" if len(new) > 1 else "merge" if len(old) > 1 else "reword"
        facts = changes(old, new)
    return Edit(
        kind,
        old,
        new,
        elsewhere,
        renumbered,
        round(likeness, 4),
        rewordings(*letters),
        facts,
    )


def _moved(found: Iterable[Group], pairs: Mapping[int, set[int]]) -> frozenset[int]:
    """Return the places of the first old items of groups that stand elsewhere: below another parent, or in other order.

    Of children that changed their order as few as possible have moved.
    """
    moved: set[int] = set()
    siblings: dict[tuple[int, int], list[tuple[int, int]]] = defaultdict(list)
    for group in found:
        if not (group.old and group.new):
            continue
        there, here = group.old[0], group.new[0]
        if there.parent == here.parent == -1 or here.parent in pairs.get(
            there.parent, ()
        ):
            siblings[there.parent, here.parent].append((there.place, here.place))
        elif any(
            one.parent in pairs.get(other.parent, ())
            for other in group.old
            for one in group.new
        ):
            continue  # one of its parts stayed
        elif not (here.parent >= 0 and here.parent in (one.place for one in group.new)):
            moved.add(there.place)
    for places in siblings.values():
        places.sort()
        kept = longest_rise([here for _, here in places])
        moved.update(
            there for place, (there, _) in enumerate(places) if place not in kept
        )
    return frozenset(moved)


def longest_rise(numbers: Sequence[int]) -> set[int]:
    """Return the places of a longest rising subsequence: which numbers, by index, rise together."""
    tails: list[int] = []
    ends: list[int] = []
    before: list[int] = []
    for place, number in enumerate(numbers):
        at = bisect_left(tails, number)
        before.append(ends[at - 1] if at else -1)
        tails[at : at + 1] = [number]
        ends[at : at + 1] = [place]
    kept: set[int] = set()
    place = ends[-1] if ends else -1
    while place >= 0:
        kept.add(place)
        place = before[place]
    return kept


def _in_hole(
    items: Sequence[Item], others: Sequence[Item], pairs: Mapping[int, set[int]]
) -> Callable[[Item], bool]:
    """Return whether the partner of an item without one may have stood in a hole of the other plan.

    It may where a hole is, there, between the partners of its neighbours, or next to either of them.
    """
    partners = {here for heres in pairs.values() for here in heres}
    holes: set[int] = (
        set()
    )  # partners that a hole stands behind, before the next partner; -1: at the beginning
    behind: dict[int, int] = {}  # the partner before each partner
    last = -1
    for place, item in enumerate(others):
        before_it, after_it = others[place - 1 : place], others[place + 1 : place + 2]
        if item.kind == "lacuna":
            holes.add(last)
            # Which side of a heading it lies on, numbers that run on across it do not tell.
            if before_it and before_it[0].place == item.parent == last:
                holes.add(behind[last])
            if (
                after_it
                and after_it[0].kind == "section"
                and after_it[0].parent != item.parent
            ):
                holes.add(after_it[0].place)
        elif item.place in partners:
            behind[item.place] = last
            last = item.place
    if others and others[-1].status == TRUNCATED:
        holes.add(last)
    behind[len(others)] = last
    if not holes:
        return lambda _: False
    before: list[int] = []
    near = -1
    for item in items:
        before.append(near)
        if pairs.get(item.place) and item.kind != "lacuna":
            near = max(pairs[item.place])
    after: list[int] = []
    near = len(others)
    for item in reversed(items):
        after.append(near)
        if pairs.get(item.place) and item.kind != "lacuna":
            near = min(pairs[item.place])
    after.reverse()
    return lambda item: (
        before[item.place] in holes or behind.get(after[item.place], -1) in holes
    )


def _ordered(edits: Sequence[Edit]) -> tuple[Edit, ...]:
    """Return edits in the order of the new plan; those of old items alone stand behind what preceded them."""
    home = {
        item.place: edit.new[0].place
        for edit in edits
        if edit.new and not edit.moved
        for item in edit.old
    }
    near: dict[int, int] = {}
    last = -1
    for item in sorted(
        (item for edit in edits for item in edit.old), key=lambda item: item.place
    ):
        last = home.get(item.place, last)
        near[item.place] = last

    def place(edit: Edit) -> tuple[int, int, int]:
        if edit.new:
            return edit.new[0].place, 0, 0
        return near[edit.old[0].place], 1, edit.old[0].place

    return tuple(sorted(edits, key=place))


def _letters_only(items: Iterable[Item]) -> str:
    return "".join(char for item in items for char in item.letters if char.isalnum())
