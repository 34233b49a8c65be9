"""Namespaces of Word documents, transitional and strict, and what values of them mean."""

from collections.abc import Mapping
from types import MappingProxyType

from planparse.readers.xml_events import Attributes

PREFIXES: Mapping[str, str] = MappingProxyType(
    {
        "http://schemas.openxmlformats.org/wordprocessingml/2006/main": "w",
        "http://purl.oclc.org/ooxml/wordprocessingml/main": "w",
        "http://schemas.openxmlformats.org/markup-compatibility/2006": "mc",
        "http://schemas.openxmlformats.org/officeDocument/2006/relationships": "r",
        "http://purl.oclc.org/ooxml/officeDocument/relationships": "r",
        "http://schemas.openxmlformats.org/officeDocument/2006/math": "m",
        "http://purl.oclc.org/ooxml/officeDocument/math": "m",
    }
)
"""The prefixes by which elements are known, by the names of their namespaces."""

ASIDE = "planparse 标注"
"""The style of letters that planparse itself puts beside a text, which are none of it."""
PROSE = "公文正文"
"""The style of paragraphs of text, as planparse sets it: what is set so is no title."""
RUN_IN = "公文正文字符"
"""The style of letters of the text behind a heading on one line with it, as planparse sets it."""


def is_on(attributes: Attributes) -> bool:
    """Return whether a property that is on or off is on; it is where it has no value."""
    return attributes.get("w:val", "1").lower() not in ("0", "false", "off")


def is_centred(attributes: Attributes) -> bool:
    """Return whether a paragraph is aligned to the middle of its column."""
    return attributes.get("w:val") == "center"


def integer(attributes: Attributes, name: str = "w:val") -> int | None:
    """Return the value of an attribute as a whole number, None where it is none."""
    try:
        return int(attributes.get(name, ""))
    except ValueError:
        return None
