"""Titles, dates, signatures and addressees, where an example in docs/numbering.md would say too little."""

import pytest

from planparse.tree import walk
from tests.laws import parsed


@pytest.mark.parametrize(
    ("closing", "year"),
    [
        ("东湖市高新技术产业园区管理委员会、西河省东湖市经济和信息化工作局2026年5月9日发布。", 2026),
        ("东湖市水务局2026年5月9日发布，征求意见截止时间为2026年5月31日。", 2026),
        ("东湖市水务局2026年5月中旬印发", 2026),
        ("2026年5月9日东湖市水务局发布，根据网站内容整理。", 2026),
        ("东湖市人民政府《关于印发河道保洁若干措施的通知》（东政规〔2026〕4号）附件，2026年2月13日。", 2026),
        ("东湖市人民政府，2026年2月13日。", 2026),
        ("2016年5月9日东湖市人民政府发布的《河道保洁办法》同时废止。", None),
        ("河道保洁员、东湖市水务局2026年5月9日发布。", None),
        ("清漂工作，东湖市水务局2026年5月9日发布。", None),
        ("东湖市水务局每周巡查。", None),
    ],
)
def test_the_last_line_says_who_issued_the_document_and_when(closing: str, year: int | None) -> None:
    found = parsed(f"河道保洁若干措施\n一、清漂\n每周打捞一次。\n{closing}\n")
    assert found.documents[0].year == year


@pytest.mark.parametrize("date", ["二００七年四月五日", "二0〇七年四月五日", "２００７年４月５日"])
def test_zeros_of_a_date_are_printed_in_many_ways(date: str) -> None:
    found = parsed(f"关于河道保洁的通知\n{date}\n一、清漂\n二、清淤\n")
    assert [node.value for node in walk(found.documents[0].root) if node.kind == "date"] == ["2007-04-05"]
