"""Citations that name their document: by title, by the end of one, by number, by place."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner, Result
from hypothesis import assume, example, given
from hypothesis import strategies as st

from planparse import Plan, parse, verify
from planparse.cli.commands import command_line
from planparse.text.characters import HALF_DIGITS
from tests.laws.strategies import marked, outlines, texts

FLOOD = """临江市2026年防汛工作方案
临政发〔2026〕3号
一、总体要求
防汛工作以防为主。
二、主要任务
（一）排查隐患。查清水库。
（二）备足物资。备足编织袋。
"""
DROUGHT = """临江市2026年抗旱工作办法
（试行）
第一条　抗旱工作以蓄为主。
第二条　各县应当蓄水。
本条所称蓄水包括修塘。
"""
REPORT = """政府工作报告
——2026年1月8日在临江市第五届人民代表大会第六次会议上
一、2025年工作回顾
防汛工作以防为主，取得成效。
二、2026年工作安排
（一）修塘。修塘三十口。
"""
NOTICE = """东湖县人民政府办公室文件
东湖政办发〔2026〕9号
东湖县人民政府办公室关于印发《东湖县农村公路养护实施方案》的通知
各乡镇人民政府：
现将方案印发给你们，请认真贯彻执行。
东湖县人民政府办公室
2026年3月6日
东湖县农村公路养护实施方案
一、养护标准
（一）路面平整。
"""
ALL = "".join(
    f"第{n}篇:{text}"
    for n, text in zip("一二三四", (FLOOD, DROUGHT, REPORT, NOTICE), strict=True)
)


@pytest.fixture(scope="module")
def plan() -> Plan:
    plan = parse(ALL, path="all.txt")
    assert len(plan.documents) == 4
    return plan


def places(found: Any) -> list[tuple[str, str | None]]:
    return [(one.node.id.partition("/")[0], one.cite) for one in found]


@pytest.mark.parametrize(
    ("asked", "place"),
    [
        ("《临江市2026年防汛工作方案》二、（一）", ("d1", "二、（一）")),
        ("《临江市２０２６年 防汛工作方案》的二、（一）", ("d1", "二、（一）")),
        ("《临江市2026年防汛工作方案》中 / 二、 / （一）", ("d1", "二、（一）")),
        ("《防汛工作方案》二、", ("d1", "二、")),
        ("《2026年防汛工作方案》（一）", ("d1", "二、（一）")),
        ("临政发〔2026〕3号（二）", ("d1", "二、（二）")),
        ("临政发[2026]3号二、", ("d1", "二、")),
        ("《防汛工作方案》（临政发〔2026〕3号）一、", ("d1", "一、")),
        ("《临江市2026年抗旱工作办法（试行）》第二条", ("d2", "第二条")),
        ("《临江市2026年抗旱工作办法》（试行）第二条", ("d2", "第二条")),
        ("《临江市2026年抗旱工作办法》第二条第二款", ("d2", "第二条第二款")),
        ("《抗旱工作办法》第二条", ("d2", "第二条")),
        ("《办法》第二条", ("d2", "第二条")),
        ("《政府工作报告》（一）", ("d3", "二、（一）")),
        ("《2026年政府工作报告》二、", ("d3", "二、")),
        ("《东湖县农村公路养护实施方案》（一）", ("d4", "一、（一）")),
        (
            "《东湖县人民政府办公室关于印发〈东湖县农村公路养护实施方案〉的通知》一、",
            ("d4", "一、"),
        ),
        ("《通知》一、", ("d4", "一、")),
        ("d3一、", ("d3", "一、")),
        ("d3 一、", ("d3", "一、")),
    ],
)
def test_a_citation_names_its_document(
    plan: Plan, asked: str, place: tuple[str, str]
) -> None:
    assert places(plan.cite(asked)) == [place]


@pytest.mark.parametrize(
    "asked",
    [
        "《西山市2026年防汛工作方案》二、",  # another place
        "《临江市2025年防汛工作方案》二、",  # another year
        "《临江市2026年抗旱工作办法（修订）》第一条",  # another version
        "《2025年政府工作报告》二、",
        "《方案》一、",  # two documents end so
        "《法》第一条",  # 办法 does not
        "《作方案》一、",  # begins inside a word
        "《26年防汛工作方案》一、",
        "《规定》第一条",
        "临政发〔2026〕4号二、",
        "《防汛工作方案》（临政发〔2026〕4号）一、",
        "d5一、",
        "《防汛工作方案》第一条",  # of another document
    ],
)
def test_a_document_is_missed_rather_than_invented(plan: Plan, asked: str) -> None:
    assert plan.cite(asked) == ()


def test_a_name_alone_is_the_document_where_it_is_one_of_them(plan: Plan) -> None:
    for asked in ("《临江市2026年防汛工作方案》", "临政发〔2026〕3号", "d1"):
        (found,) = plan.cite(asked)
        assert (found.node.id, found.node.kind) == ("d1", "document")
    elsewhere = parse("一、治水。落实《水法》和临政发〔2026〕3号要求。\n")
    for words in ("《水法》", "临政发〔2026〕3号"):
        (found,) = elsewhere.cite(words)
        assert (found.node.kind, found.text) == ("section", words)


def test_words_that_begin_with_a_name_are_a_quotation() -> None:
    plan = parse("治水方案\n一、治水\n《治水方案》第三条所称清漂，每月两次。\n")
    (found,) = plan.cite("《治水方案》第三条所称清漂")
    assert (found.text, found.line) == ("《治水方案》第三条所称清漂", 3)


def test_a_name_holds_for_the_citations_behind_it(plan: Plan) -> None:
    found = plan.cite("《防汛工作方案》一、；二、（二）；d3二、")
    assert places(found) == [("d1", "一、"), ("d1", "二、（二）"), ("d3", "二、")]


def test_a_blank_parts_a_place_from_a_number() -> None:
    text = "水利设计规范\n1 总则\n1.1 目的\n为了统一标准。\n1.2 范围\n适用于水库。\n2 设计\n2.1 水位\n按规定。\n"
    plan = parse(text)
    assert places(plan.cite("d1 1.2")) == [("d1", "1.2")]
    assert places(plan.cite("d1 2")) == [("d1", "2")]


def test_a_number_that_the_document_itself_has_is_known_however_it_is_written() -> None:
    text = "节水办法\n文号：中华人民共和国水利和农业部令第9号\n第一条　为了节水，制定本办法。\n第二条　少用水。\n"
    plan = parse(text)
    (document,) = plan.documents
    assert document.docnumber == "中华人民共和国水利和农业部令第9号"
    assert places(plan.cite(f"{document.docnumber}第二条")) == [("d1", "第二条")]


def test_a_title_may_be_in_the_marks_of_titles() -> None:
    plan = parse("《节水行动方案》（试行）\n一、目标\n二、任务\n")
    (document,) = plan.documents
    assert document.title == "《节水行动方案》（试行）"
    for title in (document.title, "节水行动方案", "《节水行动方案》"):
        (told,) = verify([{"source": "-", "document": title, "cite": "二、"}], plan)
        assert told.status == "exact"


def test_an_identifier_is_its_node(plan: Plan) -> None:
    for node in plan.nodes():
        assert [one.node.id for one in plan.cite(node.id)] == [node.id]


def test_documents_of_one_title_are_all_found_and_told_apart_by_place() -> None:
    twice = parse(f"第一篇:{FLOOD}第二篇:{FLOOD}")
    asked = "《临江市2026年防汛工作方案》二、"
    assert places(twice.cite(asked)) == [("d1", "二、"), ("d2", "二、")]
    assert places(twice.cite("d2二、")) == [("d2", "二、")]
    assert twice.cite("《方案》二、") == ()


@given(st.one_of(texts, marked, outlines()))
@example("1.\n2.。\n")
def test_a_node_is_found_in_its_document_by_any_name_of_it(text: str) -> None:
    plan = parse(text)
    cited = [node for node in plan.nodes() if node.cite]
    assume(cited)
    titles = [document.title for document in plan.documents]
    for node in cited:
        doc = node.id.partition("/")[0]
        alike = [one.id for one in cited if one.cite == node.cite]
        own = [name for name in alike if name.startswith(f"{doc}/")]
        parted = " " if node.cite[0] in HALF_DIGITS else ""  # d1 1.
        named = f"{doc}{parted}{node.cite}"
        assert [one.node.id for one in plan.cite(named)] == own
        told = verify([{"source": "-", "document": doc, "cite": node.cite}], plan)
        assert told[0].status == "exact"
        title = titles[int(doc[1:]) - 1]
        if title and titles.count(title) == 1:
            (one,) = verify(
                [{"source": "-", "document": title, "cite": node.cite}], plan
            )
            assert one.passage is not None
            assert one.passage.document == title


# ── verify ────────────────────────────────────────────────────────────────────────────


@pytest.mark.parametrize(
    ("citation", "status", "fields"),
    [
        ({"document": "政府工作报告", "cite": "一、"}, "exact", []),
        ({"document": "《2026年政府工作报告》", "cite": "一、"}, "exact", []),
        ({"document": "临政发〔2026〕3号", "cite": "二、（一）"}, "exact", []),
        ({"document": "政府工作报告", "cite": "二、（二）"}, "missing", []),
        ({"document": "水利工作要点", "cite": "一、"}, "missing", []),
        ({"document": "政府工作报告"}, "exact", []),
        ({"document": "政府工作报告", "quotation": "以防为主"}, "exact", []),
        (
            {"document": "政府工作报告", "quotation": "查清水库"},
            "near",
            ["document"],
        ),
        ({"document": "《水法》", "quotation": "查清水库"}, "near", ["document"]),
        (
            {"document": "防汛工作方案", "cite": "一、", "quotation": "查清水库"},
            "near",
            ["cite"],
        ),
        (
            {"document": "政府工作报告", "quotation": "备足编织袋五千条"},
            "near",
            ["quotation", "document"],
        ),
        ({"cite": "《防汛工作方案》一、", "quotation": "以防为主"}, "exact", []),
        ({"cite": "《防汛工作方案》一、", "quotation": "取得成效"}, "near", ["cite"]),
    ],
)
def test_a_document_is_part_of_what_is_verified(
    plan: Plan, citation: dict[str, str], status: str, fields: list[str]
) -> None:
    (told,) = verify([{"source": "all.txt", **citation}], plan)
    assert (told.status, [one.field for one in told.differences]) == (status, fields)


def test_a_document_chooses_among_places_of_the_same_words(plan: Plan) -> None:
    for document in ("防汛工作方案", "政府工作报告"):
        given_ = {"source": "all.txt", "document": document, "quotation": "以防为主"}
        (told,) = verify([given_], plan)
        assert told.passage is not None
        assert (told.passage.document or "").endswith(document)


# ── several files ─────────────────────────────────────────────────────────────────────


@pytest.fixture
def run(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Callable[..., Result]:
    """Runs `cite` in a folder with plans."""
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("LANG", "en_GB.UTF-8")
    for name, text in (("a.txt", FLOOD), ("b.txt", DROUGHT), ("c.txt", REPORT)):
        Path(name).write_text(text, encoding="utf-8")

    def runs(*arguments: str) -> Result:
        named = ["cite", *arguments, "-o", "out"]
        return CliRunner().invoke(command_line, named, standalone_mode=False)

    return runs


def first_words() -> list[str]:
    lines = Path("out").read_text(encoding="utf-8").splitlines()
    return [line.split("  ")[0] for line in lines if not line.startswith(" ")]


def test_leading_arguments_that_are_files_are_looked_into(
    run: Callable[..., Result],
) -> None:
    assert run("a.txt", "b.txt", "c.txt", "《办法》第二条").return_value == 0
    assert first_words() == ["b.txt:4"]
    assert run("a.txt", "c.txt", "一、", ":1", "c.txt:4").return_value == 0
    assert first_words() == ["a.txt:3", "c.txt:3", "a.txt:1", "c.txt:1", "c.txt:4"]
    assert run("a.txt:3", "c.txt:5").return_value == 0
    assert first_words() == ["a.txt:3", "c.txt:5"]


def test_the_title_of_one_file_goes_before_the_likely_ones_of_others(
    run: Callable[..., Result],
) -> None:
    Path("d.txt").write_text(FLOOD.replace("临江市2026年", ""), encoding="utf-8")
    assert run("a.txt", "d.txt", "《防汛工作方案》一、").return_value == 0
    assert first_words() == ["d.txt:3"]
    assert run("a.txt", "d.txt", "《方案》一、").return_value == 1


def test_near_words_are_those_of_the_file_that_has_the_most(
    run: Callable[..., Result],
) -> None:
    assert run("a.txt", "c.txt", "防汛工作以防为主，取得大的成效").return_value == 1
    assert first_words() == ["c.txt:4"]


def test_a_document_that_is_missing_is_told_with_those_that_are_there(
    run: Callable[..., Result],
) -> None:
    told = run("a.txt", "b.txt", "《要点》一、")
    assert told.return_value == 1
    assert told.stderr == (
        "a.txt, b.txt does not have 《要点》一、; the documents are "
        "《临江市2026年防汛工作方案》, 《临江市2026年抗旱工作办法》\n"
    )
