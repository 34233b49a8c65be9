"""The Parquet file: a row for each node, its facts in lists."""

import json
import re
from importlib.util import find_spec
from pathlib import Path

import pytest

import planparse
from planparse import parse
from planparse.facts.kinds import KINDS
from planparse.records import PRINTED
from tests.batch.conftest import Batch
from tests.batch.databases import parquet
from tests.batch.test_sqlite import FILES

ROOT = Path(__file__).parents[2]


@pytest.mark.skipif(find_spec("pyarrow") is not None, reason="pyarrow is installed")
def test_it_is_said_what_is_missing(batch: Batch) -> None:
    done = batch("plans", "-o", "out.parquet")
    assert done.returncode == 2
    assert (
        done.stderr
        == b"planparse: Parquet is written with pyarrow: pip install 'planparse[parquet]'\n"
    )


def test_the_command_writes_a_row_for_each_node(here: Path, batch: Batch) -> None:
    reader = pytest.importorskip("pyarrow.parquet")
    batch("plans", "-o", "out.jsonl")
    assert batch("plans", "-o", "out.parquet").returncode == 0
    lines = (here / "out.jsonl").read_text(encoding="utf-8").splitlines()
    rows = reader.read_table(here / "out.parquet").to_pylist()
    assert [(row["id"], row["text"], row["start"]) for row in rows] == [
        (node["id"], node["text"], node["start"]) for node in map(json.loads, lines)
    ]


def test_facts_and_findings_are_lists(tmp_path: Path) -> None:
    reader = pytest.importorskip("pyarrow.parquet")
    path = parquet(tmp_path, FILES)
    rows = reader.read_table(path).to_pylist()
    at = 0
    for name, text in FILES.items():
        plan = parse(text, path=name)
        documents = {document.ordinal: document for document in plan.documents}
        found = []
        for line in "".join(plan.to("nodes")).splitlines():
            node, row = json.loads(line), rows[at]
            at += 1
            assert (row["file"], row["id"]) == (name, f"{name}#{node['id']}")
            for field in PRINTED[2:]:
                assert row[field] == node[field]
            for kind in KINDS:
                for fact, kept in zip(node.get(kind, []), row[kind], strict=True):
                    fact.pop("target", None)  # in the archive it has the file's name
                    assert fact == {key: kept[key] for key in fact}
            document = documents.get(node["doc"])
            assert row["document"] == (document and document.title)
            assert row["year"] == (document and document.year)
            found += [(one["code"], one["line"]) for one in row["findings"]]
        assert sorted(found) == sorted((one.code, one.line) for one in plan.findings)
    assert at == len(rows)
    metadata = reader.read_schema(path).metadata
    assert metadata[b"planparse.planparse"] == planparse.__version__.encode()
    assert metadata[b"planparse.schema"] == b"1"


@pytest.mark.parametrize("library", ["duckdb", "polars", "pandas"])
@pytest.mark.filterwarnings("ignore")  # of what they import
def test_what_is_shown_of_it_runs(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, library: str
) -> None:
    pytest.importorskip("pyarrow")
    module = pytest.importorskip(library)
    parquet(tmp_path, FILES)
    monkeypatch.chdir(tmp_path)
    shown = (ROOT / "docs" / "batch.md").read_text(encoding="utf-8")
    (block,) = re.findall(
        r"^```python\n(duckdb.*?)^```", shown, re.MULTILINE | re.DOTALL
    )
    (lines,) = (lines.splitlines() for lines in block.split("\n\n") if library in lines)
    names = {library: module}
    exec("\n".join(lines[:-1]), names)
    assert len(eval(lines[-1], names)) > 20
