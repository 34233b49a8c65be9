"""A Word document that planparse wrote is read as the plan that it was written from."""

import pytest
from hypothesis import given

from planparse.tree import Parsed
from tests.export.test_markdown import letters_of
from tests.export.test_writers import NAMES, parsed
from tests.laws.laws import letters
from tests.laws.strategies import outlines, texts
from tests.tasks.test_work_points import sample

from .reading import paragraphs, read_back, tree, written


def said(of: Parsed) -> str:
    return letters("".join(text for _, text in paragraphs(written(of))))


@pytest.mark.parametrize("auto", [False, True])
@pytest.mark.parametrize("name", NAMES)
def test_a_sample_is_read_back_as_the_same_tree(name: str, auto: bool) -> None:
    of = sample(name)
    assert tree(read_back(written(of, auto_numbers=auto))) == tree(of)


@given(outlines())
def test_a_plan_is_read_back_as_the_same_tree(text: str) -> None:
    of = parsed(text)
    for auto in (False, True):
        assert tree(read_back(written(of, auto_numbers=auto))) == tree(of)


@pytest.mark.parametrize("name", NAMES)
def test_every_letter_of_a_sample_is_kept(name: str) -> None:
    assert said(sample(name)) == letters_of(sample(name))


@given(texts)
def test_every_letter_of_any_text_is_kept(text: str) -> None:
    of = parsed(text)
    assert said(of) == letters_of(of)


def test_the_same_plan_gives_the_same_bytes() -> None:
    assert written(sample("law.txt")) == written(sample("law.txt"))


def test_what_is_lost_is_no_text_when_it_is_read_back() -> None:
    of = sample("flood-season.txt")
    assert "缺失" not in read_back(written(of)).source.text


def test_two_titles_that_say_the_same_stay_two() -> None:
    of = parsed("清源县节水工作方案\n清源县节水工作方案\n一、目标\n节水。\n")
    assert tree(read_back(written(of))) == tree(of)
