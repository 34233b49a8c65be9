"""Whether two indicators are one."""

import pytest

from planparse.compare.indicators import Names, alike
from planparse.grammar.shipped import compare_rules

NAMES = Names(compare_rules().measures)


@pytest.mark.parametrize(
    ("one", "other", "found"),
    [
        ("地区生产总值", "GDP", "same"),
        ("国内生产总值", "全市生产总值", "same"),
        ("重点水利项目", "水利重点项目", "same"),
        ("灯会接待游客", "灯会旅游人数", "same"),
        ("河道清淤", "城区河道清淤", "same"),
        ("新增公路里程", "公路里程", "same"),  # how they differ, their natures say
        ("农村居民收入", "城镇居民收入", "other"),
        ("养老金", "医保", "other"),
        ("进口额", "出口额", "other"),
        ("就业", "城镇就业", "doubtful"),
        ("河道清淤长度", "河道疏浚长度", "doubtful"),
        ("投资", "工业投资", "doubtful"),
        ("投资", "投资", "doubtful"),
        ("人均地区生产总值", "地区生产总值", "doubtful"),
        ("减税", "减税降费", "doubtful"),
        ("PM2.5浓度", "PM10浓度", "other"),
        ("投资", "书房", "other"),
        ("整改率", "覆盖率", "other"),
    ],
)
def test_names(one: str, other: str, found: str) -> None:
    assert alike(NAMES.read(one), NAMES.read(other)) == found
    assert alike(NAMES.read(other), NAMES.read(one)) == found


def test_what_says_when_or_where_is_no_part_of_a_name() -> None:
    assert NAMES.read("2025年全市旅游总收入").text == "旅游收入"
    assert NAMES.read("“十四五”期间粮食产量（含薯类）").text == "粮食产量"


def test_a_name_that_says_nothing_is_general() -> None:
    assert NAMES.read("").general
    assert NAMES.read("总投资").general
    assert not NAMES.read("水利投资").general
