"""Headings without a number: which lines are levels, which stay paragraphs."""

from collections.abc import Iterator

import pytest

from planparse import Node, parse

PLAN = """云溪区停水应急预案
总则
编制目的
为减少停水对居民生活的影响，制定本预案。
应急响应
分级响应
Ⅰ级响应
由区政府启动。
Ⅱ级响应
由水务局启动。
响应终止
恢复供水后终止。
附则
本预案自印发之日起施行。
"""


def headings(text: str) -> list[tuple[int, str]]:
    """Return the headings that are levels, each with how many of them are above it."""

    def below(node: Node, depth: int) -> Iterator[tuple[int, str]]:
        for child in node.children:
            is_heading = child.kind == "heading"
            if is_heading:
                yield depth, child.title or ""
            yield from below(child, depth + is_heading)

    return [entry for root in parse(text).documents for entry in below(root, 0)]


def paths(text: str) -> list[str]:
    """Return the paths of labels of the numbered nodes."""

    def below(node: Node, above: str) -> Iterator[str]:
        for child in node.children:
            path = above + (child.label or "")
            if child.kind == "section":
                yield path
            yield from below(child, path)

    return [path for root in parse(text).documents for path in below(root, "")]


def test_headings_on_three_levels_none_of_them_numbered() -> None:
    assert headings(PLAN) == [
        (0, "总则"),
        (1, "编制目的"),
        (0, "应急响应"),
        (1, "分级响应"),
        (2, "Ⅰ级响应"),
        (2, "Ⅱ级响应"),
        (1, "响应终止"),
        (0, "附则"),
    ]


@pytest.mark.parametrize("join", ["\n\n", "\n　　", "\r\n"])
def test_blank_lines_and_indents_change_nothing(join: str) -> None:
    assert headings(PLAN.replace("\n", join)) == headings(PLAN)


def test_a_plan_that_a_notice_carries_is_one_document_with_it() -> None:
    notice = (
        "云溪区人民政府办公室关于印发云溪区停水应急预案的通知\n各镇人民政府：\n"
        "现将《云溪区停水应急预案》印发给你们，请认真贯彻执行。\n"
        "云溪区人民政府办公室\n2024年5月6日\n"
    )
    plan = parse(notice + PLAN)
    assert [document.title for document in plan.documents] == ["云溪区停水应急预案"]
    assert headings(notice + PLAN) == headings(PLAN)
    assert [finding.code for finding in plan.findings] == ["N208"]


@pytest.mark.parametrize(
    ("first", "second"), [("（1）", "（2）"), ("1）", "2）"), ("1.", "2."), ("①", "②")]
)
def test_series_that_begin_again_show_the_lines_above_them(
    first: str, second: str
) -> None:
    text = (
        f"云溪区水厂检查报告\n加氯间\n{first}管道泄漏；\n{second}钢瓶超期。\n"
        f"配电室\n{first}电缆老化；\n{second}挡鼠板缺失。\n"
    )
    assert headings(text) == [(0, "加氯间"), (0, "配电室")]
    assert paths(text) == [first, second, first, second]


def test_headings_alike_above_prose_prove_one_another() -> None:
    body = "厂区内管线较多，需要加强巡查，做好记录。"
    text = "".join(f"{kind}风险\n{body}\n" for kind in ("泄漏", "停电", "淹水"))
    assert headings(f"云溪区水厂评估报告\n{text}") == [
        (0, "泄漏风险"),
        (0, "停电风险"),
        (0, "淹水风险"),
    ]


def test_a_lead_in_without_a_colon_is_no_heading() -> None:
    text = (
        "云溪区水厂报警制度\n报警程序\n发现泄漏后按下列程序报警\n（1）拨打热线\n"
        "（2）报告值班室\n附则\n本制度自印发之日起施行。\n"
    )
    assert headings(text) == [(0, "附则")]


@pytest.mark.parametrize(
    "text",
    [
        "一、任务\n任务\n责任单位\n完成时限\n清淤\n水务局\n6月底\n二、要求\n抓好落实。\n",
        "一、安排\n图3 工作流程\n（1）摸底。\n图4 考核流程\n（1）自查。\n",
        "云溪区巡河办法\n巡河背景\n近年来河道垃圾增多，群众反映强烈。\n一、巡河\n每周两次。\n",
        "会议制度\n一、例会每周一次。\n收文制度\n一、急件即时送达。\n",
        "一、清淤\n清淤背景\n多年未清。\n三、补种\n",
    ],
    ids=["cells", "captions", "introduction", "short titles", "a number lost"],
)
def test_what_nothing_proves_is_no_level(text: str) -> None:
    assert headings(text) == []


def test_numbers_below_a_heading_keep_their_path() -> None:
    bare = "一、任务\n（一）清淤。\n（二）补种。\n二、保障\n"
    headed = "一、任务\n工作重点\n（一）清淤。\n（二）补种。\n二、保障\n"
    assert headings(headed) == [(0, "工作重点")]
    assert paths(headed) == paths(bare)


@pytest.mark.parametrize("form", ["md", "yaml"])
def test_headings_are_read_back_as_they_were(form: str, tmp_path) -> None:
    plan = parse(PLAN)
    if form == "md":
        assert headings("".join(plan.to("md"))) == headings(PLAN)
        return
    from planparse import load

    file = tmp_path / "plan.yaml"
    file.write_text("".join(plan.to("yaml")), encoding="utf-8")
    loaded = load(file)
    assert [node.kind for node in loaded.nodes()] == [
        node.kind for node in plan.nodes()
    ]


def test_a_work_point_below_a_heading_has_its_title() -> None:
    points = list(parse(PLAN).work_points())
    assert points[0].headings == ("总则", "编制目的")
    assert points[0].labels == ()


def test_the_line_behind_a_lone_label_is_the_title_of_that() -> None:
    text = (
        "一、供水\n（一）\n水质\n1.检测频次\n2.达标比例\n（二）\n水压\n"
        "3.末梢压力\n4.停水次数\n二、排水\n（三）\n管网\n5.清淤里程\n6.修复里程\n"
    )
    assert headings(text) == []


TASKS = {
    "verbs": ("抓好春季造林", "加强森林防火", "深化林权改革"),
    "clauses": (
        "强化责任，抓好春耕生产",
        "突出重点，推进产业振兴",
        "加强领导，狠抓落实",
    ),
    "enumerations": ("人才培养、引进和使用", "机构建设与改造", "用地、资金和队伍"),
    "quotes": ("“一网通办”平台建设", "“一网统管”平台建设", "数据资源体系建设"),
    "years": ("2015年工作回顾", "2016年工作安排", "加强自身建设"),
}
BODIES = (
    "各镇要抢抓时机，完成造林三千亩。",
    "落实值班制度，严禁野外用火。",
    "规范流转程序，每季度通报一次。",
)


@pytest.mark.parametrize("tasks", TASKS.values(), ids=TASKS)
@pytest.mark.parametrize("join", ["\n", "\n\n", "\n— 2 —\n"])
def test_short_lines_above_text_that_ends_prove_one_another(
    tasks: tuple[str, ...], join: str
) -> None:
    lines = [f"{task}\n{body}" for task, body in zip(tasks, BODIES, strict=True)]
    text = "云溪区林业局2016年工作计划\n" + join.join(lines) + "\n"
    assert headings(text) == [(0, task) for task in tasks]
    assert len(parse(text).documents) == 1


def test_short_lines_below_numbered_headings_prove_one_another() -> None:
    first, second, third = TASKS["verbs"]
    text = (
        f"一、主要任务\n{first}\n{BODIES[0]}\n{second}\n{BODIES[1]}\n"
        f"{third}\n{BODIES[2]}\n二、保障措施\n加强领导。\n"
    )
    assert headings(text) == [(0, first), (0, second), (0, third)]
    assert paths(text) == ["一、", "二、"]


@pytest.mark.parametrize("body", ["分为两级。", "水务局启动。", "按危害程度分为三级。"])
def test_a_short_sentence_is_a_body(body: str) -> None:
    text = (
        "云溪区停水应急预案\n总则\n编制目的\n为减少停水的影响，制定本预案。\n"
        f"应急响应\n处置内容包括：\n（1）关阀。\n（2）通知。\n响应分级\n{body}\n"
    )
    assert headings(text)[-1] == (1, "响应分级")


def test_lists_that_begin_again_stand_below_the_headings_above_them() -> None:
    tasks = TASKS["verbs"]
    items = "\n".join(
        f"{task}\n{body}\n（一）摸底。\n（二）整改。"
        for task, body in zip(tasks, BODIES, strict=True)
    )
    text = f"云溪区林业局工作计划\n{items}\n"
    assert headings(text) == [(0, task) for task in tasks]
    assert paths(text) == ["（一）", "（二）"] * 3


def test_text_without_end_marks_stands_between_proven_headings() -> None:
    text = (
        "云溪幼儿园防溺水应急预案\n总则\n编制目的\n保护幼儿生命安全，减少伤亡\n"
        "适用范围\n全园师生员工参加的各种活动\n应急处置\n立即呼救，拨打急救电话\n"
        "附则\n本预案自印发之日起施行\n"
    )
    assert headings(text) == [
        (0, "总则"),
        (1, "编制目的"),
        (1, "适用范围"),
        (0, "应急处置"),
        (0, "附则"),
    ]


@pytest.mark.parametrize(
    "text",
    [
        "云溪区成员名单\n区发展和改革局\n区财政局\n区水务局\n各派一人参加，每月碰头。\n",
        "云溪区通报\n清理河道\n区水务局\n每月报送，年底考核。\n补种岸林\n区林业局\n"
        "每月报送，年底考核。\n修补堤岸\n区住建局\n每月报送，年底考核。\n甲镇\n乙镇\n",
        "一、清淤\n1.清理河道。\n2.拆除违建。\n镇村两级\n3.建立台账。\n4.每季通报。\n",
        "云溪区通报\n加强部门协同，统筹支持装备技术创新、\n推广和平台建设。\n"
        "鼓励各镇结合实际，加快打造样板河道的\n示范段。\n完善考核，把河道清洁纳入年度\n考评。\n",
    ],
    ids=["names", "cells", "a line in a series", "wrapped text"],
)
def test_short_lines_that_are_no_manner_are_no_levels(text: str) -> None:
    assert headings(text) == []


@pytest.mark.parametrize(
    "last", ["本预案由办公室解释", "本预案由区水务局负责解释", "各水厂均适用本预案"]
)
def test_what_a_text_rules_of_itself_is_no_title(last: str) -> None:
    plan = parse(PLAN.replace("本预案自印发之日起施行。", last))
    assert [document.title for document in plan.documents] == ["云溪区停水应急预案"]
    assert headings(PLAN.replace("本预案自印发之日起施行。", last)) == headings(PLAN)


def test_a_series_of_the_section_around_ends_no_run_of_subheads() -> None:
    text = (
        "一、五年回顾\n五年来，水利建设成效明显\n加固堤防三十公里，新建泵站五座。\n"
        "五年来，水源保护不断加强\n划定保护区四处，清退养殖场十家。\n"
        "五年来，服务能力稳步提高\n全部业务网上可办。\n我们的主要体会是：\n"
        "（一）坚持规划先行。\n（二）坚持建管并重。\n二、今年任务\n抓好防汛。\n"
    )
    assert headings(text) == []
    assert paths(text) == ["一、", "一、（一）", "一、（二）", "二、"]


def test_the_first_line_of_a_wrapped_paragraph_is_no_heading() -> None:
    paragraph = (
        "　　健全值班值守和信息报送制度，健全值班值守和信息\n"
        "报送制度，各镇要把防汛物资清点入库，各镇要把防汛物\n资清点入库。\n"
    )
    assert headings("　　各镇要把防汛物资清点入库。\n" + paragraph * 3) == []


PROSE = "河道保洁由各镇负责，每日打捞一次，每周清运一次，遇有汛情随时增加人手。\n"
ITEM = "加强巡查，落实责任。各镇每周至少巡查一次，发现问题及时整改。\n"
REPORT = "清源县河道管护工作报告\n"


def items(labels: str) -> str:
    """Return items of a sentence or two, one a label."""
    return "".join(label + ITEM for label in labels.split())


@pytest.mark.parametrize(
    "labels", ["（一） （二） （三）", "1. 2.", "1、 2、", "一、 二、", "（1） （2）"]
)
@pytest.mark.parametrize(
    ("heading", "before"),
    [
        ("2025年工作安排", PROSE),
        ("今年工作总体安排", PROSE + PROSE + "今年要抓好以下工作：\n"),
        ("存在的困难", PROSE + "重点解决以下问题。\n"),
        ("培养方向", PROSE),
    ],
)
@pytest.mark.parametrize("gap", ["\n", "\n\n", "\n　　"])
def test_a_series_that_begins_again_behind_text_proves_the_heading_above_it(
    labels: str, heading: str, before: str, gap: str
) -> None:
    text = f"{REPORT}{PROSE}{items(labels)}{heading}\n{before}{items(labels)}"
    text = text.replace("\n", gap)
    assert (0, heading) in headings(text)
    assert paths(text) == labels.split() * 2


def test_it_stands_beside_the_items_above_that_are_headings_themselves() -> None:
    text = (
        f"{REPORT}（一）巡查\n{PROSE}（二）打捞\n{PROSE}2025年工作安排\n{PROSE}"
        f"今年要抓好以下工作：\n（一）清淤\n{PROSE}（二）护岸\n{PROSE}"
    )
    assert headings(text) == [(0, "2025年工作安排")]
    assert paths(text) == ["（一）", "（二）"] * 2


@pytest.mark.parametrize(
    "between",
    [
        f"云溪区水务局\n清源县河道保洁实施方案\n{PROSE}",
        f"云溪区水务局\n{PROSE}清源县河道保洁实施方案\n",
        f"云溪区水务局\n{PROSE}序号\n河道\n长度\n",
        f"云溪区水务局\n{PROSE.strip()}二、湖泊。每周巡查。\n",
    ],
)
def test_it_proves_nothing_where_more_than_text_is_between(between: str) -> None:
    text = (
        f"{REPORT}一、河道\n{items('（一） （二）')}{between}{items('（一） （二）')}"
    )
    assert "云溪区水务局" not in [heading for _, heading in headings(text)]
