"""Indicators: what a figure measures, in the words of its sentence.

Of 地区生产总值完成500亿元，同比增长8% both figures measure 地区生产总值, of 培育20家龙头企业
the one measures 龙头企业. A sentence names it before the figure or behind, or not at all; where
that is not sure nothing is said, for years are compared by it.
"""

import re
from bisect import bisect_left
from collections.abc import Iterable, Sequence
from typing import Literal

from planparse.facts.figures import Figure
from planparse.grammar.wordlists import IndicatorWords
from planparse.text.characters import ROUND
from planparse.text.expressions import any_of

_REACH = 48
"""So many characters on either side of a figure are looked at; a choice."""
_SHORTEST, _LONGEST, _LONG = 2, 22, 12
"""Characters of an indicator; behind the last 的 only, where it is longer than `_LONG`."""

_CLEAR = 4
"""Shorter words before 、 are no clause, though 的 follows: 学校、幼儿园的校舍."""

_LISTED = 16
"""A list of so many characters before 等 and the like is one; a choice."""

_BEFORE_CLAUSE = re.compile(rf"(?s:.*)[。；;！？!?，,：:{ROUND.marks}+＋=→—\n]")
"""What stands before the last clause of a text."""
_FIRST_WORDS = re.compile(rf"[^。；;！？!?，,：:{ROUND.marks}、+＋\s]*")
"""The first words of a text, which a mark or a blank ends."""
_BREAK = re.compile(r"[。；;！？!?\n]")
_YEAR = re.compile(r".*[0-9０-９](?:年(?:度|底|末|初)?|月(?:底|末|份)?|日)前?")
_COMPARED = re.compile(r"[比较](?:[^比较]{0,12}[年期月初末底前时])$")
_COMPARING = (
    "[高低快优好]于|超出|高出|不少于|不超过|超过(?!部分|的)"
    "|[应已约只仅]?占(?![比用地有道])(?![^的]*比[重例])"
)
_IN_COMPARING = frozenset("于出少过占")
"""Characters of which one stands in what compares."""
_NOISE = str.maketrans("", "", "*_`|#> 　\t\r\n\u200b")


class _Words:
    """Words by their first (0) or last (-1) character.

    The longest comes first, and those of one list before those of the next.
    """

    def __init__(self, side: Literal[0, -1], *lists: Iterable[str]) -> None:
        """Take lists of words, and the side by which they are asked for."""
        self._by_end: dict[str, list[str]] = {}
        for words in lists:
            for word in sorted(words, key=len, reverse=True):
                self._by_end.setdefault(word[side], []).append(word)

    def at_end(self, text: str) -> str:
        """Return the word with which a text ends, empty without one."""
        for word in self._by_end.get(text[-1:], ()):
            if text.endswith(word):
                return word
        return ""

    def at(self, text: str, place: int) -> str:
        """Return the word that stands at a place, empty without one."""
        for word in self._by_end.get(text[place : place + 1], ()):
            if text.startswith(word, place):
                return word
        return ""


class Indicators:
    """Says what figures measure by the words of `facts/indicators.yaml`."""

    def __init__(self, words: IndicatorWords) -> None:
        """Take the words."""
        self._carrying = frozenset(words.carrying)
        self._reaching = frozenset((*words.reaching, *words.carrying))
        self._kept = frozenset(words.kept)
        self._taking = frozenset((*words.taking, *words.kept))
        self._asides = frozenset(words.asides)
        self._sizes = frozenset(words.sizes)
        self._giving = tuple(words.giving)
        self._ranks, self._limits = tuple(words.ranks), tuple(words.limits)
        self._bounds, self._bounding = tuple(words.bounds), tuple(words.bounding)
        self._money = frozenset((*words.money, ""))
        ends = {*words.reaching, *words.carrying, *words.taking, *words.asides}
        self._ends = _Words(-1, words.kept, ends)
        cuts = "".join(dict.fromkeys(word[0] for word in words.cuts))
        self._cut = re.compile(rf"(?s:.*)(?=[{cuts}])(?:{any_of(words.cuts)})")
        self._stop = re.compile(any_of(words.stops))
        self._qualities = tuple(words.qualities)
        self._joint = re.compile(any_of(words.joints))
        self._joining = tuple(words.joining)
        leading = {*words.asides, *words.taking} - {*words.nouns}
        long = {word for word in leading if len(word) > 1}
        self._heads = _Words(0, {*long, *"的了等和及、按或于"})
        self._whole = tuple(words.whole)
        self._measured = frozenset(words.measured)
        self._shares = frozenset(words.shares)
        self._spans = frozenset(words.spans)
        self._never = frozenset(words.never)
        self._never_at_head = tuple(words.never_at_head)
        self._never_at_end = tuple(words.never_at_end)

    def of(
        self,
        text: str,
        start: int,
        end: int,
        figures: Sequence[Figure],
        *,
        joined: bool,
    ) -> list[Figure]:
        """Return the figures of `text[start:end]` with what they measure.

        Where its lines are `joined`, a phrase may run over their ends.
        """
        if not joined or text.find("\n", start, end) < 0:
            return self._of(text, start, end, figures)
        words, moved = _joined(text, start, end, figures)
        return [
            _measuring(figure, one.of) if one.of else figure
            for figure, one in zip(
                figures, self._of(words, 0, len(words), moved), strict=True
            )
        ]

    def _of(
        self, text: str, start: int, end: int, figures: Sequence[Figure]
    ) -> list[Figure]:
        """Return the figures of a stretch of text with what they measure."""
        named: list[Figure] = []
        before: Figure | None = None
        for place, figure in enumerate(figures, 1):
            behind = figures[place].start if place < len(figures) else end
            indicator = self._indicator(text, start, figure, before, behind)
            before = _measuring(figure, indicator) if indicator else figure
            named.append(before)
        self._share_last(text, named)
        return named

    def _indicator(
        self, text: str, start: int, figure: Figure, before: Figure | None, limit: int
    ) -> str | None:
        """Return what a figure measures, None where its sentence does not say so."""
        floor = max(start, figure.start - _REACH)
        if before is not None and before.end > floor:
            floor = before.end
        lead = text[floor : figure.start]
        at = _clause(lead)
        said, between = lead[at:], lead[:at]
        plain = _without_noise(said)
        if text.startswith(self._ranks, figure.end) or plain.endswith("每"):
            return None  # 30万吨级航道, 每50公斤
        if "分别" in plain:
            return self._shared_out(text, figure, limit, plain)
        if before is not None and self._goes_on(plain, figure, before):
            return before.of
        plain, is_compared = self._without_comparison(plain)
        core, verbs = self._without_verbs(plain)
        name = "" if plain.endswith(self._joining) else self._name(core)
        if name:
            return self._with_name(text, figure, limit, name, verbs, plain)
        if figure.unit in self._spans:
            return None
        carries = is_compared or not self._carrying.isdisjoint(verbs)
        if not (carries and figure.unit in self._shares):
            behind = self._behind(text, figure, limit, verbs)
            if behind:
                return behind
        if before is not None and before.of and floor == before.end:
            limited = not core and (figure.modifier or "").startswith(self._limits)
            limited = limited and before.of.endswith(self._giving)
            if (carries or limited) and _is_short_break(between):
                return before.of
        if not said and between.endswith(_OPENERS):
            return self._before_mark(text, figure, between[:-1])
        return None

    def _shared_out(
        self, text: str, figure: Figure, limit: int, said: str
    ) -> str | None:
        """Return what 分别 shares out, where its words or those behind the figure say it."""
        if said.endswith(self._giving):
            return said.rpartition("分别")[2]
        shared = figure.unit in self._shares
        return None if shared else self._behind(text, figure, limit)

    def _before_mark(self, text: str, figure: Figure, lead: str) -> str | None:
        """Return what stands before a bracket or a colon behind which a figure is alone."""
        if not text.startswith(_CLOSERS, figure.end):
            return None
        return self._name(_without_noise(lead[_clause(lead) :])) or None

    def _with_name(
        self, text: str, figure: Figure, limit: int, name: str, verbs: list[str],
        said: str,
    ) -> str | None:  # fmt: skip
        """Return what a figure measures that a noun stands before, with verbs between."""
        is_measured = name[-1] in self._measured or name.endswith(self._giving)
        is_share = figure.unit in self._shares
        if figure.unit in self._spans:
            return name if is_measured else None
        last = verbs[0] if verbs else ""
        if last == "等" or (said.endswith("的") and not is_share):
            return self._behind(text, figure, limit)
        if last in self._taking:
            done = name + last
            if last in self._reaching or len(last) == 1 or not said.endswith(done):
                done = name
            is_reached = is_measured and last in self._reaching
            if is_reached and text.startswith("的", figure.end):
                return name  # 收入突破100亿元的企业
            if figure.unit in self._money and not is_measured:
                return self._behind(text, figure, limit, verbs)
            return self._behind(text, figure, limit, verbs) or done
        if is_share:
            is_part = text.startswith("的", figure.end) and not is_measured and not last
            is_part = is_part and not text.startswith("的部分", figure.end)
            return (self._behind(text, figure, limit) if is_part else None) or name
        if last or is_measured:
            return name
        behind = self._behind(text, figure, limit)
        return behind or (None if figure.unit in self._money else name)

    def _without_verbs(self, said: str) -> tuple[str, list[str]]:
        """Return words without the verbs and asides that stand at their end.

        And these, the last first: 地区生产总值同比增长 is 地区生产总值 with 增长 and 同比.
        """
        verbs: list[str] = []
        while said:
            word = self._ends.at_end(said)
            if word:
                if word not in self._asides:
                    verbs.append(word)
                said = said[: -len(word)]
            elif said[-1] in "的了、和及，":
                said = said[:-1]
            elif (
                verbs
                and said[-1] in "年期月初末底前时"
                and (found := _COMPARED.search(said))
            ):
                said = said[: found.start()]
            else:
                break
        return said, verbs

    def _name(self, core: str) -> str:
        """Return the noun with which words end, empty where there is none."""
        if len(core) < _SHORTEST:
            return ""
        cut = self._cut.match(core, 0, len(core) + 1 - _SHORTEST)
        name = core[cut.end() :] if cut else core
        if not name.isalpha():
            name = _YEAR.sub("", name)
        return self._trimmed(name)

    def _trimmed(self, name: str) -> str:
        """Return a noun without what leads to it, empty where it is none."""
        while word := self._heads.at(name, 0):
            if len(name) - len(word) < _SHORTEST or name.startswith(self._whole):
                break
            name = name[len(word) :]
        if "的" in name and len(name) > _LONG:
            name = name.rpartition("的")[2]
        name = name.strip("、，等的了—-≥≤±＜＞<>")
        if name.startswith(self._never_at_head) or name in self._never:
            return ""
        if name.endswith(self._never_at_end) or self._heads.at(name, 0) == name:
            return ""
        return name if _SHORTEST <= len(name) <= _LONGEST else ""

    def _behind(
        self, text: str, figure: Figure, limit: int, verbs: Sequence[str] = ()
    ) -> str | None:
        """Return the noun right behind a figure, None where there is none.

        新增 and the like are kept before it, so that an addition is told from a total.
        """
        end = figure.end
        if text.startswith("的", end):
            end += 1
        words = text[end : _end_of_words(text, end, min(limit, end + _REACH))]
        if not words:
            return None
        if words in self._giving:
            return words
        if figure.unit in self._sizes and (figure.modifier or "").endswith(
            self._bounds
        ):
            return None  # 10蒸吨以上锅炉 are of that size
        thing = self._thing(words, _also(text, end + len(words), limit))
        name = self._trimmed(_without_noise(thing))
        if not name or not (name[0].isalnum() or name[0] in '“"'):
            return None
        return verbs[0] + name if verbs and verbs[0] in self._kept else name

    def _thing(self, words: str, also: str | None) -> str:
        """Return what first words name, which may go on behind 、 or 和.

        Of 特色鲜明、优势突出的产业集群 the noun is behind the last 的; of 医疗、教育项目 all
        is one name. `also` is what goes on, None where a figure stands there.
        """
        said = words + (also or "")
        stop = self._stop.search(said)
        end = stop.start() if stop else len(said)
        thing, rest = said[:end], said[end:]
        joint = self._joint.search(thing)
        if joint is None:
            is_measure = thing[-1:] in self._measured and rest.startswith("超")
            return rest.rpartition("的")[2] if is_measure else thing
        first, more = thing[: joint.start()], thing[joint.end() :]
        if "的" in more and first.endswith(self._qualities):
            return more.rpartition("的")[2]
        if "的" in more and joint[0] == "、":
            return first if len(first) < _CLEAR else ""
        if rest and joint[0] == "、" and len(thing) <= _LISTED:
            return ""  # 智能终端、超高清视频等产业集群
        if rest or not more or also is None or len(more) > _LONG:
            return first
        return first if "的" in more or self._heads.at(more, 0) else thing

    def _without_comparison(self, said: str) -> tuple[str, bool]:
        """Return words without what they compare with, and whether they do: 高于全国.

        What a bound is of is kept: 按不低于房租的30% is of 房租.
        """
        if _IN_COMPARING.isdisjoint(said):
            return said, False
        found = re.search(_COMPARING, said)
        if not found:
            return said, False
        before = said[: found.start()]
        if before.endswith(self._bounding):
            return said[found.end() :], False
        return before, True

    def _goes_on(self, said: str, figure: Figure, before: Figure) -> bool:
        """Return whether a list of figures goes on: 软件收入达到500万元、1000万元."""
        if said not in self._joining or before.end + len(said) != figure.start:
            return False
        return before.of is not None and before.unit == figure.unit

    def _share_last(self, text: str, figures: list[Figure]) -> None:
        """Give figures of a list what its last one measures: 10万元、5万元生活补贴."""
        is_shared = False
        for place in range(len(figures) - 2, -1, -1):
            one, other = figures[place], figures[place + 1]
            between = text[one.end : other.start]
            if (
                one.of is None
                and other.of
                and (not between or between in self._joining)
            ):
                behind = text[other.end : other.end + len(other.of) + 6]
                is_shared = is_shared or other.of in behind
                if is_shared:
                    figures[place] = _measuring(one, other.of)
            else:
                is_shared = False


def _joined(
    text: str, start: int, end: int, figures: Iterable[Figure]
) -> tuple[str, list[Figure]]:
    """Return a stretch of text without its line ends, and the figures at their places there."""
    ends = [at for at in range(start, end) if text[at] == "\n"]
    moved = [
        figure._replace(
            start=figure.start - start - bisect_left(ends, figure.start),
            end=figure.end - start - bisect_left(ends, figure.end),
        )
        for figure in figures
    ]
    return text[start:end].replace("\n", ""), moved


def _measuring(figure: Figure, indicator: str) -> Figure:
    """Return a figure with what it measures."""
    text, low, high, unit, modifier, _, start, end = figure
    return Figure(text, low, high, unit, modifier, indicator, start, end)


def _clause(text: str) -> int:
    """Return where the last clause of a text begins."""
    before = _BEFORE_CLAUSE.match(text)
    return before.end() if before else 0


def _end_of_words(text: str, start: int, end: int) -> int:
    """Return where the words end that begin at a place, no further than `end`."""
    words = _FIRST_WORDS.match(text, start, end)
    return words.end() if words else start


def _without_noise(words: str) -> str:
    """Return words without blanks and the marks of Markdown."""
    return words if words.isalnum() else words.translate(_NOISE)


def _also(text: str, start: int, limit: int) -> str | None:
    """Return how words go on as a list, None where they run into the next figure."""
    end = start
    while end < limit and text[end] == "、":
        end = _end_of_words(text, end + 1, limit)
    if end >= limit and text[limit : limit + 1] not in ("", "\r", "\n"):
        return None
    return text[start:end]


def _is_short_break(between: str) -> bool:
    """Return whether no more than a comma or a bracket stands between two figures."""
    return not _BREAK.search(between) and between.count("，") + between.count(",") < 2


_OPENERS = tuple(f"{ROUND.opening}：:")
_CLOSERS = tuple(f"{ROUND.closing}，,。；;、\n")
