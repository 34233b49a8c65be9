"""One file for all outputs: where its parts lie, and what makes it of them."""

from collections.abc import Callable
from typing import TYPE_CHECKING

from planparse.batch.journal import Journal
from planparse.batch.messages import Asked
from planparse.batch.target import Target
from planparse.export.formats import OF_TASKS

if TYPE_CHECKING:
    from planparse.batch.merge import Places


def places_of(target: Target) -> "Places":
    """Return where the parts of one output lie: a database is made from JSON Lines beside it."""
    from planparse.batch.merge import Places

    return Places(target.output, target.base, target.scratch)


def builder_of(
    target: Target, asked: Asked, journal: Journal
) -> Callable[[str, str], None] | None:
    """Return what makes an output of its base, as (base, output); None where they are one."""
    if target.base == target.output:
        return None
    if target.fmt == "nodes":
        from planparse.batch import merge

        return merge.copy
    if target.fmt in OF_TASKS:
        from planparse.batch import task_tables

        return (
            task_tables.csv_of(plain=asked.plain)
            if target.fmt == "csv"
            else task_tables.workbook_of(asked.by)
        )
    if target.fmt == "sqlite":
        from planparse.batch import sqlite_tables

        return sqlite_tables.sqlite_of(journal.facts)
    from planparse.batch import parquet_table

    return parquet_table.parquet_of
