"""Facts of plans: the examples of `grammars/facts/` and docs/facts.md run, and what holds of any text does."""

import json
import re
from itertools import pairwise
from pathlib import Path
from typing import Any, get_args

import pytest
from hypothesis import given
from hypothesis import strategies as st

from planparse.api.node import Node as PrintedNode
from planparse.export.reader import load
from planparse.export.schemas.nodes import Part
from planparse.export.writers import write
from planparse.facts.deadline import Deadline
from planparse.facts.finder import finder, in_order
from planparse.facts.kinds import KINDS, Fact, Facts
from planparse.facts.owner import Owner
from planparse.pipeline import parse
from planparse.records import Exporter, Row
from planparse.text.encoding import Source
from planparse.tree import Document, Node, Parsed, Span
from tests.grammar.shipped_folder import FOLDER
from tests.laws.laws import AUTO
from tests.laws.strategies import texts
from tests.spec.test_numbering import Example, examples

WORDS = FOLDER.facts
PAGE = Path(__file__).parents[2] / "docs" / "facts.md"
YEAR = 2024
"""The year of the document that examples are from."""


def found(text: str, year: int | None = YEAR) -> Facts:
    return finder().find(text, 0, len(text), year)


def measured(text: str) -> Facts:
    return finder().measured(found(text), text, 0, len(text))


def said(kind: str, text: str) -> Any:
    """The facts of a kind in a text, as the examples of that kind have them."""
    facts = found(text)
    of_kinds: dict[str, Any] = {
        "owners": {owner.role: owner.units for owner in facts.owners},
        "deadlines": {deadline.text: deadline.until for deadline in facts.deadlines},
        "figures": {
            figure.text: (figure.low, figure.high, figure.unit)
            for figure in facts.figures
        },
        "indicators": [figure.of or "-" for figure in measured(text).figures],
        "references": {
            reference.text: reference.kind for reference in facts.references
        },
    }
    return of_kinds[kind]


def of_words(name: str) -> list[Any]:
    return [
        pytest.param(kind, example, id=f"{kind}-{example}")
        for kind in KINDS
        for example in WORDS[kind][name]
    ]


@pytest.mark.parametrize(("kind", "text"), of_words("match"))
def test_a_match_is_found_as_it_says(kind: str, text: str) -> None:
    wanted = WORDS[kind]["match"][text]
    assert said(kind, text) == (list(wanted) if kind == "indicators" else wanted)


@pytest.mark.parametrize(("kind", "text"), of_words("reject"))
def test_in_a_reject_nothing_is_found(kind: str, text: str) -> None:
    assert not [fact for fact in said(kind, text) if fact != "-"]


# ── the specification ────────────────────────────────────────────────────────────────────────────────────


def shown(text: str) -> str:
    """The facts of a text in the notation of the page, in order of place."""
    facts = found(text)
    entries = [
        *(
            (owner.start, f"{owner.role}: {' | '.join(owner.units)}{_doubt(owner)}")
            for owner in facts.owners
        ),
        *((fact.start, f"{_when(fact)}: {fact.text}") for fact in facts.deadlines),
        *(
            (fact.start, _figure(fact.low, fact.high, fact.unit, fact.modifier))
            for fact in facts.figures
        ),
        *((fact.start, f"{fact.kind}: {fact.text}") for fact in facts.references),
    ]
    return "\n".join(entry.replace("\n", "⏎") for _, entry in sorted(entries))


def _when(fact: Deadline) -> str:
    if fact.recurring:
        return "recurring"
    return fact.term or f"until {fact.until or '?'}"


def _doubt(owner: Owner) -> str:
    return f" (unknown: {' | '.join(owner.unknown)})" if owner.unknown else ""


def _figure(low: float, high: float | None, unit: str, modifier: str | None) -> str:
    return f"figure: {low}{'' if high is None else f' to {high}'} {unit}{f' ({modifier})' if modifier else ''}"


EXAMPLES = list(examples(PAGE, PAGE.read_text(encoding="utf-8")))


@pytest.mark.parametrize("example", EXAMPLES, ids=lambda example: example.name)
def test_the_page_says_what_is_found(example: Example) -> None:
    assert shown(example.text) == example.expected, (
        f"docs/facts.md, line {example.line}"
    )


MEASURED = re.findall(
    r"```measured\n(.*?)\n\.\n(.*?)\n```", PAGE.read_text(encoding="utf-8"), re.S
)


def test_the_page_says_what_figures_measure() -> None:
    assert MEASURED
    for text, expected in MEASURED:
        figures = measured(text).figures
        said = [f"{figure.text}: {figure.of or '-'}" for figure in figures]
        assert said == expected.splitlines()


def test_a_phrase_runs_over_the_joint_of_two_lines() -> None:
    text = "2024年要点\n一、增收。加快发展现代农业，稳步提高农村居民生活水平，全年地区生产\n总值完成500亿元，同比增长8%。\n"
    (facts,) = [row.facts for row in rows(text) if row.facts]
    assert [figure.of for figure in facts.figures] == ["地区生产总值", "地区生产总值"]


def test_the_page_shows_every_kind() -> None:
    beginnings = {
        line.split(":")[0].split()[0]
        for example in EXAMPLES
        for line in example.expected.splitlines()
    }
    assert beginnings == {
        "lead",
        "support",
        "responsible",
        "guide",
        "leader",
        "until",
        "ongoing",
        "recurring",
        "figure",
        "title",
        "docnumber",
        "internal",
    }


# ── what holds of any text ───────────────────────────────────────────────────────────────────────────────

_SCRAPS = st.lists(
    st.sampled_from(
        [
            *"（）《》〔〕：、，。；等和及年底内月日前末万亿元家%至—个/第号的,已每6\n\u3000",
            *(
                "\r\n",
                "一、",
                "1.",
                "到",
                "力争",
                "2025",
                "年底前",
                "30",
                "季度",
                "每",
                "2025.6",
                "完成时限：",
                "长期坚持",
                "之日起",
                "“十五五”",
                "不少于",
                "20",
                "1.5",
            ),
            *(
                "责任单位",
                "牵头单位",
                "牵头",
                "配合",
                "负责",
                "会同",
                "市教育局",
                "各区",
                "县（市）政府",
                "国发",
                "以上",
            ),
        ]
    ),
    max_size=40,
).map("".join)


@given(st.one_of(_SCRAPS, texts))
def test_facts_stand_where_they_say(text: str) -> None:
    facts = found(text)
    for kind in facts:
        spans = [(fact.start, fact.end) for fact in kind]
        assert all(0 <= start < end <= len(text) for start, end in spans)
        assert all(left[1] <= right[0] for left, right in pairwise(spans)), kind
    for fact in in_order(facts):
        assert isinstance(fact, Owner) or text[fact.start : fact.end] == fact.text
    for owner in facts.owners:
        assert owner.units
        inside = "".join(text[owner.start : owner.end].split())
        assert inside.startswith(owner.units[0])
        assert inside.endswith(owner.units[-1])


@given(_SCRAPS)
def test_a_part_of_a_text_is_read_as_if_it_stood_alone(text: str) -> None:
    around = f"国务院第{text}年底前"
    inside = finder().find(around, 4, 4 + len(text), YEAR)
    alone = found(text)
    assert [[fact[:-2] for fact in kind] for kind in inside] == [
        [fact[:-2] for fact in kind] for kind in alone
    ]


# ── facts on nodes ───────────────────────────────────────────────────────────────────────────────────────


def rows(text: str) -> list[Row]:
    return list(
        Exporter(parse(Source(text, "utf-8"), AUTO), AUTO, finder=finder()).rows()
    )


def of_rows(text: str) -> list[tuple[str | None, list[Fact]]]:
    return [(row.label, in_order(row.facts)) for row in rows(text) if row.facts]


PLAN = """\
2024年节水工作要点
一、建成20家节水单位
（一）培训。年底前培训300人次。（责任单位：市水务局）
1.检查。每季度检查2次。
（二）宣传《节约用水条例》。
"""


def test_a_fact_belongs_to_the_node_in_whose_title_or_text_it_stands() -> None:
    assert [(label, [fact[0] for fact in facts]) for label, facts in of_rows(PLAN)] == [
        ("一、", ["20家"]),
        ("（一）", ["年底前", "300人次", "responsible"]),
        ("1.", ["2次"]),
        ("（二）", ["《节约用水条例》"]),
    ]


def test_the_year_of_the_document_tells_what_the_end_of_the_year_is() -> None:
    (deadline,) = [
        deadline for row in rows(PLAN) if row.facts for deadline in row.facts.deadlines
    ]
    assert deadline.until == "2024-12-31"


def test_a_label_is_no_part_of_a_number() -> None:
    text = "3.121个项目完工。"
    end, nowhere = len(text), Span(0, 0)
    section = Node("section", 0, end, 2, nowhere, Span(2, end), family=0, ordinal=3)
    root = Node("document", 0, end, 0, nowhere, nowhere, (section,))
    of = Parsed(Source(text, "utf-8"), (Document(1, root, None, None),), (), (), ())
    (facts,) = [
        row.facts for row in Exporter(of, AUTO, finder=finder()).rows() if row.facts
    ]
    assert [(figure.text, figure.low, figure.start) for figure in facts.figures] == [
        ("121个", 121, 2)
    ]


def test_a_fact_is_told_as_the_text_is_with_its_lines_joined() -> None:
    text = "节水要点\n一、要求。各单位应当按照《城市供水管理\n条例》和本市有关规定，全面做好用水计量工作。\n"
    for repair, said in (
        (True, "《城市供水管理条例》"),
        (False, "《城市供水管理\n条例》"),
    ):
        of = parse(Source(text, "utf-8"), AUTO, repair=repair)
        (facts,) = [
            row.facts for row in Exporter(of, AUTO, finder=finder()).rows() if row.facts
        ]
        assert [
            (fact.text, text[fact.start : fact.end]) for fact in facts.references
        ] == [(said, "《城市供水管理\n条例》")]


@pytest.mark.parametrize(
    "text",
    [
        "节水要点\n一、要求。标准体系由基础、关键技术、安全等6个部\n分组成，如图所示。\n",
        "节水要点\n一、要求。推动建设一批示范工程，建成100个以上智能检测装\n备，培育30家企业。\n",
    ],
)
def test_what_a_figure_measures_may_run_over_a_line_end(text: str) -> None:
    said = []
    for one in (text, text.replace("\n分", "分").replace("\n备", "备")):
        of = parse(Source(one, "utf-8"), AUTO)
        said.append(
            [
                figure.of
                for row in Exporter(of, AUTO, finder=finder()).rows()
                if row.facts
                for figure in row.facts.figures
            ]
        )
    assert said[0] == said[1]
    assert said[0][0] in ("部分组成", "智能检测装备")


@given(texts)
def test_facts_lie_in_their_nodes(text: str) -> None:
    for row in rows(text):
        if row.facts:
            assert any(row.facts)
            assert all(
                row.start <= fact.start < fact.end <= row.end
                for fact in in_order(row.facts)
            )


def test_an_outline_asks_for_no_facts(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("planparse.facts.finder", None)
    of = parse(Source(PLAN, "utf-8"), AUTO)
    assert "".join(write(of, AUTO, "outline", sha256="0f", lang="en"))


@pytest.mark.parametrize("fmt", ["json", "yaml"])
def test_facts_are_read_back(fmt: Any) -> None:
    of = parse(Source(PLAN, "utf-8"), AUTO)
    plan = load("".join(write(of, AUTO, fmt, sha256="0f", lang="en", spans=True)), fmt)
    json_plan = json.loads("".join(write(of, AUTO, "json", sha256="0f", lang="en")))
    facts = [
        {kind: node[kind] for kind in KINDS if kind in node}
        for node in _flat(json_plan["documents"])
    ]
    again = [
        {kind: node[kind] for kind in KINDS if node.get(kind)}
        for node in _flat(plan.plain()["documents"])
    ]
    assert again == facts
    assert any(facts)


def test_what_is_set_of_a_deadline_alone_is_printed_and_read_back() -> None:
    text = "2024年要点\n一、清淤。（完成时限：长期坚持）\n二、报送。时限：每季度末\n三、建站。年底前完成。\n"
    of = parse(Source(text, "utf-8"), AUTO)
    printed = "".join(write(of, AUTO, "json", sha256="0f", lang="en"))
    deadlines = [
        deadline
        for node in _flat(json.loads(printed)["documents"])
        for deadline in node.get("deadlines", ())
    ]
    assert [{**one, "start": 0, "end": 0} for one in deadlines] == [
        {"text": "长期坚持", "until": None, "term": "ongoing", "start": 0, "end": 0},
        {"text": "每季度末", "until": None, "recurring": True, "start": 0, "end": 0},
        {"text": "年底前", "until": "2024-12-31", "start": 0, "end": 0},
    ]
    for fmt in ("json", "yaml", "nodes"):
        again = "".join(write(of, AUTO, fmt, sha256="0f", lang="en"))
        assert "false" not in again
    sheet = "".join(write(of, AUTO, "yaml", sha256="0f", lang="en", spans=True))
    nodes = _flat(load(sheet, "yaml").plain()["documents"])
    assert [one for node in nodes for one in node.get("deadlines", ())] == deadlines


def _flat(nodes: list[dict[str, Any]]) -> list[dict[str, Any]]:
    return [
        below for node in nodes for below in (node, *_flat(node.get("children", [])))
    ]


def test_a_year_named_by_the_documents_own_is_one_to_come_though_both_are_hidden() -> (
    None
):
    assert [
        (fact.text, fact.until) for fact in found("渔港在今年内完工。", None).deadlines
    ] == [("在今年内", None)]
    assert not found("渔港2023年内完工。", None).deadlines


def test_a_deadline_begins_behind_the_blank_before_it() -> None:
    text = "截止日期： 2024年3月3日"
    (deadline,) = found(text).deadlines
    assert deadline.text == "2024年3月3日" == text[deadline.start : deadline.end]


@pytest.mark.parametrize("kind", KINDS)
def test_every_kind_of_fact_is_printed_read_back_and_offered_in_python(
    kind: str,
) -> None:
    assert [*KINDS] == [*Facts._fields]
    printed, _ = get_args(Part.model_fields[kind].annotation)
    assert {*printed.model_fields} == {*KINDS[kind].type._fields}
    assert isinstance(getattr(PrintedNode, kind), property)


_PROSE = (
    "一、总体要求。坚持以人民为中心，全面落实各项部署，力争2025年12月底前完成投资125.6亿元，新建公路1200公里以上，培育企业100余家。\n"
    "二、重点任务。到2026年底前建成高标准农田10万亩，2024年9月30日前完成整改，受益群众达到3.5万人次，资金不超过800万元。\n"
)


@pytest.mark.parametrize("width", range(18, 44))
def test_a_line_may_be_broken_anywhere_in_a_deadline_or_a_figure(width: int) -> None:
    title = "青禾县2024年工作要点\n"

    def facts(text: str) -> list[list[tuple[Any, ...]]]:
        rows_with = [row.facts for row in rows(title + text) if row.facts]
        return [
            [
                (fact.text, fact[1])
                for facts in rows_with
                for fact in getattr(facts, kind)
            ]
            for kind in ("deadlines", "figures")
        ]

    broken = "\n".join(
        line[at : at + width]
        for paragraph in _PROSE.splitlines()
        for line in [f"　　{paragraph}"]
        for at in range(0, len(line), width)
    )
    assert facts(broken) == facts(_PROSE)
