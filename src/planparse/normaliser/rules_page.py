"""Rules on what stands on the page and is not the text's, such as page numbers."""

from collections.abc import Iterator
from itertools import chain, islice

from planparse.layout.page_numbers import line_pattern
from planparse.normaliser.rule import (
    RuleChange,
    View,
    runs_of,
    whole_lines,
)
from planparse.text.characters import BLANKS, LENTICULAR
from planparse.tree import nodes_of

_OUTER = 12
"""Lines at each end of a text, empty ones not counted, that may be a web site's. A choice."""
_LONGEST = 80
"""Characters of the longest line that may be a web site's. A choice."""
_BREAKING_OFF = "：:。；"
"""Marks that a web site's line does not end in: it introduces something, or is a sentence."""


def page_number(view: View) -> Iterator[RuleChange]:
    r"""A line that is nothing but a page number is left out.

    It has a form that page numbers have (— 5 —, 第5页, 第 1 页 共 6 页). A bare
    number on a line of its own may be a table's or an item's: it goes only where all
    of them together count pages, or where it stands between the two halves of a
    sentence, with the line break.

    Example:
        '强化责任落实。\n— 5 —\n加强督促检查。' → '强化责任落实。\n加强督促检查。'

    中文

    删去独占一行的页码。

    须具有页码的样式（— 5 —、第5页、第 1 页 共 6 页）。独占一行的数字也可能是表格内容
    或条目编号，只有全文的这些数字合起来是逐页编号，或者夹在一句话中间时，才（随断行）
    一并删去。
    """
    words = view.lexicon.words.page_numbers
    lines = line_pattern(words.forms, words.dashes)
    for found in lines.finditer(view.text):
        span = whole_lines(view.text, *found.span())
        yield RuleChange(*span, "", "a line with a page number's form")
    for node in nodes_of(view.parsed):
        if node.kind == "furniture" and view.text[node.start : node.end].isdecimal():
            span = whole_lines(view.text, node.start, node.end)
            yield RuleChange(*span, "", "a number that counts the pages")


def running_head(view: View) -> Iterator[RuleChange]:
    r"""A running head or foot, which pages repeat, is left out.

    It is known by its repetition and because it stands in the middle of sentences;
    with a page number beside the words by that as well. The first time a title
    stands in the text it stays, and so does a signature.

    Example:
        '文　第1页\n严管。\n文　第2页\n细查。\n文　第3页\n重罚。' → '严管。\n细查。\n重罚。'

    中文

    删去每页重复的页眉、页脚。

    依据是重复出现，并且夹在一句话中间；文字旁带页码的，也依据页码。标题第一次出现、
    落款，都保留。
    """
    words = view.lexicon.words.page_numbers
    number = line_pattern(words.forms, words.dashes)
    for node in nodes_of(view.parsed):
        if node.kind == "furniture":
            line = view.text[node.start : node.end]
            is_other = line.isdecimal() or line.startswith("<!--")
            if not is_other and not number.match(line):
                span = whole_lines(view.text, node.start, node.end)
                yield RuleChange(*span, "", "a line that pages repeat")


def comment(view: View) -> Iterator[RuleChange]:
    r"""Comments of Markdown and HTML are left out.

    They have their lines to themselves, one or several. A comment inside a line
    stays.

    Example:
        '抓落实。\n<!-- 以下待定 -->\n强督查。' → '抓落实。\n强督查。'

    中文

    删去 Markdown 和 HTML 的注释。

    须独占一行或数行；行内的注释保留。
    """
    for node in nodes_of(view.parsed):
        if node.kind == "furniture" and view.text.startswith("<!--", node.start):
            span = whole_lines(view.text, node.start, node.end)
            yield RuleChange(*span, "", "a comment")


def contents_page(view: View) -> Iterator[RuleChange]:
    r"""The lines of a contents page are left out.

    They are lines with a leader and a page number, and lines below 目录 whose first
    comes again as a heading.

    Example:
        '目录\n一、要求……1\n二、任务……2\n一、要求\n二、任务' → '一、要求\n二、任务'

    中文

    删去目录页各行。

    包括带引导点和页码的行，以及“目录”之后、首行在正文中再次出现的各行。
    """
    for node in nodes_of(view.parsed):
        if node.kind == "contents":
            span = whole_lines(view.text, node.start, node.end)
            yield RuleChange(*span, "", "a line of a contents page")


def boilerplate(view: View) -> Iterator[RuleChange]:
    r"""What a web site adds around a document is left out: its paths, buttons and links.

    Only the first and the last dozen lines are looked at, and lines that are cut
    short stay. So does what describes the document (文号, 来源, 发布日期).

    Example:
        '当前位置：首页>>文件\n工作要点\n一、抓落实。\n【打印本页】' → '工作要点\n一、抓落实。'

    中文

    删去网站附加的内容：当前位置、打印本页、上一篇、下一篇等。

    只看开头和末尾各十二行，残缺的行不动。说明文件本身的内容（文号、来源、发布日期）保
    留。
    """
    words = view.lexicon.words.web_pages.navigation
    for start, end in _outer_lines(view.text):
        line = view.text[start:end].strip(BLANKS)
        if _is_whole(line) and len(line) <= _LONGEST and line.startswith(words):
            span = whole_lines(view.text, start, end)
            yield RuleChange(*span, "", "a web site's, not the document's")


def _is_whole(line: str) -> bool:
    """Return whether a line is not cut short."""
    return (
        line.count(LENTICULAR.opening) == line.count(LENTICULAR.closing)
        and line[-1] not in _BREAKING_OFF
    )


def _outer_lines(text: str) -> Iterator[tuple[int, int]]:
    """Yield the first and the last lines of a text that are not empty, each once."""
    first = list(islice(_lines(text, 0), _OUTER))
    begin = first[-1][1] if first else len(text)
    last = islice(_lines_from_the_end(text, begin), _OUTER)
    yield from chain(first, last)


def _lines(text: str, start: int) -> Iterator[tuple[int, int]]:
    """Yield the lines from an offset on that are not empty."""
    while start < len(text):
        end = text.find("\n", start)
        end = len(text) if end < 0 else end
        if text[start:end].strip(BLANKS):
            yield start, end
        start = end + 1


def _lines_from_the_end(text: str, begin: int) -> Iterator[tuple[int, int]]:
    """Yield the lines from the last one back to an offset that are not empty."""
    end = len(text)
    while end > begin:
        start = max(text.rfind("\n", begin, end) + 1, begin)
        if text[start:end].strip(BLANKS):
            yield start, end
        end = start - 1


def stray_mark(view: View) -> Iterator[RuleChange]:
    r"""Marks of a word processor at line ends are left out.

    Example:
        '强化责任落实。←\n加强督促检查。←\n' → '强化责任落实。\n加强督促检查。\n'

    中文

    删去行末残留的段落标记。
    """
    text = view.text
    for found in runs_of(view.lexicon.words.normaliser.stray, text):
        end = found.end()
        if end == len(text) or text[end] == "\n":
            yield RuleChange(*found.span(), "", "the picture of a paragraph mark")
