"""The run of `check`: each file read, its findings chosen, what can be mended mended."""

from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING, NamedTuple

from planparse.cli import inputs
from planparse.cli.language import remark
from planparse.cli.outcome import complain
from planparse.cli.plan_files import PlanFile, PlanReader
from planparse.errors import PlanparseError
from planparse.findings.report.place import Checked
from planparse.grammar.lexicon import Lexicon
from planparse.locale.message import Message, _
from planparse.pipeline import parse
from planparse.text.encoding import Source
from planparse.text.lines import Lines
from planparse.text.sniffing import printed

if TYPE_CHECKING:
    from planparse.cli.known import Baseline
    from planparse.cli.mending import Mend


class Asked(NamedTuple):
    """What is asked for: how files are read, which findings count, what is done about them.

    With `style` the rules of style are looked at too. `baseline` has the findings that are
    known. With `strict` a file that cannot be read ends all.
    """

    lexicon: Lexicon
    codes: frozenset[str] | None
    encoding: str | None = None
    repair: bool = True
    style: bool = False
    baseline: "Baseline | None" = None
    fix: bool = False
    diff: bool = False
    strict: bool = False
    quiet: bool = False


class Result(NamedTuple):
    """A file that was checked, and what it would become where that is to be shown."""

    checked: Checked
    mend: "Mend | None" = None


class Run:
    """Files that are checked one after another, and what became of them so far."""

    def __init__(self, asked: Asked) -> None:
        """Take what is asked for."""
        self._asked, self._reader = asked, PlanReader()
        self.files = self.findings = self.with_findings = self.mended = 0
        self.failed = False
        """Whether a file could not be read, or not be mended."""

    def over(self, files: Iterable[PlanFile]) -> Iterator[Result]:
        """Yield the results of files. Raises PlanparseError only where it is `strict`."""
        for file in files:
            try:
                result = self._of(file)
            except PlanparseError as fault:
                if self._asked.strict:
                    raise
                complain(fault)
                self.failed = True
                continue
            if result is not None:
                self.files += 1
                self.findings += len(result.checked.findings)
                self.with_findings += bool(result.checked.findings)
                yield result

    def _of(self, file: PlanFile) -> Result | None:
        """Return the result of a file, None for one in a folder that planparse itself wrote."""
        asked = self._asked
        data = self._reader.data(file)
        if file.is_named:
            source = inputs.decoded(data, file.path, asked.encoding)
        else:
            source = inputs.decoded_any(data, file.path, asked.encoding)
            if printed(source.text):
                return None
        checked = self._checked(source)
        found = self._unknown(source, checked)
        mend = None
        if asked.fix or asked.diff:
            mend = self._mend(data, source, found, in_archive=bool(file.member))
        if mend is not None:
            self.mended += 1
            if asked.fix:
                source = self._mended(file.path, mend)
                checked = self._checked(source)
                found, mend = self._unknown(source, checked), None
        if asked.baseline is not None:
            asked.baseline.note(source.text, checked)
        return Result(found, mend)

    def _mend(
        self, data: bytes, source: Source, found: Checked, *, in_archive: bool
    ) -> "Mend | None":
        """Return what a file becomes without some findings; tell where it is not mended."""
        from planparse.cli.mending import mend_of

        mend = mend_of(data, source, self._asked.lexicon, found.findings)
        if in_archive and mend is not None:
            mend = _("it lies in an archive: unpack it first")
        if isinstance(mend, str):
            self._tell(_("{path} is not mended: {why}", path=found.path, why=mend))
            return None
        return mend

    def _mended(self, path: str, mend: "Mend") -> Source:
        """Mend a file and return what it is then. Raises CannotWriteError."""
        from shlex import quote

        from planparse.cli.mending import write

        ledger = write(path, mend)
        was = mend.source.encoding
        if was not in ("utf-8", "ascii"):
            self._tell(_("{path} is in UTF-8 now, it was in {was}", path=path, was=was))
        self._tell(
            _(
                "{path} is mended ({rules}); planparse restore {file} {ledger} gives back "
                "the old text",
                path=path,
                rules=mend.rules,
                file=quote(path),
                ledger=quote(ledger),
            )
        )
        return inputs.decoded(mend.done.text.encode(), path, None)

    def _checked(self, source: Source) -> Checked:
        """Return the findings that are asked for, with what is needed to tell their places."""
        parsed = parse(source, self._asked.lexicon, repair=self._asked.repair)
        found, codes = parsed.findings, self._asked.codes
        if self._asked.style:
            from planparse.findings import style

            found = style.with_style(parsed)
        return Checked(
            source.path,
            Lines(source.text),
            found if codes is None else [one for one in found if one.code in codes],
        )

    def _unknown(self, source: Source, file: Checked) -> Checked:
        """Return a file without the findings that the baseline has."""
        baseline = self._asked.baseline
        if baseline is None:
            return file
        left = baseline.unknown(file.path, source.text, file.lines, file.findings)
        return file._replace(findings=left)

    def _tell(self, message: Message) -> None:
        """Say a line on standard error, unless nothing is to be told."""
        if not self._asked.quiet:
            remark(message)
