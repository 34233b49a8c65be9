"""What the heads of a table's columns mean: whether the table is one of tasks."""

import re
from collections.abc import Iterable, Sequence
from functools import lru_cache
from typing import Literal, NamedTuple, cast

from planparse.facts.owner import Role
from planparse.grammar.shipped import fact_words
from planparse.grammar.wordlists import TaskTableWords
from planparse.text.characters import ROUND

Kind = Literal["number", "category", "task", "unit", "time", "derived", "document", ""]
"""What the cells of a column say; an empty one is none that is known."""

_REMARK = re.compile(ROUND.around("*"))
_BETWEEN = re.compile("[、/／,，及和与或]")
"""What may stand between two heads in one: 责任单位及责任人."""


class Column(NamedTuple):
    """A column: its head as it is printed, without blanks, and what it means.

    `role` is that of the units in it. `may_be_task` is true of a column that puts tasks
    together, but holds them where no other does: 重点工作.
    """

    head: str
    kind: Kind
    role: Role | None = None
    may_be_task: bool = False


class Heads(NamedTuple):
    """The columns of a table of tasks; `own` says that planparse wrote it."""

    columns: tuple[Column, ...]
    own: bool


class HeadWords:
    """Reads heads by the words of `facts/task_tables.yaml`."""

    def __init__(self, words: TaskTableWords) -> None:
        """Take the words."""
        self._own, self._alone = frozenset(words.own), frozenset(words.alone)
        self._tasks = frozenset(words.tasks)
        self._of_own: dict[str, Kind] = {
            **dict.fromkeys(words.derived, "derived"),
            **dict.fromkeys(words.documents, "document"),
        }
        self._means: dict[str, tuple[Kind, Role | None]] = {}
        for role, of_role in words.units.items():
            for word in of_role:
                self._means[word] = ("unit", cast("Role", role))
        kinds: tuple[tuple[Kind, Iterable[str]], ...] = (
            ("number", words.numbers),
            ("time", words.times),
            ("task", words.tasks),
            ("category", words.categories),
        )
        for kind, of_kind in kinds:
            for word in of_kind:
                self._means[word] = (kind, None)
        self._longest = max(map(len, self._means))

    def read(self, heads: Sequence[Sequence[str]]) -> Heads | None:
        """Return what the heads of the columns mean, None where it is no table of tasks.

        Of a column there is one, or several, the lowest last. A table of tasks has a column
        for these, and one for who answers for them or by when.
        """
        names = [["".join(text.split()) for text in of_column] for of_column in heads]
        own = any(name in self._own for of_column in names for name in of_column)
        columns = [self._column(of_column, own=own) for of_column in names]
        if not any(column.kind == "task" for column in columns):
            at = _last(columns)
            if at is None:
                return None
            columns[at] = columns[at]._replace(kind="task")
        if not any(column.kind in ("unit", "time") for column in columns):
            return None
        return Heads(tuple(columns), own)

    def _column(self, names: Sequence[str], *, own: bool) -> Column:
        """Return the column below some heads, of which the lowest that is known counts."""
        head = names[-1] if names else ""
        if own and head in self._of_own:
            return Column(head, self._of_own[head])
        for name in reversed(names):
            plain = _REMARK.sub("", name)
            for part in (plain, *_BETWEEN.split(plain)):
                word = self._word(part)
                if word:
                    kind, role = self._means[word]
                    return Column(head, kind, role, word in self._tasks)
        return Column(head, "")

    def _word(self, part: str) -> str:
        """Return the longest word that a head ends in, nothing where it has none."""
        for size in range(min(self._longest, len(part)), 0, -1):
            word = part[-size:]
            if word in self._means and (size == len(part) or word not in self._alone):
                return word
        return ""


@lru_cache(1)
def head_words() -> HeadWords:
    """Return what reads heads with the words that ship."""
    return HeadWords(fact_words().task_tables)


def _last(columns: Sequence[Column]) -> int | None:
    """Return the place of the last column that holds tasks where no other does."""
    places = [at for at, column in enumerate(columns) if column.may_be_task]
    return places[-1] if places else None
