"""Sentences in pairs: nothing is left out, what is alike stands together, words stay whole."""

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from planparse.compare.sentences import sentence_pairs
from planparse.compare.wording import Rewording, rewordings
from tests.compare.scripts import reworded

BITS = [
    "修缮村道三条。",
    "修缮村道五条,",
    "清理河道;",
    "清理河道和水塘。",
    "种植果树二百亩。",
    "由乡政府负责",
    "\n",
    "。”",
    "!!",
    "",
]
TEXTS = st.lists(st.sampled_from(BITS), max_size=12).map("".join)


def pairs(old: str, new: str) -> list[tuple[str, str]]:
    return [
        (old[pair.start : pair.end], new[pair.new_start : pair.new_end])
        for pair in sentence_pairs(old, new)
    ]


@given(TEXTS, TEXTS)
def test_every_character_is_in_one_pair(old: str, new: str) -> None:
    found = sentence_pairs(old, new)
    assert "".join(before for before, _ in pairs(old, new)) == old
    assert "".join(after for _, after in pairs(old, new)) == new
    for one, other in pairwise(found):
        assert (one.end, one.new_end) == (other.start, other.new_start)


@given(TEXTS)
def test_a_text_pairs_with_itself_sentence_by_sentence(text: str) -> None:
    assert all(before == after for before, after in pairs(text, text))


@pytest.mark.parametrize(
    ("old", "new", "expected"),
    [
        (
            "修缮村道三条。清理河道。",
            "种植果树。修缮村道五条。",
            [
                ("", "种植果树。"),
                ("修缮村道三条。", "修缮村道五条。"),
                ("清理河道。", ""),
            ],
        ),
        (
            "修缮全部村道,清理主要河道。",
            "修缮全部村道。清理主要河道。",
            [("修缮全部村道,清理主要河道。", "修缮全部村道。清理主要河道。")],
        ),
        (
            "修缮全部村道。清理主要河道。",
            "修缮全部村道,清理主要河道。",
            [("修缮全部村道。清理主要河道。", "修缮全部村道,清理主要河道。")],
        ),
        ("修缮村道。", "举办画展。", [("修缮村道。", ""), ("", "举办画展。")]),
        ("", "清淤。植树。", [("", "清淤。"), ("", "植树。")]),
    ],
    ids=["new and gone", "one became two", "two became one", "unlike", "nothing"],
)
def test_like_sentences_stand_together(
    old: str, new: str, expected: list[tuple[str, str]]
) -> None:
    assert pairs(old, new) == expected


def test_very_long_texts_are_told_in_time() -> None:
    old = "".join(f"修缮第{place}条村道。" for place in range(3000))
    new = "".join(f"修缮第{place}处水塘。" for place in range(3000))
    assert len(sentence_pairs(old, new)) == 6000


@given(TEXTS, TEXTS)
def test_wording_by_sentences_turns_one_text_into_the_other(old: str, new: str) -> None:
    found = rewordings(old, new, by_sentences=True)
    assert reworded(old, found) == new
    for change in found:
        assert old[change.start : change.end] == change.before
        assert new[change.new_start : change.new_end] == change.after
        assert (change.before, change.after) != ("", "")
    for one, other in pairwise(found):
        assert one.end < other.start
        assert one.new_end < other.new_start


def changed(found: tuple[Rewording, ...]) -> list[tuple[str, str]]:
    return [(change.before, change.after) for change in found]


def test_words_that_stand_in_sentences_of_other_things_are_no_common_words() -> None:
    old = "全面推进乡村振兴。改造农村供水管网。"
    new = "组织乡村戏曲会演。改造农村供水泵站。"
    assert changed(rewordings(old, new, by_sentences=True)) == [
        ("全面推进乡村振兴。", "组织乡村戏曲会演。"),
        ("供水管网", "供水泵站"),
    ]
    assert len(rewordings(old, new)) > 2


def test_few_words_kept_between_many_that_were_not_are_changed_too() -> None:
    old = "坚持每月一次集中整治城区道路的环境卫生。"
    new = "要求各镇负责集中清扫管辖地段的背街小巷。"
    assert len(rewordings(old, new, by_sentences=True)) < len(rewordings(old, new))
