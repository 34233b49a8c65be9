"""`planparse batch` from or to a store: what is asked of it, checked."""

import os
from collections.abc import Iterable, Sequence

import click

from planparse.batch.key import key_of
from planparse.batch.messages import Asked
from planparse.batch.stores.converter import Order
from planparse.batch.stores.outcome import ENDINGS
from planparse.batch.stores.run import Engine, StoreRun, here
from planparse.batch.stores.urls import is_url, on_disk
from planparse.batch.target import format_of_all
from planparse.cli import options
from planparse.export.formats import format_of
from planparse.locale.message import _
from planparse.text.corrections import NO_FILE

PER_PART = 1000
"""Files of a part: a choice. Plans of 15 KB give rows of 20 to 60 MB, as readers like them."""

_LIBRARIES = {"s3": "s3fs"}
"""The library by which fsspec reaches a store, where an extra brings it."""


def refuse_store(output: str, fmt: str | None, asked: Iterable[str]) -> None:
    """Raise UsageError for an OUT in a store that cannot be, and for options without effect.

    `asked` are the options that were given of those that a store has no use for.
    """
    for option in asked:
        raise click.UsageError(
            _(
                "{option} has no effect where OUT is in a store: leave it out",
                option=option,
            )
        )
    if any(char in output for char in "*?[]#"):
        raise click.UsageError(
            _("{output}: a folder of a store has none of * ? [ ] #", output=output)
        )
    if fmt is not None and fmt not in ENDINGS:
        raise click.UsageError(
            _(
                "a store takes the nodes of all files, in parts: -f {formats}",
                formats=options.choices(ENDINGS),
            )
        )
    if format_of(output) is not None or format_of_all(output) is not None:
        raise click.UsageError(
            _(
                "{output} would be a folder of parts: name one without an ending, "
                "and say -f {formats}",
                output=output,
                formats=options.choices(ENDINGS),
            )
        )


def engine_of(name: str, names: Sequence[str], output: str) -> Engine:
    """Return what converts the parts. Raises UsageError for what other machines cannot reach."""
    if name == "local":
        return here
    for each in (*names, output):
        if not is_url(each):
            raise click.UsageError(
                _(
                    "{url} is on this machine, and --engine ray works on others: "
                    "name a URL, as s3://bucket/plans, or file:///srv/plans on a "
                    "disk that all share",
                    url=each,
                )
            )
    options.require_package(
        "ray", _("--engine ray works on Ray: pip install 'planparse[ray]'")
    )
    from planparse.batch.stores.on_ray import on_ray

    return on_ray


def require_libraries(names: Iterable[str]) -> None:
    """Raise CommandError where a library is missing that a URL takes."""
    for name in filter(is_url, names):
        if on_disk(name) is None:
            library = _LIBRARIES.get(name.partition("://")[0].lower(), "fsspec")
            options.require_package(
                library,
                _(
                    "{name} is reached with {library}: pip install 'planparse[s3]'",
                    name=name,
                    library=library,
                ),
            )


def _text_of(path: str) -> str | None:
    """Return the text of a grammar of one's own, or of corrections, None for no such file."""
    if not os.path.isfile(path):
        return None
    with open(path, encoding="utf-8-sig") as file:
        return file.read()


def store_run(
    names: list[str],
    output: str,
    fmt: str | None,
    asked: Asked,
    *,
    engine: str,
    jobs: int | None,
    timeout: float,
    most: int | None,
    max_size: int,
    per_part: int | None,
) -> StoreRun:
    """Return the run that is asked for. Raises UsageError and CommandError.

    Corrections are heeded that are named: nothing lies beside a file on every machine.
    """
    asked = asked._replace(corrections=asked.corrections or NO_FILE)
    work, key = engine_of(engine, names, output), key_of(asked, fmt or "nodes")
    order = Order(
        url=output.rstrip("/"),
        asked=asked,
        fmt=fmt or "nodes",
        timeout=timeout,
        max_size=max_size,
        grammar=_text_of(asked.grammar),
        corrections=_text_of(asked.corrections or ""),
    )
    return StoreRun(names, order, key, per_part or PER_PART, work, jobs, most)
