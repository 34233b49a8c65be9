import io
import json
from pathlib import Path
from typing import Any, Literal, get_args

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st
from ruamel.yaml import YAML

from planparse.export.outline import KIND_NAMES
from planparse.export.reader import UnreadableError, load
from planparse.export.schemas.forms import json_schema
from planparse.export.writers import write
from planparse.grammar import user as user_grammar
from planparse.pipeline import parse
from planparse.records import PLACED
from planparse.text.encoding import Source, decode
from planparse.tree import NodeKind, Parsed, PassageKind
from tests.conftest import SAMPLES
from tests.laws.laws import AUTO
from tests.laws.strategies import texts

NAMES = sorted(path.name for path in SAMPLES.glob("*.txt"))
PLACES = ("start", "end", "line", "family", "ordinal")


def sample(name: str) -> Parsed:
    return parse(decode((SAMPLES / name).read_bytes(), name), AUTO)


def written(parsed: Parsed, fmt: str, *, spans: bool = False) -> str:
    return "".join(write(parsed, AUTO, fmt, sha256="0f" * 32, lang="zh", spans=spans))


def without_places(data: Any, kind: str = "") -> Any:
    """What JSON says, less what YAML says only with spans."""
    if isinstance(data, list):
        return [without_places(entry) for entry in data]
    if not isinstance(data, dict):
        return data
    kind = data.get("kind", "")
    kept = (
        ("start", "end")
        if "rule" in data
        else ("line",)
        if "code" in data
        else ("ordinal",)
        if kind == "document"
        else ()
    )
    return {
        name: None if name in PLACES and name not in kept else without_places(value)
        for name, value in data.items()
        if name not in PLACED
    }


def round_trips(parsed: Parsed, *, spans: bool) -> None:
    text = written(parsed, "json")
    plan = load(text, "json")
    assert plan.plain() == json.loads(text)
    sheet = written(parsed, "yaml", spans=spans)
    data = yaml.safe_load(sheet)
    assert YAML(typ="safe", pure=True).load(io.StringIO(sheet)) == data
    again = load(sheet, "yaml")
    assert again.plain() == (plan.plain() if spans else without_places(plan.plain()))


@pytest.mark.parametrize("spans", [True, False])
@pytest.mark.parametrize("name", NAMES)
def test_samples_come_back_from_json_and_from_yaml(name: str, spans: bool) -> None:
    round_trips(sample(name), spans=spans)


@given(texts, st.booleans())
def test_any_text_comes_back_from_json_and_from_yaml(text: str, spans: bool) -> None:
    round_trips(parse(Source(text, "utf-8"), AUTO), spans=spans)


def test_files_are_read_with_and_without_a_mark(tmp_path: Path) -> None:
    text = written(sample("law.txt"), "json")
    for name, encoding in (("plain.json", "utf-8"), ("marked.json", "utf-8-sig")):
        (tmp_path / name).write_text(text, encoding=encoding)
        assert load(tmp_path / name, "json") == load(text, "json")


def test_a_plan_is_frozen() -> None:
    plan = load(written(sample("law.txt"), "json"), "json")
    with pytest.raises(ValueError, match="frozen"):
        plan.planparse = "2"


def test_the_schema_describes_every_field_and_forbids_others() -> None:
    schema = json_schema("json")
    assert schema["$schema"] == "https://json-schema.org/draft/2020-12/schema"
    assert list(schema["properties"])[:5] == [
        "planparse",
        "schema",
        "source",
        "corrections",
        "documents",
    ]
    assert schema["properties"]["schema"]["const"] == 1
    assert {model["additionalProperties"] for model in schema["$defs"].values()} == {
        False
    }
    assert {
        "Section",
        "Passage",
        "Date",
        "Lacuna",
        "Document",
        "Claim",
        "Edit",
        "Finding",
    } <= set(schema["$defs"])
    assert "children" not in schema["$defs"]["Section"]["required"]
    assert json.loads(json.dumps(schema)) == schema


def test_every_kind_of_node_is_in_the_schema_in_the_outline_and_in_the_documentation() -> (
    None
):
    models = (model["properties"] for model in json_schema("json")["$defs"].values())
    printed = [model["kind"] for model in models if {"line", "kind"} <= {*model}]
    kinds = [kind for one in printed for kind in one.get("enum", [one.get("const")])]
    assert sorted(kinds) == sorted(get_args(NodeKind))
    assert {*get_args(PassageKind)} - {*KIND_NAMES} == {"paragraph"}
    page = (SAMPLES.parent / "docs/python.md").read_text(encoding="utf-8")
    (row,) = [line for line in page.splitlines() if line.startswith("| `kind` |")]
    assert set(get_args(NodeKind)) <= set(row.split("`"))


YAML_PLAN = """\
planparse: '0.1.0'
schema: 1
source: {path: a.txt, encoding: utf-8, sha256: '0f', chars: 9}
documents:
- title: 工作要点
  year: 2020
  items:
  - label: 一、
    text: 要节水。
    items:
    - text: 也要节电。
"""


def test_yaml_written_by_hand_is_read() -> None:
    (document,) = load(YAML_PLAN, "yaml").documents
    (section,) = document.children
    assert (section.kind, section.id, section.label, section.status) == (
        "section",
        "d1/1",
        "一、",
        "complete",
    )
    assert [below.id for below in section.children] == ["d1/1/1"]  # type: ignore[union-attr]
    assert (section.start, section.ordinal) == (None, None)


@pytest.mark.parametrize(
    ("old", "new", "message"),
    [
        (
            "text: 要节水。",
            "text: 7",
            "p.yaml:9:11: documents[0].items[0].text is to be text, in quotes where it looks",
        ),
        (
            "text: 要节水。",
            "txt: 7",
            "p.yaml:9:10: documents[0].items[0].txt: there is no such field",
        ),
        (
            "year: 2020",
            "year: ['二〇二〇']",
            "p.yaml:6:9: documents[0].year is to be a whole number, not a list",
        ),
        (
            "text: 也要节电。",
            "kind: drawing",
            "p.yaml:11:7: documents[0].items[0].items[0] is to be of one of the kinds 'section', ",
        ),
        (
            "text: 也要节电。",
            "span: 3",
            "p.yaml:11:13: documents[0].items[0].items[0].span: there is no such field",
        ),
        (
            "schema: 1",
            "schema: 2",
            "p.yaml: its schema is 2, this planparse (0.1.0) reads 1: parse the text again",
        ),
        (
            "planparse: '0.1.0'",
            "",
            "p.yaml: not written by planparse: it has no `planparse:` at its top",
        ),
        ("year: 2020", "year: [", "p.yaml:8:3: not YAML: "),
        (
            "year: 2020",
            "year: 2020\n  year: &x 3\n  status: *x",
            "p.yaml:8:11: not YAML: an alias",
        ),
        ("year: 2020", "year: \x00", "p.yaml: not YAML: unacceptable character"),
        ("year: 2020", "year: !!set {a}", "p.yaml: holds what JSON cannot: "),
        ("documents:", "docs:", "p.yaml:1:1: documents is missing"),
    ],
)
def test_faults_in_yaml_are_told_with_their_place(
    old: str, new: str, message: str
) -> None:
    assert old in YAML_PLAN
    with pytest.raises(UnreadableError) as caught:
        load(YAML_PLAN.replace(old, new, 1), "yaml", path="p.yaml")
    assert str(caught.value).splitlines()[0].startswith(message)


def changed(**fields: object) -> str:
    return json.dumps({**json.loads(written(sample("excerpt.txt"), "json")), **fields})


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("", "p.json:1:1: not JSON: "),
        ('{"planparse":', "p.json:1:14: not JSON: "),
        ("[]", "p.json: not written by planparse"),
        ("[" * 100_000, "p.json: nested too deep"),
        (
            changed(edits=None),
            "p.json: edits is to be a list, as in [one, two], not null",
        ),
        (changed(more=1), "p.json: more: there is no such field"),
        (
            changed(edits=[{"start": -1}]),
            "p.json: edits[0].start is to be at least 0, not -1",
        ),
        (changed(schema="1"), "p.json: its schema is '1'"),
        ('{"planparse": "0.1.0"}', "p.json: it does not say its schema"),
        (changed(strays=[{"kind": []}]), "p.json: strays[0] "),
        (changed(strays=[{}]), "p.json: strays[0] has no kind"),
        (changed(edits=float("nan")), "p.json: holds what JSON cannot: "),
        (changed(planparse="\ud800"), "p.json: the file has half of a character"),
    ],
)
def test_faults_in_json_are_told_with_their_place(text: str, message: str) -> None:
    with pytest.raises(UnreadableError) as caught:
        load(text, "json", path="p.json")
    assert str(caught.value).startswith(message)


def test_of_many_faults_the_first_are_told() -> None:
    with pytest.raises(UnreadableError) as caught:
        load(changed(edits=[{}] * 3), "json", path="p.json")
    lines = str(caught.value).splitlines()
    assert lines[-1] == "p.json: and 10 more"
    assert len(lines) == 6


@pytest.mark.parametrize("fmt", ["json", "yaml"])
def test_a_file_that_is_no_text_is_told(fmt: Any, tmp_path: Path) -> None:
    path = tmp_path / "plan"
    path.write_bytes(b"planparse: \xff")
    with pytest.raises(
        UnreadableError,
        match=r"plan: not UTF-8, as what planparse prints is \(byte 12\)",
    ):
        load(path, fmt)


@pytest.mark.parametrize(
    "text",
    [
        "",
        "- a",
        "null",
        "3",
        "planparse",
        "{1: 2}",
        "planparse: 1\nschema: 1\n? [a]\n: b",
    ],
)
def test_yaml_that_is_something_else_is_told(text: str) -> None:
    with pytest.raises(UnreadableError):
        load(text, "yaml")


def test_what_is_printed_of_the_deepest_text_is_read_back() -> None:
    letters = "甲乙丙丁戊己庚辛壬癸"
    names = [
        one + other + third for one in letters for other in letters for third in letters
    ][:300]
    grammar = (
        "grammar: deep\ntitle: 深\nabout: as deep as a user's grammar may go\nfamilies:\n"
        + "".join(
            f"- name: level-{place}\n  level: {place}\n  spellings:\n  - template: '{name}{{arabic}}段'\n"
            f"  match: {{'{name}1段': 1}}\n  reject: ['{name}段']\n"
            for place, name in enumerate(names)
        )
    )
    words = user_grammar.from_text(grammar, "deep.yaml")
    parsed = parse(
        Source("深层规划\n" + "".join(f"{name}1段 标题\n" for name in names), "utf-8"),
        words,
    )
    formats: tuple[Literal["json", "yaml"], ...] = ("json", "yaml")
    for fmt in formats:
        plan = load(
            "".join(map(str, write(parsed, words, fmt, sha256="", lang="en"))), fmt
        )
        nodes, depth = plan.plain()["documents"], -1
        while nodes:
            nodes, depth = (
                [child for node in nodes for child in node.get("children", ())],
                depth + 1,
            )
        assert 60 < depth <= 66


def test_yaml_nested_too_deep_is_told() -> None:
    with pytest.raises(UnreadableError, match="too deep"):
        load("planparse: " + "[" * 20_000, "yaml")
