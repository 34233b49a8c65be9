"""Where gaps lie, and which are one."""

from planparse.numbering.gaps import GapLocation, locate
from planparse.numbering.lexer import tokenise
from planparse.numbering.search import read
from planparse.tree import Gap
from tests.laws.laws import AUTO

FAMILIES = {family.name: family.place for family in AUTO.families}
UPPER, LOWER = FAMILIES["hanzi-dun"], FAMILIES["hanzi-paren"]


def located(*lines: str) -> list[GapLocation]:
    """Return where gaps lie in a text of these lines, one token each."""
    text = "".join(f"{line}加强工作。\n" for line in lines)
    return locate(read(text, tokenise(text, AUTO), AUTO))


def test_nothing_is_located_where_no_number_is_missing() -> None:
    assert located("一、", "（一）", "（二）", "二、") == []


def test_a_gap_lies_between_a_marker_and_the_one_before_it() -> None:
    assert located("一、", "二、", "四、") == [
        GapLocation(1, 2, (Gap(UPPER, 3, 3, 0),))
    ]


def test_a_gap_across_a_heading_reaches_back_to_its_own_series() -> None:
    found = located("一、", "（一）", "（二）", "二、", "（三）", "三、", "（五）")
    assert found == [GapLocation(4, 6, (Gap(LOWER, 4, 4, 1),))]


def test_gaps_of_several_levels_at_one_place_are_one() -> None:
    found = located("一、", "（一）", "（二）", "三、", "（五）")
    assert [(where.after, where.before) for where in found] == [(2, 3)]
    assert found[0].gaps == (Gap(UPPER, 2, 2, 0), Gap(LOWER, 3, 4, 1))
