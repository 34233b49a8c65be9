"""OFD documents (GB/T 33190): text by its place on each page, by zipfile and expat alone.

A text object has a boundary on the page and may be scaled; in it stand pieces of text with
the place of the first character and the steps to the next ones. Millimetres become points.
"""

import posixpath
import re
from collections.abc import Iterator
from itertools import chain, repeat
from typing import NamedTuple

from planparse.errors import EncryptedError
from planparse.locale.message import _
from planparse.readers.pages import source_of
from planparse.readers.pages.glyphs import Glyph, Page, Rule
from planparse.readers.xml_events import Attributes, parse
from planparse.readers.zipped import Parts
from planparse.text.encoding import Source

_POINTS = 72 / 25.4
_A4 = (0.0, 0.0, 210.0, 297.0)
_ASCENT = 0.85
"""So great a share of a letter's height stands above its baseline."""
_NUMBER = re.compile(r"[-+]?(?:\d+\.?\d*|\.\d+)(?:[eE][-+]?\d+)?")
_STEP = re.compile(r"\s*(?:g\s+(\d{1,9})\s+)?([-+.\deE]+)")
_PATH = re.compile(rf"([A-Za-z])|({_NUMBER.pattern})")
_ARGUMENTS = {"S": 2, "M": 2, "L": 2, "Q": 4, "B": 6, "A": 7, "C": 0}
"""How many numbers follow each letter of a path; only lines (L, C) border cells."""
_FARTHEST = 1e5
"""No place on a page, in millimetres, is farther from its corner; a choice."""
_MOST_SEGMENTS = 20_000
"""A page with more segments is a drawing, and its rules border no table; a choice."""


def read(data: bytes, path: str, _encoding: str | None = None) -> Source:
    """Return the text of an OFD document with what its pages show of it.

    Raises DamagedError, EncryptedError, TooLargeError, and UnreadableFormatError for a part
    with a document type and where no page has text.
    """
    parts = Parts(data, _("document (OFD)"))
    if "Encryptions.xml" in parts:
        raise EncryptedError(_("an encrypted OFD document; save it without a password"))
    if "OFD.xml" not in parts:
        raise parts.damaged("OFD.xml is missing")
    root = _Locations()
    parse(parts, "OFD.xml", root, {})
    pages: list[Page] = []
    for name in root.documents:
        pages += _pages(parts, _resolved("", name), len(pages))
    if not pages:
        raise parts.damaged("no page is named in it")
    return source_of(pages, "ofd", path, {})


def _pages(parts: Parts, document: str, before: int) -> Iterator[Page]:
    """Yield the pages of a document; `before` pages stand before them in the file."""
    folder = posixpath.dirname(document)
    locations = _Locations()
    parse(parts, document, locations, {})
    templates: dict[str, _Content] = {}
    for number, name in enumerate(locations.pages, before + 1):
        content = _Content()
        parse(parts, _resolved(folder, name), content, {})
        drawn = [content]
        for template in content.templates:
            if template not in templates and template in locations.templates:
                templates[template] = _Content()
                place = _resolved(folder, locations.templates[template])
                if place in parts:
                    parse(parts, place, templates[template], {})
            drawn.insert(0, templates.get(template, _Content()))
        box = _box(content.area or locations.area, _A4)
        yield Page(
            number,
            (box[2] or _A4[2]) * _POINTS,
            (box[3] or _A4[3]) * _POINTS,
            [glyph for each in drawn for glyph in each.glyphs],
            [rule for each in drawn for rule in each.rules],
            any(each.has_pictures for each in drawn),
        )


def _resolved(folder: str, name: str) -> str:
    """Return the name of a part that is named in a part of a folder."""
    place = posixpath.join("/", folder, name.strip().replace("\\", "/"))
    return posixpath.normpath(place).lstrip("/")


def _numbers(text: str) -> list[float]:
    """Return the numbers in a text."""
    return [_near(found) for found in _NUMBER.findall(text)]


def _near(text: str) -> float:
    """Return a number, 0 for one that is no place on any page."""
    found = float(text)
    return found if abs(found) < _FARTHEST else 0.0


def _box(text: str, otherwise: tuple[float, float, float, float]) -> tuple[float, ...]:
    """Return a place and a size as four numbers."""
    found = tuple(_numbers(text))
    return found if len(found) == 4 else otherwise


class _Locations:
    """Takes where documents, pages and templates of pages are, from the parts that name them."""

    def __init__(self) -> None:
        """Begin with nothing named."""
        self.documents: list[str] = []
        self.pages: list[str] = []
        self.templates: dict[str, str] = {}
        self.area = ""
        self._text: list[str] | None = None

    def start(self, name: str, attributes: Attributes) -> None:
        """Note where a page or a template is."""
        match name.rpartition(":")[2]:
            case "Page" if "BaseLoc" in attributes:
                self.pages.append(attributes["BaseLoc"])
            case "TemplatePage" if "BaseLoc" in attributes:
                self.templates[attributes.get("ID", "")] = attributes["BaseLoc"]
            case "DocRoot" | "PhysicalBox":
                self._text = []

    def end(self, name: str) -> None:
        """Note a location, or the size of pages, that was given as text."""
        if self._text is None:
            return
        text, self._text = "".join(self._text), None
        if name.endswith(":DocRoot"):
            self.documents.append(text)
        else:
            self.area = self.area or text

    def text(self, data: str) -> None:
        """Take text."""
        if self._text is not None:
            self._text.append(data)


class _Frame(NamedTuple):
    """How places in an object become places on the page: a boundary and a matrix."""

    left: float
    top: float
    matrix: tuple[float, ...]

    def on_page(self, x: float, y: float) -> tuple[float, float]:
        """Return a place on the page, in points."""
        a, b, c, d, e, f = self.matrix
        return (
            (self.left + a * x + c * y + e) * _POINTS,
            (self.top + b * x + d * y + f) * _POINTS,
        )

    @property
    def is_upright(self) -> bool:
        """Return whether the foot of letters is level; that of watermarks is not."""
        return abs(self.matrix[1]) < 0.1 * abs(self.matrix[0])


class _Content:
    """Takes the glyphs and rules of a page from the events of its part."""

    def __init__(self) -> None:
        """Begin an empty page."""
        self.glyphs: list[Glyph] = []
        self.rules: list[Rule] = []
        self.templates: list[str] = []
        self.area = ""
        self.has_pictures = False
        self._frame = _Frame(0.0, 0.0, (1.0, 0.0, 0.0, 1.0, 0.0, 0.0))
        self._is_shown = self._is_stroked = True
        self._size = 0.0
        self._place = (0.0, 0.0)
        self._steps = ("", "")
        self._text: list[str] | None = None
        self._segments = 0

    def start(self, name: str, attributes: Attributes) -> None:
        """Take the beginning of an object or of what it holds."""
        match name.rpartition(":")[2]:
            case "TextObject" | "PathObject" as kind:
                self._begin(attributes)
                self._is_stroked = (
                    kind == "PathObject" and attributes.get("Stroke") != "false"
                )
            case "TextCode":
                self._place = (
                    _number(attributes.get("X"), self._place[0]),
                    _number(attributes.get("Y"), self._place[1]),
                )
                self._steps = attributes.get("DeltaX", ""), attributes.get("DeltaY", "")
                self._text = []
            case "AbbreviatedData" | "PhysicalBox":
                self._text = []
            case "Template":
                self.templates.append(attributes.get("TemplateID", ""))
            case "ImageObject":
                self.has_pictures = True

    def _begin(self, attributes: Attributes) -> None:
        """Begin an object at its place."""
        left, top, *_ = _box(attributes.get("Boundary", ""), (0.0,) * 4)
        matrix = tuple(_numbers(attributes.get("CTM", "")))
        if len(matrix) != 6:
            matrix = (1.0, 0.0, 0.0, 1.0, 0.0, 0.0)
        self._frame = _Frame(left, top, matrix)
        self._size = _number(attributes.get("Size"), 0.0)
        self._place = (0.0, 0.0)
        self._is_shown = attributes.get("Visible") != "false"

    def end(self, name: str) -> None:
        """Take the text of a piece, or the lines of a path."""
        if self._text is None:
            return
        text, self._text = "".join(self._text), None
        if name.endswith(":PhysicalBox"):
            self.area = text
        elif not (self._is_shown and self._frame.is_upright):
            return
        elif name.endswith(":AbbreviatedData"):
            self.rules += self._lines(text)
        else:
            self.glyphs += self._letters(text)

    def text(self, data: str) -> None:
        """Take text."""
        if self._text is not None:
            self._text.append(data)

    def _letters(self, text: str) -> Iterator[Glyph]:
        """Yield the characters of a piece of text at their places."""
        x, y = self._place
        high = self._size * abs(self._frame.matrix[3]) * _POINTS
        across, down = map(_steps, self._steps)
        for char in text:
            left, base = self._frame.on_page(x, y)
            step = next(across, None)
            own = self._size * _width(char)
            if step is not None and 0 < step < own:
                own = step
            width = own * abs(self._frame.matrix[0]) * _POINTS
            top = base - _ASCENT * high
            yield Glyph(char, left, top, left + width, top + high)
            fall = next(down, None)
            if step is None and fall is None:
                step = self._size * _width(char)
            x, y = x + (step or 0.0), y + (fall or 0.0)

    def _lines(self, data: str) -> Iterator[Rule]:
        """Yield the lines across and down of a path."""
        if not self._is_stroked:
            return
        letter, numbers = "", list[float]()
        at = begin = (0.0, 0.0)
        for found in _PATH.finditer(data):
            if found[1]:
                letter, numbers = found[1], []
            else:
                numbers.append(_near(found[2]))
            if len(numbers) < _ARGUMENTS.get(letter, 0):
                continue
            self._segments += 1
            if self._segments > _MOST_SEGMENTS:
                return
            to = begin if letter == "C" else at
            if len(numbers) >= 2:
                to = self._frame.on_page(*numbers[-2:])
            if letter in "LC" and min(abs(to[0] - at[0]), abs(to[1] - at[1])) < 1:
                yield Rule(
                    min(at[0], to[0]), min(at[1], to[1]),
                    max(at[0], to[0]), max(at[1], to[1]),
                )  # fmt: skip
            begin = to if letter in "MS" else begin
            at, numbers = to, []


def _width(char: str) -> float:
    """Return how wide a character is at most, in heights: marks of Chinese text are wide."""
    return 0.5 if char < "\x80" else 1.0


def _number(text: str | None, otherwise: float) -> float:
    """Return the number that an attribute has, another one where it has none."""
    found = _NUMBER.fullmatch(text.strip()) if text else None
    return _near(found[0]) if found else otherwise


def _steps(text: str) -> Iterator[float]:
    """Yield the steps between characters; "g 3 5" is three steps of 5."""
    return chain.from_iterable(
        repeat(_number(found[2], 0.0), int(found[1] or 1))
        for found in _STEP.finditer(text)
    )
