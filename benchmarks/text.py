"""The text that is measured on, and the floor that everything is measured by."""

import re
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
CORPUS = ROOT.parent / "shared" / "corpus"
KINDS = ("plans-local", "plans-central", "plans-province", "reports-county")

FLOOR = re.compile(
    r"[ \t\u3000]*(?:第[一二三四五六七八九十百]+[编篇章节条]|[一二三四五六七八九十百]+、"
    r"|[(\uff08][一二三四五六七八九十百]+[)\uff09]|\d{1,3}[.\uff0e、]|[一二三四五六七八九十]是)"
)


def files() -> list[Path]:
    """Real plans and reports where the folder of them is there, else the samples of this project."""
    real = [path for kind in KINDS for path in sorted((CORPUS / kind).glob("*.txt"))]
    return real or sorted((ROOT / "samples").glob("*.txt"))


def text_of(size: int) -> bytes:
    """`size` bytes of UTF-8: the files one after another, from the first again where they do not suffice."""
    pieces, total = [], 0
    while total < size:
        for path in files():
            data = path.read_bytes()
            try:
                data.decode("utf-8")
            except UnicodeDecodeError:
                continue  # the one sample in another encoding
            pieces.append(data.replace(b"\r\n", b"\n").strip() + b"\n")
            total += len(pieces[-1])
    return b"".join(pieces)[:size].decode("utf-8", "ignore").encode()


def floor(path: Path) -> int:
    """Do what any parser of numbered lines must: read, decode, split, match one expression a line."""
    return sum(
        FLOOR.match(line) is not None
        for line in path.read_bytes().decode("utf-8").splitlines()
    )
