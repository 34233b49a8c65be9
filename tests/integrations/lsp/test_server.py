"""The language server as an editor meets it: over standard input and output, by pygls's client."""

import asyncio
import json
import subprocess
import sys
from collections.abc import AsyncIterator, Callable
from contextlib import AbstractAsyncContextManager, asynccontextmanager
from pathlib import Path
from typing import Any

import pytest

pytest.importorskip("pygls", reason="needs pip install 'planparse[lsp]'")

from lsprotocol import types
from pygls.lsp.client import LanguageClient

GAP = "全年工作要点\n一、抓落实\n（一）加强督查。（水务局负责，6月底前完成）\n三、强监管\n"
TOGETHER = "一、统筹协调1.建立台账。每周更新。\r\n2.压实责任。😀督\u200b查。\r\n"
WIDE = "一、督𠮷😀查（试行\n二、治\u200b水\f三😀、\u2028清\u200b淤\r\n四、考核\r五、督查\n八、总结\n"
"""Characters of two units, a form feed and a line separator, line ends of all kinds."""


class Editor(LanguageClient):
    """A client that keeps what it was told of each text."""

    def __init__(self) -> None:
        super().__init__("editor", "1")
        self.told: asyncio.Queue[types.PublishDiagnosticsParams] = asyncio.Queue()

        @self.feature(types.TEXT_DOCUMENT_PUBLISH_DIAGNOSTICS)
        def _(told: types.PublishDiagnosticsParams) -> None:
            self.told.put_nowait(told)

    async def findings(self) -> list[types.Diagnostic]:
        told = await asyncio.wait_for(self.told.get(), 60)
        return list(told.diagnostics)

    async def open(self, path: Path, text: str) -> list[types.Diagnostic]:
        document = types.TextDocumentItem(path.as_uri(), "plaintext", 1, text)
        self.text_document_did_open(types.DidOpenTextDocumentParams(document))
        return await self.findings()

    def type(self, path: Path, version: int, text: str) -> None:
        document = types.VersionedTextDocumentIdentifier(version, path.as_uri())
        change = types.TextDocumentContentChangeWholeDocument(text)
        self.text_document_did_change(
            types.DidChangeTextDocumentParams(document, [change])
        )

    async def actions(self, path: Path, *only: str) -> list[types.CodeAction]:
        """What is offered for the whole text, if need be of some kinds only."""
        whole = types.Range(types.Position(0, 0), types.Position(9999, 0))
        context = types.CodeActionContext([], list(only) or None)
        params = types.CodeActionParams(identified(path), whole, context)
        return list(await self.text_document_code_action_async(params) or [])


Open = Callable[..., AbstractAsyncContextManager[Editor]]


@pytest.fixture
def editor(tmp_path: Path, environment: dict[str, str]) -> Open:
    """A function that starts the server as an editor does, and at the end has it go."""

    @asynccontextmanager
    async def started(
        *arguments: str, locale: str | None = None, encodings: list[str] | None = None
    ) -> AsyncIterator[Editor]:
        client = Editor()
        command = [sys.executable, "-P", "-m", "planparse", "lsp", *arguments]
        await client.start_io(*command, env=environment, cwd=tmp_path)
        general = types.GeneralClientCapabilities(position_encodings=encodings)
        params = types.InitializeParams(
            types.ClientCapabilities(general=general), locale=locale
        )
        client.server = await client.initialize_async(params)  # type: ignore[attr-defined]
        client.initialized(types.InitializedParams())
        yield client
        await client.shutdown_async(None)
        client.exit(None)
        process = client._server
        assert process is not None
        assert await asyncio.wait_for(process.wait(), 60) == 0
        await client.stop()

    return started


def identified(path: Path) -> types.TextDocumentIdentifier:
    return types.TextDocumentIdentifier(path.as_uri())


def place(text: str, offset: int, size: Callable[[str], int]) -> tuple[int, int]:
    """Where an editor sees a code point of a text, found the slow way."""
    before = text[:offset].replace("\r\n", "\n").replace("\r", "\n")
    if text[offset - 1 : offset + 1] == "\r\n":
        before = text[: offset - 1]
    line = before.rpartition("\n")[2]
    return before.count("\n"), size(line)


def units(text: str) -> int:
    return len(text.encode("utf-16-le")) // 2


def seen(found: list[types.Diagnostic]) -> list[tuple[Any, ...]]:
    return [
        (
            one.code,
            one.severity,
            one.message,
            (one.range.start.line, one.range.start.character),
            (one.range.end.line, one.range.end.character),
        )
        for one in found
    ]


SEVERITY = {
    "error": types.DiagnosticSeverity.Error,
    "warning": types.DiagnosticSeverity.Warning,
    "note": types.DiagnosticSeverity.Information,
}


def checked(
    folder: Path,
    environment: dict[str, str],
    texts: dict[str, str],
    size: Callable[[str], int],
    *options: str,
) -> dict[str, list[tuple[Any, ...]]]:
    """What `planparse check` finds in the files of a folder, as an editor would see it."""
    command = [sys.executable, "-m", "planparse", "check", ".", "-f", "json", *options]
    run = subprocess.run(
        command, cwd=folder, env=environment, capture_output=True, check=False
    )
    found: dict[str, list[tuple[Any, ...]]] = {name: [] for name in texts}
    for one in json.loads(run.stdout):
        text = texts[Path(one["path"]).name]
        found[Path(one["path"]).name].append(
            (
                one["code"],
                SEVERITY[one["severity"]],
                f"{one['message']} ({one['name']})",
                place(text, one["start"], size),
                place(text, one["end"], size),
            )
        )
    return found


@pytest.fixture
def texts(samples: Path, tmp_path: Path) -> dict[str, str]:
    """The texts of samples and of what is hard to count, each in a file."""
    found = {"wide.txt": WIDE, "together.txt": TOGETHER, "gap.md": f"# 要点\n\n{GAP}"}
    for name in ("flood-season.txt", "lost-parent.txt", "archive.txt", "law.txt"):
        found[name] = (samples / name).read_bytes().decode()
    for name, text in found.items():
        (tmp_path / name).write_bytes(text.encode())
    return found


@pytest.mark.parametrize(
    ("encodings", "size", "lang"),
    [
        (None, units, "en"),
        (["utf-8", "utf-16"], lambda text: len(text.encode()), "zh-CN"),
        (["utf-32"], len, "zh"),
    ],
    ids=["utf-16", "utf-8", "utf-32"],
)
def test_the_findings_are_those_of_the_command(
    encodings: list[str] | None,
    size: Callable[[str], int],
    lang: str,
    editor: Open,
    texts: dict[str, str],
    tmp_path: Path,
    environment: dict[str, str],
) -> None:
    async def opened() -> dict[str, list[tuple[Any, ...]]]:
        async with editor(locale=lang, encodings=encodings) as client:
            return {
                name: seen(await client.open(tmp_path / name, text))
                for name, text in texts.items()
            }

    found = asyncio.run(opened())
    assert found == checked(
        tmp_path, environment, texts, size, "--lang", lang[:2], "--exit-zero"
    )
    assert {one[0] for one in found["wide.txt"]} >= {"D103", "N201", "T303"}
    assert all(found[name] for name in ("together.txt", "gap.md", "flood-season.txt"))


def test_settings_and_corrections_hold_in_the_editor_too(
    editor: Open, tmp_path: Path, environment: dict[str, str]
) -> None:
    (tmp_path / "planparse.toml").write_text('[check]\nignore = ["T3"]\n')
    texts = {"gap.txt": GAP + "四、（试行\n", "whole.txt": GAP}
    for name, text in texts.items():
        (tmp_path / name).write_text(text, encoding="utf-8")
    command = [sys.executable, "-m", "planparse", "correct", "whole.txt:4"]
    subprocess.run(
        [*command, "--as", "no-hole"], cwd=tmp_path, env=environment, check=True
    )

    async def opened() -> dict[str, list[tuple[Any, ...]]]:
        async with editor() as client:
            return {
                name: seen(await client.open(tmp_path / name, text))
                for name, text in texts.items()
            }

    found = asyncio.run(opened())
    assert [one[0] for one in found["gap.txt"]] == ["N201"]
    assert found["whole.txt"] == []
    assert found == checked(tmp_path, environment, texts, units)


def test_what_is_known_or_passed_over_is_not_shown(
    editor: Open, tmp_path: Path, environment: dict[str, str]
) -> None:
    (tmp_path / "planparse.toml").write_text(
        'no-repair = true\n[check]\nbaseline = "known.json"\nexclude = ["draft*"]\n'
        "style = true\n"
    )
    texts = {"old.txt": GAP, "draft.txt": GAP, "style.txt": "一.治水\n二.治气\n"}
    for name, text in texts.items():
        (tmp_path / name).write_text(text, encoding="utf-8")
    command = [sys.executable, "-m", "planparse", "check", "old.txt"]
    subprocess.run(
        [*command, "--write-baseline"], cwd=tmp_path, env=environment, check=True
    )
    texts["old.txt"] = f"{GAP}四、督查\n六、总结\n"
    (tmp_path / "old.txt").write_text(texts["old.txt"], encoding="utf-8")

    async def opened() -> dict[str, list[tuple[Any, ...]]]:
        async with editor() as client:
            found = {
                name: seen(await client.open(tmp_path / name, text))
                for name, text in texts.items()
            }
            (tmp_path / "known.json").unlink()
            client.type(tmp_path / "old.txt", 2, texts["old.txt"] + "七、考核\n")
            every = [one.code for one in await client.findings()]
            assert every.count("N201") == 2
            return found

    expected = checked(tmp_path, environment, texts, units)
    assert [one[0] for one in expected["old.txt"]].count("N201") == 1
    assert (expected["draft.txt"], bool(expected["style.txt"])) == ([], True)
    assert asyncio.run(opened()) == expected


def test_findings_come_and_go_as_one_types(editor: Open, tmp_path: Path) -> None:
    plan = tmp_path / "plan.txt"  # never saved

    async def typed() -> None:
        async with editor() as client:
            assert [one.code for one in await client.open(plan, GAP)] == ["N201"]
            for version in range(2, 6):  # faster than anybody reads
                client.type(plan, version, GAP + "。" * version)
            client.type(plan, 6, GAP.replace("三、", "二、"))
            assert await client.findings() == []
            client.type(plan, 7, GAP)
            assert [one.code for one in await client.findings()] == ["N201"]
            client.text_document_did_close(
                types.DidCloseTextDocumentParams(identified(plan))
            )
            assert await client.findings() == []
            assert client.told.empty()

    asyncio.run(typed())


def changed(text: str, action: types.CodeAction) -> str:
    """A text with the changes of an action made, as an editor makes them."""
    assert action.edit is not None
    assert action.edit.changes is not None
    (edits,) = action.edit.changes.values()
    at = {place(text, offset, units): offset for offset in range(len(text) + 1)}
    for edit in reversed(edits):
        first, last = (
            at[where.line, where.character]
            for where in (edit.range.start, edit.range.end)
        )
        text = text[:first] + edit.new_text + text[last:]
    return text


def test_quick_fixes_mend_what_they_say(editor: Open, tmp_path: Path) -> None:
    plan = tmp_path / "plan.txt"

    async def mended() -> None:
        async with editor() as client:
            found = {one.code for one in await client.open(plan, TOGETHER)}
            assert found == {"D103", "N207"}
            actions = await client.actions(plan)
            for action in actions[:2]:
                (of,) = action.diagnostics or []
                client.type(plan, 2, changed(TOGETHER, action))
                (left,) = [one.code for one in await client.findings()]
                assert {left, of.code} == found
                client.type(plan, 3, TOGETHER)
                await client.findings()
            (every,) = await client.actions(plan, "source.fixAll")
            clean = changed(TOGETHER, every)
            assert clean == TOGETHER.replace("1.", "\r\n1.").replace("\u200b", "")
            client.type(plan, 4, clean)
            assert await client.findings() == []
            assert await client.actions(plan) == []
            assert len(actions) == 3

    asyncio.run(mended())


def test_quick_fixes_mend_style_where_it_is_certain_and_that_place_alone(
    editor: Open, tmp_path: Path
) -> None:
    (tmp_path / "planparse.toml").write_text("[check]\nstyle = true\n")
    plan, text = (
        tmp_path / "plan.txt",
        "加强巡查,及时报告。。\n加强值守，。及时会商。\n",
    )

    async def mended() -> None:
        async with editor() as client:
            found = [one.code for one in await client.open(plan, text)]
            assert found == ["S303", "S302", "S302"]
            comma, double, every = await client.actions(plan)
            assert changed(text, comma) == text.replace(",", "，")
            assert changed(text, double) == text.replace("。。", "。")
            assert changed(text, every) == text.replace(",", "，").replace("。。", "。")

    asyncio.run(mended())


def test_an_editor_shows_the_tree_and_says_how_a_place_is_cited(
    editor: Open, tmp_path: Path
) -> None:
    plan = tmp_path / "plan.txt"

    async def asked() -> None:
        async with editor(locale="zh-CN") as client:
            await client.open(plan, GAP)
            (document,) = (
                await client.text_document_document_symbol_async(
                    types.DocumentSymbolParams(identified(plan))
                )
                or []
            )
            assert isinstance(document, types.DocumentSymbol)
            assert document.name == "全年工作要点"
            first, hole, third = document.children or []
            assert (first.name, first.detail) == ("一、 抓落实", "一、")
            assert [one.name for one in first.children or []] == [
                "（一） 加强督查。（水务局负责，6月底前完成）"
            ]
            assert hole.name == "✗ 二、"
            assert third.range.start == hole.range.start == types.Position(3, 0)
            inside(document)
            folds = await client.text_document_folding_range_async(
                types.FoldingRangeParams(identified(plan))
            )
            assert [(one.start_line, one.end_line) for one in folds or []] == [
                (0, 3),
                (1, 2),
            ]
            where = types.HoverParams(identified(plan), types.Position(2, 4))
            shown = await client.text_document_hover_async(where)
            assert shown is not None
            assert isinstance(shown.contents, types.MarkupContent)
            assert shown.contents.kind == types.MarkupKind.PlainText
            assert shown.contents.value.splitlines() == [
                "一、（一）　《全年工作要点》",
                "一、抓落实 › （一）",
                "责任单位：水务局",
                "时限：6月底前",
            ]

    asyncio.run(asked())


def inside(symbol: types.DocumentSymbol) -> None:
    """Hold what the protocol asks: a name lies in its range, a child in its parent's."""
    outer = symbol.range
    for inner in (
        symbol.selection_range,
        *(one.range for one in symbol.children or []),
    ):
        assert (outer.start.line, outer.start.character) <= (
            inner.start.line,
            inner.start.character,
        )
        assert (inner.end.line, inner.end.character) <= (
            outer.end.line,
            outer.end.character,
        )
    for child in symbol.children or []:
        inside(child)


def test_what_is_no_plan_is_told_and_breaks_nothing(
    editor: Open, tmp_path: Path
) -> None:
    async def opened() -> None:
        async with editor() as client:
            (fault,) = await client.open(
                tmp_path / "plan.yaml", "planparse: '0.1.0'\nschema: 1\n"
            )
            assert "what planparse wrote" in fault.message
            page = tmp_path / "page.html"
            text = "<!DOCTYPE html><html><body><p>一、治水</p><p>三、清淤</p></body></html>"
            assert await client.open(page, text) == []
            assert await client.actions(page) == []
            empty = tmp_path / "empty.txt"
            assert await client.open(empty, "") == []
            where = types.HoverParams(identified(empty), types.Position(7, 7))
            assert await client.text_document_hover_async(where) is None

    asyncio.run(opened())


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (["--select", "N29"], "no finding is called 'N29'"),
        (["--grammar", "novel"], "no grammar and no file is called novel"),
    ],
)
def test_what_is_asked_wrongly_is_told_before_it_serves(
    arguments: list[str], said: str, environment: dict[str, str], tmp_path: Path
) -> None:
    command = [sys.executable, "-m", "planparse", "lsp", *arguments]
    run = subprocess.run(
        command,
        cwd=tmp_path,
        env=environment,
        stdin=subprocess.DEVNULL,
        capture_output=True,
        text=True,
        timeout=60,
        check=False,
    )
    assert run.returncode == 2
    assert run.stdout == ""
    assert said in run.stderr
    assert len(run.stderr.splitlines()) == 1
