"""Rules on what nobody sees: characters without width, blanks, empty lines."""

import re
from collections.abc import Iterator

from planparse.normaliser.rule import RuleChange, View, lines_of, runs_of
from planparse.text.characters import BLANK, BLANKS

_INDENT = "\u3000\u3000"
_INDENT_COLUMNS = 4
"""Columns from which blanks before a line are an indent: two Han characters.

GB/T 9704—2012, 7.3.3, sets the first line of a paragraph in by two.
"""
_COLUMNS = {
    " ": 1,
    "\t": 4,
    "\u00a0": 1,
    "\x0b": 0,
    "\x0c": 0,
    "\u2009": 1,
    "\u200a": 0,
}
"""Columns that blanks take; others are as wide as a Han character, two columns."""
_ODD = BLANKS.replace(" ", "").replace("\u3000", "")
_EMPTY_LINES = re.compile(rf"\n{BLANK}*+\n(?:{BLANK}*+\n)++")


def zero_width(view: View) -> Iterator[RuleChange]:
    r"""Characters without any width are left out.

    Zero-width spaces, soft hyphens, byte-order marks in mid-text and direction marks
    come from web pages and word processors. They part words that search should find.
    The joiners U+200C and U+200D stay: emoji are spelt with them.

    Example:
        '督\u200b查考核。' → '督查考核。'

    中文

    删去没有宽度的字符。

    零宽空格、软连字符、文中的字节顺序标记和方向标记来自网页和文字处理软件，会把词隔
    断，使其检索不到。U+200C、U+200D 用于拼写表情符号，予以保留。
    """
    for found in runs_of(view.lexicon.words.normaliser.zero_width, view.text):
        yield RuleChange(*found.span(), "", "characters without width")


def trailing_blanks(view: View) -> Iterator[RuleChange]:
    r"""Blanks at the end of a line are left out.

    Example:
        '抓落实。　 \n强督查。' → '抓落实。\n强督查。'

    中文

    删去行末空白。
    """
    for start, line in lines_of(view.text):
        if line and line[-1] in BLANKS:
            kept = len(line.rstrip(BLANKS))
            reason = "blanks at a line's end" if kept else "a line of blanks"
            yield RuleChange(start + kept, start + len(line), "", reason)


def indent(view: View) -> Iterator[RuleChange]:
    r"""An indent of any kind becomes two ideographic spaces, a narrower one nothing.

    GB/T 9704 sets the first line of a paragraph in by two characters. What is four
    columns wide or more counts as that, whatever it is made of; an indent is kept as
    one, since it tells where a paragraph begins.

    Example:
        '\t抓落实。\n    强督查。\n 抓整改。' → '　　抓落实。\n　　强督查。\n抓整改。'

    中文

    各种缩进统一为两个全角空格，不足的删去。

    GB/T 9704 规定每自然段左空二字。宽度达四个半角字符的，不论由什么空白组成，都作缩进
    保留：缩进是分段的依据。
    """
    for start, line in lines_of(view.text):
        if line and line[0] in BLANKS and (rest := line.lstrip(BLANKS)):
            own = line[: -len(rest)]
            columns = sum(_COLUMNS.get(char, 2) for char in own)
            after = _INDENT if columns >= _INDENT_COLUMNS else ""
            if own != after:
                reason = "an indent as GB/T 9704 has it" if after else "no whole indent"
                yield RuleChange(start, start + len(own), after, reason)


def odd_blanks(view: View) -> Iterator[RuleChange]:
    r"""Odd blanks inside a line become plain spaces, one for one.

    No-break spaces, tabs and spaces of typography look like a space, and no search
    takes them for one. How many there are stays as it is; ideographic spaces stay
    too.

    Example:
        '三、强化保障\u00a0\u2003健全机制。' → '三、强化保障  健全机制。'

    中文

    行内特殊空白改为普通空格，一换一。

    不间断空格、制表符和排版用空格看似空格，检索却不认。个数不变，全角空格不动。
    """
    text = view.text
    for found in runs_of(_ODD, text):
        start, end = found.span()
        if start and text[start - 1] != "\n" and end < len(text) and text[end] != "\n":
            yield RuleChange(
                start, end, " " * (end - start), "plain spaces for odd ones"
            )


def blank_lines(view: View) -> Iterator[RuleChange]:
    r"""Several empty lines become one.

    Example:
        '抓落实。\n\n\n\n强督查。' → '抓落实。\n\n强督查。'

    中文

    连续空行并为一行。
    """
    for found in _EMPTY_LINES.finditer(view.text):
        yield RuleChange(*found.span(), "\n\n", "one empty line for several")
