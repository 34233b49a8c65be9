"""A parsed plan, whole: its documents and nodes, its findings and repairs, and what writes it."""

import json
from collections.abc import Iterable, Iterator
from functools import cached_property
from typing import TYPE_CHECKING, Any, NamedTuple, NoReturn, Unpack, overload

from planparse.api.content import NEEDS_TEXT, Content
from planparse.api.finding import Finding
from planparse.errors import PlanparseError
from planparse.export.formats import (
    FORMATS,
    BinaryFormat,
    Format,
    FormatName,
    TextFormat,
)
from planparse.export.options import WriteOptions
from planparse.export.writers import format_named, write_records
from planparse.records import Record, Records
from planparse.retrieval.chunks.units import CHUNK_SIZE
from planparse.tree import Edit, Lang

if TYPE_CHECKING:
    from planparse.api.citation import Citation
    from planparse.api.corrections import Correction
    from planparse.api.frame import Library
    from planparse.api.node import Document, Node
    from planparse.api.search import Hit
    from planparse.catalogue.entry import CatalogueEntry
    from planparse.retrieval.chunks.chunk import Chunk
    from planparse.retrieval.chunks.units import Measure
    from planparse.retrieval.citations.sources import Source as Cited
    from planparse.retrieval.search.units import InPlan
    from planparse.tasks.sections import Level
    from planparse.tasks.work_points import WorkPoint
    from planparse.tree import Parsed


_NODES = Format("", "", facts=False, furniture=False)
"""How a plan is read to be searched: as a format that has no place for more than words."""


class Source(NamedTuple):
    """The file that was parsed.

    `path` is its name as it was given, `encoding` that of its bytes, `sha256` their
    digest, `chars` how many code points its text has. `text` is the decoded text, to which
    all offsets refer, without a byte-order mark; None in a plan that was loaded. `format`
    is that of a file that the text was read out of, such as docx or html, else None.
    """

    path: str
    encoding: str
    sha256: str
    chars: int
    text: str | None
    format: str | None = None


class Plan:
    """A parsed file: `parse`, `parse_file` and `load` make one. It cannot be changed.

    Plans are equal where all that is printed of them is; they can be pickled.
    """

    # No dataclass, and nodes only where they are asked for: many programs have a plan
    # written and no more, and to import `dataclasses` takes longer than to parse it.

    _content: Content

    def __init__(self, content: Content) -> None:
        self.__dict__["_content"] = content

    def __setattr__(self, name: str, _value: object) -> NoReturn:
        """Refuse."""
        raise AttributeError(f"a plan cannot be changed: {name}")

    def __delattr__(self, name: str) -> NoReturn:
        """Refuse."""
        raise AttributeError(f"a plan cannot be changed: {name}")

    @cached_property
    def source(self) -> Source:
        """The file that was parsed."""
        head: Record = self._records.head()["source"]
        return Source(**head, text=self._content.text)

    @cached_property
    def documents(self) -> "tuple[Document, ...]":
        """The documents of the file, in order."""
        from planparse.api.node import document_of

        parts = self._records.documents()
        return tuple(document_of(rows, claims) for rows, claims in parts)

    @cached_property
    def strays(self) -> "tuple[Node, ...]":
        """The nodes outside any document, such as what a web page put before the first."""
        from planparse.api.node import nodes_of

        return nodes_of(self._records.strays())

    @cached_property
    def edits(self) -> tuple[Edit, ...]:
        """The repairs that were made in what the nodes say, in order of place."""
        return tuple(Edit(**record) for record in self._records.edits())

    @cached_property
    def corrections(self) -> "tuple[Correction, ...]":
        """The corrections that were heeded, in order of place."""
        from planparse.api.corrections import correction_of

        return tuple(map(correction_of, self._records.head().get("corrections", ())))

    @cached_property
    def findings(self) -> tuple[Finding, ...]:
        """What is doubtful, in order of place, with messages in English.

        Those of a plan that was loaded are in the language that they were printed in.
        """
        return self.findings_in("en")

    def findings_in(self, lang: Lang) -> tuple[Finding, ...]:
        """Return the findings with messages in a language, `en` or `zh`."""
        return tuple(Finding(**record) for record in self._records.findings(lang))

    def style_findings(self, lang: Lang = "en") -> tuple[Finding, ...]:
        r"""Return where the plan departs from rules of style (docs/style.md), in order of place.

        Raises PlanparseError for a plan that was loaded without its source.

        >>> from planparse import parse
        >>> [one.message for one in parse("一.治水\n二.治气\n").style_findings()]
        ['一. would better be 一、', '二. would better be 二、']
        """
        from planparse.findings import style
        from planparse.findings.report.objects import as_json
        from planparse.text.lines import Lines

        source, found = self._parsed.source, style.findings(self._parsed)
        told: Iterable[dict[str, Any]] = as_json(
            source.path, Lines(source.text), found, lang
        )
        return tuple(
            Finding(**{key: value for key, value in one.items() if key != "path"})
            for one in told
        )

    def nodes(self) -> "Iterator[Node]":
        """Yield all nodes in reading order, strays first; each document before what is in it."""
        for top in (*self.strays, *self.documents):
            yield from top.nodes()

    def sections(self) -> "Iterator[Node]":
        """Yield the numbered sections of any depth, in reading order."""
        return (node for node in self.nodes() if node.kind == "section")

    def lacunae(self) -> "list[Node]":
        """Return the nodes that stand for what is lost, in reading order."""
        return [node for node in self.nodes() if node.kind == "lacuna"]

    def work_points(
        self, level: "Level" = "auto", *, where: str | None = None
    ) -> "Iterator[WorkPoint]":
        """Yield the work points in reading order, gaps and fragments in place.

        `level` makes those the sections so many levels down, or the smallest (`leaf`);
        `auto` is as the plan has them. `where` is a query as `--select` takes it, such as
        `owner~市水务局 deadline<2026-07`. Raises QueryError for one that cannot be read,
        PlanparseError for a plan that was loaded.
        """
        from planparse.tasks.query import Selection, parse
        from planparse.tasks.work_points import work_points

        records = self._content.records(FORMATS["table"])
        points = work_points(records.rows(), records.printed, level)
        return points if where is None else filter(Selection(parse(where)), points)

    def chunks(
        self, max: int = CHUNK_SIZE, *, unit: "str | Measure" = "chars"
    ) -> "Iterator[Chunk]":
        r"""Yield the plan in chunks, in order of place: whole items where they fit.

        What does not fit is parted between sentences, and only a sentence that is larger
        than `max` itself is cut. `unit` is what `max` counts: `chars`, code points;
        `tokens:FILE`, the tokens of a tokenizer.json, which the extra `tokens` reads; or
        a function that returns the size of a text. Raises UnitError for any other, or a
        tokenizer that cannot be used, ValueError for a `max` below 1, PlanparseError
        for a plan that was loaded.

        >>> from planparse import parse
        >>> plan = parse("一、治水\n（一）清漂。每日一次。\n（二）清淤。每年一次。\n")
        >>> for chunk in plan.chunks(20):
        ...     print(repr(chunk.path), chunk.cite, repr(chunk.text))
        '' 一、（一） '一、治水\n（一）清漂。每日一次。'
        '一、治水' 一、（二） '（二）清淤。每年一次。'
        """
        from planparse.retrieval.chunks.chunking import chunks
        from planparse.retrieval.chunks.units import measure_of

        if max < 1:
            raise ValueError(f"a chunk holds at least 1, not {max}")
        return chunks(
            self._parsed,
            self._content.grammar.lexicon,
            sha256=self.source.sha256,
            limit=max,
            measure=measure_of(unit) if isinstance(unit, str) else unit,
        )

    def cite(self, what: "str | int | Node") -> "tuple[Citation, ...]":
        r"""Return the passages that a citation, a line or a quotation names, in order.

        A citation is labels alone: 第三条第二款第（一）项, 第三章第二节, 二、（三）1. The
        document that it is of may stand before them: by its title in 《》, or the end of
        the title where only one ends so, by its number (临政发〔2026〕3号), by its place in
        the file (d2). A line is a number, from 1, or `:12`. All else is a quotation; where
        it stands nowhere word for word, the words that are most like it are given, with
        their `differences`. A node of the plan gives itself, with what is below it. Empty
        where there is nothing. Raises ValueError for a quotation without a letter,
        PlanparseError for a plan that was loaded.

        >>> from planparse import parse
        >>> plan = parse("一、治水\n（一）每月清漂\n两次。\n（二）清淤。\n", path="plan.txt")
        >>> plan.cite("一、（二）")
        (<Citation plan.txt:4 一、（二）: （二）清淤。>,)
        """
        from planparse.api.citation import citations_of
        from planparse.api.node import Node
        from planparse.retrieval.citations.asking import asked

        if isinstance(what, Node):
            return citations_of(self, self._cited.passages.of_id(what.id))
        answers = asked([self._cited], what)
        return citations_of(self, (answer.passage for answer in answers))

    def find(self, quotation: str) -> "tuple[Citation, ...]":
        r"""Return where a quotation stands word for word, in order; empty where it does not.

        Line breaks, blanks, capitals, and whether characters are half or full width do not
        count; repairs are seen through. Raises ValueError for a quotation without a letter,
        PlanparseError for a plan that was loaded.

        >>> from planparse import parse
        >>> (found,) = parse("一、治水\n（一）每月清漂\n２次。\n").find("清漂2次")
        >>> found.line, found.span, found.path
        (2, Span(start=10, end=15), ('一、治水', '（一）每月清漂'))
        """
        from planparse.api.citation import citations_of

        return citations_of(self, self._cited.passages.quoted(quotation))

    def search(
        self,
        words: str,
        *,
        where: str | None = None,
        year: int | None = None,
        limit: int | None = None,
    ) -> "tuple[Hit, ...]":
        r"""Return the nodes that have all words, or the work points where there is a query.

        As `planparse.search` does, which says how words are found and what comes first.

        >>> from planparse import parse
        >>> plan = parse("一、治水\n（一）清漂。每月清漂。（水务局负责）\n（二）清淤。\n")
        >>> [hit.text for hit in plan.search("", where="owner~水务局")]
        ['（一）清漂。每月清漂。（水务局负责）']
        """
        from planparse.api.search import search

        return search(words, self, where=where, year=year, limit=limit)

    @cached_property
    def _searched(self) -> "InPlan":
        """The plan as words are looked for in it."""
        from planparse.retrieval.search.units import InPlan

        forms = {False: _NODES, True: FORMATS["table"]}
        return InPlan(
            lambda facts: self._content.records(forms[facts]),
            self.source.path,
            self.source.sha256,
            has_text=self._content.text is not None,
        )

    @cached_property
    def _by_id(self) -> "dict[str, Node]":
        """The nodes by their identifiers."""
        return {node.id: node for node in self.nodes()}

    @cached_property
    def _cited(self) -> "Cited":
        """The plan as what is cited from. Raises PlanparseError without its source."""
        from planparse.retrieval.citations.passages import Passages
        from planparse.retrieval.citations.sources import Source as Cited

        passages = Passages(self._parsed, self._content.grammar.lexicon)
        return Cited(self.source.path, self.source.sha256, passages)

    @property
    def _parsed(self) -> "Parsed":
        """The parse of the source. Raises PlanparseError for a plan that was loaded."""
        from planparse.tree import Parsed

        parsed = self._content.compared
        if not isinstance(parsed, Parsed):
            raise PlanparseError(NEEDS_TEXT)
        return parsed

    def catalogue(self) -> "tuple[CatalogueEntry, ...]":
        r"""Return the line that an archive's catalogue has for each document, in order.

        It is made of what the documents say: what they do not say is None or empty. Raises
        PlanparseError where the plan was loaded.

        >>> from planparse import parse
        >>> text = "东湖市水务局关于清漂的通知\n东水发〔2026〕5号\n一、清漂\n二、清淤\n"
        >>> entry = parse(text).catalogue()[0]
        >>> entry.docnumber, entry.issuers, entry.date
        ('东水发〔2026〕5号', ('东湖市水务局',), None)
        """
        from planparse.catalogue.entry import entries

        return tuple(entries(self._parsed, self.source.path))

    @overload
    def to(
        self, format: BinaryFormat, **options: Unpack[WriteOptions]
    ) -> Iterator[bytes]: ...
    @overload
    def to(
        self, format: TextFormat, **options: Unpack[WriteOptions]
    ) -> Iterator[str]: ...
    @overload
    def to(
        self, format: FormatName, **options: Unpack[WriteOptions]
    ) -> Iterator[str] | Iterator[bytes]: ...
    def to(
        self, format: str, **options: Unpack[WriteOptions]
    ) -> Iterator[str] | Iterator[bytes]:
        """Yield the plan in a format, in pieces: of text, for docx and xlsx of bytes.

        The formats are those of `-f`, the options those of `WriteOptions`; one that a
        format does not know has no effect. Raises ValueError for an unknown format,
        PlanparseError where the plan was loaded and the format needs the source.

        >>> from planparse import parse
        >>> print(*parse("一、节水。").to("outline"), end="")
        (untitled)
        └── 一、 节水。
        """
        return write_records(
            self._content.records(format_named(format)), format, **options
        )

    def to_dict(self, lang: Lang = "en") -> dict[str, Any]:
        """Return what `-f json` prints, as plain data."""
        whole: dict[str, Any] = json.loads("".join(self.to("json", lang=lang)))
        return whole

    def to_frame(self, *, library: "Library | None" = None) -> Any:
        """Return the nodes as a data frame, a row each: the fields of `-f nodes`.

        `library` is pandas or polars; by default whichever is installed, pandas first.
        Raises ModuleNotFoundError where it is not.
        """
        from planparse.api.frame import frame_of

        return frame_of(map(json.loads, self._node_lines()), library)

    def _node_lines(self) -> Iterator[str]:
        """Return the plan as JSON Lines, a node a line."""
        return (line for piece in self.to("nodes") for line in piece.splitlines())

    @property
    def _records(self) -> Records:
        """Return the records as the JSON formats print them."""
        return self._content.records(FORMATS["json"])

    def __eq__(self, other: object) -> bool:
        """Return whether two plans print the same, wherever they were read from."""
        if not isinstance(other, Plan):
            return NotImplemented
        return self._content == other._content or self.to_dict() == other.to_dict()

    def __hash__(self) -> int:
        """Hash the source: equal plans are of the same bytes."""
        return hash(self.source.sha256)

    def __reduce__(self) -> tuple[type["Plan"], tuple[Content]]:
        """Pickle only the content: views of it are made again when they are asked for."""
        return Plan, (self._content,)

    def __repr__(self) -> str:
        """Say the title, and how many documents, nodes and findings there are."""
        title = next((found.title for found in self.documents if found.title), None)
        counts = (
            (len(self.documents), "document"),
            (sum(1 for _ in self.nodes()), "node"),
            (len(self.findings), "finding"),
        )
        told = ", ".join(
            f"{count} {what}{'s' * (count != 1)}" for count, what in counts
        )
        return f"<Plan {title or '(untitled)'}: {told}>"

    def _repr_html_(self) -> str:
        """Return the tree as HTML, for notebooks."""
        from planparse.api.notebook import tree_of

        return tree_of(self)
