"""Samples of shingles, and the index that finds what may be one text."""

import sqlite3

import pytest
from hypothesis import given
from hypothesis import strategies as st

from planparse.duplicates.candidates import CandidateIndex
from planparse.duplicates.database import temporary_database
from planparse.duplicates.shingles import sample, shingles
from planparse.errors import PlanparseError
from planparse.grammar.shipped import duplicate_rules
from tests.duplicates.texts import sentences

RULES = duplicate_rules().candidates
WORDS = st.text(st.sampled_from("清淤护坡泵站河道水库堤防"), max_size=300)


@given(WORDS, WORDS)
def test_a_text_is_sampled_the_same_within_another(one, other):
    assert sample(one, 8, 4) <= sample(other + one, 8, 4)


@given(WORDS)
def test_a_sample_of_one_in_one_is_all(words):
    assert len(sample(words, 8, 1)) == len(shingles(words, 8))


def test_a_sample_is_one_shingle_in_so_many():
    words = "".join(sentences(1, 400))
    share = len(sample(words, 8, 16)) / len(shingles(words, 8))
    assert 1 / 20 < share < 1 / 13


def found(*texts: str, **changed: int) -> list[tuple[int, int]]:
    with temporary_database() as database:
        index = CandidateIndex(database, RULES.replaced(**changed))
        for number, words in enumerate(texts):
            index.add(number, words)
        return [(each.first, each.second) for each in index.candidates()]


def test_copies_and_parts_are_candidates_and_the_most_alike_come_first():
    one, other = "".join(sentences(1)), "".join(sentences(2))
    changed = "".join(sentences(1)[:20] + sentences(3, 4))
    assert found(one, other, changed, one + other)[0] == (0, 2)
    assert {*found(one, other, changed, one + other)} >= {(0, 2), (0, 3), (1, 3)}
    assert found(one, other) == []


def test_what_many_texts_share_makes_few_pairs():
    phrase = "".join(sentences(0))
    texts = [phrase + "".join(sentences(seed, 2)) for seed in range(1, 60)]
    assert len(found(*texts, reach=4)) <= 4 * len(texts)
    assert {second for _, second in found(*texts, reach=4)} == {*range(1, len(texts))}


def test_estimates_are_near_the_truth():
    one = "".join(sentences(1, 100))
    with temporary_database() as database:
        index = CandidateIndex(database, RULES)
        index.add(0, one)
        index.add(1, one[: len(one) // 2])
        (candidate,) = index.candidates()
    assert candidate.share == 1
    assert 0.4 < candidate.likeness < 0.6


def full() -> None:
    with temporary_database():
        raise sqlite3.OperationalError("database or disk is full")


def test_a_full_disk_is_told():
    with pytest.raises(PlanparseError, match="temporary folder"):
        full()
