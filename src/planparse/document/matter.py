"""Label the parts of a document that are not its body: front matter and back matter."""

from collections.abc import Iterable

from planparse.document import back_matter, front_matter
from planparse.document.line_kinds import LineClassifier
from planparse.document.web_pages import footer_start
from planparse.layout.paragraphs import Block


def label(blocks: Iterable[Block], classifier: LineClassifier) -> list[Block]:
    """Return the blocks of a document, each part outside its sections by its kind.

    Parts are looked for before the first section, behind the last, and where numbering
    begins anew. What a web page has below the document is in none of its sections.
    """
    labelled: list[Block] = []
    between: list[Block] = []
    label_between = front_matter.label
    for block in blocks:
        if block.kind != "section":
            between.append(block)
            continue
        if label_between is front_matter.label or _begins_anew(block):
            between = label_between(between, classifier)
        labelled += [*between, block]
        between, label_between = [], back_matter.label
    footer = footer_start(between, classifier)
    labelled += label_between(between[:footer], classifier)
    return labelled + [block._replace(depth=0) for block in between[footer:]]


def _begins_anew(section: Block) -> bool:
    """Return whether the numbering of a document begins again at a section."""
    return section.decision is not None and section.decision.fresh
