"""Whole documents as Markdown, read back by a parser of Markdown."""

import pytest
from hypothesis import given
from markdown_it import MarkdownIt
from markdown_it.token import Token

from planparse.export.writers import write
from planparse.pipeline import parse
from planparse.records import Exporter
from planparse.text.encoding import Source
from planparse.text.notes import CUT_OFF, LOST, STRANDED
from planparse.tree import Parsed
from tests.export.test_writers import NAMES, parsed
from tests.laws.laws import AUTO, letters
from tests.laws.strategies import outlines, texts
from tests.tasks.test_work_points import sample

READER = MarkdownIt("commonmark").enable("table")
NO_BLOCKS = {
    "fence",
    "code_block",
    "hr",
    "html_block",
    "bullet_list_open",
    "ordered_list_open",
    "table_open",
}


def written(of: Parsed) -> str:
    return "".join(write(of, AUTO, "md", sha256="", lang="zh"))


def blocks(of: Parsed) -> list[Token]:
    return READER.parse(written(of))


def headings(of: Parsed) -> list[tuple[int, str]]:
    found = blocks(of)
    return [
        (int(token.tag[1]), found[place + 1].content)
        for place, token in enumerate(found)
        if token.type == "heading_open"
    ]


def said(of: Parsed) -> str:
    """The letters that a reader sees, without what stands for holes."""
    out = []
    for token in blocks(of):
        words = "".join(child.content for child in token.children or ())
        for mark in (STRANDED, CUT_OFF):
            words = words.replace(mark, "")
        out.append("" if words.startswith(LOST) else words)
    return letters("".join(out))


def letters_of(of: Parsed) -> str:
    rows = (
        row
        for row in Exporter(of, AUTO, furniture=False).rows()
        if row.kind not in ("document", "lacuna")
    )
    return letters(
        "".join((row.label or "") + (row.title or "") + row.text for row in rows)
    )


def test_headings_are_as_deep_as_sections() -> None:
    assert headings(sample("flood-season.txt"))[:6] == [
        (1, "青禾市2024年防汛抗旱工作要点"),
        (2, "一、压紧压实防汛责任"),
        (3, "（一）公布责任人名单"),
        (3, "（二）改进值班制度"),
        (2, "二、全面排查风险隐患"),
        (3, "（三）开展汛前大检查"),
    ]


def test_a_blank_behind_a_label_is_kept() -> None:
    assert (2, "第一章 总　则") in headings(sample("law.txt"))


def test_what_is_lost_is_shown_as_such() -> None:
    text = written(sample("flood-season.txt"))
    assert "\n> **〔缺失〕** 三、 （六） （七） （八） （九）\n" in text
    assert "\n> **〔残段〕** 通报到各县区，" in text
    assert "汛前更换老化闸 **〔残缺〕**\n" in text


def test_an_item_of_one_sentence_is_a_paragraph_that_begins_with_its_label() -> None:
    assert "\n1\\.市级库重点储备大流量排涝车、冲锋舟、发电机组。\n" in written(
        sample("flood-season.txt")
    )


def test_past_the_sixth_level_a_heading_is_bold() -> None:
    text = "第一编 总\n第一章 甲\n第一节 乙\n一、丙\n（一）丁\n1.戊。己己己。\n（1）庚。辛辛辛。\n"
    assert (6, "1.戊") not in headings(parsed(text)) or "**（1）庚**" in written(
        parsed(text)
    )
    assert "**" in written(parsed(text))


@pytest.mark.parametrize("name", NAMES)
def test_samples_read_as_they_were(name: str) -> None:
    assert said(sample(name)) == letters_of(sample(name))


@given(texts)
def test_text_is_never_markup(text: str) -> None:
    of = parsed(text)
    assert said(of) == letters_of(of)
    assert not {token.type for token in blocks(of)} & NO_BLOCKS


@pytest.mark.parametrize(
    "line",
    [
        "# 甲",
        "- 甲",
        "+ 甲",
        "> 甲",
        "***",
        "---",
        "===",
        "12) 甲",
        "3. 甲",
        "```",
        "<b>甲",
        "&lt;",
        "[甲](乙)",
        "\x1b[31m甲",
        "|甲|",
    ],
)
def test_a_line_that_looks_like_markup_stays_a_paragraph(line: str) -> None:
    of = parsed(f"通知要点\n一、目标\n甲乙丙丁。\n{line}\n")
    assert said(of) == letters_of(of)
    assert not {token.type for token in blocks(of)} & NO_BLOCKS
    assert "\x1b" not in written(of)


def tree(of: Parsed) -> list[tuple[object, ...]]:
    """What is read: each node by the labels above it, its kind, heading, text and status."""
    paths: dict[str | None, tuple[str | None, ...]] = {}
    out: list[tuple[object, ...]] = []
    for row in Exporter(of, AUTO, furniture=False).rows():
        path = paths[row.id] = (*paths.get(row.parent, ()), row.label)
        missing = row.more.get("missing")
        text = row.text.replace("\r\n", "\n")  # between the cells of a table
        out.append((path, row.kind, row.title, text, row.status, missing))
    return out


def read_back(of: Parsed) -> Parsed:
    return parse(Source(written(of), "utf-8", "plan.md"), AUTO)


@pytest.mark.parametrize("name", NAMES)
def test_a_sample_is_read_back_as_the_same_tree(name: str) -> None:
    assert tree(read_back(sample(name))) == tree(sample(name))


@given(outlines())
def test_a_plan_is_read_back_as_the_same_tree(text: str) -> None:
    of = parsed(text)
    again = read_back(of)
    assert tree(again) == tree(of)
    assert written(again) == written(of)


def test_a_section_and_its_text_are_told_from_a_heading_and_a_paragraph() -> None:
    run_in, apart = parsed("一、清漂。每日两次。\n"), parsed("一、清漂\n每日两次。\n")
    assert written(run_in) == "## 一、清漂  \n每日两次。\n"
    assert written(apart) == "## 一、清漂\n\n每日两次。\n"


def test_a_chapter_that_is_run_together_with_the_title_begins_a_block() -> None:
    text = (
        "清源县节水办法第一章 总则第一条 为了节水，制定本办法。"
        "第二条 各镇负责节水。第二章 管理第三条 水价分级。第四条 本办法施行。\n"
    )
    assert "\n\n## 第一章 总则" in written(parsed(text))
    assert tree(read_back(parsed(text))) == tree(parsed(text))


def test_items_in_running_text_stay_in_it() -> None:
    text = "一、目标\n抓好三点。一是清漂。二是清淤。\n各镇要加强巡查。\n"
    assert written(parsed(text)) == (
        "## 一、目标\n\n抓好三点。一是清漂。二是清淤。\n\n各镇要加强巡查。\n"
    )
    assert tree(read_back(parsed(text))) == tree(parsed(text))
