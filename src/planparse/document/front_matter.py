"""A document's blocks → the same, those of its classifier named: titles, whom it is for, who signed it, when, annexes.

An classifier has two ends, before the body and behind it. Terms and places follow GB/T 9704—2012, 7.2 and 7.3.
"""

import re
from collections.abc import Iterable, Sequence
from itertools import pairwise

from planparse.document.line_kinds import LONGEST, LineClassifier
from planparse.layout.paragraphs import Block
from planparse.text.characters import BLANKS, SQUARE
from planparse.text.titles import without_version
from planparse.tree import NodeKind

_LONGEST_TAIL = 20
"""No web page has more lines behind a document."""
_BODY, _FRONT, _CLOSE = 20, 60, 20
"""After so many paragraphs, or lines, no classifier is looked for, but in so many last lines."""


def named(blocks: Iterable[Block], classifier: LineClassifier) -> list[Block]:
    """Name the blocks of the classifier: before the first section, before numbering that begins anew, and at the end."""
    out: list[Block] = []
    run: list[Block] = []
    seen = False
    for block in blocks:
        if block.kind == "section":
            fresh = block.decision is not None and block.decision.fresh
            out += _run(run, classifier, first=not seen, open_end=not fresh)
            run = []
            out.append(block)
            seen = True
        else:
            run.append(block)
    tail = _tail(run, classifier)
    out += _run(run[:tail], classifier, first=not seen, open_end=False)
    return out + [block._replace(depth=0) for block in run[tail:]]


def _tail(run: Sequence[Block], classifier: LineClassifier) -> int:
    """From which of the last blocks on stands what a web page has behind the document: in none of its sections."""
    begin = len(run)
    for place in range(len(run) - 1, max(-1, len(run) - _LONGEST_TAIL - 1), -1):
        block = run[place]
        line = classifier.text[block.start : block.end]
        if block.kind != "paragraph" or not classifier.may_be_link(line):
            break
        if classifier.kind_of(block.start, block.end) in ("date", "attachment"):
            break
        begin = place if classifier.opens_tail(line) else begin
    return begin


def _run(
    run: list[Block], classifier: LineClassifier, *, first: bool, open_end: bool
) -> list[Block]:
    if not run or (open_end and not first):
        return run
    if first:
        return front(run, classifier)
    for place, block in enumerate(run):
        kind = (
            classifier.kind_of(block.start, block.end)
            if block.kind == "paragraph"
            else ""
        )
        line = classifier.text[block.start : block.end]
        titled = (
            block.kind == "paragraph"
            and classifier.title_like(block.start, block.end)
            and classifier.ends_as_title(line)
        )
        released = classifier.is_release(line)
        if (
            kind in ("date", "attachment")
            or titled
            or released
            or (block.kind == "paragraph" and _signed(run, place, classifier))
        ):
            rest = [
                b._replace(depth=0) if b.kind != "fragment" else b for b in run[place:]
            ]
            return run[:place] + front(rest, classifier, opening=False)
    return run


def _signed(run: Sequence[Block], place: int, classifier: LineClassifier) -> bool:
    """Whether a line signs, and a date stands behind it and others that do."""
    return classifier.signs(run[place].start, run[place].end) and _beside_date(
        run[place:], 0, classifier
    )


def front(
    blocks: Sequence[Block], classifier: LineClassifier, *, opening: bool = True
) -> list[Block]:
    """Name the blocks before the first section, and join titles that are wrapped over lines.

    Without `opening` they stand behind a document's body: only below another title is anybody addressed.
    """
    text = classifier.text
    blocks = _unglued(blocks, classifier) if opening else blocks
    addressing = opening
    spoken = False  # what follows 各位代表： has headings and no title
    out: list[Block] = []
    prose = 0
    taken = 0
    for place, block in enumerate(blocks):
        if place < taken:
            continue
        if (prose > _BODY or place > _FRONT) and len(blocks) - place > _CLOSE:
            out.append(block)
            continue
        line = text[block.start : block.end]
        if block.kind in ("title", "contents"):
            addressing = addressing or block.kind == "title"
            out.append(block)
            continue
        if len(line) > LONGEST and line[-1] in "。；":  # a sentence, the usual case
            prose += 1
            out.append(block)
            continue
        kind = classifier.kind_of(block.start, block.end)
        if kind == "signature" or (
            not kind and classifier.signs(block.start, block.end)
        ):
            kind = "signature" if _beside_date(blocks, place, classifier) else ""
        if (
            not kind
            and out
            and out[-1].kind == "signature"
            and classifier.dates(block.start, block.end)
        ):
            kind = "date"
        if not kind and not prose and _addresses(line, classifier):
            kind = "addressee" if addressing else ""
            spoken = spoken or (bool(kind) and classifier.is_greeting(line))
        elif not kind and out and out[-1].kind == "title" and _is_cut_number(line):
            kind = "docnumber"
        elif (
            not kind
            and (out or not opening)
            and classifier.is_annex(block.start, block.end)
        ):
            kind = "attachment"
        elif not kind and (lines := _occasion_lines(text, blocks, place, classifier)):
            out.append(_joined(blocks[place : place + lines], "subtitle"))
            taken = place + lines
            continue
        elif (
            not kind
            and out
            and out[-1].kind in ("title", "subtitle")
            and _is_subtitle(line, classifier)
        ):
            kind = "subtitle"
        elif (
            not kind
            and not spoken
            and classifier.may_begin_title(block.start, block.end)
        ):
            lines = _title_lines(text, blocks, place, classifier)
            if lines > 1:
                out.append(_joined(blocks[place : place + lines], "title"))
                taken = place + lines
                addressing = True
                continue
            if lines or (place == 0 and _is_title_alone(text, blocks, classifier)):
                kind = "title"
            elif (
                line[0] == "《"
                and out
                and (
                    out[-1].kind == "date"
                    or classifier.is_release(text[out[-1].start : out[-1].end])
                )
            ):
                kind = (
                    "title"
                    if _is_announced(
                        line, text[max(0, block.start - _ANNOUNCED) : block.start]
                    )
                    else ""
                )
        if kind:
            addressing = addressing or kind == "title"
            spoken = spoken and kind == "addressee"
            out.append(block._replace(kind=kind, depth=0))
        else:
            prose += len(line) > 40
            out.append(block)
    return out


def _joined(lines: Sequence[Block], kind: NodeKind) -> Block:
    """Lines of the classifier as one block."""
    joints = sorted(
        [joint for line in lines for joint in line.joints]
        + [(a.end, b.start) for a, b in pairwise(lines)]
    )
    return lines[0]._replace(
        kind=kind, depth=0, end=lines[-1].end, joints=tuple(joints)
    )


def _unglued(blocks: Sequence[Block], classifier: LineClassifier) -> Sequence[Block]:
    """The blocks, the first one parted where a title stands on one line with what follows it.

    That is its first sentence (…实施方案为贯彻…，制定本方案), or when a law was passed (…条例（2017年12月1日…通过）).
    """
    first = blocks[0]
    at, onward = (
        classifier.parted(first.start, first.end)
        if first.kind == "paragraph"
        else (0, 0)
    )
    if not onward:
        return blocks
    within = tuple(joint for joint in first.joints if joint[1] <= at)
    title = first._replace(kind="title", depth=0, end=at, joints=within, head=0)
    joints = tuple(joint for joint in first.joints if joint[0] > at)
    return [
        title,
        first._replace(line=onward, start=onward, body=onward, joints=joints, head=0),
        *blocks[1:],
    ]


def _occasion_lines(
    text: str, blocks: Sequence[Block], place: int, classifier: LineClassifier
) -> int:
    """How many lines, from this one on, say when and where a report was given: 0 if they do not."""
    block = blocks[place]
    line = text[block.start : block.end]
    if classifier.is_occasion(line):
        return 1
    if (
        len(line) > LONGEST
        or place + 1 == len(blocks)
        or blocks[place + 1].kind != "paragraph"
    ):
        return 0
    onward = text[blocks[place + 1].start : blocks[place + 1].end]
    return 2 if len(onward) <= LONGEST and classifier.is_occasion(line + onward) else 0


def _is_subtitle(line: str, classifier: LineClassifier) -> bool:
    """Whether a line after a title is a version in brackets, or begins with a dash (——2024年1月在…会议上)."""
    if re.fullmatch(r"(?:[(（][^()（）]{1,40}[)）]\s*)+", line):
        return not classifier.is_release(line)
    return line.startswith(("——", "--", "—", "－－")) and line[-1] not in "。；—-－"


_STANDARD = str.maketrans(
    SQUARE.opening + SQUARE.closing,
    SQUARE.opening[0] * len(SQUARE.opening) + SQUARE.closing[0] * len(SQUARE.closing),
)
"""Square brackets of all shapes as those of GB/T 9704—2012, 7.2.5: 〔 and 〕."""


def _is_cut_number(line: str) -> bool:
    """Whether a line is a document number that lost its 号: 东水发〔2026〕5."""
    issuer, _, rest = line.translate(_STANDARD).partition(SQUARE.opening[0])
    year, _, number = rest.partition(SQUARE.closing[0])
    return (
        2 <= len(issuer) <= 24
        and len(year) == 4
        and (year + number).isdecimal()
        and 0 < len(number) <= 5
    )


def _is_announced(line: str, before: str) -> bool:
    """Whether a line is the name of the plan that the notice before it says it issues, with 《》 as there."""
    name, closing, version = line[1:].partition("》")
    at = before.rfind(f"印发《{name}") + len(name) + 3
    return bool(
        closing
        and not without_version(version)
        and at > len(name) + 2
        and before[at] in "》（("
    )


_ANNOUNCED = 5000
"""No notice is longer."""


def _is_title_alone(
    text: str, blocks: Sequence[Block], classifier: LineClassifier
) -> bool:
    """Whether the first line, which is short and no sentence, may be a title without a 文种.

    It is none where it begins as a sentence does, or where the next goes on as one, in a text with broken lines.
    """
    start, end = blocks[0].start, blocks[0].end
    line = text[start:end]
    if not classifier.title_like(start, end):
        return False
    if end - start > 50 or line.endswith("文件") or on_path(text, blocks, 0):
        return False
    if (
        len(blocks) == 1
        or not blocks[1].joints
        or text[end : blocks[1].start].count("\n") > 1
    ):
        return True
    return not line.startswith(classifier.openings) and not text.startswith(
        classifier.dependent, blocks[1].start
    )


def _title_lines(
    text: str, blocks: Sequence[Block], place: int, classifier: LineClassifier
) -> int:
    """How many lines, from this one on, make up a title that ends in a 文种: 0 if they do not."""
    for lines in range(1, 5):
        if place + lines > len(blocks):
            return 0
        block = blocks[place + lines - 1]
        if lines > 1 and block.end - block.start == 1:  # 政府工作报⏎告
            before = blocks[place + lines - 2]
            return (
                lines
                if classifier.ends_as_title(
                    text[before.start : before.end] + text[block.start]
                )
                else 0
            )
        if block.kind != "paragraph":
            return 0
        line = text[block.start : block.end]
        if lines == 1 and classifier.kind_of(block.start, block.end) == "signature":
            onward = blocks[place + 1].start if place + 1 < len(blocks) else block.start
            if not text.startswith(
                classifier.matters, onward
            ):  # 东湖市水务局⏎关于…的通知
                return 0
            continue
        if not classifier.title_like(block.start, block.end):
            return 0
        if classifier.ends_as_title(line):
            return 0 if lines > 1 and _is_crumb(text, blocks, place) else lines
        if place + lines == len(blocks):
            return 0
        onward = blocks[place + lines].start
        if not (
            classifier.goes_on(line) or text.startswith(classifier.dependent, onward)
        ) and text[block.end : onward].strip(BLANKS) not in (
            "\n",
            "\r\n",
            "\r",
        ):
            return 0
    return 0


def _is_crumb(text: str, blocks: Sequence[Block], place: int) -> bool:
    """Whether a line is a web page's: on its path, or its neighbour's words once more."""
    return text[blocks[place].start : blocks[place].end] in _neighbours(
        text, blocks, place
    ) or on_path(text, blocks, place)


def on_path(text: str, blocks: Sequence[Block], place: int) -> bool:
    """Whether a line is on the path of a web page, a decision or a mark a line: 首页, >, 要闻."""
    line = text[blocks[place].start : blocks[place].end]
    return line in _PATH or not _PATH.isdisjoint(_neighbours(text, blocks, place))


def _neighbours(text: str, blocks: Sequence[Block], place: int) -> list[str]:
    """The lines before and behind a line."""
    return [
        text[blocks[at].start : blocks[at].end]
        for at in (place - 1, place + 1)
        if 0 <= at < len(blocks)
    ]


_PATH = frozenset(">＞»")
"""Lines between those of a web page's path."""


def _addresses(line: str, classifier: LineClassifier) -> bool:
    if line[-1] in "！!":
        return classifier.is_greeting(line)
    return (
        line[-1] in "：:"
        and len(line) <= 200
        and any(word in line for word in classifier.addressees)
        and not any(mark in line[:-1] for mark in "。！？")
        and not line.startswith(classifier.openings)
        and not any(word in line[-8:] for word in classifier.lead_ins)
        and not line.endswith(classifier.form_fields, 0, len(line) - 1)
    )


def _beside_date(
    blocks: Sequence[Block], place: int, classifier: LineClassifier
) -> bool:
    """Whether a date stands right before a block, on the same page, or behind it and others that sign."""
    before = blocks[place - 1] if place else None
    if (
        before
        and _is_date(before, classifier)
        and not classifier.text[before.end : blocks[place].start].strip()
    ):
        return True
    for block in blocks[place + 1 : place + 1 + _SIGNERS]:
        if _is_date(block, classifier):
            return True
        if block.kind != "paragraph" or not (
            block.end - block.start < 3 or classifier.signs(block.start, block.end)
        ):
            return False  # a seal's bracket may stand between
    return False


def _is_date(block: Block, classifier: LineClassifier) -> bool:
    return block.decision is None and classifier.dates(block.start, block.end)


_SIGNERS = 8
"""Hardly more bodies sign together."""
