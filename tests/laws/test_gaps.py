"""What is told as lost: only what the text proves, and by labels that it prints."""

import re
import unicodedata

from hypothesis import given
from hypothesis import strategies as st

from planparse.numbering import run_together
from planparse.numbering.gaps import locate, neighbours_on_the_left
from planparse.numbering.lexer import tokenise
from planparse.numbering.search import read
from planparse.numbering.tokens import LINE
from planparse.tree import Parsed, walk
from tests.laws.laws import AUTO, parsed
from tests.laws.strategies import texts


def lacunae(parse: Parsed) -> list[tuple[tuple[str, ...], str]]:
    return [
        (node.missing, node.evidence)
        for document in parse.documents
        for node in walk(document.root)
        if node.kind == "lacuna"
    ]


def printed_labels(text: str) -> set[str]:
    """All labels that are read in a text, without their blanks."""
    tokens = tokenise(text, AUTO)
    return {
        "".join(text[token.head : token.body].split())
        for token in (tokens[decision.token] for decision in read(text, tokens, AUTO))
    }


@given(text=texts)
def test_evidence_names_only_labels_that_stand_in_the_text(text: str) -> None:
    labels = {digits(label) for label in printed_labels(text)}
    for _, evidence in lacunae(parsed(text)):
        for side in re.split(", | → ", evidence.partition(" = ")[0]):
            own = "".join(side.split())
            assert side == "…" or digits(own) in labels or own in text, (side, labels)


def digits(label: str) -> str:
    """A label by what it counts: one number may be written in several ways."""
    return "".join(filter(str.isalnum, unicodedata.normalize("NFKC", label)))


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
    left = neighbours_on_the_left(decisions)
    read_at = {one.token for one in decisions if one.is_marker}
    for location in locate(decisions, tokens, text, AUTO):
        begin = min(left[location.before], location.after)
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
