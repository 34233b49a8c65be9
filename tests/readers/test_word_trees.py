"""A document written from any tree, with any of its levels numbered by Word, reads back as it."""

from collections.abc import Sequence
from typing import NamedTuple

from hypothesis import given, settings
from hypothesis import strategies as st

import planparse
from planparse.api.node import Node
from planparse.readers.word.number_formats import written

from .docx_files import abstract, docx, level, num, paragraph

LEVELS = (
    ("chineseCountingThousand", "%1、"),
    ("chineseCounting", "（%2）"),
    ("decimal", "%3."),
    ("decimal", "（%4）"),
    ("decimalEnclosedCircleChinese", "%5"),
)
"""How labels are written, level by level, as plans have them."""


class Item(NamedTuple):
    """An item of a plan: what is to be done, and what stands below it."""

    title: str
    below: "tuple[Item, ...]" = ()


titles = st.text("防汛清淤排查隐患责任落实监测预警", min_size=4, max_size=8)
items = st.recursive(
    titles.map(Item),
    lambda below: st.builds(
        Item, titles, st.lists(below, min_size=2, max_size=4).map(tuple)
    ),
    max_leaves=12,
)
plans = st.lists(items, min_size=2, max_size=4)


class Writer:
    """Writes a plan as a Word document; a series is numbered by a list, or typed."""

    def __init__(self, automatic: Sequence[bool]) -> None:
        self.automatic = automatic
        self.body = paragraph("清源县防汛工作方案")
        self.lists = abstract(0, *(level(at, *form) for at, form in enumerate(LEVELS)))
        self.count = 0

    def series(self, plan: Sequence[Item], depth: int) -> None:
        """Write the items of a series, each before what is below it."""
        self.count += 1
        own = self.count
        start = (
            '<w:lvlOverride w:ilvl="{}"><w:startOverride w:val="1"/></w:lvlOverride>'
        )
        self.lists += num(own, 0, start.format(depth))
        for ordinal, item in enumerate(plan, 1):
            if self.automatic[depth]:
                self.body += paragraph(item.title, own, depth)
            else:
                self.body += paragraph(label(ordinal, depth) + item.title)
            if item.below and depth + 1 < len(LEVELS):
                self.series(item.below, depth + 1)


def label(ordinal: int, depth: int) -> str:
    form, text = LEVELS[depth]
    return text.replace(f"%{depth + 1}", written(ordinal, form))


Outline = list[tuple[str | None, str | None, "Outline"]]


def expected(plan: Sequence[Item], depth: int = 0) -> Outline:
    deeper = depth + 1 < len(LEVELS)
    return [
        (
            label(at, depth),
            item.title,
            expected(item.below, depth + 1) if deeper else [],
        )
        for at, item in enumerate(plan, 1)
    ]


def found(nodes: Sequence[Node]) -> Outline:
    return [
        (node.label, node.title or node.text, found(node.children))
        for node in nodes
        if node.kind == "section"
    ]


@given(plans, st.lists(st.booleans(), min_size=5, max_size=5))
@settings(deadline=None, max_examples=60)
def test_a_tree_reads_back_as_it_was_written(
    plan: list[Item], automatic: list[bool]
) -> None:
    writer = Writer(automatic)
    writer.series(plan, 0)
    read = planparse.parse(docx(writer.body, writer.lists))
    (document,) = read.documents
    assert found(document.children) == expected(plan)
    assert read.lacunae() == []
