"""Tables that were copied as plain text are kept together, and no label is read in them."""

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from planparse.grammar.lexicon import Lexicon
from planparse.numbering.asides import flattened_tables
from planparse.records import Exporter
from tests.laws.laws import AUTO, hold, parsed

HEAD = ["序号", "任务", "责任单位"]
ROWS = [
    ["1", "清漂", "水务局"],
    ["2", "（一）补种", "园林局"],
    ["3", "1.护岸", "水务局"],
]


def tables(text: str) -> list[list[list[str]]]:
    """The cells of all tables, row by row."""
    hold(text)
    rows = Exporter(parsed(text), AUTO).rows()
    return [
        [
            [text[cell["start"] : cell["end"]] for cell in line]
            for line in row.more["rows"]
        ]
        for row in rows
        if row.kind == "table"
    ]


def labels(text: str) -> list[str | None]:
    """The labels of all sections."""
    rows = Exporter(parsed(text), AUTO).rows()
    return [row.label for row in rows if row.kind == "section"]


@pytest.mark.parametrize("parted", ["\t", " \t ", "\t\t"])
@pytest.mark.parametrize("head", [[], [HEAD]], ids=["bare", "headed"])
def test_rows_of_cells_with_tabs_are_a_table(
    parted: str, head: list[list[str]]
) -> None:
    whole = [*head, *ROWS]
    lines = "\n".join(map(parted.join, whole))
    text = f"一、分工\n（一）任务。见下表。\n{lines}\n（二）要求。每周报告。\n"
    assert tables(text) == [whole]
    assert labels(text) == ["一、", "（一）", "（二）"]
    assert "T307" in [finding.code for finding in parsed(text).findings]


def test_wide_blanks_in_columns_part_cells_as_well() -> None:
    rows = [["镇名", "河长", "里程"], ["石门", "张三", "12"], ["白塔", "李四", "8"]]
    text = "附表\n" + "\n".join("　　".join(row) for row in rows) + "\n"
    assert tables(text) == [rows]


@pytest.mark.parametrize("gap", ["\n", "\n\n", "\r\n"])
def test_a_cell_a_line_is_a_table_by_its_numbers(gap: str) -> None:
    cells = gap.join(cell for row in [HEAD, *ROWS] for cell in row)
    text = f"一、分工{gap}{cells}{gap}"
    assert tables(text) == [[HEAD, *ROWS]]
    assert labels(text) == ["一、"]


def test_a_row_with_an_empty_cell_is_one_stretch() -> None:
    text = "序号\n任务\n责任单位\n1\n清漂\n2\n补种\n园林局\n各镇按表落实。\n"
    assert tables(text) == [[HEAD, ["1\n清漂"], ["2", "补种", "园林局"]]]


@pytest.mark.parametrize("below", ["各站任务见下表。", "\t分站任务", "分站任务"])
def test_what_stands_below_the_last_row_is_no_cell_of_it(below: str) -> None:
    head = "序号\n任务\n责任单位\n说明\n"
    rows = "".join(f"{number}\n清漂\n水务局\n" for number in (1, 2, 3))
    text = f"{head}{rows}{below}\n各站每周报送。\n"
    (found,) = tables(text)
    assert found[-1] == ["3\n清漂\n水务局"]


def test_a_heading_below_a_last_row_with_an_empty_cell_is_no_cell_of_it() -> None:
    head = "序号\n名称\n类型\n长度\n约束\n"
    rows = "1\n水位\nint\n8\nM\n2\n日期\ndate\nM\n3\n流量\nint\n8\nM\n"
    text = f"{head}{rows}4\n时间\ndate\nM\n分站数据\n各站每周报送。\n"
    (found,) = tables(text)
    assert found[-1] == ["4\n时间\ndate\nM"]


@pytest.mark.parametrize(
    "text",
    [
        # labels that a word processor parted by tabs
        "1.\t清漂\n2.\t清淤\n3.\t护岸\n",
        "一、\t清漂\t每周\n二、\t清淤\t每季\n三、\t护岸\t每年\n",
        # two who sign
        "云溪区水务局\t云溪区园林局\n云溪区财政局\t云溪区城管局\n",
        # a column of numbers that counts no rows
        "序号\n任务\n3\n清漂\n9\n补种\n",
        "各镇   按月   上报。\n",
    ],
)
def test_what_only_looks_like_a_table_is_none(text: str) -> None:
    assert tables(text) == []


def test_numbered_items_that_outline_a_table_stay_sections() -> None:
    text = "一级指标\n二级指标\n一、水质\n（一）水面\n1.漂浮物\n定量\n2.水草\n定量\n"
    assert tables(text) == []
    assert labels(text) == ["一、", "（一）", "1.", "2."]


LINES = [
    "（一）清漂\t水务局",
    "（二）补种\t园林局",
    "清漂\t水务局",
    "1\t清漂",
    "序号\t任务",
    "序号",
    "石门　　张三　　12",
    "（三）补种　　园林局　　3",
    "各镇按表落实。",
    "",
]


class _EachLine(flattened_tables._Rows):
    """Reads rows from each line anew, whatever is known of it."""

    barren = property(lambda _: 0, lambda *_: None)  # type: ignore[assignment]


@given(st.lists(st.sampled_from(LINES), max_size=14))
@example(
    [*LINES[:2], *[LINES[2]] * 2]
)  # half an outline: a table begins below the first line
def test_no_table_begins_with_a_line_that_is_passed_over(lines: list[str]) -> None:
    text = "\n".join(lines)
    found = flattened_tables.find(text, AUTO)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(flattened_tables, "_Rows", _EachLine)
        assert flattened_tables.find(text, AUTO) == found


def test_the_rows_of_an_outline_are_read_once(monkeypatch: pytest.MonkeyPatch) -> None:
    begun: list[int] = []

    class Counted(flattened_tables._Rows):
        def __init__(self, text: str, start: int, lexicon: Lexicon) -> None:
            begun.append(start)
            super().__init__(text, start, lexicon)

    monkeypatch.setattr(flattened_tables, "_Rows", Counted)
    assert flattened_tables.find("（一）清漂\t水务局\n" * 500, AUTO) == ()
    assert begun == [0]
