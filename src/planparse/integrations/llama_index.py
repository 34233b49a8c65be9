r"""Plans in LlamaIndex: a reader of files, and a parser that cuts them into nodes.

It takes `pip install 'planparse[llama-index]'`.

    >>> from llama_index.core import Document
    >>> from planparse.integrations.llama_index import PlanNodeParser
    >>> text = "一、治水\n（一）清漂。每日一次。\n（二）清淤。每年一次。\n"
    >>> parser = PlanNodeParser(chunk_size=20)
    >>> for node in parser.get_nodes_from_documents([Document(text=text)]):
    ...     print(node.metadata["cite"], node.start_char_idx, node.text.split())
    一、（一） 0 ['一、治水', '（一）清漂。每日一次。']
    一、（二） 17 ['（二）清淤。每年一次。']
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import takewhile
from os import PathLike, fspath
from pathlib import PurePath
from typing import Any

from llama_index.core.bridge.pydantic import Field, PrivateAttr
from llama_index.core.node_parser import NodeParser
from llama_index.core.readers.base import BaseReader
from llama_index.core.schema import (
    BaseNode,
    Document,
    MetadataMode,
    NodeRelationship,
    TextNode,
)
from llama_index.core.utils import get_tqdm_iterable

import planparse
from planparse import CHUNK_SIZE, Chunk, Grammar, Node, Plan
from planparse.integrations.pieces import metadata_of

_NOT_EMBEDDED = (
    "file_path", "file_name", "sha256", "cite", "year", "page_label", "paragraph",
    "element", "start", "end", "lost",
)  # fmt: skip
"""Metadata that says nothing of what a chunk is about: title and headings are left."""

_NOT_TOLD = ("file_path", "sha256", "paragraph", "element", "start", "end")
"""Metadata that a language model has no use for."""


class PlanDocument(Document):
    """A document that knows the plan in its file: what a Word file numbers, and its pages.

    Its text is that which was read out of the file. Where it was stored and loaded again
    it is a document like any other, and its text is parsed anew.
    """

    _plan: Plan | None = PrivateAttr(default=None)

    def __setstate__(self, state: dict[str, Any]) -> None:
        """Take what was pickled, for another process; the base takes no private part."""
        super().__setstate__(state)
        self._plan = (state.get("__pydantic_private__") or {}).get("_plan")


class PlanReader(BaseReader):
    """Reads plans, of any format that planparse reads: a file is a document.

    For `SimpleDirectoryReader(file_extractor={".docx": PlanReader()})`, or by itself.
    `encoding`, `grammar` and `repair` are those of `planparse.parse`. Metadata: `file_path`,
    `file_name`, `sha256`; and `document` (its title), `year`, `issuer` of a file that holds
    one document.
    """

    def __init__(
        self,
        *,
        encoding: str | None = None,
        grammar: str | Grammar = "auto",
        repair: bool = True,
    ) -> None:
        """Take how files are read."""
        self._options: dict[str, Any] = {
            "encoding": encoding,
            "grammar": grammar,
            "repair": repair,
        }

    def lazy_load_data(
        self,
        file: str | PathLike[str],
        extra_info: dict[str, Any] | None = None,
        fs: Any = None,
    ) -> Iterator[Document]:
        """Yield the document in a file, with what else is known of it (`extra_info`).

        `fs` is a file system of fsspec. Raises what `planparse.parse` raises, and OSError
        where the file cannot be read.
        """
        path = fspath(file)
        with open(path, "rb") if fs is None else fs.open(path, "rb") as opened:
            plan = planparse.parse(opened.read(), path=path, **self._options)
        document = PlanDocument(
            text=plan.source.text,
            metadata=_file_metadata(plan) | (extra_info or {}),
            excluded_embed_metadata_keys=[*_NOT_EMBEDDED],
            excluded_llm_metadata_keys=[*_NOT_TOLD],
        )
        document._plan = plan
        yield document


def _file_metadata(plan: Plan) -> dict[str, str | int]:
    """Return what is known of a file."""
    path = plan.source.path
    told: dict[str, str | int | None] = {
        "file_path": path,
        "file_name": PurePath(path).name,
        "sha256": plan.source.sha256,
    }
    if len(plan.documents) == 1:
        (document,) = plan.documents
        told |= {
            "document": document.title,
            "year": document.year,
            "issuer": document.issuer,
        }
    return {name: value for name, value in told.items() if value is not None}


class PlanNodeParser(NodeParser):
    """Cuts plans into nodes: whole items where they fit, else between sentences.

    A node has the place of its text in the document (`start_char_idx`, `end_char_idx`),
    its neighbours (previous, next) and its document (source). Metadata: `document`,
    `year`, `issuer`, `path` (the headings above it), `cite`, `page_label`, `start`, `end`,
    `lost`. Title and headings are embedded with the text.

    With `sections` the sections that hold nodes are nodes too, and their parents, as
    `AutoMergingRetriever` asks for; `get_leaf_nodes` gives those without children.
    """

    chunk_size: int = Field(
        default=CHUNK_SIZE, gt=0, description="Characters of a node at most."
    )
    unit: str = Field(
        default="chars",
        description="What chunk_size counts: chars, or tokens:FILE of a tokenizer.json.",
    )
    grammar: str = Field(default="auto", description="As of planparse.parse.")
    repair: bool = Field(default=True, description="As of planparse.parse.")
    sections: bool = Field(
        default=False, description="Whether sections are nodes, as parents."
    )

    @classmethod
    def class_name(cls) -> str:
        """Return the name of the class, as serialised components have it."""
        return "PlanNodeParser"

    def _parse_nodes(
        self, nodes: Sequence[BaseNode], show_progress: bool = False, **_: Any
    ) -> list[BaseNode]:
        """Return the nodes of documents."""
        found: list[BaseNode] = []
        for document in get_tqdm_iterable(nodes, show_progress, "Parsing plans"):
            found += self._nodes(document)
        return found

    def _postprocess_parsed_nodes(
        self, nodes: list[BaseNode], parent_doc_map: dict[str, Document]
    ) -> list[BaseNode]:
        """Add metadata of documents and neighbours; the places are those of the plan.

        Sections stand in each other, and have no neighbours.
        """
        places = [(node.start_char_idx, node.end_char_idx) for node in nodes]
        sections = [node for node in nodes if _is_section(node)]
        chunks = [node for node in nodes if not _is_section(node)]
        super()._postprocess_parsed_nodes(sections, parent_doc_map)
        super()._postprocess_parsed_nodes(chunks, parent_doc_map)
        for section in sections:
            section.relationships.pop(NodeRelationship.PREVIOUS, None)
            section.relationships.pop(NodeRelationship.NEXT, None)
        for node, (start, end) in zip(nodes, places, strict=True):
            node.start_char_idx, node.end_char_idx = start, end
        return nodes

    def _nodes(self, document: BaseNode) -> list[BaseNode]:
        """Return the nodes of one document: sections that are asked for first."""
        plan = self._plan(document)
        make = _Maker(document)
        chunks = list(plan.chunks(self.chunk_size, unit=self.unit))
        leaves = [
            make.node(self.id_func(at, document), chunk.text, _told(chunk))
            for at, chunk in enumerate(chunks)
        ]
        if not self.sections:
            return leaves
        by_id = {node.id: node for node in plan.nodes()}
        holders = [_holders(chunk, by_id) for chunk in chunks]
        held = {name for names in holders for name in names}
        nodes = {name: node for name, node in by_id.items() if name in held}
        sections = {
            name: make.node(
                self.id_func(len(leaves) + at, document),
                plan.cite(node)[0].text,
                _section_metadata(plan, node),
            )
            for at, (name, node) in enumerate(nodes.items())
        }
        for name, section in sections.items():
            above = name.rpartition("/")[0]
            if above in sections:
                _relate(sections[above], section)
        for leaf, names in zip(leaves, holders, strict=True):
            if names:
                _relate(sections[names[-1]], leaf)
        return [*sections.values(), *leaves]

    def _plan(self, document: BaseNode) -> Plan:
        """Return the plan that a document knows, else that in its text."""
        text = document.get_content(metadata_mode=MetadataMode.NONE)
        known = document._plan if isinstance(document, PlanDocument) else None
        if known is not None and known.source.text == text:
            return known
        return planparse.parse(text, grammar=self.grammar, repair=self.repair)


class _Maker:
    """Makes the nodes of a document, which hide from models what this hides, and more."""

    def __init__(self, document: BaseNode) -> None:
        """Take the document."""
        self._source = document.as_related_node_info()
        self._not_embedded = _joined(
            document.excluded_embed_metadata_keys, _NOT_EMBEDDED
        )
        self._not_told = _joined(document.excluded_llm_metadata_keys, _NOT_TOLD)

    def node(self, name: str, text: str, metadata: dict[str, str | int]) -> TextNode:
        """Return a node by its id, its text, and what is known of its place."""
        return TextNode(
            id_=name,
            text=text,
            start_char_idx=metadata["start"],
            end_char_idx=metadata["end"],
            metadata=metadata,
            excluded_embed_metadata_keys=[*self._not_embedded],
            excluded_llm_metadata_keys=[*self._not_told],
            relationships={NodeRelationship.SOURCE: self._source},
        )


def _joined(some: Iterable[str], others: Iterable[str]) -> list[str]:
    """Return names of either kind, each once."""
    return [*dict.fromkeys((*some, *others))]


def _holders(chunk: Chunk, nodes: Mapping[str, Node]) -> list[str]:
    """Return the ids of the nodes that hold a chunk whole and have more, the document first."""

    def has_more(name: str) -> bool:
        span = nodes[name].span
        return span is not None and span.start <= chunk.start and span.end > chunk.end

    return [*chunk.parents, *takewhile(has_more, chunk.nodes)]


def _told(chunk: Chunk) -> dict[str, str | int]:
    """Return the metadata of a chunk; what is known of its file, the document has."""
    told = metadata_of(chunk)
    del told["source"], told["sha256"]
    if "page" in told:
        told["page_label"] = str(told.pop("page"))
    return told


def _section_metadata(plan: Plan, node: Node) -> dict[str, str | int]:
    """Return the metadata of a section: its own heading is the last of its path."""
    (passage,) = plan.cite(node)
    told: dict[str, str | int | None] = {
        "document": passage.document,
        "path": " / ".join(passage.path) or None,
        "cite": passage.cite,
        "page_label": None if passage.page is None else str(passage.page),
        "start": passage.span.start,
        "end": passage.span.end,
    }
    return {name: value for name, value in told.items() if value is not None}


def _relate(parent: TextNode, child: TextNode) -> None:
    """Make a node the parent of another."""
    below = parent.relationships.setdefault(NodeRelationship.CHILD, [])
    below.append(child.as_related_node_info())
    child.relationships[NodeRelationship.PARENT] = parent.as_related_node_info()


def _is_section(node: BaseNode) -> bool:
    """Return whether a node is there as the parent of others."""
    return NodeRelationship.CHILD in node.relationships
