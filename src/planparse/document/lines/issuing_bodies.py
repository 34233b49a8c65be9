"""Read from one line who issues a document: from a title, a red head, a by-line, a sentence."""

import re

from planparse.document.lines.letterhead import Letterhead
from planparse.grammar.lexicon import Lexicon
from planparse.text.characters import ROUND
from planparse.text.dates import DATE

Bodies = tuple[str, ...]
"""Names of bodies in the order in which they stand, none where a line names none."""

_SEAL = rf"{ROUND.opens}(?:代?章|盖章|印章|公章){ROUND.closes}$|^{ROUND.opens}|{ROUND.closes}$"
"""What a signature has besides a name: （代章）, or brackets around it."""
_BETWEEN = r"[、\s]+"
_LONGEST_BY_LINE = 40
"""A longer line is no by-line. A choice."""
_REACH = 80
"""So far into a sentence it says for whom a report is given. A choice."""


class IssuingBodies:
    """Reads names of bodies by the words of letterheads."""

    def __init__(self, lexicon: Lexicon, letterhead: Letterhead) -> None:
        """Take the words of letterheads, and what knows the names of bodies."""
        self._words, self._bodies = lexicon.words.front_matter, lexicon.words.bodies
        self._matters = lexicon.words.genres.matters
        self._letterhead = letterhead

    def named(self, words: str) -> Bodies:
        """Return the bodies that words name, 、 or blanks between them, none if they say more.

        Blanks may also stand between the characters of one: 东 湖 市 水 务 局.
        """
        is_body, words = self._letterhead.is_body, words.strip()
        if not words:
            return ()
        names = tuple(re.split(_BETWEEN, words))
        if not all(map(is_body, names)):
            names = tuple("".join(name.split()) for name in words.split("、"))
        if not all(map(is_body, names)):
            return ()
        return tuple(re.sub(_SEAL, "", name) for name in names)

    def of_title(self, title: str) -> Bodies:
        """Return the bodies that a title begins with: 东湖市水务局、东湖市财政局关于…."""
        for matter in self._matters:
            before, found, _ = title.partition(matter)
            if found and (bodies := self.named(before)):
                return bodies
        return ()

    def of_red_head(self, line: str) -> Bodies:
        """Return the bodies that a 发文机关标志 (7.2.4) names: 东湖市水务局文件."""
        if not self._letterhead.masthead(line):
            return ()
        line = line.rstrip()
        return next(
            (
                self.named(line.removesuffix(word))
                for word in self._words.mastheads
                if line.endswith(word)
            ),
            (),
        )

    def of_imprint(self, line: str) -> Bodies:
        """Return the bodies that a line says published a document: 东湖市水务局2026年3月1日发布.

        Who had it printed (印发, 7.4.3) need not be who issued it.
        """
        date = DATE.search(line)
        if date is None or not self._letterhead.is_imprint(line):
            return ()
        behind = line[date.end() :]
        if not any(word in behind for word in self._words.published):
            return ()
        before = line[: date.start()].rpartition("由")[2]
        return self.named(before.rstrip("，, ").removesuffix("于"))

    def spoken_for(self, sentence: str) -> Bodies:
        """Return the body that a report is given for: 现在，我代表东湖市人民政府，向大会报告.

        None where the text names it by its level alone (我代表市人民政府).
        """
        for words in self._words.on_behalf:
            _, found, behind = sentence[:_REACH].partition(words)
            if not found:
                continue
            body = re.split("[，,、：]|向|作(?=.{0,6}报告)", behind, maxsplit=1)[0]
            if self._letterhead.is_body(body) and not self._is_unnamed(body):
                return (body,)
        return ()

    def of_by_line(self, line: str) -> Bodies:
        """Return the body whose head a by-line names, else the head: 东湖市人民政府市长　张三.

        东湖市市长　张三 names no body, and is taken as it stands; 市长　张三 names neither.
        """
        if len(line) > _LONGEST_BY_LINE:
            return ()
        parts = line.replace("：", " ").replace(":", " ").split()
        for count in range(1, len(parts) + 1):
            office, name = "".join(parts[:count]), "".join(parts[count:])
            place = self._without_office(office)
            if place in self._words.unnamed:
                return ()
            if self._letterhead.is_body(place) and not self._is_unnamed(place):
                return (place,)
            said = f"{office} {name}"
            if place and name and self._letterhead.is_signature(said):
                return (said,)
        return ()

    def _without_office(self, words: str) -> str:
        """Return words without the office at their end, nothing where they have none."""
        for office in self._bodies.offices:
            if words.endswith(office):
                place = words.removesuffix(office)
                for acting in self._bodies.acting:
                    place = place.removesuffix(acting)
                return place
        return ""

    def _is_unnamed(self, body: str) -> bool:
        """Return whether a body is called by its level alone: 市人民政府."""
        return any(
            body.removeprefix(level) in self._bodies.endings
            for level in self._words.unnamed
            if body.startswith(level)
        )
