"""Where lines begin and end, whichever of the three line ends a text has."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from planparse.text.lines import Lines
from planparse.text.positions import (
    last_line,
    line_end,
    line_ends,
    line_start,
    lines_of,
)

TEXTS = st.text(alphabet="一 \r\n", max_size=12)


@given(TEXTS, st.data())
def test_a_line_begins_and_ends_where_lines_says(
    text: str, data: st.DataObject
) -> None:
    at = data.draw(st.integers(0, len(text)))
    if text[at - 1 : at + 1] == "\r\n":
        return  # an offset inside a line end
    lines = Lines(text)
    assert (line_start(text, at), line_end(text, at)) == lines.span(lines.line(at))


@given(TEXTS)
def test_line_ends_part_the_lines(text: str) -> None:
    assert (
        line_ends(text, 0, len(text)) == len(lines_of(text)) - 1 == len(Lines(text)) - 1
    )


@pytest.mark.parametrize("end", ["\n", "\r", "\r\n"])
def test_the_last_line_is_not_blank(end: str) -> None:
    text = f"首页{end} 当前位置 {end}　{end}方案"
    assert last_line(text, text.index("方案")) == "当前位置"


def test_a_text_without_words_has_no_last_line() -> None:
    assert last_line(" \n\n", 3) == ""
