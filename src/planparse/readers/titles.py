"""Which of the first lines of a document are its title, by how they are set."""

from collections import Counter
from collections.abc import Iterable, Sequence
from typing import NamedTuple

from planparse.grammar.lexicon import Lexicon
from planparse.text.characters import SENTENCE_ENDS

_LARGER = 1.2
"""Letters of a title are so many times as high as those of the text: a choice, for 22 points
above 16 (GB/T 9704) are 1.4 times, 18 above 14 are 1.3 times."""
_BEGINNING = 8
"""A title begins among so many first lines; a choice."""
_MOST_LINES = 4
"""No title is set on more lines."""
_APART = 12
"""Lines of a title have no such space between them, in points; a choice."""
_LONGEST = 50
"""No line of a title has more characters; a choice."""


class SetLine(NamedTuple):
    """A line as it is set: its text, the height of its letters, whether it is centred.

    `above` is the space that it has above it by itself, and not by its style, in points.
    """

    text: str
    size: float
    centred: bool
    above: float = 0.0


def title_lines(lines: Sequence[SetLine], words: Lexicon) -> frozenset[int]:
    """Return the places of the lines, one below the other, that are set as the title is.

    They are centred, and their letters are larger than those of most of the text. What
    heads the page (清源县人民政府文件) is none, and a line that repeats the title, or is set
    apart from it, begins another.
    """
    least = _LARGER * _usual(lines)
    mastheads = words.words.front_matter.mastheads
    found: list[int] = []
    for place, line in enumerate(lines):
        if found and _repeats(line, [lines[at] for at in found]):
            return frozenset(found)
        if _is_set_so(line, least, words) and len(found) < _MOST_LINES:
            if found and _is_apart(line, lines[found[-1]]):
                return frozenset(found)
            found.append(place)
        elif found and not lines[found[-1]].text.endswith(mastheads):
            return frozenset(found)
        else:
            found = []
        if (not found and place >= _BEGINNING) or len(line.text) > _LONGEST:
            return frozenset()
    return frozenset(found)


def _repeats(line: SetLine, title: Iterable[SetLine]) -> bool:
    """Return whether a line says what the lines of a title say together."""
    return line.text.split() != [] and "".join(line.text.split()) == "".join(
        "".join(each.text.split()) for each in title
    )


def _is_apart(line: SetLine, above: SetLine) -> bool:
    """Return whether there is space above a line, and not as much above the one before."""
    return line.above >= _APART and line.above != above.above


def _usual(lines: Iterable[SetLine]) -> float:
    """Return the height that most letters have."""
    letters: Counter[float] = Counter()
    for line in lines:
        letters[round(line.size)] += len(line.text)
    return max(letters, key=letters.__getitem__, default=0.0)


def _is_set_so(line: SetLine, least: float, words: Lexicon) -> bool:
    """Return whether a line is set as a title is, and no item nor the head of contents."""
    text = line.text.strip()
    if not (line.centred and line.size >= least and 1 < len(text) <= _LONGEST):
        return False
    contents = words.words.front_matter.contents
    if text[-1] in SENTENCE_ENDS or "".join(text.split()).upper() in contents:
        return False
    return text[0] not in words.first or words.at_line(text, 0) is None
