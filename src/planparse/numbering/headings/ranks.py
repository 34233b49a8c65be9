"""Which headings without a number hold which: chapters, sections, and what marks say."""

from collections.abc import Iterable

from planparse.numbering.headings.bare_lines import BareLines, Run
from planparse.numbering.headings.heading_words import HeadingWords

_UNMARKED = 9
"""The rank of a heading without a mark where others have one."""


def ranks(runs: Iterable[Run], lines: BareLines, words: HeadingWords) -> dict[int, int]:
    """Return the rank of each heading by its place, in order; 0 is the outermost.

    Where marks show headings, the marks say it. Else it is told by the words: sections
    stand below chapters, and of several lines right above one another each below the one
    before; any other heading is of the rank of the last one.
    """
    headings = [(run, place) for run in runs for place in run.places]
    is_marked = any(lines.is_marked(place) for _, place in headings)
    out: dict[int, int] = {}
    latest, of_sections = 0, 1
    for run, place in headings:
        own = lines.words(place)
        if is_marked:
            rank = lines.level(place) or _UNMARKED
        elif place != run.places[0]:
            rank = latest + 1
        elif own in words.sections:
            rank = of_sections
        elif own in words.chapters or len(run.places) > 1:
            rank = 0
        else:
            rank = latest
        latest = out[place] = rank
        if rank == 0 or own in words.sections:
            of_sections = max(1, rank)
    return out
