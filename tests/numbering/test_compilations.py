"""Compilations: which lines with a site's mark begin documents."""

import pytest

from planparse import parse

SITE = "河道保洁工作方案（精选2篇）\n"
FIRST = "一、清漂\n每日打捞一次。\n二、清淤\n每年清淤一次。\n"
SECOND = "一、护岸\n汛前完成护岸。\n二、巡查\n每周巡查两次。\n"


def titles(text: str) -> list[str]:
    return [document.title or "" for document in parse(text).documents]


@pytest.mark.parametrize("mark", ["篇{}", " 范文{}", "　篇{}", "（篇{}）"])
@pytest.mark.parametrize(
    ("first", "second"),
    [
        ("云溪区河道保洁十条", "云溪区绿道养护工作方案"),
        ("云溪区绿道养护工作方案", "云溪区河道保洁二十条（征求意见稿）"),
        ("云溪区绿道养护办法(2010)", "云溪区河道保洁行动"),
    ],
)
def test_a_line_among_titles_is_one_whatever_word_it_ends_in(
    mark: str, first: str, second: str
) -> None:
    text = f"{first}{mark.format('一')}\n{FIRST}{second}{mark.format('二')}\n{SECOND}"
    found = titles(text)
    assert len(found) == 2
    assert found[0].startswith(first)
    assert found[1].startswith(second)


@pytest.mark.parametrize("mark", ["篇{}", "（{}）", " 范文{}"])
def test_a_document_number_may_stand_behind_the_mark(mark: str) -> None:
    first, second = mark.format("一"), mark.format("二")
    text = (
        f"云溪区河道保洁工作方案{first}(云水发[2011]8号)\n{FIRST}"
        f"云溪区绿道养护工作方案{second}（云水发〔2012〕9号）\n{SECOND}"
    )
    assert len(titles(text)) == 2


def test_a_number_in_brackets_counts_titles_where_the_site_says_how_many() -> None:
    first, second = "云溪区河道保洁十条（一）\n", "云溪区绿道养护工作方案（二）\n"
    assert len(titles(SITE + first + FIRST + second + SECOND)) == 2


@pytest.mark.parametrize(
    ("first", "second"),
    [
        ("河道保洁措施落实（一）", "绿道养护措施落实（二）"),
        ("河道保洁情况篇一", "绿道养护情况篇二"),
    ],
)
def test_headings_with_numbers_behind_them_begin_no_documents(
    first: str, second: str
) -> None:
    text = f"云溪区工作总结\n一、情况\n{first}\n{FIRST}{second}\n{SECOND}"
    assert len(titles(text)) == 1


def test_numbers_that_run_on_below_begin_no_documents() -> None:
    text = f"云溪区河道保洁十条篇一\n{FIRST}云溪区工作方案篇二\n三、护岸\n四、巡查\n"
    assert len(titles(text)) == 1
