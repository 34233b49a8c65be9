"""A compiled grammar: families of markers, their spellings, and the prices of the reading.

Built from plain data: the compiled form that ships with the package where it is up to date, else the YAML
files themselves. A family's marker can be printed as well as matched (`Family.format`), in the standard form or
in the style of another marker of the same document (`Lexicon.relabel`).
"""

import json
import os
import re
from collections.abc import Mapping, Sequence
from functools import cached_property, lru_cache, partial
from typing import Any, NamedTuple

from planparse.grammar.files import COMPILED, fingerprint, folder, is_installed
from planparse.text.characters import (
    BLANKS,
    CLOSERS,
    COMMAS,
    ROUND,
    SENTENCE_ENDS,
    ZERO_WIDTH,
)
from planparse.text.numerals import (
    first_characters,
    numeral_pattern,
    read_numeral,
    write_numeral,
)

_SLOT = re.compile(r"\{([^{}]*)\}")


class Family(NamedTuple):
    """A level of numbering. `place` is its index in the lexicon, `kin` that of the family it continues.

    `document` families begin documents, `decimal` ones have that many numbers, `spoken` ones are words of order
    in running text (一是), `untitled` ones have no headings (第一条), `runs_on` ones are numbered through a whole
    document.
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
        """Whether its items have no headings."""
        return self.spoken or self.untitled

    def format(self, ordinal: int) -> str | None:
        """The standard marker for a number: `（三）`; None where the system cannot write it.

        A decimal marker needs its parents' numbers too, so there is none.
        """
        slots = _SLOT.findall(self.templates[0])
        number = write_numeral(slots[0], ordinal) if len(slots) == 1 else None
        return (
            None
            if number is None
            else self.templates[0].replace("{" + slots[0] + "}", number)
        )


class Marker(NamedTuple):
    """What a label may mean.

    `family` is a place in the lexicon, `ordinal` the label's number, `price` what doubt about the spelling
    costs, `size` the label's length, `prefix` the numbers before it (1.2. → (1,)), `rivals` other meanings.
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
        self.words = tuple(data["words"]) if data else ()
        self.but = tuple(data["but"]) if data else ()
        self.pattern = data["pattern"] if data else ""
        self.higher = data["higher"] if data else ""
        self.ranges = [(span[0], span[-1]) for span in data["ranges"]] if data else []
        self.skip = skip

    def holds(self, text: str, at: int, ordinal: int) -> bool:
        """Whether the text at a place is one of them, behind a label that counts `ordinal`."""
        while self.skip and text[at : at + 1] and text[at] in self.skip:
            at += 1
        if self.words and text.startswith(self.words, at):
            return not (self.but and text.startswith(self.but, at))
        if (
            self.ranges
            and at < len(text)
            and any(low <= text[at] <= high for low, high in self.ranges)
        ):
            return True
        if self.pattern and self.compiled.match(text, at) is not None:
            return True
        return bool(self.higher) and self._is_higher(text, at, ordinal)

    def _is_higher(self, text: str, at: int, ordinal: int) -> bool:
        """Whether one of the words stands here that count for a higher number only."""
        if self.compiled_higher.match(text, at) is None:
            return False
        number = _number("hanzi").match(text, at)
        follows = read_numeral("hanzi", number[0]) if number else None
        return follows is None or follows > ordinal

    @cached_property
    def compiled(self) -> re.Pattern[str]:
        return re.compile(self.pattern)

    @cached_property
    def compiled_higher(self) -> re.Pattern[str]:
        return re.compile(self.higher)


class Spelling:
    """One way of writing a family's markers: a template, as the parts to be matched one after another."""

    def __init__(
        self,
        data: Mapping[str, Any],
        family: Family,
        glyphs: Mapping[str, str],
    ) -> None:
        self.family = family
        self.template: str = data["template"]
        self.first = frozenset(data["first"])
        self.at = frozenset(data["at"])
        self.price: float = data["price"]
        self.slots = _SLOT.findall(self.template)
        self.worded = any(slot.startswith("words:") for slot in self.slots)
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
        self.sure = not self.price and not self.decimal
        self.closed = not self.template.endswith(("}", " "))
        self.bare = self.template.startswith("{") and not any(
            char.isascii() and char.isalpha() for char in self.first
        )
        self._known: dict[str, Marker | None] = {}

    @cached_property
    def parts(self) -> list[frozenset[str] | re.Pattern[str]]:
        """The template's characters, each as all that are printed for it, and its numbers as expressions."""
        pieces = re.split(r"(\{[^{}]*\})", self.template)
        out: list[frozenset[str] | re.Pattern[str]] = []
        for piece in filter(None, pieces):
            if piece.startswith("{"):
                out.append(_number(piece[1:-1]))
            else:
                out += [frozenset(self.glyphs.get(char, char)) for char in piece]
        return out

    def match(self, text: str, at: int) -> Marker | None:
        """The marker at this place, if it is spelled so. One blank may stand between parts: （ 一 ）, 1 、."""
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
            if marker is not None and self.allows(text, end, marker.ordinal)
            else None
        )

    def may_begin(self, beginning: str) -> bool:
        """Whether a label of this spelling may begin so: yes too often, no only where none can."""
        end, size = 0, len(beginning)
        for part in self.parts:
            if end and end < size and not self.decimal and beginning[end] in self.blank:
                end += beginning[end] not in part if isinstance(part, frozenset) else 1
            if end >= size or self.worded:
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
        """Whether what follows a label that ends at `at` and counts `ordinal` lets it stand."""
        if self.before is not None and not self.before.holds(text, at, ordinal):
            return False
        return self.not_before is None or not self.not_before.holds(text, at, ordinal)

    def stands_after(self, text: str, at: int) -> bool:
        """Whether the text before a label in mid-sentence lets it stand there."""
        if not self.not_after or not text.endswith(self.not_after, 0, at):
            return True
        return bool(self.but_after) and text.endswith(self.but_after, 0, at)

    def read(self, label: str) -> Marker | None:
        """What a label of this spelling means; None where its characters are no number (一十百、)."""
        if label not in self._known:
            self._known[label] = self._read(label)
        return self._known[label]

    def _read(self, label: str) -> Marker | None:
        numbers: list[int] = []
        at = 0
        for slot in self.slots:
            found = _number(slot).search(label, at)
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


_numbers: dict[str, re.Pattern[str]] = {}


def _number(slot: str) -> re.Pattern[str]:
    """The expression of a numeral system, compiled once for all spellings."""
    if slot not in _numbers:
        _numbers[slot] = re.compile(numeral_pattern(slot))
    return _numbers[slot]


class Words(NamedTuple):
    """The word lists of `words.yaml`."""

    lists: Mapping[str, tuple[str, ...]]
    chars: Mapping[str, str]
    confusions: Mapping[str, Mapping[str, str]]


_SETTLED_SIZES = (2, 3, 4)
"""How long the labels are that are remembered; nearly all are."""
_PAIRS = 4096
"""For so many pairs of first characters it is remembered which spellings may begin with them."""


class Lexicon:
    """The grammars in force, ready for the lexer and the reading."""

    def __init__(self, data: Mapping[str, Any], words: Words) -> None:
        names = {family["name"]: place for place, family in enumerate(data["families"])}
        self.families = tuple(
            Family(
                place,
                family["name"],
                names[family["kin"]],
                family["level"],
                family["document"],
                family["decimal"],
                family["spoken"],
                family["untitled"],
                family["runs_on"],
                family["grammar"],
                tuple(family["templates"]),
            )
            for place, family in enumerate(data["families"])
        )
        self.words = words
        self.prices: Mapping[str, float] = data["prices"]
        self.blanks = frozenset(BLANKS + ZERO_WIDTH)
        self.leads = frozenset(data["leads"])
        self.leads_and_blanks: str = data["leads"] + BLANKS + ZERO_WIDTH
        self.sentence_ends = SENTENCE_ENDS
        self._gap: str = data["glyphs"][" "]
        self.spellings = tuple(
            Spelling(
                spelling,
                self.families[spelling["family"]],
                data["glyphs"],
            )
            for spelling in data["spellings"]
        )
        self._at_line = self._by_first("line")
        self._at_sentence = self._by_first("sentence")
        self._at_clause = self._by_first("clause")
        self._anywhere = self._by_first("anywhere")
        self.first = frozenset(self._at_line)
        self._settled: dict[str, tuple[Spelling, Marker]] = {}
        self._line_spellings = lru_cache(_PAIRS)(partial(self._by_two, self._at_line))
        self._sentence_spellings = lru_cache(_PAIRS)(
            partial(self._by_two, self._at_sentence)
        )

    def _by_first(self, place: str) -> Mapping[str, list[Spelling]]:
        """The spellings that may stand at a place, the surest first, by the character they begin with."""
        table: dict[str, list[Spelling]] = {}
        for spelling in self.spellings:
            if place in spelling.at:
                for char in spelling.first:
                    table.setdefault(char, []).append(spelling)
        return table

    @staticmethod
    def _by_two(table: Mapping[str, list[Spelling]], two: str) -> tuple[Spelling, ...]:
        """The spellings of a table by first character that may begin with these two."""
        return tuple(
            spelling for spelling in table.get(two[0], ()) if spelling.may_begin(two)
        )

    def at_line(self, text: str, at: int) -> Marker | None:
        """The likeliest marker where a line's text begins (`text[at]` is one of `first`), others as its rivals.

        A marker whose spelling leaves no doubt has no rivals, but for decimal ones (1.1 may be 1. and a 1).
        """
        for size in _SETTLED_SIZES:
            settled = self._settled.get(text[at : at + size])
            if settled is not None and (
                settled[0].unconditional
                or settled[0].allows(text, at + size, settled[1].ordinal)
            ):
                return settled[1]
        found: list[Marker] = []
        for spelling in self._line_spellings(text[at : at + 2]):
            marker = spelling.match(text, at)
            if marker is None or any(marker.family == other.family for other in found):
                continue
            if spelling.sure:
                self._settle(text[at : at + marker.size], spelling, marker)
                return marker
            found.append(marker)
        return (
            found[0]._replace(rivals=tuple(found[1:]))
            if len(found) > 1
            else found[0]
            if found
            else None
        )

    def _settle(self, label: str, spelling: Spelling, marker: Marker) -> None:
        """Remember a label, if no text behind it could give it another meaning than this spelling does."""
        if len(label) not in _SETTLED_SIZES or not spelling.closed:
            return
        surest = next(
            other for other in self._at_line[label[0]] if other.may_begin(label)
        )
        if surest is spelling:
            self._settled[label] = spelling, marker

    @cached_property
    def inline(self) -> re.Pattern[str]:
        """Finds the places inside lines where a marker may stand.

        After the end of a sentence or a gap that is where a group is, behind a bracket the group `noted`, behind a
        comma `clause`; without a group, in mid-sentence, where the match begins.
        """
        ends, closers = re.escape(SENTENCE_ENDS), re.escape(CLOSERS)
        blank = f"[{re.escape(''.join(sorted(self.blanks)))}]"
        begin, branches = "", []
        if self._at_sentence:
            begin += ends
            firsts = re.escape("".join(sorted(self._at_sentence)))
            branches.append(f"(?<=[{ends}])[{closers}]?{blank}*([{firsts}])")
            # Two blanks inside a line stand where a line end was lost.
            begin += re.escape(self._gap)
            branches.append(
                rf"(?<=[^\s{re.escape(self._gap)}][{re.escape(self._gap)}])[{re.escape(self._gap)}]+([{firsts}])"
            )
            # A note in brackets may end an item too: 抓清漂（市水务局负责）2.抓清淤。
            bare = set().union(
                *(
                    each.first
                    for each in self.spellings
                    if each.bare and "sentence" in each.at
                )
            )
            if bare:
                begin += ROUND.closing
                branches.append(
                    rf"(?<=[{ROUND.closing}]){blank}*(?P<noted>[{re.escape(''.join(sorted(bare)))}])"
                )
        if self._at_clause:
            begin += COMMAS
            branches.append(
                f"(?<=[{COMMAS}])(?P<clause>[{re.escape(''.join(sorted(self._at_clause)))}])"
            )
        if self._anywhere:
            triggers = re.escape("".join(sorted(self._anywhere)))
            slots = {
                slot
                for spellings in self._anywhere.values()
                for spelling in spellings
                for slot in spelling.slots
            }
            numbers = re.escape(
                "".join(sorted(set().union(*map(first_characters, slots))))
            )
            begin += triggers
            branches.append(f"(?<=[{triggers}])(?=[{numbers}])")
        # One class in front of all branches lets the engine skip quickly to where one may begin.
        return re.compile(f"[{begin}](?:{'|'.join(branches)})" if branches else r"(?!)")

    def inside(self, text: str, at: int, place: str) -> Marker | None:
        """The marker at a place that `inline` found: after the end of a `sentence` or `clause`, or `anywhere`."""
        two = text[at : at + 2]
        spellings: Sequence[Spelling]
        if place == "sentence":
            spellings = self._sentence_spellings(two)
        else:
            spellings = (
                self._anywhere if place == "anywhere" else self._at_clause
            ).get(two[0], ())
        for spelling in spellings:
            marker = spelling.match(text, at)
            if marker is not None and spelling.stands_after(text, at):
                return marker
        return None

    # ── printing ────────────────────────────────────────────────────────────────────────────────────────

    def relabel(self, family: int, label: str, ordinal: int) -> str:
        """The marker of another number in the style of `label`: its width, its marks (`(三)` → `(五)`)."""
        templates = self.families[family].templates
        for slot in dict.fromkeys(
            slot for template in templates for slot in _SLOT.findall(template)
        ):
            found = list(_number(slot).finditer(label))
            number = write_numeral(slot, ordinal)
            if found and number is not None:
                span = found[-1] if self.families[family].decimal else found[0]
                if any("０" <= char <= "９" for char in span[0]):
                    number = number.translate(
                        {ord(str(i)): chr(ord("０") + i) for i in range(10)}
                    )
                return label[: span.start()] + number + label[span.end() :]
        return self.families[family].format(ordinal) or label


# ── where the grammars lie ───────────────────────────────────────────────────────────────────────────────


_shipped: dict[str, Any] = {}


def shipped() -> Mapping[str, Any]:
    """The grammars that ship, compiled: as built, or compiled now where the files have changed since."""
    if not _shipped:
        data = None
        if os.path.isfile(COMPILED):
            with open(COMPILED, "rb") as file:
                data = json.loads(file.read())
        if data is None or (
            not is_installed() and data["fingerprint"] != fingerprint(folder())
        ):
            from planparse.grammar.schema import compile_folder

            data = compile_folder(folder())
        _shipped.update(data)
    return _shipped


_lexicons: dict[str, Lexicon] = {}


def lexicon(name: str = "auto") -> Lexicon:
    """The lexicon of a grammar that ships; `auto` is all of them.

    Raises:
        KeyError: where there is no such grammar.
    """
    if name not in _lexicons:
        data = shipped()
        _lexicons[name] = Lexicon(json.loads(data["lexicons"][name]), words_of(data))
    return _lexicons[name]


def words_of(data: Mapping[str, Any]) -> Words:
    """The word lists of the compiled form."""
    words = data["words"]
    lists = {name: tuple(entries) for name, entries in words["lists"].items()}
    return Words(lists, words["chars"], words["confusions"])


def fact_words() -> dict[str, Any]:
    """The word lists of `facts.yaml`, section by section."""
    words: dict[str, Any] = json.loads(shipped()["facts"])
    return words


def common_characters() -> frozenset[str]:
    """The characters that true text is mostly made of, for the check on mojibake."""
    return frozenset(shipped()["common"])
