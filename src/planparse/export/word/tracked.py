"""A plan as a Word document with its changes against an older one tracked."""

from collections.abc import Iterable, Iterator, Sequence
from itertools import count
from typing import Literal

from planparse.compare.comparison import Compared
from planparse.compare.items import Edition
from planparse.compare.wording import rewordings
from planparse.errors import PlanparseError
from planparse.export.word.body import EMPTY, run
from planparse.export.word.changes import Step, steps
from planparse.export.word.content import Block, Grid, Paragraph, Run
from planparse.export.word.document import assembled
from planparse.export.word.house import House, standard
from planparse.export.word.markup import w
from planparse.export.word.placing import blocks_of
from planparse.export.word.properties import paragraph, twips
from planparse.export.word.styles import style_id
from planparse.export.word.tables import Mark, table
from planparse.grammar.shipped import compare_rules
from planparse.locale.message import _

_AUTHOR = "planparse"
_ALWAYS = "2000-01-01T00:00:00Z"
"""When paragraphs came, went or moved: the same plans give the same file."""
Kind = Literal["ins", "del", "moveFrom", "moveTo"]


def write(compared: Compared, house: House | None = None) -> Iterator[bytes]:
    """Yield the document, in one piece: accepted it is the new plan, rejected the old one.

    Raises PlanparseError where a plan was read back, so that its text is not at hand.
    """
    house = house or standard()
    script = compared.history.scripts[0]
    old, new = (_blocks(each, house) for each in (script.old, script.new))
    tracker = _Tracker(house)
    content = "".join(map(tracker.step, steps(old, new, script.edits)))
    yield assembled(content + EMPTY, house)


def _blocks(edition: Edition, house: House) -> list[Block]:
    """Return what a plan has as a document. Raises PlanparseError."""
    records = edition.origin.records
    if records is None:
        raise PlanparseError(
            _(
                "{path} was parsed before, and tracked changes need its text: "
                "name the file that it was read from",
                path=edition.path,
            )
        )
    return blocks_of(records.rows(), records.printed, house)


class _Tracker:
    """Writes blocks with what became of them; each revision has a number."""

    def __init__(self, house: House) -> None:
        """Begin to number the revisions."""
        self._house = house
        self._numbers = count(1)
        self._by_sentences = compare_rules().matching.sentences

    def step(self, step: Step) -> str:
        """Return what comes next, as it was, as it is, or both."""
        old, new, _, move = step
        if new is None:
            assert old is not None
            return self._ranged(self._whole(old, "moveFrom" if move else "del"), step)
        if old is None:
            return self._whole(new, "ins")
        if isinstance(new, Grid):
            return self._table(new, "ins" if move else None)
        assert isinstance(old, Paragraph)  # only its like is one with it
        return self._ranged(self._changed(old, new, step), step)

    def _ranged(self, content: str, step: Step) -> str:
        """Return a block in the range of its move, by whose name both places belong together."""
        if not step.move or isinstance(step.old, Grid):
            return content
        name = "moveFrom" if step.new is None else "moveTo"
        number = next(self._numbers)
        begin = w(
            f"{name}RangeStart",
            id=number,
            name=step.move,
            author=_AUTHOR,
            date=_ALWAYS,
        )
        return begin + content + w(f"{name}RangeEnd", id=number)

    def _whole(self, block: Block, kind: Kind) -> str:
        """Return a block that is in one plan alone, or not where it is in the other."""
        if isinstance(block, Grid):
            return self._table(block, "del" if kind in ("del", "moveFrom") else "ins")
        runs = self._revised(block.runs, kind, _ALWAYS)
        return w("p", self._properties(block, self._mark(kind)), runs)

    def _changed(self, old: Paragraph, new: Paragraph, step: Step) -> str:
        """Return a paragraph that both plans have, its words revised."""
        was, now = (_words(each.runs) for each in (old, new))
        by_sentences = step.likeness < self._by_sentences
        kept: Kind | None = "moveTo" if step.move else None
        date = _ALWAYS if step.move else None
        out: list[str] = []
        at = 0
        for change in rewordings(was, now, by_sentences=by_sentences):
            out.append(self._revised(_cut(new.runs, at, change.new_start), kept, date))
            if not step.move:
                gone = _cut(old.runs, change.start, change.end)
                out.append(self._revised(gone, "del"))
            come = _cut(new.runs, change.new_start, change.new_end)
            out.append(self._revised(come, "ins"))
            at = change.new_end
        out.append(self._revised(_cut(new.runs, at, len(now)), kept, date))
        mark = self._mark(kept) if kept else ""
        before = "" if step.move else self._properties_before(old, new)
        return w("p", self._properties(new, mark, before), *out)

    def _properties(self, block: Paragraph, mark: str, change: str = "") -> str:
        """Return the properties of a paragraph, what became of its end, and what they were."""
        style = self._house.styles[block.style]
        name = style_id(block.style)
        return paragraph(
            self._house, block.direct, style, name, mark=mark, change=change
        )

    def _properties_before(self, old: Paragraph, new: Paragraph) -> str:
        """Return what the properties of a paragraph were, nothing where they are the same."""
        before, after = (self._properties(each, "") for each in (old, new))
        if before == after:
            return ""
        return w("pPrChange", before, id=next(self._numbers), author=_AUTHOR)

    def _mark(self, kind: Kind) -> str:
        """Return what became of the end of a paragraph."""
        return w(kind, id=next(self._numbers), author=_AUTHOR, date=_ALWAYS)

    def _revised(
        self, runs: Iterable[Run], kind: Kind | None, date: str | None = None
    ) -> str:
        """Return runs, as a revision where there is a kind of one.

        Those of whole paragraphs have a date and those of words have none: LibreOffice
        takes words at the end of a paragraph and a paragraph behind it for one insertion,
        if nothing tells them apart, and rejects the end between them too.
        """
        name = "delText" if kind == "del" else "t"
        content = "".join(run(each, name=name) for each in runs if each.words)
        if kind is None or not content:
            return content
        return w(kind, content, id=next(self._numbers), author=_AUTHOR, date=date)

    def _table(self, grid: Grid, kind: Kind | None) -> str:
        """Return a table, its rows revised where there is a kind of revision."""
        width = twips(self._house.page["text_width"])
        mark = None
        if kind is not None:
            mark = Mark(
                lambda: self._mark(kind),
                lambda words: self._revised([Run(words)], kind, _ALWAYS),
            )
        return table(grid, width, mark=mark) + EMPTY


def _words(runs: Sequence[Run]) -> str:
    """Return the words of runs."""
    return "".join(each.words for each in runs)


def _cut(runs: Sequence[Run], start: int, end: int) -> Iterator[Run]:
    """Yield the runs of a stretch of their words."""
    at = 0
    for each in runs:
        words = each.words[max(start - at, 0) : max(end - at, 0)]
        if words:
            yield each._replace(words=words)
        at += len(each.words)
