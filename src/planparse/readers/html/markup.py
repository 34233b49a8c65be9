"""HTML → its tags and texts, in time that grows linearly whatever the markup is.

Nothing is resolved but character references. What no end tag ends ends where it must.
"""

import re
from collections.abc import Iterator
from html import unescape
from typing import NamedTuple


class Tag(NamedTuple):
    """A tag: the name of the element in small letters, and its attributes, if it begins one."""

    name: str
    begins: bool
    attributes: dict[str, str]


_LONGEST = 2048
"""Quotes are minded in tags of up to so many characters; a choice."""
_TAG = re.compile(
    r"<(/?)([a-zA-Z][^\s/><]*)((?:[^<>\"']|\"[^\"]*\"|'[^']*')*+)>", re.DOTALL
)
_NAME = re.compile(r"</?([a-zA-Z][^\s/><]*)")
_ATTRIBUTE = re.compile(
    r"([^\s=/>\"']+)(?:\s*=\s*(?:\"([^\"]*)\"|'([^']*)'|([^\s>\"']+)))?"
)
_KEPT = frozenset(
    (
        "id",
        "class",
        "style",
        "href",
        "hidden",
        "colspan",
        "rowspan",
        "border",
        "charset",
    )
)
"""The attributes that say something; the others are passed over."""
_RAW = frozenset(
    ("script", "style", "xmp", "iframe", "noembed", "noframes", "textarea", "title")
)
"""Elements that hold no tags: all up to their end tag is text."""


def events(source: str) -> Iterator[Tag | str]:
    """Yield the tags of a page and the texts between them, in order."""
    at, size = 0, len(source)
    nowhere: dict[
        str, int
    ] = {}  # from where on what ends something does not come again

    def find(mark: str, start: int) -> int:
        """Return where a mark comes next, -1 where it does not, without looking twice."""
        if start >= nowhere.get(mark, size + 1):
            return -1
        found = source.find(mark, start)
        if found < 0:
            nowhere[mark] = start
        return found

    while at < size:
        begin = find("<", at)
        if begin < 0:
            begin = size
        if begin > at:
            yield unescape(source[at:begin])
        if begin == size:
            return
        following = source[begin + 1 : begin + 4]
        if following == "!--":
            end = find("-->", begin + 4)
            at = end + 3 if end >= 0 else _behind(find(">", begin), begin + 4)
            continue
        if following[:1] in ("!", "?"):
            at = _behind(find(">", begin), begin + 2)
            continue
        tag = _TAG.match(source, begin, begin + _LONGEST)
        name = tag[2] if tag else _name_at(source, begin)
        end = tag.end() if tag else _behind(find(">", begin), -1) if name else -1
        if not name or end < 0:
            yield "<"
            at = begin + 1
            continue
        name = name.lower()
        begins = source[begin + 1] != "/"
        inside = source[begin + 1 + len(name) : end - 1] if begins else ""
        yield Tag(name, begins, _attributes(inside))
        at = end
        if begins and name in _RAW:
            close = find(f"</{name}", end)
            if close < 0:
                close = find(f"</{name.upper()}", end)
            if close >= 0:
                yield source[end:close]
                at = close


def _behind(found: int, otherwise: int) -> int:
    """Return the place behind a mark of one character that was found, else another place."""
    return found + 1 if found >= 0 else otherwise


def _name_at(source: str, begin: int) -> str:
    """Return the name of the tag that begins at a place, empty where none does."""
    found = _NAME.match(source, begin)
    return found[1] if found else ""


def _attributes(inside: str) -> dict[str, str]:
    """Return the attributes that say something; the first of each name counts."""
    out: dict[str, str] = {}
    for found in _ATTRIBUTE.finditer(inside):
        name = found[1].lower()
        if name in _KEPT and name not in out:
            out[name] = unescape(found[2] or found[3] or found[4] or "")
    return out
