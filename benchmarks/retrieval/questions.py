"""The questions: what is asked, the passage that answers it, and what a question may not say."""

import re
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import NamedTuple

import yaml

QUESTIONS = Path(__file__).resolve().parents[1] / "questions"
SHARED = 14
"""A question has no such run of Han characters in common with the archive. A choice."""

HAN_RUN = re.compile(rf"[\u4e00-\u9fff]{{{SHARED},}}")
NUMBER = re.compile(
    r"第[一二三四五六七八九十百零\d]+[编篇章节条款项]"
    r"|[（(][一二三四五六七八九十\d]+[）)]"
    r"|(?<![一二三四五六七八九十])[一二三四五六七八九十]+、"
    r"|(?<!\d)\d{1,3}[.．](?!\d)"
)
"""The number of an item, as a plan prints it."""


class Question(NamedTuple):
    """A question, and where its answer stands.

    `file` is a path within the folder of the archive, `sha256` the digest of that file;
    `start` and `end` count code points of its decoded text.
    """

    question: str
    file: str
    sha256: str
    start: int
    end: int


def questions(folder: Path = QUESTIONS) -> list[Question]:
    """Return the questions of all files of a folder, in order."""
    return [
        Question(**one)
        for path in sorted(folder.glob("*.yaml"))
        for one in yaml.safe_load(path.read_text(encoding="utf-8"))
    ]


def letters(text: str) -> str:
    """Return the letters and digits of a text alone."""
    return "".join(filter(str.isalnum, text))


def runs(text: str) -> Iterator[str]:
    """Yield the runs of Han characters of a text that are as long as may not be shared."""
    for found in HAN_RUN.finditer("".join(text.split())):
        run = found[0]
        for at in range(len(run) - SHARED + 1):
            yield run[at : at + SHARED]


def copied(asked: Iterable[Question], texts: Iterable[str]) -> Iterator[str]:
    """Yield the questions that have a run in common with a text."""
    by_run = {run: one.question for one in asked for run in runs(one.question)}
    if by_run:
        for text in texts:
            yield from (by_run[run] for run in runs(text) if run in by_run)


def names_title(question: str, titles: Iterable[str]) -> bool:
    """Return whether a question says one of these titles."""
    said = letters(question)
    return any(letters(title) in said for title in titles if letters(title))
