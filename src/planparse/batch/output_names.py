"""The names of outputs: such as every file system takes, and no two alike on any."""

import re

_UNSAFE = re.compile(
    r'[\x00-\x1f\x7f-\x9f<>:"|?*\\\u200b-\u200f\u2028-\u202e\u2060-\u206f\ufeff\ud800-\udfff]|[. ]$'
)
_RESERVED = re.compile(r"(?:con|prn|aux|nul|com[0-9]|lpt[0-9])(?:\..*)?", re.IGNORECASE)

_LONGEST = 200
"""Bytes of one name, so that an ending and a mark have room within the usual limit of 255."""

_PLAIN = 50
"""Characters of a name that is seen to be safe without looking at its parts."""


def safe(name: str) -> str:
    """Return a name that every file system takes, always the same for the same name.

    A name that has to be changed gets `~` and eight characters that stand for how it was,
    so that two names do not become one.
    """
    return name if _is_safe(name) else "/".join(map(_safe_part, name.split("/")))


def _is_safe(name: str) -> bool:
    """Return whether a name is safe at first sight, as most are."""
    return (
        name.isascii()
        and re.fullmatch(r"[A-Za-z0-9_-][\w-]*(?:\.[\w-]+)*", name) is not None
        and len(name) < _PLAIN
    )


def _safe_part(part: str) -> str:
    """Return one part of a path as every file system takes it.

    Where a character had to go, or the name was reserved (`CON`) or too long, a hash of
    the name follows, so that two names that become alike stay apart.
    """
    import unicodedata

    clean = _UNSAFE.sub("_", unicodedata.normalize("NFC", part))
    if _RESERVED.fullmatch(clean):
        clean = f"_{clean}"
    if len(clean.encode()) > _LONGEST:
        clean = clean.encode()[: _LONGEST - 9].decode("utf-8", "ignore")
    return clean if clean == part else f"{clean}{distinct(part)}"


def distinct(name: str) -> str:
    """Return nine characters that tell a name from others that look the same."""
    from hashlib import sha256

    return f"~{sha256(name.encode('utf-8', 'backslashreplace')).hexdigest()[:8]}"


def folded(name: str) -> str:
    """Return what is equal for names that some file system takes for the same."""
    if name.isascii():
        return name.lower()
    import unicodedata

    return unicodedata.normalize("NFC", name).casefold()
