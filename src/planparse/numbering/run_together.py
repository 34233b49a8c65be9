"""Read lines that hold several items run together: 一、发展1.加强…2.落实….

A label in mid-line is looked for only where the reading shows that one is missing: where
numbers are lost, where a number inside a line was left unread, and where the next number
of a series stands in the text of the one before. What its series proves becomes a
candidate like any other, and the whole text is read again with it.
"""

import re
from bisect import bisect_left
from collections.abc import Iterator, Sequence
from operator import attrgetter
from types import MappingProxyType
from typing import NamedTuple

from planparse.grammar.lexicon import Lexicon
from planparse.grammar.spelling import HEADING, Marker
from planparse.numbering import glued_labels, search
from planparse.numbering.context import UNSURE
from planparse.numbering.gaps import BEGINNINGS, begins_late, neighbours
from planparse.numbering.glued_labels import GluedLabel
from planparse.numbering.headings import bare_headings
from planparse.numbering.headings.bare_headings import Marked
from planparse.numbering.lexer import tokenise
from planparse.numbering.reading import DOCUMENT, UNREAD, Decision
from planparse.numbering.revision import NewLabel, Revision, Stretch, count, spliced
from planparse.numbering.tokens import (
    ANYWHERE,
    LINE,
    NO_HEADINGS,
    PLAIN,
    SENTENCE,
    BareHeadings,
    Place,
    Token,
)
from planparse.text.characters import HAN, SENTENCE_ENDS
from planparse.text.corrections import NONE, Corrections
from planparse.text.original import Original, Table
from planparse.tree import Gap, Span

_ROUNDS = 3
"""So often a text is read again with what was found: a choice."""
_LONGEST_TITLE = 40
"""What a lone number heads up to its first mark is no longer, if it proves a heading."""

_SHORTEST_LINE = 16
"""A heading of so many characters without an end mark may hold items: a choice."""
_HEADING = rf"[ \u3000]*[{HAN}《“][^，,。：:；;！？\s]+(?:[。：:；;！？\s]|$)"
"""A heading without a comma, and the mark or the blank that ends it."""

_UNMARKED: Marked = MappingProxyType({})
"""A text without marks of Markdown."""
_Series = tuple[int, tuple[int, ...]]
"""A kin of families, and the numbers before the last one of a decimal label."""


class Reading(NamedTuple):
    """The tokens of a text, what was decided at each candidate, and what stood glued.

    `glued` are the places of the tokens whose labels are run together with what is before,
    `bare` the headings without a number, which are candidates too.
    """

    tokens: list[Token]
    decisions: Sequence[Decision]
    glued: frozenset[int] = frozenset()
    bare: BareHeadings = NO_HEADINGS


def read(
    text: str,
    lexicon: Lexicon,
    original: Original | None = None,
    marked: Marked = _UNMARKED,
    tables: Sequence[Table] = (),
    corrections: Corrections = NONE,
) -> Reading:
    """Return the reading of a text, with the labels in mid-line that their series prove.

    `original` is what the file that the text was read from says of its lines, `marked`
    are the headings that marks of Markdown show (where each begins, its end and its
    level), `tables` those that the text itself shows, `corrections` what is said of lines.
    """
    tokens = tokenise(text, lexicon, original, tables)
    refused: Sequence[Span] = ()
    if corrections.fitting:
        from planparse.numbering import corrected_lines

        tokens = corrected_lines.mark(text, tokens, corrections, lexicon)
        refused = corrected_lines.refused(text, corrections)
        own, found = bare_headings.offer(text, tokens, lexicon, marked)
        tokens, bare = corrected_lines.offer(text, own, found, corrections, lexicon)
    else:
        tokens, bare = bare_headings.offer(text, tokens, lexicon, marked)
    way = search.follow(text, tokens, lexicon, bare)
    reading = Reading(tokens, way.decisions, bare=bare)
    proven = _Proof(text, lexicon, refused)
    labels = proven(reading)
    if not labels:
        return reading
    revision = Revision(text, tokens, way, bare, lexicon)
    return _revised(reading, list(_stretches(revision, labels, proven)))


# ── read once more ───────────────────────────────────────────────────────────────────


def _stretches(
    revision: Revision, labels: Sequence[NewLabel], proven: "_Proof"
) -> Iterator[Stretch]:
    """Yield the stretches that are better when they are read anew with new labels."""
    while labels:
        stretch = revision.read(labels)
        if stretch.is_better:
            stretch = _read_further(revision, stretch, labels, proven)
            yield stretch
        labels = labels[count(labels, stretch.end) :]


def _read_further(
    revision: Revision,
    stretch: Stretch,
    labels: Sequence[NewLabel],
    proven: "_Proof",
) -> Stretch:
    """Return a stretch with the labels that what was read anew proves too.

    `labels` are those that it was read with, and those behind it.
    """
    known = count(labels, stretch.end)
    tried = {label.head for label in labels[:known]}
    for _ in range(1, _ROUNDS):
        reading = Reading(stretch.tokens, stretch.decisions)
        more = [label for label in proven(reading) if label.head not in tried]
        if not more:
            break
        tried.update(label.head for label in more)
        again = revision.read([*sorted([*stretch.labels, *more]), *labels[known:]])
        if again.missing > stretch.missing or set(stretch.labels) - set(again.labels):
            break
        stretch, known = again, count(labels, again.end)
    return stretch


def _revised(reading: Reading, stretches: Sequence[Stretch]) -> Reading:
    """Return a reading in which some stretches are read anew."""
    if not stretches:
        return reading
    tokens, decisions = spliced(reading.tokens, reading.decisions, stretches)
    glued = frozenset(
        bisect_left(tokens, label.head, key=attrgetter("head"))
        for stretch in stretches
        for label in stretch.labels
    )
    bare = bare_headings.moved(reading.bare, 0, reading.tokens, tokens)
    return Reading(tokens, decisions, glued, bare)


# ── what the series prove ────────────────────────────────────────────────────────────


class _Proof(NamedTuple):
    """Finds the labels in mid-line that a reading proves; none stands in `refused`."""

    text: str
    lexicon: Lexicon
    refused: Sequence[Span]

    def __call__(self, reading: Reading) -> list[NewLabel]:
        """Return the labels that the series of a reading prove, in order."""
        labels = _Finder(self.text, reading, self.lexicon).proven()
        if not self.refused:
            return labels
        return [
            label
            for label in labels
            if not any(start <= label.head < end for start, end in self.refused)
        ]


class _Label(NamedTuple):
    """A label on a line: whether it stands in mid-line, was read, and begins the line."""

    head: int
    marker: Marker
    glued: bool
    is_read: bool = False
    begins_line: bool = False


def _before_late(decision: Decision) -> tuple[Gap, ...]:
    """Return the numbers before that of a series that begins late, though none is missed."""
    if not begins_late(decision):
        return ()
    marker = decision.marker
    return (Gap(marker.family, 1, marker.ordinal - 1, decision.depth),)


class _Finder:
    """Finds the labels in mid-line that the series of a reading prove."""

    def __init__(self, text: str, reading: Reading, lexicon: Lexicon) -> None:
        """Take a reading of a text."""
        self._text, self._lexicon = text, lexicon
        self._tokens = reading.tokens
        self._decisions = [
            one for one in reading.decisions if one.marker.family != HEADING
        ]
        self._found: dict[int, NewLabel] = {}

    def proven(self) -> list[NewLabel]:
        """Return the labels in order."""
        short = [
            decision
            for decision in self._decisions
            if decision.gaps
            or (decision.transition in BEGINNINGS and decision.marker.ordinal > 1)
        ]
        around = neighbours(self._decisions) if short else {}
        for decision in short:
            for gap in decision.gaps or _before_late(decision):
                self._take_lost(gap, around[decision.token].left, decision)
        for first, last in sorted(set(self._lines())):
            labels = self._labels(first, last)
            if any(label.glued for label in labels):
                self._take_chains(labels)
        return [self._found[head] for head in sorted(self._found)]

    def _series(self, marker: Marker) -> _Series:
        """Return what the numbers of a marker run on in."""
        return self._lexicon.families[marker.family].kin, marker.prefix

    def _glued(self, first: int, last: int) -> Iterator[GluedLabel]:
        """Yield the labels in mid-line of the tokens from `first` up to `last`, both told."""
        for place in range(max(0, first), last + 1):
            token = self._tokens[place]
            if token.place < PLAIN:
                continue
            begin = token.head if self._is_passed_over(place) else token.body
            yield from glued_labels.find(self._text, begin, token.end, self._lexicon)

    def _is_passed_over(self, place: int) -> bool:
        """Return whether a token's label stands in mid-sentence and was not read."""
        return self._tokens[place].place == ANYWHERE and not self._is_read(place)

    def _is_read(self, place: int) -> bool:
        """Return whether a token was read as a marker."""
        at = bisect_left(self._decisions, place, key=attrgetter("token"))
        if at == len(self._decisions) or self._decisions[at].token != place:
            return False
        return self._decisions[at].is_marker

    # ── numbers that are lost ────────────────────────────────────────────────────────

    def _take_lost(self, gap: Gap, left: int, decision: Decision) -> None:
        """Take the labels of a gap that stand in mid-line between its neighbours."""
        right = self._tokens[decision.token]
        kin = self._lexicon.families[gap.family].kin
        is_own = decision.marker.family == gap.family
        series = kin, decision.marker.prefix if is_own else ()
        place: Place = LINE if right.place == LINE else SENTENCE
        wanted, found = gap.first, list[NewLabel]()
        for head, marker in self._glued(left, decision.token - 1):
            if self._series(marker) == series and wanted <= marker.ordinal <= gap.last:
                if self._is_reference(head, marker):
                    continue
                found.append(NewLabel(head, marker, place))
                wanted = marker.ordinal + 1
        if decision.gaps or wanted > gap.last:
            self._found.update((one.head, one) for one in found)

    def _is_reference(self, head: int, marker: Marker) -> bool:
        """Return whether a label without a heading stands in a sentence: 依照第四条处理."""
        untitled = self._lexicon.families[marker.family].untitled
        return untitled and self._text[head + marker.size] not in self._lexicon.blanks

    # ── series on one line ───────────────────────────────────────────────────────────

    def _lines(self) -> Iterator[tuple[int, int]]:
        """Yield the lines that seem to hold more than was read, by first and last token."""
        tokens, text = self._tokens, self._text
        for decision in self._decisions:
            token = tokens[decision.token]
            if decision.depth == UNREAD:
                if token.place == SENTENCE and self._counts_on(decision):
                    yield self._line(decision.token)
            elif (
                token.end - token.body >= _SHORTEST_LINE
                and text[token.end - 1] not in SENTENCE_ENDS
                and self._holds_a_first_label(token)
            ):
                yield self._line(decision.token)
        for decision in self._last_of_series():
            token, marker = tokens[decision.token], decision.marker
            label = text[token.head : token.body]
            following = self._lexicon.relabel(marker.family, label, marker.ordinal + 1)
            if text.find(following, token.body, token.end) > 0:
                yield self._line(decision.token)

    def _counts_on(self, decision: Decision) -> bool:
        """Return whether the number before is printed before an unread one, on its line."""
        marker, token = decision.marker, self._tokens[decision.token]
        if marker.ordinal == 1 or marker.price >= UNSURE:
            return False
        label = self._text[token.head : token.body]
        before = self._lexicon.relabel(marker.family, label, marker.ordinal - 1)
        first, _ = self._line(decision.token)
        return self._text.find(before, self._tokens[first].head, token.head) >= 0

    def _holds_a_first_label(self, token: Token) -> bool:
        """Return whether something like the first label of a series stands in a token."""
        first = self._lexicon.first_labels.search(self._text, token.body, token.end)
        return first is not None

    def _last_of_series(self) -> Iterator[Decision]:
        """Yield the markers behind which none was read that goes on with their series."""
        following: list[Decision | None] = []  # by depth
        for decision in reversed(self._decisions):
            depth = decision.depth
            if depth < 0:
                if depth == DOCUMENT:
                    following = []
                continue
            if depth < len(following):
                after = following[depth]
                del following[depth:]
            else:
                after = None
                following += [None] * (depth - len(following))
            following.append(decision)
            marker = decision.marker
            if (
                after is None
                or after.marker.family != marker.family
                or after.marker.ordinal != marker.ordinal + 1
            ):
                yield decision

    def _line(self, place: int) -> tuple[int, int]:
        """Return the first and the last token of the line on which a token stands."""
        tokens, first, last = self._tokens, place, place
        while first and tokens[first].place > LINE:
            first -= 1
        while last + 1 < len(tokens) and tokens[last + 1].place > LINE:
            last += 1
        return first, last

    def _labels(self, first: int, last: int) -> list[_Label]:
        """Return all labels of a line in order: those of the lexer, and those in mid-line."""
        labels = [_Label(*glued, glued=True) for glued in self._glued(first, last)]
        for place in range(first, last + 1):
            token = self._tokens[place]
            if token.marker is None or token.place == PLAIN:
                continue
            if not self._is_passed_over(place):
                read_here = self._is_read(place)
                begins = token.place == LINE
                labels.append(
                    _Label(token.head, token.marker, False, read_here, begins)
                )
        return sorted(labels)

    def _take_chains(self, labels: Sequence[_Label]) -> None:
        """Take the labels in mid-line that count on from 1, or from a number that was read."""
        chains: dict[_Series, list[list[_Label]]] = {}
        for label in labels:
            if self._lexicon.families[label.marker.family].spoken:
                continue
            own = chains.setdefault(self._series(label.marker), [])
            number = label.marker.ordinal
            waiting = [chain for chain in own if chain[-1].marker.ordinal == number - 1]
            waiting.sort(key=lambda chain: (chain[-1].glued, -chain[-1].head))
            if waiting:
                waiting[0].append(label)
            elif number == 1 or label.is_read:
                own.append([label])
        for own in chains.values():
            for chain in filter(self._proves, own):
                place: Place = LINE if chain[0].begins_line else SENTENCE
                for label in chain:
                    if label.glued:
                        found = NewLabel(label.head, label.marker, place)
                        self._found.setdefault(label.head, found)

    def _proves(self, chain: Sequence[_Label]) -> bool:
        """Return whether a chain of numbers is a series: three of them, or two that head text.

        Two of which the lexer knows the second are enough: that one stands behind the
        end of a sentence.
        """
        if len(chain) != 2:
            return len(chain) > 2
        if not chain[-1].glued:
            return True
        return all(not label.glued or self._heads_text(label) for label in chain)

    def _heads_text(self, label: _Label) -> bool:
        """Return whether what stands behind a label reads like a heading."""
        if self._lexicon.families[label.marker.family].untitled:
            return False
        body = label.head + label.marker.size
        heading = re.compile(_HEADING).match(self._text, body, body + _LONGEST_TITLE)
        return heading is not None
