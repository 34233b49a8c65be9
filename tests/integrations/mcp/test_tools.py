"""What the tools answer: with citation and place, in pages, in words and as values."""

import shutil
from collections.abc import Callable
from pathlib import Path
from typing import get_args

import pytest
from hypothesis import given
from hypothesis import strategies as st

import planparse
from planparse.compare import edits
from planparse.export import comparison
from planparse.integrations.mcp import plans as kept
from planparse.integrations.mcp.answer import MOST_CHARS, Answer, Value, page_of
from planparse.integrations.mcp.folder import folder_at
from planparse.integrations.mcp.plans import Plans
from planparse.integrations.mcp.refused import RefusedError
from planparse.integrations.mcp.tools.cite import cite
from planparse.integrations.mcp.tools.compare import NOTEWORTHY, Kind, compare
from planparse.integrations.mcp.tools.outline import outline
from planparse.integrations.mcp.tools.read_node import read_node
from planparse.integrations.mcp.tools.tasks import tasks
from planparse.integrations.mcp.tools.verify import Claim, verify
from tests.laws.strategies import outlines, texts

FLOOD = "flood-season.txt"


@pytest.fixture(scope="module")
def plans(samples: Path) -> Plans:
    return Plans(folder_at(str(samples), 10**6))


# ── outline ───────────────────────────────────────────────────────────────────────────


def test_the_outline_names_every_node_with_its_place(
    plans: Plans, samples: Path
) -> None:
    told = outline(plans, FLOOD, None, 50, 0, 300)
    nodes = list(planparse.parse_file(samples / FLOOD).nodes())
    assert [(one.node, one.line, one.cite) for one in told.entries] == [
        (node.id, node.line, node.cite) for node in nodes
    ]
    assert told.total == len(nodes)
    assert told.next_offset is None
    assert told.documents[0].year == 2024
    (lacuna,) = (one for one in told.entries if one.kind == "lacuna")
    assert lacuna.missing == ["三、", "（六）", "（七）", "（八）", "（九）"]
    assert (
        "  [lacuna] 三、 （六） （七） （八） （九）  line 14 [d1/5]" in told.in_words()
    )
    assert "（五） 疏通城乡排涝通道 [cut off]  二、（五） line 13" in told.in_words()


def test_the_outline_ends_at_a_depth_and_begins_at_a_node(plans: Plans) -> None:
    flat = outline(plans, FLOOD, None, 1, 0, 300)
    assert {one.depth for one in flat.entries} == {0, 1}
    assert {one.node: one.below for one in flat.entries}["d1/4"] == 6
    for node in ("d1/4", "二、"):
        below = outline(plans, FLOOD, node, 1, 0, 300)
        assert [one.cite for one in below.entries] == [
            "二、",
            "二、（三）",
            "二、（四）",
            "二、（五）",
        ]
    with pytest.raises(RefusedError, match=r"has no node 九、"):
        outline(plans, FLOOD, "九、", 1, 0, 300)


# ── read ──────────────────────────────────────────────────────────────────────────────


def test_a_node_is_read_by_its_id_and_by_its_citation(plans: Plans) -> None:
    by_id = read_node(plans, FLOOD, "d1/4/3", 0, 4000)
    assert by_id == read_node(plans, FLOOD, "二、(五)", 0, 4000)
    assert by_id.text.endswith("汛前更换老化闸")
    assert by_id.path == ["二、全面排查风险隐患", "（五）疏通城乡排涝通道"]
    assert (by_id.line, by_id.cite, by_id.status) == (13, "二、（五）", "truncated")
    assert by_id.document is not None
    assert by_id.document.issuer == "青禾市防汛抗旱指挥部"
    assert [loss.in_words() for loss in by_id.lost or ()] == [
        "inside: truncated",
        "after: 三、 （六） （七） （八） （九）",
    ]


def test_what_is_lost_is_told_on_either_side(plans: Plans) -> None:
    def sides(node: str) -> list[str]:
        lost = read_node(plans, FLOOD, node, 0, 10).lost or ()
        return [loss.side for loss in lost if loss.missing]

    assert sides("d1/4") == ["after"]
    assert sides("d1/5") == []
    assert sides("d1/6") == ["before"]
    assert sides("d1/3") == []
    assert sides("d1") == ["inside"]


def test_a_lacuna_says_what_is_missing_and_why(plans: Plans) -> None:
    told = read_node(plans, FLOOD, "d1/5", 0, 4000)
    assert told.text == ""
    assert told.missing == ["三、", "（六）", "（七）", "（八）", "（九）"]
    assert told.evidence == "二、 → 四、, （五） → （十）"


def test_the_pages_of_a_text_make_the_whole(plans: Plans) -> None:
    whole = read_node(plans, FLOOD, "d1", 0, 8000)
    assert whole.next_offset is None
    pieces, offset = [], 0
    while True:
        page = read_node(plans, FLOOD, "d1", offset, 300)
        pieces.append(page.text)
        assert page.chars == whole.chars
        if page.next_offset is None:
            break
        offset = page.next_offset
        assert f"offset={offset}" in page.in_words()
    assert "".join(pieces) == whole.text
    assert read_node(plans, FLOOD, "d1", 10**9, 300).text == ""


def test_other_nodes_of_one_citation_are_named(plans: Plans) -> None:
    told = read_node(plans, "archive.txt", "一、", 0, 100)
    assert len(told.others or ()) > 1
    assert f"also names: {(told.others or [])[0]}" in told.in_words()


def test_owners_and_deadlines_of_a_node_are_told(plans: Plans) -> None:
    told = read_node(plans, FLOOD, "二、（四）", 0, 4000)
    assert "responsible: 市水务局、市住建局; by 5月底前 (2024-05-31)" in told.in_words()


# ── tasks ─────────────────────────────────────────────────────────────────────────────


def test_tasks_are_those_of_an_owner(plans: Plans, samples: Path) -> None:
    told = tasks(plans, FLOOD, "水务局", None, 0, 100)
    points = planparse.parse_file(samples / FLOOD).work_points(where="owner~水务局")
    assert [one.number for one in told.tasks] == [point.number for point in points]
    first = told.tasks[0]
    assert (first.cite, first.line) == ("一、（一）", 4)
    assert first.owners is not None
    assert first.owners[0].units == ["市水务局", "各县区政府"]
    assert first.deadlines is not None
    assert first.deadlines[0].until == "2024-04-10"


def test_tasks_are_those_that_a_query_wants(plans: Plans) -> None:
    told = tasks(plans, FLOOD, "市水务局", "deadline<2024-05", 0, 100)
    assert [one.cite for one in told.tasks] == ["一、（一）"]
    none = tasks(plans, FLOOD, "市水务局", "deadline<2020", 0, 100)
    assert none.in_words() == f"{FLOOD}\nno such task"
    with pytest.raises(RefusedError, match=r"where: no field is called nonesuch"):
        tasks(plans, FLOOD, None, "nonesuch~x", 0, 100)


def test_an_owner_is_a_name_and_no_query(plans: Plans) -> None:
    for owner in ('" | 市"', "市水务局 deadline<2020", "~", "!"):
        assert tasks(plans, FLOOD, owner, None, 0, 100).total == 0


def test_lost_tasks_stand_in_their_place(plans: Plans) -> None:
    told = tasks(plans, FLOOD, None, None, 0, 100)
    (lacuna,) = (one for one in told.tasks if one.kind == "lacuna")
    assert lacuna.number is None
    assert "lost. 三、 （六）" in told.in_words()


# ── cite and verify ───────────────────────────────────────────────────────────────────


def test_a_citation_and_a_quotation_are_found(plans: Plans) -> None:
    (item,) = cite(plans, "law.txt", "第三条第二款第（一）项", 0, 10).passages
    assert (item.text, item.line, item.exact) == ("（一）侵占绿地的；", 9, True)
    (near,) = cite(plans, "law.txt", "绿地率不低于40%", 0, 10).passages
    assert not near.exact
    assert [(one.given, one.found) for one in near.differences or ()] == [
        ("40%", "30%")
    ]
    (line,) = cite(plans, "law.txt", ":9", 0, 10).passages
    assert line.cite == "第三条第二款第一项"
    nothing = cite(plans, "law.txt", "第九百条", 0, 10)
    assert nothing.passages == []
    assert "nothing there is named so" in nothing.in_words()
    with pytest.raises(RefusedError, match="quotation is empty"):
        cite(plans, "law.txt", "　 ", 0, 10)


def test_citations_hold_or_not(plans: Plans) -> None:
    (item,) = cite(plans, "law.txt", "第三条第二款第一项", 0, 1).passages
    sha256 = cite(plans, "law.txt", "第一条", 0, 1).sha256
    claims = [
        Claim(source="law.txt", quotation=item.text, cite=item.cite, sha256=sha256),
        Claim(source="law.txt", quotation="侵占林地的", cite="第三条"),
        Claim(source="law.txt", quotation="天上有一只风筝在飞"),
        Claim(source="law.txt", cite="第一条", sha256="0" * 64),
        Claim(source="../law.txt", cite="第一条"),
        Claim(source="README.md", path="Samples"),
    ]
    told = verify(plans, claims)
    assert [one.status for one in told.verdicts[:5]] == [
        "exact",
        "near",
        "missing",
        "changed",
        "missing",
    ]
    assert told.verdicts[4].reason == "../law.txt leads out of the folder"
    assert "林地 → 绿地" in told.in_words()
    assert f"{told.holding} of 6 hold" in told.in_words()
    with pytest.raises(RefusedError, match="nothing to verify"):
        verify(plans, [Claim(source="law.txt")])


def test_what_was_read_is_verified(plans: Plans) -> None:
    """What read_node and cite give is a claim that holds."""
    for entry in outline(plans, FLOOD, None, 50, 0, 300).entries:
        if entry.kind in ("section", "paragraph"):
            read = read_node(plans, FLOOD, entry.node, 0, 8000)
            claim = Claim(source=FLOOD, quotation=read.text, sha256=read.sha256)
            (verdict,) = verify(plans, [claim]).verdicts
            assert verdict.status == "exact"


# ── compare ───────────────────────────────────────────────────────────────────────────


def test_the_kinds_of_changes_are_those_of_diff() -> None:
    assert get_args(Kind) == edits.KINDS
    assert NOTEWORTHY == comparison.NOTEWORTHY


def test_what_changed_between_two_years(plans: Plans) -> None:
    told = compare(plans, "reading-2023.txt", "reading-2024.txt", [*NOTEWORTHY], 0, 100)
    assert {edit.kind for edit in told.edits} == set(NOTEWORTHY)
    assert told.summary["keep"] > 0
    assert told.old.documents[0].year == 2023
    words = told.in_words()
    assert "figures raised: 6处 → 8处" in words
    assert "deadlines earlier: 11月底前 → 10月底前" in words
    assert "owners added: ∅ → 县城投公司" in words
    only = compare(plans, "reading-2023.txt", "reading-2024.txt", ["add"], 0, 100)
    assert [edit.kind for edit in only.edits] == ["add"]
    assert only.edits[0].new[0].cite == "二、（七）"
    same = compare(plans, FLOOD, FLOOD, [*NOTEWORTHY], 0, 100)
    assert same.edits == []


# ── bounds ────────────────────────────────────────────────────────────────────────────


class Words(Value):
    text: str


@given(st.lists(st.integers(0, MOST_CHARS)), st.integers(1, 50))
def test_pages_are_bounded_and_miss_nothing(sizes: list[int], limit: int) -> None:
    seen: list[int] = []
    offset: int | None = 0
    while offset is not None:
        shown, page = page_of(sizes, offset, limit, lambda size: Words(text="x" * size))
        assert page.total == len(sizes)
        assert len(shown) <= limit
        written = sum(len(one.model_dump_json()) for one in shown)
        assert written <= MOST_CHARS or len(shown) == 1
        seen += [len(one.text) for one in shown]
        offset = page.next_offset
    assert seen == sizes


ASKED: list[Callable[[Plans], Answer]] = [
    lambda plans: outline(plans, "hostile.txt", None, 50, 0, 300),
    lambda plans: read_node(plans, "hostile.txt", "d1", 0, 8000),
    lambda plans: tasks(plans, "hostile.txt", None, None, 0, 100),
    lambda plans: compare(plans, "hostile.txt", "other.txt", [*NOTEWORTHY], 0, 100),
    lambda plans: cite(plans, "hostile.txt", "加强", 0, 50),
    lambda plans: verify(plans, [Claim(source="hostile.txt", quotation="加强")] * 9),
]


def bounded(plans: Plans) -> None:
    """Every tool answers in bounds, whatever is in the files."""
    for asked in ASKED:
        try:
            answer = asked(plans)
        except RefusedError:
            continue
        assert len(answer.in_words()) < 3 * MOST_CHARS
        assert len(answer.model_dump_json(exclude_none=True)) < 5 * MOST_CHARS


@pytest.fixture(scope="module")
def scratch(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("hostile")


@given(text=st.one_of(texts, outlines()), other=texts)
def test_whatever_a_file_says_the_answers_are_bounded(
    scratch: Path, text: str, other: str
) -> None:
    for name, words in (("hostile.txt", text), ("other.txt", other)):
        data = words.encode("utf-8", "replace")
        (scratch / name).write_bytes(data)
    bounded(Plans(folder_at(str(scratch), 10**6)))


@pytest.mark.parametrize(
    "text",
    [
        "一、" + "加强" * 400,
        "一、加强\n" * 800,
        "".join(f"{'（一）' * 200}加强。\n" for _ in range(20)),
        "关于加强" * 400 + "的通知\n一、加强。\n",
        "一、加强（责任单位：" + "、".join(["市水务局"] * 1_000) + "）\n二、加强\n",
        "| 加强 | 二 |\n|---|---|\n" + "| 加强 | 加强 |\n" * 400,
        "",
        "\0\0\0",
    ],
    ids=["one line", "many items", "deep", "title", "owners", "table", "none", "nul"],
)
def test_hostile_texts_are_answered_in_bounds(tmp_path: Path, text: str) -> None:
    (tmp_path / "hostile.txt").write_text(text, encoding="utf-8")
    (tmp_path / "other.txt").write_text(text[: len(text) // 2], encoding="utf-8")
    bounded(Plans(folder_at(str(tmp_path), 10**7)))


# ── what is kept ──────────────────────────────────────────────────────────────────────


def test_a_plan_is_parsed_once_and_again_when_it_changes(
    samples: Path, tmp_path: Path
) -> None:
    shutil.copy(samples / FLOOD, tmp_path)
    plans = Plans(folder_at(str(tmp_path), 10**6))
    first = plans.plan(FLOOD)
    assert plans.plan(FLOOD) is first
    (tmp_path / FLOOD).write_text("一、治水。\n", encoding="utf-8")
    assert plans.plan(FLOOD).source.text == "一、治水。\n"
    (tmp_path / FLOOD).unlink()
    with pytest.raises(RefusedError, match="no such file"):
        plans.plan(FLOOD)


def test_plans_that_were_asked_for_long_ago_make_room(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(kept, "MOST_CHARS", 7_000)  # three small plans
    for name in "abcd":
        (tmp_path / f"{name}.txt").write_text(f"一、{name}\n", encoding="utf-8")
    plans = Plans(folder_at(str(tmp_path), 10**6))
    first = {name: plans.plan(f"{name}.txt") for name in "abc"}
    plans.plan("d.txt", passing=True)  # displaces none
    assert plans.plan("a.txt") is first["a"]
    plans.plan("d.txt")  # displaces b, which was asked for longest ago
    assert plans.plan("a.txt") is first["a"]
    assert plans.plan("c.txt") is first["c"]
    assert plans.plan("b.txt") is not first["b"]


def test_a_file_that_cannot_be_read_is_told_and_not_tried_again(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "bad.pdf").write_bytes(b"%PDF-1.7")
    plans = Plans(folder_at(str(tmp_path), 10**6))
    for _ in range(2):
        with pytest.raises(RefusedError, match=r"bad\.pdf is a damaged PDF"):
            plans.plan("bad.pdf")
        monkeypatch.setattr(planparse, "parse", None)  # it is asked no second time
