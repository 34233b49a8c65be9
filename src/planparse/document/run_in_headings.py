"""A section's heading and its own text: where the one ends and the other begins."""

import re

from planparse.grammar.lexicon import Lexicon
from planparse.grammar.spelling import Family
from planparse.layout.paragraphs import Block
from planparse.text.characters import BLANK
from planparse.tree import Span


def divide(
    text: str, block: Block, family: Family, lexicon: Lexicon, *, parent: bool
) -> tuple[Span, Span]:
    """Where a section's heading and its own text lie (`（一）标题。正文`, `（一）标题：正文`, `三、标题 正文`).

    A `parent` has others below it, and so a heading.
    """
    if any(text[upto:onward].strip() for upto, onward, _ in block.soft_breaks):
        return _divide_over_pages(text, block, family, lexicon, parent=parent)
    end, blanks = block.end, lexicon.blanks
    start = _skip(text, block.body, end, blanks)
    while (
        start < end and text[start] in "\r\n"
    ):  # the label stands alone on its line, and the sentence goes on
        start = _skip(text, start + 1, end, blanks)
    none = Span(start, start)
    if start == end:
        return none, Span(end, end)
    if family.untitled:
        return none, Span(start, end)
    plain = _PLAIN_STOP.match(text, start, end)
    stop = plain.end() - 1 if plain else _first(_STOP, text, start, end)
    if stop < 0:
        return (
            (none, Span(start, end))
            if family.spoken
            else (Span(start, end), Span(end, end))
        )
    near = min(stop, start + 60)
    blank = (
        _first(_BLANK, text, start, near, start + 4)
        if _BLANKS.search(text, start + 4, near)
        else -1
    )
    if (
        blank >= 0
        and not text[start:blank].isascii()
        and not _is_pair(text, start, blank, stop, end, lexicon)
    ):
        return Span(start, blank), Span(_skip(text, blank, end, blanks), end)
    if text[stop] in "。：:！？" and stop - start <= 50:
        after = _skip(text, stop + 1, end, blanks)
        if after < end:
            return Span(start, stop), Span(after, end)
        if parent or text[stop] in "：:":
            return Span(start, stop), Span(end, end)
        return none, Span(start, end)
    if text[stop] in "，," and stop - start <= _CLAUSE:
        clauses = _CLAUSES.match(text, start, end)
        after = _skip(text, clauses.end(), end, blanks) if clauses else end
        if (
            clauses is not None
            and clauses.end() - start <= _HEADING
            and end - after >= _BODY
            and text[after] not in "（("
            and not _is_prose(text, *clauses.span(), lexicon)
        ):
            return Span(start, clauses.end(1)), Span(after, end)
    if not parent:
        return none, Span(start, end)
    sentence = _SENTENCE.search(text, start, end)
    whole = sentence.start() if sentence else end
    if whole >= end - 1 and end - start <= 60:
        return Span(start, start + len(text[start:end].rstrip("。：:；;"))), Span(
            end, end
        )
    if 0 < whole - start <= 40 and text[stop] in "，,":
        return Span(start, whole), Span(_skip(text, whole + 1, end, blanks), end)
    return none, Span(start, end)


def _divide_over_pages(
    text: str, block: Block, family: Family, lexicon: Lexicon, *, parent: bool
) -> tuple[Span, Span]:
    """The same where page numbers stand between the lines: nothing in these divides."""
    pieces, at = [], block.start
    for upto, onward, _ in block.soft_breaks:
        if text[upto:onward].strip():
            pieces += [text[at:upto], _NEUTRAL * (onward - upto)]
            at = onward
    own = "".join([*pieces, text[at : block.end]])
    alone = block._replace(
        start=0, body=block.body - block.start, end=len(own), soft_breaks=()
    )
    heading, body = divide(own, alone, family, lexicon, parent=parent)
    return Span(*(block.start + place for place in heading)), Span(
        *(block.start + place for place in body)
    )


_NEUTRAL = "〓"  # no mark, no blank, no word

_WHOLE = "|".join(
    (
        r"[（(][^（()）]{0,80}[)）]|《[^《》]{0,80}》|“[^“”]{0,80}”",  # what is enclosed
        r"(?<![a-zA-Z])[a-zA-Z]++://[!-~]*",  # an address
        r"[0-9０-９][:：](?=[0-9０-９])",  # a ratio, a time
    )
)
"""What no mark and no blank inside divides."""
_STOP = re.compile(rf"{_WHOLE}|([。：:！？；;，,])")
_PLAIN_STOP = re.compile(
    "[^。：:！？；;，,（(《“]*(?:[。！？；;，,]|(?<![0-9０-９a-zA-Z])[：:])"
)
"""The usual case of the same, found faster: nothing before the mark can enclose it."""
_GAP = r"(?:[\u3000\t]|[ \u00a0]{2,}|(?<![!-~])[ \u00a0](?![!-~]))"
_BLANK = re.compile(f"{_WHOLE}|({_GAP})")
_BLANKS = re.compile(f"{BLANK}+")
_SENTENCE = re.compile("[。！？]")
_CLAUSE = 26
"""A clause of a heading is no longer, …"""
_CLAUSES = re.compile(
    "({0}(?:[，,]{0}){{1,2}})(?:[。：:]|{1})".format(
        "[^，,。；;：:！？!?0-9０-９（( \t\u3000\u00a0]{3,26}", _GAP
    )
)
"""… and a heading has up to three, before its body on the same line: 加强领导，落实责任。各部门要…"""
_HEADING, _BODY = 44, 30
"""So long is a heading of several clauses at most, and its body at least."""


def _is_pair(
    text: str, start: int, blank: int, stop: int, end: int, lexicon: Lexicon
) -> bool:
    """Whether a blank parts two clauses of a heading that are as long (`加强领导 落实责任。正文`)."""
    alike = (
        text[stop] == "。"
        and abs((blank - start) - (stop - blank - 1)) <= 1
        and end - stop > _BODY
    )
    return alike and not _is_prose(text, start, stop, lexicon)


def _is_prose(text: str, start: int, end: int, lexicon: Lexicon) -> bool:
    """Whether clauses that a heading might be made of have words that only prose has."""
    return (
        text.startswith(lexicon.words.headings.begins, start)
        or _first(_prose(lexicon), text, start, end) >= 0
    )


def _first(
    marks: re.Pattern[str], text: str, start: int, end: int, least: int = 0
) -> int:
    """Where the first of some marks stands that divides a line, from `least` on; -1 where there is none."""
    for match in marks.finditer(text, start, end):
        if match.lastindex and match.start() >= least:
            return match.start()
    return -1


def _skip(text: str, at: int, end: int, blanks: frozenset[str]) -> int:
    while at < end and text[at] in blanks:
        at += 1
    return at


_PROSE: dict[int, re.Pattern[str]] = {}


def _prose(lexicon: Lexicon) -> re.Pattern[str]:
    """Finds, as a group, the words that stand in prose and not in a heading of several clauses."""
    key = id(lexicon.words)
    if key not in _PROSE:
        lists = lexicon.words.headings
        kept, words, begins = (
            "|".join(map(re.escape, entries))
            for entries in (lists.kept, lists.prose, lists.begins)
        )
        _PROSE[key] = re.compile(f"{kept}|({words}|(?<=[，,])(?:{begins}))")
    return _PROSE[key]
