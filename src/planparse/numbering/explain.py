"""Why a line was read as it was: what was considered at its markers, in words, priced."""

from collections.abc import Iterator, Sequence

from planparse.grammar.lexicon import Lexicon
from planparse.grammar.spelling import HEADING, Spelling
from planparse.locale.message import _
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

_IN_WORDS: dict[TransitionKind, tuple[str, str]] = {
    "next": ("goes on after {before}", "接在{before}之后"),
    "first": ("is the first number of all", "是全文第一个编号"),
    "open": ("begins a series", "开始一组编号"),
    "open_skip": (
        "begins a series whose first numbers are missing",
        "开始一组编号，开头缺号",
    ),
    "run_on": (
        "goes on after {before}, across a heading",
        "越过上级标题，接在{before}之后",
    ),
    "run_on_skip": (
        "goes on after a gap, across a heading",
        "越过上级标题接续，中间缺号",
    ),
    "skip": ("goes on after a gap", "接续，中间缺号"),
    "repeat": ("has the same number as the one before", "与前一个编号相同"),
    "backward": ("counts backwards", "编号倒退"),
    "swapped": ("was missing before, and changed places", "前面所缺的编号，次序颠倒"),
    "resume": (
        "goes on after {before}, after a list between",
        "隔着中间插入的编号，接在{before}之后",
    ),
    "restart": ("begins a second series at the same level", "在同一级重新开始编号"),
    "nest": (
        "begins a list of the same style, one level deeper",
        "在下一级用同样的编号另起一组",
    ),
    "implied": (
        "begins anew below a heading that is lost",
        "属于一个已经丢失的上级标题，重新开始编号",
    ),
    "heading": ("heads a level without a number", "是无编号的标题，自成一级"),
    "fresh": ("begins the numbering anew at the top", "从头开始编号（附件或另一篇）"),
    "document": ("begins a document", "开始一篇文件"),
    "unread": ("is no marker", "不是编号"),
    "listed": (
        "is an entry in a list of annexes, no marker",
        "是附件清单中的一项，不是编号",
    ),
}
"""What each transition means, in English and in Chinese."""


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
    yield f"{number}: {_cut(text[start:end].strip())}".rstrip()
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
    told = "; ".join(filter(None, (who, one.why)))
    told = f" ({told})" if told else ""
    words = "订正" if lang == "zh" else "corrected"
    return f"  {words}: {_cut(one.words)}: {one.kind}{level}{value}{told}"


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

    def say(self, english: str, chinese: str) -> str:
        """Return one of two wordings, by the language."""
        return chinese if self.lang == "zh" else english

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
            yield "         " + self.say(f"and {more} more", f"另有{more}种读法")
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
            words = self.say(f"as {name}: {words}", f"按{name}：{words}")
        if reading.kind not in ("first", "fresh", "document"):
            words += self.below(reading.below)
        return words + self.gaps(reading.gaps)

    def transition(self, kind: TransitionKind, family: int, ordinal: int) -> str:
        """Return a transition to a number in words."""
        return self.say(*_IN_WORDS[kind]).format(before=self.label(family, ordinal - 1))

    def below(self, below: Sequence[tuple[int, int]]) -> str:
        """Return below which open sections a marker stands: `, below 一、 （二）`."""
        if not below:
            return self.say(", at the top", "，在最上级")
        labels = " ".join(self.label(family, ordinal) for family, ordinal in below)
        return self.say(f", below {labels}", f"，在{labels}之下")

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
        return self.say(
            f"; {', '.join(labels)} {'is' if one else 'are'} missing before it",
            f"；前面缺{'、'.join(labels)}",
        )

    def label(self, family: int, ordinal: int) -> str:
        """Return a number's label, as this document writes it where it does."""
        if family == HEADING:
            return self.say("a heading", "标题")
        style = self.styles.get(family)
        if style is not None:
            return self.lexicon.relabel(family, style, ordinal)
        return self.lexicon.families[family].format(ordinal) or str(ordinal)

    def verdict(self, taken: Alternative, considered: Sequence[Alternative]) -> str:
        """Return why a reading was taken: the cheapest here, or with what is around it."""
        if taken is not considered[0]:
            gap = taken.price - considered[0].price
            return self.say(
                f"dearer here by {gap:.1f}, and yet the cheapest together with"
                " the markers around it",
                f"此处贵{gap:.1f}，但与前后编号合计价格最低",
            )
        if len(considered) == 1:
            return self.say("nothing else was possible", "没有别的读法")
        gap = considered[1].price - taken.price
        if gap < _EQUAL:
            return self.say(
                "taken as the cheapest; the next costs as much",
                "取最低价；与其次的同价，取前者",
            )
        return self.say(
            f"taken as the cheapest, by {gap:.1f}", f"取最低价，比其次的低{gap:.1f}"
        )


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
    chinese = lang == "zh"
    if not tokens:
        yield "空行" if chinese else "an empty line"
    elif tokens[0].place == CONTENTS:
        english = "a line of a contents page, no heading"
        yield "目录中的一行，不是标题" if chinese else english
    elif tokens[0].place == FURNITURE:
        yield from _furniture(text.startswith("<!--", tokens[0].head), chinese)
    else:
        yield "没有可能的编号" if chinese else "no possible marker stands in this line"
        for label, family in _barred(text, tokens[0].head, lexicon):
            name = lexicon.families[family].name
            after = _after(text, tokens[0].head + len(label))
            if chinese:
                yield f"  {label} 写法同 {name}，但后面的“{after}”不像标题"
            else:
                yield f"  {label} is spelled like {name}, but is none before “{after}”"


def _furniture(is_comment: bool, chinese: bool) -> Iterator[str]:
    """Yield what is to be said of a line that stands beside the text."""
    if is_comment:
        yield "注释，不是正文" if chinese else "a comment, and none of the text"
    elif chinese:
        yield "每页重复的页眉或页脚，不是正文"
    else:
        yield "a running head or foot, which pages repeat, and none of the text"


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
