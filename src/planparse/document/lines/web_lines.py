"""Classify one line, without its neighbours, as what a web page adds to a document.

A page has boilerplate above the document (当前位置：…, 来源：…, buttons), and links
and notes below it (相关报道：, 责任编辑：…).
"""

import re
from functools import lru_cache

from planparse.document.lines.letterhead import LONGEST
from planparse.grammar.lexicon import Lexicon
from planparse.text.characters import BRACKET_OPENINGS, LENTICULAR, SQUARE

_REMEMBERED = 256
"""Of so many lines it is remembered whether they are a page's; a choice."""
_LONGEST_BUTTONS = 40
"""A longer line is no row of buttons. A choice: doubled or halved, it changes none of
546 real documents."""
_FIELD_WIDTH = 24
"""The name of a field stands within so many characters, the blanks in it included. A
choice: doubled or halved, it changes none of 546 real documents."""

_MOMENT = r"20\d\d[-./]\d{1,2}[-./]\d{1,2}(?:\s+\d{1,2}:\d\d(?::\d\d)?)?"
"""A day, and the time of it, as a web page prints them."""
_AROUND_BUTTONS = f"{LENTICULAR.marks}{SQUARE.marks}|｜"
_BETWEEN_BUTTONS = rf"[\s{re.escape(_AROUND_BUTTONS)}]+"


_BETWEEN_NAMES = r"[\s【】\[\]|｜/>＞»·•]+"
_LONGEST_NAME = 8
"""No name of a part of a site is longer. A choice."""


class WebLines:
    """Classifies lines by the words of web pages and of databases."""

    def __init__(self, lexicon: Lexicon) -> None:
        """Take the words of web pages; the names of buttons are whole lines."""
        self._words = lexicon.words.web_pages
        self._buttons = frozenset(self._words.buttons)
        self._button_ends = frozenset(
            ("", *_AROUND_BUTTONS, *(name[-1] for name in self._buttons))
        )
        """What a row of buttons ends with, "" for a blank."""
        self._menus = frozenset(self._words.menus)
        self._names = self._menus | self._buttons
        self.is_boilerplate = lru_cache(_REMEMBERED)(self._is_boilerplate)
        """Return whether a line is a page's, not the document's."""

    def _is_boilerplate(self, line: str) -> bool:
        """Return whether a line is a page's, not the document's."""
        return (
            "http://" in line
            or "https://" in line
            or self.is_field(line)
            or self._is_buttons(line)
            or self._is_menu(line)
            or self._is_of_site(line)
        )

    def is_field(self, line: str) -> bool:
        """Return whether a line is a field that only a page has: 浏览次数：12."""
        return _begins_with_field(line, self._words.fields)

    def is_shared_field(self, line: str) -> bool:
        """Return whether a line is a moment, or a field of pages and documents alike.

        时间：…; beside other fields of a page it is the page's.
        """
        if line.startswith("20") and re.fullmatch(_MOMENT, line):
            return True
        return _begins_with_field(line, self._words.shared_fields)

    def begins_footer(self, line: str) -> bool:
        """Return whether a line begins what a page has below a document: 相关报道：."""
        return (
            _begins_with_field(line, self._words.tails)
            or self._is_buttons(line)
            or self._is_menu(line)
            or any(word in line for word in self._words.imprints)
        )

    def may_be_link(self, line: str) -> bool:
        """Return whether a line may be a link of a page: short, and no sentence."""
        return len(line) <= LONGEST and line[-1] not in "。；！"

    def _is_menu(self, line: str) -> bool:
        """Return whether a line is a site's menu: names of its parts, most of them known."""
        beginning = line[: _LONGEST_NAME + 1]
        if len(line) > _LONGEST_NAME and not re.search(_BETWEEN_NAMES, beginning):
            return False
        names = [name for name in re.split(_BETWEEN_NAMES, line) if name]
        known = sum(name in self._names for name in names)
        return (
            known > 0
            and 2 * known >= len(names)
            and max(map(len, names)) <= _LONGEST_NAME
        )

    def _is_of_site(self, line: str) -> bool:
        """Return whether a line names or greets: 东湖市政府门户网站, 今天是2026年3月1日.

        So does what a browser has for the title of a page: 河道保洁办法_东湖市政府网.
        """
        if len(line) > LONGEST:
            return False
        return (
            line.startswith(self._words.greetings)
            or line.endswith(self._words.sites)
            or "_" in line.strip("_")
            or self._begins_with_moment(line)
        )

    def _begins_with_moment(self, line: str) -> bool:
        """Return whether a line has a moment, and a field of a page behind it."""
        if not line.startswith("20"):
            return False
        moment = re.match(_MOMENT, line)
        return moment is not None and any(
            _begins_with_field(piece, self._words.fields) for piece in line.split()[1:]
        )

    def _is_buttons(self, line: str) -> bool:
        """Return whether a line has nothing but the names of buttons: 【打印】【关闭】."""
        if len(line) > _LONGEST_BUTTONS or line[-1:].rstrip() not in self._button_ends:
            return False
        names = [name for name in re.split(_BETWEEN_BUTTONS, line) if name]
        return bool(names) and all(name in self._buttons for name in names)


def _begins_with_field(line: str, names: tuple[str, ...]) -> bool:
    """Return whether a line is a field of one of these names: 来  源：…, 【字体：大."""
    bare = "".join(line[:_FIELD_WIDTH].split()).lstrip(BRACKET_OPENINGS)
    if not bare.startswith(names):
        return False
    name = next(name for name in names if bare.startswith(name))
    return not bare[len(name) : len(name) + 1].isalpha()
