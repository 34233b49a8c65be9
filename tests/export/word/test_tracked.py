"""Tracked changes: accepted they are the new plan, rejected the old one, to the letter."""

import io
import zipfile
from itertools import permutations
from pathlib import Path
from xml.etree import ElementTree

import pytest
from hypothesis import given

from planparse.compare.comparison import compare
from planparse.errors import PlanparseError
from planparse.export.word.tracked import write
from planparse.tree import Parsed
from tests.export.test_writers import NAMES, parsed
from tests.laws.laws import AUTO
from tests.laws.strategies import outlines
from tests.tasks.test_work_points import sample

from .reading import W, part, read_back, tree, written
from .test_layout import NO_THEME

YEARS = [
    ("reading-2023.txt", "reading-2024.txt"),
    ("report-2023.txt", "report-2024.txt"),
]
OUT = {"accept": ("del", "moveFrom"), "reject": ("ins", "moveTo")}


def tracked(old: Parsed, new: Parsed) -> bytes:
    return b"".join(write(compare([old, new], AUTO)))


def lines(data: bytes, what: str) -> list[str]:
    """The paragraphs and cells once all changes are accepted, or all are rejected.

    What a revision takes out is gone; a paragraph whose end is gone goes on in the next.
    """
    gone = [W + name for name in OUT[what]]
    out: list[str] = [""]
    for line in kept_paragraphs(part(data), gone):
        out[-1] += "".join(words_of(line, gone))
        marks = line.find(f"{W}pPr/{W}rPr")
        if not any(mark.tag in gone for mark in (() if marks is None else marks)):
            out.append("")
    return [line for line in out if line]


def kept_paragraphs(
    element: ElementTree.Element, gone: list[str]
) -> list[ElementTree.Element]:
    """The paragraphs of what is left, rows that are gone left out."""
    out: list[ElementTree.Element] = []
    for each in element:
        row = each.find(f"{W}trPr")
        if row is not None and any(mark.tag in gone for mark in row):
            continue
        out += [each] if each.tag == f"{W}p" else kept_paragraphs(each, gone)
    return out


def words_of(element: ElementTree.Element, gone: list[str]) -> list[str]:
    """The words of the runs of a paragraph that are left, deleted ones that are back too."""
    out: list[str] = []
    for each in element:
        if each.tag == f"{W}r":
            out.append(
                "".join(
                    "\n" if sign.tag == f"{W}br" else sign.text or ""
                    for sign in each
                    if sign.tag in (f"{W}t", f"{W}delText", f"{W}br")
                )
            )
        elif each.tag not in gone and each.tag != f"{W}pPr":
            out += words_of(each, gone)
    return out


def plain(of: Parsed) -> list[str]:
    """The same of a plan that is written by itself."""
    return [
        line
        for each in kept_paragraphs(part(written(of)), [])
        if (line := "".join(words_of(each, [])))
    ]


def hold(old: Parsed, new: Parsed) -> None:
    data = tracked(old, new)
    assert lines(data, "accept") == plain(new)
    assert lines(data, "reject") == plain(old)


@pytest.mark.parametrize(("old", "new"), YEARS)
def test_years_hold_to_the_letter(old: str, new: str) -> None:
    hold(sample(old), sample(new))
    hold(sample(new), sample(old))


@pytest.mark.parametrize(
    ("old", "new"), [*zip(NAMES, [*NAMES[1:], NAMES[0]], strict=True)]
)
def test_any_two_samples_hold_to_the_letter(old: str, new: str) -> None:
    hold(sample(old), sample(new))


@given(outlines(), outlines())
def test_any_two_plans_hold_to_the_letter(old: str, new: str) -> None:
    hold(parsed(old), parsed(new))


@pytest.mark.parametrize(("old", "new"), YEARS)
def test_the_new_plan_is_read_from_it(old: str, new: str) -> None:
    assert tree(read_back(tracked(sample(old), sample(new)))) == tree(sample(new))


def test_the_same_plan_has_no_changes() -> None:
    found = part(tracked(sample("law.txt"), sample("law.txt")))
    assert not [each for each in found.iter() if each.tag in revisions()]


def revisions() -> set[str]:
    return {W + name for names in OUT.values() for name in names} | {f"{W}pPrChange"}


OLD = "要点\n一、治水\n（一）清漂。每日清漂两次。\n（二）清淤。六月底前清淤三公里。\n（三）护坡。新建护坡五百米。\n"
NEW = "要点\n一、治水\n（一）护坡。新建护坡五百米。\n（二）清漂。每日清漂三次。\n（三）清淤。六月底前清淤三公里。\n"


def test_an_item_that_moved_is_a_move_and_no_deletion() -> None:
    found = part(tracked(parsed(OLD), parsed(NEW)))
    names = {
        side: [each.get(f"{W}name") for each in found.iter(f"{W}{side}RangeStart")]
        for side in ("moveFrom", "moveTo")
    }
    assert names["moveFrom"] == names["moveTo"] != []
    ends = {each.get(f"{W}id") for each in found.iter(f"{W}moveToRangeEnd")}
    assert ends == {each.get(f"{W}id") for each in found.iter(f"{W}moveToRangeStart")}
    kept = ["".join(words_of(each, [])) for each in found.iter(f"{W}moveTo")]
    assert "护坡。新建护坡五百米。" in "".join(kept)


def test_only_the_words_that_changed_are_revised() -> None:
    found = part(tracked(parsed(OLD), parsed(OLD.replace("两次", "三次"))))
    changed = {
        kind: [
            "".join(words_of(each, []))
            for each in found.iter(f"{W}{kind}")
            if len(each)
        ]
        for kind in ("del", "ins")
    }
    assert changed == {"del": ["两次"], "ins": ["三次"]}


def test_words_and_paragraphs_that_come_are_told_apart_by_their_dates() -> None:
    more = OLD.replace("两次。", "两次。同时宣传。\n（新）各镇要加强巡查，不得中断。")
    found = part(tracked(parsed(OLD), parsed(more)))
    dates = {
        "".join(words_of(each, [])): each.get(f"{W}date")
        for each in found.iter(f"{W}ins")
        if len(each)
    }
    assert dates["同时宣传。"] is None
    assert dates["（新）各镇要加强巡查，不得中断。"] is not None


def test_revisions_have_numbers_of_their_own() -> None:
    found = part(tracked(sample("reading-2023.txt"), sample("reading-2024.txt")))
    numbers = [each.get(f"{W}id") for each in found.iter() if each.tag in revisions()]
    assert len(numbers) == len(set(numbers)) > 20


TABLE = "<html><body><h1>清源县节水任务表</h1><p>任务见表。</p><table border=1><tr><th>任务</th><th>时限</th></tr><tr><td>清淤</td><td>{}</td></tr></table></body></html>"


def test_a_table_that_changed_is_taken_out_and_put_in() -> None:
    from planparse.pipeline import parse
    from planparse.readers import read

    old, new = (
        parse(read(TABLE.format(when).encode(), "table.html"), AUTO)
        for when in ("6月底", "9月底")
    )
    hold(old, new)
    hold(old, old)
    data = tracked(old, new)
    assert len([*part(data).iter(f"{W}tbl")]) == 2
    assert len([*part(tracked(old, old)).iter(f"{W}tbl")]) == 1


def test_the_same_plans_give_the_same_bytes() -> None:
    one, two = (tracked(parsed(OLD), parsed(NEW)) for _ in range(2))
    assert one == two


@pytest.mark.parametrize(
    ("old", "new"), [*YEARS, *permutations(["law.txt", "archive.txt"])]
)
def test_the_schema_holds(old: str, new: str, tmp_path: Path) -> None:
    audit = pytest.importorskip("openxml_audit")
    file = tmp_path / "changes.docx"
    file.write_bytes(tracked(sample(old), sample(new)))
    errors = audit.OpenXmlValidator().validate(str(file)).errors
    assert [
        each.description for each in errors if NO_THEME not in each.description
    ] == []


def test_a_plan_without_its_text_is_refused() -> None:
    from planparse.export.json_text import write as as_json
    from planparse.export.options import Options
    from planparse.export.reader import load
    from planparse.records import Exporter

    of = parsed(OLD)
    text = "".join(as_json(Exporter(of, AUTO, sha256="0" * 64), Options()))
    plan = load(text, "json", path="old.json").plain()
    with pytest.raises(PlanparseError, match="was parsed before"):
        [*write(compare([plan, of], AUTO))]


def test_python_docx_opens_it() -> None:
    library = pytest.importorskip("docx")
    data = tracked(parsed(OLD), parsed(NEW))
    assert library.Document(io.BytesIO(data)).paragraphs[0].text == "要点"
    assert zipfile.ZipFile(io.BytesIO(data)).testzip() is None
