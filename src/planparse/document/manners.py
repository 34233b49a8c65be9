"""Judge the headings of a series together: a series is written in one manner.

Rules of procedure have no headings: the first of several sentences in an item is one like
the others (`二、河长召集会议。会议每月一次。`), and so is the first in the last item of a list
(`（三）市政府规定的其他情形。办法由水务局制定。`). An item that is one sentence with a note in
brackets behind it (`（一）设立受理窗口。（负责部门：水务局）`) is a sentence among none that
have headings.
"""

import re
from collections.abc import Mapping, Sequence
from functools import cache, lru_cache
from typing import Literal

from planparse.grammar.lexicon import Lexicon
from planparse.grammar.wordlists import Headings
from planparse.text.characters import COLONS, FULL_STOPS, ROUND, SEMICOLONS
from planparse.text.expressions import any_of
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
_LEXICONS = 8
"""For so many grammars it is kept which families have headings; a choice."""
_INSIDE = re.compile(r"[，,]|[。！？；;].")
"""What a sentence has inside that is more than one clause."""


class Manners:
    """Judges the series of one document by the word lists of a lexicon."""

    def __init__(self, text: str, lexicon: Lexicon, marked: Mapping[int, int]) -> None:
        """Take the text of the document.

        `marked` are spans of the text, from start to end, that marks show to be headings.
        """
        self._text, self._marked = text, marked
        self._words = lexicon.words.headings
        self._headed = _headed(lexicon)

    def in_one_manner(self, nodes: Sequence[Node]) -> tuple[Node, ...]:
        """Return the children of a node, those of a series of sentences without headings."""
        series: dict[int, list[int]] = {}
        for place, node in enumerate(nodes):
            if node.family in self._headed:
                assert node.family is not None
                series.setdefault(node.family, []).append(place)
        judged = list(nodes)
        for places in series.values():
            items = [nodes[place] for place in places]
            if all(item.heading.start == item.heading.end for item in items):
                continue  # they have none to lose
            if self._marked and any(map(self._is_marked, items)):
                continue
            votes = [self._vote(item) for item in items]
            dropped = _without_headings(self._text, items, votes)
            if not dropped and "noted" not in votes:
                continue
            for place, item, vote in zip(places, items, votes, strict=True):
                if dropped or (vote == "noted" and "heading" not in votes):
                    judged[place] = _as_sentence(self._text, item)
        return tuple(judged)

    def _is_marked(self, item: Node) -> bool:
        """Return whether marks show a heading at an item."""
        return item.start in self._marked or item.heading.start in self._marked

    def _vote(self, item: Node) -> _Vote:
        """Return what an item shows by itself."""
        text, heading, own = self._text, item.heading, item.text
        if heading.start == heading.end:
            return "text" if _INSIDE.search(text, own.start, own.end - 1) else ""
        if own.start == own.end:
            return "heading" if _has_sections(item) else ""
        if text[heading.end] not in _CLOSED:
            return "heading"
        if _NOTES.fullmatch(text, own.start, own.end):
            return "noted"
        first = _BRACKETED.sub("", text[heading.start : heading.end])
        if first.startswith(self._words.actors) and len(first) > _NAME:
            return "sentence"
        found = _sentence(self._words).findall(first)
        words = [word for word in found if word not in self._words.kept]
        if any(word in self._words.sentences for word in words):
            return "sentence"
        return "perhaps" if words else "heading"


def _without_headings(text: str, items: Sequence[Node], votes: Sequence[_Vote]) -> bool:
    """Return whether the items of a series are sentences.

    They are if more of them show this than have headings, and no more headings than
    sentences stand before other text; or if the items before the last end in semicolons.
    """
    headings, sentences = votes.count("heading"), votes.count("sentence")
    either = sentences + votes.count("perhaps")
    if either >= headings and sentences + votes.count("text") > headings:
        return either > 0
    plain = 0
    for item in items[:-1]:
        if not item.children:
            if text[item.text.end - 1] not in SEMICOLONS:
                return False
            plain += 1
    return plain > 1


def _has_sections(item: Node) -> bool:
    """Return whether sections stand below an item."""
    return any(child.kind == "section" for child in item.children)


def _as_sentence(text: str, item: Node) -> Node:
    """Return an item whose heading is the beginning of its text."""
    heading, own = item.heading, item.text
    if heading.start == heading.end or text[heading.end : own.end][:1] not in _CLOSED:
        return item
    nowhere = Span(heading.start, heading.start)
    return item._replace(heading=nowhere, text=Span(heading.start, own.end))


@lru_cache(_LEXICONS)
def _headed(lexicon: Lexicon) -> frozenset[int]:
    """Return the families whose items may have headings."""
    return frozenset(
        family.place
        for family in lexicon.families
        if not (family.untitled or family.spoken)
    )


@cache
def _sentence(words: Headings) -> re.Pattern[str]:
    """Find words that sentences have or may have, and words of headings with them inside.

    All ways to match begin with a plain character, which makes the search fast.
    """
    return re.compile(any_of([*words.kept, *words.sentences, *words.prose]))
