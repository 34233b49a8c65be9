"""Characters by kind, and that no other module has a table of brackets of its own."""

import ast
import re
import unicodedata
from collections.abc import Iterator
from itertools import permutations
from pathlib import Path

import pytest

import planparse
from planparse.text.characters import (
    BLANK,
    BLANKS,
    CLOSINGS,
    HAN,
    OPENINGS,
    PAIRS,
    SPACE,
    is_han,
    is_open,
)

HOME = Path(planparse.__file__).parent
OWN = HOME / "text" / "characters.py"


@pytest.mark.parametrize("char", ["㐀", "一", "鿿", "豈", "𠀀", "𮯠", "𱍐"])
def test_han_of_every_plane_is_han(char: str) -> None:
    assert is_han(char)
    assert re.fullmatch(f"[{HAN}]", char)


@pytest.mark.parametrize("char", ["", "a", "〇", "、", "ア", "㈠", "①", "（"])
def test_what_is_no_han(char: str) -> None:
    assert not is_han(char)
    assert not re.fullmatch(f"[{HAN}]", char)


def test_blanks_are_the_spaces_of_unicode_and_tabs() -> None:
    spaces = {chr(c) for c in range(0x10000) if unicodedata.category(chr(c)) == "Zs"}
    assert set(BLANKS) == spaces | set("\t\x0b\x0c")
    assert {char for char in BLANKS if re.fullmatch(SPACE, char)} == spaces
    assert all(re.fullmatch(BLANK, char) for char in BLANKS)


def test_an_opening_and_its_closing_mirror_each_other() -> None:
    for kind in PAIRS:
        for opening, closing in zip(*kind, strict=True):
            names = unicodedata.name(opening), unicodedata.name(closing)
            assert names[0].replace("LEFT", "RIGHT") == names[1]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("印发《河道", True),
        ("印发《河道》", False),
        ("东水发［2026", True),
        ("（见附件)", False),
        ("称为「治水", True),
        ("", False),
    ],
)
def test_what_is_open_at_the_end(text: str, expected: bool) -> None:
    assert is_open(text) is expected


KINDS = {
    side: [mark for kind in PAIRS if (mark := getattr(kind, side)[0])]
    for side in ("opening", "closing")
}
SHAPES = [pair for kind in PAIRS for side in kind for pair in permutations(side, 2)]
ROWS = [
    re.compile(f"[{''.join(marks)}][([)]?[{''.join(marks)}][([)]?[{''.join(marks)}]")
    for marks in KINDS.values()
]
"""Three openings, or three closings, of whatever kind side by side."""


def pairs(node: ast.AST) -> Iterator[tuple[ast.AST | None, ast.AST]]:
    if isinstance(node, ast.Dict):
        yield from zip(node.keys, node.values, strict=True)
    elif isinstance(node, ast.Tuple) and len(node.elts) == 2:
        yield node.elts[0], node.elts[1]


def tables(path: Path) -> Iterator[str]:
    """The literals of a module that pair brackets, or put those of several kinds in a row."""
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        for pair in pairs(node):
            match pair:
                case ast.Constant(value=str(one)), ast.Constant(value=str(other)):
                    if one and set(one) <= set(OPENINGS) and other[:1] in CLOSINGS:
                        yield f"{one} {other}"
        match node:
            case ast.Constant(value=str(text)) if "\n" not in text and "[^" not in text:
                if any(row.search(text) for row in ROWS):
                    yield text


def shapes(path: Path) -> Iterator[str]:
    """The literals of a module with two shapes of one bracket side by side, such as （(."""
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        match node:
            case ast.Constant(value=str(text)) if "\n" not in text:
                if any(one + other in text for one, other in SHAPES):
                    yield text


def test_the_shapes_of_a_bracket_are_listed_in_characters_alone() -> None:
    own = {
        f"{path.relative_to(HOME)}: {literal}"
        for path in HOME.rglob("*.py")
        if path != OWN
        for literal in shapes(path)
    }
    assert own == set()


def test_every_table_of_brackets_is_the_one_in_characters() -> None:
    own = {
        f"{path.relative_to(HOME)}: {table}"
        for path in HOME.rglob("*.py")
        if path != OWN
        for table in tables(path)
    }
    assert own == set()


def test_no_module_has_a_range_of_han_characters_of_its_own() -> None:
    for path in HOME.rglob("*.py"):
        text = path.read_text(encoding="utf-8")
        if path != OWN:
            assert not re.search(r"\\u9fff|鿿|\\u4e00|一-", text), path
