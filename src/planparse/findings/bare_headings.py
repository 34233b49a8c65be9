"""Documents of which all headings have lost their numbers."""

from collections import Counter
from collections.abc import Iterable, Iterator

from planparse.grammar.lexicon import Lexicon
from planparse.tree import Document, Finding, Node, walk

_SEVERAL = 2
"""Below so many headings a series begins again, where these are a level of their own."""


def findings(
    text: str, documents: Iterable[Document], lexicon: Lexicon
) -> Iterator[Finding]:
    """Yield an N208 for each document whose headings, one and all, have no number.

    That they had some is shown by a chapter that rules have (总则), by headings on two
    levels, or by a series that begins again below each: what counts its items counts its
    headings.
    """
    outermost = frozenset(lexicon.words.headings.outermost)
    for document in documents:
        if _has_numbers(document.root):
            continue
        headings = [node for node in walk(document.root) if node.kind == "heading"]
        if not headings:
            continue
        titles = [text[node.heading.start : node.heading.end] for node in headings]
        words = {"".join(title.split()) for title in titles}
        if (
            not words.isdisjoint(outermost)
            or any(_holds_headings(node) for node in headings)
            or _begin_again(headings, lexicon)
        ):
            start, end = headings[0].heading
            yield Finding("N208", start, end, (", ".join(titles),))


def _has_numbers(root: Node) -> bool:
    """Return whether a number stands in a document beside headings, and below none."""
    return any(node.kind in ("section", "lacuna") for node in root.children)


def _holds_headings(node: Node) -> bool:
    """Return whether other headings stand right below one."""
    return any(child.kind == "heading" for child in node.children)


def _begin_again(headings: Iterable[Node], lexicon: Lexicon) -> bool:
    """Return whether a series of one family begins with 1 below several headings.

    What a speaker counts (第一，…) counts no headings.
    """
    begun = Counter(
        child.family
        for node in headings
        for child in node.children
        if child.family is not None
        and child.ordinal == 1
        and not lexicon.families[child.family].spoken
    )
    return any(count >= _SEVERAL for count in begun.values())
