import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from planparse.text.numerals import (
    NUMERALS,
    format_hanzi,
    format_roman,
    numeral_pattern,
    parse_arabic,
    parse_hanzi,
    parse_roman,
    read_hanzi_amount,
    read_numeral,
    write_numeral,
)

SIZES = {
    "hanzi": 9999,
    "hanzi-scanned": 9999,
    "hanzi-digit": 10,
    "hanzi-formal": 0,
    "arabic": 999,
    "arabic-typed": 0,
    "arabic-zero": 999,
    "roman": 399,
    "roman-glyph": 12,
    "circled": 50,
    "bracketed": 20,
    "dotted": 20,
    "bracketed-hanzi": 10,
    "stem": 10,
    "letter": 26,
    "capital": 26,
}
"""How far each system counts: its slot matches what it writes up to here."""


def test_every_system_is_tested() -> None:
    assert set(SIZES) == set(NUMERALS)


@pytest.mark.parametrize("name", SIZES)
def test_a_system_reads_what_it_writes(name: str) -> None:
    system = NUMERALS[name]
    for number in range(1, SIZES[name] + 1):
        text = system.format(number)
        assert text is not None
        assert system.parse(text) == number


@pytest.mark.parametrize("name", SIZES)
def test_a_slot_matches_what_its_system_writes(name: str) -> None:
    system = NUMERALS[name]
    for number in range(1, min(SIZES[name], 37 if name == "roman" else 999) + 1):
        assert re.fullmatch(system.pattern, system.format(number) or ""), number


@pytest.mark.parametrize(
    "name",
    [name for name in SIZES if name != "roman" and not name.startswith("arabic")],
)
def test_a_system_writes_nothing_beyond_its_size(name: str) -> None:
    assert NUMERALS[name].format(SIZES[name] + 1) is None
    assert NUMERALS[name].format(0) is None
    assert NUMERALS[name].format(-1) is None


@pytest.mark.parametrize("name", SIZES)
def test_two_numbers_are_never_written_alike(name: str) -> None:
    written = [NUMERALS[name].format(number) for number in range(1, SIZES[name] + 1)]
    assert len(set(written)) == len(written)


@pytest.mark.parametrize(
    ("text", "number"),
    [
        ("一", 1),
        ("十", 10),
        ("十一", 11),
        ("一十一", 11),
        ("二十", 20),
        ("九十九", 99),
        ("廿", 20),
        ("廿三", 23),
        ("卄三", 23),
        ("卅", 30),
        ("卅一", 31),
        ("卌五", 45),
        ("一百", 100),
        ("一百〇一", 101),
        ("一百零一", 101),
        ("一百○一", 101),
        ("一百一十", 110),
        ("一百一十二", 112),
        ("一千〇一", 1001),
        ("一千〇二十", 1020),
        ("九千九百九十九", 9999),
        ("二〇一二", 2012),
        ("二○一二", 2012),
        ("二零一二", 2012),
        ("二０一二", 2012),
        ("二0一二", 2012),
        ("一二", 12),
        ("两", 2),
        ("两百", 200),
        ("壹", 1),
        ("壹拾贰", 12),
        ("貳拾參", 23),
        ("叁佰零陆", 306),
        ("二十-", 21),
        ("二十—", 21),
    ],
)
def test_a_chinese_numeral_is_read(text: str, number: int) -> None:
    assert parse_hanzi(text) == number


@pytest.mark.parametrize(
    "text",
    [
        "",
        "〇",
        "○○",
        "一十百",
        "十百",
        "百",
        "一百百",
        "十十",
        "二二十",
        "廿廿",
        "三廿",
        "〇十",
        "十廿",
        "一二十",
        "甲",
        "1a",
        "二〇一二一",
        "一百二百",
    ],
)
def test_what_is_no_chinese_numeral_is_refused(text: str) -> None:
    assert parse_hanzi(text) is None


@pytest.mark.parametrize(
    ("number", "text"),
    [
        (1, "一"),
        (10, "十"),
        (11, "十一"),
        (20, "二十"),
        (100, "一百"),
        (103, "一百〇三"),
        (110, "一百一十"),
        (119, "一百一十九"),
        (1000, "一千"),
        (1003, "一千〇三"),
        (1010, "一千〇一十"),
        (9999, "九千九百九十九"),
    ],
)
def test_a_chinese_numeral_is_written_as_headings_do(number: int, text: str) -> None:
    assert format_hanzi(number) == text


@pytest.mark.parametrize(
    ("text", "number"), [("1", 1), ("12", 12), ("１２", 12), ("1２", 12), ("999", 999)]
)
def test_digits_of_either_width_are_read(text: str, number: int) -> None:
    assert parse_arabic(text) == number


@pytest.mark.parametrize(
    "text", ["", "0", "００", "01", "０１", "-1", "1.5", "一", "①", "1234567890"]
)
def test_what_is_no_ordinal_in_digits_is_refused(text: str) -> None:
    assert parse_arabic(text) is None


@pytest.mark.parametrize(
    ("text", "number"),
    [("I", 1), ("IV", 4), ("IX", 9), ("XIV", 14), ("XL", 40), ("MMXXIV", 2024)],
)
def test_a_roman_numeral_is_read(text: str, number: int) -> None:
    assert parse_roman(text) == number
    assert format_roman(number) == text


@pytest.mark.parametrize("text", ["", "IIII", "VV", "IC", "IXI", "i", "XIIX"])
def test_an_ill_formed_roman_numeral_is_refused(text: str) -> None:
    assert parse_roman(text) is None


@pytest.mark.parametrize(
    ("system", "text", "number"),
    [
        ("circled", "⑳", 20),
        ("circled", "㉑", 21),
        ("circled", "㊿", 50),
        ("bracketed", "⑿", 12),
        ("dotted", "⒛", 20),
        ("bracketed-hanzi", "㈩", 10),
        ("roman-glyph", "Ⅻ", 12),
        ("stem", "癸", 10),
        ("letter", "z", 26),
    ],
)
def test_a_glyph_is_read_by_its_place(system: str, text: str, number: int) -> None:
    assert read_numeral(system, text) == number
    assert write_numeral(system, number) == text


def test_words_count_by_their_place() -> None:
    slot = "words:首先|其次|最后"
    assert [read_numeral(slot, word) for word in ("首先", "其次", "最后", "再次")] == [
        1,
        2,
        3,
        None,
    ]
    assert [write_numeral(slot, number) for number in (1, 3, 4, 0)] == [
        "首先",
        "最后",
        None,
        None,
    ]
    assert re.fullmatch(numeral_pattern(slot), "其次")


@given(st.text("〇一二三四五六七八九十百千廿卅两零○壹拾-—1９甲", max_size=8))
def test_reading_a_numeral_never_fails(text: str) -> None:
    for system in NUMERALS.values():
        number = system.parse(text)
        assert number is None or number > 0


@pytest.mark.parametrize(
    ("text", "number"),
    [
        ("三亿五千万", 350_000_000),
        ("二千五百三十亿", 253_000_000_000),
        ("十九点二", 19.2),
        ("零点五", 0.5),
        ("一万零五十", 10_050),
        ("两", 2),
        ("六万万", 600_000_000),
        ("一九九八", None),
        ("百万", None),
        ("二百五", None),
        ("三万五", None),
        ("二三", None),
    ],
)
def test_an_amount_in_characters_is_read(text: str, number: float | None) -> None:
    assert read_hanzi_amount(text) == number
