"""Prints docs/accuracy.md: clean documents damaged by seed, and how much of the truth the parser still finds.

    python -m benchmarks.stress [--documents N] [--seeds N] [--kind NAME]… [--texts FOLDER] [--verbose] [> docs/accuracy.md]

The whole page, 100 documents by 10 seeds, takes about ten minutes; 25 documents by 2 seeds, half a minute.
Documents and seeds are the first of those of a longer run, so that what a small sample shows is in the whole one.

`--verbose` prints every miss instead of the page, one a line: kind, document, seed, line, measure, expected, got.
"""

import argparse
import gc
import sys
from pathlib import Path

from benchmarks.stress import page
from benchmarks.stress.clean import choose, texts
from benchmarks.stress.kinds import KINDS
from benchmarks.stress.score import Score, run, total
from benchmarks.stress.words import divide
from benchmarks.text import CORPUS, ROOT
from planparse.grammar.shipped import lexicon


def main() -> int:
    """Run all kinds of damage on all documents with all seeds."""
    options = argparse.ArgumentParser(
        description="Clean documents damaged by seed, and what the parser makes of them."
    )
    options.add_argument("--documents", type=int, default=100, metavar="N")
    options.add_argument("--seeds", type=int, default=10, metavar="N")
    options.add_argument(
        "--kind", action="append", choices=[kind.name for kind in KINDS], dest="kinds"
    )
    options.add_argument(
        "--verbose", action="store_true", help="print every miss instead of the page"
    )
    options.add_argument(
        "--texts",
        type=Path,
        default=CORPUS,
        metavar="FOLDER",
        help="the folder of real texts (default: %(default)s)",
    )
    asked = options.parse_args()
    real = asked.texts.is_dir()
    if not real:
        print(
            f"benchmarks.stress: no folder {asked.texts}: the samples are measured",
            file=sys.stderr,
        )
    folder = asked.texts if real else ROOT / "samples"
    gc.disable()
    words = lexicon()
    documents = choose(asked.documents, words, divide, texts(folder))
    if not documents:
        sys.exit(
            "benchmarks.stress: no document is clean by the rule of benchmarks/stress/clean.py"
        )
    titled = [clean for clean in documents if clean.titled]
    scores: dict[str, Score] = {}
    for kind in KINDS:
        if asked.kinds and kind.name not in asked.kinds:
            continue
        found = []
        for place, clean in enumerate(documents):
            for seed in range(asked.seeds):
                if kind.pair and not titled:
                    break
                other = titled[(place + seed) % len(titled)] if kind.pair else clean
                score = run(kind, clean, other, seed, words)
                if score is not None:
                    found.append(score)
        scores[kind.name] = total(found)
    if asked.verbose:
        for score in scores.values():
            for miss in score.misses:
                print(*miss, sep="\t")
    else:
        print(page.page(scores, documents, asked.seeds, real=real), end="")
    return 0


if __name__ == "__main__":
    sys.exit(main())
