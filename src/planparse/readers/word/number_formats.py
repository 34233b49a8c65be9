"""Number formats of Word (ISO/IEC 29500-1, 17.18.59): how the number of a label is written.

What a format has no sign for is written in Arabic digits.
"""

from collections.abc import Callable, Mapping, Sequence
from types import MappingProxyType

Writer = Callable[[int], str]

_HANZI = "〇一二三四五六七八九"
_LEGAL = "零壹贰叁肆伍陆柒捌玖"
_LEGAL_TRADITIONAL = "零壹貳參肆伍陸柒捌玖"
_LEGAL_JAPANESE = "〇壱弐参四伍六七八九"
_STEMS = "甲乙丙丁戊己庚辛壬癸"
_BRANCHES = "子丑寅卯辰巳午未申酉戌亥"
_FULL_WIDTH = str.maketrans("0123456789", "０１２３４５６７８９")
_ROMAN = (
    (1000, "M"), (900, "CM"), (500, "D"), (400, "CD"), (100, "C"), (90, "XC"),
    (50, "L"), (40, "XL"), (10, "X"), (9, "IX"), (5, "V"), (4, "IV"), (1, "I"),
)  # fmt: skip
_MOST_LISTED = 100
"""So many numbers of a custom format are looked at; a choice."""
_WIDEST = 9
"""No number is filled up to more digits; Word offers up to five."""
_LONGEST = 32_767
"""Word counts no further; so no label can be made to fill the memory."""


def written(number: int, form: str, custom: str = "") -> str:
    """Return a number in a format of Word, `form` being its name there.

    That of the format "custom" are the first ones in a row: 001, 002, 003, ...
    """
    number = max(0, min(number, _LONGEST))
    writer = _custom(custom) if form == "custom" else _FORMATS.get(form, str)
    return writer(number)


def _custom(first: str) -> Writer:
    """Return what writes numbers as their first ones are written.

    Digits are filled up with zeros to as many as the first one has; others are those of
    the format that begins so, or else as they are listed.
    """
    numbers = [each.strip() for each in first.split(",")]
    glyphs = [each for each in numbers if each.strip(".…")][:_MOST_LISTED]
    if not glyphs:
        return str
    if glyphs[0].isdecimal():
        width = min(len(glyphs[0]), _WIDEST)
        digits = {} if glyphs[0].isascii() else _FULL_WIDTH
        return lambda number: str(number).zfill(width).translate(digits)
    return next(
        (
            writer
            for writer in _FORMATS.values()
            if all(writer(place) == each for place, each in enumerate(glyphs, 1))
        ),
        _listed(glyphs),
    )


def _listed(glyphs: Sequence[str]) -> Writer:
    """Return what writes the numbers from 1 as glyphs, further ones in digits."""

    def write(number: int) -> str:
        """Return the glyph of a number."""
        return glyphs[number - 1] if 0 < number <= len(glyphs) else str(number)

    return write


def _by_position(digits: str) -> Writer:
    """Return what writes digit by digit: 一〇二."""

    def write(number: int) -> str:
        """Return the digits of a number."""
        return "".join(digits[int(digit)] for digit in str(number))

    return write


def _counting(number: int) -> str:
    """Write up to 99 as 九十九, and more digit by digit: 一〇〇."""
    if number >= 100:
        return _by_position("○" + _HANZI[1:])(number)
    return _thousand(number)


def _thousand(number: int) -> str:
    """Write in full, as Chinese does: 十二, 一百一十, 一百零二."""
    if 10 <= number < 20:
        return "十" + (_HANZI[number % 10] if number % 10 else "")
    return _in_full(number, _HANZI, "十百千万", "零")


def _japanese(number: int) -> str:
    """Write in full, as Japanese does: 百十, 千二."""
    if number >= 10_000:
        return _thousand(number)
    return _in_full(number, _HANZI, "十百千万", "", drops_one=True)


def _taiwanese(number: int) -> str:
    """Write in full, without a sign for what is left out: 一百二."""
    if 10 <= number < 20:
        return "十" + (_HANZI[number % 10] if number % 10 else "")
    return _in_full(number, _HANZI, "十百千萬", "")


def _legal(digits: str, units: str, zero: str) -> Writer:
    """Return what writes in full in characters that cannot be altered: 壹拾贰."""
    return lambda number: _in_full(number, digits, units, zero)


def _in_full(
    number: int, digits: str, units: str, zero: str, *, drops_one: bool = False
) -> str:
    """Write a number below 100,000 in full, `zero` for the places that are left out."""
    if number == 0:
        return digits[0]
    out, skipped = "", False
    for place in range(4, -1, -1):
        digit = number // 10**place % 10
        if digit == 0:
            skipped = bool(out)
            continue
        out += zero if skipped else ""
        skipped = False
        if not (drops_one and digit == 1 and place):
            out += digits[digit]
        out += units[place - 1] if place else ""
    return out


def _letters(first: str) -> Writer:
    """Return what writes a to z, then aa, bb."""

    def write(number: int) -> str:
        """Return the letter of a number, as often as it comes round."""
        if number == 0:
            return ""
        return chr(ord(first) + (number - 1) % 26) * ((number - 1) // 26 + 1)

    return write


def _roman(number: int) -> str:
    """Write a Roman numeral."""
    if number == 0:
        return "0"
    out = ""
    for value, glyphs in _ROMAN:
        out += glyphs * (number // value)
        number %= value
    return out


def _sexagenary(number: int) -> str:
    """Write 甲子, 乙丑 …, which come round after sixty."""
    return _STEMS[(number - 1) % 10] + _BRANCHES[(number - 1) % 12] if number else "0"


def _ordinal(number: int) -> str:
    """Write 1st, 2nd, 3rd, 4th."""
    teens = 10 < number % 100 < 20
    ending = {1: "st", 2: "nd", 3: "rd"}.get(number % 10, "th")
    return f"{number}{'th' if teens else ending}"


_FORMATS: Mapping[str, Writer] = MappingProxyType(
    {
        "chineseCounting": _counting,
        "chineseCountingThousand": _thousand,
        "chineseLegalSimplified": _legal(_LEGAL, "拾佰仟萬", "零"),
        "ideographLegalTraditional": _legal(_LEGAL_TRADITIONAL, "拾佰仟萬", "零"),
        "japaneseCounting": _japanese,
        "japaneseLegal": _legal(_LEGAL_JAPANESE, "拾百阡萬", ""),
        "japaneseDigitalTenThousand": _by_position(_HANZI),
        "ideographDigital": _by_position(_HANZI),
        "taiwaneseCounting": _counting,
        "taiwaneseCountingThousand": _taiwanese,
        "taiwaneseDigital": _by_position("○" + _HANZI[1:]),
        "ideographTraditional": _listed(_STEMS),
        "ideographZodiac": _listed(_BRANCHES),
        "ideographZodiacTraditional": _sexagenary,
        "ideographEnclosedCircle": _listed("㊀㊁㊂㊃㊄㊅㊆㊇㊈㊉"),
        "decimalEnclosedCircle": _listed("①②③④⑤⑥⑦⑧⑨⑩⑪⑫⑬⑭⑮⑯⑰⑱⑲⑳"),
        "decimalEnclosedCircleChinese": _listed("①②③④⑤⑥⑦⑧⑨⑩⑪⑫⑬⑭⑮⑯⑰⑱⑲⑳"),
        "decimalEnclosedFullstop": _listed("⒈⒉⒊⒋⒌⒍⒎⒏⒐⒑⒒⒓⒔⒕⒖⒗⒘⒙⒚⒛"),
        "decimalEnclosedParen": _listed("⑴⑵⑶⑷⑸⑹⑺⑻⑼⑽⑾⑿⒀⒁⒂⒃⒄⒅⒆⒇"),
        "decimalFullWidth": lambda number: str(number).translate(_FULL_WIDTH),
        "decimalFullWidth2": lambda number: str(number).translate(_FULL_WIDTH),
        "decimalZero": lambda number: f"{number:02}",
        "numberInDash": lambda number: f"- {number} -",
        "hex": lambda number: f"{number:X}",
        "ordinal": _ordinal,
        "lowerLetter": _letters("a"),
        "upperLetter": _letters("A"),
        "lowerRoman": lambda number: _roman(number).lower(),
        "upperRoman": _roman,
        "none": lambda _: "",
    }
)
