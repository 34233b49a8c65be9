"""What a batch tells of each file: the manifest and the reports."""

import json
from pathlib import Path

from tests.batch.conftest import (
    Batch,
    manifest,
    write,
)


def test_the_manifest_tells_of_every_file(here: Path, batch: Batch) -> None:
    batch("plans", "-o", "out")
    entry = manifest(here / "out/manifest.jsonl")["plans/2021/gap.txt"]
    (output,) = entry["outputs"]
    written = (here / "out" / output["name"]).read_bytes()
    assert output["bytes"] == len(written)
    assert entry["bytes"] == (here / "plans/2021/gap.txt").stat().st_size
    assert (entry["status"], entry["documents"], entry["encoding"]) == (
        "done",
        1,
        "utf-8",
    )
    assert entry["findings"] == {"N201": 1}
    assert set(entry) >= {"sha256", "chars", "nodes", "seconds", "at"}


def test_reports(here: Path, batch: Batch) -> None:
    write(here / "plans/scan.txt", b"%PDF-1.7")
    assert (
        batch("plans", "-o", "out", "--lang", "en", "--report", "r.json").returncode
        == 1
    )
    report = json.loads((here / "r.json").read_text(encoding="utf-8"))
    assert (report["files"], report["done"], report["failed"]) == (14, 13, 1)
    assert report["failures"] == [
        {
            "name": "plans/scan.txt",
            "message": "is a damaged PDF: its end is missing; fetch it again, or save it anew",
        }
    ]
    (finding,) = report["findings"]
    assert (finding["path"], finding["code"], finding["line"]) == (
        "plans/2021/gap.txt",
        "N201",
        3,
    )
    assert (
        batch("plans", "-o", "out", "--lang", "en", "--report", "r.sarif").returncode
        == 1
    )
    (run,) = json.loads((here / "r.sarif").read_text(encoding="utf-8"))["runs"]
    assert [result["ruleId"] for result in run["results"]] == ["N201"]
    at = run["results"][0]["locations"][0]["physicalLocation"]["artifactLocation"]
    assert (
        run["artifacts"][at["index"]]["location"]["uri"]
        == at["uri"]
        == "plans/2021/gap.txt"
    )
    (invocation,) = run["invocations"]
    assert invocation["executionSuccessful"] is False
    assert len(invocation["toolExecutionNotifications"]) == 1
