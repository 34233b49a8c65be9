r"""Parse Chinese official plans into trees of numbered work points.

    >>> import planparse
    >>> plan = planparse.parse("一、治水\n（一）清漂。\n（三）清淤。\n")
    >>> [section.label for section in plan.sections()]
    ['一、', '（一）', '（三）']
    >>> plan.lacunae()[0].missing
    ('（二）',)

The names below are all that a program needs, and what is kept from one version to the
next; `docs/python.md` is the tutorial. They are loaded when they are first used, so that
to import the package costs nothing.
"""

__version__ = "0.1.0"

TYPE_CHECKING = False  # as in `typing`, which takes longer to import than all of this
if TYPE_CHECKING:
    from planparse.api.citation import Citation, verify
    from planparse.api.comparison import Comparison, diff
    from planparse.api.corrections import (
        Correction,
        find_corrections,
        load_corrections,
    )
    from planparse.api.duplicates import DuplicateGroup, find_duplicates
    from planparse.api.finding import Finding
    from planparse.api.grammar import Grammar, load_grammar
    from planparse.api.node import Document, Node, Task
    from planparse.api.normalised import Normalised, normalise, restore
    from planparse.api.plan import Plan, Source
    from planparse.api.reading import find_facts, load, parse, parse_file
    from planparse.api.search import Hit, search
    from planparse.api.tracking import Tracking, track
    from planparse.catalogue.entry import CatalogueEntry
    from planparse.corrections.files import CorrectionsFile
    from planparse.errors import (
        CorrectionsError,
        DamagedError,
        EncryptedError,
        PlanparseError,
        TooLargeError,
        UnreadableError,
        UnreadableFormatError,
    )
    from planparse.facts.kinds import Facts
    from planparse.grammar.loading import GrammarError
    from planparse.normaliser.ledger import CannotRestoreError, Ledger
    from planparse.readers.suffixes import SUFFIXES
    from planparse.retrieval.chunks.chunk import Chunk
    from planparse.retrieval.chunks.units import CHUNK_SIZE, UnitError
    from planparse.retrieval.citations.verification import Verification
    from planparse.tasks.query import QueryError
    from planparse.tasks.work_points import WorkPoint
    from planparse.text.encoding import UnknownEncodingError
    from planparse.tree import Claim, Edit, Span

__all__ = [
    "CHUNK_SIZE",
    "SUFFIXES",
    "CannotRestoreError",
    "CatalogueEntry",
    "Chunk",
    "Citation",
    "Claim",
    "Comparison",
    "Correction",
    "CorrectionsError",
    "CorrectionsFile",
    "DamagedError",
    "Document",
    "DuplicateGroup",
    "Edit",
    "EncryptedError",
    "Facts",
    "Finding",
    "Grammar",
    "GrammarError",
    "Hit",
    "Ledger",
    "Node",
    "Normalised",
    "Plan",
    "PlanparseError",
    "QueryError",
    "Source",
    "Span",
    "Task",
    "TooLargeError",
    "Tracking",
    "UnitError",
    "UnknownEncodingError",
    "UnreadableError",
    "UnreadableFormatError",
    "Verification",
    "WorkPoint",
    "__version__",
    "diff",
    "find_corrections",
    "find_duplicates",
    "find_facts",
    "load",
    "load_corrections",
    "load_grammar",
    "normalise",
    "parse",
    "parse_file",
    "restore",
    "search",
    "track",
    "verify",
]

_HOMES = {
    "api.citation": ("Citation", "verify"),
    "api.comparison": ("Comparison", "diff"),
    "api.corrections": ("Correction", "find_corrections", "load_corrections"),
    "api.duplicates": ("DuplicateGroup", "find_duplicates"),
    "api.finding": ("Finding",),
    "api.grammar": ("Grammar", "load_grammar"),
    "api.node": ("Document", "Node", "Task"),
    "api.normalised": ("Normalised", "normalise", "restore"),
    "api.plan": ("Plan", "Source"),
    "api.reading": ("find_facts", "load", "parse", "parse_file"),
    "api.search": ("Hit", "search"),
    "api.tracking": ("Tracking", "track"),
    "catalogue.entry": ("CatalogueEntry",),
    "corrections.files": ("CorrectionsFile",),
    "errors": (
        "CorrectionsError",
        "DamagedError",
        "EncryptedError",
        "PlanparseError",
        "TooLargeError",
        "UnreadableError",
        "UnreadableFormatError",
    ),
    "facts.kinds": ("Facts",),
    "grammar.loading": ("GrammarError",),
    "normaliser.ledger": ("CannotRestoreError", "Ledger"),
    "readers.suffixes": ("SUFFIXES",),
    "retrieval.chunks.chunk": ("Chunk",),
    "retrieval.chunks.units": ("CHUNK_SIZE", "UnitError"),
    "retrieval.citations.verification": ("Verification",),
    "tasks.query": ("QueryError",),
    "tasks.work_points": ("WorkPoint",),
    "text.encoding": ("UnknownEncodingError",),
    "tree": ("Claim", "Edit", "Span"),
}
"""The module of each public name."""


def __getattr__(name: str) -> object:
    """Load a public name when it is first asked for (PEP 562)."""
    for home, names in _HOMES.items():
        if name in names:
            from importlib import import_module

            from planparse.system import kept_expressions

            kept_expressions.recall()  # before the modules that have them are imported
            found = getattr(import_module(f"planparse.{home}"), name)
            globals()[name] = found
            return found
    raise AttributeError(f"module 'planparse' has no attribute {name!r}")


def __dir__() -> list[str]:
    """Return the public names."""
    return __all__
