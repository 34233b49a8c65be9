"""What `diff` compares: the nodes of a plan, in reading order, with their normalised text.

A plan comes as text, or as what planparse printed of it in JSON or YAML. Widths, blanks,
line breaks and capital letters do not count: the text is folded (`fold`), and offsets are
those of the text before that.
"""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from typing import Any, NamedTuple, TypeVar
from unicodedata import category, normalize

from planparse.facts.finder import finder
from planparse.facts.kinds import KINDS, fact_record
from planparse.grammar.lexicon import Lexicon
from planparse.records import Exporter, Record, Row
from planparse.system.paths import file_name
from planparse.tree import Edit, Node, NodeKind, Parsed, Span, Status, nodes_of

Known = TypeVar("Known")

TARGETS = ("figures", "deadlines")
"""The fields of a node's record that hold a plan's targets."""

FACTS = (*TARGETS, *(kind for kind in KINDS if kind not in TARGETS))
"""The fields of a node's record that hold facts, in the order in which changes are told."""

MARKS = "。．.：:；;，,、！!？?"
"""Marks after a heading. What separates it from the text is no difference."""

_LINE_BLANKS = " \t\u3000\xa0"
_LINE_STARTS = ("", "\n", "\r")


class Item(NamedTuple):
    """A node as it is compared, without its children.

    `place` is its index in the plan, `parent` that of its parent (-1 at the top of a
    document). `start` and `end` are code points of the source, from its label to the end
    of its own text, None where the plan was read from YAML without spans. `normalised` is
    what is compared: heading and text, folded; of a lacuna the labels that it misses.
    `piece` says that it goes on within the paragraph of the item before it (一是…；二是…).
    `spans` are where heading and text stand in the source, empty where it is not at hand.
    `facts` are the record's, by field.
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
    normalised: str
    piece: bool
    spans: tuple[Span, ...]
    facts: Mapping[str, Sequence[Mapping[str, Any]]]

    @property
    def heading_and_text(self) -> str:
        """What it says, the heading on a line of its own."""
        return f"{self.title or ''}\n{self.text}"


class Origin:
    """The tree that an edition was made of, for whoever writes the whole of it.

    It is no part of what an edition says: all origins are equal, and a pickled one has no
    records any more, for a lexicon cannot be pickled.
    """

    def __init__(self, records: Exporter | None = None) -> None:
        """Take the records of the tree, None where they are not at hand."""
        self.records = records

    def __eq__(self, other: object) -> bool:
        """Return whether the other is an origin."""
        return isinstance(other, Origin)

    def __hash__(self) -> int:
        """Return the one hash of all."""
        return hash(Origin)

    def __reduce__(self) -> tuple[type["Origin"], tuple[()]]:
        """Leave the records behind."""
        return Origin, ()


class Edition(NamedTuple):
    """A plan as it is compared: where it was read from, the year it is for, its items.

    `source` is its text, where it was read from text; `edits` are the repairs of that
    text which the items' normalised texts contain. `title` is that of its first document
    which has one. `origin` has the tree that it was made of, where it was read from text.
    """

    path: str
    year: int | None
    items: tuple[Item, ...]
    source: str | None = None
    edits: tuple[Edit, ...] = ()
    title: str | None = None
    origin: Origin = Origin()

    @property
    def name(self) -> str:
        """What the plan is called in a table: its year, else its file."""
        return str(self.year) if self.year is not None else self.file_name

    @property
    def file_name(self) -> str:
        """The name of its file, without the folder that it lies in."""
        return file_name(self.path)


_MARKS = tuple(zip("，：；（）！？　", ",:;()!? ", strict=True))
"""The full-width marks of most texts: without them NFKC sees at a glance that it has nothing
to do, and folding takes a fifth of the time."""


def fold(text: str) -> str:
    """Return what counts of a text: in one width and case, without blanks and invisibles."""
    for wide, narrow in _MARKS:
        text = text.replace(wide, narrow)
    text = "".join(normalize("NFKC", text).split()).lower()
    if text.isprintable():
        return text
    return "".join(char for char in text if category(char) not in ("Cf", "Cc"))


def joined(parts: Iterable[str]) -> str:
    """Return folded texts as one, with one mark between a heading and its text."""
    *heads, last = [part for part in parts if part] or [""]
    return "".join(f"{head.rstrip(MARKS)}。" for head in heads) + last


def from_text(parsed: Parsed, lexicon: Lexicon, *, facts: bool = True) -> Edition:
    """Return a parsed text as it is compared, its items with their `facts` or without."""
    text = parsed.source.text
    spoken = {family.name for family in lexicon.families if family.spoken}
    rows = Exporter(parsed, lexicon, finder=finder() if facts else None).rows()
    records = (
        ({**row._asdict(), **row.more, **_facts(row)}, node)
        for row, node in zip(rows, nodes_of(parsed), strict=True)
    )

    def is_inline(record: Record) -> bool:
        """Return whether a record is an inline ordinal that does not begin its line: ……；二是……."""
        if record["family"] not in spoken:
            return False
        return text[: record["start"]].rstrip(_LINE_BLANKS)[-1:] not in _LINE_STARTS

    return Edition(
        path=parsed.source.path,
        year=_first(document.year for document in parsed.documents),
        items=tuple(_items(records, is_inline)),
        source=text,
        edits=parsed.edits,
        title=_first(document.title or None for document in parsed.documents),
        origin=Origin(Exporter(parsed, lexicon, furniture=False)),
    )


def from_record(plan: Record, spoken: frozenset[str]) -> Edition:
    """Return a plan that planparse printed as it is compared.

    `plan` is plain, as `load(…).plain()` gives it; `spoken` are the names of the families
    of inline ordinals (一是).
    """
    last_line = 0  # the line that the record before ends on

    def is_inline(record: Record) -> bool:
        """Return whether a record is an inline ordinal on the line on which the one before it ends.

        A printed plan has no source to look at, so that the line numbers tell; records
        must be asked in order.
        """
        nonlocal last_line
        if record["kind"] == "lacuna":  # it stands on the line of what is behind it
            return False
        inline = record["family"] in spoken and record["line"] == last_line
        breaks = (record["title"] or "").count("\n") + record["text"].count("\n")
        last_line = (record["line"] or -1) + breaks
        return inline

    records = ((record, None) for record in _records(plan))
    return Edition(
        path=plan["source"]["path"],
        year=_first(document["year"] for document in plan["documents"]),
        items=tuple(_items(records, is_inline)),
        title=_first(document["title"] or None for document in plan["documents"]),
    )


def _first(values: "Iterable[Known | None]") -> "Known | None":
    """Return the first value that is known, or None."""
    return next((value for value in values if value is not None), None)


def _facts(row: Row) -> Record:
    """Return the facts of a row as plain records, by kind."""
    found = row.facts._asdict() if row.facts else {}
    return {
        kind: [fact_record(fact) for fact in facts] for kind, facts in found.items()
    }


def _records(plan: Record) -> Iterator[Record]:
    """Yield the nodes of a printed plan in reading order, each with its parent's id."""
    roots = [*plan.get("strays", ()), *plan["documents"]]
    pending = [(record, None) for record in reversed(roots)]
    while pending:
        record, parent = pending.pop()
        yield {**record, "parent": parent}
        children = record.get("children", ())
        pending += [(child, record["id"]) for child in reversed(children)]


def _items(
    records: Iterable[tuple[Record, Node | None]],
    is_inline: Callable[[Record], bool],
) -> Iterator[Item]:
    """Yield the items of records in reading order; documents have no text and are left out."""
    places: dict[str, int] = {}
    before: Item | None = None
    for record, node in records:
        if record["kind"] == "document":
            before = None
            continue
        # Asked of every record: a printed plan is followed line by line.
        inline = is_inline(record)
        parent = places.get(record["parent"] or "", -1)
        # It goes on in the paragraph of a sibling before it, or of its parent.
        piece = (
            inline and before is not None and parent in (before.place, before.parent)
        )
        before = _item(record, node, len(places), parent, piece)
        places[before.id] = before.place
        yield before


def _said(record: Record, kind: NodeKind) -> str:
    """Return what a node says besides its title: its text, the labels of a gap."""
    if kind == "lacuna":
        return " ".join(record["missing"])
    text: str = record["text"]
    return text


def _item(
    record: Record, node: Node | None, place: int, parent: int, piece: bool
) -> Item:
    """Return a record as an item that can be compared.

    What a gap says are the labels that are missing in it. `node` is None for a printed
    plan, of which nobody knows where heading and text stood in the source.
    """
    kind: NodeKind = record["kind"]
    title, text = record["title"], _said(record, kind)
    normalised = joined((fold(title or ""), fold(text)))
    return Item(
        place=place,
        id=record["id"],
        parent=parent,
        kind=kind,
        label=record["label"],
        title=title,
        text=text,
        start=record["start"],
        end=_own_end(record, node),
        line=record["line"],
        status=record["status"],
        normalised=normalised,
        piece=piece,
        spans=(node.heading, node.text) if node is not None else (),
        facts={name: record[name] for name in FACTS if record.get(name)},
    )


def _own_end(record: Record, node: Node | None) -> int | None:
    """Return where a node's own text ends, as far as that is known."""
    if node is not None:
        own = max(node.body, node.heading.end, node.text.end)
        return node.end if node.kind == "lacuna" else own
    starts = (child["start"] for child in record.get("children", ()))
    end: int | None = min(
        (start for start in starts if start is not None), default=record["end"]
    )
    return end
