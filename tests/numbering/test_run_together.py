"""Labels in mid-line: those that their series proves are read, and nothing else is."""

import pytest

from planparse.numbering import run_together
from planparse.numbering.reading import labelled
from tests.laws.laws import AUTO, parsed


def outline(text: str) -> list[tuple[int, str]]:
    """The markers that are read in a text: how deep each stands, and its label."""
    tokens, decisions, *_ = run_together.read(text, AUTO)
    tokens = labelled(tokens, decisions)
    return [
        (one.depth, text[tokens[one.token].head : tokens[one.token].body])
        for one in decisions
        if one.is_marker
    ]


def labels(text: str) -> list[str]:
    return [label for _, label in outline(text)]


@pytest.mark.parametrize("blank", ["", " ", "\u3000"])
@pytest.mark.parametrize(
    ("first", "second"),
    [
        ("1.", "2."),
        ("１．", "２．"),
        ("1、", "2、"),
        ("（一）", "（二）"),
        ("(1)", "(2)"),
        ("①", "②"),
        ("1）", "2）"),
    ],
)
def test_items_behind_a_heading_on_its_line(
    first: str, second: str, blank: str
) -> None:
    text = f"一、工作步骤{blank}{first}摸底。逐河登记。{second}整治。逐段销号。\n二、保障\n"
    assert outline(text) == [(0, "一、"), (1, first), (1, second), (0, "二、")]


def test_three_labels_without_any_mark_between_them() -> None:
    text = "一、工作重点1.清理水面漂浮物2.清理河底淤泥3.修补两岸护坡\n二、保障\n"
    assert labels(text) == ["一、", "1.", "2.", "3.", "二、"]


def test_a_heading_glued_to_the_text_before_it_heads_the_lines_below() -> None:
    text = "一、清漂\n每周打捞一次。\n二、清淤\n每年清理一次三、护岸\n每年修补两次。\n四、附则\n"
    assert labels(text) == ["一、", "二、", "三、", "四、"]
    third = parsed(text).documents[0].root.children[2]
    assert [child.kind for child in third.children] == ["paragraph"]


def test_a_whole_document_on_one_line() -> None:
    text = (
        "清源县河道管理办法第一章总则第一条为了保护河道，制定本办法。第二条本办法适用于全县。"
        "第二章职责第三条县水务局负责监督。第四条各镇负责保洁。\n"
    )
    assert outline(text) == [
        (0, "第一章"),
        (1, "第一条"),
        (1, "第二条"),
        (0, "第二章"),
        (1, "第三条"),
        (1, "第四条"),
    ]


def test_the_first_number_glued_to_the_title() -> None:
    text = "清源县巡河方案一、清漂每周一次。二、清淤每年一次。三、护岸每年两次。\n"
    assert labels(text) == ["一、", "二、", "三、"]


@pytest.mark.parametrize(
    "sentence",
    [
        "各站流量见表1.站点按河段设置，表2.列出断面。",
        "全年投资1.5亿元，比上年增长2.3倍。",
        "2015年开工，2016年完工。",
        "一、二季度完成摸底，三、四季度完成整治。",
        "按照本办法第一条第二款和第二条第三款执行。",
        "学习《防汛手册：一、巡查二、抢险三、转移》。",
        "做到标准统一、二级河道同步、三级河道跟进。",
        "（其中1.水面保洁2.岸坡保洁3.设施维护分别核算）。",
        "采购1、2、3号泵站设备。",
    ],
)
def test_what_is_only_spelled_like_a_label_is_none(sentence: str) -> None:
    text = f"一、目标\n全县河道{sentence}\n二、任务\n落实责任。\n"
    assert labels(text) == ["一、", "二、"]


def test_a_number_that_stands_in_mid_line_is_not_told_as_lost() -> None:
    text = "第一条 河道保洁由各镇负责。\n第二条 依照第三条处理。\n第四条 本办法自公布之日起施行。\n"
    assert labels(text) == ["第一条", "第二条", "第四条"]
    assert [finding.code for finding in parsed(text).findings] == []


def test_labels_of_one_line_are_one_finding() -> None:
    text = "一、步骤1.摸底。登记。2.整治。销号。\n二、重点（1）清漂。每周。（2）清淤。每年。\n"
    found = [one for one in parsed(text).findings if one.code == "N207"]
    assert [one.facts for one in found] == [("1.",), ("（1）",)]


def test_words_of_order_in_mid_sentence_are_no_finding() -> None:
    text = "一、条件\n就清漂的条件来说，第一，船只齐备；第二，人员到位。\n二、要求\n每周报告。\n"
    assert [one for one in parsed(text).findings if one.code == "N207"] == []


def test_sound_text_is_read_as_without_looking() -> None:
    text = "一、目标\n（一）清漂。每周一次。\n（二）清淤。每年一次。\n二、保障\n落实经费。\n"
    assert run_together.read(text, AUTO).glued == frozenset()


@pytest.mark.parametrize("blank", ["\u3000", " ", "\t"])
def test_decimal_labels_parted_by_a_blank(blank: str) -> None:
    text = f"1.1 目标{blank}1.2 任务\n2.1 措施{blank}2.2 保障\n"
    assert labels(text) == ["1.1", "1.2", "2.1", "2.2"]


def test_a_label_is_looked_for_from_the_section_above_on() -> None:
    text = (
        "一、标准\n重点制定的标准1.清漂\n按河段制定。\n"
        "（1）水面。每周一次。\n（2）岸坡。每月一次。\n2.清淤\n按河道制定。\n"
    )
    assert outline(text)[:2] == [(0, "一、"), (1, "1.")]
    assert "N201" not in [finding.code for finding in parsed(text).findings]


def test_the_first_chapter_glued_to_the_title() -> None:
    text = (
        "清源县河道管理办法第一章　总则\n第一条　为了保护河道，制定本办法。\n"
        "第二章　职责\n第二条　各镇负责保洁。\n"
    )
    assert outline(text) == [(0, "第一章"), (1, "第一条"), (0, "第二章"), (1, "第二条")]
