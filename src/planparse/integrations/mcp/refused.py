"""What the server refuses: one line for the assistant, which says what to do."""


class RefusedError(Exception):
    """Something that is asked for cannot be done; the message is one line."""

    def __init__(self, message: str) -> None:
        """Take the message; line ends and control characters in it become blanks."""
        super().__init__(" ".join(_plain(message).split()))


def _plain(text: str) -> str:
    """Return a text without control characters and halves of surrogate pairs."""
    shown = "".join(char if char.isprintable() else " " for char in text)
    return shown.encode("utf-8", "replace").decode()
