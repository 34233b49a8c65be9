"""Where the time of a parse goes, stage by stage, each as a multiple of the floor.

    python -m benchmarks.stages

CPU seconds. Each round runs the floor, then all stages, on 1 MB and on 8 MB, every time
in a process of its own, so that both pay for their memory; what 7 MB more cost is the
figure, and what is done once is not in it.
"""

import gc
from collections.abc import Callable, Iterable
from concurrent.futures import ProcessPoolExecutor
from functools import partial
from multiprocessing import get_context
from pathlib import Path
from statistics import median
from tempfile import TemporaryDirectory
from time import process_time
from typing import Any

from benchmarks.text import floor, text_of
from planparse import pipeline as parser
from planparse.export.writers import write
from planparse.grammar.shipped import lexicon
from planparse.numbering import run_together
from planparse.records import Exporter
from planparse.text.encoding import decode

WATCHED = (
    (run_together, "tokenise", "lex"),
    (run_together, "read", "read"),
    (parser, "locate", "assemble"),
    (parser, "assemble", "assemble"),
)
"""Functions that `parser.parse` calls, by the module in which they are looked up, and the
stage that they count under; the rest of it is `build`."""

FORMATS = ("nodes", "json", "yaml")

SAYS = {
    "decode": "bytes → text: encoding found, line ends and code points kept",
    "lex": "text → tokens: every possible marker",
    "read": "tokens → reading: which are markers, how deep, what is missing",
    "assemble": "tokens → blocks: lines joined to paragraphs, holes placed",
    "build": "blocks → documents, envelope, tree, repairs, claims, findings",
    "tree": "**the tree alone: the five above**",
    "export": "tree → rows: the fields as printed",
    "write nodes": "rows → JSON Lines",
    "write json": "rows → JSON, nested",
    "write yaml": "rows → YAML",
}

Times = dict[str, float]


def timed(times: Times, stage: str, call: Callable[[], Any]) -> Any:
    """Make a call and count its time under the stage."""
    start = process_time()
    result = call()
    times[stage] = times.get(stage, 0.0) + process_time() - start
    return result


def watched(times: Times) -> None:
    """Put a clock around the functions of WATCHED, where `parse` finds them."""
    for module, name, stage in WATCHED:
        plain = getattr(module, name)
        setattr(module, name, partial(_clocked, times, stage, plain))


def _clocked(
    times: Times, stage: str, call: Callable[..., Any], *given: Any, **named: Any
) -> Any:
    return timed(times, stage, partial(call, *given, **named))


def exhausted(pieces: Iterable[str | bytes]) -> int:
    """Draw all pieces; how many characters they are."""
    return sum(map(len, pieces))


def floor_of(path: Path) -> Times:
    """The seconds of the floor on one file."""
    gc.disable()
    times: Times = {}
    timed(times, "floor", lambda: floor(path))
    return times


def stages_of(path: Path) -> Times:
    """The seconds of every stage on one file."""
    gc.disable()  # as the command does
    times: Times = {}
    words = lexicon()
    data = path.read_bytes()
    source = timed(times, "decode", lambda: decode(data))
    watched(times)
    parsed = timed(times, "build", lambda: parser.parse(source, words))
    times["read"] -= times["lex"]  # which it calls
    times["build"] -= sum(times[stage] for stage in ("lex", "read", "assemble"))
    times["tree"] = sum(
        times[stage] for stage in ("decode", "lex", "read", "assemble", "build")
    )
    timed(times, "export", lambda: sum(1 for _ in Exporter(parsed, words).rows()))
    for form in FORMATS:
        pieces = write(parsed, words, form, sha256="", lang="zh")
        timed(times, f"write {form}", partial(exhausted, pieces))
        times[f"write {form}"] -= times["export"]
    return times


def apart(measure: Callable[[Path], Times], path: Path) -> Times:
    """Measure in a process of its own."""
    with ProcessPoolExecutor(1, mp_context=get_context("spawn")) as pool:
        return pool.submit(measure, path).result()


def slopes(small: Path, large: Path) -> Times:
    """What each stage, and the floor, costs more on the large file than on the small one."""
    costs = [apart(floor_of, path) | apart(stages_of, path) for path in (small, large)]
    return {stage: costs[1][stage] - costs[0][stage] for stage in costs[0]}


def table(rounds: int = 5) -> str:
    """A Markdown table, a stage a row: the medians over the rounds of stage / floor."""
    with TemporaryDirectory() as folder:
        small, large = Path(folder, "small"), Path(folder, "large")
        small.write_bytes(text_of(1_000_000))
        large.write_bytes(text_of(8_000_000))
        seen = [slopes(small, large) for _ in range(rounds)]
    floors = median(times["floor"] for times in seen)
    figures = {stage: median(times[stage] for times in seen) / floors for stage in SAYS}
    rows = [
        f"| {stage} | {says} | {figures[stage]:.1f} |" for stage, says in SAYS.items()
    ]
    return "| stage | does | floors |\n|---|---|--:|\n" + "\n".join(rows)


if __name__ == "__main__":
    print(table())
