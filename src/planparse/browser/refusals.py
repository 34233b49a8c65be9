"""Why a file cannot be read in a browser, and what to do: a sentence in each language."""

from collections.abc import Mapping
from types import MappingProxyType

from planparse.errors import DamagedError, EncryptedError, TooLargeError
from planparse.readers.recognition import format_of
from planparse.tree import Lang

_OFFICE = (
    "is of an older or another format of office programs: open it in Word or WPS and "
    "save it as .docx",
    "是旧版或其他办公软件的格式：请用 Word 或 WPS 打开，另存为 .docx 再拖入",
)
_PICTURE = (
    "is a picture: have its text recognised (OCR) first",
    "是图片：请先做文字识别（OCR），再拖入识别出的文字",
)
_PACKED = (
    "is an archive that a browser does not unpack: unpack it, and choose the folder",
    "是浏览器解不开的压缩包：请先解压，再选择解压出的文件夹",
)
_BY_FORMAT: Mapping[str, tuple[str, str]] = MappingProxyType(
    {
        "pdf": (
            "is a PDF, which the page does not read: save its text as .docx or .txt, or "
            "use the command planparse",
            "是 PDF，本页不读：请另存为 .docx 或 .txt 再拖入，或使用 planparse 命令",
        ),
        **dict.fromkeys(("ole", "rtf", "odf", "word-xml"), _OFFICE),
        "pptx": (
            "is a PowerPoint presentation, which has slides and no text to be parsed",
            "是演示文稿，没有可解析的正文",
        ),
        **dict.fromkeys(("png", "jpeg", "gif", "tiff"), _PICTURE),
        **dict.fromkeys(("gzip", "7z", "rar"), _PACKED),
    }
)
_ENCRYPTED = (
    "is encrypted: open it with its password, and save it without one",
    "有密码：请用密码打开，另存为无密码的文件再拖入",
)
_TOO_LARGE = (
    "is larger than the page takes: use the command planparse, or drop a part of it",
    "太大，超出本页的限度：请拆成几份，或使用 planparse 命令",
)
_DAMAGED = (
    "is damaged, cut off, or not what its name says: fetch it again",
    "已损坏、不完整，或内容与扩展名不符：请重新获取",
)
_OTHERWISE = "无法读取"
_MEMORY = (
    "needs more memory than the browser gives: drop a part of it",
    "所需内存超出浏览器的限度：请拆成几份再拖入",
)


def refusal(fault: Exception, name: str, data: bytes, lang: Lang) -> str:
    """Return the sentence behind the name of a file that could not be read."""
    place = ("en", "zh").index(lang)
    if isinstance(fault, MemoryError):
        return _MEMORY[place]
    if isinstance(fault, EncryptedError):
        return _ENCRYPTED[place]
    if isinstance(fault, TooLargeError):
        return _TOO_LARGE[place]
    if isinstance(fault, DamagedError):
        return _DAMAGED[place]
    known = _BY_FORMAT.get(format_of(data, name) or "")
    if known is not None:
        return known[place]
    words = str(fault).removeprefix(name).lstrip(": ") or type(fault).__name__
    return f"{_OTHERWISE}：{words}" if lang == "zh" else words
