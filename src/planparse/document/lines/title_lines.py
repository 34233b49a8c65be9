"""Classify one line as a title or a part of one (GB/T 9704—2012, 7.3.1).

标题由发文机关名称、事由和文种组成: a title names who issues, then its matter (关于…),
and ends in a 文种, the genre of the document (通知, 工作要点).
"""

import re
from collections.abc import Sequence
from typing import Any, NamedTuple

from planparse.document.lines.letterhead import Letterhead, parted_number
from planparse.document.lines.secrecy import secrecy
from planparse.document.lines.web_lines import WebLines
from planparse.grammar.lexicon import Lexicon
from planparse.lazy import lazy
from planparse.text.characters import CLOSERS, QUOTE, ROUND, TITLE
from planparse.text.dates import HAN_YEAR, YEAR
from planparse.text.positions import lines_of
from planparse.text.titles import COUNTS, carries, without_version

LONGEST_TITLE = 90
"""A longer line is no title, or one of twice the length where it says 关于 whom. The
longest of 299 without 关于 has 43, of 219 with it 127. Doubled, it changes none of 546
real documents; halved, 1."""
_LONGEST_HEADING = 8
"""No heading that is never a title (摘 要) is longer, its blanks included. A choice:
doubled or halved, it changes none of 546 real documents."""
_SHORTEST_SPLIT = 45
"""On a shorter line no title stands together with its first sentence. A choice: doubled
or halved, it changes none of 546 real documents."""
_NEIGHBOURHOOD = 400
"""The rows above and below a row of a table stand within so many characters. A choice:
doubled or halved, it changes none of 546 real documents."""
_COMMAS_OF_SENTENCE = 2
"""A line with so many commas is a sentence, if it does not say 关于 what. A choice:
doubled or halved, it changes none of 546 real documents."""
_MOST_DIGITS_OF_ROW = 3
"""A bare number of more digits is no row's: 2026. Doubled, it changes none of 546 real
documents; halved, 1."""

_SENTENCE_MARKS = frozenset("。；;！？")
_NEVER_FIRST = frozenset(CLOSERS + "，。；")
_NEVER_LAST = frozenset("。；;：:，,、！？】")
_LIST_ENTRY = rf"\d{{1,2}}\s*[.．、{ROUND.closing}](?!\d)"
"""The number of an entry of a list: 2.任务清单."""
_ENCLOSED = "|".join(kind.to_first_closing() for kind in (TITLE, ROUND, QUOTE))
_BRACKETS = rf"(?:{ROUND.around('{1,40}')}\s*)+"
_APPENDED = re.compile(
    rf"(?={ROUND.opens}(?:{YEAR}|{HAN_YEAR})\s*年)|\s(?=——|－－|--)"
    rf"|(?=——(?:{YEAR}|{HAN_YEAR})\s*年)"
)
"""Where on a title's line a bracket begins with a date, or what a dash leads in."""


class TitleSplit(NamedTuple):
    """Where a title ends that stands on one line with more, and where that begins."""

    end: int
    following: int


class TitleWords:
    """The words of titles in a lexicon, made ready once for all texts."""

    def __init__(self, lexicon: Lexicon) -> None:
        """Take the words of titles, and of the lines that are none."""
        self.kept: dict[str, Any] = {}
        words = lexicon.words
        self.genres, self.front = words.genres, words.front_matter
        self.genre_ends = frozenset(genre[-1] for genre in words.genres.endings)
        self.dependent = words.line_breaks.dependent
        self.unfinished = words.line_breaks.unfinished + words.genres.abridged
        self.annexes = words.front_matter.annexes[:-1]
        headings = words.headings.outermost + words.headings.chapters
        self.no_titles = frozenset(words.front_matter.parts + headings)
        """Lines that head a part of a text, or are a mark on its first page."""
        self.captions = words.headings.captions

    @lazy
    def reasoned_title(self) -> re.Pattern[str]:
        """Match a title (group 1) and the blanks before why the plan is made."""
        genres, reasons = "|".join(self.genres.nouns), "|".join(self.front.reasons)
        purposes = "|".join(self.front.purposes)
        why = f"(?={reasons})(?=[^。]{{16,600}}(?:{purposes}))"
        enclosed = f"{QUOTE.around('{1,30}')}|{TITLE.around('{1,60}')}"
        words = f"(?:{enclosed}|(?!{reasons})[^\\s，,。；;：:{QUOTE.marks}{TITLE.marks}]){{4,60}}"
        version = ROUND.around("{1,16}")
        return re.compile(rf"({words}(?:{genres})(?:{version})?)\s*{why}")


class TitleLines:
    """Classifies lines of a text; offsets are code points, ends are exclusive."""

    def __init__(
        self, text: str, words: TitleWords, letterhead: Letterhead, web_lines: WebLines
    ) -> None:
        """Take the text, the words of titles, and what recognises the lines that are none."""
        self._text, self._letterhead, self._web_lines = text, letterhead, web_lines
        self._words, self._genres = words, words.genres
        self._judged: dict[tuple[int, int], bool] = {}
        """Lines, and whether they may be titles: several recognisers ask."""

    def may_be_title(self, start: int, end: int) -> bool:
        """Return whether a line could be a title or a part of one: no sentence."""
        judged = self._judged.get((start, end))
        if judged is None:
            judged = self._judged[start, end] = self._may_be_title(start, end)
        return judged

    def _may_be_title(self, start: int, end: int) -> bool:
        """Judge a line by its form and its words, and a row by the lines beside it."""
        line = self._text[start:end]
        return (
            self._has_form_of_title(line)
            and not self._is_of_letterhead(line)
            and not self._is_entry(start, end)
            and not self._is_sentence(line)
            and not self._is_heading(line)
            and not self._is_caption(line)
            and any(map(str.isalpha, line))
            and not ((":" in line or "：" in line) and self._web_lines.is_field(line))
        )

    def is_title(self, start: int, end: int) -> bool:
        """Return whether a line is a whole title: it could be one, and has a 文种."""
        return self.may_be_title(start, end) and self.ends_in_genre(
            self._text[start:end]
        )

    def ends_in_genre(self, line: str) -> bool:
        """Return whether a line ends in a 文种, a version in brackets left aside."""
        bare = without_version("".join(line.split()))
        stem = bare.rstrip(COUNTS).removesuffix(self._genres.parts[0])
        return (
            stem[-1:] in self._words.genre_ends
            and stem.endswith(self._genres.endings)
            and not self._speaks_of_itself(bare)
        )

    def _speaks_of_itself(self, line: str) -> bool:
        """Return whether a line says what a text rules of itself: 本预案由办公室解释."""
        for own in self._genres.own:
            before, found, after = line.partition(own)
            if found and (not before or before.endswith(self._genres.subject_to)):
                return after.startswith(self._genres.endings)
        return False

    def states_subject(self, line: str) -> bool:
        """Return whether a line says 关于 before its subject, which may be long."""
        return any(word in line for word in self._genres.about)

    def ends_phrase(self, line: str) -> bool:
        """Return whether a line ends in 的 and a 文种: …制度的指导意见."""
        bare = without_version("".join(line.split())).rstrip(COUNTS)
        genre = bare.rpartition("的")[2]
        return "的" in bare and genre in self._genres.endings

    def ends_in_noun(self, line: str) -> bool:
        """Return whether a line ends in a 文种 that is no verb: 演练工作方案."""
        return without_version("".join(line.split())).endswith(self._genres.nouns)

    def is_unfinished(self, line: str) -> bool:
        """Return whether a line shows that its title goes on: 关于…, …建设等."""
        return any(word in line for word in self._genres.matters) or line.endswith(
            self._words.unfinished
        )

    def is_subtitle(self, line: str) -> bool:
        """Return whether a line right below a title is a version, or led in by a dash.

        （征求意见稿）, ——2024年1月在市第三届人民代表大会上
        """
        if line[0] in ROUND.opening and re.fullmatch(_BRACKETS, line):
            return not self._letterhead.is_release(line)
        dashes = ("——", "--", "—", "－－")
        return line.startswith(dashes) and line[-1] not in "。；—-－"

    def names_annex(self, start: int, end: int) -> bool:
        """Return whether a line is the name of an annex: 附件河道保洁任务清单."""
        return self._text.startswith(
            self._words.annexes, start, end
        ) and self.may_be_title(start, end)

    def carries(self, title: str, line: str, whole: str) -> bool:
        """Return whether a notice's title names the plan: 关于印发《…》的通知.

        `line` is the last line of the plan's title, `whole` all of it.
        """
        genres = self._genres
        return carries(title, line, whole, genres.forwarding, genres.forwarded)

    def is_issued_by(self, titles: Sequence[str], notice: str, name: str) -> bool:
        """Return whether a notice, by its titles or its text, issues what has this name.

        A reply or a request only sends it along: 附件：关于险情的报告.
        """
        verbs = [
            verb for verb in self._genres.matters if verb not in self._genres.about
        ]
        if any(verb in title for title in titles for verb in verbs):
            return True
        named = _letters(without_version(name))
        return any(verb in notice for verb in verbs) and any(
            _letters(part[: 2 * len(name)]).startswith(named)
            for part in notice.split("《")[1:]
        )

    def announcements(self, name: str) -> tuple[str, ...]:
        """Return the words by which a notice names the plan: 印发《河道保洁方案."""
        return tuple(f"{verb}{TITLE.opening}{name}" for verb in self._genres.forwarding)

    def states_matter(self, at: int) -> bool:
        """Return whether the matter of a title begins at an offset: 关于…, 印发…."""
        return self._text.startswith(self._genres.matters, at)

    def depends_on_line_before(self, at: int) -> bool:
        """Return whether what begins at an offset cannot begin a line: 的, 和."""
        return self._text.startswith(self._words.dependent, at)

    def begins_sentence(self, line: str) -> bool:
        """Return whether a line begins as sentences do: 为, 根据."""
        return line.startswith(self._words.front.openings)

    def split_title(self, start: int, end: int) -> TitleSplit | None:
        """Split a line into a title and what follows it there; None if it is whole.

        That is the first sentence (…实施方案为贯彻…，制定本方案), when a law was passed
        (…条例（2017年12月1日…通过）), or when and where a report was given.
        """
        if end - start > _SHORTEST_SPLIT:
            reasoned = self._words.reasoned_title.match(self._text, start, end)
            if reasoned is not None:
                titled = self.may_be_title(start, reasoned.end(1))
                return TitleSplit(reasoned.end(1), reasoned.end()) if titled else None
        appended = _APPENDED.search(
            self._text, start, min(end, start + 2 * LONGEST_TITLE)
        )
        if appended is None:
            return None
        title = self._text[start : appended.start()].rstrip()
        if not title or not self.is_title(start, start + len(title)):
            return None
        following = self._text[appended.end() : end]
        if (
            following[0] in "—－-"
            or self._letterhead.is_occasion(following)
            or self._letterhead.is_enactment(following)
        ):
            return TitleSplit(start + len(title), appended.end())
        return None

    def split_number(self, start: int, end: int) -> TitleSplit | None:
        """Split a line into a title and the document number behind or before it.

        关于做好河道保洁工作的通知 东水发〔2026〕5号; None for any other line.
        """
        if self._text.find("号", start, end) < 0:
            return None
        parted = parted_number(self._text[start:end])
        if parted is None:
            return None
        split = TitleSplit(start + parted[0], start + parted[1])
        titled = self.is_title(start, split.end) or self.is_title(split.following, end)
        return split if titled else None

    def _is_of_letterhead(self, line: str) -> bool:
        """Return whether a line is any part of a letterhead or a close."""
        letterhead = self._letterhead
        return (
            letterhead.is_register_field(line)
            or letterhead.is_release(line)
            or letterhead.is_occasion(line)
            or letterhead.kind(line) != ""
            or letterhead.masthead(line) != ""
            or letterhead.is_enactment(line)
            or secrecy(line, self._words.front) != ""
        )

    def _is_entry(self, start: int, end: int) -> bool:
        """Return whether a line is an entry of a list, or a row of a table."""
        if not self._text[start].isdigit():
            return False
        entry = re.compile(_LIST_ENTRY).match(self._text, start, end)
        return entry is not None or self._is_row(start, end)

    def _is_row(self, start: int, end: int) -> bool:
        """Return whether a line's bare number follows one above, or precedes one below.

        This alone looks beyond the line.
        """
        number = _row_number(self._text[start:end])
        if not number:
            return False
        above = self._text[max(0, start - _NEIGHBOURHOOD) : start]
        below = self._text[end : end + _NEIGHBOURHOOD]
        return (
            any(
                line.strip().startswith(self._words.front.table_heads)
                for line in lines_of(above)
            )
            or any(_row_number(line.strip()) == number - 1 for line in lines_of(above))
            or any(_row_number(line.strip()) == number + 1 for line in lines_of(below))
        )

    def _is_sentence(self, line: str) -> bool:
        """Return whether a line without an end mark is a sentence all the same.

        It has three clauses, or two and begins as sentences do: 为…，….
        """
        if "，" not in line and "," not in line:
            return False
        bare = re.sub(_ENCLOSED, "", line)
        commas = bare.count("，") + bare.count(",")
        if not commas:
            return False
        return self.begins_sentence(line) or (
            commas >= _COMMAS_OF_SENTENCE and not self.states_subject(line)
        )

    def _has_form_of_title(self, line: str) -> bool:
        """Return whether a line is short, and neither begins nor ends as a sentence."""
        return (
            2 <= len(line) <= 2 * LONGEST_TITLE
            and line[-1] not in _NEVER_LAST
            and line[0] not in _NEVER_FIRST
            and _SENTENCE_MARKS.isdisjoint(line)
            and (len(line) <= LONGEST_TITLE or self.states_subject(line))
        )

    def _is_caption(self, line: str) -> bool:
        """Return whether a line is the caption of a figure or a table: 表 4-1 处置办法."""
        return line.startswith(self._words.captions) and line[1:].lstrip()[:1].isdigit()

    def _is_heading(self, line: str) -> bool:
        """Return whether a line heads a part of the text, or is a mark: 摘要, 特急."""
        return (
            len(line) <= _LONGEST_HEADING
            and "".join(line.split()) in self._words.no_titles
        )


def _letters(text: str) -> str:
    """Return the letters and digits of a text."""
    return "".join(filter(str.isalnum, text))


def _row_number(line: str) -> int:
    """Return the bare number that a row of a table begins with.

    0 without one, and of 3., 3月, 2026.
    """
    digits = line[: len(line) - len(line.lstrip("0123456789"))]
    following = line[len(digits) : len(digits) + 1]
    if following in ("年", "月", "日") or not (
        following.isspace() or following.isalpha()
    ):
        return 0
    return int(digits) if 0 < len(digits) <= _MOST_DIGITS_OF_ROW else 0
