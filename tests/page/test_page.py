"""The page in a browser shows and saves what the command prints, and asks nobody for anything."""

import csv
import json
import os
import re
import zipfile
from base64 import b64encode
from collections.abc import Callable
from hashlib import sha256
from io import BytesIO, StringIO
from pathlib import Path
from time import sleep
from typing import Any

import openpyxl
import pytest
import yaml

import planparse
from tests.conftest import SAMPLES
from tests.page.conftest import PATIENCE, ROOT, CountingServer, OpenPage

SHARED = Path(os.environ.get("PLANPARSE_SHARED") or ROOT.parent / "shared").resolve()
TEXTS = sorted(SAMPLES.glob("*.txt"))
Saved = Callable[[str], bytes]
SERVICE_WORKER = (
    "return navigator.serviceWorker.ready"
    ".then(one => one.active?.state === 'activated')"
)


@pytest.fixture
def saved(page: OpenPage, tmp_path: Path) -> Saved:
    """Wait for a download, and return what it holds."""
    page.browser.download_into(str(tmp_path))

    def wait(name: str) -> bytes:
        path = tmp_path / name
        for _ in range(20 * PATIENCE):
            if path.is_file() and not list(tmp_path.glob("*.crdownload")):
                return path.read_bytes()
            sleep(0.05)
        raise TimeoutError(name)

    return wait


def table(page: OpenPage, panel: str) -> list[list[str]]:
    found: list[list[str]] = page.browser.run(
        f"return [...document.querySelectorAll('#panel-{panel} tr')]"
        ".map(row => [...row.children].map(cell => cell.textContent))"
    )
    return found


def members(packed: bytes) -> dict[str, bytes]:
    """What a zip holds; how it is compressed is the business of each interpreter."""
    with zipfile.ZipFile(BytesIO(packed)) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


def printed_outline(path: Path) -> list[str]:
    plan = planparse.parse(path.read_bytes(), path=path.name)
    lines = "".join(plan.to("outline", lang="zh")).splitlines()
    return [re.sub(r"^[│ ]*[├└]── ", "", line) for line in lines]


@pytest.mark.parametrize("path", TEXTS, ids=lambda path: path.stem)
def test_a_sample_is_shown_as_it_is_printed(page: OpenPage, path: Path) -> None:
    page.open(path)
    assert page.outline() == printed_outline(path)
    page.show("tasks")
    plan = planparse.parse(path.read_bytes(), path=path.name)
    printed = list(csv.reader(StringIO("".join(plan.to("csv", plain=True)))))
    if len(printed) > 1:
        assert table(page, "tasks") == printed
    assert page.browser.complaints() == []


def test_a_word_document_that_is_dropped_is_read(page: OpenPage) -> None:
    path = SHARED / "formats" / "dev" / "docx-programme.docx"
    if not path.is_file():
        pytest.skip("there are no Word documents beside this clone")
    page.browser.run(
        "const bytes = Uint8Array.from(atob(arguments[0]), c => c.charCodeAt(0));"
        "const data = new DataTransfer();"
        "data.items.add(new File([bytes], arguments[1]));"
        "document.dispatchEvent(new DragEvent('drop', {dataTransfer: data, bubbles: true}));",
        b64encode(path.read_bytes()).decode(),
        path.name,
    )
    page.browser.wait(
        "return document.querySelectorAll('[role=treeitem]').length > 0", PATIENCE
    )
    page.idle()
    assert page.outline() == printed_outline(path)


def test_nodes_and_findings_lead_to_their_places_and_back(page: OpenPage) -> None:
    page.open(SAMPLES / "flood-season.txt")
    lit = "return [...document.querySelectorAll('.text .lit')].map(e => e.textContent).join()"
    page.browser.click("[data-kind=lacuna]")
    assert "通报到各县区" in page.browser.run(lit)
    page.browser.click("#finding-0")
    assert "疏通城乡排涝通道" in page.browser.run(lit)
    page.browser.click(".text a.warning")
    assert page.browser.run("return document.activeElement.id").startswith("finding-")
    page.browser.click("[data-line='4'] .number")
    selected = "return document.querySelector('[aria-selected=true][role=treeitem]').textContent"
    assert "改进值班制度" in page.browser.run(selected)


def test_the_outline_is_walked_by_keys(page: OpenPage) -> None:
    page.open(SAMPLES / "flood-season.txt")
    page.browser.run("document.querySelector('[role=tree]').focus()")
    selected = "return document.querySelector('[aria-selected=true][role=treeitem]').textContent"
    count = "return document.querySelectorAll('[role=treeitem]').length"
    whole = page.browser.run(count)
    for _ in range(3):
        page.browser.press("\ue015")  # down
    assert "压紧压实" in page.browser.run(selected)
    page.browser.press("\ue012")  # left folds
    assert page.browser.run(count) == whole - 2
    page.browser.press("\ue014")  # right unfolds
    assert page.browser.run(count) == whole
    page.browser.press("\ue007")  # Enter leads to the text
    assert page.browser.run("return document.querySelectorAll('.lit').length") > 0


def test_words_are_found(page: OpenPage) -> None:
    page.open(SAMPLES / "flood-season.txt")
    page.browser.type(".text-search, .pane input[type=search]", "铁锹")
    page.browser.wait(
        "return document.querySelector('.pane output').textContent !== ''", PATIENCE
    )
    page.browser.press("\ue007")
    lit = "return document.querySelector('.text .lit')?.textContent ?? ''"
    page.browser.wait(f"{lit.replace('return ', 'return (')}).includes('铁锹')")


def test_the_pages_of_findings_are_there(page: OpenPage) -> None:
    page.open(SAMPLES / "flood-season.txt")
    page.browser.click(".findings details button")
    page.browser.wait(
        "return document.querySelector('.rule:not([hidden])') !== null", PATIENCE
    )
    assert "怎么办" in page.browser.run(
        "return document.querySelector('.rule').textContent"
    )


def test_a_plan_without_findings_says_so(page: OpenPage, tmp_path: Path) -> None:
    path = tmp_path / "好.txt"
    path.write_text(
        "一、清漂\n（一）每日清漂。\n（二）每周清淤。\n二、护坡\n", encoding="utf-8"
    )
    page.open(path)
    assert "没有发现" in page.browser.run(
        "return document.querySelector('.findings').textContent"
    )


def test_tasks_are_filtered_sorted_and_saved(page: OpenPage, saved: Saved) -> None:
    page.open(SAMPLES / "flood-season.txt")
    page.show("tasks")
    whole = len(table(page, "tasks"))
    page.browser.run(
        "const unit = document.querySelector('select[name=unit]');"
        "unit.value = unit.options[1].value;"
        "unit.dispatchEvent(new Event('input', {bubbles: true}));"
    )
    page.browser.wait(
        f"return document.querySelectorAll('#panel-tasks tr').length < {whole}",
        PATIENCE,
    )
    shown = table(page, "tasks")
    page.browser.click("#panel-tasks th:nth-child(3) button")
    assert sorted(table(page, "tasks")) == sorted(shown)
    page.press("tasks", "CSV")
    content = saved("flood-season.csv").decode("utf-8-sig")
    assert [row[2] for row in csv.reader(StringIO(content))] == [
        row[2] for row in shown
    ]
    page.press("tasks", "Excel")
    sheet = openpyxl.load_workbook(BytesIO(saved("flood-season.xlsx"))).worksheets[0]
    said = {str(cell.value) for row in sheet.iter_rows() for cell in row}
    assert all(any(row[2][:8] in cell for cell in said) for row in shown[1:])


def test_a_long_table_comes_as_it_is_scrolled(page: OpenPage, tmp_path: Path) -> None:
    path, count = tmp_path / "长表.txt", 900
    path.write_text(
        "".join(f"{number}.疏浚第{number}段河道。\n" for number in range(1, count + 1)),
        encoding="utf-8",
    )
    rows = "return document.querySelectorAll('#panel-tasks tbody tr').length"
    page.open(path)
    page.show("tasks")
    assert 0 < page.browser.run(rows) < count
    told = "return document.querySelector('#panel-tasks table').getAttribute('aria-rowcount')"
    assert page.browser.run(told) == str(count + 1)
    before = page.browser.run(rows)
    page.browser.run("document.querySelector('#panel-tasks .more').scrollIntoView()")
    page.browser.wait(f"{rows} > {before}", PATIENCE)
    page.browser.run(
        "const more = document.querySelector('#panel-tasks .more');"
        "while (!more.hidden) more.click();"
    )
    assert page.browser.run(rows) == count
    for _ in range(2):  # sorted up, then down
        page.browser.click("#panel-tasks th:first-child button")
    first = "return document.querySelector('#panel-tasks tbody tr').textContent"
    assert f"第{count}段" in page.browser.run(first)
    assert page.browser.run(rows) < count
    page.browser.run("dispatchEvent(new Event('beforeprint'))")
    assert page.browser.run(rows) == count


def test_downloads_are_those_of_the_command(page: OpenPage, saved: Saved) -> None:
    path = SAMPLES / "flood-season.txt"
    page.open(path)
    plan = planparse.parse(path.read_bytes(), path=path.name)
    page.show("save")
    page.press("save", "YAML")
    content = saved("flood-season.yaml")
    assert content.decode() == "".join(plan.to("yaml", lang="zh"))
    assert yaml.safe_load(content)["source"]["path"] == path.name
    page.press("save", "JSON")
    assert json.loads(saved("flood-season.json")) == plan.to_dict("zh")
    page.press("save", "公文 Word，按国家标准排版（.docx）")
    assert members(saved("flood-season.docx")) == members(b"".join(plan.to("docx")))
    page.press("save", "任务表 Word（.docx）")
    tasks = b"".join(plan.to("tasks-docx"))
    assert members(saved("flood-season.tasks.docx")) == members(tasks)
    page.show("clean")
    page.press("clean", "下载清稿")
    page.press("clean", "下载改动记录")
    ledger = json.loads(saved("flood-season.ledger.json"))
    assert (
        planparse.restore(saved("flood-season.clean.txt"), ledger) == path.read_bytes()
    )
    marked = "return document.querySelectorAll('#panel-clean .text a.edit').length > 0"
    assert page.browser.run(marked)


def test_two_years_are_compared(page: OpenPage, saved: Saved) -> None:
    paths = [SAMPLES / "report-2024.txt", SAMPLES / "report-2023.txt"]
    page.open(*paths)
    page.show("compare")
    page.press("compare", "对照")
    page.browser.wait("return document.querySelector('iframe') !== null", PATIENCE)
    page.idle()
    page.press("compare", "保存网页")
    plans = [
        planparse.parse(path.read_bytes(), path=path.name) for path in reversed(paths)
    ]
    assert saved("年度对照.html").decode() == "".join(
        planparse.diff(*plans).to("html", lang="zh")
    )
    assert page.browser.complaints() == []


def test_many_files_are_read_listed_and_packed(
    page: OpenPage, saved: Saved, tmp_path: Path
) -> None:
    folder = tmp_path / "年度"
    folder.mkdir()
    for number in range(200):
        text = f"东湖市{2000 + number}年工作要点\n一、清漂\n（一）第{number}段。\n（三）清淤。\n"
        (folder / f"{number:03}.txt").write_text(text, encoding="utf-8")
    page.browser.choose("#folder", str(folder))
    page.browser.wait(
        "return document.querySelectorAll('header option').length === 200", PATIENCE
    )
    page.idle()
    page.show("files")
    assert len(table(page, "files")) == 201
    page.show("save")
    page.press("save", "打包下载")
    with zipfile.ZipFile(BytesIO(saved("planparse.zip"))) as archive:
        names = archive.namelist()
        assert len(names) == 200 * 3 + 1
        found = json.loads(archive.read("年度/007.json"))
        assert found["documents"][0]["title"] == "东湖市2007年工作要点"


@pytest.mark.long
def test_a_text_of_ten_megabytes_is_read(page: OpenPage, tmp_path: Path) -> None:
    path = tmp_path / "长.txt"
    one = (SAMPLES / "flood-season.txt").read_bytes()
    path.write_bytes(one * (10_000_000 // len(one) + 1))
    page.open(path)
    assert page.notes() == ""
    page.browser.wait(
        "return document.querySelectorAll('[role=treeitem]').length > 100", PATIENCE
    )
    page.browser.run("document.querySelector('[role=tree]').focus()")
    page.browser.press("\ue010")  # End
    last = "return document.querySelector('[aria-selected=true][role=treeitem]').textContent"
    page.browser.wait(f"{last}.includes('2024年3月18日')", PATIENCE)


def test_hostile_files_are_named_and_do_no_harm(page: OpenPage, tmp_path: Path) -> None:
    bomb = tmp_path / "炸弹.zip"
    with zipfile.ZipFile(bomb, "w", zipfile.ZIP_DEFLATED) as archive:
        for number in range(6):
            archive.writestr(f"{number}.txt", bytes(30 * 10**6))
    markup = tmp_path / "标记.txt"
    markup.write_text(
        "一、<img src=x onerror=document.title='坏'><script>document.title='坏'</script>\n"
        "二、\u202eabc</p>\n",
        encoding="utf-8",
    )
    word = tmp_path / "旧.doc"
    word.write_bytes(b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600))
    paths = [bomb, word, markup]
    hostile = SHARED / "formats" / "hostile" / "bomb.docx"
    if hostile.is_file():
        paths.insert(0, hostile)
    page.open(*paths)
    page.browser.wait(
        "return document.querySelectorAll('[role=treeitem]').length > 1", PATIENCE
    )
    for path in paths[:-1]:
        assert path.name in page.notes()
    assert "另存为" in page.notes()
    assert any("<script>" in line for line in page.outline())
    assert page.browser.run("return document.title") == "公文要点解析 · planparse"


@pytest.mark.long
def test_what_takes_too_long_can_be_stopped(page: OpenPage, tmp_path: Path) -> None:
    path = tmp_path / "长.txt"
    one = (SAMPLES / "archive.txt").read_bytes()
    path.write_bytes(one * (20_000_000 // len(one)))
    page.browser.choose("#files", str(path))
    page.browser.wait("return !document.querySelector('.work button').hidden", PATIENCE)
    page.browser.run(
        "[...document.querySelectorAll('.telling button')].find(e => e.textContent === '停止').click()"
    )
    page.browser.wait("return document.querySelector('.note') !== null", PATIENCE)
    assert "已停止" in page.notes()
    page.open(SAMPLES / "report.txt")
    assert page.outline() == printed_outline(SAMPLES / "report.txt")


def test_the_licences_of_all_parts_are_in_the_page(site: Path) -> None:
    text = (site / "licences.txt").read_text(encoding="utf-8")
    for words in (
        "The planparse authors",
        "Mozilla Public License Version 2.0",
        "PYTHON SOFTWARE FOUNDATION LICENSE VERSION 2",
        "Emscripten authors",
        "Rich Felker",
        "Sun Junyi",
        "Will McGugan",
        "John McNamara",
    ):
        assert words in text


def test_nothing_is_asked_of_anybody_else(page: OpenPage) -> None:
    page.open(SAMPLES / "report-2023.txt", SAMPLES / "report-2024.txt")
    asked = page.browser.run(
        "return performance.getEntriesByType('resource').map(e => e.name)"
    )
    assert asked
    assert all(
        name.startswith((page.address, f"blob:{page.address}")) for name in asked
    )
    refused = page.browser.run(
        "return fetch(arguments[0]).then(() => 'sent', () => 'refused')", page.address
    )
    assert refused == "refused"
    page.browser.complaints()


def test_the_server_is_asked_for_the_page_and_then_for_nothing(
    page: OpenPage, server: CountingServer, saved: Saved, tmp_path: Path
) -> None:
    own = {"/", *(f"/{name}" for name in server.names)}
    page.browser.wait(SERVICE_WORKER, PATIENCE)
    assert {"/", "/page.js", "/parts/wasm.js", "/sw.js"} <= set(server.asked) <= own
    server.asked.clear()
    archive = tmp_path / "年度.zip"
    with zipfile.ZipFile(archive, "w") as packed:
        packed.write(SAMPLES / "report-2023.txt", "2023.txt")
        packed.write(SAMPLES / "flood-season.txt", "2024.txt")
    page.open(archive)
    page.browser.click(".findings details button")  # the page of a kind of finding
    page.show("tasks")
    page.press("tasks", "Excel")
    saved("2024.xlsx")
    page.show("clean")
    page.show("files")
    page.show("compare")
    page.press("compare", "对照")
    page.browser.wait("return document.querySelector('iframe') !== null", PATIENCE)
    page.idle()
    page.press("compare", "保存网页")
    saved("年度对照.html")
    page.show("save")
    page.press("save", "打包下载")
    saved("planparse.zip")
    assert server.asked == []


def test_english_is_a_switch(page: OpenPage) -> None:
    page.open(SAMPLES / "flood-season.txt")
    switch = "document.querySelector('header button[lang]').click()"
    page.browser.run(switch)
    try:
        page.idle()
        page.browser.wait(
            "return document.querySelectorAll('[role=treeitem]').length > 1", PATIENCE
        )
        plan = planparse.parse((SAMPLES / "flood-season.txt").read_bytes())
        lines = "".join(plan.to("outline", lang="en")).splitlines()
        assert page.outline() == [re.sub(r"^[│ ]*[├└]── ", "", line) for line in lines]
        assert page.browser.run("return document.documentElement.lang") == "en"
    finally:
        page.browser.run(switch)


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("width", [1400, 400])
def test_assistive_technology_finds_its_way(
    page: OpenPage, scheme: str, width: int
) -> None:
    axe = ROOT / "web" / "node_modules" / "axe-core" / "axe.min.js"
    if not axe.is_file():
        pytest.skip("axe-core is not installed: npm ci, in web/")
    source = axe.read_text(encoding="utf-8")
    page.browser.look(width, 900, scheme)
    try:
        faults = judged(page, source)
        page.open(SAMPLES / "flood-season.txt", SAMPLES / "excerpt.txt")
        for tab in ("read", "tasks", "clean", "files", "compare", "save"):
            page.show(tab)
            faults += judged(page, source)
        assert faults == []
    finally:
        page.browser.look(1400, 900, "light")


def judged(page: OpenPage, source: str) -> list[Any]:
    """What axe-core finds serious or worse."""
    found: list[Any] = page.browser.run(
        source + ";return axe.run({iframes: false}).then(found => found.violations"
        ".filter(one => ['serious', 'critical'].includes(one.impact))"
        ".map(one => [one.id, ...one.nodes.slice(0, 3).map(node => node.html)]))"
    )
    return found


def test_the_answers_are_those_of_the_command_on_real_plans(
    page: OpenPage, saved: Saved, tmp_path: Path
) -> None:
    corpus = SHARED / "corpus"
    if not corpus.is_dir():
        pytest.skip("there is no corpus beside this clone")
    every = sorted(
        path for path in corpus.rglob("*.txt") if path.stat().st_size < 200_000
    )
    chosen = every[:: max(1, len(every) // 100)][:100]
    folder = tmp_path / "样本"
    folder.mkdir()
    for number, path in enumerate(chosen):
        (folder / f"{number:03}.txt").write_bytes(path.read_bytes())
    page.browser.choose("#folder", str(folder))
    page.browser.wait(
        f"return document.querySelectorAll('header option').length === {len(chosen)}",
        PATIENCE,
    )
    page.idle()
    page.show("save")
    page.browser.run(
        "document.querySelectorAll('#panel-save input').forEach(e => {e.checked = e.value === 'json'})"
    )
    page.press("save", "打包下载")
    differing = []
    with zipfile.ZipFile(BytesIO(saved("planparse.zip"))) as archive:
        for path in sorted(folder.iterdir()):
            name = f"样本/{path.stem}.json"
            plan = planparse.parse(path.read_bytes(), path=f"样本/{path.name}")
            printed = "".join(plan.to("json", lang="zh")).encode()
            if sha256(archive.read(name)).digest() != sha256(printed).digest():
                differing.append(name)
    assert differing == []


def test_files_come_back_where_they_are_to_and_are_wiped(page: OpenPage) -> None:
    page.open(SAMPLES / "excerpt.txt")
    page.browser.click("header input[type=checkbox]")
    page.browser.wait(
        "return document.querySelector('[role=status]').textContent !== ''", PATIENCE
    )
    page.load()
    page.browser.wait(
        "return document.querySelectorAll('[role=treeitem]').length > 1", PATIENCE
    )
    page.idle()
    assert page.outline() == printed_outline(SAMPLES / "excerpt.txt")
    page.browser.click("header input[type=checkbox]")
    page.browser.wait(
        "return document.querySelector('[role=status]').textContent !== ''"
    )
    page.load()
    assert page.browser.run("return document.querySelector('#sample') !== null")


def test_the_page_opens_without_a_network(
    page: OpenPage, server: CountingServer
) -> None:
    page.browser.wait(SERVICE_WORKER, PATIENCE)
    server.shutdown()
    server.socket.close()
    page.load()
    page.browser.click("#sample")
    page.browser.wait(
        "return document.querySelectorAll('[role=treeitem]').length > 1", PATIENCE
    )
    assert page.browser.complaints() == []


def test_the_page_opens_from_a_folder(site: Path, page: OpenPage) -> None:
    page.browser.open((site / "index.html").as_uri())
    page.browser.wait(
        "return document.documentElement.dataset.ready !== undefined", PATIENCE
    )
    page.browser.click("#sample")
    page.browser.wait(
        "return document.querySelectorAll('[role=treeitem]').length > 1", PATIENCE
    )
    assert page.browser.complaints() == []
