"""`planparse schema`: the JSON Schema of what `-f json` writes."""

import json

import click

from planparse.console import SETTINGS
from planparse.output import to_stdout


@click.command(context_settings=SETTINGS)
def command() -> None:
    """Print the JSON Schema of -f json."""
    from planparse.document import json_schema  # noqa: PLC0415 - imports pydantic, which --help needs not

    to_stdout([json.dumps(json_schema(), ensure_ascii=False, indent=2), "\n"])
