"""Part a section's heading from its own text, which may begin on the same line.

A run-in heading ends in a mark (`（一）标题。正文`, `（一）标题：正文`), at a blank
(`三、标题 正文`), or behind several clauses (`加强领导，落实责任。正文`).
"""

import re
from collections.abc import Mapping
from functools import cache
from typing import NamedTuple

from planparse.grammar.lexicon import Lexicon
from planparse.grammar.spelling import Family
from planparse.grammar.wordlists import Headings
from planparse.layout.paragraphs import Block
from planparse.text.characters import BLANK, BLANKS, COMMAS, QUOTE, ROUND, TITLE
from planparse.text.expressions import any_of
from planparse.tree import Span

_SHORTEST_BEFORE_BLANK = 4
"""A blank behind fewer characters parts no heading: 工 作 要 点. A choice: doubled or
halved, it changes none of 546 real documents."""
_LONGEST_BEFORE_BLANK = 60
"""A heading that ends at a blank has no more characters. A choice: doubled or halved,
it changes none of 546 real documents."""
_LONGEST_BEFORE_MARK = 50
"""A heading that ends in a mark has no more characters: the 99th percentile of 2,674
with 。 is 37. Doubled, it changes 8 of 546 real documents; halved, 41."""
_LONGEST_CLAUSE = 26
"""A clause of a heading of several clauses has no more characters, … Doubled, it
changes 1 of 546 real documents; halved, 34."""
_LONGEST_OF_CLAUSES = 44
"""… and all of these together no more than this. Doubled, it changes 2 of 546 real
documents; halved, 39."""
_SHORTEST_BODY = 30
"""The text behind a heading of several clauses has no fewer characters. Doubled, it
changes 16 of 546 real documents; halved, 4."""
_LONGEST_ALONE = 60
"""A longer sentence is no heading, though sections stand below it. Doubled, it changes
14 of 546 real documents; halved, 22."""
_LONGEST_BEFORE_SENTENCE = 40
"""A first sentence that is longer is no heading, though sections stand below it.
Doubled, it changes 12 of 546 real documents; halved, 13."""

_PAGE_BREAK = "〓"
"""Stands for page numbers between lines: it is no mark, no blank and no word."""

_ENCLOSED = "|".join(
    (
        *(kind.around("{0,80}") for kind in (ROUND, TITLE, QUOTE)),
        r"(?<![a-zA-Z])[a-zA-Z]++://[!-~]*",  # an address
        r"[0-9０-９][:：](?=[0-9０-９])",  # a ratio, a time
    )
)
"""What no mark and no blank inside parts."""
_MARKS = "。：:！？；;，,"
_MARK_OUTSIDE = re.compile(rf"{_ENCLOSED}|([{_MARKS}])")
_PLAIN_MARK = re.compile(
    f"[^{_MARKS}{ROUND.opening}{TITLE.opening}{QUOTE.opening}{BLANKS}]*(?:\\Z|[。！？；;，,]|(?<![0-9０-９a-zA-Z])[：:])"
)
"""The usual case of the same, found faster: nothing before the mark can enclose it.

No blank stands before it either, at which a heading might end. It also matches what has
neither mark nor blank.
"""
_GAP = r"(?:[\u3000\t]|[ \u00a0]{2,}|(?<![!-~])[ \u00a0](?![!-~]))"
_GAP_OUTSIDE = f"{_ENCLOSED}|({_GAP})"
_BLANKS = re.compile(f"{BLANK}+")
_SENTENCE_END = "[。！？]"
_PROSE_MARK = "[，；。！？]"
_HEADING_ENDS = "。：:；;"
"""Marks that close a heading and are no part of it."""
_CLAUSES = re.compile(
    "({0}(?:[，,]{0}){{1,2}})(?:[。：:]|{1})".format(
        f"[^，,。；;：:！？!?0-9０-９{ROUND.opening} \t\u3000\u00a0]{{3,{_LONGEST_CLAUSE}}}",
        _GAP,
    )
)
"""Two or three clauses (group 1) and what ends them."""


Split = tuple[Span, Span]
"""Where a section's heading and its own text lie; either may be empty."""


class _Words(NamedTuple):
    """What stands behind a section's label, and the first mark in it with its place.

    Offsets are code points of `text`; `has_children` says that sections stand below.
    """

    text: str
    start: int
    end: int
    mark: int
    closes: str
    has_children: bool

    def heading_until(self, end: int, following: int) -> Split:
        """Return the heading up to `end`, and the section's own text from `following`."""
        return Span(self.start, end), Span(following, self.end)

    def without_heading(self) -> Split:
        """Return all of it as the section's own text."""
        return Span(self.start, self.start), Span(self.start, self.end)


class HeadingSplitter:
    """Parts headings by the word lists of a lexicon, compiled when first needed."""

    def __init__(self, lexicon: Lexicon, marked: Mapping[int, int]) -> None:
        """Take a lexicon, and the spans that marks show to be headings, start to end."""
        self._words, self._blanks = lexicon.words.headings, lexicon.blanks
        self._leads = lexicon.blanks | {"\r", "\n"}
        """What may stand between a label and its words; a label may stand alone."""
        self._dependent = lexicon.words.line_breaks.dependent
        self._marked = marked

    def split_heading(
        self, text: str, block: Block, family: Family, *, has_children: bool
    ) -> Split:
        """Return where a section's heading and its own text lie.

        A section that `has_children` below it has a heading, if it may have one.
        """
        breaks = block.soft_breaks
        if breaks and any(text[at.start : at.end].strip() for at in breaks):
            return self._split_over_pages(text, block, family, has_children)
        start, end = block.body, block.end
        while start < end and text[start] in self._leads:
            start += 1
        if start == end or family.untitled:
            return Span(start, start), Span(start, end)
        if block.start in self._marked or start in self._marked:
            split = self._by_marks(text, block, start)
            if split is not None:
                return split
        plain = _PLAIN_MARK.match(text, start, end)
        if plain is None:
            mark = _find(_MARK_OUTSIDE, text, start, end)
        else:
            mark = plain.end() - 1 if text[plain.end() - 1] in _MARKS else -1
        if mark < 0:
            last = start if family.spoken else end
            return Span(start, last), Span(last, end)
        words = _Words(text, start, end, mark, text[mark], has_children)
        split = self._before_blank(words) if plain is None else None
        if split is None:
            is_clause = words.closes in COMMAS
            split = self._clauses(words) if is_clause else self._before_mark(words)
        if split is None and has_children:
            split = self._alone(words) or self._before_sentence(words)
        return split or words.without_heading()

    def _by_marks(self, text: str, block: Block, start: int) -> Split | None:
        """Split behind what marks show to be a heading: `**（一）保洁。** 每周一次。`.

        Emphasis in mid-sentence is none, nor is what holds a sentence.
        """
        last, from_label = self._marked.get(block.start, 0), True
        if last <= start:
            last, from_label = self._marked.get(start, 0), False
        if not start < last <= block.end:
            return None
        end = start + len(text[start:last].rstrip(_HEADING_ENDS))
        following = self._skip_blanks(text, last, block.end)
        if last < block.end and last == end == following:
            if text[last] in _HEADING_ENDS:
                following = self._skip_blanks(text, last + 1, block.end)
            elif not (from_label and self._begins_sentence(text, last, block.end)):
                return None
        if start == end or re.search(_SENTENCE_END, text[start:end]):
            return None
        return Span(start, end), Span(following, block.end)

    def _begins_sentence(self, text: str, start: int, end: int) -> bool:
        """Return whether a sentence may begin right behind what marks emphasise.

        So it may in `**一、保洁**每周清扫，…`, but not in `**一、各镇**要每周清扫，…`.
        """
        if text.startswith((*self._words.prose, *self._dependent), start):
            return False
        return re.search(_PROSE_MARK, text[start:end]) is not None

    def _before_blank(self, words: _Words) -> Split | None:
        """Split at a blank: `三、教育培训 按照市里的部署，…`."""
        text, start, mark = words.text, words.start, words.mark
        first, last = start + _SHORTEST_BEFORE_BLANK, start + _LONGEST_BEFORE_BLANK
        last = min(mark, last)
        if not _BLANKS.search(text, first, last):
            return None
        blank = _find(re.compile(_GAP_OUTSIDE), text, start, last, first)
        if blank < 0 or text[start:blank].isascii() or self._is_pair(words, blank):
            return None
        return words.heading_until(blank, self._skip_blanks(text, blank, words.end))

    def _before_mark(self, words: _Words) -> Split | None:
        """Split at a mark: `（一）保洁。每周打捞一次。`, `（一）保洁：每周打捞一次。`.

        A sentence that is all of the section is its text, if nothing stands below it.
        """
        text, mark, end = words.text, words.mark, words.end
        if words.closes not in "。：:！？" or mark - words.start > _LONGEST_BEFORE_MARK:
            return None
        following = self._skip_blanks(text, mark + 1, end)
        if following < end or words.has_children or words.closes in "：:":
            return words.heading_until(mark, following)
        return words.without_heading()

    def _clauses(self, words: _Words) -> Split | None:
        """Split behind several clauses: `加强领导，落实责任。各部门要…`.

        The clauses must be short and close together, and text must follow that is long
        enough to be one. Clauses that read like prose are no heading.
        """
        text, start, end = words.text, words.start, words.end
        if words.mark - start > _LONGEST_CLAUSE:
            return None
        clauses = _CLAUSES.match(text, start, end)
        if clauses is None or clauses.end() - start > _LONGEST_OF_CLAUSES:
            return None
        following = self._skip_blanks(text, clauses.end(), end)
        if end - following < _SHORTEST_BODY or text[following] in ROUND.opening:
            return None
        if self._is_prose(text, start, clauses.end()):
            return None
        return words.heading_until(clauses.end(1), following)

    def _alone(self, words: _Words) -> Split | None:
        """Take one sentence with others below it for a heading: `一、清漂，清淤。`."""
        text, start, end = words.text, words.start, words.end
        if end - start > _LONGEST_ALONE:
            return None
        if re.search(_SENTENCE_END, text[start : end - 1]):
            return None
        return words.heading_until(start + len(text[start:end].rstrip("。：:；;")), end)

    def _before_sentence(self, words: _Words) -> Split | None:
        """Split a section with others below it behind its first sentence.

        `一、清漂，清淤，护岸。今年的任务有：`
        """
        text, start, end = words.text, words.start, words.end
        if words.closes not in COMMAS:
            return None
        last = min(end, start + _LONGEST_BEFORE_SENTENCE + 1)
        sentence = re.compile(_SENTENCE_END).search(text, start, last)
        if sentence is None:
            return None
        following = self._skip_blanks(text, sentence.end(), end)
        return words.heading_until(sentence.start(), following)

    def _split_over_pages(
        self, text: str, block: Block, family: Family, has_children: bool
    ) -> Split:
        """Split where page numbers stand between the lines: nothing in these parts."""
        pieces, at = [], block.start
        for start, end, _ in block.soft_breaks:
            if text[start:end].strip():
                pieces += [text[at:start], _PAGE_BREAK * (end - start)]
                at = end
        own = "".join([*pieces, text[at : block.end]])
        alone = block._replace(
            start=0, body=block.body - block.start, end=len(own), soft_breaks=()
        )
        heading, behind = self.split_heading(
            own, alone, family, has_children=has_children
        )
        return _shift(heading, block.start), _shift(behind, block.start)

    def _is_pair(self, words: _Words, blank: int) -> bool:
        """Return whether a blank parts two clauses of a heading that are as long.

        `加强领导 落实责任。各部门要…`
        """
        first, second = blank - words.start, words.mark - blank - 1
        return (
            words.closes == "。"
            and abs(first - second) <= 1
            and words.end - words.mark > _SHORTEST_BODY
            and not self._is_prose(words.text, words.start, words.mark)
        )

    def _is_prose(self, text: str, start: int, end: int) -> bool:
        """Return whether clauses have words that only prose has."""
        words = self._words
        begins = text.startswith(words.begins, start)
        if begins and not text.startswith(words.beginnings, start):
            return True
        prose, clause = _prose(self._words)
        if clause.search(text, start, end) is not None:
            return True
        found = prose.findall(text, start, end)
        return any(word not in self._words.kept for word in found)

    def _skip_blanks(self, text: str, at: int, end: int) -> int:
        """Return where the first character from `at` on stands that is no blank, at most `end`."""
        while at < end and text[at] in self._blanks:
            at += 1
        return at


@cache
def _prose(words: Headings) -> tuple[re.Pattern[str], re.Pattern[str]]:
    """Find words of prose, or words of headings with them inside; and how its clauses begin.

    All words begin with a plain character, which makes the search for them fast.
    """
    begins, never = any_of(words.begins), any_of(words.kept + words.beginnings)
    clause = f"[{COMMAS}](?!{never})(?:{begins})"
    return re.compile(any_of(words.kept + words.prose)), re.compile(clause)


def _find(
    pattern: re.Pattern[str], text: str, start: int, end: int, first: int = 0
) -> int:
    """Return where group 1 of a pattern first matches, from `first` on; -1 if nowhere."""
    for match in pattern.finditer(text, start, end):
        if match.lastindex and match.start() >= first:
            return match.start()
    return -1


def _shift(span: Span, by: int) -> Span:
    """Return a span moved by so many characters: from a section's own text to the whole text."""
    return Span(span.start + by, span.end + by)
