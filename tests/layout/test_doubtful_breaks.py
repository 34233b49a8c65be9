"""Which line breaks are told that may stand in mid-sentence."""

import pytest

from tests.laws.laws import parsed


def doubted(text: str) -> list[int]:
    return [one.start for one in parsed(text).findings if one.code == "T304"]


def test_a_break_beside_a_link_is_told() -> None:
    text = "去年全县加快水网建设，积极推动加入\n清源水系综合治理规划\n"
    assert doubted(text) == [text.index("\n")]


@pytest.mark.parametrize(
    "text",
    [
        "对站内导水机构、制动装置、主阀和油气水系统配置自动操作机构，使其具备远程控制功能\n"
        "泵站在进水隔断和电网解列等核心功能上，应当具备直接或间接的冗余设计，确保在故障时停机。\n",
        "联系人：张三；电话：0100-5550100\n云溪区水务局 李四\n",
        "规定河道保洁、清淤疏浚等管护标准；岸线管理相关标准\n11 CC 设备管理\n",
    ],
)
def test_a_paragraph_without_its_mark_and_the_cells_of_a_table_are_not(
    text: str,
) -> None:
    assert doubted(text) == []
