"""Owners: the units that answer for a task, by role, and the marks that they are found by."""

import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from typing import Any

from planparse.facts.known_units import KnownUnits
from planparse.facts.owner import ROLES, Owner
from planparse.facts.owner_labels import OwnerLabels
from planparse.facts.owners_in_brackets import OwnersInBrackets
from planparse.facts.owners_in_prose import OwnersInProse
from planparse.facts.owners_labelled import OwnersLabelled
from planparse.grammar.wordlists import Bodies, OwnerWords
from planparse.lazy import lazy
from planparse.text.characters import BRACKET_CLOSINGS, LENTICULAR, ROUND, SQUARE
from planparse.text.expressions import any_of
from planparse.text.places import places_of

_SHARED = rf"负责(?!人)[^\W\d_]{{2,20}}(?=[{ROUND.closing}])"
"""Who does what, before a bracket: 市财政局负责拨款."""
_TITLE_CLOSINGS = LENTICULAR.closing + SQUARE.closing
"""Brackets in which a label may stand by itself: 【责任单位】."""
_Reader = Callable[[str, int, int, int], Iterator[Owner]]
"""Reads the owners at a mark: the text, the place, the bounds of what is looked at."""


class Owners:
    """Finds owners by the words of `facts/owners.yaml`.

    They stand behind a label (责任单位：), before a word at the end of brackets or of a
    whole sentence (（市教育局牵头，各区配合）), or alone in brackets that end a line.
    """

    def __init__(self, words: OwnerWords, bodies: Bodies) -> None:
        """Take the words of `facts/owners.yaml`, and what names of bodies end in."""
        self.kept: dict[str, Any] = {}
        self._words, self._bodies = words, bodies
        self._verbs = tuple(words.verbs)
        self._units = KnownUnits(words, bodies)
        labels = OwnerLabels(words)
        self._prose = OwnersInProse(words, self._units)
        self._brackets = OwnersInBrackets(words, self._units, labels)
        self._labelled = OwnersLabelled(
            words, self._units, labels, self._brackets, self._prose
        )

    def find(
        self, text: str, start: int, end: int, _year: int | None = None
    ) -> list[Owner]:
        """Return the owners in `text[start:end]`, in order of place."""
        found = [
            owner
            for places, read in self._places(text, start, end)
            for place in places
            for owner in read(text, place, start, end)
        ]
        found.sort(key=_place)
        found = list(_apart(found))
        if any(len(owner.units) > 1 for owner in found):
            return list(self._units.first.applied(text, start, end, found))
        return found

    def _places(
        self, text: str, start: int, end: int
    ) -> Iterator[tuple[list[int], _Reader]]:
        """Yield the marks at which owners may stand, and how they are read there.

        The character before a mark tells at once of most that there are none.
        """
        labels, titles, tails, notes, units = self._before_marks
        yield (
            [
                at
                for mark in "：:"
                for at in places_of(text, mark, start, end)
                if text[at - 1 : at] in labels
            ],
            self._labelled.behind_mark,
        )
        in_titles, in_notes, last = [], [], []
        for mark in BRACKET_CLOSINGS:
            for at in places_of(text, mark, start, end):
                before = text[at - 1 : at]
                if before in titles and mark in _TITLE_CLOSINGS:
                    in_titles.append(at)
                if before in notes or (
                    before == "。" and text[at - 2 : at - 1] in tails
                ):
                    in_notes.append(at)
                if before in units and _ends_sentence(text, at + 1, end):
                    last.append(at)
        yield in_titles, self._labelled.behind_mark
        yield in_notes, self._brackets.with_deeds
        yield last, self._brackets.alone
        yield (
            [
                found.end()
                for found in re.compile(_SHARED).finditer(text, start, end)
                if text[found.end() - 1] not in notes
            ],
            self._brackets.with_shares,
        )
        yield (
            [
                stop
                for found in self._sentence_end.finditer(text, start, end)
                for stop in [found.start()]
                if text.endswith(self._verbs, start, stop)
            ],
            self._prose.in_sentence,
        )
        done, bare = self._before_clauses
        for word in done:
            ends = word.finditer(text, start, end)
            yield [found.end() for found in ends], self._prose.in_clauses
        for noun in bare:
            ends = noun.finditer(text, start, end)
            yield [found.end() for found in ends], self._labelled.behind_blank

    @lazy
    def _before_clauses(self) -> tuple[Sequence[re.Pattern[str]], ...]:
        """What units do before the end of a clause, and labels before a blank.

        Each word has an expression of its own: what begins with one character is found fast.
        """
        words = self._words
        onward, labels = any_of(words.onward), words.nouns[:2]
        return (
            [
                re.compile(rf"{word}(?:{onward})?+(?=[，,；;。\r\n]|\Z)")
                for word in words.opening
            ],
            [re.compile(rf"{noun}(?=[ 　\t为])") for noun in labels],
        )

    @lazy
    def _before_marks(self) -> tuple[frozenset[str], ...]:
        """The characters that stand before a mark where there may be owners.

        The first end a label before a colon. The others stand in brackets: at the end of a
        label, of what units do before a full stop, of that or a time, and of a unit.
        """
        words, bodies = self._words, self._bodies
        nouns, persons = _last_characters(words.nouns), _last_characters(words.leaders)
        tails = _last_characters(words.verbs)
        return (
            nouns
            | persons
            | _last_characters(word for role in ROLES for word in words.roles[role])
            | {*ROUND.closing},
            nouns | persons | _last_characters(words.alone),
            tails,
            tails
            | _last_characters((*words.asides, *words.shares))
            | {*"日同0123456789"},
            _last_characters(bodies.endings + bodies.loose) | {"等", *ROUND.closing},
        )

    @lazy
    def _sentence_end(self) -> re.Pattern[str]:
        """The end of a sentence that may name owners."""
        ends = _last_characters(self._words.verbs)
        return re.compile(f"。(?<=[{''.join(sorted(ends))}]。)")


def _last_characters(words: Iterable[str]) -> frozenset[str]:
    """Return the characters that the words end in."""
    return frozenset(word[-1] for word in words)


def _ends_sentence(text: str, at: int, end: int) -> bool:
    """Return whether a sentence or the line ends at a place, blanks left out."""
    if text[at : at + 1] in ("。", "；", ";"):
        return True
    while at < end and text[at] in " 　":
        at += 1
    return at >= end or text[at] in "\r\n"


def _place(owner: Owner) -> tuple[int, int]:
    """Return where an owner stands; of two that begin alike the longer comes first."""
    return owner.start, -owner.end


def _apart(owners: Iterable[Owner]) -> Iterator[Owner]:
    """Leave out what begins inside the one before."""
    reached = -1
    for owner in owners:
        if owner.start >= reached:
            reached = owner.end
            yield owner
