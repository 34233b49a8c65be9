"""What the tests see of a Word document that was written: its parts, its words, its tree."""

import io
import zipfile
from typing import Any
from xml.etree import ElementTree

from planparse.export.writers import write
from planparse.facts.finder import finder
from planparse.pipeline import parse
from planparse.readers import read
from planparse.records import Exporter
from planparse.tree import Parsed
from tests.laws.laws import AUTO

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"


def written(of: Parsed, fmt: str = "docx", **options: Any) -> bytes:
    return b"".join(
        piece
        for piece in write(of, AUTO, fmt, sha256="", lang="zh", **options)
        if isinstance(piece, bytes)
    )


def part(data: bytes, name: str = "word/document.xml") -> ElementTree.Element:
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        return ElementTree.fromstring(archive.read(name))


def paragraphs(data: bytes) -> list[tuple[str, str]]:
    """The style and the words of each paragraph, notes of planparse left out."""
    out = []
    for each in part(data).iter(f"{W}p"):
        style = each.find(f"{W}pPr/{W}pStyle")
        name = "" if style is None else style.get(f"{W}val", "")
        out.append((name, "".join(map(words, each.iter(f"{W}r")))))
    return out


def words(run: ElementTree.Element) -> str:
    style = run.find(f"{W}rPr/{W}rStyle")
    if style is not None and style.get(f"{W}val") == "Aside":
        return ""
    return "".join(
        each.text or "" if each.tag == f"{W}t" else "\n"
        for each in run
        if each.tag in (f"{W}t", f"{W}br")
    )


def read_back(data: bytes) -> Parsed:
    return parse(read(data, "plan.docx"), AUTO)


_PLACES = ("start", "end", "target")


def facts(row: Any) -> list[Any]:
    """The facts of a node without their places."""
    return [
        [
            (
                type(fact).__name__,
                *(getattr(fact, name) for name in fact._fields if name not in _PLACES),
            )
            for fact in kind
        ]
        for kind in row.facts or ()
    ]


def tree(of: Parsed) -> list[tuple[Any, ...]]:
    """Each node by the labels above it: kind, words without blanks, status, facts."""
    paths: dict[str | None, tuple[str, ...]] = {}
    out: list[tuple[Any, ...]] = []
    for row in Exporter(of, AUTO, finder=finder(), furniture=False).rows():
        label = "".join((row.label or "").split())
        path = paths[row.id] = (*paths.get(row.parent, ()), label)
        said = (path, row.kind, bare(row.title or ""), bare(row.text), row.status)
        more = (row.more.get("missing"), row.more.get("value"), row.more.get("issuer"))
        out.append((*said, *more, facts(row)))
    return out


def bare(words: str) -> str:
    return "".join(words.split())
