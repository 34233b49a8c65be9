"""A section's heading and its own text: where the one ends and the other begins."""

import re

from planparse.blocks import Block
from planparse.lexicon import Family
from planparse.tree import Span


def divide(text: str, block: Block, family: Family, blanks: frozenset[str], *, parent: bool) -> tuple[Span, Span]:
    """Where a section's heading and its own text lie (`（一）标题。正文`, `（一）标题：正文`, `三、标题 正文`).

    A `parent` has others below it, and so a heading.
    """
    end = block.end
    start = _skip(text, block.body, end, blanks)
    none = Span(start, start)
    if start == end:
        return none, Span(end, end)
    if family.untitled:
        return none, Span(start, end)
    plain = _PLAIN_STOP.match(text, start, end)
    stop = plain.end() - 1 if plain else _first(_STOP, text, start, end)
    if stop < 0:
        return (none, Span(start, end)) if family.spoken else (Span(start, end), Span(end, end))
    near = min(stop, start + 60)
    blank = _first(_BLANK, text, start, near, start + 4) if _BLANKS.search(text, start + 4, near) else -1
    if blank >= 0 and not text[start:blank].isascii():
        return Span(start, blank), Span(_skip(text, blank, end, blanks), end)
    if text[stop] in "。：:！？" and stop - start <= 50:
        after = _skip(text, stop + 1, end, blanks)
        if after < end:
            return Span(start, stop), Span(after, end)
        if parent or text[stop] in "：:":
            return Span(start, stop), Span(end, end)
        return none, Span(start, end)
    if not parent:
        return none, Span(start, end)
    sentence = _SENTENCE.search(text, start, end)
    whole = sentence.start() if sentence else end
    if whole >= end - 1 and end - start <= 60:
        return Span(start, start + len(text[start:end].rstrip("。：:；;"))), Span(end, end)
    if 0 < whole - start <= 40 and text[stop] in "，,":
        return Span(start, whole), Span(_skip(text, whole + 1, end, blanks), end)
    return none, Span(start, end)


_WHOLE = "|".join(
    (
        r"[（(][^（()）]{0,80}[)）]|《[^《》]{0,80}》|“[^“”]{0,80}”",  # what is enclosed
        r"[a-zA-Z]+://[!-~]*",  # an address
        r"[0-9０-９][:：](?=[0-9０-９])",  # a ratio, a time
    )
)
"""What no mark and no blank inside divides."""
_STOP = re.compile(rf"{_WHOLE}|([。：:！？；;，,])")
_PLAIN_STOP = re.compile("[^。：:！？；;，,（(《“]*(?:[。！？；;，,]|(?<![0-9０-９a-zA-Z])[：:])")
"""The usual case of the same, found faster: nothing before the mark can enclose it."""
_BLANK = re.compile(rf"{_WHOLE}|([\u3000\t]|[ \u00a0]{{2,}}|(?<![!-~])[ \u00a0](?![!-~]))")
_BLANKS = re.compile("[ \u3000\t\u00a0]+")
_SENTENCE = re.compile("[。！？]")


def _first(marks: re.Pattern[str], text: str, start: int, end: int, least: int = 0) -> int:
    """Where the first of some marks stands that divides a line, from `least` on; -1 where there is none."""
    for match in marks.finditer(text, start, end):
        if match.lastindex and match.start() >= least:
            return match.start()
    return -1


def _skip(text: str, at: int, end: int, blanks: frozenset[str]) -> int:
    while at < end and text[at] in blanks:
        at += 1
    return at
