"""Find the element of a page that holds the document, by what stands in it.

What a page has around the document has few sentences, no numbers, and many links. Names
of elements are hints, which lie in `words/web_pages.yaml`. No numbered line is left out
unless it is a link.
"""

import re
from collections import Counter
from collections.abc import Sequence
from typing import NamedTuple

from planparse.grammar.lexicon import Lexicon
from planparse.readers.html.lines import HtmlLine, HtmlTable
from planparse.readers.html.surroundings import (
    Surroundings,
    is_named,
)
from planparse.readers.html.tree import Element

_ENOUGH = 0.95
"""An element that holds this share of the sentences, and all numbers, holds the document;
a choice."""
_HINTED = 0.5
"""The same for an element whose name says so; a choice."""
_PARTS = frozenset(
    ("p", "tbody", "thead", "tfoot", "tr", "ul", "ol", "dl", "pre", "center")
)
"""Elements that hold no document by themselves."""
_PROSE = 20
"""A line of so many letters counts even where it has no mark of a sentence; a choice."""
_SENTENCE = re.compile("[，。；：、]")


class _Weight(NamedTuple):
    """How many letters of sentences stand in an element, and how many numbered lines."""

    letters: int
    numbers: int


def container_of(
    root: Element, items: Sequence[HtmlLine | HtmlTable], lexicon: Lexicon
) -> Element:
    """Return the innermost element that surely holds the document.

    `items` are the lines and tables of the whole page. An element of a known name that
    holds all numbered lines is taken, of several the outermost; else one goes down from
    the root as long as one element holds nearly all.
    """
    weights = _weights(root, items, lexicon)
    whole = weights.get(root)
    if whole is None or not whole.letters:
        return root
    known = frozenset(lexicon.words.web_pages.containers)
    for element in root.walk():
        weight = weights.get(element)
        if (
            weight is not None
            and is_named(element, known)
            and _holds(weight, whole, _HINTED)
        ):
            return element
    return _innermost(root, weights, whole)


def _innermost(
    root: Element, weights: dict[Element, _Weight], whole: _Weight
) -> Element:
    """Return the innermost element that holds nearly all of the document.

    It is none of those that hold no document by themselves: a row, a list, a paragraph.
    """
    found = at = root
    while True:
        below = (
            each
            for each in at.elements()
            if each in weights and _holds(weights[each], whole, _ENOUGH)
        )
        at = next(below, root)
        if at is root:
            return found
        if at.is_block and at.name not in _PARTS:
            found = at


def _holds(weight: _Weight, whole: _Weight, share: float) -> bool:
    """Return whether an element holds all numbered lines and a share of the sentences."""
    return weight.numbers == whole.numbers and weight.letters >= share * whole.letters


def _weights(
    root: Element, items: Sequence[HtmlLine | HtmlTable], lexicon: Lexicon
) -> dict[Element, _Weight]:
    """Return what stands in each element that holds a sentence or a number.

    Every line adds to its element and to those around it: as lines of one element are
    added together first, this takes a walk up for each element, and deep ones share it.
    Of what stands in a menu or a footer only numbered lines of the document count.
    """
    surroundings = Surroundings(root, items, lexicon)
    letters: Counter[Element] = Counter()
    numbers: Counter[Element] = Counter()
    for item in items:
        for line in _lines(item):
            own = line.letters - line.linked
            is_numbered = isinstance(item, HtmlLine) and surroundings.is_numbered(line)
            if surroundings.hold(line if isinstance(item, HtmlLine) else item):
                continue
            if is_numbered or own >= _PROSE or _SENTENCE.search(line.text):
                letters[line.element] += own
                numbers[line.element] += is_numbered
    return _summed(letters, numbers)


def _summed(
    letters: Counter[Element], numbers: Counter[Element]
) -> dict[Element, _Weight]:
    """Return the sums of elements with all that is in them, the innermost first."""
    depths: dict[Element, int] = {}
    for element in letters:
        path: list[Element] = []
        at: Element | None = element
        while at is not None and at not in depths:
            path.append(at)
            at = at.parent
        depth = depths[at] if at is not None else 0
        for above in reversed(path):
            depth += 1
            depths[above] = depth
    for element in sorted(depths, key=depths.__getitem__, reverse=True):
        if element.parent is not None:
            letters[element.parent] += letters[element]
            numbers[element.parent] += numbers[element]
    return {each: _Weight(letters[each], numbers[each]) for each in depths}


def _lines(item: HtmlLine | HtmlTable) -> list[HtmlLine]:
    """Return a line by itself, or those of a table's cells."""
    if isinstance(item, HtmlLine):
        return [item]
    return [line for row in item.rows for _, cell in row for line in cell]
