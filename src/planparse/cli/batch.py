"""`planparse batch`: whole archives, in parallel, to be stopped and started again at any time."""

import os
import signal
import sys
from collections.abc import Iterable, Iterator
from typing import Any

import click

from planparse.batch.messages import Asked
from planparse.batch.run import Run, Target
from planparse.cli import console
from planparse.export.formats import format_of
from planparse.text.encoding import UnknownEncodingError, decode

FORMATS = (
    "yaml",
    "json",
    "nodes",
    "outline",
    "md",
    "akn",
    "table",
    "csv",
    "xlsx",
    "sqlite",
    "parquet",
)
_ONE_FILE = {
    ".jsonl": "nodes",
    ".ndjson": "nodes",
    ".sqlite": "sqlite",
    ".sqlite3": "sqlite",
    ".db": "sqlite",
    ".parquet": "parquet",
}
_OWN = ".planparse"  # the folder for what a run notes
_TIMEOUT = 600.0
_LONGEST = 1_000_000


class _Stopped(BaseException):
    """The system asked the process to end."""


class _Shard(click.ParamType):  # type: ignore[type-arg,unused-ignore]
    name = "i/n"

    def convert(
        self, value: Any, param: click.Parameter | None, ctx: click.Context | None
    ) -> tuple[int, int]:
        """Return the place and the number. Fails for what is none."""
        place, slash, number = str(value).partition("/")
        if not (
            slash
            and place.isdecimal()
            and number.isdecimal()
            and 1 <= int(place) <= int(number)
        ):
            self.fail(f"{value} is no share: 1/4 is the first of four", param, ctx)
        return int(place), int(number)


@click.command(context_settings=console.SETTINGS)
@click.argument("archives", nargs=-1, required=True, metavar="ARCHIVE…")
@click.option(
    "-o",
    "--output",
    metavar="OUT",
    required=True,
    help="A folder, or one file: .jsonl, .sqlite, .parquet.",
)
@click.option("-f", "--format", "fmt", type=click.Choice(FORMATS), show_default="what OUT ends in; else yaml",
              help="What to write; of tasks alone table, csv or xlsx.")  # fmt: skip
@click.option(
    "--split",
    is_flag=True,
    help="Write an output for each document, not for each file.",
)
@click.option(
    "-0",
    "zero",
    is_flag=True,
    help="A list on standard input is parted by NUL, as find -print0 does.",
)
@click.option(
    "-j",
    "--jobs",
    type=click.IntRange(1),
    metavar="N",
    show_default="all cores",
    help="Processes at work.",
)
@click.option("--timeout", type=click.FloatRange(0, min_open=True), default=_TIMEOUT, metavar="S",
              help="Seconds after which a file is given up.")  # fmt: skip
@click.option("--force", is_flag=True, help="Convert again what is done.")
@click.option(
    "--dry-run", is_flag=True, help="Print what would be done, and do nothing."
)
@click.option("--fail-fast", is_flag=True, help="Stop at the first file that fails.")
@click.option("--max-errors", type=click.IntRange(1), metavar="N", show_default="go on",
              help="Stop when so many files have failed.")  # fmt: skip
@click.option(
    "--shard",
    type=_Shard(),
    metavar="I/N",
    help="Do only one share of N, for several machines.",
)
@click.option(
    "--engine",
    type=click.Choice(["local", "ray"]),
    default="local",
    help="Work here or on a Ray cluster.",
)
@click.option(
    "--report", metavar="FILE", help="Write failures and findings: .json or .sarif."
)
@console.task_options
@console.reading_options
@console.repair_option
@click.option(
    "--spans",
    is_flag=True,
    help="Write into YAML where in the source everything stands.",
)
@console.quiet_option("Tell of failures only.")
@console.lang_option
def command(
    *,
    archives: tuple[str, ...],
    output: str,
    fmt: str | None,
    split: bool,
    zero: bool,
    jobs: int | None,
    timeout: float,
    force: bool,
    dry_run: bool,
    fail_fast: bool,
    max_errors: int | None,
    shard: tuple[int, int] | None,
    engine: str,
    report: str | None,
    level: str | None,
    select: str | None,
    plain: bool,
    encoding: str | None,
    grammar: str,
    no_repair: bool,
    spans: bool,
    quiet: bool,
    lang: str | None,
) -> int:
    """Parse whole archives: files, folders, globs, zip and tar archives; - is a list of names on standard input.

    Into a folder goes an output for each file, folders mirrored; into one file go the nodes of all, each identifier
    behind the name of its file. A manifest tells of every file. What is done and unchanged is skipped: after an
    interruption, run the same command again.

    Exit status: 0 all done, 1 some failed (named), 2 nothing could start.
    """
    if os.name == "nt":
        raise console.CommandError(
            "batch supervises its workers as POSIX has it: on Windows, run it in WSL"
        )
    tasks = bool(level or select)
    target = _target(output, fmt or ("table" if tasks else None), split, shard)
    console.refuse_without_effect(
        target.fmt,
        {"--level": level, "--select": select, "--plain": plain, "--spans": spans},
    )
    if fail_fast and max_errors is not None:
        raise click.UsageError("--fail-fast is --max-errors 1: leave one of them out")
    if zero and "-" not in archives:
        raise click.UsageError(
            "-0 has no effect without a list on standard input: name - for it, or leave -0 out"
        )
    console.selection_of(select)  # what is wrong with it is told once, and at once
    if report is not None and not report.lower().endswith((".json", ".sarif")):
        raise click.UsageError(f"{report} ends in none of the reports: .json or .sarif")
    if not 0 < timeout <= _LONGEST:
        raise click.UsageError(f"--timeout is a number of seconds up to {_LONGEST:,}")
    if target.fmt == "parquet":
        _need(
            "pyarrow",
            "Parquet is written with pyarrow: pip install 'planparse[parquet]'",
        )
    if target.fmt == "xlsx":
        console.need_xlsxwriter()
    if engine == "ray":
        _need("ray", "--engine ray works on Ray: pip install 'planparse[ray]'")
    try:
        decode(b"", encoding=encoding)
    except UnknownEncodingError as fault:
        raise console.CommandError(str(fault)) from None
    if grammar != "auto":
        console.lexicon_of(grammar)  # …
    asked = Asked(
        fmt="nodes" if target.folder is None else target.fmt,
        encoding=encoding,
        grammar=grammar,
        repair=not no_repair,
        spans=spans,
        split=split,
        lang=console.language(lang),
        level=console.level_of(level),
        select=select,
        plain=plain,
    )
    names = list(_named(archives, zero))
    if not names:
        raise console.CommandError("the list on standard input is empty")
    if all(not os.path.lexists(name) and not _is_glob(name) for name in names):
        raise console.CommandError(
            "\n".join(f"{name}: there is no such file" for name in names[:20])
        )
    for written in filter(
        None, (target.output if target.folder is None else None, report)
    ):
        console.refuse_input(written, (*names, grammar))
    if target.folder is not None:
        _refuse_overlap(target.folder, names)
    stopped = signal.signal(signal.SIGTERM, _stop)
    try:
        run = Run(
            names,
            target,
            asked,
            jobs or _cores(),
            timeout,
            1 if fail_fast else max_errors,
            shard,
            report,
            quiet,
            engine,
        )
        return run.dry(force=force) if dry_run else run.convert(force=force)
    except _Stopped:
        console.say("planparse: stopped; the same command goes on from here")
        return 143
    except KeyboardInterrupt:
        console.say("planparse: interrupted; the same command goes on from here")
        return 130
    finally:
        signal.signal(signal.SIGTERM, stopped)


def _stop(_signal: int, _frame: object) -> None:
    raise _Stopped


# ── what is asked ────────────────────────────────────────────────────────────────────────────────────────


def _target(
    output: str, fmt: str | None, split: bool, shard: tuple[int, int] | None
) -> Target:
    """Say where results go. Raises UsageError for what does not fit together."""
    ending = os.path.splitext(output)[1].lower()
    one = None if os.path.isdir(output) else _ONE_FILE.get(ending)
    if output == "-":
        raise click.UsageError(
            "a batch writes a folder or a file, with a manifest beside it: name one"
        )
    if one is None and format_of(output) is not None and not os.path.lexists(output):
        raise click.UsageError(
            f"{output} would be a folder: for an output for each file name one without an ending and say -f; "
            f"one file for all ends in {', '.join(_ONE_FILE)}"
        )
    if fmt in ("sqlite", "parquet"):
        if os.path.isdir(output):
            raise click.UsageError(f"{output} is a folder, and -f {fmt} makes one file")
        one = fmt
    elif one is not None and fmt not in (None, one):
        raise click.UsageError(
            f"{output} is one file: its format is {one}; for {fmt} name a folder"
        )
    share = f"-{shard[0]}-of-{shard[1]}" if shard else ""
    if one is not None:
        if split:
            raise click.UsageError("--split makes files: name a folder")
        folder, name = os.path.split(output)
        return Target(
            output,
            None,
            one,
            os.path.join(folder, f".{name}{_OWN}"),
            f"{output}.manifest.jsonl",
        )
    if os.path.lexists(output) and not os.path.isdir(output):
        raise click.UsageError(
            f"{output} is a file: name a folder, or a file that ends in .jsonl, .sqlite or .parquet"
        )
    scratch = os.path.join(output, f"{_OWN}{share}")
    return Target(
        output,
        output,
        fmt or "yaml",
        scratch,
        os.path.join(output, f"manifest{share}.jsonl"),
    )


def _need(package: str, otherwise: str) -> None:
    """Raise CommandError, saying `otherwise`, where a package is not installed."""
    from importlib.util import find_spec

    if find_spec(package) is None:
        raise console.CommandError(otherwise)


def _named(archives: Iterable[str], zero: bool) -> Iterator[str]:
    """Yield the names that were given; those of a list on standard input for `-`."""
    for name in archives:
        if name != "-":
            yield name
            continue
        if sys.stdin is None:
            raise console.CommandError("standard input is closed")
        data = sys.stdin.buffer.read()
        for line in data.split(b"\0") if zero else data.splitlines():
            if line:
                yield os.fsdecode(line)


def _refuse_overlap(output: str, names: Iterable[str]) -> None:
    """Raise CommandError where outputs would lie among the files of a folder that is read."""
    for name in filter(os.path.isdir, names):
        top = os.path.basename(os.path.normpath(name))
        mirrored = output if top in (".", "..") else os.path.join(output, top)
        if any(
            os.path.isdir(folder) and os.path.samefile(folder, name)
            for folder in (output, mirrored)
        ):
            raise console.CommandError(
                f"the outputs would lie among the files of {name}: name another folder, as in -o parsed"
            )


def _is_glob(name: str) -> bool:
    import glob

    return glob.has_magic(name) and bool(glob.glob(name, recursive=True))


def _cores() -> int:
    return (
        len(os.sched_getaffinity(0))
        if hasattr(os, "sched_getaffinity")
        else os.cpu_count() or 1
    )
