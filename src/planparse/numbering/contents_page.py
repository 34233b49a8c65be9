"""Contents pages (目录): their lines look like headings and are none.

A line with a leader and a page number is a contents line wherever it stands. Lines after a line `目录` are, as
far as they are short and open, if the first of them comes again further down.
"""

import re
from bisect import bisect_right
from collections.abc import Iterator

from planparse.numbering.tokens import CONTENTS, LINE, Token

_HEAD = re.compile(r"目[ \t\u3000\u00a0]*[录錄次]")
_LEADER = (
    r"(?:[.．]{4,}|[…·‥]{2,}|[-_]{6,})[ \t\u3000.]*[0-9０-９IVXivxＩＶＸｉｖｘ]{0,4}$"
)
_LEADERS = ("....", "．．．．", "……", "···", "‥‥", "------", "______")
_PAGE = r"[ \t\u3000.．…·]*[0-9０-９]{0,4}$"
_LEADER_ENDS = frozenset("0123456789０１２３４５６７８９.．…·‥-_ivxIVXＩＶＸｉｖｘ")
_LONGEST = 80


def mark(text: str, tokens: list[Token]) -> list[Token]:
    """The tokens with every contents line made a token of place CONTENTS, without a marker."""
    dots = [at for leader in _LEADERS for at in _once_a_line(text, leader)]
    heads = [match.start() for match in _HEAD.finditer(text)]
    if not dots and not heads:
        return tokens
    lines = list(_lines(tokens))
    starts = [tokens[first].start for first, _ in lines]
    inside = {
        place
        for place in {bisect_right(starts, at) - 1 for at in dots}
        if text[tokens[lines[place][1]].end - 1] in _LEADER_ENDS
        and _has_leader(text, tokens, *lines[place])
    }
    for at in heads:
        place = bisect_right(starts, at) - 1
        first, last = lines[place]
        if first == last and _HEAD.fullmatch(
            text, tokens[first].head, tokens[first].end
        ):
            inside |= _listed(text, tokens, lines, place)
            if {place + 1, place + 2} & inside:
                inside.add(place)
    if not inside:
        return tokens
    out: list[Token] = []
    done = 0
    for place in sorted(inside):
        first, last = lines[place]
        head = tokens[first].head
        out += tokens[done:first]
        out.append(
            Token(tokens[first].start, head, head, tokens[last].end, CONTENTS, None)
        )
        done = last + 1
    return out + tokens[done:]


def _once_a_line(text: str, leader: str) -> Iterator[int]:
    """Where a leader stands first in each line that has one."""
    at = text.find(leader)
    while at >= 0:
        yield at
        line_end = text.find("\n", at)
        at = text.find(leader, line_end) if line_end >= 0 else -1


def _lines(tokens: list[Token]) -> Iterator[tuple[int, int]]:
    """Each line as its first and last token."""
    begins = [place for place, token in enumerate(tokens) if token[4] <= LINE]
    return zip(begins, [place - 1 for place in [*begins[1:], len(tokens)]], strict=True)


def _has_leader(text: str, tokens: list[Token], first: int, last: int) -> bool:
    end = tokens[last].end
    if end - tokens[first].head > 120:
        return False
    found = re.compile(_LEADER).search(text, max(tokens[first].head, end - 100), end)
    return found is not None and (found[0][-1].isalnum() or len(found[0]) >= 6)


def _listed(
    text: str, tokens: list[Token], lines: list[tuple[int, int]], head: int
) -> set[int]:
    """The lines of a contents page that begins with the line `head`, where it proves to be one."""
    entries: dict[str, int] = {}
    place = head + 1
    while place < len(lines):
        first, last = lines[place]
        line = text[tokens[first].head : tokens[last].end]
        bare = _bare(line)
        if len(line) > _LONGEST or line[-1] in "。；：" or bare in entries:
            break
        if bare:
            entries[bare] = place
        place += 1
    if not entries:
        return set()
    opening = next(iter(entries))
    onward = lines[place : place + _REACH]
    again = any(
        _bare(text[tokens[first].head : tokens[last].end][: 2 * _LONGEST]).startswith(
            opening
        )
        for first, last in onward
    )
    return set(range(head, place)) if again else set()


_REACH = 400
"""What a contents page names first comes again within so many lines."""


def _bare(line: str) -> str:
    """A line's letters, its page number left out."""
    return "".join(char for char in re.sub(_PAGE, "", line) if char.isalnum())
