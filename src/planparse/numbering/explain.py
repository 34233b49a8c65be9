"""Why a line was read as it was: what was considered at its markers, in words, priced."""

from collections.abc import Iterator, Sequence

from planparse.grammar.lexicon import Lexicon
from planparse.grammar.spelling import HEADING, Spelling
from planparse.locale.message import Message, _, in_context, told
from planparse.numbering import run_together
from planparse.numbering.alternatives import Alternative, consider
from planparse.numbering.reading import Decision, TransitionKind, labelled
from planparse.numbering.tokens import CONTENTS, FURNITURE, Token
from planparse.text.corrections import NONE, Correction, Corrections
from planparse.text.full_stops import stopped
from planparse.text.lines import Lines
from planparse.text.markdown import unmarked
from planparse.tree import Gap, Lang

_SHOWN = 5
"""So many readings of one marker are shown: a choice."""
_WIDTH = 40
"""So many characters of a line are shown: a choice."""
_AFTER = 6
"""So many characters behind what is spelled like a label are shown: a choice."""
_EQUAL = 0.05
"""Prices that differ by less are printed alike, with one decimal."""

_IN_WORDS: dict[TransitionKind, Message] = {
    "next": in_context("reading", "goes on after {before}"),
    "first": in_context("reading", "is the first number of all"),
    "open": in_context("reading", "begins a series"),
    "open_skip": in_context(
        "reading", "begins a series whose first numbers are missing"
    ),
    "run_on": in_context("reading", "goes on after {before}, across a heading"),
    "run_on_skip": in_context("reading", "goes on after a gap, across a heading"),
    "skip": in_context("reading", "goes on after a gap"),
    "repeat": in_context("reading", "has the same number as the one before"),
    "backward": in_context("reading", "counts backwards"),
    "swapped": in_context("reading", "was missing before, and changed places"),
    "resume": in_context("reading", "goes on after {before}, after a list between"),
    "restart": in_context("reading", "begins a second series at the same level"),
    "nest": in_context("reading", "begins a list of the same style, one level deeper"),
    "implied": in_context("reading", "begins anew below a heading that is lost"),
    "heading": in_context("reading", "heads a level without a number"),
    "fresh": in_context("reading", "begins the numbering anew at the top"),
    "document": in_context("reading", "begins a document"),
    "unread": in_context("reading", "is no marker"),
    "listed": in_context("reading", "is an entry in a list of annexes, no marker"),
}
"""What each transition means."""


def explain(
    text: str,
    number: int,
    lexicon: Lexicon,
    lang: Lang,
    path: str = "-",
    said: Corrections = NONE,
) -> Iterator[str]:
    """Yield the lines that explain line `number` (from 1) of a text.

    The name of its file, `path`, may say that it is Markdown, whose marks are not read;
    `said` are corrections of the text. Raises LookupError, with a message for people,
    where there is no such line.
    """
    starts = Lines(text).starts
    if not 1 <= number <= len(starts):
        raise LookupError(
            _(
                "there is no line {number}: the last one is {last}",
                number=number,
                last=len(starts),
            )
        )
    start = starts[number - 1]
    end = starts[number] if number < len(starts) else len(text)
    line = _("{number}: {words}", number=number, words=_cut(text[start:end].strip()))
    yield told(line, lang).rstrip()
    for one in said.fitting:
        if one.line == number:
            yield _corrected(one, lang)
    without_marks = unmarked(text, path)
    if without_marks is not None:
        start, end = without_marks.read_at(start), without_marks.read_at(end)
        text, said = without_marks.text, said.moved(without_marks.read_at)
    read_as = stopped(text)
    tokens, decisions, _beam, bare = run_together.read(
        read_as, lexicon, corrections=said
    )
    places = [
        place
        for place, token in enumerate(tokens)
        if start <= token.head < end and token.end > token.head
    ]
    marked = [place for place in places if tokens[place].marker is not None]
    if not marked:
        yield from _unmarked(text, [tokens[place] for place in places], lexicon, lang)
        return
    considered = consider(read_as, tokens, lexicon, marked, bare)
    wording = _Wording(text, labelled(tokens, decisions), lexicon, decisions, lang)
    for place in marked:
        yield ""
        yield from wording.marker(place, considered.get(place, []))


def _corrected(one: Correction, lang: Lang) -> str:
    """Return what somebody says of a line, who, when and why."""
    level = f" {one.level}" if one.level else ""
    value = f" = {one.value}" if one.value else ""
    who = " ".join(filter(None, (one.by, one.date)))
    notes = told(_("; "), lang).join(filter(None, (who, one.why)))
    what = f"{one.kind}{level}{value}"
    corrected = _(
        "corrected: {words}: {what}{notes}",
        words=_cut(one.words),
        what=what,
        notes=_(" ({notes})", notes=notes) if notes else "",
    )
    return f"  {told(corrected, lang)}"


class _Wording:
    """Puts readings into words.

    Labels of other numbers are written as the document writes its own.
    """

    def __init__(
        self,
        text: str,
        tokens: Sequence[Token],
        lexicon: Lexicon,
        decisions: Sequence[Decision],
        lang: Lang,
    ) -> None:
        """Take a reading; for each family the label of its first marker shows how it is written."""
        self.text, self.tokens, self.lexicon, self.lang = text, tokens, lexicon, lang
        self.decisions = {decision.token: decision for decision in decisions}
        self.styles: dict[int, str] = {}
        for decision in reversed(decisions):
            if decision.is_marker:
                self.styles[decision.marker.family] = self.label_at(decision.token)

    def told(self, message: Message) -> str:
        """Return a message in the language."""
        return told(message, self.lang)

    def label_at(self, place: int) -> str:
        """Return the label of a token as it stands in the text."""
        return self.text[self.tokens[place].head : self.tokens[place].body]

    def marker(self, place: int, considered: Sequence[Alternative]) -> Iterator[str]:
        """Yield what is to be said about one candidate marker.

        That is its readings, the cheapest first, and why one of them was taken.
        """
        token, decision = self.tokens[place], self.decisions[place]
        assert token.marker is not None
        family = token.marker.family
        self.styles[decision.marker.family] = self.label_at(place)
        rest = _cut(self.text[token.body : token.end].strip())
        yield f"{self.label_at(place)} {rest}".rstrip()
        taken = _taken(considered, decision)
        shown = list(considered[:_SHOWN])
        if taken is not None and taken not in shown:
            shown.append(taken)
        for reading in shown:
            sign = "→" if reading is taken else " "
            yield f"  {sign} {reading.price:4.1f}  {self.words(reading, family)}"
        more = len(considered) - len(shown)
        if more > 0:
            yield "         " + self.told(_("and {count} more", count=more))
        if taken is None:
            yield "  " + self.transition(
                decision.transition, decision.marker.family, decision.marker.ordinal
            )
        else:
            yield "  " + self.verdict(taken, considered)

    def words(self, reading: Alternative, family: int) -> str:
        """Return a reading in a few words: where it puts the marker, and what is missing.

        `family` is the likeliest by the spelling; another one is named.
        """
        words = self.transition(reading.kind, reading.family, reading.ordinal)
        if reading.kind in ("unread", "listed"):
            return words
        if reading.family != family:
            name = self.lexicon.families[reading.family].name
            words = self.told(_("as {family}: {words}", family=name, words=words))
        if reading.kind not in ("first", "fresh", "document"):
            words += self.below(reading.below)
        return words + self.gaps(reading.gaps)

    def transition(self, kind: TransitionKind, family: int, ordinal: int) -> str:
        """Return a transition to a number in words."""
        return self.told(_IN_WORDS[kind]).format(before=self.label(family, ordinal - 1))

    def below(self, below: Sequence[tuple[int, int]]) -> str:
        """Return below which open sections a marker stands: `, below 一、 （二）`."""
        if not below:
            return self.told(_(", at the top"))
        labels = " ".join(self.label(family, ordinal) for family, ordinal in below)
        return self.told(_(", below {labels}", labels=labels))

    def gaps(self, gaps: Sequence[Gap]) -> str:
        """Return what is missing: `; （四）–（八） are missing before it`."""
        if not gaps:
            return ""
        labels = []
        for gap in gaps:
            first = self.label(gap.family, gap.first)
            last = self.label(gap.family, gap.last)
            labels.append(first if gap.first == gap.last else f"{first}–{last}")
        one = len(gaps) == 1 and gaps[0].first == gaps[0].last
        return self.told(
            _("; {labels} is missing before it", labels=labels)
            if one
            else _("; {labels} are missing before it", labels=labels)
        )

    def label(self, family: int, ordinal: int) -> str:
        """Return a number's label, as this document writes it where it does."""
        if family == HEADING:
            return self.told(_("a heading"))
        style = self.styles.get(family)
        if style is not None:
            return self.lexicon.relabel(family, style, ordinal)
        return self.lexicon.families[family].format(ordinal) or str(ordinal)

    def verdict(self, taken: Alternative, considered: Sequence[Alternative]) -> str:
        """Return why a reading was taken: the cheapest here, or with what is around it."""
        if taken is not considered[0]:
            gap = taken.price - considered[0].price
            return self.told(
                _(
                    "dearer here by {gap:.1f}, and yet the cheapest together with "
                    "the markers around it",
                    gap=gap,
                )
            )
        if len(considered) == 1:
            return self.told(_("nothing else was possible"))
        gap = considered[1].price - taken.price
        if gap < _EQUAL:
            return self.told(_("taken as the cheapest; the next costs as much"))
        return self.told(_("taken as the cheapest, by {gap:.1f}", gap=gap))


def _taken(considered: Sequence[Alternative], decision: Decision) -> Alternative | None:
    """Return the reading that a decision took; None where none was considered."""
    return min(
        (reading for reading in considered if _is(reading, decision)),
        key=lambda reading: abs(len(reading.below) - decision.depth),
        default=None,
    )


def _is(reading: Alternative, decision: Decision) -> bool:
    """Return whether a reading may be the one that a decision took.

    Sections that were lost are among those below which a reading stands, but do not
    count for a decision's depth.
    """
    return (
        reading.kind == decision.transition
        and reading.family == decision.marker.family
        and reading.gaps == decision.gaps
        and len(reading.below) >= decision.depth
    )


# ── lines without a marker ───────────────────────────────────────────────────────────


def _unmarked(
    text: str, tokens: Sequence[Token], lexicon: Lexicon, lang: Lang
) -> Iterator[str]:
    """Yield why no marker stands in a line.

    Labels that are spelled like one of a family, but are barred by what follows them
    (2.5亿元), are named with the words that bar them.
    """
    if not tokens:
        yield told(_("an empty line"), lang)
    elif tokens[0].place == CONTENTS:
        yield told(_("a line of a contents page, no heading"), lang)
    elif tokens[0].place == FURNITURE:
        yield told(_furniture(text.startswith("<!--", tokens[0].head)), lang)
    else:
        yield told(_("no possible marker stands in this line"), lang)
        for label, family in _barred(text, tokens[0].head, lexicon):
            name = lexicon.families[family].name
            after = _after(text, tokens[0].head + len(label))
            barred = _(
                "{label} is spelled like {family}, but is none before “{after}”",
                label=label,
                family=name,
                after=after,
            )
            yield f"  {told(barred, lang)}"


def _furniture(is_comment: bool) -> Message:
    """Return what is to be said of a line that stands beside the text."""
    if is_comment:
        return _("a comment, and none of the text")
    return _("a running head or foot, which pages repeat, and none of the text")


def _barred(text: str, head: int, lexicon: Lexicon) -> Iterator[tuple[str, int]]:
    """Yield the labels at a line's head that the words after them do not let stand.

    Each label with its family, each family once.
    """
    seen = set()
    for spelling in lexicon.spellings:
        if not _begins(spelling, text[head]) or spelling.match(text, head):
            continue
        marker = spelling.match(text, head, whatever_follows=True)
        if marker is None or marker.family in seen:
            continue
        end = head + marker.size
        if text[head : end + 1][-2:].isdecimal():
            continue  # the beginning of a longer number is no label
        seen.add(marker.family)
        yield text[head:end], marker.family


def _begins(spelling: Spelling, first: str) -> bool:
    """Return whether a spelling may stand at a line start and begins with a character."""
    return "line" in spelling.at and first in spelling.first


def _after(text: str, at: int) -> str:
    """Return the first few characters of a line from a place on."""
    return text[at : at + _AFTER].splitlines()[0].strip()


def _cut(text: str) -> str:
    """Return the beginning of a text, with an ellipsis where it goes on."""
    return text if len(text) <= _WIDTH else text[:_WIDTH] + "…"
