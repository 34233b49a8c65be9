"""The one list of the formats that a plan is written in: names, suffixes, options.

It imports nothing of planparse: the command line reads this list to print its help, and
`batch` to name its outputs. `writers` has what writes each.
"""

from collections.abc import Mapping
from types import MappingProxyType
from typing import Literal, NamedTuple

FormatName = Literal[
    "yaml", "json", "nodes", "outline", "md", "akn", "table", "csv", "xlsx"
]
"""The name of a format, as `-f` takes it."""

Option = Literal["spans", "colour", "width", "level", "select", "plain"]
"""What only some formats can be asked for."""


class Format(NamedTuple):
    """A format, and what it has a place for.

    `suffixes` of file names stand for it; outputs of a batch get `suffix`. A format
    `of_tasks` holds work points, a line each, instead of whole documents. What one
    `of_one_file` holds cannot be followed by what was read from another file. `facts` and
    `furniture` (page numbers, comments) say whether it has a place for these. One that
    `needs_text` looks into the source, which a plan that was read back does not have. A
    `binary` one is written as bytes.
    """

    suffix: str
    suffixes: tuple[str, ...] = ()
    options: tuple[Option, ...] = ()
    of_tasks: bool = False
    of_one_file: bool = False
    facts: bool = True
    furniture: bool = True
    needs_text: bool = False
    binary: bool = False


def _format_of_tasks(
    suffix: str,
    suffixes: tuple[str, ...] = (),
    options: tuple[Option, ...] = (),
    binary: bool = False,
) -> Format:
    """Return a format of the table of tasks; a binary one holds the tables of one file alone."""
    return Format(
        suffix,
        suffixes,
        options=("level", "select", *options),
        of_tasks=True,
        of_one_file=binary,
        furniture=False,
        needs_text=True,
        binary=binary,
    )


FORMATS: Mapping[str, Format] = MappingProxyType(
    {
        "yaml": Format(".yaml", (".yaml", ".yml"), options=("spans",)),
        "json": Format(".json", (".json",)),
        "nodes": Format(".jsonl", (".jsonl", ".ndjson")),
        "outline": Format(".txt", (".txt",), options=("colour", "width"), facts=False),
        "md": Format(
            ".md", (".md", ".markdown"), facts=False, furniture=False, needs_text=True
        ),
        "akn": Format(
            ".akn", (".akn", ".xml"), of_one_file=True, facts=False, furniture=False
        ),
        "table": _format_of_tasks(".table.md"),
        "csv": _format_of_tasks(".csv", (".csv",), options=("plain",)),
        "xlsx": _format_of_tasks(".xlsx", (".xlsx",), binary=True),
    }
)
"""The formats by name, in the order in which they are listed to people."""

OF_TASKS = tuple(name for name, form in FORMATS.items() if form.of_tasks)
"""The formats that hold work points, a line each, instead of whole documents."""

OF_ONE_FILE = tuple(name for name, form in FORMATS.items() if form.of_one_file)
"""The formats that hold what was read from one file, and cannot follow one another."""


def format_of(path: str) -> str | None:
    """Return the format that the suffix of a file name means, in either case, else None."""
    name = path.lower()
    found = (fmt for fmt, form in FORMATS.items() if name.endswith(form.suffixes))
    return next(found, None)


def names_with(option: Option) -> tuple[str, ...]:
    """Return the names of the formats that an option has an effect on."""
    return tuple(name for name, form in FORMATS.items() if option in form.options)


def ending_of(fmt: str) -> str:
    """Return the suffix of the names of files that a batch writes in a format."""
    return FORMATS[fmt].suffix
