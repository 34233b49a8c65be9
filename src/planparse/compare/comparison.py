"""Compare two plans or more: one value with the edits and the history, for whoever prints them."""

from collections.abc import Callable, Collection, Sequence
from typing import Literal, NamedTuple

from planparse.compare.edits import IgnoredKind, ItemEdit, Kind, without
from planparse.compare.history import History, trace
from planparse.compare.items import Edition, from_record, from_text
from planparse.grammar.lexicon import Lexicon
from planparse.grammar.shipped import compare_rules
from planparse.grammar.wordlists import CompareRules
from planparse.records import Record
from planparse.tree import Parsed

Chosen = Kind | Literal["targets"]
"""What `only` may name: kinds of edits, and those with a changed figure or deadline."""


class Compared(NamedTuple):
    """What became of the items of two plans or more.

    `history` has the editions compared, the script from each to the next, and the
    lineage of every item. `steps` are the edits to be told, one tuple for each script:
    what was ignored is called no difference, what was not asked for is left out.
    """

    history: History
    steps: tuple[tuple[ItemEdit, ...], ...]

    @property
    def same(self) -> bool:
        """Whether there is no difference to be told."""
        return all(edit.kind == "keep" for step in self.steps for edit in step)


def compare(
    plans: Sequence[Parsed | Record | Edition],
    lexicon: Lexicon,
    *,
    threshold: float | None = None,
    ignore: Collection[IgnoredKind] = (),
    only: Collection[Chosen] = (),
    watch: Callable[[int], None] | None = None,
) -> Compared:
    """Compare each plan with the next, and follow its items through all of them.

    `plans`, oldest first, are what `pipeline.parse` gave, or plain records of printed
    plans (`load(…).plain()`), or editions made of either; `lexicon` is the one they were
    parsed with. `threshold` is the least likeness of two passages that are one, above 0
    and at most 1; by default that of the shipped grammar. Differences in `ignore` count
    as none; `only` names the edits to be told, by default all. `watch` is called before each
    step with its number. Nothing is printed.

    Raises:
        ValueError: where there are fewer than two plans, or the threshold is out of range.
    """
    if len(plans) < 2:
        raise ValueError("a comparison needs two plans or more")
    editions = [edition(plan, lexicon) for plan in plans]
    history = trace(editions, matching_rules(threshold), watch)
    steps = (without(script.edits, ignore) for script in history.scripts)
    return Compared(history, tuple(_chosen(step, only) for step in steps))


def edition(plan: Parsed | Record | Edition, lexicon: Lexicon) -> Edition:
    """Return a plan in the form that is compared, whichever form it has."""
    if isinstance(plan, Edition):
        return plan
    if isinstance(plan, Parsed):
        return from_text(plan, lexicon)
    spoken = frozenset(family.name for family in lexicon.families if family.spoken)
    return from_record(plan, spoken)


def default_threshold() -> float:
    """Return the least likeness of two passages that are one, as the shipped grammar has it."""
    return compare_rules().matching.threshold


def matching_rules(threshold: float | None = None) -> CompareRules:
    """Return the rules of the shipped grammar, for another threshold where one is given.

    What pieces of matched passages need, and what an item without a partner may have in
    common with the other plan, changes in proportion. Raises ValueError for a threshold
    that is not above 0 and at most 1.
    """
    rules = compare_rules()
    if threshold is None:
        return rules
    if not 0 < threshold <= 1:
        raise ValueError("the threshold is a likeness above 0 and at most 1")
    usual = rules.matching
    share = threshold / usual.threshold
    matching = usual.replaced(
        threshold=threshold,
        within=usual.within * share,
        resembles=usual.resembles * share,
    )
    return rules.replaced(matching=matching)


def _chosen(
    edits: tuple[ItemEdit, ...], only: Collection[Chosen]
) -> tuple[ItemEdit, ...]:
    """Return the edits that are wanted, in order; all of them where nothing was chosen."""
    if not only:
        return edits
    return tuple(edit for edit in edits if _is_chosen(edit, only))


def _is_chosen(edit: ItemEdit, only: Collection[Chosen]) -> bool:
    """Return whether an edit is of one of the chosen kinds.

    An edit may be wanted for what it is besides its kind: a reworded item that also
    stands elsewhere is wanted by `move`, and one whose figures or deadlines changed by
    `targets`.
    """
    if edit.kind in only or (edit.moved and "move" in only):
        return True
    return "targets" in only and edit.has_targets
