"""`planparse catalogue` over archives: what it reads, in which order, and what it tells."""

import csv
import os
import subprocess
import sys
import zipfile
from pathlib import Path

import pytest

pytestmark = pytest.mark.skipif(os.name == "nt", reason="the pool is POSIX's")

PLAN = "东湖市{}工作要点\n一、清漂\n每周打捞一次。\n二、清淤\n每年清理一次。\n"


def test_archives_are_catalogued_by_path_and_what_is_empty_is_told(
    tmp_path: Path, environment: dict[str, str]
) -> None:
    (tmp_path / "b").mkdir()
    (tmp_path / "b" / "2.txt").write_text(PLAN.format("水库"), encoding="utf-8")
    (tmp_path / "b" / "1.txt").write_bytes(PLAN.format("河道").encode("gb18030"))
    (tmp_path / "b" / "3.zip").write_bytes(b"PK\x03\x04 no archive")
    with zipfile.ZipFile(tmp_path / "a.zip", "w") as archive:
        archive.writestr("plan.txt", PLAN.format("湖泊"))
        archive.writestr("scan.png", b"\x89PNG\r\n\x1a\n")
    done = subprocess.run(
        [
            *(sys.executable, "-m", "planparse", "catalogue"),
            *("b", "a.zip", "nonesuch.txt", "--plain", "-j", "1"),
        ],
        cwd=tmp_path,
        env=environment,
        capture_output=True,
        timeout=120,
        check=False,
    )
    rows = list(csv.DictReader(done.stdout.decode().splitlines()))
    assert [(row["题名"], row["备注"].partition("：")[0]) for row in rows] == [
        ("东湖市湖泊工作要点", "a.zip/plan.txt"),
        ("", "a.zip/scan.png；未能读取"),
        ("东湖市河道工作要点", "b/1.txt"),
        ("东湖市水库工作要点", "b/2.txt"),
        ("", "b/3.zip；未能读取"),
        ("", "nonesuch.txt；未能读取"),
    ]
    assert [row["序号"] for row in rows] == ["1", "2", "3", "4", "5", "6"]
    assert done.returncode == 1
    assert done.stderr.decode().splitlines()[-1] == (
        "planparse: 3 documents, 3 files not read: 3 without 文号, 3 without 责任者, "
        "0 without 题名, 3 without 日期, 3 without 密级, 3 without 页数"
    )
