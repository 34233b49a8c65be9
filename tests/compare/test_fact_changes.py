"""What changed in facts, on records written by hand."""

from typing import Any

import pytest

from planparse.compare.fact_changes import FactChange, changes
from planparse.compare.items import FACTS, Item, fold
from planparse.compare.measures import Cluster, Measures
from planparse.compare.natures import NO_SETTING
from planparse.grammar.shipped import compare_rules

MEASURES = Measures(compare_rules().measures)


def item(text: str, **facts: list[dict[str, Any]]) -> Item:
    assert set(facts) <= set(FACTS)
    return Item(
        0,
        "d1/1",
        -1,
        "section",
        "一、",
        None,
        text,
        0,
        len(text),
        1,
        "complete",
        fold(text),
        False,
        (),
        facts,
    )


def figure(
    text: str,
    low: float,
    unit: str = "%",
    high: float | None = None,
    modifier: str | None = None,
) -> Any:
    return {"text": text, "low": low, "high": high, "unit": unit, "modifier": modifier}


def changes_of(old: Item, new: Item) -> tuple[FactChange, ...]:
    return changes(Cluster([old], [NO_SETTING]), Cluster([new], [NO_SETTING]), MEASURES)


def told(old: Item, new: Item) -> list[tuple[str, str, str, str]]:
    return [
        (
            change.field,
            change.kind,
            *((fact and fact.get("text")) or "" for fact in (change.old, change.new)),
        )
        for change in changes_of(old, new)
    ]


def test_a_target_is_raised() -> None:
    old = item("整改率达到70%以上", figures=[figure("70%以上", 70, modifier="以上")])
    new = item("整改率达到80%以上", figures=[figure("80%以上", 80, modifier="以上")])
    assert told(old, new) == [("figures", "raised", "70%以上", "80%以上")]
    assert told(new, old) == [("figures", "lowered", "80%以上", "70%以上")]
    assert told(old, old) == []


def test_figures_are_told_apart_by_the_words_around_them() -> None:
    old = item(
        "整改率达到70%，覆盖率达到90%。", figures=[figure("70%", 70), figure("90%", 90)]
    )
    new = item(
        "覆盖率达到95%，整改率达到75%。", figures=[figure("95%", 95), figure("75%", 75)]
    )
    assert told(old, new) == [
        ("figures", "raised", "70%", "75%"),
        ("figures", "raised", "90%", "95%"),
    ]


def test_one_of_very_many_figures_is_compared_with_those_at_its_place() -> None:
    roads = range(1600)
    old, new = (
        item(
            "".join(f"修路{road}至{road + 1}投资{sum_}万元，" for road in roads),
            figures=[figure(f"{sum_}万元", sum_, "万元") for _ in roads],
        )
        for sum_ in (20, 30)
    )
    assert told(old, new) == [("figures", "raised", "20万元", "30万元")] * 1600


def test_a_figure_is_found_again_among_very_many_others() -> None:
    others = [f"修桥投资{sum_}万元，" for sum_ in range(1600)]
    figures = [figure(f"{sum_}万元", sum_, "万元") for sum_ in range(1600)]
    old = item("建校15所。", figures=[figure("15所", 15, "所")])
    new = item(
        f"{''.join(others)}建校20所。", figures=[*figures, figure("20所", 20, "所")]
    )
    assert ("figures", "raised", "15所", "20所") in told(old, new)


def test_figures_of_other_units_are_not_compared() -> None:
    old = item("新建书房6处", figures=[figure("6处", 6, "处")])
    new = item("新建书房900平方米", figures=[figure("900平方米", 900, "平方米")])
    assert told(old, new) == [
        ("figures", "dropped", "6处", ""),
        ("figures", "added", "", "900平方米"),
    ]


@pytest.mark.parametrize(
    ("before", "after", "kind"),
    [
        (figure("10%", 10), figure("10%", 10, modifier="不少于"), "changed"),
        (figure("6%-7%", 6, high=7), figure("6.5%", 6.5), "changed"),
        (figure("6%-7%", 6, high=7), figure("6%-8%", 6, high=8), "raised"),
        (figure("6.5%", 6.5), figure("6%", 6), "lowered"),
        (figure("若干", None), figure("6%", 6), "changed"),  # type: ignore[arg-type]
    ],
)
def test_ranges_and_modifiers(before: Any, after: Any, kind: str) -> None:
    old, new = (
        item(f"茶园增长{one['text']}", figures=[one]) for one in (before, after)
    )
    assert [change[1] for change in told(old, new)] == [kind]


@pytest.mark.parametrize(
    ("before", "after", "kind"),
    [
        (("11月底前", "2023-11-30"), ("10月底前", "2023-10-31"), ["earlier"]),
        (("11月底前", "2023-11-30"), ("10月底前", "2024-10-31"), ["earlier"]),
        (("年底前", "2023-12-31"), ("年底前", "2024-12-31"), []),
        (("2023年底前", "2023-12-31"), ("2024年底前", "2024-12-31"), ["later"]),
        (("年底前", "2023-12-31"), ("12月底前", "2023-12-31"), []),
        (("6月份前", None), ("7月份前", None), ["changed"]),
        (("6月份前", None), ("6月份前", None), []),
        (("2023.6.30", "2023-06-30"), ("2024.6.30", "2024-06-30"), ["later"]),
        (("二〇二三年底前", "2023-12-31"), ("二〇二四年底前", "2024-12-31"), ["later"]),
        (("每季度末", None), ("每月底前", None), ["changed"]),
        (("年底前", "2023-12-31"), ("长期坚持", None), ["changed"]),
    ],
)
def test_deadlines(
    before: tuple[str, str | None], after: tuple[str, str | None], kind: list[str]
) -> None:
    old, new = (
        item(f"{text}全部开放", deadlines=[{"text": text, "until": until}])
        for text, until in (before, after)
    )
    assert [change[1] for change in told(old, new)] == kind


def test_terms_without_an_end_are_the_same_in_whatever_words() -> None:
    old, new = (
        item(
            f"整治河道（{text}）",
            deadlines=[{"text": text, "until": None, "term": "ongoing"}],
        )
        for text in ("长期坚持", "持续推进")
    )
    assert told(old, new) == []


def test_owners_come_and_go_one_by_one() -> None:
    old = item(
        "（责任单位：市水务局、市住建局）",
        owners=[{"role": "responsible", "units": ["市水务局", "市住建局"]}],
    )
    new = item(
        "（责任单位：市水务局、市应急局）",
        owners=[{"role": "responsible", "units": ["市水务局", "市应急局"]}],
    )
    assert [
        (one.kind, (one.old or one.new or {})["units"]) for one in changes_of(old, new)
    ] == [
        ("dropped", ["市住建局"]),
        ("added", ["市应急局"]),
    ]


def test_references_come_and_go() -> None:
    old = item("按照《甲办法》", references=[{"text": "《甲办法》", "kind": "title"}])
    new = item("按照《乙办法》", references=[{"text": "《乙办法》", "kind": "title"}])
    assert told(old, new) == [
        ("references", "dropped", "《甲办法》", ""),
        ("references", "added", "", "《乙办法》"),
    ]


def test_the_way_back_is_the_mirror_image() -> None:
    old = item(
        "达到70%，年底前",
        figures=[figure("70%", 70)],
        deadlines=[{"text": "年底前", "until": "2023-12-31"}],
    )
    new = item(
        "达到80%，6月前",
        figures=[figure("80%", 80)],
        deadlines=[{"text": "6月前", "until": "2023-05-31"}],
    )
    assert [change.mirrored() for change in changes_of(old, new)] == list(
        changes_of(new, old)
    )
