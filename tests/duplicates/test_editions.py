"""Which plan of a series groups are: what may be joined, step by step as a dictionary says it."""

from hypothesis import given
from hypothesis import strategies as st

from planparse.duplicates.database import temporary_database
from planparse.duplicates.editions import Editions
from planparse.duplicates.titles import Titled

COUNT = 12
NUMBERS = st.sampled_from([("2023",), ("2024",), ("2024", "3"), ("3",), ()])
TITLES = st.builds(
    Titled,
    st.sampled_from(["", "防汛要点", "绿化要点", "河道清淤方案"]),
    NUMBERS,
    st.just("final"),
    st.none(),
)
STEPS = st.lists(st.tuples(*[st.integers(0, COUNT - 1)] * 2), max_size=40)


def may_join(one: list[Titled], other: list[Titled]) -> bool:
    """What `Editions` promises of two groups by the titles of all their members."""
    numbers = [{title.name: title.numbers} for title in one + other]
    if any(
        a[name] != b.get(name, a[name])
        for a in numbers
        for b in numbers
        for name in a
        if name
    ):
        return False
    years = [common(group) for group in (one, other)]
    return not all(years) or not years[0].isdisjoint(years[1])


def common(titles: list[Titled]) -> frozenset[str]:
    """The years that all titles have which have any."""
    named = [title.years for title in titles if title.years]
    return frozenset.intersection(*named) if named else frozenset()


@given(st.lists(TITLES, min_size=COUNT, max_size=COUNT), STEPS)
def test_groups_are_joined_unless_that_ties_two_plans_of_a_series_together(
    titles, steps
):
    groups = {number: [number] for number in range(COUNT)}
    with temporary_database() as database:
        editions = Editions(database, COUNT)
        for one, other in steps:
            first, second = (
                next(root for root, group in groups.items() if number in group)
                for number in (one, other)
            )
            if first == second:
                continue
            for root in (first, second):
                editions.add(root, titles[root])
            low, high = sorted((first, second))
            said = [[titles[at] for at in groups[root]] for root in (first, second)]
            joined = editions.join(first, second, into=low)
            assert joined == may_join(*said)
            if joined:
                groups[low] += groups.pop(high)
