"""Owners: the units that answer for a task, by role, where they stand in a text."""

import re
from collections.abc import Iterable, Iterator, Mapping
from functools import lru_cache
from typing import Any, NamedTuple

ROLES = ("lead", "support", "responsible")
"""The roles, in the order in which a word for one outweighs the others (牵头负责 is lead)."""

_LONGEST = 500  # characters of a list of units
_NAME, _LOOSE = 40, 24  # characters of a unit's name; of one that ends like no unit

Spans = tuple[tuple[int, int], ...]


class Owner(NamedTuple):
    """Who answers for a task in one role; the span is that of the list of units, from the first to the last."""

    role: str
    units: tuple[str, ...]
    start: int
    end: int


class _Part(NamedTuple):
    """A part of a list, between two marks; `mark` is the one before it."""

    start: int
    end: int
    mark: str


class _Sense(NamedTuple):
    """What a part says by itself.

    These are the spans of its units in it, none where it is no unit; the role that a word at its end means;
    whether it can only go on with an area (县（市）政府), and whether one can follow (各区).
    """

    units: Spans
    role: str | None
    goes_on: bool
    opens: bool


class Owners:
    """Finds owners by the words of `facts.yaml`.

    They stand behind a label (责任单位：), or before a word at the end of brackets or of a whole sentence
    (（市教育局牵头，各区配合）).
    """

    def __init__(self, words: Mapping[str, Any]) -> None:
        """Take the section `owners`."""
        self._roles = {word: role for role in ROLES for word in words["roles"][role]}
        roles, ranks, verbs, manners = (
            _any(self._roles),
            _any(words["ranks"]),
            _any(words["verbs"]),
            _any(words["manners"]),
        )
        nouns = "|".join(_GAP.join(map(re.escape, noun)) for noun in words["nouns"])
        self._label = re.compile(
            rf"(?P<role>{roles}){_GAP}(?:{ranks})?{_GAP}(?P<noun>{nouns})?(?:[（(][^（()）]{{1,8}}[）)])?[ 　]?$"
        )
        self._bracketed = frozenset(words["bracketed"])
        tails = "".join({word[-1] for word in words["verbs"]})
        ends = "".join({word[-1] for word in (*words["nouns"], *self._roles)})
        self._places = tuple(
            (re.compile(f"{re.escape(mark)}(?<=[{before}]{re.escape(mark)})"), read)
            for marks, before, read in (
                ("：:", ends + "）)", self._behind_label),
                ("】]〕］", "".join(noun[-1] for noun in words["nouns"]), self._behind_label),
                ("）)】]〕］", tails + "同", self._in_brackets),
                ("。", "".join(word[-1] for word in words["sentences"]), self._in_sentence),
            )
            for mark in marks
        )
        self._verb = re.compile(rf"[ 　\r\n]*(?:{manners})*(?P<verb>(?:{verbs})+)$")
        self._together = re.compile(f"[ 　]?(?:{_any(words['together'])})[ 　]?")
        self._endings = tuple(words["endings"])
        self._before_joint = (*words["bodies"], *(word for word in words["endings"] if len(word) > 1))
        self._collectives = tuple(words["collectives"])
        areas = _any(words["areas"])
        area = rf"(?:{areas}|[（(](?:{areas}|[、，])+[）)])+"
        self._area, self._after_area = re.compile(area), re.compile(rf"各(?:地|设区)?{area}")
        joints = _any(words["joints"])
        self._trailing = re.compile(rf"(?:{_any(words['trailing'])}|等)(?=[\W\dA-Za-z_]|$|{joints})|(?:{manners})+$")
        self._leading = re.compile(f"(?:{_any(words['leading'])})(?!{_any(words['collectives'])})")
        self._joints = re.compile(joints)
        self._never = re.compile(_any(words["never"]) + r"|[《》：:。|＿_0-9%]|^[\W\dA-Za-z_]*$")
        self._sense = lru_cache(4096)(self._make_sense)  # a document names the same units again and again

    def find(self, text: str, start: int, end: int) -> list[Owner]:
        """The owners in `text[start:end]`, in order of place."""
        found = [
            owner
            for expression, read in self._places
            for match in expression.finditer(text, start, end)
            for owner in read(text, match.start(), start, end)
        ]
        found.sort(key=_place)
        return list(_apart(found))

    def _behind_label(self, text: str, mark: int, low: int, end: int) -> Iterator[Owner]:
        """Yield the owners behind a label that ends at a colon, or at the bracket around it (【责任单位】)."""
        label = self._label.search(text, max(low, mark - 24), mark)
        if label is None:
            return
        bracket = _bracket_over(text, label.start(), low)
        if text[mark] in _CLOSERS:
            if not bracket:
                return
            bracket = ""
        if not bracket and (label["role"] in self._bracketed or not label["noun"]):
            return  # 主办单位 of an event; 落实： of prose
        parts = list(_parts(text, mark + 1, min(end, mark + _LONGEST), bracket))
        if parts and (item := _NEXT_ITEM.search(text, parts[-1].start, parts[-1].end)):
            parts[-1] = parts[-1]._replace(end=item.start())
        units: list[tuple[int, int]] = []
        opens = False
        for part in parts:
            sense = self._sense(text[part.start : part.end], part.mark not in "、" and bool(units))
            if sense.role and sense.units:
                yield _owner(text, sense.role, _moved(sense.units, part.start))
            elif not sense.units:
                break
            else:
                opens = _join(units, _moved(sense.units, part.start), part, sense, opens)
        if units:
            yield _owner(text, self._roles[label["role"]], units)

    def _in_brackets(self, text: str, closer: int, low: int, _end: int) -> Iterator[Owner]:
        opener = _opener(text, closer, max(low, closer - _LONGEST))
        if opener is None:
            return
        start = max(text.rfind("：", opener, closer), text.rfind(":", opener, closer), opener) + 1
        if start == opener + 1 or not self._label.search(text, opener + 1, start - 1):
            yield from self._before_verbs(text, start, closer, text[opener])

    def _in_sentence(self, text: str, stop: int, low: int, _end: int) -> Iterator[Owner]:
        start = max(low, stop - _LONGEST)
        yield from self._before_verbs(text, max(start, _sentence(text, start, stop)), stop, "")

    def _before_verbs(self, text: str, start: int, end: int, bracket: str) -> Iterator[Owner]:
        """Yield the owners of a text that is nothing but units and words for what they do."""
        out: list[Owner] = []
        units: list[tuple[int, int]] = []
        opens, others, sure = False, -1, False
        for part in self._untied(text, _parts(text, start, end, bracket)):
            sense = self._sense(text[part.start : part.end], part.end - part.start > _SHORT)
            if not sense.units:
                return
            if part.mark == _TOGETHER:
                others = len(units)
            opens = _join(units, _moved(sense.units, part.start), part, sense, opens)
            sure = sure or part.end - part.start > _SHORT
            if sense.role:
                if not sure:
                    return
                if others > 0:
                    out.append(_owner(text, sense.role, units[:others]))
                if others >= 0:
                    units = units[others:]
                out.append(_owner(text, sense.role if others < 0 else "support", units))
                units, opens, others, sure = [], False, -1, False
        if not units or text.endswith(_DITTO, start, end):
            yield from out

    def _untied(self, text: str, parts: Iterable[_Part]) -> Iterator[_Part]:
        """Part the units before 会同 from those behind it."""
        for part in parts:
            tie = self._together.search(text, part.start, part.end)
            if tie:
                if tie.start() > part.start:
                    yield part._replace(end=tie.start())
                yield _Part(tie.end(), part.end, _TOGETHER)
            elif text[part.start : part.end].strip():
                yield part

    # ── what a part of a list says ──────────────────────────────────────────────────────────────────────

    def _make_sense(self, part: str, strict: bool) -> _Sense:
        """Read a part of a list; `strict` asks for a word that units end with."""
        verb = self._verb.search(part)
        role = None
        if verb:
            meant = {self._roles[word] for word in self._roles if word in verb["verb"]}
            role = next((role for role in ROLES if role in meant), "responsible")
        start, end = _trimmed(part, 0, verb.start() if verb else len(part))
        if leading := self._leading.match(part, start, end):
            start = leading.end()
        units = self._units(part, start, end, strict or role is not None)
        first, last = (units[0], units[-1]) if units else ((0, 0), (0, 0))
        return _Sense(
            units, role, bool(self._area.fullmatch(part, *first)), self._after_area.match(part, *last) is not None
        )

    def _units(self, part: str, start: int, end: int, strict: bool) -> Spans:
        """The spans of the units of a part, none where it is none.

        市教育局和各区 are two, 市住房和城乡建设局 is one.
        """
        further: Spans = ()
        if trailing := self._trailing.search(part, start, end):
            if joint := self._joints.match(part, trailing.end(), end):
                further = self._units(part, joint.end(), end, strict)
                if not further:
                    return ()
            end = trailing.start()
        spans = []
        for joint in self._joints.finditer(part, start, end):
            if (
                joint.start() - start > 2
                and part.endswith(self._before_joint, start, joint.start())
                and (part.startswith(self._collectives, joint.end()) or part.endswith(self._endings, joint.end(), end))
            ):
                spans.append((start, joint.start()))
                start = joint.end()
        spans.append((start, end))
        if not all(self._is_unit(part[at:to], strict) for at, to in spans):
            return ()
        return (*spans, *further)

    def _is_unit(self, text: str, strict: bool) -> bool:
        name = "".join(text.split())
        if not 2 <= len(name) <= _NAME or name[0] in _NO_BEGINNING or self._never.search(name):
            return False
        if not strict or name.startswith(self._collectives):
            return len(name) <= _LOOSE or _NESTED.sub("", name).endswith(self._endings)
        return _NESTED.sub("", name).endswith(self._endings)


_GAP = r"[ 　\r\n]*"
_SHORT = 4  # characters that need not end like a unit in a list of them: 广州、深圳市政府
_TOGETHER = "会同"
_DITTO = "下同"  # behind remarks on what was said
_NEXT_ITEM = re.compile(r"[0-9０-９]|[（(][一二三四五六七八九十]+[）)]")
_NESTED = re.compile(r"[（(][^（()）]*[）)]")
_NO_BEGINNING = "（(）)，、等按-—…的和及与"
_OPENERS, _CLOSERS = "（(【[〔［", "）)】]〕］"
_MARK = re.compile(r"[（(【\[〔［）)】\]〕］、，,；;。：:\r\n 　\t]")
_BEFORE_BLANK = "局厅委部办院府司团会区县市镇心"
_ENDS = frozenset("。\n\r）)")


def _join(units: list[tuple[int, int]], more: list[tuple[int, int]], part: _Part, sense: _Sense, opens: bool) -> bool:
    """Put more units behind those of the parts before, and tell whether an area may go on with the last.

    各区、县（市）政府 is one unit.
    """
    if units and opens and sense.goes_on and part.mark == "、":
        units[-1] = (units[-1][0], more[0][1])
        units += more[1:]
        return len(more) == 1 or sense.opens
    units += more
    return sense.opens


def _moved(spans: Spans, by: int) -> list[tuple[int, int]]:
    return [(start + by, end + by) for start, end in spans]


def _owner(text: str, role: str, units: list[tuple[int, int]]) -> Owner:
    return Owner(role, tuple(["".join(text[start:end].split()) for start, end in units]), units[0][0], units[-1][1])


def _opener(text: str, closer: int, low: int) -> int | None:
    """Where the bracket opens that closes at a place, whatever its shape."""
    shape = text[closer]
    at = text.rfind(_OPENERS[_CLOSERS.index(shape)], low, closer)
    if at >= 0 and text.find(shape, at, closer) < 0:
        return at
    if _last(text, _OPENERS, low, closer) < 0:
        return None
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
    low = max(low, at - _LONGEST)
    opener = _last(text, _OPENERS, low, at)
    if opener < 0:
        return ""
    if opener > _last(text, _CLOSERS, low, at) and max(text.rfind("\n", opener, at), text.rfind("\r", opener, at)) < 0:
        return text[opener]
    depth = 0
    for place in range(at - 1, low - 1, -1):
        char = text[place]
        if char in _CLOSERS:
            depth += 1
        elif char in _OPENERS:
            if not depth:
                return char
            depth -= 1
        elif char in "\r\n" and text[place - 1 : place] in _ENDS:
            return ""
    return ""


def _last(text: str, marks: str, start: int, end: int) -> int:
    """Where the last of some marks stands, -1 where none does."""
    return max([text.rfind(mark, start, end) for mark in marks])


def _sentence(text: str, low: int, end: int) -> int:
    """Where the sentence begins that ends at a place."""
    return _last(text, "。；！？\n\r：）)", low, end) + 1


def _parts(text: str, start: int, end: int, bracket: str) -> Iterator[_Part]:
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
                end = at
                break
        elif depth:
            continue
        elif char in "、，,；;":
            if at > begin:
                yield _Part(begin, at, mark)
            begin, mark = at + 1, char
        elif char in "：:":
            return  # what stands before it is a label
        elif char == "。" or (char in "\r\n" and not bracket and text[at - 1] not in "、，"):
            end = at
            break
        elif char in " 　\t" and at - begin > 2 and text[at - 1] in _BEFORE_BLANK:
            yield _Part(begin, at, mark)
            begin, mark = at + 1, "、"
    if end > begin:
        yield _Part(begin, end, mark)


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
