"""`planparse schema`: the JSON Schema of what `-f json` writes."""

import json

import click

from planparse.cli.options import SETTINGS
from planparse.system.files import to_stdout


@click.command(context_settings=SETTINGS)
def command() -> None:
    """Print the JSON Schema of -f json."""
    from planparse.export.schema import json_schema

    to_stdout([json.dumps(json_schema(), ensure_ascii=False, indent=2), "\n"])
