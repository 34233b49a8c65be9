"""Tables of tasks as CSV, as a workbook, as Markdown: read back with libraries that have no part in writing them."""

import csv
import io
import sys
import zipfile
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from planparse.cli.main import run
from planparse.cli.outcome import TROUBLE
from planparse.export import csv_table as table_csv
from planparse.export import workbook as table_xlsx
from planparse.export.writers import write
from planparse.tasks.columns import COLUMNS, task_row
from planparse.tasks.work_points import WorkPoint
from planparse.tree import Parsed
from tests.conftest import SAMPLES
from tests.export.test_writers import parsed
from tests.laws.laws import AUTO
from tests.laws.strategies import texts
from tests.tasks.test_work_points import of, sample

HARMFUL = '全年工作要点\n一、目标\n=HYPERLINK("http://a.example")\n（一）任务。\n（二）\n+1\n二、要求\n@SUM(1)\n\'三\n（一）任务。\n'
CELLS = st.text(max_size=12) | st.sampled_from(
    ["=1+1", "'=1", "''", "\t=1", "＝1", "-1", '"', "a,b", "甲\r\n乙"]
)


def point(**fields: Any) -> WorkPoint:
    return of("一、甲。\n二、乙。\n")[0]._replace(**fields)


def pieces(of: Parsed, fmt: str, **options: Any) -> list[Any]:
    return list(write(of, AUTO, fmt, sha256="", lang="zh", **options))


def records(text: str) -> list[list[str]]:
    return list(csv.reader(io.StringIO(text, newline="")))


# ── CSV ──────────────────────────────────────────────────────────────────────────────────────────────────


def test_csv_has_a_line_a_task() -> None:
    text = "".join(pieces(sample("flood-season.txt"), "csv"))
    assert text.startswith("\ufeff序号,")
    head, *found = records(text.removeprefix("\ufeff"))
    assert head == [*COLUMNS, "公文"]
    assert len(found) == 16
    assert found[2][1] == "二、全面排查风险隐患 / （三）开展汛前大检查"
    assert found[8][:3] == ["", "", "〔缺失〕三、 （六） （七） （八） （九）"]
    assert {row[-1] for row in found} == {"青禾市2024年防汛抗旱工作要点"}


def test_plain_csv_is_without_mark_and_as_it_stands() -> None:
    text = "".join(pieces(parsed(HARMFUL), "csv", plain=True))
    assert text.startswith("序号,")
    assert [row[2] for row in records(text)][1] == '=HYPERLINK("http://a.example")'


def test_cells_of_a_table_in_a_task_do_not_run_together() -> None:
    row = task_row(point(text="指标\t去年\t今年\n签订率\t100\t\t98"))
    assert row.task == ("指标　去年　今年", "签订率　100　　98")


def test_csv_that_goes_on_has_no_second_heading() -> None:
    assert "".join(pieces(parsed("一、甲。\n"), "csv", headed=False)).startswith("1,")


@given(st.lists(CELLS, min_size=1, max_size=3), CELLS)
def test_no_cell_of_csv_is_a_formula_and_none_is_changed_for_good(
    headings: list[str], task: str
) -> None:
    entry = point(headings=tuple(headings), text=task, document=task)
    plain, safe = (
        records("".join(table_csv.lines([entry], plain=plain, headed=False)))
        for plain in (True, False)
    )
    assert len(plain) == len(safe) == 1
    for cell, guarded in zip(plain[0], safe[0], strict=True):
        assert not guarded.startswith(("=", "+", "-", "@", "\t", "\r", "\n"))
        assert cell == guarded.removeprefix("'")


# ── XLSX ─────────────────────────────────────────────────────────────────────────────────────────────────


@pytest.fixture(scope="module")
def opened() -> Callable[[bytes], Any]:
    pytest.importorskip("xlsxwriter")
    openpyxl = pytest.importorskip("openpyxl")
    return lambda data: openpyxl.load_workbook(io.BytesIO(data))


@pytest.fixture(scope="module")
def workbook(opened: Callable[[bytes], Any]) -> Callable[[Parsed], Any]:
    return lambda of: opened(b"".join(pieces(of, "xlsx")))


def test_a_workbook_is_set_up_to_be_printed(workbook: Callable[[Parsed], Any]) -> None:
    sheet = workbook(sample("flood-season.txt")).active
    assert sheet.title == "1 青禾市2024年防汛抗旱工作要点"
    assert sheet["A1"].value == "青禾市2024年防汛抗旱工作要点"
    assert [cell.value for cell in sheet[2]] == list(COLUMNS)
    assert sheet.freeze_panes == "A3"
    assert sheet.auto_filter.ref == "A2:J18"
    assert (sheet.page_setup.orientation, int(sheet.page_setup.paperSize)) == (
        "landscape",
        9,
    )
    assert (
        sheet.sheet_properties.pageSetUpPr.fitToPage
    )  # one page wide, which is the default
    assert sheet.page_setup.fitToHeight == 0
    assert sheet.print_title_rows == "$1:$2"
    assert sheet["C3"].alignment.wrap_text
    assert {str(ranges) for ranges in sheet.merged_cells.ranges} == {
        *("A1:J1", "B3:B4", "B5:B8", "B9:B10", "B13:B15", "B16:B18")
    }


def test_a_workbook_says_what_csv_says(workbook: Callable[[Parsed], Any]) -> None:
    for name in ("flood-season.txt", "notice-and-plan.txt", "archive.txt"):
        found = [
            [*("" if cell.value is None else str(cell.value) for cell in row)][2:]
            for sheet in workbook(sample(name))
            for row in sheet.iter_rows(min_row=3)
        ]
        _, *plain = records("".join(pieces(sample(name), "csv", plain=True)))
        assert len(found) == len(plain)
        for left, right in zip(found, plain, strict=True):
            assert left[0].split() == right[2].split()
            assert left[6] == right[8]
            assert [cell.replace("\n", "；") for cell in left[1:6]] == right[3:8]


def test_a_sheet_is_one_document(workbook: Callable[[Parsed], Any]) -> None:
    archive = sample("archive.txt")
    titles = [
        (document.title or "").replace("*", "_") for document in archive.documents
    ]
    assert [sheet.title for sheet in workbook(archive)] == [
        f"{place} {title}"[:31].strip() for place, title in enumerate(titles, 1)
    ]


@pytest.mark.parametrize("text", ["", "只有一段话。\n"])
def test_a_workbook_without_tasks_has_its_columns(
    workbook: Callable[[Parsed], Any], text: str
) -> None:
    assert [cell.value for cell in workbook(parsed(text)).active[2]] == list(COLUMNS)


def cells(book: Any) -> list[Any]:
    return [cell for sheet in book for row in sheet.iter_rows() for cell in row]


def test_no_cell_of_a_workbook_is_a_formula_or_a_link(
    workbook: Callable[[Parsed], Any],
) -> None:
    found = cells(workbook(parsed(HARMFUL)))
    assert '=HYPERLINK("http://a.example")' in [cell.value for cell in found]
    assert all(
        cell.data_type in ("s", "n") and cell.hyperlink is None for cell in found
    )


@given(CELLS, st.lists(CELLS, min_size=1, max_size=2))
def test_text_in_a_workbook_is_text(
    opened: Callable[[bytes], Any], task: str, headings: list[str]
) -> None:
    entries = [point(text=task, headings=tuple(headings), document=task)] * 2
    assert all(
        cell.data_type in ("s", "n")
        for cell in cells(opened(table_xlsx.book_of(entries)))
    )


@given(texts)
def test_a_workbook_is_written_of_any_text(
    workbook: Callable[[Parsed], Any], text: str
) -> None:
    assert all(cell.data_type in ("s", "n") for cell in cells(workbook(parsed(text))))


def test_a_workbook_without_the_library_is_told(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setitem(sys.modules, "xlsxwriter", None)
    assert (
        run([str(SAMPLES / "excerpt.txt"), "-o", str(tmp_path / "out.xlsx")]) == TROUBLE
    )
    assert (
        capsys.readouterr().err
        == "planparse: -f xlsx needs one more package: pip install 'planparse[xlsx]'\n"
    )
    assert list(tmp_path.iterdir()) == []


def test_a_text_longer_than_a_cell_is_cut_visibly(
    opened: Callable[[bytes], Any],
) -> None:
    book = opened(table_xlsx.book_of([point(text="甲" * 40_000)]))
    assert book.active["C3"].value.endswith("……〔超出单元格容量，全文见原文〕")


def test_the_same_text_gives_the_same_workbook(opened: Callable[[bytes], Any]) -> None:
    del opened
    first, second = (b"".join(pieces(sample("archive.txt"), "xlsx")) for _ in range(2))
    assert first == second
    assert zipfile.ZipFile(io.BytesIO(first)).testzip() is None


# ── Markdown ─────────────────────────────────────────────────────────────────────────────────────────────


def test_a_table_in_markdown() -> None:
    text = "".join(
        pieces(
            parsed(
                "要点\n一、抓|好。\n（一）甲*乙。建成3座。（责任单位：市水务局）\n（二）丙。\n"
            ),
            "table",
        )
    )
    assert text == (
        "# 要点\n\n"
        "| 序号 | 重点工作 | 具体任务 | 责任单位 | 配合单位 | 完成时限 | 截止日期 | 量化目标 | 依据 | 出处行号 |\n"
        "| --- | --- | --- | --- | --- | --- | --- | --- | --- | --- |\n"
        "| 1 | 一、抓\\|好 | （一）甲\\*乙。建成3座。（责任单位：市水务局） | 市水务局 |  |  |  "
        "| 建成3座 |  | 3 |\n"
        "| 2 | 一、抓\\|好 | （二）丙。 |  |  |  |  |  |  | 4 |\n"
    )


@given(texts)
def test_a_row_of_a_table_in_markdown_is_a_line(text: str) -> None:
    lines = "".join(pieces(parsed(text), "table")).split("\n")
    tasks = of(text)
    assert sum(line.startswith("| ") for line in lines) == len(tasks) + 2 * len(
        {task.doc for task in tasks}
    )
