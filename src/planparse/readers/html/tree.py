"""The elements of a page as a tree, as far as a reader needs it; end tags may be missing."""

import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field

from planparse.readers.html.markup import Tag, events

VOID = frozenset(
    (
        "area", "base", "br", "col", "embed", "frame", "hr", "img", "input", "link",
        "meta", "param", "source", "track", "wbr", "bgsound", "basefont",
    )
)  # fmt: skip
BLOCKS = frozenset(
    (
        "address", "article", "aside", "blockquote", "body", "caption", "center", "dd",
        "details", "dialog", "dir", "div", "dl", "dt", "fieldset", "figcaption",
        "figure", "footer", "form", "h1", "h2", "h3", "h4", "h5", "h6", "header",
        "hgroup", "hr", "html", "li", "main", "menu", "nav", "ol", "p", "pre",
        "section", "summary", "table", "tbody", "td", "tfoot", "th", "thead", "tr", "ul",
    )
)  # fmt: skip
_NO_TEXT = frozenset(
    (
        "script", "style", "head", "title", "template", "noscript", "iframe", "object",
        "select", "option", "button", "input", "textarea", "nav", "xml", "svg", "audio",
        "video", "canvas", "map", "noframes", "noembed", "rt", "rp", "applet",
    )
)  # fmt: skip
"""Elements whose text is none of the document."""
_HIDDEN = re.compile(
    r"display\s*:\s*none|visibility\s*:\s*hidden|mso-hide\s*:\s*all", re.I
)
_CLOSED_BY = {
    "li": ("li", ("ul", "ol", "menu", "dir")),
    "dt": ("dt dd", ("dl",)),
    "dd": ("dt dd", ("dl",)),
    "tr": ("tr td th", ("table",)),
    "td": ("td th", ("tr", "table")),
    "th": ("td th", ("tr", "table")),
    "tbody": ("tbody thead tfoot tr td th", ("table",)),
    "thead": ("tbody thead tfoot tr td th", ("table",)),
    "tfoot": ("tbody thead tfoot tr td th", ("table",)),
    "option": ("option", ("select",)),
}
"""What the beginning of an element ends, if it is open, and beyond what nothing is ended."""
_BARRIERS = frozenset(("td", "th", "table", "caption", "body", "html"))
"""Elements that no end tag of another, further out, reaches across."""
_INLINE_BARRIERS = _BARRIERS | {"a"}
"""The same for elements inside lines: a link goes on over the end of a font around it."""
_DEEPEST = 256
"""So far up an element is looked for that a tag ends; a choice, so that the time is linear."""


@dataclass(slots=True, eq=False)
class Element:
    """An element with what stands in it; `place` counts elements of its name beside it, from 1."""

    name: str
    attributes: dict[str, str] = field(default_factory=dict)
    parent: "Element | None" = None
    place: int = 1
    children: list["Child"] = field(default_factory=list)
    counts: Counter[str] = field(default_factory=Counter)

    @property
    def is_block(self) -> bool:
        """Whether lines end before and behind it."""
        return self.name in BLOCKS

    @property
    def is_shown(self) -> bool:
        """Whether its text is shown and may be the document's."""
        attributes = self.attributes
        return (
            self.name not in _NO_TEXT
            and "hidden" not in attributes
            and not ("style" in attributes and _HIDDEN.search(attributes["style"]))
        )

    def elements(self) -> Iterator["Element"]:
        """Yield the elements right inside it."""
        return (child for child in self.children if isinstance(child, Element))

    def walk(self) -> Iterator["Element"]:
        """Yield it and all shown elements in it, in order."""
        pending = [self]
        while pending:
            element = pending.pop()
            yield element
            below = [each for each in element.elements() if each.is_shown]
            pending += reversed(below)


Child = Element | str


def tree_of(source: str) -> Element:
    """Return the root of a page; its elements end where their tags, or others, end them."""
    builder = _Builder()
    for event in events(source):
        if isinstance(event, str):
            builder.stack[-1].children.append(event)
        elif event.begins:
            builder.begin(event)
        else:
            builder.end(event.name)
    return builder.stack[0]


class _Builder:
    """Builds the tree; `stack` are the elements that are open, the root first."""

    def __init__(self) -> None:
        """Begin with a root that has no tag."""
        self.stack = [Element("")]
        self.open: Counter[str] = Counter()

    def begin(self, tag: Tag) -> None:
        """Begin an element, and end those that end by its beginning."""
        name = tag.name
        if name in _CLOSED_BY:
            closed, barriers = _CLOSED_BY[name]
            self._end_outermost(closed.split(), barriers)
        if name in BLOCKS and self.open["p"]:
            self._end_outermost(["p"], _BARRIERS)
        parent = self.stack[-1]
        parent.counts[name] += 1
        element = Element(name, tag.attributes, parent, parent.counts[name])
        parent.children.append(element)
        if name not in VOID:
            self.stack.append(element)
            self.open[name] += 1

    def end(self, name: str) -> None:
        """End the innermost element of a name, and all that is open in it."""
        if name in ("p", "br") and not self.open[name]:
            self.stack[-1].children.append(Element("br", parent=self.stack[-1]))
        elif self.open[name]:
            barriers = () if name in _BARRIERS else _BARRIERS
            if name not in BLOCKS and name != "a":
                barriers = _INLINE_BARRIERS
            at = self._place([name], barriers)
            if at:
                self._cut(at)

    def _end_outermost(
        self, names: list[str], barriers: "tuple[str, ...] | frozenset[str]"
    ) -> None:
        """End the elements of some names, as far as none of the barriers stands between."""
        while any(self.open[name] for name in names):
            at = self._place(names, barriers)
            if not at:
                return
            self._cut(at)

    def _place(
        self, names: list[str], barriers: "tuple[str, ...] | frozenset[str]"
    ) -> int:
        """Return the place of the innermost open element of some names, 0 for none."""
        for at in range(len(self.stack) - 1, max(0, len(self.stack) - _DEEPEST), -1):
            name = self.stack[at].name
            if name in names:
                return at
            if name in barriers:
                return 0
        return 0

    def _cut(self, at: int) -> None:
        """End the open elements from a place on."""
        for element in self.stack[at:]:
            self.open[element.name] -= 1
        del self.stack[at:]
