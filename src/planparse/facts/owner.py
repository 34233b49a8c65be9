"""An owner: who answers for a task, in one role."""

from typing import Literal, NamedTuple

Role = Literal["lead", "support", "responsible", "guide", "leader"]
ROLES: tuple[Role, ...] = ("lead", "guide", "support", "responsible")
"""The roles of units, in the order in which a word for one outweighs the others.

牵头负责 is lead, 负责指导 is guide.
"""


class Owner(NamedTuple):
    """Who answers for a task in one role; the units of a `leader` are persons or posts.

    The span is that of the list of units, from the first to the last. `unknown` are those
    whose names do not end as names of bodies do.
    """

    role: Role
    units: tuple[str, ...]
    unknown: tuple[str, ...]
    start: int
    end: int
