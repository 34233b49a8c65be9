"""Differences on a terminal: what changed can be told without colours, and copied."""

import re
from itertools import pairwise

import pytest
from hypothesis import given

from planparse.compare.comparison import compare
from planparse.compare.report.terminal import as_text
from planparse.system.columns import columns
from tests.compare.test_page import year
from tests.laws import strategies
from tests.laws.laws import AUTO

OLD = "一、修路\n新修公路2023米，改造桥梁12座，面积120平方米，由县交通局负责。\n"
NEW = "一、修路\n新修公路2024米，改造桥梁15座，面积120平方米，由县交通局负责。\n"
COLOUR = re.compile(r"\x1b\[[0-9;]*m")


def told(old: str, new: str, *, colour: bool, width: int = 80) -> list[str]:
    compared = compare([year(old, "old.txt"), year(new, "new.txt")], AUTO)
    return list(as_text(compared, "en", colour, width, ("reword", "split", "merge")))


@pytest.mark.parametrize("width", [40, 80, 120])
@given(strategies.texts, strategies.texts)
def test_colours_only_add_to_what_is_told(width: int, old: str, new: str) -> None:
    plain = told(old, new, colour=False, width=width)
    coloured = told(old, new, colour=True, width=width)
    assert [COLOUR.sub("", line) for line in coloured] == plain


def test_what_is_gone_and_what_is_new_stand_in_brackets_and_colours() -> None:
    whole = "".join(told(OLD, NEW, colour=True))
    assert "\x1b[31m[-2023-]\x1b[0m\x1b[32m{+2024+}\x1b[0m米" in whole


@pytest.mark.parametrize("width", range(24, 70))
def test_a_line_ends_within_no_number_and_within_its_columns(width: int) -> None:
    lines = [
        line[4:]
        for line in told(OLD, NEW, colour=False, width=width)
        if line.startswith("    ") and "figures" not in line
    ]
    assert lines
    assert all(columns(line) <= width - 4 for line in lines)
    for line, following in pairwise(lines):
        assert not (line[-1].isdigit() and following[0].isdigit())


@pytest.mark.parametrize("width", range(24, 70))
def test_no_line_begins_with_a_closing_mark(width: int) -> None:
    old = "一、修路\n新修公路（含桥梁），面积不少，由县交通局负责，年底前完工。\n"
    lines = told(old, old.replace("年底", "十月底"), colour=False, width=width)
    assert not any(line.lstrip()[:1] in "。，）" for line in lines if line.strip())


def test_it_is_said_why_an_item_is_unknown() -> None:
    old = "一、修路\n修路。\n二、治水\n清淤。\n三、植树\n种植柏树三百棵。\n"
    new = "一、修路\n修路。\n三、植树\n种植柏树三百棵。\n"
    compared = compare([year(old, "old.txt"), year(new, "new.txt")], AUTO)
    lines = list(as_text(compared, "en", False, 80, ("unknown",)))
    at = next(place for place, line in enumerate(lines) if "二、 治水" in line)
    assert lines[at].startswith("unknown")
    assert lines[at + 1].strip() == "may have stood where the other plan lacks numbers"
