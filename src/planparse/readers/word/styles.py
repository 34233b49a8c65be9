"""styles.xml: what paragraphs and letters have by their styles, and by those these are based on."""

from collections.abc import Iterator
from dataclasses import dataclass

from planparse.readers.word.names import ASIDE, PREFIXES, integer, is_centred, is_on
from planparse.readers.xml_events import Attributes, parse
from planparse.readers.zipped import Parts


@dataclass(slots=True)
class Style:
    """A style as it stands in the file; None where it says nothing of a property.

    `outline` is from 1. `number` and `level` are the list that it belongs to. `size` is the
    height of letters in half points.
    """

    id: str
    kind: str = "paragraph"
    name: str = ""
    base: str | None = None
    number: str | None = None
    level: int | None = None
    outline: int | None = None
    hidden: bool | None = None
    size: int | None = None
    centred: bool | None = None


_NONE = Style("")
_USUAL_SIZE = 20
"""The height of letters, in half points, where a document says nothing of it."""


class Styles:
    """The styles of a document by their identifiers."""

    def __init__(self, parts: Parts, part: str | None) -> None:
        """Read the part of styles; a document may have none."""
        self._styles: dict[str, Style] = {}
        self._chains: dict[str, tuple[Style, ...]] = {}
        self._defaults: dict[str, str] = {}
        self.size = _USUAL_SIZE
        if part is not None and part in parts:
            events = _StyleEvents()
            parse(parts, part, events, PREFIXES)
            self._styles, self._defaults = events.styles, events.defaults
            self.size = events.size or _USUAL_SIZE

    def chain(self, name: str | None, kind: str = "paragraph") -> tuple[Style, ...]:
        """Return a style and those that it is based on, the nearest first.

        Without a name, or for a name that no style has, it is the default one's.
        """
        if name is None or name not in self._styles:
            name = self._defaults.get(kind, "")
        found = self._chains.get(name)
        if found is None:
            found = self._chains[name] = tuple(self._bases(name))
        return found

    def get(self, name: str) -> Style:
        """Return the style of an identifier, one that says nothing where there is none."""
        return self._styles.get(name, _NONE)

    def _bases(self, name: str | None) -> Iterator[Style]:
        """Yield a style and those below it; a loop ends where it closes."""
        seen: set[str] = set()
        while name is not None and name in self._styles and name not in seen:
            seen.add(name)
            style = self._styles[name]
            yield style
            name = style.base


class _StyleEvents:
    """Takes styles from the events of styles.xml."""

    def __init__(self) -> None:
        """Begin without any style."""
        self.styles: dict[str, Style] = {}
        self.defaults: dict[str, str] = {}
        self.size: int | None = None
        self._style: Style | None = None
        self._skipped = 0

    def start(self, name: str, attributes: Attributes) -> None:
        """Note a property of the style that is open."""
        if name == "w:style":
            kind = attributes.get("w:type", "paragraph")
            self._style = style = Style(attributes.get("w:styleId", ""), kind)
            self.styles.setdefault(style.id, style)
            if attributes.get("w:default", "0") in ("1", "true", "on"):
                self.defaults.setdefault(kind, style.id)
        elif name in ("w:tblStylePr", "w:pPrChange", "w:rPrChange"):
            self._skipped += 1
        elif self._style is not None and not self._skipped:
            _note(self._style, name, attributes)
        elif name == "w:sz" and self._style is None:  # what holds without any style
            self.size = integer(attributes)

    def end(self, name: str) -> None:
        """Close a style."""
        if name == "w:style":
            self._style = None
        elif name in ("w:tblStylePr", "w:pPrChange", "w:rPrChange"):
            self._skipped -= 1

    def text(self, data: str) -> None:
        """Pass over text: styles have none."""


def _note(style: Style, name: str, attributes: Attributes) -> None:
    """Note what an element says of a style."""
    match name:
        case "w:name":
            style.name = attributes.get("w:val", "")
            style.hidden = style.hidden or (style.name == ASIDE or None)
        case "w:basedOn":
            style.base = attributes.get("w:val")
        case "w:numId":
            style.number = attributes.get("w:val")
        case "w:ilvl":
            style.level = integer(attributes)
        case "w:outlineLvl":
            level = integer(attributes)
            style.outline = level + 1 if level is not None and level < 9 else None
        case "w:vanish":
            style.hidden = is_on(attributes)
        case "w:sz":
            style.size = integer(attributes)
        case "w:jc":
            style.centred = is_centred(attributes)
