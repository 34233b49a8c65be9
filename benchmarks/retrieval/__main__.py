"""Prints the tables of docs/chunks.md: how well chunks of several splitters answer questions.

    python -m benchmarks.retrieval [--texts FOLDER] [--questions FOLDER] [--limit N]…

FOLDER is the archive that is searched. It takes what `pip install '.[bench]'` installs, and
a quarter of an hour for 540 documents.
"""

import argparse
import sys
from pathlib import Path

from benchmarks.retrieval.page import halves, table
from benchmarks.retrieval.questions import QUESTIONS, questions
from benchmarks.retrieval.score import Score, score
from benchmarks.retrieval.splitters import SPLITTERS, limit_for
from benchmarks.retrieval.texts import Finder, StaleError, archive
from benchmarks.text import CORPUS

LIMITS = (800, 400)
OURS = "planparse"


def main() -> int:
    """Print the tables."""
    options = argparse.ArgumentParser(description=(__doc__ or "").split("\n", 1)[0])
    options.add_argument("--texts", type=Path, default=CORPUS, metavar="FOLDER")
    options.add_argument("--questions", type=Path, default=QUESTIONS, metavar="FOLDER")
    options.add_argument("--limit", type=int, action="append", metavar="N")
    given = options.parse_args()
    asked, texts = questions(given.questions), archive(given.texts)
    if not (asked and texts):
        options.error(
            f"no questions in {given.questions}, or no texts in {given.texts}"
        )
    finder = Finder(texts)
    try:
        places = [finder.places(one) for one in asked]
    except StaleError as stale:
        sys.exit(f"benchmarks.retrieval: {stale}")
    said = [one.question for one in asked]
    print(f"{len(asked)} questions, {len(texts)} texts")
    same_limit: list[list[Score]] = []
    for limit in given.limit or LIMITS:
        found = [score(each, limit, texts, said, places) for each in SPLITTERS]
        same_limit.append(found)
        print(f"\nOf at most {limit} characters:\n")
        print("\n".join(table(found)), flush=True)
        mean = found[0].mean
        print(f"\nOf {mean:.0f} characters on the average:\n")
        same_mean = [
            one
            if each.name.startswith(OURS)
            else score(
                each,
                limit_for(each, texts, mean, round(limit * mean / one.mean)),
                texts,
                said,
                places,
            )
            for each, one in zip(SPLITTERS, found, strict=True)
        ]
        print("\n".join(table(same_mean)), flush=True)
    print("\nHits at 5, of odd and of even questions, by limit:\n")
    print("\n".join(halves(same_limit)))
    return 0


if __name__ == "__main__":
    sys.exit(main())
