"""What the parts of the report share: all that it is made of, and how a table begins."""

import os
from collections.abc import Mapping, Sequence
from typing import NamedTuple

from planparse.batch.report.counting import Counts
from planparse.batch.report.doubles import Doubles
from planparse.batch.report.links import link_to
from planparse.batch.report.words import say
from planparse.system.html import escape_line
from planparse.tree import Lang


class Report(NamedTuple):
    """What a report is made of.

    `archives` are the names that were given, `manifest` is the path of the manifest,
    `beside` the folder of the report, `made` the day and time in UTC.
    `paths` are those of files on this machine that are named as duplicates, by their names.
    """

    counts: Counts
    doubles: Doubles
    archives: Sequence[str]
    manifest: str
    beside: str
    made: str
    paths: Mapping[str, str]
    lang: Lang

    def say(self, word: str, **values: object) -> str:
        """Return a word in the language of the report, with values put in."""
        return say(word, self.lang, **values)

    def places(self, number: int) -> str:
        """Return how many places there are, in words."""
        return self.say("places_count", count=number)

    def more(self, word: str, **numbers: int) -> str:
        """Return the line on what is left out: how much, and that the manifest has it."""
        told = self.say(word, manifest="\0", **numbers)
        before, _, after = map(escape_line, told.partition("\0"))
        return f'<p class="more">{before}{self.link_to_manifest}{after}</p>\n'

    @property
    def link_to_manifest(self) -> str:
        """The name of the manifest, which leads to it."""
        return linked(os.path.basename(self.manifest), self.manifest, self.beside)


def linked(name: str, path: str, beside: str, place: str = "") -> str:
    """Return a name that leads to a file, at a place in it; the name alone where none leads."""
    href = link_to(path, beside)
    if href is None:
        return escape_line(name)
    return f'<a href="{escape_line(href + place)}">{escape_line(name)}</a>'


def head(*names: str, numbers: int = 0) -> str:
    """Return the head of a table with the names of its columns, the last of which are numbers."""
    words, figures = names[: len(names) - numbers], names[len(names) - numbers :]
    cells = "".join(f'<th scope="col">{escape_line(name)}</th>' for name in words)
    cells += "".join(
        f'<th scope="col" class="number">{escape_line(name)}</th>' for name in figures
    )
    return f"<thead><tr>{cells}</tr></thead>\n"
