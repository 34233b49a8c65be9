"""Read Markdown (CommonMark, with tables) as converters and planparse write it.

What is no sure mark stays text: a lone star, 2*3, 张***, 20__年. Emphasis is read more
freely than in CommonMark, whose rules fail beside Han characters: **（一）目标。**抓紧.
"""

import re
from itertools import pairwise
from typing import NamedTuple

from planparse.text.characters import BLANK, BLANKS, HAN_ONES, OPENINGS, ROUND
from planparse.text.notes import CUT_OFF, LOST, STRANDED
from planparse.text.original import Cell, Table
from planparse.text.sniffing import is_markdown_name, may_be_markdown
from planparse.text.unmarked import Unmarked

_LABEL = rf"""(?:第[{HAN_ONES}十百零]+[编章节条款项]
    | {ROUND.opens}?[{HAN_ONES}十百]+[、{ROUND.closing}] | [{HAN_ONES}十]是
    | {ROUND.opens}?\d{{1,3}}[、{ROUND.closing}](?!\d) | \d{{1,3}}\\?[.．](?!\d) | [①-⑳])"""
"""A number that may head a line, as far as its form tells."""
_BULLET = rf"(?:(?:[-+*]|\d{{1,3}}[.)]){BLANK}+)?"
_PROOF = re.compile(
    rf"""^{BLANK}*(?:>{BLANK}*)*(?:
    \#{{1,6}}(?:{BLANK}+\S | {_LABEL})
    | {_BULLET}(?:\*\*|__){BLANK}*{_LABEL}
    | (?:\*\*|__)(?:[{HAN_ONES}十百]{{1,3}}|\d{{1,3}})(?:\*\*|__)[、.．]
    | [-+*]{BLANK}+{_LABEL}
    | {_BULLET}(?:\*\*|__)[^\s*_][^*_\n]*(?:\*\*|__){BLANK}*$
    | (?:[-+*]{BLANK}+)?\d{{1,3}}\\[.)]
    | \|[^\n]+\|{BLANK}*$
    )""",
    re.MULTILINE | re.VERBOSE,
)
"""A line that only Markdown has: a heading, a label in bold or behind a bullet, all of a line
in bold, a point that is escaped, a row of a table."""
_PROOF_SIGNS = "#*_-+\\|"
"""What such a line has one of."""

_SIGNS = _PROOF_SIGNS + "`[<&~=>"
"""What a line has one of that may have a mark."""
_LEADS = re.compile(rf"(?:>{BLANK}*|(?!-{BLANK}*\d+{BLANK}*-)[-+*]{BLANK}+(?=[^\s]))+")
"""What stands before the text of a line: marks of quotes and of lists; - 3 - is a page."""
_HASHES = re.compile(rf"\#{{1,6}}(?:{BLANK}+|(?={_LABEL})|\Z)", re.VERBOSE)
_CLOSING_HASHES = re.compile(rf"{BLANK}+#+\Z")
_FRONT_MATTER = re.compile(r"---[ \t]*\n(?:.*\n){0,60}?---[ \t]*$", re.MULTILINE)
"""What the programs that publish a text are to know of it stands before the text."""
_FENCE = re.compile(r"(```+|~~~+)([^\n`]*)\Z")
_MARKDOWN_FENCES = ("", "md", "markdown")
_RULE = re.compile(rf"(?:([-*_]){BLANK}*)(?:\1{BLANK}*){{2,}}\Z|={{2,}}\Z")
"""A line between two parts, or under a heading."""
_DELIMITER_ROW = re.compile(r"\|[-:| \t]+\|\Z")
_BAR = re.compile(rf"{BLANK}*(?<!\\)\|{BLANK}*")
"""What stands between two cells of a row, and round them."""
_FEWEST_COLUMNS = 2
"""A table of one column only lays out a page."""
_NOTE = re.compile(rf">{BLANK}*\*\*(?:({LOST})|{STRANDED})\*\*{BLANK}*")
_CUT_OFF = re.compile(rf"{BLANK}*\*\*{CUT_OFF}\*\*\Z")
_LINE_ABOVE = re.compile(rf"{BLANK}*(\S(?:[^\n]*\S)?){BLANK}*\Z")
_LINE_BELOW = re.compile(rf"[ \t\f]*\n{BLANK}*(\S(?:[^\n]*[^\s])?)")
_NEXT_LINE = re.compile(rf"{BLANK}*\n{BLANK}*(?=\S)")

_ADDRESS = rf'\({BLANK}*<?[^\s()<>]*[./#][^\s()<>]*>?(?:{BLANK}+"[^"]*")?{BLANK}*\)'
_INLINE = re.compile(
    rf"""(?P<escape>\\(?:[^\w\s]|_)) | (?P<image>!\[[^\[\]]*\]{_ADDRESS})
    | (?P<code>`[^`]+`) | (?P<link>\[(?=[^\[\]]*\]{_ADDRESS})) | (?P<address>\]{_ADDRESS})
    | (?P<br><br{BLANK}*/?>) | (?P<entity>&(?:nbsp|ensp|emsp|lt|gt|amp|quot);)
    | (?P<run>\*+|_+) | (?P<hard>\\\Z)""",
    re.VERBOSE | re.IGNORECASE,
)
_INLINE_SIGN = re.compile(r"[\\!`\[\]<&*_]")
"""What a line has that has a mark inside."""
_ENTITIES = {
    "&nbsp;": "\u00a0",
    "&ensp;": "\u2002",
    "&emsp;": "\u3000",
    "&lt;": "<",
    "&gt;": ">",
    "&amp;": "&",
    "&quot;": '"',
}
_LONGEST_RUN = 3
"""More stars or underscores in a row are no emphasis."""

HARD_BREAK = "  "
"""Behind a heading this says that the text on the next line is the section's own."""


def unmarked(text: str, path: str) -> Unmarked | None:
    """Return a text as it is read without the marks of Markdown, None where it has none.

    A text is Markdown if its file is named so, or if a mark proves it.
    """
    if not may_be_markdown(text, path):
        return None
    lines = _in_lines(text)
    if not (is_markdown_name(path) or _is_proven(lines)):
        return None
    read = _Reader(text, lines).read()
    says_something = read.marks or read.alone
    return read if says_something and any(map(str.isalnum, read.text)) else None


def _is_proven(text: str) -> bool:
    """Return whether a text has a line that only Markdown has."""
    return any(_PROOF.match(text, at) for at in _lines_with(_PROOF_SIGNS, text))


def _lines_with(signs: str, text: str) -> list[int]:
    """Return where the lines begin that have one of some characters, in order.

    Each character is looked for by itself, which takes less time than for one of several.
    """
    starts: set[int] = set()
    for sign in signs:
        at = text.find(sign)
        while at >= 0:
            starts.add(text.rfind("\n", 0, at) + 1)
            end = text.find("\n", at)
            at = text.find(sign, end) if end >= 0 else -1
    return sorted(starts)


def _in_lines(text: str) -> str:
    """Return a text with lines that end in LF alone; all offsets are the same."""
    if "\r" not in text:
        return text
    return text.replace("\r\n", "\f\n").replace("\r", "\n")


def is_table_row(text: str, start: int, end: int) -> bool:
    """Return whether a line is a row of a table: it stands between two bars."""
    return end - start > 2 and text[start] == "|" and text[end - 1] == "|"


def _cells(text: str, start: int, end: int) -> list[tuple[int, int]]:
    """Return where the cells of a row stand, nothing for a line that is none."""
    if not is_table_row(text, start, end):
        return []
    bars = list(_BAR.finditer(text, start, end))
    return [
        (min(before.end(), bar.start()), bar.start()) for before, bar in pairwise(bars)
    ]


class _Run(NamedTuple):
    """A run of stars or underscores, and whether it may begin and end emphasis."""

    start: int
    end: int
    mark: str
    opens: bool
    closes: bool


class _Reader:
    """Finds the marks of a text line by line."""

    def __init__(self, source: str, text: str) -> None:
        """Take the source, and its lines as they are read."""
        self.source = source
        self.text = text
        """The source as `_in_lines` gives it."""
        self.marks: list[tuple[int, int, str]] = []
        self.headings: list[tuple[int, int, int]] = []
        self.alone: list[int] = []
        self.tables: list[Table] = []
        self.last = 0
        """Where the last mark ends, or what stands before the last mark between lines."""
        self.fence = -1
        """Where the line begins that closes the code at hand; -1 outside code."""
        self.literal = False
        """Whether marks inside the code at hand are text."""
        self.goes_on = -1
        """Where the line begins that goes on with the line of a heading."""

    def read(self) -> Unmarked:
        """Return the text without its marks."""
        text = self.text
        front_matter = _FRONT_MATTER.match(text)
        done = front_matter.end() if front_matter is not None else 0
        for start in _lines_with(_SIGNS, text):
            if start < done:
                continue
            done = text.find("\n", start)
            done = len(text) if done < 0 else done
            own = text[start:done].strip(BLANKS)
            head = text.index(own[0], start)
            end = head + len(own)
            done = max(done, self._table(head, end) or self._line(head, end))
        return Unmarked(
            self.source, sorted(self.marks), self.headings, self.alone, self.tables
        )

    def _mark(self, start: int, end: int, instead: str = "") -> None:
        """Note that a stretch of the source is a mark, and what is read instead of it."""
        self.marks.append((start, end, instead))

    # ── a line, by what it begins with ───────────────────────────────────────────────

    def _line(self, start: int, end: int) -> int:
        """Read a line that is not empty; its text is `[start, end)`. Return its end."""
        if self._is_of_fence(start, end):
            return end
        if start == self.goes_on:
            self._inline(start, self._without_note(start, end))
        elif not self._is_mark(start, end):
            self._block(start, end)
        return end

    def _end_before(self, start: int) -> int:
        """Return where the text before a line ends, marks between the two left out."""
        at = start
        while at > self.last and self.text[at - 1].isspace():
            at -= 1
        return at

    def _is_of_fence(self, start: int, end: int) -> bool:
        """Read a line that opens or closes code, or is literal inside it."""
        if self.fence >= 0:
            if start < self.fence:
                return self.literal
            self.fence = -1
            self._mark(start, end)
            return True
        opening = _FENCE.match(self.text, start, end)
        if opening is None:
            return False
        closing = re.compile(
            rf"^{BLANK}*({opening[1][0]}{{{len(opening[1])},}}){BLANK}*$", re.MULTILINE
        ).search(self.text, end)
        if closing is None:
            return False
        self._mark(start, end)
        self.fence = closing.start(1)
        self.literal = opening[2].strip().lower() not in _MARKDOWN_FENCES
        return True

    def _is_mark(self, start: int, end: int) -> bool:
        """Read a line of which nothing is text."""
        return self._is_rule(start, end) or self._is_note_of_loss(start, end)

    def _is_rule(self, start: int, end: int) -> bool:
        """Read a line of nothing but marks: a rule, the line below a table's head."""
        is_rule = _RULE.match(self.text, start, end) is not None
        if not is_rule and not _DELIMITER_ROW.match(self.text, start, end):
            return False
        if is_rule and self.text[start] == "=":
            above = self._line_above(start)
            if above is None:
                return False
            self._set_apart(above.start(1))
            self.headings.append((*above.span(1), 1))
        self._mark(start, end)
        return True

    def _is_note_of_loss(self, start: int, end: int) -> bool:
        """Read what planparse wrote for numbers that are lost.

        It goes with the empty line before it: what is lost stood between two lines.
        """
        note = _NOTE.match(self.text, start, end)
        if note is None or not note[1]:
            return False
        self._mark(self._end_before(start), end)
        self.last = end
        return True

    def _line_above(self, start: int) -> re.Match[str] | None:
        """Return the line right above one, its text as group 1; None if that is empty."""
        text = self.text
        end = text.rfind("\n", 0, start)
        begin = max(text.rfind("\n", 0, max(end, 0)), self.last - 1) + 1
        return _LINE_ABOVE.match(text, begin, max(end, 0))

    def _block(self, start: int, end: int) -> None:
        """Read a line of text, which may have marks before and in it."""
        text, last = self.text, end
        end = self._without_note(start, end)
        stranded = _NOTE.match(text, start, end)
        leads = None if stranded else _LEADS.match(text, start, end)
        if stranded is not None:
            before = self._end_before(start)
            self._mark(before, stranded.end(), "\n" if before else "")
            start = stranded.end()
        elif leads is not None:
            self._mark(start, leads.end())
            start = leads.end()
            if leads[0].strip(BLANKS)[-1] != ">":
                self._set_apart(start)
        hashes = _HASHES.match(text, start, end)
        if hashes is not None:
            start, end = self._heading(start, hashes.end(), end)
        is_row = is_table_row(text, start, end)
        if is_row:
            self._set_apart(start)
        is_bold = self._inline(start, end, is_row=is_row)
        if hashes is not None or is_bold or is_row:
            self._part_from_next(end, last)

    def _without_note(self, start: int, end: int) -> int:
        """Return where a line ends without what planparse wrote of its lost end."""
        if not self.text.endswith("**", start, end):
            return end
        cut = _CUT_OFF.search(self.text, start, end)
        if cut is None or cut.start() == start:
            return end
        self._mark(cut.start(), end)
        return cut.start()

    def _heading(self, start: int, head: int, end: int) -> tuple[int, int]:
        """Read the marks of a heading; return where its text stands."""
        self._mark(start, head, " " * (head - start))
        closing = _CLOSING_HASHES.search(self.text, head, end)
        if closing is not None:
            self._mark(closing.start(), end)
            end = closing.start()
        if head < end:
            level = len(self.text[start:head].strip(BLANKS))
            self.headings.append((head, end, level))
            self._set_apart(head)
        return head, end

    def _part_from_next(self, end: int, last: int) -> None:
        """Part a line from the next one; a heading may say that the two are one."""
        following = _NEXT_LINE.match(self.text, last)
        if following is None:
            return
        if following[0].startswith(HARD_BREAK) and end == last:
            self._mark(end, following.end(), "。")
            self.goes_on = following.end()
        else:
            self._mark(last, last, "\n")

    def _set_apart(self, start: int) -> None:
        """Part the line that begins at a place from the one before."""
        self.alone.append(start)
        if self.text.count("\n", self._end_before(start), start) == 1:
            self._mark(start, start, "\n")

    # ── tables ───────────────────────────────────────────────────────────────────────

    def _table(self, start: int, end: int) -> int:
        """Read the table whose head is this line; return where it ends, 0 if there is none.

        Below its head stands a row of nothing but dashes, which is no text. Bars between
        cells are read as tabs.
        """
        head = _cells(self.text, start, end)
        below = self._next_line(end)
        if self.fence >= 0 or len(head) < _FEWEST_COLUMNS or below is None:
            return 0
        columns = len(_cells(self.text, *below))
        if not _DELIMITER_ROW.match(self.text, *below) or columns != len(head):
            return 0
        rows, done = [head], below[1]
        while (line := self._next_line(done)) is not None:
            if not is_table_row(self.text, *line):
                break
            rows.append(_cells(self.text, *line))
            done = line[1]
        filled = [cell for row in rows for cell in row if cell[0] < cell[1]]
        if not filled:
            return 0
        self._set_apart(start)
        self._mark(end, below[1])
        for row in rows:
            self._row(row)
        self.tables.append(
            Table(
                start=filled[0][0],
                end=filled[-1][1],
                rows=tuple(
                    tuple(
                        Cell(start=cell[0], end=cell[1], column=column, head=not count)
                        for column, cell in enumerate(row)
                    )
                    for count, row in enumerate(rows)
                ),
            )
        )
        self._part_from_next(done, done)
        return done

    def _next_line(self, end: int) -> tuple[int, int] | None:
        """Return where the text of the line right below stands, None if that is empty."""
        found = _LINE_BELOW.match(self.text, end)
        return None if found is None else found.span(1)

    def _row(self, cells: list[tuple[int, int]]) -> None:
        """Read the bars of a row, and the marks inside its cells."""
        text = self.text
        start = text.rfind("|", 0, cells[0][0])
        self._mark(start, cells[0][0])
        for (_, before), (following, _) in pairwise(cells):
            self._mark(before, following, "\t")
        self._mark(cells[-1][1], text.index("|", cells[-1][1]) + 1)
        for cell in cells:
            self._inline(*cell, is_row=True)

    # ── what stands inside a line ────────────────────────────────────────────────────

    def _inline(self, start: int, end: int, *, is_row: bool = False) -> bool:
        """Read the marks inside a line; return whether all of it is bold."""
        first = _INLINE_SIGN.search(self.text, start, end)
        if first is None:
            return False
        runs: list[_Run] = []
        is_open = False
        for found in _INLINE.finditer(self.text, first.start(), end):
            at, to = found.span()
            kind = found.lastgroup
            if kind == "escape":
                self._mark(at, at + 1)
            elif kind == "code":
                self._mark(at, at + 1)
                self._mark(to - 1, to)
            elif kind == "link" or (kind == "address" and is_open):
                self._mark(at, to)
                is_open = kind == "link"
            elif kind == "br":
                self._mark(at, to, self._line_break(to, end, is_row=is_row))
            elif kind == "entity":
                self._mark(at, to, _ENTITIES[found[0].lower()])
            elif kind == "hard" and _NEXT_LINE.match(self.text, end):
                self._mark(at, to)
            elif kind == "run":
                runs.append(self._run(found[0], at, start, end))
        return self._emphasis(runs, start, end)

    def _line_break(self, at: int, end: int, *, is_row: bool) -> str:
        """Return what is read for <br>: a line end, but a blank in a row of a table."""
        if not self.text[at:end].strip(BLANKS):
            return ""
        return " " if is_row else "\n"

    def _run(self, run: str, at: int, start: int, end: int) -> _Run:
        """Return a run of stars or underscores with what it may do."""
        to = at + len(run)
        before = self.text[at - 1] if at > start else " "
        after = self.text[to] if to < end else " "
        wide = len(run) > 1 and run[0] == "*"
        opens = not after.isspace() and (
            not before.isalnum()
            or (wide and (after.isalnum() or (len(run) == 2 and after in OPENINGS)))
        )
        closes = not before.isspace() and (
            not after.isalnum()
            or (wide and len(run) == 2)
            or (wide and before.isalnum())
        )
        fits = len(run) <= _LONGEST_RUN
        return _Run(at, to, run, fits and opens, fits and closes)

    def _emphasis(self, runs: list[_Run], start: int, end: int) -> bool:
        """Pair runs, an end with the nearest beginning; return whether one pair holds all."""
        is_all = False
        open_runs: list[_Run] = []
        for run in runs:
            opening = next(
                (other for other in reversed(open_runs) if other.mark == run.mark), None
            )
            if opening is not None and run.closes and opening.end < run.start:
                del open_runs[open_runs.index(opening) :]
                self._mark(opening.start, opening.end)
                self._mark(run.start, run.end)
                if len(run.mark) > 1:
                    self.headings.append((opening.end, run.start, 0))
                    is_all |= (opening.start, run.end) == (start, end)
            elif run.opens:
                open_runs.append(run)
        return is_all
