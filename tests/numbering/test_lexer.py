import re
from itertools import pairwise

import pytest
from hypothesis import example, given

from planparse.numbering.lexer import lex
from planparse.numbering.tokens import ANYWHERE, LINE, PLAIN, SENTENCE, Token
from tests.laws.laws import AUTO
from tests.laws.strategies import texts

LINE_END = re.compile(r"\r\n|\r|\n")


def labels(text: str, *places: int) -> list[str]:
    """The labels of the possible markers of a text, those at some places only."""
    return [
        text[token.head : token.body]
        for token in lex(text, AUTO)
        if token.marker is not None and (not places or token.place in places)
    ]


def heads(text: str) -> list[str]:
    """What is seen of each token."""
    return [text[token.head : token.end] for token in lex(text, AUTO)]


def covered(text: str, tokens: list[Token]) -> bool:
    """Whether each token's visible text lies in its tile, and nothing visible lies outside."""
    starts = [token.start for token in tokens] + [len(text)]
    return all(
        start <= token.head <= token.body <= token.end <= stop
        and not any(map(str.isalnum, text[start : token.head] + text[token.end : stop]))
        for token, (start, stop) in zip(tokens, pairwise(starts), strict=True)
    )


@given(texts)
@example("")
@example("\n\n一、\n\n")
@example("  \r")
@example("一、（一）。（二）。\r\n")
def test_tokens_tile_any_text(text: str) -> None:
    tokens = lex(text, AUTO)
    assert not tokens or tokens[0].start == 0
    assert all(left.start < right.start for left, right in pairwise(tokens))
    assert covered(text, tokens)


@given(texts)
def test_a_token_has_a_label_if_it_may_be_a_marker(text: str) -> None:
    for token in lex(text, AUTO):
        assert (token.marker is None) == (token.place == PLAIN)
        assert (token.body > token.head) == (token.marker is not None)
        if token.marker is not None:
            assert token.body - token.head == token.marker.size
            assert LINE_END.search(text, token.head, token.end) is None


@given(texts)
def test_a_token_ends_with_its_line(text: str) -> None:
    for token in lex(text, AUTO):
        assert LINE_END.search(text, token.head, token.end) is None


@pytest.mark.parametrize("text", ["", "\n", " \u3000\r\n\t\n", "\ufeff"])
def test_blank_text_has_no_tokens(text: str) -> None:
    assert lex(text, AUTO) == []


# ── line ends ─────────────────────────────────────────────────────────────────────────


@pytest.mark.parametrize("end", ["\n", "\r\n", "\r", "\n\n", "\r\n\r\n", "\n\r"])
def test_lines_end_at_lf_cr_and_both(end: str) -> None:
    assert heads(f"一、目标{end}二、任务{end}") == ["一、目标", "二、任务"]


def test_line_ends_of_all_kinds_may_be_mixed() -> None:
    assert heads("一、目标\r二、任务\r\n三、措施\n四、要求") == [
        "一、目标",
        "二、任务",
        "三、措施",
        "四、要求",
    ]


@pytest.mark.parametrize(
    "char", ["\x85", "\u2028", "\u2029", "\x0b", "\x0c", "\x1c", "\x1e"]
)
def test_no_other_character_ends_a_line(char: str) -> None:
    assert heads(f"各县区要{char}一、目标") == [f"各县区要{char}一、目标"]


def test_blank_lines_fall_to_the_token_after_them() -> None:
    text = "\n\n一、目标\n\n \n二、任务\n\n"
    assert [token.start for token in lex(text, AUTO)] == [0, text.index("目标\n") + 3]


# ── markers at line starts ────────────────────────────────────────────────────────────


@pytest.mark.parametrize(
    "label",
    [
        *(
            "一、",
            "十二、",
            "（一）",
            "(十六)",
            "（ 二 ）",
            "1.",
            "12．",
            "１．",
            "1、",
            "（1）",
            "(12)",
            "1）",
            "①",
            "㉑",
        ),
        *(
            "⑴",
            "⒈",
            "㈠",
            "一是",
            "一要",
            "第一，",
            "第一章",
            "第 二 章",
            "第三条",
            "1.1",
            "1.1.1",
            "第一篇:",
            "篇一：",
        ),
        *("甲、", "壹、", "Ⅰ、", "A.", "a)", "首先，", "其一，", "一．"),
    ],
)
@pytest.mark.parametrize(
    "indent", ["", " ", "\u3000\u3000", "\t", "\xa0", "\ufeff", "\u200b"]
)
def test_a_marker_stands_at_a_line_start_behind_any_blanks(
    label: str, indent: str
) -> None:
    assert labels(f"{indent}{label}加强组织领导", LINE) == [label]


@pytest.mark.parametrize("lead", ["# ", "## ", "> ", "* "])
def test_a_marker_may_stand_behind_a_markdown_lead(lead: str) -> None:
    assert labels(f"{lead}一、总体要求", LINE) == ["一、"]


@pytest.mark.parametrize(
    "text",
    [
        *(
            "统一是关键",
            "之一是人才",
            "1.5亿元投资",
            "2015年完成改造",
            "22.2%的增幅",
            "一、二季度经济运行",
            "三、四级响应",
        ),
        *(
            "专(兼)职人员",
            "（试行）",
            "(升级版)",
            "（征求意见稿）",
            "（2018—2020年）",
            "（此件公开发布）",
            "8个试点",
            "41 个基地",
        ),
        *(
            "一年来，",
            "三农工作",
            "第一季度",
            "第二产业",
            "第三次全会",
            "第三条规定的程序",
            "十八大以来",
            "四川省人民政府：",
            "附件1",
        ),
        *("一十百、总则", "《一、总则》", "“一是”"),
    ],
)
def test_what_only_looks_like_a_marker_is_none(text: str) -> None:
    sure = [
        token
        for token in lex(text, AUTO)
        if token.marker is not None and token.marker.price < 1.4
    ]
    assert sure == []


def test_a_number_that_runs_into_another_ends_at_its_point() -> None:
    assert labels("2.2011年前完成改造") == ["2."]


# ── markers inside lines ──────────────────────────────────────────────────────────────


def test_items_run_together_on_a_line_are_cut_apart() -> None:
    text = "(十六)健全机制。各县要落实。(十七)压实责任。(十八)严格考核。"
    assert labels(text) == ["(十六)", "(十七)", "(十八)"]
    assert labels(text, SENTENCE) == ["(十七)", "(十八)"]


@pytest.mark.parametrize(
    "end", ["。", "；", "：", ":", ";", "！", "？", "。”", "。）", "。 ", "：\u3000"]
)
def test_a_marker_may_stand_after_the_end_of_a_sentence(end: str) -> None:
    assert labels(f"要做好工作{end}一是加强领导") == ["一是"]


@pytest.mark.parametrize("end", ["", "、", "和", "的"])
def test_no_item_word_stands_in_mid_sentence(end: str) -> None:
    assert labels(f"要做好工作{end}一是加强领导") == []


def test_a_bracketed_number_may_stand_in_mid_sentence_for_the_reading_to_judge() -> (
    None
):
    assert labels("要做好工作（二）健全机制", ANYWHERE) == ["（二）"]


@pytest.mark.parametrize("comma", ["，", ","])
def test_an_item_word_may_stand_behind_a_comma_for_the_reading_to_judge(
    comma: str,
) -> None:
    assert labels(f"要做好工作{comma}一是加强领导", ANYWHERE) == ["一是"]


@pytest.mark.parametrize(
    "text",
    [
        "按照《要点。一是领导》执行",
        "所谓“领导。一是机制”的说法",
        "「领导。（一）机制」",
    ],
)
def test_no_marker_stands_in_a_quotation(text: str) -> None:
    assert labels(text) == []


def test_a_quotation_does_not_outlast_its_line() -> None:
    assert labels("所谓“领导\n机制。一是责任") == ["一是"]


def test_a_second_label_may_stand_right_behind_the_first() -> None:
    assert labels("第六条（一）机制") == ["第六条", "（一）"]
    assert heads("第六条（一）机制") == ["第六条", "（一）机制"]
