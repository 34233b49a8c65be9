"""The models that check the files of `wordlists`: each type with the examples of its file.

Every list has an entry at least, and every file of words has examples of what they mean
(`match`) and of what they do not (`reject`).
"""

from collections.abc import Mapping
from typing import Annotated, Any, Literal, get_type_hints

from pydantic import BaseModel, Field, StringConstraints, create_model

from planparse.grammar import wordlists
from planparse.grammar.schema import Data
from planparse.grammar.wordlists import FactWords, ReportWords, WordLists, Words

Strings = Annotated[tuple[str, ...], Field(min_length=1)]
Share = Annotated[float, Field(gt=0, le=1)]
_Addition = Annotated[float, Field(ge=0, le=1)]
_Count = Annotated[int, Field(ge=1)]
Day = Annotated[str, StringConstraints(pattern=r"^[01][0-9]-[0-3][0-9]$")]
_Roles = Literal["lead", "guide", "support", "responsible"]

_CLOSER: Mapping[tuple[str, str], Any] = {
    ("DeadlineWords", "last_days"): dict[str, Day],
    ("DeadlineWords", "parts"): dict[str, Annotated[int, Field(ge=1, le=31)]],
    ("OwnerWords", "roles"): dict[_Roles, Strings],
    ("TaskTableWords", "units"): dict[_Roles | Literal["leader"], Strings],
    ("Matching", "vote"): Annotated[float, Field(ge=0)],
    ("Matching", "position"): _Addition,
}
"""Fields whose values are checked more closely than their types in `wordlists` say."""

_Pairs = Annotated[tuple[tuple[str, str], ...], Field(min_length=1)]

_MATCH: Mapping[str, Any] = {
    "FrontMatter": dict[str, str],
    "Counts": dict[str, int],
    "Closings": dict[str, str],
    "Normaliser": dict[str, str],
    "OwnerWords": dict[str, dict[str, Strings]],
    "DeadlineWords": dict[str, dict[str, str | None]],
    "FigureWords": dict[str, dict[str, tuple[int | float, int | float | None, str]]],
    "IndicatorWords": dict[str, tuple[str, ...]],
    "SideWords": dict[str, Literal["review", "plan"]],
    "OutcomeWords": dict[str, Literal["reached", "missed", "reported"]],
    "DuplicateRules": _Pairs,
    "StyleWords": dict[str, Strings],
    "ReferenceWords": dict[str, dict[str, Literal["title", "docnumber", "internal"]]],
}
"""What the examples under `match` say besides their texts; those of other files say nothing."""

_REJECT: Mapping[str, Any] = {
    "DuplicateRules": _Pairs,
    "StyleWords": dict[str, Strings],
}
"""The examples under `reject` that are more than a text each."""


_CLOSER_TYPES: Mapping[Any, Any] = {
    Words: Strings,
    Mapping[str, Words]: dict[str, Strings],
    float: Share,
    int: _Count,
}
"""How values of a type are checked, where `_CLOSER` does not say otherwise."""

_WITHOUT_EXAMPLES = (
    wordlists.Characters,
    wordlists.Matching,
    wordlists.Tracking,
    wordlists.MeasureWords,
    wordlists.CompareRules,
    wordlists.CandidateRules,
    wordlists.LikenessRules,
    wordlists.StageWords,
    wordlists.LearningRules,
)

EXAMPLES = ("match", "reject")
"""The fields that have the examples."""


def _model(of_file: type) -> type[BaseModel]:
    """Return the model of a file, from its type at run time and with its examples."""
    name = of_file.__name__
    fields: dict[str, Any] = {
        field: (_CLOSER.get((name, field), _checked(hint)), ...)
        for field, hint in get_type_hints(of_file).items()
    }
    if of_file not in _WITHOUT_EXAMPLES:
        fields["match"] = (
            Annotated[_MATCH.get(name, Strings), Field(min_length=1)],
            ...,
        )
        fields["reject"] = (_REJECT.get(name, Strings), ...)
    return create_model(name, __base__=Data, **fields)


def _checked(hint: Any) -> Any:
    """Return a type at run time as pydantic is to check it."""
    if hint in _WITHOUT_EXAMPLES:
        return _model(hint)
    return _CLOSER_TYPES.get(hint, hint)


WORDS = {name: _model(hint) for name, hint in get_type_hints(WordLists).items()}
FACTS = {name: _model(hint) for name, hint in get_type_hints(FactWords).items()}
REPORTS = {name: _model(hint) for name, hint in get_type_hints(ReportWords).items()}
"""The models by the name of their file."""

COMPARE = _model(wordlists.CompareRules)
"""The model of `compare.yaml`."""

DUPLICATES = _model(wordlists.DuplicateRules)
"""The model of `duplicates.yaml`."""

LEARNING = _model(wordlists.LearningRules)
"""The model of `learning.yaml`."""

STYLE = _model(wordlists.StyleWords)
"""The model of `style.yaml`."""
