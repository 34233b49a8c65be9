import math
import subprocess
import sys
import weakref
from importlib.util import find_spec
from itertools import combinations, pairwise
from pathlib import Path

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from planparse.text.dictionary import (
    REACH,
    THRESHOLD,
    TOTAL,
    Dictionary,
    evidence_across,
    weigh,
)


@pytest.fixture(scope="module")
def dictionary() -> Dictionary:
    return Dictionary()


@pytest.fixture(scope="module")
def entries() -> list[tuple[str, int]]:
    """What jieba's file lists, in its order."""
    spec = find_spec("jieba")
    assert spec is not None
    assert spec.origin is not None
    lines = (
        Path(spec.origin).with_name("dict.txt").read_text(encoding="utf-8").splitlines()
    )
    return [(word, int(number)) for word, number, _ in map(str.split, lines)]


def all_han(word: str) -> bool:
    return all("一" <= char <= "鿿" for char in word)


def test_the_total_is_that_of_the_file(entries: list[tuple[str, int]]) -> None:
    assert sum(number for _, number in entries) == TOTAL


def test_words_are_found_with_their_frequency(
    dictionary: Dictionary, entries: list[tuple[str, int]]
) -> None:
    sample = [(word, number) for word, number in entries[::7] if all_han(word)]
    assert len(sample) > 49_000
    assert [
        word for word, number in sample if dictionary.frequency(word) != number
    ] == []


def test_words_about_a_misplaced_one_are_found(
    dictionary: Dictionary, entries: list[tuple[str, int]]
) -> None:
    words = dict(entries)
    order = [word for word, _ in entries]
    misplaced = [
        place for place, (one, next_) in enumerate(pairwise(order)) if one >= next_
    ]
    near = {
        word
        for place in [0, *misplaced, len(order)]
        for word in order[max(place - 120, 0) : place + 120]
        if all_han(word)
    }
    assert {"一", "吉林", "吉林工业大学", "高富帅", "高姓大名", order[-1]} <= near
    assert [word for word in near if dictionary.frequency(word) != words[word]] == []
    beginnings = {word[:length] for word in near for length in range(1, len(word) + 1)}
    assert [text for text in beginnings if dictionary.look_up(text) is None] == []


@pytest.mark.parametrize(
    "text",
    [
        "",
        " ",
        "\n",
        "一 ",
        "一 217830",
        "一\n一",
        "\n一",
        "全生",
        "队伍完",
        "鿿",
        "A座",
        "\ud800",
    ],
)
def test_what_is_no_han_word_has_no_frequency(
    dictionary: Dictionary, text: str
) -> None:
    assert dictionary.frequency(text) == 0


def test_beginnings(dictionary: Dictionary) -> None:
    assert dictionary.look_up("应急")
    assert dictionary.look_up("吉林工") == 0
    assert dictionary.look_up("急应") is None
    assert dictionary.look_up("应急 ") is None


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("落实交通运输行业的安全生", "产工作。"),
        ("组建防汛抗旱督导专业救援队", "伍完善应急响应机制"),
        ("各乡镇人民政", "府要压实属地责任"),
        ("10月底前完成隐患排", "查治理"),
    ],
)
def test_a_break_inside_a_word(before: str, after: str) -> None:
    assert evidence_across(before, after) > THRESHOLD


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("加强组织领导", "各地要高度重视"),
        ("二、主要任务", "全面贯彻落实"),
        ("加大", "全县客货运输车辆"),
        ("一、去年工作回顾", "过去的一年"),
        ("三、安全系统", "工程建设要同步规划"),
        ("安全生，", "产工作"),
        ("安全生", "\u3000\u3000产工作"),
        ("安全生\n", "产工作"),
        ("", "产工作"),
        ("安全生", ""),
        ("", ""),
    ],
)
def test_a_break_between_words(before: str, after: str) -> None:
    assert evidence_across(before, after) <= THRESHOLD


def test_evidence_is_a_ratio_of_likelihoods(dictionary: Dictionary) -> None:
    whole, halves = (
        dictionary.frequency("隐患"),
        (dictionary.frequency("隐"), dictionary.frequency("患")),
    )
    expected = math.log(whole / TOTAL) - sum(math.log(half / TOTAL) for half in halves)
    assert weigh("隐", "患", dictionary) == pytest.approx(expected)
    assert weigh("隐", "患", dictionary) > THRESHOLD


def test_no_word_across_is_no_evidence_at_all(dictionary: Dictionary) -> None:
    assert weigh("加强组织领导", "各地要高度重视", dictionary) == -math.inf


def by_trying_every_division(before: str, after: str, dictionary: Dictionary) -> float:
    text, joint_at = before + after, len(before)
    best = {True: -math.inf, False: -math.inf}
    for count in range(len(text)):
        for cuts in combinations(range(1, len(text)), count):
            words = [text[start:end] for start, end in pairwise((0, *cuts, len(text)))]
            counted = [dictionary.frequency(word) or (len(word) == 1) for word in words]
            if all(counted):
                across = joint_at not in cuts
                best[across] = max(
                    best[across], sum(math.log(number / TOTAL) for number in counted)
                )
    return best[True] - best[False]


han = st.text("安全生产工作人民政府应急队伍鿿", min_size=1, max_size=5)


@given(han, han)
@example("安全生", "产工作")
@example("队", "伍")
@example("鿿", "鿿")
def test_the_best_divisions_are_found(
    dictionary: Dictionary, before: str, after: str
) -> None:
    assert weigh(before, after, dictionary) == pytest.approx(
        by_trying_every_division(before, after, dictionary)
    )


@given(
    st.text("安全生产，A \n", max_size=12),
    han,
    han,
    st.text("安全生产，A \n", max_size=12),
)
def test_other_characters_bound_what_counts(
    dictionary: Dictionary, far: str, before: str, after: str, farther: str
) -> None:
    bounded = weigh(f"{far}。{before}", f"{after}1{farther}", dictionary)
    assert bounded == weigh(before, after, dictionary)


@given(han, st.text("安全生产", min_size=REACH, max_size=REACH))
def test_what_is_out_of_reach_does_not_count(
    dictionary: Dictionary, far: str, near: str
) -> None:
    assert weigh(far + near, near + far, dictionary) == weigh(near, near, dictionary)


@given(st.text(), st.text())
def test_any_text_may_be_asked_about(before: str, after: str) -> None:
    assert weigh(before, after, Dictionary()) < math.inf
    assert evidence_across(f"{before}。", after) == -math.inf
    assert evidence_across(before, f"。{after}") == -math.inf


def test_a_dictionary_that_was_let_go_is_mapped_again_by_the_next_question() -> None:
    dictionary = Dictionary()
    frequency = dictionary.frequency("安全")
    assert frequency
    mapped = weakref.ref(dictionary._file)
    dictionary.let_go()
    assert mapped() is None
    dictionary.look_up.cache_clear()
    assert dictionary.frequency("安全") == frequency
    assert dictionary._mapped is not None


def test_jieba_itself_is_not_imported() -> None:
    program = (
        "import sys; from planparse.text.dictionary import evidence_across;"
        "assert 'mmap' not in sys.modules;"
        "print(evidence_across('安全生', '产工作') > 0, 'jieba' in sys.modules)"
    )
    run = subprocess.run(
        [sys.executable, "-W", "error", "-c", program],
        capture_output=True,
        text=True,
        check=False,
    )
    assert (run.stdout, run.stderr) == ("True False\n", "")


def test_without_jieba_the_error_says_what_to_do(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr("sys.path", [])
    with pytest.raises(ModuleNotFoundError) as caught:
        Dictionary().frequency("安全")
    assert str(caught.value) == (
        "the dictionary of jieba is needed to judge a line break; install it: pip install jieba"
    )
