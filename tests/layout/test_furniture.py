"""What stands between the lines of a text and is none of it: page numbers and comments."""

from itertools import pairwise

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from planparse.export.writers import write
from planparse.numbering.asides.comments import mark
from planparse.numbering.lexer import lex
from planparse.numbering.tokens import FURNITURE
from planparse.records import Exporter
from planparse.tree import walk
from tests.laws.laws import AUTO, hold, lines, parsed

COMMENT = "<!-- 未定稿 -->"


def outline(text: str) -> list[tuple[str, str, int]]:
    """Kind, label or text, and depth of all nodes that are no asides."""
    return [
        (row.kind, row.label or row.text, row.depth)
        for row in Exporter(parsed(text), AUTO, furniture=False).rows()
    ]


TEXT = [
    "河道保洁工作方案",
    "一、总体要求",
    "工作目标",
    "全年完成河道清淤三十公里，补种岸坡乔木两千株，沿线垃圾日产日清，群众投诉比上年减少一半以上。",
    "（一）清漂。",
    "（二）清淤。",
    "各镇要落实以下三项工作：",
    "1.登记。",
    "2.打捞。",
    "3.清运。",
    "二、保障措施",
    "东湖市水务局",
    "2026年3月1日",
]


@pytest.mark.parametrize(
    "aside",
    [COMMENT, "— 12 —", "第 3 页 共 9 页", "<!--\n一、旧稿\n\n（一）略。\n-->"],
)
@pytest.mark.parametrize("place", range(len(TEXT) + 1))
def test_an_aside_changes_nothing_of_the_tree(place: int, aside: str) -> None:
    text = "\n".join([*TEXT[:place], aside, *TEXT[place:]]) + "\n"
    hold(text)
    assert lines(parsed(text), "furniture") == [aside]
    assert outline(text)[1:] == outline("\n".join(TEXT) + "\n")[1:]
    assert parsed(text).documents[0].title == TEXT[0]
    assert not parsed(text).findings


@pytest.mark.parametrize("place", [0, 1, 2])
def test_beside_a_web_page_s_lines_it_is_stray(place: int) -> None:
    chrome = ["来源：市水务局", "发布日期：2024-01-09"]
    text = (
        "\n".join(
            [*chrome[:place], COMMENT, *chrome[place:], "河道保洁工作方案", "一、清漂"]
        )
        + "\n"
    )
    hold(text)
    found = parsed(text)
    assert sorted(node.kind for node in found.strays) == [
        "furniture",
        "paragraph",
        "paragraph",
    ]
    assert found.documents[0].title == "河道保洁工作方案"


def test_a_file_may_be_one_comment() -> None:
    hold(COMMENT)
    assert lines(parsed(COMMENT), "furniture") == [COMMENT]


def test_what_is_beside_the_text_is_in_no_task() -> None:
    text = f"一、清漂\n1.登记。各镇每年一次。\n— 3 —\n{COMMENT}\n2.打捞。每日一次。\n"
    table = "".join(write(parsed(text), AUTO, "table", sha256="", lang="zh"))
    assert "登记" in table
    assert "— 3 —" not in table
    assert "未定稿" not in table
    assert "未定稿" in "".join(write(parsed(text), AUTO, "nodes", sha256="", lang="zh"))


@pytest.mark.parametrize(
    "text",
    [
        "一、清漂 <!-- 未定稿 -->\n",  # inside a line
        "<!-- 未定稿 --> 一、清漂\n",
        "<!-- 未定稿\n一、清漂\n二、清淤\n",  # it never ends
        f"<!-- 未定稿\n{'清漂清淤。' * 5000}\n-->\n",  # … for too long
        "<!-- 甲 --> <!-- 乙 -->\n",
        "一、清漂 -->\n",
    ],
)
def test_a_comment_has_whole_lines_and_an_end(text: str) -> None:
    hold(text)
    assert lines(parsed(text), "furniture") == []


def test_a_comment_that_never_ends_takes_no_other_with_it() -> None:
    text = f"<!-- 甲\n一、清漂\n{COMMENT}\n二、清淤\n"
    assert lines(parsed(text), "furniture") == [COMMENT]
    assert [
        row.label
        for row in Exporter(parsed(text), AUTO).rows()
        if row.kind == "section"
    ] == ["一、", "二、"]


@example("<!--" * 9 + "-->" * 9)
@given(
    st.lists(
        st.sampled_from(["<!--", "-->", "\n", "\r\n", "一、甲", "。一是乙", " ", "乙"]),
        max_size=30,
    ).map("".join)
)
def test_comments_leave_the_tokens_a_tiling(text: str) -> None:
    tokens = lex(text, AUTO)
    marked = mark(text, tokens)
    assert all(left.end <= right.head for left, right in pairwise(marked))
    assert {token.head for token in marked} <= {token.head for token in tokens}
    for token in marked:
        if token.place == FURNITURE:
            assert text[token.head : token.end].startswith("<!--")
            assert text[token.head : token.end].endswith("-->")
            assert text[token.head : token.end].count("<!--") == 1
    hold(text)


PAGE = "各镇要落实河道保洁责任，做到日产日清。\n" * 30


def test_bare_numbers_that_count_pages_are_asides_also_between_sentences() -> None:
    text = f"一、清漂\n{PAGE}1\n{PAGE}各镇要组织保洁队伍，逐段\n2\n清理河道。\n{PAGE}3\n二、清淤\n{PAGE}4\n{PAGE}"
    hold(text)
    assert lines(parsed(text), "furniture") == ["1", "3", "4"]
    clean = parsed(text, repair=True)
    assert "\n2\n" in [edit.before for edit in clean.edits]


def test_what_stands_behind_a_page_number_on_its_line_is_text() -> None:
    text = "一、清漂\n做到日产日清。\n— 3 —  九是加密巡查。\n"
    hold(text)
    assert lines(parsed(text), "furniture") == []
    assert lines(parsed(text), "paragraph") == [
        "做到日产日清。",
        "— 3 —  九是加密巡查。",
    ]


def test_bare_numbers_that_part_no_sentence_stay() -> None:
    text = "一、清漂\n" + "".join(f"{number}\n{PAGE}" for number in range(1, 6))
    assert lines(parsed(text), "furniture") == []


def test_an_aside_at_the_end_hides_no_cut() -> None:
    text = "一、清漂\n各镇要组织保洁队伍清理河道。打捞物日产日清，运到\n— 3 —\n"
    found = parsed(text)
    assert [
        node.status
        for node in walk(found.documents[0].root)
        if node.kind == "paragraph"
    ] == ["truncated"]


@pytest.mark.parametrize("aside", ["第6页", "— 1 —", COMMENT])
@pytest.mark.parametrize(
    ("text", "title"),
    [
        (
            "东湖市关于进一步加强防汛抗旱\n{}\n工作的实施方案\n一、甲\n",
            "东湖市关于进一步加强防汛抗旱工作的实施方案",
        ),
        (
            "东湖市人民政府\n{}\n关于加强防汛的通知\n一、甲\n",
            "东湖市人民政府关于加强防汛的通知",
        ),
        (
            "政府工作报告\n2024年1月9日在东湖市第三届人民代表大会\n{}\n第四次会议上\n一、甲\n",
            "政府工作报告",
        ),
    ],
)
def test_a_title_runs_on_over_what_stands_beside_the_text(
    text: str, title: str, aside: str
) -> None:
    hold(text.format(aside))
    assert parsed(text.format(aside)).documents[0].title == title


@pytest.mark.parametrize("aside", ["第 1 页 共 6 页", "-6-", "4\n2", COMMENT])
def test_a_heading_runs_on_over_what_stands_beside_the_text(aside: str) -> None:
    text = f"一、总体要求\n（一）健全应急救援队\n{aside}\n伍建设。各部门要抓好落实，按期完成。\n（二）\n{aside}\n湖\n"
    hold(text)
    rows = [
        row
        for row in Exporter(parsed(text, repair=True), AUTO).rows()
        if row.family == "hanzi-paren"
    ]
    assert rows[0].title == "健全应急救援队伍建设"


def test_a_comment_hides_no_loss_and_parts_no_word() -> None:
    lost = "一、职责\n（一）巡查。\n（五）完善应急预案，并\n{}于每季度末报送进展情况。\n（八）组织演练。\n"
    kinds = [[row.kind for row in Exporter(parsed(lost.format(beside)), AUTO, furniture=False).rows()]
             for beside in ("", f"{COMMENT}\n")]  # fmt: skip
    assert kinds[0] == kinds[1]
    wrapped = parsed(
        f"一、甲\n各镇要落实会商制度，完善应急处\n{COMMENT}\n置机制（含夜间值守）。\n",
        repair=True,
    )
    assert [row.text for row in Exporter(wrapped, AUTO).rows()][
        -1
    ] == "各镇要落实会商制度，完善应急处置机制（含夜间值守）。"
