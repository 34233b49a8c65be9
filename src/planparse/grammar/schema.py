"""What may stand in a grammar file, and in the files that all grammars share.

A grammar is YAML (`grammars/numbering/*.yaml`, or a user's own file). Its levels are
templates (`（{hanzi}）`); in a user's own they may be regular expressions too. Pydantic
checks them when the package is built, when a user brings a grammar, and in the tests; a
run on the grammars that ship reads their compiled form and imports neither pydantic nor
yaml.
"""

import re
from typing import Annotated, Literal

from pydantic import (
    BaseModel,
    ConfigDict,
    Field,
    StringConstraints,
    field_validator,
    model_validator,
)

from planparse.locale.message import _
from planparse.text.numerals import NUMERALS

Name = Annotated[str, StringConstraints(pattern=r"^[a-z][a-z0-9-]*$")]
Place = Literal["line", "sentence", "clause", "anywhere"]
_SLOT = re.compile(r"\{([^{}]*)\}")


class Data(BaseModel):
    """What a file holds, or a part of it: no other fields, and none changes."""

    model_config = ConfigDict(extra="forbid", frozen=True)


class Spelling(Data):
    """One way of writing a family's markers: a template, or a pattern (see `patterns`)."""

    template: str = ""
    pattern: str = ""
    at: tuple[Place, ...] = ("line",)
    price: Annotated[float, Field(ge=0, le=10)] = 0.0
    before: tuple[str, ...] = ()
    not_before: tuple[str, ...] = ()
    not_after: tuple[str, ...] = ()

    @field_validator("pattern")
    @classmethod
    def _can_be_used(cls, pattern: str) -> str:
        """Refuse a pattern that is no expression, or from which no number can be taken."""
        from planparse.grammar.patterns import compiled

        compiled(pattern)
        return pattern

    @model_validator(mode="after")
    def _has_a_number(self) -> "Spelling":
        """Refuse what has no template and no pattern, or a template without its number.

        So is a loose brace, an unknown slot, and a pattern in mid-sentence.
        """
        if bool(self.template) == bool(self.pattern):
            raise ValueError(_("a spelling is either a template or a pattern"))
        if self.pattern:
            if "anywhere" in self.at:
                raise ValueError(_("a pattern stands at line, sentence or clause"))
            return self
        slots = _SLOT.findall(self.template)
        if not slots:
            raise ValueError(
                _(
                    "the template {template!r} has no number in it, such as {{hanzi}}",
                    template=self.template,
                )
            )
        if "{" in _SLOT.sub("", self.template) or "}" in _SLOT.sub("", self.template):
            raise ValueError(
                _(
                    "the template {template!r} has a brace that belongs to no number",
                    template=self.template,
                )
            )
        for slot in slots:
            _known_slot(slot, counts=True)
        for name in (*self.before, *self.not_before, *self.not_after):
            for slot in _SLOT.findall(name):
                _known_slot(slot, counts=False)
        return self


def _known_slot(slot: str, *, counts: bool) -> None:
    """Raise ValueError where a slot names no numeral system and lists no words."""
    if slot.startswith("words:"):
        words = slot.removeprefix("words:").split("|")
        if not all(words) or len(set(words)) < len(words):
            raise ValueError(_("{{{slot}}} has an empty word, or one twice", slot=slot))
    elif slot not in NUMERALS and (counts or slot != "digit"):
        raise ValueError(
            _(
                "{{{slot}}} is no numeral system; there are {numerals}",
                slot=slot,
                numerals=[*NUMERALS],
            )
        )


class Family(Data):
    """A level of numbering: spellings that continue one another.

    Families of a smaller `level` stand nearer the root.
    """

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


class Grammar(Data):
    """A grammar file: families of markers, and the grammars it builds on.

    `prices` are those of moves of the search and of doubtful spellings, by name, where they
    are to be others than those that ship.
    """

    grammar: Name
    title: str
    about: str
    include: tuple[Name, ...] = ()
    families: tuple[Family, ...]
    prices: dict[str, Annotated[float, Field(ge=-10, le=10)]] = {}

    @model_validator(mode="after")
    def _has_something(self) -> "Grammar":
        """Refuse a grammar that has no families, and no prices for those of others."""
        if not self.families and not self.prices:
            raise ValueError(_("a grammar has families, or prices"))
        return self


class CharClass(Data):
    """What may or may not follow a marker: characters, a range (`a-z`), or words (templates).

    The words of a `higher` class begin with a number, and count only where it is higher
    than that of the marker. What begins one of the words of `but` does not count.
    """

    chars: str = ""
    range: Annotated[str, Field(pattern="^.-.$|^$")] = ""
    words: tuple[str, ...] = ()
    higher: bool = False
    but: tuple[str, ...] = ()


class Labels(Data):
    """`labels.yaml`: what may stand before a label, and what may follow it."""

    leads: str
    classes: dict[str, CharClass]


class Search(Data):
    """`search.yaml`: what each move of the reading costs."""

    prices: dict[str, float]
