"""Which documents of an archive are one text: the files are read for it once more."""

import os
from collections.abc import Generator, Iterable
from shutil import rmtree
from typing import NamedTuple

from planparse.batch.documents import FileRead, How, shelve
from planparse.batch.entry import Entry
from planparse.duplicates.group import Group
from planparse.duplicates.grouping import each_group
from planparse.duplicates.shelf import Shelf
from planparse.duplicates.text import (
    differences_of,
    held_in,
    place_of,
    state_of,
    title_of,
)
from planparse.errors import PlanparseError, reason
from planparse.locale.message import _, told
from planparse.system.faults import system_fault
from planparse.tree import Lang


class Member(NamedTuple):
    """A document of a group, in words.

    `name` is that of its file, `where` says also which lines; `state` how it is related to
    an earlier one, and how far it has come, `differs` what differs between the two.
    """

    name: str
    where: str
    state: str
    differs: str


class DoubleGroup(NamedTuple):
    """Documents that are one text, by its title; `held` tells of those in which it stands."""

    title: str
    members: tuple[Member, ...]
    held: tuple[str, ...]


class Doubles(NamedTuple):
    """Groups of documents that are one text; or why they were not looked for."""

    groups: tuple[DoubleGroup, ...] = ()
    fault: str = ""

    @property
    def members(self) -> int:
        """How many documents are in a group."""
        return sum(len(group.members) for group in self.groups)


def find_doubles(
    entries: Iterable[Entry], how: How, scratch: str
) -> Generator[FileRead, None, Doubles]:
    """Yield the files as they are read, and return the groups of their documents.

    What lies on disk meanwhile lies in a folder in `scratch`, which has also what a run
    that was killed left there. A fault is returned, for a report that lacks them is better
    than none.
    """
    folder = os.path.join(scratch, "doubles")
    rmtree(folder, ignore_errors=True)
    try:
        os.makedirs(folder)
        with Shelf(folder) as shelf:
            yield from shelve(entries, shelf, how)
            return Doubles(tuple(_told(group, how.lang) for group in each_group(shelf)))
    except (OSError, PlanparseError) as fault:
        return Doubles(fault=told(_why(fault), how.lang))
    finally:
        rmtree(folder, ignore_errors=True)


def _why(fault: OSError | PlanparseError) -> str:
    """Return why duplicates were not looked for."""
    return system_fault(fault) if isinstance(fault, OSError) else reason(fault)


def _told(group: Group, lang: Lang) -> DoubleGroup:
    """Return a group in words: what it was made of takes far more room."""
    return DoubleGroup(
        title_of(group, lang),
        tuple(
            Member(
                member.card.path,
                place_of(member.card),
                told(_(", "), lang).join(state_of(group, place, lang)),
                told(_("; "), lang).join(differences_of(group, place, lang)),
            )
            for place, member in enumerate(group.members)
        ),
        tuple(held_in(group, holder, lang) for holder in group.holders),
    )
