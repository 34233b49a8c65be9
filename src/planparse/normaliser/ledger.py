r"""The ledger of a normalised text: all that was changed, and what it takes to undo it to the byte.

Every entry has its place in the decoded original and in the clean text. Whatever stands between entries is the
same in both, line ends aside: the clean text ends its lines in \n, and the ledger says how the original did.
"""

import json
import re
import sys
from bisect import bisect_left
from collections.abc import Iterator, Mapping, Sequence
from typing import Any, NamedTuple

from planparse import __version__
from planparse.errors import PlanparseError
from planparse.text.encoding import Damage, Source, sha256_of, to_bytes

SCHEMA = 1
"""The version of what a ledger's file holds."""


class Entry(NamedTuple):
    """A change: `original[start:end]` was `before` and is `after`, at `at` in the clean text.

    Offsets are code points, `confidence` is from 0 to 1. `rule` names the rule, several joined by + where one changed
    what another had made.
    """

    rule: str
    start: int
    end: int
    at: int
    before: str
    after: str
    confidence: float
    reason: str


class Left(NamedTuple):
    """What was in doubt and stays as it is: where in the original, and why."""

    rule: str
    start: int
    end: int
    reason: str


class Ledger(NamedTuple):
    r"""All that parts a clean text from its original.

    `line_end` is how most of the original's lines outside entries end, `other_ends` are those that end otherwise,
    each as its place in the clean text and what it is. `damage` are the bytes that were no text, by their places
    in the decoded original. `sha256` and `clean_sha256` are digests of the original's and the clean text's bytes.
    """

    sha256: str
    clean_sha256: str
    encoding: str
    bom: bytes
    damage: tuple[Damage, ...]
    line_end: str
    other_ends: tuple[tuple[int, str], ...]
    entries: tuple[Entry, ...]
    left: tuple[Left, ...] = ()


class CannotRestoreError(PlanparseError, ValueError):
    """A clean text and a ledger that do not belong together, or a file that is no ledger; the message says why."""


# ── line ends ────────────────────────────────────────────────────────────────────────────────────────────

_LINE_END = re.compile(r"\r\n?")


def unified(text: str) -> str:
    r"""A text with all its lines ending in \n."""
    return text if "\r" not in text else _LINE_END.sub("\n", text)


class Places:
    """Offsets of a unified text as offsets of the original."""

    def __init__(self, original: str) -> None:
        """Take the original; only its two-character line ends matter."""
        self._ends = [
            found.start() - place
            for place, found in enumerate(re.finditer("\r\n", original))
        ]

    def __call__(self, offset: int) -> int:
        """The place in the original; within a line end there is none."""
        return offset + bisect_left(self._ends, offset)


def line_ends(
    original: str, entries: Sequence[Entry]
) -> tuple[str, tuple[tuple[int, str], ...]]:
    """How the lines outside entries end mostly, and where and how the others do, by places in the clean text."""
    if "\r" not in original:
        return "\n", ()
    found: list[tuple[int, str]] = []
    done = at = 0
    for entry in (*entries, None):
        upto = entry.start if entry is not None else len(original)
        shift = at - done
        for end in re.finditer(r"\r\n?|\n", original[done:upto]):
            found.append((done + end.start() + shift, end[0]))
            shift -= len(end[0]) - 1
        if entry is not None:
            done, at = entry.end, entry.at + len(entry.after)
    usual = max(("\n", "\r\n", "\r"), key=[end for _, end in found].count)
    return usual, tuple((place, end) for place, end in found if end != usual)


# ── back to the original ─────────────────────────────────────────────────────────────────────────────────


def restore(clean: bytes, ledger: Ledger) -> bytes:
    """The original, to the byte. Raises CannotRestoreError where the clean text was changed, or the ledger."""
    if sha256_of(clean) != ledger.clean_sha256:
        raise CannotRestoreError(
            "the clean text is not the one that the ledger was written with: its SHA-256 differs"
        )
    try:
        text = "".join(_undone(clean.decode("utf-8"), ledger))
        original = to_bytes(
            Source(text, ledger.encoding, "-", ledger.bom, ledger.damage)
        )
    except (ValueError, LookupError, OverflowError):
        raise CannotRestoreError(
            "the ledger was changed since it was written: its entries fit no text"
        ) from None
    if sha256_of(original) != ledger.sha256:
        raise CannotRestoreError(
            "the ledger was changed since it was written: what it gives is not the original"
        )
    return original


def _undone(clean: str, ledger: Ledger) -> Iterator[str]:
    others = iter((*ledger.other_ends, (sys.maxsize, "")))
    upcoming, other = next(others)
    done = 0
    for entry in (*ledger.entries, None):
        upto = min(entry.at, len(clean)) if entry is not None else len(clean)
        while upcoming < upto:
            yield clean[done:upcoming].replace("\n", ledger.line_end)
            yield other
            done = upcoming + 1
            upcoming, other = next(others)
        yield clean[done:upto].replace("\n", ledger.line_end)
        if entry is not None:
            yield entry.before
            done = upto + len(entry.after)


# ── in a file ────────────────────────────────────────────────────────────────────────────────────────────


def plain(ledger: Ledger) -> dict[str, Any]:
    """A ledger as the plain data that its file holds."""
    return {
        "planparse": __version__,
        "ledger": SCHEMA,
        "original": {
            "sha256": ledger.sha256,
            "encoding": ledger.encoding,
            "bom": ledger.bom.hex(),
            "line_end": ledger.line_end,
            "other_ends": [list(other) for other in ledger.other_ends],
            "damage": [[start, data.hex()] for start, _, data in ledger.damage],
        },
        "clean": {"sha256": ledger.clean_sha256},
        "edits": [entry._asdict() for entry in ledger.entries],
        "left": [left._asdict() for left in ledger.left],
    }


def as_json(ledger: Ledger) -> Iterator[str]:
    """Yield a ledger as JSON, an entry a line."""
    data = plain(ledger)
    rows = {name: data.pop(name) for name in ("edits", "left")}
    head = json.dumps(data, ensure_ascii=False, indent=1)
    yield head.removesuffix("\n}")
    for name, entries in rows.items():
        yield f',\n "{name}": ['
        for place, entry in enumerate(entries):
            yield (
                ("," if place else "") + "\n  " + json.dumps(entry, ensure_ascii=False)
            )
        yield "\n ]" if entries else "]"
    yield "\n}\n"


def from_plain(data: object) -> Ledger:
    """A ledger from what its file holds. Raises CannotRestoreError, saying where it is not as it should be."""
    top = _mapping(data, "the ledger")
    if "ledger" not in top:
        raise CannotRestoreError("not a ledger: it has no `ledger:` at its top")
    if top["ledger"] != SCHEMA:
        found = (
            top["ledger"]
            if isinstance(top["ledger"], int) and -100 < top["ledger"] < 10_000
            else "unknown"
        )
        raise CannotRestoreError(
            f"its version is {found}, this planparse ({__version__}) reads {SCHEMA}"
        )
    original, clean = (
        _mapping(top.get("original"), "original"),
        _mapping(top.get("clean"), "clean"),
    )
    try:
        return Ledger(
            _text(original, "sha256", "original"),
            _text(clean, "sha256", "clean"),
            _text(original, "encoding", "original"),
            bytes.fromhex(_text(original, "bom", "original")),
            tuple(
                Damage(int(at), int(at) + 1, bytes.fromhex(given))
                for at, given in original["damage"]
            ),
            _text(original, "line_end", "original"),
            tuple((int(at), str(end)) for at, end in original["other_ends"]),
            tuple(_entry(entry, place) for place, entry in enumerate(top["edits"])),
        )
    except CannotRestoreError:
        raise
    except (KeyError, TypeError, ValueError, OverflowError) as fault:
        what = (
            f"{fault} is missing"
            if isinstance(fault, KeyError)
            else "a field is not what it should be"
        )
        raise CannotRestoreError(f"not a whole ledger: {what}") from None


def _entry(data: object, place: int) -> Entry:
    where = f"edits[{place}]"
    fields = _mapping(data, where)
    for name in ("start", "end", "at"):
        if type(fields.get(name)) is not int:
            raise CannotRestoreError(
                f"not a whole ledger: {where} has no number `{name}`"
            )
    words = {
        name: _text(fields, name, where)
        for name in ("rule", "before", "after", "reason")
    }
    return Entry(
        words["rule"], fields["start"], fields["end"], fields["at"], words["before"], words["after"],
        float(fields["confidence"]), words["reason"],
    )  # fmt: skip


def _mapping(data: object, where: str) -> Mapping[str, Any]:
    if not isinstance(data, dict):
        raise CannotRestoreError(f"not a ledger: {where} has no fields")
    return data


def _text(fields: Mapping[str, Any], name: str, where: str) -> str:
    found = fields.get(name)
    if not isinstance(found, str):
        raise CannotRestoreError(f"not a whole ledger: {where} has no text `{name}`")
    return found
