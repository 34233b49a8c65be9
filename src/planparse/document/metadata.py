"""What a document is: its title, its year and the counts it declares, from the nodes of its tree."""

from bisect import bisect_left
from collections.abc import Sequence
from operator import attrgetter

from planparse.document.line_kinds import LineClassifier
from planparse.findings import declared_counts
from planparse.grammar.lexicon import Lexicon
from planparse.layout.paragraphs import SoftBreak
from planparse.text.dates import year_of, year_of_title
from planparse.text.titles import clean_title
from planparse.tree import Document, Node


def describe(
    text: str,
    ordinal: int,
    root: Node,
    soft_breaks: Sequence[SoftBreak],
    classifier: LineClassifier,
    lexicon: Lexicon,
) -> Document:
    """The document with its title, its year and the counts it declares; `soft_breaks` are none of it, in order."""
    titles: list[str] = []
    dates: list[str] = []
    numbers: list[str] = []
    begun = False
    for node in root.children:
        if node.kind == "section":
            begun = True
        elif node.kind == "title":
            if not begun or _carried(titles, text[node.start : node.end], classifier):
                titles.append(
                    clean_title(_joined(text, node.body, node.end, soft_breaks))
                )
        elif node.kind in ("date", "subtitle") or (
            node.kind == "paragraph"
            and not begun
            and classifier.letterhead.is_enactment(text[node.start : node.end])
        ):
            dates.append(node.value or text[node.start : node.end])
        elif node.kind == "docnumber":
            numbers.append(text[node.start : node.end])
    title = titles[-1] if titles else None
    last = root.children[-1] if root.children else None
    while last is not None and last.children:
        last = last.children[-1]
    closing = (
        text[last.start : last.end]
        if last is not None and last.kind == "paragraph"
        else ""
    )
    year = next(
        (year for year in map(year_of_title, reversed(titles)) if year is not None),
        None,
    )
    for line in [
        *reversed(titles),
        *dates,
        closing if classifier.letterhead.is_imprint(closing) else "",
        *numbers,
    ]:
        year = year if year is not None else year_of(line)
    return Document(ordinal, root, title, year, declared_counts.of(text, root, lexicon))


def _joined(text: str, start: int, end: int, soft_breaks: Sequence[SoftBreak]) -> str:
    """What stands in `text[start:end]`, without the soft breaks in it."""
    pieces = []
    for upto, onward, _ in soft_breaks[
        bisect_left(soft_breaks, start, key=attrgetter("start")) :
    ]:
        if upto >= end:
            break
        pieces.append(text[start:upto])
        start = onward
    return "".join([*pieces, text[start:end]])


def _carried(titles: list[str], line: str, classifier: LineClassifier) -> bool:
    return any(classifier.titles.carries(title, line, line) for title in titles)
