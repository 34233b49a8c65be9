"""The files that lie open in the page: the last ones are kept parsed."""

from functools import cached_property

from planparse.api.plan import Plan
from planparse.api.reading import parse
from planparse.errors import TooLargeError
from planparse.locale.message import _
from planparse.tasks.work_points import WorkPoint

MOST_BYTES = 32 * 10**6
"""Bytes that a file may have: a choice. Ten million take a browser half a minute."""

_MOST_PLANS = 16
"""Plans that are kept, so that a comparison of as many years is parsed once: a choice."""

_MOST_CHARS = 8 * 10**6
"""Characters that all plans but the last one may have together: a choice."""


class Opened:
    """A file as it was dropped into the page, and what was read in it."""

    def __init__(self, data: bytes, plan: Plan) -> None:
        """Take the bytes and the plan."""
        self.data, self.plan = data, plan

    @cached_property
    def work_points(self) -> tuple[WorkPoint, ...]:
        """The work points, which are asked for again with each filter."""
        return tuple(self.plan.work_points())


class Desk:
    """Files by the keys that the page gives them; what was not used for long is let go."""

    def __init__(self) -> None:
        """Begin with nothing open."""
        self._opened: dict[str, Opened] = {}

    def holds(self, key: str) -> bool:
        """Return whether a file is parsed and at hand."""
        return key in self._opened

    def put(self, key: str, name: str, data: bytes) -> None:
        """Parse a file and keep it. Raises PlanparseError for one that cannot be read."""
        if len(data) > MOST_BYTES:
            raise TooLargeError(
                _("a file of more than {most_bytes} MB", most_bytes=MOST_BYTES // 10**6)
            )
        self._opened[key] = Opened(data, parse(data, path=name))
        self._let_go()

    def opened(self, key: str) -> Opened:
        """Return a file that `holds` has said to be there, now the last one that was used."""
        found = self._opened.pop(key)
        self._opened[key] = found
        return found

    def _let_go(self) -> None:
        """Forget the plans that were not used for longest, where they are too many."""
        while len(self._opened) > 1 and (
            len(self._opened) > _MOST_PLANS or self._chars() > _MOST_CHARS
        ):
            del self._opened[next(iter(self._opened))]

    def _chars(self) -> int:
        """Return how many characters all plans have together."""
        return sum(opened.plan.source.chars for opened in self._opened.values())
