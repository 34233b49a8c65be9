"""Which findings are named: by code, by the beginning of codes, or by name."""

from planparse.findings.catalogue import RULES
from planparse.locale.message import _

_LIKE = 0.5
"""How like a name what is given is to be, from 0 to 1, to be asked about: a choice."""


def codes_of(names: str) -> frozenset[str]:
    """Return the codes of a list such as `N201,doubtful-break,T3`; T3 names all that begin so.

    Raises LookupError for a name of nothing, with what is most like it.
    """
    return frozenset(code for name in names.split(",") for code in _codes(name.strip()))


def _codes(name: str) -> list[str]:
    """Return the codes that one name stands for. Raises LookupError."""
    found = [
        code
        for code, rule in RULES.items()
        if (name and code.startswith(name.upper())) or rule.name == name.lower()
    ]
    if found:
        return found
    from difflib import SequenceMatcher

    def likeness(known: str) -> float:
        """Return how like a known name is to what was given, from 0 to 1."""
        return SequenceMatcher(None, known.lower(), name.lower()).ratio()

    like = max((*RULES, *(rule.name for rule in RULES.values())), key=likeness)
    if likeness(like) < _LIKE:
        raise LookupError(
            _("no finding is called '{name}': planparse explain lists them", name=name)
        )
    raise LookupError(
        _(
            "no finding is called '{name}': did you mean {like}? planparse explain "
            "lists them",
            name=name,
            like=like,
        )
    )
