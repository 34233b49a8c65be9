"""Grammar files: what may stand in them, how they are loaded, and how their faults are told.

A grammar is YAML (`grammars/*.yaml`, or a user's own file). Its levels are templates (`（{hanzi}）`), never
regular expressions; this module checks them with pydantic and compiles them into the plain data from which
`lexicon` builds. It is needed when the package is built, when a user brings a grammar, and in the tests; a
run on the grammars that ship reads their compiled form and imports neither pydantic nor yaml.
"""

import json
import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from pathlib import Path
from typing import Annotated, Any, Literal, TypeVar

import yaml
from pydantic import (
    BaseModel,
    ConfigDict,
    Field,
    StringConstraints,
    ValidationError,
    model_validator,
)

from planparse.errors import PlanparseError
from planparse.grammar.files import fingerprint
from planparse.system.validation import said
from planparse.text.numerals import NUMERALS, first_characters, numeral_pattern
from planparse.text.positions import Lines

Name = Annotated[str, StringConstraints(pattern=r"^[a-z][a-z0-9-]*$")]
Place = Literal["line", "sentence", "clause", "anywhere"]
_SLOT = re.compile(r"\{([^{}]*)\}")


class GrammarError(PlanparseError, ValueError):
    """A fault in a grammar file: one message a fault, each with file, line and column from 1."""


class _Data(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)


class Spelling(_Data):
    """One way of writing a family's markers."""

    template: str
    at: tuple[Place, ...] = ("line",)
    price: Annotated[float, Field(ge=0, le=10)] = 0.0
    before: tuple[str, ...] = ()
    not_before: tuple[str, ...] = ()
    not_after: tuple[str, ...] = ()

    @model_validator(mode="after")
    def _has_a_number(self) -> "Spelling":
        slots = _SLOT.findall(self.template)
        if not slots:
            raise ValueError(
                f"the template {self.template!r} has no number in it, such as {{hanzi}}"
            )
        if "{" in _SLOT.sub("", self.template) or "}" in _SLOT.sub("", self.template):
            raise ValueError(
                f"the template {self.template!r} has a brace that belongs to no number"
            )
        for slot in slots:
            _known_slot(slot, counts=True)
        for name in (*self.before, *self.not_before, *self.not_after):
            for slot in _SLOT.findall(name):
                _known_slot(slot, counts=False)
        return self


def _known_slot(slot: str, *, counts: bool) -> None:
    """Raises ValueError where a slot names no numeral system and lists no words."""
    if slot.startswith("words:"):
        words = slot.removeprefix("words:").split("|")
        if not all(words) or len(set(words)) < len(words):
            raise ValueError(f"{{{slot}}} has an empty word, or one twice")
    elif slot not in NUMERALS and (counts or slot != "digit"):
        raise ValueError(
            f"{{{slot}}} is no numeral system; there are {', '.join(NUMERALS)}"
        )


class Family(_Data):
    """A level of numbering: the spellings that continue one another, and how high it stands (low is high)."""

    name: Name
    level: Annotated[int, Field(ge=0, le=1000)]
    kin: Name | None = None
    document: bool = False
    decimal: Annotated[int, Field(ge=0, le=8)] = 0
    spoken: bool = False
    untitled: bool = False
    runs_on: bool = False
    spellings: Annotated[tuple[Spelling, ...], Field(min_length=1)]
    match: Annotated[dict[str, int], Field(min_length=1)]
    reject: Annotated[tuple[str, ...], Field(min_length=1)]


class Grammar(_Data):
    """A grammar file: families of markers, and the grammars it builds on."""

    grammar: Name
    title: str
    about: str
    include: tuple[Name, ...] = ()
    families: Annotated[tuple[Family, ...], Field(min_length=1)]


class CharClass(_Data):
    """What may or may not follow a marker: characters, those from one to another (`a-z`), or words (templates).

    The words of a `higher` class begin with a number, and count only where it is higher than the marker's. What
    begins one of the words of `but` does not count.
    """

    chars: str = ""
    range: Annotated[str, Field(pattern="^.-.$|^$")] = ""
    words: tuple[str, ...] = ()
    higher: bool = False
    but: tuple[str, ...] = ()


class Rules(_Data):
    """`reading.yaml`: what the lexer takes for granted and what each move of the reading costs."""

    leads: str
    glyphs: dict[str, str]
    classes: dict[str, CharClass]
    prices: dict[str, float]


class Words(_Data):
    """`words.yaml`: the word lists and characters by which parts of a document are known."""

    lists: dict[str, tuple[str, ...]]
    chars: dict[str, str]
    confusions: dict[str, dict[str, str]] = {}


Strings = Annotated[tuple[str, ...], Field(min_length=1)]


class OwnerWords(_Data):
    """How owners are named; the examples give the units by role."""

    roles: dict[Literal["lead", "support", "responsible"], Strings]
    nouns: Strings
    ranks: Strings
    bracketed: Strings
    manners: Strings
    verbs: Strings
    sentences: Strings
    together: Strings
    endings: Strings
    bodies: Strings
    collectives: Strings
    areas: Strings
    seats: Strings
    levels: Strings
    asides: Strings
    trailing: Strings
    leading: Strings
    joints: Strings
    never: Strings
    match: dict[str, dict[str, tuple[str, ...]]]
    reject: Strings


class DeadlineWords(_Data):
    """How deadlines are named; the examples give the last day of each, and are of the year 2024."""

    efforts: Strings
    to: Strings
    last_days: dict[
        str, Annotated[str, StringConstraints(pattern=r"^[01][0-9]-[0-3][0-9]$")]
    ]
    closings: Strings
    years: dict[str, int]
    parts: dict[str, Annotated[int, Field(ge=1, le=31)]]
    before: Strings
    weekdays: Strings
    hours: Strings
    included: Strings
    labels: Strings
    done: Strings
    never_after: Strings
    never_after_bare: Strings
    never_before: Strings
    past: Strings
    never_past: Strings
    past_before: Strings
    match: dict[str, dict[str, str | None]]
    reject: Strings


class FigureWords(_Data):
    """How figures are named; the examples give the lowest and the highest number and the unit of each.

    `units` are lists of units parted by blanks: `人:才|口` is one that neither 才 nor 口 follows.
    """

    before: Strings
    inner: Strings
    after: Strings
    spans: Strings
    scales: Strings
    units: Strings
    alone: Strings
    behind_alone: Strings
    of_spans: Strings
    needing: dict[str, Strings]
    counting: Strings
    rates: Strings
    match: dict[str, dict[str, tuple[int | float, int | float | None, str]]]
    reject: Strings


class ReferenceWords(_Data):
    """How documents are named; the examples give the kind of each reference."""

    no_document: Strings
    no_document_after: Strings
    no_document_before: Strings
    leading: Strings
    kept: Strings
    decrees: Strings
    short: Strings
    match: dict[str, dict[str, Literal["title", "docnumber"]]]
    reject: Strings


class FactWords(_Data):
    """`facts.yaml`: the word lists by which facts are known, with examples of what is one and what is none."""

    owners: OwnerWords
    deadlines: DeadlineWords
    figures: FigureWords
    references: ReferenceWords


class Matching(_Data):
    """`diff.yaml`: when two passages of different plans are one; shares are between 0 and 1."""

    threshold: Annotated[float, Field(gt=0, le=1)]
    within: Annotated[float, Field(gt=0, le=1)]
    contained: Annotated[float, Field(gt=0, le=1)]
    apart: Annotated[float, Field(ge=0)]
    children: Annotated[float, Field(gt=0, le=1)]
    parent: Annotated[float, Field(ge=0, le=1)]
    position: Annotated[float, Field(ge=0, le=1)]
    rarest: Annotated[int, Field(ge=1)]
    rare: Annotated[int, Field(ge=1)]
    fewest: Annotated[int, Field(ge=1)]
    candidates: Annotated[int, Field(ge=1)]


class Comparing(_Data):
    """`diff.yaml`: how plans are matched, which nodes are compared with one another, and what does not count."""

    matching: Matching
    body: tuple[str, ...]
    asides: Annotated[tuple[str, ...], Field(min_length=1)]


Model = TypeVar("Model", bound=BaseModel)


def load(model: type[Model], text: str, path: str) -> Model:
    """Check the text of a YAML file against a model.

    Raises:
        GrammarError: with every fault, each as `path:line:column: what is wrong`.
    """
    tree, data = _read(text, path)
    try:
        return model.model_validate(data if data is not None else {}, strict=False)
    except ValidationError as faults:
        lines = []
        errors = faults.errors()
        for error in errors:
            loc = error["loc"]
            if error["type"] == "too_short" and any(
                e["loc"][: len(loc)] == loc != e["loc"] for e in errors
            ):
                continue  # it is short only of the entries that have faults of their own
            node = _node_at(tree, loc)
            at = _place(node.start_mark if node else None)
            where = ".".join(
                step for step in loc if isinstance(step, str) and step != "[key]"
            )
            lines.append(f"{path}:{at}: {said(where, error)}")
        raise GrammarError("\n".join(lines)) from None


def _read(text: str, path: str) -> tuple[yaml.Node | None, object]:
    """The nodes of a YAML text, and the plain data that they stand for."""
    try:
        loader = yaml.SafeLoader(text)
        tree = loader.get_single_node()
        bad = [
            f"{path}:{_place(key.start_mark)}: {key.value}: {why}"
            for key, why in _bad_keys(tree)
        ]
        if bad:
            raise GrammarError("\n".join(bad))
        return tree, None if tree is None else loader.construct_document(tree)
    except yaml.reader.ReaderError as fault:
        line, column = Lines(text).position(fault.position)
        what = (
            f"unacceptable character #x{ord(text[fault.position]):04x}: {fault.reason}"
        )
        raise GrammarError(f"{path}:{line}:{column}: {what}") from None
    except yaml.MarkedYAMLError as fault:
        raise GrammarError(
            f"{path}:{_place(fault.problem_mark)}: {fault.problem}"
        ) from None
    except (
        ValueError,
        LookupError,
        AttributeError,
        RecursionError,
    ) as fault:  # a tag that does not fit; a date that there is not; thousands of brackets
        if isinstance(fault, GrammarError):
            raise
        raise GrammarError(f"{path}:1:1: {fault}") from None


def _bad_keys(tree: yaml.Node | None) -> Iterator[tuple[yaml.ScalarNode, str]]:
    """The keys that a grammar may not have, each with the reason.

    Of keys given twice YAML's own reader would take the last in silence; merges (<<) can double at every line.
    """
    pending, seen = [tree], set()
    while pending:
        node = pending.pop()
        if not isinstance(node, yaml.CollectionNode) or id(node) in seen:
            continue
        seen.add(id(node))  # an alias may lead back to what holds it
        if isinstance(node, yaml.SequenceNode):
            pending += reversed(node.value)
            continue
        keys = set()
        for key, _ in node.value:
            if isinstance(key, yaml.ScalarNode):
                if (key.tag, key.value) in keys:
                    yield key, "given twice"
                if key.tag == "tag:yaml.org,2002:merge":
                    yield key, "merging is not for grammars"
                keys.add((key.tag, key.value))
        pending += (value for _, value in reversed(node.value))


def _place(mark: yaml.Mark | None) -> str:
    """Line and column, from 1."""
    return f"{mark.line + 1}:{mark.column + 1}" if mark else "1:1"


def _node_at(node: yaml.Node | None, loc: Sequence[int | str]) -> yaml.Node | None:
    """The YAML node a pydantic location means, or the nearest one above it."""
    for step in loc:
        if isinstance(node, yaml.MappingNode):
            inner = next(
                (value for key, value in node.value if key.value == str(step)), None
            )
        elif (
            isinstance(node, yaml.SequenceNode)
            and isinstance(step, int)
            and step < len(node.value)
        ):
            inner = node.value[step]
        else:
            inner = None
        if inner is None:
            break
        node = inner
    return node


# ── templates ────────────────────────────────────────────────────────────────────────────────────────────


class _Compiler:
    """Turns templates into regular expressions, by the glyphs and classes of `reading.yaml`."""

    def __init__(self, rules: Rules) -> None:
        self.rules = rules

    def first(self, template: str) -> str:
        """The characters a marker may begin with."""
        if not template.startswith("{"):
            return self.rules.glyphs.get(template[0], template[0])
        return first_characters(template[1 : template.index("}")])

    def kinds(self, names: Iterable[str]) -> list[CharClass]:
        """The classes of these names; a name of none is a word."""
        return [
            self.rules.classes.get(name, CharClass(words=(name,))) for name in names
        ]

    def condition(self, names: Iterable[str]) -> dict[str, Any] | None:
        """What may follow a label, as literal words, ranges, and an expression for words with numbers."""
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
        return {
            "words": [*chars, *words],
            "but": but,
            "ranges": ranges,
            "pattern": "|".join(map(self.word, patterns)),
            "higher": "|".join(map(self.word, higher)),
        }

    @staticmethod
    def word(word: str) -> str:
        parts = re.split(r"(\{[^{}]*\})", word)
        return "".join(
            ("[0-9０-９]" if part == "{digit}" else numeral_pattern(part[1:-1]))
            if part.startswith("{")
            else "".join(
                f"[{char}{chr(ord(char) + 0xFEE0)}]"
                if char in "0123456789"
                else re.escape(char)
                for char in part
            )
            for part in parts
        )


def closure(wanted: Iterable[str], grammars: Mapping[str, Grammar]) -> list[Grammar]:
    """The named grammars with all they include, each once, those built upon first."""
    out: list[Grammar] = []

    def add(name: str, trail: tuple[str, ...]) -> None:
        if name in trail:
            raise GrammarError(
                f"grammar {name}: it includes itself, by way of {' → '.join((*trail[1:], name))}"
            )
        if name not in grammars:
            asker = f" (included by {trail[-1]})" if trail else ""
            raise GrammarError(
                f"no grammar {name!r}{asker}; there are {', '.join(sorted(grammars))}"
            )
        for below in grammars[name].include:
            add(below, (*trail, name))
        if grammars[name] not in out:
            out.append(grammars[name])

    for name in wanted:
        add(name, ())
    return out


def compiled(grammars: Sequence[Grammar], rules: Rules) -> dict[str, Any]:
    """Plain data for `lexicon.Lexicon`: families, and every spelling as an expression with its conditions."""
    compiler = _Compiler(rules)
    families: list[Family] = []
    homes: list[str] = []
    for grammar in grammars:
        for family in grammar.families:
            if family.name in {known.name for known in families}:
                raise GrammarError(
                    f"grammar {grammar.grammar}: family {family.name!r} is defined twice"
                )
            families.append(family)
            homes.append(grammar.grammar)
    names = [family.name for family in families]
    for family in families:
        if family.kin is not None and family.kin not in names:
            raise GrammarError(
                f"family {family.name}: its kin {family.kin!r} is not in the grammars in force"
            )
    spellings = [
        (place, spelling)
        for place, family in enumerate(families)
        for spelling in family.spellings
    ]
    # Where one template begins another ((一) and (一)、), the longer is tried first; else the order of the file.
    spellings.sort(
        key=lambda entry: (
            entry[1].price,
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
                "templates": [spelling.template for spelling in family.spellings],
            }
            for family, home in zip(families, homes, strict=True)
        ],
        "spellings": [
            {
                "family": place,
                "template": spelling.template,
                "first": compiler.first(spelling.template),
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
        **rules.model_dump(include={"leads", "glyphs", "prices"}),
    }


def read_folder(path: str | Path) -> tuple[dict[str, Grammar], Rules, Words]:
    """The grammars of a folder by name, and the rules and word lists that lie with them."""
    folder = Path(path)
    grammars: dict[str, Grammar] = {}
    rules, words = None, None
    for file in sorted(folder.glob("*.yaml")):
        text = file.read_text(encoding="utf-8")
        if file.stem == "reading":
            rules = load(Rules, text, str(file))
        elif file.stem == "words":
            words = load(Words, text, str(file))
        elif file.stem not in ("facts", "diff"):
            grammar = load(Grammar, text, str(file))
            grammars[grammar.grammar] = grammar
    if rules is None or words is None:
        raise GrammarError(f"{folder}: reading.yaml or words.yaml is missing")
    return grammars, rules, words


def read_facts(path: str | Path) -> FactWords:
    """The word lists for facts that lie in a folder of grammars."""
    file = Path(path) / "facts.yaml"
    return load(FactWords, file.read_text(encoding="utf-8"), str(file))


def compile_folder(path: str | Path) -> dict[str, Any]:
    """The whole folder as the plain data that ships, under `auto` all grammars together.

    A lexicon is JSON inside it, for a run parses only the one it uses; so are the words for facts.
    """
    folder = Path(path)
    grammars, rules, words = read_folder(folder)
    sets = {"auto": list(grammars), **{name: [name] for name in grammars}}
    lexicons = {
        name: json.dumps(
            compiled(closure(wanted, grammars), rules),
            ensure_ascii=False,
            separators=(",", ":"),
        )
        for name, wanted in sets.items()
    }
    facts = read_facts(folder).model_dump(
        exclude={section: {"match", "reject"} for section in FactWords.model_fields}
    )
    return {
        "fingerprint": fingerprint(str(folder)),
        "lexicons": lexicons,
        "words": words.model_dump(),
        "facts": json.dumps(facts, ensure_ascii=False, separators=(",", ":")),
        "diff": load(
            Comparing,
            (folder / "diff.yaml").read_text(encoding="utf-8"),
            str(folder / "diff.yaml"),
        ).model_dump(),
        "common": (folder / "common.txt").read_text(encoding="utf-8").strip(),
    }
