"""Which lines together make up a title, and which single line is one by its place.

A long title is set on several lines, broken by sense (GB/T 9704—2012, 7.3.1).
"""

from collections.abc import Sequence
from itertools import pairwise

from planparse.document.lines.letterhead import LONGEST
from planparse.document.lines.line_kinds import LineClassifier
from planparse.document.web_pages import in_breadcrumbs, repeats_neighbour
from planparse.layout.paragraphs import Block, SoftBreak
from planparse.text.characters import BLANKS, ROUND, TITLE
from planparse.text.positions import line_ends
from planparse.text.titles import without_version
from planparse.tree import NodeKind

_MOST_LINES = 4
"""No title is set on more lines. Doubled, it changes none of 546 real documents;
halved, 3."""
_LONGEST_WITHOUT_GENRE = 50
"""A longer first line that ends in no 文种 is no title. Doubled, it changes none of 546
real documents; halved, 5."""
_LONGEST_NOTICE = 5000
"""So many characters before a plan, its notice has said that it issues it. A choice:
doubled or halved, it changes none of 546 real documents."""


def title_length(
    blocks: Sequence[Block], place: int, classifier: LineClassifier
) -> int:
    """Return how many lines, from `place` on, make up a title that ends in a 文种.

    0 if they make up none.
    """
    for lines in range(1, _MOST_LINES + 1):
        last = place + lines - 1
        if last == len(blocks):
            return 0
        if lines > 1 and blocks[last].end - blocks[last].start == 1:
            return lines if _ends_with(blocks, last, classifier) else 0
        if lines == 1 and _is_issuer(blocks[last], classifier):
            if not _states_matter_after(blocks, last, classifier):
                return 0
            continue
        if blocks[last].kind != "paragraph":
            return 0
        if not classifier.may_be_title(blocks[last]):
            return 0
        if classifier.titles.ends_in_genre(
            classifier.line(blocks[last])
        ) and not _goes_on_behind_genre(blocks, place, last, classifier):
            whole = lines == 1 or not _is_breadcrumb(blocks, place, classifier)
            return lines if whole else 0
        if not _goes_on(blocks, last, classifier):
            return 0
    return 0


def shown_title_length(
    blocks: Sequence[Block], place: int, classifier: LineClassifier
) -> int:
    """Return how many lines, from `place` on, the file sets as one title.

    Who signs, a date and a version below it are parts of their own.
    """
    end = place
    while end < len(blocks) and _is_shown(blocks[end], classifier):
        end += 1
    while end > place and (
        classifier.kind(blocks[end - 1]) != ""
        or classifier.titles.is_subtitle(classifier.line(blocks[end - 1]))
    ):
        end -= 1
    return end - place


def _is_shown(block: Block, classifier: LineClassifier) -> bool:
    """Return whether a line without a number is set as a title is."""
    return block.kind == "paragraph" and classifier.is_set_as_title(block)


def is_title_without_genre(blocks: Sequence[Block], classifier: LineClassifier) -> bool:
    """Return whether the first line, which is short, is a title without a 文种.

    It is none where it begins as sentences do, or where the next line goes on as one,
    in a text of broken lines.
    """
    first = blocks[0]
    line = classifier.line(first)
    if not classifier.may_be_title(first) or len(line) > _LONGEST_WITHOUT_GENRE:
        return False
    if line.endswith("文件") or in_breadcrumbs(blocks, 0, classifier):
        return False
    if len(blocks) == 1 or not blocks[1].soft_breaks:
        return True
    if line_ends(classifier.text, first.end, blocks[1].start) > 1:
        return True
    titles = classifier.titles
    return not titles.begins_sentence(line) and not titles.depends_on_line_before(
        blocks[1].start
    )


def is_announced(block: Block, classifier: LineClassifier) -> bool:
    """Return whether a line is the name of the plan that the notice above issues.

    It stands in 《》 there (现将《河道保洁方案》印发给你们) as here.
    """
    name, closing, version = classifier.line(block)[1:].partition(TITLE.closing)
    if not closing or without_version(version):
        return False
    notice = classifier.text[max(0, block.start - _LONGEST_NOTICE) : block.start]
    return any(
        notice.startswith((TITLE.closing, *ROUND.opening), at + len(announcement))
        for announcement in classifier.titles.announcements(name)
        if (at := notice.rfind(announcement)) >= 0
    )


def occasion_length(
    blocks: Sequence[Block], place: int, classifier: LineClassifier
) -> int:
    """Return how many lines from `place` on say when and where a report was given.

    One line that is too long for the page may go on in the next:
    2026年1月26日在东湖市⏎第三届人民代表大会第四次会议上 are two.
    """
    is_occasion = classifier.letterhead.is_occasion
    line = classifier.line(blocks[place])
    if is_occasion(line):
        return 1
    if len(line) > LONGEST or place + 1 == len(blocks):
        return 0
    following = classifier.line(blocks[place + 1])
    if blocks[place + 1].kind != "paragraph" or len(following) > LONGEST:
        return 0
    return 2 if is_occasion(line + following) else 0


def join_lines(lines: Sequence[Block], kind: NodeKind) -> Block:
    """Return lines of a title or a subtitle as one block."""
    breaks = [each for line in lines for each in line.soft_breaks]
    breaks += [
        SoftBreak(line.end, following.start, "title")
        for line, following in pairwise(lines)
    ]
    return lines[0]._replace(
        kind=kind, depth=0, end=lines[-1].end, soft_breaks=tuple(sorted(breaks))
    )


def _ends_with(blocks: Sequence[Block], last: int, classifier: LineClassifier) -> bool:
    """Return whether a lone character ends the word before it: 政府工作报⏎告."""
    line = classifier.line(blocks[last - 1]) + classifier.line(blocks[last])
    return classifier.titles.ends_in_genre(line)


def _is_issuer(block: Block, classifier: LineClassifier) -> bool:
    """Return whether a line may be the body that a title begins with."""
    return block.kind == "paragraph" and classifier.kind(block) == "signature"


def _states_matter_after(
    blocks: Sequence[Block], place: int, classifier: LineClassifier
) -> bool:
    """Return whether the next line says what it is about: 东湖市水务局⏎关于…的通知."""
    return place + 1 < len(blocks) and classifier.titles.states_matter(
        blocks[place + 1].start
    )


def _goes_on(blocks: Sequence[Block], last: int, classifier: LineClassifier) -> bool:
    """Return whether a title without its 文种 goes on in the next line."""
    if last + 1 == len(blocks):
        return False
    end, following = blocks[last].end, blocks[last + 1].start
    return (
        classifier.titles.is_unfinished(classifier.line(blocks[last]))
        or classifier.titles.depends_on_line_before(following)
        or is_single_break(classifier.text[end:following])
    )


def _goes_on_behind_genre(
    blocks: Sequence[Block], place: int, last: int, classifier: LineClassifier
) -> bool:
    """Return whether a title goes on behind a line that ends in a 文种.

    It does inside 《》, and where 关于 still wants its 的 and a 文种: 关于推行公示制度⏎的意见.
    Otherwise the next line is the rest only where it is a bare 文种 of plans, or shorter
    than this one and no repetition of it: 防汛应急预案⏎演练工作方案.
    """
    titles = classifier.titles
    so_far = "".join(classifier.line(block) for block in blocks[place : last + 1])
    if so_far.count("《") > so_far.count("》"):
        return _goes_on(blocks, last, classifier)
    if not titles.states_subject(so_far):
        return _continues(blocks, last + 1, classifier) and _ends_plan(
            so_far, classifier.line(blocks[last + 1]), classifier
        )
    if titles.ends_phrase(so_far):
        return False
    for at in range(last + 1, min(len(blocks), place + _MOST_LINES)):
        if not _continues(blocks, at, classifier):
            return False
        so_far += classifier.line(blocks[at])
        if titles.ends_phrase(so_far):
            return True
    return False


def _continues(blocks: Sequence[Block], at: int, classifier: LineClassifier) -> bool:
    """Return whether a line may be the rest of the title on the line above it."""
    if at == len(blocks) or blocks[at].kind != "paragraph":
        return False
    between = classifier.text[blocks[at - 1].end : blocks[at].start]
    return (
        is_single_break(between)
        and classifier.may_be_title(blocks[at])
        and not classifier.titles.states_subject(classifier.line(blocks[at]))
    )


def _ends_plan(line: str, following: str, classifier: LineClassifier) -> bool:
    """Return whether the title of a plan ends on a line that repeats none of this one."""
    return (
        len(following) < len(line)
        and following[:2] not in line
        and classifier.titles.ends_in_noun(following)
    )


def is_single_break(between: str) -> bool:
    """Return whether one line end, with blanks, is all that parts two lines."""
    return between.strip(BLANKS) in ("\n", "\r\n", "\r")


def _is_breadcrumb(
    blocks: Sequence[Block], place: int, classifier: LineClassifier
) -> bool:
    """Return whether a line is of a web page's path, or repeats its neighbour."""
    return repeats_neighbour(blocks, place, classifier) or in_breadcrumbs(
        blocks, place, classifier
    )
