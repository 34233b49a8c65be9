"""Tables of PDF without upright rules: told by what several rows leave blank, or not at all."""

from collections.abc import Sequence

import pytest

import planparse
from planparse.readers import read

from .pdf_files import line, pdf, say

pytest.importorskip("pypdfium2")

XS = (88, 200, 330, 440)
"""Where the columns of the tables here begin."""


def table(
    rows: Sequence[Sequence[str]], *, top: float = 640, pitch: float = 24
) -> bytes:
    """Return rows of cells; a cell without text is left out."""
    return b"".join(
        say(XS[column], top - at * pitch, text, 12)
        for at, row in enumerate(rows)
        for column, text in enumerate(row)
        if text
    )


def page_of(content: bytes) -> bytes:
    """Return a page with text above and below what stands in its middle."""
    above = say(88, 720, "一、任务分工如下表。") + say(88, 690, "（一）清淤。")
    return pdf(above + content + say(88, 300, "二、加强督查，确保落实。"))


def tables_in(data: bytes) -> list[list[list[str]]]:
    """Return the tables of a file, each row by row."""
    source = read(data, "plan.pdf")
    assert source.original is not None
    return [
        [[source.text[cell.start : cell.end] for cell in row] for row in found.rows]
        for found in source.original.tables
    ]


FOUR = [
    ["序号", "任务", "责任单位", "时限"],
    ["1", "清淤疏浚", "县水务局", "5月底"],
    ["2", "堤防加固", "县水务局", "6月底"],
    ["3", "物资储备", "县应急局", "4月底"],
]


@pytest.mark.parametrize(
    "rows",
    [
        FOUR,
        [row[1:] for row in FOUR],
        [
            ["收入", "2023年", "2024年"],
            ["税收", "1,200.5", "1,310"],
            ["其他", "80", "96"],
        ],
        [
            ["一、收入", "1200", "1300"],
            ["二、支出", "900", "950"],
            ["三、结余", "300", "350"],
        ],
        [*FOUR[:2], ["", "闸门检修", "县水务局", "6月底"], *FOUR[3:]],
    ],
)
@pytest.mark.parametrize("pitch", [18, 24, 36])
def test_columns_that_several_rows_keep_apart_make_a_table(
    rows: list[list[str]], pitch: int
) -> None:
    data = page_of(table(rows, pitch=pitch))
    assert tables_in(data) == [rows]
    plan = planparse.parse(data)
    assert [section.label for section in plan.sections()] == ["一、", "（一）", "二、"]
    assert [node.kind for node in plan.nodes()].count("table") == 1


def test_a_cell_may_go_on_in_the_next_line() -> None:
    rows = [*FOUR[:2], ["", "和清障工作", "", ""], *FOUR[2:]]
    whole = [*FOUR[:1], ["1", "清淤疏浚和清障工作", "县水务局", "5月底"], *FOUR[2:]]
    assert tables_in(page_of(table(rows, pitch=16))) == [whole]


def test_cells_that_their_text_fills_stand_close_together() -> None:
    cells = [
        [
            (88, "1"),
            (130, "清淤疏浚主要河道二"),
            (250, "县水务局和各乡镇"),
            (357, "5月底"),
        ],
        [(130, "十公里，并于汛前完"), (250, "人民政府")],
        [(130, "成加固。")],
        [(88, "2"), (130, "物资储备"), (250, "县应急局"), (357, "4月底")],
        [(88, "3"), (130, "督导检查"), (250, "县督查室"), (357, "每月")],
    ]
    content = b"".join(
        say(x, 640 - 16 * at, text, 12)
        for at, row in enumerate(cells)
        for x, text in row
    )
    assert tables_in(page_of(content)) == [
        [
            [
                "1",
                "清淤疏浚主要河道二十公里，并于汛前完成加固。",
                "县水务局和各乡镇人民政府",
                "5月底",
            ],
            ["2", "物资储备", "县应急局", "4月底"],
            ["3", "督导检查", "县督查室", "每月"],
        ]
    ]


def test_a_heading_right_behind_a_table_is_none_of_its_rows() -> None:
    behind = say(88, 640 - 24 * 4, "二、", 12) + say(130, 640 - 24 * 4, "强化保障", 12)
    data = page_of(table(FOUR) + behind)
    assert tables_in(data) == [FOUR]
    assert "二、 强化保障\n" in read(data, "plan.pdf").text


def test_the_head_may_stand_above_the_first_rule() -> None:
    rows = [*TWO, ["督查", "每月"]]
    assert tables_in(page_of(table(rows) + ruled(632, 608, 584, 560))) == [rows]
    above = say(88, 640, "各乡镇落实情况如下，由县防汛办汇总", 12)
    content = table(rows, top=616) + above + ruled(632, 608, 584, 560, 536)
    assert tables_in(page_of(content)) == [rows]


def test_text_between_two_tables_parts_them() -> None:
    content = table(TWO) + table(TWO, top=520) + ruled(656, 632, 608, 584)
    between = say(88, 560, "（二）物资清单：", 12) + ruled(536, 512, 488, 464)
    data = page_of(content + between)
    assert tables_in(data) == [TWO, TWO]
    assert "\n（二）物资清单：\n" in read(data, "plan.pdf").text


def test_cells_may_end_or_be_centred_at_one_place() -> None:
    rows = [
        ("收入", "税收收入", "9"),
        ("支出合计", "教育", "1,250"),
        ("余", "其他", "18"),
    ]
    content = b"".join(
        say(88, 640 - 24 * at, first, 12)
        + say(260 - 6 * len(second), 640 - 24 * at, second, 12)
        + say(460 - 6 * len(third), 640 - 24 * at, third, 12)
        for at, (first, second, third) in enumerate(rows)
    )
    assert tables_in(page_of(content)) == [[list(row) for row in rows]]


# ── with rules across ─────────────────────────────────────────────────────────────────


def ruled(*heights: float) -> bytes:
    """Return rules across at some heights."""
    return b"".join(line(80, y, 520, y) for y in heights)


TWO = [["任务", "时限"], ["清淤", "5月底"], ["加固", "6月底"]]


def test_two_columns_between_rules_are_a_table() -> None:
    each = ruled(656, 632, 608, 584)
    assert tables_in(page_of(table(TWO) + each)) == [TWO]
    three = ruled(656, 632, 584)  # above and below the head, and at the end
    assert tables_in(page_of(table(TWO) + three)) == [TWO]


def test_lines_between_two_rules_are_one_row_where_the_first_column_is_empty() -> None:
    rows = [
        ["任务", "时限"],
        ["清淤", "5月底前完成"],
        ["", "并报送总结"],
        ["加固", "6月底"],
    ]
    content = table(rows) + ruled(656, 632, 584, 560)
    ((head, first, last),) = tables_in(page_of(content))
    assert (head, last) == (["任务", "时限"], ["加固", "6月底"])
    assert first == ["清淤", "5月底前完成并报送总结"]


def test_a_cell_that_reaches_over_several_columns_is_told() -> None:
    rows = [
        ["任务", "责任单位", "时限"],
        ["甲乡", "县水务局", "5月"],
        ["乙乡", "县应急局", "6月"],
    ]
    wide = say(88, 568, "合计共二十项，均已明确责任单位，由县防汛办按月调度并通报", 12)
    content = table(rows) + wide + ruled(656, 632, 608, 584, 560)
    source = read(page_of(content), "plan.pdf")
    assert source.original is not None
    (found,) = source.original.tables
    last = found.rows[-1]
    assert [(cell.column, cell.columns) for cell in last] == [(0, 3)]


# ── what is no table ──────────────────────────────────────────────────────────────────


@pytest.mark.parametrize(
    "rows",
    [
        TWO,  # names and values
        FOUR[:2],  # too few rows
        [
            ["1.甲方案", "2.乙方案", "3.丙方案"],
            ["4.丁方案", "5.戊方案", "6.己方案"],
            ["7.庚方案", "8.辛方案", "9.壬方案"],
        ],
        [
            ["（一）", "清淤疏浚工作"],
            ["（二）", "堤防加固工作"],
            ["（三）", "物资储备工作"],
        ],
        [
            ["张三", "李四", "王五"],
            ["赵六", "孙七", "周八九"],
            ["吴十", "郑一", "王二"],
        ],
        [["清源县人民政府"], ["", "", "2024年3月1日"], ["抄送：各乡镇"]],
    ],
    ids=["pairs", "two rows", "items", "labels", "names", "signature"],
)
def test_in_doubt_text_stays_text(rows: list[list[str]]) -> None:
    data = page_of(table(rows))
    assert tables_in(data) == []
    text = "".join(read(data, "plan.pdf").text.split())
    assert all("".join(cell.split()) in text for row in rows for cell in row)


def test_a_contents_page_is_no_table() -> None:
    rows = [("一、总体要求", "1"), ("二、重点任务", "3"), ("三、保障措施", "9")]
    content = b"".join(
        say(88, 640 - 24 * at, text, 12) + say(480, 640 - 24 * at, number, 12)
        for at, (text, number) in enumerate(rows)
    )
    assert tables_in(page_of(content)) == []
    assert tables_in(page_of(content + ruled(656, 560))) == []


def test_rules_above_and_below_text_make_no_table() -> None:
    text = "".join("各乡镇要落实责任，抓好督查。" for _ in range(2))
    content = b"".join(say(88, 640 - 24 * at, text, 12) for at in range(5))
    content += say(88, 520, "联系人：张三", 12) + say(400, 520, "电话：0000", 12)
    assert tables_in(page_of(content + ruled(656, 600, 510))) == []
