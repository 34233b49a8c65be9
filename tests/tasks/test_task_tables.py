"""Tables of tasks: which tables are, and what their rows say."""

import csv
import io
from collections import Counter
from collections.abc import Callable
from itertools import zip_longest
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

import planparse
from planparse.tasks.table_heads import head_words
from tests.conftest import SAMPLES
from tests.grammar.shipped_folder import FOLDER
from tests.laws.laws import letters

WORDS = FOLDER.facts["task_tables"]

Told = tuple[str, str, str]
"""What a work point says, its units, its deadlines."""


def told(text: str | bytes, path: str = "-") -> list[Told]:
    return [
        (
            point.text,
            "、".join(
                f"{unit}（{owner.role}）"
                for owner in point.owners
                for unit in owner.units
            ),
            "、".join(f"{time.text} {time.until}" for time in point.deadlines),
        )
        for point in planparse.parse(text, path=path).work_points()
    ]


def table(*rows: str) -> str:
    """A plan of 2024 with a table whose cells are parted by | in the test, by tabs in it."""
    cells = "\n".join(row.replace("|", "\t") for row in rows)
    return f"市2024年要点\n一、任务\n{cells}\n二、保障\n（一）加强领导。\n"


@pytest.mark.parametrize("heads", WORDS["match"])
def test_a_match_heads_tasks(heads: str) -> None:
    assert head_words().read([[head] for head in heads.split("｜")])


@pytest.mark.parametrize("heads", WORDS["reject"])
def test_a_reject_heads_none(heads: str) -> None:
    assert not head_words().read([[head] for head in heads.split("｜")])


def test_each_row_is_a_work_point() -> None:
    text = table(
        "序号|工作任务|牵头单位|配合单位|完成时限",
        "1|修建泵站5座|市水务局|市财政局、各县区|6月底前",
        "2|加固堤防|办公室|人事股、小王庄|长期坚持",
    )
    assert told(text)[:2] == [
        (
            "1 修建泵站5座",
            "市水务局（lead）、市财政局（support）、各县区（support）",
            "6月底前 2024-06-30",
        ),
        (
            "2 加固堤防",
            "办公室（lead）、人事股（support）、小王庄（support）",
            "长期坚持 None",
        ),
    ]
    first, second, last = planparse.parse(text).work_points()
    assert [point.number for point in (first, second, last)] == [1, 2, 3]
    assert first.labels == ("一、", "1")
    assert first.headings == ("一、任务",)
    assert first.goals == ("1 修建泵站5座",)
    assert (first.line, second.line) == (4, 5)
    assert (
        text[second.start : second.end]
        == "2\t加固堤防\t办公室\t人事股、小王庄\t长期坚持"
    )


@pytest.mark.parametrize(
    ("cell", "units"),
    [
        ("市水务局", "市水务局（responsible）"),
        ("市水务局牵头，各县配合", "市水务局（lead）、各县（support）"),
        ("市水务局（牵头）、市财政局", "市水务局（lead）、市财政局（responsible）"),
        ("牵头单位：市水务局", "市水务局（lead）"),
        ("市水务局 市财政局", "市水务局（responsible）、市财政局（responsible）"),
        ("综合科 后勤科", "综合科（responsible）、后勤科（responsible）"),
        ("百货大楼；小王庄", "百货大楼（responsible）、小王庄（responsible）"),
        ("/", ""),
        ("", ""),
    ],
)
def test_a_cell_of_units_is_read_whatever_they_are_called(
    cell: str, units: str
) -> None:
    rows = "".join(
        f"<tr><td>{task}</td><td>{unit}</td></tr>"
        for task, unit in (("工作任务", "责任单位"), ("修渠", cell), ("打井", "某局"))
    )
    page = f"<p>一、任务</p><table border=1>{rows}</table>"
    assert told(page.encode(), "a.html")[0] == ("修渠", units, "")


def test_persons_and_units_that_guide_have_their_roles() -> None:
    text = table(
        "任务|责任领导|指导单位|责任单位",
        "修渠|王某、张某|市水务局|各镇",
        "打井|副县长李某|—|各镇",
        "植树|李某|市林业局|各镇",
    )
    assert [units for _, units, _ in told(text)][:2] == [
        "王某（leader）、张某（leader）、市水务局（guide）、各镇（responsible）",
        "副县长李某（leader）、各镇（responsible）",
    ]


def test_what_is_no_unit_and_no_time_stays_with_the_task() -> None:
    text = table(
        "序号|工作任务|责任单位|完成时限|目标|备注",
        "1|修建泵站|详见分工。另行通知|视情况|新增5座|分两批",
        "2|打井|某局|9月|3眼|—",
    )
    assert told(text)[:2] == [
        (
            "1 修建泵站\n责任单位：详见分工。另行通知\n完成时限：视情况\n目标：新增5座\n备注：分两批",
            "",
            "",
        ),
        ("2 打井\n目标：3眼", "某局（responsible）", "9月 2024-09-30"),
    ]


PAGE = """<p>市2024年任务分工</p><p>一、任务</p><p>分工如下：</p><table border=1>
<tr><td rowspan=2>序号</td><td rowspan=2>类别</td><td rowspan=2>任务</td>
<td colspan=2>责任单位</td></tr><tr><td>牵头</td><td>配合</td></tr>
<tr><td colspan=5>一、治水</td></tr>
<tr><td>1</td><td rowspan=2>防汛</td><td>修泵站</td><td rowspan=2>市水务局</td><td>各县</td></tr>
<tr><td>2</td><td>固堤防</td><td></td></tr>
<tr><td colspan=5>二、修路</td></tr>
<tr><td>3</td><td>国道</td><td>补路面</td><td>市交通局</td><td>各县</td></tr>
<tr><td colspan=5>注：分工可以调整。</td></tr></table><p>二、保障</p><p>落实经费。</p>"""


def test_merged_cells_are_filled_and_groups_head_their_rows() -> None:
    points = list(planparse.parse(PAGE.encode(), path="a.html").work_points())
    above = ("一、任务", "分工如下")
    assert [(point.headings, point.text) for point in points] == [
        ((*above, "一、治水", "防汛"), "1 修泵站"),
        ((*above, "一、治水", "防汛"), "2 固堤防"),
        ((*above, "二、修路", "国道"), "3 补路面"),
        (above, "注：分工可以调整。"),
        (("二、保障",), "落实经费。"),
    ]
    assert [point.number for point in points] == [1, 2, 3, None, 4]
    assert [point.owners[0].units for point in points[:3]] == [
        ("市水务局",),
        ("市水务局",),
        ("市交通局",),
    ]


def test_a_table_with_a_cell_a_line_has_its_lines_in_their_columns() -> None:
    heads = "序号\n工作任务\n责任单位\n完成时限\n"
    text = f"市2024年要点\n一、任务\n{heads}1\n修渠\n市水务局\n5月底前\n2\n打井\n9月\n3\n植树\n各镇\n"
    assert told(f"{text}二、保障\n")[:3] == [
        ("1 修渠", "市水务局（responsible）", "5月底前 2024-05-31"),
        ("2 打井", "", "9月 2024-09-30"),
        ("3 植树", "各镇（responsible）", ""),
    ]


def test_columns_of_tasks_are_put_together() -> None:
    text = table(
        "项目名称|建设内容|责任单位", "东干渠|清淤3公里|某局", "西干渠|衬砌|某局"
    )
    assert told(text)[0][0] == "东干渠\n清淤3公里"
    text = table("重点工作|责任单位|备注", "清淤|某局|", "衬砌|某局|缓")
    assert [task for task, _, _ in told(text)][:2] == ["清淤", "衬砌\n备注：缓"]


def test_another_table_in_a_section_is_a_row_without_a_number() -> None:
    rows = "指标\t数值\n森林\t30%\n草地\t20%"
    items = "（一）植树。\n（二）种草。\n"
    plan = planparse.parse(
        f"要点\n{rows}\n一、目标\n主要指标如下：\n{rows}\n{items}二、保障\n落实。\n"
    )
    found = [
        (point.number, point.kind, point.headings, point.text)
        for point in plan.work_points()
    ]
    assert found == [
        (None, "table", ("一、目标", "主要指标如下"), rows),
        (1, "section", ("一、目标",), "（一）植树。"),
        (2, "section", ("一、目标",), "（二）种草。"),
        (3, "section", ("二、保障",), "落实。"),
    ]


def test_a_level_that_is_named_leaves_a_table_in_its_item() -> None:
    text = table("序号|任务|责任单位", "1|修渠|某局", "2|打井|某局")
    (first, _) = planparse.parse(text).work_points(1)
    assert first.text.endswith("2\t打井\t某局")


words = st.text("修渠治水局市、，；：。（）一1 /", max_size=8)
grids = st.lists(st.tuples(words, words, words, words), min_size=1, max_size=5)


@given(grids)
def test_no_letter_of_a_table_is_lost(rows: list[tuple[str, str, str, str]]) -> None:
    heads = ("类别", "工作任务", "责任单位", "完成时限")
    page = "".join(
        f"<tr>{''.join(f'<td>{cell}</td>' for cell in row)}</tr>"
        for row in (heads, *rows)
    )
    plan = planparse.parse(
        f"<p>一、任务</p><table border=1>{page}</table><p>二、保障</p>".encode(),
        path="a.html",
    )
    (node,) = (node for node in plan.nodes() if node.kind == "table")
    points = list(plan.work_points())
    said = letters(
        "".join(part for one in points for part in (*one.headings, one.text))
    )
    facts = letters(
        "".join(
            part
            for point in points
            for part in (
                *(unit for owner in point.owners for unit in owner.units),
                *(_ROLES[owner.role] for owner in point.owners),
                *(time.text for time in point.deadlines),
            )
        )
    )
    source = plan.source.text or ""
    for cell in (cell for row in node.rows[1:] for cell in row):
        words = letters(source[cell.start : cell.end])
        assert words in said or not Counter(words) - Counter(facts)


_ROLES = dict.fromkeys(("lead", "support", "responsible", "guide", "leader"), "")


def _csv(text: str) -> list[list[str]]:
    return list(csv.reader(io.StringIO(text)))


WRITTEN: dict[str, Callable[[planparse.Plan], bytes]] = {
    "csv": lambda plan: "".join(plan.to("csv")).encode(),
    "plain.csv": lambda plan: "".join(plan.to("csv", plain=True)).encode(),
    "xlsx": lambda plan: b"".join(plan.to("xlsx")),
}


@pytest.mark.parametrize("form", WRITTEN)
@pytest.mark.parametrize("name", ["flood-season", "notice-and-plan", "reading-2024"])
def test_a_table_that_was_written_is_read_back(form: str, name: str) -> None:
    plan = planparse.parse_file(SAMPLES / f"{name}.txt")
    again = planparse.parse(WRITTEN[form](plan), path=f"tasks.{form}")
    expected, found = (
        _csv("".join(one.to("csv", plain=True))) for one in (plan, again)
    )
    columns = [
        expected[0].index(column)
        for column in (
            "序号",
            "具体任务",
            "责任单位",
            "配合单位",
            "完成时限",
            "截止日期",
            "公文",
        )
    ]
    for row, other in zip_longest(expected[1:], found[1:]):
        assert [_solid(row[at]) for at in columns] == [
            _solid(other[at]) for at in columns
        ]


@pytest.mark.parametrize("name", ["archive", "notice-and-plan", "flood-season"])
def test_markdown_of_several_plans_is_read_back_as_these(name: str) -> None:
    plan = planparse.parse_file(SAMPLES / f"{name}.txt")
    again = planparse.parse("".join(plan.to("table")), path="tasks.md")
    expected, found = (
        [
            (
                *(point.doc, point.number, point.document),
                _solid("".join((*point.headings, point.text))),
                [deadline.until for deadline in point.deadlines],
            )
            for point in one.work_points()
        ]
        for one in (plan, again)
    )
    assert [row[0] for row in expected] == [row[0] for row in found]
    assert expected == found


def _solid(cell: Any) -> str:
    """What a cell says, without the blanks that line ends and tabs become."""
    return "".join(cell.split())


def test_a_title_above_the_heads_names_the_plan_and_a_sum_is_no_task() -> None:
    text = "附件,,\n市2024年任务表,,\n填报单位：市府办,,\n序号,任务,责任单位\n1,修渠,某局\n合计,,1项\n"
    points = list(planparse.parse(text.encode(), path="a.csv").work_points())
    assert [(point.number, point.document, point.text) for point in points] == [
        (None, "市2024年任务表", "附件\n填报单位：市府办"),
        (1, "市2024年任务表", "1 修渠"),
        (None, "市2024年任务表", "合计　1项"),
    ]


def test_tasks_of_several_plans_stay_apart() -> None:
    text = "序号,重点工作,具体任务,责任单位,完成时限,出处行号,公文\n"
    text += "1,一、甲,修渠,某局,6月底前（2024-06-30）,3,甲市要点\n"
    text += "1,一、乙,打井,某局（牵头）；各镇,长期坚持,3,乙市要点\n"
    points = list(planparse.parse(text.encode(), path="all.csv").work_points())
    assert [
        (point.doc, point.number, point.document, point.headings) for point in points
    ] == [
        (1, 1, "甲市要点", ("一、甲",)),
        (2, 1, "乙市要点", ("一、乙",)),
    ]
    assert [owner.role for owner in points[1].owners] == ["lead", "responsible"]
    assert points[0].deadlines[0].until == "2024-06-30"


def test_a_cell_that_was_guarded_is_as_it_was() -> None:
    text = "序号,任务,责任单位\n1,'-10度以下巡查,某局\n2,'重点'路段,某局\n"
    assert [task for task, _, _ in told(text.encode(), "a.csv")] == [
        "1 -10度以下巡查",
        "2 '重点'路段",
    ]
