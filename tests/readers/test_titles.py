"""Titles that a file shows by size and place: on several lines, and without a word for them."""

import pytest

import planparse
from planparse.grammar.shipped import lexicon
from planparse.readers.titles import SetLine, title_lines

from .docx_files import docx, paragraph, run
from .pdf_files import pdf, say

BODY = "".join(
    paragraph(text, number)
    for text, number in (
        ("压实责任", 1),
        ("各乡镇要落实包保责任，按月调度，确保汛期安全。", None),
        ("排查隐患", 1),
        ("对水库、河道开展检查，建立台账，限期整改到位。", None),
    )
)
CENTRED = '<w:jc w:val="center"/>'


def set_so(text: str, size: int = 44, place: str = CENTRED) -> str:
    """A paragraph in letters of so many half points, in the middle."""
    return paragraph(run(text, f'<w:sz w:val="{size}"/>'), properties=place)


def title_of(data: bytes) -> str | None:
    """The title of the first document in a file."""
    return planparse.parse(data).documents[0].title


@pytest.mark.parametrize(
    ("head", "title"),
    [
        (set_so("清源县智慧水务平台", 52) + set_so("需求规格说明书"), "清源县智慧水务平台需求规格说明书"),
        (set_so("2024年度") + set_so("清源县人民医院") + set_so("单位预算公开"), "2024年度清源县人民医院单位预算公开"),
        (set_so("清源县水利局") + set_so("为民十条"), "清源县水利局为民十条"),
        (set_so("河道清淤那些事"), "河道清淤那些事"),
        (paragraph("附件1") + set_so("培训课程内容", 36), "培训课程内容"),
        (set_so("清源县人民政府文件", 72) + paragraph("清政发〔2024〕3号", properties=CENTRED) + set_so("清源县2024年") + set_so("为民办实事一览"), "清源县2024年为民办实事一览"),
        (set_so("清源县防汛") + set_so("工作要点") + set_so("（征求意见稿）"), "清源县防汛工作要点"),
        (set_so("清源县防汛") + set_so("一图读懂") + set_so("2024年3月"), "清源县防汛一图读懂"),
    ],
)  # fmt: skip
def test_lines_that_are_set_as_a_title_are_one(head: str, title: str) -> None:
    plan = planparse.parse(docx(head + BODY))
    assert plan.documents[0].title == title
    assert [section.label for section in plan.sections()] == ["一、", "二、"]
    assert [node.kind for node in plan.nodes()].count("title") == 1


def test_size_and_place_may_come_from_styles_and_defaults() -> None:
    styles = (
        '<w:docDefaults><w:rPrDefault><w:rPr><w:sz w:val="32"/></w:rPr></w:rPrDefault>'
        '</w:docDefaults><w:style w:type="paragraph" w:styleId="B"><w:rPr>'
        '<w:sz w:val="44"/></w:rPr></w:style><w:style w:type="paragraph" w:styleId="T">'
        f'<w:basedOn w:val="B"/><w:pPr>{CENTRED}</w:pPr></w:style>'
    )
    head = paragraph("清源县水利局", style="T") + paragraph("为民十条", style="T")
    assert title_of(docx(head + BODY, styles=styles)) == "清源县水利局为民十条"


@pytest.mark.parametrize(
    "head",
    [
        set_so("清源县水利局", 20) + set_so("为民十条", 20),  # no larger than the text
        set_so("清源县水利局", place="") + set_so("为民十条", place=""),  # at the margin
        paragraph("各乡镇要按照以下安排抓好落实，" * 4) + set_so("清源县水利局") + set_so("为民十条"),
    ],
)  # fmt: skip
def test_what_is_not_set_so_is_judged_as_in_text(head: str) -> None:
    assert title_of(docx(head + BODY)) != "清源县水利局为民十条"


PROSE = '<w:style w:type="paragraph" w:styleId="B"><w:name w:val="公文正文"/></w:style>'


@pytest.mark.parametrize(
    ("properties", "title"),
    [("", None), (CENTRED, "河道清淤十条")],
)
def test_what_has_the_style_of_text_is_a_title_only_where_it_is_set_otherwise(
    properties: str, title: str | None
) -> None:
    head = paragraph("河道清淤十条", style="B", properties=properties)
    assert title_of(docx(head + BODY, styles=PROSE)) == title


def test_space_above_a_line_parts_two_titles() -> None:
    apart = '<w:spacing w:before="480"/>'
    lines = ("清源县节水方案", "清源县防汛工作方案")
    first, *rest = (set_so(line) for line in lines)
    assert title_of(docx(first + rest[0] + BODY)) == "".join(lines)
    second = set_so(lines[1], place=CENTRED + apart)
    assert title_of(docx(first + second + BODY)) == lines[1]
    both = set_so(lines[0], place=CENTRED + apart) + second
    assert title_of(docx(both + BODY)) == "".join(lines)


def test_large_items_and_the_head_of_contents_are_no_titles() -> None:
    head = (
        set_so("清源县河道")
        + set_so("管理那些事")
        + set_so("目录")
        + set_so("第一章　总则")
    )
    plan = planparse.parse(docx(head + BODY))
    assert plan.documents[0].title == "清源县河道管理那些事"
    assert "第一章" in [section.label for section in plan.sections()]


def test_a_table_ends_a_title_and_no_title_has_many_lines() -> None:
    words = lexicon()
    large, text = (
        SetLine("清源县河道", 22, True),
        SetLine("各乡镇要抓好落实" * 5, 16, False),
    )
    table = SetLine("", 0, False)
    assert title_lines([large, table, large, text], words) == {0}
    lines = [large._replace(text=f"清源县河道{word}") for word in "甲乙丙丁戊己"]
    assert title_lines(lines + [text] * 9, words) == {0, 1, 2, 3}
    assert title_lines([large, large, text], words) == {
        0
    }  # a title that is printed twice
    assert title_lines([large], words) == frozenset()
    assert title_lines([], words) == frozenset()


@pytest.mark.parametrize(
    ("lines", "title"),
    [
        (("清源县智慧水务平台", "需求规格说明书"), "清源县智慧水务平台需求规格说明书"),
        (
            ("2024年度", "清源县人民医院", "单位预算公开"),
            "2024年度清源县人民医院单位预算公开",
        ),
        (("河道清淤那些事",), "河道清淤那些事"),
    ],
)
@pytest.mark.parametrize("pitch", [34, 80])
def test_titles_of_pages_are_told_by_size_and_place(
    lines: tuple[str, ...], title: str, pitch: int
) -> None:
    head = b"".join(
        say(297.5 - 11 * len(text), 760 - pitch * at, text, 22)
        for at, text in enumerate(lines)
    )
    items = ("一、压实责任", "各乡镇要落实包保责任，按月调度。", "二、排查隐患")
    body = b"".join(say(88, 440 - 28 * at, text) for at, text in enumerate(items))
    one, two = pdf(head + body), pdf(head, body)
    for data in (one, two):
        assert title_of(data) == title
