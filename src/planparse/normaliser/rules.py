r"""The named edits of the normaliser: one function a rule, its docstring the page that `explain` prints.

A rule looks at a parsed text and yields the changes it wants; it never looks at what other rules want. Under
`Example`, and `示例` in Chinese, stand texts before and after, as Python writes strings; the tests run them.
What joins lines, glyphs and letter-spacing do to the tree they do here: the parse says where.
"""

import re
from collections.abc import Callable, Iterator, Mapping
from typing import NamedTuple

from planparse.grammar.lexicon import Lexicon
from planparse.layout import page_numbers
from planparse.layout.break_marks import open_bracket
from planparse.text.characters import BLANK, BLANKS, CLOSERS, HAN, SPACE, is_han
from planparse.text.dictionary import DICTIONARY, is_all_words
from planparse.tree import Edit, Node, Parsed, walk


class Change(NamedTuple):
    """`text[start:end]` is to become `after`; how sure that is, from 0 to 1, and why."""

    start: int
    end: int
    after: str
    confidence: float
    reason: str


class View(NamedTuple):
    """What a rule looks at. The text's lines all end in a line feed; `punctuation` is keep, full or half."""

    text: str
    parsed: Parsed
    lexicon: Lexicon
    punctuation: str = "keep"
    canonical: bool = False


Rule = Callable[[View], Iterator[Change]]


# ── what nobody sees ─────────────────────────────────────────────────────────────────────────────────────


def zero_width(view: View) -> Iterator[Change]:
    r"""Characters without any width are left out.

    Zero-width spaces, soft hyphens, byte-order marks in mid-text and direction marks come from web pages and
    word processors. They part words that search should find. The joiners U+200C and U+200D stay: emoji are
    spelt with them.

    Example:
        '督\u200b查考核。' → '督查考核。'

    中文

    删去没有宽度的字符。

    零宽空格、软连字符、文中的字节顺序标记和方向标记来自网页和文字处理软件，会把词隔断，使其检索不到。U+200C、
    U+200D 用于拼写表情符号，予以保留。
    """
    chars = view.lexicon.words.normaliser.zero_width
    for found in (
        _class(chars).finditer(view.text)
        if any(char in view.text for char in chars)
        else ()
    ):
        yield Change(*found.span(), "", 1.0, "characters without width")


def trailing_blanks(view: View) -> Iterator[Change]:
    r"""Blanks at the end of a line are left out.

    Example:
        '抓落实。　 \n强督查。' → '抓落实。\n强督查。'

    中文

    删去行末空白。
    """
    at = 0
    for line in view.text.split("\n"):
        if line and line[-1] in BLANKS:
            kept = len(line.rstrip(BLANKS))
            yield Change(
                at + kept,
                at + len(line),
                "",
                1.0,
                "blanks at a line's end" if kept else "a line of blanks",
            )
        at += len(line) + 1


def indent(view: View) -> Iterator[Change]:
    r"""An indent of any kind becomes two ideographic spaces, a narrower one nothing.

    GB/T 9704 sets the first line of a paragraph in by two characters. What is four columns wide or more counts as
    that, whatever it is made of; an indent is kept as one, since it tells where a paragraph begins.

    Example:
        '\t抓落实。\n    强督查。\n 抓整改。' → '　　抓落实。\n　　强督查。\n抓整改。'

    中文

    各种缩进统一为两个全角空格，不足的删去。

    GB/T 9704 规定每自然段左空二字。宽度达四个半角字符的，不论由什么空白组成，都作缩进保留：缩进是分段的依据。
    """
    at = 0
    for line in view.text.split("\n"):
        if line and line[0] in BLANKS and (rest := line.lstrip(BLANKS)):
            own = line[: -len(rest)]
            after = (
                "\u3000\u3000"
                if sum(_COLUMNS.get(char, 2) for char in own) >= 4
                else ""
            )
            if own != after:
                reason = "an indent as GB/T 9704 has it" if after else "no whole indent"
                yield Change(at, at + len(own), after, 1.0, reason)
        at += len(line) + 1


def odd_blanks(view: View) -> Iterator[Change]:
    r"""Odd blanks inside a line become plain spaces, one for one.

    No-break spaces, tabs and spaces of typography look like a space, and no search takes them for one. How many
    there are stays as it is; ideographic spaces stay too.

    Example:
        '三、强化保障\u00a0\u2003健全机制。' → '三、强化保障  健全机制。'

    中文

    行内特殊空白改为普通空格，一换一。

    不间断空格、制表符和排版用空格看似空格，检索却不认。个数不变，全角空格不动。
    """
    text = view.text
    for found in (
        _ODD.finditer(text) if any(char in text for char in _ODD_CHARS) else ()
    ):
        start, end = found.span()
        if start and text[start - 1] != "\n" and end < len(text) and text[end] != "\n":
            yield Change(
                start, end, " " * (end - start), 1.0, "plain spaces for odd ones"
            )


def blank_lines(view: View) -> Iterator[Change]:
    r"""Several empty lines become one.

    Example:
        '抓落实。\n\n\n\n强督查。' → '抓落实。\n\n强督查。'

    中文

    连续空行并为一行。
    """
    for found in re.finditer(rf"\n{BLANK}*+\n(?:{BLANK}*+\n)++", view.text):
        yield Change(*found.span(), "\n\n", 1.0, "one empty line for several")


# ── what is not the text's ───────────────────────────────────────────────────────────────────────────────


def page_number(view: View) -> Iterator[Change]:
    r"""A line that is nothing but a page number is left out.

    It has a form that page numbers have (— 5 —, 第5页, 第 1 页 共 6 页). A bare number on a line of its own may be
    a table's or an item's: it goes only where all of them together count pages, or where it stands between the two
    halves of a sentence, with the line break.

    Example:
        '强化责任落实。\n— 5 —\n加强督促检查。' → '强化责任落实。\n加强督促检查。'

    中文

    删去独占一行的页码。

    须具有页码的样式（— 5 —、第5页、第 1 页 共 6 页）。独占一行的数字也可能是表格内容或条目编号，只有全文的这些数字
    合起来是逐页编号，或者夹在一句话中间时，才（随断行）一并删去。
    """
    for found in page_numbers.line_pattern(*view.lexicon.words.page_numbers).finditer(
        view.text
    ):
        yield Change(
            *_line(view.text, *found.span()),
            "",
            0.99,
            "a line with a page number's form",
        )
    for node in _nodes(view.parsed):
        if node.kind == "furniture" and view.text[node.start : node.end].isdecimal():
            yield Change(
                *_line(view.text, node.start, node.end),
                "",
                0.97,
                "a number that counts the pages",
            )


def comment(view: View) -> Iterator[Change]:
    r"""Comments of Markdown and HTML are left out.

    They have their lines to themselves, one or several. A comment inside a line stays.

    Example:
        '抓落实。\n<!-- 以下待定 -->\n强督查。' → '抓落实。\n强督查。'

    中文

    删去 Markdown 和 HTML 的注释。

    须独占一行或数行；行内的注释保留。
    """
    for node in _nodes(view.parsed):
        if node.kind == "furniture" and view.text.startswith("<!--", node.start):
            yield Change(*_line(view.text, node.start, node.end), "", 1.0, "a comment")


def contents_page(view: View) -> Iterator[Change]:
    r"""The lines of a contents page are left out.

    They are lines with a leader and a page number, and lines below 目录 whose first comes again as a heading.

    Example:
        '目录\n一、总体要求……1\n二、重点任务……2\n一、总体要求\n二、重点任务' → '一、总体要求\n二、重点任务'

    中文

    删去目录页各行。

    包括带引导点和页码的行，以及“目录”之后、首行在正文中再次出现的各行。
    """
    for node in _nodes(view.parsed):
        if node.kind == "contents":
            yield Change(
                *_line(view.text, node.start, node.end),
                "",
                0.98,
                "a line of a contents page",
            )


def boilerplate(view: View) -> Iterator[Change]:
    r"""What a web site adds around a document is left out: where one is, print this page, previous and next.

    Only the first and the last dozen lines are looked at, and lines that are cut short stay. So does what
    describes the document (文号, 来源, 发布日期).

    Example:
        '当前位置：首页>>文件\n全年工作要点\n一、抓落实。\n【打印本页】【关闭窗口】' → '全年工作要点\n一、抓落实。'

    中文

    删去网站附加的内容：当前位置、打印本页、上一篇、下一篇等。

    只看开头和末尾各十二行，残缺的行不动。说明文件本身的内容（文号、来源、发布日期）保留。
    """
    text, words = view.text, view.lexicon.words.web_pages.navigation
    for start, end in _outer_lines(text):
        line = text[start:end].strip(BLANKS)
        whole = line.count("【") == line.count("】") and line[-1] not in "：:。；"
        if whole and len(line) <= 80 and line.startswith(words):
            yield Change(
                *_line(text, start, end), "", 0.97, "a web site's, not the document's"
            )


def stray_mark(view: View) -> Iterator[Change]:
    r"""Marks of a word processor at line ends are left out.

    Example:
        '强化责任落实。←\n加强督促检查。←\n' → '强化责任落实。\n加强督促检查。\n'

    中文

    删去行末残留的段落标记。
    """
    text, stray = view.text, view.lexicon.words.normaliser.stray
    for found in (
        _class(stray).finditer(text) if any(mark in text for mark in stray) else ()
    ):
        at = found.end()
        if at == len(text) or text[at] == "\n":
            yield Change(*found.span(), "", 0.99, "the picture of a paragraph mark")


# ── damage ───────────────────────────────────────────────────────────────────────────────────────────────


def letter_spacing(view: View) -> Iterator[Change]:
    r"""A line set wide is closed up.

    A blank stands between any two characters of the line, and it is a title, or divides into words of the dictionary
    once the blanks are gone.

    Example:
        '工 作 要 点\n一、抓落实。' → '工作要点\n一、抓落实。'

    中文

    合拢字间加空的行。

    整行每两个字之间都有空白，且为标题，或去掉空白后全由词典中的词组成。
    """
    text = view.text
    titles = [edit for edit in view.parsed.edits if edit.rule == "letter-spacing"]
    for edit in titles:
        yield Change(edit.start, edit.end, "", 0.99, "a title set wide")
    taken = {edit.start for edit in titles}
    for found in _WIDE.finditer(text):
        blanks = list(_GAP.finditer(text, *found.span(1)))
        if blanks[0].start() not in taken and is_all_words(
            "".join(found[1].split()), DICTIONARY
        ):
            for blank in blanks:
                yield Change(
                    *blank.span(),
                    "",
                    0.97,
                    f"a line set wide: {''.join(found[1].split())}",
                )


def glyph(view: View) -> Iterator[Change]:
    r"""A character printed for another is put right, where the whole document proves it.

    A font's table was mixed up when the text was taken out of a file: 臵 stands for 置, a private character for the
    dot of a number. It is proven where the right character makes a word of the dictionary at every place of the
    document; else it is left and told (T305).

    Example:
        '一、妥善处臵。\n二、合理配臵。' → '一、妥善处置。\n二、合理配置。'
        '1\ue010抓落实。\n2\ue010强督查。' → '1.抓落实。\n2.强督查。'

    中文

    改正全文可证的错字形。

    从文件中提取文字时字体编码表错乱，如“置”成了“臵”，编号的点成了私用区字符。须在全文每一处都能与邻字组成词典
    中的词才改；否则保留并提示（T305）。
    """
    for edit in view.parsed.edits:
        if edit.rule == "glyph":
            proof = f"{edit.after} makes a word at every place of the document where {edit.before} stands"
            yield Change(edit.start, edit.end, edit.after, 0.99, proof)
    marks = view.lexicon.words.characters.private
    if not any(mark in view.text for mark in marks):
        return
    for node in _nodes(view.parsed):
        if node.kind == "section":
            for at in range(node.start, node.body):
                if (char := view.text[at]) in marks:
                    yield Change(
                        at,
                        at + 1,
                        marks[char],
                        0.99,
                        "the dot of a number that counts on",
                    )


def join(view: View) -> Iterator[Change]:
    r"""Lines that a sentence runs across become one.

    Evidence is a dictionary word across the break, an open bracket or quotation, a clause that goes on, a line that
    is as full as those around it; page numbers and empty lines inside the sentence go with the break. Beside a hole in
    the numbering nothing is joined, for there text is lost; a break in doubt is left and told (T304).

    Example:
        '加强值班值守，抓好应急救援队\n伍建设，提高处置能力。' → '加强值班值守，抓好应急救援队伍建设，提高处置能力。'

    中文

    合并被断开的句子。

    依据是：词典中的词跨过断行、括号或引号未闭合、分句未完、行长与上下各行一样满；夹在句中的页码和空行一并去掉。编号有
    缺口之处文字已失，一律不并；存疑的断行保留并提示（T304）。
    """
    for edit in view.parsed.edits:
        if edit.rule == "join":
            confidence, reason = _why_joined(view.text, edit)
            yield Change(edit.start, edit.end, edit.after, confidence, reason)


def _why_joined(text: str, edit: Edit) -> tuple[float, str]:
    """Return how sure a join is, from 0 to 1, and the evidence for it in words."""
    start, end = edit.start, edit.end
    last = text[max(text.rfind("\n", 0, start) + 1, start - 200) : start]
    following = text[end : end + 200].partition("\n")[0]
    match edit.evidence:
        case "word":
            found = f"a word across the break: {last[-2:]}|{following[:2]}"
        case "open bracket":
            mark = open_bracket(last, following) or last[-1]
            found = f"{mark} is open at the break"
        case "comma":
            found = f"a clause goes on after {last[-1]}"
        case "mark first":
            found = f"no line begins with {following[0]}"
        case _:
            found = "a full line, or words that end no sentence"
    sure = 0.97 if found.startswith("a full") else 0.99
    return sure, found + _between(text[start:end])


def _between(gap: str) -> str:
    """Return what a join leaves out besides the line break, in words."""
    if gap.strip():
        return f", over {gap.strip()}"
    return ", over an empty line" if gap.count("\n") > 1 else ""


def item_break(view: View) -> Iterator[Change]:
    r"""Items run together on one line are set on lines of their own.

    An item gets its own line where it goes on counting from one that begins a line and the sentence before it has
    ended. A series inside a paragraph (一是……；二是……) stays inside it, and so does a body behind its heading.

    Example:
        '（一）抓落实。（二）强督查。' → '（一）抓落实。\n（二）强督查。'

    中文

    挤在一行的条目各自成行。

    接着行首条目往下编号、且前一句已经结束的条目另起一行。段内列举（一是……；二是……）和标题后的正文不动。
    """
    text, families = view.text, view.lexicon.families
    for document in view.parsed.documents:
        indents: dict[
            int, tuple[int, str]
        ] = {}  # of each family: the last number that has a line, its indent
        for node in walk(document.root):
            if node.kind != "section" or node.family is None or node.ordinal is None:
                continue
            family = families[node.family]
            begin = node.start
            while begin and text[begin - 1] in BLANKS:
                begin -= 1
            if begin == 0 or text[begin - 1] == "\n":
                indents[node.family] = node.ordinal, text[begin : node.start]
                continue
            ordinal, lead = indents.get(node.family, (0, ""))
            if (
                ordinal
                and ordinal + 1 == node.ordinal
                and not family.spoken
                and not family.document
            ):
                ended = text[begin - 1] in "。！？；" or (
                    text[begin - 1] in CLOSERS and text[begin - 2] in "。！？；"
                )
                if ended:
                    indents[node.family] = node.ordinal, lead
                    yield Change(
                        begin,
                        node.start,
                        "\n" + lead,
                        0.98,
                        f"item {node.ordinal} of a series of lines",
                    )


# ── widths and forms ─────────────────────────────────────────────────────────────────────────────────────


def width(view: View) -> Iterator[Change]:
    r"""Full-width digits and Latin letters become half-width ones.

    ①, ㈠ and their like are characters of their own and stay.

    Example:
        '２０２５年ＧＤＰ增长５％，①②③照旧。' → '2025年GDP增长5％，①②③照旧。'

    中文

    全角数字和拉丁字母改为半角。

    ①、㈠ 等是独立的字符，不作折合。
    """
    for found in _FULL.finditer(view.text):
        yield Change(
            *found.span(),
            found[0].translate(_HALF),
            1.0,
            "half-width digits and letters",
        )


def punctuation(view: View) -> Iterator[Change]:
    r"""Marks beside Chinese characters become full-width, or half-width, as --punctuation says.

    By default they stay. To full width go , ; : ! ? beside a Chinese character, unless digits stand on both sides,
    and brackets with a Chinese character inside. To half width go all of their full-width forms.

    中文

    按 --punctuation 的要求统一标点宽度。

    默认不动。改全角时，汉字旁的 , ; : ! ?（两侧都是数字的除外）以及内有汉字的括号改为全角；改半角时，上述标点的全角
    形式都改为半角。
    """
    table = view.lexicon.words.normaliser.punctuation
    if view.punctuation == "half":
        back = {ord(full): half for half, full in table.items()}
        for found in _class("".join(table.values())).finditer(view.text):
            yield Change(
                *found.span(),
                found[0].translate(back),
                1.0,
                "half-width marks were asked for",
            )
    elif view.punctuation == "full":
        yield from _to_full(view.text, table)


def _to_full(text: str, table: Mapping[str, str]) -> Iterator[Change]:
    asked = "full-width marks were asked for"
    for found in re.finditer("[,;:!?]", text):
        at = found.start()
        before, after = text[at - 1 : at], text[at + 1 : at + 2]
        if is_han(before) or (is_han(after) and not before.isascii()):
            yield Change(at, at + 1, table[found[0]], 0.99, asked)
    for found in re.finditer(r"\(([^()\n]{1,200})\)", text):
        if any(map(is_han, found[1])):
            yield Change(found.start(), found.start() + 1, table["("], 0.99, asked)
            yield Change(found.end() - 1, found.end(), table[")"], 0.99, asked)


def canonical(view: View) -> Iterator[Change]:
    r"""Labels get the form of GB/T 9704, with --canonical: 一、 （一） 1. （1）.

    Only the marks around a number change, and never the number. ①, ㈠ and ⑴ stay. 1、 becomes 1. only where
    the text has no 1. besides (the two may be different levels) and no digit follows.

    中文

    按 --canonical 把编号改为 GB/T 9704 的样式：一、（一）1.（1）。

    只改数字前后的符号，数字绝不改动。①、㈠、⑴ 保留。全文另有“1.”时“1、”不改，两者可能是
    不同层次；后面紧跟数字的也不改。
    """
    if not view.canonical:
        return
    forms = view.lexicon.words.normaliser.canonical
    families = view.lexicon.families
    nodes = [
        node
        for node in _nodes(view.parsed)
        if node.kind == "section" and node.family is not None
    ]
    used = {families[node.family].name for node in nodes if node.family is not None}
    for node in nodes:
        family = families[node.family or 0]
        kin = families[family.kin].name
        if family.name not in forms or (kin != family.name and kin in used):
            continue
        label = view.text[node.start : node.body]
        number = _NUMBER.search(label)
        if number is not None:
            form = forms[family.name].replace("{n}", number[0].translate(_HALF))
            end = node.start + len(label.rstrip())
            if form != label.rstrip() and not (
                form[-1] == "." and view.text[end : end + 1].isdecimal()
            ):
                yield Change(node.start, end, form, 0.99, "the form of GB/T 9704")


RULES: Mapping[str, Rule] = {
    rule.__name__.replace("_", "-"): rule
    for rule in (
        zero_width, trailing_blanks, indent, odd_blanks, blank_lines,
        page_number, comment, contents_page, boilerplate, stray_mark,
        letter_spacing, glyph, join, item_break,
        width, punctuation, canonical,
    )
}  # fmt: skip
"""Every rule by its name, in the order of their pages."""


def page(name: str, lang: str) -> str:
    """The page of a rule in `en` or `zh`. Raises LookupError for one that there is not."""
    if name not in RULES:
        raise LookupError(
            f"no rule is called {name!r}: the rules are {', '.join(RULES)}"
        )
    lines = [
        line.removeprefix("    ").rstrip()
        for line in (RULES[name].__doc__ or "").splitlines()
    ]
    at = lines.index("中文")
    examples = [
        line for line in lines[:at] if " → " in line and line.startswith("    ")
    ]
    shown = ["示例：", "", *examples] if examples else []
    own = [*lines[at + 1 :], *shown] if lang == "zh" else lines[:at]
    return f"# {name}\n\n" + "\n".join(own).strip("\n")


def summary(name: str, lang: str) -> str:
    """The first line of a rule's page."""
    return page(name, lang).split("\n", 3)[2]


# ── looking at the text ──────────────────────────────────────────────────────────────────────────────────

_ODD_CHARS = BLANKS.replace(" ", "").replace("\u3000", "")
_ODD = re.compile(f"[{_ODD_CHARS}]+")
_COLUMNS = {
    " ": 1,
    "\t": 4,
    "\u00a0": 1,
    "\x0b": 0,
    "\x0c": 0,
    "\u2009": 1,
    "\u200a": 0,
}
_GAP = re.compile(f"{SPACE}+")
_WIDE = re.compile(
    rf"^{BLANK}*+((?:[{HAN}]{SPACE}++){{2,40}}[{HAN}])(?=\n|\Z)",
    re.M,
)
_FULL = re.compile("[０-９Ａ-Ｚａ-ｚ]+")
_HALF = {code: code - 0xFEE0 for code in range(0xFF10, 0xFF5B) if chr(code).isalnum()}
_NUMBER = re.compile("[0-9０-９]+|[〇○零一二三四五六七八九十百廿卅]+")
_OUTER = 12


def _class(chars: str) -> re.Pattern[str]:
    return re.compile(f"[{re.escape(chars)}]+")


def _nodes(parsed: Parsed) -> Iterator[Node]:
    yield from parsed.strays
    for document in parsed.documents:
        yield from walk(document.root)


def _line(text: str, start: int, end: int) -> tuple[int, int]:
    """The lines that a span lies on, with the line end behind them, or the one before where the text ends."""
    start = text.rfind("\n", 0, start) + 1
    stop = text.find("\n", end)
    if stop >= 0:
        return start, stop + 1
    return max(start - 1, 0), len(text)


def _outer_lines(text: str) -> Iterator[tuple[int, int]]:
    """The first and the last lines of a text that are not empty, each once."""
    seen, at = 0, 0
    while at < len(text) and seen < _OUTER:
        end = text.find("\n", at)
        end = len(text) if end < 0 else end
        if text[at:end].strip(BLANKS):
            seen += 1
            yield at, end
        at = end + 1
    first, seen, end = at, 0, len(text)
    while end > first and seen < _OUTER:
        at = max(text.rfind("\n", first, end) + 1, first)
        if text[at:end].strip(BLANKS):
            seen += 1
            yield at, end
        end = at - 1
