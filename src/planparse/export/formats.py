"""The one list of the formats that a plan is written in: an entry each, and a module that writes.

It imports nothing of planparse: the command line reads this list to print its help, and
`batch` to name its outputs.
"""

from collections.abc import Iterable, Mapping
from types import MappingProxyType
from typing import Literal, NamedTuple, TypeVar

TextFormat = Literal["yaml", "json", "nodes", "outline", "md", "akn", "table", "csv"]
BinaryFormat = Literal["docx", "tasks-docx", "xlsx"]
FormatName = Literal[TextFormat, BinaryFormat]
"""The name of a format, as `-f` takes it."""

Option = Literal[
    "spans",
    "colour",
    "width",
    "level",
    "select",
    "plain",
    "by",
    "auto_numbers",
    "template",
]
"""What only some formats can be asked for."""

Grouping = Literal["owner"]
"""What a workbook may have a sheet for, instead of each document: each unit that leads."""

_Name = TypeVar("_Name", bound=str)


class Extra(NamedTuple):
    """An optional dependency of planparse: its name, and the package that it installs."""

    name: str
    package: str


class Format(NamedTuple):
    """A format, what writes it, and what it has a place for.

    `writer` is a module of `export` and its function (`writers.Writer`), which is imported
    when it is asked for. `suffixes` of file names stand for the format; outputs of a batch
    get `suffix`. Help explains its name by a `gloss`. A format `of_tasks` holds work
    points, a line each, instead of whole documents. What one `of_one_file` holds cannot be
    followed by what was read from another file; else what is read from each of several
    begins with `opening`, and is put on a line of its own where it `fits_one_line`. `facts`
    and `furniture` (page numbers, comments) say whether it has a place for these, `digest`
    whether it prints that of the file's bytes. One that `needs_text` looks into the source,
    which a plan that was read back does not have. A `binary` one is written as bytes. One
    that needs an `extra` cannot be written where that is not installed.
    """

    writer: str
    suffix: str
    suffixes: tuple[str, ...] = ()
    gloss: str = ""
    options: tuple[Option, ...] = ()
    of_tasks: bool = False
    of_one_file: bool = False
    opening: str = ""
    fits_one_line: bool = False
    facts: bool = True
    furniture: bool = True
    digest: bool = False
    needs_text: bool = False
    binary: bool = False
    extra: Extra | None = None


def _format_of_tasks(
    writer: str,
    suffix: str,
    suffixes: tuple[str, ...] = (),
    options: tuple[Option, ...] = (),
    *,
    binary: bool = False,
    extra: Extra | None = None,
) -> Format:
    """Return a format of the table of tasks; a binary one holds the tables of one file alone."""
    return Format(
        writer,
        suffix,
        suffixes,
        options=("level", "select", *options),
        of_tasks=True,
        of_one_file=binary,
        furniture=False,
        needs_text=True,
        binary=binary,
        extra=extra,
    )


FORMATS: Mapping[str, Format] = MappingProxyType(
    {
        "yaml": Format(
            "yaml_sheet:write",
            ".yaml",
            (".yaml", ".yml"),
            options=("spans",),
            opening="---\n",
            digest=True,
        ),
        "json": Format(
            "json_text:write", ".json", (".json",), fits_one_line=True, digest=True
        ),
        "nodes": Format(
            "json_text:write_nodes",
            ".jsonl",
            (".jsonl", ".ndjson"),
            gloss="JSON Lines",
        ),
        "outline": Format(
            "outline:write",
            ".txt",
            (".txt",),
            options=("colour", "width"),
            facts=False,
        ),
        "md": Format(
            "markdown:write",
            ".md",
            (".md", ".markdown"),
            facts=False,
            furniture=False,
            needs_text=True,
        ),
        "akn": Format(
            "akoma_ntoso:write",
            ".akn",
            (".akn", ".xml"),
            gloss="Akoma Ntoso",
            of_one_file=True,
            facts=False,
            furniture=False,
        ),
        "table": _format_of_tasks("markdown:write_table", ".table.md"),
        "csv": _format_of_tasks(
            "csv_table:write", ".csv", (".csv",), options=("plain",)
        ),
        "docx": Format(
            "word.document:write",
            ".docx",
            (".docx",),
            gloss="Word",
            options=("auto_numbers", "template"),
            of_one_file=True,
            facts=False,
            furniture=False,
            needs_text=True,
            binary=True,
        ),
        "tasks-docx": _format_of_tasks(
            "word.task_table:write",
            ".tasks.docx",
            (".tasks.docx",),
            options=("template",),
            binary=True,
        ),
        "xlsx": _format_of_tasks(
            "workbook.book:write",
            ".xlsx",
            (".xlsx",),
            options=("by",),
            binary=True,
            extra=Extra(name="xlsx", package="xlsxwriter"),
        ),
    }
)
"""The formats by name, in the order in which they are listed to people."""

TASK_LINES = "task-lines"
"""What a batch makes a table of many files from; no format that can be asked for."""

CATALOGUE_LINES = "catalogue-lines"
"""What the catalogue of an archive is made from; no format that can be asked for either."""

INNER: Mapping[str, Format] = MappingProxyType(
    {
        TASK_LINES: _format_of_tasks("task_lines:write", ".jsonl"),
        CATALOGUE_LINES: Format(
            "catalogue_lines:write",
            ".jsonl",
            facts=False,
            furniture=False,
            needs_text=True,
        ),
    }
)
"""The formats that are never an output."""

OF_TASKS = tuple(name for name, form in FORMATS.items() if form.of_tasks)
"""The formats that hold work points, a line each, instead of whole documents."""


ENDINGS: Mapping[str, tuple[str, ...]] = MappingProxyType(
    {name: form.suffixes for name, form in FORMATS.items()}
)
"""What the names of files of each format of a plan end in."""


def format_of(path: str) -> str | None:
    """Return the format of a plan that the suffix of a file name means, else None."""
    return format_among(path, ENDINGS)


def format_among(path: str, suffixes: Mapping[_Name, Iterable[str]]) -> _Name | None:
    """Return the format that has the suffix of a file name, in either case, else None.

    Of two suffixes that it ends in, the longer one says what is meant.
    """
    name = path.lower()
    found = [
        (len(suffix), fmt)
        for fmt, known in suffixes.items()
        for suffix in known
        if name.endswith(suffix)
    ]
    return max(found)[1] if found else None


def names_with(option: Option) -> tuple[str, ...]:
    """Return the names of the formats that an option has an effect on."""
    return tuple(name for name, form in FORMATS.items() if option in form.options)
