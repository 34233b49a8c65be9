"""Doubts about a source as a whole: damage, garbled text, what is no text at all."""

from pathlib import Path
from random import Random

import pytest

from planparse.findings.encoding import source_findings
from planparse.grammar.shipped import common_characters
from planparse.text.encoding import decode


def found_in(
    data: bytes, encoding: str | None = None
) -> list[tuple[str, int, int, tuple[str, ...]]]:
    return [
        tuple(found)
        for found in source_findings(
            decode(data, encoding=encoding), common_characters()
        )
    ]


def test_true_text_raises_no_doubt(samples: Path) -> None:
    for sample in samples.glob("*.txt"):
        assert found_in(sample.read_bytes()) == []


def test_damage_is_told_where_it_stands() -> None:
    assert found_in("一、抓".encode() + b"\xff\xfe" + "落实\n".encode(), "utf-8") == [
        ("D101", 3, 4, ("2", "utf-8"))
    ]


def test_much_damage_is_told_in_sum() -> None:
    found = found_in("加强监管。".encode().join([b"\xff"] * 100), "utf-8")
    assert len(found) == 31
    assert found[-1] == ("D101", 180, 595, ("70", "utf-8"))


def test_mojibake_is_told_once(samples: Path) -> None:
    text = (samples / "law.txt").read_text(encoding="utf-8")
    found = found_in(text.encode("utf-8").decode("gb18030", "replace").encode("utf-8"))
    assert [code for code, *_ in found if code == "D102"] == ["D102"]


@pytest.mark.parametrize(
    ("data", "encoding", "facts"),
    [
        (b"\x7fELF\x02\x01\x01\x00" * 9, None, ("utf-8", "7")),
        (Random(1).randbytes(4096), None, ("gb18030", "5")),
        ("一、抓落实。".encode("gb18030") * 9, "utf-8", ("utf-8", "2")),
    ],
    ids=["program", "random", "encoding"],
)
def test_what_is_no_text_is_told_so_and_nothing_else(
    data: bytes, encoding: str | None, facts: tuple[str, str]
) -> None:
    assert found_in(data, encoding) == [("D104", 0, 0, facts)]


def test_a_hole_of_nuls_leaves_it_a_text() -> None:
    found = found_in(
        "一、抓落实\n".encode() + bytes(4096) + "二、强监管\n".encode(), "utf-8"
    )
    assert [code for code, *_ in found] == ["D103"]


@pytest.mark.parametrize(
    "char", ["\0", "\x0b", "\x0c", "\x1b", "\x7f", "\x85", "\u200b", "\u202e", "\ufeff"]
)
def test_the_first_character_nobody_sees_is_told(char: str) -> None:
    assert found_in(f"一、抓{char}落{char}实".encode(), "utf-8") == [("D103", 3, 4, ())]


def test_tabs_ideographic_blanks_and_line_ends_are_seen() -> None:
    assert found_in("一、\t抓\u3000落\xa0实\r\n二、强\r监管\n".encode()) == []
