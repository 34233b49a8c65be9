"""The table of the years: the label that each item had, each leading to the item."""

from collections.abc import Iterator, Mapping, Sequence

from planparse.compare.history import History, Lineage, Spot
from planparse.compare.page.parts import (
    Step,
    ids_of,
    say_on_page,
    short_name,
    shown,
)
from planparse.compare.report.pieces import called
from planparse.compare.report.summary import cell, followed
from planparse.compare.report.words import say
from planparse.system.html import escape_html
from planparse.tree import Lang


def history_table(history: History, steps: Sequence[Step], lang: Lang) -> Iterator[str]:
    """Yield the table, a row for each item that is followed."""
    ids = ids_of(steps)
    title = say("lineages", lang)
    yield (
        f'<section id="years"><h2>{title}</h2>\n<p>{say_on_page("legend", lang)}</p>\n'
        f'<div class="scroll" role="region" aria-label="{title}" tabindex="0"><table>\n'
        f'<thead><tr><th scope="col">{say("item", lang)}</th>'
    )
    for edition in history.editions:
        yield f'<th scope="col">{escape_html(short_name(edition))}</th>'
    yield "</tr></thead>\n<tbody>\n"
    for lineage, last in followed(history):
        name = shown(called(last._replace(label=None)))
        yield f'<tr><th scope="row" lang="zh">{name}</th>'
        for year in range(len(history.editions)):
            yield _cell(lineage, year, ids)
        yield "</tr>\n"
    yield "</tbody></table></div></section>\n"


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
