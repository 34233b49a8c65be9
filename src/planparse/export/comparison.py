"""A comparison of plans in each of its formats: text, json, yaml, md, html."""

from collections.abc import Collection, Iterator, Mapping
from types import MappingProxyType
from typing import Literal, get_args

from planparse.compare.comparison import Compared
from planparse.compare.edits import KINDS
from planparse.tree import Lang

ComparisonFormat = Literal["text", "json", "yaml", "md", "html"]
"""The name of a format, as `planparse diff -f` takes it."""

ENDINGS: Mapping[ComparisonFormat | Literal["docx"], tuple[str, ...]] = (
    MappingProxyType(
        {
            "text": (".txt",),
            "json": (".json",),
            "yaml": (".yaml", ".yml"),
            "md": (".md",),
            "html": (".html", ".htm"),
            "docx": (".docx",),
        }
    )
)
"""What the names of files of each format end in; Word with changes tracked is one more."""

NOTEWORTHY = tuple(kind for kind in KINDS if kind not in ("keep", "renumber"))
"""The kinds of edits that text and md show unless asked for others."""


def write_comparison(
    compared: Compared,
    fmt: str,
    *,
    lang: Lang = "en",
    colour: bool = False,
    width: int = 80,
    shown: Collection[str] = NOTEWORTHY,
) -> Iterator[str]:
    """Yield a comparison in a format, in pieces; the last one ends its line.

    Text takes at most `width` columns, with ANSI codes where `colour`; it and md have the
    edits of the kinds `shown`, other formats all. Raises ValueError for an unknown format.
    """
    if fmt == "yaml":
        from planparse.compare.report.records import as_record
        from planparse.export.yaml_emitter import dump

        return dump(as_record(compared))
    if fmt == "html":
        from planparse.compare.page import as_page

        return as_page(compared, lang)
    if fmt == "json":
        from planparse.compare.report.records import as_json

        lines = as_json(compared)
    elif fmt == "md":
        from planparse.compare.report.markdown import as_markdown

        lines = as_markdown(compared, lang, shown)
    elif fmt == "text":
        from planparse.compare.report.terminal import as_text

        lines = as_text(compared, lang, colour, width, shown)
    else:
        names = ", ".join(get_args(ComparisonFormat))
        raise ValueError(f"unknown format {fmt!r}: it is one of {names}")
    return (f"{line}\n" for line in lines)
