"""JSON, nested (`json`) and flat (`nodes`): the fields of rows, written by hand for speed."""

from collections.abc import Callable, Iterator, Mapping
from json.encoder import encode_basestring as _quoted
from types import MappingProxyType
from typing import TYPE_CHECKING, Any

from planparse.export.options import Options
from planparse.export.pieces import in_pieces
from planparse.records import NOWHERE, PRINTED, Record, Records, Row
from planparse.system.json_line import encode, escape_controls
from planparse.tree import Lang

if TYPE_CHECKING:
    from planparse.facts.deadline import Deadline
    from planparse.facts.figures import Figure
    from planparse.facts.kinds import Fact, Facts
    from planparse.facts.owner import Owner
    from planparse.facts.references import Reference


def write_nodes(records: Records, _options: Options) -> Iterator[str]:
    """Yield one object a line for each node, in reading order (`-f nodes`)."""
    return map(escape_controls, in_pieces(_node_lines(records)))


def write(records: Records, options: Options) -> Iterator[str]:
    """Yield one object, a line for each document, edit and finding (`-f json`)."""
    return map(escape_controls, in_pieces(_whole(records, options.lang)))


def _node_lines(records: Records) -> Iterator[str]:
    """Yield each node as a JSON object on a line of its own, with the id of its parent."""
    for row in records.rows():
        yield f"{node_object(row, row.more)}\n"


def node_object(row: Row, more: Record) -> str:
    """Return a node as a JSON object with the id of its parent, `more` among its members."""
    parent = f'"{row.parent}"' if row.parent else "null"
    return (
        f'{{"id":"{row.id}","parent":{parent},"doc":{row.doc},{_members(row, more)}}}'
    )


def _whole(records: Records, lang: Lang) -> Iterator[str]:
    """Yield the pieces of the nested JSON; a file without strays does not name them."""
    yield f"{encode(records.head())[:-1]},\n"
    yield '"documents":[\n'
    separator = ""
    for rows, claims in records.documents():
        yield separator
        yield from _tree(rows, {"claims": claims})
        separator = ",\n"
    yield "\n" if separator else ""
    strays = list(records.strays())
    if strays:
        yield '],\n"strays":[\n'
        yield from _tree(iter(strays), {})
        yield "\n"
    yield '],\n"edits":[\n'
    yield from _elements(map(_edit, records.edits()))
    yield '],\n"findings":[\n'
    yield from _elements(map(encode, records.findings(lang)))
    yield "]}\n"


def _elements(values: Iterator[str]) -> Iterator[str]:
    """Yield the elements of an array, each on a line of its own, without its brackets."""
    separator = ""
    for value in values:
        yield f"{separator}{value}"
        separator = ",\n"
    yield "\n" if separator else ""


def _edit(edit: Record) -> str:
    """Return an edit as JSON."""
    members = [f'"{name}":{_value(value)}' for name, value in edit.items()]
    return f"{{{','.join(members)}}}"


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
        yield f'{joint}{{"id":"{row.id}",{_members(row, more)}'
        before = row.depth
    yield "}" + "]}" * before


def _members(row: Row, more: Record) -> str:
    """Return the members that a node has in both notations, `more` among them."""
    if row.start == NOWHERE:
        return encode(_record(row, more))[1:-1]
    label, family, ordinal, title = row.label, row.family, row.ordinal, row.title
    members = (
        f'"kind":"{row.kind}","label":{"null" if label is None else _quoted(label)},'
        f'"family":{"null" if family is None else _quoted(family)},'
        f'"ordinal":{"null" if ordinal is None else ordinal},'
        f'"title":{"null" if title is None else _quoted(title)},'
        f'"text":{_quoted(row.text)},"start":{row.start},"end":{row.end},'
        f'"line":{row.line},"status":"{row.status}"'
    )
    for name, value in more.items():
        members += f',"{name}":{_value(value)}'
    if row.facts is not None:
        members += _facts(row.facts)
    return f'{members},"tasks":{encode(row.tasks)}' if row.tasks else members


def _value(value: object) -> str:
    """Return a value as JSON; by hand what it nearly always is, a text or a number."""
    if isinstance(value, str):
        return _quoted(value)
    return str(value) if type(value) is int else encode(value)


def _record(row: Row, more: Record) -> Record:
    """Return the same members as plain data; null where a place is not known."""
    from planparse.facts.kinds import fact_record

    record = {name: getattr(row, name) for name in PRINTED[3:]} | more
    for kind, facts in row.facts._asdict().items() if row.facts else ():
        if facts:
            record[kind] = [_placed(fact_record(fact)) for fact in facts]
    if row.tasks:
        record["tasks"] = row.tasks
    return _placed(record)


def _placed(record: Record) -> Record:
    """Return a record with null for the places that a plan read back from YAML does not have."""
    if record["start"] != NOWHERE:
        return record
    return record | {name: None for name in ("start", "end", "line") if name in record}


def _facts(facts: "Facts") -> str:
    """Return the facts of a node as further members of an object."""
    out = ""
    for kind, found in zip(facts._fields, facts, strict=True):
        if found:
            out += f',"{kind}":[{",".join(map(_FACTS.get(kind, _fact), found))}]'
    return out


def _fact(fact: "Fact") -> str:
    """Return a fact as JSON, of whatever kind."""
    from planparse.facts.kinds import fact_record

    return encode(fact_record(fact))


def _owner(owner: "Owner") -> str:
    """Return an owner as JSON; `unknown` is left out where all units are known."""
    role, units, unknown, start, end = owner
    named = ",".join(map(_quoted, units))
    doubted = f'"unknown":[{",".join(map(_quoted, unknown))}],' if unknown else ""
    return f'{{"role":"{role}","units":[{named}],{doubted}"start":{start},"end":{end}}}'


def _deadline(deadline: "Deadline") -> str:
    """Return a deadline as JSON; `until` is null where its last day is not known."""
    text, until, term, recurring, start, end = deadline
    day = f'"{until}"' if until else "null"
    more = f'"term":"{term}",' if term else ""
    if recurring:
        more += '"recurring":true,'
    return f'{{"text":{_quoted(text)},"until":{day},{more}"start":{start},"end":{end}}}'


def _figure(figure: "Figure") -> str:
    """Return a figure as JSON; `high` is null where the figure is no range."""
    text, low, high, unit, modifier, of, start, end = figure
    return (
        f'{{"text":{_quoted(text)},"low":{low},'
        f'"high":{"null" if high is None else high},"unit":{_quoted(unit)},'
        f'"modifier":{_quoted(modifier) if modifier else "null"},'
        f'"of":{_quoted(of) if of else "null"},"start":{start},"end":{end}}}'
    )


def _reference(reference: "Reference") -> str:
    """Return a reference as JSON; only an internal one has a `target`, an identifier."""
    text, kind, cited, target, start, end = reference
    node = f'"{target}"' if target else "null"
    known = f'"target":{node},' if kind == "internal" else ""
    return (
        f'{{"text":{_quoted(text)},"kind":"{kind}","cited":{cited},'
        f'{known}"start":{start},"end":{end}}}'
    )


_FACTS: Mapping[str, Callable[[Any], str]] = MappingProxyType(
    {
        "owners": _owner,
        "deadlines": _deadline,
        "figures": _figure,
        "references": _reference,
    }
)
"""Facts as JSON by hand: the kinds that are most of what a large file prints."""
