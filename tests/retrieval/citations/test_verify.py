"""Whether citations hold: word for word, nearly, not, or from another source; and the commands."""

import hashlib
import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner, Result
from hypothesis import assume, example, given
from hypothesis import strategies as st

from planparse import Plan, UnreadableError, parse, verify
from planparse.cli.commands import command_line
from planparse.retrieval.citations.reading import fold_quotation
from tests.laws.strategies import outlines, texts

PLAN = "一、治水\n（一）清漂。每月清漂两次。\n（二）清淤。今年清淤20公里。\n二、植树\n（三）造林。春季造林。\n"


@pytest.fixture(scope="module")
def plan() -> Plan:
    return parse(PLAN, path="plan.txt")


@pytest.mark.parametrize(
    ("citation", "status"),
    [
        ({"quotation": "每月清漂\n两次"}, "exact"),
        ({"text": "每月清漂两次"}, "exact"),
        ({"quotation": "每月清漂三次"}, "near"),
        ({"quotation": "市政府常务会议原则通过"}, "missing"),
        ({"cite": "一、（一）"}, "exact"),
        ({"cite": "（三）"}, "exact"),
        ({"cite": "三、"}, "missing"),
        ({"path": ["二、植树", "（三）造林"]}, "exact"),
        ({"path": "二、植树 / （三）造林"}, "exact"),
        ({"path": "（三）造林"}, "exact"),
        ({"path": "二、（三）"}, "exact"),
        ({"path": "三、修路"}, "missing"),
        ({"quotation": "春季造林", "cite": "二、（三）", "path": "二、植树"}, "exact"),
        (
            {
                "quotation": "清漂。每月清漂两次。（二）清淤",
                "cite": "一、（一）；一、（二）",
            },
            "exact",
        ),
        ({"quotation": "春季造林", "cite": "一、（一）"}, "near"),
        ({"quotation": "春季造林", "path": "一、治水"}, "near"),
        ({"quotation": "春季造林", "cite": "九、"}, "near"),
        ({"quotation": "春季造林", "sha256": "0" * 64}, "changed"),
    ],
)
def test_a_citation_holds_or_not(
    plan: Plan, citation: dict[str, Any], status: str
) -> None:
    (told,) = verify([{"source": "plan.txt", **citation}], plan)
    assert told.status == status
    assert told.holds == (status == "exact")
    assert (told.passage is None) == (status == "missing")
    assert bool(told.differences) == (status == "near")


def test_words_at_another_place_say_where_they_stand(plan: Plan) -> None:
    given_ = {"source": "plan.txt", "quotation": "春季造林", "cite": "一、（一）"}
    (told,) = verify([given_], plan)
    assert [(one.field, one.given, one.found) for one in told.differences] == [
        ("cite", "一、（一）", "二、（三）")
    ]


def test_a_source_is_known_by_path_digest_or_name(plan: Plan) -> None:
    other = parse("一、修路\n", path="other.txt")
    named = [
        {"source": "old/plan.txt", "cite": "二、"},
        {"source": "moved.txt", "sha256": plan.source.sha256, "cite": "二、"},
        {"source": "nowhere.txt", "cite": "二、"},
    ]
    told = verify(named, other, plan)
    assert [one.status for one in told] == ["exact", "exact", "missing"]
    assert told[-1].reason == "nowhere.txt is none of the plans"


def test_without_plans_files_are_read(tmp_path: Path) -> None:
    path = tmp_path / "plan.txt"
    path.write_text(PLAN, encoding="utf-8")
    told = verify(
        [
            {"source": str(path), "cite": "二、"},
            {"source": f"{path}.gone", "cite": "二、"},
        ]
    )
    assert [one.status for one in told] == ["exact", "missing"]
    assert "No such file" in (told[1].reason or "")


def test_a_file_is_parsed_once_whatever_digests_are_cited(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = str(tmp_path / "plan.txt")
    Path(path).write_text(PLAN, encoding="utf-8")
    read: list[str] = []

    def parsed(name: str) -> Plan:
        read.append(name)
        return parse(PLAN, path=name)

    monkeypatch.setattr("planparse.api.reading.parse_file", parsed)
    cited = [
        {"source": path, "sha256": digest, "cite": "二、"}
        for digest in (None, "0" * 64, hashlib.sha256(PLAN.encode()).hexdigest())
    ]
    told = verify(cited)
    assert [one.status for one in told] == ["exact", "changed", "exact"]
    assert read == [path]


@pytest.mark.parametrize(
    "citation",
    [
        {"source": "plan.txt"},
        {"source": "plan.txt", "quotation": " "},
        {"source": "plan.txt", "quotation": 3},
        {"source": "plan.txt", "cite": "一、", "line": "3"},
        {"source": ["plan.txt"], "cite": "一、"},
        {"source": "plan\0.txt", "cite": "一、"},
        {"source": "plan.txt", "quotation": "清漂\ud800"},
    ],
)
def test_what_is_no_citation_is_refused(plan: Plan, citation: dict[str, Any]) -> None:
    with pytest.raises(UnreadableError):
        verify([citation], plan)


@given(texts)
def test_what_cite_gave_is_exact_and_at_its_place(text: str) -> None:
    plan = parse(text, path="plan.txt")
    cites = {node.cite: None for node in plan.nodes() if node.cite}
    assume(cites)
    given_ = [one for cite in cites for one in plan.cite(cite)]
    told = verify(given_, plan)
    assert [one.status for one in told] == ["exact"] * len(given_)


@given(st.one_of(texts, outlines()), st.integers(10, 200))
@example("一、一一一一一一一一一10.。\n", 10)
def test_what_chunks_have_is_exact(text: str, most: int) -> None:
    plan = parse(text, path="plan.txt")
    chunks = [
        chunk.to_dict() for chunk in plan.chunks(most) if fold_quotation(chunk.text)
    ]
    told = verify(chunks, plan)
    assert [one.status for one in told] == ["exact"] * len(chunks)


# ── the commands ──────────────────────────────────────────────────────────────────────


@pytest.fixture
def run(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Callable[..., Result]:
    """Runs a command in a folder with a plan."""
    (tmp_path / "plan.txt").write_text(PLAN, encoding="utf-8")
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("LANG", "en_GB.UTF-8")

    def runs(*arguments: str) -> Result:
        outputs = Path("out")
        named = [*arguments, "-o", str(outputs)]
        outputs.unlink(missing_ok=True)
        return CliRunner().invoke(command_line, named, standalone_mode=False)

    return runs


def out() -> str:
    return Path("out").read_text(encoding="utf-8")


def lines() -> list[dict[str, Any]]:
    return [json.loads(line) for line in out().splitlines()]


def test_what_cite_prints_verify_reads(run: Callable[..., Result]) -> None:
    asked = ("一、", "二、（三）", "每月清漂两次", ":3")
    assert run("cite", "plan.txt", *asked, "-f", "json").return_value == 0
    assert [line["asked"] for line in lines()] == list(asked)
    assert {line["source"] for line in lines()} == {"plan.txt"}
    Path("list.jsonl").write_text(out(), encoding="utf-8")
    assert run("verify", "list.jsonl", "-f", "json").return_value == 0
    assert {line["status"] for line in lines()} == {"exact"}


def test_the_exit_status_tells_what_is_not_there(run: Callable[..., Result]) -> None:
    assert run("cite", "plan.txt", "一、", "九、").return_value == 1
    assert run("cite", "plan.txt", "每月清漂三次").return_value == 1
    assert "cited as 三次, stands as 两次" in out()
    assert run("cite", "plan.txt:2").return_value == 0
    Path("plan.txt").write_text(PLAN + "三、修路\n", encoding="utf-8")
    Path("list.jsonl").write_text(
        json.dumps({"source": "plan.txt", "cite": "一、", "sha256": "0" * 64}) + "\n\n",
        encoding="utf-8",
    )
    assert run("verify", "list.jsonl").return_value == 1
    assert out().splitlines() == [
        "list.jsonl:1: changed  plan.txt:1  一、",
        "1 citation: 1 changed",
    ]


def test_the_only_file_is_the_source_of_what_names_none(
    run: Callable[..., Result],
) -> None:
    Path("list.jsonl").write_text('{"quotation": "清漂"}', encoding="utf-8")
    assert run("verify", "list.jsonl", "plan.txt").return_value == 0
    assert out().startswith("list.jsonl:1: exact  plan.txt:2  一、（一）\n")


def test_a_source_lies_beside_the_list(run: Callable[..., Result]) -> None:
    Path("lists").mkdir()
    Path("lists", "other.txt").write_text(PLAN, encoding="utf-8")
    Path("lists", "list.jsonl").write_text(
        '{"source": "other.txt", "cite": "一、"}', encoding="utf-8"
    )
    assert run("verify", "lists/list.jsonl").return_value == 0


def test_a_cited_plan_is_not_overwritten(run: Callable[..., Result]) -> None:
    Path("list.jsonl").write_text('{"source": "plan.txt", "cite": "一、"}', "utf-8")
    before = Path("plan.txt").read_bytes()
    found = CliRunner().invoke(
        command_line,
        ["verify", "list.jsonl", "-o", "plan.txt"],
        standalone_mode=False,
    )
    assert "plan.txt is the input" in str(found.exception)
    assert Path("plan.txt").read_bytes() == before
    assert run("verify", "list.jsonl").return_value == 0


def test_standard_input_is_read_once(run: Callable[..., Result]) -> None:
    cited = {"source": "away.txt", "cite": "一、"}
    cited["sha256"] = hashlib.sha256(PLAN.encode()).hexdigest()
    Path("list.jsonl").write_text(json.dumps(cited), "utf-8")
    arguments = ["verify", "list.jsonl", "-", "-o", "out"]
    CliRunner().invoke(command_line, arguments, input=PLAN, standalone_mode=False)
    assert out().startswith("list.jsonl:1: exact")
    twice = run("verify", "-", "-")
    assert "read only once" in str(twice.exception)
    Path("list.jsonl").write_text('{"source": "-", "cite": "一、"}', "utf-8")
    assert run("verify", "list.jsonl").return_value == 1
    assert "it was cited from standard input: name the FILE" in out()


def test_a_file_that_does_not_exist_is_trouble(run: Callable[..., Result]) -> None:
    Path("list.jsonl").write_text('{"source": "plan.txt", "cite": "一、"}', "utf-8")
    found = run("verify", "list.jsonl", "nothere.txt")
    assert "nothere.txt: there is no such file" in str(found.exception)


def test_named_files_are_the_only_sources(run: Callable[..., Result]) -> None:
    Path("other.txt").write_text("一、修路\n", encoding="utf-8")
    Path("list.jsonl").write_text(
        '{"source": "away/plan.txt", "cite": "二、"}\n{"source": "third.txt", "cite": "一、"}\n',
        encoding="utf-8",
    )
    assert run("verify", "list.jsonl", "plan.txt", "other.txt").return_value == 1
    assert out().splitlines() == [
        "list.jsonl:1: exact  plan.txt:4  二、",
        "list.jsonl:2: missing  third.txt  一、",
        "  third.txt is none of the files",
        "2 citations: 1 exact, 1 missing",
    ]


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("{", "list.jsonl:1:2: this is no JSON"),
        ("\n[]", "list.jsonl:2:1: a citation is an object"),
        ('{"source": "plan.txt"}', "list.jsonl:1:1: there is nothing to verify"),
        ("[" * 100_000, "list.jsonl:1:1: this is no citation"),
        ('{"cite": "一、"}', "list.jsonl:1:1: this citation names no source"),
    ],
)
def test_a_faulty_list_is_refused_with_the_place(
    run: Callable[..., Result], text: str, message: str
) -> None:
    Path("list.jsonl").write_text(text, encoding="utf-8")
    told = run("verify", "list.jsonl")
    assert message in str(told.exception)
    assert not Path("out").exists()
