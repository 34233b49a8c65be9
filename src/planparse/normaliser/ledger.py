r"""The ledger of a normalised text: all that was changed, and what it takes to undo it to the byte.

Every entry has its place in the decoded original and in the clean text. Whatever stands
between entries is the same in both, line ends aside: the clean text ends its lines in \n,
and the ledger says how the original did.
"""

import json
import re
import sys
from bisect import bisect_left
from collections.abc import Iterator, Mapping, Sequence
from typing import Any, NamedTuple

from planparse import __version__
from planparse.errors import PlanparseError
from planparse.locale.message import _
from planparse.records import correction_record
from planparse.text.corrections import Correction
from planparse.text.encoding import Damage, Part, Source, sha256_of, to_bytes

SCHEMA = 1
"""The version of what a ledger's file holds."""


class LedgerEntry(NamedTuple):
    """A change: `original[start:end]` was `before` and is `after`, at `at` in the clean text.

    Offsets are code points, ends exclusive. `rule` names the rule, several joined by +
    where one changed what another had made; `reason` is the evidence for it, in words.
    """

    rule: str
    start: int
    end: int
    at: int
    before: str
    after: str
    reason: str


class DoubtLeft(NamedTuple):
    """What was in doubt and stays as it is: by which rule, where in the original, and why."""

    rule: str
    start: int
    end: int
    reason: str


class Ledger(NamedTuple):
    """All that a clean text differs in from its original.

    `line_end` is how most of the original's lines outside entries end, `other_ends` are
    those that end otherwise, each as its place in the clean text and what it is. `damage`
    are the bytes that were no text, by their places in the decoded original, `parts` the
    stretches of it that are in encodings of their own. `sha256` and `clean_sha256` are
    digests of the original's and the clean text's bytes. `format` is that of a file which
    the original was read out of, such as docx: the original is its text then, as UTF-8, and
    not the file; None for a file of text. `corrections` are those that were heeded.
    """

    sha256: str
    clean_sha256: str
    encoding: str
    bom: bytes
    damage: tuple[Damage, ...]
    line_end: str
    other_ends: tuple[tuple[int, str], ...]
    entries: tuple[LedgerEntry, ...]
    left: tuple[DoubtLeft, ...] = ()
    parts: tuple[Part, ...] = ()
    format: str | None = None
    corrections: tuple[Correction, ...] = ()


class CannotRestoreError(PlanparseError, ValueError):
    """A clean text and a ledger do not belong together, or a file is not a ledger."""


# ── line ends ──────────────────────────────────────────────────────────────────────────

_LINE_END = re.compile(r"\r\n?")


def unified(text: str) -> str:
    r"""Return a text with all its lines ending in \n."""
    return text if "\r" not in text else _LINE_END.sub("\n", text)


class OriginalOffsets:
    """Turns offsets of a unified text into offsets of the original."""

    def __init__(self, original: str) -> None:
        """Take the original; only its two-character line ends matter."""
        self._ends = [
            found.start() - place
            for place, found in enumerate(re.finditer("\r\n", original))
        ]

    def __call__(self, offset: int) -> int:
        """Return the offset in the original; none lies within a line end."""
        return offset + bisect_left(self._ends, offset)


def line_ends(
    original: str, entries: Sequence[LedgerEntry]
) -> tuple[str, tuple[tuple[int, str], ...]]:
    """Return how most lines outside entries end, and those that do not, by clean offsets."""
    if "\r" not in original:
        return "\n", ()
    found: list[tuple[int, str]] = []
    done = at = 0
    for entry in (*entries, None):
        end = entry.start if entry is not None else len(original)
        shift = at - done
        for line_end in re.finditer(r"\r\n?|\n", original[done:end]):
            found.append((done + line_end.start() + shift, line_end[0]))
            shift -= len(line_end[0]) - 1
        if entry is not None:
            done, at = entry.end, entry.at + len(entry.after)
    usual = max(("\n", "\r\n", "\r"), key=[end for _, end in found].count)
    return usual, tuple((place, end) for place, end in found if end != usual)


# ── back to the original ───────────────────────────────────────────────────────────────


def restore(clean: bytes, ledger: Ledger) -> bytes:
    """Return the original, to the byte.

    Raises:
        CannotRestoreError: where the clean text was changed, or the ledger.
    """
    if sha256_of(clean) != ledger.clean_sha256:
        raise CannotRestoreError(
            _(
                "the clean text is not the one that the ledger was written with: its "
                "SHA-256 differs"
            )
        )
    try:
        text = "".join(_undone(clean.decode("utf-8"), ledger))
        original = to_bytes(
            Source(text, ledger.encoding, "-", ledger.bom, ledger.damage, ledger.parts)
        )
    except (ValueError, LookupError, OverflowError):
        raise CannotRestoreError(
            _("the ledger was changed since it was written: its entries fit no text")
        ) from None
    if sha256_of(original) != ledger.sha256:
        raise CannotRestoreError(
            _(
                "the ledger was changed since it was written: what it gives is not the original"
            )
        )
    return original


def _undone(clean: str, ledger: Ledger) -> Iterator[str]:
    """Yield the original in pieces: what stands between entries, and what entries replaced."""
    others = iter((*ledger.other_ends, (sys.maxsize, "")))
    upcoming, other = next(others)
    done = 0
    for entry in (*ledger.entries, None):
        end = min(entry.at, len(clean)) if entry is not None else len(clean)
        while upcoming < end:
            yield clean[done:upcoming].replace("\n", ledger.line_end)
            yield other
            done = upcoming + 1
            upcoming, other = next(others)
        yield clean[done:end].replace("\n", ledger.line_end)
        if entry is not None:
            yield entry.before
            done = end + len(entry.after)


# ── in a file ──────────────────────────────────────────────────────────────────────────


def plain(ledger: Ledger) -> dict[str, Any]:
    """Return a ledger as the plain data that its file holds."""
    original = {
        "sha256": ledger.sha256,
        "encoding": ledger.encoding,
        "bom": ledger.bom.hex(),
        "line_end": ledger.line_end,
        "other_ends": [list(other) for other in ledger.other_ends],
        "damage": [[start, data.hex()] for start, _, data in ledger.damage],
    }
    if ledger.format is not None:
        original["format"] = ledger.format
    if ledger.parts:
        original["parts"] = [
            [start, end, encoding, None if data is None else data.hex()]
            for start, end, encoding, data in ledger.parts
        ]
    said = list(map(correction_record, ledger.corrections))
    return {
        "planparse": __version__,
        "ledger": SCHEMA,
        "original": original,
        "clean": {"sha256": ledger.clean_sha256},
        **({"corrections": said} if said else {}),
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
    """Return the ledger that a file holds.

    Fields that an older version wrote besides, as `confidence`, are read over.

    Raises:
        CannotRestoreError: where the data are not a ledger, saying what is not as it should be.
    """
    top = _mapping(data, "the ledger")
    _check_version(top)
    original = _mapping(top.get("original"), "original")
    clean = _mapping(top.get("clean"), "clean")
    try:
        return Ledger(
            sha256=_text(original, "sha256", "original"),
            clean_sha256=_text(clean, "sha256", "clean"),
            encoding=_text(original, "encoding", "original"),
            bom=bytes.fromhex(_text(original, "bom", "original")),
            damage=tuple(
                Damage(int(at), int(at) + 1, bytes.fromhex(given))
                for at, given in original["damage"]
            ),
            line_end=_text(original, "line_end", "original"),
            other_ends=tuple((int(at), str(end)) for at, end in original["other_ends"]),
            entries=tuple(
                _entry(entry, index) for index, entry in enumerate(top["edits"])
            ),
            parts=tuple(_part(*given) for given in original.get("parts", ())),
            format=_text(original, "format", "original")
            if "format" in original
            else None,
        )
    except CannotRestoreError:
        raise
    except KeyError as fault:
        raise CannotRestoreError(
            _("not a whole ledger: {field} is missing", field=str(fault))
        ) from None
    except (TypeError, ValueError, OverflowError):
        raise CannotRestoreError(
            _("not a whole ledger: a field is not what it should be")
        ) from None


def _part(start: object, end: object, encoding: object, data: object) -> Part:
    """Return a part of the decoded source. Raises TypeError or ValueError for what is none."""
    if not (type(start) is int and type(end) is int and isinstance(encoding, str)):
        raise TypeError
    return Part(
        start=start,
        end=end,
        encoding=encoding,
        data=None if data is None else bytes.fromhex(str(data)),
    )


def _check_version(top: Mapping[str, Any]) -> None:
    """Raise CannotRestoreError unless a ledger is of the version that is read here."""
    if "ledger" not in top:
        raise CannotRestoreError(_("not a ledger: it has no `ledger:` at its top"))
    version = top["ledger"]
    if version != SCHEMA:
        is_number = isinstance(version, int) and -100 < version < 10_000
        found = version if is_number else "unknown"
        raise CannotRestoreError(
            _(
                "its version is {found}, this planparse ({version}) reads {schema}",
                found=found,
                version=__version__,
                schema=SCHEMA,
            )
        )


def _entry(data: object, index: int) -> LedgerEntry:
    """Return entry `index` of a ledger. Raises CannotRestoreError that names the field at fault."""
    where = f"edits[{index}]"
    fields = _mapping(data, where)
    return LedgerEntry(
        rule=_text(fields, "rule", where),
        start=_number(fields, "start", where),
        end=_number(fields, "end", where),
        at=_number(fields, "at", where),
        before=_text(fields, "before", where),
        after=_text(fields, "after", where),
        reason=_text(fields, "reason", where),
    )


def _mapping(data: object, where: str) -> Mapping[str, Any]:
    """Return a mapping as it is; raise CannotRestoreError for anything else."""
    if not isinstance(data, dict):
        raise CannotRestoreError(_("not a ledger: {where} has no fields", where=where))
    return data


def _text(fields: Mapping[str, Any], name: str, where: str) -> str:
    """Return a field that must be text. Raises CannotRestoreError that says where it is not."""
    found = fields.get(name)
    if not isinstance(found, str):
        raise CannotRestoreError(
            _(
                "not a whole ledger: {where} has no text `{name}`",
                where=where,
                name=name,
            )
        )
    return found


def _number(fields: Mapping[str, Any], name: str, where: str) -> int:
    """Return a field that must be an integer. Raises CannotRestoreError; true is no number here."""
    found = fields.get(name)
    if type(found) is not int:  # nor a bool
        raise CannotRestoreError(
            _(
                "not a whole ledger: {where} has no number `{name}`",
                where=where,
                name=name,
            )
        )
    return found
