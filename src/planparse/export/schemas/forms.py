"""The printed forms by name, each with its model, and their JSON Schemas."""

from collections.abc import Mapping
from importlib import import_module
from types import MappingProxyType
from typing import Any, NamedTuple

_DIALECT = "https://json-schema.org/draft/2020-12/schema"


class Form(NamedTuple):
    """A printed form: what prints it, its model, and the version of its fields.

    `model` is `module.Class` of this package. The version changes when a reader of the old
    form could be misled; where what is printed says its version (`schema`, `ledger`), it is
    that one.
    """

    printed_by: str
    model: str
    version: int = 1


FORMS: Mapping[str, Form] = MappingProxyType(
    {
        "json": Form("planparse -f json", "plan.Plan"),
        "nodes": Form("a line of planparse -f nodes", "nodes.NodeLine"),
        "chunk": Form("a line of planparse chunk", "retrieval.Chunk"),
        "search": Form("a line of planparse search -f json", "retrieval.Hit"),
        "cite": Form("a line of planparse cite -f json", "retrieval.CitedPassage"),
        "verify": Form("a line of planparse verify -f json", "retrieval.Verification"),
        "check": Form("planparse check -f json", "findings.Findings"),
        "diff": Form("planparse diff -f json", "comparison.Comparison"),
        "track": Form("planparse track -f json", "tracking.Tracking"),
        "duplicates": Form(
            "a line of planparse duplicates -f json", "duplicates.DuplicateGroup"
        ),
        "catalogue": Form(
            "a line of planparse catalogue -f json", "catalogue.CatalogueLine"
        ),
        "ledger": Form("planparse normalise --ledger", "ledger.Ledger"),
        "manifest": Form("a line of a batch's manifest", "batch.ManifestLine"),
        "report": Form("planparse batch --report FILE.json", "batch.BatchReport"),
    }
)
"""Of a form that is printed as lines the schema is that of one line."""


def json_schema(name: str) -> dict[str, Any]:
    """Return the JSON Schema (2020-12) of a printed form. Raises KeyError for no name of one."""
    form = FORMS[name]
    module, _, model = form.model.partition(".")
    made = getattr(import_module(f"{__package__}.{module}"), model)
    return {
        "$schema": _DIALECT,
        "$id": f"urn:planparse:schema:{name}:{form.version}",
        **made.model_json_schema(),
    }
