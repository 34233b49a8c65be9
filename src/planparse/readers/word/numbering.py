"""numbering.xml: the labels that Word gives to paragraphs by itself (ISO/IEC 29500-1, 17.9).

An abstract list has up to nine levels; a list (`num`) is one of these, with overrides.
Lists of one abstract list count together.
"""

import re
from dataclasses import dataclass, field

from planparse.readers.word.names import PREFIXES, integer, is_on
from planparse.readers.word.number_formats import written
from planparse.readers.word.styles import Style, Styles
from planparse.readers.xml_events import Attributes, parse
from planparse.readers.zipped import Parts

_LEVELS = 9
_NUMBER = re.compile("%([1-9])")
_PRIVATE = re.compile("[\ue000-\uf8ff]")
"""Bullets from fonts of signs, as Wingdings has them."""
_LONGEST = 64
"""No label is longer; a choice."""
_SUFFIXES = {"nothing": "", "space": " ", "tab": " "}


@dataclass(slots=True)
class Level:
    """A level of a list: how its labels are written, and when it begins again.

    `restart` is the level, from 1, whose paragraphs have it begin again: None for all
    above it, 0 for never. `style` is the paragraph style that belongs to it. `custom` are
    the first numbers as the format "custom" writes them: 001, 002, 003, ...
    """

    start: int = 0
    form: str = "decimal"
    custom: str = ""
    text: str = ""
    suffix: str = "tab"
    restart: int | None = None
    legal: bool = False
    style: str | None = None
    bullet: bool = False
    hidden: bool = False


@dataclass(slots=True)
class _Abstract:
    """An abstract list; `link` is the style of numbering that has its levels instead."""

    levels: dict[int, Level] = field(default_factory=dict)
    link: str | None = None


@dataclass(slots=True)
class _Num:
    """A list: an abstract one, with levels of its own and numbers to start from."""

    abstract: str = ""
    levels: dict[int, Level] = field(default_factory=dict)
    starts: dict[int, int] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Label:
    """A label, what parts it from the text, and the list and level in which it counts."""

    text: str
    suffix: str
    series: str
    level: int

    @property
    def whole(self) -> str:
        """The label with what stands behind it."""
        return self.text + self.suffix if self.text else ""


class Numbering:
    """Counts the paragraphs of the lists of a document, in their order."""

    def __init__(self, parts: Parts, part: str | None, styles: Styles) -> None:
        """Read the part of lists; a document may have none."""
        self._styles = styles
        events = _NumberingEvents()
        if part is not None and part in parts:
            parse(parts, part, events, PREFIXES)
        self._abstracts, self._nums = events.abstracts, events.nums
        self._counts: dict[str, dict[int, int]] = {}
        self._begun: set[tuple[str, int]] = set()
        self._resolved: dict[str, tuple[str, dict[int, Level]]] = {}

    def place(
        self, number: str | None, level: int | None, chain: tuple[Style, ...]
    ) -> tuple[str, int] | None:
        """Return the list and the level of a paragraph, by itself and by its styles.

        None where it is in no list.
        """
        if number is None:
            holder = next((style for style in chain if style.number is not None), None)
            if holder is None or holder.number is None:
                return None
            number = holder.number
            if level is None:
                level = self._linked(number, chain)
            if level is None:
                level = next(
                    (style.level for style in chain if style.level is not None), None
                )
        return None if number == "0" else (number, level or 0)

    def label(self, number: str, level: int) -> Label | None:
        """Count a paragraph, and return its label; None where its list has no such level."""
        name, levels = self._levels(number)
        own = levels.get(level)
        if own is None:
            return None
        counts = self._counts.setdefault(name, {})
        self._count(number, level, levels, counts)
        if own.hidden:
            text = ""
        elif own.bullet:
            text = _PRIVATE.sub("•", own.text)
        else:
            text = _NUMBER.sub(
                lambda found: self._number(
                    int(found[1]) - 1, own, number, levels, counts
                ),
                own.text,
            )
        return Label(text[:_LONGEST], _SUFFIXES.get(own.suffix, " "), name, level)

    def _count(
        self,
        number: str,
        level: int,
        levels: dict[int, Level],
        counts: dict[int, int],
    ) -> None:
        """Count one paragraph more on a level, and let those below begin again."""
        overridden = self._nums[number].starts.get(level)
        if overridden is not None and (number, level) not in self._begun:
            counts[level] = overridden
        elif level in counts:
            counts[level] += 1
        else:
            counts[level] = self._start(number, level, levels)
        self._begun.add((number, level))
        for below in range(level + 1, _LEVELS):
            restart = levels[below].restart if below in levels else None
            if restart is None or 0 < level + 1 <= restart:
                counts.pop(below, None)

    def _start(self, number: str, level: int, levels: dict[int, Level]) -> int:
        """Return the first number of a level in a list."""
        start = self._nums[number].starts.get(level)
        if start is not None:
            return start
        return levels[level].start if level in levels else 1

    def _number(
        self,
        level: int,
        own: Level,
        number: str,
        levels: dict[int, Level],
        counts: dict[int, int],
    ) -> str:
        """Return the number of a level as a label of the level `own` has it."""
        count = counts.get(level, self._start(number, level, levels))
        if level not in levels:
            return ""
        form, custom = levels[level].form, levels[level].custom
        if own.legal and form != "none":
            form = "decimal"
        return written(count, form, custom)

    def _linked(self, number: str, chain: tuple[Style, ...]) -> int | None:
        """Return the level of a list that names a paragraph's style, or one it is based on."""
        _, levels = self._levels(number)
        for style in chain:
            for level, each in levels.items():
                if each.style == style.id:
                    return level
            if style.number is not None:
                return None
        return None

    def _levels(self, number: str) -> tuple[str, dict[int, Level]]:
        """Return the abstract list that a list is, and its levels, overrides among them."""
        found = self._resolved.get(number)
        if found is None:
            found = self._resolved[number] = self._resolve(number)
        return found

    def _resolve(self, number: str) -> tuple[str, dict[int, Level]]:
        """Follow a list to its abstract one, by way of styles of numbering too.

        A loop of these ends where it closes: with the levels that the last one has.
        """
        num = self._nums.get(number)
        if num is None:
            return "", {}
        name, seen = num.abstract, {num.abstract}
        abstract = self._abstracts.get(name, _Abstract())
        while abstract.link is not None:
            style = self._styles.get(abstract.link)
            linked = self._nums.get(style.number or "")
            if linked is None or linked.abstract in seen:
                break
            name = linked.abstract
            seen.add(name)
            abstract = self._abstracts.get(name, _Abstract())
        return name, {**abstract.levels, **num.levels}


class _NumberingEvents:
    """Takes lists from the events of numbering.xml."""

    def __init__(self) -> None:
        """Begin without any list."""
        self.abstracts: dict[str, _Abstract] = {}
        self.nums: dict[str, _Num] = {}
        self._abstract: _Abstract | None = None
        self._num: _Num | None = None
        self._level: Level | None = None
        self._overridden = 0
        self._skipped = 0

    def start(self, name: str, attributes: Attributes) -> None:
        """Note what an element says of the list and the level that are open."""
        match name:
            case "w:abstractNum":
                self._abstract = _Abstract()
                self.abstracts[attributes.get("w:abstractNumId", "")] = self._abstract
            case "w:num":
                self._num = _Num()
                self.nums[attributes.get("w:numId", "")] = self._num
            case "w:abstractNumId" if self._num is not None:
                self._num.abstract = attributes.get("w:val", "")
            case "w:numStyleLink" if self._abstract is not None:
                self._abstract.link = attributes.get("w:val")
            case "w:lvlOverride":
                self._overridden = integer(attributes, "w:ilvl") or 0
            case "w:startOverride" if self._num is not None:
                start = integer(attributes)
                if start is not None:
                    self._num.starts[self._overridden] = start
            case "w:lvl":
                self._begin_level(integer(attributes, "w:ilvl") or 0)
            case "mc:Fallback":
                self._skipped += 1
            case _ if self._level is not None and not self._skipped:
                _note(self._level, name, attributes)

    def _begin_level(self, place: int) -> None:
        """Begin a level, of an abstract list or of a list that overrides one."""
        self._level = Level()
        holder = self._num or self._abstract
        if holder is not None and 0 <= place < _LEVELS:
            holder.levels[place] = self._level

    def end(self, name: str) -> None:
        """Close a list or a level."""
        if name == "w:lvl":
            self._level = None
        elif name == "w:abstractNum":
            self._abstract = None
        elif name == "w:num":
            self._num = None
        elif name == "mc:Fallback":
            self._skipped -= 1

    def text(self, data: str) -> None:
        """Pass over text: lists have none."""


def _note(level: Level, name: str, attributes: Attributes) -> None:
    """Note what an element says of a level."""
    value = attributes.get("w:val", "")
    match name:
        case "w:start":
            level.start = integer(attributes) or 0
        case "w:numFmt":
            level.form = value
            level.custom = attributes.get("w:format", "")
            level.bullet = value == "bullet"
        case "w:lvlText":
            level.text = value
        case "w:suff":
            level.suffix = value
        case "w:lvlRestart":
            level.restart = integer(attributes)
        case "w:isLgl":
            level.legal = is_on(attributes)
        case "w:pStyle":
            level.style = value
        case "w:vanish":
            level.hidden = is_on(attributes)
