"""Plans in LlamaIndex, by its own base classes: read, cut, related, retrieved."""

import pickle
import shutil
from itertools import pairwise
from pathlib import Path

import pytest

pytest.importorskip(
    "llama_index.core", reason="needs pip install 'planparse[llama-index]'"
)

from llama_index.core import Document, SimpleDirectoryReader, VectorStoreIndex
from llama_index.core.embeddings import MockEmbedding
from llama_index.core.ingestion import IngestionPipeline
from llama_index.core.node_parser import get_leaf_nodes, get_root_nodes
from llama_index.core.retrievers import AutoMergingRetriever
from llama_index.core.schema import BaseNode, MetadataMode, NodeRelationship
from llama_index.core.storage.docstore import SimpleDocumentStore
from llama_index.core.storage.storage_context import StorageContext

import planparse
from planparse.integrations.llama_index import PlanNodeParser, PlanReader
from tests.readers.docx_files import abstract, docx, level, num, paragraph

FLOOD = "flood-season.txt"


@pytest.fixture(scope="module")
def document(samples: Path) -> Document:
    (document,) = PlanReader().load_data(samples / FLOOD)
    return document


def texts(nodes: list[BaseNode]) -> list[str]:
    return [node.get_content(metadata_mode=MetadataMode.NONE) for node in nodes]


# ── reading ───────────────────────────────────────────────────────────────────────────


def test_a_file_is_a_document(samples: Path) -> None:
    (document,) = PlanReader().load_data(
        samples / FLOOD, extra_info={"archive": "2024"}
    )
    plan = planparse.parse_file(samples / FLOOD)
    assert document.text == plan.source.text
    assert document.metadata == {
        "file_path": str(samples / FLOOD),
        "file_name": FLOOD,
        "sha256": plan.source.sha256,
        "document": "青禾市2024年防汛抗旱工作要点",
        "year": 2024,
        "issuer": "青禾市防汛抗旱指挥部",
        "archive": "2024",
    }
    (several,) = PlanReader().load_data(samples / "archive.txt")
    assert "document" not in several.metadata


def test_a_folder_is_read_with_it(samples: Path, tmp_path: Path) -> None:
    shutil.copy(samples / FLOOD, tmp_path)
    (tmp_path / "plan.docx").write_bytes(
        docx(paragraph("一、治水") + paragraph("（一）清漂。"))
    )
    reader = PlanReader()
    documents = SimpleDirectoryReader(
        str(tmp_path),
        file_extractor={".txt": reader, ".docx": reader},
        raise_on_error=True,
    ).load_data()
    assert [document.metadata["file_name"] for document in documents] == [
        FLOOD,
        "plan.docx",
    ]
    assert documents[1].text == "一、治水\n（一）清漂。\n"
    (node,) = PlanNodeParser().get_nodes_from_documents(documents[1:])
    assert "file_size" not in node.get_content(metadata_mode=MetadataMode.EMBED)


def test_a_file_that_cannot_be_read_says_why(tmp_path: Path) -> None:
    (tmp_path / "bad.pdf").write_bytes(b"%PDF-1.7")
    with pytest.raises(planparse.DamagedError, match="damaged PDF"):
        PlanReader().load_data(tmp_path / "bad.pdf")
    with pytest.raises(FileNotFoundError):
        PlanReader().load_data(tmp_path / "missing.txt")


# ── cutting ───────────────────────────────────────────────────────────────────────────


def test_nodes_are_the_chunks_of_the_plan(samples: Path, document: Document) -> None:
    nodes = PlanNodeParser(chunk_size=200).get_nodes_from_documents([document])
    chunks = list(planparse.parse_file(samples / FLOOD).chunks(200))
    assert texts(nodes) == [chunk.text for chunk in chunks]
    assert [(node.start_char_idx, node.end_char_idx) for node in nodes] == [
        (chunk.start, chunk.end) for chunk in chunks
    ]
    told = nodes[3].metadata
    assert told["path"] == "二、全面排查风险隐患"
    assert told["cite"] == "二、（四）；二、（五）"
    assert told["lost"] == "inside: truncated; after: 三、 （六） （七） （八） （九）"
    assert told["file_name"] == FLOOD
    assert all(isinstance(value, str | int) for value in told.values())


def test_places_are_those_of_the_plan_where_words_come_again() -> None:
    text = (
        "一、治水\n（一）每月清漂\n两次。\n（二）每月清漂两次。\n（三）每月清漂两次。\n"
    )
    nodes = PlanNodeParser(chunk_size=14).get_nodes_from_documents(
        [Document(text=text)]
    )
    chunks = list(planparse.parse(text).chunks(14))
    assert len(chunks) == 4
    assert [(node.start_char_idx, node.end_char_idx) for node in nodes] == [
        (chunk.start, chunk.end) for chunk in chunks
    ]


def test_title_and_headings_are_embedded_with_the_text(document: Document) -> None:
    node = PlanNodeParser(chunk_size=200).get_nodes_from_documents([document])[3]
    embedded = node.get_content(metadata_mode=MetadataMode.EMBED)
    head, _, text = embedded.partition("\n\n")
    assert head.splitlines() == [
        "document: 青禾市2024年防汛抗旱工作要点",
        "issuer: 青禾市防汛抗旱指挥部",
        "path: 二、全面排查风险隐患",
    ]
    assert text.startswith("（四）建立整改台账")
    told = node.get_content(metadata_mode=MetadataMode.LLM)
    assert "cite: 二、（四）；二、（五）" in told
    assert "sha256" not in told


def test_nodes_know_their_neighbours_and_their_document(
    samples: Path, document: Document
) -> None:
    (other,) = PlanReader().load_data(samples / "law.txt")
    nodes = PlanNodeParser(chunk_size=200).get_nodes_from_documents([document, other])
    for before, node in pairwise(nodes):
        if before.ref_doc_id == node.ref_doc_id:
            assert before.next_node.node_id == node.node_id
            assert node.prev_node.node_id == before.node_id
        else:
            assert before.next_node is None
            assert node.prev_node is None
    assert {node.ref_doc_id for node in nodes} == {document.id_, other.id_}
    assert nodes[0].parent_node is None


def test_what_a_word_file_numbers_is_known_to_the_nodes(tmp_path: Path) -> None:
    path = tmp_path / "plan.docx"
    lists = abstract(0, level(0, "chineseCounting", "%1、")) + num(1, 0)
    items = ("治水。每月清漂两次。", "植树。每年造林百亩。")
    path.write_bytes(docx("".join(paragraph(item, 1) for item in items), lists))
    documents = PlanReader().load_data(path)
    for given in (documents, pickle.loads(pickle.dumps(documents))):
        nodes = PlanNodeParser(chunk_size=20).get_nodes_from_documents(given)
        assert [node.metadata.get("paragraph") for node in nodes] == [1, 2]
        assert [node.metadata["cite"] for node in nodes] == ["一、", "二、"]


def test_a_document_that_was_stored_or_changed_is_parsed_anew(
    document: Document,
) -> None:
    parser = PlanNodeParser(chunk_size=200)
    stored = Document.from_json(document.to_json())
    assert texts(parser.get_nodes_from_documents([stored])) == texts(
        parser.get_nodes_from_documents([document])
    )
    changed = document.model_copy()
    changed.set_content("一、治水。\n")
    assert texts(parser.get_nodes_from_documents([changed])) == ["一、治水。"]
    empty = Document(text="")
    assert parser.get_nodes_from_documents([empty]) == []


# ── sections as parents ───────────────────────────────────────────────────────────────


def test_sections_are_the_parents_of_what_they_hold(document: Document) -> None:
    parser = PlanNodeParser(chunk_size=120, sections=True)
    nodes = {node.node_id: node for node in parser.get_nodes_from_documents([document])}
    leaves = get_leaf_nodes(list(nodes.values()))
    plain = PlanNodeParser(chunk_size=120).get_nodes_from_documents([document])
    assert texts(leaves) == texts(plain)
    (root,) = get_root_nodes(list(nodes.values()))
    assert root.metadata["document"] == "青禾市2024年防汛抗旱工作要点"
    for node in nodes.values():
        if node.parent_node is not None:
            parent = nodes[node.parent_node.node_id]
            assert node.node_id in [child.node_id for child in parent.child_nodes]
            assert parent.start_char_idx <= node.start_char_idx
            assert node.end_char_idx <= parent.end_char_idx
            assert parent.prev_node is None
    section = next(
        node for node in nodes.values() if node.metadata.get("cite") == "二、"
    )
    assert section.get_content().startswith("二、全面排查风险隐患\n（三）开展汛前")
    assert section.metadata["path"] == "二、全面排查风险隐患"
    children = [nodes[child.node_id].metadata["cite"] for child in section.child_nodes]
    assert children == ["二、（三）", "二、（三）", "二、（四）", "二、（五）"]


def test_an_index_merges_what_it_found_into_sections(document: Document) -> None:
    parser = PlanNodeParser(chunk_size=60, sections=True)
    nodes = parser.get_nodes_from_documents([document])
    store = SimpleDocumentStore()
    store.add_documents(nodes)
    storage = StorageContext.from_defaults(docstore=store)
    index = VectorStoreIndex(
        get_leaf_nodes(nodes), storage_context=storage, embed_model=MockEmbedding(2)
    )
    retriever = AutoMergingRetriever(index.as_retriever(similarity_top_k=50), storage)
    found = retriever.retrieve("防汛责任")
    assert any(NodeRelationship.CHILD in one.node.relationships for one in found)


def test_it_is_a_step_of_a_pipeline(document: Document) -> None:
    pipeline = IngestionPipeline(transformations=[PlanNodeParser(chunk_size=200)])
    assert len(pipeline.run(documents=[document])) > 5
