"""A citation step by step: 第三条第二款第（一）项, 第三章第二节, 二、（一）3."""

import re
from collections.abc import Sequence
from functools import lru_cache
from typing import NamedTuple

from planparse.grammar.lexicon import Lexicon
from planparse.grammar.spelling import SLOT, Marker
from planparse.retrieval.notation import squeezed
from planparse.text.characters import ROUND
from planparse.text.numerals import numeral_pattern, read_numeral

_SYSTEMS = ("hanzi", "arabic")
"""The systems in which people number 款, 项 and 目, whatever the text has."""
_LONGEST_LABEL = 12
"""No label is longer; 第一百二十条之一 has eight characters."""
BETWEEN = "/>／＞›"
"""What people put between the steps of a path."""


class Step(NamedTuple):
    """One step of a citation: a kind of label, and its numbers.

    `kind` is the family's name in the grammar; of 款, 项 and 目 the template by which
    they are cited. It is empty for a number alone, which names any label that has it.
    """

    kind: str
    numbers: tuple[int, ...]

    def names(self, other: "Step") -> bool:
        """Return whether this step of a citation names that step of a node."""
        if not self.kind:
            return self.numbers[-1:] == other.numbers[-1:]
        return self == other


class CitationReader:
    """Reads citations by the labels of a grammar and the words for the parts of articles."""

    def __init__(self, lexicon: Lexicon) -> None:
        """Take the lexicon that the plan was parsed with."""
        self._lexicon = lexicon
        words = lexicon.words.articles
        self.first_paragraph = Step(words.paragraph, (1,))
        """第一款, which is not said of an article that has no second one."""
        self._parts = [
            (template, _part(template))
            for template in (words.paragraph, words.item, words.sub_item)
        ]

    def steps(self, citation: str) -> tuple[Step, ...] | None:
        """Return the steps of a citation, None for what is none.

        Blanks, and marks of a path between the steps, do not count.
        """
        text = squeezed(citation)
        found: list[Step] = []
        at = 0
        while at < len(text):
            step, at = self._step(text, at, is_first=not found)
            if step is not None:
                found.append(step)
            elif not found or at < 0:
                return None
        return tuple(found) or None

    def _step(self, text: str, at: int, *, is_first: bool) -> tuple[Step | None, int]:
        """Return the step at a place and where it ends, -1 where there is none.

        A mark between two steps is passed over, and gives None.
        """
        if text[at] in BETWEEN:
            return None, at + 1
        for template, pattern in self._parts:
            if match := pattern.match(text, at):
                number = next(
                    (
                        read_numeral(slot, match[slot])
                        for slot in _SYSTEMS
                        if match[slot]
                    ),
                    None,
                )
                if number is not None:
                    return Step(template, (number,)), match.end()
        marker = self._marker(text, at)
        if marker is not None:
            family = self._lexicon.families[marker.family].name
            numbers = (*marker.prefix, marker.ordinal)
            return Step(family, numbers), at + marker.size
        if not is_first and (match := _number().fullmatch(text, at)):
            number = next(
                (read_numeral(slot, match[slot]) for slot in _SYSTEMS if match[slot]),
                None,
            )
            if number is not None:
                return Step("", (number,)), match.end()
        return None, -1

    def _marker(self, text: str, at: int) -> Marker | None:
        """Return the label at a place, by itself where what is behind it does not let it stand."""
        lexicon = self._lexicon
        if text[at] not in lexicon.first:
            return None
        marker = lexicon.at_line(text, at)
        end = min(len(text), at + _LONGEST_LABEL)
        while marker is None and end > at:
            alone = lexicon.at_line(text[at:end], 0)
            if alone is not None and alone.size == end - at:
                marker = alone
            end -= 1
        return marker


Chain = Sequence[Sequence[Step]]
"""How a node can be cited, from the outermost section down: for each level what names it."""


def leads_to(citation: Sequence[Step], chain: Chain) -> bool:
    """Return whether the steps of a citation lead to a node.

    Its last step names the node; those before it name levels above, in order, and may
    leave some out.
    """
    levels = list(reversed(chain))
    if not levels or not _is_named(levels[0], citation[-1]):
        return False
    at = 1
    for step in reversed(citation[:-1]):
        while at < len(levels) and not _is_named(levels[at], step):
            at += 1
        if at == len(levels):
            return False
        at += 1
    return True


def _is_named(level: Sequence[Step], step: Step) -> bool:
    """Return whether a step names a level."""
    return any(map(step.names, level))


def _part(template: str) -> re.Pattern[str]:
    """Return the expression of a part of an article by its template, such as 第{hanzi}项.

    Its number may stand in either system, and in brackets: 第（一）项, 第1项.
    """
    before, _, behind = SLOT.sub("\0", template).partition("\0")
    return re.compile(
        rf"{re.escape(before)}{ROUND.opens}?{_NUMBERS}{ROUND.closes}?{re.escape(behind)}"
    )


_NUMBERS = "(?:{})".format(
    "|".join(f"(?P<{system}>{numeral_pattern(system)})" for system in _SYSTEMS)
)


@lru_cache(maxsize=1)
def _number() -> re.Pattern[str]:
    """Return the expression of a number that stands alone."""
    return re.compile(_NUMBERS)
