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
