"""What archives hold that were dropped into the page, by the rules of a batch, in its memory."""

from collections.abc import Iterator
from io import BytesIO
from typing import NamedTuple

from planparse.batch.entry import ChangedError, Entry
from planparse.batch.members import Members, archive_entries
from planparse.browser.desk import MOST_BYTES
from planparse.browser.refusals import TOO_LARGE
from planparse.errors import reason
from planparse.locale.message import _
from planparse.system.faults import system_fault

MOST_UNPACKED = 200 * 10**6
"""Bytes that all files of an archive may have together: a choice."""

_MOST = _(
    "more than {most} MB come out of the archive: unpack it, and choose a part of the "
    "folder",
    most=MOST_UNPACKED // 10**6,
)


class Unpacked(NamedTuple):
    """A file of an archive, or why it is none: `fault` is empty for a file."""

    name: str
    data: bytes
    fault: str = ""


def unpacked(name: str, data: bytes) -> Iterator[Unpacked]:
    """Yield the files of an archive, also of archives in it; hidden ones are passed over."""
    archive = Entry(name, name, "", len(data), "")
    members = Members(lambda _path: (BytesIO(data), ""))
    left = MOST_UNPACKED
    for entry in archive_entries(archive, lambda: BytesIO(data)):
        if not entry.fault and entry.size > MOST_BYTES:
            yield Unpacked(entry.name, b"", TOO_LARGE)
            continue
        left -= 0 if entry.fault else entry.size
        if left < 0:
            yield Unpacked(entry.name, b"", _MOST)
            return
        if entry.fault:
            yield Unpacked(entry.name, b"", entry.fault)
            continue
        try:
            yield Unpacked(
                entry.name, members.read(entry.path, entry.member, entry.stamp)
            )
        except (ChangedError, OSError) as fault:
            yield Unpacked(entry.name, b"", _why(fault))


def _why(fault: ChangedError | OSError) -> str:
    """Return why a file of an archive is none."""
    why = system_fault(fault) if isinstance(fault, OSError) else reason(fault)
    return _("cannot be read: {why}", why=why)
