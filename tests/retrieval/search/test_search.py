"""Words in plans that are in memory: what is found, by which conditions, and in which order."""

from pathlib import Path

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

import planparse
from planparse import Plan, parse
from planparse.compare.items import fold
from planparse.tasks.query import QueryError
from planparse.tree import walk
from tests.laws.strategies import texts

SHARES = "一、目标\n（一）降低百分之五。\n（二）降低百分之五十。\n（三）降低百分之五点二，统一部署。\n"
PLAN = """东河市2024年防汛工作要点
全市要早动手、细准备，确保水库不垮坝。
一、压实防汛责任
（一）公布名单。4月10日前公布12座水库的责任人。（责任单位：市水务局）
（二）建设５Ｇ站点。ＧＤＰ增长百分之五，为防
汛提供支撑，补助15亿元。（市工信局牵头，9月底前完成）
二、抓好“两违”整治
1.拆除违建
2024年拆除1.5万平方米。
东河市人民政府办公室
"""
OTHER = "西山县2023年水库管理要点\n一、巡查水库\n（一）水库每日巡查。（县水利局负责，2023年底前）\n"


@pytest.fixture(scope="module")
def plan() -> Plan:
    return parse(PLAN, path="plans/east.txt")


@pytest.fixture(scope="module")
def other() -> Plan:
    return parse(OTHER, path="plans/west.txt")


@pytest.mark.parametrize(
    ("words", "lines"),
    [
        ("水", [2, 4]),
        ("防汛", [1, 3, 5]),
        ("5G", [5]),
        ("５ｇ", [5]),
        ("gdp", [5]),
        ("百分之五", [5]),
        ("防汛提供", [5]),
        ("防 汛", [1, 3, 5]),
        ('"防 汛 提供"', [5]),
        ("“防汛提供”", [5]),
        ("水库 责任人", [4]),
        ("责任人 水库", [4]),
        ("水库 补助", []),
        ("15亿元", [5]),
        ("5亿元", []),
        ("５万平方米", []),
        ("1.5万平方米", [9]),
        ('"两违"', [7]),
        ("'\"两违", []),
        ("办公室", [10]),
        ("%", []),
        ("*", []),
        ("NEAR(水 库)", []),
        ("水库 OR 补助", []),
        ("水库\x00\u200b", [2, 4]),
    ],
)
def test_words_are_found(plan: Plan, words: str, lines: list[int]) -> None:
    assert sorted(hit.line for hit in plan.search(words)) == lines


@pytest.mark.parametrize(
    ("words", "lines"),
    [
        ("百分之五", [2]),
        ("百分之五十", [3]),
        ("十", []),
        ("五点二", [4]),
        ("百分之", [2, 3, 4]),
        ("统一", [4]),
        ("一", [4]),  # labels are no words
    ],
)
def test_a_share_is_found_as_a_whole(words: str, lines: list[int]) -> None:
    assert sorted(hit.line for hit in parse(SHARES).search(words)) == lines


@pytest.mark.parametrize("words", ["", "  ", "\x00", '""', "\u200b \n"])
def test_nothing_to_look_for_is_told(plan: Plan, words: str) -> None:
    with pytest.raises(ValueError, match="name a word"):
        plan.search(words)


def test_words_of_any_size_are_looked_for(plan: Plan) -> None:
    assert plan.search("水" * 10**5) == ()
    assert plan.search(" ".join(map(str, range(3000)))) == ()


def test_a_hit_says_where_it_stands(plan: Plan) -> None:
    (hit,) = plan.search("责任人")
    assert (hit.node, hit.kind, hit.doc, hit.source) == (
        "d1/3/1",
        "section",
        1,
        "plans/east.txt",
    )
    assert (hit.document, hit.year) == ("东河市2024年防汛工作要点", 2024)
    assert (hit.path, hit.cite) == ("一、压实防汛责任", "一、（一）")
    assert (hit.label, hit.title) == ("（一）", "公布名单")
    assert hit.text == "4月10日前公布12座水库的责任人。（责任单位：市水务局）"
    assert hit.snippet == f"（一）公布名单 {hit.text}"
    assert planparse.verify([hit.to_dict()], plan)[0].status == "exact"
    assert [hit.snippet[slice(*span)] for span in hit.matches] == ["责任人"]
    assert PLAN[slice(*hit.span)].startswith("（一）公布名单")
    assert hit.sha256 == plan.source.sha256
    with pytest.raises(AttributeError):
        hit._found = hit._found  # type: ignore[misc]


def test_the_snippet_of_a_long_text_shows_the_words() -> None:
    text = f"{'甲' * 300}水库{'乙' * 100}水库和堤防{'丙' * 300}"
    (hit,) = parse(f"一、{text}。").search("水库 堤防")
    assert hit.snippet.startswith("…")
    assert hit.snippet.endswith("…")
    assert [hit.snippet[slice(*span)] for span in hit.matches] == ["水库", "堤防"]
    assert hit.snippet[1:-1] in hit.text

    (heading,) = parse("一、治水\n（一）清漂。\n").search("治水")
    assert (heading.text, heading.snippet) == ("治水", "一、治水")


@pytest.mark.parametrize(
    ("words", "where", "lines"),
    [
        ("", "owner~市水务局", [4]),
        ("水库", "owner~市", [4]),
        ("防汛", "owner~市", [4, 5]),  # in the heading above the first
        ("防汛", "deadline<2024-06", [4]),
        ("", "deadline=2024-09", [5]),
        ("水", "year=2024", [2, 4]),
        ("水", "year=2024 owner~市", [4]),
        ("水", "year<2024", []),
        ("水", "document~防汛", [2, 4]),
        ("水", "document~抗旱", []),
        ("", "year=2024 水库", [4]),
    ],
)
def test_conditions_hold(plan: Plan, words: str, where: str, lines: list[int]) -> None:
    assert sorted(hit.line for hit in plan.search(words, where=where)) == lines


def test_work_points_are_those_of_the_plan(plan: Plan) -> None:
    where = "owner~市 deadline<2025"
    assert [hit.node for hit in plan.search("", where=where)] == [
        point.id for point in plan.work_points(where=where)
    ]


def test_a_bad_query_is_told(plan: Plan) -> None:
    with pytest.raises(QueryError, match="no field is called when"):
        plan.search("水", where="when<2024")


def test_plans_are_searched_together_the_best_first(plan: Plan, other: Plan) -> None:
    hits = planparse.search("水库", plan, other)
    assert [(hit.source[6:10], hit.line) for hit in hits] == [
        ("west", 1),  # headings first, and what has the word more than once
        ("west", 2),
        ("east", 2),
        ("east", 4),
        ("west", 3),
    ]
    assert planparse.search("水库", plan, other, limit=2) == hits[:2]
    assert planparse.search("水库", plan, other, limit=0) == ()
    assert [hit.source for hit in planparse.search("水库", plan, other, year=2023)] == [
        "plans/west.txt"
    ] * 3


def test_plans_may_come_one_after_the_other(plan: Plan, other: Plan) -> None:
    given = iter([plan, other])
    assert planparse.search("水库", given) == planparse.search("水库", plan, other)
    assert next(given, None) is None
    assert planparse.search("水库", [other], plan) == planparse.search(
        "水库", other, plan
    )
    assert planparse.search("水库", []) == ()


def test_files_and_folders_are_searched(tmp_path: Path) -> None:
    below = tmp_path / "below"
    below.mkdir()
    (tmp_path / "b.txt").write_text(PLAN, encoding="utf-8")
    (below / "a.txt").write_bytes(OTHER.encode("gb18030"))
    (below / "photo.png").write_bytes(b"\x89PNG\r\n\x1a\n\0\0")
    (tmp_path / ".hidden.txt").write_text(OTHER, encoding="utf-8")
    (tmp_path / "link.txt").symlink_to(below / "a.txt")
    hits = planparse.search("水库", tmp_path)
    assert {hit.source for hit in hits} == {
        str(tmp_path / "b.txt"),
        str(below / "a.txt"),
    }
    with pytest.raises(planparse.UnreadableFormatError):
        planparse.search("水库", below / "photo.png")
    with pytest.raises(FileNotFoundError):
        planparse.search("水库", tmp_path / "none.txt")


def test_a_plan_that_was_loaded_is_searched(plan: Plan, tmp_path: Path) -> None:
    file = tmp_path / "plan.json"
    file.write_text("".join(plan.to("json")), encoding="utf-8")
    loaded = planparse.load(file)
    assert loaded.search("水库") == plan.search("水库")
    with pytest.raises(planparse.PlanparseError, match="parse the text again"):
        loaded.search("", where="owner~市")


@given(texts, st.data())
def test_whatever_a_node_says_is_found_in_it(text: str, data: st.DataObject) -> None:
    plan = parse(text)
    beside = {
        node.start
        for top in (
            *plan._content.compared.strays,
            *(document.root for document in plan._content.compared.documents),
        )
        for node in walk(top)
        if node.kind == "furniture"
    }
    said = [
        (node, words)
        for node in plan.nodes()
        if node.kind not in ("document", "lacuna") and node.span.start not in beside
        for words in (node.title, node.text)
        if words and fold(words)
    ]
    assume(said)
    node, words = data.draw(st.sampled_from(said))
    start = data.draw(st.integers(0, len(words) - 1))
    piece = words[start : data.draw(st.integers(start + 1, len(words)))]
    assume(not set(piece) & set('"“”'))  # in a query they end the phrase
    assume(fold(piece) and not any(map(str.isdigit, fold(piece))))
    assert node.id in {hit.node for hit in plan.search(f'"{piece}"')}
