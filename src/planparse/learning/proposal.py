"""A grammar proposed from ways of numbering, as a file to be checked and edited."""

import re
from collections.abc import Iterator, Sequence

from planparse.grammar.shipped import grammar_names, learning_rules
from planparse.grammar.spelling import SLOT
from planparse.learning.levels import levels
from planparse.learning.unread import Seen
from planparse.learning.ways import InFile, Way, templates
from planparse.text.characters import SENTENCE_ENDS

_EXAMPLES = 3
"""Examples of each way that are shown. A choice."""
_SHOWN = 12
"""Characters of an example. A choice."""


def proposal(found: Sequence[Way], files: int) -> Iterator[str]:
    """Yield the text of a grammar with the ways of numbering that are sure or likely.

    Those that are doubtful stand there as comments. `files` is how many were read.
    """
    return (f"{line}\n" for line in _lines(found, files))


def _lines(found: Sequence[Way], files: int) -> Iterator[str]:
    """Yield the lines of a grammar."""
    proposed = [way for way in found if way.sureness != "doubtful"]
    yield f"# Proposed by planparse learn from {counted(files, 'file')}."
    yield "# Look at the examples, take out what is no numbering, and set the levels: a smaller"
    yield "# one stands nearer the root. Then: planparse grammar check FILE."
    yield "grammar: learned"
    yield "title: 自有编号"
    yield "about: Proposed by planparse learn; nobody has looked at it yet."
    yield f"include: [{', '.join(grammar_names()[1:])}]"
    yield "families:"
    ranked = sorted(zip(levels(proposed), range(len(proposed)), strict=True))
    for number, (level, place) in enumerate(ranked, 1):
        yield from _family(proposed[place], f"learned-{number}", level)
    for way in found:
        if way.sureness == "doubtful":
            yield "# Doubtful, and not in force:"
            yield from (f"# {line}" for line in _family(way, "doubtful", 100))


def _family(way: Way, name: str, level: int) -> Iterator[str]:
    """Yield the lines of a family, with what speaks for it as comments."""
    spellings = templates(way)
    yield f"- name: {name}"
    yield f"  # {way.sureness}: {_evidence(way)}"
    for file in way.showing[:_EXAMPLES]:
        yield f"  # {_on_one_line(file.name)}: {_beginnings(file)}"
    yield f"  level: {level}"
    yield "  spellings:"
    places = (
        "[line, sentence]"
        if any(not seen.is_line for seen in way.counting)
        else "[line]"
    )
    for template, count in spellings.items():
        price = learning_rules().open if template.endswith("}") else 0
        priced = f", price: {price:g}" if price else ""
        said = f"- {{template: {quoted(template)}, at: {places}{priced}}}"
        yield f"  {said}  # {counted(count, 'label')}"
    yield "  match:"
    for text, ordinal in _examples(way).items():
        yield f"    {quoted(text)}: {ordinal}"
    yield f"  reject: [{quoted(_without_number(next(iter(spellings))))}]"


def _evidence(way: Way) -> str:
    """Return what speaks for a way of numbering, and what against it."""
    series = way.series
    counting = counted(len(way.counting), "label")
    told = f"{counting} in {len(series)} series that count on from 1"
    told += f", in {counted(len(way.showing), 'file')}"
    lost = sum(one.lost for one in series)
    if lost:
        told += f"; {lost} lost in between"
    if way.strays:
        told += f"; {counted(way.strays, 'label')} in no series"
    return told


def _beginnings(file: InFile) -> str:
    """Return the first labels of a file with what stands behind them."""
    return " … ".join(_example(seen) for seen in file.counting[:_EXAMPLES])


def _examples(way: Way) -> dict[str, int]:
    """Return labels with what stands behind them, and the number of each."""
    first = {seen.label.number: seen for seen in reversed(way.counting)}
    chosen = sorted(first)[:_EXAMPLES]
    return {_example(first[number]): number for number in chosen}


def _example(seen: Seen) -> str:
    """Return a label with the beginning of what stands behind it, on one line."""
    label, marks = seen.label, len(seen.label.marks)
    rest = label.rest[marks : marks + _SHOWN]
    sentence = re.split(f"(?<=[{SENTENCE_ENDS}])", rest, maxsplit=1)[0]
    return _on_one_line(f"{label.printed}{label.rest[:marks]}{sentence}")


def _on_one_line(text: str) -> str:
    """Return a text with single blanks, and without what cannot be printed."""
    return "".join(filter(str.isprintable, " ".join(text.split())))


def _without_number(template: str) -> str:
    """Return what stands around the number of a template."""
    return "".join(SLOT.split(template)[::2])


def quoted(text: str) -> str:
    """Return a text that is printable as YAML has it in quotes."""
    return "'{}'".format(text.replace("'", "''"))


def counted(number: int, noun: str) -> str:
    """Return how many there are of what a noun names."""
    return f"{number} {noun}{'s' * (number != 1)}"
