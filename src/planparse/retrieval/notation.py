"""How the place of a passage is written: its heading, the path to it, several citations."""

from collections.abc import Iterable

from planparse.records import Printed, Row, label_apart
from planparse.text.characters import is_han

_BELOW = " / "
"""What parts the headings of a path."""
_AND = "；"
"""What parts citations: labels have 、 in them."""


def heading_of(row: Row, printed: Printed) -> str:
    """Return the label and the heading of a node on one line, 总 则 without its blank."""
    title = row.title or ""
    blank = "" if any(map(is_han, title)) else " "
    return f"{label_apart(row, printed)}{blank.join(title.split())}".strip()


def joined_path(headings: Iterable[str]) -> str:
    """Return a path of headings on one line, the outermost first."""
    return _BELOW.join(headings)


def joined_citations(citations: Iterable[str]) -> str:
    """Return several citations as one."""
    return _AND.join(citations)


def parted_citations(citations: str) -> list[str]:
    """Return the citations that were written as one."""
    return [one for one in citations.split(_AND) if one.strip()]
