"""Years and dates, in digits and in Chinese."""

import calendar

import pytest

from planparse.text.dates import days_in, iso_date, year_of


@pytest.mark.parametrize("year", [1900, 2000, 2023, 2024, 2100])
@pytest.mark.parametrize("month", range(1, 13))
def test_months_have_the_days_of_the_calendar(year: int, month: int) -> None:
    assert days_in(year, month) == calendar.monthrange(year, month)[1]


@pytest.mark.parametrize("zero", "〇○零0０oOＯ")
def test_a_zero_is_typed_in_many_ways(zero: str) -> None:
    assert iso_date(f"二{zero}二六年三月一日") == "2026-03-01"


@pytest.mark.parametrize("date", ["2026年2月29日", "2026年13月1日", "2026-13-01"])
def test_days_that_no_calendar_has_are_no_dates(date: str) -> None:
    assert iso_date(date) is None


@pytest.mark.parametrize(
    "number",
    [
        "东水发〔2026〕5号",
        "东水发［2026］5号",
        "东水发﹝2026﹞5号",
        "东水〔2026〕年5号",
    ],
)
def test_the_year_of_a_document_number(number: str) -> None:
    assert year_of(number) == 2026
