"""How much of a text, before and behind its documents, is a web page's."""

from collections.abc import Sequence

from planparse.document.lines.line_kinds import LineClassifier
from planparse.layout.paragraphs import Block
from planparse.text.positions import last_line

_MOST_HEADER_LINES = 24
"""No web page has more lines above a document. A choice: doubled or halved, it changes
none of 546 real documents."""
_MOST_LINES_OF_PAGE = 60
"""No web page has more lines above a document, its menus included. A choice."""
_MOST_NEWS = 3
"""No web page has more sentences above a document. A choice."""
_SHORTEST_TITLE = 6
"""A shorter line with a 文种 is a menu's. A choice."""
_SHORTEST_WHOLE_TITLE = 9
"""A shorter line is the rest of a title that begins on the line above. A choice."""
_MOST_FOOTER_LINES = 40
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
        elif not (
            _is_value(line, before, classifier) or _owns_site(blocks, place, classifier)
        ):
            break
        before = line
    return count


def length_above_title(blocks: Sequence[Block], classifier: LineClassifier) -> int:
    """Return how many of a document's first blocks a web page has above its title.

    Where a page's lines stand there, or right above the document, nothing above the first
    title with a 文种 is a title, but for the letterhead right above it.
    """
    title = _first_title(blocks, classifier)
    if not title:
        return 0
    above = last_line(classifier.text, blocks[0].start)
    lines = [above, *(classifier.line(block) for block in blocks[:title])]
    if any(line and classifier.web_lines.is_boilerplate(line) for line in lines):
        return _letterhead_start(blocks, title, classifier)
    return 0


def _first_title(blocks: Sequence[Block], classifier: LineClassifier) -> int:
    """Return the place of the first title above all sections, 0 where there is none.

    It stands among the first lines, and above it no annex, and at most a news item.
    """
    prose = 0
    for place, block in enumerate(blocks[:_MOST_LINES_OF_PAGE]):
        if block.kind != "paragraph" or prose > _MOST_NEWS:
            return 0
        line = classifier.line(block)
        if classifier.kind(block) == "attachment" or (
            classifier.letterhead.is_addressee(line)
            and not classifier.web_lines.is_boilerplate(line)
        ):
            return 0
        prose += line[-1] in "。；"
        if (
            classifier.is_title(block)
            and len(line) >= _SHORTEST_TITLE
            and not classifier.web_lines.is_boilerplate(line)
            and not in_breadcrumbs(blocks, place, classifier)
        ):
            return place
    return 0


def _letterhead_start(
    blocks: Sequence[Block], title: int, classifier: LineClassifier
) -> int:
    """Return where the letterhead begins that stands right above a title, or its first line.

    A line above belongs to the title where that line breaks off, or where the title's
    last line says neither of whom nor about what it is.
    """
    start = title
    while start:
        block, line = blocks[start - 1], classifier.line(blocks[start - 1])
        if classifier.web_lines.is_boilerplate(line):
            break
        is_letterhead = classifier.kind(block) in (
            "docnumber",
            "signature",
        ) or bool(classifier.letterhead.masthead(line))
        if not is_letterhead and not _begins_title(blocks, start, classifier):
            break
        start -= 1
    return start


def _begins_title(
    blocks: Sequence[Block], place: int, classifier: LineClassifier
) -> bool:
    """Return whether the title at a place begins on the line above it."""
    titles, above = classifier.titles, classifier.line(blocks[place - 1])
    if not classifier.may_be_title(blocks[place - 1]):
        return False
    return titles.is_unfinished(above) or (
        len(classifier.line(blocks[place])) < _SHORTEST_WHOLE_TITLE
        and not titles.states_matter(blocks[place].start)
    )


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


def _owns_site(blocks: Sequence[Block], place: int, classifier: LineClassifier) -> bool:
    """Return whether a line names the body whose page it is: more of the page is below it."""
    following = classifier.line(blocks[place + 1]) if place + 1 < len(blocks) else ""
    return classifier.letterhead.is_body(classifier.line(blocks[place])) and bool(
        following and classifier.web_lines.is_boilerplate(following)
    )


def _is_value(line: str, before: str, classifier: LineClassifier) -> bool:
    """Return whether a line is the value of the field on the line above it."""
    return (
        before.endswith(("：", ":"))
        and line[-1] not in "：:。"
        and not classifier.titles.ends_in_genre(line)
    )
