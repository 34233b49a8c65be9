"""How a command ends: its exit status, or why it could not do what it was asked."""

from planparse.cli.language import remark
from planparse.errors import PlanparseError, reason

DONE = 0
"""Exit status: all is done, and there is nothing to report."""

FOUND = 1
"""Exit status: all is done, and something was found."""

TROUBLE = 2
"""Exit status: something could not be done."""


class CommandError(PlanparseError):
    """What a command was asked for cannot be done; the message may have several lines."""


def complain(fault: Exception) -> None:
    """Say on standard error why something could not be done."""
    remark(reason(fault))
