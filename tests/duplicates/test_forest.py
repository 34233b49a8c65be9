"""A spanning forest: what hangs together, and by which links."""

from hypothesis import given
from hypothesis import strategies as st

from planparse.duplicates.forest import Forest

LINKS = st.lists(st.tuples(st.integers(0, 20), st.integers(0, 20)), max_size=40)


def forest(links: list[tuple[int, int]]) -> Forest[int]:
    made: Forest[int] = Forest()
    for tie, (one, other) in enumerate(links):
        if made.root(one) != made.root(other):
            made.link(one, other, tie)
    return made


@given(LINKS)
def test_what_is_linked_is_in_one_tree_and_each_thing_hangs_on_one_before_it(links):
    made = forest(links)
    assert all(made.root(one) == made.root(other) for one, other in links)
    for root, tree in made.trees().items():
        assert root == min(tree)
        for first in tree:
            branches = [*made.branches(first)]
            assert sorted(each.node for each in branches) == tree
            seen = {first}
            for branch in branches[1:]:
                assert branch.parent in seen
                seen.add(branch.node)


def test_a_branch_has_the_tie_that_it_was_linked_by():
    made = forest([(0, 2), (2, 1)])
    assert [*made.branches(0)] == [(0, None, None), (2, 0, 0), (1, 2, 1)]
