"""Source → clean text and ledger: rules are asked for changes, over and over, until none is left.

Each pass parses the text as it then is, so that what one rule has cleared another can
see. The changes of all passes are put together into one list over the original, and what
the last pass has seen needs no change: normalising a clean text changes nothing.
"""

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from typing import NamedTuple

from planparse.findings import corrections
from planparse.grammar.lexicon import Lexicon
from planparse.normaliser import style
from planparse.normaliser.changes import NamedChange, changed, without_overlaps
from planparse.normaliser.corrected import carried, leaves_out, unified_places
from planparse.normaliser.ledger import (
    DoubtLeft,
    Ledger,
    LedgerEntry,
    OriginalOffsets,
    line_ends,
    unified,
)
from planparse.normaliser.rule import Punctuation, RuleChange, View
from planparse.normaliser.rules import RULES
from planparse.pipeline import parse
from planparse.text.corrections import Correction
from planparse.text.encoding import Source, sha256_of, to_bytes
from planparse.tree import Finding, Parsed

_PASSES = 12
"""A text that is not at rest after so many passes is given back as it was. A choice."""

_DOUBTS: Mapping[str, tuple[str, str]] = {
    "T304": ("join", "the sentence may go on here, or not"),
    "T305": ("glyph", "the evidence is mixed"),
}
"""Findings of what a rule leaves as it is: the rule, and why."""


NAMES = (*RULES, *style.RULES)
"""The names of all rules: those of a clean text, and those of style."""


class NormaliserOptions(NamedTuple):
    """What is to be done: the rules by name, the width of punctuation, canonical labels or not."""

    rules: Collection[str] = tuple(RULES)
    punctuation: Punctuation = "keep"
    canonical: bool = False


_DEFAULTS = NormaliserOptions()


class Normalised(NamedTuple):
    """A clean text, its ledger, and the doubts about the original that stay.

    Doubts are findings of breaks (T304) and glyphs (T305); their places are those of the
    original.
    """

    text: str
    ledger: Ledger
    doubts: tuple[Finding, ...]


class _Made(NamedTuple):
    """A change over the passes so far: `original[start:end]` became `now[at:at_end]`."""

    start: int
    end: int
    at: int
    at_end: int
    rules: tuple[str, ...]
    reasons: tuple[str, ...]


def normalise(
    source: Source,
    lexicon: Lexicon,
    options: NormaliserOptions = _DEFAULTS,
    sha256: str | None = None,
) -> Normalised:
    """Clean a decoded text by the rules of the options. Never fails on text.

    `sha256` is that of the file's bytes, worked out again where it is not given; of a text
    that was read out of a file of another format it is that of the text.
    """
    original = text = unified(source.text)
    made: list[_Made] = []
    doubts: tuple[Finding, ...] | None = None
    said = unified_places(source.text, source.corrections)
    heeded: Sequence[Correction] = ()
    for _ in range(_PASSES):
        read = Source(text, "utf-8", source.path, corrections=said)
        parsed = parse(read, lexicon, check=False)
        if doubts is None:
            doubts = tuple(found for found in parsed.findings if found.code in _DOUBTS)
            heeded = _heeded(parsed, source)
        view = View(text, parsed, lexicon, options.punctuation, options.canonical)
        changes = without_overlaps(text, _wanted(view, options))
        if not changes:
            changes = style.changes(view, options.rules)
        if not changes:
            break
        made = _composed(made, changes)
        text = changed(text, [one.change for one in changes])
        if said.fitting:
            said = carried(said, [one.change for one in changes])
        made = [
            one
            for one in made
            if original[one.start : one.end] != text[one.at : one.at_end]
        ]
    else:
        made, text = [], original
    done = _normalised(source, original, text, made, doubts or (), sha256)
    if not heeded:
        return done
    return done._replace(ledger=done.ledger._replace(corrections=tuple(heeded)))


def _heeded(parsed: Parsed, source: Source) -> list[Correction]:
    """Return the corrections that a parse follows, as they stand in the source."""
    said = source.corrections.fitting
    if not said:
        return []
    followed = {one.key for one in corrections.heeded(parsed)}
    return [one for one in said if one.key in followed]


def _wanted(view: View, options: NormaliserOptions) -> Iterator[NamedChange]:
    """Yield the changes that the rules in force ask for, rule by rule.

    What a correction says to be text is not left out.
    """
    said = view.parsed.source.corrections
    for name, rule in RULES.items():
        if name in options.rules:
            for change in rule(view):
                if not (said.fitting and leaves_out(change, said)):
                    yield NamedChange(name, change)


# ── the changes of all passes as one list ────────────────────────────────────────────


def _composed(made: Sequence[_Made], changes: Iterable[NamedChange]) -> list[_Made]:
    """Return what was made before and the changes as one list; what overlaps becomes one change."""
    out: list[_Made] = []
    to_original = 0  # from the text to the original
    shift = 0  # from the text to what it becomes
    place = 0
    for name, change in changes:
        start, end = change.start, change.end
        while place < len(made) and _stands_before(made[place], start, end):
            to_original = made[place].end - made[place].at_end
            out.append(_shifted(made[place], shift))
            place += 1
        touched = place
        while touched < len(made) and _touches(made[touched], start, end):
            touched += 1
        overlapped = made[place:touched]
        out.append(_merged(overlapped, name, change, to_original, shift))
        if overlapped:
            to_original = overlapped[-1].end - overlapped[-1].at_end
        place = touched
        shift += len(change.after) - (end - start)
    out += (_shifted(old, shift) for old in made[place:])
    return out


def _merged(
    overlapped: Sequence[_Made],
    name: str,
    change: RuleChange,
    to_original: int,
    shift: int,
) -> _Made:
    """Return a change, and those before it that it overlaps, as one."""
    start, end = change.start, change.end
    first, at, at_end = start + to_original, start, end
    rules: list[str] = []
    reasons: list[str] = []
    for old in overlapped:
        if old.at < at:
            first, at = old.start, old.at
        at_end = max(at_end, old.at_end)
        to_original = old.end - old.at_end
        rules += old.rules
        reasons += old.reasons
    size = (start - at) + len(change.after) + (at_end - end)
    return _Made(
        start=first,
        end=at_end + to_original,
        at=at + shift,
        at_end=at + shift + size,
        rules=tuple(dict.fromkeys([*rules, name])),
        reasons=tuple(dict.fromkeys([*reasons, change.reason])),
    )


def _stands_before(old: _Made, start: int, end: int) -> bool:
    """Return whether a change lies wholly before another.

    Of a deletion and an insertion at one place neither does.
    """
    both_at_one_place = old.at == old.at_end == start == end
    return old.at_end < start or (old.at_end == start and not both_at_one_place)


def _touches(old: _Made, start: int, end: int) -> bool:
    """Return whether a change that does not stand before another overlaps it."""
    return old.at < end or old.at == start == end


def _shifted(old: _Made, shift: int) -> _Made:
    """Return a change that was made, moved by what later changes before it added or took away."""
    if not shift:
        return old
    return old._replace(at=old.at + shift, at_end=old.at_end + shift)


# ── the ledger ───────────────────────────────────────────────────────────────────────


def _normalised(
    source: Source,
    unified_text: str,
    text: str,
    made: Sequence[_Made],
    doubts: Iterable[Finding],
    sha256: str | None,
) -> Normalised:
    """Return the clean text with its ledger, which has the places of the original as it was."""
    original = source.text
    has_long_line_ends = len(unified_text) < len(original)
    offset = OriginalOffsets(original) if has_long_line_ends else int
    entries = []
    for one in made:
        start, end = offset(one.start), offset(one.end)
        entries.append(
            LedgerEntry(
                rule="+".join(one.rules),
                start=start,
                end=end,
                at=one.at,
                before=original[start:end],
                after=text[one.at : one.at_end],
                reason="; then ".join(one.reasons),
            )
        )
    usual, others = line_ends(original, entries)
    moved = tuple(
        found._replace(start=offset(found.start), end=offset(found.end))
        for found in doubts
    )
    ledger = Ledger(
        sha256=sha256
        if sha256 and source.original is None
        else sha256_of(to_bytes(source)),
        clean_sha256=sha256_of(text.encode()),
        encoding=source.encoding,
        bom=source.bom,
        damage=source.damage,
        line_end=usual,
        other_ends=others,
        entries=tuple(entries),
        left=tuple(_left(found) for found in moved),
        parts=source.parts,
        format=None if source.original is None else source.original.format,
    )
    return Normalised(text, ledger, moved)


def _left(found: Finding) -> DoubtLeft:
    """Return a finding as a doubt that the ledger keeps: what a rule saw, and did not change."""
    rule, reason = _DOUBTS[found.code]
    return DoubtLeft(rule=rule, start=found.start, end=found.end, reason=reason)
