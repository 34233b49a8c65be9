"""What may stand in a file of corrections, checked with line and column.

Every value is read as the text that is written: 2026-03-01 is no date of YAML, and 1.10 no
number. Aliases are refused, as they can make a small file a very large one.
"""

import re
from collections.abc import Iterable, Mapping
from typing import Annotated, Literal, Self

import yaml
from pydantic import (
    BaseModel,
    BeforeValidator,
    ConfigDict,
    Field,
    ValidationError,
    model_validator,
)

from planparse.errors import CorrectionsError, reason
from planparse.locale.message import Message, _
from planparse.system.validation import said
from planparse.system.yaml_models import YamlError, load
from planparse.text.corrections import FIELDS, LEVELLED, CorrectionKind
from planparse.text.dates import iso_date

_DEEPEST = 64
"""No tree has more levels."""
_ONLY_FIELDS = ("issuer", "year", "secrecy")
"""What is said of a document alone, and of no line."""
_YEAR = "[12][0-9]{3}"

_OR_EMPTY = BeforeValidator(lambda given: () if given == "" else given)
"""A list may be left empty."""
Count = Annotated[int, Field(ge=1)]
Words = Annotated[str, Field(min_length=1)]


class _Data(BaseModel):
    """What a file holds, or a part of it: no other fields, and none changes."""

    model_config = ConfigDict(extra="forbid", frozen=True)


class Entry(_Data):
    """A correction: what the words on a line are.

    `column` says which of the words are meant, where they stand on the line more than once;
    the others are for people.
    """

    line: Count
    column: Count | None = None
    words: Words
    is_: CorrectionKind = Field(alias="is")
    level: Annotated[int, Field(ge=1, le=_DEEPEST)] | None = None
    value: Words | None = None
    by: str | None = None
    date: str | None = None
    why: str | None = None

    @model_validator(mode="after")
    def _fits_together(self) -> Self:
        """Raise ValueError where a level or a value has no meaning, or none is there."""
        if self.level is not None and self.is_ not in LEVELLED:
            raise ValueError(
                _("{kind} has no level: heading and section have one", kind=self.is_)
            )
        if self.value is None:
            if self.is_ in _ONLY_FIELDS:
                raise ValueError(
                    _("{kind} wants a value: which {kind} it is", kind=self.is_)
                )
            return self
        if self.is_ not in FIELDS:
            raise ValueError(
                _(
                    "{kind} has no value: {fields} have one",
                    kind=self.is_,
                    fields=_names(FIELDS),
                )
            )
        if self.is_ == "year" and not re.fullmatch(_YEAR, self.value):
            raise ValueError(_("year is four digits, not {value}", value=self.value))
        if self.is_ == "date" and iso_date(self.value) != self.value:
            raise ValueError(
                _("date is a day such as 2026-03-01, not {value}", value=self.value)
            )
        return self


class File(_Data):
    """The corrections of one file: its path from the folder of the corrections, its digest."""

    path: Words
    sha256: Annotated[str, Field(pattern="^[0-9a-f]{64}$")]
    corrections: Annotated[tuple[Entry, ...], _OR_EMPTY]


class Sheet(_Data):
    """What a file of corrections holds."""

    schema_: Literal["1"] = Field(alias="schema")
    files: Annotated[tuple[File, ...], _OR_EMPTY]


class Loader(yaml.BaseLoader):
    """YAML of which every value is text, without aliases."""

    def compose_node(self, parent: yaml.Node | None, index: int) -> yaml.Node | None:
        """Compose a node as ever, but refuse an alias."""
        if self.check_event(yaml.AliasEvent):
            mark = self.peek_event().start_mark  # type: ignore[no-untyped-call]
            raise yaml.composer.ComposerError(
                None, None, "an alias (*) is not read here", mark
            )
        return super().compose_node(parent, index)


def sheet_of(text: str, path: str) -> Sheet:
    """Return what the text of a file of corrections says. Raises CorrectionsError."""
    try:
        return load(Sheet, text, path, Loader)
    except YamlError as fault:
        raise CorrectionsError(reason(fault)) from None


def entries_of(given: Iterable[Mapping[str, object]]) -> list[Entry]:
    """Return corrections that a program gives as entries of a file.

    Raises CorrectionsError.
    """
    found = []
    for place, one in enumerate(given, 1):
        try:
            found.append(Entry.model_validate(dict(one)))
        except ValidationError as faults:
            fault = faults.errors()[0]
            where = ".".join(map(str, fault["loc"]))
            told = said(where, fault)
            if not where and isinstance(told, Message):
                told = told.values.get("why", told)  # of no file, but of this entry
            raise CorrectionsError(
                _("correction {place}: {fault}", place=place, fault=told)
            ) from None
    return found


def _names(kinds: frozenset[str]) -> str:
    """Return kinds as a sentence lists them."""
    *most, last = sorted(kinds)
    return f"{', '.join(most)} and {last}"
