"""Owners: the units that answer for a task, by role, where they stand in a text."""

import re
from functools import lru_cache
from collections.abc import Iterable, Iterator, Mapping
from typing import Any, NamedTuple

ROLES = ("lead", "support", "responsible")
"""The roles, in the order in which a word for one outweighs the others (牵头负责 is lead)."""

_LONGEST = 500  # characters of a list of units


class Owner(NamedTuple):
    """Who answers for a task in one role; the span is that of the list of units, from the first to the last."""

    role: str
    units: tuple[str, ...]
    start: int
    end: int


class _Piece(NamedTuple):
    """A part of a list, between two marks; `mark` is the one before it."""

    start: int
    end: int
    mark: str


class Owners:
    """Finds owners by the words of `facts.yaml`: behind a label (责任单位：), or before a word at the end of
    brackets or of a whole sentence (（市教育局牵头，各区配合）)."""

    def __init__(self, words: Mapping[str, Any]) -> None:
        """Take the section `owners`."""
        self._roles = {word: role for role in ROLES for word in words["roles"][role]}
        roles, nouns, ranks = _any(self._roles), _any(words["nouns"]), _any(words["ranks"])
        gap = r"[ 　\r\n]*"
        spaced = [gap.join(map(re.escape, noun)) for noun in words["nouns"]]
        self._label = re.compile(
            rf"(?P<role>{roles}){gap}(?:{ranks})?{gap}(?:{nouns}|{'|'.join(spaced)})?(?:[（(][^（()）]{{1,8}}[）)])?[ 　]?$"
        )
        self._label_ends = frozenset("）)" + "".join(word[-1] for word in (*words["nouns"], *self._roles)))
        self._bracketed = frozenset(words["bracketed"])
        self._nouns = frozenset(words["nouns"])
        self._tails = frozenset(word[-2:] for word in words["verbs"])
        self._sentence_tails = tuple({f"{word[-1]}。" for word in words["verbs"]})
        verbs, manners = _any(words["verbs"]), _any(words["manners"])
        self._verb = re.compile(rf"[ 　\r\n]*(?:{manners})*(?P<verb>(?:{verbs})+)$")
        self._joint_verb = re.compile("[ 　]?会同[ 　]?")
        self._endings = tuple(words["endings"])
        self._collectives = tuple(words["collectives"])
        areas = _any(words["areas"])
        self._area = re.compile(rf"(?:{areas}|[（(](?:{areas}|[、，])+[）)])+")
        self._after_area = re.compile(rf"各(?:地|设区)?(?:{areas}|[（(](?:{areas}|[、，])+[）)])+")
        self._trailing = re.compile(rf"(?:{_any(words['trailing'])}|等)(?=[^一-鿿]|$|以?及|和)|(?:{manners})+$")
        self._leading = re.compile(f"(?:{_any(words['leading'])})")
        self._joints = re.compile(_any(words["joints"]))
        self._before_joint = (*words["bodies"], *(word for word in words["endings"] if len(word) > 1))
        self._parted = lru_cache(4096)(self._part)
        self._verb_of = lru_cache(4096)(self._verb_in)
        self._never = re.compile("|".join(map(re.escape, words["never"])))

    def find(self, text: str, start: int, end: int) -> list[Owner]:
        """The owners in `text[start:end]`, in order of place."""
        found: list[Owner] = []
        for at in _each("：", text, start, end):
            if text[at - 1] in self._label_ends:
                found += self._labelled(text, at, start, end)
        for at in _each(":", text, start, end):
            if text[at - 1] in self._label_ends:
                found += self._labelled(text, at, start, end)
        for closer in "）)】]〕］":
            for at in _each(closer, text, start, end):
                if closer in "】]" and text[at - 2 : at] in self._nouns:
                    found += self._labelled(text, at, start, end)
                elif text[at - 2 : at] in self._tails or text[at - 2 : at] == "下同":
                    found += self._in_brackets(text, at, start)
        for tail in self._sentence_tails:
            for at in _each(tail, text, start, end):
                if text[at - 1 : at + 1] in self._tails:
                    found += self._in_sentence(text, at + 1, start)
        found.sort(key=_place)
        return list(_apart(found))

    # ── behind a label ──────────────────────────────────────────────────────────────────────────────────

    def _labelled(self, text: str, colon: int, low: int, end: int) -> Iterator[Owner]:
        label = self._label.search(text, max(low, colon - 24), colon)
        if label is None:
            return
        role = label["role"]
        closer = _bracket_over(text, label.start(), low)
        if text[colon] in _CLOSERS:
            if not closer:
                return
            closer = ""  # 【责任单位】 is closed itself
        if not closer and (role in self._bracketed or label[0].strip() == role):
            return  # 主办单位 of an event; 落实： of prose
        pieces = list(_pieces(text, colon + 1, min(end, colon + _LONGEST), closer))
        if pieces and (item := _NEXT_ITEM.search(text, pieces[-1].start, pieces[-1].end)):
            pieces[-1] = pieces[-1]._replace(end=item.start())
        units: list[tuple[int, int]] = []
        for piece in pieces:
            verb = self._verb_of(text[piece.start : piece.end])
            if verb and verb[0]:
                named = list(self._units(text, [_Piece(piece.start, piece.start + verb[0], "")], strict=True))
                if named:
                    yield self._owner(text, verb[1], named)
                    continue
            more = list(self._units(text, [piece], strict=bool(units) and piece.mark in "，,；;"))
            if not more:
                break
            if units and piece.mark == "、" and self._goes_on(text, units[-1], piece):
                units[-1] = (units[-1][0], more[0][1])
            else:
                units += more
        if units:
            yield self._owner(text, self._roles[role], units)

    # ── before a word ───────────────────────────────────────────────────────────────────────────────────

    def _in_brackets(self, text: str, closer: int, low: int) -> Iterator[Owner]:
        opener = _opener(text, closer, max(low, closer - _LONGEST))
        if opener is not None:
            start = max(text.rfind("：", opener, closer), text.rfind(":", opener, closer), opener) + 1
            if start == opener + 1 or not self._label.search(text, opener + 1, start - 1):
                yield from self._before_verbs(text, start, closer, text[opener])

    def _in_sentence(self, text: str, stop: int, low: int) -> Iterator[Owner]:
        start = max(low, stop - _LONGEST)
        start = max(start, *(text.rfind(mark, start, stop) + 1 for mark in "。；！？\n\r：）)"))
        yield from self._before_verbs(text, start, stop, "")

    def _before_verbs(self, text: str, start: int, end: int, opened: str) -> Iterator[Owner]:
        """Yield the owners of a text that is nothing but units and words for what they do."""
        waiting: list[_Piece] = []
        out: list[Owner] = []
        for piece in _pieces(text, start, end, opened):
            if not text[piece.start : piece.end].strip():
                continue
            verb = self._verb_of(text[piece.start : piece.end])
            if verb is None:
                waiting.append(piece)
                continue
            waiting.append(_Piece(piece.start, piece.start + verb[0], piece.mark))
            for kind, pieces in self._by_joint_verb(text, waiting, verb[1]):
                units = list(self._units(text, pieces, strict=True))
                if not units:
                    return
                out.append(self._owner(text, kind, units))
            waiting = []
        if not waiting or text[end - 2 : end] == "下同":
            yield from out

    def _by_joint_verb(self, text: str, pieces: list[_Piece], role: str) -> Iterator[tuple[str, list[_Piece]]]:
        """Part the units before 会同 from those behind it."""
        for place, piece in enumerate(pieces):
            joint = self._joint_verb.search(text, piece.start, piece.end)
            if joint:
                before = [*pieces[:place], _Piece(piece.start, joint.start(), piece.mark)]
                if joint.start() > piece.start or place:
                    yield role, before if joint.start() > piece.start else pieces[:place]
                yield "support", [_Piece(joint.end(), piece.end, ""), *pieces[place + 1 :]]
                return
        yield role, pieces

    def _verb_in(self, piece: str) -> tuple[int, str] | None:
        """Where the words begin with which a piece says what its units do, and the role that they mean."""
        verb = self._verb.search(piece)
        if verb is None:
            return None
        roles = [role for role in ROLES for word, its in self._roles.items() if its == role and word in verb["verb"]]
        return verb.start(), (roles or ["responsible"])[0]

    # ── units ───────────────────────────────────────────────────────────────────────────────────────────

    def _units(self, text: str, pieces: Iterable[_Piece], *, strict: bool) -> Iterator[tuple[int, int]]:
        """Yield the spans of units; none at all where one is no unit. `strict` asks for a word that units end with."""
        units: list[tuple[int, int]] = []
        pieces = list(pieces)
        for piece in pieces:
            start, end = _trimmed(text, piece.start, piece.end)
            if strict and end - start <= 4 and piece is not pieces[-1]:
                strict_here = False  # 广州、深圳市政府
            else:
                strict_here = strict
            lead = self._leading.match(text, start, end)
            if lead and not units and not text.startswith(self._collectives, start):
                start = lead.end()
            parted = self._parted(text[start:end], strict_here)
            if not parted:
                return
            spans = [(start + at, start + to) for at, to in parted]
            if units and piece.mark == "、" and self._goes_on(text, units[-1], piece):
                units[-1] = (units[-1][0], spans[0][1])
                spans = spans[1:]
            units += spans
        yield from units

    def _part(self, piece: str, strict: bool) -> tuple[tuple[int, int], ...]:
        """The spans of the units of one piece: 市教育局和各区 are two, 市住房和城乡建设局 is one; none where it is no unit."""
        start, end, spans = 0, len(piece), []
        trailing = self._trailing.search(piece)
        if trailing:
            end = trailing.start()
            joint = self._joints.match(piece, trailing.end())
            more = self._part(piece[joint.end() :], strict) if joint else ()
            if joint and not more:
                return ()
        for mark in self._joints.finditer(piece, start, end):
            if (
                mark.start() - start > 2
                and piece.endswith(self._before_joint, start, mark.start())
                and (piece.startswith(self._collectives, mark.end()) or piece.endswith(self._endings, mark.end(), end))
            ):
                spans.append((start, mark.start()))
                start = mark.end()
        spans.append((start, end))
        if not all(self._is_unit(piece[at:to], strict) for at, to in spans):
            return ()
        if trailing and joint:
            spans += [(at + joint.end(), to + joint.end()) for at, to in more]
        return tuple(spans)

    def _is_unit(self, text: str, strict: bool) -> bool:
        name = "".join(text.split())
        if not 2 <= len(name) <= 40 or self._never.search(name) or _NO_NAME.search(name) or name[0] in _NO_BEGINNING:
            return False
        return (
            (not strict and len(name) <= 24)
            or _NESTED.sub("", name).endswith(self._endings)
            or (name.startswith(self._collectives) and len(name) <= 24)
        )

    def _goes_on(self, text: str, unit: tuple[int, int], piece: _Piece) -> bool:
        """Whether a piece belongs to the unit before: 各区 + 县（市）政府."""
        start, end = _trimmed(text, piece.start, piece.end)
        verb = self._trailing.search(text, start, end)
        end = verb.start() if verb else end
        return bool(self._area.fullmatch(text, start, end) and self._after_area.match(text, *unit))

    def _owner(self, text: str, role: str, units: list[tuple[int, int]]) -> Owner:
        names = tuple("".join(text[start:end].split()) for start, end in units)
        return Owner(role, names, units[0][0], units[-1][1])


_NEXT_ITEM = re.compile(r"[0-9０-９]|[（(][一二三四五六七八九十]+[）)]")
_NO_NAME = re.compile("[《》：:。|＿_0-9%]|^[^一-鿿]*$")
_NESTED = re.compile(r"[（(][^（()）]*[）)]")
_NO_BEGINNING = "（(）)，、等按-—…的和及与"
_ENDS = frozenset("。\n\r）)")
_OPENERS, _CLOSERS = "（(【[〔［", "）)】]〕］"
_MARK = re.compile(r"[（(【\[〔［）)】\]〕］、，,；;。：:\r\n 　\t]")


def _each(word: str, text: str, start: int, end: int) -> Iterator[int]:
    at = text.find(word, start, end)
    while at >= 0:
        yield at
        at = text.find(word, at + 1, end)


def _opener(text: str, closer: int, low: int) -> int | None:
    """Where the bracket opens that closes at a place, whatever its shape."""
    shape = text[closer]
    at = text.rfind(_OPENERS[_CLOSERS.index(shape)], low, closer)
    if at >= 0 and text.find(shape, at, closer) < 0:
        return at
    depth = 1
    for at in range(closer - 1, low - 1, -1):
        if text[at] in _CLOSERS:
            depth += 1
        elif text[at] in _OPENERS:
            depth -= 1
            if not depth:
                return at
    return None


def _bracket_over(text: str, at: int, low: int) -> str:
    """The bracket that is open at a place, within reach and the same paragraph; empty where none is."""
    if at > low and text[at - 1] in _OPENERS:
        return text[at - 1]
    depth = 0
    for place in range(at - 1, max(low, at - _LONGEST) - 1, -1):
        char = text[place]
        if char in _CLOSERS:
            depth += 1
        elif char in _OPENERS:
            if not depth:
                return char
            depth -= 1
        elif char in "\n\r" and text[place - 1 : place] in _ENDS:
            return ""
    return ""


def _pieces(text: str, start: int, end: int, opened: str) -> Iterator[_Piece]:
    """Cut a list at its marks, brackets in it left whole, up to where it ends.

    That is the end of a sentence, the bracket that was opened before it, a line end outside brackets, or a
    further label.
    """
    depth, begin, mark = 0, start, ""
    for found in _MARK.finditer(text, start, end):
        char, at = found[0], found.start()
        if char in _OPENERS:
            depth += 1
        elif char in _CLOSERS:
            depth -= 1
            if depth < 0:
                if at > begin:
                    yield _Piece(begin, at, mark)
                return
        elif depth:
            continue
        elif char in "：:":
            return
        elif char == "。" or (char in "\r\n" and not opened and text[at - 1] not in "、，"):
            if at > begin:
                yield _Piece(begin, at, mark)
            return
        elif char in "、，,；;":
            if at > begin:
                yield _Piece(begin, at, mark)
            begin, mark = at + 1, char
        elif char in " 　\t" and text[begin:at].strip() and text[at - 1] in "局厅委部办院府司团会区县市镇心" and at - begin > 2:
            yield _Piece(begin, at, mark)
            begin, mark = at + 1, "、"
    else:
        if end > begin:
            yield _Piece(begin, end, mark)


def _trimmed(text: str, start: int, end: int) -> tuple[int, int]:
    while start < end and text[start].isspace():
        start += 1
    while start < end and text[end - 1].isspace():
        end -= 1
    return start, end


def _place(owner: Owner) -> tuple[int, int]:
    return owner.start, -owner.end


def _apart(owners: Iterable[Owner]) -> Iterator[Owner]:
    """Leave out what begins inside the one before."""
    reached = -1
    for owner in owners:
        if owner.start >= reached:
            reached = owner.end
            yield owner


def _any(words: Iterable[str]) -> str:
    """An expression for any of some words, the longest that fits."""
    return "|".join(map(re.escape, sorted(words, key=len, reverse=True)))
