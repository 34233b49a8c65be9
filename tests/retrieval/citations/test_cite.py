"""What citations, lines and quotations name: by labels, across wraps and widths, nearly."""

from collections.abc import Callable

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

import planparse
from planparse import Plan, parse
from planparse.api.citation import Citation
from planparse.retrieval.citations.near import NEAR
from tests.laws.strategies import marked, outlines, texts

LAW = """东河市绿地管理办法
第一章　总则
第一条　市园林局主管全市的绿地。
县区园林局主管本地的绿地，并对下列行为负责查处：
（一）侵占绿地的；
（二）毁坏花木的。
第二章　建设
第一节　标准
第二条　新建小区应当符合下列标准：
（一）绿地率不低于35%；
（二）有步道，具体包括：
1.林间步道；
2.滨水步道。
第二条之一　旧区改建的，标准可以放宽。
"""
PLAN = """一、治水
（一）清漂。每月清漂两次，投入15亿元。
（二）清淤。今年清淤20公里。
二、植树
（三）造林。植树10万
株。
1.山上造林。
"""


@pytest.fixture(scope="module")
def law() -> Plan:
    return parse(LAW, path="law.txt")


@pytest.fixture(scope="module")
def plan() -> Plan:
    return parse(PLAN, path="plans/plan.txt")


def cites(found: tuple[Citation, ...]) -> list[str | None]:
    return [one.cite for one in found]


@pytest.mark.parametrize(
    ("asked", "cite"),
    [
        ("第一条第二款第一项", "第一条第二款第一项"),
        ("第一条第二款第（一）项", "第一条第二款第一项"),
        ("第1条 第2款 第(1)项", "第一条第二款第一项"),
        ("第一条第二款（一）", "第一条第二款第一项"),
        ("第二章第一节", "第二章第一节"),
        ("第一节", "第二章第一节"),
        ("第二章第二条", "第二条"),
        ("第二章 / 第一节 / 第二条", "第二条"),
        ("第二条第一款第一项", "第二条第一项"),
        ("第二条第二项第2目", "第二条第二项第2目"),
        ("第二条之一", "第二条之一"),
    ],
)
def test_labels_name_a_provision(law: Plan, asked: str, cite: str) -> None:
    assert cites(law.cite(asked)) == [cite]


@pytest.mark.parametrize(
    ("asked", "cite"),
    [
        ("二、（三）1.", "二、（三）1."),
        ("二、(三)1.", "二、（三）1."),
        ("（三）1", "二、（三）1."),
        ("二、1.", "二、（三）1."),
        ("（二）", "一、（二）"),
    ],
)
def test_labels_name_an_item_of_a_plan(plan: Plan, asked: str, cite: str) -> None:
    assert cites(plan.cite(asked)) == [cite]


@pytest.mark.parametrize(
    "asked", ["第三条", "第一条第三款", "第一章第二条", "第一条第二款第三项"]
)
def test_what_the_document_does_not_have_is_not_found(law: Plan, asked: str) -> None:
    assert law.cite(asked) == ()


def test_the_first_paragraph_of_an_article_is_its_own_text(law: Plan) -> None:
    (found,) = law.cite("第一条第一款")
    assert found.node.cite == "第一条"
    assert found.text == "第一条　市园林局主管全市的绿地。"
    (whole,) = law.cite("第一条")
    assert "毁坏花木" in whole.text


def test_several_nodes_of_one_citation_are_all_found() -> None:
    twice = parse("甲方案\n一、治水\n二、植树\n乙方案\n一、修路\n二、架桥\n")
    found = twice.cite("一、")
    assert [one.line for one in found] == [
        node.line for node in twice.sections() if node.cite == "一、"
    ]


def test_a_node_gives_itself_with_what_is_below_it(plan: Plan) -> None:
    node = next(node for node in plan.sections() if node.label == "（三）")
    (found,) = plan.cite(node)
    assert found.node == node
    assert found.text == "（三）造林。植树10万株。\n1.山上造林。"
    assert found.span == node.span
    assert plan.cite(parse(f"{PLAN}三、修路\n").documents[0].children[-1]) == ()


@pytest.mark.parametrize("asked", [3, ":3", "plan.txt:3", "plans/plan.txt:3"])
def test_a_line_gives_what_stands_on_it_alone(plan: Plan, asked: str | int) -> None:
    (found,) = plan.cite(asked)
    assert (found.cite, found.line) == ("一、（二）", 3)
    assert found.text == "（二）清淤。今年清淤20公里。"


def test_a_line_of_several_items_gives_all(plan: Plan) -> None:
    run_on = parse("一、治水\n（一）清漂。（二）清淤。（三）护岸。\n")
    assert cites(run_on.cite(2)) == ["一、（一）", "一、（二）", "一、（三）"]
    assert plan.cite(99) == ()


def test_a_citation_has_its_place_and_the_way_there(plan: Plan) -> None:
    (found,) = plan.cite("植树10万株")
    assert found.path == ("二、植树", "（三）造林")
    assert plan.source.text is not None
    assert plan.source.text[slice(*found.span)] == "植树10万\n株"
    assert found.node.label == "（三）"
    assert not found.differences
    assert found.likeness == 1
    assert repr(found) == "<Citation plans/plan.txt:5 二、（三）: 植树10万株>"


def test_a_page_is_told_where_the_text_shows_it() -> None:
    paged = parse("一、治水\n每月清漂。\n- 3 -\n\f二、植树\n春季造林。\n- 4 -\n")
    (found,) = paged.find("春季造林")
    assert found.page == found.node.page == 4


def test_repairs_are_seen_through_and_what_stands_is_found_too() -> None:
    text = "一、优化配臵。\n二、配臵水泵，设臵泵站。\n三、安臵移民。\n四、闲臵土地。\n"
    repaired = parse(text)
    assert repaired.edits
    for words in ("配置水泵", "配臵水泵"):
        (found,) = repaired.find(words)
        assert found.line == 2


def test_a_page_number_in_mid_sentence_is_passed_over() -> None:
    (found,) = parse("一、加强救援队\n- 3 -\n伍建设。\n").find("救援队伍建设")
    assert found.line == 1


def test_marks_of_markdown_are_passed_over() -> None:
    text = "# 方案\n**一、总体**\n抓**好**落实。\n"
    (found,) = parse(text).find("抓好落实")
    assert text[slice(*found.span)] == "抓**好**落实"


def test_quotation_marks_are_of_one_kind() -> None:
    plan = parse("一、治水\n建设“河长”队伍。\n")
    assert plan.find('建设"河长"队伍')


def test_a_number_is_not_quoted_by_a_part_of_it(plan: Plan) -> None:
    assert plan.find("15亿元")
    assert not plan.find("5亿元")
    assert not plan.find("今年清淤2")


@pytest.mark.parametrize(
    ("quoted", "given_", "found"),
    [
        ("每月清漂三次，投入15亿元", "三次", "两次"),
        ("每月清漂两次，投入25亿元", "25", "15"),
        ("每月清漂和打捞两次，投入15亿元。", "和打捞", ""),
        ("每月清漂，投入15亿元。", "", "两次"),
    ],
)
def test_words_that_are_nearly_there_are_told(
    plan: Plan, quoted: str, given_: str, found: str
) -> None:
    assert not plan.find(quoted)
    (near,) = plan.cite(quoted)
    assert [(one.given, one.found) for one in near.differences] == [(given_, found)]
    assert near.cite == "一、（一）"
    assert NEAR <= near.likeness < 1
    difference = near.differences[0]
    assert plan.source.text is not None
    assert plan.source.text[difference.start : difference.end] == found


REPEATED = """东河市节水条例
第一条　为了节水，制定本条例。
第二条　本条例所称节水，是指少用水。
第三条　（一）在2020年9月30日以前修塘的，补助100万元；
（二）在2020年10月1日以后修塘的，补助200万元；
（三）每月检查水库（牵头单位：市水务局）。
"""


@pytest.mark.parametrize(
    ("quoted", "text", "difference"),
    [
        (  # the beginning of the words stands at the end of the article before too
            "本条例锦所称节水，是指少用水。",
            "本条例所称节水，是指少用水。",
            ("锦", ""),
        ),
        (  # what was put in stands in the item behind it
            "在2020年9月30日以前修塘的，补助200万元；",
            "在2020年9月30日以前修塘的，补助100万元；",
            ("200", "100"),
        ),
        (  # words swapped at the edge are whole
            "（单位牵头：市水务局）",
            "（牵头单位：市水务局）",
            ("单位", ""),
        ),
    ],
)
def test_near_words_are_no_longer_than_what_was_quoted(
    quoted: str, text: str, difference: tuple[str, str]
) -> None:
    (near,) = parse(REPEATED).cite(quoted)
    assert near.text == text
    assert difference in [(one.given, one.found) for one in near.differences]


def test_words_between_the_lines_are_found_nearly_too() -> None:
    plan = parse(
        "一、治水\n加强巡查。\n<!--内部资料，注意保存-->\n二、植树\n春季造林。\n"
    )
    (near,) = plan.cite("内部材料，注意保存")
    assert near.line == 3


def test_other_words_are_nothing(plan: Plan) -> None:
    assert plan.cite("全市财政工作会议在京召开") == ()
    with pytest.raises(ValueError, match="empty"):
        plan.cite(" \n")


def test_a_long_quotation_is_told_nearly_too() -> None:
    items = "".join(
        f"（{n}）清理第{n}号河道{n}公里，由{n}组负责。\n" for n in range(1, 60)
    )
    plan = parse(f"一、治水\n{items}")
    quoted = items.replace("清理第30号河道30公里", "清理第30号河道33公里")
    (near,) = plan.cite(quoted)
    assert [(one.given, one.found) for one in near.differences] == [("33", "30")]


def test_a_plan_that_was_loaded_has_no_words_to_be_quoted(
    tmp_path: "pytest.TempPathFactory", plan: Plan
) -> None:
    path = f"{tmp_path}/plan.json"
    with open(path, "w", encoding="utf-8") as file:
        file.writelines(plan.to("json"))
    with pytest.raises(planparse.PlanparseError, match="parse the text again"):
        planparse.load(path).cite("一、")


# ── laws ──────────────────────────────────────────────────────────────────────────────

HALF_WIDTH = {ord(char): chr(ord(char) - 0xFEE0) for char in "，：；！？（）％"}
FULL_WIDTH = {ord(char): chr(ord(char) + 0xFEE0) for char in "0123456789,:;()!?%"}
CHANGES: list[Callable[[str], str]] = [
    str,
    str,
    lambda char: char.translate(HALF_WIDTH),
    lambda char: char.translate(FULL_WIDTH),
    lambda char: f"{char}\n",
    lambda char: f"\u3000{char}",
    lambda char: f"{char}\r\n ",
]


@given(st.one_of(texts, marked), st.data())
def test_words_of_a_node_are_found_across_wraps_and_widths(
    text: str, data: st.DataObject
) -> None:
    plan = parse(text)
    nodes = [node for node in plan.nodes() if node.kind == "section" and node.cite]
    assume(nodes)
    node = data.draw(st.sampled_from(nodes))
    (words,) = [
        one.text for one in plan.cite(node.cite or "") if one.node.id == node.id
    ]
    assume(words)
    changes = data.draw(
        st.lists(st.sampled_from(CHANGES), min_size=len(words), max_size=len(words))
    )
    quoted = "".join(change(char) for change, char in zip(changes, words, strict=True))
    found = plan.find(quoted)
    assert node.span is not None
    assert any(
        node.span.start <= one.span.start and one.span.end <= node.span.end
        for one in found
    )


@given(outlines(), st.data())
def test_every_sentence_is_found_at_its_place(text: str, data: st.DataObject) -> None:
    plan = parse(text)
    nodes = [node for node in plan.nodes() if node.text]
    assume(nodes)
    node = data.draw(st.sampled_from(nodes))
    sentence = data.draw(st.sampled_from(node.text.split("。")))
    assume(sentence.strip())
    assert node.span is not None
    found = plan.find(sentence)
    assert any(one.node == node for one in found)
    for one in found:
        assert "".join(one.text.split()) == "".join(sentence.split())


@given(st.one_of(texts, outlines()))
def test_a_node_is_found_by_its_own_citation_and_no_other_is(text: str) -> None:
    plan = parse(text)
    by_cite: dict[str, list[str]] = {}
    for node in plan.nodes():
        if node.cite:
            by_cite.setdefault(node.cite, []).append(node.id)
    for cite, ids in by_cite.items():
        assert [one.node.id for one in plan.cite(cite)] == ids


@given(texts, st.text(max_size=30))
def test_whatever_is_asked_gives_passages_or_nothing(text: str, asked: str) -> None:
    plan = parse(text)
    try:
        found = plan.cite(asked)
    except ValueError:
        return
    for one in found:
        assert 0 <= one.span.start <= one.span.end <= len(text)
