"""`planparse batch`: whole archives, in parallel; it can be stopped and started again."""

import gc
import os
import signal
import sqlite3
from collections.abc import Iterable, Iterator
from contextlib import closing
from typing import TYPE_CHECKING, Any, NamedTuple

import click

from planparse.batch import target as targets
from planparse.batch.events import (
    Done,
    Failed,
    Finished,
    Refused,
    Rereading,
    Started,
    Stopped,
)
from planparse.batch.messages import Asked
from planparse.batch.pool import cores
from planparse.batch.run import FOR_PEOPLE, Run
from planparse.batch.stores.urls import is_url, on_disk
from planparse.batch.target import Target
from planparse.cli import archives, inputs, options
from planparse.cli.commands import Command
from planparse.cli.house import house_named
from planparse.cli.language import remark, spoken
from planparse.cli.outcome import DONE, FOUND, CommandError
from planparse.cli.progress import Progress, duration
from planparse.export.formats import FORMATS, OF_TASKS, format_of
from planparse.locale.message import _, in_context, joined, told
from planparse.system import terminal
from planparse.system.files import to_stdout
from planparse.text.encoding import decode
from planparse.text.printable import harmless

if TYPE_CHECKING:
    from planparse.batch.stores.run import StoreRun

_TRIGRAMS_SINCE = (3, 34, 0)
"""The first version of SQLite that indexes text by trigrams."""


class _Shard(click.ParamType):  # type: ignore[type-arg,unused-ignore]
    name = "i/n"

    def convert(
        self, value: Any, param: click.Parameter | None, ctx: click.Context | None
    ) -> tuple[int, int]:
        """Return the share's place and how many there are. Raises BadParameter."""
        place, slash, number = str(value).partition("/")
        if not (
            slash
            and place.isdecimal()
            and number.isdecimal()
            and 1 <= int(place) <= int(number)
        ):
            self.fail(
                _("{value} is no share: 1/4 is the first of four", value=value),
                param,
                ctx,
            )
        return int(place), int(number)


@click.command(cls=Command, context_settings=options.SETTINGS)
@click.argument(
    "archives", nargs=-1, required=True, metavar="ARCHIVE…", type=options.FILE
)
@click.option(
    "-o",
    "--output",
    type=options.FILE,
    metavar="OUT",
    required=True,
    help="A folder, or one file: .jsonl, .sqlite, .parquet; of tasks .xlsx, .csv.",
)
@click.option(
    "-f",
    "--format",
    "fmt",
    type=click.Choice([*FORMATS, *targets.DATABASES]),
    show_default="what OUT ends in; else yaml",
    help=f"What to write; of tasks alone {options.choices(OF_TASKS)}.",
)
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
@options.jobs_option
@archives.timeout_option
@click.option("--force", is_flag=True, help="Convert again what is done.")
@click.option(
    "--prune",
    is_flag=True,
    help="Remove the outputs of files that no longer exist.",
)
@click.option(
    "--dry-run", is_flag=True, help="Print what would be done, and do nothing."
)
@click.option("--fail-fast", is_flag=True, help="Stop at the first file that fails.")
@click.option(
    "--max-errors",
    type=click.IntRange(1),
    metavar="N",
    show_default="go on",
    help="Stop when so many files have failed.",
)
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
    "--per-part",
    type=click.IntRange(1),
    metavar="N",
    show_default="1000",
    help="Files of each part, about, where OUT is in a store.",
)
@click.option(
    "--report",
    type=options.FILE,
    metavar="FILE",
    help="Write a report: .html or .xlsx for people, .json or .sarif for programs.",
)
@options.task_options
@options.word_options
@options.reading_options
@options.repair_option
@options.spans_option
@options.quiet_option
@options.lang_option
def command(*, force: bool, dry_run: bool, quiet: bool, **values: Any) -> int:
    """Parse whole archives: files, folders, globs, zip and tar archives.

    - is a list of names on standard input. Into a folder goes an output for each file,
    folders mirrored; into one file go the nodes of all, each identifier behind the name
    of its file, or the tasks of all as one table. A manifest tells of every file. What
    is done and unchanged is skipped: after an interruption, run the same command again.

    Exit status: 0 all done, 1 some failed (named), 2 nothing could start.
    """
    archives.refuse_without_processes("batch")
    gc.enable()  # which the start of the command turned off: this one may run for days
    run = Options(**values).checked()
    house_named(values["template"], quiet=quiet)
    if dry_run:
        _print_plan(run, force=force)
        return DONE
    stopped = signal.signal(signal.SIGTERM, _stop)
    try:
        return _convert(run, force=force, quiet=quiet)
    except _Terminated:
        remark(_("stopped; the same command goes on from here"))
        return 128 + signal.SIGTERM
    except KeyboardInterrupt:
        remark(_("interrupted; the same command goes on from here"))
        return 128 + signal.SIGINT
    finally:
        signal.signal(signal.SIGTERM, stopped)


class _Terminated(BaseException):
    """The system asked the process to end."""


def _stop(_signal: int, _frame: object) -> None:
    """Stop on a signal as on Ctrl-C: what is done is kept, and the next run goes on from there."""
    raise _Terminated


# ── what is asked ─────────────────────────────────────────────────────────────────────


class Options(NamedTuple):
    """The options of a run as they stand on the command line."""

    archives: tuple[str, ...]
    output: str
    fmt: str | None
    split: bool
    zero: bool
    jobs: int | None
    timeout: float
    fail_fast: bool
    max_errors: int | None
    shard: tuple[int, int] | None
    engine: str
    report: str | None
    prune: bool
    level: Any
    select: str | None
    plain: bool
    by: Any
    auto_numbers: bool
    template: str | None
    per_part: int | None
    encoding: str | None
    grammar: str
    no_repair: bool
    spans: bool
    lang: str | None

    def checked(self) -> "Run | StoreRun":
        """Return the run that is asked for.

        Reads the list on standard input, where one is named. Raises UsageError for
        options that contradict each other, another PlanparseError for what is missing.
        """
        if is_url(self.output):
            return self._to_store()
        target = self._target()
        self._refuse_contradictions(target)
        self._require_packages(target)
        self._check_values()
        return Run(
            names=self._names(target),
            target=target,
            asked=self._asked(target.of_each),
            jobs=self.jobs or cores(),
            timeout=self.timeout,
            most=1 if self.fail_fast else self.max_errors,
            shard=self.shard,
            report=self.report,
            max_size=inputs.max_size(),
            prune=self.prune,
        )

    def _to_store(self) -> "StoreRun":
        """Return the run that is asked for, where it writes to a store. Raises as `checked`."""
        from planparse.cli import stores

        stores.refuse_store(self.output, self.fmt, self._without_effect_on_stores())
        options.refuse_without_effect("nodes", spans=self.spans)
        self._refuse_pairs()
        if self.fmt == "parquet":
            self._require_packages(targets.one_file(self.output, self.fmt))
        names = self._given()
        self._check_values()
        return stores.store_run(
            names=names,
            output=self.output,
            fmt=self.fmt,
            asked=self._asked("nodes"),
            engine=self.engine,
            jobs=self.jobs or (cores() if self.engine == "local" else None),
            timeout=self.timeout,
            most=1 if self.fail_fast else self.max_errors,
            max_size=inputs.max_size(),
            per_part=self.per_part,
        )

    def _without_effect_on_stores(self) -> Iterator[str]:
        """Yield the options that were given and have no effect where OUT is in a store."""
        for name in (
            "split",
            "shard",
            "report",
            "prune",
            "level",
            "select",
            "plain",
            "by",
            "auto_numbers",
            "template",
        ):
            if getattr(self, name):
                yield f"--{name.replace('_', '-')}"

    def _check_values(self) -> None:
        """Raise PlanparseError for values that mean nothing, before anything is done."""
        inputs.selection_of(self.select)
        decode(b"", encoding=self.encoding)
        if self.grammar != "auto":
            inputs.lexicon_of(self.grammar)

    def _asked(self, fmt: str) -> Asked:
        """Return what is asked of each file, in the format of a worker."""
        return Asked(
            fmt=fmt,
            encoding=self.encoding,
            grammar=self.grammar,
            repair=not self.no_repair,
            spans=self.spans,
            split=self.split,
            lang=terminal.language(self.lang),
            level=self.level or "auto",
            select=self.select,
            plain=self.plain,
            by=self.by,
            auto_numbers=self.auto_numbers,
            template=self.template,
            corrections=inputs.named_corrections(),
        )

    def _target(self) -> Target:
        """Return where results go. Raises UsageError for what does not fit together."""
        output = self.output
        if output == "-":
            raise click.UsageError(
                _(
                    "a batch writes a folder or a file, with a manifest beside it: name one"
                )
            )
        fmt = self.fmt
        if (self.level or self.select) and targets.format_of_all(
            output
        ) not in OF_TASKS:
            fmt = fmt or "table"
        of_all = self._format_of_all(fmt)
        if of_all is None:
            self._refuse_as_folder()
            return targets.in_folder(output, fmt or "yaml", self.shard)
        if self.split:
            raise click.UsageError(_("--split makes files: name a folder"))
        return targets.one_file(output, of_all)

    def _format_of_all(self, fmt: str | None) -> str | None:
        """Return the format of one file for all, None for a folder. Raises UsageError."""
        output = self.output
        if fmt in targets.DATABASES:
            if os.path.isdir(output):
                raise click.UsageError(
                    _(
                        "{output} is a folder, and -f {fmt} makes one file",
                        output=output,
                        fmt=fmt,
                    )
                )
            return fmt
        of_all = None if os.path.isdir(output) else targets.format_of_all(output)
        if of_all is not None and fmt not in (None, of_all):
            raise click.UsageError(
                _(
                    "{output} is one file: its format is {of_all}; for {fmt} name a folder",
                    output=output,
                    of_all=of_all,
                    fmt=fmt,
                )
            )
        return of_all

    def _refuse_as_folder(self) -> None:
        """Raise UsageError where the output cannot be, or is not meant as, a folder."""
        output = self.output
        if os.path.isdir(output):
            return
        if os.path.lexists(output):
            raise click.UsageError(
                _(
                    "{output} is a file: name a folder, or a file that ends in {endings}",
                    output=output,
                    endings=options.choices(_endings()),
                )
            )
        if format_of(output) is not None:
            raise click.UsageError(
                _(
                    "{output} would be a folder: for an output for each file name "
                    "one without an ending and say -f; one file for all ends in "
                    "{endings}",
                    output=output,
                    endings=[*_endings()],
                )
            )

    def _refuse_contradictions(self, target: Target) -> None:
        """Raise UsageError for options that have no effect or exclude each other."""
        options.refuse_without_effect(
            target.fmt,
            level=self.level,
            select=self.select,
            plain=self.plain,
            by=self.by,
            spans=self.spans,
            auto_numbers=self.auto_numbers,
            template=self.template,
        )
        self._refuse_pairs()
        if self.engine == "ray":
            raise click.UsageError(
                _(
                    "{output} is on this machine, and --engine ray works on others: "
                    "name a URL, as s3://bucket/parsed, or file:///srv/parsed on a "
                    "disk that all share",
                    output=self.output,
                )
            )
        if self.per_part is not None:
            raise click.UsageError(
                _("--per-part has no effect where OUT is on this machine: leave it out")
            )
        if self.prune and target.folder is None:
            raise click.UsageError(
                _(
                    "--prune has no effect on one file, which holds what is there: leave it out"
                )
            )
        if self.report and not self.report.lower().endswith(
            (*FOR_PEOPLE, ".json", ".sarif")
        ):
            raise click.UsageError(
                _(
                    "{report} ends in none of the reports: .html, .xlsx, .json or .sarif",
                    report=self.report,
                )
            )

    def _refuse_pairs(self) -> None:
        """Raise UsageError for options that exclude each other whatever is written."""
        if self.fail_fast and self.max_errors is not None:
            raise click.UsageError(
                _("--fail-fast is --max-errors 1: leave one of them out")
            )
        if self.zero and "-" not in self.archives:
            raise click.UsageError(
                _(
                    "-0 has no effect without a list on standard input: name - for "
                    "it, or leave -0 out"
                )
            )
        archives.refuse_timeout(self.timeout)

    def _require_packages(self, target: Target) -> None:
        """Raise CommandError where a package is missing that the run needs."""
        if target.fmt == "parquet":
            options.require_package(
                "pyarrow",
                _("Parquet is written with pyarrow: pip install 'planparse[parquet]'"),
            )
        if target.fmt == "sqlite" and sqlite3.sqlite_version_info < _TRIGRAMS_SINCE:
            raise CommandError(
                _(
                    "a database needs SQLite 3.34 or later, and this Python has "
                    "{version}: name a file in .jsonl instead",
                    version=sqlite3.sqlite_version,
                )
            )
        if self.report and self.report.lower().endswith(".xlsx"):
            options.require_extra("xlsx")
        if target.fmt in FORMATS:
            options.require_extra(target.fmt)

    def _given(self) -> list[str]:
        """Return the names that are given. Raises CommandError for none, or a missing library."""
        names = list(archives.named(self.archives, zero=self.zero))
        if not names:
            raise CommandError(_("the list on standard input is empty"))
        if any(map(is_url, (*names, self.output))):
            from planparse.cli import stores

            stores.require_libraries((*names, self.output))
        return names

    def _names(self, target: Target) -> list[str]:
        """Return the names of the archives. Raises CommandError where none can be read."""
        names = [on_disk(name) or name for name in self._given()]
        archives.refuse_missing(names, _is_there)
        if target.folder is None:
            inputs.refuse_input(target.output, (*names, self.grammar))
        else:
            _refuse_overlap(target.folder, names)
        if self.report:
            inputs.refuse_input(self.report, (*names, self.grammar))
        return names


def _endings() -> list[str]:
    """Return the endings of one file for all."""
    return [ending for some in targets.OF_ALL.values() for ending in some]


def _refuse_overlap(output: str, names: Iterable[str]) -> None:
    """Raise CommandError where outputs would lie among the files of a folder read."""
    for name in filter(os.path.isdir, names):
        top = os.path.basename(os.path.normpath(name))
        mirrored = output if top in (".", "..") else os.path.join(output, top)
        if any(
            os.path.isdir(folder) and os.path.samefile(folder, name)
            for folder in (output, mirrored)
        ):
            raise CommandError(
                _(
                    "the outputs would lie among the files of {name}: name another "
                    "folder, as in -o parsed",
                    name=name,
                )
            )


def _is_there(name: str) -> bool:
    """Return whether a name may be read: what stands in a store is seen when it is listed."""
    return is_url(name) or archives.is_there(name)


# ── what is printed ───────────────────────────────────────────────────────────────────


def _print_plan(run: "Run | StoreRun", *, force: bool) -> None:
    """Print what would be done, a line for each file: what, name, output."""
    to_stdout(
        f"{what}\t{harmless(name)}\t{harmless(told(out, spoken()))}\n"
        for what, name, out in run.dry(force=force)
    )


def _convert(run: "Run | StoreRun", *, force: bool, quiet: bool) -> int:
    """Do what is asked, say what happens, and return the exit status."""
    status = DONE
    with closing(run.convert(force=force)) as events, Progress(quiet=quiet) as progress:
        for event in events:
            match event:
                case Started():
                    progress.start(event.files, event.size)
                case Rereading():
                    progress.start(event.files, event.size, _("looking for duplicates"))
                case Done():
                    progress.advance(event.size, files=event.files)
                case Failed():
                    progress.advance(event.size, archives.failure(event))
                case Refused():
                    progress.tell(archives.failure(event))
                case Stopped() | Finished():
                    progress.stop()
                    status = FOUND if event.failed else DONE
                    if isinstance(event, Stopped) or not quiet:
                        remark(_summary(event, run.manifest))
    return status


def _summary(event: Stopped | Finished, manifest: str) -> str:
    """Return the line that a run ends with."""
    if isinstance(event, Stopped):
        return _(
            "stopped, {failed:,} failed; the same command goes on from here",
            failed=event.failed,
        )
    unmatched = (
        ""
        if event.unmatched is None
        else _(", --select matches none of {tasks:,} tasks", tasks=event.unmatched)
    )
    if event.nothing_to_do:
        return _(
            "{files:,} files, nothing to do, {damaged:,} damaged{notes}: {manifest}",
            files=event.files,
            damaged=event.damaged,
            notes=joined([_of_misfits(event), unmatched]),
            manifest=manifest,
        )
    rate = (
        _(
            ", {size:.1f} MB in {duration}",
            size=event.size / 1e6,
            duration=duration(event.seconds),
        )
        if event.tried
        else ""
    )
    return _(
        "{files:,} files: {done:,} done{kept}{kinds}, {failed:,} failed, "
        "{damaged:,} damaged{notes}: {manifest}",
        files=event.files,
        done=event.files - event.failed,
        kept=_(" ({unchanged:,} unchanged)", unchanged=event.unchanged)
        if event.unchanged
        else "",
        kinds=_of_formats(event),
        failed=event.failed,
        damaged=event.damaged,
        notes=joined([_of_gone(event), _of_misfits(event), rate, unmatched]),
        manifest=manifest,
    )


def _of_formats(event: Finished) -> str:
    """Return what the last line says of the formats, where there is any but plain text."""
    if all(form == "text" for form, _count in event.formats):
        return ""
    kinds = [
        in_context("format", "{count:,} {form}", count=count, form=form)
        for form, count in event.formats
    ]
    return _(" ({kinds})", kinds=kinds)


def _of_misfits(event: Finished) -> str:
    """Return what the last line says of corrections that no longer fit."""
    if not event.misfits:
        return ""
    return _(
        ", corrections of {files:,} do not fit (R601 to R603)", files=event.misfits
    )


def _of_gone(event: Finished) -> str:
    """Return what the last line says of files that no longer exist."""
    if event.pruned:
        return _(", the outputs of {files:,} removed", files=event.pruned)
    if event.gone:
        return _(
            ", the outputs of {files:,} that no longer exist left (--prune)",
            files=event.gone,
        )
    return ""
