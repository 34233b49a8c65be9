"""Which labels of unsure spelling the numbers beside them prove."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from planparse import parse
from planparse.api.node import Node


def labels(text: str) -> list[str]:
    """Return the labels of all nodes of a text, in order."""

    def below(nodes: tuple[Node, ...]) -> list[str]:
        return [
            label
            for node in nodes
            for label in ([node.label] if node.label else []) + below(node.children)
        ]

    return [label for one in parse(text).documents for label in below(one.children)]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        pytest.param(
            "第五条商户应当亮照。\n第六条以次充好的，退款。\n第七条本办法施行。\n",
            ["第五条", "第六条", "第七条"],
            id="an article between its neighbours",
        ),
        pytest.param(
            "第一条本县适用。\n第二条以租赁取得的，登记。\n第三条以拍卖取得的，缴款。\n第四条施行。\n",
            ["第一条", "第二条", "第三条", "第四条"],
            id="two in a row",
        ),
        pytest.param(
            "第一条本县适用。\n第二条施行。\n第三条以欺骗手段骗补的，追回。\n",
            ["第一条", "第二条", "第三条"],
            id="the last article, behind a sentence",
        ),
        pytest.param(
            "第五条 亮照。\n第六条规定的罚款由县局收取。\n第六条第二款规定的没收也是。\n"
            "第六条 不得占道。\n第七条 施行。\n",
            ["第五条", "第六条", "第七条"],
            id="references before the article",
        ),
        pytest.param(
            "第五条 亮照。\n第六条 不得占道。\n第五条规定的罚款由县局收取。\n第七条 施行。\n",
            ["第五条", "第六条", "第七条"],
            id="a reference backwards",
        ),
        pytest.param(
            "第一章 总则\n第一条 适用。\n第二章规定的事项由县局负责。\n第二条 主管。\n"
            "第二章 水厂\n第三条 登记。\n",
            ["第一章", "第一条", "第二条", "第二章", "第三条"],
            id="a chapter that is spoken of",
        ),
        pytest.param(
            "4 要求\n4.1 总则\n略。\n7.2规定的尺寸除外。\n4.2 尺寸\n略。\n5 检验\n",
            ["4", "4.1", "4.2", "5"],
            id="a number that does not fit",
        ),
        pytest.param(
            "一、办法\n（1）登记；\n（1）和（2）由县局办理。\n（2）审核。\n",
            ["一、", "（1）", "（2）"],
            id="two items that are spoken of",
        ),
        pytest.param(
            "一、任务\n1.100户安置；\n2.24小时值班；\n3.5G网络建设。\n4.3A景区创建。\n",
            ["一、", "1.", "2.", "3.", "4."],
            id="items before numbers, one after the other",
        ),
        pytest.param(
            "一、资金\n1.县级投入。\n2.市级投入。\n2.5亿元由市级安排。\n3.社会投入。\n",
            ["一、", "1.", "2.", "3."],
            id="an amount of money between items",
        ),
        pytest.param(
            "一、资金\n1.县级投入。\n2.市级投入。\n3.5亿元由社会投入。\n",
            ["一、", "1.", "2."],
            id="an amount of money behind the last item",
        ),
        pytest.param(
            "一、资金\n安排如下：\n1.5亿元用于水库；\n2.3亿元用于河道。\n二、任务\n",
            ["一、", "二、"],
            id="amounts of money",
        ),
        pytest.param(
            "1概述\n1.1系统架构\n略。\n1.2类型\n略。\n2方案\n2.1架次\n2.1.1计算\n",
            ["1", "1.1", "1.2", "2", "2.1", "2.1.1"],
            id="a measure word behind a decimal label",
        ),
        pytest.param(
            "一、安排\n3.15 开展宣传\n3.22 世界水日\n6.5 环境日\n二、要求\n",
            ["一、", "二、"],
            id="dates with a point",
        ),
        pytest.param(
            "一、系统\n1.2.3\n1.2.4修复了漏洞。\n二、升级\n",
            ["一、", "二、"],
            id="versions",
        ),
        pytest.param(
            "一、指标\n1.2 3.4 5.6\n2.1 4.4 6.6\n二、任务\n",
            ["一、", "二、"],
            id="table rows",
        ),
        pytest.param(
            "一、分类\nl、旷工。\n2、违规。\n",
            ["一、", "l、", "2、"],
            id="l typed for 1",
        ),
        pytest.param("Ⅰ、总则\nⅡ、附则\n", ["Ⅰ、", "Ⅱ、"], id="Roman numerals stay"),
    ],
)
def test_the_sequence_decides(text: str, expected: list[str]) -> None:
    assert labels(text) == expected


@given(st.integers(2, 8), st.integers(2, 8))
def test_an_article_is_read_whatever_its_first_word(count: int, place: int) -> None:
    numbers = "一二三四五六七八九"[: count + 1]
    lines = [f"第{number}条县水务局应当履职。" for number in numbers]
    at = min(place, count) - 1
    lines[at] = f"第{numbers[at]}条以强凌弱的，由县水务局处理。"
    assert labels("\n".join(lines)) == [f"第{number}条" for number in numbers]


@given(st.integers(1, 9), st.integers(1, 6))
def test_a_decimal_label_that_is_spoken_of_is_no_section(
    chapter: int, last: int
) -> None:
    lines = [f"{chapter} 试验"]
    for number in range(1, last + 1):
        lines += [
            f"{chapter}.{number}的试验按批进行。",
            f"{chapter}.{number} 护套",
            "略。",
        ]
    lines.append(f"{chapter + 1} 包装")
    sections = [f"{chapter}.{number}" for number in range(1, last + 1)]
    assert labels("\n".join(lines)) == [f"{chapter}", *sections, f"{chapter + 1}"]


def test_a_label_is_as_long_as_it_was_read() -> None:
    plan = parse("一、任务\n1.勘察。\n2.4G网络覆盖。\n3.验收。\n")
    texts = [node.text for node in plan.sections()]
    assert texts == ["", "勘察。", "4G网络覆盖。", "验收。"]
