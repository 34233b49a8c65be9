"""What a splitter's chunks are worth: which questions are answered, and how sure that is."""

from collections.abc import Sequence
from math import comb, sqrt
from statistics import fmean
from typing import NamedTuple

from benchmarks.retrieval.search import best
from benchmarks.retrieval.splitters import Piece, Splitter
from benchmarks.retrieval.texts import Place, Text

MOST = 10
"""So many of the best chunks are looked at."""
SURE = 1.96
"""Standard deviations of an interval that holds the true share in 95 of 100 cases."""


class Answer(NamedTuple):
    """What became of one question.

    `rank` is that of the first chunk with at least half of the answer, from 1; `whole`
    that of the first with all of it; None where it is not among the best. `kept` says
    whether any chunk of all has the whole answer.
    """

    rank: int | None
    whole: int | None
    kept: bool


class Score(NamedTuple):
    """What became of all questions, by one splitter at one limit."""

    name: str
    rival: str
    limit: int
    mean: float
    answers: tuple[Answer, ...]


def covered(piece: Piece, place: Place) -> float:
    """Return the part of an answer that a piece of the same text has."""
    shared = min(piece.end, place.end) - max(piece.start, place.start)
    return max(0, shared) / (place.end - place.start)


def score(
    splitter: Splitter,
    limit: int,
    texts: Sequence[Text],
    asked: Sequence[str],
    places: Sequence[Sequence[Place]],
) -> Score:
    """Return what becomes of questions whose answers stand at places."""
    pieces: list[Piece] = []
    owners: list[int] = []
    for owner, text in enumerate(texts):
        cut = splitter.split(text, limit)
        pieces += cut
        owners += [owner] * len(cut)
    found = best([f"{one.before}\n{one.words}" for one in pieces], asked, MOST)
    of_text: dict[int, list[Piece]] = {}
    for owner, piece in zip(owners, pieces, strict=True):
        of_text.setdefault(owner, []).append(piece)

    def part(number: int, where: Sequence[Place]) -> float:
        return max(
            (
                covered(pieces[number], place)
                for place in where
                if place.text == owners[number]
            ),
            default=0,
        )

    answers = []
    for numbers, where in zip(found, places, strict=True):
        parts = [part(number, where) for number in numbers]
        answers.append(
            Answer(
                rank=next((at for at, one in enumerate(parts, 1) if one >= 0.5), None),
                whole=next((at for at, one in enumerate(parts, 1) if one == 1), None),
                kept=any(
                    covered(piece, place) == 1
                    for place in where[:1]
                    for piece in of_text[place.text]
                ),
            )
        )
    mean = fmean(len(piece.words) for piece in pieces)
    return Score(splitter.name, splitter.rival, limit, mean, tuple(answers))


def hits(of: Score, upto: int) -> list[bool]:
    """Return for each question whether one of so many chunks has at least half of its answer."""
    return [one.rank is not None and one.rank <= upto for one in of.answers]


def wholes(of: Score, upto: int) -> list[bool]:
    """Return for each question whether one of so many chunks has its whole answer."""
    return [one.whole is not None and one.whole <= upto for one in of.answers]


def interval(right: int, of: int) -> tuple[float, float]:
    """Return Wilson's interval of a share."""
    share, z = right / of, SURE * SURE / of
    middle = (share + z / 2) / (1 + z)
    half = SURE / (1 + z) * sqrt(share * (1 - share) / of + z / (4 * of))
    return max(0.0, middle - half), min(1.0, middle + half)


def chance(here: Sequence[bool], there: Sequence[bool]) -> tuple[int, int, float]:
    """Return how many questions only the one answers, how many only the other, and a chance.

    It is how likely a difference as large is by chance alone (McNemar's exact test).
    """
    ours = sum(one and not other for one, other in zip(here, there, strict=True))
    theirs = sum(other and not one for one, other in zip(here, there, strict=True))
    count = ours + theirs
    tail = sum(comb(count, upto) for upto in range(min(ours, theirs) + 1))
    return ours, theirs, min(1.0, tail / 2 ** max(0, count - 1))
