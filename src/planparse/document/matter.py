"""Label the parts of a document that are not its body: front matter and back matter.

GB/T 9704—2012 has before the body the 版头 (7.2) with its 发文字号 (7.2.5), and of the 主体
(7.3) the 标题 (7.3.1) and the 主送机关 (7.3.2); the 成文日期 may stand below the title.
Behind the body it has the 发文机关署名 and 成文日期 (7.3.5), the 附注 (7.3.6) and the 附件
(7.3.7), and last the 版记 (7.4). The plan that a notice issues begins behind the notice's
own close.
"""

from collections.abc import Iterable, Sequence

from planparse.document.lines.line_kinds import LineClassifier
from planparse.document.recognisers import label_lines, signs_above_date
from planparse.document.web_pages import footer_start, length_above_title
from planparse.layout.paragraphs import Block
from planparse.tree import HOLDERS


def label(blocks: Iterable[Block], classifier: LineClassifier) -> list[Block]:
    """Return the blocks of a document, each part outside its sections by its kind.

    Parts are looked for before the first section, behind the last, and where numbering
    begins anew. What a web page has below the document is in none of its sections.
    """
    blocks = list(blocks)
    labelled: list[Block] = []
    done = start = 0
    label_between = label_front
    for place, block in enumerate(blocks):
        if block.kind not in HOLDERS:
            continue
        if start < place and (label_between is label_front or _begins_anew(block)):
            labelled += blocks[done:start]
            labelled += label_between(blocks[start:place], classifier)
            done = place
        start, label_between = place + 1, label_back
    between = blocks[start:]
    footer = footer_start(between, classifier)
    return [
        *labelled,
        *blocks[done:start],
        *label_between(between[:footer], classifier),
        *(block._replace(depth=0) for block in between[footer:]),
    ]


def _begins_anew(section: Block) -> bool:
    """Return whether the numbering of a document begins again at a section."""
    return section.decision is not None and section.decision.fresh


def label_front(blocks: Sequence[Block], classifier: LineClassifier) -> list[Block]:
    """Return the blocks before the first section, each part by its kind."""
    if not blocks:
        return []
    lines = _split_numbers(_split_first(blocks, classifier), classifier)
    title = length_above_title(lines, classifier)
    return lines[:title] + label_lines(lines[title:], classifier, is_back=False)


def _split_first(
    blocks: Sequence[Block], classifier: LineClassifier
) -> Sequence[Block]:
    """Return the blocks, the first split where a title stands on one line with more."""
    first = blocks[0]
    if first.kind != "paragraph" or classifier.is_plain(first):
        return blocks
    split = classifier.titles.split_title(first.start, first.end)
    if split is None:
        return blocks
    within = tuple(each for each in first.soft_breaks if each.end <= split.end)
    behind = tuple(each for each in first.soft_breaks if each.start > split.end)
    title = first._replace(
        kind="title", depth=0, end=split.end, soft_breaks=within, head=0
    )
    at = split.following
    rest = first._replace(line=at, start=at, body=at, soft_breaks=behind, head=0)
    return [title, rest, *blocks[1:]]


def _split_numbers(blocks: Iterable[Block], classifier: LineClassifier) -> list[Block]:
    """Return blocks, those split that have a title and a document number on one line."""
    lines: list[Block] = []
    for block in blocks:
        split = None
        is_whole = block.soft_breaks or classifier.is_plain(block)
        if block.kind == "paragraph" and not is_whole:
            split = classifier.titles.split_number(block.start, block.end)
        if split is None:
            lines.append(block)
            continue
        at = split.following
        lines.append(block._replace(end=split.end))
        lines.append(block._replace(line=at, start=at, body=at, head=0))
    return lines


def label_back(blocks: Sequence[Block], classifier: LineClassifier) -> list[Block]:
    """Return the blocks behind a section, from the close on each part by its kind.

    What stands before the close belongs to the section.
    """
    for place in range(len(blocks)):
        if _begins_close(blocks, place, classifier):
            close = [
                block._replace(depth=0)
                if block.depth and block.kind != "fragment"
                else block
                for block in blocks[place:]
            ]
            return [*blocks[:place], *label_lines(close, classifier, is_back=True)]
    return list(blocks)


def _begins_close(
    blocks: Sequence[Block], place: int, classifier: LineClassifier
) -> bool:
    """Return whether a line closes the body: an 附注, a date, an annex, a signature.

    The title of another document does so too.
    """
    block = blocks[place]
    if classifier.said_part(block) is not None:
        return True
    if classifier.letterhead.is_release(classifier.line(block)):
        return True
    return block.kind == "paragraph" and (
        classifier.kind(block) in ("date", "attachment")
        or classifier.is_title(block)
        or signs_above_date(blocks, place, classifier)
    )
