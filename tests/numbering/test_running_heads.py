"""Running heads and feet, and the lines of a text that repeat like them."""

import re
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from planparse.numbering.asides.counted_lines import (
    numbers_of,
    page_numbers_of,
    words_of,
)
from planparse.numbering.explain import explain
from planparse.numbering.lexer import tokenise
from planparse.numbering.tokens import FURNITURE
from planparse.tree import Lang
from tests.laws.laws import AUTO, hold, parsed

TITLE = "清源县河道保洁实施方案"
BROKEN = [
    ("用三年时间完成河道清淤，努力把淤积率控制在百分", "之八以内。"),
    ("逐段排查，建立一河一档，摸清水质、宽度和清淤年", "限，形成清单。"),
    ("建立台账，细化分工，定期通报，确保各段工程按期完", "成。"),
    ("各镇要把巡查摆上重要位置，落实专职养护人", "员，按月考核。"),
]


def pages(*heads: str, title: str = TITLE) -> str:
    """A plan whose sections are each broken by the end of a page."""
    lines = [title]
    for head, label, (before, behind) in zip(heads, "一二三四", BROKEN, strict=False):
        lines += [f"{label}、清漂", before, *filter(None, [head]), behind]
    return "\n".join(lines) + "\n"


def furniture(text: str) -> list[str]:
    return [
        text[token.head : token.end]
        for token in tokenise(text, AUTO)
        if token.place == FURNITURE
    ]


def joins(text: str) -> int:
    return sum(edit.rule == "join" for edit in parsed(text, repair=True).edits)


HEADS = [
    "清源县水务局　{n}/9",
    "清源县水务局  {n} / 9",
    TITLE + "　　　　第{n}页",
    "第{n}页　" + TITLE,
    "清源县水务局文件　— {n} —",
    "— {n} —　清源县水务局文件",
    "{n}　　清源县水务局",
    "清源县水务局    {n}",
    "QY/T 12—2024    {n}",
    "第 {n} 页 共 9 页　清源县水务局",
    "清源县水务局　第 {n} 页，共 9 页",
    "清源县人民政府公报　2024年第1期　{n}",
    "{n}　2024年第1期　清源县人民政府公报",
    "清源县水务局\n— {n} —",
    "第{n}页\n清源县水务局",
    "清源县水务局\n{n}",
    "Page {n} of 9  清源县水务局",
    "{n}/9",
    "百度文库　{n}",
    "{n}欢迎下载",
]


@pytest.mark.parametrize("head", HEADS)
@pytest.mark.parametrize("first", [1, 8])
@pytest.mark.parametrize("count", [3, 4])
def test_heads_that_count_the_pages_part_no_sentence(
    head: str, first: int, count: int
) -> None:
    heads = [head.format(n=number) for number in range(first, first + count)]
    text = pages(*heads)
    hold(text)
    assert joins(text) == count
    plain = parsed(pages(*[""] * count), repair=True)
    found = parsed(text, repair=True)
    assert found.documents[0].title == TITLE
    assert len(found.findings) == len(plain.findings)
    own = [found.source.text[edit.start : edit.end] for edit in found.edits]
    assert ["".join(edit.split()) for edit in own] == [
        "".join(line.split()) for line in heads
    ]


def test_left_and_right_pages_have_the_number_on_the_other_side() -> None:
    text = pages(
        "清源县水务局　1", "2　清源县水务局", "清源县水务局　3", "4　清源县水务局"
    )
    assert joins(text) == 4


ENDED = [f"{label}、清漂\n逐段排查，建立台账。" for label in "一二三四"]


@pytest.mark.parametrize(
    "heads",
    [
        ["清源县水务局　5", "6　清源县水务局", "清源县水务局　7"],
        ["保洁方案　5", "6　清源县水务局", "保洁方案　7", "8　清源县水务局"],
        ["清源县水务局\n— 5 —", "清源县水务局\n— 6 —", "清源县水务局\n— 7 —"],
        [f"清源县水务局　第 {n} 页（共 9 页）" for n in (1, 2, 3)],
    ],
)
def test_heads_are_known_between_whole_sentences(heads: list[str]) -> None:
    text = "\n".join(
        [TITLE, *(f"{a}\n{b}" for a, b in zip(ENDED, heads, strict=False))]
    )
    hold(text)
    assert furniture(text) == "\n".join(heads).split("\n")


def test_two_pages_with_other_words_are_too_few_to_be_left_and_right() -> None:
    lines = zip(ENDED, ["保洁方案　5", "6　清源县水务局", "保洁方案　7"], strict=False)
    text = "\n".join([TITLE, *(f"{a}\n{b}" for a, b in lines)])
    assert furniture(text) == []


def test_an_empty_page_has_a_head_too() -> None:
    heads = [f"{TITLE}　第{n}页" for n in range(1, 6)]
    text = pages(*heads[:3], f"{heads[3]}\n{heads[4]}")
    assert furniture(text) == heads


@pytest.mark.parametrize("head", ["QY/T 12—2024", "清源县人民政府公报　2024年第3期"])
def test_a_publication_is_known_where_it_parts_one_sentence(head: str) -> None:
    text = pages(head) + f"\n{head}\n".join([*ENDED[1:], ITEM])
    assert furniture(text) == [head] * 4
    assert furniture("\n".join(f"{ended}\n{head}" for ended in ENDED)) == []


def test_the_number_beside_a_head_goes_with_it() -> None:
    text = pages(*(f"QY/T 12—2024\n{n}" for n in (1, 2, 3)))
    assert sorted(furniture(text)) == sorted(["1", "2", "3", *["QY/T 12—2024"] * 3])


@pytest.mark.parametrize("head", [TITLE, "清源县水务局", "QY/T 12—2024"])
def test_heads_without_a_number_stand_in_mid_sentence(head: str) -> None:
    text = pages(head, head, head)
    hold(text)
    assert joins(text) == 3
    assert parsed(text).documents[0].title == TITLE


def test_the_title_and_the_signature_are_no_heads() -> None:
    text = pages(*["清源县水务局"] * 3) + "清源县水务局\n2024年3月1日\n"
    root = parsed(text).documents[0].root
    assert [node.kind for node in root.children][-2:] == ["signature", "date"]
    assert len(furniture(text)) == 3


def test_heads_stand_between_paragraphs_too() -> None:
    text = pages(*(f"{TITLE}　第{n}页" for n in (1, 2, 3)))
    text = text.replace("百分\n", "百分之十。\n").replace("之八以内。\n", "")
    assert furniture(text) == [f"{TITLE}　第{n}页" for n in (1, 2, 3)]


def test_one_is_enough_where_its_form_leaves_no_doubt() -> None:
    assert joins(pages("清源县水务局　— 7 —")) == 1
    assert joins(pages("清源县水务局　7")) == 0


def test_a_head_and_a_foot_stand_between_two_pages() -> None:
    text = pages(*(f"清源县水务局　{n}/9\n{TITLE}" for n in (1, 2, 3)))
    assert joins(text) == 3
    assert len(furniture(text)) == 6


def test_a_chapter_s_heading_is_repeated_by_its_pages() -> None:
    chapter = "第一章 河道的清漂和清淤"
    text = f"{TITLE}\n{chapter}\n" + pages(*[chapter] * 3).partition("\n")[2]
    assert furniture(text) == [chapter] * 3
    assert joins(text) == 3


ITEM = "各镇要逐段排查，建立台账，形成清单。\n"

TEXT = {
    "units below each item": [f"{ITEM}责任单位：县水务局\n" for _ in range(4)],
    "units that end in no mark": [f"{ITEM}县水务局\n" for _ in range(4)],
    "annexes": [f"{ITEM}附件{n}\n" for n in range(1, 5)],
    "boxes": [f"{ITEM}专栏 {n}\n{ITEM}" for n in range(1, 5)],
    "rows of a table": [f"河道清漂\n县水务局\n{n}\n" for n in range(1, 5)],
    "cells": [f"制定中\n2013{n}-T-604\n河道清漂，技术要求\n" for n in range(4)],
    "a link in a sentence": [
        f"现在要认真研究《\n保洁规划\n》，提出第{n}条意见。\n" for n in range(4)
    ],
    "a link before a comma": [f"要落实\n保洁规划\n，{ITEM}" for _ in range(4)],
    "a refrain": [f"{ITEM}同志们：\n{ITEM}" for _ in range(4)],
    "subheadings": [f"工作目标\n{ITEM}工作措施\n{ITEM}" for _ in range(4)],
    "items": [f"（{n}）清漂\n{ITEM}" for n in "一二三四"],
    "years": [f"202{n}年\n清漂{n}公里\n" for n in range(1, 5)],
}


@pytest.mark.parametrize("name", TEXT)
def test_what_repeats_and_parts_no_sentence_is_text(name: str) -> None:
    text = f"{TITLE}\n一、清漂\n{''.join(TEXT[name])}"
    hold(text)
    assert furniture(text) == []


def test_words_and_numbers() -> None:
    assert words_of("第 1 页　清源县") == words_of("清源县　第12页")
    assert numbers_of("2024年第1期　12") == (2024, 1, 12)
    assert page_numbers_of([(2024, 1, 1), (2024, 1, 2)]) == [1, 2]
    assert page_numbers_of([(1, 2), (3, 4)]) == []
    assert page_numbers_of([(), ()]) == []


PIECES = [*(line for pair in BROKEN for line in pair), TITLE, "一、清漂", "县水务局"]
ASIDE = ["清源县水务局　— {n} —", "清源县水务局　{n}/9", "— {n} —", "<!-- 未定稿 -->"]


@given(st.lists(st.sampled_from([*PIECES, *ASIDE]), max_size=24), st.booleans())
def test_nothing_but_blanks_and_furniture_parts_what_a_join_joins(
    pieces: list[str], inset: bool
) -> None:
    text = "\n".join(
        "　　" * inset + piece.format(n=number)
        for number, piece in enumerate(pieces, 1)
    )
    found = parsed(text, repair=True)
    aside = [re.sub(r"\d+|\s", "", piece.format(n=0)) for piece in ASIDE]
    for edit in found.edits:
        if edit.rule == "join":
            for line in edit.before.split("\n"):
                assert re.sub(r"\d+|\s", "", line) in ("", *aside)


@given(st.lists(st.sampled_from([*PIECES, *ASIDE, "。一是清漂"]), max_size=20))
def test_heads_leave_the_tokens_a_tiling(pieces: list[str]) -> None:
    text = "\n".join(piece.format(n=n) for n, piece in enumerate(pieces, 1))
    tokens = tokenise(text, AUTO)
    assert all(left.end <= right.head for left, right in pairwise(tokens))
    hold(text)


@pytest.mark.parametrize(
    ("lang", "said"), [("zh", "页眉或页脚"), ("en", "a running head or foot")]
)
def test_a_line_that_is_a_head_is_explained(lang: Lang, said: str) -> None:
    text = pages(*(f"清源县水务局　{n}/9" for n in (1, 2, 3)))
    assert said in "\n".join(explain(text, 4, AUTO, lang))


LONG = "保洁由各镇负责，每日打捞一次，每周清运一次，遇有汛情随时增加人手，"


@pytest.mark.parametrize("head", ["清源县水务局　{n}/9", "— {n} —"])
@pytest.mark.parametrize(
    ("before", "behind"),
    [
        ("依据《管网检测规程》（QY 268-199", "7）等标准检测。"),
        ("依据《河道保洁规则》（云水〔2", "3〕14号）检测。"),
        ("使水质达到全县第", "一。各镇做好记录。"),
        ("采用型号为DN", "B）的管材。"),
    ],
)
def test_what_a_page_parts_from_its_number_is_no_label(
    head: str, before: str, behind: str
) -> None:
    parts = [f"一、{LONG}{before}", f"{behind}\n二、{LONG}", "三、巡查。", "四、记录。"]
    text = "".join(f"{part}\n{head.format(n=n)}\n" for n, part in enumerate(parts, 1))
    labels = [
        text[node.start : node.body]
        for document in parsed(text).documents
        for node in document.root.children
        if node.kind in ("section", "lacuna")
    ]
    assert labels == ["一、", "二、", "三、", "四、"]
