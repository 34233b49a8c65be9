"""Prices estimated on plans that people have corrected: what gets better, and what worse.

What a plan is read as with its corrections is the truth. What nobody corrected is taken
to be right as it is read.
"""

from collections.abc import Iterator, Sequence
from functools import partial
from typing import NamedTuple

from planparse.learning.estimate import (
    Change,
    Example,
    changed,
    changes,
    estimated,
    gains_of,
    grammar_of,
    shipped_prices,
    with_asked,
)
from planparse.pipeline import parse
from planparse.text.corrections import NONE
from planparse.text.encoding import Source
from planparse.tree import HOLDERS, Node, Parsed

_Outline = frozenset[tuple[int, int]]
"""Where each section, heading, gap and document begins, and what it stands below begins."""
_LEAST = 3
"""On fewer plans it cannot be told whether prices hold for others. A choice."""


class Estimate(NamedTuple):
    """What estimated prices do to plans.

    `prices` are those that changed. `before` and `after` are where each plan is read
    wrongly. `held_out` counts the wrong places of corrected plans before and after, each
    read by prices estimated on the others; None for too few of them.
    """

    prices: dict[str, float]
    before: tuple[frozenset[int], ...]
    after: tuple[frozenset[int], ...]
    held_out: tuple[int, int] | None

    @property
    def wrong(self) -> tuple[int, int]:
        """How many places were wrong, and how many are."""
        return sum(map(len, self.before)), sum(map(len, self.after))


def is_corrected(source: Source) -> bool:
    """Return whether something is said of a text that fits it."""
    return bool(source.corrections.fitting)


def estimate(sources: Sequence[Source]) -> Estimate:
    """Estimate prices on plans, those of which something is said first among them."""
    prices = shipped_prices()
    grammar = grammar_of({})
    truths = [
        outline(parse(one, grammar, repair=False, check=False)) for one in sources
    ]
    examples = [
        with_asked(
            Example(
                one.path, one._replace(corrections=NONE), partial(_count, truth=truth)
            )
        )
        for one, truth in zip(sources, truths, strict=True)
    ]
    wrong = [example.wrong(grammar) for example in examples]
    corrected = [place for place, one in enumerate(sources) if is_corrected(one)]
    found = _helpful(examples, corrected, wrong)
    best = estimated(examples, range(len(examples)), prices, wrong, found)
    grammars = grammar, grammar_of(best)
    before, after = (
        tuple(
            _wrong(example.read(each), truth)
            for example, truth in zip(examples, truths, strict=True)
        )
        for each in grammars
    )
    held_out = None
    if len(corrected) >= _LEAST:
        held_out = (
            sum(wrong[place] for place in corrected),
            sum(_held_out(examples, place, wrong, found) for place in corrected),
        )
    return Estimate(changed(prices, best), before, after, held_out)


def outline(parsed: Parsed) -> _Outline:
    """Return the outline of a parse: where its parts begin, each with what it stands below."""
    roots = [document.root for document in parsed.documents]
    return frozenset(
        entry for root in roots for entry in ((root.start, -1), *_below(root))
    )


def _below(node: Node) -> Iterator[tuple[int, int]]:
    """Yield the outline below a node; a gap is told from what begins at the same place."""
    for child in node.children:
        if child.kind in HOLDERS:
            yield child.start, node.start
            yield from _below(child)
        elif child.kind == "lacuna":
            yield child.start, -2 - node.start


def _wrong(parsed: Parsed, truth: _Outline) -> frozenset[int]:
    """Return where a parse has another outline than the true one."""
    return frozenset(start for start, _ in outline(parsed) ^ truth)


def _count(parsed: Parsed, truth: _Outline) -> int:
    """Return at how many places a parse has another outline than the true one."""
    return len(_wrong(parsed, truth))


def _helpful(
    examples: Sequence[Example], corrected: Sequence[int], wrong: Sequence[int]
) -> list[Change]:
    """Return the changes that gain in what people have corrected, with what they do to all."""
    prices = shipped_prices()
    own = [examples[place] for place in corrected]
    own_wrong = [wrong[place] for place in corrected]
    return [
        one._replace(
            gains=gains_of(examples, one.name, {**prices, one.name: one.price}, wrong)
        )
        for one in changes(own, prices, own_wrong)
        if sum(one.gains) > 0
    ]


def _held_out(
    examples: Sequence[Example],
    held: int,
    wrong: Sequence[int],
    found: Sequence[Change],
) -> int:
    """Return how much is wrong in one plan by prices that are best in the others."""
    others = [place for place in range(len(examples)) if place != held]
    best = estimated(examples, others, shipped_prices(), wrong, found)
    return examples[held].wrong(grammar_of(best))
