"""Line breaks inside brackets and quotations."""

import pytest

from planparse.text.characters import PAIRS
from tests.laws.laws import lines, parsed


@pytest.mark.parametrize("kind", PAIRS, ids="".join)
def test_a_line_break_inside_a_pair_of_brackets_is_none(kind: tuple[str, str]) -> None:
    for opening, closing in zip(*kind, strict=True):
        whole = f"全市继续做好{opening}清水\n行动{closing}的各项准备工作。"
        found = parsed(f"一、目标\n{whole}\n二、任务\n")
        assert lines(found, "paragraph") == [whole]
