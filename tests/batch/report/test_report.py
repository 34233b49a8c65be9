"""The report of a batch for people: a page, a workbook, and what they say of an archive."""

import re
from collections import Counter
from html.parser import HTMLParser
from pathlib import Path
from urllib.parse import unquote

import openpyxl
import pytest

from planparse.batch.kept_findings import KeptFinding
from planparse.batch.report.counting import Counts, FileRow
from planparse.batch.report.doubles import Doubles
from planparse.batch.report.links import link_to, place_in
from planparse.batch.report.page import as_page
from planparse.batch.report.parts import Report
from planparse.batch.report.workbook import as_workbook
from planparse.findings.catalogue import DAMAGE, RULES
from planparse.findings.report.place import Place
from planparse.system.json_line import encode
from planparse.tree import Finding
from tests.batch.conftest import Batch, manifest, plan, write

HOSTILE = "<script>alert(1)</script>\"'&\x1b\u202e=1+1"


class Elements(HTMLParser):
    """The elements of a page with their attributes, and its text."""

    def __init__(self, page: str) -> None:
        super().__init__()
        self.found: list[tuple[str, dict[str, str | None]]] = []
        self.text = ""
        self.feed(page)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.found.append((tag, dict(attrs)))

    def handle_data(self, data: str) -> None:
        self.text += "" if self.lasttag == "style" else data


def of(rows: list[FileRow], **more) -> Report:
    counts = Counts(files=3, places=2)
    for row in rows:
        counts.add(row)
    given = {
        "counts": counts,
        "doubles": Doubles(),
        "archives": ["/srv/plans"],
        "manifest": "/srv/out/manifest.jsonl",
        "beside": "/srv",
        "made": "2026-01-01 00:00 UTC",
        "paths": {},
        "lang": "en",
    }
    return Report(**(given | more))


def damaged(name: str, places: int = 1, title: str = "", **about) -> FileRow:
    found = ["N201", 0, 1, ["（二）", "（一） → （三）"], 3, 1, 3, 2]
    kept = [[*found, None, 3, "报送情况。", title or "组织演练"]] * places
    facts = {
        "bytes": 1,
        "chars": 1,
        "format": "text",
        "findings": {"N201": places},
        "about": [{"line": 1, "title": title, "damage": places, **about}],
    }
    return FileRow(name, f"/srv/plans/{name}", "", None, encode(facts), encode(kept))


def unread(name: str, why: str = "is a PNG picture") -> FileRow:
    return FileRow(name, f"/srv/plans/{name}", "", why, "", "")


def page_of(report: Report) -> str:
    return "".join(as_page(report))


def test_the_page_says_what_the_manifest_says(here: Path, batch: Batch) -> None:
    write(here / "plans/scan.png", b"\x89PNG\r\n\x1a\n")
    write(here / "plans/copy.txt", plan(3, 6))
    done = batch("plans", "-o", "out", "--lang", "en", "--report", "r.html")
    assert done.returncode == 1
    files = manifest(here / "out/manifest.jsonl").values()
    read = [file for file in files if file["status"] == "done"]
    broken = [file for file in read if DAMAGE & file["findings"].keys()]
    page = Elements((here / "r.html").read_text(encoding="utf-8"))
    assert (len(files), len(broken)) == (15, 1)
    assert "1 of 15 files are damaged, at 1 place; 1 could not be read." in page.text
    assert f"characters{sum(file['chars'] for file in read):,}" in page.text
    assert "duplicates2 in 1 group" in page.text
    assert "a PNG picture; its text has to be recognised (OCR) first" in page.text
    assert "line 3N201 lost here: 二、; 一、 → 三、" in page.text
    links = [attrs.get("href") or "" for tag, attrs in page.found if tag == "a"]
    assert "out/manifest.jsonl" in links
    (place,) = [link for link in links if link.startswith("plans/2021/gap.txt#")]
    assert unquote(place.partition("text=")[2]) in "全年工作要点 一、抓落实 三、强监管"


def test_a_run_with_nothing_to_do_reports_the_same(here: Path, batch: Batch) -> None:
    def report(name: str) -> str:
        batch("plans", "-o", "out", "--report", name)
        text = (here / name).read_text(encoding="utf-8")
        return re.sub(r"on \S+ \S+ UTC", "", text)

    first = report("a.html")
    write(here / "plans/2020/new.txt", "一、抓落实\n三、强监管\n")
    assert "2 of 14 files are damaged" in report("b.html")
    (here / "plans/2020/new.txt").unlink()
    assert report("c.html") == first
    assert not [*(here / "out/.planparse").glob("doubles*")]


def test_a_report_among_the_files_is_none_of_them(batch: Batch) -> None:
    for _ in range(2):
        done = batch("plans", "-o", "out", "--report", "plans/report.html")
        assert done.returncode == 0
        assert b"13 files: 13 done" in done.stderr


def test_the_page_is_in_chinese_where_the_locale_is(here: Path, batch: Batch) -> None:
    write(here / "plans/scan.png", b"\x89PNG\r\n\x1a\n")
    write(here / "plans/cut.zip", b"PK\3\4")
    done = batch(
        "plans", "-o", "out", "--report", "r.html", more={"LC_ALL": "zh_CN.UTF-8"}
    )
    assert "plans/cut.zip：不是有效的 zip 压缩包：" in done.stderr.decode()
    files = manifest(here / "out/manifest.jsonl")
    assert files["plans/scan.png"]["message"].startswith("is a PNG picture")
    assert files["plans/cut.zip"]["message"].startswith("is not a valid zip archive")
    page = (here / "r.html").read_text(encoding="utf-8")
    assert '<html lang="zh-CN">' in page
    assert "共 15 个文件，其中 1 个受损（1 处），2 个无法读取。" in page
    assert "PNG 图片" in page
    assert "PNG picture" not in page


def test_hostile_names_and_words_are_text() -> None:
    rows = [
        damaged(HOSTILE, title=HOSTILE, issuer=HOSTILE, year=2020),
        unread(f"javascript:{HOSTILE}", HOSTILE),
    ]
    page = page_of(of(rows, archives=[HOSTILE], doubles=Doubles(fault=HOSTILE)))
    found = Elements(page)
    assert {tag for tag, _ in found.found} <= {
        *("html", "head", "meta", "title", "style", "body", "header", "main", "nav"),
        *("section", "h1", "h2", "h3", "h4", "p", "a", "b", "q", "span", "div", "dl"),
        *("dt", "dd", "ol", "ul", "li", "details", "summary", "svg", "g", "rect"),
        *("path", "text", "table", "thead", "tbody", "tr", "th", "td"),
    }
    assert not [name for _, attrs in found.found for name in attrs if name[:2] == "on"]
    assert "\x1b" not in page
    assert "\u202e" not in page
    assert found.text.count("<script>alert(1)</script>") >= 7


def test_the_page_asks_nothing_of_a_network() -> None:
    page = page_of(of([damaged("a.txt", year=2020, issuer="市政府"), unread("b.png")]))
    assert "default-src 'none'" in page
    assert not re.search(r"https?:|//|url\(|@import|src=", page)
    for tag, attrs in Elements(page).found:
        if tag == "a":
            assert re.match(r"#|(\.\./)*plans/|out/", attrs["href"] or "")


def test_what_is_left_out_is_told_with_where_it_is() -> None:
    rows = [damaged(f"{n}.txt", places=n) for n in range(1, 6)]
    page = page_of(of([*rows, *[unread(f"{n}.png", f"why {n}") for n in range(25)]]))
    text = Elements(page).text
    assert "and 2 more damaged files: manifest.jsonl tells of every file" in text
    assert "and 3 more: planparse check prints them all" in text
    assert "and 22 more files: manifest.jsonl tells of every file" in text
    assert "and 5 more files, for other reasons: manifest.jsonl" in text
    assert [n for n in "12345" if f"plans/{n}.txt" in page] == ["3", "4", "5"]


def test_an_archive_without_damage_is_said_to_have_none() -> None:
    text = Elements(page_of(of([]))).text
    assert "No file is damaged, and all could be read." in text


@pytest.mark.parametrize("lang", ["en", "zh"])
@pytest.mark.parametrize("years", [range(2020, 2021), range(1900, 2026), (1, 9999)])
def test_any_years_are_drawn(lang: str, years) -> None:
    page = page_of(of([damaged(f"{year}.txt", year=year) for year in years], lang=lang))
    rects = [attrs for tag, attrs in Elements(page).found if tag == "rect"]
    assert rects
    for attrs in rects:
        assert float(attrs["width"] or 0) >= 0
        assert float(attrs["height"] or 0) > 0


def test_the_workbook_has_what_the_page_has(here: Path, batch: Batch) -> None:
    write(here / "plans/=1+1.png", b"\x89PNG\r\n\x1a\n")
    write(here / "plans/copy.txt", plan(3, 6))
    batch("plans", "-o", "out", "--lang", "en", "--report", "r.xlsx")
    book = openpyxl.load_workbook(here / "r.xlsx")
    sheets = {
        sheet.title: [list(row) for row in sheet.iter_rows(3, values_only=True)]
        for sheet in book
    }
    names = ["Summary", "Damage", "What could not be read, and why", "By kind"]
    assert [*sheets] == [*names, "By year", "By issuer", "Duplicates"]
    files = manifest(here / "out/manifest.jsonl").values()
    figures = dict(sheets["Summary"])
    assert figures["files"] == len(files)
    assert figures["characters"] == sum(file.get("chars", 0) for file in files)
    (place,) = sheets["Damage"]
    assert place[:4] == ["plans/2021/gap.txt", 3, None, "N201"]
    assert [row[0] for row in sheets[names[2]]] == ["plans/=1+1.png"]
    assert [row[0] for row in sheets["Duplicates"]] == [1, 1]
    found = Counter[str]()
    for file in files:
        found.update(file.get("findings", {}))
    assert {row[0]: row[3] for row in sheets["By kind"]} == found


def test_text_in_the_workbook_is_text(tmp_path: Path) -> None:
    rows = [damaged("=1+1", title="=2+2", issuer="=3+3"), unread("@x", "=4+4")]
    report = of(rows, doubles=Doubles(fault="=5+5"))
    (tmp_path / "r.xlsx").write_bytes(b"".join(as_workbook(report, lambda: iter(rows))))
    book = openpyxl.load_workbook(tmp_path / "r.xlsx")
    cells = [cell for sheet in book for row in sheet.iter_rows() for cell in row]
    assert {cell.data_type for cell in cells} <= {"s", "n"}
    assert {"=1+1", "=3+3", "@x", "=4+4"} <= {cell.value for cell in cells}


def test_where_duplicates_cannot_be_looked_for_the_report_says_so(
    here: Path, batch: Batch
) -> None:
    batch("plans", "-o", "out")
    (here / "out/.planparse/doubles").write_text("in the way")
    (here / "out/.planparse/doubles").chmod(0)
    done = batch("plans", "-o", "out", "--lang", "en", "--report", "r.html")
    assert done.returncode == 0
    page = (here / "r.html").read_text(encoding="utf-8")
    assert "They were not looked for: File exists" in page


def test_links_lead_from_the_report_to_the_files(tmp_path: Path) -> None:
    beside = str(tmp_path / "reports")
    assert link_to(str(tmp_path / "plans/a b#1?.txt"), beside) == (
        "../plans/a%20b%231%3F.txt"
    )
    assert link_to(str(tmp_path / "reports/javascript:x"), beside) == "javascript%3Ax"
    assert link_to("s3://bucket/plan.txt", beside) is None


def test_a_place_in_a_file_is_looked_for_as_the_format_allows() -> None:
    kept = KeptFinding(Finding("T301", 0, 1, ("一、",)), Place(1, 1, 1, 2), 3, 1)
    kept = kept._replace(before="前 半句-话", after="后面 的")
    assert place_in("pdf", kept) == "#page=3"
    assert place_in("pdf", kept._replace(page=None)) == ""
    assert place_in("docx", kept) == ""
    words = place_in("text", kept)
    assert unquote(words) == "#:~:text=半句-话"
    assert "-" not in words
    assert place_in("text", kept._replace(before="前", after="后")) == ""


def test_reports_of_other_kinds_are_refused(batch: Batch) -> None:
    done = batch("plans", "-o", "out", "--report", "r.pdf")
    assert done.returncode == 2
    assert b"r.pdf ends in none of the reports: .html, .xlsx, .json or .sarif" in (
        done.stderr
    )


def test_every_kind_of_finding_has_a_summary_for_the_report() -> None:
    for code, rule in RULES.items():
        facts = {
            "bytes": 1,
            "chars": 1,
            "format": "text",
            "findings": {code: 1},
            "about": [],
        }
        row = FileRow("a", "/srv/a", "", None, encode(facts), "")
        for lang in ("en", "zh"):
            summary = " ".join(rule.parts(lang).summary.split())
            assert summary in Elements(page_of(of([row], lang=lang))).text
