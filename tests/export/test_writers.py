import json
import re
import subprocess
import sys
from pathlib import Path
from typing import Any, get_args

import pytest
import yaml
from hypothesis import given
from rich.cells import cell_len

from planparse.export.formats import (
    FORMATS,
    BinaryFormat,
    FormatName,
    TextFormat,
    format_of,
)
from planparse.export.options import Options, WriteOptions
from planparse.export.writers import one_of_several, write
from planparse.facts.kinds import KINDS
from planparse.pipeline import parse
from planparse.records import CITED, ENVELOPE, PRINTED
from planparse.text.encoding import Source, decode, sha256_of
from planparse.tree import Document, Node, Parsed, Span
from tests.conftest import SAMPLES
from tests.laws.laws import AUTO
from tests.laws.strategies import texts

NAMES = sorted(path.name for path in SAMPLES.glob("*.txt"))


def parsed(text: str) -> Parsed:
    return parse(Source(text, "utf-8", "a.txt"), AUTO)


def sample(name: str) -> Parsed:
    return parse(decode((SAMPLES / name).read_bytes(), f"samples/{name}"), AUTO)


def written(of: Parsed, fmt: str, **options: Any) -> str:
    return "".join(
        write(of, AUTO, fmt, **{"sha256": "0f" * 32, "lang": "zh", **options})
    )


def flat(node: dict[str, Any]) -> list[dict[str, Any]]:
    """A node of nested JSON and all below it, without their children."""
    below = [row for child in node.get("children", ()) for row in flat(child)]
    return [
        {
            name: value
            for name, value in node.items()
            if name not in ("children", "claims")
        },
        *below,
    ]


# ── formats ──────────────────────────────────────────────────────────────────────────────────────────────


@pytest.mark.parametrize(
    ("path", "fmt"),
    [
        ("plan.yaml", "yaml"),
        ("a/plan.YML", "yaml"),
        ("plan.json", "json"),
        ("plan.jsonl", "nodes"),
        ("plan.ndjson", "nodes"),
        ("plan.txt", "outline"),
        ("plan", None),
        ("json", None),
        ("plan.yaml.bak", None),
    ],
)
def test_a_files_ending_says_the_format(path: str, fmt: str | None) -> None:
    assert format_of(path) == fmt


def test_the_types_of_format_names_are_those_of_the_list() -> None:
    text = [name for name, form in FORMATS.items() if not form.binary]
    binary = [name for name, form in FORMATS.items() if form.binary]
    assert get_args(TextFormat) == (*text,)
    assert get_args(BinaryFormat) == (*binary,)
    assert get_args(FormatName) == (*FORMATS,)


def test_every_option_has_a_default() -> None:
    assert list(WriteOptions.__annotations__) == list(Options._fields)


def test_an_unknown_format_is_told() -> None:
    with pytest.raises(
        ValueError,
        match="unknown format 'xml': it is one of yaml, json, nodes, outline",
    ):
        write(parsed("甲"), AUTO, "xml", sha256="", lang="en")


@pytest.mark.parametrize("fmt", get_args(TextFormat))
@pytest.mark.parametrize("text", ["", "\n", "一、节水。"])
def test_every_format_ends_its_last_line(fmt: str, text: str) -> None:
    out = written(parsed(text), fmt)
    assert out.endswith("\n") or (
        fmt in ("md", "table") and not out and not text.strip()
    )


@pytest.mark.parametrize("fmt", ["json", "nodes"])
def test_json_needs_no_library(fmt: str, unmeasured: dict[str, str]) -> None:
    code = (
        "import sys; from planparse.grammar.shipped import lexicon; from planparse.pipeline import parse;"
        "from planparse.text.encoding import Source; from planparse.export.writers import write;"
        "from planparse.grammar import shipped as l; words = l.lexicon();"
        "loaded = set(sys.modules);"
        "parse_ = parse(Source('一、节水。', 'utf-8'), words);"
        f"list(write(parse_, words, {fmt!r}, sha256='', lang='en'));"
        "print(*{name.split('.')[0] for name in set(sys.modules) - loaded} & {'yaml', 'rich', 'pydantic'})"
    )
    run = subprocess.run(
        [sys.executable, "-c", code],
        capture_output=True,
        text=True,
        check=True,
        env=unmeasured,
    )
    assert run.stdout.split() == []


@pytest.mark.parametrize("name", NAMES)
def test_a_prefix_begins_every_identifier_and_changes_nothing_else(name: str) -> None:
    of = sample(name)
    plain = [json.loads(line) for line in written(of, "nodes").splitlines()]
    for row in plain:
        row["id"] = f"f2.{row['id']}"
        row["parent"] = row["parent"] and f"f2.{row['parent']}"
        for reference in row.get("references", ()):
            if reference.get("target"):
                reference["target"] = f"f2.{reference['target']}"
    assert [
        json.loads(line) for line in written(of, "nodes", prefix="f2.").splitlines()
    ] == plain


@given(texts)
def test_one_of_several_is_what_it_is_alone(text: str) -> None:
    of = parsed(text)

    def several(fmt: str) -> str:
        pieces = write(of, AUTO, fmt, sha256="0f" * 32, lang="zh")
        return "".join(one_of_several(pieces, fmt)) * 2

    assert (
        list(yaml.safe_load_all(several("yaml")))
        == [yaml.safe_load(written(of, "yaml"))] * 2
    )
    assert [json.loads(line) for line in several("json").split("\n")[:-1]] == [
        json.loads(written(of, "json"))
    ] * 2
    assert several("nodes") == written(of, "nodes") * 2


# ── JSON ─────────────────────────────────────────────────────────────────────────────────────────────────


def nested_is_flat(of: Parsed) -> None:
    """Assert that both notations of JSON say the same, and that the flat one has the contract's fields."""
    lines = written(of, "nodes").splitlines()
    rows = [json.loads(line) for line in lines]
    extra = {
        "document": ["year"],
        "date": ["value"],
        "lacuna": ["missing", "evidence"],
        "section": ["cite"],
    }
    for row in rows:
        facts = [kind for kind in KINDS if kind in row]
        own = [*(CITED if "clause" in row else extra.get(row["kind"], []))]
        if row["kind"] == "document":
            own += [field for field in ENVELOPE if field in row]
            assert all(row[field] for field in own if field != "year")
        own += [field for field in ("page", "rows") if field in row]
        tasks = ["tasks"] if "tasks" in row else []
        assert list(row) == [*PRINTED, *own, *facts, *tasks]
        assert all(row[kind] for kind in facts)
    whole = json.loads(written(of, "json"))
    nested = [*whole.get("strays", []), *whole["documents"]]
    assert [row for node in nested for row in flat(node)] == [
        {name: value for name, value in row.items() if name not in ("parent", "doc")}
        for row in rows
    ]


@pytest.mark.parametrize("name", NAMES)
def test_nested_and_flat_json_say_the_same_of_samples(name: str) -> None:
    nested_is_flat(sample(name))


@given(texts)
def test_nested_and_flat_json_say_the_same_of_any_text(text: str) -> None:
    nested_is_flat(parsed(text))


def test_json_has_a_line_for_each_document_edit_and_finding() -> None:
    of = sample("archive.txt")
    text = written(of, "json")
    whole = json.loads(text)
    assert list(whole) == [
        "planparse",
        "schema",
        "source",
        "documents",
        "edits",
        "findings",
    ]
    assert len(whole["documents"]) == len(of.documents)
    assert len(whole["edits"]) == len(of.edits)
    assert len(whole["findings"]) == len(of.findings)
    separators = 7
    assert (
        len(text.splitlines())
        == len(of.documents) + len(of.edits) + len(of.findings) + separators
    )
    assert list(whole["findings"][0]) == [
        *("code", "name", "severity", "message", "start", "end", "line", "column")
    ]
    assert whole["source"] == {
        "path": "samples/archive.txt",
        "encoding": "utf-8",
        "sha256": "0f" * 32,
        "chars": len(of.source.text),
    }


def with_strays() -> Parsed:
    def leaf(start: int, end: int) -> Node:
        return Node(
            "paragraph", start, end, start, Span(start, start), Span(start, end)
        )

    root = Node("document", 6, 8, 6, Span(6, 6), Span(6, 6), (leaf(6, 8),))
    return Parsed(
        Source("上一页\n下\n正文", "utf-8"),
        (Document(1, root, None, None),),
        (leaf(0, 3), leaf(4, 5)),
        (),
        (),
    )


def test_strays_stand_apart_in_every_format() -> None:
    of = with_strays()
    nested_is_flat(of)
    whole = json.loads(written(of, "json"))
    assert list(whole) == [
        "planparse",
        "schema",
        "source",
        "documents",
        "strays",
        "edits",
        "findings",
    ]
    assert [stray["text"] for stray in whole["strays"]] == ["上一页", "下"]
    assert yaml.safe_load(written(of, "yaml"))["strays"] == [
        {"text": "上一页"},
        {"text": "下"},
    ]
    assert written(of, "outline") == "上一页\n下\n（无标题）\n└── 正文\n"


AWKWARD = (
    '甲"乙\\丙\t丁\x00\x1b[31m\x85\u2028\u2029\ufffd\ufeff𠮷[/附件][bold]:x:\x7f\x9b31m'
)


@pytest.mark.parametrize("fmt", ["json", "nodes"])
def test_awkward_text_is_sound_json_that_no_reader_breaks_up(fmt: str) -> None:
    text = written(parsed(f"一、{AWKWARD}\n"), fmt)
    for line in text.splitlines() if fmt == "nodes" else [text]:
        assert json.loads(line)
    assert not re.search(r"[\x00-\x09\x0b-\x1f\x7f-\x9f\u2028\u2029]", text)
    assert "𠮷" in text


# ── YAML ─────────────────────────────────────────────────────────────────────────────────────────────────

PLAN = """\
某某县2022年节水工作要点
各乡镇人民政府：
一、总体要求
（一）节水。家家节水。
（二）节电。
二、保障
某某县人民政府
2022年3月1日
"""


def test_yaml_is_for_people() -> None:
    head, _, body = written(parsed(PLAN), "yaml").partition("documents:\n")
    assert yaml.safe_load(head)["source"]["path"] == "a.txt"
    assert body.startswith("""\
  - title: 某某县2022年节水工作要点
    year: 2022
    issuer: 某某县人民政府
    addressees: [各乡镇人民政府]
    date: '2022-03-01'
    items:
      - kind: title
        title: 某某县2022年节水工作要点
      - kind: addressee
        text: 各乡镇人民政府：
      - label: 一、
        title: 总体要求
        items:
          - label: （一）
            title: 节水
            text: 家家节水。
""")
    assert "span" not in body
    assert "complete" not in body


def test_yaml_tells_places_where_asked() -> None:
    data = yaml.safe_load(written(parsed(PLAN), "yaml", spans=True))
    (document,) = data["documents"]
    assert document["span"] == [0, len(PLAN)]
    section = next(entry for entry in document["items"] if "label" in entry)
    assert PLAN[slice(*section["span"])].startswith("一、总体要求")
    assert (section["ordinal"], section["line"]) == (1, 3)


def test_yaml_shows_holes_in_place_and_marks_what_is_cut() -> None:
    data = yaml.safe_load(written(sample("flood-season.txt"), "yaml"))
    (document,) = data["documents"]
    at = next(
        place for place, entry in enumerate(document["items"]) if "missing" in entry
    )
    assert list(document["items"][at]) == ["missing", "evidence"]
    assert document["items"][at + 1]["kind"] == "fragment"
    assert "status" not in document["items"][at + 1]
    assert document["items"][at - 1]["items"][-1]["status"] == "truncated"
    assert list(data)[-2:] == ["edits", "findings"]


def test_yaml_has_no_empty_lists() -> None:
    assert list(yaml.safe_load(written(parsed("节水。"), "yaml"))) == [
        "planparse",
        "schema",
        "source",
        "documents",
    ]


# ── outline ──────────────────────────────────────────────────────────────────────────────────────────────


def test_an_outline_shows_labels_titles_and_first_words() -> None:
    assert (
        written(parsed(PLAN), "outline")
        == """\
某某县2022年节水工作要点
├── [标题] 某某县2022年节水工作要点
├── [主送] 各乡镇人民政府：
├── 一、 总体要求
│   ├── （一） 节水
│   └── （二） 节电。
├── 二、 保障
├── [落款] 某某县人民政府
└── [日期] 2022年3月1日
"""
    )


def test_an_outline_shows_holes_and_cuts() -> None:
    lines = written(sample("flood-season.txt"), "outline", lang="en").splitlines()
    assert "├── [lost] 三、 （六） （七） （八） （九）" in lines
    assert any(line.startswith("├── [fragment] ") for line in lines)
    assert any(
        line.startswith("│   └── （五） ") and line.endswith(" [cut off]")
        for line in lines
    )


@pytest.mark.parametrize("width", [40, 60, 80, 200])
@pytest.mark.parametrize("name", NAMES)
def test_an_outline_keeps_to_its_width(name: str, width: int) -> None:
    for line in written(sample(name), "outline", width=width).splitlines():
        assert cell_len(line) <= width


def test_a_cropped_line_ends_in_an_ellipsis_and_keeps_its_mark() -> None:
    lines = written(sample("flood-season.txt"), "outline", width=30).splitlines()
    assert any(line.endswith("…") for line in lines)
    assert any(line.endswith(" 〔残缺〕") for line in lines)


def test_deep_nodes_keep_some_columns() -> None:
    at = Span(0, 0)
    node = Node("paragraph", 0, 2, 0, at, Span(0, 2))
    for _ in range(40):
        node = Node("section", 0, 2, 0, at, at, (node,))
    root = Node("document", 0, 2, 0, at, at, (node,))
    of = Parsed(Source("节水", "utf-8"), (Document(1, root, None, None),), (), (), ())
    assert written(of, "outline", width=20).endswith("└── 节水\n")


def test_text_is_no_markup_and_no_command_for_a_terminal() -> None:
    outline = written(parsed(f"节水。{AWKWARD}\n"), "outline", width=200)
    assert "[/附件][bold]:x:" in outline
    assert not re.search(r"[\x00-\x09\x0b-\x1f\x7f-\x9f\u2028\u2029\ufeff]", outline)


def test_colour_is_all_that_colour_adds() -> None:
    of = sample("archive.txt")
    coloured = written(of, "outline", colour=True)
    assert "\x1b[" in coloured
    assert re.sub(r"\x1b\[[0-9;]*m", "", coloured) == written(of, "outline")


@given(texts)
def test_an_outline_has_a_line_for_each_node(text: str) -> None:
    of = parsed(text)
    assert len(written(of, "outline").split("\n")) == len(
        written(of, "nodes").split("\n")
    )


# ── samples ──────────────────────────────────────────────────────────────────────────────────────────────


@pytest.mark.parametrize("fmt", ["yaml", "outline", "table"])
@pytest.mark.parametrize("name", NAMES)
def test_samples_print_what_was_read_by_eye(name: str, fmt: str, refresh: bool) -> None:
    data = (SAMPLES / name).read_bytes()
    suffix = {"yaml": ".yaml", "outline": ".outline.txt", "table": ".table.md"}[fmt]
    expected = SAMPLES / "expected" / Path(name).with_suffix(suffix)
    text = written(sample(name), fmt, sha256=sha256_of(data))
    if refresh:
        expected.parent.mkdir(exist_ok=True)
        expected.write_bytes(text.encode())
    assert expected.read_bytes().decode() == text
