"""How markers are written: families, their spellings, and what a label of each means."""

import re
from collections.abc import Mapping
from typing import Any, Final, NamedTuple

from planparse.lazy import lazy
from planparse.text.characters import (
    BLANKS,
    DIGITS,
    HAN_ONES,
    HAN_ZEROS,
    ZERO_WIDTH,
)
from planparse.text.numerals import numeral_pattern, read_numeral, write_numeral

SLOT = re.compile(r"\{([^{}]*)\}")
"""A number in a template."""


NUMBER_CHARACTERS = rf"a-zA-Z{HAN_ONES}{HAN_ZEROS}十百千{DIGITS}.．"
"""What a label that begins with a number does not follow, as the inside of a character class."""
_DIGITS = frozenset(DIGITS + HAN_ONES + "十百千")
_LETTERS = frozenset({"letter", "capital"})
"""Systems whose labels may as well be numbers: I、 for 1、."""


class Family(NamedTuple):
    """A level of numbering.

    `place` is its index in the lexicon, `kin` that of the family that it continues.
    `document` families begin documents, `decimal` ones have that many numbers, `spoken` ones
    are ordinals in running text (一是), `untitled` ones have no headings (第一条), `runs_on`
    ones are numbered through a whole document.
    """

    place: int
    name: str
    kin: int
    level: int
    document: bool
    decimal: int
    spoken: bool
    untitled: bool
    runs_on: bool
    grammar: str
    templates: tuple[str, ...]

    @property
    def headless(self) -> bool:
        """Return whether its items have no headings."""
        return self.spoken or self.untitled

    def format(self, ordinal: int) -> str | None:
        """Return the standard marker of a number: `（三）`.

        None where the system cannot write it, for decimal markers, which need the
        numbers of their parents too, and where there is no template.
        """
        if not self.templates:
            return None
        slots = SLOT.findall(self.templates[0])
        number = write_numeral(slots[0], ordinal) if len(slots) == 1 else None
        return (
            None
            if number is None
            else self.templates[0].replace("{" + slots[0] + "}", number)
        )


HEADING: Final = 1_000_000
"""The family of headings without a number: no place in any lexicon."""


class Marker(NamedTuple):
    """What a label may mean.

    `family` is a place in the lexicon, `ordinal` the number of the label, `price` what doubt
    about the spelling costs, `size` the length of the label in code points, `prefix` the
    numbers before it (1.2. → (1,)), `rivals` its other meanings.
    """

    family: int
    ordinal: int
    price: float
    size: int
    prefix: tuple[int, ...] = ()
    rivals: tuple["Marker", ...] = ()


class _Condition:
    """Words that must, or may not, follow a label."""

    def __init__(self, data: Mapping[str, Any] | None, skip: str) -> None:
        """Take a compiled condition; `skip` are the characters to pass over before its words."""
        self.kept: dict[str, Any] = {}
        self.words = tuple(data["words"]) if data else ()
        self.begins = frozenset(data["begins"] if data else "")
        self.but = tuple(data["but"]) if data else ()
        self.pattern = data["pattern"] if data else ""
        self.higher = data["higher"] if data else ""
        self.ranges = [(span[0], span[-1]) for span in data["ranges"]] if data else []
        self.skip = skip

    def holds(self, text: str, at: int, ordinal: int) -> bool:
        """Return whether one of them stands at `at`, behind a label that counts `ordinal`."""
        while self.skip and text[at : at + 1] and text[at] in self.skip:
            at += 1
        first = text[at : at + 1]
        if first not in self.begins:
            return bool(self.ranges) and self._in_range(first)
        if text.startswith(self.words, at):
            return not (self.but and text.startswith(self.but, at))
        if self._in_range(first):
            return True
        if self.pattern and self.compiled.match(text, at) is not None:
            return True
        return bool(self.higher) and self._is_higher(text, at, ordinal)

    def _in_range(self, first: str) -> bool:
        """Return whether a character is of a class that is given by its ends: a to z."""
        return any(low <= first <= high for low, high in self.ranges)

    def _is_higher(self, text: str, at: int, ordinal: int) -> bool:
        """Return whether a word stands here that counts for a higher number only."""
        if self.compiled_higher.match(text, at) is None:
            return False
        number = number_pattern("hanzi").match(text, at)
        follows = read_numeral("hanzi", number[0]) if number else None
        return follows is None or follows > ordinal

    @lazy
    def compiled(self) -> re.Pattern[str]:
        """The pattern of what must stand there, compiled when it is first needed."""
        return re.compile(self.pattern)

    @lazy
    def compiled_higher(self) -> re.Pattern[str]:
        """The pattern of a label of a higher level, compiled when it is first needed."""
        return re.compile(self.higher)


class Spelling:
    """One way of writing a family's markers: a template, matched part by part."""

    def __init__(
        self,
        data: Mapping[str, Any],
        family: Family,
        glyphs: Mapping[str, str],
    ) -> None:
        """Take a compiled spelling of a family; `glyphs` are the characters that stand for a mark.

        What the lexer asks of every candidate is worked out here, once: whether it
        stands under no condition, whether it is sure to be a label, whether it ends in
        a mark of its own.
        """
        self.kept: dict[str, Any] = {}
        self.family = family
        self.template: str = data["template"]
        self.first = frozenset(data["first"])
        self.at = frozenset(data["at"])
        self.price: float = data["price"]
        self.slots = SLOT.findall(self.template)
        self.is_worded = any(slot.startswith("words:") for slot in self.slots)
        self.is_worded |= not _DIGITS.isdisjoint(SLOT.sub("", self.template))
        self.glyphs = glyphs
        self.blank = glyphs.get(" ", " ")
        self.decimal = family.decimal > 0
        skip = BLANKS + ZERO_WIDTH if self.template.endswith(" ") else ""
        self.before = _Condition(data["before"], skip) if data["before"] else None
        self.not_before = (
            _Condition(data["not_before"], skip) if data["not_before"] else None
        )
        self.not_after = tuple(data["not_after"])
        self.but_after = tuple(data["but_after"])
        self.unconditional = not (self.before or self.not_before)
        lettered = not _LETTERS.isdisjoint(self.slots)
        self.sure = not (self.price or self.decimal or lettered)
        self.closed = not self.template.endswith(("}", " "))
        self.bare = self.template.startswith("{") and not any(
            char.isascii() and char.isalpha() for char in self.first
        )
        self._known: dict[str, Marker | None] = {}

    @lazy
    def parts(self) -> list[frozenset[str] | re.Pattern[str]]:
        """The parts of the template: what is printed for each character, and numbers."""
        pieces = re.split(r"(\{[^{}]*\})", self.template)
        out: list[frozenset[str] | re.Pattern[str]] = []
        for piece in filter(None, pieces):
            if piece.startswith("{"):
                out.append(number_pattern(piece[1:-1]))
            else:
                out += [frozenset(self.glyphs.get(char, char)) for char in piece]
        return out

    @lazy
    def printed(self) -> re.Pattern[str]:
        """What matches labels of this spelling, whatever stands behind them.

        None begins inside a longer number.
        """
        parts = [
            f"[{re.escape(''.join(sorted(part)))}]"
            if isinstance(part, frozenset)
            else f"(?:{part.pattern})"
            for part in self.parts
        ]
        blank = "" if self.decimal else f"[{re.escape(self.blank)}]?"
        inside = f"(?<![{NUMBER_CHARACTERS}])" if self.template.startswith("{") else ""
        return re.compile(inside + blank.join(parts))

    def counted(self) -> str:
        """Return an expression for the first number of a label and what stands behind it."""
        behind = self.template[self.template.index("}") + 1 :][:1].strip("{")
        end = re.escape("".join(sorted(self.glyphs.get(behind, behind))))
        blank = f"[{re.escape(self.blank)}]?"
        return numeral_pattern(self.slots[0]) + (f"{blank}[{end}]" if end else "")

    def match(
        self, text: str, at: int, *, whatever_follows: bool = False
    ) -> Marker | None:
        """Return the marker at a place, if it is spelled so and the text behind it lets it stand.

        One blank may stand between parts: （ 一 ）, 1 、.
        """
        end, size = at, len(text)
        for part in self.parts:
            if end == size:
                return None
            if end > at and not self.decimal and text[end] in self.blank:
                end += text[end] not in part if isinstance(part, frozenset) else 1
                if end == size:
                    return None
            if isinstance(part, frozenset):
                if text[end] not in part:
                    return None
                end += 1
            else:
                found = part.match(text, end)
                if found is None:
                    return None
                end = found.end()
        label = text[at:end]
        marker = self._known[label] if label in self._known else self.read(label)
        return (
            marker
            if marker is not None
            and (whatever_follows or self.allows(text, end, marker.ordinal))
            else None
        )

    def may_begin(self, beginning: str) -> bool:
        """Return whether a label of this spelling may begin so; False only if none can."""
        end, size = 0, len(beginning)
        for part in self.parts:
            if end and end < size and not self.decimal and beginning[end] in self.blank:
                end += beginning[end] not in part if isinstance(part, frozenset) else 1
            if end >= size or self.is_worded:
                return True
            if isinstance(part, frozenset):
                if beginning[end] not in part:
                    return False
                end += 1
            else:
                found = part.match(beginning, end)
                if found is None:
                    return False
                end = found.end()
        return True

    def allows(self, text: str, at: int, ordinal: int) -> bool:
        """Return whether what follows a label that ends at `at` lets it stand."""
        if self.before is not None and not self.before.holds(text, at, ordinal):
            return False
        return self.not_before is None or not self.not_before.holds(text, at, ordinal)

    def stands_after(self, text: str, at: int) -> bool:
        """Return whether the text before a label in mid-sentence lets it stand there."""
        if not self.not_after or not text.endswith(self.not_after, 0, at):
            return True
        return bool(self.but_after) and text.endswith(self.but_after, 0, at)

    def rewritten(self, label: str, ordinal: int) -> str | None:  # noqa: ARG002
        """Return a label with another number; None, as templates are written by families."""
        return None

    def read(self, label: str) -> Marker | None:
        """Return what a label of this spelling means, None where it has no number (一十百、)."""
        if label not in self._known:
            self._known[label] = self._read(label)
        return self._known[label]

    def _read(self, label: str) -> Marker | None:
        """Return what a label of this spelling means, None where its numeral is none.

        The last number of a decimal label counts, those before it are its prefix: 1.2.3
        → 3 below 1.2. Of any other the first counts.
        """
        numbers: list[int] = []
        at = 0
        for slot in self.slots:
            found = number_pattern(slot).search(label, at)
            number = read_numeral(slot, found[0]) if found else None
            if found is None or number is None:
                return None
            numbers.append(number)
            at = found.end()
        size = len(label.rstrip())
        if self.family.decimal:
            return Marker(
                self.family.place, numbers[-1], self.price, size, tuple(numbers[:-1])
            )
        return Marker(
            self.family.place, numbers[0], self.price, size, tuple(numbers[1:])
        )


def written_like(printed: str, system: str, number: int) -> str | None:
    """Return a number as another one of the same label is printed: in wide digits, or not.

    None where its system cannot write it.
    """
    written = write_numeral(system, number)
    if written is not None and any("０" <= char <= "９" for char in printed):
        return written.translate({ord(str(i)): chr(ord("０") + i) for i in range(10)})
    return written


_numbers: dict[str, re.Pattern[str]] = {}


def number_pattern(slot: str) -> re.Pattern[str]:
    """Return the expression of a numeral system, compiled once for all spellings."""
    if slot not in _numbers:
        _numbers[slot] = re.compile(numeral_pattern(slot))
    return _numbers[slot]
