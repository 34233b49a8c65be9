"""The width that the lines of a text are set to, measured from the lines around a place."""

from collections.abc import Iterable, Iterator, Sequence
from itertools import compress, islice, repeat
from typing import NamedTuple

from planparse.text.characters import BLANKS, ZERO_WIDTH
from planparse.text.positions import line_start, lines_of

INVISIBLE = BLANKS + ZERO_WIDTH
"""What is no visible part of a line."""


class LineWidth(NamedTuple):
    """A width that lines are set to; `size` 0 means that they are set to none.

    The size counts code points or, `in_columns`, columns of which a Han character takes
    two.
    """

    size: int
    in_columns: bool = False

    @property
    def slack(self) -> int:
        """By how much a full line may miss the size."""
        return 2 * _SLACK if self.in_columns else _SLACK

    def measure(self, line: str) -> int:
        """Return how wide a line is, in the unit of the size."""
        return columns(line) if self.in_columns else len(line)

    def is_filled_by(self, line: str, following: str) -> bool:
        """Return whether a line has no room for the beginning of the `following` one.

        A word in Latin letters or a number is not broken: it may leave more room than
        the slack.
        """
        if not self.size or len(line) > 2 * self.size:
            return False
        size = self.measure(line)
        if abs(size - self.size) <= self.slack:
            return True
        return size <= self.size < size + _unbroken_length(following)


UNSET = LineWidth(0)
"""The width of lines that are set to none."""


class LineWidths:
    """Measures the width that a text is set to, place by place in reading order.

    `ends` are the marks that end a sentence or close a bracket. A width that was found
    holds for the next few lines, and longer where nothing else is found and the lines
    are still full.
    """

    def __init__(self, text: str, ends: frozenset[str]) -> None:
        """Take the text, and the characters that end a line that has ended."""
        self._text = text
        self._ends = ends
        self._until = -1
        self.last = UNSET
        """The width that was found last."""

    def is_full(self, end: int, following: str) -> bool:
        """Return whether the line that ends at `end` is as wide as those around it.

        Its indent may count or not. `following` is the next line's text.
        """
        line = self._line(end, 2 * _WIDEST + 1)
        own = line.lstrip(INVISIBLE)
        width = self._near(end, own, following)
        return width.is_filled_by(own, following) or (
            len(own) < len(line) and width.is_filled_by(line, following)
        )

    def is_shared(self, end: int) -> bool:
        """Return whether the line that ends at `end` breaks off where all others do.

        Few lines show a width where they agree: at least two are parts of sentences and
        break off, all at the same column but for a mark that may not begin a line, and
        none around them is wider.
        """
        line = self._line(end, _REACH)
        return any(
            _NARROW <= len(line.strip(invisible).strip()) <= _WIDEST
            and self._breaks_off_alike(end, invisible)
            for invisible in (INVISIBLE, "")
        )

    def _line(self, end: int, longest: int) -> str:
        """Return the last characters of the line that ends at `end`, so many at most."""
        stretch = self._text[max(end - longest, 0) : end]
        return stretch[line_start(stretch, len(stretch)) :]

    def _breaks_off_alike(self, end: int, invisible: str) -> bool:
        """Return the same with indents measured, where they are not `invisible`, or not."""
        before = _lines_before(self._text, end, invisible)
        around = [*before, *_lines_after(self._text, end, invisible)]
        widest = max(map(columns, around))
        broken_off = [
            columns(line)
            for line in around
            if line[-1] not in self._ends
            and len(line) >= _NARROWEST
            and not _CLAUSE_MARKS.isdisjoint(line)
        ]
        return (
            len(broken_off) >= _AGREEING
            and columns(before[-1]) in broken_off
            and min(broken_off) >= widest - _HANGING
        )

    def _near(self, end: int, line: str, following: str) -> LineWidth:
        """Return the width around a line; none where the next line is much longer."""
        if not _NARROWEST <= len(line) <= 2 * _WIDEST:
            return UNSET
        if len(following) > 2 * len(line):
            return UNSET
        if end > self._until:
            found = measure_width(self._text, end, self._ends)
            if found.size or not self.last.is_filled_by(line, following):
                self.last = found
            self._until = end + _HOLDS * max(self.last.size, _USUAL)
        return self.last


def columns(line: str) -> int:
    """Return about how many columns a line takes.

    A character that UTF-8 writes with three bytes takes two columns.
    """
    return (len(line.encode("utf-8", "replace")) + len(line)) // 2


def measure_width(text: str, at: int, ends: frozenset[str]) -> LineWidth:
    """Return the width that the lines around a place are set to, UNSET for none.

    There is one where enough lines break off at the same width without one of `ends`,
    which is what most lines of that width do, where hardly any line is wider, and where
    the lines are prose.
    """
    lines = [*_lines_before(text, at), *_lines_after(text, at)]
    broken_off = [line[-1] not in ends for line in lines]
    if not _may_be_set(lines, broken_off):
        return UNSET
    best, most = UNSET, _ALIKE - 1
    for in_columns in (False, True):
        for width, support in _candidates(lines, broken_off, in_columns=in_columns):
            if support > most:
                best, most = width, support
    return best


def _may_be_set(lines: Sequence[str], broken_off: Sequence[bool]) -> bool:
    """Return whether lines are prose and enough of them break off; most texts' do not."""
    long = [len(line) >= _NARROWEST - 2 for line in compress(lines, broken_off)]
    if sum(long) < _ALIKE:
        return False
    clauses = sum(map("".join(lines).count, _CLAUSE_MARKS))
    return 2 * clauses >= len(lines)


def _candidates(
    lines: Sequence[str], broken_off: Sequence[bool], *, in_columns: bool
) -> Iterator[tuple[LineWidth, int]]:
    """Yield the sizes of the widest lines that may be the width, widest first.

    With each stands how many lines break off there.
    """
    unit = 1 + in_columns
    slack = unit * _SLACK
    sizes = list(map(columns if in_columns else len, lines))
    for size in sorted(set(sizes), reverse=True)[:_TRIED]:
        if not _NARROWEST * unit <= size <= _WIDEST * unit:
            continue
        wider = sum([own > size + slack for own in sizes])
        if wider > len(sizes) // 8:
            return
        full = [
            broken
            for broken, own in zip(broken_off, sizes, strict=True)
            if size - slack <= own <= size
        ]
        if 2 * sum(full) >= len(full):
            yield LineWidth(size, in_columns), sum(full)


def _lines_before(text: str, at: int, invisible: str = INVISIBLE) -> list[str]:
    """Return the last lines that end at or before a place, without what is `invisible`.

    What reaches too far back stands as one long line.
    """
    begin = max(0, at - _REACH)
    lines = lines_of(text[begin:at])
    if begin:
        lines[0] = _OUT_OF_REACH
    lines.reverse()
    return _first_visible(lines, invisible)[::-1]


def _lines_after(text: str, at: int, invisible: str = INVISIBLE) -> list[str]:
    """Return the next lines that begin behind a place, likewise."""
    end = min(len(text), at + _REACH)
    lines = lines_of(text[at:end])
    if end < len(text):
        lines[-1] = _OUT_OF_REACH
    return _first_visible(lines[1:], invisible)


def _first_visible(lines: Iterable[str], invisible: str) -> list[str]:
    """Return the first of some lines that have more than what is `invisible`, without it."""
    visible = filter(None, map(str.strip, lines, repeat(invisible)))
    return list(islice(visible, _AROUND))


def _unbroken_length(text: str) -> int:
    """Return the length of the word in ASCII characters that a text begins with."""
    return next(
        (
            at
            for at, char in enumerate(text[:_LONGEST_WORD])
            if not char.isascii() or char.isspace()
        ),
        min(_LONGEST_WORD, len(text)),
    )


_CLAUSE_MARKS = frozenset("，。、,")
"""What lines of prose have, on average one in every other line."""

_SLACK = 2
"""By how many Han characters a full line may miss the width.

Of 863 lines that break off in mid-sentence, in 8 documents that are set to a width, 93 %
miss it by no more.
"""
_NARROWEST, _WIDEST = 12, 100
"""The widths that lines may be set to, in Han characters; a choice with much room.

The 373 widths found in those documents are between 25 and 39.
"""
_USUAL = 40
"""The width that is supposed where none was found: the widest of those, rounded up."""
_AROUND = 8
"""How many lines before a place, and behind it, show how the text is set; a choice."""
_ALIKE = 3
"""How many of them must break off at the same width; a choice."""
_AGREEING = 2
"""How many show a width if no line of prose breaks off elsewhere; a choice."""
_NARROW = 20
"""The narrowest width that so few lines show, in characters: headings are shorter; a choice."""
_HANGING = 2
"""By how many columns they may differ: a mark that may not begin a line makes one wider."""
_TRIED = 3
"""How many of the largest sizes are tried: a few lines may be wider by chance."""
_HOLDS = 3
"""For how many lines a width holds before it is measured again; a choice for speed."""
_REACH = 1000
"""How far the lines around a place are looked for, in characters.

As many lines as are looked at, of the greatest width found, take a third of it.
"""
_OUT_OF_REACH = "x" * 400
"""What stands for a line that is not looked at to its end: it is wider than any width."""
_LONGEST_WORD = 24
"""The longest word in ASCII characters that is kept whole.

Of 35,765 in 540 documents 99 % have at most 14; longer ones are addresses, which break.
"""
