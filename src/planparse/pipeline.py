"""The whole way from a decoded source to the trees of its documents; every stage is a module of its own."""

from collections.abc import Sequence
from itertools import pairwise

from planparse.document import clauses, headings, matter, repairs
from planparse.document.line_kinds import LineClassifier
from planparse.document.metadata import describe
from planparse.document.sections import build, leaf
from planparse.document.splitting import split_documents
from planparse.findings import brackets, citations, declared_counts, encoding, numbering
from planparse.grammar.lexicon import Lexicon
from planparse.grammar.shipped import common_characters
from planparse.layout import furniture
from planparse.layout.break_marks import glue
from planparse.layout.paragraphs import Block, SoftBreak, assemble
from planparse.numbering.gaps import locate
from planparse.numbering.lexer import tokenise
from planparse.numbering.search import read
from planparse.text.dictionary import evidence_across
from planparse.text.encoding import Source
from planparse.text.full_stops import stopped
from planparse.tree import Document, Edit, Finding, Node, Parsed


def parse(source: Source, lexicon: Lexicon, *, repair: bool = True) -> Parsed:
    """Parse a decoded source into the tree of its documents. Never fails on text; doubts are findings.

    Without `repair` the tree is the same and no text is changed.
    """
    text = stopped(source.text)
    classifier = LineClassifier(text, lexicon)
    blocks, beside, findings = _blocks(text, classifier, lexicon)
    first, parts = split_documents(text, blocks, classifier)
    strays = _strays(
        furniture.put_back(blocks[:first], beside, 0, parts[0].start), parts[0].start
    )
    trees: list[Document] = []
    soft_breaks: list[SoftBreak] = []
    edits: list[Edit] = []
    for ordinal, part in enumerate(parts, 1):
        named_blocks = clauses.raise_paragraphs(
            text, matter.label(part.blocks, classifier), lexicon
        )
        whole = (
            furniture.put_back(named_blocks, beside, part.start, part.end)
            if beside
            else named_blocks
        )
        root, told = build(text, whole, part.start, part.end, lexicon)
        of_part = sorted(at for block in named_blocks for at in block.soft_breaks)
        trees.append(describe(source.text, ordinal, root, of_part, classifier, lexicon))
        findings += told
        findings += [
            Finding("T304", at, at)
            for block in named_blocks
            for at in block.uncertain_breaks
        ]
        soft_breaks += of_part
        edits += [
            edit
            for block in named_blocks
            if block.kind == "title"
            for edit in repairs.letter_spacing(text, block)
        ]
    spans = [(part.start, part.end) for part in parts]
    if not repair:
        edits.clear()
    else:
        edits += [
            Edit(start, end, text[start:end], glue(text, start, end), "join", evidence)
            for start, end, evidence in soft_breaks
        ]
        repaired, doubted = repairs.glyphs(text, spans, lexicon)
        edits += repaired
        findings += doubted
        edits.sort()
    findings += brackets.findings(text, spans)
    findings += encoding.source_findings(source, common_characters())
    findings += citations.findings(source.text, spans)
    findings += declared_counts.findings(trees, text)
    findings.sort(key=lambda finding: (finding.start, finding.code))
    return Parsed(source, tuple(trees), strays, tuple(edits), tuple(findings))


def _blocks(
    text: str, classifier: LineClassifier, lexicon: Lexicon
) -> tuple[list[Block], list[Block], list[Finding]]:
    """The blocks of the text, those beside it, and what is to be told of the numbering; tokens and decisions go."""
    tokens = tokenise(text, lexicon)
    decisions = read(text, tokens, lexicon)
    lines = assemble(
        text,
        tokens,
        decisions,
        locate(decisions, tokens),
        lexicon,
        evidence_across,
        classifier.is_letterhead,
    )
    own, beside = furniture.set_aside(lines)
    findings = list(numbering.findings(text, tokens, decisions, lexicon))
    return headings.mark(text, own, lexicon, classifier), beside, findings


def _strays(blocks: Sequence[Block], end: int) -> tuple[Node, ...]:
    """Blocks as nodes outside of any document; together they tile the text up to `end`."""
    bounds = [0, *(block.line for block in blocks[1:]), end]
    return tuple(
        leaf(block)._replace(start=start, body=start, end=stop)
        for block, (start, stop) in zip(blocks, pairwise(bounds), strict=False)
    )
