"""Parents of paragraphs in the hand-checked outlines, held against marks made by reading."""

import pytest

from tests.document.reading import OUTLINES, marks, misses

KNOWN = {
    ("dev/d02.txt", 24),
    ("dev2/k03.txt", 61),
    ("dev2/k07.txt", 76),
}
"""Not yet read as marked: each closes more than the last item, and its words do not say so."""


def test_every_line_is_marked_once() -> None:
    places = [(mark.text, mark.line) for mark in marks()]
    assert len(places) == len(set(places))
    assert len(places) > 600


@pytest.mark.skipif(not OUTLINES.is_dir(), reason=f"no folder {OUTLINES}")
def test_paragraphs_of_the_outlines_stand_where_people_marked_them() -> None:
    missed, _ = misses()
    assert {(mark.text, mark.line) for mark, _ in missed} == KNOWN
