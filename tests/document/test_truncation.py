"""What is told as cut off where a text ends, and what only lacks its end mark."""

import pytest

from planparse.tree import TRUNCATED, walk
from tests.laws.laws import hold, parsed

BODY = (
    "一、清漂\n（一）水面。各镇要组织保洁队伍，逐日打捞水草，做到日产日清。\n"
    "（二）岸坡。各村要落实专人，逐段清理，不留死角。\n"
)


def told(text: str) -> list[str]:
    """The first characters of what is cut off."""
    found = parsed(text)
    nodes = [node for document in found.documents for node in walk(document.root)]
    return [
        text[node.start : node.start + 4] for node in nodes if node.status == TRUNCATED
    ]


@pytest.mark.parametrize(
    "last",
    [
        "各镇要加强组织领导，压实工作责任，确保各项任务落到",
        "各镇要加强组织领导。保洁队伍要按照市水务局的",
        "各镇要加强组织领导，建立保洁队伍（由各村推荐、镇政",
        "二、清淤。各镇要摸清底数，建立台账。清出的淤泥要运到",
        "二、各镇要摸清底数，建立台账，清出的淤泥一律运到指定的地点堆放，严禁就地倾倒，严禁占用耕地、林地和湿地，违者追究",
        "二、逐河摸清底数，清出的淤",
        "第一条 保洁经费由市县两级财政按照比例分",
    ],
)
def test_a_last_sentence_without_its_end_is_cut_off(last: str) -> None:
    assert told(f"{BODY}{last}") == [last[:4]]
    assert told(f"{BODY}{last}\n") == [last[:4]]
    hold(f"{BODY}{last}")


@pytest.mark.parametrize(
    "last",
    [
        "二、清淤",
        "二、摸清底数，建立台账",
        "清漂，清淤，护岸",
        "各镇要加强组织领导，压实责任。东湖市水务局",
        "以上意见，请认真贯彻执行。2024年3月1日",
        "以上意见，请认真贯彻执行。二〇二四年三月一日",
        "东湖市水务局2024年3月1日发布，征求意见期限2024年3月1日至3月31日",
        "联系人：张三，联系电话：0100-5550100，地址：东湖路1号",
        "请于3月底前报送名单，逾期不予受理。传真：0100-5550100",
        "抄送：各镇人民政府，各街道办事处，市直各单位",
        "16 保洁船维护、保洁船采购等支出；打捞工具、防护用品等支出",
        "保洁经费    按季拨付，年底结算，多退少补    市财政局负责",
        "第一条 适用范围",
        "二、各镇要压实工作责任。落实河长制各项要求，推动全县水环境质量持续改善",
        "第三条 本办法自公布之日起施行。《清源县河道管理办法》（清政〔2009〕8号）同时废止",
        "各镇要加强组织领导。验收不合格的，每处扣2分.",
    ],
)
def test_what_only_lacks_a_mark_is_not(last: str) -> None:
    assert told(f"{BODY}{last}\n") == []


def test_a_document_that_leaves_out_its_marks_is_not() -> None:
    item = "本项工作由各镇组织实施，市水务局要加强检查，及时通报进展，年底前完成考核；市财政局要落实经费，按季拨付"
    loose = "".join(f"{place}、{item}\n" for place in "二三四五")
    assert told(f"{BODY}{loose}") == []


def test_a_heading_before_a_hole_below_it_is_whole() -> None:
    series = "一、摸清底数，建立台账\n1.登记。\n2.核查。\n二、加强保洁，巩固成果\n4.打捞。\n5.清运。\n"
    assert "N201" in [finding.code for finding in parsed(series).findings]
    assert told(series) == []


LIST = "一、考核\n1.河道保洁，按季验收，得2分。\n{}\n3.岸线巡查，按月通报，得2分。\n"


@pytest.mark.parametrize(
    "item",
    [
        "2.清淤疏浚，对按期完工的村给予",
        "2.清淤疏浚，由镇水利站负责实施，由各村和",
        "2.清淤疏浚，由云溪区水务局、各镇、",
    ],
)
def test_an_item_among_whole_ones_is_told_where_it_wants_words(item: str) -> None:
    assert told(LIST.format(item)) == [item[:4]]


@pytest.mark.parametrize(
    "item",
    [
        "2.清淤疏浚，按季验收，得2分",
        "2.清淤疏浚，按季验收，得2分.",
        "2.清淤疏浚，按时完成各项任务，",
        "2.清淤疏浚",
    ],
)
def test_an_item_among_whole_ones_that_lacks_its_mark_is_whole(item: str) -> None:
    assert told(LIST.format(item)) == []


def test_items_that_all_end_in_commas_are_whole() -> None:
    assert (
        told("一、考核\n1.河道保洁和，\n2.清淤疏浚和，\n3.岸线巡查和，\n二、奖惩\n")
        == []
    )


def test_before_a_gap_a_document_that_leaves_out_marks_is_not_cut_off() -> None:
    careless = "1.河道保洁。建立巡查制度，推动水环境质量持续改善\n"
    item = "2.清淤疏浚。清理河道淤泥，促进水上旅游业发展\n"
    strict = careless.replace("改善", "改善。")
    assert told(f"一、考核\n{strict}{item}4.岸线巡查。按月通报。\n") == ["2.清淤"]
    assert told(f"一、考核\n{careless}{item}4.岸线巡查。按月通报。\n") == []
