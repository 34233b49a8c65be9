"""What the page is told is what the command prints, whatever it asks for."""

import csv
import json
import zipfile
from io import BytesIO, StringIO
from pathlib import Path
from typing import Any

import openpyxl
import pytest
import yaml

import planparse
from planparse.browser.answers import Answers
from planparse.browser.desk import MOST_BYTES
from planparse.browser.places import BrowserOffsets
from tests.conftest import SAMPLES

TEXTS = sorted(SAMPLES.glob("*.txt"))


class Page:
    """A page with one set of answers, as the worker in the browser asks for them."""

    def __init__(self) -> None:
        self._answers = Answers()

    def put(self, name: str, data: bytes, lang: str = "zh") -> str:
        return self._answers.put(name, name, data, lang)

    def holds(self, name: str) -> bool:
        return self._answers.holds(name)

    def ask(self, ask: str, *names: str, **more: Any) -> Any:
        return json.loads(self.raw(ask, *names, **more).json)

    def file(self, ask: str, *names: str, **more: Any) -> bytes:
        return self.raw(ask, *names, **more).contents[0]

    def raw(self, ask: str, *names: str, given: Any = (), **more: Any) -> Any:
        request = {"ask": ask, "keys": names, "lang": "zh", **more}
        return self._answers.answer(json.dumps(request), given)


@pytest.fixture
def page() -> Page:
    return Page()


def opened(page: Page, path: Path) -> planparse.Plan:
    assert page.put(path.name, path.read_bytes()) == ""
    return planparse.parse(path.read_bytes(), path=path.name)


@pytest.mark.parametrize("path", TEXTS, ids=lambda path: path.stem)
@pytest.mark.parametrize("lang", ["zh", "en"])
def test_outline_is_the_one_that_is_printed(page: Page, path: Path, lang: Any) -> None:
    plan = opened(page, path)
    rows = page.ask("reading", path.name, lang=lang)["rows"]
    printed = "".join(plan.to("outline", lang=lang)).splitlines()
    assert [label + words + mark for _, _, label, words, mark, *_ in rows] == [
        line.lstrip("│├└─ ") if depth else line
        for line, (depth, *_) in zip(printed, rows, strict=True)
    ]


@pytest.mark.parametrize("path", TEXTS, ids=lambda path: path.stem)
def test_each_place_leads_into_the_text(page: Page, path: Path) -> None:
    plan = opened(page, path)
    told = page.ask("reading", path.name)
    text = told["text"]
    assert text == plan.source.text
    nodes = list(plan.nodes())
    assert len(nodes) == len(told["rows"])
    for node, (*_, start, end, line) in zip(nodes, told["rows"], strict=True):
        assert node.span is not None
        assert (start, end, line) == (*node.span, node.line)
    codes = [finding["code"] for finding in told["findings"]]
    assert codes == [finding.code for finding in plan.findings]


def test_places_count_units_of_utf16() -> None:
    text = "一𠮷二😀三"
    at = BrowserOffsets(text)
    units = text.encode("utf-16-le")
    for offset in range(len(text) + 1):
        assert units[: 2 * at(offset)].decode("utf-16-le") == text[:offset]


@pytest.mark.parametrize("path", TEXTS, ids=lambda path: path.stem)
def test_table_is_the_one_of_csv(page: Page, path: Path) -> None:
    plan = opened(page, path)
    told = page.ask("tasks", path.name, filter={})
    printed = list(csv.reader(StringIO("".join(plan.to("csv", plain=True)))))
    shown = [told["columns"], *told["rows"]]
    assert [[str(cell) for cell in row] for row in shown] == printed


def test_tasks_are_filtered_by_unit_day_and_words(page: Page) -> None:
    text = "一、治水\n（一）清漂。6月底前完成。（市水务局负责）\n（二）清淤。2026年9月底前完成。（市住建局负责）\n"
    page.put("a.txt", text.encode())
    asked = [
        ({"unit": "市水务局"}, ["清漂"]),
        ({"since": "2026-07"}, ["清淤"]),
        ({"until": "2026-07-01"}, []),
        ({"words": "清淤 完成"}, ["清淤"]),
        ({"words": "清漂", "unit": "市住建局"}, []),
    ]
    for wanted, found in asked:
        rows = page.ask("tasks", "a.txt", filter=wanted)["rows"]
        assert len(rows) == len(found)
        assert all(word in row[2] for word, row in zip(found, rows, strict=True))
        content = page.file("files", "a.txt", formats=["xlsx"], filter=wanted)
        sheet = openpyxl.load_workbook(BytesIO(content)).worksheets[0]
        cells = [str(cell.value) for row in sheet.iter_rows() for cell in row]
        assert sum(
            "（一）清漂" in cell or "（二）清淤" in cell for cell in cells
        ) == len(found)


@pytest.mark.parametrize("fmt", ["json", "yaml", "md", "akn", "outline", "csv"])
def test_files_are_those_of_the_command(page: Page, fmt: Any) -> None:
    path = SAMPLES / "flood-season.txt"
    plan = opened(page, path)
    answered = page.raw("files", path.name, formats=[fmt])
    assert answered.contents[0] == "".join(plan.to(fmt, lang="zh")).encode()
    if fmt == "yaml":
        assert yaml.safe_load(answered.contents[0])["source"]["path"] == path.name


def test_clean_text_comes_with_its_ledger_and_the_way_back(page: Page) -> None:
    path = SAMPLES / "flood-season.txt"
    opened(page, path)
    told = page.ask("clean", path.name)
    clean, ledger = page.raw("files", path.name, formats=["clean", "ledger"]).contents
    assert told["text"].encode() == clean
    assert planparse.restore(clean, json.loads(ledger)) == path.read_bytes()
    assert len(told["edits"]) == len(json.loads(ledger)["edits"])
    for edit in told["edits"]:
        assert told["text"][edit["start"] : edit["end"]] == edit["after"]
        assert edit["name"]


def test_comparison_is_the_page_of_the_command(page: Page) -> None:
    names = ("report-2023.txt", "report-2024.txt")
    plans = [opened(page, SAMPLES / name) for name in names]
    content = page.file("comparison", *names, format="html")
    assert content.decode() == "".join(planparse.diff(*plans).to("html", lang="zh"))


def test_catalogue_goes_through_the_page_and_back(page: Page) -> None:
    entries = []
    for name in ("notice-and-plan.txt", "archive.txt"):
        opened(page, SAMPLES / name)
        entries += page.ask("summary", name)["entries"]
    told = page.ask("catalogue", entries=entries)
    content = page.file("catalogue-file", entries=entries, format="csv")
    first, *rows = csv.reader(StringIO(content.decode("utf-8-sig")))
    assert first == told["columns"]
    assert rows == [[str(cell) for cell in row] for row in told["rows"]]
    assert page.file("catalogue-file", entries=entries, format="xlsx")[:2] == b"PK"


def test_words_lead_to_their_places(page: Page) -> None:
    opened(page, SAMPLES / "flood-season.txt")
    told = page.ask("hits", "flood-season.txt", words="铁锹")
    text = page.ask("reading", "flood-season.txt")["text"]
    assert told["hits"]
    for start, end, _ in told["hits"]:
        assert "铁锹" in text[start:end]
    assert page.ask("hits", "flood-season.txt", words="  ") == {"hits": []}


def test_page_of_a_finding_has_its_parts(page: Page) -> None:
    told = page.ask("page", code="N201")
    assert told["code"] == "N201"
    assert all(told[part] for part in ("summary", "meaning", "example", "advice"))


def test_zip_holds_every_file_under_a_name_of_its_own(page: Page) -> None:
    names, contents = ["甲/a.txt", "a.txt", "a.txt"], [b"1", b"2", b"3"]
    packed = page.file("zip", names=names, given=contents)
    with zipfile.ZipFile(BytesIO(packed)) as archive:
        assert archive.namelist() == ["甲/a.txt", "a.txt", "a-2.txt"]
        assert [archive.read(name) for name in archive.namelist()] == contents


def packed(*members: tuple[str, bytes]) -> bytes:
    made = BytesIO()
    with zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in members:
            archive.writestr(name, data)
    return made.getvalue()


def test_archives_are_unpacked_with_those_in_them(page: Page) -> None:
    inner = packed(("乙.txt", b"2"))
    outer = packed(("年度/甲.txt", b"1"), (".hidden", b"x"), ("内.zip", inner))
    answered = page.raw("unpack", name="袋.zip", given=[outer])
    told = json.loads(answered.json)["files"]
    assert [one["name"] for one in told] == [
        "袋.zip/年度/甲.txt",
        "袋.zip/内.zip/乙.txt",
    ]
    assert [*answered.contents] == [b"1", b"2"]


def test_bombs_are_refused_without_being_unpacked(page: Page) -> None:
    bomb = packed(*((f"{number}.txt", bytes(30 * 10**6)) for number in range(4)))
    told = page.ask("unpack", name="炸弹.zip", given=[bomb])["files"]
    assert len(told) == 1
    assert "炸弹" in told[0]["fault"]


def test_no_more_comes_out_of_an_archive_than_a_page_can_hold(
    page: Page, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("planparse.browser.unpacking.MOST_UNPACKED", 5)
    given = [packed(("a.txt", b"123"), ("b.txt", b"456"))]
    told = page.ask("unpack", name="大.zip", given=given)["files"]
    assert [bool(one["fault"]) for one in told] == [False, True]


def test_what_is_too_large_in_an_archive_is_told_in_words_of_the_page(
    page: Page, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("planparse.browser.unpacking.MOST_BYTES", 5)
    given = [packed(("a.txt", b"123"), ("大.txt", b"456789"))]
    small, large = page.ask("unpack", name="袋.zip", given=given)["files"]
    assert small["fault"] == ""
    assert large == {
        "name": "袋.zip/大.txt",
        "fault": page.put("b", bytes(MOST_BYTES + 1)),
    }


@pytest.mark.parametrize(
    ("name", "data", "zh", "en"),
    [
        ("a.pdf", b"%PDF-1.7\n" + bytes(400), "已损坏|PDF", "PDF|damaged"),
        (
            "a.doc",
            b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600),
            "另存为",
            "save it",
        ),
        ("a.png", b"\x89PNG\r\n\x1a\n", "OCR", "OCR"),
        ("a.7z", b"7z\xbc\xaf\x27\x1c", "解压", "unpack"),
        ("a.docx", b"", "重新获取", "fetch"),
    ],
)
def test_what_is_not_read_is_told_with_what_to_do(
    page: Page, name: str, data: bytes, zh: str, en: str, monkeypatch: Any
) -> None:
    monkeypatch.setattr("planparse.readers.libreoffice.installed", lambda: None)
    assert any(word in page.put(name, data, "zh") for word in zh.split("|"))
    assert any(word in page.put(name, data, "en") for word in en.split("|"))
    assert not page.holds(name)


def test_what_is_too_large_is_refused(page: Page) -> None:
    assert "太大" in page.put("a.txt", bytes(MOST_BYTES + 1))


def test_plans_that_were_not_used_for_long_are_let_go(page: Page) -> None:
    for number in range(20):
        page.put(f"{number}", b"\xe4\xb8\x80\xe3\x80\x81")
    assert not page.holds("0")
    assert page.holds("19")
