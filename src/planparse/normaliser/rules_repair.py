"""Rules on damage: garbled text, wide lines, wrong characters, broken lines, runs of items.

What joins lines, glyphs and letter-spacing do to the tree they do here: the parse says where.
"""

import re
from collections.abc import Iterator, Mapping

from planparse.grammar.shipped import common_characters
from planparse.layout.break_marks import open_bracket
from planparse.normaliser.rule import RuleChange, View
from planparse.text.characters import BLANK, BLANKS, CLOSERS, HAN, SPACE
from planparse.text.dictionary import DICTIONARY, is_all_words
from planparse.text.garbled import garbled
from planparse.tree import BreakEvidence, Document, Edit, nodes_of, walk

_SPACES = re.compile(f"{SPACE}+")
_WIDE_LINE = re.compile(
    rf"^{BLANK}*+((?:[{HAN}]{SPACE}++){{2,40}}[{HAN}])(?=\n|\Z)",
    re.MULTILINE,
)
_ITEM_ENDS = "。！？；"
_SEEN = 200
"""Characters beside a break in which an open bracket is looked for. A choice."""
_OTHER_EVIDENCE: Mapping[BreakEvidence, str] = {
    "index": "a number set low or high",
    "unfinished": "words that need those on the other side",
    "label alone": "a label without its text",
    "full line": "a full line",
    "nearly full line": "a line that is nearly full",
    "scrap": "the next line is too short for a sentence",
    "sentence just begun": "the sentence has just begun",
    "title": "the lines of one title",
}
"""What shows that a sentence runs across a break, in words, where it names no character."""


def garbled_text(view: View) -> Iterator[RuleChange]:
    r"""Text that was read in the wrong encoding, or escaped, is put right.

    Each of its characters stands for bytes of the original, which are sound in another
    encoding and Chinese there; or they are entities (&#38738;) or escapes.

    Example:
        '&#19968;&#30446;&#26631;&#20219;&#21153;&#21644;&#25514;&#26045;' → '一目标任务和措施'

    中文

    还原以错误编码读入、或被转义的文本。

    每个字符都对应原文的字节，按另一种编码读通且为中文；或为字符实体（&#38738;）、转义序列。
    """
    found = garbled(view.text, common_characters())
    if found is None:
        return
    before, after = view.text.split("\n"), found.text.split("\n")
    if len(before) != len(after):
        yield RuleChange(0, len(view.text), found.text, found.way)
        return
    at = 0
    for line, undone in zip(before, after, strict=True):
        if line != undone:
            yield RuleChange(at, at + len(line), undone, found.way)
        at += len(line) + 1


def letter_spacing(view: View) -> Iterator[RuleChange]:
    r"""A line set wide is closed up.

    A blank stands between any two characters of the line, and it is a title, or
    divides into words of the dictionary once the blanks are gone.

    Example:
        '工 作 要 点\n一、抓落实。' → '工作要点\n一、抓落实。'

    中文

    合拢字间加空的行。

    整行每两个字之间都有空白，且为标题，或去掉空白后全由词典中的词组成。
    """
    titles = [edit for edit in view.parsed.edits if edit.rule == "letter-spacing"]
    for edit in titles:
        yield RuleChange(edit.start, edit.end, "", "a title set wide")
    taken = {edit.start for edit in titles}
    for line in _WIDE_LINE.finditer(view.text):
        spaces = list(_SPACES.finditer(view.text, *line.span(1)))
        closed_up = "".join(line[1].split())
        if spaces[0].start() not in taken and is_all_words(closed_up, DICTIONARY):
            for space in spaces:
                yield RuleChange(*space.span(), "", f"a line set wide: {closed_up}")


def glyph(view: View) -> Iterator[RuleChange]:
    r"""A character printed for another is put right, where the whole document proves it.

    A font's table was mixed up when the text was taken out of a file: 臵 stands for
    置, a private character for the dot of a number. It is proven where the right
    character makes a word of the dictionary at every place of the document; else it
    is left and told (T305).

    Example:
        '一、妥善处臵。\n二、合理配臵。' → '一、妥善处置。\n二、合理配置。'
        '1\ue010抓落实。\n2\ue010强督查。' → '1.抓落实。\n2.强督查。'

    中文

    改正全文可证的错字形。

    从文件中提取文字时字体编码表错乱，如“置”成了“臵”，编号的点成了私用区字符。须在全文
    每一处都能与邻字组成词典中的词才改；否则保留并提示（T305）。
    """
    for edit in view.parsed.edits:
        if edit.rule == "glyph":
            proof = (
                f"{edit.after} makes a word at every place of the document "
                f"where {edit.before} stands"
            )
            yield RuleChange(edit.start, edit.end, edit.after, proof)
    yield from _marks_of_numbers(view)


def _marks_of_numbers(view: View) -> Iterator[RuleChange]:
    """Put right the marks of labels that stand for a number's dot."""
    marks = view.lexicon.words.characters.private
    if not any(mark in view.text for mark in marks):
        return
    for node in nodes_of(view.parsed):
        if node.kind == "section":
            for at in range(node.start, node.body):
                if dot := marks.get(view.text[at]):
                    reason = "the dot of a number that counts on"
                    yield RuleChange(at, at + 1, dot, reason)


def join(view: View) -> Iterator[RuleChange]:
    r"""Lines that a sentence runs across become one.

    Evidence is a dictionary word across the break, an open bracket or quotation, a
    clause that goes on, a line that is as full as those around it; page numbers and
    empty lines inside the sentence go with the break. Beside a hole in the numbering
    nothing is joined, for there text is lost; a break in doubt is left and told
    (T304).

    Example:
        '抓好应急救援队\n伍建设，提高能力。' → '抓好应急救援队伍建设，提高能力。'

    中文

    合并被断开的句子。

    依据是：词典中的词跨过断行、括号或引号未闭合、分句未完、行长与上下各行一样满；夹在
    句中的页码和空行一并去掉。编号有缺口之处文字已失，一律不并；存疑的断行保留并提示
    （T304）。
    """
    for edit in view.parsed.edits:
        if edit.rule == "join":
            reason = _evidence(view.text, edit) + _left_out(edit.before)
            yield RuleChange(edit.start, edit.end, edit.after, reason)


def _evidence(text: str, edit: Edit) -> str:
    """Return what shows that a join is right."""
    line_start = text.rfind("\n", 0, edit.start) + 1
    before = text[max(line_start, edit.start - _SEEN) : edit.start]
    after = text[edit.end : edit.end + _SEEN].partition("\n")[0]
    match edit.evidence:
        case "open bracket":
            return f"{open_bracket(before, after) or before[-1]} is open at the break"
        case "bracket last":
            return f"{before[-1]} is open at the break"
        case "comma":
            return f"a clause goes on after {before[-1]}"
        case "mark first":
            return f"no line begins with {after[0]}"
        case "word":
            return f"a word across the break: {before[-2:]}|{after[:2]}"
        case "likely word":
            return f"a likely word across the break: {before[-2:]}|{after[:2]}"
        case "corrected":
            return "a correction says so"
        case None:
            return "a sentence runs across the break"
    return _OTHER_EVIDENCE.get(edit.evidence, edit.evidence)


def _left_out(joint: str) -> str:
    """Return what a join leaves out besides the line break, in words."""
    if joint.strip():
        return f", over {joint.strip()}"
    return ", over an empty line" if joint.count("\n") > 1 else ""


def item_break(view: View) -> Iterator[RuleChange]:
    r"""Items run together on one line are set on lines of their own.

    An item gets its own line where it goes on counting from one that begins a line
    and the sentence before it has ended, or where its series proves that line ends were
    lost (N207). A series inside a paragraph (一是……；二是……) stays inside it, and so
    does a body behind its heading.

    Example:
        '（一）抓落实。（二）强督查。' → '（一）抓落实。\n（二）强督查。'
        '一、统筹协调1.建立台账。\n2.压实责任。\n' → '一、统筹协调\n1.建立台账。\n2.压实责任。\n'

    中文

    挤在一行的条目各自成行。

    接着行首条目往下编号、且前一句已经结束的条目，以及由前后编号证明换行已经丢失的条目
    （N207），另起一行。段内列举（一是……；二是……）和标题后的正文不动。
    """
    for document in view.parsed.documents:
        yield from _item_breaks(view, document)


def _item_breaks(view: View, document: Document) -> Iterator[RuleChange]:
    """Yield line breaks before items that stand behind others, in a series of lines.

    Where 一、 and 二、 have lines of their own, a 三、 behind a sentence is given one
    with the indent of the last. Inline ordinals (一是) stay in their paragraph.
    """
    text, families = view.text, view.lexicon.families
    proven = [
        (found.start, found.end)
        for found in view.parsed.findings
        if found.code == "N207"
    ]
    last: dict[int, tuple[int, str]] = {}
    """Of each family, the last number that has a line, and the indent of that line."""
    for node in walk(document.root):
        if node.kind != "section" or node.family is None or node.ordinal is None:
            continue
        start = _before_blanks(text, node.start)
        if start == 0 or text[start - 1] == "\n":
            last[node.family] = node.ordinal, text[start : node.start]
            continue
        ordinal, indent = last.get(node.family, (0, ""))
        family = families[node.family]
        counts_on = ordinal and ordinal + 1 == node.ordinal
        is_proven = any(first <= node.start < end for first, end in proven)
        if family.spoken or family.document or not (counts_on or is_proven):
            continue
        if is_proven or _sentence_ends(text, start):
            last[node.family] = node.ordinal, indent
            reason = f"item {node.ordinal} of a series of lines"
            yield RuleChange(start, node.start, "\n" + indent, reason)


def _before_blanks(text: str, at: int) -> int:
    """Return where the blanks before a place begin."""
    while at and text[at - 1] in BLANKS:
        at -= 1
    return at


def _sentence_ends(text: str, at: int) -> bool:
    """Return whether a sentence has ended before a place, closing brackets set aside."""
    if text[at - 1] in _ITEM_ENDS:
        return True
    return text[at - 1] in CLOSERS and text[at - 2] in _ITEM_ENDS
