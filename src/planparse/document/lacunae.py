"""Write what a gap in the numbering stands for: a node, and the finding on it."""

from collections.abc import Callable

from planparse.grammar.lexicon import Lexicon
from planparse.layout.paragraphs import Block
from planparse.tree import Finding, Gap, Lacuna, Node, Span

_MOST_LABELS = 999
"""Of a longer gap so many of the missing labels are printed; a choice."""

_SAID = "correction"
"""The evidence of a gap that a correction says."""

Style = Callable[[int], str]
"""Gives a label of a family as the document writes it; empty where it has none."""


def write(
    text: str, block: Block, style: Style, lexicon: Lexicon
) -> tuple[Node, Finding]:
    """Return the node and the finding of the gaps right before a block.

    The finding is N205 where bare headings stand for the missing numbers: nothing is
    lost then but the labels. It is R604 where no number shows the gap, and a correction
    says that there is one. Otherwise it is N201, with the labels and the evidence,
    `一、 → 三、` or the like.
    """
    region = block.gap
    assert region is not None
    missing = tuple(
        label for gap in region.gaps for label in _labels(gap, style, lexicon)
    )
    before, behind = ("" if at is None else text[slice(*at)] for at in region.labels)
    evidence = ", ".join(
        _evidence(gap, before, behind, style, lexicon) for gap in region.gaps
    )
    if not region.gaps:
        evidence = _SAID
    if block.bare:
        headings = ", ".join(text[start:end] for start, end in block.bare)
        evidence = f"{evidence} = {headings}"
    at = block.start
    node = Node(
        kind="lacuna",
        start=at,
        end=at,
        body=at,
        heading=Span(at, at),
        text=Span(at, at),
        lacuna=Lacuna(gaps=region.gaps, missing=missing, evidence=evidence),
    )
    if not region.gaps:
        return node, Finding("R604", at, at)
    code = "N205" if block.bare else "N201"
    return node, Finding(code, at, at, (" ".join(missing), evidence))


def _labels(gap: Gap, style: Style, lexicon: Lexicon) -> list[str]:
    """Return the missing labels, in the document's own style."""
    label = style(gap.family)
    family = lexicon.families[gap.family]
    ordinals = range(gap.first, min(gap.last, gap.first + _MOST_LABELS - 1) + 1)
    if label:
        return [lexicon.relabel(gap.family, label, ordinal) for ordinal in ordinals]
    return [family.format(ordinal) or str(ordinal) for ordinal in ordinals]


def _evidence(
    gap: Gap, before: str, behind: str, style: Style, lexicon: Lexicon
) -> str:
    """Return the labels on both sides of a gap: （一） → （四）.

    Where the first numbers are missing, the label `before` them is that of another level.
    """
    label = style(gap.family)
    if not label:  # 第二篇 between two documents
        return f"{before or '…'} → {behind}"
    after = lexicon.relabel(gap.family, label, gap.right)
    if gap.left:
        before = lexicon.relabel(gap.family, label, gap.left)
    return f"{before or '…'} → {after}"
