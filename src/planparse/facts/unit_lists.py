"""Read a list of units: where it is cut, which parts are units, which word gives them a role."""

import re
from collections.abc import Iterable, Iterator, Sequence
from functools import lru_cache
from typing import NamedTuple

from planparse.facts.first_leads import FirstLeads
from planparse.facts.owner import Role
from planparse.facts.unit_names import How, Sense, Spans, UnitNames
from planparse.grammar.wordlists import Bodies, OwnerWords
from planparse.text.characters import BRACKET_CLOSINGS, BRACKET_OPENINGS, ROUND
from planparse.text.expressions import any_of

_BRACKETS = re.escape(BRACKET_OPENINGS + BRACKET_CLOSINGS)
_SHORT = 4
"""The longest name that need not end like a unit in a list of them: 广州、深圳市政府."""
_SHORTEST_DOING = 3
"""So many characters have a unit and a word for what it does, at least."""
_TOGETHER = "会同"
_FOLDED = "（"
_DITTO = "下同"
"""It stands behind a remark on what was said before."""
_NEXT_ITEM = (
    rf"[0-9０-９](?![0-9]?[0-9]?个)|{ROUND.opens}[一二三四五六七八九十]+{ROUND.closes}"
)
_DAY = "[0-9０-９]{1,4}[./．-][0-9０-９]{1,2}"
"""A date in digits: 2024.9.30, 9.30."""
_YEAR = "[0-9０-９]{4}年"
_MARK = rf"[{_BRACKETS}、，,；;。：:/／\r\n 　\t]"
_BEHIND_DEEDS = frozenset("头责合")
"""What ends a word for what units do, before a blank: 市教育局牵头 市财政局配合."""
_BEFORE_BLANK = "局厅委部办院府司团会区县市镇心联室处科股所站队校组社行道乡"
_LABELLED = "【［〖"
"""What opens a label."""


class Group(NamedTuple):
    """The units of a list that share one role, None for that of the label.

    `unknown` are those that do not end as names of bodies do. `start` and `end` are places
    in the text of the list, from the first unit to the last.
    """

    role: Role | None
    units: tuple[str, ...]
    unknown: tuple[str, ...]
    start: int
    end: int


class Part(NamedTuple):
    """A part of a list between two marks; `mark` is the one before it."""

    start: int
    end: int
    mark: str


class _Units:
    """The units collected so far for one role, and what the last part said."""

    def __init__(self) -> None:
        """Begin without units; none stands before the first part."""
        self.spans: list[tuple[int, int]] = []
        self._before: Sense | None = None

    def __bool__(self) -> bool:
        """Return whether there is a unit."""
        return bool(self.spans)

    def add(self, part: Part, sense: Sense, text: str, names: UnitNames) -> None:
        """Append the units of a part; an area may continue the last: 各区、县（市）政府 is one.

        So may a word for units: 各有关部门、单位. Behind 等 it names none.
        """
        more = shifted(sense.units, part.start)
        before = self._before
        if before and part.mark == "、" and sense.kind == "word alone" and self.spans:
            if before.closed:
                return
            if before.kind and names.is_kind(text[more[0][0] : more[-1][1]]):
                self.spans[-1] = (self.spans[-1][0], more[-1][1])
                return
        if not self._continues(part, sense):
            self.spans += more
            self._before = sense
            return
        self.spans[-1] = (self.spans[-1][0], more[0][1])
        self.spans += more[1:]
        self._before = sense._replace(opens=True) if len(more) == 1 else sense

    def _continues(self, part: Part, sense: Sense) -> bool:
        """Return whether a part goes on with the name before it: 各区 before 、县（市）政府.

        Where an area and what administers it are named together, the next is a unit of
        its own: 各镇政府、街道办事处.
        """
        before = self._before
        if not self.spans or before is None or part.mark != "、":
            return False
        joins = before.opens and sense.goes_on
        return joins and (sense.bare or not before.seated)


class _Collected:
    """The groups of a text, and the units that have no role yet."""

    def __init__(self, text: str, names: UnitNames) -> None:
        """Take the text; it has no groups yet."""
        self._text, self._names = text, names
        self.groups: list[Group] = []
        self.sure = False  # whether a name of the group leaves no doubt
        self.shared = False  # whether the units share a task: 按职责分工
        self.timed = False  # whether a time stands beside them
        self._begin()

    def _begin(self) -> None:
        """Begin the units of the next group."""
        self.units = _Units()
        self._others = -1  # how many units stand before 会同

    @property
    def tied(self) -> bool:
        """Whether 会同 stands among the units that have no role yet."""
        return self._others >= 0

    def add(self, part: Part, sense: Sense) -> None:
        """Append the units of a part; those behind 会同 support those before."""
        if part.mark == _TOGETHER:
            self._others = len(self.units.spans)
        self.units.add(part, sense, self._text, self._names)
        self.shared = self.shared or sense.shares

    def close(self, role: Role | None) -> None:
        """End a group of units that have a role."""
        spans, others = self.units.spans, self._others
        if others > 0:
            self._append(role, spans[:others])
        if others >= 0:
            spans, role = spans[others:], "support"
        if spans:
            self._append(role, spans)
        self._begin()

    def _append(self, role: Role | None, spans: Sequence[tuple[int, int]]) -> None:
        """Append units as a group."""
        self.groups.append(group_of(self._text, role, spans, self._names))


class UnitLists:
    """Reads lists of units by the words of `facts/owners.yaml`."""

    def __init__(self, words: OwnerWords, bodies: Bodies, first: FirstLeads) -> None:
        """Take the words of `facts/owners.yaml`, and what names of bodies end in.

        `first` knows the remarks on which unit of a list leads.
        """
        self.names = UnitNames(words, bodies)
        self.levels = tuple(words.levels)
        self.beginnings = (*words.levels, *words.national)
        """What names begin with that need no word beside them: 市教育局, 财政部."""
        self._first = first
        self._aside = re.compile(
            rf"(?:[0-9０-９][ ]?[年月日]|{_DAY}|第?[一二三四]季度|{any_of(words.asides)})+"
        )
        self._together = re.compile(_ties(words, bodies))
        self._ties = frozenset(word[0] for word in words.together + words.briefly)
        self._begun = frozenset(
            word[0] for word in (*self.beginnings, *words.collectives)
        )
        # 市民政局指导各区落实: what units do stands before the next, without a mark
        begins = any_of((*self.beginnings, *words.collectives))
        ends = re.escape("".join(dict.fromkeys(word[-1] for word in bodies.endings)))
        self._does = re.compile(rf"(?<=[{ends}位门]){self.names.done}(?={begins})")
        here, matters = any_of(words.here), any_of(words.matters)
        # 本节由, 以上各项工作均由
        self.scope = re.compile(rf"[ 　\r\n]*(?:{here})(?:{matters})*由")
        # A document names the same units again and again.
        self.behind_label = lru_cache(4096)(self._read_behind_label)
        self.statement = lru_cache(4096)(self._read_statement)

    def _read_behind_label(self, text: str, bracket: str) -> tuple[Group, ...]:
        """Return the groups of the list with which a text begins, up to where it ends."""
        end = self._first.list_end(text)
        parts = list(
            self._unfolded(text, self._untied(text, parts_of(text, 0, end, bracket)))
        )
        if parts:
            last = parts[-1]
            item = re.compile(_NEXT_ITEM).search(text, last.start, last.end)
            parts[-1] = last._replace(end=item.start()) if item else last
        found = _Collected(text, self.names)
        for part, behind in _with_next(parts):
            words = text[part.start : part.end]
            if part.mark == "。":  # the list ends with its sentence
                break
            if part.mark in ("", "、", _TOGETHER) or not found.units:
                sense = self.names.sense(words, "loose")
            else:
                sense = self.names.sense(words, "strict")
                if not sense.units and self._goes_on(text, part, behind):
                    sense = self.names.sense(words, "unknown")
            if sense.should:
                break
            if not sense.units:
                if not re.fullmatch(self.names.only_done, words):
                    break
                continue
            if (sense.noted or part.mark == _FOLDED) and found.units:
                found.close(None)
            found.add(part, sense)
            if sense.role:  # 市教育局负责 is said of the label's role
                found.close(None if sense.role == "responsible" else sense.role)
        if found.units:
            found.close(None)
        return _joined(found.groups)

    def _goes_on(self, text: str, part: Part, behind: Part | None) -> bool:
        """Return whether the part behind one is a unit of the same list."""
        if behind is None or behind.mark != part.mark:
            return False
        words = text[behind.start : behind.end]
        return bool(self.names.sense(words, "strict").units)

    def only_units(self, text: str, start: int, end: int, bracket: str) -> Group | None:
        """Return the units of `text[start:end]` as a group, None where it has more."""
        units = _Units()
        parts = self._untied(text, parts_of(text, start, end, bracket))
        for part, behind in _with_next(parts):
            sense = self._sense_among(text, part, behind, "strict")
            if not sense.units or sense.role or part.mark == _TOGETHER:
                return None
            units.add(part, sense, text, self.names)
        if not units:
            return None
        rest = self.names.trailing.sub("", text[units.spans[-1][1] : end])
        if rest.strip(" 　、") and not self.names.is_kind(rest.strip(" 　、")):
            return None
        group = group_of(text, "responsible", units.spans, self.names)
        return group if self._are_known([group]) else None

    def _sense_among(
        self, text: str, part: Part, behind: Part | None, how: How
    ) -> Sense:
        """Return what a part says; in a list parted by 、 its unit may be unknown."""
        words = text[part.start : part.end]
        sense = self.names.sense(words, how)
        may_be_unknown = sense.role is not None or _is_listed(part, behind)
        if sense.units or not may_be_unknown or self._aside.search(words):
            return sense
        return self.names.sense(words, "unknown")

    def _read_statement(
        self, text: str, bracket: str, timed: bool = False
    ) -> tuple[Group, ...]:
        """Return the groups of a text of units, words for what they do, and times.

        There are none where the text says more. It is `timed` where a time stands behind it.
        """
        scope = self.scope.match(text)
        start = scope.end() if scope else 0
        end = self._first.list_end(text)
        parts = self._untied(text, parts_of(text, start, end, bracket))
        found = _Collected(text, self.names)
        found.timed = timed
        for part, behind in _with_next(parts):
            words = text[part.start : part.end]
            sense = self._sense_of_part(text, part, behind, bracket)
            if sense.should and not found.groups:
                return ()  # 各部门要密切配合
            if sense.units and not self._aside.fullmatch(words):
                found.add(part, sense)
                found.sure = found.sure or self._is_sure(words, sense)
            elif found.groups and self._goes_with(part, words, found):
                pass  # 市教育局指导、督促
            elif re.fullmatch(self.names.only_done, words):
                found.shared = True  # 市水利局、各区政府，按职责分工负责
            elif self._aside.search(words):  # 6月底前完成
                found.timed = True
                if found.units:  # 市水利局；6月底前完成
                    dated = re.fullmatch(_YEAR, words.strip())  # （财政部，2023年）
                    level = bracket and self._of_level(text, found.units.spans)
                    if dated or not level:
                        return ()
                    found.close("responsible")
                continue
            else:
                return ()
            if sense.role and found.units:
                if not found.sure:
                    return ()
                found.close(sense.role)
        if not self._ends(text, found, end, bracket):
            return ()
        if not (bracket or scope or _are_of_task(found.groups)):
            return ()  # what prose says of guidance
        return tuple(found.groups) if self._are_known(found.groups) else ()

    def _ends(self, text: str, found: _Collected, end: int, bracket: str) -> bool:
        """Close the last units, and return whether they may stand without a word."""
        if found.units and not text.endswith(_DITTO, 0, end):
            if not (bracket and self._stand_alone(text, found, end)):
                return False
            found.close("responsible")
        return True

    def _sense_of_part(
        self, text: str, part: Part, behind: Part | None, bracket: str
    ) -> Sense:
        """Return what a part of a statement says; in a list parted by 、 names may be short."""
        how: How = "strict"
        if part.end - part.start <= _SHORT and _is_listed(part, behind):
            how = "loose"
        if bracket:
            return self._sense_among(text, part, behind, how)
        return self.names.sense(text[part.start : part.end], how)

    def _stand_alone(self, text: str, found: _Collected, end: int) -> bool:
        """Return whether the last units of brackets need no word for what they do.

        They share a task, stand beside others that have such a word, or a remark tells
        which of them leads.
        """
        if found.shared or found.tied or end < len(text):
            return found.sure
        beside = found.timed or bool(found.groups)  # 6月底前，市教育局
        return beside and self._of_level(text, found.units.spans)

    def _are_known(self, groups: Iterable[Group]) -> bool:
        """Return whether of the units of all groups no more are unknown than known."""
        units = unknown = 0
        for group in groups:
            units += len(group.units)
            unknown += sum(len(name) > _SHORT - 1 for name in group.unknown)
        return 2 * unknown <= units

    def _goes_with(self, part: Part, words: str, found: _Collected) -> bool:
        """Return whether words only add to what was said of the units before: 指导、督促."""
        if part.mark != "、" or found.units:
            return False
        return re.fullmatch(self.names.done, words) is not None

    def _is_sure(self, words: str, sense: Sense) -> bool:
        """Return whether words are more than a short name, or name units by a collective: 各区.

        市水务局 is short, but leaves no doubt either.
        """
        if len(words) > _SHORT or words.startswith(self.names.collectives):
            return True
        return len(words) == _SHORT and self._of_level(words, sense.units)

    def _of_level(self, text: str, units: Iterable[tuple[int, int]]) -> bool:
        """Return whether all units need no word beside them: 市教育局."""
        return all(
            text.startswith(self.beginnings, start)
            and self.names.is_unit(text[start:end], "strict")
            for start, end in units
        )

    def _unfolded(self, text: str, parts: Iterable[Part]) -> Iterator[Part]:
        """Part a unit from the one that a note behind it names: 市教育局（市财政局配合）."""
        for part in parts:
            opener = text.find(_FOLDED, part.start, part.end)
            opener = opener if opener > 0 else text.find("(", part.start, part.end)
            if opener > part.start and text[part.end - 1] in ROUND.closing:
                sense = self.names.sense(text[opener + 1 : part.end - 1], "strict")
                if sense.units and sense.role:
                    yield part._replace(end=opener)
                    yield Part(opener + 1, part.end - 1, _FOLDED)
                    continue
            yield part

    def _untied(self, text: str, parts: Iterable[Part]) -> Iterator[Part]:
        """Part the units before 会同 from those behind it, and 市民政局指导 from 各区落实."""
        for part in parts:
            start, mark = part.start, part.mark
            words = text[start : part.end]
            if not self._ties.isdisjoint(words) and (
                tie := self._together.search(text, start, part.end)
            ):
                if tie.start() > start:
                    yield Part(start, tie.start(), mark)
                start, mark = tie.end(), _TOGETHER
            elif not self._begun.isdisjoint(words[_SHORTEST_DOING:]) and (
                does := self._does.search(text, start, part.end)
            ):
                yield Part(start, does.end(), mark)
                start, mark = does.end(), "，"
            if text[start : part.end].strip():
                yield Part(start, part.end, mark)


def _ties(words: OwnerWords, bodies: Bodies) -> str:
    """Return an expression for 会同, and for 会 between two bodies: 市教育局会市公安局."""
    ends = "|".join(
        f"(?<={re.escape(word)})"
        for word in (*words.bodies, *bodies.endings)
        if word not in words.untied
    )
    never = "".join(f"(?<!{re.escape(word)})" for word in words.untied)
    begins = any_of((*words.levels, *words.collectives, *words.national))
    begins = f"(?!各?成员)(?:{begins})"  # 市减灾委会各成员单位
    return (
        f"[ 　]?(?:{any_of(words.together)})[ 　]?"
        f"|(?:{ends}){never}(?:{any_of(words.briefly)})(?={begins})"
    )


def _are_of_task(groups: Iterable[Group]) -> bool:
    """Return whether some units do a task, where others guide them."""
    roles = {group.role for group in groups}
    return "guide" not in roles or not roles.isdisjoint(("lead", "responsible"))


def _with_next(parts: Iterable[Part]) -> Iterator[tuple[Part, Part | None]]:
    """Yield parts, each with the one behind it, None behind the last.

    Most texts turn out at their first part to be no list, and are cut no further.
    """
    before: Part | None = None
    for part in parts:
        if before is not None:
            yield before, part
        before = part
    if before is not None:
        yield before, None


def _is_listed(part: Part, behind: Part | None) -> bool:
    """Return whether 、 stands before a part or behind it."""
    return part.mark == "、" or (behind is not None and behind.mark == "、")


def _joined(groups: Iterable[Group]) -> tuple[Group, ...]:
    """Return groups with those joined that follow one another in one role."""
    out: list[Group] = []
    for group in groups:
        if out and out[-1].role == group.role:
            before = out.pop()
            out.append(
                Group(
                    group.role,
                    before.units + group.units,
                    before.unknown + group.unknown,
                    before.start,
                    group.end,
                )
            )
        else:
            out.append(group)
    return tuple(out)


def group_of(
    text: str, role: Role | None, units: Sequence[tuple[int, int]], names: UnitNames
) -> Group:
    """Return units as a group, their names without the blanks in them."""
    named = tuple(["".join(text[start:end].split()) for start, end in units])
    unknown = tuple([name for name in named if not names.is_known(name)])
    return Group(role, named, unknown, units[0][0], units[-1][1])


def parts_of(text: str, start: int, end: int, bracket: str) -> Iterator[Part]:
    """Cut a list at its marks, brackets in it left whole, up to where it ends.

    That is the end of a sentence, the bracket that was opened before it, a line end
    outside brackets, or a further label.
    """
    depth, begin, mark = 0, start, ""
    for found in re.compile(_MARK).finditer(text, start, end):
        char, at = found[0], found.start()
        if char in BRACKET_OPENINGS:
            if char in _LABELLED and not (bracket or depth):
                end = at
                break
            depth += 1
        elif char in BRACKET_CLOSINGS:
            depth -= 1
            if depth < 0:
                end = at
                break
        elif depth:
            continue
        elif char in "：:":  # what stands before it is a label
            label = re.compile(r"[ 　\t]+\S*$").search(text, begin, at)
            if not label:
                return
            end = label.start()
            break
        elif _ends_list(text, char, at, bracket):
            end = at
            break
        elif char in "、，,；;。":
            if at > begin:
                yield Part(begin, at, mark)
            begin, mark = at + 1, char
        elif at - begin > 2 and (meant := _meant_by(char, text[at - 1])):
            yield Part(begin, at, mark)
            begin, mark = at + 1, meant
    if end > begin:
        yield Part(begin, end, mark)


def _meant_by(char: str, before: str) -> str:
    """Return the mark that a stroke or a blank stands for, empty where it is none.

    市教育局/市财政局 is a list, 2024/6 is none.
    """
    if char in "/／":
        return "" if before.isdecimal() else "、"
    if char not in " 　\t":
        return ""
    return "、" if before in _BEFORE_BLANK else "，" if before in _BEHIND_DEEDS else ""


def _ends_list(text: str, char: str, at: int, bracket: str) -> bool:
    """Return whether a character ends a list: a full stop or a line end, outside brackets.

    Behind 、 or ， a list goes on in the next line.
    """
    if char == "。":
        return not bracket
    return char in "\r\n" and not bracket and text[at - 1] not in "、，"


def shifted(spans: Spans, by: int) -> list[tuple[int, int]]:
    """Return spans moved by so many characters."""
    return [(start + by, end + by) for start, end in spans]
