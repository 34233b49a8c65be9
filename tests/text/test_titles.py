"""Titles: versions, numbers at their ends, titles in 《》."""

import pytest

from planparse.text.titles import clean_title, counts_on, titles, without_version


@pytest.mark.parametrize(
    ("title", "expected"),
    [
        ("河道保洁办法（试行）", "河道保洁办法"),
        ("河道保洁办法（修订）(2026)", "河道保洁办法"),
        ("河道（湖泊）保洁办法", "河道（湖泊）保洁办法"),
    ],
)
def test_versions_stand_in_brackets_at_the_end(title: str, expected: str) -> None:
    assert without_version(title) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("# 东 湖 市\n工作要点", "东湖市工作要点"),
        ("River  plan\n2026", "River plan 2026"),
    ],
)
def test_a_title_is_printed_in_one_piece(text: str, expected: str) -> None:
    assert clean_title(text) == expected


@pytest.mark.parametrize(
    ("title", "following", "expected"),
    [
        ("工作计划一", "工作计划二", True),
        ("工作计划", "工作计划 2", True),
        ("工作计划九", "工作计划十", True),
        ("工作计划一", "工作计划三", False),
        ("工作计划一", "工作总结二", False),
    ],
)
def test_a_title_counts_on(title: str, following: str, expected: bool) -> None:
    assert counts_on(title, following) is expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("落实《甲》和《乙》", ["《甲》", "《乙》"]),
        ("《关于转发《节水办法》的通知》", ["《关于转发《节水办法》的通知》"]),
        ("《关于\n节水的通知》", ["《关于\n节水的通知》"]),
        ("《关于\n\n节水的通知》", []),
        ("《》", []),
    ],
)
def test_titles_in_text(text: str, expected: list[str]) -> None:
    assert [text[at:to] for at, to in titles(text, 0, len(text))] == expected
