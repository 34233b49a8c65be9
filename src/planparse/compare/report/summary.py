"""How many edits there are of each kind, and the table of items through the years."""

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence

from planparse.compare.edits import KINDS, ItemEdit
from planparse.compare.history import History, Lineage
from planparse.compare.items import Item
from planparse.compare.report.pieces import called
from planparse.compare.report.words import say, word
from planparse.locale.message import Message, _, in_context, labelled, told
from planparse.records import Record
from planparse.text.printable import harmless
from planparse.tree import Lang

_FOLLOWED = ("section", "heading", "paragraph", "fragment")
"""The kinds of items whose way through the years is told."""


def summary(edits: Iterable[ItemEdit]) -> Record:
    """Count edits by kind, those moved among the others, and changes of facts by field and kind."""
    kinds: Counter[str] = Counter()
    facts: Counter[tuple[str, str]] = Counter()
    moved = 0
    for edit in edits:
        kinds[edit.kind] += 1
        moved += edit.also_moved
        facts.update((change.field, change.kind) for change in edit.facts)
    record: Record = {kind: kinds[kind] for kind in KINDS if kinds[kind]}
    if moved:
        record["also_moved"] = moved
    for (field, kind), count in sorted(facts.items()):
        record.setdefault(field, {})[kind] = count
    return record


def counts(edits: Sequence[ItemEdit], lang: Lang) -> list[str]:
    """Return the summary as lines: items first, then facts, a line a field.

    Without any difference it is one line that says so.
    """
    if all(edit.kind == "keep" for edit in edits):
        return [say("same", lang)]
    counted = summary(edits)
    items: Message = _listed(
        in_context("items", "{count} {kind}", count=counted[kind], kind=word(kind))
        for kind in KINDS
        if kind in counted
    )
    if "also_moved" in counted:
        items = _(
            "{items}; {count} of them moved as well",
            items=items,
            count=counted["also_moved"],
        )
    fields = (
        labelled(
            word(field),
            _listed(
                in_context("facts", "{count} {kind}", count=count, kind=word(kind))
                for kind, count in changes.items()
            ),
        )
        for field, changes in counted.items()
        if isinstance(changes, dict)
    )
    return [told(line, lang) for line in (items, *fields)]


def _listed(counts: Iterable[Message]) -> Message:
    """Return counts as a list in words: `3 added, 1 moved`, `新增3项，移动1项`."""
    first, *others = counts
    for other in others:
        first = _("{first}, {other}", first=first, other=other)
    return first


# ── items through the years ──────────────────────────────────────────────────────────


def lineage_table(history: History, lang: Lang) -> Iterator[list[str]]:
    """Yield rows: the names of the editions, then each item with the label it had in each."""
    editions = history.editions
    yield [say("item", lang), *(harmless(edition.name) for edition in editions)]
    for lineage, item in followed(history):
        labels = (cell(lineage, year) for year in range(len(editions)))
        yield [called(item._replace(label=None)), *labels]


def followed(history: History) -> Iterator[tuple[Lineage, Item]]:
    """Yield the lineages that a table of the years has, each with the last of its items."""
    for lineage in history.lineages:
        item = lineage.items[lineage.last]
        if item is not None and item.kind in _FOLLOWED:
            yield lineage, item


def cell(lineage: Lineage, year: int) -> str:
    """Return what the table has for an item in an edition, by its index: a label, ●, ? or -."""
    item = lineage.items[year]
    if item is None:
        return "?" if year in lineage.lost else "-"
    return harmless(item.label) if item.label else "●"
