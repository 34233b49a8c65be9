"""The query language of `--select`: which work points are wanted.

    query     = { [ "!" ] ( test | word ) }           all must hold
    test      = field operator [ value { "|" value } ]    one of the values must match
    value     = word | '"' … '"'

A word that holds an operator is quoted. A word alone is looked for everywhere. `~` asks
whether a field contains the value, `=` whether it is the value; `=` without a value asks
whether the field is empty. A deadline is compared as far as the value says: 2026-07 is
the whole month. A figure is compared in its unit: 100家, 2亿元.
"""

import re
from collections.abc import Callable, Mapping, Sequence
from itertools import chain
from operator import eq, ge, gt, le, lt
from types import MappingProxyType
from typing import TYPE_CHECKING, Any, Literal, NamedTuple, Protocol, get_args

from planparse.errors import PlanparseError
from planparse.locale.message import _, in_context
from planparse.text.dates import days_in

if TYPE_CHECKING:
    from planparse.facts.figures import Figure
    from planparse.tasks.work_points import WorkPoint

FIELDS: Mapping[str, tuple[str, ...]] = MappingProxyType(
    {
        "owner": ("责任单位", "单位"),
        "lead": ("牵头单位",),
        "support": ("配合单位",),
        "guide": ("指导单位",),
        "leader": ("责任领导", "责任人"),
        "deadline": ("完成时限", "时限", "期限"),
        "figure": ("量化目标", "指标"),
        "reference": ("依据",),
        "section": ("重点工作",),
        "task": ("具体任务", "text"),
        "title": ("标题",),
        "label": ("编号",),
        "document": ("公文",),
        "year": ("年份", "年度"),
    }
)
"""The fields of a work point, each with its other names."""

_FIELD_NAMES = (
    in_context("field", "owner"),
    in_context("field", "lead"),
    in_context("field", "support"),
    in_context("field", "guide"),
    in_context("field", "leader"),
    in_context("field", "deadline"),
    in_context("field", "figure"),
    in_context("field", "reference"),
    in_context("field", "section"),
    in_context("field", "task"),
    in_context("field", "title"),
    in_context("field", "label"),
    in_context("field", "document"),
    in_context("field", "year"),
)
"""The fields as they are named to people; in Chinese each by the first of its other names."""

OF_DOCUMENTS = ("document", "year")
"""The fields that all work points of a document share, and all else that stands in it."""


class QueryError(PlanparseError, ValueError):
    """A query that cannot be read; `[start, end)` is where in it, in code points."""

    def __init__(self, why: str, start: int, end: int) -> None:
        """Take the reason, put as a message, and the place."""
        super().__init__(why)
        self.start, self.end = start, end


Operator = Literal["~", "=", "<", "<=", ">", ">="]


class Condition(NamedTuple):
    """One condition of a query.

    `field` is None for a word that may stand anywhere. `values` are alternatives, never
    empty. `!=` and `!~` are kept as `=` and `~`, negated.
    """

    negated: bool
    field: str | None
    operator: Operator
    values: tuple[str, ...]


Query = tuple[Condition, ...]
"""Conditions that must all hold."""


class OfDocument(Protocol):
    """What stands in a document: a work point, or anything else with its title and year."""

    @property
    def document(self) -> str | None:
        """The title of the document."""

    @property
    def year(self) -> int | None:
        """The year of the document."""


_NAMES = {name: field for field, others in FIELDS.items() for name in (field, *others)}
_WIDE = str.maketrans("＜＞＝～！｜", "<>=~!|")
_WIDE_DIGITS = str.maketrans("０１２３４５６７８９", "0123456789")
_VALUE = r'(?:"[^"]*"|“[^”]*”|[^\s"“|]+)'
_BLANK = re.compile(r"\s")
_OPERATOR = re.compile(r"!=|!~|<=|>=|[<>=~]")
_CONDITION = re.compile(
    r"(?P<not>!?)(?:"
    rf"(?P<field>[^\s\"“<>=~!|]+)(?P<operator>{_OPERATOR.pattern})"
    rf"(?P<values>(?:{_VALUE}(?:\|{_VALUE})*)?)"
    r'|(?P<word>"[^"]+"|“[^”]+”|[^\s"“<>=~!|]+)'
    r")(?=\s|$)"
)
_DAY = re.compile(r"[0-9]{4}(?:-[0-9]{2}(?:-[0-9]{2})?)?")
_IN_CHINESE = re.compile(
    r"(?P<year>[0-9]{4})年(?:(?P<month>[0-9]{1,2})月(?:(?P<day>[0-9]{1,2})[日号])?)?"
    r"(?P<last>(?<![日号])[底末])?(?:[之以]?前)?"
)
"""A year, a month or a day as people write it: 2024年, 2024年6月, 2024年6月30日前, 2024年6月底."""
_YEAR = re.compile(r"[0-9]{4}")
_QUANTITY = re.compile(r"([0-9]+(?:\.[0-9]+)?)(万亿|万|亿)?(.*)")
_TIMES = {"万": 10**4, "亿": 10**8, "万亿": 10**12}
_MONTHS = 12
_COMPARE: Mapping[str, Callable[[Any, Any], bool]] = MappingProxyType(
    {"=": eq, "<": lt, "<=": le, ">": gt, ">=": ge}
)
_SIGNS: Mapping[str, tuple[Operator, bool]] = MappingProxyType(
    {sign: (sign, False) for sign in get_args(Operator)}
    | {"!=": ("=", True), "!~": ("~", True)}
)
"""The operators as they are written: what each asks, and whether it negates that."""
_COMPARABLE = MappingProxyType(
    {
        "deadline": (_DAY, _("a day, a month or a year: 2026-07-15, 2026-07, 2026")),
        "figure": (_QUANTITY, _("a number with its unit: 100家, 2亿元")),
        "year": (_YEAR, _("a year: 2024")),
    }
)
"""The fields that `<` and the like compare: what a value looks like, and how to say so."""


def parse(text: str) -> Query:
    """Return a query that was read from text. Raises QueryError."""
    plain, at, conditions = text.translate(_WIDE), 0, []
    while at < len(plain):
        if plain[at].isspace():
            at += 1
            continue
        match = _CONDITION.match(plain, at)
        if match is None:
            raise _unreadable(plain, at)
        conditions.append(_condition(match))
        at = match.end()
    if not conditions:
        raise QueryError(_("asks for nothing"), 0, len(text))
    return tuple(conditions)


def matches(query: Query, point: "WorkPoint") -> bool:
    """Return whether a work point is wanted."""
    return all(_is_met(test, point) != test.negated for test in query)


def is_day(value: str) -> bool:
    """Return whether a deadline is compared with a value by its day: 2026, 2026年7月."""
    return _DAY.fullmatch(in_digits(value)) is not None


def in_digits(value: str) -> str:
    """Return a day, a month or a year in Chinese as ISO 8601 has it; all else as it is.

    The end of a month or a year is its last day: 2024年6月底 is 2024-06-30.
    """
    written = _IN_CHINESE.fullmatch(value.translate(_WIDE_DIGITS))
    if written is None:
        return value
    year, *others = filter(None, written.group("year", "month", "day"))
    if written["last"]:
        month = int(others[0]) if others else _MONTHS
        last = days_in(int(year), month) if 1 <= month <= _MONTHS else 1
        others = [str(month), str(last)]
    return "-".join([year, *(f"{int(other):02}" for other in others)])


def is_of_documents(query: Query) -> bool:
    """Return whether a query asks for nothing but whole documents: `year=2024`."""
    return all(test.field in OF_DOCUMENTS for test in query)


def document_matches(query: Query, one: OfDocument) -> bool:
    """Return whether what stands in a document is wanted, by a query that is of documents."""
    return all(
        any(_is_of_document(test, value, one) for value in test.values) != test.negated
        for test in query
    )


class Selection:
    """A query as a predicate that counts the work points it `asked` about and `took`."""

    def __init__(self, query: Query) -> None:
        """Take the query; nothing is counted yet."""
        self._query = query
        self.asked = self.took = 0

    def __call__(self, point: "WorkPoint") -> bool:
        """Return whether a work point is wanted, and count it."""
        wanted = matches(self._query, point)
        self.asked += 1
        self.took += wanted
        return wanted


# ── reading ─────────────────────────────────────────────────────────────────────────


def _condition(match: re.Match[str]) -> Condition:
    """Return one condition of a query from its match. Raises QueryError, with the place.

    `!` and the operators that negate cancel each other out: `!lead!=市教育局` asks for
    it.
    """
    negated = bool(match["not"])
    if match["word"]:
        return Condition(negated, None, "~", (_unquoted(match["word"]),))
    field, sign = _NAMES.get(match["field"].lower()), match["operator"]
    if field is None:
        raise QueryError(
            _(
                "no field is called {field}: there are {fields}",
                field=match["field"],
                fields=_FIELD_NAMES,
            ),
            *match.span("field"),
        )
    operator, negates = _SIGNS[sign]
    asks_for_year = field == "year" and operator == "=" and match["values"]
    if operator not in ("~", "=") or asks_for_year:
        _refuse_incomparable(field, match)
    if field == "deadline" and operator != "~":
        _refuse_impossible(match)
    values = tuple(_unquoted(value) for value in re.findall(_VALUE, match["values"]))
    if field in ("deadline", "year") and operator != "~":
        values = tuple(map(in_digits, values))
    if not values and operator != "=":
        raise QueryError(
            _("nothing stands behind {sign}", sign=sign), *match.span("operator")
        )
    return Condition(negated != negates, field, operator, values or ("",))


def _refuse_incomparable(field: str, match: re.Match[str]) -> None:
    """Raise QueryError where an operator cannot compare a field with the values."""
    if field not in _COMPARABLE:
        raise QueryError(
            _(
                "{operator} is for deadline, figure and year; for {field} there are = and ~",
                operator=match["operator"],
                field=match["field"],
            ),
            *match.span("operator"),
        )
    pattern, example = _COMPARABLE[field]
    values = re.findall(_VALUE, match["values"]) or [""]
    if field != "figure":
        values = [in_digits(_unquoted(value)) for value in values]
    if not all(pattern.fullmatch(_unquoted(value)) for value in values):
        raise QueryError(
            _(
                "{field} is compared with {example}",
                field=match["field"],
                example=example,
            ),
            match.start("operator"),
            match.end(),
        )


def _refuse_impossible(match: re.Match[str]) -> None:
    """Raise QueryError for a month or a day that no calendar has."""
    for value in re.finditer(_VALUE, match["values"]):
        written = _unquoted(value[0])
        day = in_digits(written)
        if not _DAY.fullmatch(day):
            continue
        at = match.start("values") + value.start() + value[0].index(written)
        if day != written:  # in Chinese: the whole of it is shown
            _refuse_day(day, (at, at + len(written)), (at, at + len(written)))
            continue
        _refuse_day(day, (at + 5, at + 7), (at + 8, at + 10))


def _refuse_day(day: str, month: tuple[int, int], number: tuple[int, int]) -> None:
    """Raise QueryError for a month or a day that no calendar has, each with its place."""
    if not _is_month(day[5:7]):
        raise QueryError(_("there is no month {month}", month=day[5:7]), *month)
    if not _is_day(day):
        raise QueryError(
            _("{month} has no day {day}", month=day[:7], day=day[8:]), *number
        )


def _is_month(month: str) -> bool:
    """Return whether a year has the month, 01 to 12; a year alone (2026) asks for none."""
    return not month or 1 <= int(month) <= _MONTHS


def _is_day(day: str) -> bool:
    """Return whether a month has the day: not 2026-02-30; a month alone asks for none."""
    year, month, number = day[:4], day[5:7], day[8:]
    return not number or 1 <= int(number) <= days_in(int(year), int(month))


def _unreadable(text: str, at: int) -> QueryError:
    """Return why a query cannot be read from `at` on: the likeliest reason, with its place."""
    if text.count('"', at) % 2:
        return QueryError(_('a " is not closed'), text.find('"', at), len(text))
    end = _end_of_word(text, at)
    operator = _OPERATOR.search(text, at, end)
    if operator and operator.start() == at:
        return QueryError(
            _("no field stands before {operator}", operator=operator[0]),
            *operator.span(),
        )
    return QueryError(_("this is no condition: it is FIELD~VALUE, or a word"), at, end)


def _end_of_word(text: str, at: int) -> int:
    """Return where the word ends that begins at `at`: before a blank, or with the text."""
    blank = _BLANK.search(text, at)
    return len(text) if blank is None else blank.start()


def _unquoted(value: str) -> str:
    """Return a value without the quotes around it, `"…"` or `“…”`."""
    return value[1:-1] if value.startswith(('"', "“")) else value


# ── matching ────────────────────────────────────────────────────────────────────────


def _is_met(test: Condition, point: "WorkPoint") -> bool:
    """Return whether one of the values matches, negation aside."""
    return any(_matches_value(test, value, point) for value in test.values)


def _matches_value(test: Condition, value: str, point: "WorkPoint") -> bool:
    """Return whether a field of a work point stands to a value as the condition says.

    Of what `=` compares, a deadline counts by its day only where the value is one
    (2026-07); else it is compared as it is written (年底前). No value asks whether the
    field is empty.
    """
    if test.field in OF_DOCUMENTS:
        return _is_of_document(test, value, point)
    texts = _texts(test.field, point)
    if test.operator == "~":
        return any(value in text for text in texts)
    if test.field == "deadline" and _asks_for_day(test.operator, value):
        return _is_due(test.operator, value, point)
    if test.field == "figure" and test.operator != "=":
        return _measures(test.operator, value, point)
    return value in texts if value else not any(texts)


def _is_of_document(test: Condition, value: str, one: OfDocument) -> bool:
    """Return whether the document that something stands in is as a condition says."""
    text = (one.document or "") if test.field == "document" else str(one.year or "")
    if test.operator == "~":
        return value in text
    if test.operator == "=":
        return value == text
    return bool(text) and bool(_COMPARE[test.operator](text, value))


def _asks_for_day(operator: Operator, value: str) -> bool:
    """Return whether a deadline is asked for by its last day and not by its words.

    `deadline<2026` and `deadline=2026-07` are, `deadline=年底前` is not.
    """
    return operator != "=" or is_day(value)


def _is_due(operator: Operator, value: str, point: "WorkPoint") -> bool:
    """Return whether a deadline's last day stands so to a day, a month or a year."""
    days = [entry.until[: len(value)] for entry in point.deadlines if entry.until]
    return any(_COMPARE[operator](day, value) for day in days)


def _measures(operator: Operator, value: str, point: "WorkPoint") -> bool:
    """Return whether a figure of that unit, or one end of a range, is as large or small."""
    quantity = _QUANTITY.fullmatch(value)
    assert quantity, "the query was read"
    number, unit = float(quantity[1]) * _TIMES.get(quantity[2], 1), quantity[3]
    ends = chain.from_iterable(
        _both_ends(entry) for entry in point.figures if unit in ("", entry.unit)
    )
    return any(_COMPARE[operator](end, number) for end in ends)


def _both_ends(figure: "Figure") -> tuple[float, float]:
    """Return the ends of a range, 5%—8% → 5, 8; of a single number, it twice."""
    return figure.low, figure.low if figure.high is None else figure.high


def _texts(field: str | None, point: "WorkPoint") -> Sequence[str]:
    """Return the texts of a field; of None, all that a word is looked for in."""
    if field is None:
        return [*point.headings, point.text, *_units(point)]
    return _TEXTS[field](point)


def _units(point: "WorkPoint", role: str | None = None) -> list[str]:
    """Return the units that own a work point, in that role or in any."""
    return [
        unit
        for owner in point.owners
        if role in (None, owner.role)
        for unit in owner.units
    ]


_TEXTS: Mapping[str, Callable[["WorkPoint"], Sequence[str]]] = MappingProxyType(
    {
        "owner": _units,
        "lead": lambda point: _units(point, "lead"),
        "support": lambda point: _units(point, "support"),
        "guide": lambda point: _units(point, "guide"),
        "leader": lambda point: _units(point, "leader"),
        "deadline": lambda point: [entry.text for entry in point.deadlines],
        "figure": lambda point: [entry.text for entry in point.figures],
        "reference": lambda point: [entry.text for entry in point.references],
        "section": lambda point: point.headings,
        "task": lambda point: [point.text],
        "title": lambda point: [point.title or ""],
        "label": lambda point: [point.label or ""],
    }
)
