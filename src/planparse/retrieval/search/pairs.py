"""The index of a database that finds words of any length: every two neighbouring characters.

Text is not cut into words, so that what is found does not hang on a dictionary. A word of two
characters is one entry, a longer one several that must all be there. The last character of
each text is an entry by itself, so that every character begins one, and a word of one
character is found as the beginning of entries.
"""

from itertools import pairwise
from string import punctuation

_QUOTED = punctuation.replace("'", "''")
TOKENIZER = f"ascii tokenchars '{_QUOTED}'"
"""FTS5's tokenizer for entries: they are parted by blanks and by nothing else."""
_MOST = 24
"""Entries that are asked for at most: those of a longer word tell enough. FTS5 takes 256."""


def entries(folded: str) -> str:
    """Return the entries of a folded text, parted by blanks: 防汛5G → 防汛 汛5 5g g."""
    return " ".join([*map("".join, pairwise(folded)), folded[-1:]])


def query(words: tuple[str, ...]) -> str:
    """Return the FTS5 query that finds whatever may have all of some folded words."""
    wanted = [
        _quoted(entry)
        for word in words
        for entry in (map("".join, pairwise(word)) if len(word) > 1 else (word,))
    ]
    single = {_quoted(word) for word in words if len(word) == 1}
    return " AND ".join(
        f"{entry} *" if entry in single else entry
        for entry in dict.fromkeys(wanted[:_MOST])
    )


def _quoted(entry: str) -> str:
    """Return an entry as FTS5 takes any string."""
    return '"{}"'.format(entry.replace('"', '""'))
