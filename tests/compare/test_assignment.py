from itertools import permutations

from hypothesis import given
from hypothesis import strategies as st

from planparse.compare.assignment import assign

weights = st.dictionaries(st.integers(0, 4), st.integers(1, 40), max_size=5)
graphs = st.dictionaries(st.integers(0, 4), weights, max_size=5)


def best(edges: dict[int, dict[int, int]]) -> int:
    """The weight of the best assignment, all of them tried."""
    return max(
        sum(edges.get(left, {}).get(right, 0) for left, right in enumerate(order))
        for order in permutations(range(5))
    )


@given(graphs)
def test_no_assignment_weighs_more(edges: dict[int, dict[int, int]]) -> None:
    found = assign(edges)
    assert len(set(found.values())) == len(found)
    assert sum(edges[left][right] for left, right in found.items()) == best(edges)


def test_two_good_pairs_are_better_than_the_best_and_a_bad_one() -> None:
    assert assign({0: {0: 10, 1: 9}, 1: {0: 9, 1: 1}}) == {0: 1, 1: 0}


def test_one_that_is_worth_more_to_another_stays_alone() -> None:
    assert assign({0: {0: 3}, 1: {0: 5}}) == {1: 0}


def test_nothing_to_assign() -> None:
    assert assign({}) == assign({0: {}}) == {}
