"""The rules of findings by the letters of their codes, each imported where one is met.

To add a rule, write a class in the `kinds_` module of its letter; nothing else lists it.
A module for a new letter is named in KINDS.
"""

from collections.abc import Mapping
from functools import cache
from importlib import import_module

from planparse.findings.rule import Rule
from planparse.tree import Finding, Lang

KINDS: Mapping[str, tuple[str, ...]] = {
    "D": ("kinds_decoding", "kinds_pages"),
    "N": ("kinds_numbering",),
    "T": ("kinds_text",),
    "C": ("kinds_claims",),
    "E": ("kinds_envelope",),
    "R": ("kinds_corrections",),
    "S": ("kinds_style_layout", "kinds_style_marks"),
}
"""The modules of each letter: decoding (D), numbering (N), text (T), claims (C), envelope (E),
corrections and reported losses (R), style (S), which only `findings.style` tells."""

STYLE = "S"
"""The letter of findings that are told only where somebody asks for them."""


@cache
def rules_of(letter: str) -> Mapping[str, type[Rule]]:
    """Return the rules of a letter by their codes, in order."""
    return {
        found.code: found
        for name in KINDS[letter]
        for found in vars(import_module(f"planparse.findings.{name}")).values()
        if isinstance(found, type) and issubclass(found, Rule) and found is not Rule
    }


def rule_of(finding: Finding) -> type[Rule]:
    """Return the rule by which something was found."""
    return rules_of(finding.code[0])[finding.code]


def message(finding: Finding, lang: Lang) -> str:
    """Return what a finding says, in one sentence without a full stop.

    Facts are put in as they stand, control characters included: whoever prints the
    message escapes them. Raises ValueError where the finding does not carry the facts
    that its rule asks for.
    """
    return rule_of(finding).message(finding.facts, lang)
