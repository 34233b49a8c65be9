"""Prices estimated on plans that people have corrected, and a grammar that has them."""

import pytest

from planparse.corrections.fitting import fitted
from planparse.corrections.model import entries_of
from planparse.grammar import user
from planparse.grammar.lexicon import Lexicon
from planparse.grammar.loading import GrammarError
from planparse.learning import corrected, estimate
from planparse.learning.price_sheet import effects, price_sheet, summary
from planparse.pipeline import parse
from planparse.text.encoding import Source
from tests.learning.plans import sections

PLAN = """\
{}管理工作方案
一、目标
（一）清漂
（二）清淤
（一）巡查
（二）保洁
二、措施
三、保障
"""
SAID = [{"line": 5, "words": "（一）巡查", "is": "section", "level": 3}]
"""What people say: the second list stands below the last item of the first."""


def plan(name: str, *, is_said: bool = True) -> Source:
    source = Source(PLAN.format(name), "utf-8", f"{name}.txt")
    return fitted(source, entries_of(SAID)) if is_said else source


THREE = [plan("河道"), plan("水库"), plan("湖泊")]


def below_item(text: str, words: Lexicon) -> bool:
    """Whether the second list of a plan is read below an item of the first."""
    (document,) = parse(Source(text, "utf-8"), words).documents
    goals = next(node for node in document.root.children if node.kind == "section")
    items = [node for node in goals.children if node.kind == "section"]
    return len(items) == 2 and len(items[1].children) == 2


def test_prices_are_found_by_which_corrected_plans_are_read_without_corrections() -> (
    None
):
    found = corrected.estimate(THREE)
    assert set(found.prices) == {"nest"}
    assert found.wrong == (6, 0)
    assert found.held_out == (6, 0)
    text = "".join(price_sheet(THREE, found))
    words = user.from_text(text, "prices.yaml")
    assert words.prices["nest"] == found.prices["nest"]
    assert below_item(PLAN.format("海岸"), words)
    assert not below_item(PLAN.format("海岸"), estimate.grammar_of({}))


def test_what_nobody_corrected_is_taken_to_be_right() -> None:
    others = [plan(f"第{name}片", is_said=False) for name in "甲乙丙丁"]
    found = corrected.estimate([*THREE, *others])
    assert found.prices == {}
    assert found.wrong == (6, 6)


def test_what_gets_better_and_worse_is_told_with_its_line() -> None:
    sources = [*THREE, plan("海岸", is_said=False)]
    found = corrected.estimate(sources)
    assert [*effects(sources, found)] == [
        *("better: 河道.txt:5: （一）巡查", "better: 河道.txt:6: （二）保洁"),
        *("better: 水库.txt:5: （一）巡查", "better: 水库.txt:6: （二）保洁"),
        *("better: 湖泊.txt:5: （一）巡查", "better: 湖泊.txt:6: （二）保洁"),
        *("worse: 海岸.txt:5: （一）巡查", "worse: 海岸.txt:6: （二）保洁"),
    ]
    assert summary(sources, found) == (
        "3 corrected plans and 1 other: 6 places wrong before, 2 after; "
        "each corrected plan by what is best for the rest: 6 before, 0 after"
    )


def test_of_two_plans_it_is_not_told_whether_prices_hold_for_others() -> None:
    found = corrected.estimate(THREE[:2])
    assert found.held_out is None
    assert summary(THREE[:2], found).endswith(
        "too few corrected plans to say whether it holds for others"
    )


GRAMMAR = """\
grammar: mine
title: 自定
about: Ours.
include: [gongwen]
families: []
prices: {prices}
"""


def test_a_grammar_may_have_prices_alone() -> None:
    name = "hanzi-dun {hanzi}, 3"
    text = GRAMMAR.replace("{prices}", f"{{skip: 0.5, '{name}': 0.2}}")
    words = user.from_text(text, "mine.yaml")
    assert words.prices["skip"] == 0.5
    assert {
        spelling.price
        for spelling in words.spellings
        if spelling.template == "{hanzi},"
    } == {0.2}
    assert sections("一，治水\n二，清淤\n", words) == ["一，", "二，"]


@pytest.mark.parametrize(
    ("prices", "message"),
    [
        (
            "{skipp: 1}",
            "mine.yaml:6:17: no move and no spelling is called 'skipp': "
            "grammars/search.yaml has the moves",
        ),
        ("{skip: 99}", "mine.yaml:6:16: prices.skip is to be at most 10, not 99"),
        ("{}", "mine.yaml:1:1: the file: a grammar has families, or prices"),
    ],
)
def test_a_price_that_cannot_be_is_told_with_its_place(
    prices: str, message: str
) -> None:
    with pytest.raises(GrammarError) as fault:
        user.from_text(GRAMMAR.replace("{prices}", prices), "mine.yaml")
    assert str(fault.value) == message
