"""One file for all: the nodes of many files."""

import json
from pathlib import Path

from tests.batch.conftest import (
    Batch,
    manifest,
    plan,
    write,
)


def test_one_file_of_nodes_has_unique_identifiers_that_name_their_file(
    here: Path, batch: Batch
) -> None:
    write(here / "plans" / 'odd "#\\\u2028 name?.txt', plan(1))
    assert batch("plans", "-o", "out.jsonl").returncode == 0
    nodes = [
        json.loads(line)
        for line in (here / "out.jsonl").read_text(encoding="utf-8").split("\n")[:-1]
    ]
    names = [node["id"] for node in nodes]
    assert len(set(names)) == len(names)
    assert {name.rpartition("#")[0] for name in names} == set(
        manifest(here / "out.jsonl.manifest.jsonl")
    )
    assert not (here / ".out.jsonl.planparse" / "store-0").exists()
