"""Scores → the page docs/accuracy.md: the figures, how honest the margins are, where a figure falls short."""

from collections.abc import Mapping, Sequence
from pathlib import Path

from benchmarks.stress.clean import Clean
from benchmarks.stress.score import BINS, Score, total


FEW = 100


def share(part: int, whole: int) -> str:
    """A part as per cent of a whole, cut off, not rounded: 100 % is all. Of a few, how many."""
    if whole < FEW:
        return f"{part} of {whole}" if whole else "–"
    return f"{part * 10_000 // whole / 100:.2f} %"


SHARES = (
    ("paths", "right", "nodes"),
    ("read right", "right", "read"),
    ("holes: precision", "claimed right", "claimed"),
    ("recall", "found", "proven"),
    ("joins: precision", "joined right", "joined"),
    ("recall", "breaks joined", "breaks"),
    ("glyphs: precision", "repaired right", "repaired"),
    ("recall", "repaired right", "glyphs"),
    ("documents", "documents right", "documents"),
)
"""The columns: each a tally as a share of another."""


def row(name: str, score: Score) -> str:
    """One line of the table."""
    tally = score.tally
    shares = (share(tally[part], tally[whole]) for _, part, whole in SHARES)
    return f"| {name} | {score.runs} | {tally['nodes']} | {' | '.join(shares)} |"


def table(scores: Mapping[str, Score]) -> str:
    """The figures, kind by kind."""
    head = ("damage", "runs", "nodes", *(name for name, _, _ in SHARES))
    lines = [f"| {' | '.join(head)} |", f"|---|{'--:|' * (len(head) - 1)}"]
    lines += [row(name, score) for name, score in scores.items()]
    return "\n".join([*lines, row("**all**", total(list(scores.values())))])


def margins(score: Score) -> str:
    """How often a reading of some margin is right."""
    lines = ["| margin | readings | right |", "|---|--:|--:|"]
    for bound, upto in zip(BINS, (*BINS[1:], None), strict=True):
        right, wrong = score.sure[bound, True], score.sure[bound, False]
        name = f"{bound:g} to {upto:g}" if upto is not None else "no doubt"
        lines.append(f"| {name} | {right + wrong} | {share(right, right + wrong)} |")
    return "\n".join(lines)


def page(scores: Mapping[str, Score], documents: Sequence[Clean], seeds: int) -> str:
    """The whole page."""
    return (
        Path(__file__)
        .with_name("accuracy.md")
        .read_text(encoding="utf-8")
        .format(
            documents=len(documents),
            characters=sum(len(clean.text) for clean in documents),
            seeds=seeds,
            table=table(scores),
            margins=margins(total(list(scores.values()))),
        )
    )
