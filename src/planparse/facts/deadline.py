"""A deadline as it is read: a time by which something is to be done."""

from typing import Literal, NamedTuple

Term = Literal["ongoing"]


class Deadline(NamedTuple):
    """A time by which something is to be done.

    `until` is its last day in ISO 8601, None where that cannot be known (6月份前). `term`
    is `ongoing` where the task has no end (长期坚持), and `recurring` says that the time
    comes again and again (每季度末); neither has a last day.
    """

    text: str
    until: str | None
    term: Term | None
    recurring: bool
    start: int
    end: int
