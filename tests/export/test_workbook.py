"""Tables of tasks as a workbook: read back with a library that has no part in writing it."""

import io
import re
import sys
import zipfile
from collections.abc import Callable
from datetime import datetime
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from planparse.cli.main import run
from planparse.cli.outcome import TROUBLE
from planparse.export.entries import Entry, entry_of
from planparse.export.workbook import book
from planparse.export.workbook.book import book_of
from planparse.export.workbook.columns import columns_of
from planparse.export.workbook.sheet_names import SheetNames
from planparse.export.workbook.wrapping import wrapped
from planparse.tasks.columns import COLUMNS
from planparse.tree import Parsed
from tests.conftest import SAMPLES
from tests.export.test_tables import CELLS, HARMFUL, pieces, point, records
from tests.export.test_writers import parsed
from tests.laws.strategies import texts
from tests.tasks.test_work_points import of, sample

PLAN = (
    "市2024年防汛要点\n一、压实责任\n（一）检查水库。5月底前查完12座。（市水务局牵头，各县区配合）\n"
    "（二）补齐物资。2025年底前备足。（责任单位：市应急局、市水务局）\n二、抓好抢险\n（三）组建队伍。\n"
)


@pytest.fixture(scope="module")
def opened() -> Callable[[bytes], Any]:
    pytest.importorskip("xlsxwriter")
    openpyxl = pytest.importorskip("openpyxl")
    return lambda data: openpyxl.load_workbook(io.BytesIO(data))


@pytest.fixture(scope="module")
def workbook(opened: Callable[[bytes], Any]) -> Callable[..., Any]:
    return lambda of, **options: opened(b"".join(pieces(of, "xlsx", **options)))


def entries(text: str) -> list[Entry]:
    return list(map(entry_of, of(text)))


def heads(sheet: Any) -> list[str]:
    return [cell.value for cell in sheet[2]]


def column(sheet: Any, name: str) -> list[Any]:
    at = heads(sheet).index(name)
    return [row[at].value for row in sheet.iter_rows(min_row=3)]


def unbroken(cell: object) -> str:
    return "".join(("" if cell is None else str(cell)).split())


# ── what it says ─────────────────────────────────────────────────────────────────────


@pytest.mark.parametrize(
    "name", ["flood-season.txt", "notice-and-plan.txt", "archive.txt"]
)
def test_a_workbook_says_what_csv_says(name: str, workbook: Callable[..., Any]) -> None:
    opened_book = workbook(sample(name))
    head, *plain = records("".join(pieces(sample(name), "csv", plain=True)))
    sheets = [sheet for sheet in opened_book if sheet.title != "目录"]
    found = [
        dict(zip(heads(sheet), row, strict=True))
        for sheet in sheets
        for row in sheet.iter_rows(min_row=3, values_only=True)
    ]
    assert len(found) == len(plain)
    for cells, row in zip(found, plain, strict=True):
        said = dict(zip(head, row, strict=True))
        for column_name in COLUMNS:
            cell = cells.get(column_name)
            cell = cell.date().isoformat() if isinstance(cell, datetime) else cell
            assert re.sub("[；/]", "", unbroken(cell)) == re.sub(
                "[；/]", "", unbroken(said[column_name])
            )
        assert cells["进展情况"] is cells["备注"] is None


def test_the_last_day_of_a_deadline_is_a_date_that_sorts(
    workbook: Callable[..., Any],
) -> None:
    sheet = workbook(parsed(PLAN)).active
    assert [unbroken(words) for words in column(sheet, "完成时限")] == [
        *("5月底前（2024-05-31）", "2025年底前", "")
    ]
    assert column(sheet, "截止日期") == [
        *(datetime(2024, 5, 31), datetime(2025, 12, 31), None)
    ]
    at = heads(sheet).index("截止日期") + 1
    assert sheet.cell(3, at).number_format == "yyyy-mm-dd"


def test_what_excel_knows_no_day_for_is_text(opened: Callable[[bytes], Any]) -> None:
    text = "市1899年要点\n一、修路\n（一）修桥。5月底前建成。（市水务局）\n"
    found = book_of(
        entry._replace(row=entry.row._replace(due=("1899-05-31",)))
        for entry in entries(text)
    )
    sheet = opened(found).active
    assert column(sheet, "截止日期") == ["1899-05-31"]


def test_columns_in_which_no_task_has_anything_are_left_out(
    workbook: Callable[..., Any],
) -> None:
    kept = ["责任单位", "完成时限", "进展情况", "备注", "出处行号"]
    bare = workbook(parsed("要点\n一、抓落实\n（一）甲。\n（二）乙。\n")).active
    assert heads(bare) == ["序号", "重点工作", "具体任务", *kept]
    assert heads(workbook(parsed("")).active) == ["序号", "具体任务", *kept]
    full = heads(workbook(parsed(PLAN)).active)
    assert {"配合单位", "量化目标"} < set(full)
    assert "依据" not in full


def test_the_tasks_have_the_room_that_others_leave() -> None:
    def width(text: str) -> dict[str, int]:
        return dict(columns_of(entries(text), plans=False, files=False))

    bare, full = width("一、甲。\n二、乙。\n"), width(PLAN)
    assert bare["具体任务"] > full["具体任务"]


# ── how it is set up ─────────────────────────────────────────────────────────────────


def test_a_workbook_is_set_up_to_be_printed(workbook: Callable[..., Any]) -> None:
    sheet = workbook(sample("flood-season.txt")).active
    assert sheet.title == "1 青禾市2024年防汛抗旱工作要点"
    assert sheet["A1"].value == "青禾市2024年防汛抗旱工作要点"
    assert sheet.freeze_panes == "A3"
    last = sheet.cell(2, sheet.max_column).column_letter
    assert sheet.auto_filter.ref == f"A2:{last}18"
    assert (sheet.page_setup.orientation, int(sheet.page_setup.paperSize)) == (
        "landscape",
        9,
    )
    assert 60 < sheet.page_setup.scale <= 100
    assert sheet.print_title_rows == "$1:$2"
    assert sheet["C3"].alignment.wrap_text


def test_all_columns_fit_the_page(workbook: Callable[..., Any]) -> None:
    sheet = workbook(sample("flood-season.txt")).active
    widths = [
        sheet.column_dimensions[cell.column_letter].width * 5.25 for cell in sheet[2]
    ]
    assert sum(widths) * sheet.page_setup.scale / 100 < 842 - 2 * 72 * 0.4


def test_nothing_but_the_title_is_merged_so_that_it_sorts(
    workbook: Callable[..., Any],
) -> None:
    sheet = workbook(sample("flood-season.txt")).active
    (merged,) = sheet.merged_cells.ranges
    assert (merged.min_row, merged.max_row) == (1, 1)
    assert all(column(sheet, "重点工作")[:8])


def hidden(sheet: Any) -> set[int]:
    """The rows in which a heading may be hidden, since it stands in the row before."""
    return {
        row
        for ranges in sheet.conditional_formatting
        for rule in ranges.rules
        if rule.formula[0].startswith("AND(")
        for part in ranges.sqref.ranges
        for row in range(part.min_row, part.max_row + 1)
    }


def test_each_page_begins_with_its_heading(workbook: Callable[..., Any]) -> None:
    items = "".join(
        f"（{n}）第{n}项任务要求按时办结。\n" for n in "一二三四五六七八九十"
    )
    text = "要点\n" + "".join(f"{n}、抓好落实\n{items}" for n in "一二三四五六七八九十")
    sheet = workbook(parsed(text)).active
    breaks = [each.id for each in sheet.row_breaks.brk]
    assert len(breaks) > 1
    firsts = {3, *(row + 1 for row in breaks)}
    assert hidden(sheet) == set(range(3, sheet.max_row + 1)) - firsts


def test_a_page_takes_what_it_has_room_for(workbook: Callable[..., Any]) -> None:
    text = "要点\n一、抓好落实\n" + "".join(
        f"（{n}）{'各级各部门要按时办结。' * 9}\n" for n in "一二三四五六七八九十" * 3
    )
    sheet = workbook(parsed(text)).active
    breaks = [each.id for each in sheet.row_breaks.brk]
    heights = [sheet.row_dimensions[row].height for row in range(1, breaks[0] + 1)]
    room = (595 - 72 * 1.1) / sheet.page_setup.scale * 100
    next_row = sheet.row_dimensions[breaks[0] + 1].height
    assert sum(heights) < room < sum(heights) + next_row + 0.05 * room


def test_a_row_grows_with_what_is_filled_in(opened: Callable[[bytes], Any]) -> None:
    del opened
    archive = zipfile.ZipFile(io.BytesIO(book_of(entries(PLAN))))
    sheet = archive.read("xl/worksheets/sheet1.xml").decode()
    assert re.findall(r'<row [^>]* ht="[^>]*>', sheet)
    assert "customHeight" not in sheet


# ── lines ────────────────────────────────────────────────────────────────────────────


@pytest.mark.parametrize(
    ("text", "width", "lines"),
    [
        ("甲乙丙丁戊己", 6, ["甲乙丙丁戊己"]),
        ("甲乙丙丁戊、己", 5, ["甲乙丙丁", "戊、己"]),
        ("甲乙丙丁戊：己", 5, ["甲乙丙丁", "戊：己"]),
        ("甲乙丙丁（己）", 5, ["甲乙丙丁", "（己）"]),
        ("甲乙丙2024-04-10前", 6, ["甲乙丙", "2024-04-10前"]),
        ("甲乙丙丁１２０平方米", 6, ["甲乙丙丁", "１２０平方米"]),
        ("甲乙丙丁戊己庚辛", 5, ["甲乙丙丁戊己庚辛"]),
        ("甲乙丙丁120平方米", 5, ["甲乙丙丁120平方米"]),
        ("、、、、、、、、", 5, ["、、、、、、、、"]),
        ("甲、\n乙", 5, ["甲、", "乙"]),
    ],
)
def test_a_line_ends_by_itself_unless_it_would_end_badly(
    text: str, width: int, lines: list[str]
) -> None:
    assert wrapped(text, width)[0].split("\n") == lines


def test_units_stay_whole() -> None:
    text, lines = wrapped("市水务局、市住建局、市应急局", 7, units=True)
    assert (text, lines) == ("市水务局、\n市住建局、\n市应急局", 3)
    assert wrapped("市水务局、市住建局、市应急局", 10, units=True)[1] == 2


@given(st.text("甲乙、：（）。“”0189-a% ", max_size=60), st.integers(3, 9))
def test_line_ends_are_all_that_comes_to_a_text(text: str, width: int) -> None:
    for units in (False, True):
        out, lines = wrapped(text, width, units=units)
        assert out.replace("\n", "") == text
        assert lines > out.count("\n")


# ── sheets ───────────────────────────────────────────────────────────────────────────


def test_a_sheet_is_one_document_and_the_index_leads_to_it(
    workbook: Callable[..., Any],
) -> None:
    archive = sample("archive.txt")
    titles = [document.title or "" for document in archive.documents]
    index, *sheets = workbook(archive)
    assert [sheet.title for sheet in sheets] == [
        f"{place} {title.replace('*', '_')}"[:31].strip()
        for place, title in enumerate(titles, 1)
    ]
    assert index.title == "目录"
    assert heads(index) == ["序号", "公文", "任务数"]
    assert column(index, "公文") == titles
    assert [row[1].hyperlink.location for row in index.iter_rows(min_row=3)] == [
        f"'{sheet.title}'!A1" for sheet in sheets
    ]
    assert column(index, "任务数") == [
        sum(number is not None for number in column(sheet, "序号")) for sheet in sheets
    ]


def test_a_sheet_for_each_unit_that_leads(workbook: Callable[..., Any]) -> None:
    index, *sheets = workbook(parsed(PLAN), by="owner")
    found = {sheet.title: column(sheet, "序号") for sheet in sheets}
    assert found == {"市水务局": [1, 2], "市应急局": [2], "未明确": [3]}
    assert column(index, "责任单位") == list(found)
    assert column(index, "任务数") == [2, 1, 1]
    assert sheets[0]["A1"].value == "市2024年防汛要点（市水务局）"
    assert "公文" not in heads(sheets[0])


def test_sheets_of_units_name_the_plan_where_there_are_several(
    workbook: Callable[..., Any],
) -> None:
    archive = sample("archive.txt")
    titles = {document.title for document in archive.documents}
    sheet = workbook(archive, by="owner")["未明确"]
    assert {"".join(title.split()) for title in column(sheet, "公文")} == titles


def test_a_table_that_is_too_long_for_a_sheet_goes_on_in_another(
    opened: Callable[[bytes], Any], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(book, "_MOST_ROWS", 2)
    for count, titles in ((2, ["任务表"]), (3, ["任务表", "任务表 (2)"])):
        found = [
            entry._replace(file=f"{place}.txt")
            for place, entry in enumerate(entries(PLAN)[:count])
        ]
        book.write_archive(str(tmp_path / "all.xlsx"), found)
        index, *sheets = opened((tmp_path / "all.xlsx").read_bytes())
        assert [sheet.title for sheet in sheets] == titles
        files = [file for sheet in sheets for file in column(sheet, "文件")]
        assert files == [entry.file for entry in found]
        places = [row[1].hyperlink.location for row in index.iter_rows(min_row=3)]
        assert places == ["'任务表'!A3", "'任务表'!A4", "'任务表 (2)'!A3"][:count]


def test_names_of_sheets_are_valid_and_unlike() -> None:
    names = SheetNames()
    given_out = [
        names.name(wanted)
        for wanted in (
            "目录",
            "a/b",
            "A:B",
            "甲" * 40,
            "甲" * 41,
            "\ud800'",
            "History",
            " ",
        )
    ]
    assert given_out == [
        *("目录", "a_b", "A_B (2)", "甲" * 31, "甲" * 27 + " (2)"),
        *("__", "History (2)", "_"),
    ]


@given(st.lists(st.text(max_size=40), max_size=8))
def test_any_name_becomes_one_of_a_sheet(wanted: list[str]) -> None:
    names = SheetNames()
    found = [names.name(each) for each in wanted]
    assert len({name.casefold() for name in found}) == len(found)
    for name in found:
        assert 0 < len(name.encode("utf-16-le")) <= 62
        assert not re.search(r"[\[\]:*?/\\']", name)


# ── whatever the text ────────────────────────────────────────────────────────────────


def cells(sheets: Any) -> list[Any]:
    return [cell for sheet in sheets for row in sheet.iter_rows() for cell in row]


def test_no_cell_of_a_workbook_is_a_formula_or_a_link(
    workbook: Callable[..., Any],
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
    found = [point(text=task, headings=tuple(headings), document=task)] * 2
    assert all(
        cell.data_type in ("s", "n")
        for cell in cells(opened(book_of(map(entry_of, found))))
    )


@given(texts, st.sampled_from([None, "owner"]))
def test_a_workbook_is_written_of_any_text(
    workbook: Callable[..., Any], text: str, by: Any
) -> None:
    found = cells(workbook(parsed(text), by=by))
    assert all(cell.data_type in ("s", "n", "d") for cell in found)


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
    found = opened(book_of([entry_of(point(text="甲" * 40_000))]))
    (task,) = column(found.active, "具体任务")
    assert task.endswith("……〔超出单元格容量，全文见原文〕")


def test_the_same_text_gives_the_same_workbook(opened: Callable[[bytes], Any]) -> None:
    del opened
    archive: Parsed = sample("archive.txt")
    first, second = (b"".join(pieces(archive, "xlsx")) for _ in range(2))
    assert first == second
    assert zipfile.ZipFile(io.BytesIO(first)).testzip() is None
