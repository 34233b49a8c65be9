"""Notations of a parse, each as pieces to be written in order; JSON, JSON Lines and outlines are made here."""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from itertools import islice
from json import JSONEncoder
from json.encoder import encode_basestring as _quoted
from types import MappingProxyType
from typing import TYPE_CHECKING

from planparse.grammar.lexicon import Lexicon
from planparse.records import Exporter, Printed, Record, Row, claims
from planparse.tree import (
    COMPLETE,
    HEADLESS,
    TRUNCATED,
    Document,
    Lang,
    NodeKind,
    Parsed,
    Status,
)

if TYPE_CHECKING:
    from planparse.facts.deadlines import Deadline
    from planparse.facts.figures import Figure
    from planparse.facts.finder import Fact, Facts, Finder
    from planparse.facts.owners import Owner
    from planparse.facts.references import Reference
    from planparse.tasks.work_points import Level, WorkPoint

FORMATS: Mapping[str, tuple[str, ...]] = MappingProxyType(
    {
        "yaml": (".yaml", ".yml"),
        "json": (".json",),
        "nodes": (".jsonl", ".ndjson"),
        "outline": (".txt",),
        "md": (".md", ".markdown"),
        "akn": (".akn", ".xml"),
        "table": (),
        "csv": (".csv",),
        "xlsx": (".xlsx",),
    }
)
"""The formats, each with the endings of file names that stand for it."""

OF_TASKS = ("table", "csv", "xlsx")
"""The formats that hold work points, a line each, and no whole documents."""

OF_ONE_FILE = ("akn", "xlsx")
"""The formats that hold what was read from one file, and cannot follow one another."""

_WITHOUT_FACTS = ("outline", "md", "akn")
_WITHOUT_FURNITURE = ("md", "akn", *OF_TASKS)

_PIECE = 1000  # lines of a piece
_LINE_ENDS_TO_SOME = (("\x85", r"\u0085"), ("\u2028", r"\u2028"), ("\u2029", r"\u2029"))


def format_of(path: str) -> str | None:
    """Return the format that a file name's ending stands for, large or small; None where none does."""
    return next(
        (name for name, endings in FORMATS.items() if path.lower().endswith(endings)),
        None,
    )


def write(
    parsed: Parsed,
    lexicon: Lexicon,
    fmt: str,
    *,
    sha256: str,
    lang: Lang,
    spans: bool = False,
    colour: bool = False,
    width: int = 80,
    prefix: str = "",
    level: "Level" = "auto",
    wanted: "Callable[[WorkPoint], bool] | None" = None,
    plain: bool = False,
    headed: bool = True,
) -> Iterator[str] | Iterator[bytes]:
    """Yield a parse in a format, in pieces of text, for xlsx of bytes; the last one ends its line.

    `sha256` is that of the file's bytes. `spans` puts into YAML where everything stands. An outline takes at
    most `width` columns, and `colour` puts ANSI codes into it. All identifiers begin with `prefix`. Of the work
    points of a `level` those that are `wanted` go into a table; `plain` CSV is for programs. Where the output is not
    `headed`, it goes on with what another file gave: CSV has no names of columns then, Markdown begins with an
    empty line. Raises ValueError for an unknown format.
    """
    finder = None if fmt in _WITHOUT_FACTS else _finder()
    exporter = Exporter(
        parsed, lexicon, prefix, finder, furniture=fmt not in _WITHOUT_FURNITURE
    )
    if fmt == "json":
        return _json_pieces(_json(exporter, sha256, lang))
    if fmt == "nodes":
        return _json_pieces(_nodes(exporter))
    if fmt == "yaml":
        from planparse.export.yaml_emitter import dump

        return dump(_sheet(exporter, sha256, lang, spans))
    if fmt == "outline":
        return _pieces(_outline(exporter, lang, colour, width))
    if fmt == "md":
        from planparse.export import markdown

        return _pieces(
            markdown.write(
                exporter.rows(), Printed(parsed.source.text, parsed.edits), first=headed
            )
        )
    if fmt == "akn":
        from planparse.export import akoma_ntoso

        return _pieces(akoma_ntoso.write(exporter.rows()))
    if fmt in OF_TASKS:
        return _table(exporter, fmt, level, wanted, plain, headed)
    raise ValueError(f"unknown format {fmt!r}: it is one of {', '.join(FORMATS)}")


def _table(
    exporter: Exporter,
    fmt: str,
    level: "Level",
    wanted: "Callable[[WorkPoint], bool] | None",
    plain: bool,
    headed: bool,
) -> Iterator[str] | Iterator[bytes]:
    from planparse.tasks.work_points import work_points

    parsed = exporter.parsed
    every = work_points(
        exporter.rows(), Printed(parsed.source.text, parsed.edits), level
    )
    chosen = every if wanted is None else filter(wanted, every)
    if fmt == "xlsx":
        from planparse.export import workbook

        return workbook.write(chosen)
    if fmt == "csv":
        from planparse.export import csv_table

        return _pieces(csv_table.write(chosen, plain=plain, headed=headed))
    from planparse.export import markdown

    return _pieces(markdown.table(chosen, first=headed))


def _finder() -> "Finder":
    from planparse.facts.finder import finder

    return finder()


def one_of_several(
    pieces: Iterator[str] | Iterator[bytes], fmt: str
) -> Iterator[str | bytes]:
    """Yield what `write` gives so that others may stand before and behind it in one output.

    YAML is a document of its own (`---`), JSON a line of its own; others need nothing.
    """
    if fmt == "yaml":
        yield "---\n"
    if fmt == "json":
        yield from (
            piece.replace("\n", "") for piece in pieces if isinstance(piece, str)
        )  # others are escaped
        yield "\n"
    else:
        yield from pieces


def _pieces(lines: Iterator[str]) -> Iterator[str]:
    while piece := "".join(islice(lines, _PIECE)):
        yield piece


def _json_pieces(lines: Iterator[str]) -> Iterator[str]:
    """Pieces of JSON that no reader breaks in the wrong place: what is a line end to some is escaped."""
    for piece in _pieces(lines):
        for char, escape in _LINE_ENDS_TO_SOME:
            if char in piece:  # it is in a string, then
                piece = piece.replace(char, escape)  # noqa: PLW2901 - one after the other
        yield piece


# ── JSON ─────────────────────────────────────────────────────────────────────────────────────────────────

_encoded = JSONEncoder(ensure_ascii=False, separators=(",", ":")).encode


def _nodes(exporter: Exporter) -> Iterator[str]:
    for row in exporter.rows():
        parent = f'"{row.parent}"' if row.parent else "null"
        more = _members(row.more) + _facts(row.facts)
        yield f'{{"id":"{row.id}","parent":{parent},"doc":{row.doc},{_fields(row)}{more}}}\n'


def _fields(row: Row) -> str:
    """Return the fields that both notations of JSON have, as members of an object; by hand, for speed."""
    (
        _,
        _,
        _,
        _,
        kind,
        label,
        family,
        ordinal,
        title,
        text,
        start,
        end,
        line,
        status,
        _,
        _,
    ) = row
    return (
        f'"kind":"{kind}","label":{"null" if label is None else _quoted(label)},'
        f'"family":{"null" if family is None else _quoted(family)},'
        f'"ordinal":{"null" if ordinal is None else ordinal},'
        f'"title":{"null" if title is None else _quoted(title)},"text":{_quoted(text)},'
        f'"start":{start},"end":{end},"line":{line},"status":"{status}"'
    )


def _members(more: Record) -> str:
    """Return further members of an object, each behind a comma."""
    return f",{_encoded(more)[1:-1]}" if more else ""


def _facts(facts: "Facts | None") -> str:
    """Return the facts of a node as further members of an object; by hand, for speed."""
    if facts is None:
        return ""
    owners, deadlines, figures, references = facts
    out = f',"owners":[{",".join(map(_owner, owners))}]' if owners else ""
    if deadlines:
        out += f',"deadlines":[{",".join(map(_deadline, deadlines))}]'
    if figures:
        out += f',"figures":[{",".join(map(_figure, figures))}]'
    return (
        f'{out},"references":[{",".join(map(_reference, references))}]'
        if references
        else out
    )


def _owner(owner: "Owner") -> str:
    role, units, start, end = owner
    return f'{{"role":"{role}","units":[{",".join(map(_quoted, units))}],"start":{start},"end":{end}}}'


def _deadline(deadline: "Deadline") -> str:
    text, until, start, end = deadline
    day = f'"{until}"' if until else "null"
    return f'{{"text":{_quoted(text)},"until":{day},"start":{start},"end":{end}}}'


def _figure(figure: "Figure") -> str:
    text, low, high, unit, modifier, start, end = figure
    return (
        f'{{"text":{_quoted(text)},"low":{low},"high":{"null" if high is None else high},"unit":{_quoted(unit)},'
        f'"modifier":{_quoted(modifier) if modifier else "null"},"start":{start},"end":{end}}}'
    )


def _reference(reference: "Reference") -> str:
    text, kind, cited, start, end = reference
    return f'{{"text":{_quoted(text)},"kind":"{kind}","cited":{cited},"start":{start},"end":{end}}}'


def _json(exporter: Exporter, sha256: str, lang: Lang) -> Iterator[str]:
    """Yield one object, a line for each document, each edit, each finding."""
    yield f"{_encoded(exporter.head(sha256))[:-1]},\n"
    documents = exporter.parsed.documents
    yield '"documents":[\n'
    for document in documents:
        yield from _tree(
            exporter.document(document), {"claims": list(claims(document))}
        )
        yield "\n" if document is documents[-1] else ",\n"
    if exporter.parsed.strays:
        yield '],\n"strays":[\n'
        yield from _tree(exporter.strays(), {})
        yield "\n"
    yield '],\n"edits":[\n'
    yield from _listed(exporter.edits())
    yield '],\n"findings":[\n'
    yield from _listed(exporter.findings(lang))
    yield "]}\n"


def _tree(rows: Iterator[Row], more_of_root: Record) -> Iterator[str]:
    """Yield rows nested, each in the `children` of the one it is below."""
    before = -1
    for row in rows:
        more = more_of_root | row.more if row.depth == 0 else row.more
        if before < 0:
            joint = ""
        elif row.depth > before:
            joint = ',"children":['
        else:
            joint = "]}" * (before - row.depth)
            joint = f"}}{joint},"
        yield f'{joint}{{"id":"{row.id}",{_fields(row)}{_members(more)}{_facts(row.facts)}'
        before = row.depth
    yield "}" + "]}" * before


def _listed(records: Iterable[Record]) -> Iterator[str]:
    """Yield the elements of an array, one a line."""
    joint = ""
    for record in records:
        yield f"{joint}{_encoded(record)}"
        joint = ",\n"
    if joint:
        yield "\n"


# ── YAML ─────────────────────────────────────────────────────────────────────────────────────────────────


def implied_kind(entry: Mapping[str, object]) -> NodeKind:
    """Return the kind of node that an entry in YAML is unless it names another."""
    return (
        "lacuna"
        if "missing" in entry
        else "section"
        if "label" in entry
        else "paragraph"
    )


def usual_status(kind: NodeKind) -> Status:
    """Return the status that need not be said of a kind of node."""
    return HEADLESS if kind == "fragment" else COMPLETE


def _sheet(exporter: Exporter, sha256: str, lang: Lang, spans: bool) -> Record:
    """Return the whole as people read it: defaults left out, nothing null, in a fixed order."""
    sheet = exporter.head(sha256)
    sheet["documents"] = [
        _document(exporter, document, spans) for document in exporter.parsed.documents
    ]
    for name, records in (
        ("strays", _items(exporter.strays(), 0, spans)),
        ("edits", list(exporter.edits())),
        ("findings", [_placed(finding, spans) for finding in exporter.findings(lang)]),
    ):
        if records:
            sheet[name] = records
    return sheet


def _document(exporter: Exporter, document: Document, spans: bool) -> Record:
    """Return a document; `date` and `addressees` repeat what its items say, to be seen at first sight."""
    root, *rows = exporter.document(document)
    values = [
        row.more["value"] for row in rows if row.kind == "date" and row.more["value"]
    ]
    addressees = [row.text.rstrip(":：") for row in rows if row.kind == "addressee"]
    entry: Record = {
        "title": root.title,
        "year": root.more["year"],
        "date": values[0] if values else None,
        "addressees": addressees or None,
        "status": None if root.status == COMPLETE else root.status,
    }
    if spans:
        entry |= {"line": root.line, "span": [root.start, root.end]}
    entry["items"] = _items(iter(rows), 1, spans) or None
    entry["claims"] = [_claim(claim, spans) for claim in claims(document)] or None
    return _said(entry)


def _items(rows: Iterator[Row], top: int, spans: bool) -> list[Record]:
    """Return the entries of nodes, those below another in its `items`; the first row is at depth `top`."""
    entries: list[Record] = []
    path: list[Record] = []
    for row in rows:
        del path[row.depth - top :]
        entry = _entry(row, spans)
        (path[-1].setdefault("items", []) if path else entries).append(entry)
        path.append(entry)
    return entries


def _entry(row: Row, spans: bool) -> Record:
    entry: Record = {"label": row.label, "title": row.title, "text": row.text or None}
    if row.status != usual_status(row.kind):
        entry["status"] = row.status
    entry = _said(entry | row.more)
    if implied_kind(entry) != row.kind:
        entry = {"kind": row.kind, **entry}
    elif not entry:
        entry = {"text": ""}
    if spans:
        place = {
            "family": row.family,
            "ordinal": row.ordinal,
            "line": row.line,
            "span": [row.start, row.end],
        }
        entry |= _said(place)
    for kind, facts in row.facts._asdict().items() if row.facts else ():
        if facts:
            entry[kind] = [_fact(fact, spans) for fact in facts]
    return entry


def _fact(fact: "Fact", spans: bool) -> Record:
    entry = _said(fact._asdict())
    place = [entry.pop("start"), entry.pop("end")]
    if "units" in entry:
        entry["units"] = list(entry["units"])
    return entry | {"span": place} if spans else entry


def _claim(claim: Record, spans: bool) -> Record:
    entry = {name: claim[name] for name in ("unit", "says", "counted")}
    if claim["lost"]:
        entry["lost"] = claim["lost"]
    if not claim["holds"]:
        entry["holds"] = False
    return entry | {"span": [claim["start"], claim["end"]]} if spans else entry


def _placed(finding: Record, spans: bool) -> Record:
    """Return a finding, its place in lines and columns; in code points too with `spans`."""
    entry = {
        name: finding[name]
        for name in ("code", "name", "severity", "line", "column", "message")
    }
    return entry | {"span": [finding["start"], finding["end"]]} if spans else entry


def _said(entry: Record) -> Record:
    return {name: value for name, value in entry.items() if value is not None}


# ── outline ──────────────────────────────────────────────────────────────────────────────────────────────

_LANGUAGES: tuple[Lang, ...] = ("en", "zh")
_KINDS: Mapping[str, tuple[str, str]] = MappingProxyType(
    {
        "title": ("title", "标题"),
        "subtitle": ("subtitle", "副标题"),
        "docnumber": ("number", "文号"),
        "addressee": ("to", "主送"),
        "date": ("date", "日期"),
        "signature": ("signed", "落款"),
        "attachment": ("annex", "附件"),
        "contents": ("contents", "目录"),
        "fragment": ("fragment", "残段"),
        "lacuna": ("lost", "缺失"),
    }
)
_CUT_OFF = ("[cut off]", "〔残缺〕")
_UNTITLED = ("(untitled)", "（无标题）")
# ANSI codes: bold, dim, yellow, bold red; green, bold cyan, bold yellow, dim
_STYLES = {
    "document": "1",
    "section": "",
    "paragraph": "2",
    "fragment": "33",
    "lacuna": "1;31",
}
_OTHER_STYLE, _LABEL_STYLE, _CUT_STYLE, _GUIDE_STYLE = "32", "1;36", "1;33", "2"
_NARROWEST = 16  # columns for a node's words, however deep it stands


def _outline(exporter: Exporter, lang: Lang, colour: bool, width: int) -> Iterator[str]:
    """Yield a line for each node, behind guides that show what it is below."""
    # rich's own tree takes minutes for a long file, its styles cost start-up time: only its widths are used.
    from rich.cells import cell_len, set_cell_size

    tongue = _LANGUAGES.index(lang)

    def painted(text: str, style: str) -> str:
        return f"\x1b[{style}m{text}\x1b[0m" if colour and style else text

    def cropped(text: str, room: int) -> str:
        text = text[: room + 1]
        return (
            text
            if cell_len(text) <= room
            else f"{set_cell_size(text, room - 1).rstrip()}…"
        )

    def line(row: Row, guide: str) -> str:
        label, words = _shown(row, tongue)
        mark = f" {_CUT_OFF[tongue]}" if row.status == TRUNCATED else ""
        room = max(_NARROWEST, width - cell_len(guide)) - cell_len(mark)
        label = cropped(label, room)
        words = cropped(words, room - cell_len(label)) if cell_len(label) < room else ""
        style = _STYLES.get(row.kind, _OTHER_STYLE)
        label_style = _LABEL_STYLE if row.kind in ("section", "title") else style
        pieces = (
            (guide, _GUIDE_STYLE),
            (label, label_style),
            (words, style),
            (mark, _CUT_STYLE),
        )
        return "".join(painted(text, style) for text, style in pieces if text) + "\n"

    parts = [exporter.strays(), *map(exporter.document, exporter.parsed.documents)]
    for part in parts:
        rows = list(part)
        yield from (
            line(row, guide) for row, guide in zip(rows, _guides(rows), strict=True)
        )


def _shown(row: Row, tongue: int) -> tuple[str, str]:
    """Return what an outline shows of a node: its label or kind, its title or its first words."""
    words = _clean(row.title or row.text)
    if row.kind == "document":
        year = row.more["year"]
        known = year is None or (row.title and str(year) in row.title)
        return "", (words or _UNTITLED[tongue]) + ("" if known else f" ({year})")
    if row.kind == "lacuna":
        words = " ".join(map(_clean, row.more["missing"]))
    if row.label is not None:
        return _clean(row.label), f" {words}" if words else ""
    if row.kind in _KINDS:
        return f"[{_KINDS[row.kind][tongue]}]", f" {words}" if words else ""
    return "", words


_LONGEST = 500  # characters of a text that are looked at; no terminal is wider
_COMMANDS = ("Cc", "Cf", "Cs")  # controls, format characters, lone surrogates


def _clean(text: str) -> str:
    """Return how a text begins, on one line, without what a terminal could take for a command."""
    line = " ".join(text[:_LONGEST].split())
    if line.isprintable():
        return line
    from unicodedata import category

    return "".join(char for char in line if category(char) not in _COMMANDS)


def _guides(rows: Sequence[Row]) -> list[str]:
    """Return what stands before each row: whether more follows beside it, and beside those it is below."""
    last: list[bool] = []
    followed: set[int] = set()
    for row in reversed(rows):
        last.append(row.depth not in followed)
        followed = {depth for depth in followed if depth < row.depth} | {row.depth}
    guides: list[str] = []
    above: list[str] = []
    for row, is_last in zip(rows, reversed(last), strict=True):
        if row.depth == 0:
            guides.append("")
            continue
        del above[row.depth - 1 :]
        guides.append("".join(above) + ("└── " if is_last else "├── "))
        above.append("    " if is_last else "│   ")
    return guides
