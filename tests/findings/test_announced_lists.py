"""Lists that are announced: those that come, and those that do not."""

import pytest

from tests.laws.laws import parsed


def told(text: str) -> list[str]:
    """The announcements that no list follows."""
    return [
        finding.facts[0] for finding in parsed(text).findings if finding.code == "C402"
    ]


@pytest.mark.parametrize(
    ("text", "sentence"),
    [
        (
            "第一条 有下列情形之一的，停止供水：\n第二条 停水应当公告。\n",
            "有下列情形之一的，停止供水",
        ),
        (
            "第一条 用水分为:\n第二条 停水应当公告。\n",
            "用水分为",
        ),
        (
            "第一章 供水\n第一条 停水应当公告。公告包括下列内容：\n第二章 排水\n第二条 雨污分流。\n",
            "公告包括下列内容",
        ),
        (
            "一、供水\n（一）水源。\n（二）管网。各镇要完成以下工作：\n二、排水\n",
            "各镇要完成以下工作",
        ),
        (
            "一、供水\n（一）水源。\n此外还要做好以下工作：\n（二）管网。\n二、排水\n",
            "此外还要做好以下工作",
        ),
        ("一、供水\n二、排水\n排水任务如下：\n", "排水任务如下"),
        (
            "一、供水\n二、排水\n任务如下：\n云溪区水务局\n2024年5月1日\n",
            "任务如下",
        ),
    ],
)
def test_a_list_that_does_not_come_is_told(text: str, sentence: str) -> None:
    assert told(text) == [sentence]


@pytest.mark.parametrize(
    "text",
    [
        "第一条 有下列情形之一的：\n（一）消防；\n（二）抢险。\n第二条 停水应当公告。\n",
        "第一条 有下列情形之一的：\n消防；\n抢险。\n第二条 停水应当公告。\n",
        "第一条 年度报告的期限如下：每年一月。\n第二条 停水应当公告。\n",
        "第一条 用水分为下列两类：（一）生活；（二）生产。\n第二条 停水应当公告。\n",
        "第一条 收费如下：\n| 类别 | 水价 |\n|---|---|\n| 生活 | 2元 |\n第二条 停水应当公告。\n",
        "现将有关事项通知如下：\n一、供水\n二、排水\n",
        "第三章 程序\n申请程序如下：\n第六条 先登记。\n第七条 后审查。\n",
        "一、巡查\n巡查分为以下三步：\n一、登记；\n二、走访；\n三、回访。\n二、整治\n",
        "一、报名\n（一）联系人：\n（二）电话：\n二、评审\n",
        "一、收费\n（一）一千元以上的，在五元以下确定：\n（二）其余免收。\n二、缴费\n",
        "一、供水\n（一）以下工作：\n（三）管网。\n二、排水\n",
        "一、供水\n材料包括：\n附件：申请表\n",
    ],
)
def test_a_list_that_comes_in_whatever_form_is_not(text: str) -> None:
    assert told(text) == []


@pytest.mark.parametrize("end", ["\n", "\r", "\r\n"])
def test_a_sentence_begins_behind_any_line_end(end: str) -> None:
    text = "一、供水\n二、排水\n按月清淤\n排水任务如下：\n".replace("\n", end)
    assert told(text) == ["排水任务如下"]
