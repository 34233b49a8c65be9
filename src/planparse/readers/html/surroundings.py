"""What a page has around its document: menus, lists of links, footers; told line by line."""

import re
from collections import Counter
from collections.abc import Sequence
from itertools import pairwise

from planparse.grammar.lexicon import Lexicon
from planparse.readers.html.lines import HtmlLine, HtmlTable
from planparse.readers.html.tree import Element

_MENU = 4
"""So many lines one after the other that are links alone are a menu; a choice."""
_LIST = 2
"""So many of them that are numbered from 1 on are a list of pages; a choice."""
_FEW = 2
"""More numbered lines show that an element holds the document, whatever its name; a
choice."""
_PAGER = 3
"""So many links on one line are a menu; a choice."""
_PROSE = 20
"""So many letters beside links are prose; a choice."""
_NO_WORDS = re.compile("[一二三四五六七八九十共第页条年月日]*")
"""Words that may stand beside a link that is all that a line says: its number, a date."""
_WORD = re.compile(r"[^\W\d_]+")
_BARE_NUMBER = re.compile(r"\W*\d{1,3}\W*")
_FILE = re.compile(
    r"(?i)\.(?:docx?|wps|rtf|xlsx?|et|pptx?|pdf|ofd|zip|rar|7z)(?:$|[?#])"
)
"""Where a link to a file leads, which is an annex and of no menu."""
_MARKS_AROUND = re.compile(r"^\W+|\W+$")
_ANNEX = re.compile(r"\W*附[件表图录]")
_NUMBER = re.compile(r"[-_]?\d+$")


class Surroundings:
    """What stands around the document in the lines of an element."""

    def __init__(
        self, root: Element, items: Sequence[HtmlLine | HtmlTable], lexicon: Lexicon
    ) -> None:
        """Take the lines and tables of an element that holds the document."""
        web_pages = lexicon.words.web_pages
        self._root, self._lexicon = root, lexicon
        self._names = frozenset(web_pages.set_aside)
        self._tails = frozenset((*web_pages.tails, *web_pages.fields))
        self._apart: dict[Element, Element | None] = {}
        self._link_numbers = frozenset(
            id(item)
            for item, following in pairwise(items)
            if self._counts_link(item, following)
        )
        """Lines, by identity, that are the number of a link on the next line."""
        self._own_lists, self._documents = self._lists(items)

    def hold(self, item: HtmlLine | HtmlTable) -> bool:
        """Return whether a line or a table stands in a menu, a footer or the like.

        A numbered line there is the document's all the same, unless it is of a list that
        begins there.
        """
        apart = self._set_aside(item.element)
        if apart is None or apart in self._documents:
            return False
        is_numbered = isinstance(item, HtmlLine) and self.is_numbered(item)
        return not is_numbered or apart in self._own_lists

    def is_numbered(self, line: HtmlLine) -> bool:
        """Return whether a line begins with a label, and is no link."""
        return (
            is_numbered_line(line, self._lexicon)
            and id(line) not in self._link_numbers
            and not self._is_link(line)
        )

    def without_links(
        self, items: Sequence[HtmlLine | HtmlTable]
    ) -> list[HtmlLine | HtmlTable]:
        """Return lines and tables without links that are a menu or a list of pages.

        Those are several one below the other, fewer where they are numbered and stand before
        or behind the document, several on one line, and one behind 上一篇 and the like. A
        link to a file is none, nor is one below 附件.
        """
        first, last = self._extent(items)
        out: list[HtmlLine | HtmlTable] = []
        links: list[HtmlLine] = []
        for place, item in enumerate(items):
            if isinstance(item, HtmlLine) and (
                id(item) in self._link_numbers or self._is_link(item)
            ):
                links.append(item)
                continue
            out += self._kept(links, out, inside=first < place <= last)
            links = []
            out.append(item)
        return out + self._kept(links, out, inside=last == len(items))

    def _extent(self, items: Sequence[HtmlLine | HtmlTable]) -> tuple[int, int]:
        """Return between which places numbered lines surely are the document's.

        They are the first and the last numbered line, or line of prose where none is
        numbered; where there is neither, the page is a list.
        """
        lines = [
            (place, item)
            for place, item in enumerate(items)
            if isinstance(item, HtmlLine)
        ]
        found = [place for place, line in lines if self.is_numbered(line)]
        if not found:
            found = [
                place for place, line in lines if line.letters - line.linked >= _PROSE
            ]
        return (found[0], found[-1]) if found else (-1, len(items))

    def _kept(
        self,
        links: list[HtmlLine],
        before: list[HtmlLine | HtmlTable],
        *,
        inside: bool,
    ) -> list[HtmlLine]:
        """Return the links of those one below the other that are no menu.

        What heads a menu (相关链接) is taken away from what stands before it. `inside` says
        that numbered lines of the document stand before and behind: no numbered link is
        left out there.
        """
        above = before[-1] if before and isinstance(before[-1], HtmlLine) else None
        if not links or (above is not None and _ANNEX.match(above.text)):
            return links
        kept = [
            link
            for link in links
            if link.links < _PAGER and _words(link.beside) not in self._tails
        ]
        ordinals = [ordinal for link in kept if (ordinal := self._ordinal(link))]
        count = sum(1 for link in kept if link.linked)
        if count and len(ordinals) >= count:
            is_menu = not inside and ordinals[0] == 1 and count >= _LIST
        else:
            is_menu = count >= _MENU
        if is_menu:
            kept = []
        if not kept and above is not None and _words(above.text) in self._tails:
            before.pop()
        return kept

    def _is_link(self, line: HtmlLine) -> bool:
        """Return whether a line is a link to another page, and says nothing beside it."""
        if not line.linked or line.href.startswith("#") or _FILE.search(line.href):
            return False
        if _ANNEX.match(line.text):
            return False
        return all(
            word in self._tails or _NO_WORDS.fullmatch(word) is not None
            for word in _WORD.findall(line.beside)
        )

    def _counts_link(
        self, line: HtmlLine | HtmlTable, following: HtmlLine | HtmlTable
    ) -> bool:
        """Return whether a line is the number of a link on the next line, and no more."""
        return (
            isinstance(line, HtmlLine)
            and isinstance(following, HtmlLine)
            and not line.linked
            and _BARE_NUMBER.fullmatch(line.text) is not None
            and self._is_link(following)
        )

    def _ordinal(self, line: HtmlLine) -> int:
        """Return the number that a line begins with, 0 for none."""
        text = line.text.lstrip()
        if id(line) in self._link_numbers:
            return int("".join(filter(str.isdecimal, text)))
        if text[:1] not in self._lexicon.first:
            return 0
        marker = self._lexicon.at_line(text, 0)
        return marker.ordinal if marker is not None else 0

    def _set_aside(self, element: Element | None) -> Element | None:
        """Return the outermost menu, footer or the like that an element stands in."""
        path: list[Element] = []
        at = element
        while at is not None and at is not self._root and at not in self._apart:
            path.append(at)
            at = at.parent
        found = self._apart.get(at) if at is not None else None
        for each in reversed(path):
            is_one = each.name in ("nav", "footer") or is_named(each, self._names)
            found = found or (each if is_one else None)
            self._apart[each] = found
        return found

    def _lists(
        self, items: Sequence[HtmlLine | HtmlTable]
    ) -> tuple[frozenset[Element], frozenset[Element]]:
        """Return the elements set aside that have a list of their own, and the documents.

        A list of its own begins with the first number, and the document has a longer one. A
        document has a name by mistake: it has more numbered lines than all that is not set
        aside.
        """
        firsts: dict[Element, int] = {}
        sizes: Counter[Element | None] = Counter()
        for item in items:
            if isinstance(item, HtmlLine) and self.is_numbered(item):
                apart = self._set_aside(item.element)
                sizes[apart] += 1
                if apart is not None:
                    firsts.setdefault(apart, self._ordinal(item))
        return (
            frozenset(
                element
                for element, first in firsts.items()
                if first == 1 and sizes[element] < sizes[None]
            ),
            frozenset(
                element for element in firsts if sizes[element] > max(sizes[None], _FEW)
            ),
        )


def is_numbered_line(line: HtmlLine, lexicon: Lexicon) -> bool:
    """Return whether a line begins with a label, and is no link."""
    text = line.text.lstrip()
    if not text or text[0] not in lexicon.first or 2 * line.linked > line.letters:
        return False
    return lexicon.at_line(text, 0) is not None


def is_named(element: Element, known: frozenset[str]) -> bool:
    """Return whether the id or a class of an element is one of some names."""
    names = [element.attributes.get("id", "").strip()]
    names += element.attributes.get("class", "").split()
    return any(name in known or _NUMBER.sub("", name) in known for name in names)


def _words(text: str) -> str:
    """Return a text without the marks and blanks around it."""
    return _MARKS_AROUND.sub("", text)
