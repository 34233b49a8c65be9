"""What the catalogue says of a document, and in which form its columns say it."""

import csv
import io
import json
from collections.abc import Iterator

import openpyxl
import pytest

from planparse.catalogue.counts import Counts
from planparse.catalogue.entry import CatalogueEntry, entries, unread
from planparse.catalogue.table import COLUMNS, TITLE, cells
from planparse.export.catalogue import write_catalogue
from planparse.export.catalogue_lines import line_of, read
from planparse.pipeline import parse
from planparse.readers import read as read_file
from planparse.text.corrections import NONE
from planparse.text.encoding import Part, Source
from tests.laws.laws import AUTO, parsed
from tests.readers.pdf_files import pdf, say

NOTICE = (
    "机密★1年\n东湖市水务局文件\n东水发〔2026〕5号\n关于印发《河道保洁方案》的通知\n各镇人民政府：\n"
    "现将《河道保洁方案》印发给你们。\n东湖市水务局　东湖市财政局\n2026年3月1日\n"
    "河道保洁方案\n一、清漂\n每周打捞一次。\n二、清淤\n每年清理一次。\n"
)


def cells_of(text: str) -> dict[str, object]:
    """The first line of a text's catalogue, by the names of its columns."""
    (entry, *_) = entries(parsed(text), "a.txt")
    return dict(zip(COLUMNS, cells(1, entry), strict=True))


def test_the_columns_are_those_of_the_standard_in_its_order() -> None:
    assert (
        "、".join(COLUMNS) == "序号、档号、文号、责任者、题名、日期、密级、页数、备注"
    )


def test_an_entry_says_what_the_document_says() -> None:
    assert cells_of(NOTICE) == {
        "序号": 1,
        "档号": None,
        "文号": "东水发〔2026〕5号",
        "责任者": "东湖市水务局；东湖市财政局",
        "题名": "关于印发《河道保洁方案》的通知",
        "日期": 20260301,
        "密级": "机密★1年",
        "页数": None,
        "备注": "a.txt",
    }


def test_what_a_document_does_not_say_is_left_empty() -> None:
    line = cells_of("请各镇认真做好清漂工作，每周打捞一次，并按月上报进展。\n")
    assert {name for name, cell in line.items() if cell is not None} == {"序号", "备注"}


@pytest.mark.parametrize(
    ("text", "remarks"),
    [
        ("一、清漂\n每周打捞一次。\n三、清淤\n每年清理一次。\n", "正文缺失1处"),
        ("", "无文字"),
        (
            "支持清漂的若干措施\n一、清漂\n每周打捞一次。\n东湖市水务局办公室2026年3月1日印发\n",
            "印发日期20260301",
        ),
    ],
)
def test_remarks_say_what_somebody_who_answers_for_a_file_has_to_know(
    text: str, remarks: str
) -> None:
    assert cells_of(text)["备注"] == f"a.txt；{remarks}"


def test_a_file_in_two_encodings_is_told_where_a_document_is_in_both() -> None:
    text = "一、清漂\n每周打捞一次。\n二、清淤\n每年清理一次。\n"
    parts = (Part(0, 13, "utf-8"), Part(13, len(text), "gb18030"))
    source = Source(text, "utf-8", parts=parts)
    (entry,) = entries(parse(source, AUTO), "a.txt")
    assert entry.remarks == ("含多种编码：UTF-8、GB18030",)


def test_corrections_that_no_longer_fit_are_told() -> None:
    corrections = NONE._replace(doubts=(("R601", 0, 0, ("a.yaml", "1")),))
    source = Source("一、清漂\n二、清淤\n", "utf-8", corrections=corrections)
    (entry,) = entries(parse(source, AUTO), "a.txt")
    assert entry.remarks == ("订正与文件不符",)


def test_documents_of_one_file_have_a_line_each() -> None:
    text = "第一篇：河道保洁工作要点\n2024年河道保洁工作要点\n一、清漂\n二、清淤\n"
    text += text.replace("一篇", "二篇").replace("2024", "2025").replace("河道", "水库")
    found = entries(parsed(text), "a.txt")
    assert [entry.title for entry in found] == [
        "2024年河道保洁工作要点",
        "2025年水库保洁工作要点",
    ]
    assert [cells(1, entry)[-1] for entry in found] == [
        "a.txt（第1件，共2件）",
        "a.txt（第2件，共2件）",
    ]


def test_a_month_is_a_date_without_a_day() -> None:
    entry = CatalogueEntry("a.txt", 1, 1, date="2026-03")
    assert cells(1, entry)[COLUMNS.index("日期")] == 20260300


def test_pages_are_those_of_a_file_that_has_pages() -> None:
    source = read_file(
        pdf(
            *(
                say(90, 700, words)
                for words in ("关于防汛的通知", "一、清漂", "二、清淤")
            )
        ),
        "a.pdf",
        None,
    )
    assert [entry.pages for entry in entries(parse(source, AUTO), "a.pdf")] == [3]


def some() -> Iterator[CatalogueEntry]:
    yield CatalogueEntry("=1+1.txt", 1, 1, title="=HYPERLINK(0)", date="2026-03-01")
    yield unread("b.png", "是 PNG 图片")


def test_the_file_that_was_not_read_is_in_the_catalogue() -> None:
    (entry,) = list(some())[1:]
    assert cells(2, entry)[-1] == "b.png；未能读取：PNG 图片"
    assert not any(cells(2, entry)[1:-1])


def test_csv_has_a_byte_order_mark_and_no_formula() -> None:
    text = "".join(map(str, write_catalogue(some(), "csv")))
    assert text[0] == "\ufeff"
    head, first, _ = csv.reader(io.StringIO(text[1:]))
    assert (tuple(head), first[4], first[8]) == (
        COLUMNS,
        "'=HYPERLINK(0)",
        "'=1+1.txt",
    )


def test_plain_csv_is_as_it_stands() -> None:
    text = "".join(map(str, write_catalogue(some(), "csv", plain=True)))
    _, first, _ = csv.reader(io.StringIO(text))
    assert (first[4], first[5]) == ("=HYPERLINK(0)", "20260301")


def test_json_has_an_entry_a_line_which_is_read_back() -> None:
    lines = "".join(map(str, write_catalogue(some(), "json"))).splitlines()
    assert list(read(lines)) == list(some())
    assert [*json.loads(lines[0])] == list(CatalogueEntry._fields)
    assert line_of(next(some())) == lines[0]


def test_the_workbook_is_one_table_that_is_printed_on_a4_landscape() -> None:
    data = b"".join(
        piece for piece in write_catalogue(some(), "xlsx") if isinstance(piece, bytes)
    )
    (sheet,) = openpyxl.load_workbook(io.BytesIO(data)).worksheets
    rows = list(sheet.iter_rows(values_only=True))
    assert (rows[0][0], rows[1]) == (TITLE, COLUMNS)
    assert rows[2] == (
        1,
        None,
        None,
        None,
        "=HYPERLINK(0)",
        20260301,
        None,
        None,
        "=1+1.txt",
    )
    assert sheet["E3"].data_type == "s"
    assert (sheet.page_setup.orientation, sheet.page_setup.paperSize) == (
        "landscape",
        9,
    )
    assert sheet.print_title_rows == "$1:$2"


def test_what_is_empty_is_counted() -> None:
    counts = Counts()
    assert len(list(counts.of(some()))) == 2
    assert (counts.documents, counts.unread) == (1, 1)
    assert counts.without == {
        "文号": 1,
        "责任者": 1,
        "题名": 0,
        "日期": 0,
        "密级": 1,
        "页数": 1,
    }
