"""Figures through the years: one indicator is one series, and what is not sure is left out."""

import re
from collections.abc import Sequence

import pytest

from planparse.compare.comparison import compare
from planparse.compare.items import Edition
from planparse.compare.measures import Measures
from planparse.compare.page import as_page
from planparse.compare.page.charts import Frame, labels_with_room, overlap
from planparse.compare.series import Series, series
from planparse.grammar.shipped import compare_rules
from tests.compare.test_page import Page, year
from tests.laws.laws import AUTO

MEASURES = Measures(compare_rules().measures)


def plans(*sentences: str) -> list[Edition]:
    """Plans of successive years from 2020 on, each of one item."""
    return [
        year(f"东水县{2020 + place}年工作要点\n一、目标\n{text}\n", f"{place}.txt")
        for place, text in enumerate(sentences)
    ]


def told(found: Sequence[Series]) -> dict[str, list[tuple[int, str]]]:
    return {
        one.name: [(point.edition, point.text) for point in one.points] for one in found
    }


def test_a_figure_is_followed_through_the_years() -> None:
    found = series(
        plans("粮食产量达到5万吨。", "粮食产量达到6万吨。", "粮食产量达到5.5万吨。"),
        MEASURES,
    )
    assert told(found) == {"粮食产量": [(0, "5万吨"), (1, "6万吨"), (2, "5.5万吨")]}
    assert [point.value for point in found[0].points] == [50000, 60000, 55000]


@pytest.mark.parametrize(
    "texts",
    [
        ("粮食产量达到5万吨。", "粮食产量达到6万吨。", "蔬菜产量达到5万吨。"),
        ("粮食产量达到5万吨。", "粮食产量达到6万吨。", "粮食产量增长5%。"),
        ("粮食产量达到5万吨。", "粮食产量达到6万吨。", "组织文艺演出。"),
        (
            "粮食产量达到5万吨。",
            "粮食产量达到6万吨。",
            "粮食产量达到5万吨。粮食产量达到7万吨。",
        ),
    ],
    ids=["another thing", "growth", "nothing", "two values"],
)
def test_two_plans_are_no_series(texts: tuple[str, ...]) -> None:
    assert series(plans(*texts), MEASURES) == []


def test_a_year_without_the_figure_is_a_gap() -> None:
    found = series(
        plans(
            "粮食产量达到5万吨。",
            "组织演出。",
            "粮食产量达到6万吨。",
            "粮食产量达到7万吨。",
        ),
        MEASURES,
    )
    assert told(found) == {"粮食产量": [(0, "5万吨"), (2, "6万吨"), (3, "7万吨")]}


def page_of(*texts: str) -> str:
    return "".join(as_page(compare(plans(*texts), AUTO), "en"))


def test_a_chart_has_a_dot_for_each_value_that_leads_to_its_item() -> None:
    whole = page_of("粮食产量达到5万吨。", "粮食产量达到6万吨。", "粮食产量达到7万吨。")
    chart = whole[whole.index("<figure") : whole.index("</figure>")]
    assert "粮食产量" in chart
    assert re.findall(r"<title>(.*?)</title>", chart) == [
        "2020: 5万吨",
        "2021: 6万吨",
        "2022: 7万吨",
    ]
    heights = [float(y) for y in re.findall(r'cy="([\d.]+)"', chart)]
    assert heights == sorted(heights, reverse=True)
    assert len(set(heights)) == 3
    found = Page(whole)
    links = re.findall(r'href="#([^"]+)"', chart)
    assert len(links) == 3
    assert [found.items[link].count("粮食产量") for link in links] == [1, 1, 1]
    assert [year for year in ("2020", "2021", "2022") if f">{year}<" in chart] == [
        "2020",
        "2021",
        "2022",
    ]


def test_a_line_is_broken_where_a_plan_has_no_value() -> None:
    whole = page_of(
        "粮食产量达到5万吨。",
        "粮食产量达到6万吨。",
        "组织演出。",
        "粮食产量达到7万吨。",
    )
    path = re.search(r'<g class="target"><path d="([^"]+)"', whole)
    assert path
    assert re.sub(r"[\d. ]+", "", path[1]) == "MLM"


def test_two_plans_have_no_charts() -> None:
    assert "<svg" not in page_of("粮食产量达到5万吨。", "粮食产量达到6万吨。")


def test_labels_stand_beside_each_other_and_within_the_chart() -> None:
    found = series(
        plans(*(f"粮食产量达到{value}万吨。" for value in (50, 51, 49.5, 50.5, 52))),
        MEASURES,
    )
    labels = labels_with_room(found, Frame(found, 5))
    assert {"50万吨", "52万吨", "49.5万吨"} <= {label.text for label in labels}
    for place, label in enumerate(labels):
        assert label.box[0] >= 0
        assert label.box[2] <= 320
        assert not any(overlap(label.box, other.box) for other in labels[:place])
