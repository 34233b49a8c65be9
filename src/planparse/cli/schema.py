"""`planparse schema`: the JSON Schema of each form that is printed."""

import json

import click

from planparse.cli.commands import Command
from planparse.cli.options import SETTINGS
from planparse.export.schemas.forms import FORMS
from planparse.system.files import to_stdout


@click.command(cls=Command, context_settings=SETTINGS)
@click.argument("form", metavar="[FORM]", type=click.Choice([*FORMS]), default="json")
def command(*, form: str) -> None:
    """Print the JSON Schema (2020-12) of what planparse prints.

    FORM is json, which is the default (a plan, planparse -f json), nodes (a line of -f
    nodes), chunk, search, cite, verify, duplicates or catalogue (a line of it), check, diff
    or track (its -f json), ledger (normalise --ledger), manifest (a line of a batch's
    manifest) or report (batch --report). The $id of a schema ends in its version, which
    changes when a reader of the old form could be misled.
    """
    from planparse.export.schemas.forms import json_schema

    to_stdout([json.dumps(json_schema(form), ensure_ascii=False, indent=2), "\n"])
