"""A plan as Akoma Ntoso 1.0 (OASIS LegalDocML, namespace akn/3.0), with gaps in place."""

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import groupby
from operator import attrgetter
from types import MappingProxyType
from typing import NamedTuple
from urllib.parse import quote

from planparse.export.options import Options
from planparse.export.pieces import in_pieces
from planparse.records import Records, Row
from planparse.tree import HOLDERS, NodeKind

_NAMESPACE = "http://docs.oasis-open.org/legaldocml/ns/akn/3.0"
_ELEMENTS: Mapping[str | None, str] = MappingProxyType(
    {"bian": "part", "zhang": "chapter", "jie": "section", "tiao": "article"}
)
"""The elements of families that Akoma Ntoso has a name for.

Other sections are an `hcontainer` that is named after their family.
"""
_FRONT: frozenset[NodeKind] = frozenset(("title", "subtitle", "docnumber", "date"))
_BACK: frozenset[NodeKind] = frozenset(("signature", "date", "attachment"))
_UNDATED = "0001-01-01"  # a date has to be given
_NO_XML = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\ud800-\udfff\ufffe\uffff]")
_ESCAPES = str.maketrans({"&": "&amp;", "<": "&lt;", ">": "&gt;", '"': "&quot;"})
_LINE_END = re.compile(r"[ \t]*(?:\r\n|\r|\n)[ \t]*")


def write(records: Records, _options: Options) -> Iterator[str]:
    """Yield an XML document: a `doc`, or a `documentCollection` of several.

    It is made from rows alone: there is no place for findings and claims.
    """
    return in_pieces(_lines(records.rows()))


def _lines(rows: Iterable[Row]) -> Iterator[str]:
    """Yield the lines of the document."""
    documents = [
        list(of_document) for _, of_document in groupby(rows, key=attrgetter("doc"))
    ]
    yield f'<?xml version="1.0" encoding="UTF-8"?>\n<akomaNtoso xmlns="{_NAMESPACE}">\n'
    if len(documents) == 1:
        yield from _document(documents[0], "")
    else:
        yield '<documentCollection name="collection">\n'
        yield _meta(_Identity(None, None, "collection"), "")
        yield "<collectionBody>\n"
        for place, of_document in enumerate(documents, 1):
            yield f'<component eId="cmp_{place}">\n'
            yield from _document(of_document, f"cmp_{place}__")
            yield "</component>\n"
        yield "</collectionBody>\n</documentCollection>\n"
    yield "</akomaNtoso>\n"


def _document(rows: Sequence[Row], prefix: str) -> Iterator[str]:
    """Yield the `doc` element of one document: its metadata, preface, main body and conclusions.

    The preface holds the title, the number and the date above the first other row; the
    conclusions hold the signature, the date and the annexes at the end, on the top
    level. Akoma Ntoso asks for a main body even where a document has none.
    """
    root, body = (rows[0], rows[1:]) if rows[0].kind == "document" else (None, rows)
    top = min((row.depth for row in body), default=0)
    front = next(
        (place for place, row in enumerate(body) if row.kind not in _FRONT), len(body)
    )
    back = len(body)
    while back > front and body[back - 1].kind in _BACK and body[back - 1].depth == top:
        back -= 1
    yield f'<doc name="{"plan" if root else "strays"}">\n'
    yield _meta(_identity(root, body), prefix)
    for name, part in (
        ("preface", body[:front]),
        ("mainBody", body[front:back]),
        ("conclusions", body[back:]),
    ):
        if part:
            yield f"<{name}>\n"
            yield from _Body(part, prefix).lines()
            yield f"</{name}>\n"
        elif name == "mainBody":
            yield "<mainBody><p/></mainBody>\n"
    yield "</doc>\n"


class _Open(NamedTuple):
    """An open section; `stage` is the element in it that is open: `intro`, `content` or none."""

    depth: int
    tag: str
    stage: str


class _Body:
    """Turns rows into elements, one inside the other by depth."""

    def __init__(self, rows: Sequence[Row], prefix: str) -> None:
        """Take the rows of one part of a document, and what stands before each `eId`."""
        self._rows, self._prefix = rows, prefix
        self._structured = _with_parts(rows)
        self._open: list[_Open] = []

    def lines(self) -> Iterator[str]:
        """Yield the elements, most of them on a line of their own."""
        for place, row in enumerate(self._rows):
            while self._open and self._open[-1].depth >= row.depth:
                yield self._closed()
            within = self._open[-1] if self._open else None
            if _is_block(row) and (within is None or within.stage):
                yield f"{_block(row, self._eid(row))}\n"
                continue
            if within and within.stage:
                yield f"</{within.stage}>\n"
                self._open[-1] = within._replace(stage="")
            if row.kind in HOLDERS:
                yield from self._section(row, place)
            else:
                yield self._container(row)
        while self._open:
            yield self._closed()

    def _container(self, row: Row) -> str:
        """Return a lacuna, a fragment or a paragraph with a heading, among structured parts."""
        heading = ""
        if row.kind == "paragraph" and row.title:
            heading = f"<heading>{_text(row.title)}</heading>"
            row = row._replace(title=None)
        opening = f'<hcontainer name="{row.kind}" eId="{self._eid(row)}"{_status(row)}>'
        content = f"<content>{_block(row, None)}</content>"
        return f"{opening}{heading}{content}</hcontainer>\n"

    def _section(self, row: Row, place: int) -> Iterator[str]:
        """Yield the opening of a section or heading: its number, heading, and own text.

        The schema allows text beside further sections only as their `intro`; where a
        section has nothing but paragraphs below it, they are its `content`. What is
        opened stays on `_open`.
        """
        tag = _ELEMENTS.get(row.family, "hcontainer")
        name = (
            f' name="{_escaped(row.family or row.kind)}"' if tag == "hcontainer" else ""
        )
        heading = f"<heading>{_text(row.title)}</heading>" if row.title else ""
        number = f"<num>{_text(row.label)}</num>" if row.label else ""
        yield f'<{tag}{name} eId="{self._eid(row)}"{_status(row)}>{number}{heading}\n'
        below = place + 1 < len(self._rows) and self._rows[place + 1].depth > row.depth
        stage = ""
        if row.text or (below and _is_block(self._rows[place + 1])):
            stage = "intro" if place in self._structured else "content"
            yield f"<{stage}>\n"
            if row.text:
                yield f"<p>{_text(row.text)}</p>\n"
        self._open.append(_Open(row.depth, tag, stage))

    def _closed(self) -> str:
        """Return the end tags of the innermost open section, and close it."""
        _, tag, stage = self._open.pop()
        return f"</{stage}></{tag}>\n" if stage else f"</{tag}>\n"

    def _eid(self, row: Row) -> str:
        """Return the identifier of a node, by the places on its path: `d1/3/2` is `n_3__n_2`."""
        return self._prefix + "__".join(f"n_{place}" for place in row.id.split("/")[1:])


def _with_parts(rows: Sequence[Row]) -> set[int]:
    """Return the places of the sections that have more below them than paragraphs."""
    found: set[int] = set()
    path: list[int] = []
    for place, row in enumerate(rows):
        while path and rows[path[-1]].depth >= row.depth:
            path.pop()
        if path and not _is_block(row):
            found.add(path[-1])
        path.append(place)
    return found


def _is_block(row: Row) -> bool:
    """Return whether a node is a paragraph, not a part that is structured."""
    match row.kind:
        case "section" | "heading" | "lacuna" | "fragment":
            return False
        case "paragraph":
            return not row.title
        case _:
            return True


def _inline(row: Row, words: str) -> str:
    """Return the words of a node inside the element that Akoma Ntoso has for its kind."""
    match row.kind:
        case "lacuna":
            evidence = _escaped(row.more["evidence"])
            return (
                f'<remark class="lacuna" status="editorial" title="{evidence}">'
                f"{_text(' '.join(row.more['missing']))}</remark>"
            )
        case "date":
            value = row.more["value"]
            return (
                f'<docDate date="{value}">{words}</docDate>'
                if _is_day(value)
                else words
            )
        case "title" | "subtitle":
            return f"<docTitle>{words}</docTitle>"
        case "docnumber":
            return f"<docNumber>{words}</docNumber>"
        case "signature":
            return f"<signature>{words}</signature>"
        case _:
            return words


def _block(row: Row, eid: str | None) -> str:
    """Return a row that is no section as a paragraph; without `eid` it has no address.

    A gap is an editorial remark that gives the missing labels and the evidence of the
    loss. A date is marked as one only where its day is known.
    """
    words = _inline(row, _text(f"{row.label or ''}{row.title or ''}{row.text}"))
    place = f' eId="{eid}"{_status(row)}' if eid else ""
    kind = "" if row.kind == "paragraph" else f' class="{row.kind}"'
    return f"<p{place}{kind}>{words}</p>"


def _is_day(value: str | None) -> bool:
    """Return whether a date is known to the day: 2021-03-05, not 2021-03."""
    return value is not None and len(value) == len(_UNDATED)


def _status(row: Row) -> str:
    """Return the attribute of an element that is not whole, and of a gap; else nothing."""
    return (
        ' status="incomplete"'
        if row.status != "complete" or row.kind == "lacuna"
        else ""
    )


def _text(text: str | None) -> str:
    """Return a text for XML, its line ends as `<br/>`."""
    return _LINE_END.sub("<br/>", _escaped(text or ""))


def _escaped(text: str) -> str:
    """Return a text for XML, with U+FFFD for the control characters that XML 1.0 forbids."""
    return _NO_XML.sub("\ufffd", text).translate(_ESCAPES)


# ── metadata ─────────────────────────────────────────────────────────────────────────────


class _Identity(NamedTuple):
    """A document as a work: the day of issue (None where unknown), who signed it, its name.

    The name is its number, else its title.
    """

    date: str | None
    issuer: str | None
    name: str


def _identity(root: Row | None, rows: Sequence[Row]) -> _Identity:
    """Return the date, the issuer and the name by which a document is known.

    The name is the number (国办发〔2016〕43号) where there is one, else the title, else
    the id.
    """
    days = [
        row.more["value"]
        for row in rows
        if row.kind == "date" and _is_day(row.more["value"])
    ]
    signed = next((row.text for row in rows if row.kind == "signature"), None)
    numbers = [row.text for row in rows if row.kind == "docnumber"]
    name = numbers[0] if numbers else (root.title if root else None)
    return _Identity(
        days[0] if days else None,
        "".join(signed.split()) if signed else None,
        name or (root.id if root else "strays"),
    )


def _meta(identity: _Identity, prefix: str) -> str:
    """Return the metadata: the FRBR levels that the schema asks for, and who is named.

    A document without a date takes the year 1, as FRBR asks for a day, and says
    `unknown`.
    """
    date, issuer, name = identity
    day = f'<FRBRdate date="{date or _UNDATED}" name="{"issued" if date else "unknown"}"/>'
    author = f'<FRBRauthor href="#{prefix}{"issuer" if issuer else "planparse"}"/>'
    work = f"/akn/cn/doc/{date or 'undated'}/{quote(_NO_XML.sub(chr(0xFFFD), name), safe='')}"
    levels = (
        ("FRBRWork", work, '<FRBRcountry value="cn"/>'),
        ("FRBRExpression", f"{work}/zho", '<FRBRlanguage language="zho"/>'),
        (
            "FRBRManifestation",
            f"{work}/zho.xml",
            '<FRBRformat value="application/akn+xml"/>',
        ),
    )
    lines = [
        f'<{level}><FRBRthis value="{uri}"/><FRBRuri value="{uri}"/>{day}{author}{more}</{level}>\n'
        for level, uri, more in levels
    ]
    known = [_organization(f"{prefix}planparse", "planparse")]
    if issuer:
        known.append(_organization(f"{prefix}issuer", issuer))
    return (
        f'<meta>\n<identification source="#{prefix}planparse">\n{"".join(lines)}</identification>\n'
        f'<references source="#{prefix}planparse">{"".join(known)}</references>\n</meta>\n'
    )


def _organization(eid: str, name: str) -> str:
    """Return the entry of an organization, which the metadata refer to by `eid`."""
    href = quote(_NO_XML.sub("\ufffd", name), safe="")
    return (
        f'<TLCOrganization eId="{eid}" href="/ontology/organization/{href}" '
        f'showAs="{_escaped(name)}"/>'
    )
