"""The estimate of prices: what is counted as wrong, and which changes are kept."""

from functools import partial

from benchmarks import prices
from planparse.learning import estimate
from planparse.learning.estimate import Change, Example
from planparse.pipeline import parse
from planparse.text.encoding import Source
from planparse.tree import Parsed

PLAN = "绿道养护方案\n一、目标\n1.清漂。\n2.清淤。\n二、措施\n1.巡查。\n2.保洁。\n"
PATHS = {("一",), ("一", "1"), ("一", "2"), ("二",), ("二", "1"), ("二", "2")}


def parsed(text: str = PLAN) -> Parsed:
    return parse(Source(text, "utf-8"), estimate.grammar_of(estimate.shipped_prices()))


def test_shipped_prices_make_the_shipped_grammar() -> None:
    shipped = estimate.shipped_prices()
    grammar = estimate.grammar_of(shipped)
    assert grammar.prices.items() <= shipped.items()
    dearer = estimate.grammar_of({**shipped, "skip": 9.0})
    assert dearer.prices["skip"] == 9.0
    assert dearer.prices["open_inline"] == grammar.prices["open_inline"]


def test_a_spelling_may_have_another_price() -> None:
    shipped = estimate.shipped_prices()
    name = next(
        name for name in shipped if name not in estimate.grammar_of(shipped).prices
    )
    found = {
        spelling.price
        for spelling in estimate.grammar_of({**shipped, name: 7.5}).spellings
    }
    assert 7.5 in found


def test_an_outline_counts_what_is_missed_and_what_is_none() -> None:
    wanted = {
        (PLAN.index("一、"), ("一",)),
        (PLAN.index("二、"), ("二",)),
        (PLAN.index("2.保洁"), ("一", "2")),
    }
    count = partial(prices._wrong, wanted=wanted, begins={0}, optional=frozenset())
    # 2.保洁 stands elsewhere, and three that are read are not in the outline
    assert count(parsed()) == prices.CHECKED * 4


def test_a_sample_counts_its_paths() -> None:
    assert prices._wrong_paths(parsed(), prices.Counter(PATHS)) == 0
    assert (
        prices._wrong_paths(parsed(), prices.Counter(PATHS - {("二",)}))
        == prices.CHECKED
    )


def test_an_example_knows_which_prices_it_asks_for() -> None:
    example = estimate.with_asked(
        Example("plan", Source("甲\n一、清漂\n三、清淤\n", "utf-8"), lambda _: 0)
    )
    assert {"skip", "skip_each"} <= example.asked
    assert (
        "swapped"
        not in estimate.with_asked(
            Example("plan", Source("甲\n", "utf-8"), lambda _: 0)
        ).asked
    )


def test_only_changes_that_gain_are_kept() -> None:
    def counts(parse: Parsed) -> int:
        return len(parse.documents[0].root.children)

    example = estimate.with_asked(Example("plan", Source(PLAN, "utf-8"), counts))
    shipped = estimate.shipped_prices()
    wrong = [example.wrong(estimate.grammar_of(shipped))]
    found = [Change("close", 0.4, (0,)), Change("again", 3.0, (1,))]
    best = estimate.estimated([example], [0], shipped, wrong, found)
    assert best == shipped  # the second gains nothing when it is tried
    assert prices.told(shipped, best) == "none changed"
    assert prices.told(shipped, {**shipped, "skip": 9.0}) == "skip 1.5 → 9"


def test_the_samples_are_examples() -> None:
    examples = {example.group: example for example in prices.samples()}
    grammar = estimate.grammar_of(estimate.shipped_prices())
    assert examples["archive"].wrong(grammar) == 0
