"""Pairs of facts: the surest first, few of many weighed, the same on the way back."""

from hypothesis import given
from hypothesis import strategies as st

from planparse.compare.pairing import Keys, partners

FACTS = st.lists(st.tuples(st.sampled_from("元人"), st.integers(0, 4)), max_size=90)


def keys(facts: list[tuple[str, int]]) -> list[Keys]:
    return [Keys(kind, key) for kind, key in facts]


@given(old=FACTS, new=FACTS)
def test_the_way_back_gives_the_same_pairs(
    old: list[tuple[str, int]], new: list[tuple[str, int]]
) -> None:
    def gain(one: tuple[str, int], other: tuple[str, int]) -> int | None:
        return 10 - abs(one[1] - other[1]) if one[1] + other[1] else None

    there = partners(keys(old), keys(new), lambda a, b: gain(old[a], new[b]))
    back = partners(keys(new), keys(old), lambda a, b: gain(new[a], old[b]))
    assert back == {new_place: old_place for old_place, new_place in there.items()}
    assert all(old[a][0] == new[b][0] for a, b in there.items())


def test_the_surest_pair_is_taken_first() -> None:
    worth = {(0, 0): 5, (0, 1): 9, (1, 1): 8}
    found = partners(
        [Keys("元", 0)] * 2, [Keys("元", 0)] * 2, lambda *pair: worth.get(pair)
    )
    assert found == {0: 1}


def test_of_equals_those_at_the_front_are_pairs() -> None:
    found = partners([Keys("元", 0)] * 2, [Keys("元", 0)] * 3, lambda *_: 1)
    assert found == {0: 0, 1: 1}


def test_few_of_very_many_are_weighed() -> None:
    weighed = 0

    def gain(left: int, right: int) -> int:
        nonlocal weighed
        weighed += 1
        return 1000 - abs(left - right)

    many = [Keys("元", place) for place in range(3000)]
    assert partners(many, many, gain) == {place: place for place in range(3000)}
    assert weighed < 10 * 3000


def test_one_of_very_many_is_found_by_its_key() -> None:
    old = [Keys("元", place) for place in range(500)]
    new = [Keys("元", 1000 + place) for place in range(500)] + old[:1]
    found = partners(
        old, new, lambda left, right: 1 if old[left] == new[right] else None
    )
    assert found == {0: 500}
