"""The errors of inputs: one base, so that one `except` catches them, and those of files."""


class PlanparseError(Exception):
    """An input that cannot be used as it is; the message says which, where and why."""


class UnreadableError(PlanparseError, ValueError):
    """A file that is not what is asked for: no plan that was printed, or no plain text.

    The message says where and why.
    """


class CorrectionsError(PlanparseError, ValueError):
    """A file of corrections that cannot be used: each fault with file, line and column."""


class UnreadableFormatError(UnreadableError):
    """A file whose text cannot be read; the message says what it is, and what to do.

    A reader does not know the name of the file: its words follow "FILE is".
    """


class DamagedError(UnreadableFormatError):
    """A file that is damaged, cut off, or not what its format demands."""


class EncryptedError(UnreadableFormatError):
    """A file that is encrypted."""


class TooLargeError(UnreadableFormatError):
    """A file that unpacks to more than a limit; the message names size and limit."""


def reason(fault: BaseException) -> str:
    """Return what an error says: its message, which may know itself in other languages."""
    said = fault.args[0] if len(fault.args) == 1 else None
    return said if isinstance(said, str) else str(fault)
