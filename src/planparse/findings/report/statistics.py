"""How often each kind of finding was made, and in how many files."""

from collections import Counter
from collections.abc import Collection, Iterable, Iterator
from typing import NamedTuple

from planparse.findings.catalogue import RULES
from planparse.findings.report.place import Checked
from planparse.findings.report.terminal import COLOURS, severity_word
from planparse.locale.message import plural, told
from planparse.system.terminal import paint
from planparse.tree import Lang


class Count(NamedTuple):
    """How many findings of a code there are, and how many files have one."""

    code: str
    findings: int
    files: int


def counts(checked: Iterable[Checked]) -> list[Count]:
    """Return the count of each code that was met, the most frequent first."""
    findings: Counter[str] = Counter()
    files: Counter[str] = Counter()
    for file in checked:
        codes = [found.code for found in file.findings]
        findings.update(codes)
        files.update(set(codes))
    met = (Count(code, findings[code], files[code]) for code in findings)
    return sorted(met, key=lambda count: (-count.findings, count.code))


def as_text(
    found: Iterable[Count], mendable: Collection[str], lang: Lang, *, colour: bool
) -> Iterator[str]:
    """Yield a line for each count, set in columns; `mendable` are the codes that --fix mends."""
    rows = [(f"{one.findings:,}", _in_files(one.files, lang), one) for one in found]
    wide = max((len(number) for number, *_ in rows), default=0)
    wider = max((len(files) for _, files, _ in rows), default=0)
    widest = max((len(RULES[one.code].name) for *_, one in rows), default=0)
    for number, files, one in rows:
        rule = RULES[one.code]
        word = severity_word(rule.severity, lang, padded=True)
        severity = paint(word, COLOURS[rule.severity], colour=colour)
        line = f"{number:>{wide}}  {rule.code}  {severity}  {rule.name:{widest}}  {files:>{wider}}"
        yield f"{line}  --fix" if one.code in mendable else line


def as_json(
    found: Iterable[Count], mendable: Collection[str]
) -> list[dict[str, str | int]]:
    """Return an object for each count; `fix` says whether --fix mends its findings."""
    return [
        {
            "code": one.code,
            "name": RULES[one.code].name,
            "severity": RULES[one.code].severity,
            "findings": one.findings,
            "files": one.files,
            "fix": one.code in mendable,
        }
        for one in found
    ]


def _in_files(number: int, lang: Lang) -> str:
    """Return in how many files, in words."""
    return told(plural("in {count} file", "in {count} files", number), lang)
