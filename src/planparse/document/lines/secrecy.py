"""Read how secret a document is, from the line that says so (GB/T 9704—2012, 7.2.2)."""

import re

from planparse.grammar.wordlists import FrontMatter

_LONGEST = 40
"""A longer line is a sentence about secrets. A choice."""
_STARS = "★☆＊*"
"""What is typed for the star between the grade and its period."""
_PERIOD = r"(?:\d{1,3}|[一二三四五六七八九十]{1,3})(?:年|个月|月|天|日)|长期|永久"
_COPY = r"(?:№|No\.?)?\d{1,8}"
"""The number of a copy, which stands above the grade or beside it (7.2.1)."""


def secrecy(line: str, words: FrontMatter) -> str:
    """Return the grade of secrecy that a line says and its period: 机密★1年. Empty without one.

    The line has nothing else but the number of the copy, the urgency (特急) and, in a
    register, the name of the field (密级：).
    """
    if len(line) > _LONGEST or not any(grade in line for grade in words.secrecy):
        return ""
    bare = re.sub(rf"\s*([{_STARS}])\s*", r"\1", line)
    grades = "|".join(words.secrecy)
    marked = rf"(?:密级[：:])?({grades})(?:[{_STARS}]({_PERIOD})?)?"
    said = ""
    for part in re.sub(r"([：:])\s+", r"\1", bare).split():
        found = re.fullmatch(marked, part)
        if found is not None and not said:
            said = f"{found[1]}★{found[2]}" if found[2] else found[1]
        elif part not in words.parts and not re.fullmatch(_COPY, part):
            return ""
    return said
