"""The edit script between two plans: what was kept, reworded, moved, split, added and so on.

Every item of both plans is in exactly one edit. The script of the way back is the mirror
image: what decides between equals is decided in one direction and mirrored for the other.
"""

from collections import defaultdict
from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from itertools import islice, takewhile
from typing import Literal, NamedTuple, get_args

from planparse.compare.cross_numbers import Targets, only_renumbered
from planparse.compare.fact_changes import FactChange, changes
from planparse.compare.gaps import gap_test
from planparse.compare.items import Edition, Item, fold, joined
from planparse.compare.matching import Group, match
from planparse.compare.measures import Cluster, Measures
from planparse.compare.natures import Setting
from planparse.compare.nearest import Nearest
from planparse.compare.order import in_new_order, moved_items
from planparse.compare.review import sides_of
from planparse.compare.tenses import Side
from planparse.compare.wording import Rewording, rewordings
from planparse.grammar.wordlists import CompareRules

Kind = Literal[
    "keep",
    "reword",
    "move",
    "renumber",
    "split",
    "merge",
    "add",
    "drop",
    "unknown",
]
KINDS: tuple[Kind, ...] = get_args(Kind)
"""What may have happened to items. An item without a partner is `unknown` where nobody
can say that it is gone or new (`Doubt`)."""

Doubt = Literal["", "gap", "alike", "heading"]
"""Why nobody can say that an item without a partner is gone or new: the other plan has a gap
where it may have stood; has something like it; or it only introduces what has partners."""

IgnoredKind = Literal["renumber", "move", "punctuation"]
"""Differences that may be counted as none."""

ITEM_SEPARATOR = "\n"
"""What stands between the normalised texts of several items of one edit."""

_MIRRORED: Mapping[Kind, Kind] = {
    "split": "merge",
    "merge": "split",
    "add": "drop",
    "drop": "add",
}


class ItemEdit(NamedTuple):
    """What became of items: `old` of the one plan, `new` of the other; either may be empty.

    `kind` is the strongest change that applies: split and merge, reword, move, renumber,
    keep; `moved` and `renumbered` say what else changed. `likeness` is that of the
    passages, from 0 to 1. `wording` turns the normalised text of the old items into that
    of the new; `facts` are the changes of figures, deadlines, owners and references.
    Of an item without a partner `doubt` says why it is `unknown`, and `nearest` is the
    item of the other plan that has something like it, `likeness` how much so.
    """

    kind: Kind
    old: tuple[Item, ...]
    new: tuple[Item, ...]
    moved: bool = False
    renumbered: bool = False
    likeness: float = 0
    wording: tuple[Rewording, ...] = ()
    facts: tuple[FactChange, ...] = ()
    doubt: Doubt = ""
    nearest: Item | None = None

    @property
    def old_or_new(self) -> Item:
        """The first item, of the old plan where it has one."""
        return (self.old or self.new)[0]

    @property
    def punctuation(self) -> bool:
        """Whether nothing but punctuation changed in the wording."""
        return bool(self.wording) and _bare(self.old) == _bare(self.new)

    @property
    def rewritten(self) -> bool:
        """Whether there are items on both sides and their wording differs."""
        return bool(self.old and self.new and self.wording)

    @property
    def also_moved(self) -> bool:
        """Whether it moved, and something stronger happened to it as well."""
        return self.moved and self.kind != "move"

    @property
    def has_targets(self) -> bool:
        """Whether a figure or a deadline changed."""
        return any(change.is_target for change in self.facts)

    def mirrored(self) -> "ItemEdit":
        """Return the way back."""
        return self._replace(
            kind=_MIRRORED.get(self.kind, self.kind),
            old=self.new,
            new=self.old,
            wording=tuple(change.mirrored() for change in self.wording),
            facts=tuple(change.mirrored() for change in self.facts),
        )


class Script(NamedTuple):
    """All edits between two plans, in the order of the new one.

    What was dropped stands where it stood.
    """

    old: Edition
    new: Edition
    edits: tuple[ItemEdit, ...]

    @property
    def same(self) -> bool:
        """Whether the plans say the same, in the same order, with the same numbers."""
        return all(edit.kind == "keep" for edit in self.edits)


def script(old: Edition, new: Edition, rules: CompareRules) -> Script:
    """Return what turns one plan into the other; `rules` are those of `grammars/compare.yaml`."""
    if _content(new) < _content(old):
        edits = [edit.mirrored() for edit in _edits(new, old, rules)]
    else:
        edits = _edits(old, new, rules)
    return Script(old, new, in_new_order(edits))


def without(
    edits: Iterable[ItemEdit], ignored: Collection[IgnoredKind]
) -> tuple[ItemEdit, ...]:
    """Return edits, each called what it is once the `ignored` differences count as none."""
    return tuple(_without(edit, ignored) for edit in edits)


def _without(edit: ItemEdit, ignored: Collection[IgnoredKind]) -> ItemEdit:
    """Return an edit as it is called once the `ignored` differences count as none.

    A rewording that only changes punctuation falls back to what its place says of it: a
    move, a renumbering, or an item that was kept.
    """
    moved = edit.moved and "move" not in ignored
    renumbered = edit.renumbered and "renumber" not in ignored
    kind = edit.kind
    if kind == "reword" and "punctuation" in ignored and edit.punctuation:
        kind = "move"
    if kind in ("move", "renumber"):
        kind = _kind_of_place(moved, renumbered)
    return edit._replace(kind=kind, moved=moved, renumbered=renumbered)


def _kind_of_place(moved: bool, renumbered: bool) -> Kind:
    """Return the kind of an edit whose wording did not change."""
    return "move" if moved else "renumber" if renumbered else "keep"


# ── from groups to edits ─────────────────────────────────────────────────────────────


def _content(edition: Edition) -> list[tuple[str, str, str, int]]:
    """Return what a plan says, to be compared with another plan's, whatever the file is called.

    It decides which of two plans is taken as the old one inside, so that the script of
    the way back is the mirror image of this one.
    """
    return [
        (item.normalised, item.kind, item.label or "", item.parent)
        for item in edition.items
    ]


def _edits(old: Edition, new: Edition, rules: CompareRules) -> list[ItemEdit]:
    """Return the edits from one plan to the other, one for each group of items.

    Whether an item moved, or may have stood in a gap of the other plan, depends on the
    partners of all items, so that these are collected first, in both directions.
    """
    sided = sides_of(old, new)
    found = match(old.items, new.items, rules, sided)
    partners: dict[int, set[int]] = defaultdict(set)
    back: dict[int, set[int]] = defaultdict(set)
    for group in found.groups:
        for item in group.old:
            for partner in group.new:
                partners[item.place].add(partner.place)
                back[partner.place].add(item.place)
    measures = Measures(rules.measures)
    settings = measures.settings(old.items), measures.settings(new.items)
    targets = Targets(_places(old), _places(new), partners)
    pairs = [
        (group.old, group.new) for group in found.groups if group.old and group.new
    ]
    moved = moved_items(pairs, partners)
    loose_old = _Loose(
        old, sided.old, partners, gap_test(old.items, new.items, partners)
    )
    loose_new = _Loose(new, sided.new, back, gap_test(new.items, old.items, back))
    in_old, in_new = (
        Nearest(passages, side, found.pairs)
        for passages, side in zip(found.passages, sided[:2], strict=True)
    )
    bound = rules.matching.resembles
    edits = []
    for group in found.groups:
        if group.old and group.new:
            facts = _changes(group, measures, settings)
            by_sentences = rules.matching.sentences
            edits.append(_paired(group, moved, targets, facts, by_sentences))
        elif group.old:
            edits.append(loose_old.edit(group, "drop", in_new, bound))
        else:
            edits.append(loose_new.edit(group, "add", in_old, bound))
    return _with_mutual(edits)


def _with_mutual(edits: Sequence[ItemEdit]) -> list[ItemEdit]:
    """Return edits in which no item is gone or new that another one is most like.

    Likeness to a window is that of one way: a short item may be found in a long one whose
    own words are mostly others.
    """
    like = {
        (edit.old == (), edit.nearest.place): edit
        for edit in sorted(edits, key=lambda edit: edit.likeness)
        if edit.nearest is not None
    }
    return [
        _with_nearest(edit, like.get((edit.new == (), edit.old_or_new.place)))
        if edit.kind in ("drop", "add")
        else edit
        for edit in edits
    ]


def _with_nearest(edit: ItemEdit, other: ItemEdit | None) -> ItemEdit:
    """Return the edit of an item that the item of another edit is most like, if there is one."""
    if other is None:
        return edit
    return edit._replace(
        kind="unknown",
        doubt="alike",
        nearest=other.old_or_new,
        likeness=other.likeness,
    )


class _Loose(NamedTuple):
    """What decides of an item without a partner whether anybody can say that it is gone or new.

    `partners` are those of all items of its plan; `may_be_lost` says whether it may have
    stood in a gap of the other one.
    """

    edition: Edition
    sides: Sequence[Side]
    partners: Mapping[int, set[int]]
    may_be_lost: Callable[[Item], bool]

    def edit(self, group: Group, kind: Kind, others: Nearest, bound: float) -> ItemEdit:
        """Return the edit of an item: of the `kind`, or unknown.

        It is unknown if a window of sentences of the other plan, of the same side of a
        report, is more like it than the `bound`.
        """
        (item,) = group.old or group.new
        doubt: Doubt = ""
        near, likeness = others.of(item, self.sides[item.place])
        if likeness <= bound:
            near, likeness = None, 0.0
        if item.kind == "lacuna" or self.may_be_lost(item):
            doubt = "gap"
        elif near is not None:
            doubt = "alike"
        elif self._introduces(item):
            doubt = "heading"
        wording = rewordings(_text(group.old), _text(group.new))
        return ItemEdit(
            "unknown" if doubt else kind,
            group.old,
            group.new,
            wording=wording,
            doubt=doubt,
            nearest=near,
            likeness=round(likeness, 4),
        )

    def _introduces(self, item: Item) -> bool:
        """Return whether an item only introduces what has partners.

        A heading introduces what stands below it, a paragraph the sections behind it. Such
        a line is written anew each year; nothing that was planned is gone with it.
        """
        items = self.edition.items
        following = items[item.place + 1] if item.place + 1 < len(items) else None
        if following is None:
            return False
        above = item.place
        if item.kind == "paragraph":
            if following.kind != "section":
                return False
            above = item.parent
        if following.parent != above:
            return False
        behind = islice(items, item.place + 1, None)
        return any(
            self.partners.get(one.place)
            for one in takewhile(lambda one: one.parent >= above, behind)
            if one.parent == above
        )


def _paired(
    group: Group,
    moved_places: Collection[int],
    targets: Targets,
    facts: tuple[FactChange, ...],
    by_sentences: float,
) -> ItemEdit:
    """Return the edit of a group that has items on both sides.

    Text that is the same was kept, moved or renumbered, and so was text that differs in
    the numbers of its references alone. Other text was split where the
    new plan has several items, merged where the old one has, and reworded where each
    has one. The wording of those less alike than `by_sentences` is told by sentences.
    """
    old, new, likeness = group
    # One gap cannot be told from another: none of them has moved.
    moved = old[0].place in moved_places and old[0].kind != "lacuna"
    renumbered = len(old) == len(new) == 1 and _number(old[0]) != _number(new[0])
    same = _joined(old) == _joined(new)
    if not same and len(old) == len(new) == 1:
        same = only_renumbered(old[0], new[0], targets)
        renumbered = renumbered or same
    if same:
        kind = _kind_of_place(moved, renumbered)
    else:
        kind = "split" if len(new) > 1 else "merge" if len(old) > 1 else "reword"
    return ItemEdit(
        kind=kind,
        old=old,
        new=new,
        moved=moved,
        renumbered=renumbered,
        likeness=round(likeness, 4),
        wording=rewordings(
            _text(old), _text(new), by_sentences=likeness < by_sentences
        ),
        facts=facts,
    )


def _changes(
    group: Group, measures: Measures, settings: tuple[list[Setting], list[Setting]]
) -> tuple[FactChange, ...]:
    """Return what changed in the facts of a group, nothing where its text is the same.

    `settings` are those of all items of either plan.
    """
    if _joined(group.old) == _joined(group.new):
        return ()
    old, new = (
        Cluster(items, [of_plan[item.place] for item in items])
        for items, of_plan in zip((group.old, group.new), settings, strict=True)
    )
    return changes(old, new, measures)


def _places(edition: Edition) -> dict[str, int]:
    """Return the places of a plan's items by their ids."""
    return {item.id: item.place for item in edition.items}


def _number(item: Item) -> str:
    """Return an item's label folded, so that （一） and (一) are no renumbering."""
    return fold(item.label or "")


def _joined(items: Iterable[Item]) -> str:
    """Return the text of items run together, as if they stood in one paragraph."""
    return joined(item.normalised for item in items)


def _text(items: Iterable[Item]) -> str:
    """Return the text of items with a mark between each two, which no wording crosses."""
    return ITEM_SEPARATOR.join(item.normalised for item in items)


def _bare(items: Iterable[Item]) -> str:
    """Return letters and digits alone."""
    return "".join(char for item in items for char in item.normalised if char.isalnum())
