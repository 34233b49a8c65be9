"""A compiled grammar: families of markers, their spellings, and the prices of the reading.

A family's marker can be printed as well as matched (`Family.format`), in the standard form
or in the style of another marker of the same document (`Lexicon.relabel`).
"""

import re
from collections.abc import Mapping, Sequence, Set
from functools import lru_cache, partial
from typing import Any

from planparse.grammar.spelling import (
    NUMBER_CHARACTERS,
    SLOT,
    Family,
    Marker,
    Spelling,
    number_pattern,
    written_like,
)
from planparse.grammar.wordlists import WordLists
from planparse.lazy import lazy
from planparse.text.characters import (
    BLANKS,
    CLOSERS,
    COMMAS,
    DIGITS,
    HAN_ONES,
    ROUND,
    SENTENCE_ENDS,
    ZERO_WIDTH,
)
from planparse.text.numerals import first_characters, write_numeral

_LONGEST_SETTLED = 6
"""No longer labels are remembered; nearly all are no longer: 第一百二十条 has six."""
_LABELS = 4096
"""So many labels of other numbers are remembered."""
_PAIRS = 4096
"""For so many pairs of first characters it is remembered which spellings may begin with them."""
_NUMBER = re.compile(f"[{DIGITS}]+|第[{HAN_ONES}十百千]+")
"""A number at the beginning of a label, of which its first digit tells enough."""


class Lexicon:
    """The grammars in force, ready for the lexer and the reading."""

    def __init__(self, data: Mapping[str, Any], words: WordLists) -> None:
        """Take a compiled grammar; spellings are sorted by the places where they may stand.

        What a line or a sentence begins with is looked up by two characters (see
        `_beginning`), and kept.
        """
        self.kept: dict[str, Any] = {}
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
        self.articles = frozenset(
            family.place for family in self.families if family.untitled
        )
        """The families of articles (条)."""
        self.levels = tuple(family.level for family in self.families)
        """The level of each family, by its place."""
        self.running_on = frozenset(
            family.place for family in self.families if family.runs_on
        )
        """The families whose numbers run on across headings from the start: 第一条."""
        self.words = words
        self.prices: Mapping[str, float] = data["prices"]
        self.blanks = frozenset(BLANKS + ZERO_WIDTH)
        self.leads = frozenset(data["leads"])
        self.leads_and_blanks: str = data["leads"] + BLANKS + ZERO_WIDTH
        self.sentence_ends = SENTENCE_ENDS
        self.glyphs: Mapping[str, str] = data["glyphs"]
        """What is printed for each character of a template."""
        self._gap: str = data["glyphs"][" "]
        self._point: str = data["glyphs"]["."]
        self.spellings = tuple(
            _spelling(spelling, self.families[spelling["family"]], data["glyphs"])
            for spelling in data["spellings"]
        )
        self._patterns = [each for each in self.spellings if not each.template]
        self._at_line = self._by_first("line")
        self._at_sentence = self._by_first("sentence")
        self._at_clause = self._by_first("clause")
        self._anywhere = self._by_first("anywhere")
        self.first = frozenset(self._at_line)
        """What a label may begin with where a line begins."""
        self.first_inside = frozenset(
            (*self._at_sentence, *self._at_clause, *self._anywhere)
        )
        """What a label may begin with inside a line."""
        self._settled: dict[str, tuple[Spelling, Marker]] = {}
        self._settled_sizes: dict[str, list[int]] = {}
        """How long the labels are that are remembered, by their first two characters."""
        self._line_spellings = lru_cache(_PAIRS)(partial(self._by_two, self._at_line))
        self.relabel = lru_cache(_LABELS)(self._relabelled)
        """Return the marker of another number in the style of a label: `(三)` → `(五)`.

        It takes a family, the label and the other number.
        """
        self._sentence_spellings = lru_cache(_PAIRS)(
            partial(self._by_two, self._at_sentence)
        )

    def _by_first(self, place: str) -> Mapping[str, list[Spelling]]:
        """Return the spellings for a place by first character, the surest first."""
        table: dict[str, list[Spelling]] = {}
        for spelling in self.spellings:
            if place in spelling.at:
                for char in spelling.first:
                    table.setdefault(char, []).append(spelling)
        return table

    @staticmethod
    def _by_two(table: Mapping[str, list[Spelling]], two: str) -> tuple[Spelling, ...]:
        """Return the spellings of a table that may begin with these two characters."""
        return tuple(
            spelling for spelling in table.get(two[0], ()) if spelling.may_begin(two)
        )

    def at_line(self, text: str, at: int) -> Marker | None:
        """Return the likeliest marker where a line begins, with the others as its rivals.

        `text[at]` is one of `first`. A marker whose spelling leaves no doubt has no rivals,
        but for decimal ones (1.1 may be 1. and a 1).
        """
        for size in self._settled_sizes.get(text[at : at + 2], ()):
            settled = self._settled.get(text[at : at + size])
            if settled is not None:
                spelling, marker = settled
                if spelling.unconditional or spelling.allows(
                    text, at + size, marker.ordinal
                ):
                    return marker
        found: list[Marker] = []
        for spelling in self._line_spellings(_beginning(text, at)):
            matched = spelling.match(text, at)
            if matched is None or any(
                matched.family == other.family for other in found
            ):
                continue
            if spelling.sure:
                self._settle(text[at : at + matched.size], spelling, matched)
                return matched
            found.append(matched)
        return (
            found[0]._replace(rivals=tuple(found[1:]))
            if len(found) > 1
            else found[0]
            if found
            else None
        )

    def _settle(self, label: str, spelling: Spelling, marker: Marker) -> None:
        """Remember a label, if no text behind it could give it another meaning."""
        if not 1 < len(label) <= _LONGEST_SETTLED or not spelling.closed:
            return
        surest = next(
            other for other in self._at_line[label[0]] if other.may_begin(label)
        )
        if surest is spelling:
            self._settled[label] = spelling, marker
            sizes = self._settled_sizes.setdefault(label[:2], [])
            if len(label) not in sizes:
                sizes.append(len(label))
                sizes.sort()

    @lazy
    def inline(self) -> re.Pattern[str]:
        """What matches the places inside lines where a marker may stand.

        After the end of a sentence or a wide blank that is where a group is, behind a
        bracket the group `noted`, behind a comma `clause`; without a group, in
        mid-sentence and behind no blank, it is where the match begins.
        """
        ends, gap = re.escape(SENTENCE_ENDS), re.escape(self._gap)
        blanks = "".join(sorted(self.blanks))
        blank = f"[{re.escape(blanks)}]"
        begin, behind, branches = "", "", []
        if self._at_clause:
            begin += COMMAS
            clauses = "".join(sorted(self._at_clause))
            behind += clauses
            branches.append(f"(?<=[{COMMAS}])(?P<clause>[{re.escape(clauses)}])")
        if self._at_sentence:
            begin += ends
            firsts = "".join(sorted(self._at_sentence))
            behind += CLOSERS + blanks + self._gap + firsts
            first = f"[{re.escape(firsts)}]"
            branches.append(f"(?<=[{ends}])[{re.escape(CLOSERS)}]?{blank}*({first})")
            # Two blanks inside a line stand where a line end was lost.
            begin += gap
            branches.append(rf"(?<=[^\s{gap}][{gap}])[{gap}]+({first})")
            # A note in brackets may end an item too: 抓清漂（市水务局负责）2.抓清淤。
            bare = {
                char
                for each in self.spellings
                if each.bare and "sentence" in each.at
                for char in each.first
            }
            if bare:
                begin += ROUND.closing
                noted = re.escape("".join(sorted(bare)))
                branches.append(f"(?<=[{ROUND.closing}]){blank}*(?P<noted>[{noted}])")
        if self._anywhere:
            triggers = re.escape("".join(sorted(self._anywhere)))
            spellings = {one for many in self._anywhere.values() for one in many}
            slots = {slot for spelling in spellings for slot in spelling.slots}
            behind += "".join(sorted(set().union(*map(first_characters, slots))))
            labels = "|".join(sorted({one.counted() for one in spellings}))
            begin += triggers
            branches.append(rf"(?<=[^\r\n{re.escape(blanks)}][{triggers}])(?={labels})")
        # Two classes in front of all branches let the engine skip to where one may begin.
        return re.compile(
            f"[{begin}](?=[{re.escape(behind)}])(?:{'|'.join(branches)})"
            if branches
            else r"(?!)"
        )

    @lazy
    def first_labels(self) -> re.Pattern[str]:
        """What matches at the number one of a label, such as 1. or （一）, wherever it stands.

        It finds more than labels, and fast: a one with a character behind it that ends
        labels, or behind the point of a decimal one.
        """
        ones, alone, ends = {"１"}, set[str](), set[str]()
        for spelling in self.spellings:
            if "sentence" not in spelling.at or spelling.family.spoken:
                continue
            if not spelling.slots:  # a pattern
                continue
            one = write_numeral(spelling.slots[-1], 1) or ""
            behind = spelling.template.rpartition("}")[2][:1]
            if behind:
                ends.update(spelling.glyphs.get(behind, behind))
            if behind or spelling.decimal:
                ones.update(one[:1])
            elif spelling.template.startswith("{"):
                alone.update(one[:1])
        sets = ("".join(sorted(one)) for one in (ones, alone, ends))
        counted, single, closing = map(re.escape, sets)
        point = re.escape(self._point)
        return re.compile(
            f"[{counted}{single}{point}]"
            f"(?:(?<=[{single}])|(?<=[{counted}])[{closing}]|(?<=[{point}])[1１])"
            if ones and alone and ends
            else f"[{counted}{single}]"
        )

    @lazy
    def mid_line(self) -> re.Pattern[str]:
        """What matches where a label may begin in mid-line that is no part of a longer one.

        A number does not begin behind another number, a point or a Latin letter. It
        finds more than labels: of a number, those with a character behind it that goes on
        with a label, behind a bracket or 第 any number.
        """
        numbers, enclosing, alone, ends = set[str](), set[str](), set[str](), set[str]()
        for spelling in self.spellings:
            if "sentence" not in spelling.at or not spelling.slots:
                continue
            firsts = first_characters(spelling.slots[0])
            behind = spelling.template.partition("}")[2][:1].strip("{")
            ends.update(spelling.glyphs.get(behind, behind))
            if not spelling.is_worded:
                numbers.update(firsts)
            if not spelling.template.startswith("{"):
                enclosing |= spelling.first
            elif spelling.is_worded or not behind:
                alone.update(firsts)
        number, blank = _one_of(numbers), f"{_one_of(self.blanks)}?"
        # One class in front of all branches lets the engine skip to where one may begin.
        return re.compile(
            f"{_one_of(numbers | enclosing | alone)}"
            f"(?:(?<={_one_of(enclosing)}){blank}{number}"
            f"|(?<![{NUMBER_CHARACTERS}].)"
            f"(?:(?<={_one_of(alone)})|{number}*{blank}{_one_of(ends)}))"
        )

    def inside(self, text: str, at: int, place: str) -> Marker | None:
        """Return the marker at a place that `inline` found.

        `place` is `sentence` or `clause` after the end of one, else `anywhere`.
        """
        spellings: Sequence[Spelling]
        if place == "sentence":
            spellings = self._sentence_spellings(_beginning(text, at))
        else:
            spellings = (
                self._anywhere if place == "anywhere" else self._at_clause
            ).get(text[at], ())
        for spelling in spellings:
            marker = spelling.match(text, at)
            if marker is not None and spelling.stands_after(text, at):
                return marker
        return None

    # ── printing ─────────────────────────────────────────────────────────────────

    def _relabelled(self, family: int, label: str, ordinal: int) -> str:
        """Return the marker of another number in the style of `label`: `(三)` → `(五)`."""
        for spelling in self._patterns:
            if spelling.family.place == family:
                written = spelling.rewritten(label, ordinal)
                if written is not None:
                    return written
        templates = self.families[family].templates
        for slot in dict.fromkeys(
            slot for template in templates for slot in SLOT.findall(template)
        ):
            found = list(number_pattern(slot).finditer(label))
            if not found:
                continue
            span = found[-1] if self.families[family].decimal else found[0]
            number = written_like(span[0], slot, ordinal)
            if number is not None:
                return label[: span.start()] + number + label[span.end() :]
        return self.families[family].format(ordinal) or label


def _spelling(
    data: Mapping[str, Any], family: Family, glyphs: Mapping[str, str]
) -> Spelling:
    """Return a spelling of a family; one that is a pattern is of a class of its own."""
    if "pattern" in data:
        from planparse.grammar.patterns import PatternSpelling

        return PatternSpelling(data, family, glyphs)
    return Spelling(data, family, glyphs)


def _one_of(characters: Set[str]) -> str:
    """Return an expression for one of some characters; without any it matches nowhere."""
    return f"[{re.escape(''.join(sorted(characters)))}]" if characters else "(?!)"


def _beginning(text: str, at: int) -> str:
    """Return the characters by which the spellings of a label at a place are looked up.

    They are its first two; of a number its first digit and what stands behind it, which
    tells more: of 2025年 2年, of 第十二条 第十条.
    """
    number = _NUMBER.match(text, at)
    if number is None:
        return text[at : at + 2]
    end = number.end()
    return text[at : at + 1 + (text[at] == "第")] + text[end : end + 1]
