"""What the parser makes of a folder of real documents, as Markdown: what is read and lost.

    python -m benchmarks.corpus FOLDER [> REPORT.md]

Parses every .txt and .md file below the folder. Times are CPU seconds of this process,
the least of a few runs.
"""

import argparse
import gc
import sys
import traceback
import unicodedata
from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from pathlib import Path
from time import process_time
from typing import NamedTuple, TypeVar

from benchmarks.text import FLOOR
from planparse.findings.catalogue import RULES
from planparse.findings.encoding import source_findings
from planparse.grammar.lexicon import Lexicon
from planparse.grammar.shipped import common_characters, lexicon
from planparse.numbering.lexer import tokenise
from planparse.numbering.reading import UNREAD
from planparse.numbering.search import read
from planparse.numbering.tokens import LINE
from planparse.pipeline import parse
from planparse.records import Exporter
from planparse.text.encoding import Source, decode

SOUND = frozenset(("next", "open", "run_on", "first", "document", "unread", "listed"))
"""Transitions that break no sequence.

They do where numbers are missing, or where a document begins with a number above 1.
"""
DERIVED = frozenset(("document", "lacuna"))
"""Kinds of nodes whose label, title and text stand nowhere in the source, or in another node."""
MOST = 20
RUNS = 3

Key = TypeVar("Key")


class Seen(NamedTuple):
    """What one file came to.

    `chars` are code points. `letters` are those of the source and those printed without
    repairs, for a file that lost some. `markers` are the candidates at line starts, by
    family, and whether they were read as one; `transitions` those of the search;
    `breaks` the ones among them that break a sequence, `missing` how many numbers are
    missing. Times in seconds.
    """

    name: str
    chars: int
    letters: tuple[str, str] | None
    markers: Counter[tuple[str, str]]
    transitions: Counter[str]
    breaks: Counter[str]
    missing: int
    documents: int
    findings: Counter[str]
    floor: float
    parse: float


def letters(text: str) -> str:
    """The letters and digits of a text, their width folded."""
    return "".join(
        char for char in unicodedata.normalize("NFKC", text) if char.isalnum()
    )


def told(source: Source, words: Lexicon) -> str:
    """The letters of what is printed without repairs, in reading order."""
    rows = Exporter(parse(source, words, repair=False), words).rows()
    return letters(
        "".join(
            (row.label or "") + (row.title or "") + row.text
            for row in rows
            if row.kind not in DERIVED
        )
    )


def least(call: Callable[[], object]) -> float:
    """CPU seconds of a call, the least of a few."""
    times = []
    for _ in range(RUNS):
        start = process_time()
        call()
        times.append(process_time() - start)
    return min(times)


def floor(data: bytes, encoding: str) -> int:
    """Do what any parser of numbered lines must: decode, split, match one expression a line."""
    return sum(
        FLOOR.match(line) is not None
        for line in data.decode(encoding, "replace").splitlines()
    )


def look(path: Path, name: str, words: Lexicon) -> Seen:
    """Parse one file and count what came of it."""
    data = path.read_bytes()
    source = decode(data, name)
    text = source.text
    parsed = parse(source, words)
    wanted, printed = letters(text), told(source, words)
    tokens = tokenise(text, words)
    markers: Counter[tuple[str, str]] = Counter()
    transitions: Counter[str] = Counter()
    breaks: Counter[str] = Counter()
    missing = 0
    for decision in read(text, tokens, words):
        token = tokens[decision.token]
        transitions[decision.transition] += 1
        late = decision.transition == "first" and decision.marker.ordinal > 1
        if decision.transition not in SOUND or decision.gaps or late:
            breaks[decision.transition] += 1
        missing += sum(gap.last - gap.first + 1 for gap in decision.gaps)
        if token.place == LINE:
            verdict = (
                "listed"
                if decision.transition == "listed"
                else "unread"
                if decision.depth == UNREAD
                else "read"
            )
            markers[words.families[decision.marker.family].name, verdict] += 1
    findings = [*source_findings(source, common_characters()), *parsed.findings]
    return Seen(
        name,
        len(text),
        None if printed == wanted else (wanted, printed),
        markers,
        transitions,
        breaks,
        missing,
        len(parsed.documents),
        Counter(finding.code for finding in findings),
        least(lambda: floor(data, source.encoding)),
        least(lambda: parse(decode(data, name), words)),
    )


# ── the report ────────────────────────────────────────────────────────────────────────


def table(head: Sequence[str], rows: Iterable[Sequence[object]]) -> str:
    """A Markdown table; all columns but the first to the right."""
    lines = [head, ["---", *["--:"] * (len(head) - 1)], *rows]
    return "\n".join(f"| {' | '.join(map(str, line))} |" for line in lines)


def share(part: int, whole: int) -> str:
    """A part as per cent of a whole."""
    return f"{100 * part / whole:.2f} %" if whole else "–"


def total(counters: Iterable[Counter[Key]]) -> Counter[Key]:
    """All counters in one."""
    out: Counter[Key] = Counter()
    for counter in counters:
        out.update(counter)
    return out


def markers(seen: Sequence[Seen]) -> str:
    """Possible markers at line starts, family by family."""
    counts = total(one.markers for one in seen)
    verdicts = ("read", "listed", "unread")
    families = sorted(
        {name for name, _ in counts}, key=lambda name: (-counts[name, "read"], name)
    )
    rows = {name: [counts[name, verdict] for verdict in verdicts] for name in families}
    rows["**all**"] = [
        sum(row[at] for row in rows.values()) for at in range(len(verdicts))
    ]
    return table(
        ["family", "read", "in a list of annexes", "unread", "share read"],
        [(name, *row, share(row[0], sum(row))) for name, row in rows.items()],
    )


def transitions(seen: Sequence[Seen]) -> str:
    """What the search did, by transition, and what of it leaves a sequence broken."""
    counts, breaks = (
        total(one.transitions for one in seen),
        total(one.breaks for one in seen),
    )
    rows = [
        (kind, count, breaks[kind], sum(kind in one.breaks for one in seen))
        for kind, count in counts.most_common()
    ]
    rows.append(
        (
            "**all**",
            counts.total(),
            breaks.total(),
            sum(bool(one.breaks) for one in seen),
        )
    )
    return table(["transition", "decisions", "of these breaks", "in files"], rows)


def findings(seen: Sequence[Seen]) -> str:
    """Findings, code by code."""
    counts = total(one.findings for one in seen)
    return table(
        ["code", "name", "findings", "in files"],
        [
            (
                code,
                RULES[code].name,
                counts[code],
                sum(code in one.findings for one in seen),
            )
            for code in sorted(counts)
        ],
    )


def folders(seen: Sequence[Seen]) -> str:
    """What each folder costs. A document on one line is next to nothing for the floor."""
    groups: dict[str, list[Seen]] = {}
    for one in seen:
        groups.setdefault(str(Path(one.name).parent), []).append(one)
    groups["**all**"] = list(seen)
    rows = []
    for folder, files in groups.items():
        floors, times = sum(one.floor for one in files), sum(one.parse for one in files)
        million = sum(one.chars for one in files) / 1e6
        figures = (
            f"{million:.2f}",
            f"{times:.2f}",
            f"{times / million:.2f}",
            f"{times / floors:.1f}",
        )
        rows.append((folder, len(files), *figures))
    return table(
        ["folder", "files", "M characters", "s", "s a million", "floors"], rows
    )


def most(seen: Sequence[Seen]) -> str:
    """The files with the most findings."""
    rows = sorted(seen, key=lambda one: (-one.findings.total(), one.name))[:MOST]
    return table(
        ["file", "findings", "of these", "breaks", "documents"],
        [
            (
                one.name,
                one.findings.total(),
                " ".join(
                    f"{code}×{count}" for code, count in one.findings.most_common()
                ),
                one.breaks.total(),
                one.documents,
            )
            for one in rows
        ],
    )


def lost(seen: Sequence[Seen]) -> str:
    """Where the letters of the files that lost some begin to differ."""
    lines = []
    for one in seen:
        if one.letters is not None:
            wanted, printed = one.letters
            at = next(
                (
                    at
                    for at, (a, b) in enumerate(zip(wanted, printed, strict=False))
                    if a != b
                ),
                min(len(wanted), len(printed)),
            )
            was, now = wanted[at : at + 12], printed[at : at + 12]
            lines.append(f"- {one.name}, letter {at}: `{was}` is printed `{now}`")
    return "\n".join(lines) or "No file lost a letter."


def report(seen: Sequence[Seen], failed: Sequence[str]) -> str:
    """The whole report."""
    kept = sum(one.letters is None for one in seen)
    floors, times = sum(one.floor for one in seen), sum(one.parse for one in seen)
    dearest = max(seen, key=lambda one: one.parse / one.floor)
    documents = Counter(one.documents for one in seen)
    several = sorted(
        (one for one in seen if one.documents > 1),
        key=lambda one: (-one.documents, one.name),
    )
    return "\n\n".join(
        [
            "# The corpus",
            f"- files parsed: {len(seen)} of {len(seen) + len(failed)}\n"
            f"- exceptions: {len(failed)}\n"
            f"- letters kept: {share(kept, len(seen))} of the files ({kept})\n"
            f"- time: {times / floors:.1f} floors ({times:.2f} s / {floors:.2f} s); "
            f"the dearest file {dearest.parse / dearest.floor:.1f} ({dearest.name})\n"
            f"- numbers missing: {sum(one.missing for one in seen)}; sequence breaks: "
            f"{sum(one.breaks.total() for one in seen)}, "
            f"in {sum(bool(one.breaks) for one in seen)} files",
            *(
                ["## Exceptions", "\n".join(f"- {fault}" for fault in failed)]
                if failed
                else []
            ),
            "## Letters",
            lost(seen),
            "## Possible markers at line starts",
            markers(seen),
            "## Transitions of the reading, and breaks left",
            transitions(seen),
            "## Time",
            folders(seen),
            "## Documents a file",
            table(["documents", "files"], sorted(documents.items())),
            ", ".join(f"{one.name} ({one.documents})" for one in several[:MOST])
            + (f" and {len(several) - MOST} more" if len(several) > MOST else ""),
            "## Findings",
            findings(seen),
            f"## The {MOST} files with the most findings",
            most(seen),
        ]
    )


def main() -> int:
    """Print the report; 1 where a file failed or lost letters."""
    options = argparse.ArgumentParser(
        description="What the parser makes of a folder of real documents."
    )
    options.add_argument(
        "folder", type=Path, help="parsed are the .txt and .md files below it"
    )
    folder = options.parse_args().folder
    gc.disable()  # as the command does
    words = lexicon()
    parse(
        Source("一、总则\n各县区要健全机\n制。配臵", "utf-8"), words
    )  # loads the dictionary and compiles
    seen, failed = [], []
    for path in sorted(
        path for path in folder.rglob("*") if path.suffix in (".txt", ".md")
    ):
        name = path.relative_to(folder).as_posix()
        try:
            seen.append(look(path, name, words))
        except Exception as fault:  # any at all is what is looked for
            place = traceback.extract_tb(fault.__traceback__)[-1]
            failed.append(
                f"{name}: {fault!r} ({Path(place.filename).name}:{place.lineno})"
            )
    if not seen:
        sys.exit(f"{folder}: no .txt or .md file that parses; name a folder of them")
    print(report(seen, failed))
    return int(bool(failed) or any(one.letters is not None for one in seen))


if __name__ == "__main__":
    sys.exit(main())
