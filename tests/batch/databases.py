"""Databases of texts, made in this process, for tests that look at what is in them."""

from collections.abc import Mapping
from pathlib import Path

from planparse.batch.conversion import convert
from planparse.batch.messages import Asked
from planparse.batch.parquet_table import parquet_of
from planparse.batch.sqlite_tables import sqlite_of
from planparse.batch.target import DATABASE_LINES
from planparse.grammar.shipped import lexicon
from planparse.system.json_line import encode

ASKED = Asked(
    fmt=DATABASE_LINES,
    encoding=None,
    grammar="auto",
    repair=True,
    spans=False,
    split=False,
    lang="en",
    level="auto",
    select=None,
    plain=False,
)


def _lines(folder: Path, files: Mapping[str, str]) -> tuple[Path, list]:
    """Write the lines of texts; return where they lie, and the facts of the files."""
    base, facts = folder / "base.jsonl", []
    with base.open("w", encoding="utf-8", newline="\n") as out:
        for name, text in files.items():
            prefix = f"{encode(name)[1:-1]}#"
            done = convert(text.encode(), name, prefix, ASKED, lexicon("auto"))
            for _, pieces in done.outputs:
                out.writelines(map(str, pieces))
            facts.append((name, done.facts))
    return base, facts


def sqlite(folder: Path, files: Mapping[str, str]) -> Path:
    """Return a database of texts, by the names of their files."""
    base, facts = _lines(folder, files)
    path = folder / "plans.sqlite"
    path.unlink(missing_ok=True)
    sqlite_of(lambda: iter(facts))(str(base), str(path))
    return path


def parquet(folder: Path, files: Mapping[str, str]) -> Path:
    """Return a Parquet file of texts, by the names of their files."""
    base, _ = _lines(folder, files)
    path = folder / "plans.parquet"
    parquet_of(str(base), str(path))
    return path
