"""The context of candidate markers that does not depend on which sections are open."""

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING, Any, Literal, NamedTuple

from planparse.grammar.lexicon import Lexicon
from planparse.lazy import lazy
from planparse.numbering.document_heads import Boundary, document_heads
from planparse.numbering.tokens import (
    ANYWHERE,
    FURNITURE,
    LINE,
    PLAIN,
    BareHeadings,
    Token,
)
from planparse.text.characters import (
    BRACKET_CLOSINGS,
    BRACKET_OPENINGS,
    CLAUSE_MARKS,
    COLONS,
    ENDS,
    SENTENCE_ENDS,
    is_latin,
    is_open,
)

if TYPE_CHECKING:
    from planparse.numbering.neighbours import Evidence

UNSURE = 1.4
"""A spelling at this price or above proves no marker; only its sequence does.

To leave such a candidate unread is free. The price is that of mere numbers in the
grammars: a choice.
"""
_INNER = frozenset(CLAUSE_MARKS)
_OPENINGS = frozenset(BRACKET_OPENINGS)
_CLOSINGS = frozenset(BRACKET_CLOSINGS)
_LABEL_ENDS = _CLOSINGS | {"。"}

# Limits in characters, which are choices. With each a third smaller, or half as large
# again, none of 546 real documents reads otherwise.

_HEADING = 40
"""A line of up to so many characters without an end mark may head what follows."""
_LEAD_IN = 16
"""So near the end of a line stand the words that lead up to a list: 以下, 如下."""
_PROSE = 20
"""A longer line that has clauses and no end mark is broken prose."""
_REACH = 200
"""So far back an open bracket is looked for in the line before."""
_PAGE_NUMBER = 8
"""No line that is a page number is longer."""
_PAGE_NUMBER_MARKS = "0123456789-—– ·.第页"
"""What a page number is made of: 12, — 12 —, 第12页."""
_INDENT = 2
"""So many columns further right a line is indented below another. A choice."""
_STYLE_REACH = 40
"""So many tokens back the last marker of a style is looked for. A choice."""
_WIDE_BLANKS = {"\t": 4, "\u3000": 2, "\u2003": 2}
"""The blanks that take more than one column."""

Lead = Literal["", "_led", "_item_led", "_indented", "_headed", "_after_text"]
"""What stands right before a marker, as the suffix of a price.

Words that lead up to a list, such words in an item of the same style, an item of that
style that stands further left, a short open line, a paragraph, or nothing but an item.
"""
Standing = Literal["line", "broken", "inside", "sentence", "anywhere"]
"""Where a candidate stands, as the suffix of the price `unread_…`.

At the start of a line; of one that may be the middle of a sentence; of one where it ends
what the line before began; inside a line behind a sentence; in mid-sentence.
"""


class Features(NamedTuple):
    """What is known of a candidate marker whatever sections are open.

    `line` is the token that begins the line inside which it stands, -1 for none.
    `in_a_row` says that its spelling is unsure and that it counts on from the one
    before, `behind_heading` that right before it stands an item without an end mark,
    `outdented` that the marked line before it stands further right.
    """

    place: int
    token: Token
    line: int
    lead: Lead
    boundary: Boundary
    in_a_row: bool
    behind_heading: bool
    outdented: bool


class Context:
    """The context of the candidate markers of one text.

    `lines`, `listed`, `in_a_row` and `boundaries` are known of a marker as soon as
    `markers` has come to it.
    """

    def __init__(
        self,
        text: str,
        tokens: Sequence[Token],
        lexicon: Lexicon,
        bare: BareHeadings,
    ) -> None:
        """Take a text with its tokens, and the headings without a number among them."""
        self.kept: dict[str, Any] = {}
        self._text, self._tokens = text, tokens
        self.headings, self.levels, self.corrected = bare
        self._families = lexicon.families
        self._leading = lexicon.words.counts.leading
        self._heads = document_heads(lexicon)
        self.lines: dict[int, int] = {}
        """For a marker inside a line: the token that begins the line."""
        self.listed: set[int] = set()
        """The markers of lists of annexes (附件：1.… 2.…)."""
        self.in_a_row: set[int] = set()
        """The markers of unsure spelling that count on from the one before."""
        self.boundaries: dict[int, Boundary] = {}
        """For the markers behind the head of an annex or a title: which of both."""

    def markers(self) -> Iterator[tuple[int, Token]]:
        """Yield the tokens with a candidate marker, each with its place among all.

        On the way, what stands between them is noted.
        """
        text, tokens, heads = self._text, self._tokens, self._heads
        may_begin, may_end = heads.may_begin, heads.may_end
        boundary: Boundary = ""
        entry = line = 0
        unsure: dict[int, int] = {}
        for place, token in enumerate(tokens):
            _, head, _, end, stands, marker = token
            if stands <= LINE:
                line = place
            elif not self._heads_lines(place):
                self.lines[place] = line
            if marker is None:
                entry = 0
                if text[head] in may_begin or text[end - 1] in may_end:
                    entry = heads.first_entry(
                        text, token, tokens[place + 1 : place + 2]
                    )
                    if not entry:
                        boundary = heads.boundary(text, token) or boundary
                continue
            if entry and heads.is_entry(text, token, entry):
                entry += 1
                self.listed.add(place)
                yield place, token
                continue
            entry = 0
            if boundary:
                self.boundaries[place] = boundary
                boundary = ""
            if marker.price >= UNSURE:
                if unsure.get(marker.family) == marker.ordinal - 1:
                    self.in_a_row.add(place)
                unsure[marker.family] = marker.ordinal
            yield place, token

    def head(self, place: int) -> int:
        """Return the first character of a token."""
        return self._tokens[place].head

    def features(self, place: int) -> Features:
        """Return the features of the candidate at a token, one that `markers` yielded."""
        indent = self._indent(place)
        lead = self._lead(place, indent)
        return Features(
            place=place,
            token=self._tokens[place],
            line=self.lines.get(place, -1),
            lead=lead,
            boundary=self.boundaries.get(place, ""),
            in_a_row=place in self.in_a_row,
            outdented=indent < 0,
            behind_heading=(
                lead == ""
                and place > 0
                and self._text[self._tokens[place - 1].end - 1] not in ENDS
            ),
        )

    @lazy
    def evidence(self) -> "Evidence":
        """What the neighbours of candidates say of them."""
        from planparse.numbering.neighbours import Neighbours

        neighbours = Neighbours(
            self._families, UNSURE, self._behind_sentence, self._is_broken
        )
        return neighbours.evidence(self._tokens)

    def _behind_sentence(self, place: int) -> bool:
        """Return whether the text before a token ends with the end mark of a sentence."""
        before = self._before(place)
        return before >= 0 and self._text[self._tokens[before].end - 1] in SENTENCE_ENDS

    # ── items that hold the lines below them ─────────────────────────────────────

    def _heads_lines(self, place: int) -> bool:
        """Return whether the item at a token, inside a line, holds the lines below.

        Only the last one of its line can: a bare heading, or one whose series begins in
        the next line.
        """
        token = self._tokens[place]
        following = self._tokens[place + 1] if place + 1 < len(self._tokens) else None
        if following is not None and following.place > LINE:
            return False
        if self._is_heading(token.body, token.end):
            return True
        return following is not None and self._begins_below(token, following)

    def _is_heading(self, start: int, end: int) -> bool:
        """Return whether a stretch of text is short and has no end mark."""
        return end - start <= _HEADING and self._text[end - 1] not in ENDS

    def _begins_below(self, token: Token, following: Token) -> bool:
        """Return whether a token surely begins a series below the item before it."""
        upper, first = token.marker, following.marker
        if upper is None or first is None or following.place == PLAIN:
            return False
        if first.ordinal != 1 or first.price:
            return False
        family = self._families[upper.family]
        return not family.spoken and self._families[first.family].level > family.level

    # ── what stands right before ─────────────────────────────────────────────────

    def _lead(self, place: int, indent: int) -> Lead:
        """Return what stands right before a marker; comments and page numbers do not.

        `indent` is by how much it stands further right than the last of its style.
        """
        at = self._before(place)
        if at < 0:
            return ""
        before = self._tokens[at]
        tail = self._text[max(before.body, before.end - _LEAD_IN) : before.end]
        leads = self._text[before.end - 1] in COLONS or any(
            word in tail for word in self._leading
        )
        item = before.place != PLAIN
        own = self._tokens[place].marker
        alike = before.marker and own and before.marker.family == own.family
        if leads:
            return "_item_led" if item and alike else "_led"
        if item:
            return "_indented" if indent > 0 else ""
        return "_headed" if self._is_heading(before.head, before.end) else "_after_text"

    def last_of(self, place: int, family: int, ordinal: int) -> int:
        """Return the place of the last marker of a number before a place, -1 for none."""
        for at in range(place - 1, -1, -1):
            marker = self._tokens[at].marker
            if marker is not None and marker[:2] == (family, ordinal):
                return at
        return -1

    def is_item(self, place: int) -> bool:
        """Return whether the marker at a place begins a sentence.

        Such an item holds no heading; a section that has nothing but its heading may.
        """
        token = self._tokens[place]
        return not self._is_heading(token.body, token.end)

    def outdented(self, place: int) -> bool:
        """Return whether a marker stands further left than the one of its style before."""
        return self._indent(place) < 0

    def _indent(self, place: int) -> int:
        """Return by how many columns a marker stands further right than the last of its style.

        0 where either stands inside a line, or the difference may be a slip.
        """
        token = self._tokens[place]
        if token.place != LINE or token.marker is None:
            return 0
        for at in range(place - 1, max(-1, place - _STYLE_REACH), -1):
            other = self._tokens[at]
            if other.marker is None or other.marker.family != token.marker.family:
                continue
            if other.place != LINE:
                return 0
            columns = self._columns(token) - self._columns(other)
            return columns if abs(columns) >= _INDENT else 0
        return 0

    def _columns(self, token: Token) -> int:
        """Return how many columns the blanks before a line's label take."""
        blanks = self._text[token.start : token.head]
        return sum(_WIDE_BLANKS.get(char, 1) for char in blanks)

    def _before(self, place: int) -> int:
        """Return the place of the token before that is no furniture, -1 where none is."""
        at = place - 1
        while at >= 0 and self._is_furniture(self._tokens[at]):
            at -= 1
        return at

    def _is_furniture(self, token: Token) -> bool:
        """Return whether a line is a comment, or looks like a page number."""
        if token.place != PLAIN:
            return token.place == FURNITURE
        line = self._text[token.head : token.end]
        return len(line) <= _PAGE_NUMBER and not line.strip(_PAGE_NUMBER_MARKS)

    # ── labels that the line before may have begun ───────────────────────────────

    def standing(self, place: int) -> Standing:
        """Return where a candidate stands: at a line start, and of which kind, or inside."""
        token = self._tokens[place]
        if token.place != LINE:
            return "anywhere" if token.place == ANYWHERE else "sentence"
        if not self._is_broken(place):
            return "line"
        return "inside" if self._runs_into(place) else "broken"

    def may_end(self, token: Token) -> bool:
        """Return whether a label may as well end what the line before began.

        So may 1）, 1。 and A、, but not （1）.
        """
        first = self._text[token.head]
        ends = self._text[token.body - 1] in _LABEL_ENDS and first not in _OPENINGS
        return ends or is_latin(first)

    def _is_broken(self, place: int) -> bool:
        """Return whether the line before is prose without an end mark.

        Then what begins this line may be the middle of a sentence, or of a ratio: 1：|1.
        """
        above = self._before(place)
        if above < 0 or self._tokens[above].place < PLAIN:
            return False
        text, before = self._text, self._tokens[above]
        last, first = text[before.end - 1], text[self._tokens[place].head]
        if last in ENDS:
            ratio = last in COLONS and text[before.end - 2].isdecimal()
            return ratio and first.isdecimal()
        return _in_one_word(last, first) or self._is_prose(self._line_up_to(above))

    def _is_prose(self, line: str) -> bool:
        """Return whether a line without an end mark is broken prose.

        A bracket is open at its end, or it is long and has clauses.
        """
        return is_open(line) or (len(line) > _PROSE and not _INNER.isdisjoint(line))

    def _runs_into(self, place: int) -> bool:
        """Return whether what looks like a label ends what a broken line began.

        That is a sentence, a bracket or a word: 全国第|一。, 〔20|10〕, 村B|A。.
        """
        text, token, above = self._text, self._tokens[place], self._before(place)
        last = text[token.body - 1]
        if last in _CLOSINGS:
            return is_open(self._line_up_to(above))
        before = text[self._tokens[above].end - 1]
        return last == "。" or (is_latin(before) and is_latin(text[token.head]))

    def _line_up_to(self, place: int) -> str:
        """Return the line of a token up to the token's end, from its label on."""
        token = self._tokens[place]
        begin = self._tokens[self.lines.get(place, place)].body
        return self._text[max(begin, token.end - _REACH) : token.end]


def _in_one_word(last: str, first: str) -> bool:
    """Return whether two characters, one each side of a line end, may be of one word."""
    return (last + first).isascii() and last.isalnum() and first.isalnum()
