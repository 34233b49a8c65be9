"""What holds of every text, whatever is said of its lines."""

from typing import get_args

import pytest
from hypothesis import assume, example, given
from hypothesis import strategies as st

from planparse.findings.corrections import unmet
from planparse.pipeline import parse
from planparse.text.corrections import (
    INSIDE,
    LEVELLED,
    Correction,
    CorrectionKind,
    Corrections,
)
from planparse.text.encoding import Source
from planparse.text.lines import Lines
from planparse.tree import Parsed, walk
from tests.conftest import SAMPLES
from tests.laws import laws
from tests.laws.strategies import AUTO, marked, outlines, texts

KINDS = get_args(CorrectionKind)
VALUES = {"year": "2024", "date": "2024-03-01"}
ONLY_VALUES = ("issuer", "year", "secrecy")


def said(
    text: str, line: int, kind: str, level: int | None = None, words: str = ""
) -> Correction | None:
    """Return that something is said of a line, of all of it or of words on it; None if blank."""
    lines = Lines(text)
    start, end = lines.span(line)
    own = text[start:end]
    if not own.strip():
        return None
    head = start + len(own) - len(own.lstrip())
    words = words or own.strip()
    at = text.index(words, head, end)
    value = VALUES.get(kind, "甲") if kind in ONLY_VALUES else None
    level = level if kind in LEVELLED else None
    return Correction(
        kind,  # type: ignore[arg-type]
        start=at,
        end=at + len(words),
        head=head,
        line=line,
        words=words,
        level=level,
        value=value,
    )


def corrected(text: str, *corrections: Correction, repair: bool = False) -> Parsed:
    """Return a text parsed with corrections."""
    in_place = tuple(sorted(corrections, key=lambda one: one.start))
    source = Source(text, "utf-8", corrections=Corrections(in_place))
    return parse(source, AUTO, repair=repair)


@st.composite
def corrections(
    draw: st.DrawFn, of: st.SearchStrategy[str]
) -> tuple[str, list[Correction]]:
    """A text, and what is said of some of its lines, or of places inside them."""
    text = draw(of)
    count = len(Lines(text))
    found = {}
    for _ in range(draw(st.integers(1, 6))):
        line = draw(st.integers(1, count))
        level = draw(st.sampled_from([None, None, 1, 2, 3]))
        one = said(text, line, draw(st.sampled_from(KINDS)), level)
        if one is None:
            continue
        inside = draw(st.integers(0, 3 * (one.end - one.head)))
        if inside < one.end - one.head and one.value is None:
            start = one.head + inside
            words = text[start : one.end]
            is_inside = inside > 0 and one.kind in INSIDE
            one = one._replace(start=start, words=words, is_inside=is_inside)
        found[one.kind, one.at] = one
    assume(found)
    return text, list(found.values())


def hold(text: str, of: list[Correction]) -> None:
    """Assert every law that can be seen on a text with corrections."""
    plain, repaired = corrected(text, *of), corrected(text, *of, repair=True)
    laws.tree_holds_everything(plain)
    nodes = laws.records(plain)
    laws.spans_are_true(text, nodes)
    assert laws.printed(nodes) == laws.letters(text)
    assert plain.edits == ()
    laws.edits_are_true(repaired)
    assert laws.printed(laws.records(repaired)) == laws.letters(
        laws.edited(text, repaired.edits)
    )
    assert laws.shape(repaired) == laws.shape(plain)
    assert laws.findings_are_placed(repaired)
    told = [(one.start, one.end) for one in repaired.findings if one.code == "R603"]
    assert sorted(told) == sorted((one.start, one.end) for one in unmet(repaired))


@given(corrections(texts))
def test_the_laws_hold_whatever_is_said(drawn: tuple[str, list[Correction]]) -> None:
    hold(*drawn)


def _both(text: str, line: int, *kinds: str) -> tuple[str, list[Correction]]:
    """Return a text of one of whose lines several things are said."""
    return text, [one for kind in kinds if (one := said(text, line, kind))]


@given(corrections(marked))
@example(_both("# 方案\n<br>**", 2, "hole", "document"))
def test_the_laws_hold_of_markdown_whatever_is_said(
    drawn: tuple[str, list[Correction]],
) -> None:
    hold(*drawn)


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize("name", ["lost-parent.txt", "flood-season.txt", "law.txt"])
def test_the_laws_hold_on_a_sample_of_which_every_other_line_is_said_to_be(
    kind: str, name: str
) -> None:
    text = (SAMPLES / name).read_text(encoding="utf-8")
    lines = range(1, len(Lines(text)) + 1)
    hold(text, [one for line in lines[::2] if (one := said(text, line, kind))])


@given(st.sampled_from([1, 2, 3, 4]), outlines(), st.data())
def test_a_line_that_is_said_to_be_a_heading_is_one(
    level: int, text: str, data: st.DataObject
) -> None:
    """Where a heading of the level can stand: the sections above it are open."""
    plain = [
        (line, node)
        for document in corrected(text).documents
        for node in walk(document.root)
        if node.kind == "paragraph"
        for line in [Lines(text).line(node.start)]
    ]
    assume(plain)
    line, _ = data.draw(st.sampled_from(plain))
    one = said(text, line, "heading", level)
    assert one is not None
    read = corrected(text, one)
    found = [
        node
        for document in read.documents
        for node in walk(document.root)
        if node.kind == "heading" and node.start == one.head
    ]
    assert len(found) == 1
    assert corrected(text, one) == read
    if level == 1:
        assert unmet(read) == []
