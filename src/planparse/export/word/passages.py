"""The words of a node in the order in which they stand in the source, marks and blanks included."""

from typing import NamedTuple

from planparse.records import Printed, Row

_SLACK = 8
"""How many marks and blanks may stand between label, heading and text; a choice."""
_ENDS = "。：:；;，,！？!?．."
"""Marks that may stand behind a heading."""


class Passage(NamedTuple):
    """A label and the blank behind it, a heading and its mark, the blank before a text, a text."""

    label: str = ""
    blank: str = ""
    heading: str = ""
    mark: str = ""
    gap: str = ""
    text: str = ""

    @property
    def head(self) -> str:
        """What stands before the text."""
        return self.label + self.blank + self.heading + self.mark


def passage_of(row: Row, printed: Printed) -> Passage:
    """Return what a row says."""
    label, title = row.label or "", row.title or ""
    text = row.text
    if not label and not title:
        return Passage(text=text.strip())
    words = title or text[:_SLACK]
    size = len(label) + len(words) + 2 * _SLACK
    head = printed(row.start, min(row.start + size, row.end))
    at = head.find(words, len(label))
    blank = head[len(label) : at] if at >= 0 else ""
    blank = blank if blank.isspace() else ""
    if not title:
        return Passage(label, blank, text=text.strip())
    behind = head[at + len(title) :] if at >= 0 else ""
    mark = behind[:1] if behind[:1] and behind[0] in _ENDS else ""
    rest = behind[len(mark) :]
    gap = rest[: len(rest) - len(rest.lstrip())]
    if not text:
        return Passage(label, blank, title, mark)
    if "\n" in gap or "\r" in gap or not (mark or gap):
        gap = " "
    return Passage(label, blank, title, mark, gap, text.strip())
