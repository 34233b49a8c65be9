"""The table of tasks as a Word document: a wide page, its heads on each page, all tasks."""

from pathlib import Path

import pytest

from planparse.export.writers import write
from planparse.pipeline import parse
from planparse.readers import read
from tests.export.test_writers import NAMES
from tests.laws.laws import AUTO
from tests.tasks.test_work_points import sample

from .reading import W, part, written
from .test_layout import MM, NO_THEME, attributes, value


def cells(data: bytes) -> list[list[str]]:
    return [
        [
            "\n".join(
                "".join(t.text or "" for t in line.iter(f"{W}t"))
                for line in cell.iter(f"{W}p")
            )
            for cell in row.iter(f"{W}tc")
        ]
        for row in part(data).iter(f"{W}tr")
    ]


def test_the_page_is_turned() -> None:
    data = written(sample("flood-season.txt"), "tasks-docx")
    size, edge = (attributes(data, f".//w:{name}") for name in ("pgSz", "pgMar"))
    assert (size["w"], size["h"], size["orient"]) == ("16838", "11906", "landscape")
    width = int(size["w"]) - int(edge["left"]) - int(edge["right"])
    assert round(width / MM) == 225
    grid = [int(each.get(f"{W}w", "0")) for each in part(data).iter(f"{W}gridCol")]
    assert width - len(grid) <= sum(grid) <= width


def test_the_heads_come_again_on_each_page_and_no_row_is_torn() -> None:
    rows = [*part(written(sample("flood-season.txt"), "tasks-docx")).iter(f"{W}tr")]
    heads = [row.find(f"{W}trPr/{W}tblHeader") is not None for row in rows]
    assert heads == [True, *[False] * (len(rows) - 1)]
    assert all(row.find(f"{W}trPr/{W}cantSplit") is not None for row in rows)


def test_the_columns_are_those_that_somebody_reads() -> None:
    rows = cells(written(sample("flood-season.txt"), "tasks-docx"))
    assert rows[0] == [
        *("序号", "重点工作", "具体任务", "责任单位", "配合单位", "完成时限", "备注"),
    ]
    assert rows[10 - 1][0] == ""  # what is lost has no number
    assert rows[1][3:6] == ["市水务局、各县区政府", "", "4月10日前\n（2024-04-10）"]


@pytest.mark.parametrize("name", NAMES)
def test_every_task_is_a_row(name: str) -> None:
    rows = cells(written(sample(name), "tasks-docx"))
    table = "".join(map(str, write(sample(name), AUTO, "csv", sha256="", plain=True)))
    numbers = [
        line.split(",")[0] for line in table.splitlines()[1:] if line[:1].isdigit()
    ]
    assert [row[0] for row in rows if row[0].isdigit()] == numbers


def test_the_tasks_are_read_back() -> None:
    data = written(sample("flood-season.txt"), "tasks-docx")
    again = parse(read(data, "tasks.docx"), AUTO)
    units = {unit for row in cells(data)[1:] for unit in row[3].split("、") if unit}
    said = "".join(map(str, write(again, AUTO, "csv", sha256="", plain=True)))
    assert units
    assert all(unit in said for unit in units)


def test_each_document_has_a_title_and_a_page() -> None:
    data = written(sample("archive.txt"), "tasks-docx")
    titles = [
        "".join(t.text or "" for t in each.iter(f"{W}t"))
        for each in part(data).iter(f"{W}p")
        if value(each, "pPr/pStyle") == "Title"
    ]
    assert len(titles) == 4
    assert titles[1] == "2016年临江区中小学校园安全工作要点任务分解表"
    assert len([*part(data).iter(f"{W}pageBreakBefore")]) == 3


@pytest.mark.parametrize("name", NAMES)
def test_the_schema_holds(name: str, tmp_path: Path) -> None:
    audit = pytest.importorskip("openxml_audit")
    file = tmp_path / "tasks.docx"
    file.write_bytes(written(sample(name), "tasks-docx"))
    errors = audit.OpenXmlValidator().validate(str(file)).errors
    assert [
        each.description for each in errors if NO_THEME not in each.description
    ] == []
