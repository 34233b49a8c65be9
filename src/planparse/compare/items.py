"""What `diff` compares: the nodes of a plan, in reading order, with the letters that count.

A plan comes as text, or as what planparse printed of it in JSON or YAML. Widths, blanks and line breaks do not
count: letters are folded (`fold`), and offsets are those of the unfolded text.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any, NamedTuple
from unicodedata import category, normalize

from planparse.facts.finder import finder
from planparse.grammar.lexicon import Lexicon
from planparse.records import Exporter, Record, Row
from planparse.tree import Edit, Node, NodeKind, Parsed, Span, Status, walk

FACTS = ("figures", "deadlines", "owners", "references")
"""The fields of a node's record that hold facts."""

_MARKS = "。．.：:；;，,、！!？?"  # after a heading: what parts it from the text is no difference
_NOWHERE = Span(0, 0)


class Item(NamedTuple):
    """A node as it is compared, without its children.

    `place` is its index in the plan, `parent` that of its parent (-1 at the top of a document). `start` and `end`
    are code points of the source, from its label to the end of its own text, None where the plan was read from
    YAML without spans. `letters` is what is compared: heading and text, folded; of a lacuna the labels that it misses.
    `piece` says that it goes on within the paragraph of the item before it (一是…；二是…). `spans` are where
    heading and text stand in the source, empty where it is not at hand. `facts` are the record's, by field.
    """

    place: int
    id: str
    parent: int
    kind: NodeKind
    label: str | None
    title: str | None
    text: str
    start: int | None
    end: int | None
    line: int | None
    status: Status
    letters: str
    piece: bool
    spans: tuple[Span, ...]
    facts: Mapping[str, Sequence[Mapping[str, Any]]]


class Year(NamedTuple):
    """A plan to be compared: where it was read from, the year it is for, its items; `source` where it was text.

    `edits` are the repairs that the items' letters have in them.
    """

    path: str
    year: int | None
    items: tuple[Item, ...]
    source: str | None = None
    edits: tuple[Edit, ...] = ()

    @property
    def name(self) -> str:
        """What the plan is called in a table: its year, else its file."""
        return (
            str(self.year)
            if self.year is not None
            else self.path.replace("\\", "/").rpartition("/")[2]
        )


def fold(text: str) -> str:
    """Return the letters of a text that count: of one width and case, without blanks and what nobody sees."""
    text = "".join(normalize("NFKC", text).split()).lower()
    return (
        text
        if text.isprintable()
        else "".join(char for char in text if category(char) not in ("Cf", "Cc"))
    )


def joined(parts: Iterable[str]) -> str:
    """Return folded texts as one: what parts a heading from its text, a mark or a line end, is no difference."""
    *heads, last = [part for part in parts if part] or [""]
    return "".join(f"{head.rstrip(_MARKS)}。" for head in heads) + last


def from_text(parsed: Parsed, lexicon: Lexicon) -> Year:
    """Return a parsed text as it is compared."""
    text = parsed.source.text
    spoken = {family.name for family in lexicon.families if family.spoken}
    rows = Exporter(parsed, lexicon, finder=finder()).rows()
    nodes = _nodes(parsed)
    records = (
        ({**row._asdict(), **row.more, **_facts(row)}, node)
        for row, node in zip(rows, nodes, strict=True)
    )

    def inside(record: Record) -> bool:
        return record["family"] in spoken and text[: record["start"]].rstrip(
            " \t\u3000\xa0"
        )[-1:] not in (
            "",
            "\n",
            "\r",
        )

    years = [
        document.year for document in parsed.documents if document.year is not None
    ]
    items = tuple(_items(records, inside))
    return Year(
        parsed.source.path, years[0] if years else None, items, text, parsed.edits
    )


def from_record(plan: Record, spoken: frozenset[str]) -> Year:
    """Return a plan that planparse printed, as `document.load` gives it plain; `spoken` are families of 一是."""
    ends = 0

    def inside(record: Record) -> bool:
        nonlocal ends
        if record["kind"] == "lacuna":  # it stands on the line of what is behind it
            return False
        line, within = (
            record["line"],
            record["family"] in spoken and record["line"] == ends,
        )
        breaks = (record["title"] or "").count("\n") + record["text"].count("\n")
        ends = (line or -1) + breaks
        return within

    years = [
        document["year"]
        for document in plan["documents"]
        if document["year"] is not None
    ]
    items = tuple(_items(((record, None) for record in _records(plan)), inside))
    return Year(plan["source"]["path"], years[0] if years else None, items)


def _facts(row: Row) -> Record:
    found = row.facts._asdict() if row.facts else {}
    return {kind: [fact._asdict() for fact in facts] for kind, facts in found.items()}


def _nodes(parsed: Parsed) -> Iterator[Node]:
    for stray in parsed.strays:
        yield from walk(stray)
    for document in parsed.documents:
        yield from walk(document.root)


def _records(plan: Record) -> Iterator[Record]:
    pending = [
        (record, None)
        for record in reversed([*plan.get("strays", ()), *plan["documents"]])
    ]
    while pending:
        record, parent = pending.pop()
        yield {**record, "parent": parent}
        pending += [
            (child, record["id"]) for child in reversed(record.get("children", ()))
        ]


def _items(
    records: Iterable[tuple[Record, Node | None]], inside: Any
) -> Iterator[Item]:
    """Yield the items of records in reading order; documents are none, as they have no text of their own."""
    places: dict[str, int] = {}
    before: Item | None = None
    for record, node in records:
        if record["kind"] == "document":
            before = None
            continue
        within = inside(record)
        title, text = record["title"], record["text"]
        if record["kind"] == "lacuna":
            text = " ".join(record["missing"])
            letters = fold(text)
        else:
            letters = joined((fold(title or ""), fold(text)))
        parent = places.get(record["parent"] or "", -1)
        spans = (node.heading, node.text) if node is not None else ()
        start, end = record["start"], _own_end(record, node)
        # It goes on in the paragraph of a sibling before it or of its parent.
        piece = (
            within and before is not None and parent in (before.place, before.parent)
        )
        before = Item(
            len(places), record["id"], parent, record["kind"], record["label"], title, text, start, end, record["line"],
            record["status"], letters, piece, spans,
            {name: record[name] for name in FACTS if record.get(name)},
        )  # fmt: skip
        places[before.id] = before.place
        yield before


def _own_end(record: Record, node: Node | None) -> int | None:
    if node is not None:
        return (
            max(node.body, node.heading.end, node.text.end)
            if node.kind != "lacuna"
            else node.end
        )
    starts = [
        child["start"]
        for child in record.get("children", ())
        if child["start"] is not None
    ]
    end: int | None = min(starts, default=record["end"])
    return end


# ── letters and where they stand ─────────────────────────────────────────────────────────────────────────


def places(item: Item, year: Year) -> list[int | None]:
    """Return where in the source each letter of an item stands; None where that is not known.

    The full stop that is put between heading and text stands where the text begins.
    """
    if year.source is None or not item.spans or item.kind == "lacuna":
        return [None] * len(item.letters)
    parts = []
    for span in item.spans:
        found: list[tuple[str, int]] = []
        at = span.start
        for edit in (
            edit for edit in year.edits if span.start <= edit.start < span.end
        ):
            found += _folded(year.source, at, edit.start)
            found += [(char, edit.start) for char in fold(edit.after)]
            at = edit.end
        parts.append(found + _folded(year.source, at, span.end))
    head, text = parts
    if head and text:
        while head and head[-1][0] in _MARKS:
            head.pop()
        head.append(("。", text[0][1]))
    both = head + text
    # A letter that folds otherwise alone than among others (a combining accent) moves all behind it.
    return (
        [at for _, at in both]
        if "".join(char for char, _ in both) == item.letters
        else [None] * len(item.letters)
    )


def printed(item: Item) -> tuple[str, list[int]]:
    """Return an item's heading and text as they are printed, and where in that each of its letters stands."""
    head, text = item.title or "", item.text
    found = _folded(head, 0, len(head))
    own = fold(text)
    if found and own:  # a heading may be a sign that nobody sees
        while found and found[-1][0] in _MARKS:
            found.pop()
        head += "" if head[-1] in _MARKS else "。"
        found.append(("。", len(head) - 1))
    found += [(char, at + len(head)) for char, at in _folded(text, 0, len(text))]
    if "".join(char for char, _ in found) != item.letters:
        return item.letters, list(range(len(item.letters)))
    return head + text, [at for _, at in found]


def _folded(text: str, start: int, end: int) -> list[tuple[str, int]]:
    return [(char, at) for at in range(start, end) for char in fold(text[at])]
