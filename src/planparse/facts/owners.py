"""Owners: the units that answer for a task, by role, where they stand in a text."""

import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from typing import TYPE_CHECKING, Any

from planparse.facts.first_leads import FirstLeads
from planparse.facts.owner import ROLES, Owner, Role
from planparse.facts.unit_lists import Group, UnitLists
from planparse.grammar.wordlists import Bodies, OwnerWords
from planparse.lazy import lazy
from planparse.text.brackets import opening_before
from planparse.text.characters import (
    BRACKET_CLOSINGS,
    BRACKET_OPENINGS,
    LENTICULAR,
    ROUND,
    SQUARE,
)
from planparse.text.expressions import any_of
from planparse.text.places import places_of

if TYPE_CHECKING:
    from planparse.facts.leaders import Leaders

_LONGEST = 500
"""How far a list of units may reach, in characters."""
_LABEL, _REMARKED = 24, 44
"""How far before a colon a label may begin, in characters; with brackets at its end."""
_BESIDE = 200
"""How far from a label another may stand that tells what it is about, in characters."""
_SHARED = rf"负责(?!人)[^\W\d_]{{2,20}}(?=[{ROUND.closing}])"
"""Who does what, before a bracket: 市财政局负责拨款."""
_TO_WHOM = 4
"""So many characters may stand before 由, behind the matter: 按分工交由."""
_GAP = r"[ 　\r\n]*"
_OF_DOCUMENT = f"{_GAP}本"
"""A sentence that begins so is of the document itself: 本措施自印发之日起施行，由."""
_STOP = rf"[{re.escape(BRACKET_OPENINGS + BRACKET_CLOSINGS)}。：:\r\n]"
_BEFORE_LABEL = frozenset(BRACKET_OPENINGS + ROUND.closing + "；;，,。\r\n 　")
_SENTENCE_ENDS = frozenset("。！？；;\r\n 　")
_CLAUSE_END = r"[，,；;。：:！？\r\n]|\Z"
_BEFORE_WORD = frozenset("。；;\r\n 　\t" + BRACKET_OPENINGS + BRACKET_CLOSINGS)
_ENDS = frozenset("。\n\r" + ROUND.closing)
_BEFORE_BARE = frozenset("\r\n 　\t" + ROUND.opening)
_NO_NAMES = frozenset("：:\r\n")


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
        self._sentences = words.sentences
        self._verbs = tuple(words.verbs)
        self._persons_labelled = (*words.leaders, *ROUND.closing, " ", "　")
        # The labels that nearly all are, where nothing stands before that may belong to them.
        self._plain = {
            f"{word}{noun}": role
            for word, role in self._roles.items()
            for noun in words.nouns
        }

    @lazy
    def _lists(self) -> UnitLists:
        """What reads the lists of units; most plans have none."""
        return UnitLists(self._words, self._bodies, self._first)

    @lazy
    def _first(self) -> FirstLeads:
        """What knows the remarks on which unit of a list leads."""
        return FirstLeads(self._words)

    @lazy
    def _leaders(self) -> "Leaders":
        """What reads persons and posts; few plans name any."""
        from planparse.facts.leaders import Leaders

        return Leaders(self._words, self._lists.names)

    @lazy
    def _label(self) -> re.Pattern[str]:
        """A label that ends before a mark: 责任单位, 牵头领导（部门）."""
        words = self._words
        ranks = any_of(words.ranks)
        nouns = "|".join(_GAP.join(map(re.escape, noun)) for noun in words.nouns)
        return re.compile(
            rf"(?P<role>{any_of(self._roles)}){_GAP}(?:{ranks})?{_GAP}(?P<noun>{nouns})?"
            rf"(?:{ROUND.around('{1,30}')})?[ 　]?$"
        )

    @lazy
    def _opens(self) -> re.Pattern[str]:
        """The end of a clause that says what units do, before another clause."""
        words = self._words
        return re.compile(
            rf"(?:{any_of(words.opening)})(?:{any_of(words.onward)})?[，,；;]"
        )

    @lazy
    def _before_clauses(self) -> tuple[Sequence[re.Pattern[str]], ...]:
        """What units do before the end of a clause, and labels before a blank.

        Each word has an expression of its own: what begins with one character is found fast.
        """
        words = self._words
        onward, labels = any_of(words.onward), words.nouns[:2]
        return (
            [
                re.compile(rf"{word}(?:{onward})?+(?=[，,；;。\r\n]|\Z)")
                for word in words.opening
            ],
            [re.compile(rf"{noun}(?=[ 　\t为])") for noun in labels],
        )

    @lazy
    def _before_marks(self) -> tuple[frozenset[str], ...]:
        """The characters that stand before a mark where there may be owners.

        The first end a label before a colon. The others stand in brackets: at the end of a
        label, of what units do before a full stop, of that or a time, and of a unit.
        """
        words, bodies = self._words, self._bodies
        nouns, persons = _last_characters(words.nouns), _last_characters(words.leaders)
        tails = _last_characters(words.verbs)
        return (
            nouns | persons | _last_characters(self._roles) | {*ROUND.closing},
            nouns | persons | _last_characters(words.alone),
            tails,
            tails
            | _last_characters((*words.asides, *words.shares))
            | {*"日同0123456789"},
            _last_characters(bodies.endings + bodies.loose) | {"等", *ROUND.closing},
        )

    @lazy
    def _sentence_end(self) -> re.Pattern[str]:
        """The end of a sentence that may name owners."""
        ends = _last_characters(self._words.verbs)
        return re.compile(f"。(?<=[{''.join(sorted(ends))}]。)")

    def find(
        self, text: str, start: int, end: int, _year: int | None = None
    ) -> list[Owner]:
        """Return the owners in `text[start:end]`, in order of place."""
        found = [
            owner
            for places, read in self._places(text, start, end)
            for place in places
            for owner in read(text, place, start, end)
        ]
        found.sort(key=_place)
        found = list(_apart(found))
        if any(len(owner.units) > 1 for owner in found):
            return list(self._first.applied(text, start, end, found))
        return found

    def _places(
        self, text: str, start: int, end: int
    ) -> "Iterator[tuple[list[int], _Reader]]":
        """Yield the marks at which owners may stand, and how they are read there.

        The character before a mark tells at once of most that there are none.
        """
        labels, titles, tails, notes, units = self._before_marks
        yield (
            [
                at
                for mark in "：:"
                for at in places_of(text, mark, start, end)
                if text[at - 1 : at] in labels
            ],
            self._behind_label,
        )
        in_titles, in_notes, last = [], [], []
        for mark in BRACKET_CLOSINGS:
            for at in places_of(text, mark, start, end):
                before = text[at - 1 : at]
                if before in titles and mark in _TITLE_CLOSINGS:
                    in_titles.append(at)
                if before in notes or (
                    before == "。" and text[at - 2 : at - 1] in tails
                ):
                    in_notes.append(at)
                if before in units and _ends_sentence(text, at + 1, end):
                    last.append(at)
        yield in_titles, self._behind_label
        yield in_notes, self._in_brackets
        yield last, self._in_last_brackets
        yield (
            [
                found.end()
                for found in re.compile(_SHARED).finditer(text, start, end)
                if text[found.end() - 1] not in notes
            ],
            self._in_shares,
        )
        yield (
            [
                stop
                for found in self._sentence_end.finditer(text, start, end)
                for stop in [found.start()]
                if text.endswith(self._verbs, start, stop)
            ],
            self._in_sentence,
        )
        done, bare = self._before_clauses
        for word in done:
            ends = word.finditer(text, start, end)
            yield [found.end() for found in ends], self._in_clauses
        for noun in bare:
            ends = noun.finditer(text, start, end)
            yield [found.end() for found in ends], self._behind_blank

    def _behind_label(
        self, text: str, mark: int, low: int, end: int
    ) -> Iterator[Owner]:
        """Yield the owners behind a label: 责任单位：, 【责任单位】."""
        named = self._named(text, mark, low)
        if named is None:
            yield from self._persons(text, mark, low, end)
            return
        begin, role, sure = named
        bracket = _bracket_over(text, begin, low)
        if text[mark] in BRACKET_CLOSINGS:
            if not bracket:
                return
            bracket = ""
        if not bracket and not sure and self._stands_alone(text, begin, mark):
            yield from self._behind_word(text, mark, end, role)
            return
        if not bracket and not (
            self._is_of_task(text, begin, role)
            if sure
            else self._is_due(text, begin, mark)
        ):
            # 主办单位 of an event; 落实： of prose
            yield from self._above_items(text, mark, low)
            return
        start = mark + 1
        furthest = min(end, start + _LONGEST)
        stop = re.compile(_STOP).search(text, start, furthest)
        goes_on = stop is None or _runs_past(text, stop, bracket)
        to = furthest if stop is None or goes_on else stop.end()
        if bracket:
            yield from self._before_label(text, begin, low)
        elif text[start:to].isspace():
            yield from self._on_next_line(text, start, end, role)
            return
        groups = self._lists.behind_label(text[start:to], bracket)
        yield from _owners(groups, start, role)

    def _on_next_line(
        self, text: str, start: int, end: int, role: Role
    ) -> Iterator[Owner]:
        """Yield the owners on the line below a label, where it has nothing else."""
        line = re.compile(r"\s{1,8}([^\s。；;][^\r\n]{1,200})").match(text, start, end)
        if line is None:
            return
        groups = self._lists.behind_label(line[1], "")
        rest = line[1][groups[-1].end :].strip("。；;，, 　") if groups else ""
        alone = not rest or self._lists.names.trailing.fullmatch(rest)
        if alone and self._are_bodies(groups, handed=False):
            yield from _owners(groups, line.start(1), role)

    def _stands_alone(self, text: str, begin: int, mark: int) -> bool:
        """Return whether a word alone is a label at the head of a line: 牵头：, 【配合】."""
        if text[begin:mark].strip() not in self._words.alone:
            return False
        return not text[:begin] or text[begin - 1] in _BEFORE_WORD

    def _behind_word(
        self, text: str, mark: int, end: int, role: Role
    ) -> Iterator[Owner]:
        """Yield the owners behind such a word, where nothing but names of units is there."""
        start = mark + 1
        line = re.compile(r"[\r\n]").search(text, start, min(end, start + _LONGEST))
        to = line.start() if line else min(end, start + _LONGEST)
        groups = self._lists.behind_label(text[start:to], "")
        if all(self._lists.names.is_sure(u) for one in groups for u in one.units):
            yield from _owners(groups, start, role)

    def _behind_blank(
        self, text: str, mark: int, low: int, end: int
    ) -> Iterator[Owner]:
        """Yield the owners behind a label that has no colon: 责任单位 , 责任单位为.

        It stands at the head of a line or, with 为, of a clause.
        """
        named = self._named(text, mark, low)
        if named is None:
            return
        begin, role, sure = named
        is_clause = text[mark] == "为"
        heads = _BEFORE_LABEL if is_clause else _BEFORE_BARE
        if not sure or (begin > low and text[begin - 1] not in heads):
            return
        mark += is_clause
        further = any_of((*self._plain, *self._words.due))
        stop = re.compile(rf"[\r\n]|{further}").search(
            text, mark, min(end, mark + _LONGEST)
        )
        to = stop.start() if stop else min(end, mark + _LONGEST)
        start = to - len(text[mark:to].lstrip())
        groups = self._lists.behind_label(text[start:to].rstrip(), "")
        in_brackets = is_clause and text[begin - 1 : begin] in BRACKET_OPENINGS
        if in_brackets or self._are_bodies(groups, handed=False):
            yield from _owners(groups, start, role)

    def _is_due(self, text: str, begin: int, mark: int) -> bool:
        """Return whether 主办单位 and the like are of a task: 办结时限 stands near."""
        if not text.endswith(tuple(self._words.nouns), begin, mark):
            return False
        around = text[max(0, begin - _BESIDE) : begin + _BESIDE]
        return re.search(any_of(self._words.due), around) is not None

    def _before_label(self, text: str, begin: int, low: int) -> Iterator[Owner]:
        """Yield the owners that brackets name before a label: （市水务局牵头；指导单位：…）."""
        opener = _last(text, BRACKET_OPENINGS, max(low, begin - _LONGEST), begin)
        named = text[opener + 1 : begin].rstrip("；;，,。 　")
        if named and _NO_NAMES.isdisjoint(named):
            timed = text.startswith(tuple(self._words.due), begin)
            groups = self._lists.statement(named, text[opener], timed)
            yield from _owners(groups, opener + 1)

    def _persons(self, text: str, mark: int, low: int, end: int) -> Iterator[Owner]:
        """Yield the persons and posts behind a label: 责任领导：."""
        if not text.endswith(self._persons_labelled, low, mark):
            return
        begin = self._leaders.label(text, mark, low)
        if begin is None:
            return
        bracket = _bracket_over(text, begin, low)
        if text[mark] in BRACKET_CLOSINGS:
            if not bracket:
                return
            bracket = ""
        yield from _owners(self._leaders.read(text, mark + 1, end, bracket), 0)

    def _is_of_task(self, text: str, begin: int, role: Role) -> bool:
        """Return whether a label is that of a task: 指导单位 beside 主办单位 is of an event."""
        if role != "guide":
            return True
        around = text[max(0, begin - _BESIDE) : begin + _BESIDE]
        words = self._words
        events = f"(?:{any_of(words.bracketed)})(?:{any_of(words.nouns)})"
        return re.search(events, around) is None

    def _above_items(self, text: str, colon: int, low: int) -> Iterator[Owner]:
        """Yield the owners of what a sentence heads: 以下工作由市教育局负责：."""
        if text[colon] in BRACKET_CLOSINGS:
            return
        start = max(low, colon - _LONGEST)
        start = max(start, _sentence(text, start, colon))
        if self._is_scope(text, start, colon):
            yield from _owners(self._lists.statement(text[start:colon], ""), start)

    def _is_scope(self, text: str, start: int, end: int) -> bool:
        """Return whether a sentence begins with what it is about: 本节由."""
        if text.find("由", start, end) < 0:
            return False
        return self._lists.scope.match(text, start, end) is not None

    def _named(self, text: str, mark: int, low: int) -> tuple[int, Role, bool] | None:
        """Return the label that ends at a place: where it begins, and its role.

        The third value says whether it also counts outside brackets.
        """
        begin = mark - 4
        if begin > low and text[begin - 1] in _BEFORE_LABEL:
            role = self._plain.get(text[begin:mark])
            if role:
                return begin, role, text[begin : begin + 2] not in self._bracketed
        reach = _REMARKED if text[mark - 1] in ROUND.closing else _LABEL
        label = self._label.search(text, max(low, mark - reach), mark)
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
        if opener is None or text[opener + 1 : closer].isdecimal():  # 〔2016〕
            return
        colon = max(text.rfind("：", opener, closer), text.rfind(":", opener, closer))
        start = max(colon, opener) + 1
        if colon > opener:  # （市水务局牵头；完成时限：6月底）
            before = _last(text, "；;，,。", opener, colon) + 1
            yield from self._before_label(text, before, low)
        if start == opener + 1 or not self._label.search(text, opener + 1, start - 1):
            groups = self._lists.statement(text[start:closer], text[opener])
            yield from _owners(groups, start)

    def _in_shares(
        self, text: str, closer: int, low: int, _end: int
    ) -> Iterator[Owner]:
        """Yield the owners of brackets that say who does what.

        （市教育局负责选点，市财政局负责拨款）
        """
        opener = _opener(text, closer, max(low, closer - _LONGEST))
        if opener is None:
            return
        start = opener + 1
        found: list[Owner] = []
        clauses = re.compile(r"[^，,；;。]+").finditer(text, start, closer)
        for clause in clauses:
            share = self._share.fullmatch(clause[0])
            units = share[1] if share else clause[0]
            groups = self._lists.statement(units, text[opener])
            if not self._are_bodies(groups, handed=False):
                return
            found += _owners(groups, clause.start())
        if len(found) > 1:
            yield from found

    @lazy
    def _share(self) -> re.Pattern[str]:
        """Match what one unit does: 市财政局负责拨款, but not 市财政局负责人."""
        opening = any_of(self._words.opening)
        return re.compile(rf"(.+?(?:{opening}))(?!人)[^\W\d_]{{2,20}}")

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
        start = opener + 1
        stop = start + self._first.list_end(text[start:closer])
        units = self._lists.only_units(text, start, stop, text[opener])
        if units is None:
            groups = self._lists.statement(text[start:closer], text[opener])
            yield from _owners(groups, start)
            return
        names = units.units
        if max(map(len, names), default=0) <= 2:
            return
        if after_sentence:
            known = self._are_many(units) or self._are_mostly_of_level(units)
        else:  # behind a name such brackets have its other name
            known = self._are_of_level(units) and not text.endswith(
                self._lists.names.endings, low, opener
            )
        if known:
            yield from _owners([units], 0)

    def _are_of_level(self, group: Group) -> bool:
        """Return whether all known units say of which level they are: 市教育局, 区水利局."""
        return all(
            name.startswith(self._lists.levels) or name in group.unknown
            for name in group.units
        )

    def _are_mostly_of_level(self, group: Group) -> bool:
        """Return whether so many names say of which level they are that the rest are units too."""
        of_level = sum(name.startswith(self._lists.beginnings) for name in group.units)
        return 2 * of_level >= len(group.units)

    def _are_many(self, group: Group) -> bool:
        """Return whether names are a list of units, and not areas: 教育局、水利局, not 县、区."""
        if len(group.units) == 1 or group.unknown:
            return False
        return not all(map(self._lists.names.area.fullmatch, group.units))

    def _in_sentence(
        self, text: str, stop: int, low: int, _end: int
    ) -> Iterator[Owner]:
        """Yield the owners that a whole sentence names: 市教育局牵头，各区配合。.

        In brackets another may stand behind it.
        """
        start = max(low, stop - _LONGEST)
        opener = _open_in_line(text, start, stop)
        if opener >= 0:
            named = text[opener + 1 : stop]
            yield from _owners(self._lists.statement(named, text[opener]), opener + 1)
            return
        whole = text.endswith(self._sentences, start, stop)
        if not whole and text.find("由", start, stop) < 0:
            return
        start = max(start, _sentence(text, start, stop))
        if text.endswith(self._sentences, start, stop) or self._is_scope(
            text, start, stop
        ):
            yield from _owners(self._lists.statement(text[start:stop], ""), start)

    def _in_clauses(self, text: str, stop: int, low: int, end: int) -> Iterator[Owner]:
        """Yield the owners with which a sentence begins: 市教育局牵头，各区实施，6月底前完成。.

        So do those behind ，由.
        """
        start = _sentence(text, max(low, stop - _LONGEST), stop)
        start = max(start, low, stop - _LONGEST)
        begin, start = start, _behind_matter(text, start, stop)
        if start > begin and re.compile(_OF_DOCUMENT).match(text, begin):
            return
        if _last(text, BRACKET_OPENINGS, start, stop) >= 0:
            return
        # A list of such clauses is read at its first.
        if self._opens.search(text, start, stop):
            return
        furthest = min(end, start + _LONGEST)
        groups = self._lists.statement(text[start:stop], "")
        if not groups:
            return
        are_bodies = self._are_bodies(groups, handed=start > begin)
        for mark in re.compile(_CLAUSE_END).finditer(text, stop + 1, furthest):
            longer = self._lists.statement(text[start : mark.start()], "")
            if len(longer) < len(groups) or mark[0] not in "，,；;":
                groups = max(groups, longer, key=len)
                break
            groups = longer
        if not (are_bodies or self._are_bodies(groups, handed=start > begin)):
            return
        # 由商务部负责 is of prose.
        if groups[0].role == "lead" or (len(groups) > 1 and start == begin):
            yield from _owners(groups, start)

    def _are_bodies(self, groups: Iterable[Group], *, handed: bool) -> bool:
        """Return whether all units are bodies of a level, or all such of some kind.

        What is `handed` to them may be so to an area as well: ，由江北县牵头. Where they have
        several roles, one need not be of a level: 财政局配合.
        """
        groups = list(groups)
        units = [name for group in groups for name in group.units]
        bodies = tuple(self._words.bodies) if len(groups) > 1 else ()
        begins = (*self._lists.beginnings, *self._words.collectives)
        seats = self._words.seats
        areas = tuple(
            area for area in self._words.areas if handed and area not in seats
        )
        return bool(units) and all(
            (
                name.startswith(begins)
                or name[0].isdecimal()  # 13个乡镇
                or (len(name) > 2 and name.endswith((*areas, *bodies)))
            )
            and self._lists.names.is_sure(name)
            for name in units
        )


def _last_characters(words: Iterable[str]) -> frozenset[str]:
    """Return the characters that the words end in."""
    return frozenset(word[-1] for word in words)


def _ends_sentence(text: str, at: int, end: int) -> bool:
    """Return whether a sentence or the line ends at a place, blanks left out."""
    if text[at : at + 1] in ("。", "；", ";"):
        return True
    while at < end and text[at] in " 　":
        at += 1
    return at >= end or text[at] in "\r\n"


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
        start, end = at + group.start, at + group.end
        yield Owner(group.role or role, group.units, group.unknown, start, end)


def _opener(text: str, closer: int, low: int) -> int | None:
    """Return where the bracket opens that closes at a place, whatever its shape."""
    shape = text[closer]
    at = text.rfind(BRACKET_OPENINGS[BRACKET_CLOSINGS.index(shape)], low, closer)
    if at >= 0 and text.find(shape, at, closer) < 0:
        return at
    if _last(text, BRACKET_OPENINGS, low, closer) < 0:
        return None
    at = opening_before(text, closer, low)
    return None if at < 0 else at


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


def _open_in_line(text: str, low: int, at: int) -> int:
    """Return where the bracket opens that is open at a place, -1 where none is in its line."""
    return opening_before(text, at, max(low, text.rfind("\n", low, at)))


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


def _behind_matter(text: str, start: int, end: int) -> int:
    """Return where it begins what units do, behind the matter: 清淤，由市水务局牵头.

    A few words may stand before 由: 按分工交由.
    """
    matter = re.compile(rf"[，,][^，,由]{{0,{_TO_WHOM}}}(?=由)").search(
        text, start, end
    )
    return matter.end() if matter else start


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


_TITLE_CLOSINGS = LENTICULAR.closing + SQUARE.closing
"""Brackets in which a label may stand by itself: 【责任单位】."""


_Reader = Callable[[str, int, int, int], Iterator[Owner]]
"""Reads the owners at a mark: the text, the place, the bounds of what is looked at."""
