"""What is read out of workbooks and tables of plain text: each sheet as one table."""

from datetime import date
from io import BytesIO

import openpyxl
import pytest

import planparse
from planparse.readers import read
from planparse.text.original import Original

from .docx_files import packed


def original_of(data: bytes, path: str) -> Original:
    original = read(data, path).original
    assert original is not None
    return original


def workbook(*sheets: list[list[object]], merged: str = "") -> bytes:
    book = openpyxl.Workbook()
    for place, rows in enumerate(sheets):
        sheet = book.active if place == 0 else book.create_sheet()
        assert sheet is not None
        sheet.title = f"表{place + 1}"
        for row in rows:
            sheet.append(row)
        if merged:
            sheet.merge_cells(merged)
    file = BytesIO()
    book.save(file)
    return file.getvalue()


@pytest.mark.parametrize("mark", [",", "\t", ";"])
@pytest.mark.parametrize("codec", ["utf-8-sig", "gb18030"])
def test_csv_is_one_table(mark: str, codec: str) -> None:
    rows = [["任务", "责任单位"], ["一、清淤", '"市水利局\n县水利局"']]
    data = "\r\n".join(mark.join(row) for row in rows).encode(codec)
    source = read(data, "tasks.csv")
    assert source.text == "任务\t责任单位\n一、清淤\t市水利局 县水利局\n"
    plan = planparse.parse(data, path="tasks.csv")
    assert [node.kind for node in plan.nodes()] == ["document", "table"]
    (table,) = original_of(data, "tasks.csv").tables
    assert [cell.head for row in table.rows for cell in row] == [
        True,
        True,
        False,
        False,
    ]


def test_a_workbook_is_read_as_a_person_reads_it() -> None:
    data = workbook(
        [
            ["序号", "任务", "时限", "金额"],
            [1, "清淤", date(2024, 6, 30), 1.1],
            [2, None, None, 20],
        ]
    )
    assert read(data, "tasks.xlsx").text == (
        "序号\t任务\t时限\t金额\n1\t清淤\t2024-06-30\t1.1\n2\t\t\t20\n"
    )


def test_sheets_have_their_names_where_there_are_several() -> None:
    data = workbook([["任务"], ["清淤"]], [["单位"], ["水利局"]])
    assert read(data).text == "表1\n任务\n清淤\n表2\n单位\n水利局\n"
    assert len(original_of(data, "-").tables) == 2


def test_merged_cells_of_a_workbook_are_told() -> None:
    data = workbook([["任务", None, "单位"], ["清淤", "一期", "甲"]], merged="A1:B1")
    (table,) = original_of(data, "-").tables
    assert [[cell[2:] for cell in row] for row in table.rows] == [
        [(0, 1, 2, True), (2, 1, 1, True)],
        [(0, 1, 1, False), (1, 1, 1, False), (2, 1, 1, False)],
    ]


def test_a_far_cell_does_not_fill_the_memory() -> None:
    far = (
        '<worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main">'
        "<sheetData>"
        + "".join(
            f'<row r="{at}"><c r="A{at}"><v>1</v></c><c r="XFD{at}"><v>2</v></c></row>'
            for at in range(1, 2001)
        )
        + "</sheetData></worksheet>"
    )
    main = '<workbook xmlns:r="r"><sheet name="a" r:id="r1"/></workbook>'
    relation = '<a><Relationship Id="r1" Target="worksheets/sheet1.xml"/></a>'
    data = packed(
        {
            "[Content_Types].xml": "",
            "xl/workbook.xml": main,
            "xl/_rels/workbook.xml.rels": relation,
            "xl/worksheets/sheet1.xml": far,
        }
    )
    assert read(data).text == "1\t2\n" * 2000
