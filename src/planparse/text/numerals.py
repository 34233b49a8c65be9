"""Numeral systems: how an ordinal is read and written, each system defined once.

A grammar names a system in a template (`（{hanzi}）`); nothing else in the program reads a
number that counts sections. `pattern` is the source of a regular expression without
groups; `parse` takes what it matched and returns the number, or None where the characters
are no numeral after all (一十百); `format` returns the standard writing of the system, or
None where it has none (a circled 51).
"""

import re
from collections.abc import Callable, Mapping
from functools import cache
from typing import NamedTuple


class Numeral(NamedTuple):
    """A numeral system by name."""

    name: str
    pattern: str
    parse: Callable[[str], int | None]
    format: Callable[[int], str | None]


_DIGITS = "〇一二三四五六七八九"
_VALUES: dict[str, int] = {
    **{char: value for value, char in enumerate(_DIGITS)},
    **{char: value for value, char in enumerate("零壹贰叁肆伍陆柒捌玖")},
    **{char: value for value, char in enumerate("零壹貳參肆伍陸柒捌玖")},
    "○": 0, "Ｏ": 0, "０": 0, "0": 0, "两": 2, "兩": 2, "-": 1, "—": 1, "－": 1,
}  # fmt: skip
_UNITS = {"十": 10, "拾": 10, "百": 100, "佰": 100, "千": 1000, "仟": 1000}
_TENS = {"廿": 20, "卄": 20, "卅": 30, "卌": 40}


def parse_hanzi(text: str) -> int | None:
    """Read a Chinese numeral up to 9999: 十二, 廿三, 一百〇一, 二〇一二 (digit by digit), 壹拾贰.

    A dash counts as a flattened 一, as printed by scanners (二十-); templates decide where it
    may stand.
    """
    if not any(char in _UNITS or char in _TENS for char in text):
        return _by_position(text)
    total, digit, smallest = 0, None, 10_000
    for char in text:
        if char in _TENS:
            if digit is not None or smallest <= 10:
                return None
            total, smallest = total + _TENS[char], 10
        elif char in _UNITS:
            unit = _UNITS[char]
            if unit >= smallest or digit == 0:
                return None
            if digit is None and (unit != 10 or smallest not in (10_000, 100)):
                return None
            total, digit, smallest = total + (digit or 1) * unit, None, unit
        else:
            value = _VALUES.get(char)
            if value is None or (digit not in (None, 0)):
                return None
            digit = value
    if digit:
        if smallest == 1:
            return None
        total += digit
    return total or None


def _by_position(text: str) -> int | None:
    """Read 二〇一二 as 2012; a lone digit as itself."""
    total = 0
    for char in text:
        if char not in _VALUES:
            return None
        total = total * 10 + _VALUES[char]
    return (total or None) if text and len(text) <= 4 else None


def format_hanzi(number: int) -> str | None:
    """Write a number from 1 to 9999 the way headings do: 十一, 二十, 一百〇三, 一百一十."""
    if not 0 < number < 10_000:
        return None
    out, pending = "", False
    for unit, name in ((1000, "千"), (100, "百"), (10, "十"), (1, "")):
        digit, number = divmod(number, unit)
        if digit:
            out += ("〇" if pending else "") + _DIGITS[digit] + name
            pending = False
        else:
            pending = bool(out) and number > 0
    return out.removeprefix("一") if out.startswith("一十") else out


_WIDE = {ord("０") + i: str(i) for i in range(10)}


def parse_arabic(text: str) -> int | None:
    """Read digits of either width; 0 and numbers that begin with 0 are no ordinals."""
    text = text.translate(_WIDE)
    return (
        int(text)
        if text.isdecimal() and len(text) < 10 and not text.startswith("0")
        else None
    )


def parse_arabic_zero(text: str) -> int | None:
    """Read digits of either width, 0 too: the numbers inside a decimal label, as in 1.0.1."""
    text = text.translate(_WIDE)
    return int(text) if text.isdecimal() and len(text) < 10 else None


_TYPED = {**_WIDE, **{ord(char): "1" for char in "lI|"}, ord("O"): "0", ord("o"): "0"}


def parse_arabic_typed(text: str) -> int | None:
    """Read digits of which a letter was typed for at least one: l for 1, O for 0."""
    digits = text.translate(_TYPED)
    return parse_arabic(digits) if digits != text.translate(_WIDE) else None


_ROMAN = ((1000, "M"), (900, "CM"), (500, "D"), (400, "CD"), (100, "C"), (90, "XC"),
          (50, "L"), (40, "XL"), (10, "X"), (9, "IX"), (5, "V"), (4, "IV"), (1, "I"))  # fmt: skip


def format_roman(number: int) -> str | None:
    """Write a number from 1 to 3999 in Roman numerals."""
    if not 0 < number < 4000:
        return None
    out = ""
    for value, letters in _ROMAN:
        while number >= value:
            out, number = out + letters, number - value
    return out


def parse_roman(text: str) -> int | None:
    """Read a well-formed Roman numeral in capitals.

    XIV is 14; what another spelling would be right for, as IIII, is none.
    """
    total, rest = 0, text
    for value, letters in _ROMAN:
        while rest.startswith(letters):
            total, rest = total + value, rest[len(letters) :]
    return total if not rest and total and format_roman(total) == text else None


def _listed(name: str, glyphs: str) -> Numeral:
    """Return a system that has one character for each number, from 1 on."""
    places = {glyph: place for place, glyph in enumerate(glyphs, 1)}
    return Numeral(
        name,
        f"[{re.escape(glyphs)}]",
        places.get,
        lambda number: glyphs[number - 1] if 0 < number <= len(glyphs) else None,
    )


NUMERALS: Mapping[str, Numeral] = {
    system.name: system
    for system in (
        Numeral(
            "hanzi",
            "[一二三四五六七八九十百千〇○零廿卅两]{1,8}",
            parse_hanzi,
            format_hanzi,
        ),
        Numeral(
            "hanzi-scanned",
            "[一二三四五六七八九十百千〇○零廿卅两—-]{1,8}",
            parse_hanzi,
            format_hanzi,
        ),
        _listed("hanzi-digit", "一二三四五六七八九十"),
        Numeral(
            "hanzi-formal",
            "[壹贰貳叁參肆伍陆陸柒捌玖拾佰零]{1,6}",
            parse_hanzi,
            lambda _number: None,
        ),
        Numeral("arabic", "[0-9０-９]{1,3}", parse_arabic, str),
        Numeral("arabic-typed", "[0-9０-９lI|Oo]{1,3}", parse_arabic_typed, str),
        Numeral("arabic-zero", "[0-9０-９]{1,3}", parse_arabic_zero, str),
        Numeral("roman", "[IVXLC]{1,6}", parse_roman, format_roman),
        _listed("roman-glyph", "ⅠⅡⅢⅣⅤⅥⅦⅧⅨⅩⅪⅫ"),
        _listed(
            "circled",
            "①②③④⑤⑥⑦⑧⑨⑩⑪⑫⑬⑭⑮⑯⑰⑱⑲⑳㉑㉒㉓㉔㉕㉖㉗㉘㉙㉚㉛㉜㉝㉞㉟㊱㊲㊳㊴㊵㊶㊷㊸㊹㊺㊻㊼㊽㊾㊿",
        ),
        _listed("bracketed", "⑴⑵⑶⑷⑸⑹⑺⑻⑼⑽⑾⑿⒀⒁⒂⒃⒄⒅⒆⒇"),
        _listed("dotted", "⒈⒉⒊⒋⒌⒍⒎⒏⒐⒑⒒⒓⒔⒕⒖⒗⒘⒙⒚⒛"),
        _listed("bracketed-hanzi", "㈠㈡㈢㈣㈤㈥㈦㈧㈨㈩"),
        _listed("stem", "甲乙丙丁戊己庚辛壬癸"),
        _listed("letter", "abcdefghijklmnopqrstuvwxyz"),
        _listed("capital", "ABCDEFGHIJKLMNOPQRSTUVWXYZ"),
    )
}
"""Every system by its name in templates."""


# A slot of a template is the name of a system, or `words:首先|其次`: words that count by
# their place in the list.


def numeral_pattern(slot: str) -> str:
    """Return the expression of a template's slot, without groups."""
    if slot.startswith("words:"):
        return f"(?:{'|'.join(map(re.escape, _words(slot)))})"
    return NUMERALS[slot].pattern


def read_numeral(slot: str, text: str) -> int | None:
    """Return the number that the text of a slot means, None where it means none."""
    if slot.startswith("words:"):
        words = _words(slot)
        return words.index(text) + 1 if text in words else None
    return NUMERALS[slot].parse(text)


def write_numeral(slot: str, number: int) -> str | None:
    """Return what stands in a slot for a number, None where the system cannot write it."""
    if slot.startswith("words:"):
        words = _words(slot)
        return words[number - 1] if 0 < number <= len(words) else None
    return NUMERALS[slot].format(number)


def _words(slot: str) -> list[str]:
    """Return the words of a slot, which count from 1: `words:甲|乙|丙` → 甲, 乙, 丙."""
    return slot.removeprefix("words:").split("|")


@cache
def first_characters(slot: str) -> str:
    """Return the characters with which a slot may begin.

    The expression of a system begins with the class of them.
    """
    if slot.startswith("words:"):
        return "".join(word[0] for word in _words(slot))
    inside = NUMERALS[slot].pattern[1:].split("]")[0].replace("\\", "")
    ranges = re.sub(
        r"(.)-(.)", lambda m: "".join(map(chr, range(ord(m[1]), ord(m[2]) + 1))), inside
    )
    return "".join(dict.fromkeys(ranges))


def read_hanzi_amount(text: str) -> int | float | None:
    """Return the number that Chinese numerals mean, with their 万, 亿 and 点.

    `三亿五千万` is 350000000, `十九点二` is 19.2. None where they mean none: a year digit by
    digit (一九九八), a scale alone (百万), a number that leaves its last scale out (二百五).
    """
    whole, point, part = text.partition("点")
    number = _read_whole(whole)
    if number is None or not point:
        return number
    digits = "".join(str(_DIGITS.find(char)) for char in part.replace("零", "〇"))
    shift = int("1" + "0" * len(digits))
    return int(f"{number}{digits}") / shift


def _read_whole(text: str) -> int | None:
    """Return the whole number that Chinese numerals mean, None where they mean none."""
    for scale, times in (("亿", 100_000_000), ("万", 10_000)):
        head, found, rest = text.rpartition(scale)
        if found:
            many, more = _read_whole(head), _read_whole(rest) if rest else 0
            if many is None or more is None or more >= times:
                return None
            is_short = rest and "零" not in rest and "〇" not in rest
            return None if is_short and more < times // 10 else many * times + more
    if text in ("零", "〇"):
        return 0
    number = parse_hanzi(text)
    if number is None or (number > 9 and not any(char in _UNITS for char in text)):
        return None  # by position
    return None if text[-1] in _DIGITS and text[-2:-1] in ("百", "千") else number


_PLAIN = {**_WIDE, ord("．"): ".", ord(","): None, ord("，"): None}
_SCALES = {"十": 10, "百": 100, "千": 1000, "万": 10_000, "亿": 100_000_000}


def read_amount(digits: str, scale: str = "") -> int | float | None:
    """Return the number that digits of either width mean, with their 万 and 亿.

    `1.5`, `万` is 15000; `1,200` and `１，２００` are 1200. The number is a float only where it
    is not whole, and None where it has more than 15 digits.
    """
    if digits.isdecimal() and len(digits) <= 15:
        number = int(digits)
        for char in scale:
            number *= _SCALES[char]
        return number
    whole, _, part = digits.translate(_PLAIN).partition(".")
    if len(whole) + len(part) > 15:
        return None
    number, ten = int(whole + part), int("1" + "0" * len(part))
    for char in scale:
        number *= _SCALES[char]
    return number / ten if number % ten else number // ten
