"""Work points: what is one, what belongs to it, and what its columns say."""

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from planparse.facts.finder import finder
from planparse.pipeline import parse
from planparse.records import Exporter, Printed
from planparse.tasks.columns import task_row
from planparse.tasks.sections import Level
from planparse.tasks.work_points import WorkPoint, work_points
from planparse.text.encoding import decode
from planparse.tree import Parsed
from tests.conftest import SAMPLES
from tests.laws.laws import AUTO, letters, parsed
from tests.laws.strategies import texts

LEVELS: tuple[Level, ...] = ("auto", "leaf", 1, 2, 3)


def rows(plan: Parsed) -> list[Any]:
    return list(Exporter(plan, AUTO, finder=finder()).rows())


def of(text: str | Parsed, level: Level = "auto") -> list[WorkPoint]:
    plan = parsed(text, repair=True) if isinstance(text, str) else text
    return list(work_points(rows(plan), Printed(plan.source.text, plan.edits), level))


def tasks(text: str, level: Level = "auto") -> list[str]:
    return [point.text for point in of(text, level)]


def sample(name: str) -> Parsed:
    return parse(decode((SAMPLES / name).read_bytes(), name), AUTO)


NESTED = """一、抓好春耕
（一）备足农资。分三批采购。
1.化肥。采购500吨。
2.种子。采购80吨。
（二）检修农机。做好三件事。
1.逐台登记。
2.逐台检修。
二、防住病虫
（一）设点监测。
"""


def test_a_point_is_the_smallest_numbered_item_with_a_heading() -> None:
    assert tasks(NESTED) == [
        "分三批采购。",
        "1.化肥。采购500吨。",
        "2.种子。采购80吨。",
        "（二）检修农机。做好三件事。\n1.逐台登记。\n2.逐台检修。",
        "（一）设点监测。",
    ]


def test_the_level_is_chosen() -> None:
    assert [len(tasks(NESTED, level)) for level in (1, 2, "leaf")] == [2, 3, 7]
    assert (
        tasks(NESTED, 2)[0]
        == "（一）备足农资。分三批采购。\n1.化肥。采购500吨。\n2.种子。采购80吨。"
    )


def test_a_point_knows_what_it_is_under() -> None:
    assert [point.headings for point in of(NESTED)] == [
        *[("一、抓好春耕", "（一）备足农资")] * 3,
        ("一、抓好春耕",),
        ("二、防住病虫",),
    ]


def test_sentences_are_points_right_below_a_main_heading_and_where_they_name_owners() -> (
    None
):
    assert tasks("一、抓好春耕\n1.备足化肥。\n2.检修农机。\n") == [
        "1.备足化肥。",
        "2.检修农机。",
    ]
    text = (
        "一、抓好春耕\n（一）备耕\n1.备足化肥。（责任单位：市供销社）\n"
        "2.检修农机。（责任单位：市农机局）\n"
    )
    assert [(point.text, point.owners[0].units) for point in of(text)] == [
        ("1.备足化肥。（责任单位：市供销社）", ("市供销社",)),
        ("2.检修农机。（责任单位：市农机局）", ("市农机局",)),
    ]


def test_a_series_in_running_text_belongs_to_its_item() -> None:
    text = "一、抓好春耕\n（一）备耕。一是备足化肥。二是检修农机。\n（二）播种。抢抓农时。\n"
    assert tasks(text) == [
        "（一）备耕\n一是备足化肥。\n二是检修农机。",
        "（二）播种。抢抓农时。",
    ]


def test_what_only_leads_up_to_points_heads_them() -> None:
    found = of("一、抓好春耕\n重点做好以下工作：\n（一）备足农资。\n（二）检修农机。\n")
    heads = ("一、抓好春耕", "重点做好以下工作")
    assert [(point.headings, point.text) for point in found] == [
        (heads, "（一）备足农资。"),
        (heads, "（二）检修农机。"),
    ]
    assert (
        tasks(
            "一、抓好春耕\n播种面积80万亩，其中：\n（一）备足农资。\n（二）检修农机。\n"
        )[0]
        == "播种面积80万亩，其中："
    )


def test_a_lead_in_stands_for_the_heading_that_a_section_has_not() -> None:
    items = "（一）通道。无障碍。\n（二）设施。有积水井。\n"
    found = of(
        f"公园办法\n第一章 总则\n第一条 公园应当做到下列几项：\n{items}"
        "第二条 本办法自2024年起施行。\n"
    )
    assert [(point.headings, point.text) for point in found] == [
        (("第一章 总则", "第一条 公园应当做到下列几项"), "（一）通道。无障碍。"),
        (("第一章 总则", "第一条 公园应当做到下列几项"), "（二）设施。有积水井。"),
        (("第一章 总则",), "第二条 本办法自2024年起施行。"),
    ]


def test_clauses_end_at_commas_of_either_width_but_not_in_numbers() -> None:
    text = (
        "一、扩绿\n"
        "（一）建园。选址合理,每处面积不小于1,400平方米,造价不超过260元:逐个验收。\n"
        "（二）管护。\n"
    )
    assert of(text)[0].goals == ("每处面积不小于1,400平方米", "造价不超过260元")


def test_prose_and_envelope_are_no_points() -> None:
    assert (
        of(
            "全市防汛工作要点\n各县区人民政府：\n现将要点印发。\n市政府办公室\n2024年3月1日\n"
        )
        == []
    )


def test_owners_are_taken_over_from_what_a_point_is_below() -> None:
    text = (
        "一、抓好春耕\n（一）备耕（责任单位：市农业局）\n1.化肥。备足。\n"
        "2.农机。检修。（责任单位：市农机局）\n"
    )
    assert [(point.owners[0].units, point.inherited) for point in of(text)] == [
        (("市农业局",), True),
        (("市农机局",), False),
    ]


def test_owners_are_not_taken_over_from_what_a_point_is_beside() -> None:
    goal = (
        "到2022年底，建成城市书房10座，全区图书馆年流通量达到80万人次，"
        "群众满意。（责任单位：市文旅局）"
    )
    tasks = "（一）建设书房。利用闲置空间改建。\n（二）改造广场。平整场地。\n"
    found = of(f"市2022年文化工作方案\n总体目标\n{goal}\n{tasks}四、实施步骤\n{tasks}")
    assert [
        (point.headings, bool(point.owners)) for point in found if point.number
    ] == [
        (("总体目标",), True),
        *[(("总体目标",), False)] * 2,
        *[(("四、实施步骤",), False)] * 2,
    ]


def who_by_when(text: str) -> list[tuple[str, str, str]]:
    """The tasks of an item of 2024: what they say, their units, their deadlines."""
    found = of(f"市2024年要点\n一、总则\n{text}")
    return [
        (
            point.text,
            "、".join(unit for owner in point.owners for unit in owner.units),
            "、".join(deadline.text for deadline in point.deadlines),
        )
        for point in found
    ]


@pytest.mark.parametrize(
    ("item", "expected"),
    [
        (
            "（一）防汛。加强巡查（市水务局牵头，各县配合）。抓好整改（市住建局负责，6月底前）。",
            [
                ("加强巡查（市水务局牵头，各县配合）。", "市水务局、各县", ""),
                ("抓好整改（市住建局负责，6月底前）。", "市住建局", "6月底前"),
            ],
        ),
        (
            "（一）建水厂。（市水务局负责）建泵站。（市住建局负责）",
            [
                ("（一）建水厂。（市水务局负责）", "市水务局", ""),
                ("建泵站。（市住建局负责）", "市住建局", ""),
            ],
        ),
        (
            "（一）建水厂。（市水务局负责）6月底前开工，9月底前完工。",
            [
                ("（市水务局负责）6月底前开工，", "市水务局", "6月底前"),
                ("9月底前完工。", "市水务局", "9月底前"),
            ],
        ),
        (
            "（一）建厂。6月底前开工。9月底前完工。（市水务局负责）",
            [
                ("6月底前开工。", "市水务局", "6月底前"),
                ("9月底前完工。（市水务局负责）", "市水务局", "9月底前"),
            ],
        ),
        (
            "（一）建厂。选好址（市水务局负责）。开好工（市住建局负责）。各镇要支持。",
            [
                ("选好址（市水务局负责）。", "市水务局", ""),
                ("开好工（市住建局负责）。", "市住建局", ""),
                ("各镇要支持。", "", ""),
            ],
        ),
        (
            "（一）建厂。选好址（市水务局负责）。年底前开工。",
            [
                ("选好址（市水务局负责）。", "市水务局", ""),
                ("年底前开工。", "", "年底前"),
            ],
        ),
        (
            "（一）建厂。选好址（市水务局负责）。开好工，抓进度。",
            [("（一）建厂。选好址（市水务局负责）。开好工，抓进度。", "市水务局", "")],
        ),
        (
            "（一）报表。3月底、6月底前分别报送市财政局。",
            [("（一）报表。3月底、6月底前分别报送市财政局。", "", "3月底、6月底前")],
        ),
        (
            "（一）建厂。建一厂（6月底前）、建二厂（9月底前）。",
            [
                ("建一厂（6月底前）、", "", "6月底前"),
                ("建二厂（9月底前）。", "", "9月底前"),
            ],
        ),
        (
            "（一）建厂。\n选好址。（市水务局负责）\n开好工。\n责任单位：市住建局\n"
            "完成时限：9月底\n",
            [
                ("选好址。（市水务局负责）", "市水务局", ""),
                (
                    "开好工。\n责任单位：市住建局\n完成时限：9月底",
                    "市住建局",
                    "9月底",
                ),
            ],
        ),
        (
            "（一）责任单位：市水务局。建水厂。责任单位：市住建局。建泵站。",
            [
                ("（一）责任单位：市水务局。建水厂。", "市水务局", ""),
                ("责任单位：市住建局。建泵站。", "市住建局", ""),
            ],
        ),
    ],
)
def test_each_task_of_an_item_is_one_point(
    item: str, expected: list[tuple[str, str, str]]
) -> None:
    assert who_by_when(item) == expected


def test_an_item_of_several_tasks_heads_them() -> None:
    text = (
        "一、防汛\n（一）巡查。查堤防（市水务局负责）。查山洪（市自然资源局负责）。\n"
    )
    assert [(point.number, point.headings) for point in of(text)] == [
        (1, ("一、防汛", "（一）巡查")),
        (2, ("一、防汛", "（一）巡查")),
    ]


def test_sentences_with_deadlines_of_their_own_are_points() -> None:
    text = "一、防汛\n（一）备汛。一是清淤，3月底前完成。二是除险，5月底前完成。\n"
    assert tasks(text) == ["一是清淤，3月底前完成。", "二是除险，5月底前完成。"]


def test_a_level_that_is_named_groups_tasks() -> None:
    text = (
        "一、防汛\n（一）巡查。查堤防（市水务局负责）。查山洪（市自然资源局负责）。\n"
    )
    assert [len(of(text, level)) for level in LEVELS] == [2, 2, 1, 1, 1]
    items = "一、防汛\n（一）巡查（市水务局负责）。\n（二）值班（市应急局负责）。\n"
    (point,) = of(items, 1)
    assert [owner.units for owner in point.owners] == [("市水务局",), ("市应急局",)]


def test_notes_of_several_tasks_are_not_taken_over() -> None:
    head = "一、防汛\n定好方案（市应急局负责）。备好物资（市粮储局负责）。\n"
    found = of(f"{head}（一）巡查。\n（二）值班。\n")
    assert [len(point.owners) for point in found] == [1, 1, 0, 0]


def test_a_sentence_before_the_one_that_leads_up_is_a_point() -> None:
    items = "（一）检查堤防。\n（二）备足物资。\n"
    assert tasks(f"一、防汛\n汛期自五月开始。\n重点抓好以下工作：\n{items}") == [
        "汛期自五月开始。\n重点抓好以下工作：",
        "（一）检查堤防。",
        "（二）备足物资。",
    ]
    assert tasks(f"一、防汛\n重点抓好以下工作：\n{items}") == [
        "（一）检查堤防。",
        "（二）备足物资。",
    ]


def test_holes_stand_among_the_points_and_are_not_counted() -> None:
    found = of(sample("flood-season.txt"))
    hole = next(point for point in found if point.kind == "lacuna")
    assert hole.number is None
    assert hole.text == "三、 （六） （七） （八） （九）"
    assert [point.number for point in found if point.number] == list(range(1, 16))
    assert [
        task_row(point).task[0][:4]
        for point in found
        if point.kind in ("lacuna", "fragment")
    ] == [
        "〔缺失〕",
        "〔残段〕",
    ]


def test_a_heading_without_a_number_heads_what_follows() -> None:
    found = of(sample("lost-parent.txt"))
    assert [point.headings for point in found if point.number in (1, 4, 9)] == [
        ("总体目标",),
        ("建设任务",),
        ("活动安排",),
    ]


def test_the_columns() -> None:
    text = (
        "市2024年防汛要点\n一、压实责任\n"
        "（一）开展检查。按照《防汛条例》和《防汛条例》，5月底前检查水库12座、堤防8处，"
        "力争2025年底前整改率达到95%以上。（市水务局牵头，市财政局负责，各县区配合）\n"
        "（二）值班。\n"
    )
    first, second = map(task_row, of(text)[:2])
    assert first.work == second.work == ("一、压实责任", "（一）开展检查")
    assert first.owners == second.owners == ("市水务局（牵头）", "市财政局")
    assert first.support == ("各县区",)
    assert (first.deadlines, first.due) == (
        ("5月底前（2024-05-31）",),
        ("2024-05-31",),
    )
    assert (second.deadlines, second.due) == (("力争2025年底前",), ("2025-12-31",))
    assert first.goals == ("5月底前检查水库12座、堤防8处",)
    assert second.goals == ("力争2025年底前整改率达到95%以上",)
    assert first.basis == ("《防汛条例》",)
    assert first.line == 3


@given(texts)
@pytest.mark.parametrize("level", LEVELS)
def test_no_section_is_lost_at_any_level(level: Level, text: str) -> None:
    plan = parsed(text, repair=True)
    found = of(plan, level)
    for doc in {point.doc for point in found}:
        numbers = [
            point.number
            for point in found
            if point.doc == doc and point.number is not None
        ]
        assert numbers == list(range(1, len(numbers) + 1))
    said = letters("".join(point.text for point in found))
    heads = letters("".join(word for point in found for word in point.headings))
    sections: set[str] = set()
    for row in rows(plan):
        if row.kind == "table" and row.parent in sections:
            assert all(letters(cell) in said + heads for cell in row.text.split())
        if row.kind in ("section", "fragment"):
            sections.add(row.id)
            assert letters(row.title or "") in said + heads
            assert letters(row.text) in said or letters(row.text) in heads


@given(
    st.lists(st.sampled_from(["一、防汛", "（一）巡查。", "1.清淤。", "抓好落实。"])),
    st.lists(st.sampled_from(["指标\t数值", "查堤\t三次", "任务\t责任单位", "植树\t"])),
    st.sampled_from(["", "二、保障", "（二）值守", "2.排险。"]),
)
@pytest.mark.parametrize("level", LEVELS)
def test_no_table_in_a_section_is_lost_at_any_level(
    level: Level, before: list[str], table: list[str], behind: str
) -> None:
    lines = ["要点", "一、总则", *before, *table, *table, *table, behind]
    plan = parsed("\n".join(lines) + "\n")
    found = of(plan, level)
    said = "".join(
        part
        for point in found
        for part in (
            *point.headings,
            point.text,
            *(unit for owner in point.owners for unit in owner.units),
        )
    )
    for row in rows(plan):
        if row.kind == "table" and row.depth > 1:
            for cell in row.text.split():
                assert cell in said or cell in ("任务", "责任单位")


def test_a_work_point_says_where_it_stands() -> None:
    text = (
        "市2024年防汛要点\n一、压实责任\n市局牵头抓总。\n（一）开展检查。限期整改。\n"
        "（二）补齐物资。\n"
    )
    own, first, second = of(text)
    assert [point.labels for point in (own, first, second)] == [
        ("一、",),
        ("一、", "（一）"),
        ("一、", "（二）"),
    ]
    assert text[own.start : own.end].rstrip() == "一、压实责任\n市局牵头抓总。"
    assert text[first.start : first.end] == "（一）开展检查。限期整改。"
    assert text[second.start : second.end] == "（二）补齐物资。"
