"""The names of units: whether a word is one, and what a part of a list of them says."""

import re
from functools import lru_cache
from typing import Literal, NamedTuple

from planparse.facts.owner import ROLES, Role
from planparse.grammar.wordlists import Bodies, OwnerWords
from planparse.text.characters import BRACKET_CLOSINGS, BRACKET_OPENINGS, ROUND, TITLE
from planparse.text.expressions import any_of

How = Literal["strict", "loose", "unknown"]
"""What a name must be: end as those of bodies do; be short; or have nothing of prose."""

_NAME, _LOOSE = 40, 24
"""The longest name of a unit, and of one that does not end like a unit, in characters.

Of 1,901 units in 540 documents the longest has 30, 99 % have at most 17.
"""
_UNKNOWN = range(4, 13)
"""How long the name of an unknown unit is, in characters."""
_NESTED = re.compile(
    f"[{re.escape(BRACKET_OPENINGS)}].*?[{re.escape(BRACKET_CLOSINGS)}]"
)
_SIGNS = "*＊★☆▲△●○◆◇■□※√#"
"""What a unit is marked with as the one that leads."""
_NO_BEGINNING = ROUND.marks + "，、等按-—…的和及与"

Spans = tuple[tuple[int, int], ...]


Kind = Literal["", "of units", "word alone"]
"""Whether a part ends in a word for units (有关部门), or is nothing but one (单位)."""


class Sense(NamedTuple):
    """What a part says by itself.

    `units` are the spans of its units in it, none where it names no unit, and `role`
    is what a word at its end means; where that stands in brackets (市教育局（牵头）) it is
    `noted`, and means this part alone. `shares` says that the units share a task
    (按职责分工), and `should` that it tells what they ought to do (各部门要配合).
    `goes_on` says that the part may continue with an area (县（市）政府), `opens` that
    one may follow (各区). `bare` and `seated` say that these stand without, and with, a
    word for what administers them: 各镇政府、街道办事处 are two units. `closed` says that
    等 ends it, and `kind` whether it is nothing but a
    word for units (单位), or ends in one (有关部门).
    """

    units: Spans
    role: Role | None
    noted: bool
    shares: bool
    should: bool
    goes_on: bool
    opens: bool
    bare: bool
    seated: bool
    closed: bool
    kind: Kind


class UnitNames:
    """Reads the parts of lists of units by the words of `facts/owners.yaml`."""

    def __init__(self, words: OwnerWords, bodies: Bodies) -> None:
        """Take the words of `facts/owners.yaml`, and what names of bodies end in."""
        self._roles: dict[str, Role] = {
            word: role for role in ROLES for word in words.roles[role]
        }
        verbs, joints = any_of(words.verbs), any_of(words.joints)
        shares = f"(?:{any_of(words.by)})(?:{any_of(words.shares)})+"
        manners = f"{any_of(words.manners)}|{shares}"
        nouns = any_of(words.nouns)
        self.done = f"(?:(?:{manners})*(?:{verbs}))+"
        """What units do: 按职责分工负责."""
        being = f"(?:{any_of(words.being)})(?:{any_of(self._roles)})(?:{nouns})"
        self.only_done = rf"[ 　\r\n]*(?:{shares}|(?:{manners})+(?:{verbs})+)[ 　\r\n]*"
        """The same alone, without the units."""
        self._seats = tuple(words.seats)
        self._seat = re.compile(any_of(words.seats))
        self._verb = re.compile(
            rf"[ 　\r\n]*(?:(?P<should>(?:{any_of(words.modals)})+)?(?P<verb>{self.done}|{being})"
            rf"|{ROUND.opens}(?P<noted>{self.done})(?:{nouns})?{ROUND.closes})$"
        )
        collectives = any_of(words.collectives)
        self._asked = re.compile(f"(?:{any_of(words.asked)})(?={collectives})")
        self._shares = re.compile(f"{shares}$")
        self.endings = bodies.endings + bodies.loose
        self._before_joint = (
            *words.bodies,
            *(word for word in self.endings if len(word) > 1),
        )
        self.collectives = tuple(words.collectives)
        areas = any_of(words.areas)
        area = rf"(?:{areas}|{ROUND.opens}(?:{areas}|[、，])+{ROUND.closes})+"
        self.area = re.compile(area)
        self._counted = re.compile(f"^[0-9]{{1,3}}个(?={areas})")
        """13个乡镇 is a name as 各乡镇 is."""
        self._after_area = re.compile(rf"各(?:地|设区)?{area}")
        kinds = f"(?:{any_of(words.kinds)})"
        some = f"(?:{any_of(words.others)})*{kinds}"
        self._kind = re.compile(f"{kinds}(?:(?:{joints})?{kinds})*")
        self._some = re.compile(f"{some}(?:(?:{joints})?{some})*")
        self._kinds = tuple(words.kinds)
        self.trailing = re.compile(
            rf"等(?:[0-9一二三四五六七八九十]+[个家]?)?(?:{some}(?:(?:{joints}|、)?{some})*)?"
            rf"(?=[\W\dA-Za-z_]|$|{joints})|(?:{manners})+$"
        )
        self._leading = re.compile(
            f"(?:{any_of(words.leading)})(?!{any_of(words.collectives)})"
        )
        self._joints = re.compile(joints)
        self._never = re.compile(
            rf"{any_of(words.never)}|^(?:{any_of(words.deeds)})|[{TITLE.marks}：:。|＿_0-9%]|^[\W\dA-Za-z_]*$"
        )
        self._prose = re.compile(any_of(words.prose))
        # A document names the same units again and again.
        self.sense = lru_cache(4096)(self._read_part)

    def _read_part(self, part: str, how: How) -> Sense:
        """Return what a part says; a name with a word for what it does is never loose."""
        verb = self._verb.search(part)
        role = self.role_of(verb["verb"] or verb["noted"]) if verb else None
        start, end = trimmed(part, 0, verb.start() if verb else len(part))
        if leading := self._leading.match(part, start, end):
            start = leading.end()
        if role and how == "loose":
            how = "strict"
        units = self._units(part, start, end, how)
        first, last = (units[0], units[-1]) if units else ((0, 0), (0, 0))
        return Sense(
            units,
            role,
            noted=bool(verb and verb["noted"]),
            should=bool(verb and verb["should"]) or self._asks(part, start, end),
            shares=verb is None and self._shares.search(part, start, end) is not None,
            goes_on=bool(self.area.fullmatch(part, *first)),
            opens=self._after_area.match(part, *last) is not None,
            bare=self._is_bare(part, first),
            seated=part.endswith(self._seats, *last),
            closed=part.startswith("等", last[1]),
            kind=self._kind_of(part, last),
        )

    def _asks(self, part: str, start: int, end: int) -> bool:
        """Return whether a part asks units for something: 请各部门配合."""
        return self._asked.match(part, start, end) is not None

    def _kind_of(self, part: str, unit: tuple[int, int]) -> Kind:
        """Return whether a unit ends in a word for units, or is nothing but one."""
        if not part.endswith(self._kinds, *unit):
            return ""
        alone = self._some.fullmatch(part, *unit) is not None
        return "word alone" if alone else "of units"

    def is_kind(self, text: str) -> bool:
        """Return whether a text is nothing but a word for units: 单位, 部门和单位."""
        return self._kind.fullmatch(text) is not None

    def _is_bare(self, part: str, unit: tuple[int, int]) -> bool:
        """Return whether a unit has no word for a seat at its end, or is nothing but one.

        各镇 is bare, and so is 政府 alone; 各镇政府 is not.
        """
        alone = self._seat.fullmatch(part, *unit) is not None
        return alone or not part.endswith(self._seats, *unit)

    def role_of(self, verb: str) -> Role:
        """Return the role that a verb means, by the first of ROLES that has a word in it."""
        meant = {role for word, role in self._roles.items() if word in verb}
        return next((role for role in ROLES if role in meant), "responsible")

    def _units(self, part: str, start: int, end: int, how: How) -> Spans:
        """Return the spans of the units of a part, none where it names no unit.

        市教育局和各区 are two, 市住房和城乡建设局 is one.
        """
        further: Spans = ()
        if trailing := self.trailing.search(part, start, end):
            if joint := self._joints.match(part, trailing.end(), end):
                further = self._units(part, joint.end(), end, how)
                if not further:
                    return ()
            end = trailing.start()
        spans = []
        for joint in self._joints.finditer(part, start, end):
            if self._parts_units(part, start, joint, end):
                spans.append((start, joint.start()))
                start = joint.end()
        spans.append((start, end))
        if not all(self.is_unit(part[at:to], how) for at, to in spans):
            return ()
        return (*spans, *further)

    def _parts_units(
        self, part: str, start: int, joint: re.Match[str], end: int
    ) -> bool:
        """Return whether 和 or the like parts two units, and is not inside the name of one.

        有关部门和单位 is one.
        """
        if joint.start() - start <= 2:
            return False
        if not part.endswith(self._before_joint, start, joint.start()):
            return False
        if self._kind.fullmatch(part, joint.end(), end):
            return False
        if self._seat.fullmatch(part, joint.end(), end):  # 各县党委和政府
            return False
        return part.startswith(self.collectives, joint.end()) or part.endswith(
            self.endings, joint.end(), end
        )

    def is_unit(self, text: str, how: How) -> bool:
        """Return whether a text is the name of a unit.

        市教育局 is one; 教育 is one only in a list that is known to be one; 东湖文旅 may
        be one beside others that are; 加快推进 is none.
        """
        name = self._counted.sub("各", "".join(text.split()))
        if not self._may_be_name(name):
            return False
        if len(name) <= _LOOSE and (
            how == "loose" or name.startswith(self.collectives)
        ):
            return True
        if self._ends_like_a_body(name):
            return True
        may_be = how == "unknown" and len(name) in _UNKNOWN
        return may_be and self._prose.search(name) is None

    def is_known(self, name: str) -> bool:
        """Return whether a name ends as those of bodies do, or begins as those of many do."""
        return name.startswith(self.collectives) or self._ends_like_a_body(name)

    def is_sure(self, name: str) -> bool:
        """Return whether a name is known and has nothing of prose but in the name of a body."""
        if not self.is_known(name):
            return False
        return not name.startswith(self.collectives) or not self._prose.search(name)

    def _ends_like_a_body(self, name: str) -> bool:
        """Return whether a name ends as those of bodies do, brackets in it left out."""
        return _NESTED.sub("", name).endswith(self.endings)

    def _may_be_name(self, name: str) -> bool:
        """Return whether nothing speaks against a name: its length, beginning, or words."""
        if not 2 <= len(name) <= _NAME or name[0] in _NO_BEGINNING:
            return False
        return self._never.search(name) is None


def trimmed(text: str, start: int, end: int) -> tuple[int, int]:
    """Return a span without the blanks and the signs (★) at both of its ends."""
    while start < end and (text[start].isspace() or text[start] in _SIGNS):
        start += 1
    while start < end and (text[end - 1].isspace() or text[end - 1] in _SIGNS):
        end -= 1
    return start, end
