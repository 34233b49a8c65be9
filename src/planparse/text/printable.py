"""Text from anywhere, made safe to print on a terminal."""


def harmless(text: str) -> str:
    r"""Return `text` as one line that a terminal shows as it is.

    A tab becomes a blank. Controls (C0, C1), format characters (bidirectional marks,
    zero-width characters), line separators and lone surrogates become escapes such as
    `\x1b`.
    """
    return text if text.isprintable() else "".join(map(_shown, text))


def on_one_line(text: str) -> str:
    """Return a text on one line that a terminal shows as it is, runs of blanks as one each."""
    return harmless(" ".join(text.split()))


def harmless_lines(text: str) -> str:
    """Return a text of many lines as a terminal shows it; line ends are kept."""
    import re

    return "".join(
        part if part.endswith("\n") else harmless(part)
        for part in re.split(r"(\r?\n)", text)
    )


def _shown(char: str) -> str:
    """Return a character as it can be printed: a tab as a blank, a control character escaped."""
    from unicodedata import category

    if char == "\t":
        return " "
    if category(char) in ("Cc", "Cf", "Cs", "Zl", "Zp"):
        return char.encode("unicode_escape").decode("ascii")
    return char
