"""The ways to a plan: parse a text or a file, load what was printed; facts of a passage."""

from os import PathLike, fspath
from typing import TYPE_CHECKING, TypedDict, Unpack

from planparse.api.content import Parse, Printout
from planparse.api.corrections import Given, heeded
from planparse.api.grammar import Grammar, grammar_of
from planparse.api.plan import Plan
from planparse.api.source import decoded

if TYPE_CHECKING:
    from planparse.facts.kinds import Facts


class ParseOptions(TypedDict, total=False):
    """How `parse` and `parse_file` read a text."""

    encoding: str | None
    grammar: str | Grammar
    repair: bool
    corrections: Given


def parse(
    source: str | bytes,
    *,
    path: str = "-",
    encoding: str | None = None,
    grammar: str | Grammar = "auto",
    repair: bool = True,
    corrections: Given = None,
) -> Plan:
    r"""Parse a text, or the bytes of a file of any format that is read.

    Never fails on text: what is doubtful is in `plan.findings`.

    `path` is what the plan is called in what is printed. `encoding` is that of bytes; None
    tells it by the bytes. `grammar` is `auto`, which is all that ship, the name of one of
    them, or what `load_grammar` gave. Without `repair` broken words and damaged characters
    stay as they are. `corrections` are what `load_corrections` or `find_corrections` gave,
    the name of a file of them, or entries as such a file has them, which are said of this
    text: `[{"line": 2, "words": "清漂", "is": "heading"}]`.

    Raises UnknownEncodingError for an encoding that is not read, GrammarError for the name
    of no grammar, UnreadableFormatError for bytes of a format that is not read, or of a
    damaged or encrypted file, UnreadableError for those that planparse itself wrote,
    CorrectionsError for faulty corrections.

    >>> plan = parse("一、治水\n（一）清漂。\n（三）清淤。\n")
    >>> plan.lacunae()
    [<lacuna （二）>]
    """
    text, sha256 = decoded(source, path, encoding)
    text = heeded(text, sha256, corrections)
    chosen = grammar_of(grammar)
    from planparse import pipeline

    parsed = pipeline.parse(text, chosen.lexicon, repair=repair)
    return Plan(Parse(parsed, chosen, sha256))


def parse_file(path: str | PathLike[str], **options: Unpack[ParseOptions]) -> Plan:
    """Parse a file of text or of a format that is read, with the options of `parse`.

    No corrections are looked for: `corrections=find_corrections(path)` does that. Raises
    what `parse` raises, and OSError where the file cannot be read.
    """
    name = fspath(path)
    with open(name, "rb") as file:
        data = file.read()
    return parse(data, path=name, **options)


def load(file: str | PathLike[str]) -> Plan:
    """Read back a plan from what `-f json` or `-f yaml` wrote.

    The plan has all that was printed of it, and no text of the source: it can be compared,
    searched and written as json, yaml, nodes, outline and akn; its work points and other
    formats take the text, parsed again. Raises UnreadableError for any other file, OSError
    where it cannot be read.
    """
    from planparse.export.reader import load_file

    return Plan(Printout(load_file(fspath(file)).plain()))


def find_facts(text: str, *, year: int | None = None) -> "Facts":
    """Find the owners, deadlines, figures and references in a passage.

    `year` is that of the document it is from, by which 年底前 is a day. Places are code
    points of `text`, the end exclusive.

    >>> [deadline.until for deadline in find_facts("6月底前完成清淤20公里。", year=2024).deadlines]
    ['2024-06-30']
    """
    from planparse.facts.finder import finder
    from planparse.facts.kinds import Facts

    found = finder().find(text, 0, len(text), year)
    return Facts.of(map(tuple, finder().measured(found, text, 0, len(text))))
