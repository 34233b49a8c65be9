"""Which doubts about the numbering are told, and which the neighbours of a marker settle."""

import pytest

from tests.laws.laws import parsed


def codes(text: str) -> list[str]:
    return [finding.code for finding in parsed(text).findings]


@pytest.mark.parametrize(
    "text",
    [
        "一 总则\n二 职责\n三 附则\n",
        "各镇要做到：\n1认清形势。\n2压实责任。\n3严格考核。\n",
        "一、思路\n立足三个定位，一是守住水源。二是护好岸线。三是用好河道。\n",
    ],
)
def test_a_number_that_its_series_waits_for_is_not_doubtful(text: str) -> None:
    assert "N204" not in codes(text)


def test_a_second_list_of_one_style_below_the_same_parent_is_doubtful() -> None:
    text = (
        "一、任务\n第一，清漂。第二、清淤；\n第三，护岸。\n"
        "1、水面\n2、岸坡\n1、船只\n2、人员\n"
    )
    assert codes(text).count("N204") == 1


def test_a_document_whose_first_number_is_stuck_to_its_title_does_not_start_late() -> (
    None
):
    articles = "第二条 本办法适用于全县河道。第三条 本办法自公布之日起施行。\n"
    stuck = f"清源县河道保洁办法第一条 为保护河道，制定本办法。{articles}"
    assert "N206" not in codes(stuck)
    assert "N206" in codes(f"清源县河道保洁办法\n{articles}")


def test_a_letter_that_nothing_counts_on_from_is_no_beginning() -> None:
    assert "N206" not in codes("水深\n（m）\n流速\n")
