"""What may be a label where a line begins: a number, what stands before it, what behind."""

import re
from collections.abc import Iterator, Mapping
from functools import lru_cache
from typing import NamedTuple

from planparse.grammar.lexicon import Lexicon
from planparse.grammar.shipped import learning_rules
from planparse.text.characters import (
    CORNER,
    DIGITS,
    HAN,
    HAN_ONES,
    OPENINGS,
    QUOTE,
    TITLE,
)
from planparse.text.numerals import NUMERALS

_REACH = 24
"""Characters from where a label may begin that are looked at."""
_QUOTED = re.escape(f"{TITLE.marks}{QUOTE.marks}{CORNER.marks}")
_PREFIX = rf"[^\s，。；：、！？,;:!?…‘’\"'{_QUOTED}]*[ \u3000]?"
"""What may stand before the number of a label: no end of a clause, nothing quoted."""
_NUMERAL = rf"[A-Za-z]+|[{DIGITS}]+|[{HAN_ONES}十百]+"
"""A number of a level above in what stands before the number of a label: A-1., B-1."""
_WORD = rf"[{HAN}A-Za-z№§※]"
_LATIN = "[A-Za-z]"
_MARK = rf"[^\w\s‘\"'{re.escape(OPENINGS)}{HAN}]"
_MARKS = rf"{_MARK}{{1,3}}|\s+"
"""What may stand behind a number."""
_ENDS = rf"(?:(?![，。；！？,;!?]){_MARK}){{1,3}}|\s+"
"""What may stand behind a few characters that belong to a label: no end of a clause."""


class Key(NamedTuple):
    """What labels of one way of numbering have in common.

    `shape` is what stands before the number, with # for a numeral in it. `behind` is what
    stands behind it, where nothing that is no mark stands before it, else None.
    """

    shape: str
    system: str
    behind: str | None


class Label(NamedTuple):
    """What may be a label.

    `before` stands before its number and `marks` behind it, in standard characters;
    `printed` is all up to the number as it is printed, `rest` the rest of the line.
    """

    key: Key
    before: str
    number: int
    marks: str
    printed: str
    rest: str


def labels(line: str, lexicon: Lexicon) -> Iterator[Label]:
    """Yield what may be a label at the beginning of a line, one for each number in it."""
    rules, glyphs = learning_rules(), _canonical(lexicon)
    head = line[:_REACH]
    for system in rules.systems:
        for found in _number(system).finditer(head):
            if found.start() > rules.before:
                break
            before = head[: found.start()]
            number = NUMERALS[system].parse(found[0])
            if number is None or not re.fullmatch(_PREFIX, before):
                continue
            rest = line[found.end() :]
            if system in rules.lettered and (
                re.match(_LATIN, rest) or re.search(f"{_LATIN}$", before)
            ):
                continue
            written = _written(before, glyphs)
            marks = _marks(_written(rest[:_REACH], glyphs), rules.unit)
            key = _key(written, system, marks)
            if key is not None:
                yield Label(key, written, number, marks, line[: found.end()], rest)


def _key(before: str, system: str, marks: str) -> Key | None:
    """Return what a label is like; None for a caption, an amount, or a bare number."""
    rules = learning_rules()
    shape = re.sub(_NUMERAL, "#", before)
    if not shape.strip("# ") and re.search(_LATIN, before):
        shape = before  # T1：, T2：
    own = shape.replace("#", "").strip()
    is_worded = re.search(_WORD, own) is not None
    if before.strip().endswith(rules.captions) or (before and not own):
        return None
    if not marks.strip() and not is_worded:
        return None
    if not marks and system in rules.lettered:
        return None
    if not is_worded and marks.rstrip(re.sub(_WORD, "", marks)) in rules.units:
        return None
    return Key(shape, system, None if is_worded else marks)


def _marks(rest: str, unit: int) -> str:
    """Return the marks that a text begins with, or a few characters and their marks.

    Blanks are one blank, and none behind a mark.
    """
    found = re.match(rf"{_MARKS}|[{HAN}]{{1,{unit}}}(?:{_ENDS})", rest)
    if found is None:
        return ""
    marks = found[0]
    return re.sub(r"\s+", " ", marks if marks.isspace() else marks.rstrip())


def _written(text: str, glyphs: Mapping[str, str]) -> str:
    """Return a text in standard characters."""
    return "".join(glyphs.get(char, char) for char in text)


@lru_cache(maxsize=32)
def _number(system: str) -> re.Pattern[str]:
    """Return the expression of a numeral system."""
    return re.compile(NUMERALS[system].pattern)


@lru_cache(maxsize=4)
def _canonical(lexicon: Lexicon) -> Mapping[str, str]:
    """Return for each character that is printed for another that other one: ( is （."""
    return {
        printed: char
        for char, all_printed in lexicon.glyphs.items()
        for printed in all_printed
        if printed not in "。•·"
    }
