"""The plans that a linter is given: files, what globs match, and what folders hold."""

import os
from collections.abc import Iterator, Sequence
from fnmatch import fnmatchcase
from typing import NamedTuple

from planparse.cli.outcome import CommandError
from planparse.locale.message import _
from planparse.system.faults import system_fault


class PlanFile(NamedTuple):
    """A file to be read. It `is_named` where somebody chose it, and not found in a folder."""

    path: str
    is_named: bool


def plan_files(paths: Sequence[str], exclude: Sequence[str] = ()) -> Iterator[PlanFile]:
    """Yield the plans that paths stand for, in their order, each once.

    What is in a folder counts as a plan by the end of its name. `exclude` are patterns of
    files and folders that are passed over. Raises CommandError for a glob that matches
    nothing, and for a folder that cannot be read.
    """
    seen: set[str] = set()
    for path in paths:
        for found in _found(path):
            own = os.path.normpath(found.path)
            if own not in seen and not is_excluded(own, exclude):
                seen.add(own)
                yield found


def _found(path: str) -> Iterator[PlanFile]:
    """Yield what one path stands for."""
    if path == "-" or os.path.lexists(path):
        if path != "-" and os.path.isdir(path):
            yield from _below(path)
        else:
            yield PlanFile(path, is_named=True)
        return
    if not any(mark in path for mark in "*?["):
        yield PlanFile(path, is_named=True)  # whoever reads it says that it is missing
        return
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
        if os.path.isdir(one):
            yield from _below(one)
        else:
            yield PlanFile(one, is_named=True)


def _below(folder: str) -> Iterator[PlanFile]:
    """Yield the plans below a folder."""
    # The list is that of an assistant's server, which sees the same folders.
    from planparse.integrations.mcp.folder import ENDINGS
    from planparse.system.folders import files_below

    try:
        for path in files_below(folder):
            if os.path.splitext(path)[1].lower() in ENDINGS:
                yield PlanFile(path, is_named=False)
    except OSError as fault:
        raise CommandError(
            _("cannot read {path}: {why}", path=fault.filename, why=system_fault(fault))
        ) from None


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
