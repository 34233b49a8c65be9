"""What one meaning of a marker can be in a state, each with its price.

A series that is open goes on, skips, repeats or begins again; a level that is not open
opens or runs on; or numbering begins anew at the top. What depends on the place alone is
added to the price of each.
"""

from collections.abc import Iterator
from math import log2
from typing import NamedTuple

from planparse.grammar.lexicon import Lexicon
from planparse.grammar.spelling import Marker
from planparse.numbering.context import Features
from planparse.numbering.reading import DOCUMENT, TransitionKind
from planparse.numbering.state import (
    DEEPEST,
    DOCUMENTS,
    NO_SERIES,
    Habit,
    OpenLevel,
    State,
    depth_below,
    holding,
    innermost,
)
from planparse.numbering.tokens import ANYWHERE, LINE
from planparse.tree import Gap

_MOST_LOST_ARTICLES = 20
"""Where more articles seem to be lost before a file's first, it is part of a code. A
choice."""
_NESTED = 3
"""So many levels of one family may be open at once, one inside the other.

Of 546 real documents one reads otherwise with 2, none with 4.
"""
_INNER_ENDS = 0.1
"""What it costs to end an inner series that could go on with the same number.

A choice, for a tie: of two open series of one style, the inner one goes on.
"""


class Transition(NamedTuple):
    """What a marker may be, and the price of that.

    It stands on the first `keep` of the open levels, and on `lost` on top of these where
    a heading was lost; `keep` may be `UNREAD` or `DOCUMENT`. `interrupted` is the last
    number of a series that this one stands inside of, `habit` what the document is seen
    to do by it.
    """

    price: float
    kind: TransitionKind
    marker: Marker
    keep: int
    gaps: tuple[Gap, ...] = ()
    lost: OpenLevel | None = None
    interrupted: int = 0
    habit: Habit | None = None

    def dearer(self, extra: float) -> "Transition":
        """Return the same transition at a price that is higher by `extra`."""
        return Transition(self.price + extra, *self[1:])


def dearer(transitions: list[Transition], extra: float) -> list[Transition]:
    """Return the same transitions, each dearer by `extra`."""
    return [one.dearer(extra) for one in transitions] if extra else transitions


class Candidates:
    """The transitions of one meaning of a marker, in no order of price."""

    def __init__(
        self, lexicon: Lexicon, state: State, features: Features, marker: Marker
    ) -> None:
        """Take the state before the marker, and what is known of its place."""
        self.prices, self.families = lexicon.prices, lexicon.families
        self.state, self.stack = state, state.stack
        self.features, self.marker = features, marker
        self.family = lexicon.families[marker.family]
        self.number = marker.ordinal
        self.begins_line = features.token.place == LINE
        self.held = holding(state.stack, features.line)

    def transitions(self) -> list[Transition]:
        """Return all transitions of this meaning."""
        if self.family.document:
            return [self._document()]
        same = innermost(self.stack, self.marker.family)
        at = same if same >= 0 else self._same_series()
        out: list[Transition] = []
        if at >= 0:
            going_on = list(self._in_open_series(at))
            out += going_on if same >= 0 else dearer(going_on, self.prices["kin"])
        may_open = at < 0 or at >= self.held or (same < 0 and self.number == 1)
        if self.stack and may_open:
            out += self._in_closed_series()
        return [*self._placed(out, at), *self._anew()]

    def _same_series(self) -> int:
        """Return the innermost open level of another family of the same series, or -1.

        The grammar calls these `kin`: 1、 goes on where 1. stood.
        """
        for at in range(len(self.stack) - 1, -1, -1):
            level = self.stack[at]
            if level.is_bare:
                continue
            if self.families[level.family].kin == self.family.kin:
                return at
        return -1

    def _placed(self, transitions: list[Transition], at: int) -> list[Transition]:
        """Return transitions with what the place of the marker adds to their prices.

        A marker in mid-sentence is dear, unless it is the number expected there. Behind
        the end of a sentence only going on is free, as a list seldom begins inside a
        line. Below the head of an annex, or a title, numbers are expected to begin
        again.
        """
        prices, features = self.prices, self.features
        if features.token.place == ANYWHERE:
            expected = self._expected(at)
            dear, cheap = prices["anywhere"], prices["anywhere_next"]
            transitions = [
                one.dearer(cheap if one.kind == expected else dear)
                for one in transitions
            ]
        elif not self.begins_line:
            inline = prices["open_inline"]
            transitions = [
                one if one.kind == "next" else one.dearer(inline) for one in transitions
            ]
        if features.boundary and self.stack:
            annex = features.boundary == "annex"
            return dearer(
                transitions, prices["boundary" if annex else "boundary_title"]
            )
        return transitions

    def _expected(self, at: int) -> TransitionKind | None:
        """Return the transition that a marker in mid-sentence is likeliest to be.

        The innermost series goes on, or articles do right behind the heading of their
        chapter.
        """
        if at < 0 and self.family.runs_on:
            return "run_on"
        return "next" if at == len(self.stack) - 1 else None

    def _skip(self, missing: int) -> float:
        """Return what it costs that so many numbers are missing."""
        return self.prices["skip"] + self.prices["skip_each"] * log2(missing + 1)

    # ── numbering begins ─────────────────────────────────────────────────────────

    def _document(self) -> Transition:
        """Return that the marker begins a document of a collection: 第二篇."""
        before = self.state.series.get(DOCUMENTS, NO_SERIES).last
        missing = self.number - before - 1
        if not before or missing <= 0:
            return Transition(0.0, "document", self.marker, DOCUMENT)
        gap = Gap(self.marker.family, before + 1, self.number - 1, DOCUMENT)
        return Transition(
            self._skip(missing), "document", self.marker, DOCUMENT, (gap,)
        )

    def _anew(self) -> list[Transition]:
        """Return that numbering begins at the top, for the first time or once more."""
        if not self.stack:
            return [Transition(self._first_price(), "first", self.marker, 0)]
        if self.number == 1 and (self.begins_line or self.features.boundary):
            return [Transition(self._fresh_price(), "fresh", self.marker, 0)]
        return []

    def _first_price(self) -> float:
        """Return what it costs that this is the first marker of all."""
        prices, price = self.prices, 0.0
        if self.number > 1:
            price = prices["late" if self.begins_line else "late_inline"]
        if self.features.token.place == ANYWHERE:
            price += prices["anywhere"]
        return price if self.begins_line else price + prices["open_inline"]

    def _fresh_price(self) -> float:
        """Return what it costs that numbering begins anew: an annex, another document."""
        prices, boundary = self.prices, self.features.boundary
        outer = (level.family for level in self.stack if not level.is_bare)
        again = next(outer, -1) == self.marker.family
        if boundary == "annex":
            return prices["fresh_annex"]
        if boundary == "title":
            return prices["fresh_title"] + (0.0 if again else prices["fresh_other"])
        return prices[f"again{self.features.lead}"] if again else prices["fresh"]

    # ── the series is open ───────────────────────────────────────────────────────

    def _in_open_series(self, at: int) -> Iterator[Transition]:
        """Yield what the marker can be where its series is open at the level `at`."""
        yield self._counted(at)
        for recognise in (
            self._resumed,
            self._outer,
            self._nested,
            self._restarted,
            self._implied,
        ):
            transition = recognise(at)
            if transition is not None:
                yield transition

    def _counted(self, at: int) -> Transition:
        """Return what the number is after the last one: next, skip, repeat or backward.

        Behind 二、 the number 三、 is next, 五、 skips 三、 and 四、 and has their gap,
        二、 repeats, 一、 goes back. A number that was skipped and comes now was
        swapped.
        """
        family, last = self.stack[at].family, self.stack[at].ordinal
        gaps: tuple[Gap, ...] = ()
        kind: TransitionKind
        if self.number == last + 1:
            price, kind = 0.0, "next"
            if self.features.outdented and innermost(self.stack, family, at) >= 0:
                price = self.prices["outdented"]
            if not self.stack[at].real:
                price = self.prices["implied_proven"]
        elif self.number > last:
            price, kind = self._skip(self.number - last - 1), "skip"
            gaps = (Gap(family, last + 1, self.number - 1, self.stack[at].depth),)
            if not self.stack[at].real:
                price += self.prices["implied_proven"]
        elif self.stack[at].lacks(self.number):
            price, kind = self.prices["swapped"], "swapped"
        elif self.number == last:
            inserted = self.marker.prefix and not self.family.decimal  # 第二条之一
            price, kind = 0.0 if inserted else self.prices["repeat"], "repeat"
        else:
            price, kind = self.prices["backward"], "backward"
        return Transition(
            price, kind, self.marker, at, gaps, interrupted=self._interrupted(at)
        )

    def _interrupted(self, at: int) -> int:
        """Return the last number of the series that the open one at `at` interrupted."""
        return self.state.series.get(self.stack[at].family, NO_SERIES).interrupted

    def _resumed(self, at: int) -> Transition | None:
        """Return that the series before a box or an inserted list goes on."""
        interrupted = self._interrupted(at)
        follows = self.number == self.stack[at].ordinal + 1
        if not interrupted or self.number != interrupted + 1 or follows:
            return None
        return Transition(self.prices["resume"], "resume", self.marker, at)

    def _outer(self, at: int) -> Transition | None:
        """Return that the list inside a section of the same style ends, and it goes on."""
        upper = innermost(self.stack, self.stack[at].family, at)
        if upper < 0 or self.stack[upper].ordinal + 1 != self.number:
            return None
        follows = self.number == self.stack[at].ordinal + 1
        price = _INNER_ENDS if follows and not self.features.outdented else 0.0
        return Transition(price, "next", self.marker, upper)

    def _nested(self, at: int) -> Transition | None:
        """Return that a list of the same style begins inside the innermost section.

        Inside 1. another 1. may begin, where it begins a line, or the text right before
        it leads up to a list. Deeper nests of one style are not looked for.
        """
        if self.number != 1 or at >= self.held or len(self.stack) >= DEEPEST:
            return None
        lead, family = self.features.lead, self.stack[at].family
        if not self.begins_line and lead not in ("_led", "_item_led"):
            return None
        if sum(level.family == family for level in self.stack) >= _NESTED:
            return None
        return Transition(
            self.prices[f"nest{lead}"],
            "nest",
            self.marker,
            len(self.stack),
            interrupted=self._interrupted(at),
        )

    def _restarted(self, at: int) -> Transition | None:
        """Return that a second series begins below the same parent."""
        if self.number != 1 or not 0 < at < self.held:
            return None
        return Transition(
            self.prices[f"restart{self.features.lead}"],
            "restart",
            self.marker,
            at,
            interrupted=self.stack[at].ordinal,
        )

    def _implied(self, at: int) -> Transition | None:
        """Return that the parent between was lost.

        With it went the first of its children, where the number is not 1.
        """
        again = self.number == 1 or 1 < self.number <= self.stack[at].ordinal
        if not again or not self.begins_line or not 0 < at < self.held:
            return None
        parent = self.stack[at - 1]
        if parent.is_bare or not parent.real or self.families[parent.family].spoken:
            return None  # a lost 一是 is not missed: nobody counts on hearing it
        number, depth = parent.ordinal + 1, parent.depth
        gaps: tuple[Gap, ...] = (Gap(parent.family, number, number, depth),)
        price = self.prices[f"implied{self.features.lead}"]
        if self.number > 1:
            gaps += (Gap(self.marker.family, 1, self.number - 1, depth),)
            each = self.prices["skip_each"] * log2(self.number)
            price += self.prices["implied_skip"] + each
        lost = OpenLevel(parent.family, number, depth, real=False)
        return Transition(price, "implied", self.marker, at - 1, gaps, lost)

    # ── the series is not open ───────────────────────────────────────────────────

    def _in_closed_series(self) -> Iterator[Transition]:
        """Yield what the marker can be below the sections that can hold it.

        It stands below the innermost one, though the grammar may have it the other way
        round, or beside sections of lower families, which end.
        """
        held, level = self.held, self.family.level
        keep = held
        while keep and self._ends(self.stack[keep - 1], level):
            keep -= 1
        if keep == held:
            yield from self._on_top_of(keep, 0.0)
            return
        if self.begins_line:
            close = "close_empty" if self.features.behind_heading else "close"
            yield from self._on_top_of(keep, self.prices[close])
        turned = (self.stack[held - 1].family, self.marker.family)
        known = turned in self.state.habits
        above = 0.0 if known else self.prices["open_above"]
        yield from self._on_top_of(held, above, turned)

    def _ends(self, above: OpenLevel, level: int) -> bool:
        """Return whether a section of a level ends another: a heading ends at none."""
        return not above.is_bare and self.families[above.family].level >= level

    def _on_top_of(
        self, keep: int, price: float, habit: Habit | None = None
    ) -> Iterator[Transition]:
        """Yield that the series begins or goes on, on top of `keep` open levels."""
        if keep >= DEEPEST:
            return
        if self.number == 1:
            yield Transition(price, "open", self.marker, keep, habit=habit)
            return
        for recognise in (self._ran_on, self._resumed_below, self._begun_late):
            transition = recognise(keep)
            if transition is not None:
                yield transition.dearer(price)

    def _ran_on(self, keep: int) -> Transition | None:
        """Return that numbering goes on across a heading, with a gap or without one.

        Below 一、 stand 1. and 2., below 二、 follows 3.: some documents count items
        through all sections. It is cheaper once the family has done so before.
        """
        family = self.marker.family
        last, _, depth = self.state.series.get(family, NO_SERIES)
        missing = self.number - last - 1
        if not last or missing < 0:
            return None
        above = self.stack[keep - 1] if keep else None
        here = depth_below(self.stack[:keep])
        ran = family in self.state.habits
        price = self.prices["run_on_again" if ran else "run_on"]
        if above is not None and above.is_bare and depth in (above.depth, here):
            price = self.prices["run_on_heading"]
        elif depth != here and not (above is not None and above.skipped):
            price += self.prices["run_on_moved"]  # its first parents were not lost
        if not missing:
            return Transition(price, "run_on", self.marker, keep, habit=family)
        if above is not None and above.skipped and keep == len(self.stack):
            price = self.prices[
                "skip_each"
            ]  # one gap took these numbers and those above
        else:
            price += 0.0 if ran else self.prices["run_on_skip"]
            price += self._skip(missing)
        gap = Gap(family, last + 1, self.number - 1, here)
        return Transition(price, "run_on_skip", self.marker, keep, (gap,), habit=family)

    def _resumed_below(self, keep: int) -> Transition | None:
        """Return that the series before a box goes on, below a section."""
        family = self.marker.family
        interrupted = self.state.series.get(family, NO_SERIES).interrupted
        if not interrupted or self.number != interrupted + 1:
            return None
        return Transition(
            self.prices["resume"], "resume", self.marker, keep, habit=family
        )

    def _begun_late(self, keep: int) -> Transition | None:
        """Return that a series begins, its first numbers missing.

        Words of order in running text (the grammar calls them `spoken`: 二是) may begin
        late, and nothing is missing.
        """
        if self.family.spoken:
            return Transition(self.prices["spoken"], "open_skip", self.marker, keep)
        family = self.marker.family
        last = self.state.series.get(family, NO_SERIES).last
        if not last and self._may_begin_before_the_file(keep):
            late = self.prices["late"]
            return Transition(late, "open_skip", self.marker, keep)
        if last and family in self.state.habits and self.number > last:
            return None
        gap = Gap(family, 1, self.number - 1, depth_below(self.stack[:keep]))
        is_lost = last or not self._counts_on_from_elsewhere()
        return Transition(
            self._skip(self.number - 1),
            "open_skip",
            self.marker,
            keep,
            (gap,) if is_lost else (),
        )

    def _counts_on_from_elsewhere(self) -> bool:
        """Return whether articles are counted on from a part that is not in the file.

        They run on through all parts (编) of a code, and chapters begin anew in each.
        Items above the first article are of one that is lost.
        """
        state = self.state
        return (
            self.family.runs_on
            and self.number > _MOST_LOST_ARTICLES
            and len(state.series) == len(state.stack)
            and not any(self._ends(above, self.family.level) for above in self.stack)
        )

    def _may_begin_before_the_file(self, keep: int) -> bool:
        """Return whether the first numbers of a series may stand before an excerpt.

        So they may at the top, and below the sections with which the file begins.
        """
        state = self.state
        if not (state.begins and keep):
            return bool(state.begins)
        first = state.stack[0].ordinal == state.begins
        return first and len(state.series) == len(state.stack)
