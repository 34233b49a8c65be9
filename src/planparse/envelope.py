"""The envelope of a document: titles, 发文字号, 主送机关, 成文日期, 署名, 附件 — and the year it is for.

Terms and places follow GB/T 9704—2012, 7.2 and 7.3.
"""

import re
from collections.abc import Iterable, Sequence
from functools import cached_property
from itertools import pairwise

from planparse.blocks import Block
from planparse.lexicon import Lexicon
from planparse.numerals import parse_hanzi
from planparse.surroundings import without_version

_YEAR = r"(?:[1１][9９]|[2２][0０])\d{2}"
_HAN_YEAR = "[一二][九〇○零0０oOＯ][一二三四五六七八九〇○零0０oOＯ]{2}"
_DATE = re.compile(
    rf"({_YEAR}|{_HAN_YEAR})\s*年\s*(\d{{1,2}}|[一二三四五六七八九十]{{1,3}})\s*月(?:份|\s*(\d{{1,2}}|[一二三四五六七八九十]{{1,3}})\s*日)?"
)
_TITLE_YEAR = re.compile(rf"(?<!\d)({_YEAR})(?:\s*[年版—–-]|～|~|至)|({_HAN_YEAR})\s*年|[(（]({_YEAR})[)）]")
_LAST_YEAR = re.compile(rf"()()[(（]({_YEAR})[)）]$")
_OF_A_YEAR = rf"[〔\[（(【﹝]\s*({_YEAR})\s*[〕\]）)】﹞]\s*第?\s*\d{{1,5}}"
_NUMBER = re.compile(rf"[^\s，。；：]{{1,24}}{_OF_A_YEAR}\s*号")

_ENTRY = re.compile(r"\d{1,2}\s*[.．、)）](?!\d)")
"""The number of an entry of a list: 2.任务清单."""
_SECOND = re.compile(rf"\s*(?=[（(](?:{_YEAR}|{_HAN_YEAR})\s*年)|\s+(?=——|－－|--)|(?=——(?:{_YEAR}|{_HAN_YEAR})\s*年)")
"""Where on a title's line a bracket begins with a date, or what a dash leads in."""
_ENCLOSED = "《[^》]*》|[(（][^)）]*[)）]"
_CLAUSE_END = "[，。；：]"
_ISSUED = ("发布", "印发", "公布")


def iso_date(text: str) -> str | None:
    """The first date in a text as ISO 8601 (`2012-02-02`, or `2012-02` without a day), None without one.

    A text that is nothing but digits (2012-2-2) is one too.

    Years in Chinese digits (二〇一二, 二○一二, 二00九) are read digit by digit.
    """
    found = _DATE.search(text)
    if found is not None:
        year = _number(found[1])
        month, day = _number(found[2]), _number(found[3]) if found[3] else None
    elif (digits := _DAY.fullmatch(text)) is not None:
        year, month, day = int(digits[1]), int(digits[3]), int(digits[4])
    else:
        return None
    if year is None or month is None or not 1 <= month <= 12 or not (day is None or 1 <= day <= _days(year, month)):
        return None
    return f"{year:04}-{month:02}" + (f"-{day:02}" if day else "")


def _days(year: int, month: int) -> int:
    """How many days a month has."""
    leap = year % 4 == 0 and (year % 100 != 0 or year % 400 == 0)
    return 29 if month == 2 and leap else (31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31)[month - 1]


def _number(text: str) -> int | None:
    return int(text) if text.isdecimal() else parse_hanzi(text.translate(_ZEROS))


def year_of(text: str) -> int | None:
    """The year a line names: （2021） at its end, else the first 2015年, 2018—2020, 二〇一二年, else 〔2016〕5号."""
    found = _LAST_YEAR.search(text) or _TITLE_YEAR.search(text)
    if found is None:
        issued = re.search(_OF_A_YEAR, text)
        return _number(issued[1]) if issued else None
    return _year(found)


def year_of_title(text: str) -> int | None:
    """The year that a title names: of several apart (2025年工作总结和2026年工作计划) the last, of a span the first."""
    found = _LAST_YEAR.search(text)
    if found is None:
        end = 0
        for onward in _TITLE_YEAR.finditer(text):
            if found is None or text[end : onward.start()].strip("年 —–-～~至到－"):
                found = onward
            end = onward.end()
    return _year(found) if found else None


def _year(found: re.Match[str]) -> int | None:
    return _number(found[1] or found[2] or found[3])


_ZEROS = str.maketrans("0０oOＯ○", "〇" * 6)
"""What is printed for 〇 in a year of Chinese digits."""


class Envelope:
    """Names the unmarked lines of a text that belong to an envelope."""

    def __init__(self, text: str, lexicon: Lexicon) -> None:
        self.text = text
        lists, chars = lexicon.words.lists, lexicon.words.chars
        self.genres, self.signers, self.annexes = lists["genre"], lists["signer"], lists["annex"]
        self.chrome, self.buttons, self.addressees = (
            lists["chrome"],
            frozenset(lists["buttons"]),
            lists["addressee_words"],
        )
        self.chrome_fields, self.tails = lists["chrome_fields"], lists["tails"]
        self.enacted = lists["enacted"]
        self.fields, self.openings = lists["fields"], lists["openings"]
        self.releases, self.occasions = lists["releases"], lists["occasions"]
        self.dependent, self.unfinished = lists["dependent"], lists["unfinished"]
        self.offices = lists["offices"]
        self.plain_genres, self.reasons, self.purposes = lists["plain_genres"], lists["reasons"], lists["purposes"]
        self.matters, self.abridged = lists["matters"], lists["abridged"]
        self.parts, self.greetings = lists["parts"], lists["greetings"]
        self.lead_ins, self.form_fields, self.inner = lists["lead_ins"], lists["form_fields"], chars["inner"]

    @cached_property
    def glued(self) -> re.Pattern[str]:
        """A title (group 1) and what parts it from the sentence that says why the plan is made."""
        genres, reasons = "|".join(self.plain_genres), "|".join(self.reasons)
        why = f"(?={reasons})(?=[^。]{{16,600}}(?:{'|'.join(self.purposes)}))"
        words = f"(?:“[^“”]{{1,30}}”|《[^《》]{{1,60}}》|(?!{reasons})[^\\s，,。；;：:“”《》]){{4,60}}"
        return re.compile(rf"({words}(?:{genres})(?:[（(][^（()）]{{1,16}}[)）])?)\s*{why}")

    @cached_property
    def _seen(self) -> dict[tuple[int, int], str]:
        return {}

    def is_part(self, start: int, end: int) -> bool:
        """Whether a line is a date, a signature, a document number, the head of an annex."""
        if end - start > _LONGEST:
            return False
        key = (start, end)
        if key not in self._seen:
            self._seen[key] = self.kind_of(start, end)
        return bool(self._seen[key])

    def kind_of(self, start: int, end: int) -> str:
        """`date`, `docnumber`, `attachment`, `signature` or nothing, by the line alone."""
        if end - start > _LONGEST:
            return ""
        line = self.text[start:end]
        if line[0] == "附" and line.startswith(self.annexes):
            rest = line[1:].lstrip("件录表 　0123456789０１２３４５６７８９一二三四五六七八九十")
            return "attachment" if not rest or rest[0] in "：:." or len(line) < 12 else ""
        date = _DATE.search(line)
        if date:
            bare = re.sub(r"[\s　()（）]", "", line[: date.start()])
            after = re.sub(r"[\s　()（）]", "", line[date.end() :])
            if not after or (after in ("印发", "发布", "公布", "颁布") and len(line) <= 50):
                if not bare:
                    return "date"
                if bare.endswith(self.signers) and not any(mark in bare for mark in "，。；：—-"):
                    return "date"
            return ""
        if line[-1] == "日" and line[0].isdigit() and "月" in line and not line.strip("0123456789年月日 "):
            return "date"  # 2026月3月26日: a slip, and no title
        if _NUMBER.fullmatch(line) or (self.is_note(line) and _NUMBER.search(line)):
            return "docnumber"
        return "signature" if len(line) <= _LONGEST_LINE and self._is_body(line) else ""

    def _is_body(self, line: str) -> bool:
        bare = "".join(line.split()) if " " in line or "\u3000" in line else line  # 东 湖 市 人 民 政 府
        if bare[-2:] in ("章）", "章)"):
            bare = bare[: max(bare.rfind("（"), bare.rfind("("))]
        if bare[:1] in "（(" and bare[-1:] in "）)":
            bare = bare[1:-1]
        if not 2 <= len(bare) <= _LONGEST_BODY or bare[0].isdigit() or not bare.endswith(self.signers):
            return False
        return not any(mark in bare for mark in self.inner + "：:、")

    def signs(self, start: int, end: int) -> bool:
        """Whether a line is a body, or an official with a name (市　长：张三), that may have signed above a date."""
        line = self.text[start:end]
        if len(line) <= _LONGEST and self._is_body(line):
            return True
        bare = "".join(line.split()).replace("：", "").replace(":", "")
        if len(bare) == len(line) or len(line) > _LONGEST_BODY:
            return False
        return any(0 < len(bare) - bare.find(office) - len(office) <= 4 for office in self.offices if office in bare)

    def dates(self, start: int, end: int) -> bool:
        """Whether a line is a date, or the digits of one (2026-3-1)."""
        return self.kind_of(start, end) == "date" or _DAY.fullmatch(self.text, start, end) is not None

    def title_like(self, start: int, end: int) -> bool:
        """Whether a line could be (a part of) a title: short, no sentence."""
        line = self.text[start:end]
        return (
            2 <= len(line) <= (_LONGEST_TITLE if "关于" not in line else 2 * _LONGEST_TITLE)
            and line[-1] not in "。；;：:，,、！？】"
            and line[0] not in "」』》）)】”’，。；"
            and not any(mark in line for mark in "。；;！？")
            and not self.is_note(line)
            and not self.is_release(line)
            and not self.is_occasion(line)
            and not self.kind_of(start, end)
            and not (line[0].isdigit() and (_ENTRY.match(line) or self._is_row(start, end)))
            and not self._is_sentence(line)
            and not self.is_enactment(line)
            and not (len(line) <= _LONGEST_PART and "".join(line.split()) in self.parts)
            and any(map(str.isalpha, line))
            and not (("：" in line or ":" in line) and _named(line, self.chrome))
        )

    def _is_sentence(self, line: str) -> bool:
        """Whether a line without an end mark is a sentence for all that: of three clauses, or 为…，… and the like."""
        commas = (
            len(re.findall("[，,]", re.sub(f"{_ENCLOSED}|“[^”]*”", "", line))) if "，" in line or "," in line else 0
        )
        return commas > 0 and (line.startswith(self.openings) or (commas > 1 and "关于" not in line))

    def goes_on(self, line: str) -> bool:
        """Whether a title that ends in no 文种 shows that it goes on: 关于…, …建设等."""
        return any(word in line for word in self.matters) or line.endswith(self.unfinished + self.abridged)

    def is_annex(self, start: int, end: int) -> bool:
        """Whether a line that could be a title is the name of an annex: 附件河道保洁任务清单."""
        return self.text.startswith(self.annexes[:-1], start, end) and self.title_like(start, end)

    def may_begin_title(self, start: int, end: int) -> bool:
        """Whether a line could begin a title: it could be one, or it names who issued it."""
        return self.title_like(start, end) or self.kind_of(start, end) == "signature"

    def _is_row(self, start: int, end: int) -> bool:
        """Whether a line is a row of a table: a bare number that counts on from one above or to one below."""
        number = _row_number(self.text[start:end])
        if not number:
            return False
        above = map(str.strip, self.text[max(0, start - _NEAR) : start].split("\n"))
        if any(line.startswith("序号") or _row_number(line) == number - 1 for line in above):
            return True
        return any(_row_number(line.strip()) == number + 1 for line in self.text[end : end + _NEAR].split("\n"))

    def is_note(self, line: str) -> bool:
        """Whether a line is a field of a register (文号：… 主题词：…, 发布日期：…)."""
        if "：" not in line and ":" not in line and "】" not in line and "]" not in line:
            return False
        return "".join(line[:24].split()).lstrip("【[").startswith(self.fields)

    def is_release(self, line: str) -> bool:
        """Whether a line in brackets says to whom the document may be shown: （此件公开发布）."""
        return line[0] in "（(" and line.startswith(self.releases, 1)

    def is_greeting(self, line: str) -> bool:
        """Whether a line greets those to whom a report is given: 各位代表：, 同志们！."""
        return len(line) <= _LONGEST and line.startswith(self.greetings) and not any(m in line[:-1] for m in "。！？：")

    def is_occasion(self, line: str) -> bool:
        """Whether a line says when and where a report was given: 2024年1月9日在市第三届人民代表大会第四次会议上."""
        bare = line.strip("—－- \u3000（()）")
        date = _DATE.match(bare)
        return date is not None and bare[date.end() :].lstrip().startswith("在") and bare.endswith(self.occasions)

    def tells_issue(self, line: str) -> bool:
        """Whether a last line says who issued the document and when: 市水务局2024年3月1日发布，征求意见截止……."""
        if len(line) > _LONGEST_NOTE:
            return False
        bare = re.sub(_ENCLOSED, "", line)  # a source is named by its title and number
        date = _DATE.search(bare)
        if date is None:
            return False
        before, onward = bare[: date.start()].rstrip(), bare[date.end() :].lstrip(" 上中下旬")
        if not before:
            return re.split(_CLAUSE_END, onward, maxsplit=1)[0].endswith(_ISSUED)
        issuers = before.removesuffix("于") if onward.strip("。 ") else before.rstrip("，, ").removesuffix("附件")
        return all(issuer.endswith(self.signers) for issuer in issuers.split("、")) and not re.search(
            _CLAUSE_END, issuers
        )

    def ends_as_title(self, line: str) -> bool:
        """Whether a line ends in a 文种 (通知, 工作要点 …), a version in brackets aside."""
        bare = without_version(re.sub(r"\s", "", line))
        return bare.rstrip(_DIGITS).removesuffix("篇").endswith(self.genres)

    def is_chrome(self, line: str) -> bool:
        """Whether a line is a web page's or a database's, not the document's."""
        return "http://" in line or "https://" in line or _named(line, self.chrome) or self._is_buttons(line)

    def opens_tail(self, line: str) -> bool:
        """Whether a line begins what a web page has behind a document: 相关报道：, 责任编辑：…, 【打印】."""
        return _named(line, self.tails) or self._is_buttons(line)

    def may_be_link(self, line: str) -> bool:
        """Whether a line may stand among the links of a web page: short, and no sentence."""
        return len(line) <= _LONGEST and line[-1] not in "。；！"

    def _is_buttons(self, line: str) -> bool:
        words = re.split(r"[\s【】\[\]|｜]+", line) if len(line) <= _LONGEST_BUTTONS else []
        return any(words) and all(not word or word in self.buttons for word in words)

    def is_web_field(self, line: str) -> bool:
        """Whether a line is a field that a document may have as well (时间：…), or the moment of a page."""
        return _named(line, self.chrome_fields) or _MOMENT.fullmatch(line) is not None

    def parted(self, start: int, end: int) -> tuple[int, int]:
        """Where a title ends that stands on one line with more, and where that begins; zeros if there is none."""
        glued = self.glued.match(self.text, start, end) if end - start > _LONGEST_TITLE // 2 else None
        if glued is not None:
            return (glued.end(1), glued.end()) if self.title_like(start, glued.end(1)) else (0, 0)
        joint = _SECOND.search(self.text, start, end)
        if joint is None or joint.start() == start:
            return 0, 0
        onward = self.text[joint.end() : end]
        told = onward[0] in "—－-" or self.is_occasion(onward) or self.is_enactment(onward)
        titled = self.title_like(start, joint.start()) and self.ends_as_title(self.text[start : joint.start()])
        return (joint.start(), joint.end()) if told and titled else (0, 0)

    def is_enactment(self, line: str) -> bool:
        """Whether a line says when a law was passed: 2017年12月1日市人民代表大会常务委员会第三次会议通过."""
        bare = line.strip("# ()（）。")
        longest = _LONGEST_HISTORY if line[0] in "（(" else _LONGEST_NOTE
        return bare.endswith(self.enacted) and len(bare) <= longest and _DATE.match(bare) is not None


def _named(line: str, names: tuple[str, ...]) -> bool:
    """Whether a line is a field by one of these names, blanks and brackets aside: 来  源：东湖日报, 【字体：大."""
    bare = "".join(line[:24].split()).lstrip("【[（(")
    name = next((name for name in names if bare.startswith(name)), "")
    return bool(name) and not bare[len(name) : len(name) + 1].isalpha()


_DAY = re.compile(r"((?:19|20)\d\d)([-./])(\d{1,2})\2(\d{1,2})")
_MOMENT = re.compile(r"20\d\d[-./]\d{1,2}[-./]\d{1,2}(?:\s+\d{1,2}:\d\d(?::\d\d)?)?")
"""A day, and the time of it, as a web page prints them."""


def _row_number(line: str) -> int:
    """The bare number that a line begins with, as a table's row does: 0 without one, and of 3., 3月, 2026."""
    digits = line[: len(line) - len(line.lstrip("0123456789"))]
    onward = line[len(digits) : len(digits) + 1]
    bare = onward.isspace() or (onward.isalpha() and onward not in "年月日")
    return int(digits) if bare and 0 < len(digits) < 4 else 0


def counts_on(title: str, onward: str) -> bool:
    """Whether two titles are the same but for a number at the end that is the next one: 工作计划一, 工作计划二."""
    stem, number = _stem(title)
    again, following = _stem(onward)
    return stem == again and following == number + 1


def _stem(title: str) -> tuple[str, int]:
    """A title without its blanks and the number at its end, and that number: 1 without one."""
    bare = "".join(title.split())
    stem = bare.rstrip(_DIGITS)
    return stem, (_number(bare[len(stem) :]) or 0) if len(stem) < len(bare) else 1


_DIGITS = "0123456789０１２３４５６７８９一二三四五六七八九十"


def named(blocks: Iterable[Block], envelope: Envelope) -> list[Block]:
    """Name the blocks of the envelope: before the first section, before numbering that begins anew, and at the end."""
    out: list[Block] = []
    run: list[Block] = []
    seen = False
    for block in blocks:
        if block.kind == "section":
            fresh = block.step is not None and block.step.fresh
            out += _run(run, envelope, first=not seen, open_end=not fresh)
            run = []
            out.append(block)
            seen = True
        else:
            run.append(block)
    tail = _tail(run, envelope)
    out += _run(run[:tail], envelope, first=not seen, open_end=False)
    return out + [block._replace(depth=0) for block in run[tail:]]


def _tail(run: Sequence[Block], envelope: Envelope) -> int:
    """From which of the last blocks on stands what a web page has behind the document: in none of its sections."""
    begin = len(run)
    for place in range(len(run) - 1, max(-1, len(run) - _LONGEST_TAIL - 1), -1):
        block = run[place]
        line = envelope.text[block.start : block.end]
        if block.kind != "paragraph" or not envelope.may_be_link(line):
            break
        if envelope.kind_of(block.start, block.end) in ("date", "attachment"):
            break
        begin = place if envelope.opens_tail(line) else begin
    return begin


def _run(run: list[Block], envelope: Envelope, *, first: bool, open_end: bool) -> list[Block]:
    if not run or (open_end and not first):
        return run
    if first:
        return front(run, envelope)
    for place, block in enumerate(run):
        kind = envelope.kind_of(block.start, block.end) if block.kind == "paragraph" else ""
        line = envelope.text[block.start : block.end]
        titled = (
            block.kind == "paragraph" and envelope.title_like(block.start, block.end) and envelope.ends_as_title(line)
        )
        released = envelope.is_release(line)
        if (
            kind in ("date", "attachment")
            or titled
            or released
            or (block.kind == "paragraph" and _signed(run, place, envelope))
        ):
            rest = [b._replace(depth=0) if b.kind != "fragment" else b for b in run[place:]]
            return run[:place] + front(rest, envelope, opening=False)
    return run


def _signed(run: Sequence[Block], place: int, envelope: Envelope) -> bool:
    """Whether a line signs, and a date stands behind it and others that do."""
    return envelope.signs(run[place].start, run[place].end) and _beside_date(run[place:], 0, envelope)


def front(blocks: Sequence[Block], envelope: Envelope, *, opening: bool = True) -> list[Block]:
    """Name the blocks before the first section, and join titles that are wrapped over lines.

    Without `opening` they stand behind a document's body: only below another title is anybody addressed.
    """
    text = envelope.text
    blocks = _unglued(blocks, envelope) if opening else blocks
    addressing = opening
    spoken = False  # what follows 各位代表： has headings and no title
    out: list[Block] = []
    prose = 0
    taken = 0
    for place, block in enumerate(blocks):
        if place < taken:
            continue
        if (prose > _BODY or place > _FRONT) and len(blocks) - place > _CLOSE:
            out.append(block)
            continue
        line = text[block.start : block.end]
        if block.kind in ("title", "contents"):
            addressing = addressing or block.kind == "title"
            out.append(block)
            continue
        if len(line) > _LONGEST and line[-1] in "。；":  # a sentence, the usual case
            prose += 1
            out.append(block)
            continue
        kind = envelope.kind_of(block.start, block.end)
        if kind == "signature" or (not kind and envelope.signs(block.start, block.end)):
            kind = "signature" if _beside_date(blocks, place, envelope) else ""
        if not kind and out and out[-1].kind == "signature" and envelope.dates(block.start, block.end):
            kind = "date"
        if not kind and not prose and _addresses(line, envelope):
            kind = "addressee" if addressing else ""
            spoken = spoken or (bool(kind) and envelope.is_greeting(line))
        elif not kind and out and out[-1].kind == "title" and _is_cut_number(line):
            kind = "docnumber"
        elif not kind and (out or not opening) and envelope.is_annex(block.start, block.end):
            kind = "attachment"
        elif not kind and (lines := _occasion_lines(text, blocks, place, envelope)):
            out.append(_joined(blocks[place : place + lines], "subtitle"))
            taken = place + lines
            continue
        elif not kind and out and out[-1].kind in ("title", "subtitle") and _is_subtitle(line, envelope):
            kind = "subtitle"
        elif not kind and not spoken and envelope.may_begin_title(block.start, block.end):
            lines = _title_lines(text, blocks, place, envelope)
            if lines > 1:
                out.append(_joined(blocks[place : place + lines], "title"))
                taken = place + lines
                addressing = True
                continue
            if lines or (place == 0 and _is_title_alone(text, blocks, envelope)):
                kind = "title"
            elif (
                line[0] == "《"
                and out
                and (out[-1].kind == "date" or envelope.is_release(text[out[-1].start : out[-1].end]))
            ):
                kind = "title" if _is_announced(line, text[max(0, block.start - _ANNOUNCED) : block.start]) else ""
        if kind:
            addressing = addressing or kind == "title"
            spoken = spoken and kind == "addressee"
            out.append(block._replace(kind=kind, depth=0))
        else:
            prose += len(line) > 40
            out.append(block)
    return out


_LONGEST_TITLE = 90
"""Hardly a title is longer, if it does not say 关于 whom and what it is."""
_LONGEST_NOTE, _LONGEST_HISTORY = 120, 1000
"""No note on who issued a document is longer, no list of the days when a law was passed and changed."""
_LONGEST_PART = 8
"""No heading that is never a title is longer, blanks and all."""
_LONGEST_BUTTONS, _LONGEST_TAIL = 40, 20
"""No line of buttons is longer, no web page has more lines behind a document."""
_NEAR = 400
"""A table's rows stand within so many characters."""
_LONGEST = 60
"""No date, signature or document number is longer."""
_LONGEST_BODY, _LONGEST_LINE = 40, 30
"""No name of a body is longer; by itself a line is a signature if it is no longer than _LONGEST_LINE."""
_BODY, _FRONT, _CLOSE = 20, 60, 20
"""After so many paragraphs, or lines, no envelope is looked for, but in so many last lines."""


def _joined(lines: Sequence[Block], kind: str) -> Block:
    """Lines of the envelope as one block."""
    joints = sorted([joint for line in lines for joint in line.joints] + [(a.end, b.start) for a, b in pairwise(lines)])
    return lines[0]._replace(kind=kind, depth=0, end=lines[-1].end, joints=tuple(joints))


def _unglued(blocks: Sequence[Block], envelope: Envelope) -> Sequence[Block]:
    """The blocks, the first one parted where a title stands on one line with what follows it.

    That is its first sentence (…实施方案为贯彻…，制定本方案), or when a law was passed (…条例（2017年12月1日…通过）).
    """
    first = blocks[0]
    at, onward = envelope.parted(first.start, first.end) if first.kind == "paragraph" else (0, 0)
    if not onward:
        return blocks
    title = first._replace(kind="title", depth=0, end=at, joints=(), head=0)
    joints = tuple(joint for joint in first.joints if joint[0] > at)
    return [title, first._replace(line=onward, start=onward, body=onward, joints=joints, head=0), *blocks[1:]]


def _occasion_lines(text: str, blocks: Sequence[Block], place: int, envelope: Envelope) -> int:
    """How many lines, from this one on, say when and where a report was given: 0 if they do not."""
    block = blocks[place]
    line = text[block.start : block.end]
    if envelope.is_occasion(line):
        return 1
    if len(line) > _LONGEST or place + 1 == len(blocks) or blocks[place + 1].kind != "paragraph":
        return 0
    onward = text[blocks[place + 1].start : blocks[place + 1].end]
    return 2 if len(onward) <= _LONGEST and envelope.is_occasion(line + onward) else 0


def _is_subtitle(line: str, envelope: Envelope) -> bool:
    """Whether a line after a title is a version in brackets, or begins with a dash (——2024年1月在…会议上)."""
    if re.fullmatch(r"(?:[(（][^()（）]{1,40}[)）]\s*)+", line):
        return not envelope.is_release(line)
    return line.startswith(("——", "--", "—", "－－")) and line[-1] not in "。；—-－"


def _is_cut_number(line: str) -> bool:
    """Whether a line is a document number that lost its 号: 东水发〔2026〕5."""
    issuer, _, rest = line.replace("[", "〔").replace("]", "〕").partition("〔")
    year, _, number = rest.partition("〕")
    return 2 <= len(issuer) <= 24 and len(year) == 4 and (year + number).isdecimal() and 0 < len(number) <= 5


def _is_announced(line: str, before: str) -> bool:
    """Whether a line is the name of the plan that the notice before it says it issues, with 《》 as there."""
    name, closing, version = line[1:].partition("》")
    at = before.rfind(f"印发《{name}") + len(name) + 3
    return bool(closing and not without_version(version) and at > len(name) + 2 and before[at] in "》（(")


_ANNOUNCED = 5000
"""No notice is longer."""


def _is_title_alone(text: str, blocks: Sequence[Block], envelope: Envelope) -> bool:
    """Whether the first line, which is short and no sentence, may be a title without a 文种.

    It is none where it begins as a sentence does, or where the next goes on as one, in a text with broken lines.
    """
    start, end = blocks[0].start, blocks[0].end
    line = text[start:end]
    if not envelope.title_like(start, end):
        return False
    if end - start > 50 or line.endswith("文件") or on_path(text, blocks, 0):
        return False
    if len(blocks) == 1 or not blocks[1].joints or text[end : blocks[1].start].count("\n") > 1:
        return True
    return not line.startswith(envelope.openings) and not text.startswith(envelope.dependent, blocks[1].start)


def _title_lines(text: str, blocks: Sequence[Block], place: int, envelope: Envelope) -> int:
    """How many lines, from this one on, make up a title that ends in a 文种: 0 if they do not."""
    for lines in range(1, 5):
        if place + lines > len(blocks):
            return 0
        block = blocks[place + lines - 1]
        if lines > 1 and block.end - block.start == 1:  # 政府工作报⏎告
            before = blocks[place + lines - 2]
            return lines if envelope.ends_as_title(text[before.start : before.end] + text[block.start]) else 0
        if block.kind != "paragraph":
            return 0
        line = text[block.start : block.end]
        if lines == 1 and envelope.kind_of(block.start, block.end) == "signature":
            onward = blocks[place + 1].start if place + 1 < len(blocks) else block.start
            if not text.startswith(envelope.matters, onward):  # 东湖市水务局⏎关于…的通知
                return 0
            continue
        if not envelope.title_like(block.start, block.end):
            return 0
        if envelope.ends_as_title(line):
            return 0 if lines > 1 and _is_crumb(text, blocks, place) else lines
        if place + lines == len(blocks):
            return 0
        onward = blocks[place + lines].start
        if not (envelope.goes_on(line) or text.startswith(envelope.dependent, onward)) and text[
            block.end : onward
        ].strip(" \u3000\t\u00a0") not in ("\n", "\r\n", "\r"):
            return 0
    return 0


def _is_crumb(text: str, blocks: Sequence[Block], place: int) -> bool:
    """Whether a line is a web page's: on its path, or its neighbour's words once more."""
    return text[blocks[place].start : blocks[place].end] in _neighbours(text, blocks, place) or on_path(
        text, blocks, place
    )


def on_path(text: str, blocks: Sequence[Block], place: int) -> bool:
    """Whether a line is on the path of a web page, a step or a mark a line: 首页, >, 要闻."""
    line = text[blocks[place].start : blocks[place].end]
    return line in _PATH or not _PATH.isdisjoint(_neighbours(text, blocks, place))


def _neighbours(text: str, blocks: Sequence[Block], place: int) -> list[str]:
    """The lines before and behind a line."""
    return [text[blocks[at].start : blocks[at].end] for at in (place - 1, place + 1) if 0 <= at < len(blocks)]


_PATH = frozenset(">＞»")
"""Lines between those of a web page's path."""


def _addresses(line: str, envelope: Envelope) -> bool:
    if line[-1] in "！!":
        return envelope.is_greeting(line)
    return (
        line[-1] in "：:"
        and len(line) <= 200
        and any(word in line for word in envelope.addressees)
        and not any(mark in line[:-1] for mark in "。！？")
        and not line.startswith(envelope.openings)
        and not any(word in line[-8:] for word in envelope.lead_ins)
        and not line.endswith(envelope.form_fields, 0, len(line) - 1)
    )


def _beside_date(blocks: Sequence[Block], place: int, envelope: Envelope) -> bool:
    """Whether a date stands before a block, or behind it and others that sign."""
    if place and _is_date(blocks[place - 1], envelope):
        return True
    for block in blocks[place + 1 : place + 1 + _SIGNERS]:
        if _is_date(block, envelope):
            return True
        if block.kind != "paragraph" or not (block.end - block.start < 3 or envelope.signs(block.start, block.end)):
            return False  # a seal's bracket may stand between
    return False


def _is_date(block: Block, envelope: Envelope) -> bool:
    return block.step is None and envelope.dates(block.start, block.end)


_SIGNERS = 8
"""Hardly more bodies sign together."""
