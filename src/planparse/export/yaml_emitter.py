"""Plain data as YAML that people like to read and every reader reads alike.

A string stands plain only where YAML 1.1 and YAML 1.2 readers both take it for that
string. Paragraphs stand as literal blocks, never folded. What cannot be seen (controls,
zero-width marks) is escaped, so that no editor loses it unnoticed.
"""

import math
import re
from collections.abc import Iterable, Iterator
from itertools import chain, repeat
from typing import TypeAlias

Plain: TypeAlias = (
    "dict[str, Plain] | list[Plain] | Iterator[Plain] | str | int | float | bool | None"
)
"""What `dump` writes: the types of JSON, and lists that are made while they are written.

Such an iterator is not empty (`lazily`).
"""

_PARAGRAPH = 80  # characters; a longer string is a literal block
_LINE = 100  # columns a list on one line may reach
_FLOW_ITEM = 40  # columns of one item of such a list
_LONGEST_KEY = 1000  # characters; readers give up looking for the colon after 1024
_PIECE = 4096  # entries to a piece

# Tabs and line ends are among them: only escapes keep those as they are. The joiners
# U+200C and U+200D are not, for emoji are spelt with them.
_UNSEEN_BUT_NEWLINE = (
    r"\x00-\x09\x0b-\x1f\x7f-\x9f\xad\u061c\u180e\u200b\u200e\u200f\u2028-\u202e\u2060-\u206f"
    r"\ud800-\udfff\ufeff\ufffe\uffff"
)
_UNSEEN = rf"\n{_UNSEEN_BUT_NEWLINE}"
_BLANK = r" \xa0\u1680\u2000-\u200a\u202f\u205f\u3000"

# Anything else that starts with ASCII (signs, dots, digits with nothing but ASCII after
# them) may be a number, a date or an indicator to some reader. Possessive throughout: a
# hostile string costs one pass.
_PLAIN = re.compile(
    rf"""
    (?: [^\x00-\x7f{_UNSEEN}{_BLANK}]
      | (?! (?i: y | n | yes | no | on | off | true | false | null ) \Z ) [A-Za-z(/_]
      | [0-9] (?= [ -~]*+ [^ -~] )
    )
    (?: [^{_UNSEEN} :#]++ | [ ]++ (?!\#) | : (?![ ]) | \# )*+
    (?<! [{_BLANK}:] )
    """,
    re.VERBOSE,
)
_ESCAPED = re.compile(rf'[{_UNSEEN}"\\]')
_NEEDS_ESCAPES = re.compile(f"[{_UNSEEN}]")
_NEVER_LITERAL = re.compile(f"[{_UNSEEN_BUT_NEWLINE}]")
_FLOW_MARK = re.compile(r"[][{},:?]")
_SHORT_ESCAPES = {
    "\0": r"\0",
    "\t": r"\t",
    "\n": r"\n",
    "\r": r"\r",
    '"': r"\"",
    "\\": r"\\",
}


def dumps(value: Plain) -> str:
    """Return `value` as one YAML document, ending with a newline."""
    return "".join(dump(value))


def dump(value: Plain) -> Iterator[str]:
    """Yield `value` as one YAML document, in pieces of many lines to be written in order.

    Mappings keep their order; nesting may be of any depth. Raises TypeError for a value of
    a type that is not in `Plain`, or a key that is not a string.
    """
    heads = _Heads()
    children = _entries(value, heads)
    if children is None:
        yield f"{_inline(value)}\n"
        return
    if isinstance(value, list) and (row := _row(value, _LINE)):
        yield f"{row}\n"
        return
    is_plain = _PLAIN.fullmatch
    out: list[str] = []
    put = out.append
    entries = children
    pad = lead = (
        ""  # the indentation of the entries at hand; what stands before the next of them
    )
    open_above: list[tuple[Iterator[tuple[str, Plain]], str]] = []
    while True:
        for head, child in entries:
            if head[0] == "?":
                head = f"{head}\n{pad}:"  # noqa: PLW2901 - the colon's line needs this depth's indentation
            kind = type(child)
            if kind is str:
                if len(child) <= _PARAGRAPH and is_plain(child):  # type: ignore[arg-type]
                    put(f"{lead}{head} {child}\n")
                else:
                    put(f"{lead}{head} {_text(child, pad)}\n")  # type: ignore[arg-type]
            elif kind is int:
                put(f"{lead}{head} {child}\n")
            elif (children := _entries(child, heads)) is None:
                put(f"{lead}{head} {_scalar(child, pad)}\n")
            elif isinstance(child, list) and (
                row := _row(child, _LINE - len(pad) - _columns(head) - 1)
            ):
                put(f"{lead}{head} {row}\n")
            else:
                open_above.append((entries, pad))
                entries = children
                below = f"{pad}  "
                if head == "-":
                    put(f"{lead}- ")
                    lead = ""
                else:
                    put(f"{lead}{head}\n")
                    lead = below
                pad = below
                break
            lead = pad
        else:
            if not open_above:
                break
            entries, pad = open_above.pop()
            lead = pad
            if len(out) >= _PIECE:
                yield "".join(out)
                out.clear()
    if out:
        yield "".join(out)


def lazily(values: Iterator[Plain]) -> Plain:
    """Return values to be written as a list, each made when its turn comes."""
    first = next(values, _NONE)
    return [] if first is _NONE else chain([first], values)


_NONE: Plain = {}
"""What stands for no value at all."""


class _Heads(dict[str, str]):
    """Keys as they are written, colon included; the few a document has are worked out once."""

    def __missing__(self, key: str) -> str:
        """Write a key with its colon, and keep it: a sheet has few keys, many times each.

        A key that is too long for YAML's simple ones is written behind a question mark.
        """
        written = _string(key)
        head = f"{written}:" if len(written) <= _LONGEST_KEY else f"? {written}"
        self[key] = head
        return head


def _entries(value: Plain, heads: _Heads) -> Iterator[tuple[str, Plain]] | None:
    """Return what opens each entry's line, with the entry; None for scalars and what is empty."""
    if isinstance(value, dict) and value:
        return zip(map(heads.__getitem__, value), value.values(), strict=True)
    if (isinstance(value, list) and value) or isinstance(value, Iterator):
        return zip(repeat("-"), value, strict=False)
    return None


def _scalar(value: Plain, pad: str) -> str:
    """Return a value that is no collection; `pad` is the indent of what goes over several lines."""
    return _text(value, pad) if isinstance(value, str) else _inline(value)


def _inline(value: Plain) -> str:
    """Return a scalar or an empty container on one line."""
    if value is None:
        return "null"
    if isinstance(value, str):
        return _string(value)
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, int):
        return int.__repr__(value)
    if isinstance(value, float):
        return _float(value)
    if isinstance(value, list):
        return "[]"
    if isinstance(value, dict):
        return "{}"
    raise TypeError(
        f"YAML is written of dict, list, str, int, float, bool, None, not {type(value).__name__}"
    )


def _float(value: float) -> str:
    """Return a number as both YAML 1.1 and YAML 1.2 read it: 1.0e+16, .inf, .nan."""
    if math.isnan(value):
        return ".nan"
    if math.isinf(value):
        return ".inf" if value > 0 else "-.inf"
    digits = float.__repr__(value)
    return (
        digits if "." in digits else digits.replace("e", ".0e")
    )  # YAML 1.1 knows no 1e+16


def _text(text: str, pad: str) -> str:
    """Return a string as the value of an entry that is indented by `pad`.

    A paragraph is a literal block.
    """
    is_line = "\n" not in text
    if (
        (is_line and len(text) <= _PARAGRAPH)
        or text.endswith(" ")
        or (not is_line and (" \n" in text or not text.strip("\n")))
        or _NEVER_LITERAL.search(text)
    ):
        return _string(text)
    if is_line and text[0] != " ":
        return f"|-\n{pad}  {text}"
    # A first line with blanks of its own would pass for deeper indentation.
    step = "2" if text.lstrip("\n").startswith(" ") else ""
    chomp = "+" if text.endswith("\n\n") else "" if text.endswith("\n") else "-"
    lines = text.removesuffix("\n").split("\n")
    body = "\n".join(f"{pad}  {line}" if line else "" for line in lines)
    return f"|{step}{chomp}\n{body}"


def _string(text: str) -> str:
    """Return a string on one line: plain, or quoted in the way that is easier to read."""
    # An enumeration's member would else show its name.
    return str.__str__(text) if _PLAIN.fullmatch(text) else _quoted(text)


def _quoted(text: str) -> str:
    """Return a text in quotes: double ones only for escapes, or to spare doubled quotes."""
    if _NEEDS_ESCAPES.search(text):
        return f'"{_ESCAPED.sub(_escape, text)}"'
    if "'" in text and '"' not in text and "\\" not in text:
        return '"' + text + '"'
    return "'" + text.replace("'", "''") + "'"


def _escape(match: re.Match[str]) -> str:
    r"""Return the escape of one character: `\n` and the like, else `\xNN` or `\uNNNN`."""
    char = match[0]
    if char in _SHORT_ESCAPES:
        return _SHORT_ESCAPES[char]
    return f"\\x{ord(char):02X}" if char <= "\xff" else f"\\u{ord(char):04X}"


def _row(items: list[Plain], room: int) -> str | None:
    """Return a list of short scalars on one line of `room` columns; None for any other."""
    if len(items) * 3 > room:  # an item, its comma and its blank
        return None
    row = "[" + ", ".join(_row_items(items)) + "]"
    return row if row != "[]" and _columns(row) <= room else None


def _row_items(items: Iterable[Plain]) -> Iterable[str]:
    """Return the items of a flow list; none where one is too long or no scalar."""
    written = []
    for item in items:
        if isinstance(item, dict | list):
            return ()
        if isinstance(item, str):
            if len(item) > _FLOW_ITEM or "\n" in item:
                return ()
            shown = _quoted(item) if _FLOW_MARK.search(item) else _string(item)
            if _columns(shown) > _FLOW_ITEM:
                return ()
        else:
            shown = _inline(item)
        written.append(shown)
    return written


def _columns(text: str) -> int:
    """Return about how many columns `text` takes.

    Han characters (three bytes of UTF-8) and emoji (four) take two.
    """
    return (len(text.encode(errors="replace")) + len(text)) // 2
