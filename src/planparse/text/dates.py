"""Read years and dates as documents write them.

Such are 二〇一二年二月二日, 2012-2-2, （2021）, 2018—2020年 and 〔2016〕5号.
"""

import re

from planparse.text.characters import (
    CLOSING_BRACKET,
    HAN_ONES,
    HAN_ZEROS,
    OPENING_BRACKET,
    ROUND,
)
from planparse.text.numerals import parse_hanzi

YEAR = r"(?:[1１][9９]|[2２][0０])\d{2}"
YEAR_ZEROS = HAN_ZEROS + "0０oOＯ"
"""What is typed for 〇 in a year of Chinese digits: digits and letters too."""
HAN_YEAR = f"[一二][九{YEAR_ZEROS}][{HAN_ONES}{YEAR_ZEROS}]{{2}}"
FIVE_YEAR_PLAN = f"十[{HAN_ONES}]?五"
"""The name of a five-year plan, as an expression: 十五, 十四五."""
DATE = re.compile(
    rf"({YEAR}|{HAN_YEAR})\s*年\s*(\d{{1,2}}|[一二三四五六七八九十]{{1,3}})\s*月(?:份|\s*(\d{{1,2}}|[一二三四五六七八九十]{{1,3}})\s*日)?"
)
"""A day, or a month: year, month and day are groups."""
DAY = r"((?:19|20)\d\d)([-./])(\d{1,2})\2(\d{1,2})"
"""A day in digits."""
OF_A_YEAR = rf"{OPENING_BRACKET}\s*({YEAR})\s*{CLOSING_BRACKET}\s*年?\s*第?\s*\d{{1,5}}"
"""The year of a 发文字号, and its number."""
_IN_BRACKETS = f"{ROUND.opens}({YEAR}){ROUND.closes}"
_TITLE_YEAR = re.compile(
    rf"(?<!\d)({YEAR})(?:\s*[年版—–-]|～|~|至)|({HAN_YEAR})\s*年|{_IN_BRACKETS}"
)
_LAST_YEAR = re.compile(rf"()(){_IN_BRACKETS}$")


def iso_date(text: str) -> str | None:
    """Return the first date in a text as ISO 8601, None where there is none.

    That is `2012-02-02`, or `2012-02` for a month. A text that is nothing but digits
    (2012-2-2) is a date too. Years in Chinese digits (二〇一二, 二00九) are read digit by
    digit.
    """
    found = DATE.search(text)
    if found is not None:
        year = number(found[1])
        month, day = number(found[2]), number(found[3]) if found[3] else None
    elif (digits := re.fullmatch(DAY, text)) is not None:
        year, month, day = int(digits[1]), int(digits[3]), int(digits[4])
    else:
        return None
    if (
        year is None
        or month is None
        or not 1 <= month <= 12
        or not (day is None or 1 <= day <= days_in(year, month))
    ):
        return None
    return f"{year:04}-{month:02}" + (f"-{day:02}" if day else "")


def days_in(year: int, month: int) -> int:
    """Return how many days a month from 1 to 12 has, in a year of the Gregorian calendar."""
    leap = year % 4 == 0 and (year % 100 != 0 or year % 400 == 0)
    return (
        29
        if month == 2 and leap
        else (31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31)[month - 1]
    )


def iso_day(year: int, month: int, day: int) -> str | None:
    """Return a day as ISO 8601, None where the calendar has no such day."""
    if not (1 <= month <= 12 and 1 <= day <= days_in(year, month)):
        return None
    return f"{year:04}-{month:02}-{day:02}"


def month_end(year: int, month: int) -> str | None:
    """Return the last day of a month as ISO 8601, None where there is no such month."""
    return iso_day(year, month, days_in(year, month)) if 1 <= month <= 12 else None


def is_impossible(words: str, year: int | None) -> bool:
    """Return whether a time to come is one that no calendar has, or that nobody can mean.

    That is 2月30日, 13月底, and a year that lies further ahead of the document's, `year`,
    than plans look: 2204年 in 2024.
    """
    return any(not _is_possible(found, year) for found in re.finditer(_WRITTEN, words))


def _is_possible(found: re.Match[str], year: int | None) -> bool:
    """Return whether a time that is written in a text may be meant as it stands."""
    named, month, day = (
        found[name] or found[f"{name}_in_digits"] for name in ("year", "month", "day")
    )
    month, day = month or found["month_alone"], day or found["day_alone"]
    known = number(named) if named else year
    if named and (known is None or known > (year or _LATEST - _AHEAD) + _AHEAD):
        return False
    if not month:
        return True
    of_month, of_day = number(month), number(day) if day else 1
    return bool(of_month and of_day and iso_day(known or _LEAP, of_month, of_day))


def number(text: str) -> int | None:
    """Return the number that digits of either kind mean (2012, 二〇一二), None for other text.

    Whatever is typed for 〇 counts.
    """
    return int(text) if text.isdecimal() else parse_hanzi(text.translate(_ZEROS))


def year_of(text: str) -> int | None:
    """Return the year that a line names, None where it names none.

    That is （2021） at its end, else the first 2015年, 2018—2020 or 二〇一二年, else that of
    〔2016〕5号.
    """
    found = _LAST_YEAR.search(text) or _TITLE_YEAR.search(text)
    if found is None:
        issued = re.search(OF_A_YEAR, text)
        return number(issued[1]) if issued else None
    return _year(found)


def year_of_title(text: str) -> int | None:
    """Return the year that a title names, None where it names none.

    Of several (2025年工作总结和2026年工作计划) it is the last, of a span the first.
    """
    found = _LAST_YEAR.search(text)
    if found is None:
        end = 0
        for onward in _TITLE_YEAR.finditer(text):
            if found is None or text[end : onward.start()].strip("年 —–-～~至到－"):
                found = onward
            end = onward.end()
    return _year(found) if found else None


def _year(found: re.Match[str]) -> int | None:
    """Return the year of a match, in whichever of the three forms it is written."""
    return number(found[1] or found[2] or found[3])


_AHEAD = 60
"""So many years a plan may look ahead; a choice: in 2021 plans are made up to 2060."""
_LATEST = 2100
"""The last year that is believed where that of the document is hidden."""
_LEAP = 2024
"""Any leap year: where the year is hidden, 2月29日 may be a day."""
_NUMERAL = rf"(?:\d{{1,2}}|[{HAN_ONES}十]{{1,3}})"
_WRITTEN = (
    rf"(?P<year>[1-9１-９]\d{{3}}|{HAN_YEAR})[ 　]?年度?[ 　]?"
    rf"(?:(?P<month>{_NUMERAL})[ 　]?月份?(?:[ 　]?(?P<day>{_NUMERAL})[ 　]?日)?)?"
    r"|(?P<year_in_digits>[1-9]\d{3})[./．／-](?P<month_in_digits>\d{1,2})"
    r"(?:[./．／-](?P<day_in_digits>\d{1,2}))?"
    rf"|(?P<month_alone>{_NUMERAL})[ 　]?月份?"
    rf"(?:[ 　]?(?P<day_alone>{_NUMERAL})[ 　]?日)?"
)

_ZEROS = str.maketrans(dict.fromkeys(YEAR_ZEROS, "〇"))
