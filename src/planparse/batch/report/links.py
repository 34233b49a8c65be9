"""Links from a report to the files that it tells of, and to the places in them."""

import os
import re
from urllib.parse import quote

from planparse.batch.kept_findings import KeptFinding
from planparse.batch.stores.urls import is_url

_SHOWN_BY_BROWSERS = ("text", "html", "csv", "mhtml")
"""The formats in which a browser looks for words."""
_FEWEST = 4
"""Letters that words must have to be looked for; a choice."""


def link_to(path: str, beside: str) -> str | None:
    """Return the link to a file on disk from a page in a folder; None for one in a store.

    It is relative, so that archive and report can be moved together.
    """
    if is_url(path):
        return None
    way = os.path.relpath(os.path.abspath(path), os.path.abspath(beside))
    return quote(os.fsencode(way))


def place_in(fmt: str, kept: KeptFinding) -> str:
    """Return the end of a link that leads to a place in a file, "" where there is none.

    A PDF is opened at its page; in a text the browser looks for the words at the place.
    """
    if fmt == "pdf" and kept.page is not None:
        return f"#page={kept.page}"
    if fmt not in _SHOWN_BY_BROWSERS:
        return ""
    words = max(kept.before.rpartition(" ")[2], kept.after.partition(" ")[0], key=len)
    if len(words) < _FEWEST or not re.search(r"\w", words) or not words.isprintable():
        return ""
    return f"#:~:text={quote(words, safe='').replace('-', '%2D')}"
