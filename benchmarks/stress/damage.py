"""Damaged texts with the map of their offsets, and the kinds of damage that plain text suffers.

Each kind is a small pure function from a clean document and a random generator to changes of its text.
"""

import re
from bisect import bisect_right
from collections.abc import Callable, Iterable, Iterator, Sequence
from itertools import pairwise
from random import Random
from typing import NamedTuple

from benchmarks.stress.clean import Clean

LOST, BREAK, PUT, SWAP = "lost", "break", "put", "swap"
"""What a change is: text taken out; a break put into a paragraph, to be joined again; other text put in, or a break
that nobody need join; as many other characters in the place of some."""
HEAD, CLAUSE, CLOSING, MARK = "head", "clause", "closing", "mark"
"""What else is put in: a line of a running head; a paragraph that is a clause of an article; one that closes a part or
the document; marks of Markdown, which part no label."""
OPENING, PAGE = "opening", "page"
"""Nor is this of the document: a mark before its title, with which it begins; lines of the web page around it."""


class Change(NamedTuple):
    """`clean[start:end]` is replaced by `after`."""

    start: int
    end: int
    after: str
    what: str


class Damaged(NamedTuple):
    """A damaged text with its map: piece by piece, where it starts in the clean and in the damaged text, its length.

    What is in no piece was lost, or was put in.
    """

    text: str
    changes: tuple[Change, ...]
    pieces: tuple[tuple[int, int, int], ...]

    def there(self, clean: int) -> int | None:
        """Where a character of the clean text stands now; None if it is lost."""
        at = bisect_right(self.pieces, (clean, float("inf"), 0)) - 1
        if at < 0:
            return None
        start, now, length = self.pieces[at]
        return now + clean - start if clean < start + length else None

    def behind(self, clean: int) -> int:
        """Where the first character stands now that is not lost, from this one of the clean text on."""
        at = bisect_right(self.pieces, (clean, float("inf"), 0)) - 1
        if at >= 0 and clean < self.pieces[at][0] + self.pieces[at][2]:
            return self.pieces[at][1] + clean - self.pieces[at][0]
        return self.pieces[at + 1][1] if at + 1 < len(self.pieces) else len(self.text)

    def whole(self, start: int, end: int) -> bool:
        """Whether a stretch of the clean text stands in the damaged one, nothing lost and nothing put in."""
        first, last = self.there(start), self.there(end - 1)
        if first is None or last is None:
            return False
        marks = sum(
            len(change.after)
            for change in self.changes
            if change.what == MARK and start < change.start < end
        )
        return last - first == end - 1 - start + marks

    def put(self, what: str) -> Iterator[tuple[int, int]]:
        """The spans in the damaged text of what changes of a kind wrote there."""
        by = 0
        for start, end, after, kind in self.changes:
            if kind == what:
                yield start + by, start + by + len(after)
            by += len(after) - (end - start)


def apply(text: str, changes: Iterable[Change]) -> Damaged:
    """Make all changes. They must not overlap; those at one place are made in the order given."""
    ordered = tuple(sorted(changes, key=lambda change: (change.start, change.end)))
    out: list[str] = []
    pieces: list[tuple[int, int, int]] = []
    at = now = 0

    def keep(start: int, length: int, said: str) -> None:
        nonlocal now
        if length:
            pieces.append((start, now, length))
        out.append(said)
        now += len(said)

    for start, end, after, what in ordered:
        if start < at:
            raise ValueError(f"changes overlap at {start}")
        keep(at, start - at, text[at:start])
        keep(start, end - start if what == SWAP else 0, after)
        at = end
    keep(at, len(text) - at, text[at:])
    return Damaged("".join(out), ordered, tuple(pieces))


Damage = Callable[[Clean, Random], list[Change]]


# ── lines ────────────────────────────────────────────────────────────────────────────────────────────────


def lines_of(text: str) -> Iterator[tuple[int, int]]:
    """The lines that hold more than blanks: where each begins and where its text ends."""
    for line in re.finditer(r"[^\r\n]+", text):
        if line[0].strip():
            yield line.start(), line.start() + len(line[0].rstrip())


def labels(clean: Clean) -> list[tuple[int, int]]:
    """The spans of all labels."""
    return [(node.start, node.body) for node in clean.nodes]


def inside(spans: Sequence[tuple[int, int]], at: int) -> bool:
    """Whether a place lies within one of some ordered spans, both ends counted as outside."""
    before = bisect_right(spans, (at, 0)) - 1
    return before >= 0 and spans[before][0] < at < spans[before][1]


def some(
    random: Random, things: Sequence[tuple[int, int]], share: float
) -> list[tuple[int, int]]:
    """A share of some things, at least one where there are any."""
    return sorted(
        random.sample(things, min(len(things), max(1, round(share * len(things)))))
    )


def drop_lines(clean: Clean, random: Random) -> list[Change]:
    """One line in twenty is gone, with its end."""
    text = clean.text
    out = []
    for start, end in some(random, list(lines_of(text)), 1 / 20):
        after = re.compile(r"[^\S\r\n]*(\r\n|\r|\n|$)").match(text, end)
        out.append(Change(start, after.end() if after else end, "", LOST))
    return out


def drop_stretch(clean: Clean, random: Random) -> list[Change]:
    """From the middle of a line to the middle of another, one to ten lines below it, all is gone but a line end."""
    lines, spans = list(lines_of(clean.text)), labels(clean)
    if len(lines) < 4:
        return []
    first = random.randrange(1, len(lines) - 2)
    last = min(len(lines) - 1, first + random.randint(1, 10))
    middles = []
    for start, end in (lines[first], lines[last]):
        label = next(
            (body for head, body in spans if start <= head and body <= end), start
        )
        middles.append(random.randint(min(label + 1, end), end))
    while inside(spans, middles[0]):
        middles[0] += 1
    while inside(spans, middles[1]):
        middles[1] += 1
    return (
        [Change(middles[0], middles[1], "\n", LOST)] if middles[0] < middles[1] else []
    )


def drop_numbers(clean: Clean, random: Random) -> list[Change]:
    """One label in twenty is gone, the text behind it stays; at line starts only, as word processors lose them."""
    heads = {
        start + len(clean.text[start:end]) - len(clean.text[start:end].lstrip())
        for start, end in lines_of(clean.text)
    }
    return [
        Change(*span, "", LOST)
        for span in some(
            random, [span for span in labels(clean) if span[0] in heads], 1 / 20
        )
    ]


def cut_end(clean: Clean, random: Random) -> list[Change]:
    """All is gone from a place in the last two thirds on."""
    size = len(clean.text)
    at, spans = random.randrange(size // 3, size), labels(clean)
    while inside(spans, at):
        at += 1
    return [Change(at, size, "", LOST)]


# ── breaks ───────────────────────────────────────────────────────────────────────────────────────────────

ENDED = "。；！？"
PAUSES = ENDED + "：:;"
CLOSING = "，。；：、！？）》”’〉】)]"


def join_items(clean: Clean, random: Random) -> list[Change]:
    """Three numbered lines in ten stand behind the line before, where that ends as a sentence does."""
    lines = list(lines_of(clean.text))
    heads = {node.start for node in clean.nodes}
    joints = []
    for (_, before), (start, end) in pairwise(lines):
        head = end - len(clean.text[start:end].lstrip())
        if head in heads and clean.text[before - 1] in ENDED:
            joints.append((before, head))
    return [
        Change(before, head, "", LOST) for before, head in some(random, joints, 3 / 10)
    ]


def wrap(clean: Clean, random: Random) -> list[Change]:
    """Every line is broken at one width, 24 to 44; a closing mark stays on the line it closes.

    Breaks behind the end of a sentence and beside a blank count neither way: a paragraph may well end there.
    """
    width = random.randint(24, 44)
    out = []
    for start, end in lines_of(clean.text):
        at = start + width
        while at < end:
            while at < end and clean.text[at] in CLOSING:
                at += 1
            if at < end:
                beside = clean.text[at - 1 : at + 1]
                open_end = beside[0] not in PAUSES and not any(map(str.isspace, beside))
                out.append(Change(at, at, "\n", BREAK if open_end else PUT))
            at += width
    return out


def break_words(clean: Clean, random: Random) -> list[Change]:
    """One break in a word for each 400 characters, three in ten with an empty line."""
    spans = labels(clean)
    places = sorted(
        {(random.randrange(start + 1, end), 0) for start, end in clean.words}
    )
    free = [place for place in places if not inside(spans, place[0])]
    chosen = some(random, free, len(clean.text) / 400 / max(1, len(free)))
    return [
        Change(at, at, "\n\n" if random.random() < 0.3 else "\n", BREAK)
        for at, _ in chosen
    ]


def number_pages(clean: Clean, random: Random) -> list[Change]:
    """A page number every 500 to 900 characters, half of them at a line's end and half in mid-line."""
    style = random.choice(("— {} —", "- {} -", "第 {} 页", "{}"))
    spans, ends = labels(clean), [end for _, end in lines_of(clean.text)]
    out: list[Change] = []
    at, page = random.randint(500, 900), random.randint(1, 5)
    while at < len(clean.text):
        place = at
        if random.random() < 0.5:
            place = next((end for end in ends if end >= at), len(clean.text))
        while inside(spans, place):
            place += 1
        if not out or place > out[-1].start:
            at_end = place >= len(clean.text) or clean.text[place] in "\r\n"
            out.append(
                Change(
                    place,
                    place,
                    f"\n{style.format(page)}" + ("" if at_end else "\n"),
                    PUT,
                )
            )
        page += 1
        at = place + random.randint(500, 900)
    return out


# ── characters ───────────────────────────────────────────────────────────────────────────────────────────

WIDTHS = (
    dict(zip("（）", "()", strict=True)),
    dict(zip("0123456789", "０１２３４５６７８９", strict=True)),
    dict(zip("，；：！？", ",;:!?", strict=True)),
    {".": "．"},
)
"""Classes of characters that are printed full and half wide."""


def flip_widths(clean: Clean, random: Random) -> list[Change]:
    """Of brackets, digits, marks, points: each class with even chance, and then every other one of its characters."""
    flips: dict[str, str] = {}
    for widths in WIDTHS:
        if random.random() < 0.5:
            flips |= widths | {other: one for one, other in widths.items()}
    return [
        Change(at, at + 1, flips[char], SWAP)
        for at, char in enumerate(clean.text)
        if char in flips and random.random() < 0.5
    ]


WRONG, RIGHT = "臵", "置"


def swap_glyph(clean: Clean, random: Random) -> list[Change]:  # noqa: ARG001 - nothing of it is left to chance
    """臵 for 置 everywhere."""
    return [
        Change(at.start(), at.end(), WRONG, SWAP)
        for at in re.finditer(RIGHT, clean.text)
    ]


def stray_glyph(clean: Clean, random: Random) -> list[Change]:
    """臵 in the place of some other character, once: what stood there cannot be known."""
    hidden = {at for start, end in labels(clean) for at in range(start, end)}
    places = [
        at.start()
        for at in re.finditer("[一-鿿]", clean.text)
        if at[0] != RIGHT and at.start() not in hidden
    ]
    return [Change(at, at + 1, WRONG, SWAP) for at in random.sample(places, 1)]


def nothing(clean: Clean, random: Random) -> list[Change]:  # noqa: ARG001 - a damage like any other
    """No change."""
    return []
