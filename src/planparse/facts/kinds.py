"""The kinds of facts, an entry each: its type, what finds it, and how it is told.

To add one, write its module in `facts`, and enter it here three times: in `Fact`, in `Facts`
and in KINDS. What prints facts as JSON, YAML or rows, reads them back and compares them asks
this table.
"""

from collections.abc import Callable, Iterable, Mapping, Sequence
from types import MappingProxyType
from typing import Any, NamedTuple, Protocol

from planparse.facts.deadline import Deadline
from planparse.facts.deadlines import Deadlines
from planparse.facts.figures import Figure, Figures
from planparse.facts.owner import Owner
from planparse.facts.owners import Owners
from planparse.facts.references import Reference, References
from planparse.grammar.wordlists import Bodies, FactWords
from planparse.locale.message import Message, in_context

Fact = Owner | Deadline | Figure | Reference
"""A fact of any kind, a named tuple. The last two fields of each are its `start` and `end`."""


class Facts(NamedTuple):
    """All facts of a stretch of text, each kind in order of place."""

    owners: Sequence[Owner]
    deadlines: Sequence[Deadline]
    figures: Sequence[Figure]
    references: Sequence[Reference]

    @classmethod
    def of(cls, kinds: Iterable[Sequence[Any]]) -> "Facts":
        """Return the facts of all kinds, that come in the order of the fields."""
        return cls(*kinds)

    def reworded(self, words: Callable[[int, int], str]) -> "Facts":
        """Return the same with their text as `words` says it stands between two places.

        That is as it is printed: repaired, its lines joined.
        """
        kinds: Iterable[Sequence[Any]] = self
        return Facts.of(
            [fact._replace(text=words(fact.start, fact.end)) for fact in facts]
            if facts and "text" in facts[0]._fields
            else facts
            for facts in kinds
        )


NO_FACTS = Facts.of(() for _ in Facts._fields)


class Search(Protocol):
    """What finds the facts of one kind."""

    def find(
        self, text: str, start: int, end: int, year: int | None, /
    ) -> Sequence[Any]:
        """Return the facts in `text[start:end]`, in order of place; `year` is the document's."""


class FactKind(NamedTuple):
    """A kind of fact.

    `type` is that of its facts, and `search` makes what finds them from the word lists. One that
    `takes_labels` may be found to begin in the label of a node (`3.121个` where 3. counts),
    and is then found anew behind it. Names of other documents hold none of a kind unless
    `in_names`. YAML leaves out the fields that are `unsaid` where they are null. Fields that
    are `unset` are printed nowhere where they have the value given here. `name` is what the
    kind is called in the report of a comparison.
    """

    type: type[Any]
    search: Callable[[FactWords, Bodies], Search]
    name: Message
    unsaid: tuple[str, ...] = ()
    unset: Mapping[str, Any] = MappingProxyType({})
    in_names: bool = True
    takes_labels: bool = False

    def read_back(self, record: Mapping[str, Any]) -> Any:
        """Return the fact of a record that was printed; what it does not say is unset, or None."""
        values = {
            name: tuple(value) if isinstance(value, list) else value
            for name, value in record.items()
        }
        return self.type(
            **(dict.fromkeys(self.type._fields) | dict(self.unset) | values)
        )


KINDS: Mapping[str, FactKind] = MappingProxyType(
    {
        "owners": FactKind(
            type=Owner,
            search=lambda words, bodies: Owners(words.owners, bodies),
            name=in_context("fact", "owners"),
            unset=MappingProxyType({"unknown": ()}),
        ),
        "deadlines": FactKind(
            type=Deadline,
            search=lambda words, _: Deadlines(words.deadlines),
            name=in_context("fact", "deadlines"),
            unsaid=("until",),
            unset=MappingProxyType({"term": None, "recurring": False}),
            in_names=False,
        ),
        "figures": FactKind(
            type=Figure,
            search=lambda words, _: Figures(words.figures),
            name=in_context("fact", "figures"),
            unsaid=("high", "modifier", "of"),
            in_names=False,
            takes_labels=True,
        ),
        "references": FactKind(
            type=Reference,
            search=lambda words, _: References(words.references),
            name=in_context("fact", "references"),
        ),
    }
)
"""The kinds by their names as they are printed, in the order in which they are."""


_UNSET: Mapping[type, Mapping[str, Any]] = MappingProxyType(
    {kind.type: kind.unset for kind in KINDS.values()}
)


def fact_record(fact: Fact) -> dict[str, Any]:
    """Return the fields of a fact that are printed: those that are set.

    Only internal references have a target.
    """
    record = fact._asdict()
    for name, value in _UNSET[type(fact)].items():
        if record[name] == value:
            del record[name]
    if isinstance(fact, Reference) and fact.kind != "internal":
        del record["target"]
    return record
