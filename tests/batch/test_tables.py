"""The database and the Parquet file."""

import json
import sqlite3
from contextlib import closing
from importlib.util import find_spec
from pathlib import Path

from planparse.batch.tables import in_pairs
from tests.batch.conftest import (
    Batch,
)


def test_a_database_finds_chinese_words(here: Path, batch: Batch) -> None:
    assert batch("plans", "-o", "out.sqlite").returncode == 0
    with closing(sqlite3.connect(here / "out.sqlite")) as db:
        find = "select count(*) from words where words match ?"
        assert db.execute(find, ("季度",)).fetchone()[0] > 12
        assert (
            db.execute(find, (f'"{in_pairs("按季度通报").strip()}"',)).fetchone()[0]
            > 12
        )
        assert db.execute(find, ("度季",)).fetchone() == (0,)
        assert db.execute("select count(*) from files").fetchone() == (13,)
        assert (
            db.execute("select sum(nodes) from files").fetchone()
            == db.execute("select count(*) from nodes").fetchone()
        )
        assert (
            db.execute("select more from nodes where kind = 'lacuna'")
            .fetchone()[0]
            .startswith('{"missing":["二、"]')
        )
    before = (here / "out.sqlite").read_bytes()
    (here / "out.sqlite").unlink()
    assert batch("plans", "-o", "out.sqlite").returncode == 0
    assert (here / "out.sqlite").read_bytes() == before


def test_pairs() -> None:
    assert in_pairs("加强监管AI，水。").split() == [
        "加强",
        "强监",
        "监管",
        "AI，",
        "水",
        "。",
    ]


def test_parquet_holds_the_nodes_or_says_what_is_missing(
    here: Path, batch: Batch
) -> None:
    if find_spec("pyarrow") is None:
        done = batch("plans", "-o", "out.parquet")
        assert done.returncode == 2
        assert (
            done.stderr
            == b"planparse: Parquet is written with pyarrow: pip install 'planparse[parquet]'\n"
        )
        return
    from pyarrow import parquet

    batch("plans", "-o", "out.jsonl")
    assert batch("plans", "-o", "out.parquet").returncode == 0
    lines = [
        json.loads(line)
        for line in (here / "out.jsonl").read_text(encoding="utf-8").splitlines()
    ]
    rows = parquet.read_table(here / "out.parquet").to_pylist()
    assert [(row["id"], row["text"], row["start"]) for row in rows] == [
        (node["id"], node["text"], node["start"]) for node in lines
    ]
