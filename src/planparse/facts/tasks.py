"""Tasks: which part of a node's own text each note of owners and each deadline belongs to.

An item may have several notes, each of which closes what stands before it, back to the note
before: `建好平台（市大数据局牵头）。开通支付（市财政局牵头，6月底前）。` are two tasks. Where
several deadlines stand before one note, or without any, each clause with one is a task.
"""

import re
from bisect import bisect_left
from collections.abc import Iterator, Sequence
from functools import lru_cache
from itertools import chain, pairwise
from typing import Any, NamedTuple

from planparse.facts.deadline import Deadline
from planparse.facts.kinds import Facts
from planparse.facts.owner import Owner
from planparse.grammar.shipped import fact_words
from planparse.grammar.wordlists import FactWords
from planparse.text.brackets import closing_behind
from planparse.text.characters import BRACKET_CLOSINGS, BRACKET_OPENINGS
from planparse.text.expressions import any_of
from planparse.tree import Span


class TaskClause(NamedTuple):
    """A part of a node's own text that is one task.

    `owners`, `deadlines`, `figures` and `references` are the places, from 0, of its facts
    among those of the node. `start` and `end` are code points of the source.
    """

    owners: tuple[int, ...]
    deadlines: tuple[int, ...]
    figures: tuple[int, ...]
    references: tuple[int, ...]
    start: int
    end: int


class _Note(NamedTuple):
    """Owners that are named together, and the deadlines among them, by their places."""

    owners: tuple[int, ...]
    deadlines: tuple[int, ...]
    start: int
    end: int


class _Stretch(NamedTuple):
    """A part of a text whose owners are those of one note, or nobody."""

    start: int
    end: int
    owners: tuple[int, ...] = ()


class TaskCutter:
    """Cuts texts into tasks; the words of notes are those of `grammars/facts/`."""

    def __init__(self, words: FactWords) -> None:
        """Take the words of owners and deadlines."""
        owners = words.owners
        said = any_of(
            chain(
                *owners.roles.values(),
                *(owners.nouns, owners.ranks, owners.manners, owners.verbs),
                *(owners.asides, owners.together, owners.leading, owners.joints),
                *(owners.leaders, words.deadlines.labels),
            )
        )
        others, kinds = any_of(owners.others), any_of(owners.kinds)
        said += (
            f"|等(?:(?:{others})*(?:{kinds})(?:(?:{any_of(owners.joints)})?(?:{kinds}))*)?"
            f"|(?:{any_of(owners.by)})(?:{any_of(owners.shares)})+"
            f"|(?:{any_of(owners.here)})(?:{any_of(owners.matters)})*由"
        )
        self._words = re.compile(said)
        self._verbs = re.compile(rf"(?:{said})*+(?=[。；;，,\r\n]|\Z){_MARK}")

    def cut(
        self, text: str, heading: Span, own: Span, facts: Facts
    ) -> tuple[TaskClause, ...]:
        """Return the tasks of a node, none where it is no more than one.

        They tile its own text, and its heading too where a note stands right behind that.
        """
        if len(facts.owners) + len(facts.deadlines) < 2:
            return ()
        notes = list(self._notes(text, facts.owners, facts.deadlines))
        noted = {place for note in notes for place in note.deadlines}
        free = [
            deadline
            for place, deadline in enumerate(facts.deadlines)
            if place not in noted
        ]
        if len(notes) + len(free) < 2:
            return ()
        parts = [
            part
            for stretch in self._stretches(
                text, heading, own, notes, facts.deadlines, free
            )
            for part in self._by_deadline(text, stretch, free)
        ]
        return tuple(_task(part, facts) for part in parts) if len(parts) > 1 else ()

    def is_note(self, text: str, facts: Facts) -> bool:
        """Return whether a text says nothing but who is to do something, and by when."""
        if not (facts.owners or facts.deadlines):
            return False
        said = [unit for owner in facts.owners for unit in owner.units]
        said += [deadline.text for deadline in facts.deadlines]
        rest = "".join(text.split())
        for words in sorted(said, key=len, reverse=True):
            rest = rest.replace("".join(words.split()), " ")
        return self._is_silent(rest)

    def _notes(
        self, text: str, owners: Sequence[Owner], deadlines: Sequence[Deadline]
    ) -> Iterator[_Note]:
        """Yield the notes: owners with nothing but words for what they do between them.

        A deadline belongs to a note that stands in the same brackets or labels.
        """
        facts: list[tuple[int, int, bool, int]] = [
            *((one.start, one.end, True, at) for at, one in enumerate(owners)),
            *((one.start, one.end, False, at) for at, one in enumerate(deadlines)),
        ]
        facts.sort()
        note: _Note | None = None
        ahead: _Note | None = None  # a deadline that a note may begin with
        for start, end, is_owner, place in facts:
            if is_owner:
                if note and self._is_silent(text[note.end : start]):
                    note = note._replace(owners=(*note.owners, place), end=end)
                    continue
                if note:
                    yield note
                note = _Note((place,), (), start, end)
                if ahead and self._leads_to(text[ahead.end : start]):
                    note = note._replace(deadlines=ahead.deadlines, start=ahead.start)
                ahead = None
            elif note and self._goes_on(text, note.end, start, end):
                note = note._replace(deadlines=(*note.deadlines, place), end=end)
            else:
                ahead = _Note((), (place,), start, end)
        if note:
            yield note

    def _leads_to(self, between: str) -> bool:
        """Return whether a deadline is part of the note behind it: （6月底前，市教育局负责）."""
        return self._is_silent(between) and not _has(between, BRACKET_OPENINGS + "。")

    def _goes_on(self, text: str, at: int, start: int, end: int) -> bool:
        """Return whether a deadline goes on with the note that ends at a place.

        It does in the same brackets, behind a label, and in brackets of its own that
        follow at once.
        """
        between = text[at:start]
        if not self._is_silent(between):
            return False
        if _has(between, "\r\n") and not _has(between, "：:"):
            return False
        if not _has(between, BRACKET_CLOSINGS + "。"):
            return True
        closed = _behind_bracket(text, end, len(text))
        return (
            between[-1] in BRACKET_OPENINGS
            and closed is not None
            and self._is_silent(text[end:closed])
        )

    def _stretches(
        self,
        text: str,
        heading: Span,
        own: Span,
        notes: Sequence[_Note],
        deadlines: Sequence[Deadline],
        free: Sequence[Deadline],
    ) -> Iterator[_Stretch]:
        """Yield the stretches of a text, one for each note, and one for what is behind the last.

        The deadlines that are part of no note are `free`. A note alone right behind the
        heading is of all that follows. Where the text begins with a note, each note stands
        before what it belongs to.
        """
        end = max(heading.end, own.end)
        # A heading with a deadline is part of the first task.
        is_due = any(deadline.start < heading.end for deadline in deadlines)
        if not notes:
            yield _Stretch(heading.start if is_due else own.start, end)
            return
        first, *others = notes
        is_of_heading = heading.start < heading.end and (
            first.start < heading.end or self._is_silent(text[own.start : first.start])
        )
        start = heading.start if is_of_heading or is_due else own.start
        if is_of_heading and not others:
            yield _Stretch(start if is_due else own.start, end, first.owners)
            return
        if self._is_silent(text[start : first.start]):
            begins = [start, *(self._begin_of(text, note) for note in others), end]
            for note, (at, to) in zip(notes, pairwise(begins), strict=True):
                yield _Stretch(at, to, note.owners)
            return
        for note in notes:
            behind = self._end_of(text, note, end)
            if note is notes[-1] and not self._is_left(text, behind, end, notes, free):
                behind = end
            yield _Stretch(start, behind, note.owners)
            start = behind
        if start < end:
            yield _Stretch(start, end)

    def _is_left(
        self,
        text: str,
        at: int,
        end: int,
        notes: Sequence[_Note],
        free: Sequence[Deadline],
    ) -> bool:
        """Return whether what stands behind the last note is no part of its task.

        Behind a single note the rest of an item goes with it, unless it has a deadline.
        """
        if not _has_letters(text[at:end]):
            return False
        return len(notes) > 1 or any(deadline.start >= at for deadline in free)

    def _begin_of(self, text: str, note: _Note) -> int:
        """Return where the sentence of a note begins, if nothing but its label stands there."""
        low = max(0, note.start - _REACH)
        at = max(text.rfind(mark, low, note.start) for mark in "。；;，,\r\n") + 1
        return at if at and self._is_silent(text[at : note.start]) else note.start

    def _end_of(self, text: str, note: _Note, end: int) -> int:
        """Return where the brackets of a note end, or the words for what its owners do."""
        closed = _behind_bracket(text, note.end, end)
        if closed is not None:
            return closed
        verbs = self._verbs.match(text, note.end, end)
        return verbs.end() if verbs else note.end

    def _by_deadline(
        self, text: str, stretch: _Stretch, free: Sequence[Deadline]
    ) -> Iterator[_Stretch]:
        """Cut a stretch where the clause of each deadline behind the first begins."""
        start, end, owners = stretch
        inside = [one for one in free if start <= one.start < end]
        for before, behind in pairwise(inside):
            at = self._clause(text, before.end, behind.start)
            if at is not None:
                yield _Stretch(start, at, owners)
                start = at
        yield _Stretch(start, end, owners)

    def _clause(self, text: str, at: int, end: int) -> int | None:
        """Return where between two deadlines the clause of the second begins.

        None where both belong to one: 3月底、6月底前分别报送.
        """
        closed = _behind_bracket(text, at, end)
        if (
            closed is not None
            and self._is_silent(text[at:closed])
            and not self._is_silent(text[closed:end])
        ):
            return closed
        for marks in ("。！？!?\r\n；;", "，,"):
            mark = max(text.rfind(one, at, end) for one in marks)
            if mark >= 0 and self._ends_clause(text, at, mark):
                return mark + 1
        return None

    def _ends_clause(self, text: str, at: int, mark: int) -> bool:
        """Return whether a mark ends the clause of a deadline, which says something."""
        clause = text[at:mark]
        if text[mark - 1].isdecimal() and text[mark + 1 : mark + 2].isdecimal():
            return False  # 1,200
        depth = sum(map(clause.count, BRACKET_OPENINGS)) - sum(
            map(clause.count, BRACKET_CLOSINGS)
        )
        return depth <= 0 and not self._is_silent(clause)

    def _is_silent(self, text: str) -> bool:
        """Return whether a text has no letter but in words that notes are made of."""
        return not _has_letters(text) or not _has_letters(self._words.sub(" ", text))


@lru_cache(1)
def task_cutter() -> TaskCutter:
    """Return the cutter with the words that ship."""
    return TaskCutter(fact_words())


_MARK = "[*_ 　]*[。；;，,、！!]?"
"""What may stand behind the brackets of a note and belongs to the same clause."""
_REACH = 120
"""How far behind its last unit the bracket of a note may close, in characters; a choice."""


def _behind_bracket(text: str, at: int, end: int) -> int | None:
    """Return the end of the bracket that is open at a place, None where none is.

    A mark right behind it goes with it.
    """
    closing = closing_behind(text, at, min(end, at + _REACH))
    if closing < 0:
        return None
    behind = re.compile(_MARK).match(text, closing + 1, end)
    return behind.end() if behind else closing + 1


def _task(part: _Stretch, facts: Facts) -> TaskClause:
    """Return a part of a text as a task, with the facts that stand in it."""
    start, end, owners = part
    return TaskClause(
        owners,
        _inside(facts.deadlines, start, end),
        _inside(facts.figures, start, end),
        _inside(facts.references, start, end),
        start,
        end,
    )


def _inside(facts: Sequence[Any], start: int, end: int) -> tuple[int, ...]:
    """Return the places of the facts that begin in a span."""
    first = bisect_left(facts, start, key=_start)
    return tuple(range(first, bisect_left(facts, end, first, key=_start)))


def _start(fact: Any) -> int:
    """Return where a fact begins, to look it up by."""
    begin: int = fact.start
    return begin


def _has(text: str, marks: str) -> bool:
    """Return whether a text has one of some marks."""
    return any(mark in text for mark in marks)


def _has_letters(text: str) -> bool:
    """Return whether a text has a letter or a digit."""
    return any(map(str.isalnum, text))
