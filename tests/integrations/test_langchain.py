"""Plans as documents of LangChain, by its own base classes."""

import asyncio
import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest

pytest.importorskip("langchain_core", reason="needs pip install 'planparse[langchain]'")
pytest.importorskip(
    "langchain_text_splitters", reason="needs pip install 'planparse[langchain]'"
)

from langchain_core.document_loaders import BaseBlobParser, BaseLoader, BlobLoader
from langchain_core.documents import Document
from langchain_core.documents.base import Blob
from langchain_text_splitters import TextSplitter

import planparse
from planparse.integrations.langchain import PlanLoader, PlanParser, PlanTextSplitter
from tests.readers.docx_files import docx, paragraph

FLOOD = "flood-season.txt"


def test_a_plan_is_loaded_in_chunks_with_their_places(samples: Path) -> None:
    loader = PlanLoader(samples / FLOOD, chunk_size=200)
    assert isinstance(loader, BaseLoader)
    documents = loader.load()
    chunks = list(planparse.parse_file(samples / FLOOD).chunks(200))
    assert [one.page_content for one in documents] == [one.text for one in chunks]
    assert [one.id for one in documents] == [one.id for one in chunks]
    assert documents[4].metadata == {
        "source": str(samples / FLOOD),
        "sha256": chunks[0].sha256,
        "document": "青禾市2024年防汛抗旱工作要点",
        "year": 2024,
        "issuer": "青禾市防汛抗旱指挥部",
        "start": 612,
        "end": 664,
        "lost": "before: 三、 （六） （七） （八） （九）; inside: headless",
    }
    assert documents[3].metadata["cite"] == "二、（四）；二、（五）"
    assert documents[3].metadata["path"] == "二、全面排查风险隐患"
    for document in documents:
        assert all(isinstance(value, str | int) for value in document.metadata.values())


def test_headings_are_put_before_the_text_where_they_are_asked_for(
    samples: Path,
) -> None:
    documents = PlanLoader(samples / FLOOD, chunk_size=200, add_path=True).load()
    assert documents[3].page_content.startswith(
        "二、全面排查风险隐患\n（四）建立整改台账"
    )
    assert documents[2].page_content.startswith("二、全面排查风险隐患\n（三）开展汛前")


def test_size_is_what_the_length_function_says(samples: Path) -> None:
    def length(text: str) -> int:
        return len(text.encode())

    documents = PlanLoader(
        samples / FLOOD, chunk_size=600, length_function=length
    ).load()
    assert max(length(one.page_content) for one in documents) <= 600
    assert len(documents) > 5


def test_loading_is_lazy_and_works_without_waiting(samples: Path) -> None:
    loader = PlanLoader(samples / "missing.txt")
    pending = loader.lazy_load()
    with pytest.raises(FileNotFoundError):
        next(pending)
    loaded = asyncio.run(PlanLoader(samples / FLOOD).aload())
    assert loaded == PlanLoader(samples / FLOOD).load()


def test_a_file_that_cannot_be_read_says_why(tmp_path: Path) -> None:
    (tmp_path / "bad.pdf").write_bytes(b"%PDF-1.7")
    with pytest.raises(planparse.DamagedError, match="damaged PDF"):
        PlanLoader(tmp_path / "bad.pdf").load()


class Files(BlobLoader):
    """The files of a folder as blobs, as FileSystemBlobLoader gives them."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder

    def yield_blobs(self) -> Iterator[Blob]:
        for path in sorted(self._folder.iterdir()):
            yield Blob.from_path(path, metadata={"archive": "2024"})


def test_blobs_of_any_format_are_parsed(samples: Path, tmp_path: Path) -> None:
    """As GenericLoader has it: a loader of blobs, and a parser for each of them."""
    shutil.copy(samples / FLOOD, tmp_path / "a.txt")
    (tmp_path / "b.docx").write_bytes(
        docx(paragraph("一、治水") + paragraph("（一）清漂。"))
    )
    parser = PlanParser(chunk_size=2000)
    assert isinstance(parser, BaseBlobParser)
    documents = [
        one for blob in Files(tmp_path).yield_blobs() for one in parser.lazy_parse(blob)
    ]
    assert [one.metadata["source"] for one in documents] == [
        str(tmp_path / "a.txt"),
        str(tmp_path / "b.docx"),
    ]
    assert {one.metadata["archive"] for one in documents} == {"2024"}
    assert documents[1].page_content == "一、治水\n（一）清漂。"
    (in_memory,) = parser.parse(Blob.from_data("一、治水\n", metadata={"source": "x"}))
    assert in_memory.metadata["source"] == "x"


# ── texts ─────────────────────────────────────────────────────────────────────────────


def test_texts_are_split_where_items_end(samples: Path) -> None:
    text = (samples / FLOOD).read_text(encoding="utf-8")
    splitter = PlanTextSplitter(chunk_size=200)
    assert isinstance(splitter, TextSplitter)
    chunks = list(planparse.parse(text).chunks(200))
    assert splitter.split_text(text) == [chunk.text for chunk in chunks]
    given = [Document(page_content=text, metadata={"source": "web", "page": 7})]
    split = splitter.split_documents(given)
    assert [one.metadata["start"] for one in split] == [one.start for one in chunks]
    assert {one.metadata["source"] for one in split} == {"web"}
    assert {one.metadata["page"] for one in split} == {7}
    assert "sha256" not in split[0].metadata
    assert splitter.transform_documents(given) == split
    assert given[0].metadata == {"source": "web", "page": 7}


def test_the_options_of_splitters_are_heeded(samples: Path) -> None:
    text = (samples / FLOOD).read_text(encoding="utf-8")
    splitter = PlanTextSplitter(
        chunk_size=600,
        length_function=lambda words: len(words.encode()),
        add_start_index=True,
    )
    split = splitter.create_documents([text])
    assert all(len(one.page_content.encode()) <= 600 for one in split)
    assert [one.metadata["start_index"] for one in split] == [
        one.metadata["start"] for one in split
    ]
    with pytest.raises(ValueError, match="without an overlap"):
        PlanTextSplitter(chunk_overlap=20)
    with pytest.raises(ValueError, match="chunk_size must be > 0"):
        PlanTextSplitter(chunk_size=0)


def test_a_loader_and_a_splitter_go_together(samples: Path) -> None:
    split = PlanLoader(samples / FLOOD, chunk_size=5000).load_and_split(
        PlanTextSplitter(chunk_size=200)
    )
    assert {one.metadata["source"] for one in split} == {str(samples / FLOOD)}
    assert len(split) > 5
