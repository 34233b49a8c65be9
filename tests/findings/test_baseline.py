"""A baseline: what is known stays known when lines move, and what is new is told."""

import json
from collections import Counter

import pytest
from hypothesis import given
from hypothesis import strategies as st

from planparse.findings.baseline import (
    Known,
    NoBaselineError,
    as_json,
    from_plain,
    known,
    unknown,
)
from planparse.grammar.shipped import lexicon
from planparse.pipeline import parse
from planparse.text.encoding import Source
from planparse.text.lines import Lines
from planparse.tree import Finding

PLAN = "全年工作要点\n一、抓落实\n三、强监管（试行\n四、抓落实\n四、督查\n七、考核\n"
WORDS = st.text("一二、（）治水\n\u200b", max_size=12)


def keys(text: str) -> list[Known]:
    lines = Lines(text)
    found = parse(Source(text, "utf-8"), lexicon()).findings
    return [known("a.txt", text, lines, finding) for finding in found]


def test_what_is_known_stays_known_when_lines_move() -> None:
    before = Counter(keys(PLAN))
    assert before.total() >= 4
    assert Counter(keys("前言\n\n说明。\n" + PLAN)) == before


def test_what_is_known_once_is_told_when_it_is_there_twice() -> None:
    text = "一、治水\n三、清淤\n"
    findings = [Finding("N201", 5, 5, ("二、", ""))] * 2
    left = Counter({known("a.txt", text, Lines(text), findings[0]): 1})
    assert len(unknown("a.txt", text, Lines(text), findings, left)) == 1


@given(
    st.dictionaries(st.builds(Known, WORDS, st.just("N201"), WORDS), st.integers(1, 9))
)
def test_a_baseline_is_read_as_it_was_written(counted: dict[Known, int]) -> None:
    assert from_plain(json.loads("".join(as_json(counted)))) == counted


@given(WORDS, st.integers(0, 12))
def test_any_place_of_any_text_can_be_known(text: str, at: int) -> None:
    place = min(at, len(text))
    key = known("a.txt", text, Lines(text), Finding("D103", place, place))
    assert not set(key.words) & set(" \n")


@pytest.mark.parametrize(
    ("data", "said"),
    [
        ([], "`baseline` is not 1"),
        ({"baseline": 2, "findings": []}, "`baseline` is not 1"),
        ({"baseline": 1}, "no list `findings`"),
        ({"baseline": 1, "findings": ["N201"]}, "findings[0] has no text `path`"),
        (
            {"baseline": 1, "findings": [{"path": "", "code": "", "words": 1}]},
            "no text `words`",
        ),
        (
            {
                "baseline": 1,
                "findings": [{"path": "", "code": "", "words": "", "count": True}],
            },
            "no number `count`",
        ),
    ],
)
def test_what_is_no_baseline_says_why(data: object, said: str) -> None:
    with pytest.raises(NoBaselineError, match=said.replace("[", r"\[")):
        from_plain(data)
