"""A list of citations: JSON Lines, one citation a line."""

import json
from collections.abc import Iterator
from typing import NamedTuple

from planparse.errors import UnreadableError, reason
from planparse.locale.message import _
from planparse.retrieval.citations.verification import Cited, cited_from
from planparse.system.syntax_faults import json_fault
from planparse.text.positions import lines_of


class Listed(NamedTuple):
    """A citation of a list, and the line that it stands on, from 1."""

    line: int
    cited: Cited


def read_list(text: str, name: str) -> Iterator[Listed]:
    """Yield the citations of a list; blank lines are passed over.

    Raises UnreadableError, with line and column, for what is no citation; `name` is what
    the list is called.
    """
    for number, line in enumerate(lines_of(text), 1):
        if not line.strip():
            continue
        try:
            record = json.loads(line)
        except json.JSONDecodeError as fault:
            raise UnreadableError(
                _(
                    "{name}:{number}:{column}: this is no JSON: {what}; a list has an "
                    "object a line, as planparse cite -f json prints it",
                    name=name,
                    number=number,
                    column=fault.colno,
                    what=json_fault(fault),
                )
            ) from None
        except (RecursionError, ValueError):  # nested too deep, a number too long
            raise UnreadableError(
                _("{name}:{number}:1: this is no citation", name=name, number=number)
            ) from None
        if not isinstance(record, dict):
            raise UnreadableError(
                _(
                    "{name}:{number}:1: a citation is an object with names and values",
                    name=name,
                    number=number,
                )
            )
        try:
            yield Listed(number, cited_from(record))
        except UnreadableError as fault:
            raise UnreadableError(
                _(
                    "{name}:{number}:1: {why}",
                    name=name,
                    number=number,
                    why=reason(fault),
                )
            ) from None
