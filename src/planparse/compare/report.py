"""Differences between plans as people and programs read them: a terminal, Markdown, and records for JSON and YAML."""

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from json import dumps
from types import MappingProxyType
from typing import NamedTuple

from planparse import __version__
from planparse.compare.edits import Edit, Script
from planparse.compare.fact_changes import Change, text_of
from planparse.compare.history import History, Thread
from planparse.compare.items import Item, Year, places, printed
from planparse.findings.report import harmless
from planparse.records import Record
from planparse.tree import Lang

SCHEMA = 1
"""The version of what is printed as JSON and YAML."""

KEPT, GONE, COME = "kept", "gone", "come"
"""What became of a stretch of text: it stands in both plans, only in the old one, only in the new one."""

QUIET = ("keep", "renumber")
"""Kinds of edits that are counted and not shown, unless they are asked for."""

_CONTEXT = 14  # characters shown on either side of a change
_HEAD = 24  # characters by which an item without a heading is called
_WIDE = 110  # columns from which old and new stand side by side
_NARROWEST = 20

_WORDS: Mapping[str, tuple[str, str]] = MappingProxyType(
    {
        "keep": ("kept", "保留"),
        "reword": ("reworded", "改写"),
        "move": ("moved", "移动"),
        "renumber": ("renumbered", "改号"),
        "split": ("split", "拆分"),
        "merge": ("merged", "合并"),
        "add": ("added", "新增"),
        "drop": ("dropped", "删去"),
        "unknown": ("unknown", "不明"),
        "figures": ("figures", "指标"),
        "deadlines": ("deadlines", "时限"),
        "owners": ("owners", "责任单位"),
        "references": ("references", "引文"),
        "raised": ("raised", "上调"),
        "lowered": ("lowered", "下调"),
        "later": ("later", "推后"),
        "earlier": ("earlier", "提前"),
        "changed": ("changed", "变更"),
        "added": ("added", "新增"),
        "dropped": ("dropped", "删去"),
        "same": ("no difference", "没有差别"),
        "lost": ("lost", "缺失"),
        "threads": ("items through the years", "历年沿革"),
        "item": ("item", "事项"),
    }
)
_COLOURS = {KEPT: "", GONE: "31", COME: "32"}
_KIND_COLOURS = {"add": "32", "drop": "31", "unknown": "33"}
_BRACKETS = {KEPT: ("", ""), GONE: ("[-", "-]"), COME: ("{+", "+}")}


class Piece(NamedTuple):
    """A stretch of an edit's text, and what became of it: KEPT, GONE or COME."""

    fate: str
    text: str


def say(word: str, lang: Lang) -> str:
    """Return a word of the report in a language."""
    return _WORDS[word][lang == "zh"]


# ── records ──────────────────────────────────────────────────────────────────────────────────────────────


def as_record(history: History, edits: Sequence[Sequence[Edit]]) -> Record:
    """Return the differences plain. `edits` are those to be told, of each step from a year to the next.

    With more than two years an edit says in `step` which years it is between (0 for the first two), and
    `threads` follow every item through the years.
    """
    years = history.years
    several = len(years) > 2
    record: Record = {"planparse": __version__, "schema": SCHEMA}
    record["years"] = [
        {"path": year.path, "year": year.year, "items": len(year.items)}
        for year in years
    ]
    record["summary"] = (
        [summary(step) for step in edits] if several else summary(edits[0])
    )
    record["edits"] = [
        ({"step": place} if several else {}) | edit_record(edit, script)
        for place, (script, step) in enumerate(zip(history.scripts, edits, strict=True))
        for edit in step
    ]
    if several:
        record["threads"] = [
            _thread(thread, place) for place, thread in enumerate(history.threads)
        ]
    return record


def as_json(history: History, edits: Sequence[Sequence[Edit]]) -> Iterator[str]:
    """Yield the differences as lines of JSON: one object, a line for each edit and each thread."""
    record = as_record(history, edits)
    lists = {name: record.pop(name) for name in ("edits", "threads") if name in record}
    yield _encoded(record)[:-1] + ","
    for place, (name, entries) in enumerate(lists.items()):
        yield f'"{name}":['
        yield from (
            _encoded(entry) + ("" if entry is entries[-1] else ",") for entry in entries
        )
        yield "]}" if place == len(lists) - 1 else "],"


def _encoded(record: Record) -> str:
    text = dumps(record, ensure_ascii=False, separators=(",", ":"))
    for char in "\x85\u2028\u2029":  # line ends to some readers
        text = text.replace(char, f"\\u{ord(char):04x}")
    return text


def summary(edits: Iterable[Edit]) -> Record:
    """Count edits by kind, those moved among the others, and changes of facts by field and kind."""
    kinds: Counter[str] = Counter()
    facts: Counter[tuple[str, str]] = Counter()
    moved = 0
    for edit in edits:
        kinds[edit.kind] += 1
        moved += edit.moved and edit.kind != "move"
        facts.update((change.field, change.kind) for change in edit.facts)
    record: Record = {kind: kinds[kind] for kind in _WORDS if kinds[kind]}
    if moved:
        record["also_moved"] = moved
    for (field, kind), count in sorted(facts.items()):
        record.setdefault(field, {})[kind] = count
    return record


def edit_record(edit: Edit, script: Script) -> Record:
    """Return an edit plain: its nodes, each with its place in its source, and what changed."""
    record: Record = {
        "kind": edit.kind,
        "old": [_node(item) for item in edit.old],
        "new": [_node(item) for item in edit.new],
    }
    if edit.old and edit.new:
        if edit.moved:
            record["moved"] = True
        if edit.renumbered:
            record["renumbered"] = True
        if edit.wording:
            record["likeness"] = edit.likeness
            record["changes"] = list(_changes(edit, script))
        if edit.facts:
            record["facts"] = [change._asdict() for change in edit.facts]
    return record


def _node(item: Item) -> Record:
    names = ("id", "kind", "label", "title", "text", "start", "end", "line")
    return {name: getattr(item, name) for name in names}


def _changes(edit: Edit, script: Script) -> Iterator[Record]:
    old, new = _Side(edit.old, script.old), _Side(edit.new, script.new)
    for change in edit.wording:
        yield {
            "old": old.record(change.start, change.end),
            "new": new.record(change.new_start, change.new_end),
        }


class _Side:
    """The items of one side of an edit: their letters, in the text as printed and in the source."""

    def __init__(self, items: Sequence[Item], year: Year | None = None) -> None:
        self.text = ""
        self.at: list[int] = []
        self.source: list[int | None] = []
        for place, item in enumerate(items):
            if place:
                self.at.append(len(self.text))
                self.source.append(item.start)
                self.text += "\n"
            text, letters = printed(item)
            self.at += [len(self.text) + at for at in letters]
            self.text += text
            if year is not None:
                self.source += places(item, year)
        self.at.append(len(self.text))

    def slice(self, start: int, end: int) -> str:
        """Return letters as they are printed; what folds away behind them belongs to the ones before."""
        return self.text[self.at[start] : self._end(end)] if end > start else ""

    def _end(self, end: int) -> int:
        return self.at[end - 1] + 1 if end else 0

    def record(self, start: int, end: int) -> Record:
        """Return letters plain: their text, and where in the source they stand (null where that is not known)."""
        if start < end:
            first, last = self.source[start], self.source[end - 1]
        else:  # nothing, between two letters
            before = self.source[start - 1] if start else None
            first = (
                self.source[start]
                if start < len(self.source)
                else None
                if before is None
                else before + 1
            )
            last = None if first is None else first - 1
        return {
            "start": first,
            "end": None if last is None else last + 1,
            "text": self.slice(start, end),
        }


# ── text, as pieces ──────────────────────────────────────────────────────────────────────────────────────


def pieces(edit: Edit) -> list[Piece]:
    """Return the texts of an edit as one, what is gone and what has come in their places."""
    old, new = _Side(edit.old), _Side(edit.new)
    found: list[Piece] = []
    at = 0
    for change in edit.wording:
        found.append(Piece(KEPT, new.slice(at, change.new_start)))
        found.append(Piece(GONE, old.slice(change.start, change.end)))
        found.append(Piece(COME, new.slice(change.new_start, change.new_end)))
        at = change.new_end
    found.append(Piece(KEPT, new.slice(at, len(new.at) - 1)))
    return [
        Piece(fate, harmless(" ".join(text.split()))) for fate, text in found if text
    ]


def shortened(found: Sequence[Piece]) -> list[Piece]:
    """Return pieces, the middle of what was kept left out."""
    out = []
    for place, (fate, text) in enumerate(found):
        first, last = place == 0, place == len(found) - 1
        if fate == KEPT and len(text) > 2 * _CONTEXT + 1:
            head, tail = (
                "" if first else text[:_CONTEXT],
                "" if last else text[-_CONTEXT:],
            )
            text = f"{head}…{tail}"  # noqa: PLW2901 - what is shown of it
        out.append(Piece(fate, text))
    return out


def called(item: Item) -> str:
    """Return what an item is called: its label, and its heading or first words."""
    words = item.title or item.text
    short = " ".join(words[: _HEAD * 2].split())
    short = short if len(short) <= _HEAD else f"{short[: _HEAD - 1]}…"
    return harmless(" ".join(filter(None, (item.label, short))))


def _heading(edit: Edit) -> str:
    old, new = (" + ".join(map(called, side)) for side in (edit.old, edit.new))
    return old if old == new or not new else f"{old} → {new}" if old else new


def _facts(edit: Edit, lang: Lang) -> Iterator[str]:
    for change in edit.facts:
        yield f"{say(change.field, lang)}: {_fact(change)} {say(change.kind, lang)}"


def _fact(change: Change) -> str:
    return harmless(
        " → ".join(filter(None, (text_of(change.old), text_of(change.new))))
    )


def counts(edits: Iterable[Edit], lang: Lang) -> list[str]:
    """Return the summary as lines: items first, then facts, a line a field."""
    told = summary(edits)
    items = _listed(
        ((kind, told[kind]) for kind in _WORDS if isinstance(told.get(kind), int)),
        lang,
        "项",
    )
    if "also_moved" in told:
        moved = told["also_moved"]
        items += (
            f"；其中{moved}项兼有移动"
            if lang == "zh"
            else f"; {moved} of them moved as well"
        )
    colon = "：" if lang == "zh" else ": "
    fields = (
        f"{say(field, lang)}{colon}{_listed(changes.items(), lang, '处')}"
        for field, changes in told.items()
        if isinstance(changes, dict)
    )
    return [line for line in (items, *fields) if line]


def _listed(counts: Iterable[tuple[str, int]], lang: Lang, measure: str) -> str:
    if lang == "zh":
        return "，".join(f"{say(kind, lang)}{count}{measure}" for kind, count in counts)
    return ", ".join(f"{count} {say(kind, lang)}" for kind, count in counts)


def _matrix(history: History, lang: Lang) -> Iterator[list[str]]:
    """Yield rows: the years, then every thread with the label it had in each."""
    yield [say("item", lang), *(harmless(year.name) for year in history.years)]
    for thread, item in followed(history):
        yield [
            called(item._replace(label=None)),
            *(cell(thread, year) for year in range(len(history.years))),
        ]


def followed(history: History) -> Iterator[tuple[Thread, Item]]:
    """Yield the threads that a table of the years has, each with the last of its items."""
    for thread in history.threads:
        item = thread.items[thread.last]
        if item is not None and item.kind in ("section", "paragraph", "fragment"):
            yield thread, item


def cell(thread: Thread, year: int) -> str:
    """Return what the table has for a thread in a year, given as an index: a label, ●, ? or -."""
    item = thread.items[year]
    if item is None:
        return "?" if year in thread.lost else "-"
    return harmless(item.label) if item.label else "●"


# ── the terminal ─────────────────────────────────────────────────────────────────────────────────────────


def as_text(
    history: History,
    edits: Sequence[Sequence[Edit]],
    lang: Lang,
    colour: bool,
    width: int,
    shown: frozenset[str],
) -> Iterator[str]:
    """Yield lines for a terminal of `width` columns: summary, edits of the `shown` kinds, threads of several years."""
    for script, step in zip(history.scripts, edits, strict=True):
        yield _painted(
            f"{harmless(script.old.path)} → {harmless(script.new.path)}", "1", colour
        )
        if all(edit.kind == "keep" for edit in step):
            yield say("same", lang)
        else:
            yield from counts(step, lang)
        told = [edit for edit in step if edit.kind in shown]
        for edit in told:
            yield ""
            yield from (
                _wide(edit, lang, colour, width)
                if width >= _WIDE
                else _narrow(edit, lang, colour, width)
            )
        yield ""
    if len(history.years) > 2:
        yield _painted(say("threads", lang), "1", colour)
        yield from _table(list(_matrix(history, lang)))


def _title(edit: Edit, lang: Lang, colour: bool) -> str:
    kind = say(edit.kind, lang)
    also = f", {say('move', lang)}" if edit.moved and edit.kind != "move" else ""
    return f"{_painted(kind + also, _KIND_COLOURS.get(edit.kind, '36'), colour)}  {_heading(edit)}"


def _narrow(edit: Edit, lang: Lang, colour: bool, width: int) -> Iterator[str]:
    yield _title(edit, lang, colour)
    for fact in _facts(edit, lang):
        yield f"    {fact}"
    if edit.old and edit.new and edit.wording:
        for line in _wrapped(shortened(pieces(edit)), max(width - 4, _NARROWEST)):
            yield "    " + _drawn(line, colour)


def _wide(edit: Edit, lang: Lang, colour: bool, width: int) -> Iterator[str]:
    from rich.cells import cell_len

    yield _title(edit, lang, colour)
    for fact in _facts(edit, lang):
        yield f"    {fact}"
    if not (edit.old and edit.new and edit.wording):
        return
    room = (width - 7) // 2
    found = shortened(pieces(edit))
    left = list(_wrapped([piece for piece in found if piece.fate != COME], room))
    right = list(_wrapped([piece for piece in found if piece.fate != GONE], room))
    for place in range(max(len(left), len(right))):
        here = left[place] if place < len(left) else []
        there = right[place] if place < len(right) else []
        used = sum(
            cell_len(f"{''.join(_marks(piece, colour))}{piece.text}") for piece in here
        )
        yield f"    {_drawn(here, colour)}{' ' * (room - used)} │ {_drawn(there, colour)}".rstrip()


def _marks(piece: Piece, colour: bool) -> tuple[str, str]:
    return ("", "") if colour else _BRACKETS[piece.fate]


def _drawn(line: Iterable[Piece], colour: bool) -> str:
    out = []
    for piece in line:
        opening, closing = _marks(piece, colour)
        out.append(
            _painted(f"{opening}{piece.text}{closing}", _COLOURS[piece.fate], colour)
        )
    return "".join(out)


def _painted(text: str, code: str, colour: bool) -> str:
    return f"\x1b[{code}m{text}\x1b[0m" if colour and code and text else text


def _wrapped(found: Iterable[Piece], width: int) -> Iterator[list[Piece]]:
    """Yield pieces as lines of at most `width` columns, brackets counted."""
    from rich.cells import cell_len

    line: list[Piece] = []
    used = 0
    for fate, text in found:
        cost = sum(map(len, _BRACKETS[fate]))
        at = 0
        while at < len(text):
            end, size = at, used + cost
            while end < len(text) and size + cell_len(text[end]) <= width:
                size += cell_len(text[end])
                end += 1
            if end == at and line:
                yield line
                line, used = [], 0
                continue
            end = max(end, at + 1)
            line.append(Piece(fate, text[at:end]))
            used, at = size, end
    if line:
        yield line


def _table(rows: Sequence[Sequence[str]]) -> Iterator[str]:
    from rich.cells import cell_len

    widths = [
        max(cell_len(row[column]) for row in rows) for column in range(len(rows[0]))
    ]
    for row in rows:
        yield "  ".join(
            cell + " " * (size - cell_len(cell))
            for cell, size in zip(row, widths, strict=True)
        ).rstrip()


# ── Markdown ─────────────────────────────────────────────────────────────────────────────────────────────

_SPECIAL = str.maketrans({char: f"\\{char}" for char in "\\`*_{}[]<>#|~"})


def as_markdown(
    history: History, edits: Sequence[Sequence[Edit]], lang: Lang, shown: frozenset[str]
) -> Iterator[str]:
    """Yield lines of Markdown: what is gone is struck out, what has come is bold."""
    for script, step in zip(history.scripts, edits, strict=True):
        yield f"# {_escaped(script.old.path)} → {_escaped(script.new.path)}"
        yield ""
        for line in (
            counts(step, lang)
            if any(edit.kind != "keep" for edit in step)
            else [say("same", lang)]
        ):
            yield f"- {_escaped(line)}"
        yield ""
        for edit in (edit for edit in step if edit.kind in shown):
            also = (
                f", {say('move', lang)}" if edit.moved and edit.kind != "move" else ""
            )
            yield f"## {say(edit.kind, lang)}{also}: {_escaped(_heading(edit))}"
            yield ""
            facts = [f"- {_escaped(fact)}" for fact in _facts(edit, lang)]
            yield from [*facts, ""] if facts else []
            if edit.old and edit.new and edit.wording:
                yield "".join(_marked(piece) for piece in shortened(pieces(edit)))
                yield ""
    if len(history.years) > 2:
        yield f"# {say('threads', lang)}"
        yield ""
        head, *rows = _matrix(history, lang)
        for row in (head, ["---"] * len(head), *rows):
            yield f"| {' | '.join(cell if row[0] == '---' else _escaped(cell) for cell in row)} |"


def _escaped(text: str) -> str:
    return harmless(text).translate(_SPECIAL)


def _marked(piece: Piece) -> str:
    sign = {KEPT: "", GONE: "~~", COME: "**"}[piece.fate]
    return f"{sign}{_escaped(piece.text)}{sign}"


def _thread(thread: Thread, place: int) -> Record:
    record: Record = {
        "thread": place,
        "began": thread.began,
        "ended": thread.last,
        "paused": list(thread.paused),
    }
    for name, other in (
        ("split_from", thread.split_from),
        ("merged_into", thread.merged_into),
    ):
        if other is not None:
            record[name] = other
    if thread.lost:
        record["lost"] = sorted(thread.lost)
    names = ("id", "label", "title", "start", "end")
    record["items"] = [
        None if item is None else {name: getattr(item, name) for name in names}
        for item in thread.items
    ]
    return record
