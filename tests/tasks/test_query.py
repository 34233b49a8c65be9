"""The little language of --select."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from planparse.locale.message import told
from planparse.tasks import query
from planparse.tasks.query import QueryError, matches, parse
from tests.tasks.test_work_points import of

PLAN = """市2024年防汛要点
一、压实责任
（一）开展检查。按照《防汛条例》，5月底前检查水库12座。（市水务局牵头，各县区配合）
（二）补齐物资。2025年底前投入8000万元。（责任单位：市应急局、市财政局）
二、抓好抢险
（三）组建队伍。每支30至50人。
"""
POINTS = of(PLAN)


def test_every_field_is_named_in_chinese() -> None:
    assert [str(name) for name in query._FIELD_NAMES] == list(query.FIELDS)
    for name in query._FIELD_NAMES:
        assert told(name, "zh") == query.FIELDS[name][0]


@pytest.mark.parametrize(
    ("query", "numbers"),
    [
        ("owner~水务", [1]),
        ("owner=水务", []),
        ("owner=市水务局", [1]),
        ("owner~各县区", [1]),
        ("lead=各县区", []),
        ("support=各县区", [1]),
        ("owner=", [3]),
        ("owner!=", [1, 2]),
        ("!owner~市", [3]),
        ("owner!~水务", [2, 3]),
        ("owner~水务|应急", [1, 2]),
        ("deadline<2024-06", [1]),
        ("deadline<2024年6月", [1]),
        ("完成时限＜2024年6月", [1]),
        ("deadline<=2024年5月", [1]),
        ("deadline<2024年5月31日", []),
        ("deadline=2024年5月底", [1]),
        ("deadline=2024年5月末前", [1]),
        ("deadline=２０２４年５月", [1]),
        ("deadline<=2024年5月30日前", []),
        ("deadline=2025年底", [2]),
        ("deadline>2025年12月底", []),
        ("deadline>2024年", [2]),
        ("年份=2024年 水库", [1]),
        ("deadline<=2024-05", [1]),
        ("deadline<2024-05", []),
        ("deadline=2024-05", [1]),
        ("deadline>2024", [2]),
        ("deadline>=2024", [1, 2]),
        ("deadline~年底", [2]),
        ("deadline~2024-13", []),
        ("deadline<2024-02-29", []),
        ("deadline=", [3]),
        ("figure>=5000万元", [2]),
        ("figure>=0.8亿元", [2]),
        ("figure>0.8亿元", []),
        ("figure<20座", [1]),
        ("figure>=40人", [3]),
        ("figure~座", [1]),
        ("figure>1", [1, 2, 3]),
        ("reference~防汛条例", [1]),
        ("section~压实", [1, 2]),
        ("title=补齐物资", [2]),
        ("label=（三）", [3]),
        ("task~投入", [2]),
        ("text~投入", [2]),
        ("水库", [1]),
        ("压实 !水库", [2]),
        ("owner~市 deadline<2025", [1]),
        ("责任单位～水务 完成时限＜2025", [1]),
        ('task~"5月底前 检查"', []),
        ('task~"5月底前检查"', [1]),
        ("task~“30至50人”", [3]),
        ("OWNER~水务", [1]),
        ("document~防汛 水库", [1]),
        ("公文~抗旱", []),
        ("document=", []),
        ("year=2024", [1, 2, 3]),
        ("year~202 figure~座", [1]),
        ("year>2023 year<2025 owner=", [3]),
        ("年份>=2025", []),
        ("year=2023|2024 !水库", [2, 3]),
        ("year=", []),
    ],
)
def test_a_query_selects(query: str, numbers: list[int]) -> None:
    wanted = parse(query)
    assert [point.number for point in POINTS if matches(wanted, point)] == numbers


@pytest.mark.parametrize(
    ("query", "why", "place"),
    [
        ("", "asks for nothing", ""),
        ("  ", "asks for nothing", "  "),
        ("甲 ower~乙", "no field is called ower: there are owner, lead", "ower"),
        (
            "owner<市水务局",
            "< is for deadline, figure and year; for owner there are = and ~",
            "<",
        ),
        (
            "deadline<下月",
            "deadline is compared with a day, a month or a year",
            "<下月",
        ),
        ("deadline<2024-5", "deadline is compared with a day", "<2024-5"),
        ("deadline<2026-13", "there is no month 13", "13"),
        ("水库 deadline=2024-05|“2024-00-01”", "there is no month 00", "00"),
        ("deadline=2024年13月底", "there is no month 13", "2024年13月底"),
        ("deadline<2024年6月30日底", "deadline is compared", "<2024年6月30日底"),
        ("deadline!=2023-02-29", "2023-02 has no day 29", "29"),
        ("deadline>=0000-04-31", "0000-04 has no day 31", "31"),
        ("year>二〇二四", "year is compared with a year: 2024", ">二〇二四"),
        ("year=2024年度", "year is compared with a year: 2024", "=2024年度"),
        ("year!=2024|近年", "year is compared with a year", "!=2024|近年"),
        ("figure>许多", "figure is compared with a number", ">许多"),
        ("deadline<", "deadline is compared with", "<"),
        ("owner~", "nothing stands behind ~", "~"),
        ("甲 =乙", "no field stands before =", "="),
        ('task~"甲 乙', 'a " is not closed', '"甲 乙'),
        ("甲 ! 乙", "this is no condition", "!"),
        ("owner~甲||乙", "this is no condition", "owner~甲||乙"),
    ],
)
def test_a_bad_query_is_told_with_its_place(query: str, why: str, place: str) -> None:
    with pytest.raises(QueryError) as raised:
        parse(query)
    assert str(raised.value).startswith(why)
    assert query[raised.value.start : raised.value.end] == place


@given(st.text(alphabet='ownerdeadlinefigure<>=~!|"“” 市2024-05万亿\t0.', max_size=40))
def test_any_query_is_read_or_told(query: str) -> None:
    try:
        wanted = parse(query)
    except QueryError as fault:
        place = query[fault.start : fault.end]
        assert len(place) == fault.end - fault.start  # noqa: PT017 - a query may be good or bad
        return
    assert {matches(wanted, point) for point in POINTS} <= {True, False}
