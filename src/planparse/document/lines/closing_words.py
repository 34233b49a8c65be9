"""Say by its words alone whether a paragraph may close a document or a part of one."""

import re
from collections.abc import Iterable, Mapping
from functools import cache
from typing import Literal, NamedTuple

from planparse.grammar.wordlists import Closings
from planparse.text.characters import BLANK, ROUND

ClosingKind = Literal[
    "formula",  # 特此通知, 抄送：…
    "request",  # 以上意见如无不妥，请批转…
    "appeal",  # 请各镇认真贯彻执行
    "address",  # 各单位要…
    "summary",  # 以上各项任务…
    "progress",  # 贯彻落实情况于…报…
    "validity",  # 本方案自…施行
    "vocative",  # 各位代表！…
    "contact",  # 联系人：…
    "note",  # 注：…
    "",
]

_LONGEST_FORMULA = 40
"""A longer paragraph that begins like a formula is a sentence of its own; a choice."""
_FIRST_CLAUSE = 40
"""Within so many characters a sentence tells all who are addressed what to do: the
longest of 61 such clauses in 546 real documents has 33."""
_FIELD, _LEAD, _WORK = 8, 6, 12
"""So many characters may stand before whom to ask, before those who are addressed, and
before how the work goes on; choices."""
_OLD_AND_NEW, _SINCE = ("本", "《", "此前", "以前", "以往", "原"), "自"
_IN_FORCE = (*_OLD_AND_NEW, _SINCE)
"""What sentences on validity begin with: the documents, or the day."""
_NOTE_NUMBER = rf"{BLANK}*[0-9０-９一二三四五六七八九十]{{0,2}}{BLANK}*"


class _Form(NamedTuple):
    """How closings of one kind begin.

    One of `firsts` stands among the first `within` characters of each that `pattern`
    matches: a cheap question, whose answer is no for most paragraphs.
    """

    firsts: frozenset[str]
    within: int
    pattern: str

    def matches(self, text: str, start: int, end: int) -> bool:
        """Return whether the paragraph `text[start:end]` begins so."""
        if self.firsts.isdisjoint(text[start : min(start + self.within, end)]):
            return False
        return re.compile(self.pattern).match(text, start, end) is not None


def _form(words: Iterable[str], pattern: str, *, behind: int = 0) -> _Form:
    """Return a form that has one of some words, with so many characters before it."""
    return _Form(frozenset(word[0] for word in words), behind + 1, f"(?s){pattern}")


class ClosingWords:
    """Tells the kinds of closings by the word lists of a lexicon."""

    def __init__(self, words: Closings) -> None:
        """Take the word lists; what matches a kind is compiled where it is first tried."""
        self.words = words
        self._forms: Mapping[ClosingKind, _Form] = {
            "note": _form(words.notes, _note(words), behind=1),
            "formula": _form([*words.formulas, *words.copies], _formula(words)),
            "request": _form(words.requests, _request(words)),
            "appeal": _form(words.appeals, _any(words.appeals)),
            "contact": _form(words.contacts, _contact(words), behind=_FIELD),
            "vocative": _form(words.listeners, _vocative(words)),
            "summary": _form(words.summing, _summary(words)),
            "validity": _form([*_IN_FORCE, *words.valid_labels], _validity(words)),
            "address": _form(words.addressees, _address(words), behind=_LEAD),
            "progress": _form(words.progress, _progress(words), behind=_WORK),
        }
        self._behind = self._that_may_begin_with("")
        """The kinds that may begin behind other words, and so with any character."""
        firsts = {char for form in self._forms.values() for char in form.firsts}
        self._by_first = {char: self._that_may_begin_with(char) for char in firsts}

    def _that_may_begin_with(self, char: str) -> tuple[ClosingKind, ...]:
        """Return the kinds that a paragraph with this first character may be of, in order."""
        return tuple(
            kind
            for kind, form in self._forms.items()
            if form.within > 1 or char in form.firsts
        )

    def kind(self, text: str, start: int = 0, end: int | None = None) -> ClosingKind:
        """Return what the paragraph `text[start:end]` closes by its words, "" if by none."""
        if end is None:
            end = len(text)
        for kind in self._by_first.get(text[start : start + 1], self._behind):
            if self._forms[kind].matches(text, start, end):
                return kind
        return ""

    def is_kind(self, kind: ClosingKind, text: str, start: int, end: int) -> bool:
        """Return whether it is this one that the paragraph `text[start:end]` closes."""
        return self._forms[kind].matches(text, start, end) and (
            self.kind(text, start, end) == kind
        )

    def is_carrying_out(self, line: str) -> bool:
        """Return whether a paragraph asks that the document be carried out."""
        return any(word in line for word in self.words.carrying_out)

    def reports(self, line: str) -> bool:
        """Return whether a paragraph says to whom to report."""
        return any(word in line for word in self.words.reported)

    def closes_speech(self, words: str, *, is_end: bool) -> bool:
        """Return whether words to those who listen end a report, or else its review."""
        closing = self.words.rallying if is_end else self.words.reviewing
        return any(word in words for word in closing)

    def heads_validity(self, heading: str) -> bool:
        """Return whether sentences on validity stand below a heading: 附则."""
        return any(word in heading for word in self.words.valid_headings)


def _any(words: Iterable[str]) -> str:
    """Return an expression for any of some words."""
    return f"(?:{'|'.join(map(re.escape, words))})"


def _note(words: Closings) -> str:
    """Match what heads notes: 注：, 备注1：, （注：…."""
    return rf"{ROUND.opens}?{_any(words.notes)}{_NOTE_NUMBER}[：:]"


def _formula(words: Closings) -> str:
    """Match a formula, or whom copies go to."""
    short = rf"{_any(words.formulas)}.{{0,{_LONGEST_FORMULA}}}\Z"
    return f"{short}|{_any(words.copies)}[：:]"


def _request(words: Closings) -> str:
    """Match a request that goes up."""
    return f"{_any(words.requests)}.*{_any(words.asking)}"


def _contact(words: Closings) -> str:
    """Match whom to ask, in the form of a field: 联系人：张三."""
    return f"[^，。：:]{{0,{_FIELD}}}{_any(words.contacts)}(?:/[^：:]{{1,4}})?[：:]"


def _vocative(words: Closings) -> str:
    """Match words to those who listen: 各位代表！."""
    return f"{_any(words.listeners)}[，,！!：:、]"


def _summary(words: Closings) -> str:
    """Match what sums up the items: 以上三项任务."""
    return f"{_any(words.summing)}[^，。；：游]{{0,6}}{_any(words.summed)}"


def _validity(words: Closings) -> str:
    """Match from when to when a document holds, and who explains it."""
    own = f"{_any(_OLD_AND_NEW)}[^，。；：]{{1,40}}{_any(words.valid_since)}"
    since = f"(?:{own}|{_SINCE}[^，。；：]{{2,16}}起)[^。；]*{_any(words.valid)}"
    return f"{_any(words.valid_labels)}[：:]|{since}"


def _address(words: Closings) -> str:
    """Match a sentence that tells all who are addressed what to do."""
    clause = f"[^，。；：]{{0,{_FIRST_CLAUSE}}}?{_any(words.binding)}"
    return f"[^，。；：、各]{{0,{_LEAD}}}{_any(words.addressees)}{clause}"


def _progress(words: Closings) -> str:
    """Match how the work goes on, and to whom this is reported."""
    return f"[^，。；：]{{0,{_WORK}}}{_any(words.progress)}[^。]*{_any(words.reported)}"


@cache
def closing_words(words: Closings) -> ClosingWords:
    """Return what tells closings by the words of a grammar, made once."""
    return ClosingWords(words)
