"""What `track` says of real reports: verdicts drawn at random, to be read; or held against those of readers.

    python -m benchmarks.track [--seed N] [--count N] REPORT…
    python -m benchmarks.track --judged YEARS.yaml…

Reports are given oldest first, and each is held against the next. A file of judged years names two reports (`old` and
`new`, each with its `file`, beside it) and `outcomes`: where a target stands in the old one (`old_at` or `target_at`, with
its text `old_text` or `target`) and what the review says of it: reached, missed, `not mentioned`, or unclear.
"""

import argparse
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from random import Random
from typing import Any

import yaml

from planparse.compare.comparison import edition
from planparse.compare.items import Edition
from planparse.grammar.shipped import lexicon
from planparse.pipeline import parse
from planparse.promises.outcomes import Outcome, Report
from planparse.promises.passages import Passage, on_one_line
from planparse.promises.text import place
from planparse.promises.tracking import track
from planparse.promises.words import VERDICTS, shortfall
from planparse.text.encoding import decode

JUDGED = ("reached", "missed", "unclear", "not mentioned")
NOT_JUDGED = "no target"
Judgement = Mapping[str, Any]


def read(path: Path) -> Edition:
    """Read a report."""
    words = lexicon()
    return edition(parse(decode(path.read_bytes(), path.name), words), words)


def cited(name: str, passage: Passage | None, report: Report) -> Iterator[str]:
    """Yield a passage, where there is one."""
    if passage is not None:
        yield f"    {name:8} {place(passage, report)}  {on_one_line(passage.text)}"


def drawn(paths: Sequence[Path], seed: int, count: int) -> Iterator[str]:
    """Yield verdicts drawn at random, each with its passages."""
    tracked = track([read(path) for path in paths])
    every = [(at, outcome) for at, step in enumerate(tracked.steps) for outcome in step]
    found = Counter(outcome.verdict for _, outcome in every)
    yield ", ".join(f"{found[verdict]} {verdict}" for verdict in VERDICTS)
    chosen = sorted(Random(seed).sample(range(len(every)), min(count, len(every))))
    for number, index in enumerate(chosen, 1):
        at, outcome = every[index]
        old, new = tracked.reports[at : at + 2]
        result = f" → {outcome.result.words}" if outcome.result else ""
        yield f"{number}. {outcome.verdict}  {outcome.words}{result} {shortfall(outcome)}"
        yield from cited("promised", outcome.promise, old)
        yield from cited("told", outcome.passage, new)
        yield from cited("next", outcome.restated, new)


def said_of(judged: Judgement, outcomes: Sequence[Outcome]) -> str:
    """Return the verdict on the target that a reader judged, NOT_JUDGED where there is none."""
    start = judged["target_at"] if "target_at" in judged else judged["old_at"]
    end = start + len(judged["target"] if "target_at" in judged else judged["old_text"])
    for outcome in outcomes:
        fact = outcome.target.fact if outcome.target else {"start": end, "end": start}
        if fact["start"] < end and start < fact["end"]:
            return outcome.verdict
    return NOT_JUDGED


def table(paths: Sequence[Path]) -> Iterator[str]:
    """Yield a table in Markdown: what readers said, against the verdicts."""
    counts: Counter[tuple[str, str]] = Counter()
    for path in paths:
        gold = yaml.safe_load(path.read_text(encoding="utf-8"))
        pair = [read(path.parent / gold[side]["file"]) for side in ("old", "new")]
        (step,) = track(pair).steps
        for judged in gold["outcomes"]:
            said = judged.get("verdict", judged.get("outcome"))
            said = "unclear" if said == "unsure" else said
            counts[said, said_of(judged, step)] += 1
    verdicts = (*VERDICTS, NOT_JUDGED)
    yield f"| readers | {' | '.join(verdicts)} |"
    yield f"|---|{'--:|' * len(verdicts)}"
    for said in JUDGED:
        cells = " | ".join(str(counts[said, verdict] or "") for verdict in verdicts)
        yield f"| {said} | {cells} |"


def main() -> None:
    """Draw, or hold against what was judged."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks.track")
    parser.add_argument("paths", nargs="+", type=Path)
    parser.add_argument("--judged", action="store_true")
    parser.add_argument("--seed", type=int, default=0)
    parser.add_argument("--count", type=int, default=100)
    given = parser.parse_args()
    lines = (
        table(given.paths)
        if given.judged
        else drawn(given.paths, given.seed, given.count)
    )
    for line in lines:
        print(line)


if __name__ == "__main__":
    main()
