"""What a plan may be asked to be written with, whatever the format: each heeds what it knows."""

from collections.abc import Callable, Iterator
from typing import TYPE_CHECKING, NamedTuple, TypedDict

from planparse.export.formats import Grouping
from planparse.records import Records
from planparse.tree import Lang

if TYPE_CHECKING:
    from planparse.export.word.house import House
    from planparse.tasks.sections import Level
    from planparse.tasks.work_points import WorkPoint


class WriteOptions(TypedDict, total=False):
    """How a plan is to be written; each format heeds the options that it knows.

    `lang` is the language of findings and of the words in an outline (en). `spans` puts
    into YAML where everything stands (False). An outline takes at most `width` columns
    (80), and `colour` puts ANSI codes into it (False). Of the work points of a `level`
    (auto) those that are `wanted` (all) go into a table; `plain` CSV is for programs
    (False). The sheets of a workbook go `by` document (None) or by owner. In a Word
    document labels are typed, or counted by Word with `auto_numbers` (False), and pages and
    letters are set as the `house` wants them (None: GB/T 9704—2012). Where the output
    is not `headed` (True) it goes on with what another file gave: CSV has no names of
    columns then, Markdown begins with an empty line.
    """

    lang: Lang
    spans: bool
    colour: bool
    width: int
    level: "Level"
    wanted: "Callable[[WorkPoint], bool] | None"
    plain: bool
    by: Grouping | None
    auto_numbers: bool
    house: "House | None"
    headed: bool


class Options(NamedTuple):
    """The same with their defaults."""

    lang: Lang = "en"
    spans: bool = False
    colour: bool = False
    width: int = 80
    level: "Level" = "auto"
    wanted: "Callable[[WorkPoint], bool] | None" = None
    plain: bool = False
    by: Grouping | None = None
    auto_numbers: bool = False
    house: "House | None" = None
    headed: bool = True


def tasks(records: Records, options: Options) -> "Iterator[WorkPoint]":
    """Yield the work points of the wanted level that the query takes, for a table of tasks."""
    from planparse.tasks.work_points import work_points

    found = work_points(records.rows(), records.printed, options.level)
    return found if options.wanted is None else filter(options.wanted, found)
