"""Whether two documents are one text, or one stands in the other, by all their shingles."""

from functools import lru_cache
from typing import Literal, NamedTuple

from planparse.duplicates.copies import Card
from planparse.duplicates.titles import Titled, kinship, read_title
from planparse.grammar.wordlists import DuplicateRules

Relation = Literal["same", "text", "version", "part"]
"""The same bytes; the same words (labels aside); one text, changed; one stands in the other."""

_NEVER = 2.0
"""A likeness that no two texts have."""


class Likeness(NamedTuple):
    """How like two texts are, by the shingles that they have in common; from 0 to 1.

    `likeness` is their share of all shingles of both (Jaccard), `share` that of the text
    which has fewer. `relation` is None for different texts.
    """

    relation: Relation | None
    likeness: float
    share: float


def likeness(
    one: Card,
    other: Card,
    shingles: tuple[frozenset[object], frozenset[object]],
    rules: DuplicateRules,
) -> Likeness:
    """Return how like two documents with these shingles are; `rules` are the grammar's.

    Titles and years have their say: of two plans of different years, or of the second and
    the third batch of something, neither is a version of the other, however alike.
    """
    first, second = shingles
    common = len(first & second)
    alike = common / max(len(first) + len(second) - common, 1)
    share = common / max(min(len(first), len(second)), 1)
    of_version, of_part = _least(one, other, rules)
    is_part = share >= of_part
    is_version = alike >= of_version
    relation: Relation | None = None
    if is_version and not (is_part and alike < rules.likeness.whole):
        relation = "version"
    elif is_part:
        relation = "part"
    return Likeness(relation, alike, share)


def _least(one: Card, other: Card, rules: DuplicateRules) -> tuple[float, float]:
    """Return the least likeness of two versions, and the least share of a part."""
    bounds = rules.likeness
    titles = titled(one, rules), titled(other, rules)
    kin = kinship(*titles)
    if kin == "edition":
        return _NEVER, _NEVER
    least = {
        "same": bounds.same_title,
        "unknown": bounds.no_title,
        "other": bounds.other_title,
    }[kin]
    if _are_of_other_years(one, other, titles):
        return max(least, bounds.other_year), max(bounds.part, bounds.other_year)
    return least, bounds.part


def _are_of_other_years(one: Card, other: Card, titles: tuple[Titled, Titled]) -> bool:
    """Return whether two documents are for different years.

    A draft may be of the year before, and so may a text that says in brackets when it was
    made: （2013）.
    """
    return (
        None not in (one.year, other.year)
        and one.year != other.year
        and "draft" not in (one.stage, other.stage)
        and not any(title.dated for title in titles)
    )


def titled(card: Card, rules: DuplicateRules) -> Titled:
    """Return what the title of a document says; it has many copies, and is read once."""
    return _read(card.title or "", rules)


@lru_cache(maxsize=1 << 12)
def _read(title: str, rules: DuplicateRules) -> Titled:
    return read_title(title, rules.stages)
