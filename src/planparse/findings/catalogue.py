"""All rules of findings together, and how to look them up by code or name."""

from collections.abc import Mapping
from types import MappingProxyType

from planparse.findings.kinds import KINDS, rules_of
from planparse.findings.rule import Page, Rule
from planparse.locale.message import _
from planparse.tree import Lang

RULES: Mapping[str, type[Rule]] = MappingProxyType(
    {code: found for letter in KINDS for code, found in rules_of(letter).items()}
)
"""Every rule by its code, letter by letter."""

DAMAGE = frozenset(code for code, found in RULES.items() if found.damage)
"""The codes of findings that say that text is lost, or cannot be read as it stands."""

MISFITS = frozenset({"R601", "R602", "R603"})
"""The codes of findings that say that a correction does not fit its file."""


def rule(code_or_name: str) -> type[Rule]:
    """Return the rule of that code or name, in upper or lower case.

    Raises LookupError, with a message for people, where there is none.
    """
    wanted = code_or_name.strip()
    for found in RULES.values():
        if wanted.upper() == found.code or wanted.lower() == found.name:
            return found
    raise LookupError(
        _(
            "no finding is called {code_or_name!r}: the codes are {names}",
            code_or_name=code_or_name,
            names=[*RULES],
        )
    )


def parts(code: str, lang: Lang) -> Page:
    """Return the page of a rule in its parts. Raises LookupError as `rule` does."""
    return rule(code).parts(lang)


def page(code: str, lang: Lang) -> str:
    """Return the page of a rule, by code or name. Raises LookupError as `rule` does."""
    return rule(code).page(lang)
