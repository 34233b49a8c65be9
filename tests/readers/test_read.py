"""Which reader a file is read by, and what is said of one that none reads."""

import pytest

import planparse
from planparse.errors import (
    DamagedError,
    EncryptedError,
    UnreadableError,
    UnreadableFormatError,
)
from planparse.readers import read
from planparse.readers.recognition import format_of
from planparse.text.encoding import decode

from .docx_files import docx, packed, paragraph

WORD = docx(paragraph("清源县防汛要点") + paragraph("压实责任", 1))
PAGE = "<html><body><p>一、压实责任</p></body></html>".encode()


@pytest.mark.parametrize(
    ("data", "form"),
    [
        (b"%PDF-1.7\n%\xe2\xe3", "pdf"),
        (b"\n%PDF-1.7\n", "pdf"),
        (b"{\\rtf1\\ansi", "rtf"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(8), "ole"),
        (WORD, "docx"),
        (packed({"OFD.xml": "", "Doc_0/Document.xml": ""}), "ofd"),
        (packed({"[Content_Types].xml": "", "xl/workbook.xml": ""}), "xlsx"),
        (packed({"plan.docx": WORD}), "zip"),
        (WORD[:200], "docx"),
        (b"\x89PNG\r\n\x1a\n", "png"),
        (b"\xff\xd8\xff\xe0", "jpeg"),
        (b"\x1f\x8b\x08\x00", "gzip"),
        (b"SQLite format 3\0\x10\0", "sqlite"),
        (b"PAR1\x15\x04\x15", "parquet"),
        (
            b"<?xml version='1.0'?><?mso-application progid=\"Word.Document\"?>",
            "word-xml",
        ),
        (PAGE, "html"),
        (b"\xef\xbb\xbf\r\n<!DOCTYPE html>\n<title>x</title>", "html"),
        (b"<!-- saved from url --><HTML>", "html"),
        (b'<div class="wrap"><p>', "html"),
        (PAGE.decode().encode("utf-16"), "html"),
        ("一、目标\n".encode(), None),
        ("SQLite format 3 是一种格式\n".encode(), None),
        ("PAR1\n一、目标\n".encode(), None),
        ("<三>、目标 <p>".encode(), None),
        ("一、目标 <div> 不是网页\n".encode("gb18030"), None),
        (b"", None),
    ],
)
def test_the_content_says_what_a_file_is(data: bytes, form: str | None) -> None:
    assert format_of(data, "plan.txt") == form
    assert format_of(data, "plan.docx") == form


def test_the_name_says_it_where_the_content_cannot() -> None:
    assert format_of(b"a,b\n1,2\n", "tasks.CSV") == "csv"
    assert format_of(WORD, "tasks.csv") == "docx"


@pytest.mark.parametrize(
    ("data", "begins"),
    [
        (b"\x89PNG\r\n\x1a\n", "a PNG picture; its text has to be recognised"),
        (packed({"plan.txt": "一、目标"}), "a ZIP archive; planparse batch reads"),
        (b"Rar!\x1a\x07\x00", "a RAR archive; unpack it first"),
        (b"SQLite format 3\0", "a SQLite database; planparse search looks into one"),
    ],
)
def test_what_is_not_read_is_named_with_what_to_do(data: bytes, begins: str) -> None:
    with pytest.raises(UnreadableFormatError) as caught:
        read(data)
    assert str(caught.value).startswith(begins)
    assert "\n" not in str(caught.value)


def test_an_encrypted_document_is_named_as_such() -> None:
    data = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + "EncryptedPackage".encode("utf-16-le")
    with pytest.raises(EncryptedError, match="an encrypted document"):
        read(data, "plan.docx")


def test_an_empty_file_is_no_word_document() -> None:
    with pytest.raises(DamagedError, match="an empty file"):
        read(b"", "plan.docx")
    assert read(b"", "plan.txt") == decode(b"", "plan.txt")


def test_plain_text_is_decoded_as_ever() -> None:
    data = "一、目标\n".encode("gb18030")
    assert read(data, "plan.docx") == decode(data, "plan.docx")


def test_python_reads_files_of_other_formats() -> None:
    plan = planparse.parse(WORD, path="plan.docx")
    assert [section.label for section in plan.sections()] == ["一、"]
    assert plan.source.format == "docx"
    assert plan.source.text == "清源县防汛要点\n一、 压实责任\n"
    with pytest.raises(UnreadableError, match=r"^a\.docx is a damaged Word document"):
        planparse.parse(WORD[:300], path="a.docx")
