"""What heads a contents page."""

import pytest

from tests.laws.laws import parsed

BEHIND = "一、清淤\n二、补种\n一、清淤\n各镇要按月清淤。\n二、补种\n各镇要按季补种。\n"


def kinds(text: str) -> list[str]:
    """The kinds of the nodes below the root."""
    (document,) = parsed(text).documents
    return [node.kind for node in document.root.children]


@pytest.mark.parametrize(
    "head", ["目录", "目　录", "目錄", "目次", "CONTENTS", "C O N T E N T S"]
)
def test_a_word_heads_a_contents_page(head: str) -> None:
    assert kinds(f"{head}\n{BEHIND}") == [*3 * ["contents"], *2 * ["section"]]


@pytest.mark.parametrize("head", ["目的", "项目录入", "CONTENT"])
def test_other_words_do_not(head: str) -> None:
    assert "contents" not in kinds(f"{head}\n{BEHIND}")
