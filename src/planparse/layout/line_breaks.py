"""Line breaks: whether a sentence goes on across one.

A break is a paragraph's end, a wrap (the sentence goes on), or in doubt, which leaves it alone. What goes on beside
a hole in the numbering is a loss: that only `blocks` can see.

Evidence, the strongest first: brackets open across it, a comma before it, a word of the dictionary across it; the
line is as full as those around it, in a text that is set to a width; the block is prose and what follows has an end.
"""

import math
import re
from bisect import bisect_right
from collections.abc import Callable
from functools import cached_property
from typing import NamedTuple

from planparse.grammar.lexicon import Words
from planparse.layout.page_numbers import counted
from planparse.text.characters import (
    BLANKS,
    CLAUSE_MARKS,
    CLOSERS,
    CLOSINGS,
    OPENINGS,
    PAIRS,
    SENTENCE_ENDS,
    ZERO_WIDTH,
    is_han,
)
from planparse.text.dictionary import LIKELY, THRESHOLD, mid_word

HARD, SOFT, UNCERTAIN = "paragraph", "wrap", "doubt"
"""What a line break is."""

Joint = Callable[[str, str], float]
"""The evidence that a word of the dictionary stands across the joint of two texts."""


class Setting(NamedTuple):
    """The width that lines near by are set to, 0 where they are set to none.

    It is in code points, or in columns (a Han character has two); a line that is no more than `slack` shorter is full.
    """

    width: int
    columns: bool = False

    def measure(self, line: str) -> int:
        """How wide a line is."""
        return columns(line) if self.columns else len(line)

    def fills(self, line: str, onward: str) -> bool:
        """Whether a line is full: what begins `onward` and is not broken (a word in Latin letters) has no room."""
        slack = 4 if self.columns else 2
        if not self.width or len(line) > 2 * self.width:
            return False
        size = self.measure(line)
        word = next(
            (at for at, char in enumerate(onward[:24]) if not _unbroken(char)),
            min(24, len(onward)),
        )
        return (
            self.width - slack <= size <= self.width + slack
            or size <= self.width < size + word
        )


UNSET = Setting(0)


def columns(line: str) -> int:
    """About how many columns a line takes: a character of three bytes takes two."""
    return (len(line.encode("utf-8", "replace")) + len(line)) // 2


def setting(text: str, at: int, ended: frozenset[str]) -> Setting:
    """The width that the lines around a place are set to, from _AROUND lines before it and after it.

    There is one where at least _ALIKE of them break off unended at the same width, most of all that are as wide do so,
    hardly any is wider, and they are prose.
    """
    lines = [*_lines_before(text, at), *_lines_after(text, at)]
    # Most texts have no such lines.
    if (
        sum(len(line) >= _SHORTEST - 2 and line[-1] not in ended for line in lines)
        < _ALIKE
    ):
        return UNSET
    if 2 * len(_PROSE.findall("".join(lines))) < len(lines):
        return UNSET
    best = UNSET
    most = _ALIKE - 1
    for in_columns in (False, True):
        slack, least = (4, 2 * _SHORTEST) if in_columns else (2, _SHORTEST)
        sized = sorted(
            (columns(line) if in_columns else len(line), line[-1] in ended)
            for line in lines
        )
        sizes = [size for size, _ in sized]
        for width in sorted(set(sizes), reverse=True)[:3]:
            if width < least or width > _WIDEST * (1 + in_columns):
                continue
            low, high = (
                bisect_right(sizes, width - slack - 1),
                bisect_right(sizes, width),
            )
            wider = len(sizes) - bisect_right(sizes, width + slack)
            unended = sum(not end for _, end in sized[low:high])
            if (
                wider <= len(sizes) // 8
                and unended > most
                and 2 * unended >= high - low
            ):
                best, most = Setting(width, in_columns), unended
    return best


_AROUND, _ALIKE, _SHORTEST, _WIDEST = 8, 3, 12, 100
_PROSE = re.compile("[，。、,]")


def _lines_before(text: str, at: int) -> list[str]:
    """The last lines that end at or before a place, without their blanks; what reaches too far back is one long one."""
    begin = max(0, at - _REACH)
    lines = text[begin:at].split("\n")
    if begin:
        lines[0] = _LONG
    return list(filter(None, [line.strip(_BLANKS) for line in lines]))[-_AROUND:]


def _lines_after(text: str, at: int) -> list[str]:
    """The next lines that begin behind a place, likewise."""
    end = min(len(text), at + _REACH)
    lines = text[at:end].split("\n")
    if end < len(text):
        lines[-1] = _LONG
    return list(filter(None, [line.strip(_BLANKS) for line in lines[1:]]))[:_AROUND]


_REACH = 1000
_LONG = "x" * 400
_SHORT = 12
"""A line with less of its own that is no prose is a heading or a table's cell."""
_BLANKS = BLANKS + ZERO_WIDTH + "\r"
_BLANKS_AND_ENDS = _BLANKS + "\n"


class Marks(NamedTuple):
    """What a break is judged by: `ends` close a sentence, `closers` a bracket; `inner` stand in one or end it.

    A text may begin with `prefaces` and end in `closings` without a mark; `credits` end a line that is no sentence.
    Where a line ends in one of `unfinished`, begins with one of `dependent` or ends as `wanting` says, the sentence
    runs across the break.
    """

    ends: frozenset[str]
    closers: frozenset[str]
    inner: str
    closings: tuple[str, ...]
    prefaces: tuple[str, ...]
    credits: tuple[str, ...]
    unfinished: tuple[str, ...]
    dependent: tuple[str, ...]
    wanting: re.Pattern[str]


def marks_of(words: Words) -> Marks:
    """The marks and words of the word lists."""
    lists = words.lists
    verbs, leading = ("|".join(lists[name]) for name in ("wanting", "leading"))
    return Marks(
        frozenset(SENTENCE_ENDS),
        frozenset(CLOSERS),
        CLAUSE_MARKS,
        lists["closings"],
        lists["prefaces"],
        lists["credits"],
        lists["unfinished"],
        lists["dependent"],
        re.compile(f"[{re.escape(CLAUSE_MARKS)}、](?:{leading})*(?:{verbs})\\Z"),
    )


class Breaks:
    """Judges the breaks after a block, from what its lines have been like so far and how the text around is set.

    `classifier` tells lines that are no prose (dates, signatures).
    """

    def __init__(
        self,
        text: str,
        marks: Marks,
        joint: Joint,
        classifier: Callable[[int, int], bool],
    ) -> None:
        self.text, self.marks = text, marks
        self.joint, self.classifier = joint, classifier
        self.terminal = marks.ends | marks.closers
        self.inner = re.compile(f"[{re.escape(marks.inner)}]")
        self.set = UNSET
        self.set_until = -1
        self.titled = True
        self.begin()

    def begin(self, *, numbered: bool = False) -> None:
        """A new block: nothing is known of its lines. Behind the first `numbered` one titles are few."""
        self.seen = -1
        self.prose = False
        self.titled = self.titled and not numbered

    def verdict(
        self, line: int, start: int, body: int, upto: int, numbered: bool, headed: bool, head: int, end: int
    ) -> str:  # fmt: skip
        """What the break between a block and the next line, `[head, end)`, is.

        The block's first line begins at `line`, its text at `start`, behind its label at `body`, and ends at
        `upto`; `numbered` says whether it has a label, `headed` whether it may be a heading.
        """
        text = self.text
        at = self.seen if self.seen >= 0 else start
        own = text[max(at, body) : upto]
        self.seen = head
        if not self.prose:
            plain = not headed or upto - body > _HEADING
            self.prose = (self.inner if plain else _SENTENCES).search(
                own
            ) is not None or (not numbered and own.startswith(self.marks.prefaces))
        gap, last, onward = text[upto:head], text[at:upto], text[head:end]
        inset, indented = gap.endswith(_INDENTS), text[line:start].endswith(_INDENTS)
        if inset and indented:
            return HARD
        page = gap.strip(_BLANKS_AND_ENDS)
        if page.startswith("<!--"):
            before, _, behind = gap.partition(page)
            blank = _line_ends(before) > 1 or _line_ends(behind) > 1
        else:
            blank = not page and _line_ends(gap) > 1
        # A number that may be a table's.
        bare = page.isalnum() and upto + gap.find(page) not in self.page_numbers
        ended = last[-1] in self.terminal
        if ended and not indented and not self._inside(last, at > start):
            return HARD  # most breaks: how the text is set need not be asked
        apart = bool(blank or inset or bare)
        if not ended and (
            self._goes_on(last, onward) or not (own or headed)
        ):  # 四是 at a line's end
            found = SOFT if self.prose or not bare else HARD
        else:
            full = not apart and self.is_full(upto, onward)
            if ended:
                found = (
                    SOFT
                    if full and not onward.startswith(self.marks.prefaces)
                    else HARD
                )
            elif (
                self.prose
                or full
                or numbered
                or len(own) >= _SHORT
                or self._runs_on(onward)
            ) and self._parted(upto, head, onward, bare):
                found = SOFT
            elif apart:
                found = HARD
            elif self._scrap(onward) and (self.prose or len(own) >= _SHORT):
                found = SOFT
            elif full:
                # The first line of what is neither numbered nor indented nor prose yet may be a title that is as wide.
                plain = (
                    not self.titled or self.prose or numbered or indented or at > start
                )
                found = (
                    SOFT if plain or self._spanning(upto, head) > LIKELY else UNCERTAIN
                )
            else:
                found = self._short(last, onward)
        if found == SOFT and (
            self.classifier(head, end)
            or (not numbered and self.classifier(start, upto))
        ):
            return HARD
        return found

    def is_index(self, upto: int, head: int, end: int) -> bool:
        """Whether a line that may be a page's number belongs to the letters before it: 广义货币M|2, （PM|10."""
        latin = _is_latin(self.text[upto - 1]) and self.text[head:end].isdecimal()
        return latin and head not in self.page_numbers

    @cached_property
    def page_numbers(self) -> frozenset[int]:
        """Where the bare numbers stand that count the text's pages."""
        return counted(self.text, self.terminal)

    def _short(self, last: str, onward: str) -> str:
        """What a break behind a line that is not full is, where nothing shows that the sentence goes on."""
        if not self.prose:
            return HARD
        if self._begun(last, onward):
            return SOFT
        if not self.set.width:
            called = len(onward) <= _SHORT and onward[-1] in "：:"  # 各位代表：
            return HARD if called or last.endswith(self.marks.credits) else UNCERTAIN
        # Latin letters and blanks that are stretched make lines of one width that count less.
        return (
            SOFT
            if self._runs_on(onward)
            and 5 * self.set.measure(last) >= 4 * self.set.width
            else HARD
        )

    def _inside(self, last: str, onward: bool) -> bool:
        """Whether a full line that ends in an end mark or a bracket may stand inside a paragraph for all that.

        Paragraphs seldom end in a semicolon behind their first line, and never in what is in brackets or quotation
        marks inside a sentence; 。（责任单位：市水利局）is behind one.
        """
        if last[-1] in self.marks.ends:
            return onward and last[-1] in "；;"
        if last[-2:-1] in self.marks.ends:
            return False
        begin = max(last.rfind("（"), last.rfind("("))
        return (
            last[-1] not in "）)" or begin < 1 or last[begin - 1] not in self.marks.ends
        )

    def _parted(self, upto: int, head: int, onward: str, bare: bool) -> bool:
        """Whether a break parts a word, by as much evidence as it takes here."""
        likely = self.prose and not bare and self._runs_on(onward)
        return self._spanning(upto, head) > (LIKELY if likely else THRESHOLD)

    def is_full(self, upto: int, onward: str) -> bool:
        """Whether the line that ends at a place is as wide as those around it, with its indent or without."""
        line = self.text[
            max(self.text.rfind("\n", 0, upto) + 1, upto - 2 * _WIDEST - 1) : upto
        ]
        own = line.lstrip(_BLANKS)
        set_to = self._near(upto, own, onward)
        return set_to.fills(own, onward) or (
            len(own) < len(line) and set_to.fills(line, onward)
        )

    def _near(self, at: int, last: str, onward: str) -> Setting:
        """How the text is set here; what is found holds for a few lines. Beside a much longer line it is not."""
        if not _SHORTEST <= len(last) <= 2 * _WIDEST or len(onward) > 2 * len(last):
            return UNSET
        if at > self.set_until:
            found = setting(self.text, at, self.terminal)
            if found.width or not self.set.fills(last, onward):
                self.set = found
            self.set_until = at + 3 * max(self.set.width, 40)
        return self.set

    def _goes_on(self, last: str, onward: str) -> bool:
        """Whether marks beside a break show that the sentence runs across it, or words where it is prose."""
        if onward[0] in _NEVER_FIRST or last[-1] in _NEVER_LAST or opened(last, onward):
            return True
        if not self.prose:
            return False
        if _INDEX.fullmatch(onward if _is_latin(last[-1]) else last):
            return True
        ends, begins = (
            last.endswith(self.marks.unfinished),
            onward.startswith(self.marks.dependent),
        )
        return (
            ends
            or begins
            or self.marks.wanting.search(last, max(0, len(last) - _VERBS)) is not None
        )

    def _scrap(self, onward: str) -> bool:
        """Whether a line is too short for a sentence, so the end of one: 补助⏎金额。 A 特此通知。 is none."""
        return (
            len(onward) <= _SCRAP
            and onward[-1] == "。"
            and not onward.endswith(self.marks.closings, 0, -1)
        )

    def _begun(self, last: str, onward: str) -> bool:
        """Whether a sentence has hardly begun at the end of a line, and goes on in the next: 。加大."""
        at = max(map(last.rfind, self.marks.inner))
        return (
            0 <= len(last) - 4 <= at
            and not last.endswith(self.marks.closings)
            and self._runs_on(onward)
        )

    def _runs_on(self, onward: str) -> bool:
        """Whether a line holds or ends a sentence."""
        return onward[-1] in self.terminal or self.inner.search(onward) is not None

    def inside_word(self, upto: int, head: int) -> bool:
        """Whether a word of the dictionary stands across the break between `upto` and `head`, by that alone."""
        return self._spanning(upto, head) > THRESHOLD

    def _spanning(self, upto: int, head: int) -> float:
        before, after = self.text[max(0, upto - 8) : upto], self.text[head : head + 8]
        return (
            self.joint(before, after)
            if is_han(before[-1]) and is_han(after[0])
            else -math.inf
        )


def _line_ends(gap: str) -> int:
    return gap.count("\n") + gap.count("\r") - gap.count("\r\n")


def opened(last: str, onward: str) -> str:
    """The bracket or quotation mark that is open at the end of a line and closed in the next; empty without one."""
    if not _OPENING.search(last):
        return ""
    for opening, closing in PAIRS:
        at = max(map(last.rfind, opening))
        if at >= 0 and at > max(map(last.rfind, closing)):
            close = min(
                (place for place in map(onward.find, closing) if place >= 0), default=-1
            )
            if close >= 0 and not any(mark in onward[:close] for mark in opening):
                return last[at]
    return ""


_OPENING = re.compile(f"[{re.escape(OPENINGS)}]")
_NEVER_LAST = frozenset("，、," + OPENINGS)
_NEVER_FIRST = frozenset("，。；、！？’…,;!?%％" + CLOSINGS)
_INDENTS = ("\u3000\u3000", "    ")
_INDEX = re.compile(r"[0-9]{1,2}(?:\.[0-9])?")
"""A line that was set apart for it stands low or high: PM|2.5, CO|2."""
_VERBS = 12
"""A mark, and behind it a verb with the words that lead up to it, take no more."""
_SCRAP = 5
"""Hardly a sentence is as short as that, with its end mark."""
_HEADING = 50
"""Up to so many characters a numbered line with commas may still be a heading."""


_SENTENCES = re.compile("[。；;！？!?]")
"""A text holds the end of a sentence or a clause, not only commas as a heading may."""


def _is_latin(char: str) -> bool:
    return char.isascii() and char.isalpha()


def _unbroken(char: str) -> bool:
    return char.isascii() and not char.isspace()


def glue(text: str, start: int, end: int) -> str:
    """What comes in the place of a wrap `text[start:end]`: a space between two Latin words, else nothing.

    A single letter is more likely a part of a word that was cut (OP|C) than a word.
    """
    before, after = text[max(0, start - 2) : start], text[end : end + 2]
    latin = (
        len(before) == len(after) == 2
        and (before + after).isascii()
        and (before + after).isalpha()
    )
    return " " if latin else ""


def why(text: str, start: int, end: int) -> tuple[float, str]:
    """How sure a wrap is, from 0 to 1, and the strongest evidence for it; the break is `text[start:end]`."""
    gap = text[start:end]
    between = (
        f", over {gap.strip()}"
        if gap.strip()
        else ", over an empty line"
        if gap.count("\n") > 1
        else ""
    )
    last = text[max(text.rfind("\n", 0, start) + 1, start - 200) : start]
    stop = text.find("\n", end, end + 200)
    onward = text[end : stop if stop >= 0 else end + 200]
    if not last or not onward:
        return 0.9, f"a sentence runs across the break{between}"
    if is_han(last[-1]) and is_han(onward[0]) and mid_word(last[-8:], onward[:8]):
        return 0.99, f"a word across the break: {last[-2:]}|{onward[:2]}{between}"
    if mark := opened(last, onward):
        return 0.99, f"{mark} is open at the break{between}"
    if last[-1] in "，、,":
        return 0.99, f"a clause goes on after {last[-1]}{between}"
    if onward[0] in _NEVER_FIRST:
        return 0.99, f"no line begins with {onward[0]}{between}"
    return 0.97, f"a full line, or words that end no sentence{between}"
