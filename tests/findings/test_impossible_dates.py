"""Deadlines on days that no calendar has: a text that has one, and texts that nearly have."""

import pytest

from planparse.pipeline import parse
from planparse.text.encoding import Source
from tests.laws.laws import AUTO


def told(text: str) -> list[str]:
    found = parse(Source(text, "utf-8"), AUTO).findings
    return [text[one.start : one.end] for one in found if one.code == "T308"]


@pytest.mark.parametrize(
    ("words", "deadline"),
    [
        ("2月30日前报送。", "2月30日前"),
        ("二月三十日前报送。", "二月三十日前"),
        ("2204年6月底前完成。", "2204年6月底前"),
        ("到2099年，全面建成。", "到2099年"),
        ("2024年13月底前完成。", "2024年13月底前"),
        ("完成时限：2024.6.31", "2024.6.31"),
    ],
)
def test_an_impossible_deadline_is_told(words: str, deadline: str) -> None:
    assert told(f"2024年节水工作要点\n一、计量。{words}\n") == [deadline]


@pytest.mark.parametrize(
    "words",
    [
        "2月29日前报送。",
        "12月31日前报送。",
        "到2060年，全面建成。",
        "使用36月后更换。",
        "存有2204年的水样。",
        "升级到2024.13版。",
    ],
)
def test_other_dates_are_not(words: str) -> None:
    assert told(f"2024年节水工作要点\n一、计量。{words}\n") == []


def test_a_leap_day_is_told_in_other_years() -> None:
    assert told("2023年节水工作要点\n一、计量。2月29日前报送。\n") == ["2月29日前"]
