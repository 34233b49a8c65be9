"""What the figures of a passage measure, and which of them can be compared."""

from typing import Any

import pytest

from planparse.compare.items import from_text
from planparse.compare.measures import Measure, Measures, same_measure
from planparse.compare.natures import NO_SETTING, Setting
from planparse.facts.finder import finder
from planparse.facts.kinds import fact_record
from planparse.grammar.shipped import compare_rules, lexicon
from planparse.pipeline import parse
from planparse.records import Exporter
from planparse.text.encoding import decode

MEASURES = Measures(compare_rules().measures)


def figures(text: str) -> list[dict[str, Any]]:
    """The figures of a text, as its record has them."""
    parsed = parse(decode(text.encode(), "-"), lexicon())
    rows = Exporter(parsed, lexicon(), finder=finder()).rows()
    return [
        fact_record(figure) for row in rows if row.facts for figure in row.facts.figures
    ]


def measures(text: str, setting: Setting = NO_SETTING) -> list[Measure]:
    return MEASURES.of(text, figures(text), setting)


def measure(text: str, setting: Setting = NO_SETTING) -> Measure:
    """What the last figure of a text measures."""
    return measures(text, setting)[-1]


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("灯会收入由2011年的5亿元提高到2016年的8亿元", ["灯会收入", "灯会收入"]),
        ("灯会收入8亿元，年均增长5%", ["灯会收入", "灯会收入"]),
        ("灯会收入8亿元，比上年预算减少1亿元", ["灯会收入", "灯会收入"]),
        ("今年拟安排河道清淤8公里", ["河道清淤"]),
        ("城乡书房数分别增长5%和8%", ["城乡书房数", "城乡书房数"]),
    ],
)
def test_names_go_on(text: str, names: list[str]) -> None:
    assert [one.name.text for one in measures(text)] == names


@pytest.mark.parametrize(
    ("text", "aspect"),
    [
        ("茶叶产值达到5亿元", "level"),
        ("茶叶产值增长5%", "growth"),
        ("茶叶产值增速达到5%", "growth"),
        ("保持5%的增长速度", "growth"),
        ("河道淤积量比上年减少5%", "decline"),
        ("茶园面积比去年高5个百分点", "more"),
        ("茶叶合格率高于全市5个百分点", "more"),
        ("茶叶损耗率比去年低5个百分点", "less"),
        ("茶叶损耗率下降到5%", "level"),
    ],
)
def test_what_a_figure_says_of_its_indicator(text: str, aspect: str) -> None:
    assert measure(text).nature.aspect == aspect


def test_where_a_change_begins_and_ends() -> None:
    aspects = [one.nature.aspect for one in measures("补助标准由5元提高到8元")]
    assert aspects == ["start", "level"]


@pytest.mark.parametrize(
    ("text", "period"),
    [
        ("五年来，清淤河道5公里，植树8万株", "五年"),
        ("“十四五”期间清淤河道5公里", "五年"),
        ("累计清淤河道5公里", "years"),
        ("五年来，河道总长达到5公里", None),
        ("去年清淤河道5公里", "year"),
        ("五年来成效明显。去年清淤河道5公里", "year"),
        ("清淤河道年均增长5%", "average"),
        ("清淤河道5公里", None),
    ],
)
def test_periods(text: str, period: str | None) -> None:
    assert measure(text).nature.period == period


@pytest.mark.parametrize(
    ("text", "stance"),
    [
        ("主要预期目标是：茶叶产值增长5%；茶园面积8万亩", "target"),
        ("茶叶产值比上年增长5%", "result"),
        ("茶叶产值5亿元", None),
    ],
)
def test_targets_and_results(text: str, stance: str | None) -> None:
    assert measure(text).nature.stance == stance
    assert measure("茶园8万亩", Setting(stance="result")).nature.stance == "result"


@pytest.mark.parametrize(
    ("one", "other", "found"),
    [
        ("全市生产总值达到90亿元", "地区生产总值达到95亿元", "same"),
        ("茶叶产值达到5亿元", "茶叶产值增长5亿元", "other"),
        ("茶叶产值增长5%", "茶叶产值下降5%", "other"),
        ("河道水位比去年高5厘米", "河道水位比去年低5厘米", "other"),
        ("茶园里程达到80公里", "新增茶园里程8公里", "doubtful"),
        ("茶园总里程发展到80公里", "新增茶园总里程8公里", "other"),
        ("去年种植茶树5万株", "五年来种植茶树25万株", "other"),
        ("茶叶产值增长5%", "茶叶产值年均增长5%", "other"),
        ("三年来植树5万株", "“十四五”期间植树5万株", "other"),
        ("累计植树5万株", "三年来植树5万株", "doubtful"),
        ("上半年种植茶树5万株", "种植茶树5万株", "other"),
        ("2025年同2020年相比，茶叶产值增长5%", "茶叶产值增长5%", "other"),
        ("茶叶产值比2020年增长5%", "茶叶产值比上年末增长5%", "other"),
        ("固定资产投资5亿元", "区本级固定资产投资5亿元", "doubtful"),
        ("年末茶叶合格率达到5%", "茶叶合格率平均达到5%", "other"),
        ("力争茶叶产值达到5亿元", "茶叶产值同比增长3%，达到5亿元", "other"),
        ("茶叶损耗率不低于5%", "茶叶损耗率不超过5%", "other"),
        ("养老金每人提高5元", "医保每人提高5元", "other"),
        ("改造茶园5千米", "改造茶园5公里", "same"),
        ("投资5亿元整治南湖", "投资5亿元扩建图书馆", "other"),
        ("投资5亿元整治南湖岸线", "投资8亿元整治南湖岸线", "same"),
        ("茶叶、丝绸产值分别增长5%、8%", "茶叶、丝绸产值分别增长6%、9%", "same"),
        ("茶叶产值、丝绸产值分别增长5%、8%", "丝绸产值增长9%", "doubtful"),
        ("城乡书房借阅量分别增长5%和8%", "城乡书房借阅量增长9%", "doubtful"),
    ],
)
def test_what_can_be_compared(one: str, other: str, found: str) -> None:
    assert same_measure(measure(one), measure(other)) == found
    assert same_measure(measure(other), measure(one)) == found


@pytest.mark.parametrize(
    ("text", "counted"),
    [
        ("迎接建馆80周年", False),
        ("茶叶产量连续6年增长", False),
        ("磋商5轮", False),
        ("茶叶价格为6年来最低", False),
        ("培训茶农2期", True),
        ("清淤5公里", True),
    ],
)
def test_what_nobody_aims_at(text: str, counted: bool) -> None:
    assert measure(text).counted is counted


def test_the_first_of_a_list_is_of_what_the_name_begins_with() -> None:
    first, _ = measures("书房借阅量和展厅参观量分别增长5%、8%")
    assert same_measure(first, measure("书房借阅量增长9%")) == "same"
    assert same_measure(first, measure("展厅参观量增长9%")) == "doubtful"


def test_headings_say_whether_figures_are_targets() -> None:
    text = "一、去年工作回顾\n（一）茶业\n茶园8万亩。\n二、今年工作安排\n（一）茶业\n茶园9万亩。\n"
    items = from_text(parse(decode(text.encode(), "-"), lexicon()), lexicon()).items
    stances = [one.stance for one in MEASURES.settings(items)]
    assert stances == ["result"] * (len(items) // 2) + ["target"] * (len(items) // 2)


@pytest.mark.parametrize(
    ("modifier", "bound"),
    [
        ("不得小于", "least"),
        ("不短于", "least"),
        ("不得大于", "most"),
        ("小于", "most"),
    ],
)
def test_a_bound_is_read_by_all_its_words(modifier: str, bound: str) -> None:
    figure = {
        "text": f"{modifier}5米",
        "unit": "米",
        "modifier": modifier,
        "of": "路宽",
    }
    (found,) = MEASURES.of(f"路宽{modifier}5米", [figure])
    assert found.nature.bound == bound
