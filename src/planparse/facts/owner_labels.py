"""Labels of owners, and the role that each gives: 责任单位, 牵头领导（部门）."""

import re
from typing import Any

from planparse.facts.owner import ROLES, Role
from planparse.grammar.wordlists import OwnerWords
from planparse.lazy import lazy
from planparse.text.characters import BRACKET_CLOSINGS, BRACKET_OPENINGS, ROUND
from planparse.text.expressions import any_of

_LABEL, _REMARKED = 24, 44
"""How far before a colon a label may begin, in characters; with brackets at its end."""
_BESIDE = 200
"""How far from a label another may stand that tells what it is about, in characters."""
_GAP = r"[ 　\r\n]*"
BEFORE_LABEL = frozenset(BRACKET_OPENINGS + ROUND.closing + "；;，,。\r\n 　")
"""What may stand right before a label."""
_BEFORE_WORD = frozenset("。；;\r\n 　\t" + BRACKET_OPENINGS + BRACKET_CLOSINGS)


class OwnerLabels:
    """Knows labels by the words of `facts/owners.yaml`."""

    def __init__(self, words: OwnerWords) -> None:
        """Take the words of `facts/owners.yaml`."""
        self.kept: dict[str, Any] = {}
        self._words = words
        self._roles: dict[str, Role] = {
            word: role for role in ROLES for word in words.roles[role]
        }
        self._bracketed = frozenset(words.bracketed)
        # The labels that nearly all are, where nothing stands before that may belong to them.
        self.plain = {
            f"{word}{noun}": role
            for word, role in self._roles.items()
            for noun in words.nouns
        }

    @lazy
    def label(self) -> re.Pattern[str]:
        """A label that ends before a mark: 责任单位, 牵头领导（部门）."""
        words = self._words
        ranks = any_of(words.ranks)
        nouns = "|".join(_GAP.join(map(re.escape, noun)) for noun in words.nouns)
        return re.compile(
            rf"(?P<role>{any_of(self._roles)}){_GAP}(?:{ranks})?{_GAP}(?P<noun>{nouns})?"
            rf"(?:{ROUND.around('{1,30}')})?[ 　]?$"
        )

    def named(self, text: str, mark: int, low: int) -> tuple[int, Role, bool] | None:
        """Return the label that ends at a place: where it begins, and its role.

        The third value says whether it also counts outside brackets.
        """
        begin = mark - 4
        if begin > low and text[begin - 1] in BEFORE_LABEL:
            role = self.plain.get(text[begin:mark])
            if role:
                return begin, role, text[begin : begin + 2] not in self._bracketed
        reach = _REMARKED if text[mark - 1] in ROUND.closing else _LABEL
        label = self.label.search(text, max(low, mark - reach), mark)
        if label is None:
            return None
        word = label["role"]
        sure = word not in self._bracketed and label["noun"] is not None
        return label.start(), self._roles[word], sure

    def stands_alone(self, text: str, begin: int, mark: int) -> bool:
        """Return whether a word alone is a label at the head of a line: 牵头：, 【配合】."""
        if text[begin:mark].strip() not in self._words.alone:
            return False
        return not text[:begin] or text[begin - 1] in _BEFORE_WORD

    def is_due(self, text: str, begin: int, mark: int) -> bool:
        """Return whether 主办单位 and the like are of a task: 办结时限 stands near."""
        if not text.endswith(tuple(self._words.nouns), begin, mark):
            return False
        around = text[max(0, begin - _BESIDE) : begin + _BESIDE]
        return re.search(any_of(self._words.due), around) is not None

    def is_of_task(self, text: str, begin: int, role: Role) -> bool:
        """Return whether a label is that of a task: 指导单位 beside 主办单位 is of an event."""
        if role != "guide":
            return True
        around = text[max(0, begin - _BESIDE) : begin + _BESIDE]
        words = self._words
        events = f"(?:{any_of(words.bracketed)})(?:{any_of(words.nouns)})"
        return re.search(events, around) is None
