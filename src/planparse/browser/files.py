"""Files that the page offers: a plan in a format, its clean text, years compared, a zip.

What the first parse does not need is imported where it is used, so that the page starts soon.
"""

import zipfile
from collections.abc import Iterable, Sequence
from io import BytesIO
from typing import Any

from planparse.api.plan import Plan
from planparse.browser.desk import Opened
from planparse.browser.places import BrowserOffsets
from planparse.browser.reading import Answer
from planparse.browser.tables import Filter, joined, predicate
from planparse.export.formats import FORMATS
from planparse.text.lines import Lines
from planparse.tree import Lang

_CLEAN = "clean"
_LEDGER = "ledger"
SUFFIXES = {
    **{name: form.suffix for name, form in FORMATS.items()},
    _CLEAN: ".clean.txt",
    _LEDGER: ".ledger.json",
}
"""What the names of files end in, by their format."""

_WHEN = (1980, 1, 1, 0, 0, 0)
"""The time of each file in a zip, so that the same files make the same zip."""


def written(opened: Opened, fmt: str, lang: Lang, asked: Filter) -> bytes:
    """Return a file in a format; tables of tasks have those that are asked for."""
    if fmt in (_CLEAN, _LEDGER):
        from planparse.api.normalised import normalise

        done = normalise(opened.data)
        return done.data if fmt == _CLEAN else joined(done.ledger_to("json"))
    if not FORMATS[fmt].of_tasks:
        return joined(opened.plan.to(fmt, lang=lang))  # type: ignore[call-overload]
    return joined(
        opened.plan.to(fmt, lang=lang, wanted=predicate(asked))  # type: ignore[call-overload]
    )


def clean(opened: Opened, lang: Lang) -> Answer:
    """Return the clean text, and each change with its rule, its line and its place in it."""
    from planparse.api.normalised import normalise

    done = normalise(opened.data)
    at, lines = BrowserOffsets(done.text), Lines(opened.plan.source.text or "")
    return {
        "text": done.text,
        "edits": [
            {
                "rule": entry.rule,
                "name": _rule_name(entry.rule, lang),
                "line": lines.line(entry.start),
                "before": entry.before,
                "after": entry.after,
                "reason": entry.reason,
                "start": at(entry.at),
                "end": at(entry.at + len(entry.after)),
            }
            for entry in done.edits
        ],
    }


def _rule_name(name: str, lang: Lang) -> str:
    """Return what a rule does, in a few words; of several, each."""
    from planparse.normaliser import rules

    return " + ".join(rules.summary(one, lang) for one in name.split("+"))


def comparison(plans: Sequence[Plan], lang: Lang, fmt: Any) -> bytes:
    """Return what became of the items of two plans or more, as `planparse diff` writes it."""
    from planparse.api.comparison import diff

    old, new, *more = plans
    return joined(diff(old, new, *more).to(fmt, lang=lang))


def zipped(names: Iterable[str], contents: Iterable[bytes]) -> bytes:
    """Return files as one zip archive. Names that come again are told apart by a number."""
    packed, given = BytesIO(), set[str]()
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in zip(names, contents, strict=True):
            free = _free(name, given)
            given.add(free)
            archive.writestr(
                zipfile.ZipInfo(free, _WHEN), content, zipfile.ZIP_DEFLATED
            )
    return packed.getvalue()


def _free(name: str, given: set[str]) -> str:
    """Return a name that no other file has: that one, or with a number before its ending."""
    stem, dot, ending = name.partition(".")
    number, free = 1, name
    while free in given:
        number += 1
        free = f"{stem}-{number}{dot}{ending}"
    return free
