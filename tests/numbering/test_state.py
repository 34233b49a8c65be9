"""The open levels: which holds a marker, which is the innermost, how deep they stand."""

from planparse.numbering.state import (
    OpenLevel,
    State,
    depth_below,
    has_parent,
    holding,
    innermost,
)

OUTER = OpenLevel(family=0, ordinal=1, depth=0)
LOST = OpenLevel(family=0, ordinal=2, depth=0, real=False)
BELOW_LOST = OpenLevel(family=1, ordinal=1, depth=0)
INLINE = OpenLevel(family=1, ordinal=2, depth=1, line=7)


def test_a_lost_level_adds_no_depth() -> None:
    assert depth_below(()) == 0
    assert depth_below((LOST,)) == 0
    assert depth_below((LOST, BELOW_LOST)) == 1
    assert depth_below((OUTER, INLINE)) == 2


def test_the_innermost_level_of_a_family_is_found() -> None:
    nested = (OUTER, INLINE, OpenLevel(family=0, ordinal=1, depth=2))
    assert innermost(nested, 0) == 2
    assert innermost(nested, 1) == 1
    assert innermost(nested, 5) == -1
    assert innermost((), 0) == -1


def test_a_series_inside_a_line_holds_nothing_of_another_line() -> None:
    assert holding((OUTER, INLINE), line=7) == 2
    assert holding((OUTER, INLINE), line=8) == 1
    assert holding((OUTER, INLINE), line=-1) == 1
    assert holding((OUTER,), line=3) == 1


def test_a_decimal_prefix_counts_the_sections_above_or_those_beside() -> None:
    below = OpenLevel(family=1, ordinal=3, depth=1, prefix=(1,))
    state = State((OUTER, below), {}, frozenset())
    assert has_parent(state, (1, 3), family=2)
    assert has_parent(state, (1,), family=1)
    assert not has_parent(state, (2,), family=2)
    assert not has_parent(State((), {}, frozenset()), (1,), family=2)
