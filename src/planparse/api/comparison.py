"""What became of the items of two plans or more, by what they say."""

from collections.abc import Collection, Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from planparse.compare.comparison import Chosen, Compared, compare, edition
from planparse.compare.edits import KINDS, IgnoredKind, ItemEdit
from planparse.export.comparison import (
    NOTEWORTHY,
    ComparisonFormat,
    write_comparison,
)
from planparse.tree import Lang

if TYPE_CHECKING:
    from planparse.api.plan import Plan


@dataclass(frozen=True, slots=True, repr=False)
class Comparison:
    """The differences between plans, each compared with the next; `diff` makes one."""

    _compared: Compared

    @property
    def same(self) -> bool:
        """Whether there is no difference."""
        return self._compared.same

    @property
    def steps(self) -> tuple[tuple[ItemEdit, ...], ...]:
        """The edits from each plan to the next."""
        return self._compared.steps

    @property
    def edits(self) -> tuple[ItemEdit, ...]:
        """The edits of all steps: every item of both plans is in one of its step.

        Each has a `kind` (keep, reword, move, renumber, split, merge, add, drop, unknown),
        and the `old` and the `new` items, either of which may be none.
        """
        return tuple(edit for step in self.steps for edit in step)

    def to(
        self,
        format: ComparisonFormat,
        *,
        lang: Lang = "en",
        colour: bool = False,
        width: int = 80,
        everything: bool = False,
    ) -> Iterator[str]:
        """Yield the differences in a format, in pieces, as `planparse diff -f` prints them.

        `text` takes at most `width` columns, with ANSI codes where `colour`. It and `md`
        leave out what was kept and what was only renumbered, unless `everything` is asked
        for. Raises ValueError for an unknown format.
        """
        return write_comparison(
            self._compared,
            format,
            lang=lang,
            colour=colour,
            width=width,
            shown=KINDS if everything else NOTEWORTHY,
        )

    def to_dict(self) -> dict[str, Any]:
        """Return what `planparse diff -f json` prints, as plain data."""
        from planparse.compare.report.records import as_record

        return as_record(self._compared)

    def tracked_changes(self) -> bytes:
        """Return the new plan as a Word document with its changes against the old one tracked.

        Of several comparisons it is the first. Raises PlanparseError for a plan that was
        loaded, for its text is not at hand.
        """
        from planparse.export.word import tracked

        return b"".join(tracked.write(self._compared))

    def __repr__(self) -> str:
        """Say which editions were compared, and how many edits there are of each kind."""
        names = " → ".join(each.path for each in self._compared.history.editions)
        counts = dict.fromkeys(KINDS, 0)
        for edit in self.edits:
            counts[edit.kind] += 1
        told = ", ".join(f"{count} {kind}" for kind, count in counts.items() if count)
        return f"<Comparison {names}: {told or 'nothing to compare'}>"


def diff(
    old: "Plan",
    new: "Plan",
    *more: "Plan",
    threshold: float | None = None,
    ignore: Collection[IgnoredKind] = (),
    only: Collection[Chosen] = (),
) -> Comparison:
    r"""Compare plans by what they say, not by their numbers: each with the next.

    The plans may be parsed or loaded. `threshold` is how like two items must be to be one,
    above 0 and at most 1, by default that of the shipped grammar. What `ignore` names
    (`renumber`, `move`, `punctuation`) counts as no difference; with `only` the edits have
    these kinds alone. Raises ValueError for a threshold out of range.

    >>> from planparse import parse
    >>> diff(parse("一、清漂。\n二、清淤。"), parse("一、清淤。\n二、护坡。"))
    <Comparison - → -: 1 renumber, 1 add, 1 drop>
    """
    contents = [plan._content for plan in (old, new, *more)]
    editions = [edition(each.compared, each.grammar.lexicon) for each in contents]
    compared = compare(
        editions,
        contents[0].grammar.lexicon,
        threshold=threshold,
        ignore=ignore,
        only=only,
    )
    return Comparison(compared)
