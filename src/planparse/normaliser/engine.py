"""Source → clean text and ledger: rules are asked for changes, over and over, until none is left.

Each pass parses the text as it then is, so that what one rule has cleared another can see. The changes of all
passes are put together into one list over the original, and what the last pass has seen needs no change: normalising
a clean text changes nothing.
"""

from collections.abc import Collection, Iterable, Iterator, Sequence
from typing import NamedTuple

from planparse.grammar.lexicon import Lexicon
from planparse.normaliser.ledger import Entry, Ledger, Left, Places, line_ends, unified
from planparse.normaliser.rules import RULES, Change, View
from planparse.pipeline import parse
from planparse.text.encoding import Source, sha256_of, to_bytes
from planparse.tree import Finding

_PASSES = 12
"""A text that is not at rest after so many passes is given back as it was."""


class Options(NamedTuple):
    """What is to be done: the names of the rules, `keep`, `full` or `half` punctuation, labels in the standard form."""

    rules: Collection[str] = tuple(RULES)
    punctuation: str = "keep"
    canonical: bool = False


_DEFAULTS = Options()


class Normalised(NamedTuple):
    """A clean text, its ledger, and the doubts about the original that stay: breaks (T304) and glyphs (T305)."""

    text: str
    ledger: Ledger
    doubts: tuple[Finding, ...]


class _Made(NamedTuple):
    """A change over the passes so far: `original[start:end]` became `now[at:upto]`."""

    start: int
    end: int
    at: int
    upto: int
    rule: str
    confidence: float
    reason: str


def normalise(
    source: Source,
    lexicon: Lexicon,
    options: Options = _DEFAULTS,
    sha256: str | None = None,
) -> Normalised:
    """Clean a decoded text by the rules of the options. Never fails on text.

    `sha256` is that of the file's bytes, worked out again where it is not given.
    """
    first = text = unified(source.text)
    made: list[_Made] = []
    doubts: tuple[Finding, ...] | None = None
    for _ in range(_PASSES):
        parsed = parse(Source(text, "utf-8"), lexicon)
        if doubts is None:
            doubts = tuple(found for found in parsed.findings if found.code in _DOUBTS)
        changes = _settled(
            text,
            _wanted(
                View(text, parsed, lexicon, options.punctuation, options.canonical),
                options,
            ),
        )
        if not changes:
            break
        made = _composed(made, changes)
        text = _changed(text, changes)
        made = [
            one for one in made if first[one.start : one.end] != text[one.at : one.upto]
        ]
    else:
        made, text = [], first
    return _told(source, first, text, made, doubts or (), sha256)


_DOUBTS = {
    "T304": ("join", "the sentence may go on here, or not"),
    "T305": ("glyph", "the evidence is mixed"),
}


def _wanted(view: View, options: Options) -> Iterator[tuple[Change, str]]:
    for name, rule in RULES.items():
        if name in options.rules:
            for change in rule(view):
                yield change, name


def _settled(
    text: str, wanted: Iterable[tuple[Change, str]]
) -> list[tuple[Change, str]]:
    """The changes in order of place, without those that change nothing or overlap one before; longer ones first.

    What is left out because it overlaps, the next pass sees again.
    """
    out: list[tuple[Change, str]] = []
    for change, name in sorted(
        wanted, key=lambda entry: (entry[0].start, -entry[0].end)
    ):
        if out and change.start < out[-1][0].end:
            continue
        if out and change.start == out[-1][0].start == out[-1][0].end:
            continue  # two insertions at one place
        if text[change.start : change.end] != change.after:
            out.append((change, name))
    return out


def _changed(text: str, changes: Iterable[tuple[Change, str]]) -> str:
    out: list[str] = []
    done = 0
    for change, _ in changes:
        out += (text[done : change.start], change.after)
        done = change.end
    return "".join((*out, text[done:]))


def _composed(
    made: Sequence[_Made], changes: Iterable[tuple[Change, str]]
) -> list[_Made]:
    """What was made before, and then the changes, as one list; what overlaps becomes one change."""
    out: list[_Made] = []
    back = shift = place = (
        0  # from the text to the original; from the text to what it becomes
    )
    for change, name in changes:
        start, end = change.start, change.end
        while place < len(made) and _stands_before(made[place], start, end):
            back = made[place].end - made[place].upto
            out.append(_moved(made[place], shift))
            place += 1
        first, at, upto = start + back, start, end
        rules, confidence, reasons = [], change.confidence, []
        while (
            place < len(made)
            and made[place].at <= end
            and (made[place].at < end or start == end)
        ):
            old = made[place]
            if old.at < at:
                first, at = old.start, old.at
            upto = max(upto, old.upto)
            back = old.end - old.upto
            rules += old.rule.split("+")
            reasons.append(old.reason)
            confidence = min(confidence, old.confidence)
            place += 1
        after = (start - at) + len(change.after) + (upto - end)
        rules = list(dict.fromkeys([*rules, name]))
        reason = "; then ".join(dict.fromkeys([*reasons, change.reason]))
        out.append(
            _Made(
                first,
                upto + back,
                at + shift,
                at + shift + after,
                "+".join(rules),
                confidence,
                reason,
            )
        )
        shift += len(change.after) - (end - start)
    out += (_moved(old, shift) for old in made[place:])
    return out


def _stands_before(old: _Made, start: int, end: int) -> bool:
    """Whether a change lies wholly before another; of a deletion and an insertion at one place neither does."""
    return old.upto < start or (
        old.upto == start and not old.at == old.upto == start == end
    )


def _moved(old: _Made, shift: int) -> _Made:
    return old._replace(at=old.at + shift, upto=old.upto + shift) if shift else old


def _told(
    source: Source,
    first: str,
    text: str,
    made: Sequence[_Made],
    doubts: Sequence[Finding],
    sha256: str | None,
) -> Normalised:
    """The clean text with its ledger, whose places are those of the original with its own line ends."""
    original = source.text
    place = Places(original) if len(first) < len(original) else int
    entries = []
    for one in made:
        start, end = place(one.start), place(one.end)
        before, after = original[start:end], text[one.at : one.upto]
        entries.append(
            Entry(
                one.rule, start, end, one.at, before, after, one.confidence, one.reason
            )
        )
    usual, others = line_ends(original, entries)
    moved = tuple(
        found._replace(start=place(found.start), end=place(found.end))
        for found in doubts
    )
    ledger = Ledger(
        sha256 or sha256_of(to_bytes(source)),
        sha256_of(text.encode()),
        source.encoding,
        source.bom,
        source.damage,
        usual,
        others,
        tuple(entries),
        tuple(
            Left(_DOUBTS[found.code][0], found.start, found.end, _DOUBTS[found.code][1])
            for found in moved
        ),
    )
    return Normalised(text, ledger, moved)
