"""Where the lines of a text begin and end."""

import re

_LINE_END = re.compile(r"\r\n?|\n")


def line_start(text: str, at: int) -> int:
    r"""Return where the line begins that an offset stands in; \n and \r end a line."""
    start = text.rfind("\n", 0, at) + 1
    return max(start, text.rfind("\r", start, at) + 1)


def line_end(text: str, at: int) -> int:
    r"""Return where the line ends that an offset stands in, before its \n or \r."""
    found = _LINE_END.search(text, at)
    return found.start() if found is not None else len(text)


def next_line(text: str, at: int) -> int:
    r"""Return where the line begins behind the one that an offset stands in."""
    found = _LINE_END.search(text, at)
    return found.end() if found is not None else len(text)


def line_ends(text: str, start: int, end: int) -> int:
    r"""Count the line ends in `text[start:end]`: \r\n, \r or \n."""
    ends = text.count("\n", start, end)
    returns = text.count("\r", start, end)
    return ends + returns - text.count("\r\n", start, end) if returns else ends


def lines_of(text: str) -> list[str]:
    r"""Return the lines of a text without their ends: \r\n, \r or \n."""
    if "\r" in text:
        text = text.replace("\r\n", "\n").replace("\r", "\n")
    return text.split("\n")


def last_line(text: str, end: int) -> str:
    """Return the last line of `text[:end]` that is not blank, without blanks around it."""
    while end and text[end - 1].isspace():
        end -= 1
    return text[line_start(text, end) : end].strip()
