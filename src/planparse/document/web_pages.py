"""How much of a text, before and behind its documents, is a web page's."""

from collections.abc import Sequence

from planparse.document.line_kinds import LineClassifier
from planparse.layout.paragraphs import Block

_MOST_HEADER_LINES = 24
"""No web page has more lines above a document. A choice: doubled or halved, it changes
none of 546 real documents."""
_MOST_FOOTER_LINES = 20
"""No web page has more lines below a document. A choice: doubled or halved, it changes
none of 546 real documents."""
_BREADCRUMB_MARKS = frozenset(">＞»")
"""Lines between those of a web page's path."""


def header_length(blocks: Sequence[Block], classifier: LineClassifier) -> int:
    """Return how many of the first blocks belong to a web page or a database.

    A numbered line never does. What follows a field's colon is its value.
    """
    count = 0
    is_page = False
    before = ""
    for place, block in enumerate(blocks[:_MOST_HEADER_LINES]):
        line = classifier.line(block)
        if block.kind != "paragraph":
            break
        is_boilerplate = classifier.web_lines.is_boilerplate(line)
        is_page = is_page or is_boilerplate
        if is_boilerplate or (
            classifier.web_lines.is_shared_field(line)
            or line == before
            or in_breadcrumbs(blocks, place, classifier)
        ):
            count = place + 1 if is_page else count
        elif not _is_value(line, before, classifier):
            break
        before = line
    return count


def footer_start(blocks: Sequence[Block], classifier: LineClassifier) -> int:
    """Return from which of the last blocks on a web page follows the document.

    It is the number of blocks if none does.
    """
    start = len(blocks)
    first = max(0, len(blocks) - _MOST_FOOTER_LINES)
    for place in range(len(blocks) - 1, first - 1, -1):
        block = blocks[place]
        line = classifier.line(block)
        if block.kind != "paragraph" or not classifier.web_lines.may_be_link(line):
            break
        if classifier.kind(block) in ("date", "attachment"):
            break
        if classifier.web_lines.begins_footer(line):
            start = place
    return start


def in_breadcrumbs(
    blocks: Sequence[Block], place: int, classifier: LineClassifier
) -> bool:
    """Return whether a line is of a page's path, set a step a line: 首页, >, 要闻."""
    line = classifier.line(blocks[place])
    return line in _BREADCRUMB_MARKS or not _BREADCRUMB_MARKS.isdisjoint(
        _neighbours(blocks, place, classifier)
    )


def repeats_neighbour(
    blocks: Sequence[Block], place: int, classifier: LineClassifier
) -> bool:
    """Return whether the line above or below a line says the same."""
    line = classifier.line(blocks[place])
    return line in _neighbours(blocks, place, classifier)


def _neighbours(
    blocks: Sequence[Block], place: int, classifier: LineClassifier
) -> list[str]:
    """Return the lines above and below a line."""
    return [
        classifier.line(blocks[at])
        for at in (place - 1, place + 1)
        if 0 <= at < len(blocks)
    ]


def _is_value(line: str, before: str, classifier: LineClassifier) -> bool:
    """Return whether a line is the value of the field on the line above it."""
    return (
        before.endswith(("：", ":"))
        and line[-1] not in "：:。"
        and not classifier.titles.ends_in_genre(line)
    )
