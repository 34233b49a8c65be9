"""The rows of a document → its work points, flat: what is one task, under which headings, whose, by when, how much."""

import re
from collections.abc import Iterable, Iterator, Sequence
from itertools import groupby
from typing import TYPE_CHECKING, Literal, NamedTuple

from planparse.facts.finder import Facts
from planparse.records import Printed, Row, label_apart
from planparse.text.characters import BRACKET_CLOSINGS, BRACKET_OPENINGS
from planparse.tree import NodeKind, Status

if TYPE_CHECKING:
    from planparse.facts.deadlines import Deadline
    from planparse.facts.figures import Figure
    from planparse.facts.owners import Owner
    from planparse.facts.references import Reference

Level = int | Literal["auto", "leaf"]
"""Which numbered sections are a work point each: those so many levels down, the smallest, or as `points` says."""


class Point(NamedTuple):
    """One work point, or a hole among them.

    `doc` counts the documents of the file and `document` is the title of this one; `id`, `line`, `kind` and `status`
    are those of the node that it begins with. `number` counts the points of a document from 1; a hole has none.
    `headings` are those it stands under, the outermost first. `text` is what is to be done: label and heading in
    front, each paragraph on a line, without the brackets that name nobody but the owners; of a hole the labels lost.
    `goals` are the clauses that the figures stand in. `inherited` says that the owners are those of what it is below.
    """

    doc: int
    document: str | None
    id: str
    line: int
    kind: NodeKind
    status: Status
    number: int | None
    headings: tuple[str, ...]
    label: str | None
    title: str | None
    text: str
    owners: "Sequence[Owner]"
    deadlines: "Sequence[Deadline]"
    figures: "Sequence[Figure]"
    references: "Sequence[Reference]"
    goals: tuple[str, ...]
    inherited: bool


def points(
    rows: Iterable[Row], words: Printed, level: Level = "auto"
) -> Iterator[Point]:
    """Yield the work points of all documents in reading order, their gaps and fragments in place.

    With level `auto` a point is a numbered section with nothing numbered below it; or, from the second level down,
    one below which there are only sentences, without headings and without owners of their own. What stands in a
    section before its own points is a point too, unless it only leads up to them. Prose before the first section
    and the marks around a document are none.
    """
    for _, of_document in groupby(rows, key=_doc):
        yield from _Cutter(list(of_document), words, level).points()


def _doc(row: Row) -> int:
    return row.doc


_LEADING_UP = ("：", ":")


class _Frame:
    """A section that is cut into its points, or the whole document."""

    def __init__(
        self, end: int, depth: int, headings: tuple[str, ...], owners: "Sequence[Owner]"
    ) -> None:
        self.end, self.depth, self.headings, self.owners = end, depth, headings, owners
        self.own: list[Row] = []  # what stands in it before its next point
        self.begins = depth > 0  # whether that is what it says of all that is below it
        self.caption: tuple[
            str, ...
        ] = ()  # a heading without a number that heads what follows


class _Cutter:
    """Cuts one document."""

    def __init__(self, rows: list[Row], words: Printed, level: Level) -> None:
        self._rows, self._words, self._level = rows, words, level
        self._count = 0
        self._title = rows[0].title if rows[0].kind == "document" else None
        self._ends = _ends(rows)

    def points(self) -> Iterator[Point]:
        """Yield the points."""
        rows, ends = self._rows, self._ends
        frames = [_Frame(len(rows), 0, (), ())]
        at = 0
        while at < len(rows):
            while at >= frames[-1].end:
                yield from self._own(frames.pop())
            row, frame = rows[at], frames[-1]
            if row.kind == "section":
                yield from self._own(frame)
                depth = frame.depth + 1
                if self._is_cut(at, depth):
                    headings = (*frame.headings, *frame.caption, self._heading(row))
                    frames.append(_Frame(ends[at], depth, headings, frame.owners))
                    frames[-1].own.append(row._replace(title=None, label=None))
                    at += 1
                else:
                    yield self._point(rows[at : ends[at]], frame)
                    at = ends[at]
                continue
            if row.kind in ("lacuna", "fragment"):
                yield from self._own(frame)
                frame.caption = (
                    () if row.kind == "lacuna" and not frame.depth else frame.caption
                )
                yield self._point([row], frame)
            elif row.kind == "title" or (
                row.kind == "paragraph" and row.title and not row.text
            ):
                yield from self._own(frame)
                heads = (
                    row.kind == "paragraph" or self._count or frame.caption
                )  # else it is the document's own title
                frame.caption = (row.title,) if heads and row.title else ()
            elif row.kind == "paragraph" and (
                frame.depth or frame.caption or row.title
            ):
                if row.title:
                    yield from self._own(frame)
                frame.own.append(row)
            at += 1
        while frames:
            yield from self._own(frames.pop())

    def _is_cut(self, at: int, depth: int) -> bool:
        """Whether the points are below a section, and it is none itself."""
        sections = [
            place for place in self._children(at) if self._rows[place].kind == "section"
        ]
        if not sections or self._level == "leaf":
            return bool(sections)
        if self._level != "auto":
            return depth < self._level
        return depth == 1 or any(map(self._is_more_than_a_sentence, sections))

    def _is_more_than_a_sentence(self, at: int) -> bool:
        rows = (self._rows[place] for place in range(at, self._ends[at]))
        return (
            next(rows).title is not None
            or any(row.kind == "section" for row in rows)
            or self._names_owners(at)
        )

    def _names_owners(self, at: int) -> bool:
        return any(_owners(self._rows[place]) for place in range(at, self._ends[at]))

    def _children(self, at: int) -> Iterator[int]:
        place = at + 1
        while place < self._ends[at]:
            yield place
            place = self._ends[place]

    def _own(self, frame: _Frame) -> Iterator[Point]:
        """Yield what stands in a section before its points, where that is more than what leads up to them."""
        rows, frame.own = frame.own, []
        if frame.begins:
            frame.owners = [
                owner for row in rows for owner in _owners(row)
            ] or frame.owners
            frame.begins = False
        said = [row for row in rows if row.text or row.title]
        if len(said) > 1 or any(
            row.facts or not row.text.endswith(_LEADING_UP) for row in said
        ):
            yield self._point(rows, frame, own=True)

    def _point(self, rows: Sequence[Row], frame: _Frame, own: bool = False) -> Point:
        first = rows[0]
        headings = (*frame.headings, *frame.caption)
        top = (
            first.kind == "section"
            and not own
            and not headings
            and first.title is not None
        )
        if top:
            headings = (self._heading(first),)
        facts = _facts(rows)
        lines = [_line(row, self._words, bare=top and row is first) for row in rows]
        text = "\n".join(filter(None, lines)) or (first.title or "")
        numbered = first.kind != "lacuna"
        self._count += numbered
        owners = facts.owners or (frame.owners if numbered else ())
        return Point(
            doc=first.doc,
            document=self._title,
            id=first.id,
            line=first.line,
            kind=first.kind,
            status=next(
                (row.status for row in rows if row.status != "complete"), "complete"
            ),
            number=self._count if numbered else None,
            headings=headings,
            label=first.label,
            title=first.title,
            text=text,
            owners=owners,
            deadlines=facts.deadlines,
            figures=facts.figures,
            references=facts.references,
            goals=tuple(
                dict.fromkeys(goal for row in rows for goal in _goals(row, self._words))
            ),
            inherited=bool(owners) and not facts.owners,
        )

    def _heading(self, row: Row) -> str:
        """Label and heading of a section, or what leads up to what is below it."""
        title = row.title or (row.text[:-1] if row.text.endswith(_LEADING_UP) else "")
        return f"{label_apart(row, self._words)}{_without_owners(title, row, self._words)}".rstrip()


def _ends(rows: Sequence[Row]) -> list[int]:
    """Where what is below each row ends."""
    ends = [len(rows)] * len(rows)
    open_rows: list[int] = []
    for place, row in enumerate(rows):
        while open_rows and rows[open_rows[-1]].depth >= row.depth:
            ends[open_rows.pop()] = place
        open_rows.append(place)
    return ends


def _owners(row: Row) -> "Sequence[Owner]":
    return row.facts.owners if row.facts else ()


def _facts(rows: Sequence[Row]) -> Facts:
    """The facts of several rows together."""
    found = [row.facts for row in rows if row.facts]
    return Facts(
        [owner for facts in found for owner in facts.owners],
        [deadline for facts in found for deadline in facts.deadlines],
        [figure for facts in found for figure in facts.figures],
        [reference for facts in found for reference in facts.references],
    )


# ── what a point says ────────────────────────────────────────────────────────────────────────────────────

_MARKS = "。：:；;，,！？!?"
_NEAR = (
    8  # characters in which a heading begins behind its label, and ends before its text
)


def _line(row: Row, words: Printed, bare: bool) -> str:
    """What a row says, on a line of its own; `bare` without its label and heading."""
    if row.kind == "lacuna":
        return " ".join(row.more["missing"])
    text = _without_owners(row.text, row, words)
    if bare:
        return text
    title = _without_owners(row.title or "", row, words)
    between = _between(row, words) if title and text else ""
    return f"{label_apart(row, words)}{title}{between}{text}".rstrip()


def _between(row: Row, words: Printed) -> str:
    """The mark that stands between a heading and its text, else a blank."""
    title = row.title or ""
    head = words(row.start, row.start + len(row.label or "") + len(title) + _NEAR)
    mark = head[head.find(title, len(row.label or "")) + len(title) :][:1]
    return mark if mark and mark in _MARKS else " "


_CLAUSE = re.compile(r"(?:[^。；;！？!?，,：:\r\n]|[,:](?=[0-9]))+")
_APART = 12
"""Characters that may stand beside units for them to be all that brackets say: 责任单位：, 按职责分工负责."""
_MENTIONS, _MISSES = 8, 8
"""So often the units of an owner are looked for, so many facts of a text may not be found: for time's sake."""


def _without_owners(text: str, row: Row, words: Printed) -> str:
    """A text without the brackets that hold nothing but its owners."""
    owners = _owners(row)
    if not owners or not text:
        return text
    kept, at = [], 0
    for start, end in _joined(text, _places(text, owners, words)):
        opener, closer = _opened(text, start), _closed(text, end)
        if opener is not None and closer is not None:
            kept.append(text[at:opener].rstrip())
            at = closer
    return "".join([*kept, text[at:]]).strip()


def _places(
    text: str, owners: "Sequence[Owner]", words: Printed
) -> list[tuple[int, int]]:
    """Where in a text the units of its owners stand that are in brackets, or go on with those before."""
    places: list[tuple[int, int]] = []
    at = missed = 0
    for owner in owners:
        units = words(owner.start, owner.end)
        place = text.find(units, at)
        if place < 0:
            missed += 1
            if (
                missed > _MISSES
            ):  # a text that was changed much: what is not found is left alone
                break
            continue
        for _ in range(_MENTIONS):  # prose may name them before
            if _opened(text, place) is not None or (
                places and 0 <= place - places[-1][1] <= _APART
            ):
                at = place + len(units)
                places.append((place, at))
                break
            place = text.find(units, place + 1)
            if place < 0:
                break
    return places


def _opened(text: str, place: int) -> int | None:
    """Where the bracket opens in which nothing but a label stands before a place."""
    low = max(0, place - _APART)
    opener = max(text.rfind(mark, low, place) for mark in BRACKET_OPENINGS)
    closer = max(text.rfind(mark, low, place) for mark in BRACKET_CLOSINGS + "。；;")
    return opener if opener > closer else None


def _closed(text: str, end: int) -> int | None:
    """Where what names owners ends, one past its bracket."""
    found = [
        at
        for mark in BRACKET_CLOSINGS
        if (at := text.find(mark, end, end + _APART + 1)) >= 0
    ]
    stop = min(found, default=None)
    return None if stop is None or "。" in text[end:stop] else stop + 1


def _joined(text: str, spans: Sequence[tuple[int, int]]) -> list[tuple[int, int]]:
    """Spans with those joined that stand in the same brackets."""
    out: list[tuple[int, int]] = []
    for start, end in spans:
        apart = text[out[-1][1] : start] if out else BRACKET_CLOSINGS
        if len(apart) <= _APART and not any(mark in apart for mark in BRACKET_CLOSINGS):
            out[-1] = (out[-1][0], end)
        else:
            out.append((start, end))
    return out


def _goals(row: Row, words: Printed) -> Iterator[str]:
    """The clauses that the figures of a row stand in."""
    figures = row.facts.figures if row.facts else ()
    if not figures:
        return
    text = f"{row.title or ''}\n{_without_owners(row.text, row, words)}"
    clauses = _CLAUSE.finditer(text)
    clause, said, at, missed = next(clauses, None), -1, 0, 0
    for figure in figures:
        printed = words(figure.start, figure.end)
        place = text.find(printed, at) if missed <= _MISSES else -1
        if place < 0:
            missed += 1
            yield printed
            continue
        at = place + len(printed)
        while clause and clause.end() <= place:
            clause = next(clauses, None)
        if clause and said < clause.start() <= place:
            said = clause.start()
            yield clause[0].strip(" 　\t").rstrip("、")
