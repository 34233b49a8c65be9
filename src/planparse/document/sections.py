"""Build the section tree of a document from its blocks, by recursive descent."""

from collections.abc import Mapping, Sequence

from planparse.document import lacunae
from planparse.document.manners import Manners
from planparse.document.run_in_headings import HeadingSplitter
from planparse.document.truncation import Endings
from planparse.grammar.lexicon import Lexicon
from planparse.layout.paragraphs import Block
from planparse.numbering.reading import Decision
from planparse.text.dates import iso_date
from planparse.tree import COMPLETE, HEADLESS, HOLDERS, TRUNCATED, Finding, Node, Span

_QUOTED = 8
"""So many first characters name a paragraph in a finding; a choice."""


def build(
    text: str,
    blocks: Sequence[Block],
    start: int,
    end: int,
    lexicon: Lexicon,
    marked: Mapping[int, int],
) -> tuple[Node, list[Finding]]:
    """Return the root of a document `[start, end)` with all its nodes, and findings.

    `marked` are spans of the text, from start to end, that marks show to be headings.
    """
    builder = _Builder(text, blocks, lexicon, marked)
    nowhere = Span(start, start)
    root = Node(
        kind="document",
        start=start,
        end=end,
        body=start,
        heading=nowhere,
        text=nowhere,
        children=builder.children(0),
    )
    return root, builder.findings


def leaf(block: Block) -> Node:
    """Return a block as a node without children."""
    kind, start, end = block.kind, block.start, block.end
    if kind == "title":
        body = block.body
        return Node(kind, start, end, body, Span(body, end), Span(end, end))
    if kind == "paragraph" and block.head:
        heading, own = Span(start, block.head), Span(min(block.head + 1, end), end)
        return Node(kind, start, end, start, heading, own)
    return Node(kind, start, end, start, Span(start, start), Span(start, end))


class _Builder:
    """Builds one document's tree; `at` is the place of the next block."""

    def __init__(
        self,
        text: str,
        blocks: Sequence[Block],
        lexicon: Lexicon,
        marked: Mapping[int, int],
    ) -> None:
        """Take the blocks of one document; `at` is the place of the next to be read."""
        self.text, self.blocks, self.lexicon = text, list(blocks), lexicon
        self.headings = HeadingSplitter(lexicon, marked)
        self.manners = Manners(text, lexicon, marked)
        self.endings = Endings(text, self.blocks, lexicon)
        self.findings: list[Finding] = []
        self.last: dict[int, Block] = {}
        """For each family the block of its last section."""
        self.bare: dict[int, int] = {}
        """For each family the number of its last section, if that had no heading."""
        self.at = 0

    def children(self, depth: int) -> tuple[Node, ...]:
        """Return the nodes that stand `depth` sections deep, until one stands higher.

        A gap stands before the block that it is noted at. One that belongs to a section
        further up is left for that one to take.
        """
        nodes: list[Node] = []
        has_sections = False
        blocks = self.blocks
        while self.at < len(blocks):
            block = blocks[self.at]
            if block.depth < depth:
                break
            if block.gap is not None:
                depths = [gap.depth for gap in block.gap.gaps]
                if min(depths, default=block.depth) < depth and depth > 0:
                    break
                nodes.append(self._lacuna(block))
                blocks[self.at] = block._replace(gap=None)
                continue
            self.at += 1
            if block.kind == "paragraph":
                nodes.append(self._paragraph(block))
            elif block.kind == "section":
                nodes.append(self._section(block))
                has_sections = True
            elif block.kind == "heading":
                nodes.append(self._bare(block))
            else:
                nodes.append(self._leaf(block))
        return self.manners.in_one_manner(nodes) if has_sections else tuple(nodes)

    def _section(self, block: Block) -> Node:
        """Return a numbered node: label, heading, own text, and all that stands below."""
        decision = block.decision
        assert decision is not None
        family, ordinal = decision.marker.family, decision.marker.ordinal
        self.last[family] = block
        is_cut_off = self.endings.is_cut_off(block, self.at)
        children: tuple[Node, ...] = ()
        if self.at < len(self.blocks) and self.blocks[self.at].depth > block.depth:
            children = self.children(block.depth + 1)
        heading, own = self.headings.split_heading(
            self.text,
            block,
            self.lexicon.families[family],
            has_children=bool(children) and self._heads(decision, children),
        )
        if heading.start == heading.end:
            self.bare[family] = ordinal
        else:
            self.bare.pop(family, None)
        if is_cut_off:
            label = self.text[block.start : block.body]
            self.findings.append(Finding("T301", block.start, block.end, (label,)))
        end = max(children[-1].end, block.end) if children else block.end
        return Node(
            "section",
            block.start,
            end,
            block.body,
            heading,
            own,
            children,
            family,
            ordinal,
            TRUNCATED if is_cut_off else COMPLETE,
            margin=decision.margin,
        )

    def _bare(self, block: Block) -> Node:
        """Return a heading without a number, with all that stands below it."""
        decision = block.decision
        assert decision is not None
        children = self.children(block.depth + 1)
        return Node(
            kind="heading",
            start=block.start,
            end=max(children[-1].end, block.end) if children else block.end,
            body=block.start,
            heading=Span(block.start, block.end),
            text=Span(block.end, block.end),
            children=children,
            margin=decision.margin,
        )

    def _heads(self, decision: Decision, children: tuple[Node, ...]) -> bool:
        """Return whether a section heads its children, of which there is one at least.

        Paragraphs do not show it where the section before, of the same series, is bare:
        they may stand behind the last item of a list.
        """
        kinds = [child.kind for child in children if child.kind != "furniture"]
        if not kinds or not HOLDERS.isdisjoint(kinds):
            return bool(kinds)
        before = self.bare.get(decision.marker.family)
        return before != decision.marker.ordinal - 1

    def _leaf(self, block: Block) -> Node:
        """Return a node without a number, with what is to be told of it."""
        node = leaf(block)
        match block.kind:
            case "fragment":
                self.findings.append(Finding("T302", block.start, block.end))
                return node._replace(status=HEADLESS)
            case "date":
                return self._date(block, node)
            case "title":
                return self._title(block, node)
            case "document" | "section" | "heading" | "lacuna" | "paragraph":
                raise AssertionError(f"a {block.kind} is read elsewhere")
            case _:
                return node

    def _paragraph(self, block: Block) -> Node:
        """Return a paragraph, which may be cut off."""
        node = leaf(block)
        if not self.endings.is_cut_off(block, self.at):
            return node
        first_words = f"{self.text[block.start : block.start + _QUOTED]}…"
        self.findings.append(Finding("T301", block.start, block.end, (first_words,)))
        return node._replace(status=TRUNCATED)

    def _date(self, block: Block, node: Node) -> Node:
        """Return a date with its value; there is none on the 31st of April."""
        line = self.text[block.start : block.end]
        value = iso_date(line)
        if value is None:
            self.findings.append(Finding("E502", block.start, block.end, (line,)))
        return node._replace(value=value)

    def _title(self, block: Block, node: Node) -> Node:
        """Return a title without the # of Markdown."""
        bare = self.text[block.body : block.end].lstrip("# ")
        if not bare:
            return node
        return node._replace(heading=Span(block.end - len(bare), block.end))

    def _lacuna(self, block: Block) -> Node:
        """Return what stands for the numbers that are missing before a block."""
        node, finding = lacunae.write(self.text, block, self._label, self.lexicon)
        self.findings.append(finding)
        return node

    def _label(self, family: int) -> str:
        """Return a family's last label, else its next, else an empty text."""
        last = self.last.get(family)
        if last is not None and last.start < last.body:
            return self.text[last.start : last.body]
        following = (
            self.text[block.start : block.body]
            for block in self.blocks[self.at :]
            if block.decision is not None
            and block.decision.marker.family == family
            and block.decision.depth >= 0
        )
        return next(following, "")
