"""Findings that are known and no longer told: told apart by path, code and words.

Neither lines nor offsets are kept, so that what is known stays known when lines move.
"""

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from typing import Any, NamedTuple, Protocol, TypeVar

from planparse.locale.message import _
from planparse.text.lines import Lines

SCHEMA = 1
"""The version of what a baseline's file holds."""

_WORDS = 24
"""Characters that tell one place of a text from another: a choice."""
_FEW = 8
"""With fewer behind a place, those before it tell: a choice."""


class Placed(Protocol):
    """A finding, as a parse has it or as it is printed: its code, and where it starts."""

    @property
    def code(self) -> str:
        """The code of its kind."""

    @property
    def start(self) -> Any:
        """Its first code point."""


_F = TypeVar("_F", bound=Placed)


class Known(NamedTuple):
    """What tells a finding from others: the path of the file, the code, the words there."""

    path: str
    code: str
    words: str


def known(path: str, text: str, lines: Lines, finding: Placed) -> Known:
    """Return what tells a finding from others, wherever its line stands by now.

    The words are those from its place to the end of the line, without blanks; where they
    are few, the last of the line.
    """
    first, last = lines.span(lines.line(finding.start))
    behind = "".join(text[finding.start : max(last, finding.start)].split())[:_WORDS]
    if len(behind) < _FEW:
        behind = "".join(text[first:last].split())[-_WORDS:]
    return Known(path, finding.code, behind)


def unknown(
    path: str,
    text: str,
    lines: Lines,
    findings: Iterable[_F],
    left: Counter[Known],
) -> list[_F]:
    """Return the findings that are not known.

    Each of `left` is known as often as it is counted there, and is counted down.
    """
    found = []
    for finding in findings:
        key = known(path, text, lines, finding)
        if left[key] > 0:
            left[key] -= 1
        else:
            found.append(finding)
    return found


class NoBaselineError(ValueError):
    """Data that are no baseline; the message says what is not as it should be."""


def from_plain(data: object) -> Counter[Known]:
    """Return the findings that a file holds, with how often each is known.

    Raises NoBaselineError.
    """
    if not isinstance(data, dict) or data.get("baseline") != SCHEMA:
        raise NoBaselineError(_("at its top `baseline` is not 1"))
    entries = data.get("findings")
    if not isinstance(entries, list):
        raise NoBaselineError(_("it has no list `findings`"))
    counted: Counter[Known] = Counter()
    for place, entry in enumerate(entries):
        counted[_known(entry, place)] += _count(entry, place)
    return counted


def _known(entry: object, place: int) -> Known:
    """Return what an entry says is known. Raises NoBaselineError."""
    for name in Known._fields:
        if not isinstance(entry, dict) or not isinstance(entry.get(name), str):
            raise NoBaselineError(
                _("findings[{place}] has no text `{name}`", place=place, name=name)
            )
    assert isinstance(entry, dict)
    return Known(*(entry[name] for name in Known._fields))


def _count(entry: Mapping[str, Any], place: int) -> int:
    """Return how often an entry is known, once where it does not say. Raises NoBaselineError."""
    count = entry.get("count", 1)
    if type(count) is not int or count < 1:  # nor a bool
        raise NoBaselineError(
            _("findings[{place}] has no number `count` from 1", place=place)
        )
    return count


def as_json(counted: Mapping[Known, int]) -> Iterator[str]:
    """Yield a baseline as JSON, a finding a line, in order, so that changes to it are seen."""
    import json

    yield f'{{\n "baseline": {SCHEMA},\n "findings": ['
    parted = ""
    for key in sorted(key for key, count in counted.items() if count > 0):
        entry: dict[str, str | int] = key._asdict()
        if counted[key] > 1:
            entry["count"] = counted[key]
        yield f"{parted}\n  {json.dumps(entry, ensure_ascii=False)}"
        parted = ","
    yield "\n ]\n}\n" if parted else "]\n}\n"
