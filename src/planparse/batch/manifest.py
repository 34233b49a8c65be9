"""What a batch came to, file by file: its manifest, and a report as JSON or SARIF."""

import json
from collections.abc import Callable, Iterator
from typing import Any, NamedTuple

from planparse import __version__
from planparse.batch.kept_findings import unpack
from planparse.findings.report.objects import as_json
from planparse.findings.report.place import Checked
from planparse.findings.report.sarif import as_sarif, sarif_result, sarif_text, uri_of
from planparse.system.json_line import encode_elements, encode_line
from planparse.text.lines import Lines
from planparse.tree import Lang

Rows = Callable[[], Iterator[tuple[str, str | None, str, str, str]]]
"""A function that yields a row for each file.

It has the name, the message of its failure or None, and facts, findings and outputs, each as
JSON or empty.
"""


class Totals(NamedTuple):
    """The files of a run: all, converted, unchanged, failed; bytes read, seconds taken."""

    files: int
    done: int
    unchanged: int
    failed: int
    size: int
    seconds: float


class Gone(NamedTuple):
    """The files that are gone, each with the names of its outputs; whether those went too."""

    files: list[tuple[str, list[str]]]
    pruned: bool


def manifest(rows: Rows, gone: Gone) -> Iterator[str]:
    """Yield the lines of the manifest: one JSON object for each file, those last that are gone."""
    for name, failed, facts, _, outputs in rows():
        entry: dict[str, Any] = {"name": name}
        if failed is not None:
            entry |= {"status": "failed", "message": failed}
        else:
            written = [
                {"name": out, "bytes": size, "sha256": digest}
                if out
                else {"bytes": size, "sha256": digest}
                for out, size, digest, _ in json.loads(outputs)
            ]
            entry |= {"status": "done", **json.loads(facts), "outputs": written}
        yield f"{encode_line(entry)}\n"
    status = "pruned" if gone.pruned else "gone"
    for name, outs in gone.files:
        left = [{"name": out} for out in outs]
        yield f"{encode_line({'name': name, 'status': status, 'outputs': left})}\n"


class _Known(Lines):
    """Lines of a text that is not there any more: the positions of its findings are known."""

    def __init__(self, positions: dict[int, tuple[int, int]]) -> None:
        """Take the line and the column of each offset that a finding begins or ends at."""
        super().__init__("")
        self._positions = positions

    def position(self, offset: int) -> tuple[int, int]:
        """Return the line and the column of an offset that a finding has."""
        return self._positions[offset]


def _checked(name: str, places: str) -> Checked:
    """Return a file's findings for the reports, from what was kept of them."""
    positions: dict[int, tuple[int, int]] = {}
    findings = []
    for finding, place, *_ in unpack(places):
        positions[finding.start] = place.line, place.column
        positions[finding.end] = place.end_line, place.end_column
        findings.append(finding)
    return Checked(name, _Known(positions), findings)


def json_report(rows: Rows, totals: Totals, lang: Lang) -> Iterator[str]:
    """Yield one object: version, totals, `failures` and `findings`, a line for each."""
    head = json.dumps(
        {"planparse": __version__, **totals._asdict()}, ensure_ascii=False
    )[:-1]
    yield f'{head},\n"failures":[\n'
    yield from encode_elements(
        {"name": name, "message": why} for name, why, *_ in rows() if why is not None
    )
    yield '],\n"findings":[\n'
    yield from encode_elements(
        record
        for name, why, _, places, _ in rows()
        if why is None
        for record in as_json(*_checked(name, places), lang)
    )
    yield "]}\n"


def sarif_report(rows: Rows, totals: Totals, lang: Lang) -> Iterator[str]:
    """Yield a SARIF 2.1.0 log of all files; what failed is told as notifications of the run."""
    frame = as_sarif([], lang)
    run = frame["runs"][0]  # type: ignore[index]
    del run["artifacts"], run["results"]
    text = json.dumps(frame, ensure_ascii=False)
    assert text.endswith("}]}")
    yield f'{text[:-3]},\n"artifacts":[\n'
    yield from encode_elements(
        {"location": {"uri": uri_of(name)}} for name, *_ in rows()
    )
    yield '],\n"results":[\n'
    yield from encode_elements(
        sarif_result(finding, file, place, lang)
        for place, (name, _, _, places, _) in enumerate(rows())
        for file in [_checked(name, places)]
        for finding in file.findings
    )
    yield '],\n"invocations":[{"executionSuccessful":'
    yield f'{json.dumps(not totals.failed)},"toolExecutionNotifications":[\n'
    yield from encode_elements(
        {
            "level": "error",
            "message": {"text": sarif_text(why)},
            "locations": [
                {
                    "physicalLocation": {
                        "artifactLocation": {"uri": uri_of(name), "index": place}
                    }
                }
            ],
        }
        for place, (name, why, *_) in enumerate(rows())
        if why is not None
    )
    yield "]}]}]}\n"
