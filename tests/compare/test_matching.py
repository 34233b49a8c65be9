"""How passages are matched: windows of sentences, votes of sections, groups that are stars."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from planparse.compare.bigrams import BigramIndex
from planparse.compare.passages import Passage
from planparse.compare.stars import pruned, stars
from planparse.compare.votes import best_partners, voted
from planparse.compare.windows import Windows, best_window, sentences

SCHOOLS = "新建乡镇中心小学两所。"
ROADS = "硬化通村公路三十公里。"
CLINICS = "每个村配齐一名全科医生。"
words = st.text(alphabet="学校公路医院。;", max_size=40)
places = st.integers(0, 5)
edge_lists = st.lists(st.tuples(places, places), unique=True)


def windows(*texts: str, whole: float = 0.5) -> Windows:
    return Windows(BigramIndex((), texts, texts), whole)


def test_a_passage_is_cut_into_sentences_and_nothing_is_lost() -> None:
    assert sentences("甲一。乙二;丙三") == ["甲一。", "乙二;", "丙三"]
    assert "".join(sentences(SCHOOLS + ROADS)) == SCHOOLS + ROADS


def test_an_item_is_more_like_a_paragraph_that_holds_it_than_both_are_as_wholes() -> (
    None
):
    long = SCHOOLS + ROADS + CLINICS
    found = windows(long, ROADS, "植树造林五百亩。")
    assert found.in_part(ROADS, long) == pytest.approx(1)
    assert 0.5 < found.likeness(ROADS, long) < 1
    wholes = windows(long, ROADS, "植树造林五百亩。", whole=1)
    assert wholes.likeness(ROADS, long) < found.likeness(ROADS, long)


def test_what_another_part_explains_does_not_count() -> None:
    long = SCHOOLS + ROADS
    found = windows(long, ROADS, SCHOOLS)
    assert found.in_part(ROADS, long, [SCHOOLS]) == pytest.approx(1)
    assert found.in_part(ROADS, long, [ROADS]) == 0


@given(words, words)
def test_likeness_is_the_same_both_ways_and_between_0_and_1(
    one: str, other: str
) -> None:
    found = windows(one, other, SCHOOLS)
    assert 0 <= found.likeness(one, other) <= 1
    assert found.likeness(one, other) == found.likeness(other, one)


def test_a_window_is_not_much_longer_than_what_is_looked_for() -> None:
    assert best_window([5, 0, 5], [5, 50, 5], 10) == 10 / 15
    assert best_window([5, 5], [5, 5], 10) == 1
    assert best_window([], [], 10) == 0


def passage(parent: int) -> Passage:
    return Passage((), "", parent, "")


def test_sections_that_agree_decide_between_equals() -> None:
    side = [passage(-1), *[passage(0)] * 3, passage(-1), *[passage(4)] * 3]
    alike = {(1, 1): 0.5, (2, 2): 0.5, (3, 3): 0.2, (3, 7): 0.21}
    assert best_partners(alike)[0][3] == 7
    assert best_partners(voted(alike, side, side, {}, 0.8))[0][3] == 3


def test_a_vote_does_not_count_for_itself() -> None:
    side = [passage(-1), passage(0)]
    assert voted({(1, 1): 0.3}, side, side, {}, 1.0) == {(1, 1): 0.3}


@given(edge_lists, st.integers(0, 3))
def test_what_is_left_of_edges_makes_stars(
    edges: list[tuple[int, int]], firm: int
) -> None:
    fixed = [(place, place) for place in range(firm)]
    kept = pruned(edges, fixed, lambda *_: True)
    found = stars(6, 6, dict.fromkeys([*fixed, *kept], 0.5))
    assert sorted(place for star in found for place in star.olds) == [*range(6)]
    assert sorted(place for star in found for place in star.news) == [*range(6)]
    assert all(len(star.olds) <= 1 or len(star.news) <= 1 for star in found)
    assert not {there for there, _ in kept} & {*range(firm)}


def test_a_part_is_added_only_where_it_is_one() -> None:
    edges = [(0, 0), (0, 1), (0, 2)]
    asked: list[tuple[tuple[int, int], list[int]]] = []

    def is_part(edge: tuple[int, int], news: list[int], _: object) -> bool:
        asked.append((edge, [*news]))
        return edge == (0, 2)

    assert pruned(edges, (), is_part) == [(0, 0), (0, 2)]
    assert asked == [((0, 1), [0]), ((0, 2), [0])]
