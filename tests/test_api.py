import ast
import gc
import json
import pickle
import subprocess
import sys
import time
from pathlib import Path
from types import ModuleType
from typing import Any

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st

import planparse
from planparse.export.formats import FORMATS
from planparse.facts.kinds import KINDS
from tests.conftest import SAMPLES
from tests.laws.strategies import texts

NAMES = sorted(path.name for path in SAMPLES.glob("*.txt"))
LOST = "一、治水\n（一）清漂。\n（三）清淤。\n"
PLAN = """\
青禾县2024年河道治理工作要点
各乡镇人民政府：
一、治水
（一）清漂。6月底前清理河道20公里。（责任单位：县水务局）
（三）清淤。
二、护岸
青禾县人民政府
2024年3月1日
"""


def sample(name: str) -> planparse.Plan:
    return planparse.parse_file(SAMPLES / name)


# ── the names ────────────────────────────────────────────────────────────────────────────


def test_every_public_name_is_there_and_is_listed() -> None:
    for name in planparse.__all__:
        assert getattr(planparse, name) is not None
    assert dir(planparse) == sorted(planparse.__all__)


def test_a_type_checker_sees_the_names_that_are_loaded() -> None:
    tree = ast.parse(Path(planparse.__file__).read_text(encoding="utf-8"))
    seen = {
        alias.name: (node.module or "").removeprefix("planparse.")
        for top in tree.body
        if isinstance(top, ast.If)
        for node in top.body
        if isinstance(node, ast.ImportFrom)
        for alias in node.names
    }
    homes = {name: home for home, names in planparse._HOMES.items() for name in names}
    assert seen == homes
    assert sorted([*homes, "__version__"]) == sorted(planparse.__all__)


def test_no_submodule_bears_the_name_of_a_public_function() -> None:
    home = Path(planparse.__file__).parent
    modules = {path.name.removesuffix(".py") for path in home.iterdir()}
    assert not modules & set(planparse.__all__)


def test_another_name_is_none_of_ours() -> None:
    with pytest.raises(AttributeError, match="no attribute 'prase'"):
        _ = planparse.prase  # type: ignore[attr-defined]


def test_to_import_the_package_loads_nothing_else(unmeasured: dict[str, str]) -> None:
    code = (
        "import sys; before = set(sys.modules); import planparse;"
        "print(*sorted(set(sys.modules) - before))"
    )
    run = subprocess.run(
        [sys.executable, "-S", "-c", code],
        capture_output=True,
        text=True,
        check=True,
        env=unmeasured,
    )
    assert run.stdout.split() == ["planparse"]


# ── plans and nodes ──────────────────────────────────────────────────────────────────────


def test_a_text_and_its_bytes_give_the_same_plan() -> None:
    assert planparse.parse(PLAN) == planparse.parse(PLAN.encode())


@given(st.text())
def test_any_str_is_parsed(text: str) -> None:
    plan = planparse.parse(text)
    assert plan.source.text == text.removeprefix("\ufeff")


@given(st.text(st.characters(categories=["Cs", "Lo"]), max_size=20))
def test_half_a_surrogate_pair_is_one_unreadable_character(text: str) -> None:
    read = planparse.parse(text).source.text
    assert read is not None
    assert len(read) == len(text)


def test_nodes_say_what_is_printed() -> None:
    plan = planparse.parse(PLAN)
    (document,) = plan.documents
    assert (document.title, document.year) == ("青禾县2024年河道治理工作要点", 2024)
    section = next(plan.sections())
    assert (section.label, section.title, section.text) == ("一、", "治水", "")
    assert (section.kind, section.line, section.status) == ("section", 3, "complete")
    assert section.span is not None
    assert PLAN[slice(*section.span)].startswith("一、治水")
    (first, lost, _) = section.children
    assert [owner.units for owner in first.owners] == [("县水务局",)]
    assert [deadline.until for deadline in first.deadlines] == ["2024-06-30"]
    assert [figure.low for figure in first.figures] == [20]
    assert (lost.kind, lost.missing, lost.label) == ("lacuna", ("（二）",), None)
    assert lost.evidence == "（一） → （三）"
    assert [node.value for node in plan.nodes() if node.kind == "date"] == [
        "2024-03-01"
    ]
    assert plan.lacunae() == [lost]


def test_repairs_are_made_in_what_nodes_say_and_can_be_left_alone() -> None:
    text = "一、加强救援队\n伍建设，提高处置能力。\n"
    repaired, bare = planparse.parse(text), planparse.parse(text, repair=False)
    assert "救援队伍" in "".join(node.text for node in repaired.nodes())
    assert [edit.rule for edit in repaired.edits] == ["join"]
    assert "队\n伍" in "".join(node.text for node in bare.nodes())
    assert not bare.edits


def test_findings_of_the_encoding_are_among_the_findings() -> None:
    plan = planparse.parse("一、治水。\n".encode() + b"\xff\xfe\xff")
    assert "D101" in {finding.code for finding in plan.findings}


def test_findings_are_told_in_either_language() -> None:
    plan = planparse.parse(LOST)
    (here,), (there,) = plan.findings, plan.findings_in("zh")
    assert (here.code, here.name, here.line) == ("N201", "lacuna", 3)
    assert here._replace(message=there.message) == there != here


@pytest.mark.parametrize("name", NAMES)
def test_nodes_are_those_of_the_flat_records(name: str) -> None:
    plan = sample(name)
    records = [json.loads(line) for line in "".join(plan.to("nodes")).splitlines()]
    for node, record in zip(plan.nodes(), records, strict=True):
        for field in ("id", "kind", "label", "title", "text", "line", "status"):
            assert getattr(node, field) == record[field]
        assert node.span == (record["start"], record["end"])
        for kind in ("owners", "deadlines", "figures", "references"):
            told = [
                json.loads(json.dumps(fact._asdict())) for fact in getattr(node, kind)
            ]
            for fact in told:
                if kind == "references" and fact["kind"] != "internal":
                    assert fact.pop("target") is None
                for field, unset in KINDS[kind].unset.items():
                    if fact[field] == json.loads(json.dumps(unset)):
                        del fact[field]
            assert told == record.get(kind, [])


def test_values_cannot_be_changed() -> None:
    plan = planparse.parse(LOST)
    for value, field in ((plan, "documents"), (plan.lacunae()[0], "children")):
        with pytest.raises(AttributeError):
            setattr(value, field, ())


def test_values_tell_what_they_are_in_a_few_words() -> None:
    plan = planparse.parse(PLAN)
    name = "青禾县2024年河道治理工作要点"
    assert repr(plan) == f"<Plan {name}: 1 document, 10 nodes, 1 finding>"
    assert list(map(repr, plan.sections()))[:2] == [
        "<section 一、 治水>",
        "<section （一） 清漂>",
    ]
    assert repr(plan.findings[0]).startswith("<5:1 warning N201 lacuna: lost here")


# ── equality, pickle, loading ────────────────────────────────────────────────────────────


def test_plans_are_equal_where_all_that_is_printed_of_them_is() -> None:
    assert planparse.parse(PLAN) == planparse.parse(PLAN)
    assert hash(planparse.parse(PLAN)) == hash(planparse.parse(PLAN))
    assert planparse.parse(PLAN) != planparse.parse(LOST)
    assert planparse.parse(PLAN) != PLAN
    assert len({*planparse.parse(PLAN).nodes(), *planparse.parse(PLAN).nodes()}) == 10


@pytest.mark.parametrize("name", NAMES)
def test_a_plan_is_the_same_after_a_pickle_and_a_file(
    name: str, tmp_path: Path
) -> None:
    plan = sample(name)
    assert pickle.loads(pickle.dumps(plan)) == plan
    file = tmp_path / "plan"
    file.write_text("".join(plan.to("json")), encoding="utf-8")
    loaded = planparse.load(file)
    assert loaded == plan == pickle.loads(pickle.dumps(loaded))
    assert loaded.documents == plan.documents
    assert loaded.strays == plan.strays
    assert loaded.source == plan.source._replace(text=None)
    for form in ("json", "yaml", "nodes", "outline"):
        assert "".join(loaded.to(form)) == "".join(plan.to(form))


@pytest.mark.parametrize("name", NAMES)
def test_what_yaml_leaves_out_is_none(name: str, tmp_path: Path) -> None:
    plan, file = sample(name), tmp_path / "plan.yaml"
    file.write_text("".join(plan.to("yaml")), encoding="utf-8")
    loaded = planparse.load(file)
    assert {node.span for node in loaded.nodes()} == {None}
    assert [node.text for node in loaded.nodes()] == [
        node.text for node in plan.nodes()
    ]
    assert loaded.to_dict() == planparse.load(file).to_dict()
    assert "".join(loaded.to("yaml")) == "".join(plan.to("yaml"))
    rows = [json.loads(line) for line in "".join(loaded.to("nodes")).splitlines()]
    assert {row["start"] for row in rows} == {None}


def test_yaml_with_spans_is_the_plan_again(tmp_path: Path) -> None:
    plan, file = planparse.parse(PLAN), tmp_path / "plan.yaml"
    file.write_text("".join(plan.to("yaml", spans=True)), encoding="utf-8")
    assert planparse.load(file) == plan


def test_what_needs_the_source_is_refused_of_a_loaded_plan(tmp_path: Path) -> None:
    file = tmp_path / "plan.json"
    file.write_text("".join(planparse.parse(PLAN).to("json")), encoding="utf-8")
    loaded = planparse.load(file)
    assert loaded.source.text is None
    for refused in (
        lambda: list(loaded.work_points()),
        lambda: list(loaded.to("md")),
        lambda: list(loaded.to("csv")),
    ):
        with pytest.raises(planparse.PlanparseError, match="no text of its source"):
            refused()


@pytest.mark.parametrize(
    "data", [b"", b"{}", PLAN.encode(), b"\xff", b'{"id":"d1","parent":']
)
def test_what_planparse_did_not_print_is_not_loaded(
    data: bytes, tmp_path: Path
) -> None:
    file = tmp_path / "plan.json"
    file.write_bytes(data)
    with pytest.raises(planparse.UnreadableError, match=r"plan\.json"):
        planparse.load(file)


# ── errors ───────────────────────────────────────────────────────────────────────────────


def test_what_is_no_text_is_refused() -> None:
    with pytest.raises(planparse.UnreadableError, match=r"a\.pdf is a damaged PDF"):
        planparse.parse(b"%PDF-1.7", path="a.pdf")
    printed = "".join(planparse.parse(PLAN).to("yaml")).encode()
    with pytest.raises(planparse.UnreadableError, match="what planparse wrote"):
        planparse.parse(printed)
    with pytest.raises(planparse.UnknownEncodingError):
        planparse.parse(b"", encoding="klingon")
    with pytest.raises(planparse.GrammarError, match="no grammar is called x"):
        planparse.parse("", grammar="x")
    with pytest.raises(planparse.QueryError):
        planparse.parse(PLAN).work_points(where="colour=red")
    with pytest.raises(ValueError, match="decoded already"):
        planparse.parse("", encoding="utf-8")
    with pytest.raises(FileNotFoundError):
        planparse.parse_file("no such file")


# ── grammars ─────────────────────────────────────────────────────────────────────────────

TASKS = """\
grammar: tasks
title: 任务清单
about: Lists of tasks.
include: [gongwen]
families:
- name: task
  level: 50
  spellings:
  - {template: "任务{hanzi}：", at: [line]}
  match: {任务一：整治河道: 1}
  reject: [任务一览]
"""


def test_a_grammar_of_ones_own_is_read_and_pickled(tmp_path: Path) -> None:
    file = tmp_path / "tasks.yaml"
    file.write_text(TASKS, encoding="utf-8")
    grammar = planparse.load_grammar(file)
    assert (grammar.name, repr(grammar)) == ("tasks", f"<Grammar tasks of {file}>")
    plan = planparse.parse("任务一：清漂。\n任务三：清淤。\n", grammar=grammar)
    assert plan.lacunae()[0].missing == ("任务二：",)
    assert pickle.loads(pickle.dumps(plan)) == plan
    file.write_text("grammar: [", encoding="utf-8")
    with pytest.raises(planparse.GrammarError, match=r"tasks\.yaml"):
        planparse.load_grammar(file)
    file.write_bytes(b"\xff")
    with pytest.raises(planparse.GrammarError, match="byte 1 is not"):
        planparse.load_grammar(file)


# ── formats, frames, notebooks ───────────────────────────────────────────────────────────


@pytest.mark.parametrize(
    "form", [name for name, form in FORMATS.items() if not form.binary]
)
def test_the_command_prints_what_plans_give(
    form: Any, environment: dict[str, str]
) -> None:
    path = SAMPLES / "flood-season.txt"
    run = subprocess.run(
        [sys.executable, "-m", "planparse", "-q", "-f", form, path],
        capture_output=True,
        check=True,
        env=environment,
    )
    assert "".join(planparse.parse_file(path).to(form)).encode() == run.stdout


def test_a_workbook_is_bytes() -> None:
    assert b"".join(planparse.parse(PLAN).to("xlsx")).startswith(b"PK")


def test_an_unknown_format_is_told() -> None:
    with pytest.raises(ValueError, match="unknown format 'odt'"):
        planparse.parse(PLAN).to("odt")  # type: ignore[call-overload]


def test_work_points_are_chosen_by_level_and_query() -> None:
    plan = planparse.parse(PLAN)
    assert [point.label for point in plan.work_points()][:1] == ["（一）"]
    assert [point.label for point in plan.work_points(1)] == ["一、", "二、"]
    chosen = plan.work_points(where="owner~县水务局")
    assert [point.label for point in chosen] == ["（一）"]


def frames(name: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """Install a library that makes a tuple of what it is asked to make a frame of."""
    library = ModuleType(name)
    library.__spec__ = type(sys.__spec__)(name, None)
    library.DataFrame = lambda *args, **options: (name, args, options)  # type: ignore[attr-defined]
    monkeypatch.setitem(sys.modules, name, library)


@pytest.fixture
def bare(monkeypatch: pytest.MonkeyPatch) -> pytest.MonkeyPatch:
    """Neither library is installed."""
    from planparse.api import frame

    monkeypatch.setattr(
        frame, "find_spec", lambda name: sys.modules.get(name) and object()
    )
    for name in ("pandas", "polars"):
        monkeypatch.delitem(sys.modules, name, raising=False)
    return monkeypatch


def test_a_frame_is_of_whichever_library_is_installed(bare: pytest.MonkeyPatch) -> None:
    plan = planparse.parse(LOST)
    with pytest.raises(
        ModuleNotFoundError, match="needs pandas or polars: pip install"
    ):
        plan.to_frame()
    frames("polars", bare)
    name, (columns,), _ = plan.to_frame()
    assert name == "polars"
    assert columns["label"] == [None, "一、", "（一）", None, "（三）"]
    assert columns["missing"][3] == ["（二）"]
    frames("pandas", bare)
    name, (rows,), options = plan.to_frame()
    assert (name, options["columns"]) == ("pandas", list(columns))
    assert [list(column) for column in zip(*rows, strict=True)] == list(
        columns.values()
    )
    assert plan.to_frame(library="polars")[0] == "polars"
    with pytest.raises(ValueError, match="a frame is of pandas or polars"):
        plan.to_frame(library="arrow")  # type: ignore[arg-type]


def test_a_frame_of_a_real_library_has_a_row_for_each_node() -> None:
    pandas = pytest.importorskip("pandas")
    frame = planparse.parse(LOST).to_frame(library="pandas")
    assert isinstance(frame, pandas.DataFrame)
    assert len(frame) == 5


@given(texts)
def test_a_notebook_shows_text_as_text(text: str) -> None:
    shown = planparse.parse(f"一、<script>&{text}")._repr_html_()
    assert "<script" not in shown
    assert shown.startswith('<div class="planparse">')
    assert shown.endswith("</div>")


def test_a_notebook_shows_the_tree_and_marks_holes() -> None:
    shown = planparse.parse(LOST)._repr_html_()
    assert '<span class="lost">lost: （二）</span>' in shown
    assert shown.count("<li>") == shown.count("</li>") == 4
    assert "1 finding" in shown
    long = planparse.parse("".join(f"{n}.清理河道。\n" for n in range(1, 700)))
    assert "… and 200 more nodes" in long._repr_html_()


# ── comparisons ──────────────────────────────────────────────────────────────────────────


def test_plans_are_compared_whether_parsed_or_loaded(tmp_path: Path) -> None:
    old = sample("reading-2023.txt")
    new = sample("reading-2024.txt")
    compared = planparse.diff(old, new)
    assert not compared.same
    assert bool(compared)
    assert planparse.diff(old, old).same
    assert bool(planparse.diff(old, old))
    assert {edit.kind for edit in compared.edits} >= {"keep", "reword", "add"}
    assert compared == pickle.loads(pickle.dumps(compared))
    assert repr(compared).startswith(f"<Comparison {old.source.path} → ")
    file = tmp_path / "old.json"
    file.write_text("".join(old.to("json")), encoding="utf-8")
    kinds = [edit.kind for edit in planparse.diff(planparse.load(file), new).edits]
    assert kinds == [edit.kind for edit in compared.edits]


@pytest.mark.parametrize("form", ["text", "json", "yaml", "md", "html"])
def test_the_command_prints_what_comparisons_give(
    form: Any, environment: dict[str, str]
) -> None:
    paths = [SAMPLES / f"reading-{year}.txt" for year in (2023, 2024)]
    run = subprocess.run(
        [sys.executable, "-m", "planparse", "diff", "-f", form, *paths],
        capture_output=True,
        check=False,
        env=environment,
    )
    compared = planparse.diff(*map(planparse.parse_file, paths))
    assert "".join(compared.to(form)).encode() == run.stdout
    if form == "json":
        assert json.loads(run.stdout) == json.loads(json.dumps(compared.to_dict()))


def test_several_plans_are_compared_step_by_step() -> None:
    years = [planparse.parse(f"一、清漂。\n二、清淤{n}公里。\n") for n in (10, 20, 30)]
    compared = planparse.diff(*years)
    assert [len(step) for step in compared.steps] == [2, 2]
    assert len(compared.edits) == 4
    assert planparse.diff(*years, only=["reword"]).edits == tuple(
        edit for edit in compared.edits if edit.kind == "reword"
    )


def test_what_cannot_be_compared_so_is_told() -> None:
    plan = planparse.parse(PLAN)
    with pytest.raises(ValueError, match="threshold"):
        planparse.diff(plan, plan, threshold=2)
    with pytest.raises(ValueError, match="unknown format 'pdf'"):
        planparse.diff(plan, plan).to("pdf")  # type: ignore[arg-type]


# ── clean text, facts ────────────────────────────────────────────────────────────────────


@pytest.mark.parametrize("name", NAMES)
def test_the_original_comes_back_from_the_ledger_and_from_its_file(name: str) -> None:
    data = (SAMPLES / name).read_bytes()
    clean = planparse.normalise(data)
    assert planparse.restore(clean.data, clean.ledger) == data
    for form, load in (("json", json.loads), ("yaml", yaml.safe_load)):
        ledger = load("".join(clean.ledger_to(form)))  # type: ignore[arg-type]
        assert planparse.restore(clean.data, ledger) == data
    assert pickle.loads(pickle.dumps(clean)) == clean
    with pytest.raises(planparse.CannotRestoreError):
        planparse.restore(clean.data + b"\n", clean.ledger)


def test_rules_are_chosen_by_name() -> None:
    text = "一、加强救援队\n伍建设。\n"
    assert planparse.normalise(text).text == "一、加强救援队伍建设。\n"
    assert planparse.normalise(text, rules=()).text == text
    with pytest.raises(ValueError, match="no rule is called 'jion'"):
        planparse.normalise(text, rules=["jion"])


def test_facts_of_a_passage() -> None:
    facts = planparse.find_facts("县水务局牵头，6月底前清淤20公里以上。", year=2024)
    assert [deadline.until for deadline in facts.deadlines] == ["2024-06-30"]
    assert [(figure.low, figure.unit) for figure in facts.figures] == [(20, "公里")]
    assert isinstance(facts.owners, tuple)


# ── cost ─────────────────────────────────────────────────────────────────────────────────


def test_many_plans_in_one_process_cost_a_small_part_of_as_many_commands(
    environment: dict[str, str],
) -> None:
    """A command takes at least a tenth of a second to start; a plan, a few thousandths."""
    paths = [SAMPLES / name for name in NAMES] * 3
    planparse.parse("一、清漂。").to_dict()
    started = time.process_time()
    for path in paths:
        "".join(planparse.parse_file(path).to("json"))
    together = (time.process_time() - started) / len(paths)
    gc.collect()
    started = time.perf_counter()
    subprocess.run(
        [sys.executable, "-m", "planparse", "-q", "-f", "json", paths[0]],
        capture_output=True,
        check=True,
        env=environment,
    )
    assert together < (time.perf_counter() - started) / 10
