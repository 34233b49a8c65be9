"""Damaged texts, the smallest of each kind in docs/accuracy.md: read right, and not yet.

The latter are strict xfails: one that passes has to be taken off both lists.
"""

import pytest
from benchmarks.stress.score import lacunae, sections

from tests.laws.laws import parsed


def read(text: str) -> tuple[list[str], list[str]]:
    """Return the paths of all sections, and the labels reported as missing."""
    plan = parsed(text, repair=True)
    paths = [" ".join(section.path) for section in sections(plan)]
    missing = [label for _, lacuna in lacunae(plan) for label in lacuna.missing]
    return paths, missing


MENDED = {
    "a heading and its first item lost": (
        "一、总体要求\n（一）指导思想。坚持便民利民。\n（二）基本原则。坚持分段负责。\n"
        "（三）工作目标。年底前完成修补。\n"
        "（二）补植树木。选用本地树种。\n（三）清理沿线。拆除违建。\n三、保障措施\n"
        "（一）加强领导。成立专班。\n",
        ["一", "一 一", "一 二", "一 三", "二", "三", "三", "三 一"],
        ["二、", "（一）"],
    ),
    "a heading behind a sentence holds the lines below it": (
        "一、总体要求\n坚持便民利民。二、主要任务\n（一）修补路面。\n（二）补植树木。\n"
        "三、保障措施\n（一）加强领导。\n",
        ["一", "二", "二 一", "二 二", "三", "三 一"],
        [],
    ),
    "an item behind a sentence holds the lines below it": (
        "一、主要任务\n（一）修补路面。\n1.摸清底数。\n2.分批施工。（二）补植树木。\n"
        "1.选好树种。\n2.及时补种。\n（三）清理沿线。\n",
        ["一", "一 一", "一 一 1", "一 一 2", "一 二", "一 二 1", "一 二 2", "一 三"],
        [],
    ),
    "a heading lost at the end of its series, behind a paragraph": (
        "一、总体要求\n坚持便民利民。\n二、主要任务\n（一）修补路面\n"
        "分段修补破损路面。\n（二）补植树木\n选用本地树种，及时补种。\n"
        "（一）加强领导\n成立工作专班。\n（二）落实经费\n列入年度预算。\n",
        ["一", "二", "二 一", "二 二", "二 一", "二 二"],
        [],
    ),
    "a number of a document wrapped between its digits": (
        "一、总体要求\n（一）指导思想。认真落实市政府关于城市绿道建设与管理工作的意见（河政办〔20\n"
        "12〕147号）精神，坚持便民利民，把绿道建成群众满意的场所。\n"
        "（二）基本原则。坚持分段负责。\n",
        ["一", "一 一", "一 二"],
        [],
    ),
    "a second document that numbers in another way": (
        "河岸绿道养护管理办法\n第一条 为加强绿道养护，制定本办法。\n"
        "第二条 本办法自印发之日起施行。\n\n"
        "关于报送绿道养护情况的通知\n一、报送内容\n养护里程和补种株数。\n二、报送时间\n"
        "每月五日前。\n",
        ["第一条", "第二条", "一", "二"],
        [],
    ),
    "a number that runs on across a heading and a hole": (
        "第一章 总则\n第一条 为加强绿道养护，制定本规定。\n第二章 养护\n"
        "第三条 养护单位应当：\n（一）按期巡查；\n"
        "（二）补种死株；\n（三）清理沿线；\n（四）记录情况。\n"
        "第四条 破损路面应当及时修补。\n第三章 附则\n"
        "第五条 本规定自印发之日起施行。\n",
        [
            *(
                "第一章",
                "第一章 第一条",
                "第二章",
                "第二章 第三条",
                "第二章 第三条 一",
                "第二章 第三条 二",
            ),
            *(
                "第二章 第三条 三",
                "第二章 第三条 四",
                "第二章 第四条",
                "第三章",
                "第三章 第五条",
            ),
        ],
        ["第二条"],
    ),
}

CASES = {
    "a heading that lost its number at the end of its series": (
        "一、总体要求\n坚持便民利民。\n二、主要任务\n"
        "（一）修补路面。分段修补破损路面。\n（二）补植树木。选用本地树种。\n"
        "保障措施\n（一）加强领导。成立工作专班。\n（二）落实经费。列入年度预算。\n",
        ["一", "二", "二 一", "二 二", "一", "二"],
        ["三、"],
    ),
    "items of an item, all on one line that was wrapped": (
        "现就绿道养护的有关问题，规定如下。 第一条 养护单位应当按期巡查，记录路面情况。 "
        "第二条 有下列情形之一的，由园\n"
        "林主管部门责令改正： （一）不按期巡查，造成路面大面积破损，或者\n"
        "不及时补种死株的； （二）擅自占用绿道的。"
        " 第三条 本规定自印发之日起施行。\n",
        ["第一条", "第二条", "第二条 一", "第二条 二", "第三条"],
        [],
    ),
}


@pytest.mark.parametrize(("text", "paths", "missing"), MENDED.values(), ids=MENDED)
def test_what_damage_no_longer_hides(
    text: str, paths: list[str], missing: list[str]
) -> None:
    assert read(text) == (paths, missing)


@pytest.mark.xfail(strict=True, reason="not yet read as it should be")
@pytest.mark.parametrize(("text", "paths", "missing"), CASES.values(), ids=CASES)
def test_it_is_read_as_it_should_be(
    text: str, paths: list[str], missing: list[str]
) -> None:
    assert read(text) == (paths, missing)
