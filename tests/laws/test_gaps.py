"""What is told as lost: only what the text proves, and by labels that it prints."""

import re
import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from planparse.numbering import run_together
from planparse.numbering.gaps import locate, neighbours
from planparse.numbering.lexer import tokenise
from planparse.numbering.search import read
from planparse.numbering.tokens import LINE
from planparse.tree import Parsed, walk
from tests.laws.laws import AUTO, parsed
from tests.laws.strategies import texts


def lacunae(parse: Parsed) -> list[tuple[tuple[str, ...], str]]:
    return [
        (node.lacuna.missing, node.lacuna.evidence)
        for document in parse.documents
        for node in walk(document.root)
        if node.lacuna is not None
    ]


def printed_labels(text: str) -> set[str]:
    """All labels that are read in a text, without their blanks."""
    tokens = tokenise(text, AUTO)
    return {
        "".join(text[token.head : token.body].split())
        for token in (tokens[decision.token] for decision in read(text, tokens, AUTO))
    }


def evidence_stands_in(text: str) -> None:
    labels = {digits(label) for label in printed_labels(text)}
    numbers = {number for label in printed_labels(text) for number in counts(label)}
    for _, evidence in lacunae(parsed(text)):
        for side in re.split(", | → ", evidence.partition(" = ")[0]):
            own = "".join(side.split())
            stands = side == "…" or digits(own) in labels or own in text
            assert stands or counts(own) & numbers, (side, labels)


@given(text=texts)
def test_evidence_names_only_labels_that_stand_in_the_text(text: str) -> None:
    evidence_stands_in(text)


@pytest.mark.parametrize(
    "text",
    [
        "第一编\n第二五编",
        "廿一、清漂\n廿四、清淤",
        "第一条 清漂。\n第二条 清淤。\n第一〇条 保洁。",
    ],
)
def test_evidence_writes_a_number_in_the_standard_way(text: str) -> None:
    assert lacunae(parsed(text))
    evidence_stands_in(text)


def digits(label: str) -> str:
    """A label by its letters and digits: its marks may be written in several ways."""
    return "".join(filter(str.isalnum, unicodedata.normalize("NFKC", label)))


def counts(label: str) -> set[tuple[int, str | None, int]]:
    """What a label may count: 第二五编 is number 25 of its series, as 第二十五编 is."""
    marker = tokenise(label, AUTO)[0].marker
    meanings = () if marker is None else (marker, *marker.rivals)
    return {(one.family, one.prefix, one.ordinal) for one in meanings}


@given(text=texts)
def test_no_number_that_is_told_as_lost_stands_unread_at_its_gap(text: str) -> None:
    tokens = tokenise(text, AUTO)
    decisions = read(text, tokens, AUTO)
    for location in locate(decisions, tokens, text, AUTO):
        lost = {
            (gap.family, number)
            for gap in location.gaps
            for number in range(gap.first, gap.last + 1)
        }
        for decision in decisions:
            if decision.is_marker or tokens[decision.token].place != LINE:
                continue
            if location.after < decision.token < location.before:
                assert (decision.marker.family, decision.marker.ordinal) not in lost


LINES = st.tuples(
    st.sampled_from(
        ["第一条", "第二条", "第四条", "第五条", "1.", "3.", "（一）", "（四）", ""]
    ),
    st.sampled_from(
        ["清漂", "清淤。", "依照第三条处理。", "见表2.站点", "落实（二）", "三、"]
    ),
    st.sampled_from(["", "\n", "\n"]),
)
glued_texts = st.lists(LINES, max_size=10).map(
    lambda parts: "".join(label + words + end for label, words, end in parts)
)


@given(text=glued_texts)
def test_no_number_that_is_told_as_lost_stands_in_mid_line_before_it(text: str) -> None:
    tokens, decisions, *_ = run_together.read(text, AUTO)
    left = neighbours(decisions)
    read_at = {one.token for one in decisions if one.is_marker}
    for location in locate(decisions, tokens, text, AUTO):
        begin = min(left[location.before].left, location.after)
        unread = "\n".join(
            text[tokens[at].body if at in read_at else tokens[at].head : tokens[at].end]
            for at in range(max(0, begin), location.before)
        )
        for gap in location.gaps:
            for number in range(gap.first, gap.last + 1):
                label = AUTO.families[gap.family].format(number)
                assert label is None or not re.search(
                    rf"{re.escape(label)}(?!\d)", unread
                )
