"""Scores → the tables of docs/chunks.md."""

from collections.abc import Iterator, Sequence

from benchmarks.retrieval.score import Score, chance, hits, interval, wholes

HEAD = (
    "chunks",
    "limit",
    "mean",
    "hit at 1",
    "at 5",
    "at 10",
    "whole at 5",
    "whole in a chunk",
    "only planparse, only these",
)
AT = 5
"""So many chunks are what most programs hand on."""


def share(found: Sequence[bool]) -> str:
    """Return a share in per cent."""
    return f"{100 * sum(found) / len(found):.1f}"


def sure(found: Sequence[bool]) -> str:
    """Return a share with its interval."""
    low, high = interval(sum(found), len(found))
    return f"{share(found)} ({100 * low:.0f}–{100 * high:.0f})"


def against(one: Score, scores: Sequence[Score]) -> str:
    """Return which questions only planparse answers, only these, and how likely that is by chance."""
    rival = next(each for each in scores if each.name == one.rival)
    if rival is one:
        return "–"
    ours, theirs, likely = chance(hits(rival, AT), hits(one, AT))
    return f"{ours}, {theirs} ({f'{likely:.2f}' if likely >= 0.01 else '< 0.01'})"


def row(one: Score, scores: Sequence[Score]) -> str:
    """Return the row of a splitter."""
    cells = (
        one.name,
        str(one.limit),
        f"{one.mean:.0f}",
        share(hits(one, 1)),
        sure(hits(one, AT)),
        share(hits(one, 10)),
        share(wholes(one, AT)),
        share([answer.kept for answer in one.answers]),
        against(one, scores),
    )
    return f"| {' | '.join(cells)} |"


def table(scores: Sequence[Score]) -> Iterator[str]:
    """Yield the lines of a table of splitters that are held against each other."""
    yield f"| {' | '.join(HEAD)} |"
    yield "|---|" + "--:|" * (len(HEAD) - 1)
    yield from (row(one, scores) for one in scores)


def halves(tables: Sequence[Sequence[Score]]) -> Iterator[str]:
    """Yield the lines of a table of hits that has odd and even questions apart."""
    heads = [
        f"{part}, {scores[0].limit}" for scores in tables for part in ("odd", "even")
    ]
    yield f"| chunks | {' | '.join(heads)} |"
    yield "|---|" + "--:|" * len(heads)
    for same in zip(*tables, strict=True):
        found = [hits(one, AT) for one in same]
        cells = [share(each[first::2]) for each in found for first in (0, 1)]
        yield f"| {same[0].name} | {' | '.join(cells)} |"
