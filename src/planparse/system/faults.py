"""What the system says of a file or a database that it cannot open, read or write."""

from planparse.locale.message import Message, _

_REASONS = (
    _("Broken pipe"),
    _("Device or resource busy"),
    _("Disk quota exceeded"),
    _("File exists"),
    _("File name too long"),
    _("File too large"),
    _("Input/output error"),
    _("Is a directory"),
    _("No space left on device"),
    _("No such file or directory"),
    _("Not a directory"),
    _("Operation not permitted"),
    _("Permission denied"),
    _("Read-only file system"),
    _("Text file busy"),
    _("Too many levels of symbolic links"),
    _("Too many open files"),
)
"""The reasons that a person is likely to meet; any other is told as the system words it."""


def system_fault(fault: OSError) -> str:
    """Return the reason of a fault, which names no file."""
    return Message(fault.strerror, {}) if fault.strerror else str(fault)


def is_busy(fault: Exception) -> bool:
    """Return whether a fault of SQLite says that another program has the database."""
    name: str = getattr(fault, "sqlite_errorname", "")
    return name.startswith(("SQLITE_BUSY", "SQLITE_LOCKED"))
