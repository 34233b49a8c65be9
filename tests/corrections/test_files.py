"""Files of corrections on disk: found, read, held against other files, heeded by a batch."""

import json
from collections.abc import Callable
from hashlib import sha256
from pathlib import Path

import pytest

import planparse
from planparse import CorrectionsError, find_corrections, load_corrections
from planparse.batch.messages import Asked
from planparse.batch.run import Run
from planparse.batch.target import in_folder
from planparse.cli.main import run as command
from planparse.corrections.places import NAME, Nearest
from planparse.integrations.mcp.folder import folder_at
from planparse.integrations.mcp.plans import Plans
from planparse.integrations.mcp.refused import RefusedError

PLAN = "一、治水\n工作目标\n全面清理河道。\n（一）清漂。\n（三）清淤。\n"
HEADING = "{line: 2, words: 工作目标, is: heading, level: 1}"
NO_HOLE = "{line: 5, words: （三）, is: no-hole}"


def digest(text: str) -> str:
    return sha256(text.encode()).hexdigest()


def sheet(*files: tuple[str, str, list[str]]) -> str:
    """The text of a file of corrections: path, digest and corrections of each file."""
    out = ["schema: 1", "files:"]
    for path, sha, said in files:
        out += [f"- path: {path}", f"  sha256: {sha}", "  corrections:"]
        out += [f"  - {one}" for one in said]
    return "\n".join(out) + "\n"


@pytest.fixture
def archive(tmp_path: Path) -> Path:
    """An archive of two plans, of one of which something is said."""
    (tmp_path / "2024").mkdir()
    (tmp_path / "2024" / "plan.txt").write_text(PLAN, encoding="utf-8")
    (tmp_path / "other.txt").write_text("一、护岸。\n三、植树。\n", encoding="utf-8")
    said = sheet(("2024/plan.txt", digest(PLAN), [HEADING, NO_HOLE]))
    (tmp_path / NAME).write_text(said, encoding="utf-8")
    return tmp_path


# ── found ─────────────────────────────────────────────────────────────────────────────


def test_the_nearest_one_is_found(archive: Path) -> None:
    nearest, plan = Nearest(), archive / "2024" / "plan.txt"
    assert nearest.to(str(plan)) == str(archive / NAME)
    assert nearest.to(str(archive / "other.txt")) == str(archive / NAME)
    (archive / "2024" / NAME).write_text(sheet(), encoding="utf-8")
    assert Nearest().to(str(plan)) == str(archive / "2024" / NAME)
    found = find_corrections(plan)
    assert found is not None
    assert found.sheet.files == ()


def test_a_folder_of_that_name_is_none(archive: Path) -> None:
    plan = archive / "2024" / "plan.txt"
    (archive / NAME).rename(archive / "2024" / NAME)
    (archive / NAME).mkdir()
    assert Nearest().to(str(archive / "other.txt")) != str(archive / NAME)
    assert Nearest().to(str(plan)) == str(archive / "2024" / NAME)


# ── read ──────────────────────────────────────────────────────────────────────────────


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("schema: 2\nfiles: []\n", ":1:9: schema is to be '1', not \"2\""),
        ("schema: 1\n", ":1:1: files is missing"),
        ("schema: 1\nfiles:\n- path: a\n", ":3:3: files.sha256 is missing"),
        (sheet(("a", "12", [])), "files.sha256 is to be 64 hexadecimal digits"),
        (
            sheet(("a", "0" * 64, ["{line: 1, words: 甲, is: text, level: 2}"])),
            ":6:5: ",
        ),
        (sheet(("a", "0" * 64, ["{line: x, words: 甲, is: text}"])), ":6:12: "),
        ("schema: 1\nschema: 1\nfiles: []\n", ":2:1: schema: given twice"),
        ("a: &a []\nschema: 1\nfiles: *a\n", "an alias (*) is not read here"),
        ("schema: [", "expected the node content"),
    ],
)
def test_faults_are_told_with_their_places(
    text: str, message: str, tmp_path: Path
) -> None:
    file = tmp_path / NAME
    file.write_text(text, encoding="utf-8")
    with pytest.raises(CorrectionsError) as caught:
        load_corrections(file)
    assert message in str(caught.value)
    assert str(caught.value).startswith(f"{file}:")


def test_words_are_read_as_they_are_written(tmp_path: Path) -> None:
    text = "1.10 目标\nyes\n"
    said = ["{line: 1, words: 1.10, is: text}", "{line: 2, words: yes, is: title}"]
    (tmp_path / NAME).write_text(sheet(("a.txt", digest(text), said)), encoding="utf-8")
    plan = planparse.parse(text, corrections=tmp_path / NAME)
    assert [one.words for one in plan.corrections] == ["1.10", "yes"]


def test_what_is_no_utf_8_is_told(tmp_path: Path) -> None:
    (tmp_path / NAME).write_bytes("schema: 1 # 订正".encode("gb18030"))
    with pytest.raises(CorrectionsError, match="corrections are UTF-8, and byte 13"):
        load_corrections(tmp_path / NAME)


# ── held against a file ───────────────────────────────────────────────────────────────


def codes(plan: planparse.Plan) -> list[str]:
    return [finding.code for finding in plan.findings]


def test_corrections_go_with_the_bytes(archive: Path) -> None:
    plan, said = archive / "2024" / "plan.txt", load_corrections(archive / NAME)
    assert len(planparse.parse_file(plan, corrections=said).corrections) == 2
    renamed = plan.rename(archive / "renamed.txt")
    assert len(planparse.parse_file(renamed, corrections=said).corrections) == 2
    assert planparse.parse_file(renamed).corrections == ()


def test_a_file_that_has_changed_is_told(archive: Path) -> None:
    plan = archive / "2024" / "plan.txt"
    plan.write_text(PLAN + "（四）护岸。\n", encoding="utf-8")
    read = planparse.parse_file(plan, corrections=find_corrections(plan))
    (stale,) = [one for one in read.findings if one.code == "R601"]
    assert "none of 2 is heeded" in stale.message
    assert read.corrections == ()
    (archive / NAME).write_text(
        sheet(
            ("2024/plan.txt", digest(PLAN), [HEADING]),
            ("2024/plan.txt", digest(PLAN + "（四）护岸。\n"), [NO_HOLE]),
        ),
        encoding="utf-8",
    )
    read = planparse.parse_file(plan, corrections=find_corrections(plan))
    assert [one.kind for one in read.corrections] == ["no-hole"]
    assert "R601" not in codes(read)


# ── heeded by commands ────────────────────────────────────────────────────────────────


def printed(capfd: pytest.CaptureFixture[str], *words: str) -> tuple[int, str, str]:
    """Run a command; return its status, what it printed, and what it told."""
    status = command(list(words))
    out, told = capfd.readouterr()
    return status, out, told


def test_commands_heed_the_nearest(
    archive: Path, monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.chdir(archive)
    plan = "2024/plan.txt"
    assert printed(capfd, "check", plan)[0] == 0
    status, out, _ = printed(capfd, "check", plan, "--corrections", "none")
    assert status == 1
    assert "N201" in out
    whole = json.loads(printed(capfd, plan, "-f", "json")[1])
    assert [one["is"] for one in whole["corrections"]] == ["heading", "no-hole"]
    chunk = json.loads(printed(capfd, "chunk", plan)[1].splitlines()[0])
    assert chunk["text"].count("工作目标") == 1
    assert printed(capfd, "cite", plan, "一、（三）")[0] == 1
    assert printed(capfd, "cite", plan, "一、（三）", "--corrections", "none")[0] == 0
    _, ledger, _ = printed(capfd, "normalise", plan, "--ledger", "-", "-o", "clean.txt")
    assert [one["line"] for one in json.loads(ledger)["corrections"]] == [2, 5]


def test_printed_plans_keep_their_corrections(archive: Path) -> None:
    plan = archive / "2024" / "plan.txt"
    read = planparse.parse_file(plan, corrections=archive / NAME)
    for fmt in ("json", "yaml"):
        file = archive / f"out.{fmt}"
        file.write_text("".join(read.to(fmt, spans=True)), encoding="utf-8")
        assert planparse.load(file).corrections == read.corrections
    (archive / "bare.yaml").write_text("".join(read.to("yaml")), encoding="utf-8")
    bare = planparse.load(archive / "bare.yaml").corrections
    assert [one._replace(start=None, end=None) for one in read.corrections] == [*bare]


def test_faulty_corrections_stop_a_command(
    archive: Path, monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.chdir(archive)
    (archive / NAME).write_text("schema: 1\n", encoding="utf-8")
    for words in (["2024/plan.txt"], ["batch", ".", "-o", "out"]):
        status, out, told = printed(capfd, *words)
        assert (status, out) == (2, "")
        assert told == f"planparse: {NAME}:1:1: files is missing\n"
    _, _, told = printed(capfd, "2024/plan.txt", "--corrections", "nowhere.yaml")
    assert told == "planparse: cannot read nowhere.yaml: No such file or directory\n"


def test_standard_input_has_the_corrections_that_are_named(
    archive: Path, monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.chdir(archive / "2024")
    for named, status in (([], 1), (["--corrections", f"../{NAME}"], 0)):
        with open("plan.txt", encoding="utf-8") as file:
            monkeypatch.setattr("sys.stdin", file)
            assert printed(capfd, "check", "-", *named)[0] == status


def test_a_search_of_a_folder_heeds_them(archive: Path) -> None:
    found = planparse.search("清漂", archive)
    assert [hit.path for hit in found] == ["工作目标"]  # below it, not below 一、
    assert not planparse.search("schema", archive)


def test_an_assistant_s_server_heeds_them_and_sees_them_change(archive: Path) -> None:
    plans = Plans(folder_at(str(archive / "2024"), 10**6))
    assert plans.plan("plan.txt").corrections == ()  # they lie outside of its folder
    plans = Plans(folder_at(str(archive), 10**6))
    assert len(plans.plan("2024/plan.txt").corrections) == 2
    said = sheet(("2024/plan.txt", digest(PLAN), [HEADING]))
    (archive / NAME).write_text(said, encoding="utf-8")
    assert len(plans.plan("2024/plan.txt").corrections) == 1
    (archive / NAME).write_text("schema: 3", encoding="utf-8")
    with pytest.raises(RefusedError, match=f"^{NAME}:1:9: schema is to be"):
        plans.plan("2024/plan.txt")


def test_a_catalogue_and_duplicates_heed_them(
    archive: Path, monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.chdir(archive)
    said = ["{line: 1, words: 一、, is: title, value: 治水方案}"]
    (archive / NAME).write_text(
        sheet(("2024/plan.txt", digest(PLAN), said)), encoding="utf-8"
    )
    _, out, _ = printed(capfd, "catalogue", "-q", "2024", "-f", "json")
    assert json.loads(out)["title"] == "治水方案"
    _, out, _ = printed(
        capfd, "catalogue", "-q", "2024", "-f", "json", "--corrections", "none"
    )
    assert json.loads(out)["title"] is None


# ── heeded by a batch ─────────────────────────────────────────────────────────────────

Convert = Callable[..., tuple[set[str], dict[str, dict[str, object]]]]


@pytest.fixture
def convert(archive: Path, tmp_path_factory: pytest.TempPathFactory) -> Convert:
    """A function that runs a batch; gives the files that were read, and the manifest."""
    out = tmp_path_factory.mktemp("out") / "parsed"

    def run(
        corrections: str | None = None,
    ) -> tuple[set[str], dict[str, dict[str, object]]]:
        asked = Asked(
            "json", None, "auto", True, False, False, "en", "auto", None, False
        )._replace(corrections=corrections)
        target = in_folder(str(out), "json", None)
        before = {path: path.stat().st_ino for path in out.rglob("*.json")}
        for _ in Run([str(archive)], target, asked, 1).convert(force=False):
            pass
        after = {path: path.stat().st_ino for path in out.rglob("*.json")}
        rows = map(json.loads, (out / "manifest.jsonl").read_text("utf-8").splitlines())
        done = {path.name for path, node in after.items() if before.get(path) != node}
        return done, {row["name"].rpartition("/")[2]: row for row in rows}

    return run


def test_a_batch_does_again_what_is_corrected_anew(
    archive: Path, convert: Convert
) -> None:
    done, rows = convert()
    assert {*rows} == {"plan.txt", "other.txt"}  # and not the corrections
    assert done == {"plan.txt.json", "other.txt.json"}
    assert rows["plan.txt"]["findings"] == {}
    said = rows["plan.txt"]["corrections"]
    assert isinstance(said, dict)
    assert [one["is"] for one in said["heeded"]] == ["heading", "no-hole"]
    assert "corrections" not in rows["other.txt"]
    assert convert()[0] == set()
    other = (archive / "other.txt").read_text("utf-8")
    with (archive / NAME).open("a", encoding="utf-8") as file:
        entry = "{line: 2, words: 三、, is: no-hole}"
        file.write("".join(sheet(("b", digest(other), [entry])).splitlines(True)[2:]))
    done, rows = convert()
    assert done == {"other.txt.json"}
    assert rows["other.txt"]["findings"] == {}
    assert convert("none")[0] == {"plan.txt.json", "other.txt.json"}
    assert convert("none")[0] == set()
    assert convert()[0] == {"plan.txt.json", "other.txt.json"}
    (archive / NAME).unlink()
    assert convert()[0] == {"plan.txt.json", "other.txt.json"}
