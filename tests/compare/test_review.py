"""The two sides of a report: by headings, by words, and in plans that have but one."""

from collections.abc import Iterator

import pytest
from hypothesis import given

from planparse.compare.comparison import edition
from planparse.compare.items import Edition
from planparse.compare.review import report_year, sides
from planparse.compare.tenses import tenses
from planparse.pipeline import parse
from planparse.text.encoding import Source
from tests.grammar.shipped_folder import FOLDER
from tests.laws.laws import AUTO
from tests.laws.strategies import texts

EXAMPLES = FOLDER.reports["sides"]


def read(text: str) -> Edition:
    return edition(parse(Source(text, "utf-8"), AUTO), AUTO)


def told(text: str) -> Iterator[tuple[str, str]]:
    """The first characters of each item, with its side."""
    report = read(text)
    for item, side in zip(report.items, sides(report), strict=True):
        yield (item.title or item.text)[:4], side


def side_of_line(text: str) -> str:
    heading = tenses().heading(text, 2024)
    if heading:
        return "" if heading == "both" else heading
    balance = tenses().balance(text, 2024)
    return "review" if balance > 0 else "plan" if balance < 0 else ""


@pytest.mark.parametrize("text", EXAMPLES["match"])
def test_a_match_is_of_its_side(text: str) -> None:
    assert side_of_line(text) == EXAMPLES["match"][text]


@pytest.mark.parametrize("text", EXAMPLES["reject"])
def test_a_reject_is_of_neither_side(text: str) -> None:
    assert side_of_line(text) == ""


def test_headings_tell() -> None:
    report = (
        "各位代表：\n现在，我代表县人民政府，向大会报告政府工作，请予审议。\n"
        "一、2023年工作回顾\n河道清淤30公里。\n（一）治水\n新建泵站5座。\n"
        "二、2024年主要工作\n新建泵站6座。\n（一）治水\n河道清淤20公里。\n"
        "三、政府自身建设\n依法办事。\n各位代表，任务光荣。让我们一起奋斗！\n"
    )
    assert [*told(report)] == [
        ("各位代表", ""),
        ("现在，我", ""),
        ("2023", "review"),
        ("河道清淤", "review"),
        ("治水", "review"),
        ("新建泵站", "review"),
        ("2024", "plan"),
        ("新建泵站", "plan"),
        ("治水", "plan"),
        ("河道清淤", "plan"),
        ("政府自身", "plan"),
        ("依法办事", "plan"),
        ("各位代表", ""),
    ]


def test_what_a_heading_of_both_has_is_parted_by_its_words() -> None:
    report = (
        "一、2023年工作回顾和2024年主要任务\n过去一年，全县取得了新成绩。\n"
        "河道清淤30公里。\n水质比上年好转。\n今年要新建泵站6座。\n力争清淤20公里。\n"
    )
    assert [side for _, side in told(report)] == [*["review"] * 4, *["plan"] * 2]


def test_a_report_without_headings_of_its_sides_is_parted_by_its_words() -> None:
    report = (
        "各位代表：\n首先报告2023年的工作\n过去一年，全县取得了新成绩。\n造林面积比上年增加。\n"
        "今年要着重做好两项工作。\n一、治水\n新建泵站6座。\n二、造林\n造林500亩。\n"
    )
    found = [*told(report)]
    assert [side for _, side in found] == ["", *["review"] * 3, *["plan"] * 5]


def test_lines_without_numbers_tell_where_each_side_has_one() -> None:
    report = (
        "各位代表：\n2023年工作回顾\n河道清淤30公里。\n一是治水。新建泵站5座。\n"
        "2024年重点工作\n新建泵站6座。\n一是造林。造林500亩。\n"
    )
    found = [side for _, side in told(report)]
    assert found == ["", *["review"] * 3, *["plan"] * 3]


def test_a_review_inside_the_plan_is_one() -> None:
    report = (
        "一、2023年工作回顾\n河道清淤30公里。\n二、2024年主要工作\n（一）外事\n"
        "过去一年，对外交往取得了新进展。\n来访团组比上年增加。\n今年要办好展会。\n"
    )
    assert [side for _, side in told(report)][-3:] == ["review", "review", "plan"]


def test_a_plan_without_a_review_is_plan_throughout() -> None:
    plan = "2024年治水工作要点\n一、清淤\n（一）清淤20公里。\n二、护坡\n护坡3公里。\n"
    (title, *rest) = [side for _, side in told(plan)]
    assert title == ""
    assert set(rest) == {"plan"}


def test_what_explains_words_is_of_neither_side() -> None:
    report = (
        "一、2023年工作回顾\n河道清淤30公里。\n二、2024年主要工作\n新建泵站6座。\n"
        "名词解释\n1.泵站：抽水的设施。\n2.清淤：清除淤泥。\n"
    )
    found = [side for _, side in told(report)]
    assert found[:4] == ["review", "review", "plan", "plan"]
    assert set(found[4:]) == {""}


@pytest.mark.parametrize(
    ("text", "year"),
    [
        ("一、2023年工作回顾\n清淤。\n二、今年工作\n护坡。\n", 2024),
        ("一、过去五年工作回顾\n清淤。\n二、2024年主要任务\n护坡。\n", 2024),
        ("一、清淤\n清淤3公里。\n二、护坡\n护坡3公里。\n", None),
    ],
)
def test_the_year_of_a_report_is_told_by_its_headings(
    text: str, year: int | None
) -> None:
    assert report_year(read(text)) == year


@given(texts)
def test_every_item_has_a_side(text: str) -> None:
    report = read(text)
    found = sides(report)
    assert len(found) == len(report.items)
    assert set(found) <= {"review", "plan", ""}
