"""Labels that Word counts by itself: each series that runs on without a hole is a list."""

from collections.abc import Iterator

from planparse.export.word.content import Label, Paragraph, Run
from planparse.export.word.markup import root, val, w
from planparse.export.word.package import Part
from planparse.readers.word.number_formats import written

_FORMS = (
    "chineseCountingThousand",
    "decimal",
    "decimalEnclosedCircleChinese",
    "decimalFullWidth",
    "decimalEnclosedParen",
    "decimalEnclosedFullstop",
    "chineseLegalSimplified",
    "ideographTraditional",
    "upperLetter",
    "lowerLetter",
    "upperRoman",
    "lowerRoman",
)
"""How Word writes numbers, in the order in which a label is held against them."""

_Pattern = tuple[str, str, str, str]
"""A family, how its numbers are written, the label with a slot, and what stands behind it."""


class _List:
    """A list: how its labels are written, its first number and its last one so far."""

    def __init__(self, pattern: _Pattern, first: int) -> None:
        """Begin a list at a number."""
        self.pattern, self.first, self.last = pattern, first, first


class Lists:
    """The lists of a document, made while its paragraphs are written."""

    def __init__(self) -> None:
        """Begin without any."""
        self._lists: list[_List] = []
        self._open: dict[_Pattern, int] = {}

    def counted(self, block: Paragraph) -> tuple[str, Paragraph]:
        """Return which list a paragraph counts in, and the paragraph without its label.

        Nothing is changed where Word cannot write the label.
        """
        label = block.label
        pattern = None if label is None else _pattern(label)
        if label is None or pattern is None:
            return "", block
        place = self._open.get(pattern)
        if place is None or self._lists[place].last + 1 != label.ordinal:
            self._lists.append(_List(pattern, label.ordinal))
            place = self._open[pattern] = len(self._lists) - 1
        self._lists[place].last = label.ordinal
        number = w("numPr", val("ilvl", 0), val("numId", place + 1))
        return number, block._replace(runs=_without_label(block.runs, label))

    def part(self) -> Part:
        """Return the part of lists."""
        abstract = (_abstract(place, each) for place, each in enumerate(self._lists))
        nums = (
            w("num", val("abstractNumId", place), numId=place + 1)
            for place in range(len(self._lists))
        )
        return Part("numbering.xml", "numbering", root("numbering", *abstract, *nums))


def _pattern(label: Label) -> _Pattern | None:
    """Return how Word writes a label, None where it cannot."""
    if label.ordinal < 1 or "%" in label.words:
        return None
    for form in _FORMS:
        number = written(label.ordinal, form)
        before, found, behind = label.words.partition(number)
        if found and not any(map(str.isdigit, before + behind)):
            return label.family, form, f"{before}%1{behind}", label.blank
    return None


def _without_label(runs: tuple[Run, ...], label: Label) -> tuple[Run, ...]:
    """Return the runs of a paragraph without its label."""
    return tuple(_cut(runs, label.words + label.blank))


def _cut(runs: tuple[Run, ...], words: str) -> Iterator[Run]:
    """Yield runs without the words that they begin with, notes left as they are."""
    left = words
    for each in runs:
        shared = 0
        while shared < min(len(left), len(each.words)) and (
            each.words[shared] == left[shared]
        ):
            shared += 1
        left = left[shared:]
        if shared < len(each.words):
            yield each._replace(words=each.words[shared:])


def _abstract(place: int, each: _List) -> str:
    """Return a list of one level."""
    _, form, words, blank = each.pattern
    return w(
        "abstractNum",
        val("multiLevelType", "singleLevel"),
        w(
            "lvl",
            val("start", each.first),
            val("numFmt", form),
            val("suff", "space" if blank else "nothing"),
            val("lvlText", words),
            val("lvlJc", "left"),
            ilvl=0,
        ),
        abstractNumId=place,
    )
