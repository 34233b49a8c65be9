"""XML of Word as text: elements and attributes are made here, and here alone text is escaped."""

import re
from html import escape

_NO_TEXT = re.compile("[\x00-\x08\x0e-\x1b\x1f\ud800-\udfff\ufffe\uffff]")
"""What no XML may hold."""
_PARTS = re.compile("(\t|\r\n|[\n\r\x0b\x0c\x1c-\x1e\x85\u2028\u2029])")
"""A tab or the end of a line, which are elements in Word."""

DECLARATION = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
WORD = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
RELATIONS = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"

Value = str | int | None


def element(name: str, attributes: dict[str, Value], *content: str) -> str:
    """Return an element with its content, which is XML; attributes of None are left out."""
    said = "".join(
        f' {key}="{escape(_shown(str(value)))}"'
        for key, value in attributes.items()
        if value is not None
    )
    inner = "".join(content)
    return f"<{name}{said}>{inner}</{name}>" if inner else f"<{name}{said}/>"


def w(name: str, /, *content: str, **attributes: Value) -> str:
    """Return an element of WordprocessingML: its names, and those of its attributes, bare."""
    return element(
        f"w:{name}", {f"w:{key}": value for key, value in attributes.items()}, *content
    )


def val(name: str, value: Value) -> str:
    """Return an element that says one value; nothing where there is none."""
    return "" if value is None else w(name, val=value)


def root(name: str, *content: str) -> str:
    """Return a part of a document: its declaration, and its root with all in it."""
    spaces: dict[str, Value] = {"xmlns:w": WORD, "xmlns:r": RELATIONS}
    return DECLARATION + element(f"w:{name}", spaces, *content)


def text(words: str, name: str = "t") -> str:
    """Return a text as Word holds it; `name` is delText where it was deleted."""
    out = []
    for part in _PARTS.split(words):
        if part == "\t":
            out.append(w("tab"))
        elif _PARTS.fullmatch(part):
            out.append(w("br"))
        elif part:
            plain = escape(_shown(part), quote=False)
            out.append(element(f"w:{name}", {"xml:space": "preserve"}, plain))
    return "".join(out)


def _shown(words: str) -> str:
    """Return a text with a sign for each character that no XML may hold."""
    return _NO_TEXT.sub("\ufffd", words)
