"""Which sections are items in running text, and so stay in the paragraph that they stand in."""

from planparse.records import Printed, Row
from planparse.text.characters import COMMAS


def is_in_running_text(row: Row, before: Row, words: Printed) -> bool:
    """Return whether a section is an item in running text (…三点。一是清漂。二是清淤。).

    A heading is none, save behind a word of order (一是, 第一，), and a chapter is no such
    word; nor is what stands behind a lacuna.
    """
    if row.kind != "section" or before.kind == "lacuna":
        return False
    label = row.label or ""
    is_word = label[-1:].isalpha() and not label.startswith("第")
    if row.title and not (is_word or label[-1:] in COMMAS):
        return False
    return words.stands_inside_line(row.start)
