"""Chunks as users see them: what is kept together, the path, citations, losses, units, the command."""

import builtins
import json
import subprocess
from pathlib import Path

import pytest

import planparse
from planparse import Chunk, PlanparseError, UnitError
from planparse.retrieval.chunks.units import measure_of

PLAN = (
    "某县2024年工作要点\n"
    "各乡镇：\n"
    "一、治水\n"
    "（一）清漂。每日一次，不留死角。由县水务局牵头。\n"
    "（二）清淤。每年一次，冬季完成。\n"
    "二、增绿\n"
    "植树10万株。\n"
)
LAW = (
    "某县绿地管理办法\n第一章　总则\n第一条　为了管好绿地，制定本办法。\n"
    "第二条　绿地分为两类：\n（一）公园；\n（二）游园。\n"
    "第三条　县园林局负责管理。\n各乡镇予以配合。\n"
)


def cut(text: str, limit: int, **options) -> list[Chunk]:
    return [*planparse.parse(text, path="a.txt", **options).chunks(limit)]


def told(text: str, limit: int) -> list[tuple[str, str]]:
    """Return path and text of each chunk."""
    return [(chunk.path, chunk.text) for chunk in cut(text, limit)]


def test_what_fits_is_one_chunk() -> None:
    assert told(PLAN, 800) == [("", PLAN.strip())]


def test_whole_items_stay_together_and_small_neighbours_too() -> None:
    water = PLAN[PLAN.index("一、") : PLAN.index("\n二、")]
    assert [text for _, text in told(PLAN, 50)] == [
        "某县2024年工作要点\n各乡镇：",
        water,
        "二、增绿\n植树10万株。",
    ]
    assert [text for _, text in told(PLAN, 70)] == [
        f"某县2024年工作要点\n各乡镇：\n{water}",
        "二、增绿\n植树10万株。",
    ]


def test_headings_that_are_marked_alone_begin_chunks_without_their_marks() -> None:
    marked = "# 某县绿地管理办法\n\n## 第一章　总则\n\n第一条　为了管好绿地，制定本办法。\n\n## 第二章　养护\n\n第二条　县园林局负责养护。\n"
    found = [*planparse.parse(marked, path="a.md").chunks(40)]
    assert [(chunk.text, chunk.cite) for chunk in found] == [
        (
            "某县绿地管理办法\n\n第一章　总则\n\n第一条　为了管好绿地，制定本办法。",
            "第一章",
        ),
        ("第二章　养护\n\n第二条　县园林局负责养护。", "第二章"),
    ]


def test_blanks_between_chunks_count_for_none() -> None:
    assert [
        chunk.text for chunk in cut("一、治水。\n二、增绿。\n三、修路。\n", 11)
    ] == [
        "一、治水。\n二、增绿。",
        "三、修路。",
    ]


def test_an_item_that_does_not_fit_is_parted_between_sentences() -> None:
    assert told(PLAN, 25) == [
        ("", "某县2024年工作要点\n各乡镇：\n一、治水"),
        ("一、治水", "（一）清漂。每日一次，不留死角。由县水务局牵头。"),
        ("一、治水", "（二）清淤。每年一次，冬季完成。"),
        ("", "二、增绿\n植树10万株。"),
    ]
    assert told(PLAN, 20)[1:4] == [
        ("", "一、治水\n（一）清漂。"),
        ("一、治水 / （一）清漂", "每日一次，不留死角。由县水务局牵头。"),
        ("一、治水", "（二）清淤。每年一次，冬季完成。"),
    ]


def test_a_sentence_that_is_too_long_is_cut_where_it_costs_least() -> None:
    text = "一、治水。清理河面，加固堤防；疏浚河道，更换闸门，检修泵站。\n"
    assert [chunk.text for chunk in cut(text, 15)] == [
        "一、治水。清理河面，加固堤防；",
        "疏浚河道，更换闸门，检修泵站。",
    ]
    assert [chunk.text for chunk in cut("一、治水。甲乙丙丁戊己。\n", 5)] == [
        "一、治水。",
        "甲乙丙丁戊",
        "己。",
    ]


def test_items_in_running_text_are_not_parted_in_mid_sentence() -> None:
    text = "抓好三点：一是清漂，每日一次；二是清淤，每年一次；三是护岸。请各镇落实。\n"
    assert [chunk.text for chunk in cut(text, 32)] == [
        "抓好三点：一是清漂，每日一次；二是清淤，每年一次；三是护岸。",
        "请各镇落实。",
    ]


def test_no_sentence_ends_inside_brackets() -> None:
    text = "加强巡查。清理河道（每日一次。雨后加密。）并登记。随后报县水务局备案。\n"
    assert [chunk.text for chunk in cut(text, 22)] == [
        "加强巡查。",
        "清理河道（每日一次。雨后加密。）并登记。",
        "随后报县水务局备案。",
    ]
    text = "加强巡查。会议指出：“要抓好防汛。要抓好抗旱。”各镇开展了传达学习。\n"
    assert [chunk.text for chunk in cut(text, 19)] == [
        "加强巡查。",
        "会议指出：“要抓好防汛。要抓好抗旱。”",
        "各镇开展了传达学习。",
    ]


def test_a_note_of_owners_stays_with_its_sentence() -> None:
    text = "每年冬季清淤。（县水务局牵头）分段护岸，汛前完成。\n"
    assert [chunk.text for chunk in cut(text, 18)] == [
        "每年冬季清淤。（县水务局牵头）",
        "分段护岸，汛前完成。",
    ]


def test_an_item_that_was_parted_shares_no_chunk_with_the_next() -> None:
    text = "一、治水\n（一）清漂。每日一次，不留死角。由县水务局牵头。\n（二）清淤。\n"
    assert told(text, 23) == [
        ("", "一、治水\n（一）清漂。每日一次，不留死角。"),
        ("一、治水 / （一）清漂", "由县水务局牵头。"),
        ("一、治水", "（二）清淤。"),
    ]


def test_tables_are_parted_between_rows() -> None:
    text = (
        "# 清单\n\n| 事项 | 单位 |\n|---|---|\n| 植树 | 林业局 |\n| 清淤 | 水务局 |\n"
    )
    chunks = cut(text, 12)
    assert any("植树" in chunk.text and "林业局" in chunk.text for chunk in chunks)
    assert any("清淤" in chunk.text and "水务局" in chunk.text for chunk in chunks)


def test_citations_are_those_of_whole_items() -> None:
    assert [(chunk.cite, chunk.path) for chunk in cut(LAW, 35)] == [
        ("第一条", ""),
        ("第二条", "第一章 总则"),
        ("第三条", "第一章 总则"),
    ]
    assert [chunk.cite for chunk in cut(LAW, 60)] == ["第一条；第二条", "第三条"]
    assert [chunk.cite for chunk in cut(LAW, 18)][-2:] == ["第三条", "第三条第二款"]


def test_document_year_issuer_and_places() -> None:
    text = "某县2024年工作要点\n一、治水。\n某县人民政府\n2024年3月1日\n"
    (chunk,) = cut(text, 800)
    assert (chunk.document, chunk.year) == ("某县2024年工作要点", 2024)
    assert chunk.issuer == "某县人民政府"
    assert (chunk.source, chunk.start, chunk.end) == ("a.txt", 0, len(text) - 1)
    assert chunk.id == f"{chunk.sha256[:16]}:0-{chunk.end}"
    assert chunk.parents == ("d1",)
    assert chunk.nodes == ("d1/1", "d1/2", "d1/3", "d1/4")


def test_what_is_lost_beside_a_chunk_is_told() -> None:
    text = "一、治水\n（一）清漂。每日一次。\n（四）清淤。每年一次。\n二、增绿。每年植树，并建\n"
    first, second, third = cut(text, 18)
    (after,), (before,) = first.lost, second.lost
    assert (after.side, after.missing, after.evidence) == (
        "after",
        ("（二）", "（三）"),
        "（一） → （四）",
    )
    assert before._replace(side="after") == after
    assert (before.side, before.id in second.nodes) == ("before", True)
    assert [loss.status for loss in third.lost] == ["truncated"]
    (whole,) = cut(text, 800)
    assert [loss.side for loss in whole.lost] == ["inside", "inside"]


def test_changes_lead_from_the_source_to_the_text() -> None:
    text = "一、治水。每日清漂一次，不留死\n- 3 -\n角，由县水务局牵头，沿河各镇配合，逐段落实到人。\n"
    (chunk,) = cut(text, 800)
    assert "不留死角" in chunk.text
    assert [change.after for change in chunk.changes] == [""]
    (plain,) = cut(text, 800, repair=False)
    assert "不留死" in plain.text


def test_the_page_is_that_on_which_a_chunk_begins() -> None:
    text = (
        "一、治水。\n（一）清漂。每日一次。\n- 1 -\n"
        "（二）清淤。每年一次。\n- 2 -\n（三）护岸。分段实施。\n- 3 -\n"
    )
    assert [chunk.page for chunk in cut(text, 20)] == [1, 2, 3]
    assert all("-" not in chunk.text for chunk in cut(text, 20))


def test_a_chunk_of_a_web_page_names_the_element_that_it_begins_in() -> None:
    page = "<html><body><p>一、治水。</p><p>二、增绿。</p></body></html>"
    chunks = [*planparse.parse(page.encode(), path="a.html").chunks(6)]
    assert [chunk.text for chunk in chunks] == ["一、治水。", "二、增绿。"]
    first, second = (chunk.to_dict()["element"] for chunk in chunks)
    assert first != second


def test_what_stands_outside_any_document_has_none() -> None:
    plan = planparse.parse_file(Path(__file__).parents[3] / "samples" / "excerpt.txt")
    strays = {node.id for node in plan.strays}
    for chunk in plan.chunks(100):
        if strays & set(chunk.nodes):
            assert (chunk.document, chunk.year, chunk.parents) == (None, None, ())


# ── units ─────────────────────────────────────────────────────────────────────────────


@pytest.fixture
def tokenizer(tmp_path: Path) -> Path:
    """A tokenizer of words that it was taught; [CLS] and [SEP] stand around what it reads."""
    tokenizers = pytest.importorskip("tokenizers")
    made = tokenizers.Tokenizer(tokenizers.models.BPE(unk_token="[UNK]"))
    made.pre_tokenizer = tokenizers.pre_tokenizers.Metaspace()
    trainer = tokenizers.trainers.BpeTrainer(
        special_tokens=["[UNK]", "[CLS]", "[SEP]"], vocab_size=120, show_progress=False
    )
    made.train_from_iterator([PLAN, LAW] * 20, trainer)
    made.post_processor = tokenizers.processors.TemplateProcessing(
        single="[CLS] $A [SEP]", special_tokens=[("[CLS]", 1), ("[SEP]", 2)]
    )
    made.enable_truncation(4)
    path = tmp_path / "tokenizer.json"
    made.save(str(path))
    return path


@pytest.mark.parametrize("limit", [4, 10, 25, 200])
def test_tokens_are_counted_by_a_tokenizer(tokenizer: Path, limit: int) -> None:
    count = measure_of(f"tokens:{tokenizer}")
    assert count("每日一次，不留死角。由县水务局牵头。") > 4
    assert count("") == 0
    chunks = [*planparse.parse(PLAN).chunks(limit, unit=f"tokens:{tokenizer}")]
    assert [chunk.size for chunk in chunks] == [count(chunk.text) for chunk in chunks]
    assert max(chunk.size for chunk in chunks) <= limit
    assert "".join("".join(chunk.text.split()) for chunk in chunks) == "".join(
        PLAN.split()
    )


def test_any_function_is_a_unit() -> None:
    chunks = [*planparse.parse(PLAN).chunks(60, unit=lambda text: len(text.encode()))]
    assert all(len(chunk.text.encode()) == chunk.size <= 60 for chunk in chunks)


def test_tokens_that_are_more_together_than_apart_stay_within_the_limit() -> None:
    def spiteful(text: str) -> int:
        return len(text) + 5 * (len(text) > 20)

    for limit in range(26, 60):
        for chunk in planparse.parse(PLAN).chunks(limit, unit=spiteful):
            assert chunk.size == spiteful(chunk.text) <= limit


@pytest.mark.parametrize(
    ("unit", "told"),
    [
        ("words", "the unit is chars or tokens:FILE, not words"),
        ("tokens:", "the unit is chars or tokens:FILE, not tokens:"),
        ("tokens:no-such-file", "cannot read no-such-file: No such file"),
        (f"tokens:{__file__}", f"{__file__} is no tokenizer: "),
    ],
)
def test_other_units_are_refused(unit: str, told: str) -> None:
    if unit.startswith("tokens:") and unit != "tokens:":
        pytest.importorskip("tokenizers")
    with pytest.raises(UnitError) as refused:
        planparse.parse(PLAN).chunks(unit=unit)
    assert str(refused.value).startswith(told)


def test_without_the_package_tokens_say_what_to_install(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    plain = builtins.__import__

    def without(name: str, *more: object) -> object:
        if name == "tokenizers":
            raise ModuleNotFoundError(name)
        return plain(name, *more)

    monkeypatch.setattr(builtins, "__import__", without)
    with pytest.raises(UnitError, match=r"pip install 'planparse\[tokens\]'"):
        measure_of("tokens:a.json")


def test_a_limit_below_one_and_a_loaded_plan_are_refused(tmp_path: Path) -> None:
    plan = planparse.parse(PLAN)
    with pytest.raises(ValueError, match="at least 1, not 0"):
        plan.chunks(0)
    path = tmp_path / "plan.json"
    path.write_text("".join(plan.to("json")), encoding="utf-8")
    with pytest.raises(PlanparseError, match="parse the text again"):
        planparse.load(path).chunks()


# ── the command ───────────────────────────────────────────────────────────────────────


@pytest.fixture
def run(tmp_path: Path, program: list[str], environment: dict[str, str]):
    """A function that runs `planparse chunk` in a folder with two plans."""
    (tmp_path / "a.txt").write_text(PLAN, encoding="utf-8")
    (tmp_path / "b.txt").write_text(LAW, encoding="gb18030")

    def command(*words: str, data: bytes = b"") -> subprocess.CompletedProcess[bytes]:
        return subprocess.run(
            [*program, "chunk", *words],
            cwd=tmp_path,
            env=environment,
            input=data,
            capture_output=True,
            timeout=120,
            check=False,
        )

    return command


def test_the_command_prints_what_python_gives(run, tmp_path: Path) -> None:
    done = run("a.txt", "b.txt", "--max", "40", "-o", "out.jsonl")
    assert (done.returncode, done.stdout, done.stderr) == (0, b"", b"")
    lines = (tmp_path / "out.jsonl").read_text(encoding="utf-8").splitlines()
    expected = [
        chunk.to_dict() | {"source": name}
        for name in ("a.txt", "b.txt")
        for chunk in planparse.parse_file(tmp_path / name).chunks(40)
    ]
    assert [json.loads(line) for line in lines] == expected
    assert run("a.txt", "b.txt", "--max", "40").stdout.decode() == "".join(
        f"{line}\n" for line in lines
    )


def test_an_output_is_written_whole_or_not_at_all(run, tmp_path: Path) -> None:
    done = run("a.txt", "missing.txt", "-o", "out.jsonl")
    assert done.returncode == 2
    assert done.stderr == b"planparse: missing.txt: there is no such file\n"
    assert sorted(path.name for path in tmp_path.iterdir()) == ["a.txt", "b.txt"]


@pytest.mark.parametrize(
    ("words", "told"),
    [
        (["a.txt", "-o", "a.txt"], "a.txt is the input: the text would be lost"),
        (["a.txt", "--unit", "pages"], "--unit: the unit is chars or tokens:FILE"),
        (["a.txt", "--max", "0"], "Invalid value for '--max'"),
        (["-", "-"], "standard input can be read only once"),
    ],
)
def test_the_command_refuses_what_it_cannot_do(
    run, words: list[str], told: str
) -> None:
    done = run(*words)
    assert (done.returncode, done.stdout) == (2, b"")
    assert done.stderr.decode().startswith(f"planparse: {told}")


def test_the_command_reads_standard_input_and_warns_of_no_text(run) -> None:
    done = run("-", data=PLAN.encode())
    assert json.loads(done.stdout)["source"] == "-"
    empty = run("-", data=b"")
    assert (empty.returncode, empty.stdout) == (0, b"")
