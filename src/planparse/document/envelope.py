"""Say who issued a document, under which number, to whom and when (GB/T 9704—2012).

The 发文机关 (7.2.4, 7.3.5), the 发文字号 (7.2.5), the 主送机关 (7.3.2) and the 成文日期 (7.3.5) are
those of the document itself: what an annex or a forwarded report says of its own is not.
"""

import re
from collections.abc import Iterable, Iterator, Sequence

from planparse.document.lines.letterhead import Letterhead
from planparse.document.lines.title_lines import TitleLines
from planparse.text.characters import ROUND
from planparse.tree import Envelope, Node, NodeKind

_HEAD = 5
"""The red head of the first page stands among so many first lines. A choice."""
_LINE_BREAK = r"\s*[\r\n]\s*"
_SEAL = rf"{ROUND.opens}(?:代?章|盖章|印章|公章){ROUND.closes}$|^{ROUND.opens}|{ROUND.closes}$"
"""What a signature has besides a name: （代章）, or brackets around it."""


def envelope(
    text: str,
    nodes: Sequence[Node],
    titles: Sequence[str],
    letterhead: Letterhead,
    title_lines: TitleLines,
) -> Envelope:
    """Return the envelope of the document with these nodes right below it."""
    own = list(_own(nodes))
    signed = [
        name
        for line in _lines(text, own, "signature")
        for name in _names(line, letterhead)
    ]
    issuers = [name for name in signed if letterhead.is_body(name)] or [
        name
        for name in (
            *(title_lines.issuer(title) for title in titles[:1]),
            *(letterhead.masthead(_line(text, node)) for node in own[:_HEAD]),
        )
        if name
    ][:1]
    numbers = map(letterhead.number, _lines(text, own, "docnumber"))
    dates = (node.value for node in own if node.kind == "date" and node.value)
    return Envelope(
        issuer="、".join(dict.fromkeys(issuers)) or None,
        docnumber=next(filter(None, numbers), None),
        addressees=tuple(_addressees(text, own)),
        date=next(dates, None),
    )


def _line(text: str, node: Node) -> str:
    """Return the text of a node, with all that stands below it."""
    return text[node.start : node.end].strip()


def _lines(text: str, nodes: Iterable[Node], kind: NodeKind) -> Iterator[str]:
    """Yield the texts of the nodes of one kind."""
    for node in nodes:
        if node.kind == kind:
            yield _line(text, node)


def _own(nodes: Iterable[Node]) -> Iterator[Node]:
    """Yield the nodes up to the first annex that has text of its own, or a list of annexes.

    A list of annexes stands above the signature, so that what signs below it is the
    document's.
    """
    has_text = is_signed = False
    for node in nodes:
        if is_signed and node.kind in ("attachment", "title"):
            return
        if has_text and node.kind == "title":
            return
        has_text = has_text or node.kind == "section"
        is_signed = is_signed or (
            node.kind == "signature" or (has_text and node.kind == "date")
        )
        yield node


def _addressees(text: str, nodes: Iterable[Node]) -> Iterator[str]:
    """Yield whom the document addresses, a line each, up to where it is signed."""
    for node in nodes:
        if node.kind in ("signature", "section"):
            return
        if node.kind == "addressee":
            yield re.sub(_LINE_BREAK, "", _line(text, node).rstrip(":：！!"))


def _names(line: str, letterhead: Letterhead) -> list[str]:
    """Return the bodies that sign on a line, without letter-spacing and seals."""
    names = line.split()
    if not all(map(letterhead.is_body, names)):
        names = ["".join(names)]
    return [re.sub(_SEAL, "", name) for name in names]
