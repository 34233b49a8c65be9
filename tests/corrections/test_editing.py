"""Files of corrections that are written by the command: nothing else in them changes."""

from collections.abc import Iterable

import pytest
import yaml
from hypothesis import given, settings
from hypothesis import strategies as st
from ruamel.yaml import YAML

from planparse.corrections import editing
from planparse.corrections.model import Entry, entries_of, sheet_of
from planparse.errors import CorrectionsError

SHA, OTHER = "0f" * 32, "1e" * 32
BY_HAND = f"""# 订正
schema: 1   # the only one
files:
# the first
- path: a.txt
  sha256: {SHA}
  corrections:
  - line: 3   # see page 2
    words: 工作目标
    is: heading
    why: |
      原件为黑体
      见第二页

  # and this
  - {{line: 5, words: （三）, is: no-hole}}

- path: b.txt
  sha256: {OTHER}
  corrections:
    - is: text
      line: 1
      words: '1.10'
# the end
"""


def entry(line: int, words: str, kind: str, **more: object) -> Entry:
    (found,) = entries_of([{"line": line, "words": words, "is": kind, **more}])
    return found


def said(text: str, sha256: str = SHA) -> list[tuple[int, str, str]]:
    """What a text of corrections says of a digest."""
    return [
        (one.line, one.words, one.is_)
        for file in sheet_of(text, "-").files
        if file.sha256 == sha256
        for one in file.corrections
    ]


def removed(text: str, lines: Iterable[int], sha256: str = SHA) -> str:
    return editing.without_entries(text, "-", sha256, lambda one: one.line in [*lines])


def test_a_correction_is_added_behind_the_others_of_its_file() -> None:
    text = editing.with_entry(BY_HAND, "-", "a.txt", SHA, entry(9, "一、", "section"))
    assert said(text)[-1] == (9, "一、", "section")
    added = "  - line: 9\n    words: 一、\n    is: section\n"
    assert text.replace(added, "") == BY_HAND
    assert text.index(added) < text.index("- path: b.txt")


def test_a_file_is_added_behind_the_others() -> None:
    text = editing.with_entry(BY_HAND, "-", "c.txt", "2d" * 32, entry(1, "甲", "title"))
    assert text.startswith(BY_HAND.removesuffix("# the end\n"))
    assert text.endswith("    is: title\n# the end\n")


def test_what_was_said_of_the_same_words_gives_way() -> None:
    text = editing.with_entry(
        BY_HAND, "-", "a.txt", SHA, entry(3, "工作目标", "heading", level=2)
    )
    assert said(text) == [(5, "（三）", "no-hole"), (3, "工作目标", "heading")]
    assert "黑体" not in text
    assert "# and this" in text


def test_corrections_are_taken_out_with_their_lines() -> None:
    text = removed(BY_HAND, [3])
    assert said(text) == [(5, "（三）", "no-hole")]
    assert "黑体" not in text
    text = removed(BY_HAND, [3, 5])
    assert said(text) == []
    assert "a.txt" not in text
    assert said(text, OTHER) == [(1, "1.10", "text")]
    text = removed(text, [1], OTHER)
    assert sheet_of(text, "-").files == ()
    assert text.splitlines()[0] == "# 订正"


@pytest.mark.parametrize("files", ["", " []", " # none yet"])
def test_the_first_one_is_added_to_an_empty_file(files: str) -> None:
    text = f"schema: 1\nfiles:{files}\n"
    text = editing.with_entry(text, "-", "a.txt", SHA, entry(1, "甲", "title"))
    assert said(text) == [(1, "甲", "title")]
    text = f"schema: 1\nfiles:\n- path: a\n  sha256: {SHA}\n  corrections:{files}\n"
    text = editing.with_entry(text, "-", "a.txt", SHA, entry(1, "甲", "title"))
    assert said(text) == [(1, "甲", "title")]


def test_lists_in_brackets_are_changed_by_hand() -> None:
    text = f"schema: 1\nfiles:\n- path: a\n  sha256: {SHA}\n  corrections: [{{line: 1, words: 甲, is: title}}]\n"
    with pytest.raises(
        CorrectionsError, match=r"^-:5: a list in brackets .*: add\n- line: 2\n"
    ):
        editing.with_entry(text, "-", "a", SHA, entry(2, "乙", "title"))


def test_a_faulty_file_is_not_added_to() -> None:
    with pytest.raises(CorrectionsError, match="files is missing"):
        editing.with_entry("schema: 1\n", "-", "a", SHA, entry(2, "乙", "title"))


def test_corrections_go_over_to_new_content() -> None:
    line_of = editing.moved_lines("前言\n一、\n（三）\n工作目标\n（三）\n")
    text = editing.renewed(BY_HAND, "-", "a.txt", "2d" * 32, line_of)
    assert said(text, "2d" * 32) == [
        (4, "工作目标", "heading"),
        (5, "（三）", "no-hole"),
    ]
    assert said(text) == []
    line_of = editing.moved_lines("（三）\n（三）\n")
    text = editing.renewed(BY_HAND, "-", "a.txt", "2d" * 32, line_of)
    assert said(text, "2d" * 32) == []
    assert text == BY_HAND


words = st.text(st.characters(exclude_categories=["Cs"]), min_size=1, max_size=12)


@settings(max_examples=20)
@given(st.lists(st.tuples(st.integers(1, 4), words, words), min_size=1, max_size=3))
def test_what_is_written_is_read_back_by_any_reader(
    drawn: list[tuple[int, str, str]],
) -> None:
    text = BY_HAND
    for line, own, why in drawn:
        before = said(text)
        added = entry(line, own, "text", why=why)
        text = editing.with_entry(text, "-", "a.txt", SHA, added)
        place = (line, own, "text")
        assert said(text) == [*(one for one in before if one != place), place]
        for data in (yaml.safe_load(text), YAML(typ="safe", pure=True).load(text)):
            last = data["files"][0]["corrections"][-1]
            assert last == {"line": line, "words": own, "is": "text", "why": why}
    lines = {line for line, _, _ in drawn} | {3, 5}
    assert (
        removed(text, lines).split("- path: b.txt")[1]
        == BY_HAND.split("- path: b.txt")[1]
    )
