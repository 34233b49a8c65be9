"""A document's blocks → its section tree, by recursive descent."""

import re
from collections.abc import Sequence

from planparse.document.run_in_headings import divide
from planparse.document.truncation import breaks_off, is_heading
from planparse.grammar.lexicon import Lexicon
from planparse.layout.paragraphs import Block
from planparse.numbering.reading import Decision
from planparse.text.characters import CLAUSE_MARKS, CLOSERS, SENTENCE_ENDS
from planparse.text.dates import iso_date
from planparse.tree import (
    COMPLETE,
    HEADLESS,
    TRUNCATED,
    BlockKind,
    Finding,
    Gap,
    Node,
    Span,
)


def build(
    text: str, blocks: Sequence[Block], start: int, end: int, lexicon: Lexicon
) -> tuple[Node, list[Finding]]:
    """The root of a document `[start, end)` with all its nodes, and what is to be told of them."""
    builder = _Builder(text, blocks, lexicon)
    children = builder.children(0)
    return Node(
        "document", start, end, start, Span(start, start), Span(start, start), children
    ), builder.findings


class _Builder:
    """Builds one document's tree; `at` is the next block."""

    def __init__(self, text: str, blocks: Sequence[Block], lexicon: Lexicon) -> None:
        self.text, self.blocks, self.lexicon = text, list(blocks), lexicon
        self.ended = frozenset(SENTENCE_ENDS + CLOSERS)
        self.inner = CLAUSE_MARKS
        self.findings: list[Finding] = []
        self.labels: dict[int, str] = {}
        self.untitled: dict[int, tuple[int, bool]] = {}
        """For each family the last number, and whether its section had no heading."""
        self.at = 0

    def children(self, depth: int) -> tuple[Node, ...]:
        """All nodes that stand `depth` sections deep, until one stands higher."""
        out: list[Node] = []
        blocks = self.blocks
        while self.at < len(blocks) and blocks[self.at].depth >= depth:
            block = blocks[self.at]
            if block.hole is not None:
                lacuna = min(max(0, min(hole.depth for hole in block.hole.gaps)), depth)
                if lacuna < depth:
                    break
                out.append(self._lacuna(block))
                blocks[self.at] = block._replace(hole=None)
                continue
            self.at += 1
            out.append(
                self._section(block) if block.kind == "section" else self._leaf(block)
            )
        return tuple(out)

    def _section(self, block: Block) -> Node:
        """A numbered node: its label, its heading, its own text, and all that stands below it."""
        decision = block.decision
        assert decision is not None
        family = decision.marker.family
        self.labels[family] = self.text[block.start : block.body]
        status = TRUNCATED if self._cut_off(block) else COMPLETE
        children = self.children(block.depth + 1)
        heading, own = divide(
            self.text,
            block,
            self.lexicon.families[family],
            self.lexicon,
            parent=self._heads(decision, children),
        )
        self.untitled[family] = (decision.marker.ordinal, heading.start == heading.end)
        end = children[-1].end if children else block.end
        if status == TRUNCATED:
            self.findings.append(
                Finding("T301", block.start, block.end, (self.labels[family],))
            )
        return Node(
            kind="section",
            start=block.start,
            end=max(end, block.end),
            body=block.body,
            heading=heading,
            text=own,
            children=children,
            family=family,
            ordinal=decision.marker.ordinal,
            status=status,
            margin=decision.margin,
        )

    def _heads(self, decision: Decision, children: tuple[Node, ...]) -> bool:
        """Whether a section heads what stands below it; paragraphs behind the last of a bare list do not show it."""
        children = tuple(child for child in children if child.kind != "furniture")
        if not children or any(child.kind == "section" for child in children):
            return bool(children)
        return self.untitled.get(decision.marker.family) != (
            decision.marker.ordinal - 1,
            True,
        )

    def _leaf(self, block: Block) -> Node:
        node = leaf(block.kind, block)
        if block.kind == "paragraph":
            if not self._cut_off(block):
                return node
            begins = f"{self.text[block.start : block.start + 8]}…"
            self.findings.append(Finding("T301", block.start, block.end, (begins,)))
            return node._replace(status=TRUNCATED)
        if block.kind == "fragment":
            self.findings.append(Finding("T302", block.start, block.end))
            return node._replace(status=HEADLESS)
        if block.kind == "date":
            line = self.text[block.start : block.end]
            value = iso_date(line)
            if value is None:
                self.findings.append(Finding("E502", block.start, block.end, (line,)))
            return node._replace(value=value)
        if block.kind == "title":  # of Markdown
            bare = self.text[block.body : block.end].lstrip("# ")
            return (
                node._replace(heading=Span(block.end - len(bare), block.end))
                if bare
                else node
            )
        return node

    def _lacuna(self, block: Block) -> Node:
        region = block.hole
        assert region is not None
        missing: list[str] = []
        for hole in region.gaps:
            style = self.labels.get(hole.family) or self._style_after(hole.family)
            for ordinal in range(hole.first, min(hole.last, hole.first + 998) + 1):
                missing.append(
                    self.lexicon.relabel(hole.family, style, ordinal)
                    if style
                    else self.lexicon.families[hole.family].format(ordinal)
                    or str(ordinal)
                )
        evidence = ", ".join(self._evidence(hole) for hole in region.gaps)
        code = "N205" if block.bare else "N201"
        if block.bare:
            evidence += " = " + ", ".join(
                self.text[start:end] for start, end in block.bare
            )
        self.findings.append(
            Finding(code, block.start, block.start, (" ".join(missing), evidence))
        )
        at = Span(block.start, block.start)
        return Node(
            "lacuna",
            at.start,
            at.end,
            at.start,
            at,
            at,
            missing=tuple(missing),
            evidence=evidence,
            gaps=region.gaps,
        )

    def _style_after(self, family: int) -> str:
        for block in self.blocks[self.at :]:
            if (
                block.decision is not None
                and block.decision.marker.family == family
                and block.decision.depth >= 0
            ):
                return self.text[block.start : block.body]
        return ""

    def _evidence(self, hole: Gap) -> str:
        family, first, last, _ = hole
        style = self.labels.get(family) or self._style_after(family)
        before = (
            self.lexicon.relabel(family, style, first - 1)
            if first > 1 and style
            else ""
        )
        after = self.lexicon.relabel(family, style, last + 1) if style else ""
        return f"{before or '…'} → {after}"

    def _cut_off(self, block: Block) -> bool:
        """Whether a block visibly breaks off: at a loss, before a hole, at the document's end."""
        if self.text[block.end - 1] in self.ended or block.end == block.body:
            return False
        dated = _DATED_END.search(self.text, max(block.body, block.end - 24), block.end)
        if dated and self.text[dated.start()] in self.ended:
            return False
        if block.open:
            return True
        at = self.at
        while at < len(self.blocks) and self.blocks[at].kind == "furniture":
            at += 1
        if at == len(self.blocks):
            return breaks_off(self.text, block, self.blocks, self.lexicon)
        following = self.blocks[at]
        if following.hole is None:
            return False
        own = self.text[block.body : block.end]
        below = block.decision is not None and all(
            hole.depth > block.depth for hole in following.hole.gaps
        )
        return any(mark in own for mark in self.inner) and not (
            below and is_heading(own)
        )


def leaf(kind: BlockKind, block: Block) -> Node:
    """Return a node without children."""
    start, end = block.start, block.end
    body, heading, own = start, Span(start, start), Span(start, end)
    if kind == "paragraph" and block.head:
        heading = Span(start, block.head)
        own = Span(min(block.head + 1, end), end)
    elif kind == "title":
        body, heading, own = block.body, Span(block.body, end), Span(end, end)
    return Node(kind=kind, start=start, end=end, body=body, heading=heading, text=own)


_DATED_END = re.compile(r".\s*(?:19|20)\d{2}\s*年\s*\d{1,2}\s*月\s*\d{1,2}\s*日\s*$")
"""A reply may end with its date on the line of its last sentence."""
