"""What is read out of Word documents: the text as Word shows it, and what Word knows of it."""

import random
import tracemalloc
import zipfile
from contextlib import suppress
from io import BytesIO

import pytest

import planparse
from planparse.errors import DamagedError, TooLargeError, UnreadableFormatError
from planparse.readers import read, zipped
from planparse.text.original import Original

from .docx_files import (
    HEAD,
    LISTS,
    W,
    abstract,
    docx,
    level,
    num,
    packed,
    paragraph,
    parts,
    run,
    strict,
    table,
)

GOOD = (
    paragraph("清源县防汛工作要点")
    + paragraph("压紧压实责任", 1)
    + paragraph("公布责任人名单", 1, 1)
    + paragraph("县级名单", 1, 2)
    + paragraph("县本级", 1, 3)
    + paragraph("河道", 1, 4)
    + paragraph("不编号的段落。")
    + paragraph("全面排查隐患", 1)
    + paragraph("开展检查", 1, 1)
)
READ = (
    "清源县防汛工作要点\n一、 压紧压实责任\n（一） 公布责任人名单\n1. 县级名单\n"
    "① 县本级\n甲. 河道\n不编号的段落。\n二、 全面排查隐患\n（一） 开展检查\n"
)


def text_of(data: bytes) -> str:
    return read(data).text


def original_of(data: bytes) -> Original:
    original = read(data).original
    assert original is not None
    return original


def codes_of(data: bytes) -> list[str]:
    return [finding.code for finding in planparse.parse(data).findings]


# ── labels ────────────────────────────────────────────────────────────────────────────


def test_automatic_labels_are_counted_level_by_level() -> None:
    assert text_of(docx(GOOD)) == READ
    plan = planparse.parse(docx(GOOD))
    assert [(node.label, node.id) for node in plan.sections()][:4] == [
        ("一、", "d1/2"),
        ("（一）", "d1/2/1"),
        ("1.", "d1/2/1/1"),
        ("①", "d1/2/1/1/1"),
    ]


@pytest.mark.parametrize("codec", ["utf-8", "utf-16"])
def test_strict_namespaces_and_other_encodings_are_read_alike(codec: str) -> None:
    document = strict(parts(GOOD))
    part = document["word/document.xml"].replace("UTF-8", codec.upper()).encode(codec)
    assert text_of(packed({**document, "word/document.xml": part})) == READ


def test_lists_of_one_abstract_list_count_together() -> None:
    body = "".join(
        paragraph(text, number)
        for text, number in (("甲", 1), ("乙", 1), ("丙", 2), ("丁", 2), ("戊", 1))
    )
    labels = [line.split()[0] for line in text_of(docx(body)).splitlines()]
    assert labels == ["一、", "二、", "九、", "十、", "十一、"]
    assert "N201" not in codes_of(docx(body))


def test_a_typed_label_and_automatic_ones_are_one_series() -> None:
    lists = abstract(8, level(0, "chineseCounting", "%1、", 2)) + num(3, 8)
    body = (
        paragraph("一、总体要求") + paragraph("主要任务", 3) + paragraph("三、保障措施")
    )
    plan = planparse.parse(docx(body, lists))
    assert [node.label for node in plan.sections()] == ["一、", "二、", "三、"]
    assert plan.lacunae() == []


def test_a_hidden_paragraph_counts_and_does_not_show() -> None:
    body = (
        paragraph("甲部分", 1)
        + paragraph("<w:r/>", 1, mark="<w:vanish/>")
        + paragraph("丙部分", 1)
        + paragraph(run("不可见的批示", "<w:vanish/>") + run("可见的正文。"))
    )
    assert text_of(docx(body)) == "一、 甲部分\n三、 丙部分\n可见的正文。\n"
    assert "N201" not in codes_of(docx(body))


def test_a_level_begins_again_only_below_the_level_that_it_says() -> None:
    lists = abstract(
        0,
        level(0, "decimal", "%1"),
        level(1, "decimal", "%1.%2", more='<w:lvlRestart w:val="0"/>'),
        level(2, "upperRoman", "%1-%3", more="<w:isLgl/>"),
    ) + num(1, 0)
    body = "".join(paragraph("甲", 1, depth) for depth in (0, 1, 2, 2, 0, 1, 2))
    labels = [line.split()[0] for line in text_of(docx(body, lists)).splitlines()]
    assert labels == ["1", "1.1", "1-1", "1-2", "2", "2.2", "2-1"]


@pytest.mark.parametrize(
    ("suffix", "read"),
    [("tab", "第1条 甲"), ("space", "第1条 甲"), ("nothing", "第1条甲")],
)
def test_what_stands_behind_a_label_is_as_the_list_has_it(
    suffix: str, read: str
) -> None:
    more = f'<w:suff w:val="{suffix}"/>'
    lists = abstract(0, level(0, "decimal", "第%1条", more=more)) + num(1, 0)
    assert text_of(docx(paragraph("甲", 1), lists)) == read + "\n"


def test_labels_come_by_styles_and_those_they_are_based_on() -> None:
    linked = '<w:pStyle w:val="H2"/>'
    lists = abstract(
        0,
        level(0, "decimal", "%1", more='<w:pStyle w:val="H1"/>'),
        level(1, "decimal", "%1.%2", more=linked),
    ) + num(1, 0)
    listed = '<w:pPr><w:numPr><w:numId w:val="1"/></w:numPr></w:pPr>'
    styles = (
        f'<w:style w:type="paragraph" w:styleId="H1">{listed}</w:style>'
        '<w:style w:type="paragraph" w:styleId="H2"><w:basedOn w:val="H1"/></w:style>'
        '<w:style w:type="paragraph" w:styleId="B"><w:basedOn w:val="H1"/></w:style>'
    )
    body = (
        paragraph("甲", style="H1")
        + paragraph("乙", style="H2")
        + paragraph("丙", 0, style="H1")
        + paragraph("丁", style="B")
    )
    assert text_of(docx(body, lists, styles=styles)) == "1 甲\n1.1 乙\n丙\n2 丁\n"


@pytest.mark.parametrize("wrapped", [False, True])
def test_numbers_of_a_custom_format_are_written_as_it_begins(wrapped: bool) -> None:
    custom = '<w:numFmt w:val="custom" w:format="001, 002, 003, ..."/>'
    mc = "http://schemas.openxmlformats.org/markup-compatibility/2006"
    if wrapped:
        custom = (
            f'<mc:AlternateContent xmlns:mc="{mc}"><mc:Choice Requires="w14">{custom}'
            '</mc:Choice><mc:Fallback><w:numFmt w:val="decimal"/></mc:Fallback>'
            "</mc:AlternateContent>"
        )
    lists = (
        '<w:abstractNum w:abstractNumId="0"><w:lvl w:ilvl="0"><w:start w:val="9"/>'
        f'{custom}<w:lvlText w:val="第%1项"/></w:lvl>'
        + level(1, "decimal", "%1-%2", more="<w:isLgl/>")
        + "</w:abstractNum>"
        + num(1, 0)
    )
    body = paragraph("甲", 1) + paragraph("乙", 1) + paragraph("丙", 1, 1)
    assert text_of(docx(body, lists)) == "第009项 甲\n第010项 乙\n10-1 丙\n"


def test_lists_that_are_not_there_have_no_labels() -> None:
    body = paragraph("无此列表", 77) + paragraph("无此级", 1, 12) + paragraph("甲", 1)
    assert text_of(docx(body)) == "无此列表\n无此级\n一、 甲\n"


def test_loops_of_styles_and_lists_end() -> None:
    lists = abstract(0, more='<w:numStyleLink w:val="L"/>') + num(1, 0)
    styles = (
        '<w:style w:type="paragraph" w:styleId="A"><w:basedOn w:val="B"/></w:style>'
        '<w:style w:type="paragraph" w:styleId="B"><w:basedOn w:val="A"/></w:style>'
        '<w:style w:type="numbering" w:styleId="L"><w:pPr><w:numPr>'
        '<w:numId w:val="1"/></w:numPr></w:pPr></w:style>'
    )
    body = paragraph("甲", 1) + paragraph("乙", style="A")
    assert text_of(docx(body, lists, styles=styles)) == "甲\n乙\n"


# ── what is shown ─────────────────────────────────────────────────────────────────────


def test_revisions_are_read_as_accepted_and_told() -> None:
    deleted = "<w:del><w:r><w:delText>已删去的任务</w:delText></w:r></w:del>"
    body = (
        paragraph("重点任务", 1)
        + paragraph(f"<w:ins>{run('年内完成')}</w:ins>{deleted}{run('整治。')}")
        + paragraph(deleted, 1, mark="<w:del/>")
        + paragraph("保障措施", 1)
    )
    assert text_of(docx(body)) == "一、 重点任务\n年内完成整治。\n二、 保障措施\n"
    (found,) = planparse.parse(docx(body)).findings
    assert (found.code, found.message) == (
        "D110",
        "4 tracked changes, read as accepted",
    )


def test_a_paragraph_whose_mark_is_deleted_goes_on_in_the_next() -> None:
    body = paragraph("前半句，", 1, mark="<w:del/>") + paragraph("后半句。", 1)
    assert text_of(docx(body)) == "一、 前半句，后半句。\n"


def test_what_no_paragraph_takes_over_is_kept() -> None:
    hidden = paragraph("格中的话", mark="<w:vanish/>")
    body = table((hidden, "乙"), ("丙", "丁")) + paragraph("末句。", mark="<w:del/>")
    assert text_of(docx(body)) == "格中的话\t乙\n丙\t丁\n末句。\n"


def test_line_ends_of_the_markup_are_blanks() -> None:
    assert text_of(docx(paragraph(run("压实\n责任")))) == "压实 责任\n"


def test_everything_stands_once_whatever_holds_it() -> None:
    box = f"<w:txbxContent>{paragraph('清源县人民政府文件')}</w:txbxContent>"
    mc = "http://schemas.openxmlformats.org/markup-compatibility/2006"
    body = (
        f"<w:sdt><w:sdtContent>{paragraph('控件中的段落。')}</w:sdtContent></w:sdt>"
        "<w:p><w:smartTag>" + run("2024年3月18日") + "</w:smartTag>"
        "<w:hyperlink>" + run("见链接") + "</w:hyperlink>"
        "<w:r><w:tab/><w:t>乙</w:t><w:br/><w:t>丙</w:t><w:noBreakHyphen/></w:r></w:p>"
        f'<w:p><w:r><mc:AlternateContent xmlns:mc="{mc}"><mc:Choice>{box}</mc:Choice>'
        f"<mc:Fallback>{box}</mc:Fallback></mc:AlternateContent></w:r></w:p>"
    )
    assert text_of(docx(body)) == (
        "控件中的段落。\n2024年3月18日见链接\t乙\n丙-\n清源县人民政府文件\n"
    )
    lines = original_of(docx(body)).lines
    assert [line.begins for line in lines] == [True, True, False, True]


def test_fields_show_their_results_and_no_instructions() -> None:
    def field(instruction: str, result: str) -> str:
        mark = '<w:r><w:fldChar w:fldCharType="{}"/></w:r>'
        return (
            mark.format("begin")
            + f"<w:r><w:instrText>{instruction}</w:instrText></w:r>"
            + mark.format("separate")
            + result
            + mark.format("end")
        )

    entry = field(" TOC \\o ", run("一、总体要求") + "<w:r><w:tab/><w:t>1</w:t></w:r>")
    body = (
        paragraph("目　录")
        + paragraph(entry)
        + paragraph("总体要求", 1)
        + paragraph(run("共") + field(" SEQ x ", run("12")) + run("项任务。"))
    )
    assert text_of(docx(body)) == (
        "目　录\n一、总体要求\t1\n一、 总体要求\n共12项任务。\n"
    )
    plan = planparse.parse(docx(body))
    assert [node.kind for node in plan.nodes()][1:3] == ["contents", "contents"]
    assert len(list(plan.sections())) == 1
    assert plan.findings == ()


def test_notes_stand_behind_the_paragraph_that_names_them() -> None:
    note = '<w:footnote w:id="2">' + paragraph("指县级以上。") + "</w:footnote>"
    separator = '<w:footnote w:id="0" w:type="separator"><w:p/></w:footnote>'
    named = paragraph(run("有关部门") + '<w:r><w:footnoteReference w:id="2"/></w:r>')
    document = parts(named + paragraph("另行通知。"))
    document["word/footnotes.xml"] = (
        f"{HEAD}<w:footnotes {W}>{separator}{note}</w:footnotes>"
    )
    data = packed(document)
    assert text_of(data) == "有关部门\n指县级以上。\n另行通知。\n"
    assert [line.role for line in original_of(data).lines] == ["body", "note", "body"]


def test_headers_and_footers_are_no_text() -> None:
    document = parts(paragraph("正文。"))
    document["word/header1.xml"] = f"{HEAD}<w:hdr {W}>{paragraph('内部资料')}</w:hdr>"
    assert text_of(packed(document)) == "正文。\n"


# ── tables ────────────────────────────────────────────────────────────────────────────


def test_a_table_is_one_node_with_its_cells() -> None:
    body = (
        paragraph("任务分工", 1)
        + table(("责任单位", "时限"), (paragraph("表中编号", 1, 1), "4月10日前"))
        + paragraph("下一步打算", 1)
    )
    plan = planparse.parse(docx(body))
    assert [(node.kind, node.label) for node in plan.nodes()][1:] == [
        ("section", "一、"),
        ("table", None),
        ("section", "二、"),
    ]
    found = next(node for node in plan.nodes() if node.kind == "table")
    assert found.text == "责任单位\t时限\n（一） 表中编号\t4月10日前"
    text = plan.source.text
    assert text is not None
    cells = [text[cell.start : cell.end] for row in found.rows for cell in row]
    assert cells == ["责任单位", "时限", "（一） 表中编号", "4月10日前"]


def test_merged_cells_and_heads_are_told() -> None:
    def cell(text: str, properties: str) -> str:
        return f"<w:tc><w:tcPr>{properties}</w:tcPr>{paragraph(text)}</w:tc>"

    def row(*cells: str, properties: str = "") -> str:
        return f"<w:tr>{properties}{''.join(cells)}</w:tr>"

    first, below = '<w:vMerge w:val="restart"/>', "<w:vMerge/>"
    head = row(
        cell("任务", '<w:gridSpan w:val="2"/>'),
        cell("单位", ""),
        properties="<w:trPr><w:tblHeader/></w:trPr>",
    )
    upper = row(cell("清淤", first), cell("一期", ""), cell("甲", ""))
    lower = row(cell("", below), cell("二期", ""), cell("乙", ""))
    body = f"<w:tbl>{head}{upper}{lower}</w:tbl>"
    (found,) = original_of(docx(body)).tables
    assert [[cell[2:] for cell in row] for row in found.rows] == [
        [(0, 1, 2, True), (2, 1, 1, True)],
        [(0, 2, 1, False), (1, 1, 1, False), (2, 1, 1, False)],
        [(1, 1, 1, False), (2, 1, 1, False)],
    ]


def test_a_table_of_one_column_is_the_page() -> None:
    body = table((paragraph("总体要求", 1) + paragraph("主要任务", 1),))
    assert text_of(docx(body)) == "一、 总体要求\n二、 主要任务\n"
    assert original_of(docx(body)).tables == ()


def test_deep_tables_are_read() -> None:
    depth = 20_000
    body = "<w:tbl><w:tr><w:tc>" * depth + paragraph("最深处")
    assert text_of(docx(body + "</w:tc></w:tr></w:tbl>" * depth)) == "最深处\n"


# ── what is refused ───────────────────────────────────────────────────────────────────


@pytest.mark.parametrize(
    "declared", ['<!ENTITY a "哈">', '<!ENTITY a SYSTEM "file:///etc/hostname">']
)
@pytest.mark.parametrize(
    "name", ["word/document.xml", "word/numbering.xml", "word/styles.xml"]
)
def test_a_document_type_is_refused(declared: str, name: str) -> None:
    document = parts(paragraph("<w:r><w:t>前&a;后</w:t></w:r>"))
    document["word/document.xml"] = document["word/document.xml"].replace("&a;", "")
    document[name] = document[name].replace(HEAD, f"{HEAD}<!DOCTYPE d [{declared}]>")
    with pytest.raises(UnreadableFormatError, match=f"a DOCTYPE in {name}"):
        read(packed(document))


def test_what_unpacks_to_too_much_is_refused_before_it_is(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(zipped, "LIMIT", 1 << 20)
    data = docx(paragraph(" " * (40 << 20)))
    tracemalloc.start()
    with pytest.raises(TooLargeError, match="unpacks to 40 MB, and the limit is 1 MB"):
        read(data)
    assert tracemalloc.get_traced_memory()[1] < 4 << 20
    tracemalloc.stop()


def test_a_size_that_is_a_lie_is_found_out() -> None:
    data = bytearray(docx(paragraph("甲" * 100_000)))
    with zipfile.ZipFile(BytesIO(bytes(data))) as archive:
        size = archive.getinfo("word/document.xml").file_size
    told = size.to_bytes(4, "little")
    data[:] = data.replace(told, (100).to_bytes(4, "little"))
    with pytest.raises(DamagedError):
        read(bytes(data))


def test_damage_is_named() -> None:
    good = docx(GOOD)
    broken = bytearray(good)
    at = good.find(b"word/document.xml") + 40
    broken[at : at + 30] = bytes(30)
    document = parts(GOOD)
    del document["word/document.xml"]
    for data in (good[: len(good) * 2 // 3], bytes(broken), packed(document)):
        with pytest.raises(DamagedError, match=r"^a damaged Word document") as caught:
            read(data)
        assert "\n" not in str(caught.value)


def test_macros_and_remote_templates_are_not_looked_at() -> None:
    document: dict[str, str | bytes] = dict(parts(GOOD))
    document["word/vbaProject.bin"] = bytes(64)
    document["word/_rels/document.xml.rels"] = (
        f'{HEAD}<Relationships><Relationship Type="x/styles" TargetMode="External" '
        'Target="http://127.0.0.1:9/styles.xml"/></Relationships>'
    )
    assert text_of(packed(document)) == READ


def test_lists_alone_are_no_label() -> None:
    assert text_of(docx(paragraph("甲", 1), LISTS)) == "一、 甲\n"


def test_a_file_damaged_anywhere_is_read_or_refused() -> None:
    whole = docx(GOOD)
    chance = random.Random(8)
    for _ in range(300):
        data = bytearray(whole)
        for _ in range(chance.randint(1, 4)):
            data[chance.randrange(len(data))] = chance.randrange(256)
        with suppress(UnreadableFormatError):
            read(bytes(data), "plan.docx")


@pytest.mark.parametrize("method", [6, 9, 12, 14, 93, 255])
def test_a_part_that_is_packed_in_another_way_than_it_says_is_damaged(
    method: int,
) -> None:
    whole = docx(GOOD)
    at = whole.rindex(b"PK\x01\x02") + 10
    local = whole.rindex(b"PK\x03\x04") + 8
    data = bytearray(whole)
    data[at] = data[local] = method
    with suppress(UnreadableFormatError):
        read(bytes(data), "plan.docx")
