"""Owners in prose: those with which a sentence begins or ends, or that head its items."""

import re
from collections.abc import Iterator
from typing import Any

from planparse.facts.known_units import KnownUnits, owners_of
from planparse.facts.owner import Owner
from planparse.facts.owner_places import REACH, last_of, open_in_line, sentence_start
from planparse.grammar.wordlists import OwnerWords
from planparse.lazy import lazy
from planparse.text.characters import BRACKET_CLOSINGS, BRACKET_OPENINGS
from planparse.text.expressions import any_of

_TO_WHOM = 4
"""So many characters may stand before 由, behind the matter: 按分工交由."""
_OF_DOCUMENT = r"[ 　\r\n]*本"
"""A sentence that begins so is of the document itself: 本措施自印发之日起施行，由."""
_CLAUSE_END = r"[，,；;。：:！？\r\n]|\Z"


class OwnersInProse:
    """Reads owners in sentences by the words of `facts/owners.yaml`."""

    def __init__(self, words: OwnerWords, units: KnownUnits) -> None:
        """Take the words of `facts/owners.yaml`, and what reads lists of units."""
        self.kept: dict[str, Any] = {}
        self._words, self._units = words, units
        self._sentences = words.sentences

    @lazy
    def _opens(self) -> re.Pattern[str]:
        """The end of a clause that says what units do, before another clause."""
        words = self._words
        return re.compile(
            rf"(?:{any_of(words.opening)})(?:{any_of(words.onward)})?[，,；;]"
        )

    def in_sentence(self, text: str, stop: int, low: int, _end: int) -> Iterator[Owner]:
        """Yield the owners that a whole sentence names: 市教育局牵头，各区配合。.

        In brackets another may stand behind it.
        """
        start = max(low, stop - REACH)
        opener = open_in_line(text, start, stop)
        if opener >= 0:
            start = opener + 1
            groups = self._units.lists.statement(text[start:stop], text[opener])
            yield from owners_of(groups, start)
            return
        whole = text.endswith(self._sentences, start, stop)
        if not whole and text.find("由", start, stop) < 0:
            return
        start = max(start, sentence_start(text, start, stop))
        if text.endswith(self._sentences, start, stop) or self._is_scope(
            text, start, stop
        ):
            groups = self._units.lists.statement(text[start:stop], "")
            yield from owners_of(groups, start)

    def in_clauses(self, text: str, stop: int, low: int, end: int) -> Iterator[Owner]:
        """Yield the owners with which a sentence begins: 市教育局牵头，各区实施，6月底前完成。.

        So do those behind ，由.
        """
        start = sentence_start(text, max(low, stop - REACH), stop)
        start = max(start, low, stop - REACH)
        begin, start = start, _behind_matter(text, start, stop)
        if start > begin and re.compile(_OF_DOCUMENT).match(text, begin):
            return
        if last_of(text, BRACKET_OPENINGS, start, stop) >= 0:
            return
        # A list of such clauses is read at its first.
        if self._opens.search(text, start, stop):
            return
        furthest = min(end, start + REACH)
        groups = self._units.lists.statement(text[start:stop], "")
        if not groups:
            return
        are_bodies = self._units.are_bodies(groups, handed=start > begin)
        for mark in re.compile(_CLAUSE_END).finditer(text, stop + 1, furthest):
            longer = self._units.lists.statement(text[start : mark.start()], "")
            if len(longer) < len(groups) or mark[0] not in "，,；;":
                groups = max(groups, longer, key=len)
                break
            groups = longer
        if not (are_bodies or self._units.are_bodies(groups, handed=start > begin)):
            return
        # 由商务部负责 is of prose.
        if groups[0].role == "lead" or (len(groups) > 1 and start == begin):
            yield from owners_of(groups, start)

    def above_items(self, text: str, colon: int, low: int) -> Iterator[Owner]:
        """Yield the owners of what a sentence heads: 以下工作由市教育局负责：."""
        if text[colon] in BRACKET_CLOSINGS:
            return
        start = max(low, colon - REACH)
        start = max(start, sentence_start(text, start, colon))
        if self._is_scope(text, start, colon):
            yield from owners_of(
                self._units.lists.statement(text[start:colon], ""), start
            )

    def _is_scope(self, text: str, start: int, end: int) -> bool:
        """Return whether a sentence begins with what it is about: 本节由."""
        if text.find("由", start, end) < 0:
            return False
        return self._units.lists.scope.match(text, start, end) is not None


def _behind_matter(text: str, start: int, end: int) -> int:
    """Return where it begins what units do, behind the matter: 清淤，由市水务局牵头.

    A few words may stand before 由: 按分工交由.
    """
    matter = re.compile(rf"[，,][^，,由]{{0,{_TO_WHOM}}}(?=由)").search(
        text, start, end
    )
    return matter.end() if matter else start
