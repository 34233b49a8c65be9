"""How numbers are written in the formats of Word."""

import pytest

from planparse.readers.word.number_formats import written


@pytest.mark.parametrize(
    ("form", "numbers"),
    [
        ("chineseCounting", {1: "一", 10: "十", 12: "十二", 99: "九十九", 100: "一○○"}),
        (
            "chineseCountingThousand",
            {
                20: "二十",
                100: "一百",
                102: "一百零二",
                110: "一百一十",
                1001: "一千零一",
            },
        ),
        ("japaneseCounting", {10: "十", 100: "百", 111: "百十一", 1002: "千二"}),
        ("taiwaneseCountingThousand", {12: "十二", 102: "一百二"}),
        ("chineseLegalSimplified", {1: "壹", 12: "壹拾贰", 105: "壹佰零伍"}),
        ("ideographTraditional", {1: "甲", 10: "癸", 11: "11"}),
        ("ideographZodiac", {1: "子", 12: "亥"}),
        ("ideographZodiacTraditional", {1: "甲子", 61: "甲子"}),
        ("ideographDigital", {10: "一〇"}),
        ("ideographEnclosedCircle", {10: "㊉", 11: "11"}),
        ("decimalEnclosedCircle", {1: "①", 20: "⑳", 21: "21"}),
        ("decimalEnclosedCircleChinese", {3: "③"}),
        ("decimalEnclosedFullstop", {1: "⒈"}),
        ("decimalEnclosedParen", {20: "⒇"}),
        ("decimalFullWidth", {12: "１２"}),
        ("decimalZero", {3: "03", 12: "12"}),
        ("lowerLetter", {1: "a", 26: "z", 27: "aa", 53: "aaa", 0: ""}),
        ("upperLetter", {28: "BB"}),
        ("upperRoman", {4: "IV", 1999: "MCMXCIX"}),
        ("lowerRoman", {9: "ix"}),
        ("ordinal", {1: "1st", 2: "2nd", 11: "11th", 23: "23rd"}),
        ("numberInDash", {3: "- 3 -"}),
        ("none", {1: ""}),
        ("decimal", {0: "0", 7: "7"}),
        ("unheard-of", {7: "7"}),
    ],
)
def test_numbers_are_written_as_word_does(form: str, numbers: dict[int, str]) -> None:
    assert {number: written(number, form) for number in numbers} == numbers


@pytest.mark.parametrize("number", [-5, 0, 32_767, 10**12])
@pytest.mark.parametrize(
    "form", ["chineseCountingThousand", "japaneseCounting", "upperRoman", "lowerLetter"]
)
def test_no_number_is_written_without_end(form: str, number: int) -> None:
    assert len(written(number, form)) < 2000


@pytest.mark.parametrize(
    ("first", "numbers"),
    [
        ("001, 002, 003, ...", {1: "001", 12: "012", 1000: "1000"}),
        ("0001, 0002, 0003, …", {7: "0007"}),
        ("00001,00002,00003", {7: "00007"}),
        ("01", {3: "03", 100: "100"}),
        ("1, 2, 3", {3: "3"}),
        ("００１, ００２, ...", {12: "０１２"}),
        ("一, 二, 三, ...", {11: "十一"}),
        ("甲, 乙, 丙, ...", {4: "丁"}),
        ("①, ②", {20: "⑳"}),
        ("i, ii, iii, ...", {9: "ix"}),
        ("A, B, C", {27: "AA"}),
        ("子项, 丑项", {1: "子项", 2: "丑项", 3: "3"}),
        ("", {5: "5"}),
        (", ...", {5: "5"}),
        ("0" * 9999, {5: "000000005"}),
    ],
)
def test_custom_formats_go_on_as_they_begin(
    first: str, numbers: dict[int, str]
) -> None:
    assert {number: written(number, "custom", first) for number in numbers} == numbers
