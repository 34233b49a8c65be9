from itertools import pairwise
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from planparse.pipeline import parse
from planparse.records import PRINTED, Exporter, Printed, Row, claims
from planparse.text.encoding import Source, decode
from planparse.text.lines import Lines
from planparse.tree import Claim, Document, Edit, Lacuna, Node, Parsed, Span
from tests.conftest import SAMPLES
from tests.laws.laws import AUTO
from tests.laws.strategies import texts

NAMES = sorted(path.name for path in SAMPLES.glob("*.txt"))


def rows_of(text: str, *, repair: bool = True) -> list[Row]:
    return list(
        Exporter(parse(Source(text, "utf-8"), AUTO, repair=repair), AUTO).rows()
    )


def leaf(kind: str, start: int, end: int, **more: Any) -> Node:
    return Node(kind, start, end, start, Span(start, start), Span(start, end))._replace(
        **more
    )


def of(
    text: str, *nodes: Node, strays: tuple[Node, ...] = (), edits: tuple[Edit, ...] = ()
) -> Exporter:
    """A parse that was made by hand: one document of these nodes."""
    start = nodes[0].start
    root = Node(
        "document",
        start,
        len(text),
        start,
        Span(start, start),
        Span(start, start),
        nodes,
    )
    return Exporter(
        Parsed(
            Source(text, "utf-8"), (Document(1, root, None, None),), strays, edits, ()
        ),
        AUTO,
    )


def test_the_fields_are_those_of_the_contract_in_its_order() -> None:
    assert (
        *("id", "parent", "doc", "kind", "label", "family", "ordinal", "title", "text"),
        *("start", "end", "line", "status"),
    ) == PRINTED


def test_a_section_with_its_fields() -> None:
    row = next(
        row
        for row in rows_of("工作要点\n一、总体要求。坚持节约。\n二、任务。要做好。\n")
        if row.label == "二、"
    )
    assert row == Row(
        depth=1,
        id="d1/3",
        parent="d1",
        doc=1,
        kind="section",
        label="二、",
        family=row.family,
        ordinal=2,
        title="任务",
        text="要做好。",
        start=18,
        end=27,
        line=3,
        status="complete",
        more={"cite": "二、"},
    )
    assert row.family in {family.name for family in AUTO.families}


def test_a_document_has_its_own_title_number_and_year_and_no_text() -> None:
    root, *_ = rows_of("某某县2021年工作要点\n一、节水。\n")
    assert (root.kind, root.id, root.parent, root.doc, root.ordinal) == (
        "document",
        "d1",
        None,
        1,
        1,
    )
    assert (root.title, root.text, root.label, root.more) == (
        "某某县2021年工作要点",
        "",
        None,
        {"year": 2021},
    )


def test_a_lacuna_says_what_is_missing_and_a_date_its_value() -> None:
    text = "甲乙"
    lacuna = leaf(
        "lacuna",
        1,
        1,
        lacuna=Lacuna(gaps=(), missing=("二、", "(三)"), evidence="一、之后是三、"),
    )
    date = leaf("date", 1, 2, value="2020-05-01")
    _, plain, hole, day = of(text, leaf("paragraph", 0, 1), lacuna, date).rows()
    assert plain.more == {}
    assert hole.more == {"missing": ["二、", "(三)"], "evidence": "一、之后是三、"}
    assert hole.text == ""
    assert day.more == {"value": "2020-05-01"}


def test_strays_come_first_and_belong_to_no_document() -> None:
    exporter = of(
        "广告\n正文", leaf("paragraph", 3, 5), strays=(leaf("paragraph", 0, 2),)
    )
    stray, root, _ = exporter.rows()
    assert (stray.id, stray.parent, stray.doc, stray.depth, stray.text) == (
        "d0/1",
        None,
        0,
        0,
        "广告",
    )
    assert root.start == 3


def test_lines_are_right_even_where_places_go_backwards() -> None:
    exporter = of(
        "甲\n乙\n丙",
        leaf("paragraph", 4, 5),
        leaf("paragraph", 0, 1),
        leaf("paragraph", 2, 3),
    )
    assert [row.line for row in exporter.rows()][1:] == [3, 1, 2]


def test_edits_are_made_in_what_is_printed_and_only_there() -> None:
    text = "一、建\n设。臵换"
    edits = (Edit(3, 4, "\n", "", "join"), Edit(6, 7, "臵", "置", "glyph"))
    section = Node("section", 0, 8, 2, Span(2, 5), Span(6, 8), family=0, ordinal=1)
    _, row = of(text, section, edits=edits).rows()
    assert (row.label, row.title, row.text) == ("一、", "建设", "置换")
    _, row = of(text, section).rows()
    assert (row.title, row.text) == ("建\n设", "臵换")


@given(st.text("甲乙丙\n", max_size=30), st.data())
def test_printing_the_whole_makes_every_edit_and_printing_parts_makes_each_once(
    text: str, data: st.DataObject
) -> None:
    places = sorted(data.draw(st.sets(st.integers(0, len(text)), max_size=8)))
    edits = [
        Edit(
            start,
            end,
            text[start:end],
            data.draw(st.sampled_from(["", "字", "两字"])),
            "test",
        )
        for start, end in list(pairwise(places))[::2]
    ]
    printed = Printed(text, edits)
    wanted = text
    for edit in reversed(edits):
        wanted = wanted[: edit.start] + edit.after + wanted[edit.end :]
    assert printed(0, len(text)) == wanted
    cut = data.draw(st.integers(0, len(text)))
    if not any(edit.start < cut < edit.end for edit in edits):
        assert printed(0, cut) + printed(cut, len(text)) == wanted


def test_claims_say_whether_they_hold() -> None:
    root = leaf("document", 0, 1)
    document = Document(
        1, root, None, None, (Claim(0, 1, "项", 3, 2, 1), Claim(0, 1, "条", 3, 2))
    )
    assert list(claims(document)) == [
        {
            "start": 0,
            "end": 1,
            "unit": "项",
            "says": 3,
            "counted": 2,
            "lost": 1,
            "holds": True,
        },
        {
            "start": 0,
            "end": 1,
            "unit": "条",
            "says": 3,
            "counted": 2,
            "lost": 0,
            "holds": False,
        },
    ]


def test_the_head_names_a_file_whatever_its_name_is_made_of() -> None:
    parsed = parse(Source("甲", "utf-8", "a\udce9.txt"), AUTO)
    source = Exporter(parsed, AUTO, sha256="0f").head()["source"]
    assert source == {
        "path": "a\\udce9.txt",
        "encoding": "utf-8",
        "sha256": "0f",
        "chars": 1,
    }


def laws_hold(text: str, rows: list[Row]) -> None:
    """Assert what the contract promises of ids, spans and lines."""
    by_id = {row.id: row for row in rows}
    lines = Lines(text)
    turn: dict[str | None, int] = {}
    assert len(by_id) == len(rows)
    for row in rows:
        assert row.line == lines.line(row.start)
        assert text[row.start : row.end].startswith(row.label or "")
        if row.parent is None:
            assert row.depth == 0
            continue
        parent = by_id[row.parent]
        assert (row.depth, row.doc) == (parent.depth + 1, parent.doc)
        assert parent.start <= row.start <= row.end <= parent.end
        turn[row.parent] = turn.get(row.parent, 0) + 1
        assert row.id == f"{row.parent}/{turn[row.parent]}"


@pytest.mark.parametrize("name", NAMES)
def test_ids_spans_and_lines_are_true_on_samples(name: str) -> None:
    parsed = parse(decode((SAMPLES / name).read_bytes(), name), AUTO)
    laws_hold(parsed.source.text, list(Exporter(parsed, AUTO).rows()))


@given(texts)
def test_ids_spans_and_lines_are_true_on_any_text(text: str) -> None:
    laws_hold(text, rows_of(text))
