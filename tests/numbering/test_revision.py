"""A reading with stretches read anew is what a search of the whole text finds."""

from hypothesis import given
from hypothesis import strategies as st

from planparse.numbering import search
from planparse.numbering.lexer import tokenise
from planparse.numbering.reading import Decision
from planparse.numbering.revision import NewLabel, Revision, spliced
from planparse.numbering.tokens import LINE, NO_HEADINGS, Token
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


def known(token: Token) -> NewLabel:
    """The label of a token, as one that was not known before."""
    assert token.marker is not None
    return NewLabel(head=token.head, marker=token.marker, place=token.place)


def without_margin(decision: Decision) -> Decision:
    """The decision, however near the next best one came."""
    return decision._replace(margin=0.0)


@given(text=texts, data=st.data())
def test_a_new_label_changes_only_what_a_new_search_would(
    text: str, data: st.DataObject
) -> None:
    tokens = tokenise(text, AUTO)
    marked = [place for place, token in enumerate(tokens) if token.marker is not None]
    if not marked:
        return
    place = data.draw(st.sampled_from(marked))
    before = without(tokens, place)
    way = search.follow(text, before, AUTO, NO_HEADINGS)
    revision = Revision(text, before, way, NO_HEADINGS, AUTO)
    stretch = revision.read([known(tokens[place])])
    again = search.read(text, tokens, AUTO)
    is_read = {one.token: one.is_marker for one in again}[place]
    assert bool(stretch.labels) == is_read
    if is_read:
        _, decisions = spliced(before, way.decisions, [stretch])
        assert list(map(without_margin, decisions)) == list(map(without_margin, again))


def test_what_is_far_from_a_new_label_is_not_read_again() -> None:
    text = "".join(f"第{number}条 清漂{number}处。\n" for number in range(1, 400))
    tokens = tokenise(text, AUTO)
    before = without(tokens, 200)
    way = search.follow(text, before, AUTO, NO_HEADINGS)
    revision = Revision(text, before, way, NO_HEADINGS, AUTO)
    stretch = revision.read([known(tokens[200])])
    assert (stretch.first, stretch.last) == (192, 209)
    assert stretch.missing == -1
    assert stretch.is_better


def test_labels_near_one_another_are_read_together() -> None:
    text = "".join(f"第{number}条 清漂{number}处。\n" for number in range(1, 400))
    tokens = tokenise(text, AUTO)
    before = without(without(without(tokens, 200), 210), 300)
    way = search.follow(text, before, AUTO, NO_HEADINGS)
    revision = Revision(text, before, way, NO_HEADINGS, AUTO)
    labels = [known(tokens[place]) for place in (200, 210, 300)]
    first = revision.read(labels)
    second = revision.read(labels[2:])
    assert first.labels == labels[:2]
    assert second.labels == labels[2:]
    assert spliced(before, way.decisions, [first, second])[1] == search.read(
        text, tokens, AUTO
    )


def test_the_way_is_left_and_taken_again_at_the_start_of_a_line() -> None:
    text = "".join(
        f"第{number}条 一是建账。二是销号。\n第{number + 1}条 清漂。\n"
        for number in range(1, 80, 2)
    )
    tokens = tokenise(text, AUTO)
    place = next(at for at in range(80, 100) if tokens[at].place == LINE)
    before = without(tokens, place)
    way = search.follow(text, before, AUTO, NO_HEADINGS)
    stretch = Revision(text, before, way, NO_HEADINGS, AUTO).read(
        [known(tokens[place])]
    )
    assert 0 < stretch.first < place < stretch.last < len(tokens)
    assert {tokens[stretch.first].place, tokens[stretch.last].place} == {LINE}
