"""The little language of `--select`: which work points are wanted.

    query  = { [ "!" ] ( test | word ) }          all must hold
    test   = field operator [ value { "|" value } ]   one of the values must do
    value  = word | '"' … '"'

Operators in words are to be quoted. A word alone is looked for everywhere. `~` asks whether a field contains the value,
`=` whether it is the value; `=` and nothing behind it asks whether the field is empty. A deadline is compared as far
as the value says: 2026-07 is the whole month. A figure is compared in its unit: 100家, 2亿元.
"""

import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from itertools import chain
from types import MappingProxyType
from typing import NamedTuple

from planparse.errors import PlanparseError
from planparse.tasks.work_points import Point
from planparse.text.dates import days_in

FIELDS: Mapping[str, tuple[str, ...]] = MappingProxyType(
    {
        "owner": ("责任单位", "单位"),
        "lead": ("牵头单位",),
        "support": ("配合单位",),
        "deadline": ("完成时限", "时限", "期限"),
        "figure": ("量化目标", "指标"),
        "reference": ("依据",),
        "section": ("重点工作",),
        "task": ("具体任务", "text"),
        "title": ("标题",),
        "label": ("编号",),
    }
)
"""The fields, each with other names for it."""


class QueryError(PlanparseError, ValueError):
    """A query that cannot be read: why, and where in it, as code points."""

    def __init__(self, why: str, start: int, end: int) -> None:
        """Take the reason and the place."""
        super().__init__(why)
        self.start, self.end = start, end


class Test(NamedTuple):
    """One condition: `field` is None for a word that may stand anywhere. `values` are alternatives, never empty."""

    negated: bool
    field: str | None
    operator: str
    values: tuple[str, ...]


Query = tuple[Test, ...]
"""Conditions that must all hold."""

_NAMES = {name: field for field, others in FIELDS.items() for name in (field, *others)}
_WIDE = str.maketrans("＜＞＝～！｜", "<>=~!|")
_VALUE = r'(?:"[^"]*"|“[^”]*”|[^\s"“|]+)'
_TEST = re.compile(
    rf"(?P<not>!?)(?:(?P<field>[^\s\"“<>=~!|]+)(?P<operator>!=|!~|<=|>=|[<>=~])(?P<values>(?:{_VALUE}(?:\|{_VALUE})*)?)"
    r'|(?P<word>"[^"]+"|“[^”]+”|[^\s"“<>=~!|]+))(?=\s|$)'
)
_OPERATORS = re.compile(r"!=|!~|<=|>=|[<>=~]")
_DAY = re.compile(r"[0-9]{4}(?:-[0-9]{2}(?:-[0-9]{2})?)?")
_QUANTITY = re.compile(r"([0-9]+(?:\.[0-9]+)?)(万亿|万|亿)?(.*)")
_TIMES = {"万": 10**4, "亿": 10**8, "万亿": 10**12}
_COMPARED = ("<", "<=", ">", ">=")
_COMPARE: Mapping[str, Callable[[object, object], bool]] = MappingProxyType(
    {
        "<": lambda left, right: left < right,  # type: ignore[operator]
        "<=": lambda left, right: left <= right,  # type: ignore[operator]
        ">": lambda left, right: left > right,  # type: ignore[operator]
        ">=": lambda left, right: left >= right,  # type: ignore[operator]
    }
)


def parse(text: str) -> Query:
    """Read a query. Raises QueryError."""
    plain, at, tests = text.translate(_WIDE), 0, []
    while at < len(plain):
        if plain[at].isspace():
            at += 1
            continue
        match = _TEST.match(plain, at)
        if match is None:
            raise _unreadable(plain, at)
        tests.append(_test(match))
        at = match.end()
    if not tests:
        raise QueryError("asks for nothing", 0, len(text))
    return tuple(tests)


def matches(query: Query, point: Point) -> bool:
    """Say whether a work point is wanted."""
    return all(_holds(test, point) != test.negated for test in query)


class Selection:
    """A query as a condition that counts the work points it was `asked` about, and those it `took`."""

    def __init__(self, query: Query) -> None:
        """Take the query; nothing is counted yet."""
        self._query = query
        self.asked = self.took = 0

    def __call__(self, point: Point) -> bool:
        """Say whether a work point is wanted."""
        found = matches(self._query, point)
        self.asked += 1
        self.took += found
        return found


# ── reading ──────────────────────────────────────────────────────────────────────────────────────────────


def _test(match: re.Match[str]) -> Test:
    negated = bool(match["not"])
    if match["word"]:
        return Test(negated, None, "~", (_unquoted(match["word"]),))
    field, operator = _NAMES.get(match["field"].lower()), match["operator"]
    if field is None:
        raise QueryError(
            f"no field is called {match['field']}: there are {', '.join(FIELDS)}",
            *match.span("field"),
        )
    values = tuple(_unquoted(value) for value in re.findall(_VALUE, match["values"]))
    if operator in _COMPARED:
        _refuse_incomparable(field, match)
    elif operator in ("!=", "!~"):
        negated, operator = not negated, operator[1]
    if field == "deadline" and operator != "~":
        _refuse_impossible(match)
    if not values and operator != "=":
        raise QueryError(
            f"nothing stands behind {match['operator']}", *match.span("operator")
        )
    return Test(negated, field, operator, values or ("",))


def _refuse_incomparable(field: str, match: re.Match[str]) -> None:
    wanted = {"deadline": (_DAY, "a day, a month or a year: 2026-07-15, 2026-07, 2026"),
              "figure": (_QUANTITY, "a number with its unit: 100家, 2亿元")}  # fmt: skip
    if field not in wanted:
        raise QueryError(f"{match['operator']} is for deadline and figure; for {field} there are = and ~",
                       *match.span("operator"))  # fmt: skip
    pattern, example = wanted[field]
    if not all(
        pattern.fullmatch(_unquoted(value))
        for value in re.findall(_VALUE, match["values"]) or [""]
    ):
        raise QueryError(
            f"{field} is compared with {example}", match.start("operator"), match.end()
        )


def _refuse_impossible(match: re.Match[str]) -> None:
    """Raise QueryError for a month or a day that no calendar has."""
    for value in re.finditer(_VALUE, match["values"]):
        day = _unquoted(value[0])
        if not _DAY.fullmatch(day):
            continue
        at = match.start("values") + value.start() + value[0].index(day)
        if day[5:] and not 1 <= int(day[5:7]) <= _MONTHS:
            raise QueryError(f"there is no month {day[5:7]}", at + 5, at + 7)
        if day[8:] and not 1 <= int(day[8:]) <= days_in(int(day[:4]), int(day[5:7])):
            raise QueryError(f"{day[:7]} has no day {day[8:]}", at + 8, at + 10)


_MONTHS = 12


def _unreadable(text: str, at: int) -> QueryError:
    quote = text.find('"', at)
    if quote >= 0 and text.count('"', at) % 2:
        return QueryError('a " is not closed', quote, len(text))
    end = next(
        (place for place in range(at, len(text)) if text[place].isspace()), len(text)
    )
    operator = _OPERATORS.search(text, at, end)
    if operator and operator.start() == at:
        return QueryError(f"no field stands before {operator[0]}", *operator.span())
    return QueryError("this is no condition: it is FIELD~VALUE, or a word", at, end)


def _unquoted(value: str) -> str:
    return value[1:-1] if value.startswith(('"', "“")) else value


# ── holding a point against it ───────────────────────────────────────────────────────────────────────────


def _holds(test: Test, point: Point) -> bool:
    return any(_does(test, value, point) for value in test.values)


def _does(test: Test, value: str, point: Point) -> bool:
    if test.operator == "~":
        return any(value in text for text in _texts(test.field, point))
    if test.field == "deadline" and (test.operator != "=" or _DAY.fullmatch(value)):
        days = [entry.until[: len(value)] for entry in point.deadlines if entry.until]
        return (
            value in days
            if test.operator == "="
            else any(_COMPARE[test.operator](day, value) for day in days)
        )
    if test.field == "figure" and test.operator != "=":
        return _measures(test.operator, value, point)
    texts = list(_texts(test.field, point))
    return value in texts if value else not any(texts)


def _measures(operator: str, value: str, point: Point) -> bool:
    """Whether a figure of that unit, or one end of it, is as large or small as asked."""
    quantity = _QUANTITY.fullmatch(value)
    assert quantity, "the query was read"
    number, unit = float(quantity[1]) * _TIMES.get(quantity[2], 1), quantity[3]
    ends: Iterable[float] = chain.from_iterable(
        (entry.low, entry.low if entry.high is None else entry.high)
        for entry in point.figures
        if not unit or entry.unit == unit
    )
    return any(_COMPARE[operator](end, number) for end in ends)


def _texts(field: str | None, point: Point) -> Sequence[str]:
    """The texts that a field has."""
    if field is None:
        return [*point.headings, point.text, *_units(point, None)]
    if field in ("owner", "lead", "support"):
        return _units(point, None if field == "owner" else field)
    if field == "deadline":
        return [entry.text for entry in point.deadlines]
    if field == "figure":
        return [entry.text for entry in point.figures]
    if field == "reference":
        return [entry.text for entry in point.references]
    if field == "section":
        return point.headings
    return [
        {"task": point.text, "title": point.title, "label": point.label}[field] or ""
    ]


def _units(point: Point, role: str | None) -> list[str]:
    return [
        unit
        for owner in point.owners
        if role in (None, owner.role)
        for unit in owner.units
    ]
