"""The printed forms by name, each with its model, and their JSON Schemas."""

from collections.abc import Mapping
from importlib import import_module
from types import MappingProxyType
from typing import Any, NamedTuple

_DIALECT = "https://json-schema.org/draft/2020-12/schema"


class Form(NamedTuple):
    """A printed form: its model, and the version of its fields.

    `model` is `module.Class` of this package. The version changes when a reader of the old
    form could be misled; where what is printed says its version (`schema`, `ledger`), it is
    that one.
    """

    model: str
    version: int = 1


FORMS: Mapping[str, Form] = MappingProxyType(
    {
        "json": Form("plan.Plan"),
        "nodes": Form("nodes.NodeLine"),
        "chunk": Form("retrieval.Chunk"),
        "search": Form("retrieval.Hit"),
        "cite": Form("retrieval.CitedPassage"),
        "verify": Form("retrieval.Verification"),
        "check": Form("findings.Findings"),
        "diff": Form("comparison.Comparison"),
        "track": Form("tracking.Tracking"),
        "duplicates": Form("duplicates.DuplicateGroup"),
        "catalogue": Form("catalogue.CatalogueLine"),
        "ledger": Form("ledger.Ledger"),
        "manifest": Form("batch.ManifestLine"),
        "report": Form("batch.BatchReport"),
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
