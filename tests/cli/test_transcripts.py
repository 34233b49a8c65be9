"""The command line, as a process: transcripts (`cli/*.txt`), and what a transcript cannot show."""

import json
import os
import resource
import shutil
import signal
import stat
import subprocess
import sys
from pathlib import Path
from typing import Any, Protocol

import click
import pytest

from planparse.cli.commands import COMMANDS, DEFAULT, Command, command_line
from planparse.cli.main import run
from planparse.cli.options import SETTINGS
from planparse.findings.catalogue import RULES
from planparse.normaliser import rules
from tests.conftest import heed_interrupts

TRANSCRIPTS = sorted((Path(__file__).parent / "transcripts").glob("*.txt"))
PLANPARSE = [sys.executable, "-m", "planparse"]
PLAN = "全年工作要点\n一、抓落实\n（一）加强督查。\n二、强监管\n"
GAP = "全年工作要点\n一、抓落实\n三、强监管\n"


class Planparse(Protocol):
    """Runs the command in the test's folder, as a process, with `more` in its environment."""

    def __call__(
        self,
        *arguments: str | bytes,
        more: dict[str, str] | None = None,
        **options: Any,
    ) -> subprocess.CompletedProcess[bytes]: ...


@pytest.fixture
def place(tmp_path: Path, samples: Path) -> Path:
    """A folder of its own with the samples, a plan and a plan with a gap."""
    for sample in samples.glob("*.txt"):
        shutil.copy(sample, tmp_path)
    (tmp_path / "plan.txt").write_text(PLAN, encoding="utf-8")
    (tmp_path / "gap.txt").write_text(GAP, encoding="utf-8")
    return tmp_path


@pytest.fixture
def planparse(
    place: Path, program: list[str], environment: dict[str, str]
) -> Planparse:
    def run(
        *arguments: str | bytes, more: dict[str, str] | None = None, **options: Any
    ) -> subprocess.CompletedProcess[bytes]:
        given = {
            "capture_output": True,
            "timeout": 60,
            "env": environment | (more or {}),
            **options,
        }
        # A limit is one of a process of its own.
        start = PLANPARSE if "preexec_fn" in options else program
        return subprocess.run([*start, *arguments], cwd=place, check=False, **given)

    return run


# ── transcripts ───────────────────────────────────────────────────────────────────────


def transcript(text: str, folder: Path, environment: dict[str, str]) -> str:
    """Run the `$ ` lines of a transcript and return it; `# ` lines before them stay."""
    out = []
    for line in text.splitlines():
        if line.startswith("# ") and not out[1:]:
            out.append(line)
        if not line.startswith("$ "):
            continue
        done = subprocess.run(
            line[2:],
            shell=True,
            cwd=folder,
            env=environment,
            capture_output=True,
            timeout=60,
            check=False,
        )
        out += [line, *done.stdout.decode().splitlines()]
        out += [f"2> {said}" for said in done.stderr.decode().splitlines()]
        out += [f"=> {done.returncode}"] * (done.returncode != 0)
    return "\n".join(out) + "\n"


@pytest.mark.parametrize("path", TRANSCRIPTS, ids=lambda path: path.stem)
def test_transcript(
    path: Path,
    place: Path,
    refresh: bool,
    programs: Path,
    environment: dict[str, str],
) -> None:
    expected = path.read_text(encoding="utf-8")
    found = transcript(
        expected,
        place,
        environment | {"PATH": f"{programs}{os.pathsep}{environment['PATH']}"},
    )
    assert "Traceback" not in found
    if refresh:
        path.write_text(found, encoding="utf-8")
    assert found == path.read_text(encoding="utf-8")


# ── output, whole or not at all ───────────────────────────────────────────────────────


def leftovers(folder: Path) -> list[Path]:
    return list(folder.glob(".planparse-*"))


def test_an_existing_file_keeps_its_permissions(
    place: Path, planparse: Planparse
) -> None:
    out = place / "out.jsonl"
    out.write_text("old")
    out.chmod(0o640)
    assert planparse("plan.txt", "-o", "out.jsonl").returncode == 0
    assert stat.S_IMODE(out.stat().st_mode) == 0o640
    assert (
        json.loads(out.read_text(encoding="utf-8").splitlines()[0])["kind"]
        == "document"
    )


def test_a_new_file_has_the_permissions_of_the_umask(
    place: Path, planparse: Planparse
) -> None:
    done = planparse("plan.txt", "-o", "out.jsonl", umask=0o027)
    assert done.returncode == 0
    assert stat.S_IMODE((place / "out.jsonl").stat().st_mode) == 0o640


@pytest.mark.parametrize(
    "words",
    [["plan.txt"], ["text", "plan.txt"], ["diff", "plan.txt", "gap.txt"]],
    ids=lambda words: words[0],
)
def test_a_short_option_takes_a_value_behind_an_equals_sign(
    words: list[str],
    place: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.chdir(place)
    shown = []
    for option in (["-o", "out.yaml"], ["-o=out.yaml"], ["--output=out.yaml"]):
        run([*words, *option])
        shown.append((place / "out.yaml").read_bytes())
        (place / "out.yaml").unlink()
    assert shown[0]
    assert shown == shown[:1] * 3


@pytest.mark.parametrize("name", COMMANDS)
def test_every_command_with_options_reads_short_ones_alike(name: str) -> None:
    command = command_line.get_command(click.Context(command_line), name)
    assert isinstance(command, click.Command)
    short = [o for each in command.params for o in each.opts if len(o) == 2]
    assert isinstance(command, Command) or not short


def test_a_symlink_is_followed(place: Path, planparse: Planparse) -> None:
    (place / "link.jsonl").symlink_to("target.jsonl")
    assert planparse("plan.txt", "-o", "link.jsonl").returncode == 0
    assert (place / "link.jsonl").is_symlink()
    assert (place / "target.jsonl").read_bytes().startswith(b'{"id":"d1"')


def test_a_full_disk_leaves_the_old_file(
    place: Path, unmeasured: dict[str, str], planparse: Planparse
) -> None:
    out = place / "out.jsonl"
    out.write_text("old")
    done = planparse(
        "archive.txt",
        "-q",
        "-o",
        "out.jsonl",
        preexec_fn=lambda: resource.setrlimit(resource.RLIMIT_FSIZE, (1000, 1000)),
        env=unmeasured | {"PYTHONDONTWRITEBYTECODE": "1"},
    )
    assert done.returncode == 2
    assert done.stderr == b"planparse: cannot write out.jsonl: File too large\n"
    assert out.read_text() == "old"
    assert not leftovers(place)


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="no /dev/full")
@pytest.mark.parametrize(
    "arguments",
    [["plan.txt", "-f", "nodes"], ["check", "gap.txt"], ["explain"], ["--help"]],
)
def test_a_full_device(arguments: list[str], planparse: Planparse) -> None:
    with Path("/dev/full").open("wb") as full:
        done = planparse(
            *arguments, capture_output=False, stdout=full, stderr=subprocess.PIPE
        )
    assert done.returncode == 2
    assert (
        done.stderr
        == b"planparse: cannot write standard output: No space left on device\n"
    )


def test_a_device_is_written_to_and_stays_a_device(planparse: Planparse) -> None:
    assert planparse("plan.txt", "-o", "/dev/null").returncode == 0
    assert not Path("/dev/null").is_file()


@pytest.mark.skipif(os.geteuid() == 0, reason="nothing is write-protected from root")
def test_a_write_protected_file_is_left_alone(
    place: Path, planparse: Planparse
) -> None:
    out = place / "out.jsonl"
    out.write_text("old")
    out.chmod(0o444)
    done = planparse("plan.txt", "-o", "out.jsonl")
    assert (done.returncode, out.read_text()) == (2, "old")


def test_an_input_that_fails_leaves_the_old_output(
    place: Path, planparse: Planparse
) -> None:
    (place / "out.jsonl").write_text("old")
    done = planparse("plan.txt", "nowhere.txt", "-o", "out.jsonl")
    assert done.returncode == 2
    assert (place / "out.jsonl").read_text() == "old"
    assert not leftovers(place)


# ── pipes, signals, streams that are closed ───────────────────────────────────────────


def test_a_reader_that_goes_away_is_no_error(place: Path, planparse: Planparse) -> None:
    (place / "long.txt").write_text(PLAN * 5000, encoding="utf-8")
    read, write = os.pipe()
    os.close(read)
    done = planparse(
        "long.txt",
        "-q",
        "-f",
        "nodes",
        capture_output=False,
        stdout=write,
        stderr=subprocess.PIPE,
    )
    os.close(write)
    assert done.returncode == 141
    assert done.stderr == b""


def test_an_interrupt_says_nothing_and_leaves_nothing(
    place: Path, environment: dict[str, str]
) -> None:
    os.mkfifo(place / "slow")
    process = subprocess.Popen(
        [*PLANPARSE, "slow", "-o", "out.jsonl"],
        cwd=place,
        env=environment,
        stderr=subprocess.PIPE,
        preexec_fn=heed_interrupts,
    )
    with (place / "slow").open("wb"):  # opens once the other side reads
        process.send_signal(signal.SIGINT)
        _, said = process.communicate(timeout=60)
    assert process.returncode == 130
    assert said == b""
    assert not (place / "out.jsonl").exists()
    assert not leftovers(place)


def test_an_interrupt_while_it_starts_says_nothing(
    place: Path, unmeasured: dict[str, str]
) -> None:
    interrupts = place / "first" / "click"  # in the midst of the imports
    interrupts.mkdir(parents=True)
    (interrupts / "__init__.py").write_text(
        "import os, signal\nos.kill(os.getpid(), signal.SIGINT)\n"
    )
    path = os.pathsep.join(
        filter(None, (str(interrupts.parent), unmeasured.get("PYTHONPATH")))
    )
    done = subprocess.run(
        [*PLANPARSE, "plan.txt"],
        cwd=place,
        env=unmeasured | {"PYTHONPATH": path},
        capture_output=True,
        preexec_fn=heed_interrupts,
        timeout=60,
        check=False,
    )
    assert (done.returncode, done.stdout, done.stderr) == (-signal.SIGINT, b"", b"")


@pytest.mark.parametrize(
    ("redirection", "said"),
    [
        ("<&-", b"planparse: standard input is closed\n"),
        ("< plan.txt >&-", b"planparse: standard output is closed\n"),
    ],
)
def test_a_stream_that_is_closed(
    place: Path, redirection: str, said: bytes, environment: dict[str, str]
) -> None:
    command = f'"{sys.executable}" -m planparse - -q {redirection}'
    done = subprocess.run(
        command,
        shell=True,
        cwd=place,
        env=environment,
        capture_output=True,
        check=False,
    )
    assert (done.returncode, done.stderr) == (2, said)


def test_findings_that_nobody_can_hear_do_not_go_to_standard_output(
    place: Path, planparse: Planparse, environment: dict[str, str]
) -> None:
    command = f'"{sys.executable}" -m planparse gap.txt -f nodes 2>&-'
    done = subprocess.run(
        command,
        shell=True,
        cwd=place,
        env=environment,
        capture_output=True,
        check=False,
    )
    assert done.returncode == 0
    assert done.stdout == planparse("gap.txt", "-f", "nodes", "-q").stdout


@pytest.mark.parametrize("encoding", ["ascii", "ascii:strict", "gb18030", "utf-16"])
def test_standard_output_is_utf_8_whatever_the_terminal_is(
    encoding: str, planparse: Planparse
) -> None:
    done = planparse("gap.txt", "-f", "nodes", more={"PYTHONIOENCODING": encoding})
    assert done.returncode == 0
    assert "一、" in done.stdout.decode("utf-8")
    assert b"Traceback" not in done.stderr


def test_a_file_name_that_is_no_unicode(place: Path, planparse: Planparse) -> None:
    name = b"gap\xff\x1b[2J.txt"
    shutil.copy(place / "gap.txt", place / os.fsdecode(name))
    done = planparse(name, "-f", "json")
    assert done.returncode == 0
    json.loads(done.stdout.decode("utf-8"))
    assert b"gap\\udcff\\x1b[2J.txt:" in done.stderr
    missing = planparse(b"\xff")
    assert missing.stderr == b"planparse: \\udcff: there is no such file\n"


# ── what is printed ───────────────────────────────────────────────────────────────────


def test_findings_do_not_flood(place: Path, planparse: Planparse) -> None:
    (place / "holes.txt").write_text(
        "".join(f"（一）{n}\n（三）{n}\n" for n in range(40)), encoding="utf-8"
    )
    every = json.loads(planparse("check", "holes.txt", "--format", "json").stdout)
    said = planparse("holes.txt", "-f", "nodes").stderr.decode().splitlines()
    assert len(every) > 20
    assert sum(line.startswith("holes.txt:") for line in said) == 20
    assert (
        said[-1]
        == f"… and {len(every) - 20} more: planparse check holes.txt prints all"
    )


def test_no_findings_with_quiet(planparse: Planparse) -> None:
    assert planparse("gap.txt", "-f", "nodes").stderr
    assert planparse("gap.txt", "-f", "nodes", "--quiet").stderr == b""


@pytest.mark.parametrize("sample", ["unnumbered.txt", "crlf-gb18030.txt"])
@pytest.mark.parametrize("form", ["json", "nodes", "yaml", "outline"])
def test_text_is_never_an_error(sample: str, form: str, planparse: Planparse) -> None:
    assert planparse(sample, "-f", form).returncode == 0


def _solid(text: str) -> str:
    return "".join(text.split())


@pytest.mark.parametrize("name", COMMANDS)
def test_help_tells_every_default(name: str) -> None:
    command = command_line.get_command(click.Context(command_line), name)
    assert command is not None
    # Lines are broken at hyphens too, so that no blank counts.
    help_page = _solid(command.get_help(click.Context(command, **SETTINGS)))
    for option in command.params:
        if (
            isinstance(option, click.Option)
            and isinstance(option.default, str | float)
            and not option.is_flag
        ):
            assert _solid(f"[default: {option.default}") in help_page
        if isinstance(option, click.Option) and isinstance(option.show_default, str):
            assert _solid(f"[default: ({option.show_default})") in help_page


def test_every_command_has_help_and_is_in_the_help(planparse: Planparse) -> None:
    overview = planparse("--help").stdout.decode()
    for name, summary in COMMANDS.items():
        assert f"{name}  " in overview
        assert summary in overview
        page = planparse(name, "--help")
        assert page.returncode == 0
        usage = "Usage: planparse " + (name if name != DEFAULT else "[OPTIONS] FILE…")
        assert page.stdout.decode().startswith(usage)


def test_the_schema_is_json(planparse: Planparse) -> None:
    assert json.loads(planparse("schema").stdout)["type"] == "object"


def test_explain_lists_every_finding_and_every_rule(planparse: Planparse) -> None:
    listed = planparse("explain").stdout.decode().splitlines()
    assert [line.split()[0] for line in listed] == [*RULES, *rules.RULES]


def test_what_is_not_used_is_not_imported(
    place: Path, unmeasured: dict[str, str]
) -> None:
    code = (
        "import sys; from planparse.cli.main import run\n"
        "print(run(['plan.txt', '-q', '-f', 'json', '-o', 'out.json']))\n"
        "heavy = {'difflib', 'pydantic', 'yaml', 'rich', 'jieba', 'regex', 'dataclasses'}\n"
        "print(*heavy & set(sys.modules))"
    )
    done = subprocess.run(
        [sys.executable, "-c", code],
        cwd=place,
        env=unmeasured,
        capture_output=True,
        check=True,
    )
    assert done.stdout == b"0\n\n"


def test_a_grammar_whose_markers_stand_only_where_lines_begin(
    place: Path, planparse: Planparse
) -> None:
    grammar = """grammar: wards
title: 病区
about: 医院排班
families:
- name: ward
  level: 100
  spellings: [{template: "【{arabic}】"}]
  match: {【1】夜班: 1}
  reject: [第1楼]
"""
    (place / "wards.yaml").write_text(grammar, encoding="utf-8")
    (place / "shifts.txt").write_text(
        "【1】夜班两人。\n【2】白班三人。\n", encoding="utf-8"
    )
    done = planparse("shifts.txt", "--grammar", "wards.yaml", "-q", "-f", "nodes")
    nodes = [json.loads(line) for line in done.stdout.splitlines()]
    assert [node["label"] for node in nodes if node["kind"] == "section"] == [
        "【1】",
        "【2】",
    ]
