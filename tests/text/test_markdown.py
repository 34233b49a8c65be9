"""Markdown as converters write it, read without its marks."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from planparse.export import markdown
from planparse.export.options import Options
from planparse.pipeline import parse
from planparse.records import Exporter
from planparse.text.encoding import Source
from planparse.text.markdown import unmarked
from tests.laws.laws import AUTO
from tests.laws.strategies import texts


def read(text: str, path: str = "plan.md") -> str:
    """Return a text as it is read."""
    found = unmarked(text, path)
    return text if found is None else found.text


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("**一、总体要求**", "一、总体要求"),
        ("**（一）目标。** 抓紧", "（一）目标。 抓紧"),
        ("**（一）目标。**抓紧", "（一）目标。抓紧"),
        ("开展**“清漂”**行动", "开展“清漂”行动"),
        ("__一、总则__", "一、总则"),
        ("***一、总则***", "一、总则"),
        ("清漂（*试行*）", "清漂（试行）"),
        ("1\\. 清漂", "1. 清漂"),
        ("\\（一\\）清漂", "（一）清漂"),
        ("甲\\*乙\\\\丙", "甲*乙\\丙"),
        ("- （1）里程", "（1）里程"),
        ("- - （1）里程", "（1）里程"),
        ("- 3 -", "- 3 -"),
        ("**一**、总则", "一、总则"),
        ("##一、总则", "  一、总则"),
        ("#清漂", "#清漂"),
        ("> 清漂", "清漂"),
        ("> - **清漂**", "清漂"),
        ("## 一、总则 ##", "   一、总则"),
        ("清漂<br>清淤", "清漂\n清淤"),
        ("清漂<br/>\n清淤", "清漂\n清淤"),
        ("清漂&nbsp;清淤 &lt;甲&gt;", "清漂\u00a0清淤 <甲>"),
        ("见[清源县办法](https://a.cn/b.html)执行", "见清源县办法执行"),
        ("运行`make`后", "运行make后"),
        ("清漂\n\n***\n\n清淤", "清漂\n\n\n\n清淤"),
        ("```text\n一、**总则**\n```", "\n一、**总则**\n"),
        ("```markdown\n一、**总则**\n```", "\n一、总则\n"),
        ("清漂\\\n清淤", "清漂\n清淤"),
        ("| 甲 | **乙**<br>丙 |", "| 甲 | 乙 丙 |"),
        ("| 甲 | 乙 |\n|---|---|\n| 丙 | 丁 |", "甲\t乙\n丙\t丁"),
        ("总则\n===\n清漂", "总则\n\n清漂"),
    ],
)
def test_marks_are_not_read(text: str, expected: str) -> None:
    assert read(text) == expected


@pytest.mark.parametrize(
    ("sign", "line"),
    [
        ("#", "# 一、总则"),
        ("*", "**一、总则**"),
        ("_", "__一、总则__"),
        ("-", "- （1）清漂"),
        ("+", "+ （1）清漂"),
        ("|", "| 甲 | 乙 |"),
        ("\\", "1\\. 清漂"),
    ],
)
def test_a_line_with_one_sign_proves_that_a_text_is_markdown(
    sign: str, line: str
) -> None:
    assert {char for char in line if char in "#*_-+|\\"} == {sign}
    text = f"清源县要点\n{line}\n清淤\n"
    assert unmarked(text, "plan.txt") is not None
    assert unmarked(text.replace(sign, ""), "plan.txt") is None


TABLE = """\
各镇任务如下：
| 序号 | **任务** | |
| --- | :-: | --- |
| 1. | （1）清漂\\|清淤 | 甲<br>乙 |
|2.||丙|
每月通报。
"""


def test_a_table_with_bars_is_a_node_with_the_spans_of_its_cells() -> None:
    of = parse(Source(TABLE, "utf-8", "plan.md"), AUTO)
    rows = [row for row in Exporter(of, AUTO).rows() if row.kind != "document"]
    assert [row.kind for row in rows] == ["paragraph", "table", "paragraph"]
    assert rows[1].text == "序号\t任务\t\n1.\t（1）清漂|清淤\t甲 乙\n2.\t\t丙"
    cells = [
        [TABLE[cell["start"] : cell["end"]] for cell in row]
        for row in rows[1].more["rows"]
    ]
    assert [[cell.strip("*") for cell in row] for row in cells] == [
        ["序号", "任务", ""],
        ["1.", "（1）清漂\\|清淤", "甲<br>乙"],
        ["2.", "", "丙"],
    ]
    assert [
        cell.get("head", False) for row in rows[1].more["rows"] for cell in row
    ] == ([True] * 3 + [False] * 6)
    assert not of.findings


@pytest.mark.parametrize(
    "text",
    [
        "| 甲 | 乙 |\n| 丙 | 丁 |\n",
        "| 甲 |\n| --- |\n| 丙 |\n",
        "| 甲 | 乙 |\n| --- |\n| 丙 | 丁 |\n",
        "| 甲 | 乙 |\n\n| --- | --- |\n| 丙 | 丁 |\n",
        "```text\n| 甲 | 乙 |\n| --- | --- |\n| 丙 | 丁 |\n```\n",
    ],
)
def test_bars_that_make_no_table_stay_text(text: str) -> None:
    of = parse(Source(text, "utf-8", "plan.md"), AUTO)
    assert "table" not in {row.kind for row in Exporter(of, AUTO).rows()}


@given(
    st.lists(
        st.lists(
            st.sampled_from(["", "清漂", "1.", "一、甲", "a\\|b", "*"]),
            min_size=2,
            max_size=2,
        ),
        min_size=1,
        max_size=4,
    )
)
def test_tables_are_written_as_they_were_read(rows: list[list[str]]) -> None:
    lines = [" | ".join(["", *row, ""]).strip(" ") for row in rows]
    lines.insert(1, "| --- | --- |")
    text = "分工如下。\n\n" + "\n".join(lines) + "\n"
    of = parse(Source(text, "utf-8", "plan.md"), AUTO)
    written = "".join(markdown.write(Exporter(of, AUTO), Options()))
    again = parse(Source(written, "utf-8", "plan.md"), AUTO)
    assert [(row.kind, row.text) for row in Exporter(again, AUTO).rows()] == [
        (row.kind, row.text) for row in Exporter(of, AUTO).rows()
    ]


@pytest.mark.parametrize(
    "text",
    [
        "面积为2*3*4米",
        "联系人张***、李***",
        "自20__年__月__日起",
        "姓名：____　日期：____",
        "注：*为必填项",
        "共**万元",
        "转义 \\u4e00 原样",
        "《清源县〔2023〕1号[1]》",
        "a_b_c 与 __init__py",
        "见[附件](一)",
        "甲<b>乙",
    ],
)
def test_what_is_no_sure_mark_stays(text: str) -> None:
    assert read(text) == text


@pytest.mark.parametrize(
    ("text", "is_markdown"),
    [
        ("**一、总则**\n清漂", True),
        ("**（一）目标。** 抓紧", True),
        ("1\\. 清漂", True),
        ("# 清源县办法", True),
        ("| 甲 | 乙 |", True),
        ("**工作目标**", True),
        ("**县人民政府关于**镇的批复", False),
        ("一、清漂**\n二、**清淤", False),
        ("C:\\数据\\表", False),
        ("- 清漂", False),
        ("- （一）清漂", True),
        ("* 第三条 清漂", True),
        ("- 一是清漂", True),
        ("- 1、清漂", True),
        ("- 1.5度", False),
        ("- 3、4两月", False),
        ("- 3 -", False),
        ("###（一）清漂", True),
        ("#1楼清漂", False),
        ("**一**、总则", True),
        ("1. **清漂**", True),
    ],
)
def test_a_text_of_another_name_is_markdown_where_a_mark_proves_it(
    text: str, is_markdown: bool
) -> None:
    assert (unmarked(text, "plan.txt") is not None) == is_markdown


def test_front_matter_of_a_web_site_is_left_alone() -> None:
    text = "---\ntitle: **甲**\n---\n**一、总则**\n"
    assert read(text) == "---\ntitle: **甲**\n---\n一、总则\n"


def test_places_lead_back_to_the_source() -> None:
    text = "**一、总则**\n1\\. 清漂"
    found = unmarked(text, "plan.md")
    assert found is not None
    label = found.text.index("1.")
    assert text[found.start(label) : found.end(label + 2)] == "1\\."
    assert found.start(0) == 2
    assert found.end(4) == 6
    assert [found.read_at(at) for at in (0, 2, 5, 9)] == [0, 0, 3, 6]


@given(
    st.one_of(
        texts, st.text(st.sampled_from("*_\\|#>-<br>&; \n一、甲`[]().")), st.text()
    )
)
def test_every_character_that_is_read_stands_in_the_source(text: str) -> None:
    found = unmarked(text, "plan.md")
    if found is None:
        return
    instead = {mark.at + at for mark in found.marks for at in range(len(mark.text))}
    place = 0
    for at, char in enumerate(found.text):
        assert place <= found.start(at) <= found.end(at + 1) <= len(text)
        if at not in instead:
            assert text[found.start(at)] == char
            assert found.read_at(found.start(at)) == at
        place = found.start(at)
