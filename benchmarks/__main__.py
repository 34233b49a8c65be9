"""Prints docs/performance.md: the method, and both tables measured now.

    python -m benchmarks [PYTHON]

`PYTHON` is an interpreter of another environment, in which planparse is installed with compiled
modules (PLANPARSE_COMPILE=1).
"""

import sys
from pathlib import Path

from benchmarks import stages, whole
from benchmarks.text import CORPUS

TEXT = (
    "real documents, kinds mixed and none twice, one after another"
    if CORPUS.is_dir()
    else "the samples of this project, over and over"
)

print(
    Path(__file__)
    .with_name("performance.template.md")
    .read_text(encoding="utf-8")
    .format(
        stages=stages.table(),
        whole=whole.table(compiled=next(iter(sys.argv[1:]), None)),
        text=TEXT,
    ),
    end="",
)
