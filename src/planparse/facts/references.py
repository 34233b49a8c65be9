"""References: documents named by their titles or numbers, and parts of the text itself."""

import re
from collections.abc import Iterator
from typing import Any, Literal, NamedTuple

from planparse.facts.cross_references import CrossReferences
from planparse.grammar.wordlists import ReferenceWords
from planparse.lazy import lazy
from planparse.text.characters import (
    CLOSING_BRACKET,
    DIGITS,
    HAN_ONES,
    HAN_ZEROS,
    OPENING_BRACKET,
    TITLE,
)
from planparse.text.expressions import any_of
from planparse.text.titles import titles

_HAN = r"[^\W\dA-Za-z_]"  # a range of characters takes a millisecond to compile
_HANZI = HAN_ZEROS + HAN_ONES + "十百"
_BEFORE_MARK = f"{DIGITS} {_HANZI}"  # what may stand before 号


ReferenceKind = Literal["title", "docnumber", "internal"]


class Reference(NamedTuple):
    """A document that is named, or a part of the text itself.

    `kind` is `title` or `docnumber`, or `internal` for a part of the text itself; `cited` is
    how often the text names it so. `target` is the identifier of the node that an internal
    reference names, None where it is not known.
    """

    text: str
    kind: ReferenceKind
    cited: int
    target: str | None
    start: int
    end: int


class References:
    """Finds references by the words of `facts/references.yaml`."""

    def __init__(self, words: ReferenceWords) -> None:
        """Take the words of `facts/references.yaml`."""
        self.kept: dict[str, Any] = {}
        self.cross_references = CrossReferences(words)
        self._none = tuple(f"{word}{TITLE.closing}" for word in words.no_document)
        self._none_after = tuple(words.no_document_after)
        self._none_before = tuple(words.no_document_before)
        self._kept = frozenset(words.kept)
        self._leading = any_of([*words.leading, *words.kept])
        self._decrees = "|".join(map(re.escape, words.decrees))
        self._short_words = "".join(words.short)

    @lazy
    def _number(self) -> re.Pattern[str]:
        """A document number, matched against the end of what stands before its 号."""
        return re.compile(
            rf"{_HAN}{{1,20}}[ 　]?{OPENING_BRACKET}"
            rf"[ ]?(?:[0-9０-９]{{4}}|[*＊xX×○_]{{1,4}})[ ]?{CLOSING_BRACKET}"
            r"[ ]?年?字?第?[ ]?[0-9０-９]{1,5}[ ]?$"
            rf"|{_HAN}{{2,20}}(?:{self._decrees})[ ]?(?:[0-9０-９]{{4}}年)?"
            rf"[ ]?第[ ]?[0-9０-９{_HANZI}]{{1,5}}[ ]?$"
            # A court's: (2019)东01民终5号.
            rf"|{OPENING_BRACKET}[0-9０-９]{{2,4}}{CLOSING_BRACKET}{_HAN}{{1,10}}字第?"
            r"[ ]?[0-9０-９]{1,5}[ ]?$"
        )

    @lazy
    def _decree(self) -> re.Pattern[str]:
        """A number that goes on with 令, matched likewise."""
        return re.compile(rf"{_HAN}{{2,20}}[ ]?第[ ]?[0-9０-９]{{1,5}}[ ]?$")

    @lazy
    def _short(self) -> re.Pattern[str]:
        """A number without its year, which stands before 文, matched likewise."""
        return re.compile(rf"{_HAN}{{1,5}}[{self._short_words}][0-9０-９]{{1,4}}$")

    def find(
        self, text: str, start: int, end: int, _year: int | None = None
    ) -> list[Reference]:
        """Return the references in `text[start:end]`, in order of place."""
        spans: list[tuple[int, int, ReferenceKind]] = [
            (at, to, "title")
            for at, to in titles(text, start, end)
            if not self._is_no_document(text, start, at, to, end)
        ]
        spans += [(at, to, "docnumber") for at, to in self._numbers(text, start, end)]
        found = self.cross_references.find(text, start, end)
        spans += [(at, to, "internal") for at, to, _ in found]
        spans = list(_outermost(sorted(spans)))
        names = [_plain(text[at:to]) for at, to, _ in spans]
        times: dict[str, int] = {}
        for name in names:
            times[name] = times.get(name, 0) + 1
        return [
            Reference(
                text=text[at:to],
                kind=kind,
                cited=times[name],
                target=None,
                start=at,
                end=to,
            )
            for (at, to, kind), name in zip(spans, names, strict=True)
        ]

    def _is_no_document(
        self, text: str, start: int, at: int, to: int, end: int
    ) -> bool:
        """Return whether what `text[at:to]` names in 《》 is a newspaper, a film or the like.

        Its own words tell (《…日报》), or those before or behind it in `text[start:end]`.
        """
        return (
            text.endswith(self._none, at, to)
            or text.endswith(self._none_after, start, at)
            or text.startswith(self._none_before, to, end)
        )

    def _numbers(self, text: str, start: int, end: int) -> list[tuple[int, int]]:
        """Return the spans of document numbers in `text[start:end]`, found by their 号.

        Only what ends in a digit before 号 is looked at, back to 42 characters. Behind
        号 may stand 文 (市政发12号文, a number without its year) or a decree's 令
        (国务院第5号令).
        """
        found = []
        at = text.find("号", start, end)
        while at >= 0:
            if at > start and text[at - 1] in _BEFORE_MARK:
                low, to = max(start, at - 42), at + 1
                before = text[low:at]
                match = self._number.search(before)
                if match is None and text.startswith("文", to, end):
                    match = self._short.search(before)
                elif match is None and (
                    decree := re.compile(self._decrees).match(text, to, end)
                ):
                    match, to = self._decree.search(before), decree.end()
                if match:
                    found.append((low + self._begin(before, match.start()), to))
            at = text.find("号", at + 1, end)
        return found

    def _begin(self, text: str, at: int) -> int:
        """Return where a number's own words begin that may have others before them.

        Behind the last that leads up to it.
        """
        if text[at] in "日号" and text[at - 1 : at].isdecimal():  # 5月20日市政府令第9
            at += 1
        head = _NO_HAN.split(text[at:], maxsplit=1)[0]
        ends = [
            match.end()
            for match in re.finditer(self._leading, head)
            if match.end() < len(head) and match[0] not in self._kept
        ]
        return at + (ends[-1] if ends else 0)


_NO_HAN = re.compile(r"[\W\dA-Za-z_]")


def _outermost(
    spans: list[tuple[int, int, ReferenceKind]],
) -> Iterator[tuple[int, int, ReferenceKind]]:
    """Leave out the spans that begin inside the one before; they are in order of place."""
    reached = -1
    for span in spans:
        if span[0] >= reached:
            reached = span[1]
            yield span


def _plain(name: str) -> str:
    """Return a name without blanks and line ends, by which mentions of it are counted."""
    return "".join(name.split())
