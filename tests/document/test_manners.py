"""The headings of a series are judged together, for a series is written in one manner."""

import pytest

from planparse.records import Exporter
from tests.laws.laws import AUTO, hold, parsed


def headings(text: str) -> list[str | None]:
    """The headings of all sections, in order."""
    hold(text)
    return [
        row.title
        for row in Exporter(parsed(text), AUTO).rows()
        if row.kind == "section"
    ]


@pytest.mark.parametrize("mark", ["{}、", "（{}）"])
@pytest.mark.parametrize(
    "rules",
    [
        [
            "指挥部由三部分人员组成：区长、分管区长和各局负责人。",
            "指挥长召集并主持每次会商。开闸泄洪、撤离住户，由会商决定。",
            "副指挥长按分工督促各组。经指挥长同意，可以签发通报。",
            "指挥长不在区内时，由一名副指挥长代行职责。",
        ],
        [
            "河长会议每月召开一次。遇有险情，可以随时召开。",
            "会议由总河长召集。会议纪要送各镇。",
            "成员单位派联络员列席。联络员变动的，应当告知办公室。",
        ],
        [
            "领导小组下设办公室。办公室设在区水务局。",
            "办公室负责日常事务。重大事项报领导小组审定。",
            "领导小组成员实行例会制度。例会每季度一次。",
        ],
    ],
)
def test_rules_of_procedure_have_no_headings(mark: str, rules: list[str]) -> None:
    lines = [
        mark.format(number) + rule
        for number, rule in zip("一二三四", rules, strict=False)
    ]
    assert headings("防汛指挥部工作规则\n" + "\n".join(lines)) == [None] * len(rules)


def test_the_last_item_of_a_list_goes_on_without_a_heading() -> None:
    text = (
        "一、下列船舶可以进入保护区：\n（一）保洁船舶；\n（二）巡查船舶；\n"
        "（三）市政府许可的其他船舶。许可办法另行制定。\n"
    )
    assert headings(text)[1:] == [None, None, None]


@pytest.mark.parametrize(
    "note", ["（负责部门：水务局）", "(牵头单位：水务局)。", "（1分）（10月底完成）"]
)
def test_one_sentence_with_a_note_behind_has_no_heading(note: str) -> None:
    items = ["放宽准入，由镇政府管理。", "设立异地受理窗口。", "建成全区监测平台。"]
    lines = [
        f"（{number}）{item}{note}"
        for number, item in zip("一二三", items, strict=True)
    ]
    text = "一、优化服务\n" + "\n".join(lines)
    assert headings(text)[1:] == [None, None, None]
    assert headings(f"1.清漂。{note}\n2.清淤。{note}\n") == [None, None]


def test_a_note_is_text_like_any_other_where_the_series_has_headings() -> None:
    text = (
        "（一）清漂。每周打捞两次，当天清运。（水务局）\n（二）清淤。（水务局）\n"
        "（三）护岸。加固两公里。（水务局）\n"
    )
    assert headings(text) == ["清漂", "清淤", "护岸"]


def test_headings_stay_though_an_item_among_them_has_none() -> None:
    text = (
        "（一）加强巡查。各镇每周巡河两次，发现问题当天处置。\n"
        "（二）各镇要建立台账，每月通报一次，连续两次垫底的约谈镇长。\n"
        "（三）推进清淤。每季度清淤一次，淤泥运到堆场。\n"
    )
    assert headings(text) == ["加强巡查", None, "推进清淤"]


def test_headings_of_whole_sentences_stay_where_all_are_of_one_make() -> None:
    text = (
        "（一）水库是供水的根本。近年来水库发挥了作用，供水有了保障。\n"
        "（二）河道是排水的命脉。今年的汛期长，排水任务重。\n"
    )
    assert headings(text) == ["水库是供水的根本", "河道是排水的命脉"]


@pytest.mark.parametrize(
    "labels",
    [
        ("（一）", "（二）"),
        ("1.", "2."),
        ("一、", "二、"),
        ("（1）", "（2）"),
        ("①", "②"),
    ],
)
@pytest.mark.parametrize("gap", ["\n", "\n\n"])
def test_a_heading_may_stand_on_the_line_below_its_label(
    labels: tuple[str, str], gap: str
) -> None:
    first, second = labels
    text = f"考核\n{first}{gap}水面{gap}{second}{gap}岸坡绿化\n"
    assert headings(text) == ["水面", "岸坡绿化"]


def test_a_heading_below_its_label_is_no_level_of_its_own() -> None:
    text = (
        "考核\n一、\n\n水体\n\n（一）\n\n水面\n\n1.漂浮物\n\n定量\n\n（二）\n\n岸坡绿化\n\n2.补种\n\n"
        "定量\n\n（三）\n\n巡查制度\n\n3.次数\n"
    )
    found = headings(text)
    assert found == ["水体", "水面", "漂浮物", "岸坡绿化", "补种", "巡查制度", "次数"]


def test_prose_on_the_line_below_a_label_is_no_heading() -> None:
    sentence = "各镇每周巡河两次，发现问题当天处置。"
    assert headings(f"（一）\n{sentence}\n（二）\n{sentence}\n") == [None, None]
