"""Scores → the page docs/accuracy.md: the figures, how honest the margins are, where a figure falls short."""

from collections import Counter
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import NamedTuple

from benchmarks.stress.clean import Clean
from benchmarks.stress.damage import nothing
from benchmarks.stress.kinds import COPIED, KINDS, MADE, PLAIN, Kind
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


MORE_SHARES = (
    ("running heads set aside", "heads aside", "heads"),
    ("clauses below their article", "clauses right", "clauses"),
    ("closings below what they close", "closings right", "closings"),
    ("wrong decoding told", "garbled told", "garbled"),
    ("lines of a page outside sections", "page lines outside", "page lines"),
    (
        "headings without their number that are levels",
        "bare headings found",
        "bare headings",
    ),
)
"""What only some kinds have."""


def more(scores: Mapping[str, Score]) -> str:
    """The figures that only some kinds have."""
    tally = total(list(scores.values())).tally
    lines = ["| | of | share |", "|---|--:|--:|"]
    lines += [
        f"| {name} | {tally[whole]} | {share(tally[part], tally[whole])} |"
        for name, part, whole in MORE_SHARES
    ]
    return "\n".join(lines)


MEASURES = {
    "path": "node not read, or elsewhere",
    "invented": "node that is none",
    "claimed": "number not missing",
    "lacuna": "hole not seen",
    "joined": "break wrongly closed",
    "break": "break left",
    "repaired": "glyph wrongly repaired",
    "glyph": "glyph left",
    "document": "document not begun, or wrongly",
    "head": "running head left in",
    "clause": "clause elsewhere",
    "closing": "closing elsewhere",
    "garbled": "not told",
    "page": "line of a page in a section",
}
"""The measures of misses, as the table heads them."""


def misses(scores: Mapping[str, Score]) -> str:
    """How many misses there are of each measure, kind by kind."""
    counts = {
        name: Counter(miss.measure for miss in score.misses)
        for name, score in scores.items()
    }
    lines = [
        f"| damage | {' | '.join(MEASURES.values())} |",
        f"|---|{'--:|' * len(MEASURES)}",
    ]
    lines += [
        f"| {name} | {' | '.join(str(found[measure] or '') for measure in MEASURES)} |"
        for name, found in counts.items()
    ]
    return "\n".join(lines)


def margins(score: Score) -> str:
    """How often a reading of some margin is right."""
    lines = ["| margin | readings | right |", "|---|--:|--:|"]
    for bound, upto in zip(BINS, (*BINS[1:], None), strict=True):
        right, wrong = score.sure[bound, True], score.sure[bound, False]
        name = f"{bound:g} to {upto:g}" if upto is not None else "no doubt"
        lines.append(f"| {name} | {right + wrong} | {share(right, right + wrong)} |")
    return "\n".join(lines)


class Aim(NamedTuple):
    """What is aimed at: of the named kinds together, one tally as a share of another, in per cent."""

    says: str
    kinds: tuple[str, ...]
    part: str
    whole: str
    least: float


ALL = tuple(kind.name for kind in PLAIN)
NEW = tuple(kind.name for kind in MADE)
SHARED = tuple(kind.name for kind in COPIED)
AIMS = (
    Aim("nodes with their path, of those that survive", ALL, "right", "nodes", 99.5),
    Aim("lacunae, precision", ALL, "claimed right", "claimed", 99),
    Aim("lacunae, recall of those the numbering proves", ALL, "found", "proven", 97),
    Aim("joins, precision", ALL, "joined right", "joined", 99.9),
    Aim(
        "joins, recall on hard-wrapped text",
        ("hard wrap",),
        "breaks joined",
        "breaks",
        98,
    ),
    Aim(
        "joins, recall on breaks in mid-word",
        ("breaks in mid-word",),
        "breaks joined",
        "breaks",
        95,
    ),
    Aim("glyph repairs that are right", ALL, "repaired right", "repaired", 100),
    *(
        Aim(f"{name}: nodes with their path", (name,), "right", "nodes", 99)
        for name in NEW
        if name != "decoded wrongly"
    ),
    Aim(
        "printed, edited, converted: lacunae, precision",
        NEW,
        "claimed right",
        "claimed",
        99,
    ),
    Aim("running heads set aside", NEW, "heads aside", "heads", 99),
    Aim("clauses below their article", NEW, "clauses right", "clauses", 99),
    Aim("closings below what they close", NEW, "closings right", "closings", 97),
    *(
        aim
        for name in SHARED
        for aim in (
            Aim(f"{name}: nodes with their path", (name,), "right", "nodes", 98),
            Aim(f"{name}: documents", (name,), "documents right", "documents", 99),
        )
    ),
    Aim(
        "lines of a page outside sections",
        SHARED,
        "page lines outside",
        "page lines",
        99,
    ),
    Aim("wrong decoding told, or read rightly", NEW, "garbled told", "garbled", 99),
)


def aims(scores: Mapping[str, Score]) -> str:
    """Each aim against its figure."""
    lines = ["| aim | at least | figure | |", "|---|--:|--:|---|"]
    for aim in AIMS:
        tally = total(
            [score for name, score in scores.items() if name in aim.kinds]
        ).tally
        part, whole = tally[aim.part], tally[aim.whole]
        verdict = "holds" if part * 100 >= aim.least * whole else "**falls short**"
        lines.append(
            f"| {aim.says} | {aim.least:g} % | {share(part, whole)} | {verdict} |"
        )
    return "\n".join(lines)


def kinds() -> str:
    """What each kind of damage does, as its function says."""
    return "\n".join(f"- *{kind.name}*: {_told(kind)}" for kind in KINDS)


def _told(kind: Kind) -> str:
    if kind.garbled:
        return "The whole text is decoded wrongly, by turns GBK as Latin-1, UTF-8 as Latin-1, UTF-8 as GBK, or written in character references."
    if kind.pair and kind.damage is nothing:
        return "A second document with a printed title stands behind the first."
    return " ".join((kind.damage.__doc__ or "").split())


def page(
    scores: Mapping[str, Score],
    documents: Sequence[Clean],
    seeds: int,
    *,
    real: bool,
) -> str:
    """The whole page. `real` says that the documents are no samples of this project."""
    return (
        Path(__file__)
        .with_name("accuracy.template.md")
        .read_text(encoding="utf-8")
        .format(
            documents=len(documents),
            characters=f"{sum(len(clean.text) for clean in documents):,}",
            seeds=seeds,
            texts="real plans, notices, reports and rules"
            if real
            else "the samples of this project",
            kinds=kinds(),
            aims=aims(scores),
            table=table(scores),
            more=more(scores),
            misses=misses(scores),
            margins=margins(total(list(scores.values()))),
        )
    )
