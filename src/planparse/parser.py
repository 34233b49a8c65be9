"""Blocks → the section tree, by recursive descent: one function for a document's parts, one for a section.

`parse` is the whole way from a decoded source to a tree with its findings; every stage on it is a pure function
of a module of its own.
"""

import re
from collections.abc import Iterable, Sequence
from typing import NamedTuple

from planparse import balance, citations, claims, contents, headings, repairs
from planparse.blocks import Block, gather
from planparse.breaks import glue
from planparse.envelope import Envelope, counts_on, front, iso_date, spaced_out, year_of
from planparse.findings import Finding
from planparse.holes import regions
from planparse.lexer import Token, lex
from planparse.lexicon import Lexicon
from planparse.reading import DOCUMENT, UNREAD, Hole, Step, read
from planparse.source import Source
from planparse.tree import COMPLETE, HEADLESS, TRUNCATED, Document, Edit, Node, Parsed, Span
from planparse.words import spanning


class Part(NamedTuple):
    """The blocks of one document of a file."""

    blocks: list[Block]
    start: int
    end: int


def parse(source: Source, lexicon: Lexicon, *, repair: bool = True) -> Parsed:
    """Parse a decoded source into the tree of its documents. Never fails on text; doubts are findings.

    Without `repair` the tree is the same and no text is changed.
    """
    text = source.text
    tokens = contents.mark(text, lex(text, lexicon))
    steps = read(text, tokens, lexicon)
    envelope = Envelope(text, lexicon)
    lines = gather(text, tokens, steps, regions(steps), lexicon, spanning, envelope.is_part)
    blocks = headings.mark(text, lines, lexicon, envelope)
    strays, parts = _documents(text, blocks, envelope)
    documents, findings = [], list(_numbering(text, tokens, steps, lexicon))
    joints: list[tuple[int, int]] = []
    edits: list[Edit] = []
    for ordinal, part in enumerate(parts, 1):
        tree = _Builder(text, part, lexicon, envelope)
        root = tree.document()
        documents.append(tree.describe(ordinal, root))
        findings += tree.findings
        findings += [Finding("T304", at, at) for block in tree.blocks for at in block.doubtful]
        joints += [joint for block in tree.blocks for joint in block.joints]
        edits += [edit for block in tree.blocks if block.kind == "title" for edit in _closed_up(text, block)]
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
    findings += claims.findings(documents, text)
    findings.sort(key=lambda finding: (finding.start, finding.code))
    return Parsed(source, tuple(documents), tuple(strays), tuple(edits), tuple(findings))


# ── documents of a file ──────────────────────────────────────────────────────────────────────────────────


def _documents(text: str, blocks: list[Block], envelope: Envelope) -> tuple[list[Node], list[Part]]:
    """Cut the blocks of a file into its documents; what stands before the first title as chrome is stray."""
    first = _chrome(text, blocks, envelope)
    strays = [
        _leaf("paragraph", block)._replace(start=block.line if place else 0, end=_line(text, blocks, place + 1))
        for place, block in enumerate(blocks[:first])
    ]
    cuts = [first]
    title: str | None = None
    run = first
    for place in range(first, len(blocks)):
        block = blocks[place]
        if block.step is not None and block.step.depth == DOCUMENT:
            if place > cuts[-1]:
                cuts.append(place)
            run, title = place + 1, None
        elif block.kind == "section":
            if block.step is not None and block.step.move == "fresh":
                begin = _new_document(text, blocks, run, place, title, envelope)
                if begin is not None:
                    cuts.append(begin)
                    title = None
            if title is None:
                title = _first_title(text, blocks[cuts[-1] : place], envelope) or ""
            run = place + 1
    parts = []
    for place, cut in enumerate(cuts):
        upto = cuts[place + 1] if place + 1 < len(cuts) else len(blocks)
        parts.append(Part(blocks[cut:upto], _line(text, blocks, cut) if cut else 0, _line(text, blocks, upto)))
    return strays, parts


def _line(text: str, blocks: Sequence[Block], place: int) -> int:
    """Where a block's first line begins; behind the last block that is the text's end."""
    return blocks[place].line if place < len(blocks) else len(text)


def _chrome(text: str, blocks: Sequence[Block], envelope: Envelope) -> int:
    """How many of the first blocks belong to a web page or a database. A numbered line never does."""
    count = 0
    for block in blocks[:_MOST_CHROME]:
        if block.kind != "paragraph" or not envelope.is_chrome(text[block.start : block.end]):
            break
        count += 1
    return count


def _first_title(text: str, blocks: Iterable[Block], envelope: Envelope) -> str | None:
    for block in blocks:
        line = text[block.start : block.end]
        if block.kind == "title" or (envelope.title_like(block.start, block.end) and envelope.ends_as_title(line)):
            return line
    return None


def _new_document(
    text: str, blocks: Sequence[Block], run: int, place: int, title: str | None, envelope: Envelope
) -> int | None:
    """Where a new document begins, if numbering that starts again belongs to one: at its title."""
    for at in range(run, place):
        block = blocks[at]
        if block.kind != "paragraph":
            continue
        kind = envelope.kind_of(block.start, block.end)
        if kind == "attachment":
            return None
        line = text[block.start : block.end]
        if not envelope.title_like(block.start, block.end) or not envelope.ends_as_title(line):
            continue
        if (
            len(line) < _SHORTEST_TITLE
            and not (title and counts_on(title, line))
            and not any(envelope.is_part(before.start, before.end) for before in blocks[run:at])
        ):
            continue  # 活动安排 is a heading, unless a signature or a date has ended the document before it
        begin = at
        while begin > run and _opens_title(text, blocks[begin - 1], blocks[begin], envelope):
            begin -= 1
        whole = "".join("".join(text[b.start : b.end].split()) for b in blocks[begin:place])
        if title and "印发" in title and _carries(title, line, whole):
            return None
        return begin
    return None


def _carries(title: str, line: str, whole: str) -> bool:
    """Whether a notice's title names the plan: 关于印发《…》的通知."""
    bare = "".join(char for char in title if char.isalnum())
    named = "".join(char for char in line if char.isalnum())
    return named in bare or bare.split("印发", 1)[-1].removesuffix("的通知") in whole


def _opens_title(text: str, block: Block, onward: Block, envelope: Envelope) -> bool:
    line = text[block.start : block.end]
    return (
        block.kind == "paragraph"
        and len(line) >= 6
        and envelope.title_like(block.start, block.end)
        and not envelope.ends_as_title(line)
        and text[block.end : onward.start].strip(" \u3000\t") in ("\n", "\r\n", "\r")
    )


_SHORTEST_TITLE = 8
_MOST_CHROME = 12


# ── the tree ─────────────────────────────────────────────────────────────────────────────────────────────


class _Builder:
    """Builds one document's tree; `at` is the next block."""

    def __init__(self, text: str, part: Part, lexicon: Lexicon, envelope: Envelope) -> None:
        self.text, self.part, self.lexicon, self.envelope = text, part, lexicon, envelope
        self.ended = frozenset(lexicon.words.chars["terminal"] + lexicon.words.chars["closers"])
        self.inner = lexicon.words.chars["inner"]
        self.closings = lexicon.words.lists["closings"]
        self.blocks = self._named(part.blocks)
        self.findings: list[Finding] = []
        self.labels: dict[int, str] = {}
        self.untitled: dict[int, tuple[int, bool]] = {}
        """For each family the last number, and whether its section had no heading."""
        self.at = 0

    def document(self) -> Node:
        """The root: everything from the document's first character to the next document."""
        start, end = self.part.start, self.part.end
        children = self._children(0)
        return Node("document", start, end, start, Span(start, start), Span(start, start), children)

    def _children(self, depth: int) -> tuple[Node, ...]:
        """All nodes that stand `depth` sections deep, until one stands higher."""
        out: list[Node] = []
        blocks = self.blocks
        while self.at < len(blocks) and blocks[self.at].depth >= depth:
            block = blocks[self.at]
            if block.hole is not None:
                lacuna = min(max(0, min(hole.depth for hole in block.hole.holes)), depth)
                if lacuna < depth:
                    break
                out.append(self._lacuna(block))
                blocks[self.at] = block._replace(hole=None)
                continue
            self.at += 1
            out.append(self._section(block) if block.kind == "section" else self._leaf(block))
        return tuple(out)

    def _section(self, block: Block) -> Node:
        """A numbered node: its label, its heading, its own text, and all that stands below it."""
        step = block.step
        assert step is not None
        family = step.marker.family
        self.labels[family] = self.text[block.start : block.body]
        status = TRUNCATED if self._cut_off(block) else COMPLETE
        children = self._children(block.depth + 1)
        heads = self._heads(step, children)
        heading, own = self._heading(block, heads)
        self.untitled[family] = (step.marker.ordinal, heading.start == heading.end)
        end = children[-1].end if children else block.end
        if status == TRUNCATED:
            self.findings.append(Finding("T301", block.start, block.end, (self.labels[family],)))
        return tuple.__new__(Node, (
            "section", block.start, max(end, block.end), block.body, heading, own, children,
            family, step.marker.ordinal, status, (), "", (), None, step.margin,
        ))  # fmt: skip

    def _heads(self, step: Step, children: tuple[Node, ...]) -> bool:
        """Whether a section heads what stands below it; paragraphs behind the last of a bare list do not show it."""
        if not children or any(child.kind == "section" for child in children):
            return bool(children)
        return self.untitled.get(step.marker.family) != (step.marker.ordinal - 1, True)

    def _leaf(self, block: Block) -> Node:
        node = _leaf(block.kind, block)
        if block.kind == "paragraph":
            if not self._cut_off(block):
                return node
            self.findings.append(Finding("T301", block.start, block.end, (self.text[block.start : block.start + 8],)))
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
        return node

    def _lacuna(self, block: Block) -> Node:
        region = block.hole
        assert region is not None
        missing: list[str] = []
        for hole in region.holes:
            style = self.labels.get(hole.family) or self._style_after(hole.family)
            for ordinal in range(hole.first, min(hole.last, hole.first + 998) + 1):
                missing.append(
                    self.lexicon.relabel(hole.family, style, ordinal)
                    if style
                    else self.lexicon.families[hole.family].format(ordinal) or str(ordinal)
                )
        evidence = ", ".join(self._evidence(hole) for hole in region.holes)
        code = "N205" if block.bare else "N201"
        if block.bare:
            evidence += " = " + ", ".join(self.text[start:end] for start, end in block.bare)
        self.findings.append(Finding(code, block.start, block.start, (" ".join(missing), evidence)))
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
            holes=region.holes,
        )

    def _style_after(self, family: int) -> str:
        for block in self.blocks[self.at :]:
            if block.step is not None and block.step.marker.family == family and block.step.depth >= 0:
                return self.text[block.start : block.body]
        return ""

    def _evidence(self, hole: Hole) -> str:
        family, first, last, _ = hole
        style = self.labels.get(family) or self._style_after(family)
        before = self.lexicon.relabel(family, style, first - 1) if first > 1 and style else ""
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
        following = self.blocks[self.at] if self.at < len(self.blocks) else None
        if following is not None and following.hole is None:
            return False
        own = self.text[block.body : block.end]
        prose = any(mark in own for mark in self.inner)
        if following is not None:
            return prose
        if own[-1] in "，、,":
            return not own.endswith(self.closings, 0, len(own) - 1)
        if block.step is None:
            return False
        if self.lexicon.families[block.step.marker.family].spoken and len(own) < _CLAUSE:
            return True
        return prose and not own.endswith(self.closings) and not self._loose()

    def _loose(self) -> bool:
        """Whether this document often leaves out the mark at the end of a paragraph."""
        prose = [
            block
            for block in self.part.blocks
            if block.end - block.body > 30 and any(m in self.text[block.body : block.end] for m in self.inner)
        ]
        return sum(self.text[block.end - 1] not in self.ended for block in prose[:-1]) * 4 > len(prose)

    def _heading(self, block: Block, parent: bool) -> tuple[Span, Span]:
        """Where a section's heading and its own text lie (`（一）标题。正文`, `（一）标题：正文`, `三、标题 正文`)."""
        text, end = self.text, block.end
        start = _skip(text, block.body, end, self.lexicon.blanks)
        none = Span(start, start)
        assert block.step is not None
        family = self.lexicon.families[block.step.marker.family]
        if start == end:
            return none, Span(end, end)
        if family.untitled:
            return none, Span(start, end)
        plain = _PLAIN_STOP.match(text, start, end)
        stop = plain.end() - 1 if plain else _first(_STOP, text, start, end)
        if stop < 0:
            return (none, Span(start, end)) if family.spoken else (Span(start, end), Span(end, end))
        near = min(stop, start + 60)
        blank = _first(_BLANK, text, start, near, start + 4) if _BLANKS.search(text, start + 4, near) else -1
        if blank >= 0 and not text[start:blank].isascii():
            return Span(start, blank), Span(_skip(text, blank, end, self.lexicon.blanks), end)
        if text[stop] in "。：:！？" and stop - start <= 50:
            after = _skip(text, stop + 1, end, self.lexicon.blanks)
            if after < end:
                return Span(start, stop), Span(after, end)
            if parent or text[stop] in "：:":
                return Span(start, stop), Span(end, end)
            return none, Span(start, end)
        if not parent:
            return none, Span(start, end)
        sentence = _SENTENCE.search(text, start, end)
        whole = sentence.start() if sentence else end
        if whole >= end - 1 and end - start <= 60:
            return Span(start, start + len(text[start:end].rstrip("。：:；;"))), Span(end, end)
        if 0 < whole - start <= 40 and text[stop] in "，,":
            return Span(start, whole), Span(_skip(text, whole + 1, end, self.lexicon.blanks), end)
        return none, Span(start, end)

    # ── the envelope ────────────────────────────────────────────────────────────────────────────────────

    def _named(self, blocks: list[Block]) -> list[Block]:
        """Name the envelope: before the first section, before numbering that begins anew, and at the end."""
        out: list[Block] = []
        run: list[Block] = []
        seen = False
        for block in blocks:
            if block.kind == "section":
                fresh = block.step is not None and block.step.fresh
                out += self._run(run, first=not seen, open_end=not fresh)
                run = []
                out.append(block)
                seen = True
            else:
                run.append(block)
        return out + self._run(run, first=not seen, open_end=False)

    def _run(self, run: list[Block], *, first: bool, open_end: bool) -> list[Block]:
        if not run or (open_end and not first):
            return run
        if first:
            return front(run, self.envelope)
        for place, block in enumerate(run):
            kind = self.envelope.kind_of(block.start, block.end) if block.kind == "paragraph" else ""
            line = self.text[block.start : block.end]
            titled = (
                block.kind == "paragraph"
                and self.envelope.title_like(block.start, block.end)
                and self.envelope.ends_as_title(line)
            )
            released = self.envelope.is_release(line)
            if (
                kind in ("date", "attachment")
                or titled
                or released
                or (kind == "signature" and self._dated(run, place))
            ):
                rest = [b._replace(depth=0) if b.kind != "fragment" else b for b in run[place:]]
                return run[:place] + front(rest, self.envelope)
        return run

    def _dated(self, run: Sequence[Block], place: int) -> bool:
        onward = run[place + 1 : place + 3]
        return any(self.envelope.kind_of(block.start, block.end) == "date" for block in onward)

    def describe(self, ordinal: int, root: Node) -> Document:
        """The document with its title, its year and the counts it declares."""
        titles: list[str] = []
        dates: list[str] = []
        numbers: list[str] = []
        begun = False
        for node in root.children:
            if node.kind == "section":
                begun = True
            elif node.kind == "title":
                if not begun or self._carried(titles, self.text[node.start : node.end]):
                    titles.append(clean_title(self.text[node.body : node.end]))
            elif node.kind in ("date", "subtitle"):
                dates.append(self.text[node.start : node.end])
            elif node.kind == "docnumber":
                numbers.append(self.text[node.start : node.end])
        title = titles[-1] if titles else None
        last = root.children[-1] if root.children else None
        while last is not None and last.children:
            last = last.children[-1]
        closing = self.text[last.start : last.end] if last is not None and last.kind == "paragraph" else ""
        year = None
        for line in [*reversed(titles), *dates, closing if self.envelope.tells_issue(closing) else "", *numbers]:
            year = year if year is not None else self._year(line)
        return Document(ordinal, root, title, year, claims.of(self.text, root))

    def _carried(self, titles: list[str], line: str) -> bool:
        return any("印发" in title and _carries(title, line, line) for title in titles)

    @staticmethod
    def _year(line: str) -> int | None:
        year = year_of(line)
        if year is None:
            found = re.search(r"[〔\[（(【]\s*((?:19|20)[0-9]{2})\s*[〕\]）)】]\s*第?\s*[0-9]+\s*号", line)
            year = int(found[1]) if found else None
        return year


def clean_title(text: str) -> str:
    """A title without its line breaks, the blanks of letter spacing, and the # of Markdown."""
    text = text.lstrip("# ")
    return "".join(text.split()) if any("\u3400" <= char <= "\u9fff" for char in text) else " ".join(text.split())


def _leaf(kind: str, block: Block) -> Node:
    make, start, end = tuple.__new__, block.start, block.end
    if kind == "paragraph" and block.head:
        after = min(block.head + 1, end)
        body, heading, own = start, make(Span, (start, block.head)), make(Span, (after, end))
    elif kind == "title":
        body, heading, own = block.body, make(Span, (block.body, end)), make(Span, (end, end))
    else:
        body, heading, own = start, make(Span, (start, start)), make(Span, (start, end))
    return make(Node, (kind, start, end, body, heading, own, (), None, None, COMPLETE, (), "", (), None, None))


_DATED_END = re.compile(r".\s*(?:19|20)\d{2}\s*年\s*\d{1,2}\s*月\s*\d{1,2}\s*日\s*$")
"""A reply may end with its date on the line of its last sentence."""
_CLAUSE = 16
"""An item of a spoken series that ends without a mark and is shorter than this is no whole clause."""
_WHOLE = "|".join(
    (
        r"[（(][^（()）]{0,80}[)）]|《[^《》]{0,80}》|“[^“”]{0,80}”",  # what is enclosed
        r"[a-zA-Z]+://[!-~]*",  # an address
        r"[0-9０-９][:：](?=[0-9０-９])",  # a ratio, a time
    )
)
"""What no mark and no blank inside divides."""
_STOP = re.compile(rf"{_WHOLE}|([。：:！？；;，,])")
_PLAIN_STOP = re.compile("[^。：:！？；;，,（(《“]*(?:[。！？；;，,]|(?<![0-9０-９a-zA-Z])[：:])")
"""The usual case of the same, found faster: nothing before the mark can enclose it."""
_BLANK = re.compile(rf"{_WHOLE}|([\u3000\t]|[ \u00a0]{{2,}}|(?<![!-~])[ \u00a0](?![!-~]))")
_BLANKS = re.compile("[ \u3000\t\u00a0]+")
_SENTENCE = re.compile("[。！？]")


def _first(marks: re.Pattern[str], text: str, start: int, end: int, least: int = 0) -> int:
    """Where the first of some marks stands that divides a line, from `least` on; -1 where there is none."""
    for match in marks.finditer(text, start, end):
        if match.lastindex and match.start() >= least:
            return match.start()
    return -1


def _skip(text: str, at: int, end: int, blanks: frozenset[str]) -> int:
    while at < end and text[at] in blanks:
        at += 1
    return at


def _closed_up(text: str, block: Block) -> Iterable[Edit]:
    """The blanks between the characters of a title's line that is set wide (工 作 要 点), as edits."""
    at = block.body
    for upto, onward in [*block.joints, (block.end, block.end)]:
        line = text[at:upto].strip(" \u3000\u00a0\t")
        if spaced_out(line):
            start = text.index(line, at)
            for blank in _BLANKS.finditer(text, start, start + len(line)):
                yield Edit(blank.start(), blank.end(), blank[0], "", "letter-spacing")
        at = onward


def _numbering(text: str, tokens: Sequence[Token], steps: Sequence[Step], lexicon: Lexicon) -> Iterable[Finding]:
    """Findings of the reading itself: repeated numbers, doubtful ones, out of order. 第二条之一 repeats nothing."""
    before = ""
    for step in steps:
        if step.depth == UNREAD:
            continue
        token = tokens[step.token]
        label = text[token.head : token.body]
        inserted = step.marker.prefix and not lexicon.families[step.marker.family].decimal
        if step.move == "repeat" and not inserted:
            yield Finding("N202", token.head, token.body, (label,))
        elif step.move == "backward":
            yield Finding("N203", token.head, token.body, (label, before))
        elif step.move == "first" and step.marker.ordinal > 1:
            yield Finding("N206", token.head, token.body, (label,))
        if 0 < step.margin <= _DOUBTFUL:
            yield Finding("N204", token.head, token.body, (label,))
        before = label


_DOUBTFUL = 0.3
"""A reading that is dearer by no more than this is nearly as good."""
