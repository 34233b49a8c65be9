"""Which line breaks a sentence runs across, and what shows it."""

import pytest

from tests.laws.laws import hold, lines, parsed, records


def evidence(text: str) -> list[str | None]:
    """The evidence of the joins of a text, in order."""
    return [
        edit.evidence for edit in parsed(text, repair=True).edits if edit.rule == "join"
    ]


PROSE = "各镇要落实巡查制度，"


@pytest.mark.parametrize(
    ("before", "after", "found"),
    [
        ("组建防汛抗旱督导专业救援队", "伍完善应急响应机制。", "word"),
        ("按照《河道保洁", "管理规范》执行。", "open bracket"),
        ("按照［河道保洁", "管理规范］执行。", "open bracket"),
        ("修订河道保洁规范《", "河道保洁管理规范实施细则", "bracket last"),
        ("清理水面、", "岸坡和沿线垃圾。", "comma"),
        ("清理水面和岸坡", "，做到日产日清。", "mark first"),
        (f"{PROSE}防治PM", "2.5", "index"),
        (f"{PROSE}会同", "有关单位定期通报。", "unfinished"),
        (f"{PROSE}每月通报。试点", "全镇开展，按月总结。", "sentence just begun"),
        (f"{PROSE}核定补助", "金额。", "scrap"),
        ("工作安排。一是", "清理水面。", "label alone"),
    ],
)
def test_a_soft_break_says_what_showed_it(before: str, after: str, found: str) -> None:
    text = f"一、总体安排\n{before}\n{after}\n"
    hold(text)
    assert evidence(text) == [found]


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("清理水面。", "清理岸坡。"),
        ("清理水面", "清理岸坡"),
        ("　　清理水面，", "　　清理岸坡。"),
        ("（责任单位：市水利局）", "清理岸坡。"),
        (f"{PROSE}本报记者 李河 摄", "现在报告工作。"),
    ],
)
def test_a_hard_break_joins_nothing(before: str, after: str) -> None:
    assert evidence(f"一、总体安排\n{before}\n{after}\n") == []


def test_the_lines_of_a_title_are_joined_as_a_title() -> None:
    text = "东湖市人民政府\n关于加强防汛的通知\n一、甲\n"
    assert evidence(text) == ["title"]


def test_lines_as_full_as_those_around_them_are_joined() -> None:
    line = "坚持系统治理，统筹岸上岸下和上游下游\n"
    text = f"一、总体要求\n{line * 4}按期完成全部任务。\n"
    assert evidence(text) == ["full line"] * 4
    assert (
        evidence(f"一、总体要求\n{line}{line[:-6]}\n{line}按期完成全部任务。\n") == []
    )


def pages(*numbers: str) -> str:
    """A text set to a width, whose pages end in mid-sentence with these numbers."""
    page = "坚持标本兼治、系统治理，统筹岸上岸下和上下游左右岸，\n按照统一规划分步实施的办法推进河道保洁各项重点工作。\n"
    end = "建立健全河道保洁巡查通报制度，压实属地和部门责任，让\n"
    return "".join(
        page * 6 + end + f"{number}\n" + "整治成效取信于民。\n" for number in numbers
    )


def test_sentences_run_on_over_numbers_that_count_pages() -> None:
    hold(pages("1", "2", "3"))
    joined = [edit.before for edit in parsed(pages("1", "2", "3"), repair=True).edits]
    assert [before for before in joined if before != "\n"] == [
        "\n1\n",
        "\n2\n",
        "\n3\n",
    ]
    apart = [edit.before for edit in parsed(pages("7", "3", "12"), repair=True).edits]
    assert set(apart) == {"\n"}


@pytest.mark.parametrize(
    ("scrap", "joined"),
    [("金额。", True), ("特此通知。", False), ("金额", False), ("金额另定。", True)],
)
def test_the_scrap_of_a_sentence_is_its_end(scrap: str, joined: bool) -> None:
    text = f"第一条 市水务局根据考核结果，择优确定试点企业和补助\n{scrap}\n第二条 本办法自公布之日起施行。\n"
    assert (len(parsed(text, repair=True).edits) == 1) is joined


@pytest.mark.parametrize(
    ("line", "onward"),
    [("本报记者 李河 摄", "现在报告工作。"), ("新建驿站三座", "各位代表：")],
)
def test_a_credit_and_a_salutation_are_no_doubtful_breaks(
    line: str, onward: str
) -> None:
    text = f"一、回顾\n河长在会上作报告，得到好评。{line}\n{onward}\n"
    assert parsed(text).findings == ()
    assert [
        finding.code
        for finding in parsed(
            text.replace(onward, "现在报告河道保洁工作。").replace(" 摄", "")
        ).findings
    ] == ["T304"]


def test_a_full_line_of_wrapped_text_is_no_place_for_a_hole() -> None:
    text = (
        "城市照明管理方案\n一、总体要求\n（一）工作思路\n坚持节能优先，分区分级管理，全面更换老旧灯具并逐步\n"
        "接入统一的控制平台，提高故障处理的速度和质量水平。\n（二）主要任务\n（1）照明设施档案用于登记灯杆位置、灯具功率、电缆、\n"
        "配电箱编号、养护单位和更换时间等，由各区逐年更新，\n每年年底前报市城市管理局备查。\n（四）保障措施\n落实经费。\n"
    )
    found = parsed(text)
    assert lines(found, "fragment") == []
    whole = "电缆、配电箱编号、养护单位和更换时间等，由各区逐年更新，每年年底前报市城市管理局备查。"
    assert any("".join(row["text"].split()).endswith(whole) for row in records(found))
    assert [finding.code for finding in found.findings] == ["N201"]
