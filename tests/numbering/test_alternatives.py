"""What was considered at a marker, among it what the search took."""

from hypothesis import given

from planparse.numbering.alternatives import consider
from planparse.numbering.lexer import tokenise
from planparse.numbering.search import read
from tests.laws.laws import AUTO
from tests.laws.strategies import texts


def test_a_marker_without_a_doubt_was_considered_too() -> None:
    text = "一、加强领导。\n二、健全机制。\n"
    tokens = tokenise(text, AUTO)
    found = consider(text, tokens, AUTO, [1])[1]
    assert found[0].kind == "next"
    assert "unread" in [alternative.kind for alternative in found]
    assert [one.price for one in found] == sorted(one.price for one in found)


def test_each_alternative_is_named_once() -> None:
    text = "一、领导。\n（一）机制。\n（四）督查。\n四、保障。\n（七）考核。\n"
    tokens = tokenise(text, AUTO)
    for found in consider(text, tokens, AUTO, range(len(tokens))).values():
        assert len({alternative[1:] for alternative in found}) == len(found)


def test_a_lost_heading_is_among_the_sections_above() -> None:
    text = "一、领导。\n（一）机制。\n（二）分工。\n（一）督查。\n三、保障。\n"
    tokens = tokenise(text, AUTO)
    implied = [
        one for one in consider(text, tokens, AUTO, [3])[3] if one.kind == "implied"
    ]
    assert [one.below for one in implied] == [((implied[0].gaps[0].family, 2),)]


@given(texts)
def test_every_taken_transition_was_considered(text: str) -> None:
    tokens = tokenise(text, AUTO)
    decisions = read(text, tokens, AUTO)
    found = consider(text, tokens, AUTO, range(len(tokens)))
    for decision in decisions:
        if decision.transition != "listed":
            kinds = [alternative.kind for alternative in found[decision.token]]
            assert decision.transition in kinds
