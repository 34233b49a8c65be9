"""Label what stands behind a document's last section.

GB/T 9704—2012 has there, at the end of the 主体 (7.3), the 发文机关署名 and 成文日期
(7.3.5), the 附注 (7.3.6) and the 附件 (7.3.7), and last the 版记 (7.4). The plan that a
notice issues begins behind the notice's own close.
"""

from collections.abc import Sequence

from planparse.document.line_kinds import LineClassifier
from planparse.document.recognisers import label_lines, signs_above_date
from planparse.layout.paragraphs import Block


def label(blocks: Sequence[Block], classifier: LineClassifier) -> list[Block]:
    """Return the blocks behind a section, from the close on each part by its kind.

    What stands before the close belongs to the section.
    """
    for place in range(len(blocks)):
        if _begins_close(blocks, place, classifier):
            close = [
                block if block.kind == "fragment" else block._replace(depth=0)
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
    if classifier.letterhead.is_release(classifier.line(block)):
        return True
    return block.kind == "paragraph" and (
        classifier.kind(block) in ("date", "attachment")
        or classifier.is_title(block)
        or signs_above_date(blocks, place, classifier)
    )
