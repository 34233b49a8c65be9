"""The table of the years: the label that each item had, each leading to the item."""

from collections.abc import Iterator, Mapping, Sequence

from planparse.compare.history import History, Lineage
from planparse.compare.page.parts import Step, item_id, say_on_page, shown
from planparse.compare.report.pieces import called
from planparse.compare.report.summary import cell, followed
from planparse.compare.report.words import say
from planparse.tree import Lang

Spot = tuple[int, int]
"""An item, by the index of its edition and its place in it."""


def history_table(history: History, steps: Sequence[Step], lang: Lang) -> Iterator[str]:
    """Yield the table, a row for each item that is followed."""
    ids = _ids(steps)
    title = say("lineages", lang)
    yield (
        f'<section id="years"><h2>{title}</h2>\n<p>{say_on_page("legend", lang)}</p>\n'
        f'<div class="scroll" role="region" aria-label="{title}" tabindex="0"><table>\n'
        f'<thead><tr><th scope="col">{say("item", lang)}</th>'
    )
    for edition in history.editions:
        yield f'<th scope="col">{shown(edition.name)}</th>'
    yield "</tr></thead>\n<tbody>\n"
    for lineage, last in followed(history):
        name = shown(called(last._replace(label=None)))
        yield f'<tr><th scope="row" lang="zh">{name}</th>'
        for year in range(len(history.editions)):
            yield _cell(lineage, year, ids)
        yield "</tr>\n"
    yield "</tbody></table></div></section>\n"


def _ids(steps: Sequence[Step]) -> dict[Spot, str]:
    """Return the ids of the items on the page, for one in two steps that in the later step."""
    ids: dict[Spot, str] = {}
    for step in steps:
        for edit in step.edits:
            for item in edit.old:
                ids[step.number, item.place] = item_id(step.number, "old", item)
            for item in edit.new:
                ids[step.number + 1, item.place] = item_id(step.number, "new", item)
    return ids


def _cell(lineage: Lineage, year: int, ids: Mapping[Spot, str]) -> str:
    """Return the cell of a lineage in one edition: its label, with a link to the item on the page.

    Where it has no item, the class tells whether it may be lost in a gap (`hole`) or is
    not there at all (`absent`).
    """
    item, label = lineage.items[year], shown(cell(lineage, year))
    if item is None:
        fate = "hole" if year in lineage.lost else "absent"
        return f'<td class="{fate}">{label}</td>'
    target = ids.get((year, item.place))
    return (
        f'<td><a href="#{target}">{label}</a></td>' if target else f"<td>{label}</td>"
    )
