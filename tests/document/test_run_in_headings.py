"""Where a section's heading ends: each form, and what looks like one and is none."""

import pytest

from planparse.tree import walk
from tests.laws.laws import hold, parsed

BODY = "各镇要组织保洁队伍，逐日打捞水草，做到日产日清，并按月通报进展。"


def first_section(section: str) -> tuple[str, str]:
    """Return the heading and the own text of the first section of a text."""
    text = f"河道保洁方案\n{section}\n二、清淤\n"
    hold(text)
    nodes = walk(parsed(text).documents[0].root)
    node = next(node for node in nodes if node.kind == "section")
    heading, own = (text[span.start : span.end] for span in (node.heading, node.text))
    return heading, own


@pytest.mark.parametrize(
    ("section", "heading", "own"),
    [
        ("一、清漂", "清漂", ""),
        (f"一、清漂。{BODY}", "清漂", BODY),
        (f"一、清漂：{BODY}", "清漂", BODY),
        (f"一、\n清漂。{BODY}", "清漂", BODY),
        (f"一、开展水面保洁 {BODY}", "开展水面保洁", BODY),
        (f"一、加强领导 落实责任。{BODY}", "加强领导 落实责任", BODY),
        (f"一、加强领导，落实责任。{BODY}", "加强领导，落实责任", BODY),
        ("一、清漂，清淤。\n（一）打捞\n（二）清运", "清漂，清淤", ""),
        (
            f"一、清漂，清淤，护岸，巡查。{BODY}任务有：\n（一）打捞\n（二）清运",
            "清漂，清淤，护岸，巡查",
            f"{BODY}任务有：",
        ),
    ],
)
def test_a_heading_and_its_text(section: str, heading: str, own: str) -> None:
    assert first_section(section) == (heading, own)


@pytest.mark.parametrize(
    "own",
    [
        "清漂的任务要在年底前完成。",
        f"加强领导，按照市里的要求落实责任。{BODY}",
        "清漂，清淤。",
        f"{'清漂' * 13}，{'清淤' * 13}。{BODY}",
    ],
)
def test_a_sentence_is_no_heading(own: str) -> None:
    assert first_section(f"一、{own}") == ("", own)


def test_nothing_in_a_page_number_parts_a_heading() -> None:
    section = "一、开展河道水面保\n— 2 —\n洁。" + BODY
    heading, own = first_section(section)
    assert (heading[:7], heading[-1], own) == ("开展河道水面保", "洁", BODY)


@pytest.mark.parametrize(
    ("words", "heading"),
    [
        ("经济平稳增长，民生持续改善", True),
        ("民生持续改善，经济平稳增长", True),
        ("对外开放扩大，自主创新增强", True),
        ("经专家组评审，项目建设启动", False),
        ("对重点河道，落实责任", False),
        ("经济总量虽有增长，但基础不牢", False),
    ],
)
def test_words_that_begin_like_a_preposition_head_a_section(
    words: str, heading: bool
) -> None:
    text = f"（一）{words}。全县各镇逐项抓好落实，全年目标任务如期完成，群众满意度明显提高。\n"
    (section,) = parsed(text).documents[0].root.children
    assert (section.heading.end > section.heading.start) is heading
