"""A chunk: a stretch of a plan with all that leads back to it."""

from collections.abc import Mapping, Sequence
from typing import Literal, NamedTuple

from planparse.records import Record
from planparse.tree import Status

Side = Literal["before", "inside", "after"]
"""Where something lost stood: right before a chunk, in it, or right after it."""


class Loss(NamedTuple):
    """What is lost in a chunk or beside it, and the `id` of the node that says so.

    A lacuna has the `missing` labels, the `evidence`, and the `side` that it is on. Any
    other node has lost its end in the chunk (`status` is `truncated`) or its beginning
    (`headless`), and its side is `inside`.
    """

    id: str
    side: Side
    status: Status
    missing: tuple[str, ...] = ()
    evidence: str | None = None


class Change(NamedTuple):
    """What a chunk says in another way than the source: `after` stands for `[start, end)`."""

    start: int
    end: int
    after: str


class Chunk(NamedTuple):
    """A stretch of a plan.

    `text` is `source[start:end]`, code points of the decoded source, with the `changes`
    made: repairs, joined lines, and page furniture and marks of Markdown taken out. `size`
    is how large it is, in the unit that was asked for.

    `path` has the headings that the chunk stands below and that are not in its text,
    parted by ` / `; empty where it stands below none. `cite` says how a person cites it,
    several parted by ；; None where nothing in it is cited.

    `document` is the title of the document, `year` and `issuer` are its own; None where
    the text does not say, and for what stands outside any document. `place` has the
    `page` that the chunk begins on, and `paragraph` or `element`, as nodes have them,
    where they are known. `source` and `sha256` name the file.

    `parents` are the ids of the nodes that hold the chunk whole and begin before it, the
    document first; `nodes` of those that begin in it, in reading order. `lost` is what is
    lost in it or beside it. `id` is unique among all files: the digest and the place.
    """

    id: str
    text: str
    path: str
    cite: str | None
    document: str | None
    year: int | None
    issuer: str | None
    place: Mapping[str, int | str]
    source: str
    sha256: str
    start: int
    end: int
    size: int
    parents: Sequence[str]
    nodes: Sequence[str]
    lost: Sequence[Loss]
    changes: Sequence[Change]

    @property
    def page(self) -> int | None:
        """The number of the page that the chunk begins on, where it is known."""
        page = self.place.get("page")
        return page if isinstance(page, int) else None

    def to_dict(self) -> Record:
        """Return what `planparse chunk` prints, as plain data; what there is not is left out.

        `year` and `document` are always there, null where they are not known.
        """
        record: Record = {"id": self.id, "text": self.text, "path": self.path}
        if self.cite is not None:
            record["cite"] = self.cite
        record |= {"document": self.document, "year": self.year}
        if self.issuer is not None:
            record["issuer"] = self.issuer
        record |= self.place
        for name in ("source", "sha256", "start", "end", "size"):
            record[name] = getattr(self, name)
        record |= {"parents": list(self.parents), "nodes": list(self.nodes)}
        if self.lost:
            record["lost"] = [_loss(loss) for loss in self.lost]
        if self.changes:
            record["changes"] = [change._asdict() for change in self.changes]
        return record


def _loss(loss: Loss) -> Record:
    """Return a loss as it is printed: a lacuna by its labels, another node by its status."""
    record: Record = {"id": loss.id, "side": loss.side}
    if loss.missing:
        return record | {"missing": list(loss.missing), "evidence": loss.evidence}
    return record | {"status": loss.status}
