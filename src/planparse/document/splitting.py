"""Blocks → the documents of a file: where each begins, and how much before the first is a web page's chrome."""

from collections.abc import Iterable, Sequence
from typing import NamedTuple

from planparse.document.front_matter import on_path
from planparse.document.line_kinds import LineClassifier
from planparse.layout.paragraphs import Block
from planparse.numbering.reading import DOCUMENT
from planparse.text.characters import BLANKS
from planparse.text.titles import carries, counts_on


class Part(NamedTuple):
    """The blocks of one document of a file, and its span: up to where the next one begins."""

    blocks: list[Block]
    start: int
    end: int


def documents(
    text: str, blocks: Sequence[Block], classifier: LineClassifier
) -> tuple[int, list[Part]]:
    """Cut the blocks of a file into its documents. So many of the first blocks are chrome, and stand in none."""
    first = _chrome(text, blocks, classifier)
    cuts = [first]
    title: str | None = None
    run = first
    for place in range(first, len(blocks)):
        block = blocks[place]
        if block.decision is not None and block.decision.depth == DOCUMENT:
            if place > cuts[-1]:
                cuts.append(place)
            run, title = place + 1, None
        elif block.kind == "section":
            if block.decision is not None and block.decision.transition == "fresh":
                begin = _new_document(text, blocks, run, place, title, classifier)
                if begin is not None:
                    cuts.append(begin)
                    title = None
            if title is None:
                title = _first_title(text, blocks[cuts[-1] : place], classifier) or ""
            run = place + 1
    parts = []
    for place, cut in enumerate(cuts):
        upto = cuts[place + 1] if place + 1 < len(cuts) else len(blocks)
        begin = line_of(text, blocks, cut) if cut else 0
        parts.append(Part(list(blocks[cut:upto]), begin, line_of(text, blocks, upto)))
    return first, parts


def line_of(text: str, blocks: Sequence[Block], place: int) -> int:
    """Where a block's first line begins; behind the last block that is the text's end."""
    return blocks[place].line if place < len(blocks) else len(text)


def _chrome(text: str, blocks: Sequence[Block], classifier: LineClassifier) -> int:
    """How many of the first blocks belong to a web page or a database. A numbered line never does."""
    count = 0
    seen = False
    before = ""
    for place, block in enumerate(blocks[:_MOST_CHROME]):
        line = text[block.start : block.end]
        if block.kind != "paragraph":
            break
        sure = classifier.is_chrome(line)
        seen = seen or sure
        if (
            sure
            or classifier.is_web_field(line)
            or line == before
            or on_path(text, blocks, place)
        ):
            count = place + 1 if seen else count
        elif (
            not before.endswith(("：", ":"))
            or line[-1] in "：:。"
            or classifier.ends_as_title(line)
        ):
            break  # else the value of a field
        before = line
    return count


def _first_title(
    text: str, blocks: Iterable[Block], classifier: LineClassifier
) -> str | None:
    for block in blocks:
        line = text[block.start : block.end]
        if block.kind == "title" or (
            classifier.title_like(block.start, block.end)
            and classifier.ends_as_title(line)
        ):
            return line
    return None


def _new_document(
    text: str,
    blocks: Sequence[Block],
    run: int,
    place: int,
    title: str | None,
    classifier: LineClassifier,
) -> int | None:
    """Where a new document begins, if numbering that starts again belongs to one: at its title."""
    for at in range(run, place):
        block = blocks[at]
        if block.kind != "paragraph":
            continue
        kind = classifier.kind_of(block.start, block.end)
        if kind == "attachment" or classifier.is_annex(block.start, block.end):
            return None
        line = text[block.start : block.end]
        if not classifier.title_like(
            block.start, block.end
        ) or not classifier.ends_as_title(line):
            continue
        if (
            len(line) < _SHORTEST_TITLE
            and not (title and counts_on(title, line))
            and not any(
                classifier.is_part(before.start, before.end)
                for before in blocks[run:at]
            )
        ):
            continue  # 活动安排 is a heading, unless a signature or a date has ended the document before it
        begin = at
        while begin > run and _opens_title(
            text, blocks[begin - 1], blocks[begin], classifier
        ):
            begin -= 1
        whole = "".join(
            "".join(text[b.start : b.end].split()) for b in blocks[begin:place]
        )
        if title and "印发" in title and carries(title, line, whole):
            return None
        return begin
    return None


def _opens_title(
    text: str, block: Block, onward: Block, classifier: LineClassifier
) -> bool:
    line = text[block.start : block.end]
    issuer = classifier.kind_of(
        block.start, block.end
    ) == "signature" and text.startswith(classifier.matters, onward.start)
    return (
        block.kind == "paragraph"
        and len(line) >= 6
        and (
            issuer
            or (
                classifier.title_like(block.start, block.end)
                and not classifier.ends_as_title(line)
            )
        )
        and text[block.end : onward.start].strip(BLANKS) in ("\n", "\r\n", "\r")
    )


_SHORTEST_TITLE = 8
_MOST_CHROME = 24
