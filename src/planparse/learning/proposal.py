"""A grammar proposed from ways of numbering, as a file to be checked and edited."""

import re
from collections.abc import Iterator, Sequence

from planparse.grammar.shipped import grammar_names, learning_rules
from planparse.grammar.spelling import SLOT
from planparse.learning.levels import levels
from planparse.learning.unread import Seen
from planparse.learning.ways import InFile, Way, templates
from planparse.locale.message import Message, _, in_context, labelled, plural, told
from planparse.text.characters import SENTENCE_ENDS
from planparse.tree import Lang

_EXAMPLES = 3
"""Examples of each way that are shown. A choice."""
_SHOWN = 12
"""Characters of an example. A choice."""
_TO_DO = (
    _(
        "Look at the examples, take out what is no numbering, and set the levels: a smaller"
    ),
    _("one stands nearer the root. Then: planparse grammar check FILE."),
)
"""What is to be done with a proposal, a line after another."""
_SURENESS = {
    "sure": in_context("numbering", "sure"),
    "likely": in_context("numbering", "likely"),
    "doubtful": in_context("numbering", "doubtful"),
}
"""How sure it is that something is a way of numbering."""


def proposal(found: Sequence[Way], files: int, lang: Lang = "en") -> Iterator[str]:
    """Yield the text of a grammar with the ways of numbering that are sure or likely.

    Those that are doubtful stand there as comments, which are in a language. `files` is how
    many were read.
    """
    return (f"{line}\n" for line in _lines(found, files, lang))


def _lines(found: Sequence[Way], files: int, lang: Lang) -> Iterator[str]:
    """Yield the lines of a grammar."""
    proposed = [way for way in found if way.sureness != "doubtful"]
    head = _("Proposed by planparse learn from {files}.", files=_files(files))
    yield f"# {told(head, lang)}"
    yield from (f"# {told(line, lang)}" for line in _TO_DO)
    yield "grammar: learned"
    yield "title: 自有编号"
    about = _("Proposed by planparse learn; nobody has looked at it yet.")
    yield f"about: {told(about, lang)}"
    yield f"include: [{', '.join(grammar_names()[1:])}]"
    yield "families:"
    ranked = sorted(zip(levels(proposed), range(len(proposed)), strict=True))
    for number, (level, place) in enumerate(ranked, 1):
        yield from _family(proposed[place], f"learned-{number}", level, lang)
    for way in found:
        if way.sureness == "doubtful":
            doubtful = _("Doubtful, and not in force:")
            yield f"# {told(doubtful, lang)}"
            yield from (f"# {line}" for line in _family(way, "doubtful", 100, lang))


def _family(way: Way, name: str, level: int, lang: Lang) -> Iterator[str]:
    """Yield the lines of a family, with what speaks for it as comments."""
    spellings = templates(way)
    yield f"- name: {name}"
    yield f"  # {told(_evidence(way), lang)}"
    for file in way.showing[:_EXAMPLES]:
        shown = labelled(_on_one_line(file.name), _beginnings(file))
        yield f"  # {told(shown, lang)}"
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
        yield f"  {said}  # {told(_labels(count), lang)}"
    yield "  match:"
    for text, ordinal in _examples(way).items():
        yield f"    {quoted(text)}: {ordinal}"
    yield f"  reject: [{quoted(_without_number(next(iter(spellings))))}]"


def _evidence(way: Way) -> Message:
    """Return how sure a way of numbering is, what speaks for it, and what against it."""
    lost = sum(one.lost for one in way.series)
    return _(
        "{sure}: {labels} in {series} series that count on from 1, in {files}{lost}{strays}",
        sure=_SURENESS[way.sureness or "doubtful"],
        labels=_labels(len(way.counting)),
        series=len(way.series),
        files=_files(len(way.showing)),
        lost=_("; {count} lost in between", count=lost) if lost else "",
        strays=_("; {labels} in no series", labels=_labels(way.strays))
        if way.strays
        else "",
    )


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


def _files(number: int) -> Message:
    """Return a number of files in words."""
    return plural("{count} file", "{count} files", number)


def _labels(number: int) -> Message:
    """Return a number of labels in words."""
    return plural("{count} label", "{count} labels", number)
