"""The plans that a command is given: files, what globs match, what folders and archives hold."""

import os
from collections.abc import Iterator, Sequence
from fnmatch import fnmatchcase
from typing import NamedTuple

from planparse.cli import inputs
from planparse.cli.outcome import CommandError
from planparse.errors import reason
from planparse.locale.message import _
from planparse.readers.suffixes import SUFFIXES
from planparse.system.faults import system_fault
from planparse.system.folders import files_below


class PlanFile(NamedTuple):
    """A file to be read. It `is_named` where somebody chose it, and not found in a folder.

    Of a file in an archive `path` leads through that, as in `plans.zip/2024/plan.txt`, the
    archive itself lies at `archive`, and `member` and `stamp` are those of its entry; `fault`
    says why it is refused.
    """

    path: str
    is_named: bool
    archive: str = ""
    member: str = ""
    stamp: str = ""
    fault: str = ""


class PlanReader:
    """Reads plans; the last archive stays open, as its members come one after another."""

    def __init__(self) -> None:
        """Begin with no archive."""
        from planparse.batch.members import Members

        self._members = Members()

    def data(self, file: PlanFile) -> bytes:
        """Return the content of a file. Raises CommandError."""
        if file.fault:
            why = file.fault
            raise CommandError(_("{path}: {why}", path=file.path, why=why))
        if not file.member:
            return inputs.read_bytes(file.path)
        from planparse.batch.entry import ChangedError

        try:
            return self._members.read(file.archive, file.member, file.stamp)
        except (ChangedError, OSError) as fault:
            why = system_fault(fault) if isinstance(fault, OSError) else reason(fault)
            raise CommandError(
                _("cannot read {path}: {why}", path=file.path, why=why)
            ) from None


def plan_files(
    paths: Sequence[str], exclude: Sequence[str] = (), *, every: bool = False
) -> Iterator[PlanFile]:
    """Yield the plans that paths stand for, in their order, each once.

    What is in a folder or an archive counts as a plan by the end of its name, or `every`
    file does. `exclude` are patterns of files and folders that are passed over. Raises
    CommandError for a glob that matches nothing, and for a folder that cannot be read.
    """
    seen: set[str] = set()
    for path in paths:
        for name, is_named in _names(path):
            if is_excluded(os.path.normpath(name), exclude):
                continue
            for found in _at(name, is_named=is_named, every=every):
                own = os.path.normpath(found.path)
                if own not in seen and not is_excluded(own, exclude):
                    seen.add(own)
                    yield found


def _names(path: str) -> Iterator[tuple[str, bool]]:
    """Yield the files that one path stands for, each with whether somebody chose it."""
    is_there = path == "-" or os.path.lexists(path)
    if is_there or not any(mark in path for mark in "*?["):
        found = [path]  # whoever reads it says that it is missing
    else:
        from glob import glob

        found = sorted(glob(path, recursive=True))
    if not found:
        raise CommandError(
            _(
                "{path}: no file matches; of a folder that is named all plans are read",
                path=path,
            )
        )
    for one in found:
        if one == "-" or not os.path.isdir(one):
            yield one, True
            continue
        try:
            for below in files_below(one):
                yield below, False
        except OSError as fault:
            why, folder = system_fault(fault), fault.filename
            raise CommandError(
                _("cannot read {path}: {why}", path=folder, why=why)
            ) from None


def _at(path: str, *, is_named: bool, every: bool) -> Iterator[PlanFile]:
    """Yield the file at a path where it is a plan, or what it holds where it is an archive."""
    from planparse.batch.members import is_archive

    if is_archive(path) and os.path.isfile(path):
        yield from _in_archive(path, every=every)
    elif is_named or every or _is_plan(path):
        yield PlanFile(path, is_named)


def _in_archive(path: str, *, every: bool) -> Iterator[PlanFile]:
    """Yield the plans in an archive, and what of it is refused."""
    from planparse.batch.entry import Entry, limited, stamp_of
    from planparse.batch.members import archive_entries, from_disk

    status = os.stat(path)
    archive = Entry(path, path, "", status.st_size, stamp_of(status))
    for found in archive_entries(archive, lambda: from_disk(path)[0]):
        entry = limited(found, inputs.max_size())
        is_of_archive = not entry.member  # it is the archive that cannot be read
        if is_of_archive or every or _is_plan(entry.name):
            yield PlanFile(
                entry.name, False, path, entry.member, entry.stamp, entry.fault
            )


def _is_plan(path: str) -> bool:
    """Return whether a name ends as those of plans do."""
    return os.path.splitext(path)[1].lower() in SUFFIXES


def is_excluded(path: str, patterns: Sequence[str]) -> bool:
    """Return whether a pattern matches a path, a folder above it, or the name of either."""
    if not patterns:
        return False
    steps = path.replace(os.sep, "/").split("/")
    ways = ["/".join(steps[: depth + 1]) for depth in range(len(steps))]
    return any(
        fnmatchcase(name, pattern.rstrip("/"))
        for pattern in patterns
        for name in (*ways, *steps)
    )
