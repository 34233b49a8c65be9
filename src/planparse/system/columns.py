"""How many columns of a terminal a text takes, a text cut to so many, and tables of them."""

import re
from collections.abc import Iterator, Sequence

from planparse.text.characters import HAN

_NARROW = r" -~·‘’“”—…"
_FIRST_WIDE = "\u3000"
_WIDE = rf"{_FIRST_WIDE}-\u3029{HAN}\uff01-\uff60"
_USUAL = re.compile(f"[{_NARROW}{_WIDE}]*")
"""Characters whose columns need no table: ASCII and a few marks take one, Han two."""
_NARROW_ONES = re.compile(f"[{_NARROW}]+")


def columns(text: str) -> int:
    """Return how many columns a text takes; for what is unusual rich is asked."""
    if text.isascii() and text.isprintable():
        return len(text)
    if _USUAL.fullmatch(text):
        return len(text) + len(_NARROW_ONES.sub("", text))
    from rich.cells import cell_len

    return cell_len(text)


def cropped(text: str, room: int) -> str:
    """Return a text that takes at most `room` columns, with an ellipsis where it was cut."""
    if 2 * len(text) <= room:
        return text
    text = text[: room + 1]
    if columns(text) <= room:
        return text
    if _USUAL.fullmatch(text):
        size = (room - 1) // 2
        left = room - columns(text[: size + 1])
        while left > 0:
            size += 1
            left -= 2 if text[size] >= _FIRST_WIDE else 1
        return f"{text[:size].rstrip()}…"
    from rich.cells import set_cell_size

    return f"{set_cell_size(text, room - 1).rstrip()}…"


def table(rows: Sequence[Sequence[str]]) -> Iterator[str]:
    """Yield the rows of a table, its columns as wide as their widest cells.

    A Han character is two columns wide on a terminal, so that `len` does not do.
    """
    widths = [max(map(columns, column)) for column in zip(*rows, strict=True)]
    for row in rows:
        cells = (
            cell + " " * (size - columns(cell))
            for cell, size in zip(row, widths, strict=True)
        )
        yield "  ".join(cells).rstrip()
