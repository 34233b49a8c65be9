"""Tables of tasks as CSV and as Markdown: read back with libraries that have no part in writing them."""

import csv
import io
from typing import Any

from hypothesis import given
from hypothesis import strategies as st

from planparse.export import csv_table as table_csv
from planparse.export.entries import entry_of
from planparse.export.writers import write
from planparse.tasks.columns import COLUMNS, task_row
from planparse.tasks.work_points import WorkPoint
from planparse.tree import Parsed
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
        records("".join(table_csv.lines([entry_of(entry)], plain=plain, headed=False)))
        for plain in (True, False)
    )
    assert len(plain) == len(safe) == 1
    for cell, guarded in zip(plain[0], safe[0], strict=True):
        assert not guarded.startswith(("=", "+", "-", "@", "\t", "\r", "\n"))
        assert cell == guarded.removeprefix("'")


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
