"""The server as a client meets it: over standard input and output, by the SDK's own client."""

import json
import os
import shutil
import signal
import subprocess
import sys
from collections.abc import Callable, Iterator
from concurrent.futures import Future
from pathlib import Path
from typing import Any

import pytest

pytest.importorskip("mcp", reason="needs pip install 'planparse[mcp]'")

import jsonschema
from anyio.from_thread import BlockingPortal, start_blocking_portal
from mcp import Client
from mcp.client.stdio import StdioServerParameters
from mcp_types import CallToolResult, Tool

from planparse.cli.main import run

FLOOD = "flood-season.txt"
PLANS = {FLOOD, "law.txt", "reading-2023.txt", "reading-2024.txt", "bad.pdf"}
SLOW = "一、治水\n（一）清漂。每月清漂两次，由市水务局负责。\n（二）清淤。\n" * 600_000
"""A text of 25 million characters, which takes far longer to parse than any test."""


@pytest.fixture(scope="module")
def folder(samples: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder of plans, with a secret beside it and a file that cannot be read in it."""
    top = tmp_path_factory.mktemp("served")
    (top / "secret.txt").write_text("一、密。\n", encoding="utf-8")
    folder = top / "plans"
    folder.mkdir()
    for name in PLANS - {"bad.pdf"}:
        shutil.copy(samples / name, folder)
    (folder / "bad.pdf").write_bytes(b"%PDF-1.7")
    return folder


@pytest.fixture(scope="module")
def command(environment: dict[str, str]) -> Callable[..., StdioServerParameters]:
    """A function that says how a client starts the server."""

    def started(*arguments: str, cwd: Path | None = None) -> StdioServerParameters:
        return StdioServerParameters(
            command=sys.executable,
            args=["-P", "-m", "planparse", "mcp", *arguments],
            env=environment,
            cwd=cwd,
        )

    return started


@pytest.fixture(scope="module")
def portal() -> Iterator[BlockingPortal]:
    with start_blocking_portal() as portal:
        yield portal


class Session:
    """A client that is connected, asked from where there is no event loop."""

    def __init__(self, portal: BlockingPortal, client: Client) -> None:
        self._portal, self._client = portal, client

    def tools(self) -> list[Tool]:
        return self._portal.call(self._client.list_tools).tools

    def begin(self, tool: str, **arguments: Any) -> "Future[CallToolResult]":
        return self._portal.start_task_soon(self._client.call_tool, tool, arguments)

    def call(self, tool: str, **arguments: Any) -> dict[str, Any]:
        """Return the value that a tool gives, which its words must not lack."""
        result = self.begin(tool, **arguments).result(60)
        assert not result.is_error, result.content
        assert result.content[0].text
        return result.structured_content

    def refusal(self, tool: str, **arguments: Any) -> str:
        """Return why a call is refused, in one line."""
        result = self.begin(tool, **arguments).result(60)
        assert result.is_error
        assert result.structured_content is None
        (content,) = result.content
        assert "\n" not in content.text
        return content.text


@pytest.fixture(scope="module")
def connect(portal: BlockingPortal, command: Any) -> Any:
    """A function that starts a server and connects to it."""

    def connected(*arguments: str, cwd: Path | None = None) -> Any:
        client = Client(command(*arguments, cwd=cwd), read_timeout_seconds=120)
        return portal.wrap_async_context_manager(client)

    return connected


@pytest.fixture(scope="module")
def session(connect: Any, portal: BlockingPortal, folder: Path) -> Iterator[Session]:
    with connect(str(folder)) as client:
        yield Session(portal, client)


# ── the tools ─────────────────────────────────────────────────────────────────────────


def test_tools_are_described_and_change_nothing(session: Session) -> None:
    tools = {tool.name: tool for tool in session.tools()}
    assert [*tools] == [
        "list_files",
        "outline",
        "read_node",
        "search",
        "tasks",
        "cite",
        "verify",
        "compare",
    ]
    for tool in tools.values():
        assert tool.title
        assert tool.description
        assert tool.annotations is not None
        assert tool.annotations.read_only_hint is True
        assert tool.annotations.open_world_hint is False
        jsonschema.Draft202012Validator.check_schema(tool.input_schema)
        assert tool.output_schema is not None
        jsonschema.Draft202012Validator.check_schema(tool.output_schema)
        for name, schema in tool.input_schema["properties"].items():
            if name in ("offset", "limit"):
                assert schema["maximum"]
                assert "default" in schema


CALLS: list[tuple[str, dict[str, Any], str]] = [
    ("list_files", {}, "reading-2023.txt  云溪县2023年全民阅读工作要点 (2023"),
    ("outline", {"file": FLOOD}, "[lacuna] 三、 （六）"),
    ("read_node", {"file": FLOOD, "node": "二、（五）"}, "lost after: 三、"),
    ("search", {"words": "病险水库"}, "对12座«病险水库»一律空库度汛"),
    ("tasks", {"file": FLOOD, "owner": "市水务局"}, "by 5月底前 (2024-05-31)"),
    ("cite", {"file": "law.txt", "what": "第三条第二款第（一）项"}, "侵占绿地的"),
    (
        "verify",
        {"citations": [{"source": "law.txt", "quotation": "侵占林地的"}]},
        "林地 → 绿地",
    ),
    (
        "compare",
        {"old": "reading-2023.txt", "new": "reading-2024.txt"},
        "figures raised: 6处 → 8处",
    ),
]


@pytest.mark.parametrize(
    ("tool", "arguments", "words"), CALLS, ids=lambda one: str(one)[:9]
)
def test_each_tool_answers_by_its_schema_and_in_words(
    session: Session, tool: str, arguments: dict[str, Any], words: str
) -> None:
    result = session.begin(tool, **arguments).result(60)
    assert not result.is_error
    (content,) = result.content
    assert words in content.text
    (schema,) = (one.output_schema for one in session.tools() if one.name == tool)
    jsonschema.validate(result.structured_content, schema)


def test_files_are_listed_in_pages_and_a_bad_one_says_why(
    session: Session, folder: Path
) -> None:
    files, offset = [], 0
    while offset is not None:
        page = session.call("list_files", offset=offset, limit=2)
        assert page["total"] == 5
        files += page["files"]
        offset = page.get("next_offset")
    assert [one["file"] for one in files] == sorted(os.listdir(folder))
    assert "is a damaged PDF" in files[0]["error"]
    assert files[1]["documents"][0]["title"] == "青禾市2024年防汛抗旱工作要点"


def test_words_and_tasks_are_found_in_all_files(session: Session) -> None:
    told = session.call("search", words="书屋 图书")
    assert {hit["file"] for hit in told["hits"]} == {"reading-2023.txt"}
    assert told["searched"] == 4
    assert told["not_searched"] == 0
    assert told["unread"][0]["file"] == "bad.pdf"
    due = session.call("search", owner="水务局", where="deadline<2024-05")
    assert [hit["cite"] for hit in due["hits"]] == ["一、（一）"]
    pages, offset = [], 0
    while offset is not None:
        page = session.call("search", words="阅读", year=2024, offset=offset, limit=3)
        pages += [hit["node"] for hit in page["hits"]]
        offset = page.get("next_offset")
    whole = session.call("search", words="阅读", year=2024, limit=50)
    assert pages == [hit["node"] for hit in whole["hits"]]
    assert (
        "nothing was found"
        in session.begin("search", words="风筝").result(60).content[0].text
    )


# ── attacks ───────────────────────────────────────────────────────────────────────────


@pytest.mark.parametrize(
    "name", ["../secret.txt", "/etc/passwd", "a\0.txt", "x" * 4000]
)
def test_every_tool_refuses_what_is_outside(
    session: Session, folder: Path, name: str
) -> None:
    asked = [
        ("list_files", {"folder": name[:1000]}),
        ("search", {"words": "密", "folder": name[:1000]}),
        ("outline", {"file": name}),
        ("read_node", {"file": name, "node": "d1"}),
        ("tasks", {"file": name}),
        ("cite", {"file": name, "what": "密"}),
        ("compare", {"old": FLOOD, "new": name}),
    ]
    for tool, arguments in asked:
        message = session.refusal(tool, **arguments)
        assert str(folder) not in message
        assert "密" not in message
    told = session.call("verify", citations=[{"source": name, "quotation": "密"}])
    assert told["verdicts"][0]["status"] == "missing"
    assert "found" not in told["verdicts"][0]


@pytest.mark.parametrize(
    ("tool", "arguments", "why"),
    [
        ("outline", {}, "file: Field required"),
        ("outline", {"file": 5}, "file: Input should be a valid string"),
        ("outline", {"file": FLOOD, "ofset": 3}, "no argument 'ofset'"),
        ("outline", {"file": FLOOD, "limit": 10**9}, "limit: Input should be less"),
        ("outline", {"file": FLOOD, "limit": 0}, "limit: Input should be greater"),
        ("outline", {"file": FLOOD, "offset": -1}, "offset: Input should be greater"),
        ("outline", {"file": FLOOD, "depth": 10**30}, "depth: "),
        ("outline", {"file": ["a"]}, "file: Input should be a valid string"),
        ("outline", {"file": FLOOD, "node": "d1/99"}, "has no node d1/99"),
        ("read_node", {"file": FLOOD, "node": ""}, "node: String should have"),
        ("cite", {"file": FLOOD, "what": "　"}, "the quotation is empty"),
        ("cite", {"file": FLOOD, "what": "x" * 10**6}, "what: String should have"),
        ("tasks", {"file": FLOOD, "where": "deadline<2026-13"}, "no month 13"),
        ("search", {}, "words: there is nothing to look for"),
        (
            "search",
            {"words": "x", "where": "nonesuch~x"},
            "no field is called nonesuch",
        ),
        ("search", {"words": "x", "owner": '"'}, "owner: name a unit"),
        ("search", {"words": "x", "folder": "nowhere"}, "there is no such folder"),
        ("verify", {"citations": []}, "citations: List should have at least 1"),
        ("verify", {"citations": [{"source": FLOOD}]}, "nothing to verify"),
        (
            "verify",
            {"citations": [{"source": FLOOD, "cite": "一、"}] * 51},
            "at most 50",
        ),
        ("compare", {"old": FLOOD, "new": FLOOD, "kinds": ["rm"]}, "kinds.0: Input"),
        ("cite", {"file": "bad.pdf", "what": "一、"}, "bad.pdf is a damaged PDF"),
        ("shell", {"command": "ls"}, "there is no such tool"),
    ],
)
def test_hostile_arguments_are_refused_in_one_line(
    session: Session, tool: str, arguments: dict[str, Any], why: str
) -> None:
    message = session.refusal(tool, **arguments)
    assert why in message
    assert len(message) < 600


def test_a_slow_file_holds_up_nothing_else_and_a_large_one_is_refused(
    connect: Any, portal: BlockingPortal, folder: Path, tmp_path: Path
) -> None:
    shutil.copy(folder / FLOOD, tmp_path)
    (tmp_path / "slow.txt").write_text(SLOW, encoding="utf-8")
    with (tmp_path / "huge.txt").open("wb") as huge:
        huge.truncate(10**12)
    with connect(str(tmp_path), "--max-size", "100M", "--timeout", "600") as client:
        session = Session(portal, client)
        assert "has more than 100 MB" in session.refusal("outline", file="huge.txt")
        slow = session.begin("outline", file="slow.txt")
        assert session.call("outline", file=FLOOD)["entries"]
        assert not slow.done()  # two requests at once in one process
        slow.cancel()  # nobody waits for it, and it is stopped
        assert session.call("outline", file=FLOOD)["entries"]


@pytest.fixture(scope="module")
def copy(folder: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A copy of the folder, with modules in it that are called as those that a server needs."""
    copy = tmp_path_factory.mktemp("copied") / "plans"
    shutil.copytree(folder, copy)
    for module in ("anyio", "pickle", "planparse", "subprocess", "sitecustomize"):
        trap = "open('trapped', 'w').close()"
        (copy / f"{module}.py").write_text(trap, encoding="utf-8")
    return copy


@pytest.fixture(scope="module")
def second(connect: Any, portal: BlockingPortal, copy: Path) -> Iterator[Session]:
    """A client of another server, which was started in the folder that it serves."""
    with connect(str(copy), cwd=copy) as client:
        yield Session(portal, client)


def test_two_clients_at_once_have_a_server_each(
    session: Session, second: Session
) -> None:
    asked = [one.begin("outline", file=FLOOD) for one in (session, second) * 5]
    answers = [one.result(60).structured_content for one in asked]
    assert all(answer == answers[0] for answer in answers)


def test_nothing_is_written_and_no_code_in_the_folder_is_run(
    second: Session, copy: Path
) -> None:
    for tool, arguments, _ in CALLS:
        assert second.call(tool, **arguments)
    traps = {path.name for path in copy.iterdir() if path.suffix == ".py"}
    assert {path.name for path in copy.iterdir()} - traps == PLANS


def test_a_folder_that_goes_away_and_comes_back(
    second: Session, copy: Path, folder: Path
) -> None:
    shutil.rmtree(copy)
    for tool, arguments in (("outline", {"file": FLOOD}), ("list_files", {})):
        assert "not there any more" in second.refusal(tool, **arguments)
    shutil.copytree(folder, copy)
    assert second.call("outline", file=FLOOD)


# ── the process ───────────────────────────────────────────────────────────────────────


class Raw:
    """A server that is spoken to line by line, as no client would."""

    def __init__(self, folder: Path, environment: dict[str, str]) -> None:
        self.process = subprocess.Popen(
            [sys.executable, "-P", "-m", "planparse", "mcp", str(folder)],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            env=environment,
        )
        about = {"clientInfo": {"name": "raw", "version": "0"}, "capabilities": {}}
        self.send(1, "initialize", about | {"protocolVersion": "2025-06-18"})
        assert self.receive()["result"]["serverInfo"]["name"] == "planparse"
        self.write(b'{"jsonrpc":"2.0","method":"notifications/initialized"}\n')

    def write(self, data: bytes) -> None:
        assert self.process.stdin is not None
        self.process.stdin.write(data)
        self.process.stdin.flush()

    def send(self, number: int, method: str, params: dict[str, Any]) -> None:
        message = {"jsonrpc": "2.0", "id": number, "method": method, "params": params}
        self.write(json.dumps(message).encode() + b"\n")

    def call(self, number: int, **arguments: Any) -> None:
        self.send(number, "tools/call", {"name": "outline", "arguments": arguments})

    def receive(self) -> Any:
        assert self.process.stdout is not None
        return json.loads(self.process.stdout.readline())

    def ended(self) -> tuple[int, bytes]:
        """Return the exit status, and what was told on standard error."""
        assert self.process.stderr is not None
        return self.process.wait(60), self.process.stderr.read()


@pytest.fixture
def raw(folder: Path, environment: dict[str, str]) -> Iterator[Raw]:
    raw = Raw(folder, environment)
    yield raw
    raw.process.kill()
    with raw.process:
        pass


def test_what_is_no_message_is_survived_and_only_messages_are_sent(raw: Raw) -> None:
    for data in (b"\n", b"nonsense\n", b"\xff\xfe\x00\n", b"[" * 5000 + b"\n", b"{}\n"):
        raw.write(data)
    raw.call(2, file=FLOOD)
    answered = {}
    while 2 not in answered:  # each line is a message
        message = raw.receive()
        answered[message.get("id")] = message
    assert answered[2]["result"]["structuredContent"]["file"] == FLOOD


def test_a_client_that_goes_away_ends_the_server(raw: Raw) -> None:
    raw.call(2, file=FLOOD)
    assert raw.process.stdout is not None
    raw.process.stdout.close()  # it does not wait for the answer
    assert raw.process.stdin is not None
    raw.process.stdin.close()
    status, told = raw.ended()
    assert status == 0
    assert told == b""


@pytest.mark.skipif(os.name == "nt", reason="signals are POSIX's")
def test_the_server_ends_when_it_is_told_to(raw: Raw) -> None:
    raw.call(2, file=FLOOD)
    raw.receive()
    raw.process.send_signal(signal.SIGTERM)
    assert raw.ended() == (-signal.SIGTERM, b"")


@pytest.mark.parametrize("path", ["missing", "", "plan.txt"])
def test_what_is_no_folder_is_refused(
    path: str,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    monkeypatch.chdir(tmp_path)
    (tmp_path / "plan.txt").touch()
    assert run(["mcp", path]) == 2
    assert capsys.readouterr().err.endswith(
        "is no folder: name the one that has the plans\n"
    )


def test_without_the_package_one_line_says_what_to_install(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setitem(sys.modules, "planparse.integrations.mcp.server", None)
    assert run(["mcp", "."]) == 2
    told = capsys.readouterr().err
    assert told.startswith("planparse: planparse mcp needs more packages (")
    assert told.endswith("): pip install 'planparse[mcp]'\n")
