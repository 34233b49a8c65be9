"""What a database holds: nodes, facts and tasks, for SQL and for the programs that search it."""

import asyncio
import json
import shutil
import sqlite3
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path
from typing import Any

import pytest

import planparse
from planparse import Plan, parse
from planparse.cli.main import run
from planparse.facts.kinds import KINDS
from planparse.records import ENVELOPE, PRINTED
from planparse.retrieval.search.database import VERSION
from tests.batch.conftest import Batch
from tests.batch.databases import sqlite
from tests.conftest import SAMPLES

FILES = {
    f"samples/{path.name}": path.read_text(encoding="utf-8")
    for path in sorted(SAMPLES.glob("*.txt"))
    if path.name != "crlf-gb18030.txt"
}


@pytest.fixture(scope="module")
def path(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A database of the samples."""
    return sqlite(tmp_path_factory.mktemp("sqlite"), FILES)


@pytest.fixture
def db(path: Path) -> Iterator[sqlite3.Connection]:
    with closing(sqlite3.connect(path)) as db:
        db.row_factory = sqlite3.Row
        yield db


@pytest.fixture(scope="module")
def plans() -> dict[str, Plan]:
    return {name: parse(text, path=name) for name, text in FILES.items()}


def nodes(plans: dict[str, Plan]) -> list[tuple[str, dict[str, Any]]]:
    """All nodes as `-f nodes` prints them, with the names of their files."""
    return [
        (name, json.loads(line))
        for name, plan in plans.items()
        for line in "".join(plan.to("nodes")).splitlines()
    ]


def test_nodes_are_those_of_the_plans(
    db: sqlite3.Connection, plans: dict[str, Plan]
) -> None:
    rows = list(db.execute("select * from nodes order by rowid"))
    for row, (name, node) in zip(rows, nodes(plans), strict=True):
        assert row["file"] == name
        assert row["id"] == f"{name}#{node['id']}"
        assert row["parent"] == (node["parent"] and f"{name}#{node['parent']}")
        for field in PRINTED[2:]:
            assert row[field] == node[field]
        more = json.loads(row["more"] or "{}")
        said = {"cite": row["cite"], "page": row["page"], **more}
        left = set(node) - set(PRINTED) - set(KINDS) - {"year", *ENVELOPE}
        assert {key: said[key] for key in left} == {key: node[key] for key in left}
        assert set(more) <= left


def test_a_node_has_the_path_of_headings_above_it(db: sqlite3.Connection) -> None:
    (row,) = db.execute("select path from nodes where title = '水库和堤防'")
    assert row["path"] == "二、全面排查风险隐患 / （三）开展汛前大检查"
    (row,) = db.execute("select path from nodes where label = '第九条'")
    assert row["path"] == "第三章 养护与利用"


def test_facts_have_tables(db: sqlite3.Connection, plans: dict[str, Plan]) -> None:
    said = [(f"{name}#{node['id']}", node) for name, node in nodes(plans)]
    for kind in ("deadlines", "figures", "references"):
        facts = [
            (node, place, fact["text"], fact["start"], fact["end"])
            for node, record in said
            for place, fact in enumerate(record.get(kind, ()))
        ]
        assert facts
        rows = db.execute(f'select node, place, text, start, "end" from "{kind}"')
        assert [tuple(row) for row in rows] == facts
    owners = [
        (node, owner["role"], unit, unit not in owner.get("unknown", ()))
        for node, record in said
        for owner in record.get("owners", ())
        for unit in owner["units"]
    ]
    rows = db.execute("select node, role, unit, known from owners")
    assert [tuple(row) for row in rows] == owners
    assert any(
        node["references"][0].get("target") for _, node in said if "references" in node
    )
    (row,) = db.execute(
        'select nodes.label from "references" join nodes on nodes.id = target'
        " where \"references\".text like '第三条第二款%' limit 1"
    )
    assert row["label"] == "（一）"


def test_documents_findings_and_tasks_have_tables(
    db: sqlite3.Connection, plans: dict[str, Plan]
) -> None:
    documents = [
        (name, document.ordinal, document.title, document.year, document.issuer)
        for name, plan in plans.items()
        for document in plan.documents
    ]
    rows = db.execute("select file, doc, title, year, issuer from documents")
    assert [tuple(row) for row in rows] == documents
    findings = [
        (name, finding.code, finding.message, finding.line)
        for name, plan in plans.items()
        for finding in plan.findings
    ]
    rows = db.execute("select file, code, message, line from findings")
    assert [tuple(row) for row in rows] == findings
    for row in db.execute(
        "select * from findings join nodes on nodes.id = findings.node"
    ):
        assert row["file"] == row["id"].partition("#")[0]
    tasks = [
        (name, point.number, point.text, point.status)
        for name, plan in plans.items()
        for point in plan.work_points()
    ]
    rows = db.execute("select file, number, text, status from tasks")
    assert [tuple(row) for row in rows] == tasks


def test_a_finding_stands_in_its_node(db: sqlite3.Connection) -> None:
    (row,) = db.execute(
        "select nodes.label from findings join nodes on nodes.id = findings.node"
        " where code = 'T301' and findings.file = 'samples/flood-season.txt'"
    )
    assert row["label"] == "（五）"


def test_the_database_says_what_wrote_it(db: sqlite3.Connection) -> None:
    assert db.execute("pragma user_version").fetchone()[0] == VERSION
    assert dict(db.execute("select name, value from meta").fetchall()) == {
        "planparse": planparse.__version__,
        "schema": "1",
        "tables": str(VERSION),
    }


def test_every_key_leads_somewhere(db: sqlite3.Connection) -> None:
    assert db.execute("pragma foreign_key_check").fetchall() == []
    assert db.execute("pragma integrity_check").fetchone()[0] == "ok"
    db.execute("insert into nodes_fts (nodes_fts, rank) values ('integrity-check', 1)")


def test_a_file_with_a_name_of_json_s_own_signs_keeps_it(tmp_path: Path) -> None:
    name = 'a"b\\c#d.txt'
    text = "一、治水\n（一）清漂。（市水务局负责，见第一条）\n（三）清淤。\n"
    with closing(sqlite3.connect(sqlite(tmp_path, {name: text, "e.txt": ""}))) as db:
        for table in ("nodes", "findings", "tasks", "documents"):
            names = {name for (name,) in db.execute(f"select file from {table}")}
            assert names <= {name, "e.txt"}
            assert name in names
        assert db.execute("pragma foreign_key_check").fetchall() == []


def test_a_run_that_finds_new_files_writes_what_a_fresh_one_does(
    here: Path, batch: Batch
) -> None:
    assert batch("plans", "-o", "out.sqlite").returncode == 0
    more = here / "plans" / "2020" / "more.txt"
    more.write_text("要点\n一、治水（市水务局负责）\n", encoding="utf-8")
    (here / "plans" / "2021" / "gap.txt").unlink()
    assert batch("plans", "-o", "out.sqlite").returncode == 0
    assert batch("plans", "-o", "fresh.sqlite").returncode == 0
    assert (here / "out.sqlite").read_bytes() == (here / "fresh.sqlite").read_bytes()
    with closing(sqlite3.connect(here / "out.sqlite")) as db:
        owners = db.execute("select node, unit from owners").fetchall()
        assert owners == [("plans/2020/more.txt#d1/2", "市水务局")]
        files = db.execute("select sum(nodes), sum(findings) from files").fetchone()
        assert files == (
            db.execute("select count(*) from nodes").fetchone()[0],
            db.execute("select count(*) from findings").fetchone()[0],
        )


def test_an_old_sqlite_is_told(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(sqlite3, "sqlite_version_info", (3, 31, 1))
    monkeypatch.setattr(sqlite3, "sqlite_version", "3.31.1")
    output = tmp_path / "plans.sqlite"
    assert run(["batch", str(SAMPLES / "law.txt"), "-o", str(output)]) == 2
    assert capsys.readouterr().err == (
        "planparse: a database needs SQLite 3.34 or later, and this Python has 3.31.1: "
        "name a file in .jsonl instead\n"
    )
    assert list(tmp_path.iterdir()) == []


# ── for other programs ────────────────────────────────────────────────────────────────


def test_sqlite_utils_finds_the_index_by_itself(path: Path, tmp_path: Path) -> None:
    sqlite_utils = pytest.importorskip("sqlite_utils")
    db = sqlite_utils.Database(shutil.copy(path, tmp_path))
    try:
        table = db["nodes"]
        assert table.detect_fts() == "nodes_fts"
        found = list(table.search("防汛抗旱"))
        assert {row["line"] for row in found} >= {1, 2, 26, 27}
        assert all("防汛抗旱" in f"{row['title']}{row['text']}" for row in found)
        assert [row["text"] for row in table.search("防汛抗旱指挥部办公室")] == [
            "各县区要结合实际制定实施细则，每月25日前将进展情况报市防汛抗旱指挥部办公室。"
        ]
        snippets = db.query(
            "select snippet(nodes_fts, -1, '[', ']', '…', 12) as words from nodes_fts"
            " where nodes_fts match '防汛抗旱' order by rank"
        )
        assert all("[防汛抗旱]" in row["words"] for row in snippets)
        # Every table can be counted, which is what lists of tables do first.
        assert all(
            db[name].count >= 0 for name in db.table_names() if name[-4:] != "_idx"
        )
        (key,) = db["owners"].foreign_keys
        assert (key.column, key.other_table, key.other_column) == (
            "node",
            "nodes",
            "id",
        )
        db.vacuum()
        assert list(table.search("防汛抗旱")) == found
    finally:
        db.close()


@pytest.mark.filterwarnings("ignore")  # of what it imports
def test_datasette_finds_the_index_by_itself(path: Path) -> None:
    app = pytest.importorskip("datasette.app", reason="datasette is not installed")

    async def asked() -> list[Any]:
        client = app.Datasette([str(path)]).client
        answers = [
            await client.get(f"/plans{place}")
            for place in (
                "/nodes.json?_shape=array&_search=防汛抗旱",
                "/nodes?_search=防汛抗旱",
                "/owners?_labels=on",
                "/owners.json?_shape=array&unit=市水务局",
                "",
            )
        ]
        assert all(answer.status_code == 200 for answer in answers)
        return answers

    found, page, labels, owners, front = asyncio.run(asked())
    assert {row["line"] for row in found.json()} >= {1, 2, 26, 27}
    assert 'name="_search"' in page.text
    assert "/plans/nodes/" in labels.text
    assert {row["role"] for row in owners.json()} == {"responsible"}
    assert all(f"/plans/{table}" in front.text for table in ("documents", "tasks"))
