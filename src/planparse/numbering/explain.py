"""Why a line was read as it was: the readings considered at its markers, in words, with their prices."""

from collections.abc import Iterator, Sequence

from planparse.grammar.lexicon import Lexicon
from planparse.grammar.spelling import Spelling
from planparse.numbering.alternatives import Alternative, consider
from planparse.numbering.lexer import tokenise
from planparse.numbering.reading import DOCUMENT, UNREAD, Decision, TransitionKind
from planparse.numbering.search import read
from planparse.numbering.tokens import CONTENTS, FURNITURE, Token
from planparse.text.full_stops import stopped
from planparse.text.positions import Lines
from planparse.tree import Gap, Lang

_SHOWN = 5  # readings of one marker
_WIDTH = 40  # characters of a line that are shown

_MOVES: dict[TransitionKind, tuple[str, str]] = {
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
    "fresh": ("begins the numbering anew at the top", "从头开始编号（附件或另一篇）"),
    "document": ("begins a document", "开始一篇文件"),
    "unread": ("is no marker", "不是编号"),
    "listed": (
        "is an entry in a list of annexes, no marker",
        "是附件清单中的一项，不是编号",
    ),
}
"""What each move of the reading means, in English and in Chinese."""


def explain(text: str, number: int, lexicon: Lexicon, lang: Lang) -> Iterator[str]:
    """Yield the lines that explain line `number` (from 1) of a text.

    Raises LookupError, with a message for people, where there is no such line.
    """
    starts = Lines(text).starts
    if not 1 <= number <= len(starts):
        raise LookupError(f"there is no line {number}: the last one is {len(starts)}")
    start = starts[number - 1]
    end = starts[number] if number < len(starts) else len(text)
    read_as = stopped(text)
    tokens = tokenise(read_as, lexicon)
    places = [
        place
        for place, token in enumerate(tokens)
        if start <= token.head < end and token.end > token.head
    ]
    marked = [place for place in places if tokens[place].marker is not None]
    yield f"{number}: {_cut(text[start:end].strip())}".rstrip()
    if not marked:
        yield from _unmarked(text, [tokens[place] for place in places], lexicon, lang)
        return
    wording = _Wording(text, tokens, lexicon, read(read_as, tokens, lexicon), lang)
    considered = consider(read_as, tokens, lexicon, marked)
    for place in marked:
        yield ""
        yield from wording.marker(place, considered.get(place, []))


class _Wording:
    """Puts readings into words; labels of other numbers are written as the document writes its own."""

    def __init__(
        self,
        text: str,
        tokens: Sequence[Token],
        lexicon: Lexicon,
        decisions: Sequence[Decision],
        lang: Lang,
    ) -> None:
        self.text, self.tokens, self.lexicon, self.lang = text, tokens, lexicon, lang
        self.chinese = lang == "zh"
        self.decisions = {decision.token: decision for decision in decisions}
        self.styles: dict[int, str] = {}
        for decision in reversed(decisions):
            if decision.depth != UNREAD:
                self.styles[decision.marker.family] = self.label_at(decision.token)

    def label_at(self, place: int) -> str:
        return self.text[self.tokens[place].head : self.tokens[place].body]

    def marker(self, place: int, considered: Sequence[Alternative]) -> Iterator[str]:
        """Yield what is to be said about one possible marker: the readings, the cheapest first, and the choice."""
        token, decision = self.tokens[place], self.decisions[place]
        assert token.marker is not None
        self.styles[decision.marker.family] = self.label_at(place)
        rest = _cut(self.text[token.body : token.end].strip())
        yield f"{self.label_at(place)} {rest}".rstrip()
        alike = [reading for reading in considered if _is(reading, decision)]
        taken = min(
            alike,
            key=lambda reading: abs(len(reading.below) - decision.depth),
            default=None,
        )
        chosen = (
            self.words(taken, token.marker.family) if taken else self.outcome(decision)
        )
        shown = list(considered[:_SHOWN])
        if taken is not None and taken not in shown:
            shown.append(taken)
        for reading in shown:
            sign = "→" if reading is taken else " "
            yield f"  {sign} {reading.price:4.1f}  {self.words(reading, token.marker.family)}"
        if len(considered) > len(shown):
            more = len(considered) - len(shown)
            yield (
                f"         另有{more}种读法"
                if self.chinese
                else f"         and {more} more"
            )
        yield "  " + self.verdict(taken, considered, chosen)

    def words(self, reading: Alternative, family: int) -> str:
        """A reading in a few words: where the marker stands, and what is missing before it.

        `family` is the likeliest by the spelling; another one is named.
        """
        english, chinese = _MOVES[reading.kind]
        before = self.label(reading.family, reading.ordinal - 1)
        said = (chinese if self.chinese else english).format(before=before)
        if reading.kind in ("unread", "listed"):
            return said
        if reading.family != family:
            name = self.lexicon.families[reading.family].name
            said = f"按{name}：{said}" if self.chinese else f"as {name}: {said}"
        if reading.kind in ("first", "fresh", "document"):
            return said + self.gaps(reading.gaps)
        return said + self.below(reading.below) + self.gaps(reading.gaps)

    def below(self, below: Sequence[tuple[int, int]]) -> str:
        """Below which open sections a marker stands: `, below 一、 （二）`."""
        if not below:
            return "，在最上级" if self.chinese else ", at the top"
        labels = " ".join(self.label(family, ordinal) for family, ordinal in below)
        return f"，在{labels}之下" if self.chinese else f", below {labels}"

    def gaps(self, gaps: Sequence[Gap]) -> str:
        """What is missing: `; （四）–（八） are missing before it`."""
        if not gaps:
            return ""
        labels = []
        single = len(gaps) == 1
        for hole in gaps:
            first, last = (
                self.label(hole.family, hole.first),
                self.label(hole.family, hole.last),
            )
            labels.append(first if hole.first == hole.last else f"{first}–{last}")
            single = single and hole.first == hole.last
        if self.chinese:
            return f"；前面缺{'、'.join(labels)}"
        return f"; {', '.join(labels)} {'is' if single else 'are'} missing before it"

    def label(self, family: int, ordinal: int) -> str:
        """A number's label, as this document writes it where it does."""
        style = self.styles.get(family)
        if style is not None:
            return self.lexicon.relabel(family, style, ordinal)
        return self.lexicon.families[family].format(ordinal) or str(ordinal)

    def outcome(self, decision: Decision) -> str:
        english, chinese = _MOVES[decision.transition]
        before = self.label(decision.marker.family, decision.marker.ordinal - 1)
        return (chinese if self.chinese else english).format(before=before)

    def verdict(
        self, taken: Alternative | None, considered: Sequence[Alternative], chosen: str
    ) -> str:
        """Why the reading that was taken was: the cheapest here, or cheapest for what comes after."""
        if taken is None:
            return chosen
        if taken is considered[0]:
            if len(considered) == 1:
                return "没有别的读法" if self.chinese else "nothing else was possible"
            gap = considered[1].price - taken.price
            if self.chinese:
                return "取最低价" + (
                    f"，比其次的低{gap:.1f}"
                    if gap >= 0.05
                    else "；与其次的同价，取前者"
                )
            return "taken as the cheapest" + (
                f", by {gap:.1f}" if gap >= 0.05 else "; the next costs as much"
            )
        gap = taken.price - considered[0].price
        if self.chinese:
            return f"此处贵{gap:.1f}，但与前后编号合计价格最低"
        return f"dearer here by {gap:.1f}, and yet the cheapest together with the markers around it"


def _is(reading: Alternative, decision: Decision) -> bool:
    """Whether a reading is the one that a decision took."""
    if (
        reading.kind != decision.transition
        or reading.family != decision.marker.family
        or reading.gaps != decision.gaps
    ):
        return False
    return (
        decision.depth in (UNREAD, DOCUMENT) or len(reading.below) >= decision.depth
    )  # lost ones are below too


# ── lines without a marker ───────────────────────────────────────────────────────────────────────────────


def _unmarked(
    text: str, tokens: Sequence[Token], lexicon: Lexicon, lang: Lang
) -> Iterator[str]:
    chinese = lang == "zh"
    if not tokens:
        yield "空行" if chinese else "an empty line"
        return
    if tokens[0].place == CONTENTS:
        yield (
            "目录中的一行，不是标题"
            if chinese
            else "a line of a contents page, no heading"
        )
        return
    if tokens[0].place == FURNITURE:
        yield "注释，不是正文" if chinese else "a comment, and none of the text"
        return
    yield "没有可能的编号" if chinese else "no possible marker stands in this line"
    for label, family in _barred(text, tokens[0].head, lexicon):
        name = lexicon.families[family].name
        after = _after(text, tokens[0].head + len(label))
        if chinese:
            yield f"  {label} 写法同 {name}，但后面的“{after}”不像标题"
        else:
            yield f"  {label} is spelled like {name}, but is none before “{after}”"


def _barred(text: str, head: int, lexicon: Lexicon) -> Iterator[tuple[str, int]]:
    """The labels spelled at a line's head that the words after them do not let stand: each label and family once."""
    seen = set()
    for spelling in lexicon.spellings:
        if (
            "line" not in spelling.at
            or text[head] not in spelling.first
            or spelling.match(text, head)
        ):
            continue
        marker = _bare(spelling).match(text, head)
        if (
            marker is None
            or (text[head : head + marker.size] + text[head + marker.size :][:1])[
                -2:
            ].isdecimal()
        ):
            continue  # the beginning of a longer number is no label
        if marker.family not in seen:
            seen.add(marker.family)
            yield text[head : head + marker.size], marker.family


def _bare(spelling: Spelling) -> Spelling:
    """The same spelling without its word lists."""
    bare = Spelling.__new__(Spelling)
    bare.__dict__.update(spelling.__dict__)
    bare.before = bare.not_before = None
    return bare


def _after(text: str, at: int) -> str:
    """The few characters of a line from a place on."""
    return text[at : at + 6].splitlines()[0].strip()


def _cut(text: str) -> str:
    return text if len(text) <= _WIDTH else text[:_WIDTH] + "…"
