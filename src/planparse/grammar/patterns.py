r"""Spellings of a user's own grammar that are regular expressions, by the package `regex`.

The groups of an expression are named after the numeral systems that read them:
`(?<arabic>\d+)`, `(?<hanzi_digit>.)`. `regex` is imported only where a grammar has such an
expression, and stops one that takes too long, which the standard library cannot.
"""

from collections.abc import Mapping
from functools import lru_cache
from time import thread_time
from typing import TYPE_CHECKING, Any, NamedTuple

from planparse.errors import reason
from planparse.grammar.spelling import Family, Marker, Spelling, written_like
from planparse.locale.message import _
from planparse.text.numerals import NUMERALS, read_numeral

if TYPE_CHECKING:
    import regex

_LONGEST = 500
"""Characters of an expression. A choice."""
_REACH = 200
"""Characters of a line that an expression is given, from where a label may begin. A choice."""
_PATIENCE = 1.0
"""Seconds that an expression may take beyond what it has earned. A choice."""
_EARNED = 0.001
"""Seconds that each place of a text adds: so 1,000 of them take no more than two. A choice."""
_PROBED = (range(0x20, 0xD800), range(0xF900, 0x10000), range(0x1F100, 0x1F200))
"""What an expression may begin with: the Basic Multilingual Plane, and numbers in frames."""


class _Number(NamedTuple):
    """A number in a label: its system, and where it stands."""

    start: int
    end: int
    system: str


@lru_cache(maxsize=64)
def compiled(pattern: str) -> "regex.Pattern[str]":
    """Return an expression that numbers can be taken from.

    Raises ValueError for any other, and where `regex` is not installed.
    """
    try:
        import regex
    except ImportError:
        raise ValueError(
            _("a pattern needs one more package: pip install 'planparse[pattern]'")
        ) from None
    if len(pattern) > _LONGEST:
        raise ValueError(_("a pattern has at most {most} characters", most=_LONGEST))
    try:
        expression = regex.compile(pattern)
    except (regex.error, ValueError, OverflowError, RecursionError) as fault:
        raise ValueError(
            _(
                "the pattern '{pattern}' cannot be read: {why}",
                pattern=pattern,
                why=reason(fault),
            )
        ) from None
    systems = [_system(name) for name in expression.groupindex]
    if not systems:
        raise ValueError(
            _(
                "the pattern '{pattern}' has no number in it, such as (?<arabic>[0-9]+)",
                pattern=pattern,
            )
        )
    for system in systems:
        if system not in NUMERALS:
            raise ValueError(
                _(
                    "the group {system} names no numeral system; there are "
                    "{numerals} (with _ for -)",
                    system=system,
                    numerals=[*NUMERALS],
                )
            )
    return expression


@lru_cache(maxsize=64)
def beginnings(pattern: str) -> str:
    """Return the characters that a label of an expression may begin with.

    Raises ValueError for one that takes too long to tell.
    """
    expression = compiled(pattern)
    own = {ord(char) for char in pattern if ord(char) > 0xFFFF}
    codes = [code for probed in (*_PROBED, own) for code in probed]
    try:
        return "".join(
            char
            for char in map(chr, codes)
            if expression.match(char, partial=True, timeout=_PATIENCE)
        )
    except TimeoutError:
        raise ValueError(_too_slow(pattern)) from None


class PatternSpelling(Spelling):
    """One way of writing a family's markers: an expression, held against a line from there on."""

    def __init__(
        self, data: Mapping[str, Any], family: Family, glyphs: Mapping[str, str]
    ) -> None:
        """Take a compiled spelling of a family; `where` is the place of its expression."""
        super().__init__(data, family, glyphs)
        self.closed = False
        self.pattern: str = data["pattern"]
        self.where: str = data.get("where", f"grammar {family.grammar}")
        self._expression = compiled(self.pattern)
        self._left = _PATIENCE
        self._written: dict[str, list[_Number]] = {}
        """The numbers of labels that were read: by itself a label need not be one."""

    def match(
        self, text: str, at: int, *, whatever_follows: bool = False
    ) -> Marker | None:
        """Return the marker at a place, if the expression is met there; see `Spelling`.

        Raises GrammarError where the expression takes too long.
        """
        line = text[at : at + _REACH].partition("\n")[0].partition("\r")[0]
        marker = self._marker(line)
        if marker is None or whatever_follows:
            return marker
        end = at + marker.size
        return marker if self.allows(text, end, marker.ordinal) else None

    def may_begin(self, beginning: str) -> bool:
        """Return whether a label may begin so: that is not known of an expression."""
        return beginning[:1] in self.first

    def read(self, label: str) -> Marker | None:
        """Return what a label of this spelling means, None where it has no number."""
        return self._marker(label)

    def rewritten(self, label: str, ordinal: int) -> str | None:
        """Return a label of this spelling with another number, None where it is none."""
        if label not in self._written and self._marker(label) is None:
            return None
        numbers = self._written[label]
        start, end, system = numbers[-1 if self.family.decimal else 0]
        written = written_like(label[start:end], system, ordinal)
        return None if written is None else label[:start] + written + label[end:]

    def _marker(self, line: str) -> Marker | None:
        """Return what the label that a line begins with means."""
        found = self._found(line)
        if found is None or not found[0].strip():
            return None
        numbers = _in_order(found)
        read = [read_numeral(one.system, line[one.start : one.end]) for one in numbers]
        known = [number for number in read if number is not None]
        if not known or len(known) < len(read):
            return None
        label = found[0].rstrip()
        self._written[label] = numbers
        size = len(label)
        if self.family.decimal:
            *above, last = known
            return Marker(self.family.place, last, self.price, size, tuple(above))
        return Marker(self.family.place, known[0], self.price, size, tuple(known[1:]))

    def _found(self, line: str) -> "regex.Match[str] | None":
        """Return what the expression finds where a line begins.

        Raises GrammarError where it has used up its time.
        """
        self._left = min(_PATIENCE, self._left + _EARNED)
        begun = thread_time()
        try:
            if self._left <= 0:
                raise TimeoutError
            found = self._expression.match(line, timeout=self._left)
        except TimeoutError:
            from planparse.grammar.loading import GrammarError

            self._left = _PATIENCE  # the next text has the same chance
            raise GrammarError(
                _(
                    "{where}: {pattern}",
                    where=self.where,
                    pattern=_too_slow(self.pattern),
                )
            ) from None
        self._left -= thread_time() - begun
        return found


def _in_order(found: "regex.Match[str]") -> list[_Number]:
    """Return the numbers that the groups of a match stand for, as they stand in the text."""
    return sorted(
        _Number(start, end, _system(name))
        for name in found.re.groupindex
        for start, end in found.spans(name)
    )


def _system(group: str) -> str:
    """Return the numeral system that a group is named after."""
    return group.replace("_", "-")


def _too_slow(pattern: str) -> str:
    """Return that an expression takes too long, and what to do."""
    return _(
        "the pattern '{pattern}' takes too long on a text: write it so that one part "
        "cannot match what another can, without one repetition inside another",
        pattern=pattern,
    )
