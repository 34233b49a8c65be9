"""The number and the day of a document: 发文字号 (GB/T 9704—2012, 7.2.5), 成文日期 (7.3.5.4)."""

import re
from collections.abc import Iterator

from planparse.grammar.wordlists import StyleWords
from planparse.text.characters import BRACKET_CLOSINGS, BRACKET_OPENINGS, HAN, SQUARE
from planparse.text.dates import HAN_YEAR
from planparse.text.positions import line_end, line_start
from planparse.tree import Finding, Node, walk

_NUMBER = re.compile(
    rf"(?P<code>[{HAN}]{{2,12}})[ 　]*(?P<open>[{re.escape(BRACKET_OPENINGS)}])"
    rf"(?P<year>(?:19|20)?[0-9]{{2}})(?P<close>[{re.escape(BRACKET_CLOSINGS)}])"
    r"[ 　]*(?P<ordinal>第?)[ 　]*(?P<serial>[0-9]{1,4})[ 　]*号"
)
_PADDED = re.compile(r"[年月][ 　]*(0[1-9])(?=[ 　]*[月日])")
_IN_CHARACTERS = re.compile(rf"{HAN_YEAR}年[^年月日]{{1,3}}月[^年月日]{{1,3}}日")
_SINCE = "2012-07-01"
"""The day on which GB/T 9704—2012 came into force."""


def findings(text: str, root: Node, words: StyleWords) -> Iterator[Finding]:
    """Yield what is wrong with the numbers and the days of a document."""
    for found in _NUMBER.finditer(text, root.start, root.end):
        yield from _number(found, words, is_own=_stands_alone(text, found))
    for node in walk(root):
        if node.kind == "date":
            yield from _day(text, node)


def _stands_alone(text: str, found: re.Match[str]) -> bool:
    """Return whether a number is all that stands on its line, as the document's own does."""
    start, end = line_start(text, found.start()), line_end(text, found.end())
    return text[start:end].strip() == found[0].strip()


def _number(
    found: re.Match[str], words: StyleWords, *, is_own: bool
) -> Iterator[Finding]:
    """Yield what is wrong with a number; one that is cited keeps year and serial as given."""
    code, year = found["code"], found["year"]
    opening, closing = SQUARE.opening[0], SQUARE.closing[0]
    shown = f"{found['open']}{year}{found['close']}"
    wanted = f"{opening}{year}{closing}"
    if shown != wanted:
        yield Finding("S201", found.start("open"), found.end("close"), (shown, wanted))
    if is_own and len(year) == 2:
        full = f"{'19' if year > '49' else '20'}{year}"
        yield Finding("S203", found.start("year"), found.end("year"), (year, full))
    serial = f"{found['ordinal']}{found['serial']}号"
    plain = f"{int(found['serial'])}号"
    if is_own and serial != plain and not code.endswith(words.orders):
        yield Finding("S202", found.start("ordinal"), found.end(), (serial, plain))


def _day(text: str, node: Node) -> Iterator[Finding]:
    """Yield an S204 for a zero before a month or a day, an S205 for a day in characters."""
    line = text[node.start : node.end]
    for found in _PADDED.finditer(line):
        start, end = (node.start + at for at in found.span(1))
        yield Finding("S204", start, end, (found[1], found[1][1:]))
    found_day = _IN_CHARACTERS.fullmatch(line.strip())
    if found_day and node.value and node.value >= _SINCE:
        year, month, day = (int(part) for part in f"{node.value}-1-1".split("-")[:3])
        start = node.start + line.index(found_day[0])
        facts = (found_day[0], f"{year}年{month}月{day}日")
        yield Finding("S205", start, start + len(found_day[0]), facts)
