"""Where gaps lie, and which are one."""

from planparse.numbering.gaps import GapLocation, locate
from planparse.numbering.lexer import tokenise
from planparse.numbering.search import read
from tests.laws.laws import AUTO

FAMILIES = {family.name: family.place for family in AUTO.families}
UPPER, LOWER = FAMILIES["hanzi-dun"], FAMILIES["hanzi-paren"]


def located(*lines: str) -> list[GapLocation]:
    """Return where gaps lie in a text of these lines, one token each."""
    text = "".join(f"{line}加强工作。\n" for line in lines)
    tokens = tokenise(text, AUTO)
    return locate(read(text, tokens, AUTO), tokens, text, AUTO)


def between(location: GapLocation) -> tuple[int, int]:
    return location.after, location.before


def missing(location: GapLocation) -> list[tuple[int, int, int]]:
    return [(gap.family, gap.first, gap.last) for gap in location.gaps]


def test_nothing_is_located_where_no_number_is_missing() -> None:
    assert located("一、", "（一）", "（二）", "二、") == []


def test_a_gap_lies_between_a_marker_and_the_one_before_it() -> None:
    (found,) = located("一、", "二、", "四、")
    assert between(found) == (1, 2)
    assert missing(found) == [(UPPER, 3, 3)]


def test_a_gap_across_a_heading_reaches_back_to_its_own_series() -> None:
    (found,) = located("一、", "（一）", "（二）", "二、", "（三）", "三、", "（五）")
    assert between(found) == (4, 6)
    assert missing(found) == [(LOWER, 4, 4)]


def test_gaps_of_several_levels_at_one_place_are_one() -> None:
    (found,) = located("一、", "（一）", "（二）", "三、", "（五）")
    assert between(found) == (2, 3)
    assert missing(found) == [(UPPER, 2, 2), (LOWER, 3, 4)]
