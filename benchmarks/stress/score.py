"""A damaged text parsed and held against its truth: tallies, how sure each reading was, and every miss."""

import re
from collections import Counter
from collections.abc import Iterator
from operator import itemgetter
from random import Random
from typing import NamedTuple

from benchmarks.stress.clean import Clean, beside
from benchmarks.stress.converted import decode_wrongly
from benchmarks.stress.copied import drop_levels
from benchmarks.stress.damage import (
    BREAK,
    CLAUSE,
    CLOSING,
    HEAD,
    LOST,
    OPENING,
    PAGE,
    PUT,
    RIGHT,
    WRONG,
    Damaged,
    apply,
    nothing,
)
from benchmarks.stress.kinds import Kind
from benchmarks.stress.truth import Path, Truth, first_letter, letters, truth
from planparse.findings.encoding import source_findings
from planparse.grammar.lexicon import Lexicon
from planparse.grammar.shipped import common_characters
from planparse.pipeline import parse
from planparse.text.encoding import Source, decode
from planparse.text.lines import Lines
from planparse.tree import Edit, Lacuna, Node, Parsed

BINS = (0.0, 0.25, 0.5, 1.0, 2.0, 4.0, 9.0)
"""Where the bins begin by which margins are counted; 9 is a marker of which there is no doubt."""


class Miss(NamedTuple):
    """One thing that is not as it should be. `line` is of the damaged text, from 1."""

    kind: str
    document: str
    seed: int
    measure: str
    line: int
    expected: str
    got: str


class Score(NamedTuple):
    """What one run came to, or many: `tally` counts by measure, `sure` readings by (bin, right)."""

    runs: int
    tally: Counter[str]
    sure: Counter[tuple[float, bool]]
    misses: tuple[Miss, ...]


class Section(NamedTuple):
    """A section as it was read."""

    start: int
    path: Path
    margin: float


def damaged_by(
    kind: Kind, clean: Clean, other: Clean, seed: int
) -> tuple[Clean, Random]:
    """The clean text that a run of a kind starts from, and its randomness, the same every time."""
    return beside(clean, other) if kind.pair else clean, Random(
        f"{kind.name} {clean.name} {seed}"
    )


def run(
    kind: Kind, clean: Clean, other: Clean, seed: int, words: Lexicon
) -> Score | None:
    """Damage a document, parse it, and score it; None where the damage finds nothing to do."""
    if kind.garbled:
        return run_garbled(kind, clean, seed)
    clean, random = damaged_by(kind, clean, other, seed)
    damaged = apply(clean.text, kind.damage(clean, random))
    if not damaged.changes and kind.damage is not nothing:
        return None
    parsed = parse(Source(damaged.text, "utf-8"), words)
    wanted = truth(clean, damaged)
    score = Score(1, Counter(), Counter(), ())
    lines = Lines(damaged.text)
    misses = [
        Miss(kind.name, clean.name, seed, measure, lines.line(at), expected, got)
        for measure, at, expected, got in (
            *_tree(parsed, wanted, score),
            *_holes(parsed, wanted, clean, score),
            *_joins(parsed, set(damaged.put(BREAK)), unjudged(damaged, wanted), score),
            *_glyphs(parsed, clean, damaged, score),
            *_documents(parsed, wanted, score),
            *_running_heads(parsed, damaged, score),
            *_clauses(parsed, clean, damaged, score),
            *_closings(parsed, clean, damaged, score),
            *_pages(parsed, damaged, score),
        )
    ]
    if kind.damage is drop_levels:
        _headings(parsed, damaged, score)
    return score._replace(misses=tuple(misses))


def run_garbled(kind: Kind, clean: Clean, seed: int) -> Score:
    """Decode a document wrongly: it must be told, or read as if nothing had happened."""
    mistake, text = decode_wrongly(clean.text, seed)
    source = decode(text.encode("utf-8", "surrogatepass"), clean.name)
    told = any(
        finding.code.startswith("D")
        for finding in source_findings(source, common_characters())
    )
    score = Score(1, Counter({"garbled": 1, "garbled told": int(told)}), Counter(), ())
    if told or source.text == clean.text:
        return score
    miss = Miss(kind.name, clean.name, seed, "garbled", 1, "told", mistake)
    return score._replace(misses=(miss,))


def total(scores: list[Score]) -> Score:
    """All scores in one."""
    tally: Counter[str] = Counter()
    sure: Counter[tuple[float, bool]] = Counter()
    for score in scores:
        tally.update(score.tally)
        sure.update(score.sure)
    misses = tuple(miss for score in scores for miss in score.misses)
    return Score(sum(score.runs for score in scores), tally, sure, misses)


def unjudged(damaged: Damaged, wanted: Truth) -> list[tuple[int, int]]:
    """Breaks that may be joined or not: beside what was put in, and beside a loss that no number proves."""
    proven = [(loss.start, loss.end) for loss in wanted.losses if loss.proven]
    losses = [
        (at, end)
        for at, end in damaged.put(LOST)
        if not any(first <= at <= last for first, last in proven)
    ]
    return [
        *damaged.put(PUT),
        *damaged.put(HEAD),
        *damaged.put(CLAUSE),
        *damaged.put(CLOSING),
        *damaged.put(OPENING),
        *damaged.put(PAGE),
        *losses,
    ]


Found = Iterator[tuple[str, int, str, str]]
"""Misses: the measure, where, what was expected, what was got."""


def sections(parsed: Parsed) -> Iterator[Section]:
    """The sections of a parse, in reading order."""
    for document in parsed.documents:
        pending: list[tuple[Node, Path]] = [(document.root, ())]
        while pending:
            node, path = pending.pop()
            if node.kind == "section":
                path = (*path, letters(parsed.source.text[node.start : node.body]))
                yield Section(
                    node.start, path, node.margin if node.margin is not None else 0.0
                )
            pending.extend((child, path) for child in reversed(node.children))


def lacunae(parsed: Parsed) -> Iterator[tuple[int, Lacuna]]:
    """Where the lacunae of a parse stand, and what they stand for."""
    pending = [document.root for document in parsed.documents]
    while pending:
        node = pending.pop()
        if node.lacuna is not None:
            yield node.start, node.lacuna
        pending.extend(node.children)


def _told(paths: frozenset[Path]) -> str:
    return " or ".join(" › ".join(path) for path in sorted(paths))


def _tree(parsed: Parsed, wanted: Truth, score: Score) -> Found:
    """Numbered nodes with their path, and whether the reading knew how sure it was."""
    read = {
        _past_marks(parsed.source.text, section.start): section
        for section in sections(parsed)
    }
    score.tally["nodes"] += len(wanted.paths)
    score.tally["read"] += len(read)
    for at, paths in wanted.paths.items():
        section = read.get(at)
        if section is None:
            yield "path", at, _told(paths), "not read"
        elif section.path not in paths:
            yield "path", at, _told(paths), " › ".join(section.path)
        else:
            score.tally["right"] += 1
    for at, section in read.items():
        right = at in wanted.paths and section.path in wanted.paths[at]
        score.sure[
            max(bound for bound in BINS if bound <= max(0.0, section.margin)), right
        ] += 1
        if at not in wanted.paths:
            yield "invented", at, "no marker", " › ".join(section.path)


def _past_marks(text: str, at: int) -> int:
    """Where a label begins behind the marks of Markdown that a node may begin with."""
    return at + len(text[at:]) - len(text[at:].lstrip("*#- "))


def _running_heads(parsed: Parsed, damaged: Damaged, score: Score) -> Found:
    """Running heads that were put in: each line of them must be furniture."""
    furniture = [
        (node.start, node.end) for node in _nodes(parsed) if node.kind == "furniture"
    ]
    joins = [(edit.start, edit.end) for edit in parsed.edits if edit.rule == "join"]
    for at, stop in damaged.put(HEAD):
        score.tally["heads"] += 1
        start = at + len(damaged.text[at:stop]) - len(damaged.text[at:stop].lstrip())
        end = at + len(damaged.text[at:stop].rstrip())
        if any(first <= start and end <= last for first, last in (*furniture, *joins)):
            score.tally["heads aside"] += 1
        else:
            lines = damaged.text[start:end].split("\n")
            apart = all(
                any(
                    first <= place and place + len(line) <= last
                    for first, last in furniture
                )
                for place, line in zip(
                    (start, end - len(lines[-1])), lines, strict=False
                )
            )
            score.tally["heads aside"] += apart
            if not apart:
                yield "head", start, "set aside", damaged.text[start:end]


def _clauses(parsed: Parsed, clean: Clean, damaged: Damaged, score: Score) -> Found:
    """Paragraphs put in behind the items of articles: each must stand right below the article."""
    articles = [
        damaged.behind(node.start) for node in clean.nodes if "条" in node.label
    ]
    below: dict[int, int] = {}
    for node in _nodes(parsed):
        below |= {
            child.start: node.start
            for child in node.children
            if child.kind == "paragraph"
        }
    for at, stop in damaged.put(CLAUSE):
        score.tally["clauses"] += 1
        start = at + len(damaged.text[at:stop]) - len(damaged.text[at:stop].lstrip())
        article = max(place for place in articles if place < start)
        if below.get(start) == article:
            score.tally["clauses right"] += 1
        else:
            yield "clause", start, "below its article", damaged.text[start:stop]


def _closings(parsed: Parsed, clean: Clean, damaged: Damaged, score: Score) -> Found:
    """Paragraphs put in behind the last items: each must stand below what it closes.

    That is the document at its end, else the section that the next one stands beside.
    """
    parents = {
        child.start: (node.start, node.kind)
        for node in _nodes(parsed)
        for child in node.children
        if child.kind == "paragraph"
    }
    starts = [damaged.behind(node.start) for node in clean.nodes]
    for at, stop in damaged.put(CLOSING):
        score.tally["closings"] += 1
        start = at + len(damaged.text[at:stop]) - len(damaged.text[at:stop].lstrip())
        item = max(place for place, where in enumerate(starts) if where < start)
        wanted = "document"
        if item + 1 < len(starts):
            closed = item
            while clean.nodes[closed].parent != clean.nodes[item + 1].parent:
                closed = clean.nodes[closed].parent
            wanted = str(starts[closed])
        found = parents.get(start, (0, "nowhere"))
        got = found[1] if found[1] == "document" else str(found[0])
        if got == wanted:
            score.tally["closings right"] += 1
        else:
            yield "closing", start, f"below {wanted}", damaged.text[start:stop]


def _pages(parsed: Parsed, damaged: Damaged, score: Score) -> Found:
    """Lines of a web page around a document: none may stand in a section."""
    sections = [
        (node.start, node.end) for node in _nodes(parsed) if node.kind == "section"
    ]
    for at, stop in damaged.put(PAGE):
        for line in re.finditer("[^\n]+", damaged.text[at:stop]):
            start = at + line.start()
            score.tally["page lines"] += 1
            if any(first <= start < last for first, last in sections):
                yield "page", start, "outside every section", line[0]
            else:
                score.tally["page lines outside"] += 1


def _headings(parsed: Parsed, damaged: Damaged, score: Score) -> None:
    """Count the headings that lost their numbers and are levels still. None has to be."""
    found = {node.start for node in _nodes(parsed) if node.kind == "heading"}
    for change in damaged.changes:
        score.tally["bare headings"] += 1
        score.tally["bare headings found"] += damaged.behind(change.end) in found


def _nodes(parsed: Parsed) -> Iterator[Node]:
    """Every node of a parse, those outside documents too."""
    pending = [*parsed.strays, *(document.root for document in parsed.documents)]
    while pending:
        node = pending.pop()
        yield node
        pending.extend(node.children)


def _holes(parsed: Parsed, wanted: Truth, clean: Clean, score: Score) -> Found:
    """Numbers claimed to be missing, held against those that are; what is proven must be claimed."""
    families = {node.family: node.kin for node in clean.nodes}
    open_losses = sorted(wanted.losses, key=lambda loss: not loss.proven)
    score.tally["proven"] += sum(loss.proven for loss in open_losses)
    for at, lacuna in sorted(lacunae(parsed), key=itemgetter(0)):
        named = iter(lacuna.missing)
        for hole in lacuna.gaps:
            for ordinal in range(hole.first, min(hole.last, hole.first + 998) + 1):
                label = next(named)
                score.tally["claimed"] += 1
                loss = next(
                    (
                        loss
                        for loss in open_losses
                        if loss.start <= at <= loss.end
                        and clean.nodes[loss.node].ordinal == ordinal
                        and clean.nodes[loss.node].kin
                        == families.get(hole.family, hole.family)
                    ),
                    None,
                )
                if loss is None:
                    yield "claimed", at, "not missing", label
                else:
                    open_losses.remove(loss)
                    score.tally["claimed right"] += 1
                    score.tally["found"] += loss.proven
    for loss in open_losses:
        if loss.proven:
            yield "lacuna", loss.end, clean.nodes[loss.node].label, "no lacuna"


def _joins(
    parsed: Parsed,
    breaks: set[tuple[int, int]],
    neither: list[tuple[int, int]],
    score: Score,
) -> Found:
    """Line breaks joined, held against those that were put into words and sentences."""
    left = dict.fromkeys(sorted(breaks))
    score.tally["breaks"] += len(left)
    for edit in parsed.edits:
        if edit.rule != "join" or any(
            edit.start < end and start < edit.end for start, end in neither
        ):
            continue
        score.tally["joined"] += 1
        hit = [span for span in left if edit.start <= span[0] and span[1] <= edit.end]
        if not hit or edit.before.strip():
            yield "joined", edit.start, "a paragraph's end", _around(parsed, edit)
        else:
            score.tally["joined right"] += 1
        for span in hit:
            score.tally["breaks joined"] += 1
            del left[span]
    for start, end in left:
        yield "break", start, "joined", _around(parsed, Edit(start, end, "", "", ""))


def _around(parsed: Parsed, edit: Edit) -> str:
    """The text on both sides of an edit."""
    text = parsed.source.text
    return f"{text[max(0, edit.start - 12) : edit.start]}⏎{text[edit.end : edit.end + 12]}".replace(
        "\n", "⏎"
    )


def _glyphs(parsed: Parsed, clean: Clean, damaged: Damaged, score: Score) -> Found:
    """Glyphs repaired: right where the clean text has what is put in."""
    true = {damaged.there(at) for at, char in enumerate(clean.text) if char == RIGHT}
    swapped = {at for at in true if at is not None and parsed.source.text[at] == WRONG}
    score.tally["glyphs"] += len(swapped)
    for edit in parsed.edits:
        if edit.rule == "glyph":
            score.tally["repaired"] += 1
            score.tally["repaired right"] += edit.start in swapped
            if edit.start not in swapped:
                yield "repaired", edit.start, "left alone", _around(parsed, edit)
    repaired = {edit.start for edit in parsed.edits if edit.rule == "glyph"}
    for at in sorted(swapped - repaired):
        yield "glyph", at, "repaired", _around(parsed, Edit(at, at + 1, "", "", ""))


def _documents(parsed: Parsed, wanted: Truth, score: Score) -> Found:
    """Where documents begin."""
    text = parsed.source.text
    found = {first_letter(text, document.root.start) for document in parsed.documents}
    score.tally["documents"] += len(wanted.documents)
    score.tally["documents read"] += len(found)
    score.tally["documents right"] += len(found & wanted.documents)
    for at in sorted(wanted.documents - found):
        yield "document", at, "a document begins", "none does"
    for at in sorted(found - wanted.documents):
        yield "document", at, "none begins", "a document"


def wrong_nodes(parsed: Parsed, wanted: Truth) -> int:
    """Return how many nodes and documents are not read, are read elsewhere, or are none."""
    score = Score(1, Counter(), Counter(), ())
    return sum(
        1 for _ in (*_tree(parsed, wanted, score), *_documents(parsed, wanted, score))
    )
