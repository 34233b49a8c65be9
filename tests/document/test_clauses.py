"""Which paragraphs of an article are its own, and which belong to an item."""

import pytest

from planparse.tree import Node
from tests.laws.laws import hold, parsed

LAST = "清源县水务局每年公布一次名单。"
"""The paragraph that is asked about."""


def parent_of(text: str, words: str) -> str | None:
    """The label of the section that a paragraph stands in."""

    def below(node: Node, label: str) -> str | None:
        for child in node.children:
            if child.kind == "paragraph" and text.startswith(words, child.start):
                return label
            own = text[child.start : child.body]
            if (found := below(child, own)) is not None:
                return found
        return None

    return below(parsed(text).documents[0].root, "")


@pytest.mark.parametrize(
    ("items", "parent"),
    [
        ("（一）水源地；\n（二）水库。\n", "第二条"),
        ("(一)水源地;\n(二)水库。\n", "第二条"),
        ("1.水源地；\n2.水库。\n", "第二条"),
        ("一、水源地；\n二、水库。\n", "第二条"),
        ("（一）水源地；\n（二）水库，分为两类：\n1.大型；\n2.小型。\n", "第二条"),
        ("（一）水源地；\n（二）水库：\n", "（二）"),
        ("（一）水源地；\n（二）水库：\n大型水库；\n", "（二）"),
        ("（一）水源地；\n（二）水库：\n大型水库、小型水库。\n", "第二条"),
        ("（一）范围\n水源地和水库。\n（二）名单\n", "（二）"),
        ("（一）水源地。\n取水口在内。\n（二）水库。\n", "（二）"),
    ],
)
@pytest.mark.parametrize("end", ["", "第三条 本办法自公布之日起施行。\n"])
def test_a_paragraph_behind_items_is_the_articles(
    items: str, parent: str, end: str
) -> None:
    text = f"第一条 为了保护水源，制定本办法。\n第二条 保护下列水体：\n{items}{LAST}\n{end}"
    assert parent_of(text, LAST) == parent
    hold(text)


def test_a_paragraph_that_speaks_of_the_one_before_is_always_the_articles() -> None:
    text = "第二条 保护下列水体：\n（一）水源地。\n取水口在内。\n（二）水库。\n前款规定的水体每年公布。\n"
    assert parent_of(text, "前款") == "第二条"
    assert parent_of(text, "取水口") == "（一）"


def test_a_paragraph_before_a_further_item_is_of_the_item_the_series_goes_on_from() -> (
    None
):
    text = (
        "第二条 保护下列水体：\n（一）水源地，分为：\n1.一级；\n2.二级。\n"
        f"{LAST}\n（二）水库。\n第三条 本办法自公布之日起施行。\n"
    )
    assert parent_of(text, LAST) == "（一）"


def test_what_leads_up_to_a_second_list_is_the_articles() -> None:
    text = (
        "第二条 禁止下列行为：\n（一）取土；\n（二）采砂。\n下列行为应当报批：\n"
        "（一）架桥；\n（二）修路。\n第三条 本办法自公布之日起施行。\n"
    )
    assert parent_of(text, "下列行为应当") == "第二条"


def test_items_of_a_plan_keep_their_paragraphs() -> None:
    text = f"一、保护水体\n（一）水源地。\n（二）水库。\n{LAST}\n二、其他\n"
    assert parent_of(text, LAST) == "（二）"
