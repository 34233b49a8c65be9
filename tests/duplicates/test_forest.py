"""A spanning forest: what hangs together, and by which links."""

from collections.abc import Iterator
from contextlib import contextmanager

from hypothesis import given
from hypothesis import strategies as st

from planparse.duplicates.database import temporary_database
from planparse.duplicates.forest import Forest, Tie

THINGS = range(21)
LINKS = st.lists(
    st.tuples(st.sampled_from(THINGS), st.sampled_from(THINGS)), max_size=40
)


@contextmanager
def forest(links: list[tuple[int, int]]) -> Iterator[Forest]:
    with temporary_database() as database:
        made = Forest(database, len(THINGS))
        for number, (one, other) in enumerate(links):
            if made.root(one) != made.root(other):
                made.link(one, other, Tie(number, 1))
        yield made


def trees(made: Forest) -> list[list[int]]:
    """The things of each tree that has several."""
    roots = {made.root(node) for node in made.linked()}
    return [[node for node in THINGS if made.root(node) == root] for root in roots]


@given(LINKS)
def test_what_is_linked_is_in_one_tree_and_each_thing_hangs_on_one_before_it(links):
    with forest(links) as made:
        assert all(made.root(one) == made.root(other) for one, other in links)
        for tree in trees(made):
            assert made.root(tree[-1]) == min(tree)
            assert len(tree) > 1
            for first in tree:
                branches = [*made.branches(first)]
                assert sorted(each.node for each in branches) == tree
                seen = {first}
                for branch in branches[1:]:
                    assert branch.parent in seen
                    seen.add(branch.node)


def test_a_branch_has_the_tie_that_it_was_linked_by():
    with forest([(0, 2), (2, 1)]) as made:
        assert [*made.branches(0)] == [
            (0, None, None),
            (2, 0, (0, 1)),
            (1, 2, (1, 1)),
        ]
