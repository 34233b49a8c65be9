"""Files that a Word document embeds as text: they are read, or it is told that they are not."""

from collections.abc import Mapping

import pytest

import planparse
from planparse.errors import TooLargeError
from planparse.readers import libreoffice, read, zipped
from planparse.readers.word import chunks

from .docx_files import HEAD, docx, packed, paragraph, parts, table

_RELATIONS = "http://schemas.openxmlformats.org/package/2006/relationships"
_OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_R = f'xmlns:r="{_OFFICE}"'
PAGE = "<html><body><p>三、严肃纪律</p><p>（一）加强督查。</p></body></html>"
FIRST, LAST = paragraph("压实责任", 1), paragraph("保障措施", 1)


def chunk(name: str) -> str:
    """The place of an embedded file in a document."""
    return f'<w:altChunk {_R} r:id="{name}"/>'


def embedding(
    body: str, files: Mapping[str, str | bytes], *, mode: str = ""
) -> dict[str, str | bytes]:
    """The parts of a document with files in it, related by their names."""
    document: dict[str, str | bytes] = {**parts(body)}
    relations = "".join(
        f'<Relationship Id="{name}" Type="{_OFFICE}/aFChunk" Target="{name}" {mode}/>'
        for name in files
    )
    document["word/_rels/document.xml.rels"] = (
        f'{HEAD}<Relationships xmlns="{_RELATIONS}">{relations}</Relationships>'
    )
    for name, data in files.items():
        document[f"word/{name}"] = data
    return document


def labels(data: bytes) -> list[str | None]:
    """The labels of the sections that a document has."""
    return [section.label for section in planparse.parse(data).sections()]


def told(data: bytes) -> list[str]:
    """The messages about parts that were not read."""
    found = planparse.parse(data).findings
    return [finding.message for finding in found if finding.code == "D114"]


def test_a_page_is_read_at_its_place() -> None:
    body = FIRST + LAST + chunk("a.html") + paragraph("四、附则")
    data = packed(embedding(body, {"a.html": PAGE}))
    assert read(data).text == (
        "一、 压实责任\n二、 保障措施\n三、严肃纪律\n（一）加强督查。\n四、附则\n"
    )
    assert labels(data) == ["一、", "二、", "三、", "（一）", "四、"]
    assert told(data) == []


def test_a_saved_page_and_plain_text_are_read() -> None:
    saved = (
        "MIME-Version: 1.0\nContent-Type: multipart/related; boundary=x\n\n--x\n"
        f'Content-Type: text/html; charset="utf-8"\n\n{PAGE}\n--x--\n'
    )
    body = chunk("a.mht") + chunk("b.txt")
    files = {
        "a.mht": saved,
        "b.txt": "（二）压实责任。\n\n四、附则\n".encode("gb18030"),
    }
    data = packed(embedding(body, files))
    assert labels(data) == ["三、", "（一）", "（二）", "四、"]


def test_a_word_document_keeps_its_labels_which_count_by_themselves() -> None:
    inner = docx(
        paragraph("任务一", 1)
        + table(("责任", "时限"), ("甲", "5月"))
        + paragraph("乙", 1)
    )
    body = FIRST + chunk("in.docx") + LAST + chunk("in.docx")
    source = read(packed(embedding(body, {"in.docx": inner})))
    assert source.text == (
        "一、 压实责任\n一、 任务一\n责任\t时限\n甲\t5月\n二、 乙\n"
        "二、 保障措施\n一、 任务一\n责任\t时限\n甲\t5月\n二、 乙\n"
    )
    original = source.original
    assert original is not None
    assert len(original.tables) == 2
    series = [line.series for line in original.lines if line.series]
    assert len(set(series)) == 3
    assert [line.paragraph for line in original.lines][:3] == [1, 2, 2]


def test_tables_of_a_page_are_tables_and_a_cell_may_embed() -> None:
    page = "<table><tr><th>任务</th><th>时限</th></tr><tr><td>清淤</td><td>5月</td></tr></table>"
    cell = chunk("b.txt") + paragraph("")
    body = FIRST + chunk("a.html") + table((cell, "乙"), ("丙", "丁"))
    data = packed(embedding(body, {"a.html": page, "b.txt": "格中的话"}))
    tables = [node for node in planparse.parse(data).nodes() if node.kind == "table"]
    assert [node.text for node in tables] == [
        "任务\t时限\n清淤\t5月",
        "格中的话\t乙\n丙\t丁",
    ]


def test_rich_text_is_read_where_libreoffice_is_installed(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    rich = rb"{\rtf1\ansi \u19977?\u12289?\u20005?\u32899?\par}"
    files: dict[str, str | bytes] = {f"{n}.rtf": rich for n in range(10)}
    data = packed(embedding(FIRST + "".join(map(chunk, files)), files))
    monkeypatch.setattr(libreoffice, "installed", lambda: None)
    assert told(data) == [f"parts of the file were not read: {_names(files)}"]

    class Office:
        """What stands in for LibreOffice."""

        def converted(self, *_: object) -> list[bytes]:
            """Return a document that says one thing."""
            return [docx(paragraph("三、严肃纪律"))]

    monkeypatch.setattr(libreoffice, "installed", Office)
    assert read(data).text.count("三、严肃纪律") == chunks._MOST_CONVERTED
    assert told(data) == ["parts of the file were not read: word/8.rtf, word/9.rtf"]


def _names(files: Mapping[str, str | bytes]) -> str:
    """The names of parts as they are told."""
    return ", ".join(f"word/{name}" for name in files)


@pytest.mark.parametrize(
    ("data", "name"),
    [
        (b"%PDF-1.7\n", "a.pdf"),
        (b"\x89PNG\r\n\x1a\n", "a.png"),
        (docx(FIRST)[:200], "cut.docx"),
        (packed({"x.txt": "一、"}), "a.zip"),
        (
            b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
            + "EncryptedPackage".encode("utf-16-le"),
            "e.doc",
        ),
    ],
)
def test_what_cannot_be_read_is_named_and_the_rest_read(data: bytes, name: str) -> None:
    whole = packed(embedding(FIRST + chunk(name) + LAST, {name: data}))
    assert labels(whole) == ["一、", "二、"]
    assert told(whole) == [f"parts of the file were not read: word/{name}"]


def test_a_part_that_is_not_in_the_file_is_named() -> None:
    body = FIRST + chunk("gone") + f'<w:subDoc {_R} r:id="far.docx"/>' + LAST
    document = embedding(body, {"far.docx": b""}, mode='TargetMode="External"')
    data = packed(document)
    assert labels(data) == ["一、", "二、"]
    assert told(data) == ["parts of the file were not read: gone, far.docx"]


def test_documents_in_documents_are_read_up_to_a_limit() -> None:
    inner = docx(paragraph("最里层"))
    for level in range(4):
        inner = packed(
            embedding(paragraph(f"第{level}层") + chunk("x.docx"), {"x.docx": inner})
        )
    assert read(inner).text == "第3层\n第2层\n第1层\n"
    assert told(inner) == ["parts of the file were not read: word/x.docx"]


def test_what_embedded_documents_unpack_to_counts_with_the_whole(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(zipped, "LIMIT", 200_000)
    bomb = docx(paragraph("甲" * 10_000))
    assert read(bomb).text.startswith("甲")
    with pytest.raises(TooLargeError):
        read(packed(embedding(chunk("x.docx") * 20, {"x.docx": bomb})))


def test_a_document_that_names_itself_ends() -> None:
    document = embedding(FIRST + chunk("document.xml"), {"document.xml": ""})
    document["word/document.xml"] = parts(FIRST + chunk("document.xml"))[
        "word/document.xml"
    ]
    assert labels(packed(document)) == ["一、"]


def test_no_more_parts_are_read_than_are_allowed(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(chunks, "_MOST", 2)
    data = packed(embedding(chunk("a.txt") * 3, {"a.txt": "压实责任。"}))
    assert read(data).text == "压实责任。\n压实责任。\n"
    assert told(data) == ["parts of the file were not read: word/a.txt"]
