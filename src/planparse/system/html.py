"""Pages of HTML that are whole in themselves: their head, with style and policy, and escaping."""

import os
from base64 import b64encode
from collections.abc import Mapping
from hashlib import sha256
from html import escape
from types import MappingProxyType

from planparse.text.printable import harmless

_STYLE = os.path.join(
    os.path.dirname(os.path.abspath(__file__)), "page_files", "page.css"
)
"""What all pages look like: their colours, light, dark and on paper, and their type."""
_LANGUAGE_TAGS: Mapping[str, str] = MappingProxyType({"en": "en", "zh": "zh-CN"})


def escape_html(text: str) -> str:
    """Return text as it stands in an element or in a quoted attribute."""
    return escape(text)


def escape_line(text: str) -> str:
    """Return text from anywhere as one line of an element, with its invisible characters shown."""
    return escape(harmless(text))


def language_tag(lang: str) -> str:
    """Return the BCP 47 tag of a language of messages, `en` or `zh`."""
    return _LANGUAGE_TAGS[lang]


def page_head(title: str, *, lang: str, style: str, script: str = "") -> str:
    """Return the beginning of a page, up to its open `<body>`.

    `title` is text, `style` what the page has beside the style of all pages. Style and
    script are inline: the page's Content-Security-Policy allows these two, by their
    digests, and nothing else to load or to run. The script itself is written at the end,
    by `page_end`.
    """
    with open(_STYLE, encoding="utf-8") as file:
        style = file.read() + style
    script_source = _digest(script) if script else "'none'"
    policy = (
        f"default-src 'none'; style-src {_digest(style)}; script-src {script_source}; "
        "base-uri 'none'; form-action 'none'"
    )
    return (
        f'<!DOCTYPE html>\n<html lang="{language_tag(lang)}">\n<head>\n'
        '<meta charset="utf-8">\n'
        f'<meta http-equiv="Content-Security-Policy" content="{policy}">\n'
        '<meta name="viewport" content="width=device-width, initial-scale=1">\n'
        '<meta name="color-scheme" content="light dark">\n'
        '<meta name="referrer" content="no-referrer">\n'
        f"<title>{escape_html(title)}</title>\n"
        f"<style>{style}</style>\n</head>\n<body>\n"
    )


def page_end(script: str = "") -> str:
    """Return the end of a page, with the script that its head allows."""
    element = f"<script>{script}</script>\n" if script else ""
    return f"{element}</body>\n</html>\n"


def _digest(text: str) -> str:
    """Return what a Content-Security-Policy calls an inline style or script by."""
    return f"'sha256-{b64encode(sha256(text.encode()).digest()).decode()}'"
