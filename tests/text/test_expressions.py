"""Expressions of words match each word, and the longest that fits; words by how they begin."""

import re

from hypothesis import given
from hypothesis import strategies as st

from planparse.text.expressions import any_of, by_first


@given(st.lists(st.text("清淤|.*（", min_size=1, max_size=4), min_size=1, max_size=5))
def test_the_longest_word_is_matched(words: list[str]) -> None:
    longest = max(words, key=len)
    found = re.match(any_of(words), longest)
    assert found is not None
    assert found[0] == longest


def test_words_are_parted_by_their_first_characters() -> None:
    assert by_first(["长期", "常态", "常年"]) == {"长": ["期"], "常": ["态", "年"]}
