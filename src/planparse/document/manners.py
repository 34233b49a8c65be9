"""Judge the headings of a series together: a series is written in one manner.

Rules of procedure have no headings: the first of several sentences in an item is one like
the others (`二、河长召集会议。会议每月一次。`), and so is the first in the last item of a list
(`（三）市政府规定的其他情形。办法由水务局制定。`). An item that is one sentence with a note in
brackets behind it (`（一）设立受理窗口。（负责部门：水务局）`) is a sentence among none that
have headings.
"""

import re
from collections.abc import Mapping, Sequence
from functools import cache
from typing import Literal

from planparse.grammar.lexicon import Lexicon
from planparse.grammar.wordlists import Headings
from planparse.text.characters import COLONS, FULL_STOPS, ROUND, SEMICOLONS
from planparse.tree import Node, Span

_Vote = Literal["heading", "sentence", "perhaps", "text", "noted", ""]
"""What an item shows: a heading, a sentence for one, perhaps a sentence, text without a
heading, one sentence that a note follows, or nothing."""

_NOTES = re.compile(
    rf"(?:[{ROUND.opening}][^{ROUND.opening}{ROUND.closing}]*[{ROUND.closing}][。；;]?\s*)+"
)
_BRACKETED = re.compile(
    rf"[{ROUND.opening}][^{ROUND.opening}{ROUND.closing}]*[{ROUND.closing}]"
)
_CLOSED = tuple(FULL_STOPS + COLONS)
_NAME = 8
"""Words on who acts that are no longer may be a heading: 成员单位职责; a choice."""
_INSIDE = re.compile(r"[，,]|[。！？；;].")
"""What a sentence has inside that is more than one clause."""


def in_one_manner(
    text: str,
    nodes: Sequence[Node],
    lexicon: Lexicon,
    marked: Mapping[int, int],
) -> tuple[Node, ...]:
    """Return the children of a node, those of a series of sentences without headings.

    `marked` are spans of the text, from start to end, that marks show to be headings.
    """
    series: dict[int, list[int]] = {}
    for place, node in enumerate(nodes):
        if node.kind == "section" and node.family is not None:
            family = lexicon.families[node.family]
            if not (family.untitled or family.spoken):
                series.setdefault(node.family, []).append(place)
    judged = list(nodes)
    for places in series.values():
        items = [nodes[place] for place in places]
        if any(_is_marked(item, marked) for item in items):
            continue
        votes = [_vote(text, item, lexicon.words.headings) for item in items]
        dropped = _without_headings(text, items, votes)
        for place, item, vote in zip(places, items, votes, strict=True):
            if dropped or (vote == "noted" and "heading" not in votes):
                judged[place] = _as_sentence(text, item)
    return tuple(judged)


def _without_headings(text: str, items: Sequence[Node], votes: Sequence[_Vote]) -> bool:
    """Return whether the items of a series are sentences.

    They are if more of them show this than have headings, and no more headings than
    sentences stand before other text; or if the items before the last end in semicolons.
    """
    headings, sentences = votes.count("heading"), votes.count("sentence")
    either = sentences + votes.count("perhaps")
    if either >= headings and sentences + votes.count("text") > headings:
        return either > 0
    ends = [text[item.text.end - 1] for item in items[:-1] if not item.children]
    return len(ends) > 1 and all(end in SEMICOLONS for end in ends)


def _vote(text: str, item: Node, words: Headings) -> _Vote:
    """Return what an item shows by itself."""
    heading, own = item.heading, item.text
    if heading.start == heading.end:
        return "text" if _INSIDE.search(text, own.start, own.end - 1) else ""
    if own.start == own.end:
        has_sections = any(child.kind == "section" for child in item.children)
        return "heading" if has_sections else ""
    if text[heading.end] not in _CLOSED:
        return "heading"
    if _NOTES.fullmatch(text, own.start, own.end):
        return "noted"
    first = _BRACKETED.sub("", text[heading.start : heading.end])
    if first.startswith(words.actors) and len(first) > _NAME:
        return "sentence"
    found = {match.lastindex for match in _sentence(words).finditer(first)}
    return "sentence" if 1 in found else "perhaps" if 2 in found else "heading"


def _as_sentence(text: str, item: Node) -> Node:
    """Return an item whose heading is the beginning of its text."""
    heading, own = item.heading, item.text
    if heading.start == heading.end or text[heading.end : own.end][:1] not in _CLOSED:
        return item
    nowhere = Span(heading.start, heading.start)
    return item._replace(heading=nowhere, text=Span(heading.start, own.end))


def _is_marked(item: Node, marked: Mapping[int, int]) -> bool:
    """Return whether marks show a heading at an item."""
    return item.start in marked or item.heading.start in marked


@cache
def _sentence(words: Headings) -> re.Pattern[str]:
    """Find words that sentences have (group 1) or may have (group 2), and headings have not.

    In other words headings may have them inside.
    """
    kept, sure, prose = (
        "|".join(map(re.escape, entries))
        for entries in (words.kept, words.sentences, words.prose)
    )
    return re.compile(f"{kept}|({sure})|({prose})")
