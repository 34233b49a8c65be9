"""Owners: the units that answer for a task, by role, where they stand in a text."""

import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from typing import Any, NamedTuple

from planparse.facts.unit_lists import (
    ROLES,
    Group,
    Role,
    UnitLists,
    group_of,
)
from planparse.grammar.wordlists import Bodies, OwnerWords
from planparse.lazy import lazy
from planparse.text.characters import (
    BRACKET_CLOSINGS,
    BRACKET_OPENINGS,
    LENTICULAR,
    ROUND,
    SQUARE,
)
from planparse.text.expressions import any_of

_LONGEST = 500
"""How far a list of units may reach, in characters."""
_LABEL = 24
"""How far before a colon a label may begin, in characters."""
_GAP = r"[ 　\r\n]*"
_STOP = rf"[{re.escape(BRACKET_OPENINGS + BRACKET_CLOSINGS)}。：:\r\n]"
_BEFORE_LABEL = frozenset(BRACKET_OPENINGS + ROUND.closing + "；;，,。\r\n 　")
_SENTENCE_ENDS = frozenset("。！？；;\r\n 　")
_ENDS = frozenset("。\n\r" + ROUND.closing)


class Owner(NamedTuple):
    """Who answers for a task in one role.

    The span is that of the list of units, from the first to the last.
    """

    role: Role
    units: tuple[str, ...]
    start: int
    end: int


class Owners:
    """Finds owners by the words of `facts/owners.yaml`.

    They stand behind a label (责任单位：), before a word at the end of brackets or of a
    whole sentence (（市教育局牵头，各区配合）), or alone in brackets that end a line.
    """

    def __init__(self, words: OwnerWords, bodies: Bodies) -> None:
        """Take the words of `facts/owners.yaml`, and what names of bodies end in."""
        self.kept: dict[str, Any] = {}
        self._words, self._bodies = words, bodies
        self._roles: dict[str, Role] = {
            word: role for role in ROLES for word in words.roles[role]
        }
        self._bracketed = frozenset(words.bracketed)
        # The labels that nearly all are, where nothing stands before that may belong to them.
        self._plain = {
            f"{word}{noun}": role
            for word, role in self._roles.items()
            for noun in words.nouns
        }

    @lazy
    def _lists(self) -> UnitLists:
        """What reads the lists of units; most plans have none."""
        return UnitLists(self._words, self._bodies)

    @lazy
    def _label(self) -> re.Pattern[str]:
        """A label that ends before a mark: 责任单位, 牵头领导（部门）."""
        words = self._words
        ranks = any_of(words.ranks)
        nouns = "|".join(_GAP.join(map(re.escape, noun)) for noun in words.nouns)
        return re.compile(
            rf"(?P<role>{any_of(self._roles)}){_GAP}(?:{ranks})?{_GAP}(?P<noun>{nouns})?"
            rf"(?:{ROUND.around('{1,8}')})?[ 　]?$"
        )

    @lazy
    def _places(self) -> "tuple[tuple[str, str, _Reader], ...]":
        """What to look for: a closing mark, an expression around it, and a reader."""
        words = self._words
        tails, nouns, sentences = map(
            _last_characters, (words.verbs, words.nouns, words.sentences)
        )
        labels = _last_characters((*words.nouns, *self._roles))
        aside = _last_characters(words.asides)
        endings = self._bodies.endings + self._bodies.loose
        units = re.escape(_last_characters(endings)) + "等" + ROUND.closing
        line_end = rf"(?<=[{units}]MARK)(?=[。；;]?[ 　]*+(?:[\r\n]|\Z))"
        kinds: tuple[tuple[str, str, _Reader], ...] = (
            ("：:", f"(?<=[{labels}{ROUND.closing}]MARK)", self._behind_label),
            (
                LENTICULAR.closing + SQUARE.closing,
                f"(?<=[{nouns}]MARK)",
                self._behind_label,
            ),
            (
                BRACKET_CLOSINGS,
                f"(?:(?<=[{tails}{aside}同]MARK)|(?<=[{tails}]。MARK))",
                self._in_brackets,
            ),
            (BRACKET_CLOSINGS, line_end, self._in_last_brackets),
            ("。", f"(?<=[{sentences}]MARK)", self._in_sentence),
        )
        return tuple(
            (mark, f"MARK{around}".replace("MARK", re.escape(mark)), read)
            for marks, around, read in kinds
            for mark in marks
        )

    def find(
        self, text: str, start: int, end: int, _year: int | None = None
    ) -> list[Owner]:
        """Return the owners in `text[start:end]`, in order of place."""
        # Most texts have few shapes of brackets.
        marks = {
            mark for mark, _, _ in self._places if text.find(mark, start, end) >= 0
        }
        found = [
            owner
            for mark, expression, read in self._places
            if mark in marks
            # Compiled once, where there is need.
            for match in re.compile(expression).finditer(text, start, end)
            for owner in read(text, match.start(), start, end)
        ]
        found.sort(key=_place)
        return list(_apart(found))

    def _behind_label(
        self, text: str, mark: int, low: int, end: int
    ) -> Iterator[Owner]:
        """Yield the owners behind a label: 责任单位：, 【责任单位】."""
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
        furthest = min(end, start + _LONGEST)
        stop = re.compile(_STOP).search(text, start, furthest)
        goes_on = stop is None or _runs_past(text, stop, bracket)
        to = furthest if stop is None or goes_on else stop.end()
        groups = self._lists.behind_label(text[start:to], bracket)
        yield from _owners(groups, start, role)

    def _named(self, text: str, mark: int, low: int) -> tuple[int, Role, bool] | None:
        """Return the label that ends at a place: where it begins, and its role.

        The third value says whether it also counts outside brackets.
        """
        begin = mark - 4
        if begin > low and text[begin - 1] in _BEFORE_LABEL:
            role = self._plain.get(text[begin:mark])
            if role:
                return begin, role, text[begin : begin + 2] not in self._bracketed
        label = self._label.search(text, max(low, mark - _LABEL), mark)
        if label is None:
            return None
        word = label["role"]
        sure = word not in self._bracketed and label["noun"] is not None
        return label.start(), self._roles[word], sure

    def _in_brackets(
        self, text: str, closer: int, low: int, _end: int
    ) -> Iterator[Owner]:
        """Yield the owners that brackets name with what they do: （市教育局牵头）."""
        opener = _opener(text, closer, max(low, closer - _LONGEST))
        if opener is None:
            return
        colon = max(text.rfind("：", opener, closer), text.rfind(":", opener, closer))
        start = max(colon, opener) + 1
        if start == opener + 1 or not self._label.search(text, opener + 1, start - 1):
            groups = self._lists.statement(text[start:closer], text[opener])
            yield from _owners(groups, start)

    def _in_last_brackets(
        self, text: str, closer: int, low: int, _end: int
    ) -> Iterator[Owner]:
        """Yield the units of brackets that have nothing else in them and end a paragraph."""
        opener = _opener(text, closer, max(low, closer - _LONGEST))
        if opener is None or opener == low or text.find("：", opener, closer) >= 0:
            return
        after_sentence = text[opener - 1] in _SENTENCE_ENDS
        if not after_sentence and not text.startswith(
            self._lists.levels, opener + 1, closer
        ):
            return
        units = self._lists.only_units(text, opener + 1, closer, text[opener])
        names = [text[start:end] for start, end in units]
        if max(map(len, names), default=0) <= 2:
            return
        if after_sentence:
            known = self._are_of_level(names) or self._are_many(names)
        else:  # behind a name such brackets have its other name
            known = self._are_of_level(names) and not text.endswith(
                self._lists.endings, low, opener
            )
        if known:
            yield from _owners([group_of(text, "responsible", units)], 0)

    def _are_of_level(self, names: Sequence[str]) -> bool:
        """Return whether all names say of which level they are: 市教育局, 区水利局."""
        return all(name.startswith(self._lists.levels) for name in names)

    def _are_many(self, names: Sequence[str]) -> bool:
        """Return whether names are a list of units, and not areas: 教育局、水利局, not 县、区."""
        return len(names) > 1 and not all(map(self._lists.area.fullmatch, names))

    def _in_sentence(
        self, text: str, stop: int, low: int, _end: int
    ) -> Iterator[Owner]:
        """Yield the owners that a whole sentence names: 市教育局牵头，各区配合。."""
        start = max(low, stop - _LONGEST)
        start = max(start, _sentence(text, start, stop))
        yield from _owners(self._lists.statement(text[start:stop], ""), start)


def _last_characters(words: Iterable[str]) -> str:
    """Return the characters that the words end in, for a class of a regular expression."""
    return "".join(dict.fromkeys(word[-1] for word in words))


def _runs_past(text: str, stop: re.Match[str], bracket: str) -> bool:
    """Return whether a list goes on behind a mark: a bracket opens, or it is wrapped there."""
    if stop[0] in BRACKET_OPENINGS:
        return True
    return stop[0] in "\r\n" and bool(bracket or text[stop.start() - 1] in "、，")


def _owners(
    groups: Iterable[Group], at: int, role: Role = "responsible"
) -> Iterator[Owner]:
    """Yield the owners of the groups of a list that begins at a place.

    `role` is that of its label.
    """
    for group in groups:
        yield Owner(group.role or role, group.units, at + group.start, at + group.end)


def _opener(text: str, closer: int, low: int) -> int | None:
    """Return where the bracket opens that closes at a place, whatever its shape."""
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
    """Return the bracket that is open at a place, within reach and the same paragraph.

    Empty where none is.
    """
    low = max(low, at - _LONGEST)
    opener = _last(text, BRACKET_OPENINGS, low, at)
    if opener < 0:
        return ""
    if _is_right_over(text, opener, at):
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


def _is_right_over(text: str, opener: int, at: int) -> bool:
    """Return whether neither a bracket closes nor a line ends from a bracket to a place.

    That is the usual case; it spares the way back character by character.
    """
    return _last(text, BRACKET_CLOSINGS + "\r\n", opener, at) < 0


def _last(text: str, marks: str, start: int, end: int) -> int:
    """Return where the last of some marks stands, -1 where none does."""
    return max([text.rfind(mark, start, end) for mark in marks])


def _sentence(text: str, low: int, end: int) -> int:
    """Return where the sentence begins that ends at a place."""
    return _last(text, "。；！？\n\r：" + ROUND.closing, low, end) + 1


def _place(owner: Owner) -> tuple[int, int]:
    """Return where an owner stands; of two that begin alike the longer comes first."""
    return owner.start, -owner.end


def _apart(owners: Iterable[Owner]) -> Iterator[Owner]:
    """Leave out what begins inside the one before."""
    reached = -1
    for owner in owners:
        if owner.start >= reached:
            reached = owner.end
            yield owner


_Reader = Callable[[str, int, int, int], Iterator[Owner]]
"""Reads the owners at a mark: the text, the place, the bounds of what is looked at."""
