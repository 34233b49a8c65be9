"""How the place of a passage is written: its heading, the path to it, several citations."""

import re
from collections.abc import Iterable

from planparse.records import Printed, Row, label_apart
from planparse.text.characters import is_han

_BELOW = " / "
"""What parts the headings of a path."""
_AND = "；"
"""What parts citations: labels have 、 in them."""


def squeezed(citation: str) -> str:
    """Return a citation without blanks; the one between two numbers is a / then: 2.1 1."""
    return "".join(re.sub(r"(?<=\d)\s+(?=\d)", "/", citation).split())


def heading_of(row: Row, printed: Printed | None) -> str:
    """Return the label and the heading of a node on one line, 总 则 without its blank.

    Where the text is not at hand, a blank stands behind 第一章, and behind 一是 too.
    """
    title = row.title or ""
    blank = "" if any(map(is_han, title)) else " "
    label = blank_behind(row.label) if printed is None else label_apart(row, printed)
    return f"{label}{blank.join(title.split())}".strip()


def blank_behind(label: str | None) -> str:
    """Return a label as it stands before other words where nothing is known of its text."""
    return f"{label} " if label and label[-1].isalnum() else label or ""


def joined_path(headings: Iterable[str]) -> str:
    """Return a path of headings on one line, the outermost first."""
    return _BELOW.join(headings)


def joined_citations(citations: Iterable[str]) -> str:
    """Return several citations as one."""
    return _AND.join(citations)


def parted_citations(citations: str) -> list[str]:
    """Return the citations that were written as one."""
    return [one for one in citations.split(_AND) if one.strip()]
