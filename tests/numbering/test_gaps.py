"""Where gaps lie, and which are one."""

import pytest

from planparse.numbering.gaps import GapLocation, locate
from planparse.numbering.lexer import tokenise
from planparse.numbering.search import read
from tests.laws.laws import AUTO

FAMILIES = {family.name: family.place for family in AUTO.families}
UPPER, LOWER = FAMILIES["hanzi-dun"], FAMILIES["hanzi-paren"]


def located(*lines: str) -> list[GapLocation]:
    """Return where gaps lie in a text of these lines, one token each."""
    text = "".join(f"{line}加强工作。\n" for line in lines)
    tokens = tokenise(text, AUTO)
    return locate(read(text, tokens, AUTO), tokens, text, AUTO)


def between(location: GapLocation) -> tuple[int, int]:
    return location.after, location.before


def missing(location: GapLocation) -> list[tuple[int, int, int]]:
    return [(gap.family, gap.first, gap.last) for gap in location.gaps]


def test_nothing_is_located_where_no_number_is_missing() -> None:
    assert located("一、", "（一）", "（二）", "二、") == []


def test_a_gap_lies_between_a_marker_and_the_one_before_it() -> None:
    (found,) = located("一、", "二、", "四、")
    assert between(found) == (1, 2)
    assert missing(found) == [(UPPER, 3, 3)]


def test_a_gap_across_a_heading_reaches_back_to_its_own_series() -> None:
    (found,) = located("一、", "（一）", "（二）", "二、", "（三）", "三、", "（五）")
    assert between(found) == (4, 6)
    assert missing(found) == [(LOWER, 4, 4)]


def test_gaps_of_several_levels_at_one_place_are_one() -> None:
    (found,) = located("一、", "（一）", "（二）", "三、", "（五）")
    assert between(found) == (2, 3)
    assert missing(found) == [(UPPER, 2, 2), (LOWER, 3, 4)]


@pytest.mark.parametrize(
    "labels",
    [
        ["1、", "2、", "4．", "3．", "5．"],
        ["1、", "3、", "2．", "4．", "5、"],
        ["（1）", "⑵", "⑷", "（3）", "（5）"],
        ["㈠", "㈡", "（四）", "（三）", "（五）"],
        ["⒈", "⒉", "4.", "3.", "⒌"],
        ["第一条　", "第二条　", "第4条　", "第三条　", "第五条　"],
    ],
)
def test_numbers_that_changed_places_are_not_lost_however_they_are_spelled(
    labels: list[str],
) -> None:
    assert located(*labels) == []


def test_a_number_that_comes_in_no_spelling_of_its_kin_is_lost() -> None:
    (found,) = located("1、", "2、", "4．", "5．")
    assert [gap[1:] for gap in missing(found)] == [(3, 3)]


@pytest.mark.parametrize(
    "words",
    [
        "格式统一、数据共享。",
        "多规合一、一图到底。",
        "一、二、三产业协调。",
        "是先进单位之一。",
        "初一、十五巡查。",
    ],
)
def test_a_number_that_is_part_of_words_keeps_none_from_being_lost(words: str) -> None:
    (found,) = located("（一）", f"（二）{words}", "三、", "四、")
    assert missing(found) == [(UPPER, 1, 2)]


@pytest.mark.parametrize("words", ["落实一、", "见表一、二、清淤"])
def test_a_number_printed_in_mid_line_may_be_the_one_that_is_missing(
    words: str,
) -> None:
    assert (UPPER, 1, 2) not in [
        gap for found in located("（一）", words, "三、") for gap in missing(found)
    ]


@pytest.mark.parametrize(
    "above", [["（一）", "（二）"], ["1.", "2."], ["（一）", "1."]]
)
def test_items_before_the_first_article_are_of_one_that_is_lost(
    above: list[str],
) -> None:
    (found,) = located(*above, "第二十三条　", "第二十四条　")
    assert [gap[1:] for gap in missing(found)] == [(1, 22)]


@pytest.mark.parametrize("above", ["第三章　", "第二节　", "第二编　", "（三）"])
def test_articles_behind_a_chapter_count_on_from_another_part(above: str) -> None:
    assert located(above, "第四十条　", "第四十一条　") == []
