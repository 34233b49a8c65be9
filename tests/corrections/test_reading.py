"""What each kind of correction does to a tree, in texts that are read otherwise without it."""

import pytest

import planparse
from planparse import CorrectionsError, Plan

PLAN = """东湖市治水工作方案
一、总体要求
工作目标
全面清理河道，年底前完成。
（一）清漂。每日一次。
（三）清淤。每年两次，由市水务局牵头
落实资金保障。
二、保障措施
1.5亿元资金到位
加强考核。
东湖市水务局
2026年3月1日
"""


def read(*said: dict[str, object], text: str = PLAN) -> Plan:
    return planparse.parse(text, corrections=said)


def entry(line: int, is_: str, words: str = "", **more: object) -> dict[str, object]:
    """What is said of a line of PLAN."""
    words = words or PLAN.splitlines()[line - 1]
    return {"line": line, "words": words, "is": is_, **more}


def outline(plan: Plan) -> list[str]:
    """The lines of an outline, without its rules."""
    return [line.strip("│├└─ ") for line in "".join(plan.to("outline")).splitlines()]


def depth(plan: Plan, words: str) -> int:
    """How many levels down the first node stands that begins with some words."""
    found = next(
        node for node in plan.nodes() if (node.title or node.text).startswith(words)
    )
    return found.id.count("/")


def codes(plan: Plan) -> list[str]:
    return [finding.code for finding in plan.findings]


def test_a_heading_stands_on_the_level_that_is_said() -> None:
    assert depth(read(), "工作目标") == 2
    plan = read(entry(3, "heading", level=1))
    assert depth(plan, "工作目标") == 1
    assert [one.kind for one in plan.nodes() if one.title == "工作目标"] == ["heading"]
    assert depth(plan, "清漂") == 2


def test_a_line_in_the_midst_of_prose_can_be_a_heading() -> None:
    plan = read(entry(10, "heading"))
    (found,) = [one for one in plan.nodes() if one.title == "加强考核。"]
    assert found.kind == "heading"


def test_a_label_that_was_left_alone_can_be_one() -> None:
    assert "1.5亿元资金到位" in outline(read())
    assert "1. 5亿元资金到位" in outline(read(entry(9, "section")))


def test_a_label_inside_a_line_can_be_one() -> None:
    text = "一、治水\n各镇按照要求（一）清漂、清淤。\n"
    assert "（一） 清漂、清淤。" not in outline(read(text=text))
    said = {"line": 2, "words": "（一）", "is": "section"}
    plan = read(said, text=text)
    assert [one.label for one in plan.sections()] == ["一、", "（一）"]


def test_a_label_can_be_none() -> None:
    plan = read(entry(2, "text"))
    assert "一、总体要求" in outline(plan)
    assert "二、" in [one.label for one in plan.sections()]


def test_a_label_inside_a_line_can_be_none() -> None:
    text = "一、治水\n要求：一是清漂。二是清淤。\n"
    assert len([*read(text=text).sections()]) == 3
    said = [{"line": 2, "words": words, "is": "text"} for words in ("一是", "二是")]
    assert len([*read(*said, text=text).sections()]) == 1


def test_labels_that_their_series_proves_can_be_none() -> None:
    text = "一、统筹协调1.建立台账，逐月更新2.压实责任，逐级落实3.督促检查，逐项销号\n"
    assert len([*read(text=text).sections()]) == 4
    said = [{"line": 1, "words": words, "is": "text"} for words in ("1.", "2.", "3.")]
    assert len([*read(*said, text=text).sections()]) == 1


@pytest.mark.parametrize("line", [6, 5])
def test_a_hole_can_be_none(line: int) -> None:
    assert [one.missing for one in read().lacunae()] == [("（二）",)]
    plan = read(entry(line, "no-hole"))
    assert [one.missing for one in plan.lacunae()] == (
        [] if line == 6 else [("（二）",)]
    )


def test_text_can_be_lost_where_no_number_shows_it() -> None:
    plan = read(entry(7, "hole"), entry(6, "no-hole"))
    (lost,) = plan.lacunae()
    assert (lost.missing, lost.evidence) == ((), "correction")
    assert codes(plan) == ["T301", "R604"]
    assert "[lost]" in outline(plan)


def test_a_line_goes_on_or_begins_a_paragraph() -> None:
    assert "T304" in codes(read())
    joined, broken = read(entry(7, "join")), read(entry(7, "break"))
    (edit,) = joined.edits
    assert (edit.rule, edit.before, edit.after) == ("join", "\n", "")
    assert not {"T304"} & {*codes(joined), *codes(broken)}
    assert "落实资金保障。" in outline(broken)
    assert "落实资金保障。" not in outline(joined)


def test_a_title_on_two_lines() -> None:
    text = "东湖之畔\n岁岁清波\n一、治水\n"
    said = [
        {"line": 1, "words": "东湖之畔", "is": "title"},
        {"line": 2, "words": "岁岁清波", "is": "join"},
    ]
    plan = read(*said, text=text)
    assert plan.documents[0].title == "东湖之畔岁岁清波"


@pytest.mark.parametrize(
    "kind",
    ["title", "subtitle", "docnumber", "addressee", "date", "signature", "attachment"],
)
def test_a_line_is_a_part(kind: str) -> None:
    plan = read(entry(10, kind))
    (found,) = [
        one
        for one in plan.nodes()
        if one.text == "加强考核。" or one.title == "加强考核。"
    ]
    assert found.kind == kind
    assert "R603" not in codes(plan)


def test_a_line_is_no_title_and_no_signature() -> None:
    plan = read(entry(1, "text"), entry(11, "text"))
    assert plan.documents[0].title is None
    kinds = {one.text: one.kind for one in plan.nodes()}
    assert kinds["东湖市治水工作方案"] == kinds["东湖市水务局"] == "paragraph"


def test_a_heading_of_markdown_is_none() -> None:
    text = (
        "# 东湖市治水方案\n\n## 总则\n\n一、治水\n\n二、护岸\n\n## 附则\n\n一、施行\n"
    )
    assert [one.title for one in read(text=text).nodes() if one.kind == "heading"] == [
        "总则",
        "附则",
    ]
    plan = read({"line": 3, "words": "总则", "is": "text"}, text=text)
    assert [one.title for one in plan.nodes() if one.kind == "heading"] == ["附则"]
    assert "R603" not in codes(plan)


def test_furniture_is_no_text() -> None:
    plan = read(entry(10, "furniture"))
    assert "加强考核。" not in "".join(plan.to("md"))
    assert "加强考核。" in "".join(read().to("md"))


def test_a_document_begins_and_numbering_with_it() -> None:
    text = "一、治水。\n二、护岸。\n河道保洁\n一、清漂。\n三、清淤。\n"
    assert len(read(text=text).documents) == 1
    plan = read({"line": 3, "words": "河道保洁", "is": "document"}, text=text)
    first, second = plan.documents
    assert [one.label for one in first.nodes() if one.kind == "section"] == [
        "一、",
        "二、",
    ]
    assert [one.missing for one in second.nodes() if one.kind == "lacuna"] == [
        ("二、",)
    ]


def test_no_document_begins() -> None:
    text = "甲县治水工作方案\n一、治水。\n二、护岸。\n乙县清淤工作方案\n一、清漂。\n二、清淤。\n"
    assert len(read(text=text).documents) == 2
    said = {"line": 4, "words": "乙县清淤工作方案", "is": "no-document"}
    assert len(read(said, text=text).documents) == 1


def test_what_a_document_is_called() -> None:
    plan = read(
        entry(1, "title", value="东湖市2025年治水方案"),
        entry(1, "issuer", value="东湖市人民政府"),
        entry(1, "docnumber", value="东政发〔2025〕3号"),
        entry(1, "date", value="2025-03-01"),
        entry(1, "secrecy", value="机密"),
    )
    document = plan.documents[0]
    assert (document.title, document.year) == ("东湖市2025年治水方案", 2025)
    assert (document.issuer, document.docnumber) == (
        "东湖市人民政府",
        "东政发〔2025〕3号",
    )
    assert (document.date, document.secrecy) == ("2025-03-01", "机密")
    assert read(entry(3, "year", value="2024")).documents[0].year == 2024


def test_what_was_heeded_is_listed() -> None:
    plan = read(entry(9, "section", by="王芳", date="2026-03-02", why="见原件"))
    (one,) = plan.corrections
    assert (one.kind, one.line, one.words) == ("section", 9, "1.5亿元资金到位")
    assert (one.by, one.date, one.why) == ("王芳", "2026-03-02", "见原件")
    assert PLAN[one.start : one.end] == one.words
    assert read().corrections == ()


def test_what_has_no_hold_is_told_and_not_listed() -> None:
    plan = read(
        entry(3, "heading", level=4), entry(4, "section"), entry(8, "text", "总体")
    )
    told = {finding.code: finding for finding in plan.findings}
    assert "“总体” does not stand on line 8" in told["R602"].message
    assert (told["R602"].line, codes(plan).count("R603")) == (8, 2)
    assert plan.corrections == ()
    assert [one.title for one in plan.nodes() if one.kind == "heading"] == ["工作目标"]


def test_a_row_of_a_table_stays_one() -> None:
    text = "一、任务\n序号\t任务\t单位\n1\t清漂\t水务局\n2\t清淤\t水务局\n"
    plan = read({"line": 4, "words": "2", "is": "section"}, text=text)
    assert "R603" in codes(plan)


def test_words_are_found_by_their_column() -> None:
    text = "一、治水\n按（一）清漂，再按（一）清淤。\n"
    said = {"line": 2, "words": "（一）", "is": "section", "column": 10}
    (one,) = read(said, text=text).corrections
    assert one.start == 14
    assert "R602" in codes(read({**said, "column": 9}, text=text))


@pytest.mark.parametrize(
    ("wrong", "message"),
    [
        ({"is": "tilte"}, "is is to be 'heading'"),
        ({"level": 0, "is": "heading"}, "level is to be at least 1"),
        ({"level": 1}, "text has no level"),
        ({"value": "甲"}, "text has no value"),
        ({"is": "issuer"}, "issuer wants a value"),
        ({"is": "year", "value": "24"}, "year is four digits, not 24"),
        ({"is": "date", "value": "2026-02-30"}, "date is a day such as"),
        ({"words": ""}, "words is empty"),
        ({"is_": "text"}, "is_: there is no such field"),
    ],
)
def test_entries_that_say_nothing_are_refused(
    wrong: dict[str, object], message: str
) -> None:
    said = {"line": 1, "words": "东湖", "is": "text", **wrong}
    with pytest.raises(CorrectionsError, match=message):
        planparse.parse(PLAN, corrections=[said])
