"""PDF documents with a text layer, by pypdfium2: glyphs and rules of each page, bookmarks."""

import ctypes
import re
from collections.abc import Iterator, Mapping, Sequence
from itertools import pairwise
from math import atan2, degrees
from threading import Lock
from typing import Any

from planparse.errors import DamagedError, EncryptedError, UnreadableFormatError
from planparse.locale.message import _
from planparse.readers.pages import source_of
from planparse.readers.pages.glyphs import Glyph, Page, Rule
from planparse.text.encoding import Source

_Place = tuple[float, float]
_LOCK = Lock()
"""PDFium does one thing at a time."""
_TAIL = 2048
_LENGTH = re.compile(rb"/Linearized\b[^>]{0,200}?/L\s+(\d+)")
_THICKEST = 4.0
"""What is thicker, in points, is no rule but an area; a choice."""
_MOST_SEGMENTS = 20_000
"""A page with more segments is a drawing, and its rules border no table; a choice."""
_LEVEL = 1.0
"""A line whose ends differ by less, in points, goes across or down."""
_FARTHEST = 1e5
"""No place on a page, in points, is farther from its corner; a choice."""
_SLANT = 5.0
"""Text that is turned by so many degrees from upright is a watermark."""


def read(data: bytes, path: str, _encoding: str | None = None) -> Source:
    """Return the text of a PDF document with what its pages show of it.

    Raises DamagedError, EncryptedError, and UnreadableFormatError where there is no text
    layer, or no pypdfium2.
    """
    if _is_cut(data):
        raise _damaged(_("its end is missing"))
    try:
        import pypdfium2
    except ImportError:
        raise UnreadableFormatError(
            _(
                "a PDF, and pypdfium2, which reads it, is not installed: pip install "
                "'planparse[pdf]'"
            )
        ) from None
    with _LOCK:
        try:
            document = pypdfium2.PdfDocument(data)
        except pypdfium2.PdfiumError as fault:
            raise _refusal(str(fault)) from None
        try:
            return _source(document, path)
        finally:
            document.close()


def _is_cut(data: bytes) -> bool:
    """Return whether the end of a file is missing: its table of objects, or part of its length."""
    if b"startxref" not in data:
        return True
    said = _LENGTH.search(data[:_TAIL])
    return said is not None and int(said[1]) > len(data)


def _refusal(fault: str) -> UnreadableFormatError:
    """Return the error for a file that cannot be opened, by what PDFium says of it."""
    if "password" in fault.lower() or "security" in fault.lower():
        return EncryptedError(
            _("an encrypted PDF; open it with its password, and save it without one")
        )
    return _damaged(_("it cannot be opened"))


def _damaged(why: str) -> DamagedError:
    """Return the error for a damaged file."""
    return DamagedError(
        _("a damaged PDF: {why}; fetch it again, or save it anew", why=why)
    )


def _source(document: Any, path: str) -> Source:
    """Return the text of an open document."""
    pages = [_page(document, number) for number in range(len(document))]
    return source_of(pages, "pdf", path, _outline(document))


def _outline(document: Any) -> Mapping[tuple[int, str], int]:
    """Return the levels of bookmarks, from 1, by their page and their title without blanks."""
    found: dict[tuple[int, str], int] = {}
    for bookmark in document.get_toc():
        try:
            title = "".join(bookmark.get_title().split())
        except UnicodeDecodeError:  # half a surrogate pair
            continue
        target = bookmark.get_dest()
        page = target.get_index() if target is not None else None
        if page is not None and title:
            found.setdefault((page + 1, title), bookmark.level + 1)
    return found


def _page(document: Any, number: int) -> Page:
    """Return a page with its glyphs and rules, turned so that most of its text is upright."""
    import pypdfium2

    try:
        page = document[number]
    except pypdfium2.PdfiumError:
        raise _damaged(f"page {number + 1} cannot be read") from None
    try:
        text = page.get_textpage()
        turned = _Turned(page, text.raw, text.count_chars())
        glyphs = list(turned.glyphs())
        rules = list(turned.rules()) if glyphs else []
        text.close()
        pictures = [] if glyphs else page.get_objects(filter=[3], max_depth=3)
        return Page(
            number + 1,
            turned.width,
            turned.height,
            glyphs,
            rules,
            any(True for _ in pictures),
        )
    except pypdfium2.PdfiumError:
        raise _damaged(f"page {number + 1} cannot be read") from None
    finally:
        page.close()


class _Turned:
    """A page whose places are given from its upper left corner as its text is read."""

    def __init__(self, page: Any, text: Any, count: int) -> None:
        """Take a page, its text layer, and how many characters that has."""
        import pypdfium2.raw

        self._raw, self._page = pypdfium2.raw, page
        self._text, self._count = text, count
        self._left, self._bottom, self._right, self._top = page.get_bbox()
        self._angle = self._usual_angle()
        wide = self._right - self._left, self._top - self._bottom
        self.width, self.height = wide if self._angle % 180 == 0 else wide[::-1]

    def _usual_angle(self) -> int:
        """Return by how many degrees most characters are turned, clockwise: 0, 90, 180, 270."""
        found = [0, 0, 0, 0]
        for at in range(0, self._count, max(self._count // 200, 1)):
            angle = degrees(self._raw.FPDFText_GetCharAngle(self._text, at))
            found[round(angle / 90) % 4] += 1
        return 90 * found.index(max(found))

    def _box(self, left: float, bottom: float, right: float, top: float) -> Rule:
        """Return a box of the page as it is read."""
        match self._angle:
            case 270:
                return Rule(
                    bottom - self._bottom, left - self._left,
                    top - self._bottom, right - self._left,
                )  # fmt: skip
            case 180:
                return Rule(
                    self._right - right, bottom - self._bottom,
                    self._right - left, top - self._bottom,
                )  # fmt: skip
            case 90:
                return Rule(
                    self._top - top, self._right - right,
                    self._top - bottom, self._right - left,
                )  # fmt: skip
        return Rule(
            left - self._left, self._top - top, right - self._left, self._top - bottom
        )

    def glyphs(self) -> Iterator[Glyph]:
        """Yield the characters that stand upright, without those that PDFium makes up."""
        raw, text = self._raw, self._text
        box = raw.FS_RECTF()
        high = 0
        for at in range(self._count):
            code = raw.FPDFText_GetUnicode(text, at)
            if raw.FPDFText_IsGenerated(text, at) == 1 or code in (0, 2, 10, 13):
                continue
            if 0xD800 <= code < 0xDC00:
                high = code
                continue
            if high and 0xDC00 <= code < 0xE000:
                code = 0x10000 + ((high - 0xD800) << 10) + (code - 0xDC00)
            high = 0
            if self._is_slanted(at):
                continue
            if raw.FPDFText_GetLooseCharBox(text, at, box) and _is_near(box):
                yield Glyph(
                    chr(code), *self._box(box.left, box.bottom, box.right, box.top)
                )

    def _is_slanted(self, at: int) -> bool:
        """Return whether the foot of a character is not as most of the page's; italics' is."""
        raw = self._raw
        slant = degrees(raw.FPDFText_GetCharAngle(self._text, at)) - self._angle
        if min(slant % 360, -slant % 360) <= _SLANT:
            return False
        matrix = raw.FS_MATRIX()
        if not raw.FPDFText_GetMatrix(self._text, at, matrix):
            return True
        slant = -degrees(atan2(matrix.b, matrix.a)) - self._angle
        return min(slant % 360, -slant % 360) > _SLANT

    def rules(self) -> Iterator[Rule]:
        """Yield the lines across and down that are drawn on the page, thin areas among them."""
        raw = self._raw
        count = 0
        for drawn in self._page.get_objects(
            filter=[raw.FPDF_PAGEOBJ_PATH], max_depth=3
        ):
            segments = raw.FPDFPath_CountSegments(drawn.raw)
            count += max(segments, 1)
            if count > _MOST_SEGMENTS:
                return
            box = self._box(*drawn.get_bounds())
            if min(box.right - box.left, box.bottom - box.top) <= _THICKEST:
                yield box
                continue
            is_stroked = _is_stroked(raw, drawn.raw)
            for points in self._outlines(drawn, segments):
                yield from _sides(points, is_stroked=is_stroked)

    def _outlines(self, drawn: Any, segments: int) -> Iterator[list[_Place]]:
        """Yield the places that each outline of a path goes by, closed ones to their end."""
        raw = self._raw
        matrix = drawn.get_matrix()
        x, y = ctypes.c_float(), ctypes.c_float()
        points: list[_Place] = []
        for at in range(segments):
            segment = raw.FPDFPath_GetPathSegment(drawn.raw, at)
            if raw.FPDFPathSegment_GetType(segment) == raw.FPDF_SEGMENT_MOVETO:
                yield points
                points = []
            raw.FPDFPathSegment_GetPoint(segment, x, y)
            right, up = matrix.on_point(x.value, y.value)
            box = self._box(right, up, right, up)
            points.append((box.left, box.top))
            if raw.FPDFPathSegment_GetClose(segment):
                points.append(points[0])
        yield points


def _sides(points: Sequence[_Place], *, is_stroked: bool) -> Iterator[Rule]:
    """Yield the sides of an outline that go across or down; of an area, if it is thin."""
    if len(points) < 2:
        return
    wide = max(x for x, _ in points) - min(x for x, _ in points)
    high = max(y for _, y in points) - min(y for _, y in points)
    if not is_stroked and min(wide, high) > _THICKEST:
        return
    for (x, y), (to_x, to_y) in pairwise(points):
        if min(abs(x - to_x), abs(y - to_y)) < _LEVEL:
            yield Rule(min(x, to_x), min(y, to_y), max(x, to_x), max(y, to_y))


def _is_near(box: Any) -> bool:
    """Return whether a box is somewhere that a page may be; NaN is nowhere."""
    return all(
        abs(place) < _FARTHEST for place in (box.left, box.bottom, box.right, box.top)
    )


def _is_stroked(raw: Any, drawn: Any) -> bool:
    """Return whether the outline of an area is drawn."""
    mode, stroke = ctypes.c_int(), raw.FPDF_BOOL()
    return bool(raw.FPDFPath_GetDrawMode(drawn, mode, stroke)) and bool(stroke.value)
