"""Text layers that do not say what a page shows: none, glyphs without names, false names."""

from collections.abc import Iterator, Sequence
from itertools import pairwise

from planparse.errors import UnreadableFormatError
from planparse.locale.message import _
from planparse.readers.pages.characters import folded, is_private, meant
from planparse.readers.pages.glyphs import Glyph, Page
from planparse.text.original import Doubt

_UNNAMED = 0.01
"""So great a share of glyphs without a name is no accident: bullets have none either."""
_FEWEST = 3
"""Fewer glyphs without a name, and fewer different rare characters, are no faulty font; a
choice."""


def with_true_characters(pages: Sequence[Page]) -> tuple[list[Page], int]:
    """Return pages with their characters folded, and how many had false names.

    Every character is folded to one.
    """
    rare = {
        char
        for char in {glyph.text for page in pages for glyph in page.glyphs}
        if meant(char) is not None
    }
    names = {char: meant(char) or char for char in rare} if len(rare) >= _FEWEST else {}
    count = 0
    out: list[Page] = []
    for page in pages:
        glyphs: list[Glyph] = []
        for glyph in page.glyphs:
            char = names.get(glyph.text)
            count += char is not None
            char = char or folded(glyph.text)
            glyphs.append(glyph if char == glyph.text else glyph._replace(text=char))
        out.append(page._replace(glyphs=glyphs))
    return out, count


def refuse_without_text(pages: Sequence[Page], what: str) -> None:
    """Raise UnreadableFormatError where no page has a letter."""
    if any(
        glyph.text.isalnum() or is_private(glyph.text)
        for page in pages
        for glyph in page.glyphs
    ):
        return
    raise UnreadableFormatError(
        _(
            "{what} without a text layer, pictures of pages only; its text has to be "
            "recognised (OCR) first, e.g. with ocrmypdf -l chi_sim",
            what=what,
        )
    )


def doubts_of(pages: Sequence[Page], renamed: int, text: str) -> Iterator[Doubt]:
    """Yield what is doubtful of a text that was read from pages."""
    unnamed = [at for at, char in enumerate(text) if is_private(char)]
    if len(unnamed) >= max(_FEWEST, _UNNAMED * len(text)):
        yield Doubt("D111", unnamed[0], unnamed[0] + 1, (str(len(unnamed)),))
    if renamed:
        yield Doubt("D112", 0, 0, (str(renamed),))
    silent = [
        page.number
        for page in pages
        if page.has_pictures and not any(glyph.text.isalnum() for glyph in page.glyphs)
    ]
    if silent:
        yield Doubt("D113", 0, 0, (_ranges(silent),))


def _ranges(numbers: Sequence[int]) -> str:
    """Return numbers in order as ranges: "2, 5-7"."""
    cuts = [0]
    cuts += [
        at for at, (one, other) in enumerate(pairwise(numbers), 1) if other > one + 1
    ]
    cuts.append(len(numbers))
    runs = [numbers[start:end] for start, end in pairwise(cuts)]
    return ", ".join(
        str(run[0]) if len(run) == 1 else f"{run[0]}-{run[-1]}" for run in runs
    )
