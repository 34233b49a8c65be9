"""Judge line breaks: whether a sentence runs across one.

A break is hard (a paragraph ends), soft (the sentence goes on) or uncertain, which leaves
it alone. What goes on beside a gap in the numbering is a loss: that only `paragraphs` can
see.

Evidence for a soft break, the strongest first: brackets open across it, a comma before it,
a word of the dictionary across it; the line is as full as those around it, in a text that
is set to a width; the block is prose and what follows has an end.
"""

import math
import re
from collections.abc import Callable
from typing import Any, Final, Literal, NamedTuple

from planparse.grammar import wordlists
from planparse.layout.break_marks import open_bracket, wanting
from planparse.layout.line_width import INVISIBLE, LineWidths
from planparse.layout.page_numbers import PageNumbers
from planparse.lazy import lazy
from planparse.text.characters import (
    CLAUSE_MARKS,
    CLOSINGS,
    ENDS,
    FULL_STOPS,
    OPENINGS,
    ROUND,
    SEMICOLONS,
    SENTENCE_ENDS,
    is_han,
    is_latin,
)
from planparse.text.dictionary import LIKELY, REACH, THRESHOLD
from planparse.text.expressions import any_of
from planparse.text.positions import line_ends
from planparse.tree import BreakEvidence, Span

_PIECE = 20
"""A line that a link was made of is no longer. Of 33 uncertain breaks in 547 documents, 15
are beside such a line and no cell, and all of these stand in mid-sentence; of the others 4
do."""
_CELL = re.compile("[0-9A-Za-z-]")
"""What stands at an edge of a cell of a table, or begins an item."""

BreakKind = Literal["hard", "soft", "uncertain"]
"""What a line break is: a paragraph ends, the sentence goes on, or neither is sure."""

WordEvidence = Callable[[str, str], float]
"""The evidence that a word of the dictionary stands across the break between two texts."""


class Verdict(NamedTuple):
    """What a line break is, and what showed that it is not hard."""

    kind: BreakKind
    evidence: BreakEvidence | None = None


_HARD: Final = Verdict("hard")


class OpenBlock(NamedTuple):
    """A block as far as it has been read: what stands before a break.

    Its first line begins at `line`, its text at `start`, behind its label at `body`; its
    last line's text begins at `last` and ends at `end`. It is `numbered` if it has a label,
    and `may_be_heading` if labels of that family have headings; it `may_be_title` before
    the first section.
    """

    line: int
    start: int
    body: int
    last: int
    end: int
    numbered: bool
    may_be_heading: bool
    may_be_title: bool


class _Break(NamedTuple):
    """A break and the texts beside it.

    `last` is the text of the block's last line, `own` the same without a label, `following`
    the next line's text. The block's first line is `indented`, the next line `inset`. It is
    `apart` if it is inset, if an empty line stands between or a number that may be a
    table's (`number`).
    """

    block: OpenBlock
    prose: bool
    head: int
    last: str
    own: str
    following: str
    indented: bool
    inset: bool
    number: bool
    apart: bool

    @property
    def is_first_line(self) -> bool:
        """Whether the line before the break is the first of its paragraph."""
        return self.block.last == self.block.start


class LineBreaks:
    """Judges the breaks of a text in reading order.

    The order matters for the width alone that lines are set to. `stands_alone` tells, by
    its span, a line that is part of no sentence (a date, a signature).
    """

    def __init__(
        self,
        text: str,
        words: wordlists.LineBreaks,
        page_numbers: PageNumbers,
        word_evidence: WordEvidence,
        stands_alone: Callable[[int, int], bool],
    ) -> None:
        """Take the text, words beside breaks, and what knows page numbers, words, lone lines."""
        self.kept: dict[str, Any] = {}
        self._text = text
        self._words = words
        self._page_numbers = page_numbers
        self._word_evidence = word_evidence
        self._stands_alone = stands_alone
        self._widths = LineWidths(text, ENDS)

    @lazy
    def _wanting(self) -> re.Pattern[str]:
        """What finds a verb that wants an object; few texts need it."""
        return wanting(self._words)

    @lazy
    def _broken(self) -> re.Pattern[str]:
        """What finds a break inside a time or a number; few lines end so."""
        measured = any_of(self._words.measured)
        return re.compile(_BROKEN_TIME.replace("MEASURED", f"(?:{measured})"))

    def _inside_time(self, last: str, following: str) -> bool:
        """Return whether a time or a number begins before a break and ends behind it.

        Of 9月30⏎日前 it does. A line that is nothing else may be a cell of a table.
        """
        if last[-1] not in _OF_TIMES:
            return False
        return self._broken.search(f"{last[-14:]}\n{following[:8]}") is not None

    def may_go_on(self, end: int) -> bool:
        """Return whether a line that ends there may go on in the next; if not, it has ended.

        In a text that is set to a width any line may.
        """
        return self._text[end - 1] not in ENDS or bool(self._widths.last.size)

    def is_full(self, end: int, line: Span) -> bool:
        """Return whether the line that ends at `end` is as wide as those around it.

        `line` is the next one.
        """
        return self._widths.is_full(end, self._text[slice(*line)])

    def shows_prose(self, block: OpenBlock) -> bool:
        """Return whether a block's last line is part of a sentence, not of a heading.

        A heading may have commas, but none is longer than `_HEADING`.
        """
        own = self._text[max(block.last, block.body) : block.end]
        is_long = block.end - block.body > _HEADING
        is_prose = is_long or not block.may_be_heading
        marks = _CLAUSE_MARKS if is_prose else _SENTENCE_MARKS
        return not marks.isdisjoint(own) or (
            not block.numbered and own.startswith(self._words.prefaces)
        )

    def parts_word(self, end: int, head: int) -> bool:
        """Return whether a word of the dictionary stands across a break."""
        return self._evidence(end, head) > THRESHOLD

    def judge(self, block: OpenBlock, line: Span, *, prose: bool) -> Verdict:
        """Judge the break between a block and the next line, by the first sign that tells.

        `prose` says that a line of the block is part of a sentence (see `shows_prose`).
        """
        at = self._break(block, line, prose)
        verdict = (
            _indented(at)
            or self._ended(at)
            or self._running_on(at)
            or self._by_width(at, full=self._fills(at))
        )
        if verdict.kind == "soft" and (
            self._stands_alone(*line)
            or (not block.numbered and self._stands_alone(block.start, block.end))
        ):
            return _HARD
        return verdict

    def is_doubtful(self, verdict: Verdict, block: OpenBlock, line: Span) -> bool:
        """Return whether an uncertain break may well stand in mid-sentence.

        Of two long lines the first is rather a paragraph that lacks its mark: one of them
        is a scrap, as where links became lines of their own. A title may be of any length.
        """
        if verdict.kind != "uncertain" or verdict.evidence == "perhaps a title":
            return verdict.kind == "uncertain"
        last, following = self._text[block.last : block.end], self._text[slice(*line)]
        beside = last[-1] + following[0]
        return min(len(last), len(following)) <= _PIECE and not _CELL.search(beside)

    def _break(self, block: OpenBlock, line: Span, prose: bool) -> _Break:
        """Collect what stands on both sides of a break."""
        text = self._text
        head, end = line
        gap = text[block.end : head]
        inset = number = empty = False
        if gap != "\n":
            inset = gap.endswith(_INDENTS)
            between = gap.strip(_INVISIBLE_AND_ENDS)
            number = between.isdecimal() and (
                block.end + gap.find(between) not in self._page_numbers.counting
            )
            empty = _has_empty_line(gap, between)
        return _Break(
            block=block,
            prose=prose,
            head=head,
            last=text[block.last : block.end],
            own=text[max(block.last, block.body) : block.end],
            following=text[head:end],
            indented=text[block.line : block.start].endswith(_INDENTS),
            inset=inset,
            number=number,
            apart=inset or number or empty,
        )

    # ── by marks and words alone ─────────────────────────────────────────────────────

    def _ended(self, at: _Break) -> Verdict | None:
        """Judge a line that has ended, the usual case: how the text is set says no more."""
        if not at.own or at.last[-1] not in ENDS or at.indented:
            return None
        if self._may_go_on_ended(at):
            return None
        return _HARD

    def _may_go_on_ended(self, at: _Break) -> bool:
        """Return whether a full line can be mid-paragraph although it has ended.

        Paragraphs seldom end in a semicolon behind their first line, and never in what is
        in brackets or quotation marks inside a sentence; 。（责任单位：市水利局）is behind one.
        """
        last = at.last
        if last[-1] in _SENTENCE_ENDS:
            return not at.is_first_line and last[-1] in "；;"
        if last[-2:-1] in _SENTENCE_ENDS:
            return False
        begin = max(map(last.rfind, ROUND.opening))
        return (
            last[-1] not in ROUND.closing
            or begin < 1
            or last[begin - 1] not in _SENTENCE_ENDS
        )

    def _running_on(self, at: _Break) -> Verdict | None:
        """Judge a line that shows that its sentence runs on, by marks or by words."""
        if at.own and at.last[-1] in ENDS:
            return None
        evidence = self._sign_of_running_on(at)
        if evidence is None and self._inside_time(at.last, at.following):
            evidence = "unfinished"
        if evidence is None:
            return None
        # A number may stand between the cells of a table.
        return Verdict("soft", evidence) if at.prose or not at.number else _HARD

    def _sign_of_running_on(self, at: _Break) -> BreakEvidence | None:
        """Return the first sign that a sentence runs across the break, None where there is none.

        Marks come before words: an open bracket or a comma at the line's end, a mark
        that no line begins with. A label at a line's end (四是) has its text in the
        next line, or its heading, if that is short.
        """
        last, following = at.last, at.following
        if not at.own and self._is_text_of_label(at):
            return "label alone"
        edge = last[-1]
        if edge in ENDS:
            return None
        if open_bracket(last, following):
            return "open bracket"
        if edge in OPENINGS:
            return "bracket last"
        if edge in _COMMAS:
            return "comma"
        if following[0] in _NEVER_FIRST:
            return "mark first"
        if at.prose:
            if re.fullmatch(_INDEX, following if is_latin(edge) else last):
                return "index"
            if self._is_unfinished(last, following):
                return "unfinished"
        return None

    def _is_text_of_label(self, at: _Break) -> bool:
        """Return whether the next line belongs to a label that stands alone: 四是, （一）."""
        if not at.block.may_be_heading:
            return True
        following = at.following
        return (
            at.block.numbered
            and len(following) <= _HEADING
            and following[-1] not in ENDS
        )

    def _is_unfinished(self, last: str, following: str) -> bool:
        """Return whether words at the break need what stands on its other side."""
        words = self._words
        return (
            last.endswith(words.unfinished)
            or following.startswith(words.dependent)
            or self._wanting.search(last[-_VERBS:]) is not None
        )

    # ── by the width that the text is set to ─────────────────────────────────────────

    def _fills(self, at: _Break) -> bool:
        """Return whether the last line is full and nothing stands between it and the next."""
        return not at.apart and self._widths.is_full(at.block.end, at.following)

    def _by_width(self, at: _Break, *, full: bool) -> Verdict:
        """Judge a break that no mark beside it decides.

        Behind an end mark a paragraph may end even where the line is full. Otherwise a
        full line goes on, and a short one does so only by evidence of its own.
        """
        if at.last[-1] in ENDS:
            goes_on = full and not at.following.startswith(self._words.prefaces)
            return Verdict("soft", "full line") if goes_on else _HARD
        return (
            self._inside_word(at, full=full)
            or _set_apart(at)
            or self._before_scrap(at)
            or (self._after_full_line(at) if full else self._after_short_line(at))
        )

    def _inside_word(self, at: _Break, *, full: bool) -> Verdict | None:
        """Judge a break with a word across it, by as much evidence as it takes here.

        经济社会发⏎展 is one word across the break: that proves a sentence. Where both
        halves may be words of their own, the evidence is weaker, and the text must be
        prose.
        """
        if not (
            at.prose
            or full
            or at.block.numbered
            or _is_long(at)
            or self._runs_on(at.following)
        ):
            return None
        evidence = self._evidence(at.block.end, at.head)
        if evidence > THRESHOLD:
            return Verdict("soft", "word")
        if (
            evidence > LIKELY
            and at.prose
            and not at.number
            and self._runs_on(at.following)
        ):
            return Verdict("soft", "likely word")
        return None

    def _before_scrap(self, at: _Break) -> Verdict | None:
        """Judge a break before a line too short for a sentence, so the end of one.

        金额。 behind 补助 is one, 特此通知。 is not.
        """
        following = at.following
        if (
            (at.prose or _is_long(at))
            and len(following) <= _SCRAP
            and following[-1] == "。"
            and not following.endswith(self._words.closings, 0, -1)
        ):
            return Verdict("soft", "scrap")
        return None

    def _after_full_line(self, at: _Break) -> Verdict:
        """Judge a break behind a full line, which may be a title that is as wide.

        A title on several lines is as wide as the text below it, so that the first line
        of a paragraph is left alone where no word runs across.
        """
        block = at.block
        may_be_title = (
            block.may_be_title
            and at.is_first_line
            and not (at.prose or block.numbered or at.indented)
        )
        if may_be_title and self._evidence(block.end, at.head) <= LIKELY:
            return Verdict("uncertain", "perhaps a title")
        return Verdict("soft", "full line")

    def _after_short_line(self, at: _Break) -> Verdict:
        """Judge a break behind a line that is not full."""
        last, following = at.last, at.following
        if self._agrees(at):
            return Verdict("soft", "full line")
        if not at.prose:
            return _HARD
        if self._has_just_begun(last) and self._runs_on(following):
            return Verdict("soft", "sentence just begun")
        width = self._widths.last
        if not width.size:
            if last.endswith(self._words.credits) or _is_salutation(following):
                return _HARD
            return Verdict("uncertain", "no end mark")
        # Latin letters and blanks that are stretched make lines of one width that count less.
        nearly_full = width.measure(last) >= _NEARLY_FULL * width.size
        if nearly_full and self._runs_on(following):
            return Verdict("soft", "nearly full line")
        return _HARD

    def _agrees(self, at: _Break) -> bool:
        """Return whether a line is as full as the few others that break off."""
        return (
            (at.prose or at.block.numbered)
            and not (at.apart or self._widths.last.size)
            and self._runs_on(at.following)
            and self._widths.is_shared(at.block.end)
        )

    def _has_just_begun(self, last: str) -> bool:
        """Return whether a sentence has hardly begun at the end of a line: 。加大."""
        mark = max(map(last.rfind, CLAUSE_MARKS))
        begun = 0 <= len(last) - _JUST_BEGUN <= mark
        return begun and not last.endswith(self._words.closings)

    def _runs_on(self, following: str) -> bool:
        """Return whether a line holds or ends a sentence."""
        return following[-1] in ENDS or not _CLAUSE_MARKS.isdisjoint(following)

    def _evidence(self, end: int, head: int) -> float:
        """Return the evidence that a word of the dictionary stands across a break."""
        before = self._text[max(0, end - REACH) : end]
        after = self._text[head : head + REACH]
        if not (is_han(before[-1]) and is_han(after[0])):
            return -math.inf
        return self._word_evidence(before, after)


def _indented(at: _Break) -> Verdict | None:
    """Judge a break between two lines that are indented: each begins a paragraph."""
    return _HARD if at.inset and at.indented else None


def _set_apart(at: _Break) -> Verdict | None:
    """Judge a break with an empty line, an indent or a number in it."""
    return _HARD if at.apart else None


def _has_empty_line(gap: str, between: str) -> bool:
    """Return whether an empty line stands in a gap, which may hold one comment besides."""
    if between.startswith("<!--"):
        before, _, behind = gap.partition(between)
        return _has_lines(before) or _has_lines(behind)
    return not between and _has_lines(gap)


def _has_lines(stretch: str) -> bool:
    """Return whether several lines end in a stretch."""
    return line_ends(stretch, 0, len(stretch)) > 1


def _is_long(at: _Break) -> bool:
    """Return whether a line is too long for a heading of few words or a table's cell."""
    return len(at.own) >= _LONG


def _is_salutation(line: str) -> bool:
    """Return whether a line is a salutation: 各位代表：."""
    return len(line) <= _SALUTATION and line[-1] in "：:"


_COMMAS = "，、,"
_NEVER_FIRST = frozenset("，。；、！？’…,;!?%％" + CLOSINGS)
"""What no line begins with: marks that belong to what is before them."""
_CLAUSE_MARKS = frozenset(CLAUSE_MARKS)
_SENTENCE_ENDS = frozenset(SENTENCE_ENDS)
_SENTENCE_MARKS = frozenset(FULL_STOPS + SEMICOLONS)
"""What ends a sentence or a clause; a heading may have commas."""
_INDEX = r"[0-9]{1,2}(?:\.[0-9])?"
"""A line that was set apart for it stands low or high: PM|2.5, CO|2."""
_INDENTS = ("\u3000\u3000", "    ")
"""An indent of two Han characters (GB/T 9704—2012, 7.3.3), or its width in spaces."""
_INVISIBLE_AND_ENDS = INVISIBLE + "\r\n"

_HEADING = 50
"""The longest heading of several clauses, in characters.

Of 765 headings with a comma in 540 documents 99 % have at most 47 (the longest 60).
"""
_VERBS = 12
"""How far before the break the mark may stand that a verb follows.

The longest of 21 such endings in 540 documents takes 5 characters; the rest is room.
"""
_SCRAP = 5
"""The longest line that is too short for a sentence, with its end mark.

Of 13,070 paragraphs of one line that end in 。 in 540 documents 7 are as short; of lines
that are the end of a sentence, 22.
"""
_LONG = 12
"""From how many characters on a line is no table's cell; a choice."""
_SALUTATION = 12
"""The longest salutation; a choice (中华人民共和国公民们：has 11)."""
_JUST_BEGUN = 4
"""How much of a sentence may stand at the end of a line, with the mark before; a choice."""
_NEARLY_FULL = 0.8
"""The share of the width that a nearly full line takes; a choice.

It decides 12 breaks of 540 documents.
"""


_OF_TIMES = frozenset("0123456789年月日底末万亿")
"""The last characters of a line that is broken inside a time or a number."""
_BROKEN_TIME = (
    r"[^\n]{2}(?:"
    r"[12][0-9]{3}\n年(?:[0-9]{1,2}月|[底末内])"
    r"|[12][0-9]{3}年\n[0-9]{1,2}月(?:[底末]|[0-9]{1,2}日|[上中下]旬)?(?:之|以)?[前，完]"
    r"|年(?:[0-9]{1,2}\n|[0-9]\n[0-9])月(?:[底末前，完]|[0-9])"
    r"|(?<![0-9])[0-9]{1,2}月\n(?:[底末]|[0-9]{1,2}日)(?:之|以)?[前，完]"
    r"|月(?:[0-9]{1,2}\n|[0-9]\n[0-9])日(?:之|以)?[前，至起]"
    r"|[0-9](?:[年月][底末]|日)\n(?:之|以)?前"
    r"|[0-9](?:\n[万亿]|[万亿]\n)MEASURED"
    r")"
)
