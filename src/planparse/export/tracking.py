"""What became of promises in each of its formats: text, json, html, xlsx."""

from collections.abc import Iterator, Mapping
from types import MappingProxyType
from typing import Literal

from planparse.promises.tracking import Tracked
from planparse.tree import Lang

TrackingFormat = Literal["text", "json", "html", "xlsx"]
"""The name of a format, as `planparse track -f` takes it."""

ENDINGS: Mapping[TrackingFormat, tuple[str, ...]] = MappingProxyType(
    {
        "text": (".txt",),
        "json": (".json",),
        "html": (".html", ".htm"),
        "xlsx": (".xlsx",),
    }
)
"""What the names of files of each format end in."""


def write_tracking(
    tracked: Tracked,
    fmt: str,
    *,
    lang: Lang = "en",
    colour: bool = False,
    width: int = 80,
) -> Iterator[str | bytes]:
    """Return what was tracked in a format, in pieces; text ends its last line.

    Text takes at most `width` columns, with ANSI codes where `colour`. Raises ValueError
    for an unknown format, ModuleNotFoundError for a workbook without xlsxwriter.
    """
    if fmt == "xlsx":
        from planparse.export.workbook.track_book import write_tracked

        return write_tracked(tracked)
    if fmt == "html":
        from planparse.promises.page import as_page

        return as_page(tracked, lang)
    if fmt == "json":
        from planparse.promises.records import as_json

        return (f"{line}\n" for line in as_json(tracked))
    if fmt == "text":
        from planparse.promises.text import as_text

        return (f"{line}\n" for line in as_text(tracked, lang, colour, width))
    names = ", ".join(ENDINGS)
    raise ValueError(f"unknown format {fmt!r}: it is one of {names}")
