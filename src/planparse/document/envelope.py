"""Say who issued a document, under which number, to whom and when (GB/T 9704—2012).

The 发文机关 (7.2.4, 7.3.5), the 发文字号 (7.2.5), the 密级和保密期限 (7.2.2), the 主送机关
(7.3.2) and the 成文日期 (7.3.5) are those of the document itself: what an annex or a
forwarded report says of its own is not. A law says them in the lines below its title, a
report by when and where it was given, a page that was copied by its imprint.
"""

import re
from collections.abc import Iterable, Iterator, Sequence
from itertools import islice

from planparse.document.lines.acts import Act, Order
from planparse.document.lines.issuing_bodies import Bodies
from planparse.document.lines.letterhead import is_cut_number
from planparse.document.lines.line_kinds import LineClassifier
from planparse.document.lines.run_on_heads import RunOnHead
from planparse.document.lines.secrecy import secrecy
from planparse.text.characters import ROUND
from planparse.text.dates import DATE, iso_date
from planparse.text.titles import without_version
from planparse.tree import HOLDERS, Envelope, Node, NodeKind

_HEAD = 5
"""The red head of the first page stands among so many first lines. A choice."""
_FRONT = 12
"""What is said of a document before its text stands among so many first lines. A choice."""
_HISTORY = 40
"""What was done to a law, in broken lines too, stands among so many first ones. A choice."""
_RUN_ON = 2
"""Where lines are run together behind a title, it is one of so many first ones. A choice."""
_LONGEST_ORDER = 60
"""A longer line cites an order, and is none. A choice."""
_LINE_BREAK = r"\s*[\r\n]\s*"


def envelope(
    text: str,
    nodes: Sequence[Node],
    classifier: LineClassifier,
) -> Envelope:
    """Return the envelope of the document with these nodes right below it."""
    return _Envelope(text, nodes, classifier).read()


class _Envelope:
    """Reads the envelope of one document."""

    def __init__(
        self,
        text: str,
        nodes: Sequence[Node],
        classifier: LineClassifier,
    ) -> None:
        """Take the nodes right below a document."""
        self._text, self._lines = text, classifier
        self._own = list(_own(nodes))
        sections = (at for at, node in enumerate(self._own) if node.kind in HOLDERS)
        first = next(sections, len(self._own))
        self._front = self._own[: min(first, _FRONT)]
        history = self._own[: min(first, _HISTORY)]
        self._acts: list[Act] = classifier.acts.of(
            self._texts(history, "paragraph", "subtitle")
        )

        self._head = self._run_on()

    def _run_on(self) -> RunOnHead:
        """Return what is run together behind the title, where it stands once more on a line."""
        title = next(map(self._line, self._of_kind("title")), "")
        bare = without_version(title) or title
        kinds = ("paragraph", "addressee") if title else ()
        lines = islice(self._texts(self._front, *kinds), _RUN_ON)
        heads = (self._lines.heads.of(bare, line) for line in lines)
        return next(filter(any, heads), RunOnHead())

    def read(self) -> Envelope:
        """Return what the lines say."""
        words = self._lines.words.front_matter
        grades = (secrecy(self._line(node), words) for node in self._front[:_HEAD])
        date = next(filter(None, self._dates()), None)
        printed = None if date else next(filter(None, self._printed()), None)
        return Envelope(
            issuer="、".join(dict.fromkeys(self._issuers())) or None,
            docnumber=next(filter(None, self._numbers()), None),
            addressees=tuple(self._addressees()),
            date=date,
            secrecy=next(filter(None, grades), None),
            printed=printed,
        )

    # ── who ───────────────────────────────────────────────────────────────────────────

    def _issuers(self) -> Bodies:
        """Return who issued it, by the surest of what says so."""
        signed = tuple(name for names in self._signed() for name in names)
        titled = self._titled() if len(signed) == 1 else ()
        if len(titled) == 1 and titled[0].endswith(signed[0]):
            return titled  # the rest of the name stands on the line above
        return signed or next(filter(None, self._named()), ())

    def _titled(self) -> Bodies:
        """Return who issued it by its first title."""
        title = next(map(self._line, self._of_kind("title")), "")
        return self._lines.issuing.of_title(title)

    def _signed(self) -> Iterator[Bodies]:
        """Yield the bodies that sign, a line each, also on one line with the date."""
        for node in self._own:
            if node.kind == "signature":
                yield self._lines.issuing.named(self._line(node))
            elif node.kind == "date":
                before, after = self._beside_date(node)
                if not after:
                    yield self._lines.issuing.named(before)

    def _named(self) -> Iterator[Bodies]:
        """Yield who is named as the issuer elsewhere, the surest first."""
        issuing = self._lines.issuing
        yield self._titled()
        for node in self._front[:_HEAD]:
            yield issuing.of_red_head(self._line(node))
        for line in self._paragraphs(self._front):
            yield issuing.spoken_for(line)
        for line in self._by_lines():
            yield issuing.of_by_line(line)
        for act in self._acts:
            yield act.bodies
        yield self._head.bodies
        for order in self._orders():
            yield order.bodies
        yield issuing.of_imprint(self._imprint())

    def _by_lines(self) -> Iterator[str]:
        """Yield the lines below the title and above whom it addresses: who gives a report."""
        below = False
        for node in self._front:
            if node.kind == "addressee":
                return
            below = below or node.kind in ("title", "subtitle")
            if below and node.kind == "paragraph":
                yield self._line(node)

    # ── which, whom, when ─────────────────────────────────────────────────────────────

    def _numbers(self) -> Iterator[str | None]:
        """Yield what may be its number, the surest first."""
        for node in self._own:
            if node.kind == "docnumber":
                line = self._line(node)
                yield (
                    line if is_cut_number(line) else self._lines.letterhead.number(line)
                )
        for act in reversed(self._acts):
            yield act.number
        yield self._head.number
        for order in self._orders():
            yield order.number

    def _addressees(self) -> Iterator[str]:
        """Yield whom the document addresses, a line each, up to where it is signed."""
        for node in self._own:
            if node.kind in ("signature", "section"):
                return
            if node.kind == "addressee":
                yield re.sub(_LINE_BREAK, "", self._line(node).rstrip(":：！!"))

    def _dates(self) -> Iterator[str | None]:
        """Yield what may be its date, the surest first."""
        for node in self._own:
            if node.kind == "date" and not self._is_of_printing(self._line(node)):
                yield node.value
        for node in self._front:
            if node.kind == "subtitle":
                yield iso_date(self._line(node))
        yield max((act.date for act in self._acts), default=None)
        yield self._head.date
        if not self._is_of_printing(self._imprint()):
            yield iso_date(self._imprint())

    def _printed(self) -> Iterator[str | None]:
        """Yield on which day it may have been printed."""
        yield from (node.value for node in self._own if node.kind == "date")
        yield iso_date(self._imprint())

    def _is_of_printing(self, line: str) -> bool:
        """Return whether a line says who had a document printed, and when (印发, 7.4.3)."""
        date = DATE.search(line)
        words = self._lines.words.front_matter
        return (
            date is not None
            and any(map(str.isalpha, line[: date.start()]))
            and any(word in line[date.end() :] for word in words.printed)
        )

    # ── lines ─────────────────────────────────────────────────────────────────────────

    def _imprint(self) -> str:
        """Return its last line where that says who published it and when, else nothing."""
        if not self._own:
            return ""
        last = self._own[-1]
        while last.children:
            last = last.children[-1]
        line = self._line(last)
        return line if line and self._lines.letterhead.is_imprint(line) else ""

    def _orders(self) -> Iterator[Order]:
        """Yield the orders that lines before the text name by their number."""
        acts, above = self._lines.acts, ""
        for node in self._front:
            line = self._line(node)
            order = acts.order_over_lines(above, line)
            if node.kind == "paragraph" and len(line) < _LONGEST_ORDER:
                order = order or acts.order(line)
            if order is not None:
                yield order
            above = line

    def _beside_date(self, node: Node) -> tuple[str, str]:
        """Return what stands on a line before its date and behind it."""
        line = self._line(node)
        date = DATE.search(line)
        if date is None:
            return "", ""
        return line[: date.start()], line[date.end() :].strip(f" 　{ROUND.closing}")

    def _line(self, node: Node) -> str:
        """Return the text of a node, with all that stands below it."""
        return self._text[node.start : node.end].strip()

    def _of_kind(self, kind: NodeKind) -> Iterator[Node]:
        """Yield the nodes of a kind."""
        return (node for node in self._own if node.kind == kind)

    def _paragraphs(self, nodes: Iterable[Node]) -> Iterator[str]:
        """Yield the texts of the nodes that are no known part."""
        return self._texts(nodes, "paragraph")

    def _texts(self, nodes: Iterable[Node], *kinds: NodeKind) -> Iterator[str]:
        """Yield the texts of the nodes of some kinds."""
        return (self._line(node) for node in nodes if node.kind in kinds)


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
