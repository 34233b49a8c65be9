import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from planparse.text.full_stops import stopped


@pytest.mark.parametrize(
    ("text", "read_as"),
    [
        ("一、抓落实. 每周通报.\n", "一、抓落实。 每周通报。\n"),
        ("一.抓落实．\n二．强督查．", "一.抓落实。\n二．强督查。"),
        ("（一）增长5%.\n", "（一）增长5%。\n"),
        ("抓落实（试行）.2.强督查.", "抓落实（试行）。2.强督查。"),
    ],
)
def test_points_that_end_sentences_are_full_stops(text: str, read_as: str) -> None:
    assert stopped(text) == read_as


@pytest.mark.parametrize(
    "text",
    [
        "一、抓落实。参见张三.治水概论。",  # 。 is the full stop here
        "1.抓落实\n2.强督查",  # labels
        "目录\n总体要求......1\n重点任务......2",  # leaders
        "东湖.西湖 两处",  # one point, and no line ends with it
        "访问东湖.com 网站",
        "一.1 目标\n一.2 任务\n",
    ],
)
def test_other_points_stay(text: str) -> None:
    assert stopped(text) == text


@given(st.text(alphabet="一二三抓落。.．｡1 \n）%a", max_size=60))
def test_places_stay_the_same(text: str) -> None:
    read_as = stopped(text)
    assert len(read_as) == len(text)
    assert re.sub("[.．｡]", "。", text) == re.sub("[.．｡]", "。", read_as)
