"""Titles, dates, signatures and addressees, where an example of the specification would say too little."""

import pytest

from planparse.tree import Envelope, walk
from tests.laws.laws import hold, lines, parsed


@pytest.mark.parametrize(
    ("closing", "year"),
    [
        (
            "东湖市高新技术产业园区管理委员会、西河省东湖市经济和信息化工作局2026年5月9日发布。",
            2026,
        ),
        ("东湖市水务局2026年5月9日发布，征求意见截止时间为2026年5月31日。", 2026),
        ("东湖市水务局2026年5月中旬印发", 2026),
        ("2026年5月9日东湖市水务局发布，根据网站内容整理。", 2026),
        (
            "东湖市人民政府《关于印发河道保洁若干措施的通知》（东政规〔2026〕4号）附件，2026年2月13日。",
            2026,
        ),
        ("东湖市人民政府，2026年2月13日。", 2026),
        ("2016年5月9日东湖市人民政府发布的《河道保洁办法》同时废止。", None),
        ("河道保洁员、东湖市水务局2026年5月9日发布。", None),
        ("清漂工作，东湖市水务局2026年5月9日发布。", None),
        ("东湖市水务局每周巡查。", None),
    ],
)
def test_the_last_line_says_who_issued_the_document_and_when(
    closing: str, year: int | None
) -> None:
    found = parsed(f"河道保洁若干措施\n一、清漂\n每周打捞一次。\n{closing}\n")
    assert found.documents[0].year == year


@pytest.mark.parametrize(
    "date", ["二００七年四月五日", "二0〇七年四月五日", "２００７年４月５日"]
)
def test_zeros_of_a_date_are_printed_in_many_ways(date: str) -> None:
    found = parsed(f"关于河道保洁的通知\n{date}\n一、清漂\n二、清淤\n")
    assert [
        node.value for node in walk(found.documents[0].root) if node.kind == "date"
    ] == ["2007-04-05"]


NOTICE = "东湖市水务局关于印发《河道保洁行动方案（试行）》的通知\n各区水务局：\n现予印发。\n东湖市水务局\n2026年3月1日\n"


@pytest.mark.parametrize(
    "title",
    [
        "《河道保洁行动方案》（试行）",
        "《河道保洁行动方案（试行）》",
        "《河道保洁行动方案》",
    ],
)
@pytest.mark.parametrize("release", ["", "（此件公开发布）\n"])
def test_a_plan_may_be_named_as_in_its_notice(title: str, release: str) -> None:
    found = parsed(f"{NOTICE}{release}{title}\n一、清漂\n二、清淤\n")
    assert [document.title for document in found.documents] == [title]
    assert len(lines(found, "title")) == 2


@pytest.mark.parametrize("line", ["《河道清淤行动方案》", "《河道保洁行动方案》附图"])
def test_what_no_notice_issued_is_no_title(line: str) -> None:
    found = parsed(f"{NOTICE}{line}\n一、清漂\n二、清淤\n")
    assert line not in lines(found, "title")


def test_the_plan_of_a_numbered_notice_may_be_named_as_in_it() -> None:
    notice = NOTICE.replace("现予印发。", "一、现予印发。\n二、认真落实。")
    found = parsed(f"{notice}《河道保洁行动方案》（试行）\n一、清漂\n二、清淤\n")
    assert [document.title for document in found.documents] == [
        "《河道保洁行动方案》（试行）"
    ]


def test_fields_of_a_form_address_nobody() -> None:
    body = "关于申报河道保洁员的通知\n各区水务局：\n一、条件\n二、程序\n"
    form = "东湖市水务局\n2026年3月1日\n附件：申报表\n姓名\n市水务局：\n单位推荐意见：\n\n市水务局审核意见：\n盖章\n"
    assert lines(parsed(body + form), "addressee") == ["各区水务局："]
    assert (
        lines(parsed("河道保洁员申报表\n单位推荐意见：\n市水务局签章：\n"), "addressee")
        == []
    )


def test_a_second_notice_of_a_file_addresses_somebody() -> None:
    notice = "关于申报河道保洁员的通知\n各区水务局：\n一、条件\n二、程序\n东湖市水务局\n2026年3月1日\n"
    again = notice.replace("申报", "培训")
    assert lines(parsed(notice + again), "addressee") == ["各区水务局："] * 2


def test_rows_of_a_table_are_no_titles() -> None:
    body = "河道保洁工作方案\n一、清漂\n二、清淤\n附件\n保洁标准清单\n序号 类别 方向\n"
    rows = ["1 AA船只 打捞船等标准", "2 AB岸坡保洁等实施指南", "3 水质监测、评价等标准"]
    found = parsed(body + "\n".join(rows) + "\n")
    assert lines(found, "title") == ["河道保洁工作方案", "保洁标准清单"]
    alone = parsed("2 0 2 6年河道保洁工作方案\n一、清漂\n二、清淤\n")
    assert lines(alone, "title") == ["2 0 2 6年河道保洁工作方案"]


@pytest.mark.parametrize(
    "caption", ["表 4-1 处置方案", "表1 物资储备方案", "图２ 指挥流程方案"]
)
def test_the_caption_of_a_table_is_no_title(caption: str) -> None:
    found = parsed(f"防汛工作方案\n一、目标\n（一）任务。\n{caption}\n二、要求\n")
    assert lines(found, "title") == ["防汛工作方案"]


@pytest.mark.parametrize(
    "signature",
    [
        "东 湖 市 人 民 政 府",
        "东湖市河道保洁领导小组（代章）",
        "东　湖　市　水　务　局",
    ],
)
def test_a_signature_above_a_date(signature: str) -> None:
    found = parsed(
        f"关于河道保洁的通知\n各区水务局：\n请认真落实。\n{signature}\n2026年3月1日\n"
    )
    assert lines(found, "signature") == [signature]


@pytest.mark.parametrize("brackets", ["〔〕", "[]", "［］", "﹝﹞", "（）", "【】"])
def test_a_document_number_in_brackets_of_any_shape(brackets: str) -> None:
    number = f"东水发{brackets[0]}2026{brackets[1]}5号"
    found = parsed(f"关于河道保洁的通知\n{number}\n各区水务局：\n请认真落实。\n")
    assert lines(found, "docnumber") == [number]
    assert found.documents[0].year == 2026
    assert lines(found, "title") == ["关于河道保洁的通知"]


@pytest.mark.parametrize(
    "number", ["东水发〔2026〕5", "东水发[2026]15", "东水发［2026］7"]
)
def test_a_number_may_have_lost_its_last_character(number: str) -> None:
    found = parsed(f"关于河道保洁的通知\n{number}\n各区水务局：\n请认真落实。\n")
    assert lines(found, "docnumber") == [number]
    assert found.documents[0].year == 2026
    assert lines(found, "addressee") == ["各区水务局："]


def test_a_date_with_a_slip_is_no_part_of_a_title() -> None:
    found = parsed(
        f"{NOTICE.replace('2026年3', '2026月3')}河道保洁行动方案（试行）\n一、清漂\n二、清淤\n"
    )
    assert found.documents[0].title == "河道保洁行动方案（试行）"
    assert lines(found, "date") == ["2026月3月1日"]
    assert [finding.code for finding in found.findings] == ["E502"]


def test_the_path_of_a_web_page_is_no_part_of_a_title() -> None:
    found = parsed(
        "您的位置:\n首页\n>\n东湖要闻\n东湖要闻\n2026年政府工作报告\n一、回顾\n二、打算\n"
    )
    assert lines(found, "title") == ["2026年政府工作报告"]


def test_the_last_character_of_a_title_may_stand_on_a_line_of_its_own() -> None:
    assert (
        parsed("政府工作报\n告\n一、回顾\n二、打算\n").documents[0].title
        == "政府工作报告"
    )
    assert parsed("政府工作\n甲\n一、回顾\n二、打算\n").documents[0].title == "政府工作"


def test_lines_of_control_characters_are_no_signature() -> None:
    hold("关于河道保洁的通知\n\x1f \x1f\n2026年3月1日\n")


@pytest.mark.parametrize("tail", ["", "【字号：\n加大\n还原\n减小\n】\n"])
def test_the_buttons_of_a_web_page_stand_before_the_document(tail: str) -> None:
    text = f"下载\n打印\n收藏\n{tail}2026年东湖省政府工作报告\n各位代表：\n一、回顾\n平稳。\n二、任务\n增长。\n"
    found = parsed(text)
    assert found.documents[0].title == "2026年东湖省政府工作报告"
    assert found.documents[0].root.start == text.index("2026年")
    assert len(found.strays) >= 3


@pytest.mark.parametrize(
    "passed",
    [
        "2017年12月1日东湖市第十二届人民代表大会常务委员会第三十三次会议通过",
        "2017年12月1日 东湖市人民政府发布",
    ],
)
def test_the_line_that_says_when_a_law_was_passed_gives_its_year(passed: str) -> None:
    found = parsed(
        f"东湖市河道保洁条例\n{passed}\n第一条 为了保护河道，制定本条例。\n第二条 本条例自2018年起施行。\n"
    )
    assert found.documents[0].year == 2017


@pytest.mark.parametrize("ratio", ["1：1。", "3:1。", "11：1。"])
def test_the_second_half_of_a_ratio_is_no_label(ratio: str) -> None:
    found = parsed(
        f"河道保洁要点\n一、清漂\n两岸产值之比为{ratio}实施提升行动。\n二、清淤\n按期完成。\n"
    )
    assert [
        node.ordinal for node in walk(found.documents[0].root) if node.kind == "section"
    ] == [1, 2]


def test_the_path_and_the_fields_of_a_web_page_stand_before_the_document() -> None:
    path = "您的位置:\n首页\n>\n东湖要闻\n东湖要闻\n"
    page = f"{path}信息来源：\n东湖日报\n时间：2026-02-03\n2026-02-03 09:02\n浏览次数：12\n"
    found = parsed(f"{page}2026年政府工作报告\n一、回顾\n平稳。\n二、打算\n增长。\n")
    assert found.documents[0].root.start == len(page)
    assert found.documents[0].title == "2026年政府工作报告"


@pytest.mark.parametrize(
    "begin",
    [
        "时间：2026年3月1日",
        "河道护航十条\n河道护航十条\n来源：东湖日报",
        "来源地管护要点\n来源：东湖日报",
    ],
)
def test_what_a_document_may_begin_with_is_not_taken_for_a_web_page(begin: str) -> None:
    found = parsed(f"{begin}\n一、清漂\n每周打捞一次。\n二、清淤\n每年一次。\n")
    assert found.documents[0].root.start == 0


@pytest.mark.parametrize(
    "tail",
    [
        "相关报道：\n东湖市召开河道保洁现场会\n东湖市2025年河道保洁工作总结\n",
        "（责任编辑：张三）\n",
        "【打印】 【关闭】\n",
        "收藏\n|\n分享到:\n×\n",
        "上一篇：东湖市水务局2026年工作总结\n下一篇：没有了\n",
    ],
)
def test_what_a_web_page_has_behind_a_document_is_in_no_section(tail: str) -> None:
    text = f"河道保洁工作要点\n一、清漂\n每周打捞一次。\n二、清淤\n每年一次。\n{tail}"
    root = parsed(text).documents[0].root
    last = [node for node in root.children if node.kind == "section"][-1]
    assert text[last.start : last.end] == "二、清淤\n每年一次。"
    assert root.end == len(text)
    hold(text)


def test_links_before_the_last_sentence_stay_in_their_section() -> None:
    text = (
        "河道保洁工作要点\n一、清漂\n二、清淤\n相关链接：\n本要点自印发之日起施行。\n"
    )
    root = parsed(text).documents[0].root
    assert [node.kind for node in root.children] == ["title", "section", "section"]


BODY = "一、清漂\n每周打捞一次。\n二、清淤\n每年一次。\n"


@pytest.mark.parametrize(
    "line",
    [
        "---",
        "摘 要",
        "现在，我代表区政府作工作报告，请各位代表审议，并请列席人员提出意见",
        "为做好今年河道保洁工作，现提出如下意见",
    ],
)
def test_what_stands_first_and_is_no_title(line: str) -> None:
    found = parsed(f"{line}\n{BODY}")
    assert found.documents[0].title is None
    assert lines(found, "title") == []


@pytest.mark.parametrize(
    "line",
    [
        "关于加强河道保洁，推进清淤疏浚，改善水环境质量的若干意见",
        "“清漂、清淤，护岸、护坡，巡查”三年行动方案",
        "河道保洁护航十条",
        "为民河道十条",
        "东湖市水务局关于对河道保洁员在汛期因上游来水突涨未能按时打捞漂浮物是否属于擅自离岗问题的电话答复(2026)",
        "东湖市水务局关于"
        + "对东湖区某河道保洁公司与某清淤公司因作业范围重叠发生争议一事" * 3
        + "应如何处理的答复",
    ],
)
def test_what_stands_first_and_is_a_title(line: str) -> None:
    assert parsed(f"{line}\n{BODY}").documents[0].title == line


@pytest.mark.parametrize(
    "first",
    [
        "河道保洁员作为基层治水的骨干力量，是“河长制”",
        "为深入贯彻落实省委、省政府关于河道保洁攻坚",
    ],
)
def test_the_first_line_of_broken_prose_is_no_title(first: str) -> None:
    wrapped = "的重要组成部分，已成为守护一方碧水、改善水环境质\n量、提升群众满意度的关键环节，对推进水生态文明建\n"
    found = parsed(f"{first}\n{wrapped}设具有重要意义。\n{BODY}")
    assert found.documents[0].title is None


def test_the_second_entry_of_a_list_of_annexes_is_no_title() -> None:
    found = parsed(
        f"河道保洁工作要点\n{BODY}附件：1.河道保洁任务\n2.河道清淤任务清单\n东湖市水务局\n2026年3月1日\n"
    )
    assert lines(found, "title") == ["河道保洁工作要点"]


def test_a_greeting_addresses_and_the_headings_of_a_speech_are_no_titles() -> None:
    found = parsed(
        f"各位代表！\n我代表区政府作工作报告，请予审议。\n过去五年工作总结\n五年来成效明显。\n{BODY}"
    )
    assert lines(found, "addressee") == ["各位代表！"]
    assert found.documents[0].title is None
    assert (
        lines(
            parsed(f"河道保洁工作要点\n{BODY}各位代表！让我们共同努力！\n"), "addressee"
        )
        == []
    )


@pytest.mark.parametrize("gap", ["\n", "\n\n"])
@pytest.mark.parametrize(
    "parted",
    [
        ("东湖市水务局", "关于做好河道保洁工作的通知"),
        ("东湖市水务局关于适用《东湖市河道保洁条例》", "若干问题的解释"),
        ("东湖市水务局", "关于适用《东湖市河道保洁条例》", "若干问题的解释"),
        ("东湖市支持河道保洁员队伍建设等", "奖补政策实施细则"),
    ],
)
def test_a_title_over_several_lines(gap: str, parted: tuple[str, ...]) -> None:
    found = parsed(gap.join(parted) + f"\n\n{BODY}")
    assert [document.title for document in found.documents] == ["".join(parted)]


def test_who_issues_a_second_notice_stands_in_its_title() -> None:
    notice = (
        f"关于做好河道保洁工作的通知\n各区水务局：\n现通知如下：\n{BODY}2026年3月1日\n"
    )
    again = notice.replace("保洁", "清淤")
    found = parsed(f"{notice}\n东湖市水务局\n{again}")
    assert [document.title for document in found.documents] == [
        "关于做好河道保洁工作的通知",
        "东湖市水务局关于做好河道清淤工作的通知",
    ]


def test_the_line_on_when_and_where_a_report_was_given_may_be_wrapped() -> None:
    line = "——2026年1月26日在东湖市第十四届\n人民代表大会第五次会议上"
    found = parsed(f"政府工作报告\n{line}\n东湖市市长 张三\n各位代表：\n{BODY}")
    assert lines(found, "subtitle") == [line]
    assert found.documents[0].year == 2026


def test_a_version_may_stand_in_two_brackets() -> None:
    found = parsed(f"河道保洁标准体系建设指南\n（2026 版）（征求意见稿）\n{BODY}")
    assert lines(found, "subtitle") == ["（2026 版）（征求意见稿）"]
    assert found.documents[0].year == 2026


@pytest.mark.parametrize(
    ("signatures", "date", "value"),
    [
        (
            ["东湖市水务局", "东湖市财政局", "东湖市城市管理局", "东湖市总工会"],
            "2026年3月1日",
            "2026-03-01",
        ),
        (
            ["东湖市水务局", "（东湖市河道保洁工作领导小组办公室）", "东湖市财政局"],
            "2026年3月1日",
            "2026-03-01",
        ),
        (
            ["东湖市推进“清水绿岸”行动领导小组河道保洁与清淤疏浚专项小组办公室"],
            "2026年3月1日",
            "2026-03-01",
        ),
        (["市　长：张三"], "2026年3月1日", "2026-03-01"),
        (["东湖市水务局"], "2026-3-1", "2026-03-01"),
        (["东湖市水务局"], "2026.03.01", "2026-03-01"),
    ],
)
@pytest.mark.parametrize("body", ["请认真落实。\n", BODY])
def test_those_who_sign_above_a_date(
    body: str, signatures: list[str], date: str, value: str
) -> None:
    found = parsed(
        "\n".join(
            [
                "关于河道保洁的通知",
                "各区水务局：",
                f"{body}{signatures[0]}",
                *signatures[1:],
                date,
                "",
            ]
        )
    )
    assert lines(found, "signature") == signatures
    assert [
        node.value for node in walk(found.documents[0].root) if node.kind == "date"
    ] == [value]
    assert found.documents[0].year == 2026


@pytest.mark.parametrize(
    "line", ["市长 办公会议纪要", "市长：", "张三 市长", "2026.13.01"]
)
def test_what_signs_nothing(line: str) -> None:
    found = parsed(
        f"关于河道保洁的通知\n各区水务局：\n请认真落实。\n{line}\n2026年3月1日\n"
    )
    assert lines(found, "signature") == []
    assert [
        node.value for node in walk(found.documents[0].root) if node.kind == "date"
    ] == ["2026-03-01"]


def test_digits_of_a_date_in_a_table_are_no_date() -> None:
    found = parsed(f"河道保洁工作要点\n{BODY}开工日期\n2026-3-1\n完工日期\n2026-5-1\n")
    assert lines(found, "date") == []


def test_the_name_of_an_annex_is_no_title() -> None:
    found = parsed(
        f"河道保洁工作要点\n{BODY}附件河道保洁员考核管理办法\n一、考核\n二、奖惩\n"
    )
    assert lines(found, "title") == ["河道保洁工作要点"]
    assert lines(found, "attachment") == ["附件河道保洁员考核管理办法"]
    assert len(found.documents) == 1


@pytest.mark.parametrize("gap", ["", " ", "　"])
@pytest.mark.parametrize(
    "title",
    [
        "东湖市河道保洁实施方案",
        "东湖市“清水”行动计划（2026—2028年）",
        "关于落实《东湖市河道保洁条例》的若干措施（试行）",
    ],
)
def test_a_title_may_stand_on_one_line_with_its_first_sentence(
    title: str, gap: str
) -> None:
    sentence = "为贯彻市委关于改善水环境质量的部署，推动河道长治久清，制定本方案。各区遵照执行。"
    text = f"{title}{gap}{sentence}\n{BODY}"
    found = parsed(text)
    assert found.documents[0].title == title
    assert lines(found, "paragraph")[0] == sentence
    hold(text)


@pytest.mark.parametrize(
    "line",
    [
        "各区要按照河道保洁实施方案为推动河道长治久清提供保障，制定本区的计划并认真落实。",
        "河道保洁办法为推动河道长治久清发挥了很大的作用，各区都很满意。",
        "河道保洁，清淤方案为推动河道长治久清而定，今年制定，明年实施。",
        "《东湖市河道保洁实施方案》为推动河道长治久清而定，今年制定，明年实施。",
    ],
)
def test_a_sentence_is_not_parted_into_a_title_and_a_rest(line: str) -> None:
    assert lines(parsed(f"{line}\n{BODY}"), "title") == []


@pytest.mark.parametrize(
    ("title", "year"),
    [
        ("东湖市2025年河道保洁工作总结和2026年工作计划", 2026),
        ("关于2025年计划执行情况与2026年计划草案的报告", 2026),
        ("东湖市2026—2028年河道保洁行动计划", 2026),
        ("东湖市河道保洁行动计划（2026年—2028年）", 2026),
        ("东湖市河道保洁规划（2021—2025年）2023年度实施方案", 2023),
        ("东湖市2022年河道保洁总结（2021）", 2021),
        ("东湖市河道保洁行动计划（2026版）", 2026),
    ],
)
def test_the_year_that_a_title_names(title: str, year: int) -> None:
    assert parsed(f"{title}\n{BODY}").documents[0].year == year


def test_the_fields_of_a_register_are_no_titles() -> None:
    register = "标　　题：河道保洁方案\n分类：水利\n发布机构：市府办\n生成日期：2026-03-01\n公开方式：主动公开\n"
    found = parsed(
        f"{register}东湖市人民政府关于印发河道保洁方案的通知\n各区人民政府：\n现印发。\n{BODY}"
    )
    assert found.documents[0].title == "东湖市人民政府关于印发河道保洁方案的通知"
    assert found.documents[0].root.start == len(register)


@pytest.mark.parametrize("gap", ["", " "])
@pytest.mark.parametrize(
    ("title", "onward"),
    [
        ("政府工作报告", "（2026年1月9日在东湖市第三届人民代表大会第四次会议上）"),
        ("政府工作报告", "——2026年1月9日在东湖市第三届人民代表大会第四次会议上"),
        (
            "东湖市河道保洁条例",
            "（2026年1月9日东湖市人民代表大会常务委员会第一次会议通过）",
        ),
        (
            "东湖市河道保洁条例",
            "（2026年1月9日东湖市人民代表大会通过　2027年2月3日东湖省人民代表大会批准）",
        ),
        ("东湖市河道保洁办法（试行）", "（二〇二六年一月九日东湖市人民政府发布）"),
    ],
)
def test_a_title_may_stand_on_one_line_with_when_it_was_given_or_passed(
    title: str, onward: str, gap: str
) -> None:
    text = f"{title}{gap}{onward}\n{BODY}"
    found = parsed(text)
    assert (found.documents[0].title, found.documents[0].year) == (title, 2026)
    hold(text)


def test_a_bracket_that_says_neither_belongs_to_the_title() -> None:
    title = "东湖市河道保洁行动计划（2026年—2028年）"
    assert parsed(f"{title}\n{BODY}").documents[0].title == title


@pytest.mark.parametrize(
    "line",
    [
        "特急",
        "000012",
        "签发人：张三",
        "（2026年1月9日东湖市人民代表大会常务委员会第一次会议通过）",
    ],
)
def test_what_stands_above_a_title_and_is_none(line: str) -> None:
    found = parsed(f"{line}\n东湖市水务局关于河道保洁的报告\n{BODY}")
    assert lines(found, "title") == ["东湖市水务局关于河道保洁的报告"]
    assert parsed(f"{line}\n{BODY}").documents[0].title is None


def test_plans_with_a_number_behind_their_titles_are_documents() -> None:
    found = parsed(f"河道保洁工作计划 篇1\n{BODY}河道保洁工作计划 篇2\n{BODY}")
    assert [document.title for document in found.documents] == [
        "河道保洁工作计划篇1",
        "河道保洁工作计划篇2",
    ]


def test_a_body_behind_a_page_s_end_has_not_signed_above_it() -> None:
    text = "各县区：\n现印发给你们。\n市水务局\n2024年3月9日\n{}市节水中心\n服务办法\n第一条 为做好服务，制定本办法。\n"
    assert lines(parsed(text.format("")), "signature") == ["市水务局", "市节水中心"]
    assert lines(parsed(text.format("— 2 —\n")), "signature") == ["市水务局"]


CLOSE = "清源县人民政府\n2022年3月1日\n"


@pytest.mark.parametrize(
    ("notice", "plan", "title"),
    [
        (
            "清源县人民政府关于险情有关问题的复函\n云溪镇人民政府：\n所需经费由你镇解决。\n",
            "附件1\n关于险情调研情况的报告\n县政府：\n",
            "清源县人民政府关于险情有关问题的复函",
        ),
        (
            "关于报送险情调查结果的请示\n市政府：\n请批示。\n",
            "关于险情调查的报告\n",
            "关于报送险情调查结果的请示",
        ),
        (
            "关于做好防汛工作的通知\n各镇人民政府：\n现将《防汛工作要点》印发给你们。\n",
            "防汛工作要点\n",
            "防汛工作要点",
        ),
        (
            "清源县人民政府批转县水利局报告的通知\n各镇人民政府：\n请认真执行。\n",
            "关于河道险情的报告\n县政府：\n",
            "关于河道险情的报告",
        ),
    ],
)
def test_a_document_has_the_title_of_the_plan_it_issues_not_of_one_it_sends_along(
    notice: str, plan: str, title: str
) -> None:
    found = parsed(f"{notice}{CLOSE}{plan}一、清漂\n每周打捞一次。\n")
    assert [each.title for each in found.documents] == [title]


def test_a_document_says_who_issued_it_to_whom_and_when() -> None:
    found = parsed(
        "清源县水务局文件\n清水发〔2022〕5号　　签发人：张三\n关于做好防汛工作的通知\n"
        "各镇人民政府，\n县直各部门：\n现通知如下。\n一、清漂\n二、清淤\n附件：名单\n"
        "清源县水务局（章）　清源县财政局\n2022年3月1日\n附件\n防汛工作情况的报告\n县政府：\n"
        "一、清漂\n清源县审计局\n2022年4月1日\n"
    )
    assert found.documents[0].envelope == Envelope(
        issuer="清源县水务局、清源县财政局",
        docnumber="清水发〔2022〕5号",
        addressees=("各镇人民政府，县直各部门",),
        date="2022-03-01",
    )


@pytest.mark.parametrize(
    ("text", "issuer"),
    [
        ("清源县水务局关于做好防汛工作的通知\n", "清源县水务局"),
        ("清源县水务局文件\n关于做好防汛工作的通知\n", "清源县水务局"),
        ("关于做好防汛工作的通知\n", None),
    ],
)
def test_the_title_or_the_red_head_names_who_issued_an_unsigned_document(
    text: str, issuer: str | None
) -> None:
    found = parsed(f"{text}一、清漂\n二、清淤\n")
    assert found.documents[0].envelope == Envelope(issuer=issuer)
