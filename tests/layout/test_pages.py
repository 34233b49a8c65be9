"""The page that a node stands on, as far as page numbers, heads and form feeds show it."""

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from planparse.export.writers import write
from planparse.records import Exporter
from tests.laws.laws import AUTO, hold, parsed

ITEM = "各镇要逐段排查，建立台账，形成清单，每月通报一次，年底前全部办结。\n"


def pages(text: str) -> dict[str, int | None]:
    """The page of each section, by its label."""
    return {
        row.label or "": row.more.get("page")
        for row in Exporter(parsed(text), AUTO).rows()
        if row.kind == "section"
    }


def plan(*between: str) -> str:
    """A plan whose sections have these lines behind them, the first of them before."""
    labels = "一二三四五六"
    lines = [between[0]]
    for label, line in zip(labels, between[1:], strict=False):
        lines += [f"{label}、清漂", ITEM.strip(), line]
    return "清源县河道保洁实施方案\n" + "\n".join(filter(None, lines)) + "\n"


@pytest.mark.parametrize(
    "foot", ["— {n} —", "第{n}页", "清源县水务局　{n}/9", "清源县水务局\n— {n} —"]
)
def test_feet_end_their_pages(foot: str) -> None:
    feet = [foot.format(n=n) for n in range(1, 5)]
    assert pages(plan("", *feet)) == {"一、": 1, "二、": 2, "三、": 3, "四、": 4}


@pytest.mark.parametrize("head", ["第{n}页", "清源县水务局　第{n}页"])
def test_heads_begin_their_pages(head: str) -> None:
    heads = [head.format(n=n) for n in range(1, 5)]
    text = heads[0] + "\n" + plan("", *heads[1:], "")
    assert pages(text) == {"一、": 1, "二、": 2, "三、": 3, "四、": 4}


def test_numbers_in_mid_sentence_count_too() -> None:
    broken = (
        "一、清漂\n建立一河一档，摸清水质和清淤年\n— {} —\n限，形成清单。\n二、清淤\n"
    )
    assert pages(broken.format(1)) == {"一、": 1, "二、": 2}
    assert pages(broken.format(7)) == {"一、": None, "二、": 8}


def test_left_and_right_pages_count_together() -> None:
    feet = [
        "清源县水务局　第1页",
        "第2页　清源县水务局",
        "清源县水务局　第3页",
        "第4页　清源县水务局",
    ]
    assert list(pages(plan("", *feet)).values()) == [1, 2, 3, 4]


def test_where_numbers_are_missing_nothing_is_said() -> None:
    feet = [f"— {n} —" for n in (1, 2, 4, 5)]
    assert list(pages(plan("", *feet)).values()) == [1, 2, None, 5]


def test_an_excerpt_begins_on_its_own_page() -> None:
    feet = [f"— {n} —" for n in (8, 9, 10, 11)]
    assert list(pages(plan("", *feet)).values()) == [8, 9, 10, 11]


def test_a_cover_without_a_number_is_on_no_page_that_is_known() -> None:
    feet = [f"— {n} —" for n in (2, 3, 4)]
    assert list(pages(plan("", *feet)).values()) == [None, 3, 4]


def test_what_is_longer_than_a_page_behind_the_last_number_is_on_no_page() -> None:
    text = plan("", "— 1 —", "— 2 —") + f"三、补绿\n{ITEM * 9}四、验收\n{ITEM}"
    assert list(pages(text).values()) == [1, 2, None, None]


def test_numbers_begin_anew_in_an_annex() -> None:
    feet = [f"— {n} —" for n in (1, 2, 1, 2)]
    assert list(pages(plan("", *feet)).values()) == [1, 2, 1, 2]


def test_form_feeds_count_pages() -> None:
    text = plan("", "\f", "\f", "")
    assert list(pages(text).values()) == [1, 2, 3]
    assert pages("\f" + text) == pages(text)


def test_form_feeds_take_the_numbers_that_are_printed() -> None:
    feet = [f"— {n} —\n\f" for n in (8, 9, 10)]
    assert list(pages(plan("", *feet, "")).values()) == [8, 9, 10, 11]


def test_form_feeds_count_the_pages_of_a_file() -> None:
    one = "清源县河道保洁工作方案\n一、清漂\n二、清淤\n"
    text = f"{one}\f{one.replace('保洁', '补绿')}"
    rows = list(Exporter(parsed(text), AUTO).rows())
    assert [row.more.get("page") for row in rows if row.kind == "document"] == [1, 2]


def test_form_feeds_that_do_not_end_every_page_show_none() -> None:
    text = plan("", "\f", ITEM * 99 + "\f", "")
    assert set(pages(text).values()) == {None}


def test_form_feeds_where_numbers_begin_anew_take_them() -> None:
    feet = [f"— {n} —\n\f" for n in (1, 2, 1)]
    assert list(pages(plan("", *feet, "")).values()) == [1, 2, 1, None]


@pytest.mark.parametrize("number", ["第{n}页 共4页", "第 {n} 页，共 4 页", "{n}/4"])
def test_no_page_follows_the_last_of_those_counted(number: str) -> None:
    feet = [number.format(n=n) for n in (1, 2, 3, 4)]
    assert list(pages(plan("", *feet, "").rstrip() + "\n六、").values())[:5] == [
        *(1, 2, 3, 4),
        None,
    ]


def test_heads_of_an_excerpt_begin_their_pages() -> None:
    heads = [f"第{n}页" for n in (7, 8, 9)]
    text = heads[0] + "\n" + plan("", *heads[1:], "")
    assert list(pages(text).values()) == [7, 8, 9]


def test_a_document_without_numbers_is_on_no_page_of_the_one_before() -> None:
    other = "清源县绿道补绿工作方案\n" + "".join(
        f"{label}、验收\n{ITEM * 3}" for label in "一二三"
    )
    found = pages(plan("", "— 1 —", "— 2 —") + other)
    assert found["三、"] is None


def test_a_document_that_numbers_its_pages_anew_begins_with_page_one() -> None:
    one = plan("", "第1页", "第2页", "第3页")
    found = [
        row.more.get("page")
        for row in Exporter(parsed(one + one.replace("保洁", "补绿")), AUTO).rows()
        if row.kind == "section"
    ]
    assert found == [1, 2, 3] * 2


def test_a_text_without_pages_shows_none() -> None:
    assert set(pages(plan("", "", "", "")).values()) == {None}
    assert parsed(plan("", "", "")).pages == ()


def test_pages_are_printed_where_they_are_known() -> None:
    of = parsed(plan("", "— 1 —", "— 2 —"))
    nodes = "".join(map(str, write(of, AUTO, "nodes", sha256="", lang="en")))
    assert [json.loads(line).get("page") for line in nodes.splitlines()][:3] == [1] * 3
    plain = "".join(map(str, write(of, AUTO, "yaml", sha256="", lang="en")))
    assert "page:" not in plain


LINES = ["一、清漂", ITEM.strip(), "\f", "清源县水务局　{n}/9", "— {n} —", "{n}", ""]


@given(st.lists(st.tuples(st.sampled_from(LINES), st.integers(0, 9)), max_size=30))
def test_pages_are_in_order_and_in_the_text(lines: list[tuple[str, int]]) -> None:
    text = "\n".join(line.format(n=number) for line, number in lines)
    hold(text)
    found = parsed(text).pages
    starts = [page.start for page in found]
    assert starts == sorted(starts)
    assert all(0 <= start <= len(text) for start in starts)
    assert all(page.number is None or page.number > 0 for page in found)
