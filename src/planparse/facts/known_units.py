"""Units as owners: what reads lists of them, and what proves that a list has nothing else."""

from collections.abc import Iterable, Iterator
from typing import Any

from planparse.facts.first_leads import FirstLeads
from planparse.facts.owner import Owner, Role
from planparse.facts.unit_lists import Group, UnitLists
from planparse.grammar.wordlists import Bodies, OwnerWords
from planparse.lazy import lazy


class KnownUnits:
    """Reads and weighs lists of units by the words of `facts/owners.yaml`."""

    def __init__(self, words: OwnerWords, bodies: Bodies) -> None:
        """Take the words of `facts/owners.yaml`, and what names of bodies end in."""
        self.kept: dict[str, Any] = {}
        self._words, self._bodies = words, bodies

    @lazy
    def lists(self) -> UnitLists:
        """What reads the lists of units; most plans have none."""
        return UnitLists(self._words, self._bodies, self.first)

    @lazy
    def first(self) -> FirstLeads:
        """What knows the remarks on which unit of a list leads."""
        return FirstLeads(self._words)

    def are_bodies(self, groups: Iterable[Group], *, handed: bool) -> bool:
        """Return whether all units are bodies of a level, or all such of some kind.

        What is `handed` to them may be so to an area as well: ，由江北县牵头. Where they have
        several roles, one need not be of a level: 财政局配合.
        """
        groups = list(groups)
        units = [name for group in groups for name in group.units]
        bodies = tuple(self._words.bodies) if len(groups) > 1 else ()
        begins = (*self.lists.beginnings, *self._words.collectives)
        seats = self._words.seats
        areas = tuple(
            area for area in self._words.areas if handed and area not in seats
        )
        return bool(units) and all(
            (
                name.startswith(begins)
                or name[0].isdecimal()  # 13个乡镇
                or (len(name) > 2 and name.endswith((*areas, *bodies)))
            )
            and self.lists.names.is_sure(name)
            for name in units
        )

    def are_of_level(self, group: Group) -> bool:
        """Return whether all known units say of which level they are: 市教育局, 区水利局."""
        return all(
            name.startswith(self.lists.levels) or name in group.unknown
            for name in group.units
        )

    def are_mostly_of_level(self, group: Group) -> bool:
        """Return whether so many names say of which level they are that the rest are units too."""
        of_level = sum(name.startswith(self.lists.beginnings) for name in group.units)
        return 2 * of_level >= len(group.units)

    def are_many(self, group: Group) -> bool:
        """Return whether names are a list of units, and not areas: 教育局、水利局, not 县、区."""
        if len(group.units) == 1 or group.unknown:
            return False
        return not all(map(self.lists.names.area.fullmatch, group.units))


def owners_of(
    groups: Iterable[Group], at: int, role: Role = "responsible"
) -> Iterator[Owner]:
    """Yield the owners of the groups of a list that begins at a place.

    `role` is that of its label.
    """
    for group in groups:
        start, end = at + group.start, at + group.end
        yield Owner(group.role or role, group.units, group.unknown, start, end)
