"""Read a list of units: where it is cut, which parts are units, which word gives them a role."""

import re
from collections.abc import Iterable, Iterator
from functools import lru_cache
from typing import Literal, NamedTuple

from planparse.grammar.wordlists import Bodies, OwnerWords
from planparse.text.characters import BRACKET_CLOSINGS, BRACKET_OPENINGS, ROUND, TITLE
from planparse.text.expressions import any_of

Role = Literal["lead", "support", "responsible"]
ROLES: tuple[Role, ...] = ("lead", "support", "responsible")
"""The roles, in the order in which a word for one outweighs the others (牵头负责 is lead)."""

_BRACKETS = re.escape(BRACKET_OPENINGS + BRACKET_CLOSINGS)
_NAME, _LOOSE = 40, 24
"""The longest name of a unit, and of one that does not end like a unit, in characters.

Of 1,901 units in 540 documents the longest has 30, 99 % have at most 17.
"""
_SHORT = 4
"""The longest name that need not end like a unit in a list of them: 广州、深圳市政府."""
_TOGETHER = "会同"
_DITTO = "下同"
"""It stands behind a remark on what was said before."""
_GAP = r"[ 　\r\n]*"
_NEXT_ITEM = rf"[0-9０-９]|{ROUND.opens}[一二三四五六七八九十]+{ROUND.closes}"
_NESTED = re.compile(ROUND.around("*"))
_NO_BEGINNING = ROUND.marks + "，、等按-—…的和及与"
_MARK = rf"[{_BRACKETS}、，,；;。：:\r\n 　\t]"
_BEFORE_BLANK = "局厅委部办院府司团会区县市镇心联"

Spans = tuple[tuple[int, int], ...]


class Group(NamedTuple):
    """The units of a list that share one role, None for that of the label.

    `start` and `end` are places in the text of the list, from the first unit to the last.
    """

    role: Role | None
    units: tuple[str, ...]
    start: int
    end: int


class Part(NamedTuple):
    """A part of a list between two marks; `mark` is the one before it."""

    start: int
    end: int
    mark: str


class Sense(NamedTuple):
    """What a part says by itself.

    `units` are the spans of its units in it, none where it names no unit, and `role`
    is what a word at its end means. `goes_on` says that it may continue with an area
    (县（市）政府), `opens` that one may follow (各区). `bare` and `seated` say that
    these stand without, and with, a word for what administers them: 各镇政府、街道办事处
    are two units.
    """

    units: Spans
    role: Role | None
    goes_on: bool
    opens: bool
    bare: bool
    seated: bool


class _Units:
    """The units collected so far for one role, and what the last part said."""

    def __init__(self) -> None:
        """Begin without units; none stands before the first part."""
        self.spans: list[tuple[int, int]] = []
        self._before: Sense | None = None

    def __bool__(self) -> bool:
        """Return whether there is a unit."""
        return bool(self.spans)

    def add(self, part: Part, sense: Sense) -> None:
        """Append the units of a part; an area may continue the last: 各区、县（市）政府 is one."""
        more = shifted(sense.units, part.start)
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


class _Statement:
    """Collects the groups of a text that is nothing but units and what they do."""

    def __init__(self, text: str) -> None:
        """Take the text; it has no groups yet."""
        self._text = text
        self.groups: list[Group] = []
        self.sure = False  # whether a name of the group leaves no doubt
        self._begin()

    def _begin(self) -> None:
        """Begin the units of the next group."""
        self.units = _Units()
        self._others = -1  # how many units stand before 会同

    def add(self, part: Part, sense: Sense) -> None:
        """Append the units of a part; those behind 会同 support those before."""
        if part.mark == _TOGETHER:
            self._others = len(self.units.spans)
        self.units.add(part, sense)

    def close(self, role: Role) -> None:
        """End a group of units that have a role."""
        spans, others = self.units.spans, self._others
        if others > 0:
            self.groups.append(group_of(self._text, role, spans[:others]))
        if others >= 0:
            spans, role = spans[others:], "support"
        self.groups.append(group_of(self._text, role, spans))
        self._begin()


class UnitLists:
    """Reads lists of units by the words of `facts/owners.yaml`."""

    def __init__(self, words: OwnerWords, bodies: Bodies) -> None:
        """Take the words of `facts/owners.yaml`, and what names of bodies end in."""
        self._roles: dict[str, Role] = {
            word: role for role in ROLES for word in words.roles[role]
        }
        verbs, manners = any_of(words.verbs), any_of(words.manners)
        self._aside = re.compile(rf"(?:[0-9０-９][ ]?[年月日]|{any_of(words.asides)})+")
        self._seats = tuple(words.seats)
        self._seat = re.compile(any_of(words.seats))
        self.levels = tuple(words.levels)
        self._verb = re.compile(
            rf"[ 　\r\n]*(?:(?:{manners})*(?P<verb>(?:{verbs})+)"
            rf"|{ROUND.opens}(?P<noted>{verbs}){ROUND.closes})$"
        )
        self._only_verb = rf"[ 　\r\n]*(?:{manners})+(?:{verbs})+"
        self._together = re.compile(f"[ 　]?(?:{any_of(words.together)})[ 　]?")
        self.endings = bodies.endings + bodies.loose
        self._before_joint = (
            *words.bodies,
            *(word for word in self.endings if len(word) > 1),
        )
        self._collectives = tuple(words.collectives)
        areas = any_of(words.areas)
        area = rf"(?:{areas}|{ROUND.opens}(?:{areas}|[、，])+{ROUND.closes})+"
        self.area = re.compile(area)
        self._after_area = re.compile(rf"各(?:地|设区)?{area}")
        joints = any_of(words.joints)
        self.trailing = re.compile(
            rf"(?:{any_of(words.trailing)}|等)(?=[\W\dA-Za-z_]|$|{joints})"
            rf"|(?:{manners})+$"
        )
        self._leading = re.compile(
            f"(?:{any_of(words.leading)})(?!{any_of(words.collectives)})"
        )
        self._joints = re.compile(joints)
        self._never = re.compile(
            rf"{any_of(words.never)}|[{TITLE.marks}：:。|＿_0-9%]|^[\W\dA-Za-z_]*$"
        )
        # A document names the same units again and again.
        self.sense = lru_cache(4096)(self._read_part)
        self.behind_label = lru_cache(4096)(self._read_behind_label)
        self.statement = lru_cache(4096)(self._read_statement)

    def _read_behind_label(self, text: str, bracket: str) -> tuple[Group, ...]:
        """Return the groups of the list with which a text begins, up to where it ends."""
        parts = list(parts_of(text, 0, len(text), bracket))
        if parts:
            last = parts[-1]
            item = re.compile(_NEXT_ITEM).search(text, last.start, last.end)
            parts[-1] = last._replace(end=item.start()) if item else last
        groups: list[Group] = []
        units = _Units()
        for part in parts:
            strict = part.mark not in "、" and bool(units)
            sense = self.sense(text[part.start : part.end], strict)
            if not sense.units:
                break
            if sense.role:
                own = shifted(sense.units, part.start)
                groups.append(group_of(text, sense.role, own))
            else:
                units.add(part, sense)
        if units:
            groups.append(group_of(text, None, units.spans))
        return tuple(groups)

    def only_units(
        self, text: str, start: int, end: int, bracket: str
    ) -> list[tuple[int, int]]:
        """Return the spans of the units in `text[start:end]`, none where it has more."""
        units = _Units()
        for part in parts_of(text, start, end, bracket):
            sense = self.sense(text[part.start : part.end], True)
            if not sense.units or sense.role:
                return []
            units.add(part, sense)
        if not units:
            return []
        rest = self.trailing.sub("", text[units.spans[-1][1] : end])
        return [] if rest.strip(" 　") else units.spans

    def _read_statement(self, text: str, bracket: str) -> tuple[Group, ...]:
        """Return the groups of a text of units, words for what they do, and times.

        There are none where the text says more.
        """
        found = _Statement(text)
        for part in self._untied(text, parts_of(text, 0, len(text), bracket)):
            words = text[part.start : part.end]
            sense = self.sense(words, len(words) > _SHORT)
            if sense.units and not self._aside.fullmatch(words):
                found.add(part, sense)
                found.sure = found.sure or self._is_sure(words)
            elif found.units and re.fullmatch(self._only_verb, words):
                pass  # 市水利局、各区政府，按职责分工负责
            elif self._aside.search(words):  # 6月底前完成
                if found.units:  # 市水利局；6月底前完成
                    if not (bracket and self._of_level(text, found.units.spans)):
                        return ()
                    found.close("responsible")
                continue
            else:
                return ()
            if sense.role:
                if not found.sure:
                    return ()
                found.close(sense.role)
        return tuple(found.groups) if not found.units or text.endswith(_DITTO) else ()

    def _is_sure(self, words: str) -> bool:
        """Return whether words are more than a short name, or name units by a collective: 各区."""
        return len(words) > _SHORT or words.startswith(self._collectives)

    def _of_level(self, text: str, units: Iterable[tuple[int, int]]) -> bool:
        """Return whether all units need no word beside them: 市教育局."""
        return all(
            text.startswith(self.levels, start) and self._is_unit(text[start:end], True)
            for start, end in units
        )

    def _untied(self, text: str, parts: Iterable[Part]) -> Iterator[Part]:
        """Part the units before 会同 from those behind it."""
        for part in parts:
            tie = self._together.search(text, part.start, part.end)
            if tie:
                if tie.start() > part.start:
                    yield part._replace(end=tie.start())
                yield Part(tie.end(), part.end, _TOGETHER)
            elif text[part.start : part.end].strip():
                yield part

    def _read_part(self, part: str, strict: bool) -> Sense:
        """Return what a part says; `strict` asks for a word that units end with."""
        verb = self._verb.search(part)
        role = self._role_of(verb["verb"] or verb["noted"]) if verb else None
        start, end = _trimmed(part, 0, verb.start() if verb else len(part))
        if leading := self._leading.match(part, start, end):
            start = leading.end()
        units = self._units(part, start, end, strict or role is not None)
        first, last = (units[0], units[-1]) if units else ((0, 0), (0, 0))
        return Sense(
            units,
            role,
            goes_on=bool(self.area.fullmatch(part, *first)),
            opens=self._after_area.match(part, *last) is not None,
            bare=self._is_bare(part, first),
            seated=part.endswith(self._seats, *last),
        )

    def _is_bare(self, part: str, unit: tuple[int, int]) -> bool:
        """Return whether a unit has no word for a seat at its end, or is nothing but one.

        各镇 is bare, and so is 政府 alone; 各镇政府 is not.
        """
        alone = self._seat.fullmatch(part, *unit) is not None
        return alone or not part.endswith(self._seats, *unit)

    def _role_of(self, verb: str) -> Role:
        """Return the role that a verb means, by the first of ROLES that has a word in it."""
        meant = {role for word, role in self._roles.items() if word in verb}
        return next((role for role in ROLES if role in meant), "responsible")

    def _units(self, part: str, start: int, end: int, strict: bool) -> Spans:
        """Return the spans of the units of a part, none where it names no unit.

        市教育局和各区 are two, 市住房和城乡建设局 is one.
        """
        further: Spans = ()
        if trailing := self.trailing.search(part, start, end):
            if joint := self._joints.match(part, trailing.end(), end):
                further = self._units(part, joint.end(), end, strict)
                if not further:
                    return ()
            end = trailing.start()
        spans = []
        for joint in self._joints.finditer(part, start, end):
            if self._parts_units(part, start, joint, end):
                spans.append((start, joint.start()))
                start = joint.end()
        spans.append((start, end))
        if not all(self._is_unit(part[at:to], strict) for at, to in spans):
            return ()
        return (*spans, *further)

    def _parts_units(
        self, part: str, start: int, joint: re.Match[str], end: int
    ) -> bool:
        """Return whether 和 or the like parts two units, and is not inside the name of one."""
        if joint.start() - start <= 2:
            return False
        if not part.endswith(self._before_joint, start, joint.start()):
            return False
        return part.startswith(self._collectives, joint.end()) or part.endswith(
            self.endings, joint.end(), end
        )

    def _is_unit(self, text: str, strict: bool) -> bool:
        """Return whether a text is the name of a unit; `strict` asks for a word that they end in.

        市教育局 is one; 教育 is one only in a list that is known to be one; 加快推进 is
        none.
        """
        name = "".join(text.split())
        if not self._may_be_name(name):
            return False
        if len(name) <= _LOOSE and (not strict or name.startswith(self._collectives)):
            return True
        return _NESTED.sub("", name).endswith(self.endings)

    def _may_be_name(self, name: str) -> bool:
        """Return whether nothing speaks against a name: its length, beginning, or words."""
        if not 2 <= len(name) <= _NAME or name[0] in _NO_BEGINNING:
            return False
        return self._never.search(name) is None


def group_of(text: str, role: Role | None, units: list[tuple[int, int]]) -> Group:
    """Return units as a group, their names without the blanks in them."""
    return Group(
        role,
        tuple(["".join(text[start:end].split()) for start, end in units]),
        units[0][0],
        units[-1][1],
    )


def parts_of(text: str, start: int, end: int, bracket: str) -> Iterator[Part]:
    """Cut a list at its marks, brackets in it left whole, up to where it ends.

    That is the end of a sentence, the bracket that was opened before it, a line end
    outside brackets, or a further label.
    """
    depth, begin, mark = 0, start, ""
    for found in re.compile(_MARK).finditer(text, start, end):
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
        elif char in "：:":
            return  # what stands before it is a label
        elif _ends_list(text, char, at, bracket):
            end = at
            break
        elif char in "、，,；;":
            if at > begin:
                yield Part(begin, at, mark)
            begin, mark = at + 1, char
        elif char in " 　\t" and at - begin > 2 and text[at - 1] in _BEFORE_BLANK:
            yield Part(begin, at, mark)
            begin, mark = at + 1, "、"
    if end > begin:
        yield Part(begin, end, mark)


def _ends_list(text: str, char: str, at: int, bracket: str) -> bool:
    """Return whether a character ends a list: a full stop, or a line end outside brackets.

    Behind 、 or ， a list goes on in the next line.
    """
    if char == "。":
        return True
    return char in "\r\n" and not bracket and text[at - 1] not in "、，"


def shifted(spans: Spans, by: int) -> list[tuple[int, int]]:
    """Return spans moved by so many characters."""
    return [(start + by, end + by) for start, end in spans]


def _trimmed(text: str, start: int, end: int) -> tuple[int, int]:
    """Return a span without the blanks at both of its ends."""
    while start < end and text[start].isspace():
        start += 1
    while start < end and text[end - 1].isspace():
        end -= 1
    return start, end
