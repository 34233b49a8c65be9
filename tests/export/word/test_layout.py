"""A Word document is laid out by GB/T 9704—2012, and is one that other programs read."""

import io
from pathlib import Path
from typing import Any
from xml.etree import ElementTree

import pytest

from tests.export.test_writers import NAMES, parsed
from tests.tasks.test_work_points import sample

from .reading import W, paragraphs, part, read_back, tree, words, written

MM = 1440 / 25.4
NOTICE = (
    "000012\n机密★1年\n特急\n清源县人民政府文件\n清政发〔2026〕5号\n"
    "清源县人民政府关于印发《清源县2026年节水工作要点》的通知\n各镇人民政府：\n"
    "现将工作要点印发给你们，请认真贯彻执行。\n附件：1.任务清单\n"
    "清源县人民政府\n2026年3月2日\n（此件公开发布）\n抄送：县委办公室，县人大办公室。\n"
    "清源县人民政府办公室　　2026年3月2日印发\n"
)


def attributes(
    data: bytes, path: str, name: str = "word/document.xml"
) -> dict[str, str]:
    found = part(data, name).find(path.replace("w:", W))
    assert found is not None
    return {key.removeprefix(W): value for key, value in found.attrib.items()}


def style(data: bytes, identifier: str) -> ElementTree.Element:
    sheet = part(data, "word/styles.xml")
    return next(
        each
        for each in sheet.iter(f"{W}style")
        if each.get(f"{W}styleId") == identifier
    )


def value(element: ElementTree.Element, path: str, name: str = "val") -> str | None:
    found = element.find("/".join(W + step for step in path.split("/")))
    return None if found is None else found.get(W + name)


def xml(of: str, start: str) -> ElementTree.Element:
    """The paragraph that begins with some words."""
    return next(
        each
        for each in part(written(parsed(of))).iter(f"{W}p")
        if "".join(map(words, each.iter(f"{W}r"))).startswith(start)
    )


def test_the_page_has_the_margins_and_the_grid_of_the_standard() -> None:
    data = written(sample("law.txt"))
    size, edge = (attributes(data, f".//w:{name}") for name in ("pgSz", "pgMar"))
    assert (size["w"], size["h"]) == ("11906", "16838")
    assert round(int(edge["top"]) / MM) == 37
    assert round(int(edge["left"]) / MM) == 28
    width = int(size["w"]) - int(edge["left"]) - int(edge["right"])
    height = int(size["h"]) - int(edge["top"]) - int(edge["bottom"])
    assert (round(width / MM), round(height / MM)) == (156, 225)
    grid = attributes(data, ".//w:docGrid")
    assert grid["type"] == "linesAndChars"
    assert height // int(grid["linePitch"]) == 22
    assert int(width / 20 / (16 + int(grid["charSpace"]) / 4096)) == 28


def test_letters_fill_a_line_as_the_grid_does() -> None:
    body = style(written(sample("law.txt")), "GwBody")
    apart = int(value(body, "rPr/spacing") or 0)
    assert 156 * MM // (16 * 20 + apart) == 28


@pytest.mark.parametrize(
    ("name", "face", "size"),
    [
        ("Title", "方正小标宋简体", "44"),
        ("GwBody", "仿宋_GB2312", "32"),
        ("Heading1", "黑体", "32"),
        ("Heading2", "楷体_GB2312", "32"),
        ("Heading3", "仿宋_GB2312", "32"),
        ("Heading4", "仿宋_GB2312", "32"),
        ("Footer", "宋体", "28"),
        ("GwImprint", "仿宋_GB2312", "28"),
    ],
)
def test_faces_and_sizes(name: str, face: str, size: str) -> None:
    found = style(written(sample("law.txt")), name)
    assert value(found, "rPr/rFonts", "eastAsia") == face
    assert value(found, "rPr/sz") == size


def test_headings_have_outline_levels() -> None:
    data = written(sample("law.txt"))
    levels = [value(style(data, f"Heading{n}"), "pPr/outlineLvl") for n in range(1, 10)]
    assert levels == list("012345678")


def test_a_run_in_heading_and_its_text_share_a_paragraph_in_two_faces() -> None:
    found = xml("要点\n一、治水\n（一）清漂。每日两次。\n", "（一）")
    runs = [*found.iter(f"{W}r")]
    assert value(found, "pPr/pStyle") == "Heading2"
    assert [words(each) for each in runs] == ["（一）清漂。", "每日两次。"]
    assert [value(each, "rPr/rStyle") for each in runs] == [None, "BodyFace"]


def test_an_item_without_a_heading_is_text() -> None:
    found = xml("要点\n一、治水\n1.各镇要每日清漂两次，不得中断。\n", "1.")
    assert value(found, "pPr/pStyle") == "GwBody"


def test_every_run_has_its_marks_in_the_chinese_face() -> None:
    runs = [*part(written(sample("inline-series.txt"))).iter(f"{W}r")]
    assert runs
    assert {value(each, "rPr/rFonts", "hint") for each in runs} == {"eastAsia"}


def test_the_parts_of_a_notice_stand_in_their_styles() -> None:
    assert [name for name, _ in paragraphs(written(parsed(NOTICE)))] == [
        *("GwSecrecy", "GwSecrecy", "GwSecrecy", "GwMasthead", "GwDocnumber", "Title"),
        *("GwAddressee", "GwBody", "GwAttachment", "GwSignature", "GwDate"),
        *("GwBody", "GwImprint", "GwImprint", ""),
    ]


def test_the_date_begins_two_characters_right_of_who_signs() -> None:
    data = part(written(parsed(NOTICE)))
    right = {
        value(each, "pPr/pStyle"): value(each, "pPr/ind", "rightChars")
        for each in data.iter(f"{W}p")
    }
    # 7 characters sign, the date is as wide as 7.25: digits are half as wide as others, and
    # a quarter is free where they meet five times. It ends 2 from the edge: 9.25 + 2 - 7.
    assert (right["GwSignature"], right["GwDate"]) == ("425", "200")


def test_a_long_name_that_signs_stands_two_characters_from_the_edge() -> None:
    text = "方案\n一、目标\n节水。\n清源县住房和城乡建设管理局\n2026年3月2日\n"
    data = part(written(parsed(text)))
    right = {
        value(each, "pPr/pStyle"): value(each, "pPr/ind", "rightChars")
        for each in data.iter(f"{W}p")
    }
    assert (right["GwSignature"], right["GwDate"]) == (None, "575")  # 2 + 13 - 2 - 7.25


def test_the_imprint_stands_between_rules_at_the_bottom_of_the_page() -> None:
    (found,) = part(written(parsed(NOTICE))).iter(f"{W}tbl")
    rules = [
        value(found, f"tblPr/tblBorders/{side}", "sz")
        for side in ("top", "insideH", "bottom")
    ]
    assert rules == ["8", "6", "8"]
    assert value(found, "tblPr/tblpPr", "tblpYSpec") == "bottom"
    assert tree(read_back(written(parsed(NOTICE)))) == tree(parsed(NOTICE))


def test_the_day_of_printing_stands_on_the_right() -> None:
    found = xml(NOTICE, "清源县人民政府办公室")
    assert (
        "".join(map(words, found.iter(f"{W}r")))
        == "清源县人民政府办公室2026年3月2日印发"
    )
    assert len([*found.iter(f"{W}tab")]) == 2  # the stop, and the tab
    # 156 mm are 8844 twentieths of a point, and one character of 14 points is free.
    assert value(found, "pPr/tabs/tab", "pos") == "8564"


def test_who_gets_a_copy_stands_in_the_imprint_of_a_plan_behind_its_notice() -> None:
    plan = "清源县2026年节水工作要点\n一、目标\n节水。\n"
    text = NOTICE.replace("抄送", f"{plan}抄送")
    styles = dict(map(reversed, paragraphs(written(parsed(text)))))
    assert styles["抄送：县委办公室，县人大办公室。"] == "GwImprint"


def test_names_of_attachments_stand_below_names() -> None:
    moved = {}
    for start, listed in (
        ("附件：1.", "附件：1.任务清单\n2.名单"),
        ("2.", "附件：1.任务清单\n2.名单"),
        ("附件：10.", "附件：10.图纸"),
        ("附件：图", "附件：图纸"),
    ):
        found = xml(NOTICE.replace("附件：1.任务清单", listed), start)
        assert value(found, "pPr/pStyle") == "GwAttachment"
        places = ("leftChars", "hangingChars")
        moved[start] = tuple(value(found, "pPr/ind", each) for each in places)
    # Two characters are free, 附件： takes three, a number one or one and a half.
    assert moved == {
        "附件：1.": ("600", "400"),
        "2.": ("600", "100"),
        "附件：10.": ("650", "450"),
        "附件：图": (None, None),
    }


def test_page_numbers_stand_right_on_odd_pages_and_left_on_even_ones() -> None:
    data = written(sample("law.txt"))
    sides = {
        each.get(f"{W}type"): each.get(
            "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}id"
        )
        for each in part(data).iter(f"{W}footerReference")
    }
    targets = {
        each.get("Id"): each.get("Target")
        for each in part(data, "word/_rels/document.xml.rels")
    }
    for kind, side in (("default", "right"), ("even", "left")):
        footer = part(data, f"word/{targets[sides[kind]]}")
        assert value(footer, "p/pPr/jc") == side
        assert "".join(t.text or "" for t in footer.iter(f"{W}t")) == "— 1 —"
    assert part(data, "word/settings.xml").find(f"{W}evenAndOddHeaders") is not None


def test_a_table_is_a_table() -> None:
    data = written(sample("crlf-gb18030.txt"))
    rows = [
        [
            "".join(t.text or "" for t in cell.iter(f"{W}t"))
            for cell in row.iter(f"{W}tc")
        ]
        for row in part(data).iter(f"{W}tr")
    ]
    assert rows[0] == ["序号", "地块", "面积（亩）"]
    assert {len(row) for row in rows} == {3}


MERGED = (
    "<html><body><h1>清源县节水任务表</h1><table border=1>"
    "<tr><th rowspan=2>序号</th><th colspan=2>任务</th></tr>"
    "<tr><th>内容</th><th>时限</th></tr>"
    "<tr><td>1</td><td rowspan=2>清淤</td><td>6月底</td></tr>"
    "<tr><td>2</td><td>9月底</td></tr></table></body></html>"
)


def test_merged_cells_are_read_back() -> None:
    from planparse.pipeline import parse
    from planparse.readers import read
    from tests.laws.laws import AUTO

    of = parse(read(MERGED.encode(), "table.html"), AUTO)
    again = read_back(written(of))
    spans: Any = [
        [[(cell.column, cell.rows, cell.columns) for cell in row] for row in each.rows]
        for parse_ in (of, again)
        for each in parse_.tables
    ]
    assert len(spans) == 2
    assert spans[0] == spans[1]


def test_what_no_xml_may_hold_is_shown_by_a_sign() -> None:
    data = written(parsed("通知要点\n一、目标\n甲\x01乙<丙>&“丁”\n"))
    assert paragraphs(data)[-1][1] == "甲\ufffd乙<丙>&“丁”"


def test_a_second_document_begins_a_page() -> None:
    breaks = [*part(written(sample("archive.txt"))).iter(f"{W}pageBreakBefore")]
    assert len(breaks) == 3


# ── other programs ────────────────────────────────────────────────────────────────────

NO_THEME = "relationships/theme"
"""The validator asks for colours of a theme, which ISO 29500-1 (11.3.10) leaves to the document."""


@pytest.mark.parametrize("auto", [False, True])
@pytest.mark.parametrize("name", NAMES)
def test_the_schema_holds(name: str, auto: bool, tmp_path: Path) -> None:
    audit = pytest.importorskip("openxml_audit")
    file = tmp_path / "plan.docx"
    file.write_bytes(written(sample(name), auto_numbers=auto))
    errors = audit.OpenXmlValidator().validate(str(file)).errors
    assert [
        each.description for each in errors if NO_THEME not in each.description
    ] == []


def test_a_notice_with_all_parts_follows_the_schema(tmp_path: Path) -> None:
    audit = pytest.importorskip("openxml_audit")
    file = tmp_path / "plan.docx"
    file.write_bytes(written(parsed(NOTICE)))
    errors = audit.OpenXmlValidator().validate(str(file)).errors
    assert [
        each.description for each in errors if NO_THEME not in each.description
    ] == []


def test_python_docx_reads_it() -> None:
    docx = pytest.importorskip("docx")
    opened = docx.Document(io.BytesIO(written(sample("law.txt"))))
    assert opened.paragraphs[0].style.name == "Title"
    assert opened.paragraphs[0].text == "青禾市公共绿地管理暂行办法"
    assert round(opened.sections[0].top_margin.mm) == 37


def test_docx2python_reads_it() -> None:
    reader = pytest.importorskip("docx2python")
    data = io.BytesIO(written(sample("law.txt")))
    with reader.docx2python(data) as opened:
        assert "青禾市公共绿地管理暂行办法" in opened.text


def test_what_python_docx_saves_again_reads_the_same() -> None:
    docx = pytest.importorskip("docx")
    of = sample("notice-and-plan.txt")
    out = io.BytesIO()
    docx.Document(io.BytesIO(written(of))).save(out)
    assert tree(read_back(out.getvalue())) == tree(of)
