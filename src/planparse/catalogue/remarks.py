"""What somebody who answers for a document has to know of it, in short words (备注)."""

from collections import Counter
from collections.abc import Iterator

from planparse.findings.kinds_corrections import (
    MisplacedCorrection,
    StaleCorrections,
    UnmetCorrection,
)
from planparse.findings.kinds_decoding import (
    CharactersLost,
    Mojibake,
    NotText,
    UndecodableBytes,
    WrongEncoding,
)
from planparse.findings.kinds_pages import PagesWithoutText, PartsUnread
from planparse.tree import HEADLESS, TRUNCATED, Document, Parsed, walk

_OF_FILE = {
    UndecodableBytes.code: "有字节无法识别",
    Mojibake.code: "文字疑为乱码",
    NotText.code: "内容疑非文字",
    WrongEncoding.code: "编码疑有误",
    CharactersLost.code: "有字符丢失",
    PagesWithoutText.code: "有页无文字（可能为图像）",
    PartsUnread.code: "有部分未能读取",
}
"""What findings about the reading of a file come to."""

_UNFIT = (StaleCorrections.code, MisplacedCorrection.code, UnmetCorrection.code)
"""What is told of corrections that no longer fit the file."""


def remarks(parsed: Parsed, document: Document) -> Iterator[str]:
    """Yield what is to be known of a document, the gravest first."""
    if not any(map(str.isalnum, parsed.source.text)):
        yield "无文字"
    yield from _losses(document)
    yield from _of_reading(parsed, document)
    if document.envelope.printed:
        yield f"印发日期{digits(document.envelope.printed)}"


def digits(date: str) -> str:
    """Return a day of ISO 8601 as archives write it: 20260301, and 00 for what is not known."""
    return date.replace("-", "").ljust(8, "0")


def _losses(document: Document) -> Iterator[str]:
    """Yield what of the text is lost."""
    missing = 0
    status: Counter[str] = Counter()
    for node in walk(document.root):
        missing += node.kind == "lacuna"
        status[node.status] += 1
    if missing:
        yield f"正文缺失{missing}处"
    if status[TRUNCATED]:
        yield f"中断{status[TRUNCATED]}处"
    if status[HEADLESS]:
        yield f"缺开头{status[HEADLESS]}段"


def _of_reading(parsed: Parsed, document: Document) -> Iterator[str]:
    """Yield what is doubtful about the reading of the file; of places, those in the document."""
    root = document.root
    codes = {
        finding.code
        for finding in parsed.findings
        if finding.code in (*_OF_FILE, *_UNFIT)
        and (finding.start <= root.end and finding.end >= root.start)
    }
    yield from (words for code, words in _OF_FILE.items() if code in codes)
    if not codes.isdisjoint(_UNFIT):
        yield "订正与文件不符"
    encodings = dict.fromkeys(
        part.encoding
        for part in parsed.source.parts
        if part.start < root.end and part.end > root.start
    )
    if len(encodings) > 1:
        yield f"含多种编码：{'、'.join(name.upper() for name in encodings)}"
