"""Contents pages (目录): their lines look like headings and are none.

A line with a leader and a page number is a contents line wherever it stands. The lines
behind a line 目录 are, as far as they are short and have no end mark, up to where they
come again.
"""

import re
from bisect import bisect_right
from collections.abc import Iterable, Iterator, Sequence
from functools import lru_cache, partial
from itertools import chain, islice, takewhile
from operator import attrgetter

from planparse.grammar.lexicon import Lexicon
from planparse.numbering.tokens import CONTENTS, LINE, Token
from planparse.text.characters import BLANKS, ZERO_WIDTH

_BLANKS = r"[ \t\u3000\u00a0]*"
_BEHIND_HEAD = frozenset(("", "\r", "\n", *BLANKS, *ZERO_WIDTH))
"""What may stand behind a word that heads one, on a line that is nothing else."""
_LEADER = (
    r"(?:[.．]{4,}|[…·‥]{2,}|[-_]{6,})[ \t\u3000.]*[0-9０-９IVXivxＩＶＸｉｖｘ]{0,4}$"
)
_LEADERS = ("....", "．．．．", "……", "···", "‥‥", "------", "______")
_LEADER_ENDS = frozenset("0123456789０１２３４５６７８９.．…·‥-_ivxIVXＩＶＸｉｖｘ")
_PAGE = r"[ \t\u3000.．…·]*[0-9０-９]{0,4}$"
_ENTRY_ENDS = "。；："
"""What no line of a contents page ends in."""
_LONGEST_LEADER_LINE = 120
"""A line with a leader is no longer: a choice."""
_LEADER_REACH = 100
"""A leader begins at most so far before the end of its line: a choice."""
_SHORTEST_LEADER = 6
"""A leader with no page number behind it is no shorter: …… ends sentences too."""
_LONGEST_ENTRY = 80
"""No line of a contents page is longer.

Of 546 real documents none is read otherwise with 60, two with 120.
"""
_LONGEST_PAGE = 1000
"""A contents page has at most so many lines: a choice."""
_ATTEMPTS = 8
"""So many places where the first entry comes again are tried, the last one first: a choice."""
_MISSING = 0.1
"""This share of the entries may be worded otherwise in the text: a choice."""
_REACH = 400
"""What a contents page names first comes again within so many lines.

Of 546 real documents none is read otherwise with 200 or 1,000.
"""

_START = attrgetter("start")
_Line = tuple[int, int]
"""A line as its first and its last token."""


def mark(text: str, tokens: list[Token], lexicon: Lexicon) -> list[Token]:
    """Return the tokens, each contents line made one of place CONTENTS without a marker.

    A line with a leader and a page number (一、总体要求……3) needs no head. A head 目录
    is only marked itself where one of the two lines behind it is an entry.
    """
    leaders = [at for leader in _LEADERS for at in _once_a_line(text, leader)]
    words = _by_beginning(lexicon.words.front_matter.contents)
    heads = [
        found.start()
        for word in words
        for found in word.finditer(text)
        if text[found.end() : found.end() + 1] in _BEHIND_HEAD
    ]
    inside = {
        line
        for line in (next(_lines_from(tokens, _first(tokens, at))) for at in leaders)
        if _has_leader(text, tokens, line)
    }
    for at in heads:
        first = bisect_right(tokens, at, key=_START) - 1
        if tokens[first].head != at or tokens[first].place > LINE:
            continue
        head, *below = islice(_lines_from(tokens, first), 3)
        if _is_head(text, tokens, head, words):
            inside |= _entries(text, tokens, first, words)
            if not inside.isdisjoint(below):
                inside.add(head)
    return _marked(tokens, sorted(inside))


def _marked(tokens: list[Token], lines: Sequence[_Line]) -> list[Token]:
    """Return the tokens with each of these lines made one token."""
    if not lines:
        return tokens
    out: list[Token] = []
    done = 0
    for first, last in lines:
        begin = tokens[first]
        out += tokens[done:first]
        out.append(
            begin._replace(
                body=begin.head, end=tokens[last].end, place=CONTENTS, marker=None
            )
        )
        done = last + 1
    return out + tokens[done:]


def _once_a_line(text: str, leader: str) -> Iterator[int]:
    """Yield where a leader stands first in each line that has one."""
    at = text.find(leader) if leader[0] in text else -1
    while at >= 0:
        yield at
        line_end = text.find("\n", at)
        at = text.find(leader, line_end) if line_end >= 0 else -1


def _first(tokens: list[Token], at: int) -> int:
    """Return the first token of the line that has a place of the text."""
    first = bisect_right(tokens, at, key=_START) - 1
    while tokens[first].place > LINE:
        first -= 1
    return first


def _lines_from(tokens: list[Token], first: int) -> Iterator[_Line]:
    """Yield the lines of the text from the one on that a token begins."""
    for place in range(first + 1, len(tokens)):
        if tokens[place].place <= LINE:
            yield first, place - 1
            first = place
    yield first, len(tokens) - 1


def _is_head(
    text: str, tokens: list[Token], line: _Line, words: Sequence[re.Pattern[str]]
) -> bool:
    """Return whether a line is nothing but 目录, one of the `words` that head such a page."""
    first, last = line
    head, end = tokens[first].head, tokens[first].end
    return first == last and any(word.fullmatch(text, head, end) for word in words)


@lru_cache(maxsize=8)
def _by_beginning(words: Sequence[str]) -> tuple[re.Pattern[str], ...]:
    """Return an expression for the words that begin alike, as few as there are beginnings.

    Blanks may stand between two characters. One first character is found far faster than
    one of several.
    """
    alike: dict[str, list[str]] = {}
    for word in words:
        alike.setdefault(word[0], []).append(word)
    return tuple(
        re.compile(
            first
            + f"(?:{'|'.join(_BLANKS + _BLANKS.join(word[1:]) for word in group)})"
        )
        for first, group in alike.items()
    )


def _has_leader(text: str, tokens: list[Token], line: _Line) -> bool:
    """Return whether a line ends in a leader, with a page number or by itself."""
    head, end = tokens[line[0]].head, tokens[line[1]].end
    if text[end - 1] not in _LEADER_ENDS or end - head > _LONGEST_LEADER_LINE:
        return False
    found = re.compile(_LEADER).search(text, max(head, end - _LEADER_REACH), end)
    return found is not None and (
        found[0][-1].isalnum() or len(found[0]) >= _SHORTEST_LEADER
    )


def _entries(
    text: str, tokens: list[Token], begin: int, words: Sequence[re.Pattern[str]]
) -> set[_Line]:
    """Return the lines of the contents page that a token heads, with this one.

    It ends where its first entry comes again as a heading, with the other entries behind
    it in the same order; an entry may come twice in it (第一节 in two chapters). Else it
    ends before an entry that comes twice, or before a sentence. None, where its first
    entry does not come again.
    """
    page = islice(_lines_from(tokens, begin), 1, 1 + _LONGEST_PAGE)
    entries = takewhile(_may_be_entry, (_text_of(text, tokens, line) for line in page))
    size = sum(1 for _ in takewhile(partial(_is_no_head, words), entries))
    if not size:
        return set()
    head, *lines = islice(_lines_from(tokens, begin), 1 + size + _REACH)
    bare = list(_bare_lines(text, tokens, lines[:size]))
    opening = next(filter(None, bare), "")
    if not opening:
        return set()
    first = bare.index(opening)
    again = [at for at in range(first + 1, size) if bare[at].startswith(opening)]
    end = _first_repeated(bare)
    further = _bare_lines(text, tokens, lines[size:])
    if again:
        bare += further
    for at in again[: -_ATTEMPTS - 1 : -1]:
        if _come_again(bare[first:at], bare[at:]):
            return {head, *lines[:at]}
    below = islice(chain(bare[end:], further), _REACH)
    if any(line.startswith(opening) for line in below):
        return {head, *lines[:end]}
    return set()


def _may_be_entry(line: str) -> bool:
    """Return whether a line may stand on a contents page: short, and no sentence."""
    return len(line) <= _LONGEST_ENTRY and line[-1] not in _ENTRY_ENDS


def _is_no_head(words: Sequence[re.Pattern[str]], line: str) -> bool:
    """Return whether a line is none of the words that head a contents page."""
    return not any(word.fullmatch(line) for word in words)


def _come_again(entries: Sequence[str], lines: Sequence[str]) -> bool:
    """Return whether lines begin with nearly all the entries, in their order."""
    missing, place = 0, 0
    for entry in filter(None, entries):
        at = place
        while at < len(lines) and not lines[at].startswith(entry):
            at += 1
        if at < len(lines):
            place = at + 1
        else:
            missing += 1
            if missing > len(entries) * _MISSING:
                return False
    return True


def _first_repeated(entries: Sequence[str]) -> int:
    """Return the place of the first entry that has come before, or how many there are."""
    seen: set[str] = set()
    for place, entry in enumerate(entries):
        if entry in seen:
            return place
        if entry:
            seen.add(entry)
    return len(entries)


def _text_of(text: str, tokens: list[Token], line: _Line) -> str:
    """Return the text of a line from its first token to its last."""
    return text[tokens[line[0]].head : tokens[line[1]].end]


def _bare_lines(
    text: str, tokens: list[Token], lines: Iterable[_Line]
) -> Iterator[str]:
    """Yield the letters and digits that lines begin with, as many as an entry may have."""
    for line in lines:
        yield _bare(_text_of(text, tokens, line)[: 2 * _LONGEST_ENTRY])


def _bare(line: str) -> str:
    """Return the letters and digits of a line, its page number left out."""
    return "".join(filter(str.isalnum, re.sub(_PAGE, "", line)))
