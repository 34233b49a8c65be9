"""The whole way from a decoded source to the trees of its documents; every stage is a module of its own."""

from collections.abc import Sequence
from itertools import pairwise

from planparse import asides, balance, citations, claims, contents, headings, numbering, repairs
from planparse.blocks import Block, gather
from planparse.breaks import glue
from planparse.description import describe
from planparse.envelope import Envelope
from planparse.findings import Finding
from planparse.front_matter import named
from planparse.holes import regions
from planparse.lexer import lex
from planparse.lexicon import Lexicon
from planparse.partition import documents
from planparse.reading import read
from planparse.sections import build, leaf
from planparse.source import Source
from planparse.stops import stopped
from planparse.tree import Document, Edit, Node, Parsed
from planparse.words import spanning


def parse(source: Source, lexicon: Lexicon, *, repair: bool = True) -> Parsed:
    """Parse a decoded source into the tree of its documents. Never fails on text; doubts are findings.

    Without `repair` the tree is the same and no text is changed.
    """
    text = stopped(source.text)
    envelope = Envelope(text, lexicon)
    blocks, beside, findings = _blocks(text, envelope, lexicon)
    first, parts = documents(text, blocks, envelope)
    strays = _strays(asides.put_back(blocks[:first], beside, 0, parts[0].start), parts[0].start)
    trees: list[Document] = []
    joints: list[tuple[int, int]] = []
    edits: list[Edit] = []
    for ordinal, part in enumerate(parts, 1):
        named_blocks = named(part.blocks, envelope)
        whole = asides.put_back(named_blocks, beside, part.start, part.end) if beside else named_blocks
        root, told = build(text, whole, part.start, part.end, lexicon)
        of_part = sorted(joint for block in named_blocks for joint in block.joints)
        trees.append(describe(source.text, ordinal, root, of_part, envelope, lexicon))
        findings += told
        findings += [Finding("T304", at, at) for block in named_blocks for at in block.doubtful]
        joints += of_part
        edits += [edit for block in named_blocks if block.kind == "title" for edit in repairs.closed_up(text, block)]
    spans = [(part.start, part.end) for part in parts]
    if not repair:
        edits.clear()
    else:
        edits += [Edit(start, end, text[start:end], glue(text, start, end), "join") for start, end in joints]
        repaired, doubted = repairs.glyphs(text, spans, lexicon)
        edits += repaired
        findings += doubted
        edits.sort()
    findings += balance.findings(text, spans)
    findings += citations.findings(source.text, spans)
    findings += claims.findings(trees, text)
    findings.sort(key=lambda finding: (finding.start, finding.code))
    return Parsed(source, tuple(trees), strays, tuple(edits), tuple(findings))


def _blocks(text: str, envelope: Envelope, lexicon: Lexicon) -> tuple[list[Block], list[Block], list[Finding]]:
    """The blocks of the text, those beside it, and what is to be told of the numbering; tokens and steps go."""
    tokens = contents.mark(text, asides.mark(text, lex(text, lexicon)))
    steps = read(text, tokens, lexicon)
    lines = gather(text, tokens, steps, regions(steps), lexicon, spanning, envelope.is_part)
    own, beside = asides.apart(lines)
    findings = list(numbering.findings(text, tokens, steps, lexicon))
    return headings.mark(text, own, lexicon, envelope), beside, findings


def _strays(blocks: Sequence[Block], end: int) -> tuple[Node, ...]:
    """Blocks as nodes outside of any document; together they tile the text up to `end`."""
    bounds = [0, *(block.line for block in blocks[1:]), end]
    return tuple(
        leaf(block.kind, block)._replace(start=start, body=start, end=stop)
        for block, (start, stop) in zip(blocks, pairwise(bounds), strict=False)
    )
