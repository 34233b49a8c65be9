"""A Word document that planparse wrote is read as the plan that it was written from."""

import pytest
from hypothesis import given

from planparse.tree import Parsed
from tests.export.test_markdown import letters_of
from tests.export.test_writers import NAMES, parsed
from tests.laws.laws import letters
from tests.laws.strategies import documents, outlines, texts
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


@given(documents())
def test_a_document_with_all_its_parts_is_read_back_as_the_same_tree(text: str) -> None:
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


@pytest.mark.parametrize(
    "text",
    [
        "清源县河道保洁工作方案\n清源县节水工作方案\n一、目标\n节水。\n",
        "清源县人民政府文件\n清政发〔2026〕5号\n关于节水的通知\n各镇人民政府：\n",
        # A wrap: what stands in the style of text is no title, nor the beginning of one.
        "节水是清源县产业的“四梁”\n的重要组成，已成为稳定生产运行的核心手段。\n一、目标\n",
        "关于节水的通知\n各镇要节水。\n清源县节水办\n二??六年三月二日\n清源县节水办法\n"
        "第一条　节水。\n",
    ],
)
def test_what_is_a_title_is_told_by_styles(text: str) -> None:
    of = parsed(text)
    assert tree(read_back(written(of))) == tree(of)
