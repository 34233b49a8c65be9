"""Say who issued a document, under which number, to whom and when (GB/T 9704—2012).

The 发文机关 (7.2.4, 7.3.5), the 发文字号 (7.2.5), the 主送机关 (7.3.2) and the 成文日期 (7.3.5) are
those of the document itself: what an annex or a forwarded report says of its own is not.
"""

import re
from collections.abc import Iterable, Iterator, Sequence

from planparse.document.lines.letterhead import Letterhead
from planparse.document.lines.title_lines import TitleLines
from planparse.text.characters import ROUND
from planparse.tree import Envelope, Node

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
    lines = [(node.kind, text[node.start : node.end].strip()) for node in own]
    signed = [
        name
        for kind, line in lines
        if kind == "signature"
        for name in _names(line, letterhead)
    ]
    issuers = [name for name in signed if letterhead.is_body(name)] or [
        name
        for name in (
            *(title_lines.issuer(title) for title in titles[:1]),
            *(letterhead.masthead(line) for _, line in lines[:_HEAD]),
        )
        if name
    ][:1]
    numbers = (letterhead.number(line) for kind, line in lines if kind == "docnumber")
    dates = (node.value for node in own if node.kind == "date" and node.value)
    return Envelope(
        issuer="、".join(dict.fromkeys(issuers)) or None,
        docnumber=next(filter(None, numbers), None),
        addressees=tuple(_addressees(lines)),
        date=next(dates, None),
    )


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


def _addressees(lines: Iterable[tuple[str, str]]) -> Iterator[str]:
    """Yield whom the document addresses, a line each, up to where it is signed."""
    for kind, line in lines:
        if kind in ("signature", "section"):
            return
        if kind == "addressee":
            yield re.sub(_LINE_BREAK, "", line.rstrip(":：！!"))


def _names(line: str, letterhead: Letterhead) -> list[str]:
    """Return the bodies that sign on a line, without letter-spacing and seals."""
    names = line.split()
    if not all(map(letterhead.is_body, names)):
        names = ["".join(names)]
    return [re.sub(_SEAL, "", name) for name in names]
