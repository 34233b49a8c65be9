"""What is printed, as models: the JSON Schema of it, and the way back from JSON and YAML files.

The models are exactly what JSON says, field by field. YAML leaves out what can be worked out again
(defaults, identifiers, the kind where the other fields tell it) and, unless asked for it, where everything
stands: offsets, lines, families and ordinals are null in a plan that was read from such a file.
"""

import json
from collections.abc import Callable, Iterator, Mapping, Sequence
from functools import partial
from pathlib import Path
from typing import Annotated, Any, Literal, TypeAlias

import yaml
from pydantic import BaseModel, ConfigDict, Field, ValidationError
from pydantic_core import ErrorDetails

from planparse import __version__
from planparse.errors import PlanparseError
from planparse.export.yaml_sheet import implied_kind, usual_status
from planparse.records import SCHEMA
from planparse.system.validation import said
from planparse.tree import Severity, Status

Offset = Annotated[int, Field(ge=0)]
"""Code points into the decoded source; ends are exclusive."""


class UnreadableError(PlanparseError, ValueError):
    """A file that is no plan of ours; the message says where and why."""


class Model(BaseModel):
    """A mapping of just these fields, each of just that type."""

    model_config = ConfigDict(extra="forbid", frozen=True, strict=True)


class Source(Model):
    """The file that was parsed: its name as given, its encoding, its bytes' digest, its length."""

    path: str
    encoding: str
    sha256: str
    chars: Offset


class Claim(Model):
    """A count that the text itself declares: so many units, against what the tree has and what gaps took."""

    start: Offset | None
    end: Offset | None
    unit: str
    says: int
    counted: int
    lost: int
    holds: bool


class Owner(Model):
    """Who answers for a task in one role; the span is that of the list of units, from the first to the last."""

    role: Literal["lead", "support", "responsible"]
    units: tuple[str, ...]
    start: Offset | None
    end: Offset | None


class Deadline(Model):
    """A time by which something is to be done; `until` is its last day in ISO 8601, null where it cannot be known."""

    text: str
    until: str | None
    start: Offset | None
    end: Offset | None


class Figure(Model):
    """A quantity: `low` alone, or from `low` to `high`, with 万 and 亿 multiplied out."""

    text: str
    low: int | float
    high: int | float | None
    unit: str
    modifier: str | None
    start: Offset | None
    end: Offset | None


class Reference(Model):
    """A document that is named; `cited` is how often the document names it so."""

    text: str
    kind: Literal["title", "docnumber"]
    cited: Annotated[int, Field(ge=1)]
    start: Offset | None
    end: Offset | None


class Part(Model):
    """What all nodes have. `title` is a heading without marker and closing mark; `text` is the node's own.

    Facts of a kind are left out where there are none.
    """

    id: str
    label: str | None
    family: str | None
    ordinal: int | None
    title: str | None
    text: str
    start: Offset | None
    end: Offset | None
    line: Annotated[int, Field(ge=1)] | None
    status: Status
    owners: tuple[Owner, ...] = ()
    deadlines: tuple[Deadline, ...] = ()
    figures: tuple[Figure, ...] = ()
    references: tuple[Reference, ...] = ()


class Passage(Part):
    """A node without a number: of the envelope, a paragraph, or a fragment (text whose head is lost)."""

    kind: Literal[
        "title",
        "subtitle",
        "docnumber",
        "addressee",
        "signature",
        "attachment",
        "contents",
        "paragraph",
        "fragment",
    ]


class Date(Part):
    """A line with a date; `value` is ISO 8601, null where it cannot be told."""

    kind: Literal["date"]
    value: str | None


class Lacuna(Part):
    """Nothing but a hole: the labels that must have stood there, and why."""

    kind: Literal["lacuna"]
    missing: tuple[str, ...]
    evidence: str


class Section(Part):
    """A numbered node of any depth. `children` is left out where there are none."""

    kind: Literal["section"]
    label: str
    children: "tuple[Node, ...]" = ()


Node: TypeAlias = Annotated[
    Section | Passage | Date | Lacuna, Field(discriminator="kind")
]


class Document(Part):
    """A document, its nodes in reading order, gaps in place. `year` is null where the text hides it."""

    kind: Literal["document"]
    ordinal: int
    year: int | None
    claims: tuple[Claim, ...]
    children: tuple[Node, ...] = ()


class Edit(Model):
    """A change to the text: `source[start:end]` was `before` and is printed as `after`."""

    start: Offset
    end: Offset
    before: str
    after: str
    rule: str


class Finding(Model):
    """A doubt about one stretch of the source; `line` and `column`, from 1, are where it starts."""

    code: str
    name: str
    severity: Severity
    message: str
    start: Offset | None
    end: Offset | None
    line: int
    column: int


class Plan(Model):
    """A parsed file, whole.

    `strays` are the nodes outside any document, left out where there are none. Documents count from 1; strays
    belong to none of them, and are counted as document 0: their identifiers are `d0/1`, `d0/2` …
    """

    planparse: str
    schema_: Literal[1] = Field(alias="schema")
    source: Source
    documents: tuple[Document, ...]
    strays: tuple[Node, ...] = ()
    edits: tuple[Edit, ...]
    findings: tuple[Finding, ...]

    def plain(self) -> dict[str, Any]:
        """Return the plan as JSON has it: types of JSON, what was left out left out."""
        return self.model_dump(mode="json", by_alias=True, exclude_unset=True)


def json_schema() -> dict[str, Any]:
    """Return the JSON Schema (2020-12) of what `-f json` prints."""
    return {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        **Plan.model_json_schema(),
    }


# ── reading back ─────────────────────────────────────────────────────────────────────────────────────────

_SHOWN = 5  # faults of one file that are told


def load(source: str | Path, fmt: Literal["json", "yaml"], *, path: str = "-") -> Plan:
    """Read back what was printed as JSON or YAML: a text, called `path` in messages, or a file in UTF-8.

    Raises UnreadableError where it is not in that format or not what is printed, OSError as files do.
    """
    if isinstance(source, Path):
        path = str(source)
        try:
            source = source.read_text(encoding="utf-8-sig")
        except UnicodeDecodeError as fault:
            raise UnreadableError(
                f"{path}: not UTF-8, as what planparse prints is (byte {fault.start + 1})"
            ) from None
    try:
        return (_from_json if fmt == "json" else _from_yaml)(source, path)
    except RecursionError:
        raise UnreadableError(f"{path}: nested too deep") from None


def _from_json(text: str, path: str) -> Plan:
    try:
        data = json.loads(text)
    except json.JSONDecodeError as fault:
        raise UnreadableError(
            f"{path}:{fault.lineno}:{fault.colno}: not JSON: {fault.msg}"
        ) from None
    except ValueError:
        raise UnreadableError(
            f"{path}: not what planparse prints: it has a number of thousands of digits"
        ) from None
    return _checked(data, path, {}, None)


def _from_yaml(text: str, path: str) -> Plan:
    top, data = read_yaml(text, path)
    return _checked(_unfolded(data), path, _RENAMED, top)


def read_yaml(text: str, path: str) -> tuple[yaml.Node | None, object]:
    """Read YAML of the types of JSON, as its nodes and as plain data. Raises UnreadableError, with the place."""
    try:
        loader = _Loader(text)
        top = loader.get_single_node()
        data = None if top is None else loader.construct_document(top)
    except yaml.MarkedYAMLError as fault:
        mark = fault.problem_mark
        where = f"{path}:{mark.line + 1}:{mark.column + 1}" if mark else path
        raise UnreadableError(f"{where}: not YAML: {fault.problem}") from None
    except (
        yaml.YAMLError,
        ValueError,
        LookupError,
        AttributeError,
    ) as fault:  # `!!int ""` raises the last three
        raise UnreadableError(
            f"{path}: not YAML: {' '.join(str(fault).split())}"
        ) from None
    return top, data


class _Loader(yaml.SafeLoader):
    """YAML with the types of JSON: a date, quoted or not, is text. No aliases: they can explode."""

    yaml_implicit_resolvers = {  # noqa: RUF012 - as PyYAML has it
        first: [
            (tag, pattern)
            for tag, pattern in resolvers
            if tag != "tag:yaml.org,2002:timestamp"
        ]
        for first, resolvers in yaml.SafeLoader.yaml_implicit_resolvers.items()
    }

    def compose_node(self, parent: yaml.Node | None, index: int) -> yaml.Node | None:
        """Compose a node as ever, but refuse an alias."""
        if self.check_event(yaml.AliasEvent):
            mark = self.peek_event().start_mark  # type: ignore[no-untyped-call]
            raise yaml.composer.ComposerError(
                None, None, "an alias (*), which planparse never writes", mark
            )
        return super().compose_node(parent, index)


_RENAMED = {"children": "items", "start": "span", "end": "span"}
"""Fields that are called otherwise in YAML."""


_UNSAID: Mapping[str, Mapping[str, None]] = {
    "owners": {},
    "deadlines": {"until": None},
    "figures": {"high": None, "modifier": None},
    "references": {},
}
"""The kinds of facts, and what YAML leaves out of them where it is null."""


def _unfolded(data: object) -> object:
    """Put back what YAML leaves out. What is not as expected stays as it is, for the models to tell."""
    if not isinstance(data, dict):
        return data
    whole = {"edits": [], "findings": [], **data}
    if "strays" in whole:
        whole["strays"] = _each(
            whole["strays"], lambda entry, place: _node(entry, f"d0/{place}")
        )
    if "documents" in whole:
        whole["documents"] = _each(whole["documents"], _document)
    whole["findings"] = _each(whole["findings"], lambda entry, _: _spanned(entry))
    return whole


def _each(entries: object, unfold: Callable[[dict[Any, Any], int], object]) -> object:
    if not isinstance(entries, list):
        return entries
    return [
        unfold(entry, place) if isinstance(entry, dict) else entry
        for place, entry in enumerate(entries, 1)
    ]


def _document(entry: dict[Any, Any], place: int) -> object:
    repeated = {"date", "addressees"}  # its nodes say these
    entry = {name: value for name, value in entry.items() if name not in repeated}
    claims = _each(
        entry.get("claims", []),
        lambda claim, _: {"lost": 0, "holds": True, **_spanned(claim)},
    )
    own = {"kind": "document", "ordinal": place, "year": None}
    return _node({**own, **entry, "claims": claims}, f"d{place}")


def _node(entry: dict[Any, Any], name: str) -> object:
    kind = entry.get("kind", implied_kind(entry))
    nothing = dict.fromkeys(("label", "family", "ordinal", "title", "line"))
    node = {
        "id": name,
        "kind": kind,
        **nothing,
        "text": "",
        "status": usual_status(kind),
        **_spanned(entry),
    }
    if kind == "date":
        node.setdefault("value", None)
    for kind, unsaid in _UNSAID.items():
        if kind in node:
            node[kind] = _each(node[kind], partial(_fact, unsaid))
    if "items" in node:
        node["children"] = _each(
            node.pop("items"), lambda below, place: _node(below, f"{name}/{place}")
        )
    return node


def _fact(unsaid: Mapping[str, None], entry: dict[Any, Any], _: int) -> dict[Any, Any]:
    return {**unsaid, **_spanned(entry)}


def _spanned(entry: dict[Any, Any]) -> dict[Any, Any]:
    """Put `start` and `end` for `span`."""
    match entry:
        case {"span": [start, end], **rest}:
            return {**rest, "start": start, "end": end}
        case _:
            return {**entry, "start": None, "end": None}


# ── faults, told for people ──────────────────────────────────────────────────────────────────────────────


def _checked(
    data: object, path: str, renamed: Mapping[str, str], top: yaml.Node | None
) -> Plan:
    """Hold plain data against the models; `renamed` are the fields that the file calls otherwise."""
    if not isinstance(data, dict) or "planparse" not in data:
        raise UnreadableError(
            f"{path}: not written by planparse: it has no `planparse:` at its top"
        )
    if "schema" not in data:
        raise UnreadableError(
            f"{path}: it does not say its schema, and so not how it is to be read: parse the text again"
        )
    if data["schema"] != SCHEMA:
        raise UnreadableError(
            f"{path}: its schema is {data['schema']!r}, this planparse ({__version__}) reads {SCHEMA}: "
            "parse the text again"
        )
    try:
        return Plan.model_validate_json(json.dumps(data, allow_nan=False))
    except ValidationError as fault:
        faults = fault.errors(include_url=False)
    except (TypeError, ValueError) as error:  # a set, a key that is no text
        raise UnreadableError(f"{path}: holds what JSON cannot: {error}") from None
    told = [_told(one, path, renamed, top) for one in faults[:_SHOWN]]
    if len(faults) > _SHOWN:
        told.append(f"{path}: and {len(faults) - _SHOWN} more")
    raise UnreadableError("\n".join(told))


def _told(
    fault: ErrorDetails, path: str, renamed: Mapping[str, str], top: yaml.Node | None
) -> str:
    steps = [
        renamed.get(str(step), step) if isinstance(step, str) else step
        for step in _path(fault["loc"])
    ]
    where = "".join(
        f"[{step}]" if isinstance(step, int) else f".{step}" for step in steps
    ).removeprefix(".")
    mark = _mark(top, steps)
    at = f":{mark.line + 1}:{mark.column + 1}" if mark else ""
    return f"{path}{at}: {said(where, fault)}"


def _path(loc: Sequence[int | str]) -> Iterator[int | str]:
    """Yield the steps to a fault without the kinds of nodes that pydantic puts among them."""
    of_nodes = False
    for place, step in enumerate(loc):
        if not (of_nodes and place and isinstance(loc[place - 1], int)):
            yield step
        if isinstance(step, str):
            of_nodes = step in ("children", "strays")


def _mark(node: yaml.Node | None, steps: Sequence[int | str]) -> yaml.Mark | None:
    """Where in a YAML file something stands, or what it would stand in."""
    for step in steps:
        below: yaml.Node | None = None
        if (
            isinstance(node, yaml.SequenceNode)
            and isinstance(step, int)
            and step < len(node.value)
        ):
            below = node.value[step]
        elif isinstance(node, yaml.MappingNode):
            below = next(
                (value for key, value in node.value if key.value == step), None
            )
        if below is None:
            break
        node = below
    return node.start_mark if node is not None else None
