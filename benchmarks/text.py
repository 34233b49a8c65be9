"""The text that is measured on, and the floor that everything is measured by."""

import re
from pathlib import Path
from zlib import crc32

ROOT = Path(__file__).resolve().parents[1]
CORPUS = ROOT.parent / "shared" / "corpus"
KINDS = (
    "plans-local",
    "plans-central",
    "plans-province",
    "notices-city",
    "reports-county",
    "reports-provincial",
    "reports-national",
    "laws-text",
    "laws-markdown",
)

FLOOR = re.compile(
    r"[ \t\u3000]*(?:第[一二三四五六七八九十百]+[编篇章节条]|[一二三四五六七八九十百]+、"
    r"|[(\uff08][一二三四五六七八九十百]+[)\uff09]|\d{1,3}[.\uff0e、]|[一二三四五六七八九十]是)"
)


def files() -> list[Path]:
    """Real documents, kinds mixed, where the folder of them is there, else the samples of this project."""
    real = [path for kind in KINDS for path in (CORPUS / kind).glob("*.*")]
    real.sort(key=lambda path: crc32(path.name.encode()))
    return real or sorted((ROOT / "samples").glob("*.txt"))


def documents() -> list[bytes]:
    """The files that are UTF-8, each once, lines ended by LF."""
    read = (path.read_bytes().replace(b"\r\n", b"\n").strip() for path in files())
    return [data + b"\n" for data in dict.fromkeys(read) if _is_utf_8(data)]


def _is_utf_8(data: bytes) -> bool:
    try:
        data.decode("utf-8")
    except UnicodeDecodeError:
        return False
    return True


def text_of(size: int) -> bytes:
    """`size` bytes of UTF-8: the documents one after another, from the first again where they do not suffice."""
    pieces, total = [], 0
    while total < size:
        for data in documents():
            pieces.append(data)
            total += len(data)
    return b"".join(pieces)[:size].decode("utf-8", "ignore").encode()


def floor(path: Path) -> int:
    """Do what any parser of numbered lines must: read, decode, split, match one expression a line."""
    return sum(
        FLOOR.match(line) is not None
        for line in path.read_bytes().decode("utf-8").splitlines()
    )
