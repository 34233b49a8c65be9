"""The way back from `-f json` and `-f yaml`: files checked against the models."""

import json
from collections.abc import Callable, Iterator, Mapping, Sequence
from functools import partial
from pathlib import Path
from typing import Any, Literal

import yaml
from pydantic import ValidationError
from pydantic_core import ErrorDetails

from planparse import __version__
from planparse.errors import UnreadableError, reason
from planparse.export.schemas.plan import Plan
from planparse.export.yaml_sheet import implied_kind, usual_status
from planparse.facts.kinds import KINDS
from planparse.locale.message import _
from planparse.records import SCHEMA
from planparse.system.syntax_faults import json_fault
from planparse.system.validation import said
from planparse.text.sniffing import AGAIN, printed

_SHOWN = 5
"""Faults of one file that are told; a choice."""


def load(source: str | Path, fmt: Literal["json", "yaml"], *, path: str = "-") -> Plan:
    """Read back what was printed as JSON or YAML: a text, or a file in UTF-8.

    A text is called `path` in messages. Raises UnreadableError where it is not in that
    format or not what is printed, OSError where a file cannot be read.
    """
    if isinstance(source, Path):
        path = str(source)
        source = _text_of(source.read_bytes(), path)
    try:
        return (_from_json if fmt == "json" else _from_yaml)(source, path)
    except RecursionError:
        raise UnreadableError(_("{path}: nested too deep", path=path)) from None


def load_file(path: str) -> Plan:
    """Read back a file that was printed as JSON or YAML, whatever its name.

    Raises UnreadableError for any other, OSError as files do.
    """
    with open(path, "rb") as file:
        text = _text_of(file.read(), path)
    form = printed(text)
    if form == "nodes":
        raise UnreadableError(
            _(
                "{path} has the nodes of a plan: what can be loaded is -f yaml and -f json",
                path=path,
            )
        )
    if form == "lines":
        raise UnreadableError(_("{path} is {again}", path=path, again=AGAIN))
    return load(text, "json" if form == "json" else "yaml", path=path)


def _text_of(data: bytes, path: str) -> str:
    """Decode a file that planparse printed, a byte order mark left out. Raises UnreadableError."""
    try:
        return data.decode("utf-8-sig")
    except UnicodeDecodeError as fault:
        raise UnreadableError(
            _(
                "{path}: not UTF-8, as what planparse prints is (byte {byte})",
                path=path,
                byte=fault.start + 1,
            )
        ) from None


def _from_json(text: str, path: str) -> Plan:
    """Read a plan from JSON and check it. Raises UnreadableError with line and column."""
    try:
        data = json.loads(text)
    except json.JSONDecodeError as fault:
        raise UnreadableError(
            _(
                "{path}:{line}:{column}: not JSON: {what}",
                path=path,
                line=fault.lineno,
                column=fault.colno,
                what=json_fault(fault),
            )
        ) from None
    except ValueError:
        raise UnreadableError(
            _(
                "{path}: not what planparse prints: it has a number of thousands of digits",
                path=path,
            )
        ) from None
    return _checked(data, path, {}, None)


def _from_yaml(text: str, path: str) -> Plan:
    """Read a plan from YAML: put back the defaults that the sheet leaves out, and check it.

    Faults are told by the names that stand in the file, with line and column.
    """
    top, data = read_yaml(text, path)
    return _checked(_unfold(data), path, _RENAMED, top)


def read_yaml(text: str, path: str) -> tuple[yaml.Node | None, object]:
    """Read YAML with the types of JSON, as its nodes and as plain data.

    Raises UnreadableError, with the place.
    """
    try:
        loader = _Loader(text)
        top = loader.get_single_node()
        data = None if top is None else loader.construct_document(top)
    except yaml.MarkedYAMLError as fault:
        mark = fault.problem_mark
        where = f"{path}:{mark.line + 1}:{mark.column + 1}" if mark else path
        raise UnreadableError(
            _("{where}: not YAML: {what}", where=where, what=fault.problem)
        ) from None
    except (
        yaml.YAMLError,
        ValueError,
        LookupError,
        AttributeError,
    ) as fault:  # `!!int ""` raises the last three
        raise UnreadableError(
            _(
                "{path}: not YAML: {split}",
                path=path,
                split=" ".join(str(fault).split()),
            )
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
"""Fields that have another name in YAML."""


def _unfold(data: object) -> object:
    """Put back what YAML leaves out.

    What is not as expected stays as it is, for the models to tell.
    """
    if not isinstance(data, dict):
        return data
    whole = {"edits": [], "findings": [], **data}
    if "strays" in whole:
        whole["strays"] = _each(
            whole["strays"], lambda entry, place: _node(entry, f"d0/{place}")
        )
    if "corrections" in whole:
        whole["corrections"] = _each(
            whole["corrections"], lambda entry, _: _unfold_span(entry)
        )
    if "documents" in whole:
        whole["documents"] = _each(whole["documents"], _document)
    whole["findings"] = _each(whole["findings"], lambda entry, _: _unfold_span(entry))
    return whole


def _each(entries: object, unfold: Callable[[dict[Any, Any], int], object]) -> object:
    """Put back defaults in each entry of a list, with its place from 1.

    What is no list or no mapping is left as it is, for the check against the models to
    refuse.
    """
    if not isinstance(entries, list):
        return entries
    return [
        unfold(entry, place) if isinstance(entry, dict) else entry
        for place, entry in enumerate(entries, 1)
    ]


def _document(entry: dict[Any, Any], place: int) -> object:
    """Return a document's entry with what the sheet leaves out: kind, ordinal, claims."""
    claims = _each(
        entry.get("claims", []),
        lambda claim, _: {"lost": 0, "holds": True, **_unfold_span(claim)},
    )
    own = {"kind": "document", "ordinal": place, "year": None}
    return _node({**own, **entry, "claims": claims}, f"d{place}")


def _node(entry: dict[Any, Any], name: str) -> object:
    """Return the entry of a node, and those below it, with the defaults that the sheet leaves out.

    `name` is its id, made from its place: the sheet has no ids. A node's `items` are
    called `children` in the models.
    """
    kind = entry.get("kind", implied_kind(entry))
    nothing = dict.fromkeys(("label", "family", "ordinal", "title", "line"))
    node = {
        "id": name,
        "kind": kind,
        **nothing,
        "text": "",
        "status": usual_status(kind),
        **_unfold_span(entry),
    }
    if kind == "date":
        node.setdefault("value", None)
    for field, of_facts in KINDS.items():
        if field in node:
            node[field] = _each(node[field], partial(_fact, of_facts.unsaid))
    if "tasks" in node:
        node["tasks"] = _each(
            node["tasks"], lambda task, _: {"line": None, **_unfold_span(task)}
        )
    if "items" in node:
        node["children"] = _each(
            node.pop("items"), lambda below, place: _node(below, f"{name}/{place}")
        )
    return node


def _fact(unsaid: Sequence[str], entry: dict[Any, Any], _: int) -> dict[Any, Any]:
    """Return the entry of a fact with null for what it does not say; its place does not matter."""
    if entry.get("kind") == "internal":
        entry = {"target": None, **entry}
    return {**dict.fromkeys(unsaid), **_unfold_span(entry)}


def _unfold_span(entry: dict[Any, Any]) -> dict[Any, Any]:
    """Put `start` and `end` for `span`."""
    match entry:
        case {"span": [start, end], **rest}:
            return {**rest, "start": start, "end": end}
        case _:
            return {**entry, "start": None, "end": None}


# ── faults, in words for people ──────────────────────────────────────────────────────────


def _checked(
    data: object, path: str, renamed: Mapping[str, str], top: yaml.Node | None
) -> Plan:
    """Check plain data by the models; the file has other names for the fields `renamed`."""
    if not isinstance(data, dict) or "planparse" not in data:
        raise UnreadableError(
            _(
                "{path}: not written by planparse: it has no `planparse:` at its top",
                path=path,
            )
        )
    if "schema" not in data:
        raise UnreadableError(
            _(
                "{path}: it does not say its schema, and so not how it is to be "
                "read: parse the text again",
                path=path,
            )
        )
    if data["schema"] != SCHEMA:
        raise UnreadableError(
            _(
                "{path}: its schema is {found!r}, this planparse ({version}) reads "
                "{schema}: parse the text again",
                path=path,
                found=data["schema"],
                version=__version__,
                schema=SCHEMA,
            )
        )
    try:
        return Plan.model_validate_json(json.dumps(data, allow_nan=False))
    except ValidationError as fault:
        faults = fault.errors(include_url=False)
    except (TypeError, ValueError) as error:  # a set, a key that is no text
        raise UnreadableError(
            _("{path}: holds what JSON cannot: {why}", path=path, why=reason(error))
        ) from None
    faults_told = [_describe(one, path, renamed, top) for one in faults[:_SHOWN]]
    if len(faults) > _SHOWN:
        faults_told.append(f"{path}: and {len(faults) - _SHOWN} more")
    raise UnreadableError("\n".join(faults_told))


def _describe(
    fault: ErrorDetails, path: str, renamed: Mapping[str, str], top: yaml.Node | None
) -> str:
    """Return a fault of validation as one line: where in the file, which field, what is wrong.

    plan.yaml:12:5: documents[1].items[2].kind: …
    """
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
    """Return where in a YAML file something stands, or what it would stand in."""
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
