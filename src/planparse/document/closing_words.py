"""Say by its words alone whether a paragraph may close a document or a part of one."""

import re
from collections.abc import Iterable, Mapping
from functools import cache
from typing import Literal

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
_NOTE_NUMBER = rf"{BLANK}*[0-9０-９一二三四五六七八九十]{{0,2}}{BLANK}*"


class ClosingWords:
    """Tells the kinds of closings by the word lists of a lexicon."""

    def __init__(self, words: Closings) -> None:
        """Compile the word lists into one expression, with a group for each kind."""
        self.words = words
        kinds: Mapping[ClosingKind, str] = {
            "note": _note(words),
            "formula": _formula(words),
            "request": _request(words),
            "appeal": _any(words.appeals),
            "contact": _contact(words),
            "vocative": f"{_any(words.listeners)}[，,！!：:、]",
            "summary": _summary(words),
            "validity": _validity(words),
            "address": _address(words),
            "progress": _progress(words),
        }
        self._kinds: tuple[ClosingKind, ...] = tuple(kinds)
        pattern = "|".join(f"({pattern})" for pattern in kinds.values())
        self._pattern = re.compile(pattern, re.DOTALL)

    def kind(self, text: str, start: int = 0, end: int | None = None) -> ClosingKind:
        """Return what the paragraph `text[start:end]` closes by its words, "" if by none."""
        found = self._pattern.match(text, start, len(text) if end is None else end)
        return self._kinds[found.lastindex - 1] if found and found.lastindex else ""

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
    return f"[^，。：:]{{0,8}}{_any(words.contacts)}(?:/[^：:]{{1,4}})?[：:]"


def _summary(words: Closings) -> str:
    """Match what sums up the items: 以上三项任务."""
    return f"{_any(words.summing)}[^，。；：游]{{0,6}}{_any(words.summed)}"


def _validity(words: Closings) -> str:
    """Match from when to when a document holds, and who explains it."""
    own = f"(?:本|《|此前|以前|以往|原)[^，。；：]{{1,40}}{_any(words.valid_since)}"
    since = f"(?:{own}|自[^，。；：]{{2,16}}起)[^。；]*{_any(words.valid)}"
    return f"{_any(words.valid_labels)}[：:]|{since}"


def _address(words: Closings) -> str:
    """Match a sentence that tells all who are addressed what to do."""
    clause = f"[^，。；：]{{0,{_FIRST_CLAUSE}}}?{_any(words.binding)}"
    return f"[^，。；：、各]{{0,6}}{_any(words.addressees)}{clause}"


def _progress(words: Closings) -> str:
    """Match how the work goes on, and to whom this is reported."""
    return f"[^，。；：]{{0,12}}{_any(words.progress)}[^。]*{_any(words.reported)}"


@cache
def closing_words(words: Closings) -> ClosingWords:
    """Return what tells closings by the words of a grammar, made once."""
    return ClosingWords(words)
