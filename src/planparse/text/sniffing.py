"""Recognise what a text may be: what planparse wrote itself, Markdown."""

import re

from planparse.locale.message import _

AGAIN = _(
    "what planparse wrote, no plan; parse the text that it was made from "
    "(planparse diff reads YAML and JSON)"
)
"""What to say of a file that `printed` knows, behind "FILE is"."""
_PRINTED = re.compile(
    r'\s*+(?:(?P<json>\{"planparse":)|(?:---\s++)?(?P<yaml>planparse:)'
    r'|(?P<nodes>\{"id":"[^"]*","parent":)'
    r'|(?P<lines>\{"(?:id":"[0-9a-f]{16}:[0-9]+-[0-9]+","text"'  # chunks
    r'|name":"(?:[^"\\]|\\.)*+","status":"(?:done|failed|gone|pruned)"'  # a manifest
    r'|source":"(?:[^"\\]|\\.)*+","sha256"'  # hits of a search
    r'|asked":"(?:[^"\\]|\\.)*+","source"'  # passages that were cited
    r'|status":"(?:exact|near|missing|changed)","source"'  # citations that were verified
    r")[,:]))"
)


def printed(text: str) -> str | None:
    """Return the format in which planparse wrote a text, None where it wrote none.

    It is json, yaml or nodes, or lines: JSON Lines that are no plan, such as chunks.
    """
    match = _PRINTED.match(text)
    return match and match.lastgroup


_MARKDOWN_ENDINGS = (".md", ".markdown")
_MARKDOWN_HINTS = ("#", "**", "__", "\\", "|", "- ", "* ", "+ ")
"""A text without any of these has no mark that proves it to be Markdown."""


def is_markdown_name(path: str) -> bool:
    """Return whether a file is named as Markdown is."""
    return path.lower().endswith(_MARKDOWN_ENDINGS)


def may_be_markdown(text: str, path: str) -> bool:
    """Return whether a text may be Markdown, which `markdown` then says for sure."""
    return is_markdown_name(path) or any(
        # One character is found many times faster than two.
        hint[0] in text and hint in text
        for hint in _MARKDOWN_HINTS
    )
