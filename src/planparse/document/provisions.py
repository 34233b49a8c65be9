"""Say how each node of a document is cited: 第三条第二款第一项, 二、（三）1.

An article (条) is cited alone, without the chapter that it stands in; below it stand
paragraphs (款), items (项) and sub-items (目): 立法法第六十五条. What is no article is cited
by its labels, the outermost first.
"""

from collections.abc import Callable, Iterator, Sequence
from typing import NamedTuple

from planparse.document.clauses import is_ended
from planparse.grammar.lexicon import Lexicon
from planparse.grammar.spelling import SLOT
from planparse.text.numerals import write_numeral
from planparse.tree import TRUNCATED, Node

_STOPS = ".．、"
"""What stands behind a number, and in a decimal label behind each but the last."""
_SHORTEST_CLAUSE = 20
"""A shorter paragraph without an end mark may be a cell of a table, or a heading; a choice."""


class Provision(NamedTuple):
    """How a node is cited, and what that says.

    `cite` is None for a node that has no citation of its own. Inside an article, and of
    the article itself, `article` is its ordinal and what is inserted behind it
    (第十二条之一: 12 and 之一), `clause` the number of the 款, or of the one that an item
    belongs to, None where a loss hides it, and `items` are the numbers of 项, 目 and what
    is below.
    """

    cite: str | None = None
    article: tuple[int, str] | None = None
    clause: int | None = None
    items: tuple[int, ...] = ()


NO_PROVISION = Provision()


def provisions(
    text: str,
    root: Node,
    lexicon: Lexicon,
    printed: Callable[[int, int], str] | None = None,
) -> Iterator[tuple[Node, Provision]]:
    """Yield the nodes below a root in reading order, each with how it is cited.

    `printed` gives a stretch of the text as it is printed, where that is not as it stands.
    """
    citer = Citer(text, lexicon, printed)
    pending = [(root, NO_PROVISION)]
    while pending:
        node, provision = pending.pop()
        if node is not root:
            yield node, provision
        if node.children:
            below = zip(node.children, citer.below(node, provision), strict=True)
            pending += reversed(list(below))


class Citer:
    """Cites the children of a node by how the node itself is cited."""

    def __init__(
        self,
        text: str,
        lexicon: Lexicon,
        printed: Callable[[int, int], str] | None = None,
    ) -> None:
        """Take the text and the words by which articles and their parts are cited.

        `printed` gives a stretch of the text as it is printed, where that is not as it
        stands.
        """
        self.text, self.families = text, lexicon.families
        self.printed = printed or (lambda start, end: text[start:end])
        self.articles = lexicon.articles
        words = lexicon.words.articles
        self.paragraph = _Numbered(words.paragraph)
        self.items = (_Numbered(words.item), _Numbered(words.sub_item))

    def below(self, parent: Node, above: Provision) -> list[Provision]:
        """Return how the children of a node are cited that is cited as `above`.

        In a document without articles the labels on the way down are the citation:
        二、（三）1. What is no section is not cited, unless it is a 款 of an article; a
        heading without a number has the citation of its parent for what stands below it.
        """
        if parent.family in self.articles:
            return self.of_article(parent, above)
        heading = above if above.article is None else NO_PROVISION
        return [
            self.section(child, above, parent)
            if child.kind == "section"
            else heading
            if child.kind == "heading"
            else NO_PROVISION
            for child in parent.children
        ]

    def section(self, child: Node, above: Provision, parent: Node) -> Provision:
        """Return how a section is cited that stands below no article's node."""
        if child.family in self.articles:
            return self.article(child)
        if above.article is None or above.cite is None:
            label = self.label(child)
            return Provision(_joined(self.above(label, child, above, parent), label))
        return self.item(child, above)

    def above(self, label: str, child: Node, above: Provision, parent: Node) -> str:
        """Return what stands before the label of a section in its citation.

        A decimal label says those above it again: 1.2 and not 1 1.2.
        """
        cite = above.cite or ""
        if child.family is None or not self.families[child.family].decimal:
            return cite
        again = self.label(parent)
        stem = again.rstrip(_STOPS)
        is_said = label.startswith(stem) and label[len(stem) : len(stem) + 1] in _STOPS
        return cite.removesuffix(again) if stem and is_said else cite

    def label(self, node: Node) -> str:
        """Return the label of a node as it is printed, without blanks."""
        return "".join(self.printed(node.start, node.body).split())

    def article(self, node: Node) -> Provision:
        """Return how an article is cited: its label alone."""
        assert node.ordinal is not None
        label = self.label(node).rstrip("：:.、")
        inserted = label.rpartition("条")[2]
        return Provision(label, (node.ordinal, inserted))

    def of_article(self, article: Node, cited: Provision) -> list[Provision]:
        """Return how the children of an article are cited, each with its 款.

        Where an article has only one paragraph nobody counts it: its first item is
        第三条第一项, and not 第三条第一款第一项.
        """
        clauses = self.clauses(article)
        has_several = any(clause is not None and clause > 1 for clause in clauses)
        return [
            self.part(child, cited, clause, counted=has_several)
            for child, clause in zip(article.children, clauses, strict=True)
        ]

    def part(
        self, child: Node, cited: Provision, clause: int | None, *, counted: bool
    ) -> Provision:
        """Return how a child of an article is cited, `counted` with the number of its 款."""
        if child.kind == "section" and child.family in self.articles:
            return self.article(child)
        is_item = child.kind == "section"
        is_clause = child.kind == "paragraph" and clause is not None
        if not (is_item or is_clause):
            return NO_PROVISION
        cite = cited.cite
        if clause is not None and counted:
            cite = f"{cite}{self.paragraph.write(clause)}"
        above = Provision(cite, cited.article, clause, cited.items)
        return self.item(child, above) if is_item else above

    def clauses(self, article: Node) -> Sequence[int | None]:
        """Return the 款 that each child of an article is, or belongs to.

        The article's own text is the first. A paragraph behind one without an end mark
        goes on in it; behind a fragment nobody knows how many were lost.
        """
        numbers: list[int | None] = []
        own, own_end = article.text
        count = int(own < own_end)
        is_open = bool(count) and not is_ended(self.text, own_end)
        is_known = True
        for child in article.children:
            is_clause = child.kind == "paragraph" and self.is_clause(child)
            if is_clause:
                count += not is_open
                is_open = not is_ended(self.text, child.end)
            elif child.kind in ("section", "lacuna"):
                is_open = False
            is_known = is_known and child.kind != "fragment"
            numbered = is_known and (is_clause or child.kind == "section")
            numbers.append(count or None if numbered else None)
        return numbers

    def is_clause(self, paragraph: Node) -> bool:
        """Return whether a paragraph of an article is a 款, or goes on in one."""
        return (
            is_ended(self.text, paragraph.end)
            or paragraph.status == TRUNCATED
            or paragraph.end - paragraph.start >= _SHORTEST_CLAUSE
        )

    def item(self, node: Node, above: Provision) -> Provision:
        """Return how a section inside an article is cited, as 项 or 目 or by its label."""
        assert node.family is not None
        assert node.ordinal is not None
        family = self.families[node.family]
        depth = len(above.items)
        if family.spoken or family.decimal or depth >= len(self.items):
            words = self.label(node)
        else:
            words = self.items[depth].write(node.ordinal)
        return Provision(
            _joined(above.cite or "", words),
            above.article,
            above.clause,
            (*above.items, node.ordinal),
        )


def _joined(above: str, label: str) -> str:
    """Return a citation with a label behind it; a blank parts the digits of two numbers."""
    blank = " " if above[-1:].isdigit() and label[:1].isdigit() else ""
    return f"{above}{blank}{label}"


class _Numbered:
    """A template with one number in it: 第{hanzi}款 with 2 is 第二款."""

    def __init__(self, template: str) -> None:
        """Take the template; its slot names the system of the number."""
        (self.slot,) = SLOT.findall(template)
        self.before, self.behind = template.split(f"{{{self.slot}}}")
        self.written: dict[int, str] = {}
        """What was written: the same few numbers come again."""

    def write(self, number: int) -> str:
        """Return the template with a number in its place."""
        words = self.written.get(number)
        if words is None:
            numeral = write_numeral(self.slot, number) or str(number)
            words = f"{self.before}{numeral}{self.behind}"
            self.written[number] = words
        return words
