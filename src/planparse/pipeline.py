"""The stages of a parse in order, from a decoded source to the trees of its documents."""

from collections.abc import Iterable, Iterator, Sequence
from itertools import chain, pairwise

from planparse.document import (
    clauses,
    closings,
    headings,
    matter,
    notes,
    referents,
    repairs,
)
from planparse.document.lines.line_kinds import LineClassifier
from planparse.document.metadata import describe
from planparse.document.sections import build, leaf
from planparse.document.splitting import Part, split_documents
from planparse.findings import (
    announced_lists,
    brackets,
    citations,
    declared_counts,
    encoding,
    impossible_dates,
    numbering,
)
from planparse.findings import bare_headings as bare
from planparse.grammar.lexicon import Lexicon
from planparse.grammar.shipped import common_characters
from planparse.layout import furniture
from planparse.layout.break_marks import glue
from planparse.layout.pages import lines_beside, page_starts
from planparse.layout.paragraphs import Assembler, Block, SoftBreak, assemble
from planparse.numbering import run_together
from planparse.numbering.asides import flattened_tables
from planparse.numbering.automatic_labels import without_false_gaps
from planparse.numbering.gaps import locate
from planparse.numbering.reading import labelled
from planparse.text.corrections import NONE
from planparse.text.dictionary import DICTIONARY, evidence_across
from planparse.text.encoding import Source
from planparse.text.full_stops import stopped
from planparse.text.original import Original, Table
from planparse.text.sniffing import may_be_markdown
from planparse.text.unmarked import Unmarked
from planparse.tree import Document, Edit, Finding, Node, Parsed, Span


def parse(
    source: Source, lexicon: Lexicon, *, repair: bool = True, check: bool = True
) -> Parsed:
    """Parse a decoded source into the trees of its documents.

    Never fails on text: what is doubtful is a finding. Without `repair` the trees are
    the same, and no text is changed. Without `check` the trees and edits are the same,
    and the findings only those that come with them, about breaks and glyphs among them.
    """
    parsed = None
    if source.original is None and may_be_markdown(source.text, source.path):
        parsed = _parse_markdown(source, lexicon, repair=repair, check=check)
    if parsed is None:
        parsed = _parse(source, _told(source), lexicon, repair=repair, check=check)
    findings = [*parsed.findings]
    if check:
        findings += encoding.source_findings(source, common_characters())
        findings += _doubts_of_reader(source)
        if source.corrections is not NONE:
            from planparse.findings import corrections

            findings += corrections.findings(parsed)
    findings.sort(key=lambda finding: (finding.start, finding.code))
    return parsed._replace(findings=tuple(findings))


def _doubts_of_reader(source: Source) -> Iterator[Finding]:
    """Yield what the reader of the file was not sure of, as findings."""
    for doubt in source.original.doubts if source.original is not None else ():
        yield Finding(*doubt)


_PLAIN = Unmarked("", ())
"""What a text without marks says of headings: nothing."""


def _told(source: Source) -> Unmarked:
    """Return what the file that a text was read from says of headings."""
    headings = source.original.headings() if source.original is not None else ()
    return Unmarked(source.text, (), headings) if headings else _PLAIN


def _parse_markdown(
    source: Source, lexicon: Lexicon, *, repair: bool, check: bool
) -> Parsed | None:
    """Parse a text without the marks of Markdown, None where it has none."""
    from planparse.document import placing
    from planparse.text.markdown import unmarked

    read = unmarked(source.text, source.path)
    if read is None:
        return None
    without_marks = source._replace(
        text=read.text, corrections=source.corrections.moved(read.read_at)
    )
    # No name holds what was parsed, so that each tree can go once its copy is placed.
    return placing.place(
        _parse(without_marks, read, lexicon, repair=repair, check=check),
        source,
        read,
        repair=repair,
    )


def _parse(
    source: Source, read: Unmarked, lexicon: Lexicon, *, repair: bool, check: bool
) -> Parsed:
    """Parse a text without marks; `read` says what its marks said."""
    text = stopped(source.text)
    said = source.corrections
    if said.fitting:
        read = read.without_headings(said.unheaded())
    titles = prose = frozenset[int]()
    if source.original is not None:
        titles, prose = source.original.titles(), source.original.prose()
    classifier = LineClassifier(text, lexicon, titles, said, prose)
    tables = _tables(text, source.original, read, lexicon)
    lines, findings = _lines(
        text, read, classifier, lexicon, source.original, tables, check=check
    )
    strays, aside, parts = _parts(text, lines, read, classifier, lexicon)
    del lines
    spans = [(part.start, part.end) for part in parts]
    edits, doubted = repairs.glyphs(text, spans, lexicon) if repair else ([], [])
    trees: list[Document] = []
    beside: list[Span] = []
    parts.reverse()
    while parts:  # blocks, of which there are many, go once their tree is built
        part = _labelled(text, parts.pop(), classifier, lexicon)
        whole = part.blocks
        if aside:
            whole = furniture.put_back(whole, aside, part.start, part.end)
        root, told = build(text, whole, part.start, part.end, lexicon, read.headings)
        breaks = _soft_breaks(part)
        ordinal = len(trees) + 1
        document = describe(source.text, ordinal, root, breaks, classifier, lexicon)
        if said.fitting:
            from planparse.document.corrected_fields import corrected

            document = corrected(document, said.values())
        trees.append(document)
        beside += lines_beside(text, whole)
        if repair:
            edits += _edits(text, part.blocks, breaks)
        findings += told
        findings += _uncertain_breaks(part)
    trees = declared_counts.with_documents(text, trees, lexicon)
    findings += doubted
    if check:
        findings += _checked(source, text, read, trees, spans, tables, lexicon)
    return Parsed(
        source,
        tuple(trees),
        strays,
        tuple(sorted(edits)),
        tuple(findings),
        pages=page_starts(text, [start for start, _ in spans], beside),
        tables=tables,
    )


def _checked(
    source: Source,
    text: str,
    read: Unmarked,
    trees: Sequence[Document],
    spans: Sequence[tuple[int, int]],
    tables: Sequence[Table],
    lexicon: Lexicon,
) -> Iterator[Finding]:
    """Yield what is doubtful about documents and tables once they are read."""
    yield from brackets.findings(text, spans)
    yield from citations.findings(source.text, spans, lexicon.words.genres)
    yield from impossible_dates.findings(text, trees)
    yield from declared_counts.findings(trees, text)
    if not read.levels:
        yield from bare.findings(text, trees, lexicon)
    yield from referents.dangling(text, trees, lexicon)
    yield from announced_lists.findings(text, trees, lexicon)
    if source.original is None:
        for table in tables:
            if table not in read.tables:
                yield Finding("T307", table.start, table.end)


def _tables(
    text: str, original: Original | None, read: Unmarked, lexicon: Lexicon
) -> tuple[Table, ...]:
    """Return the tables that a file has, or that a text shows with marks or without."""
    if original is not None:
        return original.tables
    found = flattened_tables.find(text, lexicon)
    if not read.tables:
        return found
    apart = (
        table
        for table in found
        if all(table.end <= own.start or own.end <= table.start for own in read.tables)
    )
    return tuple(sorted((*read.tables, *apart)))


_LONG = 1_000_000
"""A text of so many characters lets go of the dictionary once its lines are joined; a choice.

For a shorter one it costs more to open it again than the memory is worth.
"""


def _lines(
    text: str,
    read: Unmarked,
    classifier: LineClassifier,
    lexicon: Lexicon,
    original: Original | None,
    tables: Sequence[Table],
    *,
    check: bool,
) -> tuple[list[Block], list[Finding]]:
    """Return the blocks of a text, and with `check` the findings about its numbering.

    Tokens and decisions, of which there are many, are needed no longer.
    """
    own_tables = tables if original is None else ()
    said = classifier.corrections
    tokens, decisions, glued, _ = run_together.read(
        text, lexicon, original, read.levels, own_tables, said
    )
    decisions = without_false_gaps(decisions, tokens, original)
    if said.fitting:
        from planparse.numbering.corrected_gaps import without_refused_gaps

        whole = said.lines("no-hole")
        decisions = list(without_refused_gaps(text, decisions, tokens, whole))
    tokens = labelled(tokens, decisions)
    kind: type[Assembler] = Assembler
    if said.fitting:
        from planparse.layout.corrected_paragraphs import CorrectedAssembler

        kind = CorrectedAssembler
    assembler = kind(
        text,
        tokens,
        locate(decisions, tokens, text, lexicon),
        lexicon,
        evidence_across,
        lambda start, end: start in read.alone or classifier.is_letterhead(start, end),
        original,
        said,
    )
    lines = assemble(tokens, decisions, assembler)
    if len(text) > _LONG:
        DICTIONARY.let_go()
    together = list(numbering.run_together(text, tokens, glued, lexicon))
    if not check:
        return lines, together
    return lines, [*numbering.findings(text, tokens, decisions, lexicon), *together]


def _parts(
    text: str,
    lines: Sequence[Block],
    read: Unmarked,
    classifier: LineClassifier,
    lexicon: Lexicon,
) -> tuple[tuple[Node, ...], list[Block], list[Part]]:
    """Return the strays of a file, the furniture between its blocks, and its documents."""
    own, aside = furniture.set_aside(lines)
    blocks = headings.mark(text, own, lexicon, classifier, read.headings)
    first, parts = split_documents(text, blocks, classifier)
    chrome = furniture.put_back(blocks[:first], aside, 0, parts[0].start)
    return _strays(chrome, parts[0].start), aside, parts


def _labelled(
    text: str, part: Part, classifier: LineClassifier, lexicon: Lexicon
) -> Part:
    """Return a document with the parts of its front and back matter named."""
    blocks = matter.label(part.blocks, classifier)
    blocks = clauses.raise_paragraphs(text, blocks, lexicon)
    blocks = closings.raise_closings(text, blocks, lexicon)
    return part._replace(blocks=notes.raise_notes(text, blocks, lexicon))


def _soft_breaks(part: Part) -> list[SoftBreak]:
    """Return the line breaks inside paragraphs of a document, in order."""
    broken = [block.soft_breaks for block in part.blocks if block.soft_breaks]
    return sorted(chain.from_iterable(broken))


def _uncertain_breaks(part: Part) -> Iterator[Finding]:
    """Yield a finding for each line break of a document that may be soft."""
    for block in part.blocks:
        for at in block.uncertain_breaks:
            yield Finding("T304", at, at)


def _edits(
    text: str, blocks: Iterable[Block], breaks: Iterable[SoftBreak]
) -> Iterator[Edit]:
    """Yield the repairs of a document's line breaks and of its title's blanks."""
    for start, end, evidence in breaks:
        glued = glue(text, start, end)
        yield Edit(start, end, text[start:end], glued, "join", evidence)
    for block in blocks:
        if block.kind == "title":
            yield from repairs.letter_spacing(text, block)


def _strays(blocks: Sequence[Block], end: int) -> tuple[Node, ...]:
    """Return blocks as nodes outside of any document, which tile the text up to `end`."""
    bounds = [0, *(block.line for block in blocks[1:]), end]
    return tuple(
        leaf(block)._replace(start=start, body=start, end=stop)
        for block, (start, stop) in zip(blocks, pairwise(bounds), strict=False)
    )
