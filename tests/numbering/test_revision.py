"""A way that is taken from an earlier one is the way that a search finds anew."""

from hypothesis import given
from hypothesis import strategies as st

from planparse.numbering import search
from planparse.numbering.lexer import tokenise
from planparse.numbering.reading import Decision
from planparse.numbering.revision import Revision, Way
from planparse.numbering.state import State
from planparse.numbering.tokens import NO_HEADINGS, Token
from tests.laws.laws import AUTO

LINES = st.tuples(
    st.sampled_from(
        ["一、", "二、", "（一）", "（二）", "1.", "2.", "3.", "第一条 ", ""]
    ),
    st.sampled_from(
        ["清漂。", "清淤", "巡河；", "按第三条办理。", "一是建账。二是销号。"]
    ),
)
texts = st.lists(LINES, min_size=1, max_size=60).map(
    lambda lines: "\n".join(label + words for label, words in lines)
)


def without(tokens: list[Token], place: int) -> list[Token]:
    """The tokens, one label taken for text."""
    plain = tokens[place]._replace(marker=None, body=tokens[place].head)
    return [*tokens[:place], plain, *tokens[place + 1 :]]


@given(text=texts, data=st.data())
def test_a_new_label_changes_only_what_a_new_search_would(
    text: str, data: st.DataObject
) -> None:
    tokens = tokenise(text, AUTO)
    marked = [place for place, token in enumerate(tokens) if token.marker is not None]
    if not marked:
        return
    place = data.draw(st.sampled_from(marked))
    before = search.follow(text, without(tokens, place), AUTO, NO_HEADINGS)
    again = search.follow_again(
        text, tokens, AUTO, NO_HEADINGS, before, [tokens[place].head]
    )
    assert again.decisions == search.read(text, tokens, AUTO)


def test_what_is_far_from_a_new_label_is_not_read_again() -> None:
    text = "".join(f"第{number}条 清漂{number}处。\n" for number in range(1, 400))
    tokens = tokenise(text, AUTO)
    before = search.follow(text, without(tokens, 200), AUTO, NO_HEADINGS)
    marker = tokens[100].marker
    assert marker is not None
    strange = Decision(token=100, marker=marker, depth=7, transition="open")
    traced = before._replace(
        decisions=[*before.decisions[:100], strange, *before.decisions[101:]]
    )
    again = search.follow_again(
        text, tokens, AUTO, NO_HEADINGS, traced, [tokens[200].head]
    )
    assert again.decisions[100] is strange
    assert again.decisions[200].is_marker


def test_the_way_is_not_left_where_the_search_may_look_back() -> None:
    start = State((), {}, frozenset())
    way = Way(heads=list(range(40)), decisions=[], states=[start] * 5 + [None] * 35)
    revision = Revision(way, [30], start)
    assert next(head for head in range(40) if revision.changes_at(head)) == 4
