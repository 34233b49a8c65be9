"""Classify one line, without its neighbours, as a part of the letterhead or the close.

The parts are those of GB/T 9704—2012: in the 版头 the 发文字号 (7.2.5) and the
签发人 (7.2.6); in the 主体 the 主送机关 (7.3.2), the 发文机关署名 and 成文日期
(7.3.5), the 附注 (7.3.6) and the head of an 附件 (7.3.7); in the 版记 who issued the
document and when (7.4.3).
"""

import re
from functools import lru_cache
from typing import Literal

from planparse.grammar.lexicon import Lexicon
from planparse.text.characters import (
    BRACKET_OPENINGS,
    CLAUSE_MARKS,
    ROUND,
    SQUARE,
    TITLE,
)
from planparse.text.dates import DATE, DAY, OF_A_YEAR
from planparse.text.titles import COUNTS

LetterheadKind = Literal["date", "docnumber", "attachment", "signature", ""]

LONGEST = 60
"""A longer line is no date, signature or document number. The longest of 203 in 546
real documents has 46. Doubled, it changes none of 546 real documents; halved, 15."""
_LONGEST_SIGNATURE = 30
"""A longer name of a body is a signature only right above a date. The 95th percentile
of 74 signatures in 546 real documents is 29, the longest 31. Doubled, it changes none
of 546 real documents; halved, 1."""
_LONGEST_BODY = 40
"""A longer line is no name of a body. Doubled, it changes none of 546 real documents;
halved, 5."""
_LONGEST_ISSUE_DATE = 50
"""A longer line with a date and 印发 behind it is a sentence. Doubled, it changes none
of 546 real documents; halved, 2."""
_LONGEST_ANNEX_HEAD = 11
"""A longer line that begins with 附件 is a sentence, unless a colon follows the number.
A choice: doubled or halved, it changes none of 546 real documents."""
_LONGEST_ADDRESSEE = 200
"""A longer line addresses nobody. The 99th percentile of 167 addressees in 546 real
documents is 127, the longest 145. Doubled, it changes none of 546 real documents;
halved, 3."""
_LONGEST_NOTE = 120
"""A longer line does not say who issued a document and when. Doubled, it changes none
of 546 real documents; halved, 7."""
_LONGEST_HISTORY = 1000
"""In brackets, a law's dates of passing and amendment take more room than a note. A
choice: doubled or halved, it changes none of 546 real documents."""
_LONGEST_NAME = 4
"""A person's name has no more characters. Doubled, it changes none of 546 real
documents; halved, 4."""
_FIELD_WIDTH = 24
"""The name of a field stands within so many characters, the blanks in it included. A
choice: doubled or halved, it changes none of 546 real documents."""
_LEAD_IN_WIDTH = 8
"""What leads up to text (通知如下：) stands in so many last characters. A choice:
doubled or halved, it changes none of 546 real documents."""
_CUT_ISSUER = range(2, 25)
"""How many characters an issuer has in a document number that lost its 号."""
_CUT_NUMBER = range(1, 6)
"""How many digits such a document number has."""

_REMEMBERED = 1024
"""Of so many lines it is remembered what they are, for several recognisers ask; a choice."""

_NUMBER = rf"[^\s，。；：{ROUND.opening}]{{1,24}}{OF_A_YEAR}\s*号"
_DOCUMENT_NUMBER = rf"{ROUND.opens}?({_NUMBER}){ROUND.closes}?"
_NUMBER_BEHIND = rf"\s+(?={_NUMBER}$)|(?={ROUND.opens}{_NUMBER}{ROUND.closes}$)"
"""Where a document number begins behind a title, with the blanks before it."""
_NUMBER_BEFORE = rf"{_NUMBER}(?P<blanks>\s+)"
"""A document number before something else on its line."""
_BLANKS_AND_BRACKETS = rf"[\s　{ROUND.marks}]"
_BROKEN_DATE = r"(?a)(?=.*月)\d[\d年月日 ]*日"
"""A date with a slip in it: 2026月3月26日."""
_ENCLOSED = "|".join(kind.to_first_closing() for kind in (TITLE, ROUND))
_STANDARD = str.maketrans(
    SQUARE.opening + SQUARE.closing,
    SQUARE.opening[0] * len(SQUARE.opening) + SQUARE.closing[0] * len(SQUARE.closing),
)
"""Square brackets of all shapes as those of GB/T 9704—2012, 7.2.5: 〔 and 〕."""
_CENTURIES = ("19", "20")
"""What a day in digits begins with."""
_FIELD_MARKS = frozenset("：:】]")
"""What stands behind the name of a field."""
_BETWEEN_NAMES = rf"[、，,；;：:{ROUND.marks}\s]+"
_CLAUSE_END = "[，。；：]"


class Letterhead:
    """Classifies lines by the words and the form of a letterhead, or of a close."""

    def __init__(self, lexicon: Lexicon) -> None:
        """Take the words of letterheads, and what the names of bodies end in."""
        self._words, self._bodies = lexicon.words.front_matter, lexicon.words.bodies
        self._signers = self._bodies.endings
        self._all_bodies = self._bodies.endings + self._bodies.loose
        self._annex_number = "".join(self._words.annex_kinds) + " 　" + COUNTS
        self._clause_marks = frozenset(CLAUSE_MARKS + "：:、")
        self._signer_ends = frozenset(signer[-1] for signer in self._signers)
        self._masthead_ends = frozenset(word[-1] for word in self._words.mastheads)
        self.kind = lru_cache(_REMEMBERED)(self._kind)
        """Return what a line is by itself, or nothing."""
        self.is_body = lru_cache(_REMEMBERED)(self._is_body)
        """Return whether a line is the name of a body: 东 湖 市 人 民 政 府（代章）."""

    def _kind(self, line: str) -> LetterheadKind:
        """Return what a line is by itself, or nothing."""
        if len(line) > LONGEST:
            return ""
        if line.startswith(self._words.annexes):
            return "attachment" if self._heads_annex(line) else ""
        date = DATE.search(line) if "年" in line else None
        if date is not None:
            return "date" if self._is_dateline(line, date) else ""
        if line.endswith("日") and re.fullmatch(_BROKEN_DATE, line):
            return "date"
        if self._is_document_number(line):
            return "docnumber"
        if len(line) <= _LONGEST_SIGNATURE and self.is_body(line):
            return "signature"
        return ""

    def is_signature(self, line: str) -> bool:
        """Return whether a line right above a date signs: a body, or 市　长：张三."""
        return (len(line) <= LONGEST and self.is_body(line)) or self._is_official(line)

    def is_date(self, line: str) -> bool:
        """Return whether a line is a date, be it in digits alone (2026-3-1)."""
        if self.kind(line) == "date":
            return True
        return line.startswith(_CENTURIES) and re.fullmatch(DAY, line) is not None

    def is_addressee(self, line: str) -> bool:
        """Return whether a line addresses somebody: 各区人民政府：, 各位代表！."""
        if line[-1] in "！!":
            return self.is_greeting(line)
        return (
            line[-1] in "：:"
            and len(line) <= _LONGEST_ADDRESSEE
            and self._names_addressees(line)
            and not any(mark in line[:-1] for mark in "。！？")
            and not self._leads_up(line)
        )

    def is_greeting(self, line: str) -> bool:
        """Return whether a line greets those who listen to a report: 同志们！."""
        return (
            len(line) <= LONGEST
            and line.startswith(self._words.greetings)
            and not any(mark in line[:-1] for mark in "。！？：")
        )

    def is_register_field(self, line: str) -> bool:
        """Return whether a line is a field of a register: 文号：…, 【发布日期】…."""
        if _FIELD_MARKS.isdisjoint(line):
            return False
        bare = "".join(line[:_FIELD_WIDTH].split()).lstrip(BRACKET_OPENINGS)
        return bare.startswith(self._words.fields)

    def is_release(self, line: str) -> bool:
        """Return whether a line is an 附注 on who may see it: （此件公开发布）."""
        return line[0] in ROUND.opening and line.startswith(self._words.releases, 1)

    def is_occasion(self, line: str) -> bool:
        """Return whether a line says when and where a report was given.

        2024年1月9日在市第三届人民代表大会第四次会议上
        """
        bare = line.strip("—－- \u3000" + ROUND.marks)
        if not bare.endswith(self._words.occasions):
            return False
        date = DATE.match(bare)
        return date is not None and bare[date.end() :].lstrip().startswith("在")

    def is_enactment(self, line: str) -> bool:
        """Return whether a line says when a law was passed.

        2017年12月1日市人民代表大会常务委员会第三次会议通过
        """
        bare = line.strip("# 。" + ROUND.marks)
        longest = _LONGEST_HISTORY if line[0] in ROUND.opening else _LONGEST_NOTE
        return (
            bare.endswith(self._words.enacted)
            and len(bare) <= longest
            and DATE.match(bare) is not None
        )

    def is_imprint(self, line: str) -> bool:
        """Return whether a last line says who issued the document and when.

        市水务局2024年3月1日发布，征求意见截止…
        """
        if len(line) > _LONGEST_NOTE:
            return False
        bare = re.sub(_ENCLOSED, "", line)  # a source is named by its title and number
        date = DATE.search(bare)
        if date is None:
            return False
        before = bare[: date.start()].rstrip()
        after = bare[date.end() :].lstrip(" 上中下旬")
        if not before:
            return re.split(_CLAUSE_END, after, maxsplit=1)[0].endswith(
                self._words.issued_in_prose
            )
        if after.strip("。 "):
            return self._are_bodies(before.removesuffix("于"))
        return self._are_bodies(
            before.rstrip("，, ").removesuffix(self._words.annexes[0])
        )

    def _is_dateline(self, line: str, date: re.Match[str]) -> bool:
        """Return whether a line with a date has nothing else but who signs, or 印发."""
        before = re.sub(_BLANKS_AND_BRACKETS, "", line[: date.start()])
        after = re.sub(_BLANKS_AND_BRACKETS, "", line[date.end() :])
        if after and not self._says_issued(after, line):
            return False
        return not before or self._may_sign(before)

    def _says_issued(self, words: str, line: str) -> bool:
        """Return whether the words behind a date say that it is that of the issue: 印发."""
        return words in self._words.issued and len(line) <= _LONGEST_ISSUE_DATE

    def _may_sign(self, words: str) -> bool:
        """Return whether the words before a date are a body that signs, and no sentence.

        东湖市水务局2026年3月1日 is a date with who signs; 会议由市水务局， is a clause.
        """
        return words.endswith(self._signers) and not any(map(words.count, "，。；：—-"))

    def _is_document_number(self, line: str) -> bool:
        """Return whether a line is a 发文字号, or a field that names one."""
        if "号" not in line:
            return False
        if re.fullmatch(_DOCUMENT_NUMBER, line):
            return True
        before = re.match(_NUMBER_BEFORE, line)
        if before is not None and self.is_register_field(line[before.end() :]):
            return True  # 东水发〔2026〕5号　　签发人：张三, 7.2.6
        return self.is_register_field(line) and bool(re.search(_DOCUMENT_NUMBER, line))

    def masthead(self, line: str) -> str:
        """Return the body that a 发文机关标志 (7.2.4) names: 东湖市水务局文件.

        Empty for another line.
        """
        if line.rstrip()[-1:] not in self._masthead_ends:
            return ""
        bare = "".join(line.split())
        for word in self._words.mastheads:
            body = bare.removesuffix(word)
            if body != bare and self.is_body(body):
                return body
        return ""

    def number(self, line: str) -> str | None:
        """Return the 发文字号 on a line, without brackets or who signs beside it."""
        found = re.search(_NUMBER, line.replace("：", " ").replace(":", " "))
        return found[0] if found is not None else None

    def _is_body(self, line: str) -> bool:
        """Return whether a line is the name of a body: 东 湖 市 人 民 政 府（代章）."""
        bare = "".join(line.split())
        if bare[-2:-1] == "章" and bare[-1] in ROUND.closing:
            bare = bare[: max(map(bare.rfind, ROUND.opening))]
        if bare[:1] in ROUND.opening and bare[-1:] in ROUND.closing:
            bare = bare[1:-1]
        return (
            2 <= len(bare) <= _LONGEST_BODY
            and bare[-1] in self._signer_ends
            and not bare[0].isdigit()
            and bare.endswith(self._signers)
            and self._clause_marks.isdisjoint(bare)
        )

    def _is_official(self, line: str) -> bool:
        """Return whether a line is an office and a name, set apart: 市　长：张三."""
        if len(line) > _LONGEST_BODY or line.isalnum():
            return False  # nothing sets a name apart
        bare = "".join(line.split()).replace("：", "").replace(":", "")
        if len(bare) == len(line):
            return False
        return any(
            0 < len(bare) - bare.find(office) - len(office) <= _LONGEST_NAME
            for office in self._bodies.offices
            if office in bare
        )

    def _are_bodies(self, issuers: str) -> bool:
        """Return whether words are names of bodies, with 、 between them."""
        if not all(issuer.endswith(self._signers) for issuer in issuers.split("、")):
            return False
        return re.search(_CLAUSE_END, issuers) is None

    def _names_addressees(self, line: str) -> bool:
        """Return whether a line names bodies, or others whom a document may address."""
        return any(word in line for word in self._bodies.addressed) or any(
            name.endswith(self._all_bodies) for name in re.split(_BETWEEN_NAMES, line)
        )

    def _heads_annex(self, line: str) -> bool:
        """Return whether a line that begins with 附件 heads an annex: 附件1：…."""
        rest = line[1:].lstrip(self._annex_number)
        if not rest or rest[0] in "：:.":
            return True
        return (
            len(line) <= _LONGEST_ANNEX_HEAD and rest[0] not in self._words.no_annexes
        )

    def _leads_up(self, line: str) -> bool:
        """Return whether a line with a colon is a lead-in, or the field of a form."""
        return (
            line.startswith(self._words.openings)
            or any(word in line[-_LEAD_IN_WIDTH:] for word in self._words.lead_ins)
            or line.endswith(self._words.form_fields, 0, len(line) - 1)
        )


def parted_number(line: str) -> tuple[int, int] | None:
    """Return where a line ends and goes on that has a document number and something else.

    The number stands behind, in brackets or not, or before: 关于…的通知 东水发〔2026〕5号.
    None for any other line; which part is a title, the caller has to judge.
    """
    if "号" not in line:
        return None
    before = re.match(_NUMBER_BEFORE, line)
    if before is not None:
        return before.start("blanks"), before.end()
    behind = re.search(_NUMBER_BEHIND, line)
    return None if behind is None or not behind.start() else behind.span()


def is_cut_number(line: str) -> bool:
    """Return whether a line is a document number that lost its 号: 东水发〔2026〕5."""
    if not line[-1:].isdecimal():
        return False
    issuer, _, rest = line.translate(_STANDARD).partition(SQUARE.opening[0])
    year, _, number = rest.partition(SQUARE.closing[0])
    return (
        len(issuer) in _CUT_ISSUER
        and len(year) == 4
        and len(number) in _CUT_NUMBER
        and (year + number).isdecimal()
    )
