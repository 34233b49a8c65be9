"""Names that are URLs: of a store, or of a file on a disk of this machine."""

import re

_URL = re.compile(r"[a-z][a-z0-9+.-]*://", re.IGNORECASE)
_DISK = re.compile(r"file://(?=/)", re.IGNORECASE)


def is_url(name: str) -> bool:
    """Return whether a name is a URL: s3://bucket/plans, file:///srv/plans."""
    return _URL.match(name) is not None


def on_disk(url: str) -> str | None:
    """Return the path that a URL of this machine's disks names, None for one of a store."""
    return url[found.end() :] if (found := _DISK.match(url)) else None
