"""What a line of an classifier may be by itself: title, 发文字号, 成文日期, 署名, 附件, or a web page's and none of it.

Terms and places follow GB/T 9704—2012, 7.2 and 7.3.
"""

import re
from functools import cached_property
from typing import Literal

from planparse.grammar.lexicon import Lexicon
from planparse.text.characters import (
    BRACKET_OPENINGS,
    CLAUSE_MARKS,
    CLOSERS,
)
from planparse.text.dates import DATE, DAY, HAN_YEAR, OF_A_YEAR, YEAR
from planparse.text.titles import COUNTS, without_version
from planparse.tree import NodeKind

_NUMBER = re.compile(rf"[^\s，。；：]{{1,24}}{OF_A_YEAR}\s*号")

_ENTRY = re.compile(r"\d{1,2}\s*[.．、)）](?!\d)")
"""The number of an entry of a list: 2.任务清单."""
_SECOND = re.compile(
    rf"(?=[（(](?:{YEAR}|{HAN_YEAR})\s*年)|\s(?=——|－－|--)|(?=——(?:{YEAR}|{HAN_YEAR})\s*年)"
)
"""Where on a title's line a bracket begins with a date, or what a dash leads in."""
_ENCLOSED = "《[^》]*》|[(（][^)）]*[)）]"
_CLAUSE_END = "[，。；：]"
_ISSUED = ("发布", "印发", "公布")

_LONGEST_TITLE = 90
"""Hardly a title is longer, if it does not say 关于 whom and what it is."""
_LONGEST_NOTE, _LONGEST_HISTORY = 120, 1000
"""No note on who issued a document is longer, no list of the days when a law was passed and changed."""
_LONGEST_PART = 8
"""No heading that is never a title is longer, blanks and all."""
_LONGEST_BUTTONS = 40
"""No line of buttons is longer."""
_NEAR = 400
"""A table's rows stand within so many characters."""
LONGEST = 60
"""No date, signature or document number is longer."""
_LONGEST_BODY, _LONGEST_LINE = 40, 30
"""No name of a body is longer; by itself a line is a signature if it is no longer than _LONGEST_LINE."""


class LineClassifier:
    """Names the unmarked lines of a text that belong to an classifier."""

    def __init__(self, text: str, lexicon: Lexicon) -> None:
        self.text = text
        lists = lexicon.words.lists
        self.genres, self.signers, self.annexes = (
            lists["genre"],
            lists["signer"],
            lists["annex"],
        )
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
        self.plain_genres, self.reasons, self.purposes = (
            lists["plain_genres"],
            lists["reasons"],
            lists["purposes"],
        )
        self.matters, self.abridged = lists["matters"], lists["abridged"]
        self.parts, self.greetings = lists["parts"], lists["greetings"]
        self.lead_ins, self.form_fields, self.inner = (
            lists["lead_ins"],
            lists["form_fields"],
            CLAUSE_MARKS,
        )

    @cached_property
    def glued(self) -> re.Pattern[str]:
        """A title (group 1) and what parts it from the sentence that says why the plan is made."""
        genres, reasons = "|".join(self.plain_genres), "|".join(self.reasons)
        why = f"(?={reasons})(?=[^。]{{16,600}}(?:{'|'.join(self.purposes)}))"
        words = f"(?:“[^“”]{{1,30}}”|《[^《》]{{1,60}}》|(?!{reasons})[^\\s，,。；;：:“”《》]){{4,60}}"
        return re.compile(
            rf"({words}(?:{genres})(?:[（(][^（()）]{{1,16}}[)）])?)\s*{why}"
        )

    @cached_property
    def _seen(self) -> dict[tuple[int, int], str]:
        return {}

    def is_part(self, start: int, end: int) -> bool:
        """Whether a line is a date, a signature, a document number, the head of an annex."""
        if end - start > LONGEST:
            return False
        key = (start, end)
        if key not in self._seen:
            self._seen[key] = self.kind_of(start, end)
        return bool(self._seen[key])

    def kind_of(self, start: int, end: int) -> NodeKind | Literal[""]:
        """`date`, `docnumber`, `attachment`, `signature` or nothing, by the line alone."""
        if end - start > LONGEST:
            return ""
        line = self.text[start:end]
        if line[0] == "附" and line.startswith(self.annexes):
            rest = line[1:].lstrip("件录表 　" + COUNTS)
            return (
                "attachment" if not rest or rest[0] in "：:." or len(line) < 12 else ""
            )
        date = DATE.search(line)
        if date:
            bare = re.sub(r"[\s　()（）]", "", line[: date.start()])
            after = re.sub(r"[\s　()（）]", "", line[date.end() :])
            if not after or (
                after in ("印发", "发布", "公布", "颁布") and len(line) <= 50
            ):
                if not bare:
                    return "date"
                if bare.endswith(self.signers) and not any(
                    mark in bare for mark in "，。；：—-"
                ):
                    return "date"
            return ""
        if (
            line[-1] == "日"
            and line[0].isdigit()
            and "月" in line
            and not line.strip("0123456789年月日 ")
        ):
            return "date"  # 2026月3月26日: a slip, and no title
        if _NUMBER.fullmatch(line) or (self.is_note(line) and _NUMBER.search(line)):
            return "docnumber"
        return "signature" if len(line) <= _LONGEST_LINE and self._is_body(line) else ""

    def _is_body(self, line: str) -> bool:
        bare = (
            "".join(line.split()) if " " in line or "\u3000" in line else line
        )  # 东 湖 市 人 民 政 府
        if bare[-2:] in ("章）", "章)"):
            bare = bare[: max(bare.rfind("（"), bare.rfind("("))]
        if bare[:1] in "（(" and bare[-1:] in "）)":
            bare = bare[1:-1]
        if (
            not 2 <= len(bare) <= _LONGEST_BODY
            or bare[0].isdigit()
            or not bare.endswith(self.signers)
        ):
            return False
        return not any(mark in bare for mark in self.inner + "：:、")

    def signs(self, start: int, end: int) -> bool:
        """Whether a line is a body, or an official with a name (市　长：张三), that may have signed above a date."""
        line = self.text[start:end]
        if len(line) <= LONGEST and self._is_body(line):
            return True
        bare = "".join(line.split()).replace("：", "").replace(":", "")
        if len(bare) == len(line) or len(line) > _LONGEST_BODY:
            return False
        return any(
            0 < len(bare) - bare.find(office) - len(office) <= 4
            for office in self.offices
            if office in bare
        )

    def dates(self, start: int, end: int) -> bool:
        """Whether a line is a date, or the digits of one (2026-3-1)."""
        return (
            self.kind_of(start, end) == "date"
            or DAY.fullmatch(self.text, start, end) is not None
        )

    def title_like(self, start: int, end: int) -> bool:
        """Whether a line could be (a part of) a title: short, no sentence."""
        line = self.text[start:end]
        return (
            2
            <= len(line)
            <= (_LONGEST_TITLE if "关于" not in line else 2 * _LONGEST_TITLE)
            and line[-1] not in "。；;：:，,、！？】"
            and line[0] not in CLOSERS + "，。；"
            and not any(mark in line for mark in "。；;！？")
            and not self.is_note(line)
            and not self.is_release(line)
            and not self.is_occasion(line)
            and not self.kind_of(start, end)
            and not (
                line[0].isdigit() and (_ENTRY.match(line) or self._is_row(start, end))
            )
            and not self._is_sentence(line)
            and not self.is_enactment(line)
            and not (len(line) <= _LONGEST_PART and "".join(line.split()) in self.parts)
            and any(map(str.isalpha, line))
            and not (("：" in line or ":" in line) and _named(line, self.chrome))
        )

    def _is_sentence(self, line: str) -> bool:
        """Whether a line without an end mark is a sentence for all that: of three clauses, or 为…，… and the like."""
        commas = (
            len(re.findall("[，,]", re.sub(f"{_ENCLOSED}|“[^”]*”", "", line)))
            if "，" in line or "," in line
            else 0
        )
        return commas > 0 and (
            line.startswith(self.openings) or (commas > 1 and "关于" not in line)
        )

    def goes_on(self, line: str) -> bool:
        """Whether a title that ends in no 文种 shows that it goes on: 关于…, …建设等."""
        return any(word in line for word in self.matters) or line.endswith(
            self.unfinished + self.abridged
        )

    def is_annex(self, start: int, end: int) -> bool:
        """Whether a line that could be a title is the name of an annex: 附件河道保洁任务清单."""
        return self.text.startswith(self.annexes[:-1], start, end) and self.title_like(
            start, end
        )

    def may_begin_title(self, start: int, end: int) -> bool:
        """Whether a line could begin a title: it could be one, or it names who issued it."""
        return self.title_like(start, end) or self.kind_of(start, end) == "signature"

    def _is_row(self, start: int, end: int) -> bool:
        """Whether a line is a row of a table: a bare number that counts on from one above or to one below."""
        number = _row_number(self.text[start:end])
        if not number:
            return False
        above = map(str.strip, self.text[max(0, start - _NEAR) : start].split("\n"))
        if any(
            line.startswith("序号") or _row_number(line) == number - 1 for line in above
        ):
            return True
        return any(
            _row_number(line.strip()) == number + 1
            for line in self.text[end : end + _NEAR].split("\n")
        )

    def is_note(self, line: str) -> bool:
        """Whether a line is a field of a register (文号：… 主题词：…, 发布日期：…)."""
        if (
            "：" not in line
            and ":" not in line
            and "】" not in line
            and "]" not in line
        ):
            return False
        return (
            "".join(line[:24].split()).lstrip(BRACKET_OPENINGS).startswith(self.fields)
        )

    def is_release(self, line: str) -> bool:
        """Whether a line in brackets says to whom the document may be shown: （此件公开发布）."""
        return line[0] in "（(" and line.startswith(self.releases, 1)

    def is_greeting(self, line: str) -> bool:
        """Whether a line greets those to whom a report is given: 各位代表：, 同志们！."""
        return (
            len(line) <= LONGEST
            and line.startswith(self.greetings)
            and not any(m in line[:-1] for m in "。！？：")
        )

    def is_occasion(self, line: str) -> bool:
        """Whether a line says when and where a report was given: 2024年1月9日在市第三届人民代表大会第四次会议上."""
        bare = line.strip("—－- \u3000（()）")
        date = DATE.match(bare)
        return (
            date is not None
            and bare[date.end() :].lstrip().startswith("在")
            and bare.endswith(self.occasions)
        )

    def tells_issue(self, line: str) -> bool:
        """Whether a last line says who issued the document and when: 市水务局2024年3月1日发布，征求意见截止……."""
        if len(line) > _LONGEST_NOTE:
            return False
        bare = re.sub(_ENCLOSED, "", line)  # a source is named by its title and number
        date = DATE.search(bare)
        if date is None:
            return False
        before, onward = (
            bare[: date.start()].rstrip(),
            bare[date.end() :].lstrip(" 上中下旬"),
        )
        if not before:
            return re.split(_CLAUSE_END, onward, maxsplit=1)[0].endswith(_ISSUED)
        issuers = (
            before.removesuffix("于")
            if onward.strip("。 ")
            else before.rstrip("，, ").removesuffix("附件")
        )
        return all(
            issuer.endswith(self.signers) for issuer in issuers.split("、")
        ) and not re.search(_CLAUSE_END, issuers)

    def ends_as_title(self, line: str) -> bool:
        """Whether a line ends in a 文种 (通知, 工作要点 …), a version in brackets aside."""
        bare = without_version(re.sub(r"\s", "", line))
        return bare.rstrip(COUNTS).removesuffix("篇").endswith(self.genres)

    def is_chrome(self, line: str) -> bool:
        """Whether a line is a web page's or a database's, not the document's."""
        return (
            "http://" in line
            or "https://" in line
            or _named(line, self.chrome)
            or self._is_buttons(line)
        )

    def opens_tail(self, line: str) -> bool:
        """Whether a line begins what a web page has behind a document: 相关报道：, 责任编辑：…, 【打印】."""
        return _named(line, self.tails) or self._is_buttons(line)

    def may_be_link(self, line: str) -> bool:
        """Whether a line may stand among the links of a web page: short, and no sentence."""
        return len(line) <= LONGEST and line[-1] not in "。；！"

    def _is_buttons(self, line: str) -> bool:
        words = (
            re.split(r"[\s【】\[\]|｜]+", line) if len(line) <= _LONGEST_BUTTONS else []
        )
        return any(words) and all(not word or word in self.buttons for word in words)

    def is_web_field(self, line: str) -> bool:
        """Whether a line is a field that a document may have as well (时间：…), or the moment of a page."""
        return (
            _named(line, self.chrome_fields) or re.fullmatch(_MOMENT, line) is not None
        )

    def parted(self, start: int, end: int) -> tuple[int, int]:
        """Where a title ends that stands on one line with more, and where that begins; zeros if there is none."""
        glued = (
            self.glued.match(self.text, start, end)
            if end - start > _LONGEST_TITLE // 2
            else None
        )
        if glued is not None:
            return (
                (glued.end(1), glued.end())
                if self.title_like(start, glued.end(1))
                else (0, 0)
            )
        joint = _SECOND.search(self.text, start, min(end, start + 2 * _LONGEST_TITLE))
        if joint is None:
            return 0, 0
        title, onward = (
            self.text[start : joint.start()].rstrip(),
            self.text[joint.end() : end],
        )
        told = (
            onward[0] in "—－-" or self.is_occasion(onward) or self.is_enactment(onward)
        )
        at = start + len(title)
        titled = at > start and self.title_like(start, at) and self.ends_as_title(title)
        return (at, joint.end()) if told and titled else (0, 0)

    def is_enactment(self, line: str) -> bool:
        """Whether a line says when a law was passed: 2017年12月1日市人民代表大会常务委员会第三次会议通过."""
        bare = line.strip("# ()（）。")
        longest = _LONGEST_HISTORY if line[0] in "（(" else _LONGEST_NOTE
        return (
            bare.endswith(self.enacted)
            and len(bare) <= longest
            and DATE.match(bare) is not None
        )


def _named(line: str, names: tuple[str, ...]) -> bool:
    """Whether a line is a field by one of these names, blanks and brackets aside: 来  源：东湖日报, 【字体：大."""
    bare = "".join(line[:24].split()).lstrip(BRACKET_OPENINGS)
    name = next((name for name in names if bare.startswith(name)), "")
    return bool(name) and not bare[len(name) : len(name) + 1].isalpha()


_MOMENT = r"20\d\d[-./]\d{1,2}[-./]\d{1,2}(?:\s+\d{1,2}:\d\d(?::\d\d)?)?"
"""A day, and the time of it, as a web page prints them."""


def _row_number(line: str) -> int:
    """The bare number that a line begins with, as a table's row does: 0 without one, and of 3., 3月, 2026."""
    digits = line[: len(line) - len(line.lstrip("0123456789"))]
    onward = line[len(digits) : len(digits) + 1]
    bare = onward.isspace() or (onward.isalpha() and onward not in "年月日")
    return int(digits) if bare and 0 < len(digits) < 4 else 0
