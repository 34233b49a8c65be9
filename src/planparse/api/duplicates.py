"""Which of many plans are one and the same text."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from planparse.api.content import NEEDS_TEXT
from planparse.duplicates.copies import Copy, copies
from planparse.duplicates.group import Group, Holder, Member
from planparse.duplicates.grouping import groups
from planparse.errors import PlanparseError
from planparse.tree import Parsed

if TYPE_CHECKING:
    from planparse.api.plan import Plan


@dataclass(frozen=True, slots=True, repr=False)
class DuplicateGroup:
    """Documents that are one text, and those in which it stands; `find_duplicates` makes one."""

    _group: Group

    @property
    def members(self) -> tuple[Member, ...]:
        """The documents that are one text, the earliest first.

        Each has a `card` (`path`, `doc`, `title`, `year`, `date`, `stage`, lines and offsets),
        and says how it is related (`relation`: same, text, version) to the member at index
        `of`, with `likeness`, `share` and what `differs`.
        """
        return self._group.members

    @property
    def holders(self) -> tuple[Holder, ...]:
        """The documents that hold a member of the group and much else, such as compilations."""
        return self._group.holders

    @property
    def latest(self) -> Member | None:
        """The member that is later than all that say something else, where that is known."""
        place = self._group.latest
        return None if place is None else self._group.members[place]

    def to_dict(self) -> dict[str, Any]:
        """Return what `planparse duplicates -f json` prints of the group, as plain data."""
        from planparse.duplicates.records import group_record

        record = group_record(self._group, 0)
        del record["group"]
        return record

    def __repr__(self) -> str:
        """Say which documents they are."""
        names = [f"{each.card.path}#{each.card.doc}" for each in self.members]
        held = f", in {len(self.holders)} others" if self.holders else ""
        return f"<DuplicateGroup {', '.join(names)}{held}>"


def find_duplicates(plans: "Iterable[Plan]") -> tuple[DuplicateGroup, ...]:
    r"""Return which documents of plans are one and the same text, as groups.

    They are found by what they say: the same text in another encoding or with other line
    breaks, versions of one text, and a text that stands in another. Plans of different
    years are different texts, whatever they have in common. The groups are in the order of
    the plans. Raises PlanparseError for a plan that was loaded, for its text is not at hand.

    >>> from planparse import parse
    >>> text = "青禾市河道保洁工作要点\n一、清漂。沿线各镇每周打捞两次水面漂浮物。\n"
    >>> find_duplicates([parse(text), parse(text.replace("每周", "每\n周"))])
    (<DuplicateGroup -#1, -#1>,)
    """
    found = groups([copy for plan in plans for copy in _copies(plan)])
    return tuple(map(DuplicateGroup, found))


def _copies(plan: "Plan") -> Iterable[Copy]:
    """Return the documents of a plan. Raises PlanparseError for one that was loaded."""
    content = plan._content
    if not isinstance(content.compared, Parsed):
        raise PlanparseError(NEEDS_TEXT)
    return copies(content.compared, content.grammar.lexicon, sha256=plan.source.sha256)
