"""The baseline of `check`: its file, the findings that it leaves out, and how it is written."""

import json
import os
from collections import Counter
from collections.abc import Iterable
from typing import TypeVar

from planparse.cli import inputs
from planparse.cli.outcome import CommandError
from planparse.findings import baseline
from planparse.findings.baseline import Known, NoBaselineError, Placed
from planparse.findings.report.place import Checked
from planparse.locale.message import _
from planparse.system.files import to_file
from planparse.system.syntax_faults import json_fault
from planparse.text.lines import Lines

_F = TypeVar("_F", bound=Placed)


class Baseline:
    """A file of known findings. Paths in it are seen from its own folder."""

    def __init__(
        self, path: str, codes: frozenset[str] | None, *, is_new: bool
    ) -> None:
        """Read the file, which need not be there where a new one `is_new` to be written.

        `codes` are those of findings that are looked for, None for all.

        Raises CommandError where it cannot be read, or is no baseline.
        """
        self.path = path
        self._home = os.path.dirname(os.path.abspath(path))
        self._before = (
            Counter[Known]() if is_new and not os.path.exists(path) else _read(path)
        )
        self._of_file: dict[str, Counter[Known]] = {}
        for known, count in self._before.items():
            self._of_file.setdefault(known.path, Counter())[known] = count
        self._met: Counter[Known] = Counter()
        self._files: set[str] = set()
        self._codes = codes

    def unknown(
        self, path: str, text: str, lines: Lines, findings: Iterable[_F]
    ) -> list[_F]:
        """Return those of the findings of a file that are not known."""
        name = self._name(path)
        left = self._of_file.get(name, Counter()).copy()
        return baseline.unknown(name, text, lines, findings, left)

    def note(self, text: str, file: Checked) -> None:
        """Note all findings of a file, to be told of, and written."""
        name = self._name(file.path)
        self._files.add(name)
        self._met.update(
            baseline.known(name, text, file.lines, found) for found in file.findings
        )

    def gone(self) -> int:
        """Return how many known findings are in none of the files that were checked."""
        left = self._before - self._met
        return sum(
            count for known, count in left.items() if self._was_looked_for(known)
        )

    def write(self) -> tuple[int, int]:
        """Write what was met; return how many findings are known now, and in how many files.

        What was not looked for stays as it is known, as long as its file is there.
        """
        kept = {
            known: count
            for known, count in self._before.items()
            if not self._was_looked_for(known)
            and _is_there(os.path.join(self._home, known.path))
        }
        every = self._met + Counter(kept)
        to_file(self.path, baseline.as_json(every))
        return every.total(), len({known.path for known in every})

    def _was_looked_for(self, known: Known) -> bool:
        """Return whether what is known would have been met if it were still there."""
        is_meant = self._codes is None or known.code in self._codes
        return is_meant and known.path in self._files

    def _name(self, path: str) -> str:
        """Return the path of a file as the baseline has it."""
        if path == "-":
            return path
        try:
            return os.path.relpath(path, self._home).replace(os.sep, "/")
        except ValueError:  # on another drive
            return os.path.abspath(path)


def _fault_of(fault: json.JSONDecodeError | RecursionError) -> str:
    """Return why a file is not JSON, and where."""
    if isinstance(fault, RecursionError):
        return _("it is nested too deeply")
    line, column, what = fault.lineno, fault.colno, json_fault(fault)
    return _("{line}:{column}: {what}", line=line, column=column, what=what)


def _is_there(path: str) -> bool:
    """Return whether there is a file, or an archive that its path leads through."""
    above = path
    while above and not os.path.exists(above):
        above = os.path.dirname(above)
    return above == path or os.path.isfile(above)


def _read(path: str) -> Counter[Known]:
    """Return what a file says is known. Raises CommandError."""
    if not os.path.exists(path):
        raise CommandError(
            _("{path}: there is no such baseline: --write-baseline makes it", path=path)
        )
    try:
        return baseline.from_plain(
            json.loads(inputs.utf8_text(path, _("a baseline is")))
        )
    except (json.JSONDecodeError, RecursionError) as fault:
        raise CommandError(
            _(
                "{path} is no baseline: it is not JSON: {why}",
                path=path,
                why=_fault_of(fault),
            )
        ) from None
    except NoBaselineError as fault:
        why = fault.args[0]
        raise CommandError(
            _("{path} is no baseline: {why}", path=path, why=why)
        ) from None
