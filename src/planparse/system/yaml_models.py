"""Load YAML against a model, and tell every fault with its line and column."""

from collections.abc import Iterator, Sequence
from typing import TypeVar

import yaml
from pydantic import BaseModel, ValidationError

from planparse.errors import reason
from planparse.locale.message import _, joined
from planparse.system.syntax_faults import yaml_fault
from planparse.system.validation import said
from planparse.text.lines import Lines


class YamlError(ValueError):
    """A fault in a YAML text: one message a fault, each with file, line and column from 1."""


Model = TypeVar("Model", bound=BaseModel)
_Loader = yaml.SafeLoader | yaml.BaseLoader


def load(
    model: type[Model], text: str, path: str, loader: type[_Loader] = yaml.SafeLoader
) -> Model:
    """Check the text of a YAML file against a model.

    `loader` is that of PyYAML; with its BaseLoader every value is text, just as written.

    Raises:
        YamlError: with every fault, each as `path:line:column: what is wrong`.
    """
    tree, data = read(text, path, loader)
    try:
        return model.model_validate(data if data is not None else {}, strict=False)
    except ValidationError as faults:
        lines = []
        errors = faults.errors()
        for error in errors:
            loc = error["loc"]
            if error["type"] == "too_short" and any(
                e["loc"][: len(loc)] == loc != e["loc"] for e in errors
            ):
                continue  # it is short only of the entries that have faults of their own
            node = _node_at(tree, loc)
            at = _place(node.start_mark if node else None)
            where = ".".join(
                step for step in loc if isinstance(step, str) and step != "[key]"
            )
            lines.append(
                _(
                    "{path}:{place}: {what}",
                    path=path,
                    place=at,
                    what=said(where, error),
                )
            )
        raise YamlError(joined(lines, "\n")) from None


def place_of(text: str, path: str, loc: Sequence[int | str]) -> str:
    """Return where in a YAML text a field stands, as `path:line:column`; see `load`."""
    tree, _data = read(text, path)
    node = _node_at(tree, loc)
    return f"{path}:{_place(node.start_mark if node else None)}"


def read(
    text: str, path: str, kind: type[_Loader] = yaml.SafeLoader
) -> tuple[yaml.Node | None, object]:
    """Return the nodes of a YAML text, and the plain data that they stand for.

    Raises YamlError for what is no YAML.
    """
    try:
        loader = kind(text)
        tree = loader.get_single_node()
        bad = [
            _(
                "{path}:{place}: {key}: {why}",
                path=path,
                place=_place(key.start_mark),
                key=key.value,
                why=why,
            )
            for key, why in _bad_keys(tree)
        ]
        if bad:
            raise YamlError(joined(bad, "\n"))
        return tree, None if tree is None else loader.construct_document(tree)
    except yaml.reader.ReaderError as fault:
        line, column = Lines(text).position(fault.position)
        place = f"{line}:{column}"
        what = (
            f"unacceptable character #x{ord(text[fault.position]):04x}: {fault.reason}"
        )
        raise YamlError(
            _(
                "{path}:{place}: {what}",
                path=path,
                place=place,
                what=what,
            )
        ) from None
    except yaml.MarkedYAMLError as fault:
        raise YamlError(
            _(
                "{path}:{place}: {what}",
                path=path,
                place=_place(fault.problem_mark),
                what=yaml_fault(fault),
            )
        ) from None
    except (
        ValueError,
        LookupError,
        AttributeError,
        RecursionError,
    ) as fault:  # a tag that does not fit; a date that there is not; thousands of brackets
        if isinstance(fault, YamlError):
            raise
        raise YamlError(_("{path}:1:1: {why}", path=path, why=reason(fault))) from None


def _bad_keys(tree: yaml.Node | None) -> Iterator[tuple[yaml.ScalarNode, str]]:
    """Yield the keys that may not stand in a file, each with the reason.

    Of a key given twice YAML's own reader would take the last in silence; merges (<<) can
    double at every line.
    """
    pending, seen = [tree], set()
    while pending:
        node = pending.pop()
        if not isinstance(node, yaml.CollectionNode) or id(node) in seen:
            continue
        seen.add(id(node))  # an alias may lead back to what holds it
        if isinstance(node, yaml.SequenceNode):
            pending += reversed(node.value)
            continue
        keys = set()
        for key, _value in node.value:
            if isinstance(key, yaml.ScalarNode):
                if (key.tag, key.value) in keys:
                    yield key, _("given twice")
                if key.tag == "tag:yaml.org,2002:merge":
                    yield key, _("merging is not read here")
                keys.add((key.tag, key.value))
        pending += (value for _key, value in reversed(node.value))


def _place(mark: yaml.Mark | None) -> str:
    """Return line and column, from 1."""
    return f"{mark.line + 1}:{mark.column + 1}" if mark else "1:1"


def _node_at(node: yaml.Node | None, loc: Sequence[int | str]) -> yaml.Node | None:
    """Return the YAML node of a pydantic location, or the nearest one above it."""
    for step in loc:
        if isinstance(node, yaml.MappingNode):
            inner = next(
                (value for key, value in node.value if key.value == str(step)), None
            )
        elif (
            isinstance(node, yaml.SequenceNode)
            and isinstance(step, int)
            and step < len(node.value)
        ):
            inner = node.value[step]
        else:
            inner = None
        if inner is None:
            break
        node = inner
    return node
