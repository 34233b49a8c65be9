"""Compile grammars and word lists into the plain data that `lexicon` and `wordlists` build from."""

import json
import re
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path
from typing import Any, NamedTuple

from planparse.grammar.files import LEXICON, fingerprint
from planparse.grammar.loading import GrammarError, load
from planparse.grammar.schema import (
    CharClass,
    Family,
    Grammar,
    Labels,
    Search,
    Spelling,
)
from planparse.grammar.word_layout_schema import Standard
from planparse.grammar.word_schema import (
    COMPARE,
    DUPLICATES,
    EXAMPLES,
    FACTS,
    LEARNING,
    REPORTS,
    STYLE,
    WORDS,
)
from planparse.locale.message import _
from planparse.system.yaml_models import Model
from planparse.text.numerals import first_characters, numeral_pattern


class Rules(NamedTuple):
    """What all grammars share: what is printed for a character, labels' surroundings, prices."""

    glyphs: Mapping[str, str]
    labels: Labels
    search: Search


class Folder(NamedTuple):
    """All files of a folder of grammars, checked; word lists are plain, with their examples."""

    grammars: Mapping[str, Grammar]
    rules: Rules
    words: Mapping[str, Mapping[str, Any]]
    facts: Mapping[str, Mapping[str, Any]]
    reports: Mapping[str, Mapping[str, Any]]
    compare: Mapping[str, Any]
    duplicates: Mapping[str, Any]
    learning: Mapping[str, Any]
    style: Mapping[str, Any]
    word: Mapping[str, Any]
    common: str


def _wide_digit(char: str) -> str:
    """Return the full-width form of a digit, nothing for any other character."""
    return chr(ord(char) + 0xFEE0) if char in "0123456789" else ""


class _Compiler:
    """Turns templates into regular expressions.

    It knows the glyphs of `characters.yaml` and the classes of `labels.yaml`.
    """

    def __init__(self, rules: Rules) -> None:
        """Take the rules that all grammars share."""
        self.rules = rules

    def first(self, spelling: Spelling) -> str:
        """Return the characters that a marker may begin with.

        Raises GrammarError for a pattern that takes too long to tell.
        """
        if spelling.pattern:
            from planparse.grammar.patterns import beginnings

            try:
                return beginnings(spelling.pattern)
            except ValueError as fault:
                raise GrammarError(str(fault)) from None
        template = spelling.template
        if not template.startswith("{"):
            return self.rules.glyphs.get(template[0], template[0])
        return first_characters(template[1 : template.index("}")])

    def kinds(self, names: Iterable[str]) -> list[CharClass]:
        """Return the classes of these names; a name of none is a word."""
        return [
            self.rules.labels.classes.get(name, CharClass(words=(name,)))
            for name in names
        ]

    def condition(self, names: Iterable[str]) -> dict[str, Any] | None:
        """Return what may follow a label: words, ranges, expressions for words with numbers.

        `begins` is what words of either kind begin with.
        """
        chars = ""
        ranges: list[str] = []
        words: list[str] = []
        patterns: list[str] = []
        higher: list[str] = []
        but: list[str] = []
        for kind in self.kinds(names):
            chars += kind.chars
            ranges += filter(None, [kind.range])
            but += kind.but
            for word in kind.words:
                (higher if kind.higher else patterns if "{" in word else words).append(
                    word
                )
        if not (chars or ranges or words or patterns or higher):
            return None
        begins = {*chars, *"".join(map(self.begins, words + patterns + higher))}
        return {
            "words": [*chars, *words],
            "begins": "".join(sorted(begins)),
            "but": but,
            "ranges": ranges,
            "pattern": "|".join(map(self.word, patterns)),
            "higher": "|".join(map(self.word, higher)),
        }

    @staticmethod
    def begins(word: str) -> str:
        """Return the characters with which a word may begin, numbers in it or none."""
        if word.startswith("{"):
            slot = word[1 : word.index("}")]
            return first_characters("arabic" if slot == "digit" else slot)
        return word[0] + _wide_digit(word[0])

    @staticmethod
    def word(word: str) -> str:
        """Return a word as a regular expression: digits in both widths, `{hanzi}` for a numeral."""
        parts = re.split(r"(\{[^{}]*\})", word)
        return "".join(
            ("[0-9０-９]" if part == "{digit}" else numeral_pattern(part[1:-1]))
            if part.startswith("{")
            else "".join(
                f"[{char}{_wide_digit(char)}]" if _wide_digit(char) else re.escape(char)
                for char in part
            )
            for part in parts
        )


def closure(wanted: Iterable[str], grammars: Mapping[str, Grammar]) -> list[Grammar]:
    """Return the named grammars with all they include, each once, those built upon first."""
    out: list[Grammar] = []

    def add(name: str, trail: tuple[str, ...]) -> None:
        """Add a grammar behind those that it includes; `trail` is the way that led to it.

        Raises GrammarError for a grammar that includes itself, and for a name that
        there is not.
        """
        if name in trail:
            raise GrammarError(
                _(
                    "grammar {name}: it includes itself, by way of {value}",
                    name=name,
                    value=" → ".join((*trail[1:], name)),
                )
            )
        if name not in grammars:
            asker = f" (included by {trail[-1]})" if trail else ""
            raise GrammarError(
                _(
                    "no grammar {name!r}{asker}; there are {names}",
                    name=name,
                    asker=asker,
                    names=[*sorted(grammars)],
                )
            )
        for below in grammars[name].include:
            add(below, (*trail, name))
        if grammars[name] not in out:
            out.append(grammars[name])

    for name in wanted:
        add(name, ())
    return out


def compiled(grammars: Sequence[Grammar], rules: Rules) -> dict[str, Any]:
    """Return the plain data of a `Lexicon`: families, and spellings with their conditions."""
    compiler = _Compiler(rules)
    families: list[Family] = []
    homes: list[str] = []
    for grammar in grammars:
        for family in grammar.families:
            if family.name in {known.name for known in families}:
                raise GrammarError(
                    _(
                        "grammar {grammar}: family {name!r} is defined twice",
                        grammar=grammar.grammar,
                        name=family.name,
                    )
                )
            families.append(family)
            homes.append(grammar.grammar)
    names = [family.name for family in families]
    for family in families:
        if family.kin is not None and family.kin not in names:
            raise GrammarError(
                _(
                    "family {name}: its kin {kin!r} is not in the grammars in force",
                    name=family.name,
                    kin=family.kin,
                )
            )
    spellings = [
        (place, spelling)
        for place, family in enumerate(families)
        for spelling in family.spellings
    ]
    # A pattern is tried first. Where one template begins another ((一) and (一)、), the longer
    # is tried first; else the order of the file.
    spellings.sort(
        key=lambda entry: (
            entry[1].price,
            not entry[1].pattern,
            -sum(
                entry[1].template.startswith(other.template) for _, other in spellings
            ),
        )
    )
    return {
        "families": [
            {
                "name": family.name,
                "kin": family.kin or family.name,
                "level": family.level,
                "document": family.document,
                "decimal": family.decimal,
                "spoken": family.spoken,
                "untitled": family.untitled,
                "runs_on": family.runs_on,
                "grammar": home,
                "templates": [
                    spelling.template
                    for spelling in family.spellings
                    if spelling.template
                ],
            }
            for family, home in zip(families, homes, strict=True)
        ],
        "spellings": [
            {
                "family": place,
                "template": spelling.template,
                **({"pattern": spelling.pattern} if spelling.pattern else {}),
                "first": compiler.first(spelling),
                "at": list(spelling.at),
                "price": spelling.price,
                "before": compiler.condition(spelling.before),
                "not_before": compiler.condition(spelling.not_before),
                "not_after": [
                    word
                    for kind in compiler.kinds(spelling.not_after)
                    for word in kind.words
                ],
                "but_after": [
                    word
                    for kind in compiler.kinds(spelling.not_after)
                    for word in kind.but
                ],
            }
            for place, spelling in spellings
        ],
        "leads": rules.labels.leads,
        "glyphs": rules.glyphs,
        "prices": rules.search.prices,
    }


def read_folder(path: str | Path) -> Folder:
    """Read and check a folder of grammars.

    Raises GrammarError with the faults of the first file that has any, or that is missing.
    """
    folder = Path(path)

    def read(model: type[Model], name: str) -> Model:
        """Read one of the files that all grammars share. Raises GrammarError if there is none."""
        file = folder / f"{name}.yaml"
        if not file.is_file():
            raise GrammarError(_("{file} is missing", file=file))
        return load(model, file.read_text(encoding="utf-8"), str(file))

    words = {
        name: read(
            model, name if name == "characters" else f"words/{name}"
        ).model_dump()
        for name, model in WORDS.items()
    }
    grammars = (
        read(Grammar, f"numbering/{file.stem}")
        for file in sorted((folder / "numbering").glob("*.yaml"))
    )
    common = folder / "common-characters.txt"
    return Folder(
        grammars={grammar.grammar: grammar for grammar in grammars},
        rules=Rules(
            glyphs=words["characters"]["glyphs"],
            labels=read(Labels, "labels"),
            search=read(Search, "search"),
        ),
        words=words,
        facts={
            name: read(model, f"facts/{name}").model_dump()
            for name, model in FACTS.items()
        },
        reports={
            name: read(model, f"reports/{name}").model_dump()
            for name, model in REPORTS.items()
        },
        compare=read(COMPARE, "compare").model_dump(),
        duplicates=read(DUPLICATES, "duplicates").model_dump(),
        learning=read(LEARNING, "learning").model_dump(),
        style=read(STYLE, "style").model_dump(),
        word=read(Standard, "word").model_dump(),
        common=common.read_text(encoding="utf-8").strip(),
    )


def compile_folder(path: str | Path) -> dict[str, bytes]:
    """Return the whole folder as the parts that ship, each as JSON; see `shipped`.

    Under `auto` are all grammars together. Raises what `read_folder` raises.
    """
    read = read_folder(path)
    sets = {"auto": list(read.grammars), **{name: [name] for name in read.grammars}}
    return {
        "fingerprint": _json(fingerprint(str(path))),
        "words": _json(_without_examples(read.words)),
        "facts": _json(_without_examples(read.facts)),
        "reports": _json(_without_examples(read.reports)),
        "compare": _json(read.compare),
        "duplicates": _json(
            _without_examples({"duplicates": read.duplicates})["duplicates"]
        ),
        "learning": _json(read.learning),
        "style": _json(_without_examples({"style": read.style})["style"]),
        "word": _json(read.word),
        "common": _json(read.common),
        **{
            LEXICON + name: _json(compiled(closure(wanted, read.grammars), read.rules))
            for name, wanted in sets.items()
        },
    }


def _without_examples(
    files: Mapping[str, Mapping[str, Any]],
) -> dict[str, dict[str, Any]]:
    """Leave out the examples of word lists: they are for tests and people, not for the parser."""
    return {
        name: {key: value for key, value in words.items() if key not in EXAMPLES}
        for name, words in files.items()
    }


def _json(data: object) -> bytes:
    """Return data as JSON without blanks and line ends, Chinese as it is."""
    return json.dumps(data, ensure_ascii=False, separators=(",", ":")).encode()
