"""All rules of findings, and how to look them up.

To add a rule, write a class in the `kinds_` module of its letter; nothing else lists it.
A module for a new letter is named in `_KINDS`.
"""

from collections.abc import Mapping
from types import MappingProxyType

from planparse.findings import (
    kinds_claims,
    kinds_decoding,
    kinds_envelope,
    kinds_numbering,
    kinds_pages,
    kinds_text,
)
from planparse.findings.rule import Page, Rule
from planparse.tree import Finding, Lang

_KINDS = (
    kinds_decoding,
    kinds_pages,
    kinds_numbering,
    kinds_text,
    kinds_claims,
    kinds_envelope,
)

RULES: Mapping[str, type[Rule]] = MappingProxyType(
    {
        found.code: found
        for kinds in _KINDS
        for found in vars(kinds).values()
        if isinstance(found, type) and issubclass(found, Rule) and found is not Rule
    }
)
"""Every rule by its code: decoding (D), numbering (N), text (T), claims (C), envelope (E)."""


def rule(code_or_name: str) -> type[Rule]:
    """Return the rule of that code or name, in upper or lower case.

    Raises LookupError, with a message for people, where there is none.
    """
    wanted = code_or_name.strip()
    for found in RULES.values():
        if wanted.upper() == found.code or wanted.lower() == found.name:
            return found
    raise LookupError(
        f"no finding is called {code_or_name!r}: the codes are {', '.join(RULES)}"
    )


def message(finding: Finding, lang: Lang) -> str:
    """Return what a finding says, in one sentence without a full stop.

    Facts are put in as they stand, control characters included: whoever prints the
    message escapes them. Raises ValueError where the finding does not carry the facts
    that its rule asks for.
    """
    return RULES[finding.code].message(finding.facts, lang)


def parts(code: str, lang: Lang) -> Page:
    """Return the page of a rule in its parts. Raises LookupError as `rule` does."""
    return rule(code).parts(lang)


def page(code: str, lang: Lang) -> str:
    """Return the page of a rule, by code or name. Raises LookupError as `rule` does."""
    return rule(code).page(lang)
