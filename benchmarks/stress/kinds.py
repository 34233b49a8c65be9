"""All kinds of damage, in the order of the table."""

from typing import NamedTuple

from benchmarks.stress.converted import mark_down
from benchmarks.stress.copied import compile_documents, drop_levels, wrap_page
from benchmarks.stress.damage import (
    Damage,
    break_words,
    cut_end,
    drop_lines,
    drop_numbers,
    drop_stretch,
    flip_widths,
    join_items,
    nothing,
    number_pages,
    stray_glyph,
    swap_glyph,
    wrap,
)
from benchmarks.stress.furniture import head_pages, list_contents
from benchmarks.stress.order import (
    add_clauses,
    add_closings,
    cut_beginning,
    restart,
    swap_numbers,
)


class Kind(NamedTuple):
    """A kind of damage as the table lists it.

    `pair`: two documents stand in the file, one after the other. `garbled`: the whole text is decoded wrongly.
    """

    name: str
    damage: Damage
    pair: bool = False
    garbled: bool = False


PLAIN = (
    Kind("lines dropped", drop_lines),
    Kind("a stretch lost", drop_stretch),
    Kind("numbers lost", drop_numbers),
    Kind("end cut", cut_end),
    Kind("items joined", join_items),
    Kind("hard wrap", wrap),
    Kind("breaks in mid-word", break_words),
    Kind("page numbers put in", number_pages),
    Kind("widths flipped", flip_widths),
    Kind("glyph swapped", swap_glyph),
    Kind("glyph astray", stray_glyph),
    Kind("two documents", nothing, pair=True),
)
"""What plain text suffers."""
MADE = (
    Kind("running heads", head_pages),
    Kind("contents page", list_contents),
    Kind("excerpt", cut_beginning),
    Kind("numbers swapped", swap_numbers),
    Kind("restart", restart),
    Kind("clauses behind items", add_clauses),
    Kind("closings", add_closings),
    Kind("Markdown marks", mark_down),
    Kind("decoded wrongly", nothing, garbled=True),
)
"""What printing, editing and converting do."""
COPIED = (
    Kind("Word's numbers lost", drop_levels),
    Kind("compilations", compile_documents, pair=True),
    Kind("a page's menu", wrap_page),
)
"""What copying does."""
KINDS = (*PLAIN, *MADE, *COPIED)
