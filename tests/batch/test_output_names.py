"""The names of outputs."""

import os
import sys
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from planparse.batch import output_names
from tests.batch.conftest import (
    Batch,
    manifest,
    plan,
    tree,
    write,
)


def test_names_that_collide_are_kept_apart(here: Path, batch: Batch) -> None:
    for name in (
        "a.txt",
        "A.txt",
        "é.txt",
        "e\u0301.txt",
        "con.txt",
        "b?.txt",
        "b*.txt",
        "x" * 250,
    ):
        write(here / "odd" / name, plan(len(name)))
    assert batch("odd", "-o", "out").returncode == 0
    first = list(tree(here / "out"))
    assert len(first) == 8
    assert len({output_names.folded(name) for name in first}) == 8
    assert not any(set(name) & set('?*<>:"|\\') for name in first)
    batch("odd", "-o", "again", "--force")
    assert list(tree(here / "again")) == first


@given(
    st.lists(
        st.text(st.characters(exclude_characters="/"), min_size=1).filter(
            lambda part: part not in (".", "..")
        ),
        min_size=1,
        max_size=3,
    )
)
def test_names_of_outputs_are_safe_and_stable(parts: list[str]) -> None:
    name = output_names.safe("/".join(parts))
    assert name == output_names.safe("/".join(parts)) == output_names.safe(name)
    assert name.count("/") == len(parts) - 1
    for part in name.split("/"):
        assert part
        assert len(part.encode()) <= 240
        assert not set(part) & set('<>:"|?*\\\0\n\x7f\u202e')
        assert part[-1] not in ". "
        assert part.split(".")[0].lower() not in (
            "con",
            "prn",
            "aux",
            "nul",
            "com1",
            "lpt9",
        )


def test_a_file_of_the_manifests_name(here: Path, batch: Batch) -> None:
    write(here / "manifest", plan(1))
    assert batch("manifest", "-o", "out", "-f", "nodes").returncode == 0
    (entry,) = manifest(here / "out/manifest.jsonl").values()
    assert entry["outputs"][0]["name"] != "manifest.jsonl"


@pytest.mark.skipif(sys.platform == "darwin", reason="its file names are UTF-8")
def test_names_that_are_no_utf_8(here: Path, batch: Batch) -> None:
    for raw in ("要点.txt".encode("gb18030"), b"\xff\x80.txt"):
        Path(os.fsdecode(os.fsencode(here / "plans") + b"/" + raw)).write_text(
            plan(1), encoding="utf-8"
        )
    assert batch("plans", "-o", "out", "-f", "json").returncode == 0
    names = set(tree(here / "out"))
    assert "plans/要点.txt.json" in names
    assert any(name.startswith("plans/_xff_x80.txt~") for name in names)
