"""What became of promises in each of its formats: text, json, html, xlsx."""

from collections.abc import Iterator
from typing import Literal

from planparse.promises.tracking import Tracked
from planparse.tree import Lang

TrackingFormat = Literal["text", "json", "html", "xlsx"]
"""The name of a format, as `planparse track -f` takes it."""


def write_tracking(
    tracked: Tracked,
    fmt: str,
    *,
    lang: Lang = "en",
    colour: bool = False,
    width: int = 80,
) -> Iterator[str | bytes]:
    """Yield what was tracked in a format, in pieces; text ends its last line.

    Text takes at most `width` columns, with ANSI codes where `colour`. Raises ValueError
    for an unknown format, ModuleNotFoundError for a workbook without xlsxwriter.
    """
    if fmt == "xlsx":
        from planparse.export.workbook.track_book import write_tracked

        yield from write_tracked(tracked)
    elif fmt == "html":
        from planparse.promises.page import as_page

        yield from as_page(tracked, lang)
    elif fmt == "json":
        from planparse.promises.records import as_json

        yield from (f"{line}\n" for line in as_json(tracked))
    elif fmt == "text":
        from planparse.promises.text import as_text

        yield from (f"{line}\n" for line in as_text(tracked, lang, colour, width))
    else:
        raise ValueError(f"unknown format {fmt!r}: it is one of text, json, html, xlsx")
