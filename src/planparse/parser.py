"""The whole way from a decoded source to the trees of its documents; every stage is a module of its own."""

from collections.abc import Sequence

from planparse import balance, citations, claims, contents, headings, numbering, repairs
from planparse.blocks import Block, gather
from planparse.breaks import glue
from planparse.description import describe
from planparse.envelope import Envelope, named
from planparse.findings import Finding
from planparse.holes import regions
from planparse.lexer import lex
from planparse.lexicon import Lexicon
from planparse.partition import documents, line_of
from planparse.reading import read
from planparse.sections import build, leaf
from planparse.source import Source
from planparse.stops import stopped
from planparse.tree import Edit, Node, Parsed
from planparse.words import spanning


def parse(source: Source, lexicon: Lexicon, *, repair: bool = True) -> Parsed:
    """Parse a decoded source into the tree of its documents. Never fails on text; doubts are findings.

    Without `repair` the tree is the same and no text is changed.
    """
    text = stopped(source.text)
    tokens = contents.mark(text, lex(text, lexicon))
    steps = read(text, tokens, lexicon)
    envelope = Envelope(text, lexicon)
    lines = gather(text, tokens, steps, regions(steps), lexicon, spanning, envelope.is_part)
    blocks = headings.mark(text, lines, lexicon, envelope)
    first, parts = documents(text, blocks, envelope)
    trees, findings = [], list(numbering.findings(text, tokens, steps, lexicon))
    joints: list[tuple[int, int]] = []
    edits: list[Edit] = []
    for ordinal, part in enumerate(parts, 1):
        named_blocks = named(part.blocks, envelope)
        root, told = build(text, named_blocks, part.start, part.end, lexicon)
        trees.append(describe(source.text, ordinal, root, envelope))
        findings += told
        findings += [Finding("T304", at, at) for block in named_blocks for at in block.doubtful]
        joints += [joint for block in named_blocks for joint in block.joints]
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
    findings += citations.findings(text, spans)
    findings += claims.findings(trees, text)
    findings.sort(key=lambda finding: (finding.start, finding.code))
    return Parsed(source, tuple(trees), _strays(text, blocks, first), tuple(edits), tuple(findings))


def _strays(text: str, blocks: Sequence[Block], count: int) -> tuple[Node, ...]:
    """The first blocks, so many, as nodes outside of any document; together they tile the text up to there."""
    out = []
    for place, block in enumerate(blocks[:count]):
        start = block.line if place else 0
        out.append(leaf("paragraph", block)._replace(start=start, body=start, end=line_of(text, blocks, place + 1)))
    return tuple(out)
