"""Page numbers: lines that are nothing but one, by the forms listed in the grammars."""

import re
from functools import lru_cache

_BLANK = "[ \\t\\u3000\\u00a0\\u2000-\\u200a\\x0b\\x0c]*+"


@lru_cache(maxsize=8)
def whole(templates: tuple[str, ...], dashes: str) -> re.Pattern[str]:
    """An expression for a page number as the whole of a line, its blanks left out; a bare number is one too."""
    return re.compile(rf"{_forms(templates, dashes, '')}|[0-9０-９]{{1,4}}")


@lru_cache(maxsize=8)
def lines(templates: tuple[str, ...], dashes: str) -> re.Pattern[str]:
    """An expression for a whole line that is a page number: it starts at the line, ends before its end.

    In a template `{n}` is a number of up to four digits, a dash any of `dashes`; blanks may stand anywhere between.
    """
    return re.compile(rf"^{_BLANK}(?:{_forms(templates, dashes, _BLANK)}){_BLANK}(?=[\r\n]|\Z)", re.MULTILINE)


def _forms(templates: tuple[str, ...], dashes: str, between: str) -> str:
    return "|".join(between.join(_part(part, dashes) for part in _parts(template)) for template in templates)


def _parts(template: str) -> list[str]:
    return [part for part in re.split(r"(\{n\}|.)", template.replace(" ", "")) if part]


def _part(part: str, dashes: str) -> str:
    if part == "{n}":
        return "[0-9０-９]{1,4}"
    return f"[{re.escape(dashes)}]{{1,3}}+" if part in dashes else re.escape(part)
