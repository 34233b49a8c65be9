"""Characters by kind: Han, blanks, digits, brackets, and the marks that end a sentence.

Here stands what Unicode and GB/T 15834—2011 (标点符号用法) fix. What is a judgement about
plans, such as which glyphs a scanner confuses, stands in `grammars/characters.yaml`.
"""

import re
from typing import NamedTuple

HAN = "\u3400-\u9fff\uf900-\ufaff\U00020000-\U000323af"
"""The Han characters of all planes, as the inside of a character class.

〇 (U+3007) is left out: it counts, and stands in numbers only.
"""

_SPACES = r" \u00a0\u1680\u2000-\u200a\u202f\u205f\u3000"
SPACE = f"[{_SPACES}]"
"""A space of any width (Unicode's space separators), as a character class."""
BLANK = rf"[{_SPACES}\t\x0b\x0c]"
"""White space inside a line, as a character class: spaces, tabs, form feeds."""
BLANKS = (
    " \t\x0b\x0c\u00a0\u1680"
    "\u2000\u2001\u2002\u2003\u2004\u2005\u2006\u2007\u2008\u2009\u200a"
    "\u202f\u205f\u3000"
)
"""The same characters as a plain string."""

DASHES = "—－–―─‐-"
"""What is typed for the dashes around a page's number (GB/T 9704—2012, 7.5)."""

ZERO_WIDTH = "\u200b\u200c\u200d\u2060\ufeff"
"""Characters that take no room and part nothing that can be seen."""

HALF_DIGITS = "0123456789"
FULL_DIGITS = "０１２３４５６７８９"
DIGITS = HALF_DIGITS + FULL_DIGITS
"""Arabic digits of either width."""

HAN_ONES = "一二三四五六七八九"
HAN_ZEROS = "〇○零"
"""Zero as numbers and years have it, and the circle that is typed for it."""


class Bracket(NamedTuple):
    """A kind of bracket: its openings and its closings, the standard one first.

    The two are of one length: `closing[i]` has the shape and the width of `opening[i]`.
    """

    opening: str
    closing: str

    @property
    def marks(self) -> str:
        """All shapes of both sides."""
        return self.opening + self.closing

    @property
    def opens(self) -> str:
        """An opening, as a character class."""
        return f"[{re.escape(self.opening)}]"

    @property
    def closes(self) -> str:
        """A closing, as a character class."""
        return f"[{re.escape(self.closing)}]"

    def around(self, counted: str) -> str:
        """Return an expression for such a bracket with no other of its kind in it.

        `counted` is how many characters it encloses, such as `*` or `{1,8}`.
        """
        return f"{self.opens}[^{re.escape(self.marks)}]{counted}{self.closes}"

    def to_first_closing(self) -> str:
        """Return an expression for such a bracket up to the first closing, whatever it holds."""
        return f"{self.opens}[^{re.escape(self.closing)}]*{self.closes}"


ROUND = Bracket("（(", "）)")
SQUARE = Bracket("〔［[﹝", "〕］]﹞")
LENTICULAR = Bracket("【", "】")
BRACKETS = (ROUND, SQUARE, LENTICULAR)
"""括号 (GB/T 15834—2011, 4.9): what they enclose is a note, or the year of a number."""
HOLLOW = Bracket("〖", "〗")
"""It adorns marks between documents; elsewhere it is no bracket, and none of PAIRS."""

TITLE = Bracket("《", "》")
INNER_TITLE = Bracket("〈", "〉")
QUOTE = Bracket("“", "”")
CORNER = Bracket("「", "」")
INNER_CORNER = Bracket("『", "』")
PAIRS = (TITLE, QUOTE, *BRACKETS, CORNER, INNER_CORNER, INNER_TITLE)
"""All marks that come in pairs: brackets, quotation marks (4.8), title marks (4.15).

‘ and ’ are left out, for ’ is an apostrophe as well.
"""

BRACKET_OPENINGS = "".join(kind.opening for kind in BRACKETS)
BRACKET_CLOSINGS = "".join(kind.closing for kind in BRACKETS)
OPENINGS = "".join(kind.opening for kind in PAIRS)
CLOSINGS = "".join(kind.closing for kind in PAIRS)

_PLAIN = (*((mark, '"') for mark in "“”„‟〝〞"), *((mark, "'") for mark in "‘’‚‛"))

NEVER_FIRST = frozenset(f"、，。；：！？,.;:!?％%‰℃·…—～{CLOSINGS}}}｝’")
"""What no line begins with."""
NEVER_LAST = frozenset(f"{OPENINGS}{{｛‘")
"""What no line ends with."""

OPENING_BRACKET = f"[{re.escape(BRACKET_OPENINGS)}]"
CLOSING_BRACKET = f"[{re.escape(BRACKET_CLOSINGS)}]"
"""The brackets as character classes."""

FULL_STOPS = "。！？!?"
"""句末点号 (GB/T 15834—2011, 4.1 to 4.3): they end a sentence."""
SEMICOLONS, COLONS, COMMAS = "；;", "：:", "，,"
HALF_MARKS, FULL_MARKS = ",;:!?", "，；：！？"
"""Marks that are typed in either width, in one order."""
SENTENCE_ENDS = FULL_STOPS + SEMICOLONS + COLONS + "…"
"""What may stand at the end of a paragraph: the end of a sentence, of an item, of a lead-in."""
CLAUSE_MARKS = COMMAS + FULL_STOPS + SEMICOLONS
"""What parts the clauses of running text."""
CLOSERS = CLOSINGS + "’\"'"
"""What may stand behind the mark that ends a sentence and belongs to it still."""
ENDS = frozenset(SENTENCE_ENDS + CLOSERS)
"""What the last character of a whole paragraph is one of."""


_OPENING_MARKS = frozenset(OPENINGS)


def is_han(char: str) -> bool:
    """Return whether a character is Han, of whatever plane; False for an empty string."""
    return (
        "\u3400" <= char <= "\u9fff"
        or "\uf900" <= char <= "\ufaff"
        or "\U00020000" <= char <= "\U000323af"
    )


def is_latin(char: str) -> bool:
    """Return whether a character is a Latin letter; False for an empty string."""
    return char.isascii() and char.isalpha()


def is_open(text: str) -> bool:
    """Return whether a bracket or a quotation stands open at the end of a text."""
    if _OPENING_MARKS.isdisjoint(text):
        return False
    return any(
        max(map(text.rfind, kind.opening)) > max(map(text.rfind, kind.closing))
        for kind in PAIRS
    )


def with_plain_quotes(text: str) -> str:
    """Return a text with half-width quotation marks: they are typed as they come."""
    for mark, plain in _PLAIN:
        text = text.replace(mark, plain)
    return text
