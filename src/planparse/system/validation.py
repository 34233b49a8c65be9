"""Say what pydantic finds wrong in YAML or JSON in the words of those who wrote it."""

import json
from collections.abc import Callable, Mapping
from types import MappingProxyType
from typing import Any

from pydantic_core import ErrorDetails

_LONGEST = 40  # characters of what stands there that are shown
_FORMS: Mapping[str, str] = MappingProxyType(
    {
        r"^[a-z][a-z0-9-]*$": "small Latin letters, digits and hyphens, a letter first",
        r"^[01][0-9]-[0-3][0-9]$": "a month and a day, as 12-31",
        r"^[0-9a-f]{64}$": "64 hexadecimal digits in lower case, as sha256sum prints",
    }
)
"""What the patterns of our own models ask for."""

_Context = Mapping[str, Any]
_WANTED: Mapping[str, Callable[[_Context], str]] = MappingProxyType(
    {
        **dict.fromkeys(
            ("int_type", "int_parsing", "int_from_float", "int_parsing_size"),
            lambda _: "a whole number",
        ),
        **dict.fromkeys(("float_type", "float_parsing"), lambda _: "a number"),
        "finite_number": lambda _: "a finite number",
        **dict.fromkeys(("bool_type", "bool_parsing"), lambda _: "true or false"),
        "string_type": lambda _: "text, in quotes where it looks like something else",
        **dict.fromkeys(
            ("tuple_type", "list_type"), lambda _: "a list, as in [one, two]"
        ),
        **dict.fromkeys(
            ("dict_type", "model_type", "model_attributes_type"),
            lambda _: "names with values, as in {name: value}",
        ),
        "less_than_equal": lambda context: f"at most {context['le']:g}",
        "less_than": lambda context: f"below {context['lt']:g}",
        "greater_than_equal": lambda context: f"at least {context['ge']:g}",
        "greater_than": lambda context: f"above {context['gt']:g}",
        "literal_error": lambda context: str(context["expected"]),
        "union_tag_invalid": lambda context: (
            f"of one of the kinds {context['expected_tags']}"
        ),
        "string_pattern_mismatch": lambda context: _FORMS.get(
            context["pattern"], f"of the form {context['pattern']}"
        ),
    }
)
"""What is to stand there, by the type of the fault."""

_SAID: Mapping[str, str] = MappingProxyType(
    {
        "missing": " is missing",
        "extra_forbidden": ": there is no such field",
        "too_short": " is empty",
        "string_too_short": " is empty",
        "union_tag_not_found": " has no kind",
        "none_required": " is to be null",
    }
)


def said(where: str, fault: ErrorDetails) -> str:
    """Return what is wrong with a field: what it is to be, and what it is.

    Without a name it is the file.
    """
    kind, context, name = fault["type"], fault.get("ctx", {}), where or "the file"
    if kind in _WANTED:
        found = _shown(context.get("tag", fault["input"]))
        return f"{name} is to be {_WANTED[kind](context)}, not {found}"
    if kind == "too_short" and context.get("min_length") != 1:
        return f"{name} has {context['actual_length']} entries: {context['min_length']} are needed"
    if (
        kind == "json_invalid"
    ):  # Python wrote it, and so it is one of two that pydantic alone refuses
        deep = "recursion" in context["error"]
        return f"{name} " + (
            "is nested too deep" if deep else "has half of a character, as \\ud800 is"
        )
    return name + _SAID.get(kind, f": {fault['msg'].removeprefix('Value error, ')}")


def _shown(value: object) -> str:
    """Return a value as it is shown: the beginning of a long one, the kind of a container."""
    if isinstance(value, dict):
        return "names with values"
    if isinstance(value, list | tuple):
        return "a list"
    plain = value is None or isinstance(value, str | int | float)
    text = json.dumps(value, ensure_ascii=False) if plain else str(value)
    return text if len(text) <= _LONGEST else f"{text[:_LONGEST]}…"
