"""The figures of a report with what they measure, and which of them a plan sets itself."""

import re
from collections.abc import Iterable, Iterator, Sequence
from functools import lru_cache
from typing import NamedTuple

from planparse.compare.fact_changes import Fact
from planparse.compare.indicators import pairs
from planparse.compare.items import Edition, fold
from planparse.compare.measures import Measure, Measures
from planparse.compare.natures import Setting, Stance, of_several_years
from planparse.compare.tenses import cues, tenses
from planparse.grammar.shipped import compare_rules, report_words
from planparse.grammar.wordlists import Words
from planparse.promises.passages import Part, on_one_line
from planparse.text.expressions import any_of

_MARKS = re.compile(r"\W")
_CLAUSE = re.compile("[,;:。!?]")
_NUMBER = re.compile(r"\d[\d.]*")
_PHRASE = re.compile("[^，,、；;：:。！？!?]+")
_A_NATION = 1_000_000_000
"""So many people are all that there are, and no aim."""
_FEW = 40
"""Characters of a clause that is told as it stands. A choice."""
_SHORTEST = 2
"""A name has so many characters at least that are its own."""


class Measured(NamedTuple):
    """A figure, the passage that it stands in, and what it measures.

    `lead` is what stands before it in its clause, `behind` what follows it, both folded.
    `listed` says that it is one of several of one name: 分别增长6%、8%. `clause` is its
    clause as it is printed, on one line, `said` the same folded. `own_name` is its name as
    it is printed, folded, without what is in the name of many things; a `general` one is
    of another thing each time: 中央财政资金.
    """

    part: Part
    fact: Fact
    measure: Measure
    lead: str
    behind: str
    listed: bool
    clause: str
    said: str
    own_name: str
    general: bool

    @property
    def indicator(self) -> str:
        """What the figure measures, as it is printed where that is known."""
        return str(self.fact.get("of") or self.measure.name.text)

    @property
    def preceding(self) -> str:
        """What stands before it in its sentence, folded."""
        text = self.part.said
        return self.part.before + text[: len(text) - len(self.behind)]

    @property
    def words(self) -> str:
        """What its clause says; of a clause with several figures the indicator and this one."""
        if len(_NUMBER.findall(self.clause)) > 1 or len(self.clause) > _FEW:
            return f"{self.indicator} {on_one_line(self.fact['text'])}"
        return self.clause

    @property
    def is_share(self) -> bool:
        """Whether it is a share or a rate."""
        return self.measure.unit in _words().shares

    @property
    def own_pairs(self) -> frozenset[str]:
        """The pairs of characters of its own name."""
        return pairs(self.own_name)


def measured(edition: Edition, parts: Sequence[Part]) -> list[Measured]:
    """Return the figures of passages of an edition, in order."""
    reader = _measures()
    settings = reader.settings(edition.items)
    found: list[Measured] = []
    for part in parts:
        figures = part.facts["figures"]
        if figures:
            setting = _setting(part, settings[part.passage.item])
            found += _of_part(part, figures, reader, setting)
    return found


@lru_cache(maxsize=1)
def _measures() -> Measures:
    """Return what reads what figures measure, by the shipped words."""
    return Measures(compare_rules().measures)


def _setting(part: Part, setting: Setting) -> Setting:
    """Return what a passage stands in; its own time outweighs what headings say."""
    stance: Stance = "target" if part.side == "plan" else "result"
    return Setting(stance, part.time or setting.period)


def _of_part(
    part: Part, figures: Sequence[Fact], reader: Measures, setting: Setting
) -> Iterator[Measured]:
    """Yield the figures of a passage with what they measure."""
    text = on_one_line(part.passage.text)
    folded, words = part.said, _words()
    end = raw_end = 0
    measures = [_of_economy(one) for one in reader.of(text, figures, setting)]
    for fact, measure in zip(figures, measures, strict=True):
        printed = fold(fact["text"])
        start = max(folded.find(printed, end), end)
        lead = _CLAUSE.split(folded[end:start])[-1]
        end = start + len(printed)
        name = str(fact.get("of") or measure.name.text)
        generic = words.generic.sub("", measure.name.text)
        raw = on_one_line(fact["text"])
        at = max(text.find(raw, raw_end), raw_end)
        raw_end = at + len(raw)
        yield Measured(
            part=part,
            fact=fact,
            measure=measure,
            lead=lead,
            behind=folded[end:],
            listed=measure.place > 0,
            clause=_phrase(text, at),
            said=_phrase(folded, start),
            own_name=words.generic.sub("", _MARKS.sub("", fold(name))),
            general=measure.name.general or len(generic) < _SHORTEST,
        )


def _of_economy(measure: Measure) -> Measure:
    """Return what a figure measures; 经济增长8% is said of 生产总值."""
    if not _words().economy.fullmatch(measure.name.text):
        return measure
    return measure._replace(name=_measures().names.read(_words().product))


def _phrase(text: str, at: int) -> str:
    """Return what stands around a place of a text between two marks."""
    return next(
        (found[0].strip() for found in _PHRASE.finditer(text) if found.end() > at), ""
    )


# ── targets ──────────────────────────────────────────────────────────────────────────

_JOINT = re.compile("[、和及与或]?$")


def targets(figures: Iterable[Measured]) -> list[Measured]:
    """Return the figures that a plan sets itself for its year, each once.

    What is so already (我国有14亿人口), what was (去年新建5座), and what is for a later
    year (到2035年) is none.
    """
    found: dict[tuple[str, str, str, float, float | None], Measured] = {}
    was_target, last = False, None
    for figure in figures:
        goes_on = last is figure.part.passage and _JOINT.fullmatch(figure.lead)
        was_target = _is_target(figure) and (was_target or not goes_on)
        last = figure.part.passage
        if was_target:
            key = (
                figure.measure.name.text,
                figure.measure.nature.aspect,
                figure.measure.unit,
                figure.fact["low"],
                figure.fact["high"],
            )
            found.setdefault(key, figure)
    return list(found.values())


def _is_target(figure: Measured) -> bool:
    """Return whether a plan sets itself a figure, for the year that it is of."""
    nature, part = figure.measure.nature, figure.part
    if part.side != "plan" or of_several_years(part.time or nature.period):
        return False
    return _is_aim(figure) and not _is_fact(figure)


def _is_aim(figure: Measured) -> bool:
    """Return whether a figure measures what a plan may set itself."""
    measure, nature, words = figure.measure, figure.measure.nature, _words()
    if not measure.counted or measure.unit in words.no_targets:
        return False
    if measure.unit in words.people and figure.fact["low"] >= _A_NATION:
        return False
    if nature.aspect in ("start", "more", "less"):
        return False
    name = measure.name
    if not name.text or name.general or words.investing.fullmatch(name.text):
        return False
    # 赤字5万元，比上年增加1万元 has one aim, and says how much more it is.
    if figure.is_share or nature.aspect not in ("growth", "decline"):
        return True
    return words.comparing.search(figure.lead) is None


def _is_fact(figure: Measured) -> bool:
    """Return whether the words around a figure say that it is so already, or only talk of it."""
    words = _words()
    if words.stated.search(figure.lead) or words.holding.search(figure.lead):
        return True
    if words.already.search(figure.preceding) and not tenses().plans(figure.preceding):
        return True
    is_talk = words.talked_of.match(figure.behind) is not None
    return is_talk or figure.behind.startswith(words.peoples)


def is_result(figure: Measured) -> bool:
    """Return whether a review tells a figure as what was reached, or says that it was not."""
    if figure.part.side != "review":
        return False
    return failed(figure) or _words().aims.search(figure.lead) is None


def names(name: str, text: str) -> bool:
    """Return whether a folded text has a name, and not as a part of another: 单位生产总值能耗."""
    words = _words()
    start = text.find(name) if name else -1
    while start >= 0:
        end = start + len(name)
        if not text.endswith(words.compounded_before, 0, start) and not text.startswith(
            words.compounded_behind, end
        ):
            return True
        start = text.find(name, end)
    return False


def is_size(figure: Measured) -> bool:
    """Return whether a figure tells how large a thing is that is named behind it: 5万吨煤矿.

    完成5万吨治理 is an amount of work, and no size.
    """
    words = _words()
    if figure.measure.unit not in words.sizes or words.making.search(figure.lead):
        return False
    of = fold(figure.fact.get("of") or "")
    return bool(of) and figure.behind.startswith(of[:2])


def failed(figure: Measured) -> bool:
    """Return whether a review says that a figure was not reached: 没有实现增长8%的目标."""
    return _words().failed.search(figure.lead) is not None


class _Words(NamedTuple):
    """Expressions for words around figures, and the units in which nobody sets a target.

    `stated` says that something is so already, `already` does anywhere in a clause,
    `holding` right before a figure,
    `talked_of` and `peoples` right behind it. An `economy` is said to grow for its product.
    `aims` tells what was set, `failed` what was not reached.
    `generic` names are of another thing each time, `investing` what a work costs. Figures
    in `sizes` tell how large a thing is, unless words for `making` it lead to them. A name
    is part of another where it is `compounded`. What is `comparing` tells how much more or
    less a figure is than another; units of `shares` and of `people` are no others.
    """

    stated: re.Pattern[str]
    already: re.Pattern[str]
    holding: re.Pattern[str]
    talked_of: re.Pattern[str]
    peoples: tuple[str, ...]
    economy: re.Pattern[str]
    aims: re.Pattern[str]
    failed: re.Pattern[str]
    generic: re.Pattern[str]
    investing: re.Pattern[str]
    making: re.Pattern[str]
    comparing: re.Pattern[str]
    product: str
    shares: frozenset[str]
    people: frozenset[str]
    compounded_before: Words
    compounded_behind: Words
    no_targets: frozenset[str]
    sizes: frozenset[str]


@lru_cache(maxsize=1)
def _words() -> _Words:
    """Return the expressions of the shipped words."""
    words = report_words().outcomes
    holding = cues(words.holding, words.holding_marks).pattern
    return _Words(
        stated=re.compile(any_of(words.stated)),
        already=re.compile(any_of(words.already)),
        holding=re.compile(f"(?:{holding})$"),
        talked_of=re.compile(
            f"的[^,;。]{{0,10}}?(?:{any_of(words.talked_of)})|,(?:{any_of(words.records)})"
        ),
        peoples=tuple(words.peoples),
        economy=re.compile(
            f"(?:{any_of(words.economy_heads)})*(?:{any_of(words.economy)})"
            f"(?:{any_of(words.economy_asides)})*"
        ),
        aims=re.compile(any_of(words.aims)),
        failed=re.compile(any_of(words.failed)),
        investing=re.compile(
            f"(?:{any_of(words.investing)})*{re.escape(words.investment)}"
        ),
        generic=re.compile(any_of(words.generic)),
        making=re.compile(
            f"(?:{any_of(words.making)})(?:{any_of(words.making_ends)})?$"
        ),
        comparing=re.compile(
            f"{any_of(words.comparing)}|^(?:{any_of(words.comparing_alone)})$"
        ),
        product=words.product,
        shares=frozenset(words.shares),
        people=frozenset(words.people),
        sizes=frozenset(words.sizes),
        compounded_before=words.compounded_before,
        compounded_behind=words.compounded_behind,
        no_targets=frozenset(words.no_targets),
    )
