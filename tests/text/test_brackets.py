"""Which bracket is open at a place."""

import pytest

from planparse.text.brackets import closing_behind, opening_before


@pytest.mark.parametrize(
    ("text", "at", "opening", "closing"),
    [
        ("甲（乙）丙", 2, 1, 3),
        ("甲（乙）丙", 0, -1, -1),
        ("甲（乙）丙", 4, -1, -1),
        ("（甲（乙）丙）", 5, 0, 6),
        ("（甲【乙】丙）", 3, 2, 4),
        ("（甲", 1, 0, -1),
        ("甲）", 0, -1, 1),
    ],
)
def test_the_innermost_bracket_is_found(
    text: str, at: int, opening: int, closing: int
) -> None:
    assert opening_before(text, at, 0) == opening
    assert closing_behind(text, at, len(text)) == closing


def test_nothing_is_looked_at_beyond_the_bounds() -> None:
    text = "（甲乙丙）"
    assert opening_before(text, 3, 1) == -1
    assert closing_behind(text, 2, 4) == -1
