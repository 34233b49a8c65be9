"""Owners: the units that answer for a task, by role, where they stand in a text."""

import re
from collections.abc import Iterable, Iterator, Mapping
from functools import lru_cache
from typing import Any, NamedTuple

from planparse.text.characters import BRACKET_CLOSINGS, BRACKET_OPENINGS

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
    whether it may go on with an area (县（市）政府), and whether one may follow (各区); `bare` and `seated`, whether
    these are without, and with, a word for what administers it: 各镇政府、街道办事处 are two.
    """

    units: Spans
    role: str | None
    goes_on: bool
    opens: bool
    bare: bool
    seated: bool


class _Group(NamedTuple):
    """The units of a list that have one role, None for that of the label; the span is from the first to the last."""

    role: str | None
    units: tuple[str, ...]
    start: int
    end: int


class Owners:
    """Finds owners by the words of `facts.yaml`.

    They stand behind a label (责任单位：), before a word at the end of brackets or of a whole sentence
    (（市教育局牵头，各区配合）), or alone in brackets that end a line.
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
        aside = "".join({word[-1] for word in words["asides"]})
        unit_ends = (
            re.escape("".join({word[-1] for word in words["endings"]})) + "等）)"
        )
        line_end = rf"(?<=[{unit_ends}]MARK)(?=[。；;]?[ 　]*+(?:[\r\n]|\Z))"
        self._places = tuple(
            (mark, f"MARK{around}".replace("MARK", re.escape(mark)), read)
            for marks, around, read in (
                ("：:", f"(?<=[{ends}）)]MARK)", self._behind_label),
                (
                    "】]〕］",
                    f"(?<=[{''.join(noun[-1] for noun in words['nouns'])}]MARK)",
                    self._behind_label,
                ),
                (
                    "）)】]〕］",
                    f"(?:(?<=[{tails}{aside}同]MARK)|(?<=[{tails}]。MARK))",
                    self._in_brackets,
                ),
                ("）)】]〕］", line_end, self._in_last_brackets),
                (
                    "。",
                    f"(?<=[{''.join(word[-1] for word in words['sentences'])}]MARK)",
                    self._in_sentence,
                ),
            )
            for mark in marks
        )
        self._marks = {mark for mark, _, _ in self._places}
        # The labels that nearly all are, where nothing stands before that may belong to them.
        self._plain = {
            f"{word}{noun}": role
            for word, role in self._roles.items()
            for noun in words["nouns"]
        }
        self._aside = re.compile(
            rf"(?:[0-9０-９][ ]?[年月日]|{_any(words['asides'])})+"
        )
        self._seats = tuple(words["seats"])
        self._seat = re.compile(_any(words["seats"]))
        self._levels = tuple(words["levels"])
        self._verb = re.compile(
            rf"[ 　\r\n]*(?:(?:{manners})*(?P<verb>(?:{verbs})+)|[（(](?P<noted>{verbs})[）)])$"
        )
        self._only_verb = re.compile(rf"[ 　\r\n]*(?:{manners})+(?:{verbs})+")
        self._together = re.compile(f"[ 　]?(?:{_any(words['together'])})[ 　]?")
        self._endings = tuple(words["endings"])
        self._before_joint = (
            *words["bodies"],
            *(word for word in words["endings"] if len(word) > 1),
        )
        self._collectives = tuple(words["collectives"])
        areas = _any(words["areas"])
        area = rf"(?:{areas}|[（(](?:{areas}|[、，])+[）)])+"
        self._area, self._after_area = (
            re.compile(area),
            re.compile(rf"各(?:地|设区)?{area}"),
        )
        joints = _any(words["joints"])
        self._trailing = re.compile(
            rf"(?:{_any(words['trailing'])}|等)(?=[\W\dA-Za-z_]|$|{joints})|(?:{manners})+$"
        )
        self._leading = re.compile(
            f"(?:{_any(words['leading'])})(?!{_any(words['collectives'])})"
        )
        self._joints = re.compile(joints)
        self._never = re.compile(
            _any(words["never"]) + r"|[《》：:。|＿_0-9%]|^[\W\dA-Za-z_]*$"
        )
        # A document names the same units again and again.
        self._sense = lru_cache(4096)(self._make_sense)
        self._groups = lru_cache(4096)(self._make_groups)
        self._told = lru_cache(4096)(self._make_told)

    def find(self, text: str, start: int, end: int) -> list[Owner]:
        """The owners in `text[start:end]`, in order of place."""
        # Most texts have few shapes of brackets.
        marks = {mark for mark in self._marks if text.find(mark, start, end) >= 0}
        found = [
            owner
            for mark, expression, read in self._places
            if mark in marks
            for match in re.compile(expression).finditer(
                text, start, end
            )  # compiled once, where there is need
            for owner in read(text, match.start(), start, end)
        ]
        found.sort(key=_place)
        return list(_apart(found))

    def _behind_label(
        self, text: str, mark: int, low: int, end: int
    ) -> Iterator[Owner]:
        """Yield the owners behind a label that ends at a colon, or at the bracket around it (【责任单位】)."""
        named = self._named(text, mark, low)
        if named is None:
            return
        begin, role, sure = named
        bracket = _bracket_over(text, begin, low)
        if text[mark] in BRACKET_CLOSINGS:
            if not bracket:
                return
            bracket = ""
        if not bracket and not sure:
            return  # 主办单位 of an event; 落实： of prose
        start = mark + 1
        stop = _STOP.search(text, start, min(end, start + _LONGEST))
        goes_on = (
            not stop
            or stop[0] in BRACKET_OPENINGS
            or (stop[0] in "\r\n" and (bracket or text[stop.start() - 1] in "、，"))
        )
        to = min(end, start + _LONGEST) if goes_on or not stop else stop.end()
        groups = self._groups(text[start:to], bracket)
        yield from _owners(groups, start, role)

    def _named(self, text: str, mark: int, low: int) -> tuple[int, str, bool] | None:
        """Where the label begins that ends at a place, its role, and whether it counts outside of brackets too."""
        begin = mark - 4
        if begin > low and text[begin - 1] in _BEFORE_LABEL:
            role = self._plain.get(text[begin:mark])
            if role:
                return begin, role, text[begin : begin + 2] not in self._bracketed
        label = self._label.search(text, max(low, mark - 24), mark)
        if label is None:
            return None
        role = label["role"]
        return (
            label.start(),
            self._roles[role],
            role not in self._bracketed and label["noun"] is not None,
        )

    def _make_groups(self, text: str, bracket: str) -> tuple[_Group, ...]:
        """Read the list of units with which a text begins, up to where it ends."""
        parts = list(_parts(text, 0, len(text), bracket))
        if parts and (item := _NEXT_ITEM.search(text, parts[-1].start, parts[-1].end)):
            parts[-1] = parts[-1]._replace(end=item.start())
        groups: list[_Group] = []
        units: list[tuple[int, int]] = []
        before: _Sense | None = None
        for part in parts:
            sense = self._sense(
                text[part.start : part.end], part.mark not in "、" and bool(units)
            )
            if sense.role and sense.units:
                groups.append(_group(text, sense.role, _moved(sense.units, part.start)))
            elif not sense.units:
                break
            else:
                before = _join(
                    units, _moved(sense.units, part.start), part, sense, before
                )
        if units:
            groups.append(_group(text, None, units))
        return tuple(groups)

    def _in_brackets(
        self, text: str, closer: int, low: int, _end: int
    ) -> Iterator[Owner]:
        opener = _opener(text, closer, max(low, closer - _LONGEST))
        if opener is None:
            return
        start = (
            max(
                text.rfind("：", opener, closer),
                text.rfind(":", opener, closer),
                opener,
            )
            + 1
        )
        if start == opener + 1 or not self._label.search(text, opener + 1, start - 1):
            yield from _owners(self._told(text[start:closer], text[opener]), start)

    def _in_last_brackets(
        self, text: str, closer: int, low: int, _end: int
    ) -> Iterator[Owner]:
        """Yield the units of brackets that have nothing else in them and end a paragraph."""
        opener = _opener(text, closer, max(low, closer - _LONGEST))
        if opener is None or opener == low or text.find("：", opener, closer) >= 0:
            return
        if not (
            text[opener - 1] in _SENTENCE_ENDS
            or text.startswith(self._levels, opener + 1, closer)
        ):
            return
        units: list[tuple[int, int]] = []
        before: _Sense | None = None
        for part in _parts(text, opener + 1, closer, text[opener]):
            sense = self._sense(text[part.start : part.end], True)
            if not sense.units or sense.role:
                return
            before = _join(units, _moved(sense.units, part.start), part, sense, before)
        if not units or self._trailing.sub("", text[units[-1][1] : closer]).strip(
            " 　"
        ):
            return
        names = [text[start:end] for start, end in units]
        of_level = all(name.startswith(self._levels) for name in names)
        if text[opener - 1] in _SENTENCE_ENDS:
            known = of_level or (
                len(names) > 1 and not all(map(self._area.fullmatch, names))
            )
        else:  # behind a name such brackets have its other name
            known = of_level and not text.endswith(self._endings, low, opener)
        if known and max(map(len, names)) > 2:
            yield from _owners([_group(text, "responsible", units)], 0)

    def _in_sentence(
        self, text: str, stop: int, low: int, _end: int
    ) -> Iterator[Owner]:
        start = max(low, stop - _LONGEST)
        start = max(start, _sentence(text, start, stop))
        yield from _owners(self._told(text[start:stop], ""), start)

    def _make_told(self, text: str, bracket: str) -> tuple[_Group, ...]:
        """Read a text that is nothing but units and words for what they do, and times; none where it is more."""
        out: list[_Group] = []
        units: list[tuple[int, int]] = []
        before: _Sense | None = None
        others, sure = -1, False
        for part in self._untied(text, _parts(text, 0, len(text), bracket)):
            sense = self._sense(
                text[part.start : part.end], part.end - part.start > _SHORT
            )
            if sense.units and not self._aside.fullmatch(text, part.start, part.end):
                if part.mark == _TOGETHER:
                    others = len(units)
                before = _join(
                    units, _moved(sense.units, part.start), part, sense, before
                )
                sure = (
                    sure
                    or part.end - part.start > _SHORT
                    or text.startswith(self._collectives, part.start)
                )
            elif units and self._only_verb.fullmatch(text, part.start, part.end):
                pass  # 市水利局、各区政府，按职责分工负责
            elif self._aside.search(text, part.start, part.end):  # 6月底前完成
                if units:  # 市水利局；6月底前完成
                    if not (bracket and self._of_level(text, units)):
                        return ()
                    out.append(_group(text, "responsible", units))
                    units, before, others = [], None, -1
                continue
            else:
                return ()
            if sense.role:
                if not sure:
                    return ()
                if others > 0:
                    out.append(_group(text, sense.role, units[:others]))
                if others >= 0:
                    units = units[others:]
                out.append(_group(text, sense.role if others < 0 else "support", units))
                units, before, others = [], None, -1
        return tuple(out) if not units or text.endswith(_DITTO) else ()

    def _of_level(self, text: str, units: Iterable[tuple[int, int]]) -> bool:
        """Whether all units begin and end so that they need no word beside them (市教育局)."""
        return all(
            text.startswith(self._levels, start)
            and self._is_unit(text[start:end], True)
            for start, end in units
        )

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
            meant = {
                self._roles[word]
                for word in self._roles
                if word in (verb["verb"] or verb["noted"])
            }
            role = next((role for role in ROLES if role in meant), "responsible")
        start, end = _trimmed(part, 0, verb.start() if verb else len(part))
        if leading := self._leading.match(part, start, end):
            start = leading.end()
        units = self._units(part, start, end, strict or role is not None)
        first, last = (units[0], units[-1]) if units else ((0, 0), (0, 0))
        return _Sense(
            units,
            role,
            goes_on=bool(self._area.fullmatch(part, *first)),
            opens=self._after_area.match(part, *last) is not None,
            bare=bool(self._seat.fullmatch(part, *first))
            or not part.endswith(self._seats, *first),
            seated=part.endswith(self._seats, *last),
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
                and (
                    part.startswith(self._collectives, joint.end())
                    or part.endswith(self._endings, joint.end(), end)
                )
            ):
                spans.append((start, joint.start()))
                start = joint.end()
        spans.append((start, end))
        if not all(self._is_unit(part[at:to], strict) for at, to in spans):
            return ()
        return (*spans, *further)

    def _is_unit(self, text: str, strict: bool) -> bool:
        name = "".join(text.split())
        if (
            not 2 <= len(name) <= _NAME
            or name[0] in _NO_BEGINNING
            or self._never.search(name)
        ):
            return False
        if not strict or name.startswith(self._collectives):
            return len(name) <= _LOOSE or _NESTED.sub("", name).endswith(self._endings)
        return _NESTED.sub("", name).endswith(self._endings)


_GAP = r"[ 　\r\n]*"
_SHORT = (
    4  # characters that need not end like a unit in a list of them: 广州、深圳市政府
)
_TOGETHER = "会同"
_DITTO = "下同"  # behind remarks on what was said
_NEXT_ITEM = re.compile(r"[0-9０-９]|[（(][一二三四五六七八九十]+[）)]")
_NESTED = re.compile(r"[（(][^（()）]*[）)]")
_NO_BEGINNING = "（(）)，、等按-—…的和及与"
_BRACKETS = re.escape(BRACKET_OPENINGS + BRACKET_CLOSINGS)
_MARK = re.compile(rf"[{_BRACKETS}、，,；;。：:\r\n 　\t]")
_BEFORE_BLANK = "局厅委部办院府司团会区县市镇心联"
_STOP = re.compile(rf"[{_BRACKETS}。：:\r\n]")
_BEFORE_LABEL = frozenset(BRACKET_OPENINGS + "）)；;，,。\r\n 　")
_SENTENCE_ENDS = frozenset("。！？；;\r\n 　")
_ENDS = frozenset("。\n\r）)")


def _join(
    units: list[tuple[int, int]],
    more: list[tuple[int, int]],
    part: _Part,
    sense: _Sense,
    before: _Sense | None,
) -> _Sense:
    """Put more units behind those of the parts before; an area may go on with the last. Return what was said last.

    各区、县（市）政府 is one unit.
    """
    joins = units and before and before.opens and sense.goes_on and part.mark == "、"
    if not joins or before is None or (before.seated and not sense.bare):
        units += more
        return sense
    units[-1] = (units[-1][0], more[0][1])
    units += more[1:]
    return sense._replace(opens=True) if len(more) == 1 else sense


def _moved(spans: Spans, by: int) -> list[tuple[int, int]]:
    return [(start + by, end + by) for start, end in spans]


def _owners(
    groups: Iterable[_Group], at: int, role: str = "responsible"
) -> Iterator[Owner]:
    """Yield the owners of the groups of a list that begins at a place; `role` is that of its label."""
    for group in groups:
        yield Owner(group.role or role, group.units, at + group.start, at + group.end)


def _group(text: str, role: str | None, units: list[tuple[int, int]]) -> _Group:
    return _Group(
        role,
        tuple(["".join(text[start:end].split()) for start, end in units]),
        units[0][0],
        units[-1][1],
    )


def _opener(text: str, closer: int, low: int) -> int | None:
    """Where the bracket opens that closes at a place, whatever its shape."""
    shape = text[closer]
    at = text.rfind(BRACKET_OPENINGS[BRACKET_CLOSINGS.index(shape)], low, closer)
    if at >= 0 and text.find(shape, at, closer) < 0:
        return at
    if _last(text, BRACKET_OPENINGS, low, closer) < 0:
        return None
    depth = 1
    for at in range(closer - 1, low - 1, -1):
        if text[at] in BRACKET_CLOSINGS:
            depth += 1
        elif text[at] in BRACKET_OPENINGS:
            depth -= 1
            if not depth:
                return at
    return None


def _bracket_over(text: str, at: int, low: int) -> str:
    """The bracket that is open at a place, within reach and the same paragraph; empty where none is."""
    low = max(low, at - _LONGEST)
    opener = _last(text, BRACKET_OPENINGS, low, at)
    if opener < 0:
        return ""
    if (
        opener > _last(text, BRACKET_CLOSINGS, low, at)
        and max(text.rfind("\n", opener, at), text.rfind("\r", opener, at)) < 0
    ):
        return text[opener]
    depth = 0
    for place in range(at - 1, low - 1, -1):
        char = text[place]
        if char in BRACKET_CLOSINGS:
            depth += 1
        elif char in BRACKET_OPENINGS:
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
        if char in BRACKET_OPENINGS:
            depth += 1
        elif char in BRACKET_CLOSINGS:
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
        elif char == "。" or (
            char in "\r\n" and not bracket and text[at - 1] not in "、，"
        ):
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
