"""Prints docs/performance.md: the method, and both tables measured now."""

from pathlib import Path

from benchmarks import stages, whole
from benchmarks.text import CORPUS

TEXT = (
    "real plans and reports, one after another"
    if CORPUS.is_dir()
    else "the samples of this project, over and over"
)

print(
    Path(__file__)
    .with_name("performance.template.md")
    .read_text(encoding="utf-8")
    .format(stages=stages.table(), whole=whole.table(), text=TEXT),
    end="",
)
