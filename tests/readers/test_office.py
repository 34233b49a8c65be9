"""Documents of old formats: LibreOffice converts them, and what it makes is read."""

import os
import stat
import subprocess
import sys
import time
from pathlib import Path

import pytest

import planparse
from planparse.errors import DamagedError, EncryptedError, UnreadableFormatError
from planparse.readers import libreoffice, read

from .docx_files import docx, packed, paragraph

OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(504)
DOC = OLE + "WordDocument".encode("utf-16-le")
RTF = (
    rb"{\rtf1\ansi \u28165?\u28304?\u21439?\u35201?\u28857?\par"
    rb" \u19968?\u12289?\u21387?\u23454?\par \u20108?\u12289?\u25490?\u26597?\par}"
)


def stand_in(
    folder: Path, monkeypatch: pytest.MonkeyPatch, body: str, made: bytes = b""
) -> Path:
    """Put a program in LibreOffice's place; it has `names`, `out` and `made`, and a log."""
    (folder / "made").write_bytes(made)
    script = folder / "soffice"
    script.write_text(
        f"#!{sys.executable}\n"
        "import os, sys, time\n"
        "out = sys.argv[sys.argv.index('--outdir') + 1]\n"
        "names = sys.argv[sys.argv.index('--outdir') + 2:]\n"
        f"made = open({str(folder / 'made')!r}, 'rb').read()\n"
        f"print(*names, file=open({str(folder / 'log')!r}, 'a'))\n"
        "def make(name, end='.docx'):\n"
        "    open(os.path.join(out, os.path.splitext(name)[0] + end), 'wb').write(made)\n"
        f"{body}\n",
        encoding="utf-8",
    )
    script.chmod(script.stat().st_mode | stat.S_IXUSR)
    office = libreoffice.Office(str(script))
    monkeypatch.setattr(libreoffice, "installed", lambda: office)
    return folder / "log"


WORD = docx(paragraph("清源县要点") + paragraph("压实责任", 1))


def test_what_is_made_is_read_as_a_word_document(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    stand_in(tmp_path, monkeypatch, "for name in names: make(name)", WORD)
    plan = planparse.parse(DOC, path="plan.doc")
    assert plan.source.text == "清源县要点\n一、 压实责任\n"
    assert plan.source.format == "doc"


def test_a_program_that_makes_nothing_has_failed_whatever_it_says(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    stand_in(tmp_path, monkeypatch, "sys.exit(0)")
    with pytest.raises(
        DamagedError, match="DOC or WPS document that LibreOffice cannot"
    ):
        read(DOC, "plan.doc")


def test_a_program_that_hangs_is_killed(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    stand_in(tmp_path, monkeypatch, "time.sleep(60)")
    begin = time.perf_counter()
    document = libreoffice.Document(DOC, ".doc")
    office = libreoffice.Office(str(tmp_path / "soffice"), patience=1)
    assert office.converted([document], "docx") == [None]
    assert time.perf_counter() - begin < 20


def test_many_documents_are_one_call_and_a_bad_one_costs_no_other(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    body = "for name in names:\n    if name[0] == '1': sys.exit(0)\n    make(name)"
    log = stand_in(tmp_path, monkeypatch, body, WORD)
    documents = [libreoffice.Document(DOC, ".doc")] * 3
    office = libreoffice.Office(str(tmp_path / "soffice"))
    assert office.converted(documents, "docx") == [WORD, WORD, WORD]
    assert log.read_text().splitlines() == ["0.doc 1.doc 2.doc", "0.doc", "0.doc"]


@pytest.mark.parametrize(
    ("data", "said"),
    [
        (DOC, r"a DOC or WPS document, .* save the document as \.docx"),
        (RTF, r"an RTF document, .* save the document as \.docx"),
        (OLE + "Workbook".encode("utf-16-le"), r"an XLS workbook, .* as \.xlsx"),
        (
            packed({"mimetype": "", "META-INF/manifest.xml": "opendocument.text"}),
            "neither text nor tables",
        ),
    ],
)
def test_without_libreoffice_one_line_says_what_to_install(
    data: bytes, said: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(libreoffice, "installed", lambda: None)
    with pytest.raises(UnreadableFormatError, match=said) as caught:
        read(data, "plan.doc")
    assert "\n" not in str(caught.value)


def test_encrypted_documents_are_named_before_anything_is_run(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(libreoffice, "installed", lambda: pytest.fail("not asked"))
    old = OLE[:512] + b"\xec\xa5" + bytes(8) + b"\x00\x01"
    for data in (OLE + "EncryptedPackage".encode("utf-16-le"), old):
        with pytest.raises(EncryptedError, match="an encrypted document"):
            read(data, "plan.doc")


def test_a_presentation_has_nothing_to_read() -> None:
    with pytest.raises(UnreadableFormatError, match="neither text nor tables"):
        read(OLE + "PowerPoint Document".encode("utf-16-le"), "plan.doc")


def test_a_page_that_is_named_doc_is_a_page() -> None:
    page = "<html><body><p>一、总体要求</p><p>（一）指导<b>思想</b></p></body></html>"
    plan = planparse.parse(page.encode(), path="plan.doc")
    assert [section.label for section in plan.sections()] == ["一、", "（一）"]


@pytest.mark.usefixtures("writer")
def test_libreoffice_reads_rich_text() -> None:
    plan = planparse.parse(RTF, path="plan.rtf")
    assert [section.label for section in plan.sections()] == ["一、", "二、"]
    assert plan.source.format == "rtf"


@pytest.mark.usefixtures("writer")
def test_a_damaged_document_is_told_though_the_exit_status_is_0() -> None:
    with pytest.raises(DamagedError, match="cannot read"):
        read(DOC + bytes(2000), "plan.doc")


def test_profiles_are_gone_when_the_process_ends() -> None:
    code = "from planparse.readers import libreoffice; print(libreoffice._profile())"
    run = subprocess.run(
        [sys.executable, "-c", code], capture_output=True, text=True, check=True
    )
    profile = Path(run.stdout.strip())
    assert profile.name.startswith("planparse-profile-")
    assert not profile.exists()


def test_profiles_of_processes_that_were_killed_are_removed(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    with subprocess.Popen([sys.executable, "-c", ""]) as gone:
        gone.wait()
    monkeypatch.setattr("tempfile.tempdir", str(tmp_path))
    monkeypatch.setattr(libreoffice, "_profiles", {})
    left = tmp_path / f"planparse-profile-{gone.pid}-x"
    other = tmp_path / f"planparse-profile-{os.getppid()}-x"
    for folder in (left, other):
        folder.mkdir()
    own = libreoffice._profile()
    assert sorted(tmp_path.iterdir()) == sorted((other, own))
