r"""Plans as documents of LangChain, in chunks: a loader, a parser of blobs, a splitter.

It takes `pip install 'planparse[langchain]'`.

    >>> from planparse.integrations.langchain import PlanTextSplitter
    >>> text = "一、治水\n（一）清漂。每日一次。\n（二）清淤。每年一次。\n"
    >>> for document in PlanTextSplitter(chunk_size=20).create_documents([text]):
    ...     print(document.metadata["cite"], document.page_content.split())
    一、（一） ['一、治水', '（一）清漂。每日一次。']
    一、（二） ['（二）清淤。每年一次。']
"""

from collections.abc import Callable, Iterator, Mapping
from copy import deepcopy
from os import PathLike, fspath
from typing import Any, NamedTuple

from langchain_core.document_loaders import BaseBlobParser, BaseLoader
from langchain_core.documents import Document
from langchain_core.documents.base import Blob
from langchain_text_splitters import TextSplitter

import planparse
from planparse import CHUNK_SIZE, Chunk, Grammar, Plan
from planparse.integrations.pieces import metadata_of


class _Cutting(NamedTuple):
    """How plans are read, and cut into documents."""

    chunk_size: int
    length_function: Callable[[str], int]
    add_path: bool
    encoding: str | None
    grammar: str | Grammar
    repair: bool

    def plan(self, data: bytes, path: str) -> Plan:
        """Return the plan in the bytes of a file. Raises what `planparse.parse` raises."""
        return planparse.parse(
            data,
            path=path,
            encoding=self.encoding,
            grammar=self.grammar,
            repair=self.repair,
        )

    def documents(self, plan: Plan, metadata: Mapping[Any, Any]) -> Iterator[Document]:
        """Yield a plan in chunks, each with some metadata and its own."""
        for chunk in plan.chunks(self.chunk_size, unit=self.length_function):
            yield Document(
                id=chunk.id,
                page_content=_words(chunk, add_path=self.add_path),
                metadata=deepcopy(dict(metadata)) | metadata_of(chunk),
            )


class PlanParser(BaseBlobParser):
    """Parses blobs that are plans, of any format that planparse reads, into chunks.

    For `GenericLoader`, which finds the files. The arguments are those of `PlanLoader`.
    """

    def __init__(
        self,
        *,
        chunk_size: int = CHUNK_SIZE,
        length_function: Callable[[str], int] = len,
        add_path: bool = False,
        encoding: str | None = None,
        grammar: str | Grammar = "auto",
        repair: bool = True,
    ) -> None:
        """Take how plans are read and cut."""
        self._cutting = _Cutting(
            chunk_size, length_function, add_path, encoding, grammar, repair
        )

    def lazy_parse(self, blob: Blob) -> Iterator[Document]:
        """Yield the chunks of a blob; metadata of the blob is on each.

        Raises what `planparse.parse` raises, and OSError where it cannot be read.
        """
        plan = self._cutting.plan(blob.as_bytes(), blob.source or "-")
        yield from self._cutting.documents(plan, blob.metadata)


class PlanLoader(BaseLoader):
    """Loads a plan in chunks, each a document.

    `file_path` is a file of any format that planparse reads. A chunk has at most
    `chunk_size`, measured by `length_function`: whole items where they fit. With
    `add_path` the headings that it stands below are put on a line before its text, for
    stores that search in `page_content` alone. `encoding`, `grammar` and `repair` are
    those of `planparse.parse`.

    Metadata: `source`, `sha256`, `document`, `year`, `issuer`, `path`, `cite`, `page` (from
    1), `start`, `end`, `lost`; what is not known is left out.
    """

    def __init__(
        self,
        file_path: str | PathLike[str],
        *,
        chunk_size: int = CHUNK_SIZE,
        length_function: Callable[[str], int] = len,
        add_path: bool = False,
        encoding: str | None = None,
        grammar: str | Grammar = "auto",
        repair: bool = True,
    ) -> None:
        """Take the file, and how it is read and cut; nothing is read yet."""
        self._path = fspath(file_path)
        self._cutting = _Cutting(
            chunk_size, length_function, add_path, encoding, grammar, repair
        )

    def lazy_load(self) -> Iterator[Document]:
        """Yield the chunks in order.

        Raises what `planparse.parse` raises, and OSError where the file cannot be read.
        """
        with open(self._path, "rb") as file:
            plan = self._cutting.plan(file.read(), self._path)
        yield from self._cutting.documents(plan, {})


class PlanTextSplitter(TextSplitter):
    """Splits the text of plans, wherever it was loaded from, where their items end.

    `chunk_size` and `length_function` are those of every splitter of LangChain; chunks do
    not overlap, for they end where an item or a sentence does. Documents keep their
    metadata; each chunk has `document`, `year`, `issuer`, `path`, `cite`, `start`, `end`
    and `lost` besides, where they are known. `start` and `end` are places in the text
    that was split.
    """

    def __init__(
        self,
        chunk_size: int = CHUNK_SIZE,
        chunk_overlap: int = 0,
        *,
        add_path: bool = False,
        grammar: str | Grammar = "auto",
        repair: bool = True,
        **options: Any,
    ) -> None:
        """Take how texts are cut. Raises ValueError for an overlap."""
        if chunk_overlap:
            raise ValueError("plans are cut where items end, without an overlap")
        super().__init__(chunk_size=chunk_size, chunk_overlap=0, **options)
        self._add_path, self._grammar, self._repair = add_path, grammar, repair

    def split_text(self, text: str) -> list[str]:
        """Return the chunks of a text."""
        return [_words(chunk, add_path=self._add_path) for chunk in self._chunks(text)]

    def create_documents(
        self, texts: list[str], metadatas: list[dict[Any, Any]] | None = None
    ) -> list[Document]:
        """Return the chunks of texts as documents, each with the metadata of its text."""
        given = metadatas or [{}] * len(texts)
        return [
            self._document(chunk, metadata)
            for text, metadata in zip(texts, given, strict=True)
            for chunk in self._chunks(text)
        ]

    def _chunks(self, text: str) -> Iterator[Chunk]:
        """Yield the chunks of a text."""
        plan = planparse.parse(text, grammar=self._grammar, repair=self._repair)
        return plan.chunks(self._chunk_size, unit=self._length_function)

    def _document(self, chunk: Chunk, metadata: Mapping[Any, Any]) -> Document:
        """Return a chunk of a text: of the file that this is from, nothing new is known."""
        told = metadata_of(chunk)
        del told["source"], told["sha256"]
        if self._add_start_index:
            told["start_index"] = chunk.start
        return Document(
            page_content=_words(chunk, add_path=self._add_path),
            metadata=deepcopy(dict(metadata)) | told,
        )


def _words(chunk: Chunk, *, add_path: bool) -> str:
    """Return what a chunk says, below its headings where these are asked for."""
    return f"{chunk.path}\n{chunk.text}" if add_path and chunk.path else chunk.text
