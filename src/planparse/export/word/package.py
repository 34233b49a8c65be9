"""The parts of a Word document put into its file; the same parts give the same bytes."""

import io
import zipfile
from collections.abc import Mapping, Sequence
from typing import NamedTuple

from planparse.export.word.markup import DECLARATION, element

_TYPE = "application/vnd.openxmlformats-officedocument.wordprocessingml.{}+xml"
_KIND = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/{}"
_PACKAGE = "http://schemas.openxmlformats.org/package/2006"
_ALWAYS = (1980, 1, 1, 0, 0, 0)
"""When everything was written, for a file of ZIP."""
_MAIN = "document.main"


class Part(NamedTuple):
    """A part beside the document: its name in `word/`, the kind of its relation, its XML."""

    name: str
    kind: str
    xml: str


def package(document: str, parts: Sequence[Part]) -> bytes:
    """Return a document and its parts as a file; relations are called r1, r2 … in order."""
    files = {
        "[Content_Types].xml": _types(parts),
        "_rels/.rels": _relations([("officeDocument", "word/document.xml")]),
        "word/document.xml": document,
        "word/_rels/document.xml.rels": _relations(
            [(part.kind, part.name) for part in parts]
        ),
    }
    files |= {f"word/{part.name}": part.xml for part in parts}
    return _zipped(files)


def _types(parts: Sequence[Part]) -> str:
    """Return the part that says what the others are."""
    named = [("document.xml", _MAIN), *((part.name, part.kind) for part in parts)]
    overrides = (
        element(
            "Override",
            {"PartName": f"/word/{name}", "ContentType": _TYPE.format(kind)},
        )
        for name, kind in named
    )
    defaults = (
        element("Default", {"Extension": ending, "ContentType": kind})
        for ending, kind in (
            ("rels", "application/vnd.openxmlformats-package.relationships+xml"),
            ("xml", "application/xml"),
        )
    )
    space = {"xmlns": f"{_PACKAGE}/content-types"}
    return DECLARATION + element("Types", {**space}, *defaults, *overrides)


def _relations(targets: Sequence[tuple[str, str]]) -> str:
    """Return the part that says what parts belong to another one."""
    found = (
        element(
            "Relationship",
            {"Id": f"r{place}", "Type": _KIND.format(kind), "Target": target},
        )
        for place, (kind, target) in enumerate(targets, 1)
    )
    space = {"xmlns": f"{_PACKAGE}/relationships"}
    return DECLARATION + element("Relationships", {**space}, *found)


def _zipped(files: Mapping[str, str]) -> bytes:
    """Return files as an archive."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in files.items():
            info = zipfile.ZipInfo(name, _ALWAYS)
            info.compress_type = zipfile.ZIP_DEFLATED
            info.create_system = 0  # whatever the machine
            archive.writestr(info, content.encode())
    return out.getvalue()
