"""How nodes are cited, and which paragraph of its article a paragraph is."""

import re

import pytest
from hypothesis import given

from planparse.document.provisions import provisions
from tests.laws.laws import AUTO, parsed
from tests.laws.strategies import texts

ITEMS = "（一）水源地；\n（二）水库，分为：\n1.大型；\n2.小型。\n"


def cites(text: str) -> list[str]:
    """The citations of a text's nodes in reading order, those without one left out."""
    (document,) = parsed(text).documents
    found = provisions(text, document.root, AUTO)
    return [provision.cite for _, provision in found if provision.cite is not None]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("第一条 为了节水，制定本办法。\n", ["第一条"]),
        ("第 一 条　为了节水，制定本办法。\n", ["第一条"]),
        (
            "第一条 为了节水，制定本办法。\n水库适用本办法。\n",
            ["第一条", "第一条第二款"],
        ),
        (
            f"第二条 保护下列水体：\n{ITEMS}",
            [
                *("第二条", "第二条第一项", "第二条第二项"),
                *("第二条第二项第1目", "第二条第二项第2目"),
            ],
        ),
        (
            f"第二条 水体分类保护。\n保护下列水体：\n{ITEMS}前款规定的水体每年公布。\n",
            [
                *("第二条", "第二条第二款", "第二条第二款第一项"),
                *("第二条第二款第二项", "第二条第二款第二项第1目"),
                *("第二条第二款第二项第2目", "第二条第三款"),
            ],
        ),
        (
            "第一章 总则\n第一节 一般规定\n第一条 为了节水。\n第一条之一 县级适用。\n",
            ["第一章", "第一章第一节", "第一条", "第一条之一"],
        ),
        (
            "一、节水\n（一）用水。\n1.农业。\n2.工业。\n每年评估。\n二、排水\n",
            ["一、", "一、（一）", "一、（一）1.", "一、（一）2.", "二、"],
        ),
        (
            "1 总则\n1.1 目的\n统一标准。\n1.2 范围\n1.2.1 水库\n1.大型；\n2.小型。\n2 设计\n2.1 水位\n",
            ["1", "1.1", "1.2", "1.2.1", "1.2.1 1.", "1.2.1 2.", "2", "2.1"],
        ),
        (
            "一、总则\n1.1 目的\n统一标准。\n1.2 范围\n二、设计\n2.1 水位\n2.2 水量\n",
            ["一、", "一、1.1", "一、1.2", "二、", "二、2.1", "二、2.2"],
        ),
        (
            "第一条 条例修改如下：\n第1条 节水：\n（一）用水；\n（二）排水。\n第二条 施行。\n",
            ["第一条", "第1条", "第1条第一项", "第1条第二项", "第二条"],
        ),
    ],
)
def test_nodes_are_cited_as_a_lawyer_writes_it(text: str, expected: list[str]) -> None:
    assert cites(text) == expected


def clauses(text: str) -> list[int | None]:
    (document,) = parsed(text).documents
    return [
        provision.clause
        for node, provision in provisions(text, document.root, AUTO)
        if node.kind == "paragraph"
    ]


def test_a_paragraph_below_an_article_that_is_a_heading_is_its_first() -> None:
    text = "第一条 适用范围\n清源县的水库适用本办法。\n第二条 例外\n水塘除外。\n水井除外。\n"
    assert clauses(text) == [1, 1, 2]


def test_a_line_that_goes_on_from_the_one_above_is_the_same_paragraph() -> None:
    text = (
        "第一条 为了节水，制定本办法。\n清源县水务局、云溪区水务局以及其他有关的部门应当\n"
        "各自制定细则，报县人民政府备案，并且每年公布一次。\n细则自公布之日起施行。\n"
    )
    assert clauses(text)[-1] == len(set(clauses(text))) + 1


def test_paragraphs_of_items_are_no_paragraphs_of_the_article() -> None:
    text = "第一条 保护下列水体：\n（一）水源地。\n取水口在内。\n（二）水库。\n"
    assert clauses(text) == [None]


def test_behind_a_fragment_no_paragraph_is_numbered() -> None:
    text = (
        "第一条 保护水体，不得\n以上各项由县水务局负责。\n第三条 水库每年清淤。\n"
        "水塘每年清淤。\n"
    )
    found = clauses(text)
    assert found[-1] == 2
    assert 2 not in found[:-1]


@given(texts)
def test_every_section_has_a_citation_with_blanks_between_numbers_alone(
    text: str,
) -> None:
    for document in parsed(text).documents:
        for node, provision in provisions(text, document.root, AUTO):
            if node.kind == "section":
                assert provision.cite
                assert not re.search(r"(?<!\d)\s|\s(?!\d)", provision.cite)
