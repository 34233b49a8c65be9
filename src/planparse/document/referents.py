"""Find what the cross-references of a document name, and tell of those that name nothing."""

from bisect import bisect_right
from collections import defaultdict
from collections.abc import Iterator, Sequence

from planparse.document.provisions import Provision, provisions
from planparse.facts.cross_references import Steps, cross_references
from planparse.grammar.lexicon import Lexicon
from planparse.text.characters import FULL_STOPS
from planparse.tree import TRUNCATED, Document, Finding, Node

_Key = tuple[int, str]
"""An article: its number, and what is inserted behind it."""
_FEWEST = 3
"""A document with fewer articles may be an excerpt, or quote another; a choice."""


def dangling(
    text: str, documents: Sequence[Document], lexicon: Lexicon
) -> Iterator[Finding]:
    """Yield a C403 for each cross-reference that names nothing in its document.

    Documents that change another quote its articles, and are left out.
    """
    references = cross_references()
    needed = [
        *(lexicon.families[place].format(1) for place in lexicon.articles),
        references.annex,
    ]
    for document in documents:
        root = document.root
        if all(text.find(word or "", root.start, root.end) < 0 for word in needed):
            continue  # it has neither articles nor annexes
        found = list(references.find(text, root.start, root.end))
        if (
            found
            and _may_dangle(text, root, found, lexicon)
            and not any(
                text.find(word, root.start, root.end) >= 0
                for word in lexicon.words.articles.amending
            )
        ):
            nodes = list(provisions(text, root, lexicon))
            yield from Referents(text, nodes).dangling()


def _may_dangle(
    text: str, root: Node, found: Sequence[tuple[int, int, Steps]], lexicon: Lexicon
) -> bool:
    """Return whether one of the references may dangle, without a close look at the tree."""
    articles = list(_articles(root, lexicon.articles))
    annexes = sum(node.kind == "attachment" for node in root.children)
    starts = [article.start for article in articles]
    by_number = {article.ordinal: article for article in articles}
    last = max((article.ordinal or 0 for article in articles), default=0)
    for at, _, steps in found:
        if steps.annex is not None:
            if 0 < annexes < steps.annex:
                return True
        elif steps.article is not None:
            named = by_number.get(steps.article)
            items = 0 if named is None else len(named.children)
            if steps.article > last or (steps.items and steps.items[0] > items):
                return True
        elif steps.start == "clause" and steps.back:
            place = bisect_right(starts, at) - 1
            if place >= 0 and _is_in_first_sentence(text, articles[place], at):
                return True
    return False


def _articles(node: Node, families: frozenset[int]) -> Iterator[Node]:
    """Yield the articles below a node, in reading order."""
    for child in node.children:
        if child.family in families:
            yield child
        if child.children:
            yield from _articles(child, families)


def _is_in_first_sentence(text: str, article: Node, at: int) -> bool:
    """Return whether an offset is in the first sentence of an article's own text."""
    return article.body <= at < article.text.end and not any(
        mark in FULL_STOPS for mark in text[article.body : at]
    )


class Referents:
    """What cross-references may name in one document: its articles, and what is in them.

    Nodes are named by their place in reading order below the root, from 0.
    """

    def __init__(self, text: str, nodes: Sequence[tuple[Node, Provision]]) -> None:
        """Take a document's text, and its nodes in reading order, each with its citation."""
        self.text = text
        self._references = cross_references()
        self.nodes = nodes
        self._articles: dict[_Key, list[int]] = defaultdict(list)
        self._order: list[_Key] = []
        self._annexes: dict[int, list[int]] = defaultdict(list)
        self._lists_annexes = False
        for place, (node, provision) in enumerate(self.nodes):
            if provision.article is not None:
                if provision.article not in self._articles:
                    self._order.append(provision.article)
                self._articles[provision.article].append(place)
            elif node.kind == "attachment":
                number = self._references.annex_number(text, node.start, node.end)
                if number is None:
                    self._lists_annexes = True
                else:
                    self._annexes[number].append(place)

    def targets_of(self, place: int) -> dict[int, int]:
        """Return the places of what the node at a place refers to.

        They are found by the offsets at which the references begin; one that names
        nothing is left out.
        """
        return {
            at: target
            for at, _, steps in self._references_of(place)
            for target in [self.target(steps, place)]
            if target is not None
        }

    def _references_of(self, place: int) -> Iterator[tuple[int, int, Steps]]:
        """Yield the cross-references in a node's own text: start, end, what is named."""
        node, _ = self.nodes[place]
        if node.kind in ("section", "paragraph"):
            end = max(node.heading.end, node.text.end)
            yield from self._references.find(self.text, node.body, end)

    def target(self, steps: Steps, place: int) -> int | None:
        """Return the place of the node that a reference in the node at a place names.

        None where there is none, and where it might be more than one.
        """
        if steps.annex is not None:
            return _only(self._annexes.get(steps.annex, ()))
        key, clause = self._named(steps, self.nodes[place][1])
        if key is None or self.is_repeated(key):
            return None
        found = [
            at
            for at in self._articles.get(key, ())
            if self.nodes[at][1].items == steps.items
            and clause in (None, self.nodes[at][1].clause or 1)
        ]
        return found[0] if found and not steps.items else _only(found)

    def _named(self, steps: Steps, here: Provision) -> tuple[_Key | None, int | None]:
        """Return the article and the paragraph that a reference names.

        前款 and 前条 are counted back from `here`, the place of the reference itself.
        The article is None where there is none before it, or where the reference stands
        in no article.
        """
        if steps.start == "own":
            article = steps.article
            key = None if article is None else (article, steps.inserted)
            return key, steps.clause
        if here.article is None:
            return None, None
        if steps.start == "article":
            at = self._order.index(here.article) - steps.back
            return (self._order[at] if at >= 0 else None), steps.clause
        clause = (here.clause or 1) - steps.back
        return (here.article if clause > 0 else None), clause

    def is_repeated(self, key: _Key) -> bool:
        """Return whether several articles have the same number."""
        heads = (self.nodes[at] for at in self._articles.get(key, ()))
        return (
            sum(
                node.kind == "section" and not provision.items
                for node, provision in heads
            )
            > 1
        )

    def dangling(self) -> Iterator[Finding]:
        """Yield a C403 for each reference to a part of the document that is not there."""
        is_whole = self._is_whole()
        for place in range(len(self.nodes)):
            for at, to, steps in self._references_of(place):
                proves = is_whole or steps.annex is not None
                if proves and self._dangles(steps, place, at):
                    yield Finding("C403", at, to, (self.text[at:to],))

    def _dangles(self, steps: Steps, place: int, at: int) -> bool:
        """Return whether the document proves that it has not what is referred to."""
        if steps.annex is not None:
            return self._lacks_annex(steps.annex)
        if steps.start == "own":
            return (
                steps.article is not None
                and self._lacks_article(steps)
                and not self._is_quoted(place, at)
            )
        if steps.start == "clause" and steps.back:
            return self._is_first_sentence(place, at)
        return False

    def _lacks_article(self, steps: Steps) -> bool:
        """Return whether an article is beyond the last, or an item of it beyond its last.

        An item is only called missing where those of the article are all there, counted
        from 1, and directly below it.
        """
        last = max(number for number, _ in self._order)
        assert steps.article is not None
        if steps.article > last:
            return True
        if not steps.items or steps.clause is not None:
            return False
        key = (steps.article, steps.inserted)
        items = [
            self.nodes[at][1].items[0]
            for at in self._articles.get(key, ())
            if len(self.nodes[at][1].items) == 1
        ]
        return items == [*range(1, len(items) + 1)] and 0 < len(items) < steps.items[0]

    def _is_quoted(self, place: int, at: int) -> bool:
        """Return whether an offset is in an article of another law that a node quotes.

        There stands an article's label before it, beyond the document's last article.
        """
        last = max(number for number, _ in self._order)
        body = self.nodes[place][0].body
        labels = self._references.article_labels(self.text, body, at)
        return any(number > last for number in labels)

    def _lacks_annex(self, number: int) -> bool:
        """Return whether a document that has its annexes from 1 on has none of a number."""
        annexes = sorted(self._annexes)
        return (
            not self._lists_annexes
            and bool(annexes)
            and annexes == [*range(1, len(annexes) + 1)]
            and (number > len(annexes))
        )

    def _is_first_sentence(self, place: int, at: int) -> bool:
        """Return whether an offset is in the first sentence of an article."""
        node, here = self.nodes[place]
        is_article = here.article is not None and not here.items
        return (
            is_article
            and node.kind == "section"
            and _is_in_first_sentence(self.text, node, at)
        )

    def _is_whole(self) -> bool:
        """Return whether a document has all its articles, from the first on, each once.

        Only then does a number beyond the last prove that a reference names nothing: in
        an excerpt it may name what was left out.
        """
        numbers = [number for number, inserted in self._order if not inserted]
        return (
            len(numbers) >= _FEWEST
            and numbers == [*range(1, len(numbers) + 1)]
            and not any(self.is_repeated(key) for key in self._order)
            and not any(
                node.kind in ("lacuna", "fragment") or node.status == TRUNCATED
                for node, _ in self.nodes
            )
        )


def _only(places: Sequence[int]) -> int | None:
    """Return the one place there is, None where there are several or none."""
    return places[0] if len(places) == 1 else None
