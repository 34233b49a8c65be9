"""Columns of a terminal: what is counted here takes as many as rich's table says."""

import pytest
from hypothesis import given
from hypothesis import strategies as st
from rich.cells import cell_len, set_cell_size

from planparse.system.columns import columns, cropped

_USUAL = "".join(
    chr(code)
    for first, last in (
        (0x20, 0x7E),
        (0x3000, 0x3029),
        (0x4E00, 0x9FFF),
        (0xFF01, 0xFF60),
    )
    for code in range(first, last + 1)
)
_SOME = st.text("a1 -“”·—…一、清漂。（）％　") | st.text()


def test_every_usual_character_takes_the_columns_of_the_table() -> None:
    assert [
        char for char in _USUAL + "·‘’“”—…" if columns(char) != cell_len(char)
    ] == []


@given(_SOME)
def test_a_text_takes_the_columns_of_its_characters(text: str) -> None:
    assert columns(text) == cell_len(text)


@given(_SOME, st.integers(1, 40))
def test_a_text_is_cut_where_rich_cuts_it(text: str, room: int) -> None:
    text = " ".join(text.split())
    short = text[: room + 1]
    whole = cell_len(short) <= room
    expected = short if whole else f"{set_cell_size(short, room - 1).rstrip()}…"
    assert cropped(text, room) == expected


@pytest.mark.parametrize(
    ("text", "room", "shown"),
    [
        ("清漂清淤", 8, "清漂清淤"),
        ("清漂清淤", 7, "清漂清…"),
        ("清漂清淤", 6, "清漂…"),
        ("a清漂", 4, "a清…"),
        ("清", 1, "…"),
    ],
)
def test_a_wide_character_is_never_halved(text: str, room: int, shown: str) -> None:
    assert cropped(text, room) == shown
