"""Say what pydantic finds wrong in YAML or JSON in the words of those who wrote it."""

import json
import re
from collections.abc import Callable, Mapping
from types import MappingProxyType
from typing import Any

from pydantic_core import ErrorDetails

from planparse.errors import reason
from planparse.locale.message import Message, _

_LONGEST = 40  # characters of what stands there that are shown
_FORMS: Mapping[str, Message] = MappingProxyType(
    {
        r"^[a-z][a-z0-9-]*$": _(
            "small Latin letters, digits and hyphens, a letter first"
        ),
        r"^[01][0-9]-[0-3][0-9]$": _("a month and a day, as 12-31"),
        r"^[0-9a-f]{64}$": _(
            "64 hexadecimal digits in lower case, as sha256sum prints"
        ),
    }
)
"""What the patterns of our own models ask for."""

_Context = Mapping[str, Any]
_WANTED: Mapping[str, Callable[[_Context], str]] = MappingProxyType(
    {
        **dict.fromkeys(
            ("int_type", "int_parsing", "int_from_float", "int_parsing_size"),
            lambda _context: _("a whole number"),
        ),
        **dict.fromkeys(
            ("float_type", "float_parsing"), lambda _context: _("a number")
        ),
        "finite_number": lambda _context: _("a finite number"),
        **dict.fromkeys(
            ("bool_type", "bool_parsing"), lambda _context: _("true or false")
        ),
        "string_type": lambda _context: _(
            "text, in quotes where it looks like something else"
        ),
        **dict.fromkeys(
            ("tuple_type", "list_type"), lambda _context: _("a list, as in [one, two]")
        ),
        **dict.fromkeys(
            ("dict_type", "model_type", "model_attributes_type"),
            lambda _context: _("names with values, as in {name: value}"),
        ),
        "less_than_equal": lambda context: _("at most {bound:g}", bound=context["le"]),
        "less_than": lambda context: _("below {bound:g}", bound=context["lt"]),
        "greater_than_equal": lambda context: _(
            "at least {bound:g}", bound=context["ge"]
        ),
        "greater_than": lambda context: _("above {bound:g}", bound=context["gt"]),
        "literal_error": lambda context: _either(context["expected"]),
        "union_tag_invalid": lambda context: _(
            "of one of the kinds {kinds}", kinds=context["expected_tags"]
        ),
        "string_pattern_mismatch": lambda context: _FORMS.get(
            context["pattern"], _("of the form {pattern}", pattern=context["pattern"])
        ),
    }
)
"""What is to stand there, by the type of the fault."""

_SAID: Mapping[str, Message] = MappingProxyType(
    {
        "missing": _("{name} is missing"),
        "extra_forbidden": _("{name}: there is no such field"),
        "too_short": _("{name} is empty"),
        "string_too_short": _("{name} is empty"),
        "union_tag_not_found": _("{name} has no kind"),
        "none_required": _("{name} is to be null"),
    }
)


def _either(expected: str) -> Message:
    """Return what pydantic lists as 'a', 'b' or 'c'."""
    *most, last = re.split(", | or ", expected)
    return _("{names} or {last}", names=most, last=last) if most else Message(last, {})


def said(where: str, fault: ErrorDetails) -> str:
    """Return what is wrong with a field: what it is to be, and what it is.

    Without a name it is the file. What a model itself says of its whole is told as it is.
    """
    kind, context = fault["type"], fault.get("ctx", {})
    name = where or _("the file")
    if kind in _WANTED:
        found = _shown(context.get("tag", fault["input"]))
        return _(
            "{name} is to be {wanted}, not {found}",
            name=name,
            wanted=_WANTED[kind](context),
            found=found,
        )
    if kind == "too_short" and context.get("min_length") != 1:
        return _(
            "{name} has {count} entries: {least} are needed",
            name=name,
            count=context["actual_length"],
            least=context["min_length"],
        )
    if kind == "json_invalid":
        # Python wrote it, and so it is one of two that pydantic alone refuses
        if "recursion" in context["error"]:
            return _("{name} is nested too deep", name=name)
        return _("{name} has half of a character, as \\ud800 is", name=name)
    if kind in _SAID:
        return _SAID[kind].having(name=name)
    why = (
        reason(context["error"])
        if isinstance(context.get("error"), ValueError)
        else fault["msg"]
    )
    return _("{name}: {why}", name=name, why=why)


def _shown(value: object) -> str:
    """Return a value as it is shown: the beginning of a long one, the kind of a container."""
    if isinstance(value, dict):
        return _("names with values")
    if isinstance(value, list | tuple):
        return _("a list")
    plain = value is None or isinstance(value, str | int | float)
    text = json.dumps(value, ensure_ascii=False) if plain else str(value)
    return text if len(text) <= _LONGEST else f"{text[:_LONGEST]}…"
