"""Label what stands before a document's first section.

GB/T 9704—2012 has there the 版头 (7.2) with its 发文字号 (7.2.5), and of the 主体 (7.3)
the 标题 (7.3.1) and the 主送机关 (7.3.2). The 成文日期 may stand below the title.
"""

from collections.abc import Sequence

from planparse.document.line_kinds import LineClassifier
from planparse.document.recognisers import label_lines
from planparse.layout.paragraphs import Block


def label(blocks: Sequence[Block], classifier: LineClassifier) -> list[Block]:
    """Return the blocks before the first section, each part by its kind."""
    if not blocks:
        return []
    return label_lines(_split_first(blocks, classifier), classifier, is_back=False)


def _split_first(
    blocks: Sequence[Block], classifier: LineClassifier
) -> Sequence[Block]:
    """Return the blocks, the first split where a title stands on one line with more."""
    first = blocks[0]
    if first.kind != "paragraph":
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
