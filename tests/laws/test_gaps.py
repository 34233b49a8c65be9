"""What is told as lost: only what the text proves, and by labels that it prints."""

import re

from hypothesis import given

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
            assert side == "…" or digits("".join(side.split())) in labels, (
                side,
                labels,
            )


def digits(label: str) -> str:
    """A label by what it counts: one number may be written in several ways."""
    return "".join(char for char in label if char.isalnum())


@given(text=texts)
def test_no_label_that_is_told_as_lost_stands_unread_beside_its_gap(text: str) -> None:
    tokens = tokenise(text, AUTO)
    unread = {
        "".join(text[tokens[one.token].head : tokens[one.token].body].split())
        for one in read(text, tokens, AUTO)
        if not one.is_marker and tokens[one.token].place == LINE
    }
    read_once = printed_labels(text) - unread
    for missing, _ in lacunae(parsed(text)):
        assert not (set(missing) & unread) - read_once, (missing, unread)
