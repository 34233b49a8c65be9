"""Characters of a text layer that stand for others: folded, each to one character."""

import unicodedata
from collections.abc import Mapping
from functools import lru_cache
from types import MappingProxyType

_FOLDED = (
    (0x2E80, 0x2FDF),  # radicals
    (0x3038, 0x303A),  # 〸〹〺
    (0xF900, 0xFAFF),  # compatibility ideographs
    (0xFB00, 0xFB06),  # ligatures, of which none is one character
    (0xFE30, 0xFE4F),  # punctuation of vertical text
    (0x2F800, 0x2FA1F),
)
"""Ranges of which each character that Unicode says to be another, single one is read as it."""
_RADICALS: Mapping[str, str] = MappingProxyType(
    dict(
        zip(
            "⺁⺇⺌⺎⺏⺐⺑⺒⺓⺝⺟⺠⺡⺢⺣⺩⺫⺬⺮⺯⺰⺶⺷⺸⺼⻁⻂⻄⻅⻆⻉⻋⻌⻍⻎⻏⻐⻑⻒⻓⻔⻘⻙⻚⻛⻜⻝⻞⻟⻠"
            "⻢⻣⻤⻥⻦⻧⻨⻩⻪⻬⻮⻰⻳",
            "厂几小尢尢尢尢巳幺月母民氵氺灬王罒示竹糹纟羊羊羊肉虎衤西见角贝车辶辶辶阝钅長镸长门青韦页风飞食食食饣"
            "马骨鬼鱼鸟卤麦黄黾齐齿龙龟",
            strict=True,
        )
    )
)
"""Radicals of simplified and other shapes, which Unicode says nothing of, as characters.

Fonts name glyphs by them, and so text layers have ⻓ for 长 and ⺠ for 民.
"""
_LYING = 0xA0
"""The first byte in GBK of the characters that a faulty font names ASCII by; the second one
is the ASCII character's with its high bit set, so that 犐犆犛 is ICS."""


@lru_cache(maxsize=4096)
def folded(char: str) -> str:
    """Return the one character that a character stands for, itself where it is its own."""
    if char < "\u2e80":
        return char
    if char in _RADICALS:
        return _RADICALS[char]
    code = ord(char)
    if any(start <= code <= end for start, end in _FOLDED):
        other = unicodedata.normalize("NFKC", char)
        return other if len(other) == 1 else char
    return char


def is_private(char: str) -> bool:
    """Return whether no table says which character a glyph is."""
    return "\ue000" <= char <= "\uf8ff" or char == "\ufffd" or char >= "\U000f0000"


@lru_cache(maxsize=4096)
def meant(char: str) -> str | None:
    """Return the ASCII character that a faulty font names by a rare one, None for others."""
    try:
        data = char.encode("gbk")
    except UnicodeEncodeError:
        return None
    if len(data) == 2 and data[0] == _LYING and 0xA1 <= data[1] <= 0xFE:
        return chr(data[1] - 0x80)
    return None
