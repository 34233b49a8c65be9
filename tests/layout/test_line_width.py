"""The width that lines are set to."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from planparse.layout.line_width import (
    UNSET,
    LineWidth,
    LineWidths,
    columns,
    measure_width,
)

ENDS = frozenset("。；：）")
WRAPPED = "坚持系统治理，统筹岸上和岸下、上游和\n" * 6


def test_lines_broken_off_at_one_width_are_set_to_it() -> None:
    assert measure_width(WRAPPED, len(WRAPPED) // 2, ENDS) == LineWidth(18)


@pytest.mark.parametrize("end", ["\n", "\r", "\r\n"])
def test_any_line_end_breaks_a_line_off(end: str) -> None:
    text = WRAPPED.replace("\n", end)
    at = text.index(end, len(text) // 2)
    assert measure_width(text, at, ENDS) == LineWidth(18)
    assert LineWidths(text, ENDS).is_full(at, "坚持")
    assert LineWidths("".join(ITEMS).replace("\n", end), ENDS).is_shared(
        ITEMS[0].index("\n")
    )


def test_lines_that_end_are_set_to_none() -> None:
    ended = WRAPPED.replace("和\n", "。\n")
    assert measure_width(ended, len(ended) // 2, ENDS) == UNSET


def test_lines_without_a_mark_are_no_prose_and_set_to_none() -> None:
    names = WRAPPED.replace("，", "与").replace("、", "与")
    assert measure_width(names, len(names) // 2, ENDS) == UNSET


def test_where_many_lines_are_wider_there_is_no_width() -> None:
    mixed = (
        WRAPPED[:19] + "坚持系统治理，统筹岸上和岸下、上游和下游以及左岸和右岸。\n"
    ) * 6
    assert measure_width(mixed, len(mixed) // 2, ENDS) == UNSET


def test_lines_of_half_wide_letters_are_measured_in_columns() -> None:
    letters = ("", "PM2.5,", "PM2.5,VOCs,N")
    rows = [
        some + "统筹岸上和岸下、上游和下游，左岸右岸"[: 18 - len(some) // 2]
        for some in letters
    ]
    text = "\n".join(rows * 3) + "\n"
    assert {columns(row) for row in rows} == {36}
    assert measure_width(text, len(text) // 2, ENDS) == LineWidth(36, in_columns=True)


def test_a_word_in_latin_letters_may_leave_more_room() -> None:
    width = LineWidth(20)
    short = "治" * 14
    assert not width.is_filled_by(short, "治理")
    assert width.is_filled_by(short, "Internet治理")
    assert not width.is_filled_by("治" * 41, "治理")
    assert not UNSET.is_filled_by(short, "治理")


def test_an_indent_may_count_as_a_part_of_the_line() -> None:
    text = WRAPPED + "　　坚持系统治理，统筹岸上和岸下、上\n游和下游。\n"
    end = text.rindex("\n", 0, len(text) - 1)
    assert LineWidths(text, ENDS).is_full(end, "游和下游。")


@given(st.text("治A1 ，。　\n", max_size=200), st.data())
def test_any_text_may_be_measured(text: str, data: st.DataObject) -> None:
    at = data.draw(st.integers(0, len(text)))
    width = measure_width(text, at, ENDS)
    assert width == UNSET or 12 <= width.size <= 200


ITEMS = [
    "1.利用镇里短信和公众号讲解禁渔规定，让沿河居民明白\n乱倒垃圾的害处和举报的办法，每月两次。\n",
    "2.配合工会组织新入职职工到库区参观鱼苗放流场，培养\n职工爱水护水的习惯，每年一次。\n",
]


@pytest.mark.parametrize("indent", ["", "　　"])
def test_few_lines_show_a_width_where_they_agree(indent: str) -> None:
    text = indent + indent.join(ITEMS)
    widths = LineWidths(text, ENDS)
    assert widths.is_shared(text.index("\n"))
    assert not widths.is_shared(text.index("\n", text.index("\n") + 1))


def test_indented_lines_have_less_room() -> None:
    text = (
        "　　1.利用镇里短信和公众号讲解禁渔规定，让沿河居民\n"
        "明白乱倒垃圾的害处和举报的办法，并且知道向谁举报、何\n"
        "时有答复，每月两次。\n"
    )
    assert LineWidths(text, ENDS).is_shared(text.index("\n"))


@pytest.mark.parametrize(
    "other",
    [
        ITEMS[1].replace("培养", "培养教育"),  # another one is wider
        ITEMS[1].replace("新入职", ""),  # another one breaks off sooner
        "2.配合学校。\n",  # it is the only one
    ],
)
def test_few_lines_that_do_not_agree_show_no_width(other: str) -> None:
    text = ITEMS[0] + other
    assert not LineWidths(text, ENDS).is_shared(text.index("\n"))
