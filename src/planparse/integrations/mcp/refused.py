"""What the server refuses: one line for the assistant, which says what to do."""

_LONGEST = 500
"""Characters of a message, which may name what somebody else called a file; a choice."""


class RefusedError(Exception):
    """Something that is asked for cannot be done; the message is one line."""

    def __init__(self, message: str) -> None:
        """Take the message; line ends and control characters in it become blanks."""
        line = " ".join(_plain(message).split())
        super().__init__(line if len(line) <= _LONGEST else f"{line[: _LONGEST - 1]}…")


class BrokenDownError(RefusedError):
    """The process that reads the plans broke down, or was stopped because it took too long."""


def _plain(text: str) -> str:
    """Return a text without control characters and halves of surrogate pairs."""
    shown = "".join(char if char.isprintable() else " " for char in text)
    return shown.encode("utf-8", "replace").decode()
