"""Which node a paragraph behind the last item of a list belongs to."""

import pytest

from tests.laws.laws import hold, parents_of

NOTICE = "关于做好河道保洁的通知\n各镇人民政府：\n现将有关事项通知如下。\n"
ITEMS = "一、落实责任。各镇要明确责任人。\n二、加强巡查。各镇要每日巡查。\n"
LEVELS = (
    "一、总体要求\n每周清漂一次。\n二、工作措施\n（一）加强巡查。河长每周巡河一次。\n"
    "（二）加强清淤。镇政府每季清淤一次。\n"
)
CLOSE = "云溪区水务局\n2026年3月1日\n"


def parent_of(text: str, words: str) -> str:
    """Where a paragraph stands: the labels above it, parted by slashes."""
    hold(text)
    found = [path for start, path in parents_of(text) if text.startswith(words, start)]
    return found[-1]


@pytest.mark.parametrize("close", ["", CLOSE])
@pytest.mark.parametrize(
    "closing",
    [
        "特此通知。",
        "特此通知",
        "请各镇认真贯彻执行。",
        "请遵照执行。",
        "望认真贯彻落实。",
        "希望各镇广泛发动，抓好落实。",
        "各镇要高度重视，于6月底前将进展情况报区水务局。",
        "各级各部门务必落实到位，于每季度末报送总结。",
        "全区各有关单位要按月上报进度。",
        "贯彻落实情况请于6月底前报区水务局。",
        "执行中遇到的问题，请及时向区水务局反映。",
        "本通知自印发之日起施行，有效期两年。",
        "以上各项任务，由区水务局督促落实。",
        "联系人：张三，电话：12345678。",
        "抄送：区委办公室，区人大常委会办公室。",
    ],
)
def test_what_closes_a_notice_is_the_documents(closing: str, close: str) -> None:
    assert parent_of(f"{NOTICE}{ITEMS}{closing}\n{close}", closing) == ""
    assert parent_of(f"{NOTICE}{LEVELS}{closing}\n{close}", closing) == ""


@pytest.mark.parametrize(
    "request_up",
    [
        "以上意见如无不妥，请批转各镇执行。",
        "以上请示妥否，请批示。",
        "妥否，请批示。",
        "上述报告如可行，请转发各有关单位。",
    ],
)
def test_a_request_that_goes_up_is_the_documents(request_up: str) -> None:
    text = f"关于河道保洁意见的报告\n区政府：\n{ITEMS}{request_up}\n{CLOSE}"
    assert parent_of(text, request_up) == ""


def test_what_stands_behind_a_closing_is_no_part_of_the_item_either() -> None:
    text = f"{NOTICE}{ITEMS}请各镇认真贯彻执行。\n名单见区水务局网站。\n"
    assert parent_of(text, "名单见") == ""


@pytest.mark.parametrize(
    "closing",
    [
        "各镇要结合实际抓好落实。",
        "以上措施由区水务局统筹。",
        "请各镇按季度自查。",
    ],
)
def test_what_closes_a_section_amid_a_plan_is_the_sections(closing: str) -> None:
    text = f"{LEVELS}{closing}\n三、保障措施\n（一）加强领导。区政府牵头。\n"
    assert parent_of(text, closing) == "二、"
    deeper = f"一、任务\n（一）河道\n1.清漂。每周一次。\n2.清淤。每季一次。\n{closing}\n二、保障\n"
    assert parent_of(deeper, closing) == "一、"
    inner = (
        f"一、任务\n（一）河道\n1.清漂。每周一次。\n2.清淤。每季一次。\n{closing}\n"
        "（二）水库\n二、保障\n"
    )
    assert parent_of(inner, closing) == "一、/（一）"


@pytest.mark.parametrize(
    "end", ["", "三、保障措施\n（一）加强领导。区政府牵头。\n"], ids=["end", "amid"]
)
def test_a_sentence_that_an_empty_line_sets_apart_is_not_the_items(end: str) -> None:
    sentence = "河道保洁是一项长期任务。"
    text = f"{LEVELS}\n{sentence}\n{end}"
    assert parent_of(text, sentence) == ("二、" if end else "")
    assert parent_of(LEVELS + sentence + "\n" + end, sentence) == "二、/（二）"
    spaced = LEVELS.replace("\n", "\n\n")
    assert parent_of(f"{spaced}{sentence}\n\n{end}", sentence) == "二、/（二）"


@pytest.mark.parametrize(
    ("text", "words", "parent"),
    [
        # the body of a heading
        ("一、范围\n全区河道。\n二、要求\n请各镇按季度自查。\n", "请各镇", "二、"),
        ("一、范围\n全区河道。\n二、要求\n各镇要按月上报。\n", "各镇要", "二、"),
        # the manner of the items
        (
            "一、清漂。每周一次。\n各镇要于月底前上报。\n二、清淤。每季一次。\n"
            "各镇要于季末前上报。\n",
            "各镇要于季末",
            "二、",
        ),
        # what a colon leads up to
        (
            "一、清漂。每周一次。\n二、报送要求：\n请各镇按月上报。\n",
            "请各镇",
            "二、",
        ),
        # a sentence like any other
        (
            "一、清漂。每周一次。\n二、清淤。每季一次。\n淤泥运到堆场。\n",
            "淤泥",
            "二、",
        ),
        # an article is a matter of 款
        (
            "第一条 为了保护水源，制定本办法。\n第二条 保护下列水体：\n（一）水源地；\n"
            "（二）水库。\n第三条 每周巡查。\n各镇要按月上报。\n",
            "各镇要",
            "第三条",
        ),
        # from when a document holds, below the heading for that
        (
            "一、清漂。每周一次。\n二、附则\n（一）区水务局负责解释。\n"
            "（二）经费由区财政承担。\n本方案自印发之日起施行。\n",
            "本方案自",
            "二、",
        ),
    ],
)
def test_what_may_be_the_items_stays_in_it(text: str, words: str, parent: str) -> None:
    assert parent_of(text, words) == parent


def test_listeners_are_called_upon_by_the_report_and_not_by_its_last_item() -> None:
    review = (
        "一、一年来的工作\n（一）水清了。打捞两百次。\n（二）岸绿了。补种一万株。\n"
    )
    thanks = "各位代表！过去一年的成绩来之不易。\n"
    plan = "二、今年的任务\n（一）清淤。每季一次。\n（二）护岸。加固两公里。\n"
    call = "各位代表！让我们一起努力，为水清岸绿而奋斗！\n"
    text = f"各位代表：\n{review}{thanks}不足也不少。\n{plan}{call}"
    assert parent_of(text, thanks) == "一、"
    assert parent_of(text, "不足") == "一、"
    assert parent_of(text, call) == ""


TABLE = "一、保洁质量\n（一）水面\n1.漂浮物。\n2.水草。\n"


@pytest.mark.parametrize(
    "notes",
    [
        "注：\n1.本表适用于河道。\n2.水草指沉水植物。\n",
        "备注：\n1、本表适用于河道。\n2、水草指沉水植物。\n",
        "注：1.本表适用于河道。\n2.水草指沉水植物。\n",
        "说明：\n（1）本表适用于河道。\n（2）水草指沉水植物。\n",
        "注：本表适用于河道。\n",
        "注1：本表适用于河道。\n注2：水草指沉水植物。\n",
    ],
)
@pytest.mark.parametrize("close", ["", CLOSE])
def test_notes_stand_at_the_level_of_what_they_speak_of(notes: str, close: str) -> None:
    text = f"保洁考核细则\n{TABLE}{notes}{close}"
    behind = text.index(notes)
    assert {path for start, path in parents_of(text) if start >= behind} == {""}
