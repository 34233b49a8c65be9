"""What each request of the page is answered by: JSON, and bytes beside it where there are files."""

import gc
import json
from collections.abc import Callable, Mapping, Sequence
from types import MappingProxyType
from typing import Any, NamedTuple

from planparse.browser import files, reading, tables
from planparse.browser.desk import Desk
from planparse.browser.refusals import refusal
from planparse.errors import PlanparseError
from planparse.locale.message import told

Request = dict[str, Any]
"""What is asked: `ask` names the answer, `keys` the files, `lang` the language."""


class Answered(NamedTuple):
    """An answer: JSON, and the contents of the files that it names, in order."""

    json: str
    contents: Sequence[bytes] = ()


class Answers:
    """Answers requests about the files that lie open."""

    def __init__(self) -> None:
        """Begin with nothing open."""
        self._desk = Desk()

    def holds(self, key: str) -> bool:
        """Return whether a file need not be handed over again."""
        return self._desk.holds(key)

    def put(self, key: str, name: str, data: bytes, lang: Any) -> str:
        """Take a file; return why it cannot be read, or nothing."""
        gc.disable()  # a parse makes no cycles, and a collector would look for them
        try:
            self._desk.put(key, name, data)
        except (PlanparseError, MemoryError, RecursionError) as fault:
            return refusal(fault, name, data, lang)
        finally:
            gc.enable()
        return ""

    def answer(self, asked: str, contents: Sequence[bytes] = ()) -> Answered:
        """Answer a request, `contents` being the files that are none of the desk's."""
        request: Request = json.loads(asked)
        answered = _ANSWERS[request["ask"]](self._desk, request, contents)
        if isinstance(answered, Answered):
            return answered
        return Answered(json.dumps(answered, ensure_ascii=False))


Given = Sequence[bytes]


def _summary(desk: Desk, asked: Request, _: Given) -> reading.Answer:
    return reading.summary(desk.opened(asked["keys"][0]).plan)


def _reading(desk: Desk, asked: Request, _: Given) -> reading.Answer:
    return reading.reading(desk.opened(asked["keys"][0]).plan, asked["lang"])


def _hits(desk: Desk, asked: Request, _: Given) -> reading.Answer:
    return reading.hits(desk.opened(asked["keys"][0]).plan, asked["words"])


def _page(_desk: Desk, asked: Request, _: Given) -> reading.Answer:
    return reading.page_of(asked["code"], asked["lang"])


def _tasks(desk: Desk, asked: Request, _: Given) -> reading.Answer:
    return tables.tasks(desk.opened(asked["keys"][0]).work_points, asked["filter"])


def _clean(desk: Desk, asked: Request, _: Given) -> reading.Answer:
    return files.clean(desk.opened(asked["keys"][0]), asked["lang"])


def _files(desk: Desk, asked: Request, _: Given) -> Answered:
    """Return a plan in each format that is asked for, with what its name ends in."""
    opened = desk.opened(asked["keys"][0])
    wanted = asked.get("filter", {})
    made = [
        files.written(opened, fmt, asked["lang"], wanted) for fmt in asked["formats"]
    ]
    suffixes = [files.SUFFIXES[fmt] for fmt in asked["formats"]]
    return Answered(json.dumps({"suffixes": suffixes}), made)


def _catalogue(_desk: Desk, asked: Request, _: Given) -> reading.Answer:
    return tables.catalogue(asked["entries"])


def _catalogue_file(_desk: Desk, asked: Request, _: Given) -> Answered:
    return Answered("{}", [tables.catalogue_file(asked["entries"], asked["format"])])


def _comparison(desk: Desk, asked: Request, _: Given) -> Answered:
    plans = [desk.opened(key).plan for key in asked["keys"]]
    return Answered("{}", [files.comparison(plans, asked["lang"], asked["format"])])


def _zip(_desk: Desk, asked: Request, contents: Given) -> Answered:
    return Answered("{}", [files.zipped(asked["names"], contents)])


def _unpack(_desk: Desk, asked: Request, contents: Given) -> Answered:
    """Return the files of an archive, and what of it is refused."""
    from planparse.browser.unpacking import unpacked  # most visits open no archive

    found = list(unpacked(asked["name"], contents[0]))
    files = [
        {"name": one.name, "fault": told(one.fault, asked["lang"])} for one in found
    ]
    return Answered(
        json.dumps({"files": files}, ensure_ascii=False), [one.data for one in found]
    )


_ANSWERS: Mapping[str, Callable[[Desk, Request, Given], reading.Answer | Answered]] = (
    MappingProxyType(
        {
            "summary": _summary,
            "reading": _reading,
            "hits": _hits,
            "page": _page,
            "tasks": _tasks,
            "clean": _clean,
            "files": _files,
            "catalogue": _catalogue,
            "catalogue-file": _catalogue_file,
            "comparison": _comparison,
            "zip": _zip,
            "unpack": _unpack,
        }
    )
)
"""The answers by the names that the page asks for them by."""
