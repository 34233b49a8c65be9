"""Where the lines of a cell end, and what keeps a bad end from coming about.

LibreOffice lets a line begin with any mark, and a date end in the middle; Excel does not.
Nothing in a workbook forbids it, so a line end is put where a line would end badly. It
is put only there: other lines end where the column ends, however wide it is made.
"""

import re
from bisect import bisect_right

from planparse.text.characters import NEVER_FIRST, NEVER_LAST

_WHOLE = re.compile(r"[0-9０-９A-Za-z]+(?:[-－.．,/:~～—][0-9０-９A-Za-z]+)*[%％‰℃]?")
"""What stays on one line: 2024-04-10, 1,200, 98%."""
_HAN = "\u2e80"
"""Characters from this one on are as wide as high, in every font."""
_MARKS = frozenset("·—‘’“”…℃№‰")
"""Of those before it the ones that a Chinese font has as wide as high; others only behind
Chinese characters."""
_SIGNS = ("\u2150", "\u27bf")
"""From where to where there are others: ①, Ⅰ, □."""
_OTHER_WIDTHS = {
    **dict.fromkeys("0123456789", 0.64),
    "‰": 1.34,
    **dict.fromkeys("%MWm", 0.95),
    **dict.fromkeys("+<=>~#", 0.84),
    **dict.fromkeys('"*_', 0.48),
    **dict.fromkeys("-()[]", 0.38),
    **dict.fromkeys(".,:;/|!", 0.33),
    " ": 0.2,
    **dict.fromkeys("'ijlI", 0.28),
    **dict.fromkeys("ABCDEFGHJKLNOPQRSTUVXYZ", 0.69),
}
"""The widths in the fonts that stand in for a Chinese one, as DejaVu Sans has them."""
_OTHER_WIDTH = 0.6
"""The width of others there; in a Chinese font all of them are half as wide as high."""
_BOLD = 1.13
"""How much wider others are in bold; what is as wide as high stays so."""
_BESIDES = (0.1, 0.2, 0.3)
"""What a column has besides its characters: in Excel, and at least and at most in LibreOffice."""


def wrapped(
    text: str, width: int, *, units: bool = False, bold: bool = False
) -> tuple[str, int]:
    """Return a text as a cell of `width` Chinese characters takes it, and its lines.

    Of a list of `units`, 、 between them, each stays whole where it fits into a line.
    """
    parts = text.split("\n")
    if units:
        parts = [line for part in parts for line in _filled(part, width)]
    found = [_wrapped(part, width, bold) for part in parts]
    out = "\n".join(part for part, _ in found)
    return out, max(sum(lines for _, lines in found), _most_lines(out, width))


def _most_lines(text: str, width: int) -> int:
    """Return the lines that a text takes where what is not Chinese is rather wide."""
    lines = 0
    for part in text.split("\n"):
        _, ends = _ends(part, bold=True)
        start, lines = 0, lines + 1
        while ends[-1] > ends[start] + width + _BESIDES[0]:
            room = ends[start] + width + _BESIDES[0]
            start, lines = max(start + 1, bisect_right(ends, room) - 1), lines + 1
    return lines


def _filled(text: str, width: int) -> list[str]:
    """Return a list of units on lines, each with as many units as it has room for."""
    lines = [""]
    for unit in re.split(r"(?<=、)", text):
        longer = f"{lines[-1]}{unit}"
        fits = all(ends[-1] <= width for ends in _ends(longer))
        if lines[-1] and not fits:
            lines.append(unit)
        else:
            lines[-1] = longer
    return lines


def _wrapped(text: str, width: int, bold: bool) -> tuple[str, int]:
    """Return a paragraph, with a line end wherever one would come badly, and its lines.

    The ways of measuring it go on side by side: where one of them has a bad end, the
    line ends before it in all.
    """
    chinese, others = _ends(text, bold)
    measures = [
        (ends, width + more)
        for ends, more in zip((chinese, others, others), _BESIDES, strict=True)
    ]
    if all(ends[-1] <= room for ends, room in measures):
        return text, 1
    wholes = _wholes(text)
    starts = [0] * len(measures)
    out: list[str] = []
    written, lines = 0, 1
    while True:
        stops = [
            _stop(text, wholes, start, bisect_right(ends, ends[start] + room) - 1)
            for start, (ends, room) in zip(starts, measures, strict=True)
        ]
        if min(stops) >= len(text):
            return "".join([*out, text[written:]]), lines
        possible = range(min(stops), max(stops) + 1)
        if any(not _is_good(text, wholes, stop) for stop in possible):
            stop, start = min(stops), max(it for it in starts if it < len(text))
            while stop > start and not _is_good(text, wholes, stop):
                stop -= 1
            if stop > start:
                out += [text[written:stop], "\n"]
                written = stop
                stops = [stop] * len(stops)
        starts = stops
        lines += 1


def _ends(text: str, bold: bool = False) -> tuple[list[float], list[float]]:
    """Return how wide a text is up to each of its characters: in Chinese fonts, in others."""
    chinese, others, behind_han = [0.0], [0.0], True
    weight = _BOLD if bold else 1.0
    for char in text:
        is_han = char >= _HAN
        square = is_han or char in _MARKS or _SIGNS[0] <= char <= _SIGNS[1]
        chinese.append(chinese[-1] + (1.0 if square else 0.5))
        behind_han = is_han or (square and behind_han)
        other = _OTHER_WIDTHS.get(char, _OTHER_WIDTH) * weight
        others.append(others[-1] + (1.0 if behind_han else other))
    return chinese, others


def _wholes(text: str) -> dict[int, int]:
    """Return for each place within what stays whole where that begins."""
    return {
        place: whole.start()
        for whole in _WHOLE.finditer(text)
        for place in range(whole.start() + 1, whole.end())
    }


def _stop(text: str, wholes: dict[int, int], start: int, stop: int) -> int:
    """Return where a line ends that has room up to `stop`.

    A number that both programs keep whole goes to the next line; blanks stay behind.
    """
    if stop >= len(text):
        return len(text)
    first = wholes.get(stop, stop)
    if first > start and text[first : stop + 1].isalnum() and text[stop].isascii():
        return first
    if first <= start < stop and stop in wholes:
        # It is longer than a line: LibreOffice ends that behind a mark in it.
        behind = max(text.rfind(mark, start, stop) for mark in "-/") + 1
        return behind if behind > start else stop
    while stop < len(text) and text[stop] == " ":
        stop += 1
    return max(stop, start + 1)


def _is_good(text: str, wholes: dict[int, int], stop: int) -> bool:
    """Return whether a line may end before a place."""
    return stop >= len(text) or (
        stop not in wholes
        and text[stop] not in NEVER_FIRST
        and text[stop - 1] not in NEVER_LAST
    )
