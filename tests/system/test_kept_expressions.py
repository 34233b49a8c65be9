"""Expressions that are kept compiled: they are those that `re` itself would make."""

import re
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from planparse.system.kept_expressions import keep, recall

ONE = r"第(?P<number>[一二三四五六七八九十]{1,3})条(?<!前条)|[^\W\d]++(?P<rest>.*)"


@pytest.fixture
def kept(tmp_path: Path) -> Iterator[Path]:
    """The path of a file; `re` remembers nothing."""
    re.purge()
    yield tmp_path / "kept"
    re.purge()


def remembered() -> dict[tuple[type, str | bytes, int], re.Pattern[str]]:
    return dict(re._cache)


def test_what_is_recalled_is_what_was_compiled(kept: Path) -> None:
    re.compile(ONE)
    re.compile(ONE, re.MULTILINE | re.IGNORECASE)
    re.sub(rb"[\x80-\xff]+", b"", b"")  # from 3.13 on its flags are no plain number
    compiled = remembered()
    keep(kept)
    re.purge()
    recall(kept)
    assert remembered() == compiled
    assert len(compiled) == 3
    found = re.compile(ONE).match("第三条")
    assert found is not None
    assert found.groupdict() == {"number": "三", "rest": None}
    assert remembered().keys() == compiled.keys()


def test_the_program_of_another_engine_is_left_alone(kept: Path) -> None:
    re.compile(ONE)
    keep(kept)
    re.purge()
    seal, _, programs = kept.read_bytes().partition(b"\n")
    other = seal.replace(sys.implementation.name.encode(), b"other")
    assert other != seal
    kept.write_bytes(other + b"\n" + programs)
    recall(kept)
    assert not remembered()


@pytest.mark.parametrize("damage", ["empty", "sealed only", "cut", "changed"])
def test_a_damaged_file_is_left_alone(kept: Path, damage: str) -> None:
    re.compile(ONE)
    keep(kept)
    re.purge()
    whole = kept.read_bytes()
    sealed = whole.index(b"\n") + 1
    kept.write_bytes(
        {
            "empty": b"",
            "sealed only": whole[:sealed],
            "cut": whole[:-1],
            "changed": whole[:-1] + bytes([whole[-1] ^ 1]),
        }[damage]
    )
    recall(kept)
    assert not remembered()


def test_a_file_that_cannot_be_read_is_left_alone(kept: Path) -> None:
    kept.mkdir()
    recall(kept)
    assert not remembered()


def test_a_package_without_programs_compiles_as_ever(kept: Path) -> None:
    recall(kept)
    assert not remembered()
