"""One table of the tasks of an archive: CSV, and a workbook."""

import csv
import io
from pathlib import Path
from typing import Any

import pytest

from tests.batch.conftest import Batch, write

OWNED = (
    "青禾市要点\n一、抓好落实\n（一）查水库。（责任单位：市水务局）\n"
    "（二）备物资。（市应急局牵头，市水务局配合）\n（三）建台账。\n"
)


def records(path: Path) -> list[dict[str, str]]:
    text = path.read_bytes().decode("utf-8-sig")
    return list(csv.DictReader(io.StringIO(text, newline="")))


def table(path: Path) -> Any:
    pytest.importorskip("xlsxwriter")
    return pytest.importorskip("openpyxl").load_workbook(path)


def rows(sheet: Any) -> list[dict[str, Any]]:
    _, heads, *found = sheet.iter_rows(values_only=True)
    return [dict(zip(heads, row, strict=True)) for row in found]


def test_an_archive_is_one_table_that_names_file_and_plan(
    here: Path, batch: Batch
) -> None:
    write(here / "plans" / '2021/odd "#\\ name,.txt', OWNED)
    assert batch("plans", "-o", "all.csv").returncode == 0
    found = records(here / "all.csv")
    assert list(found[0])[-2:] == ["公文", "文件"]
    odd = [row for row in found if row["公文"] == "青禾市要点"]
    assert {row["文件"] for row in odd} == {'plans/2021/odd "#\\ name,.txt'}
    assert [row["责任单位"] for row in odd] == ["市水务局", "市应急局", ""]
    files = [row["文件"] for row in found]
    assert list(dict.fromkeys(files)) == sorted(set(files))
    lost = next(
        row for row in found if row["文件"] == "plans/2021/gap.txt" and not row["序号"]
    )
    assert lost["具体任务"] == "〔缺失〕二、"


def test_a_table_says_what_the_tables_of_its_files_say(
    here: Path, batch: Batch
) -> None:
    batch("plans", "-o", "all.csv", "--plain", "--level", "1")
    batch("plans", "-o", "each", "-f", "csv", "--plain", "--level", "1")
    each = [
        row for path in sorted((here / "each").rglob("*.csv")) for row in records(path)
    ]
    found = records(here / "all.csv")
    assert [{k: v for k, v in row.items() if k != "文件"} for row in found] == each


def test_a_workbook_is_one_table_with_an_index_of_the_plans(
    here: Path, batch: Batch
) -> None:
    assert batch("plans", "-o", "all.xlsx").returncode == 0
    assert batch("plans", "-o", "all.csv").returncode == 0
    index, sheet = table(here / "all.xlsx")
    assert [sheet.title, index.title] == ["任务表", "目录"]
    said = records(here / "all.csv")
    found = rows(sheet)
    assert [row["文件"].replace("\n", "") for row in found] == [
        row["文件"] for row in said
    ]
    assert [row["公文"].replace("\n", "") for row in found] == [
        row["公文"] for row in said
    ]
    listed = rows(index)
    assert len(listed) == 13
    assert sum(row["任务数"] for row in listed) == sum(
        bool(row["序号"]) for row in said
    )
    for line, row in enumerate(listed, 3):
        name, _, cell = index.cell(line, 2).hyperlink.location.partition("!")
        assert name == "'任务表'"
        assert rows(sheet)[int(cell[1:]) - 3]["文件"] == row["文件"]


def test_a_workbook_has_a_sheet_for_each_unit_of_all_plans(
    here: Path, batch: Batch
) -> None:
    for name in ("a", "b"):
        write(here / "owned" / f"{name}.txt", OWNED)
    assert batch("owned", "-o", "by.xlsx", "--by", "owner").returncode == 0
    index, *sheets = table(here / "by.xlsx")
    assert [sheet.title for sheet in sheets] == ["市水务局", "市应急局", "未明确"]
    assert [row["任务数"] for row in rows(index)] == [2, 2, 2]
    assert [row["文件"] for row in rows(sheets[1])] == ["owned/a.txt", "owned/b.txt"]


def test_tasks_are_selected_for_a_table(here: Path, batch: Batch) -> None:
    write(here / "plans/owned.txt", OWNED)
    done = batch("plans", "-o", "all.csv", "--select", "owner=市应急局")
    assert done.returncode == 0
    assert [row["序号"] for row in records(here / "all.csv")] == ["2"]
    batch("plans", "-o", "all.csv", "--select", "owner=市水务局")
    assert [row["序号"] for row in records(here / "all.csv")] == ["1", "2"]
    none = batch("plans", "-o", "all.xlsx", "--select", "owner=市税务局")
    assert b"--select matches none of" in none.stderr
    assert rows(table(here / "all.xlsx")["任务表"]) == []


def test_what_is_no_option_of_a_table_is_refused(batch: Batch) -> None:
    for arguments, said in (
        (["-o", "all.csv", "--by", "owner"], "--by has no effect on csv: say -f xlsx"),
        (["-o", "all.xlsx", "--plain"], "--plain has no effect on xlsx: say -f csv"),
        (["-o", "all.csv", "-f", "xlsx"], "all.csv is one file: its format is csv"),
    ):
        done = batch("plans", *arguments)
        assert done.returncode == 2
        assert said in done.stderr.decode()
