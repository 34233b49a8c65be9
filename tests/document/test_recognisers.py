"""Each recogniser of a part before or behind the body, by one example that needs it."""

from typing import NamedTuple

import pytest

from planparse.document import recognisers
from planparse.tree import walk
from tests.laws.laws import hold, parsed

BODY = "一、清漂\n每周打捞一次。\n二、清淤\n每年一次。\n"
TITLE = "关于河道保洁的通知\n"


class Example(NamedTuple):
    """A text, and one of its lines with the kind that only one recogniser gives it."""

    text: str
    line: str
    kind: str


EXAMPLES = (
    Example(f"{TITLE}东水发〔2026〕5号\n{BODY}", "东水发〔2026〕5号", "docnumber"),
    Example(f"{TITLE}{BODY}附件：保洁标准\n", "附件：保洁标准", "attachment"),
    Example(f"{TITLE}{BODY}2026年3月1日\n", "2026年3月1日", "date"),
    Example(f"{TITLE}{BODY}东湖市水务局\n2026年3月1日\n", "东湖市水务局", "signature"),
    Example(f"{TITLE}{BODY}东湖市水务局\n2026-3-1\n", "2026-3-1", "date"),
    Example(f"{TITLE}{BODY}2026年3月1日\n市水务局：\n", "市水务局：", "paragraph"),
    Example(f"{TITLE}各区水务局：\n{BODY}", "各区水务局：", "addressee"),
    Example(f"{TITLE}东水发〔2026〕5\n{BODY}", "东水发〔2026〕5", "docnumber"),
    Example(
        f"{TITLE}{BODY}附件河道保洁员考核管理办法\n",
        "附件河道保洁员考核管理办法",
        "attachment",
    ),
    Example(
        f"河道保洁报告\n2026年1月9日在东湖市第三次河长会议上\n{BODY}",
        "2026年1月9日在东湖市第三次河长会议上",
        "subtitle",
    ),
    Example(f"河道保洁方案\n（征求意见稿）\n{BODY}", "（征求意见稿）", "subtitle"),
    Example(
        f"东湖市水务局\n关于做好河道保洁工作的通知\n{BODY}",
        "东湖市水务局\n关于做好河道保洁工作的通知",
        "title",
    ),
    Example(f"为民河道十条\n{BODY}", "为民河道十条", "title"),
    Example(
        f"关于印发《河道保洁十条》的通知\n现印发《河道保洁十条》。\n2026年3月1日\n"
        f"《河道保洁十条》\n{BODY}",
        "《河道保洁十条》",
        "title",
    ),
)
"""In the order of the recognisers."""


def kind(example: Example) -> str | None:
    """Return the kind of the example's line, None where no node is that line."""
    found = parsed(example.text)
    nodes = (node for document in found.documents for node in walk(document.root))
    kinds = (
        node.kind
        for node in nodes
        if example.text[node.start : node.end] == example.line
        and node.kind not in ("document", "section")
    )
    return next(kinds, None)


@pytest.mark.parametrize("place", range(len(recognisers.RECOGNISERS)), ids=str)
def test_a_part_is_known_by_its_recogniser_alone(
    place: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    example = EXAMPLES[place]
    assert recognisers.RECOGNISERS[place].kind == example.kind
    assert kind(example) == example.kind
    hold(example.text)
    others = (
        *recognisers.RECOGNISERS[:place],
        *recognisers.RECOGNISERS[place + 1 :],
    )
    monkeypatch.setattr(recognisers, "RECOGNISERS", others)
    assert kind(example) != example.kind


def test_every_recogniser_has_its_example() -> None:
    assert len(EXAMPLES) == len(recognisers.RECOGNISERS)
