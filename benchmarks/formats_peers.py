"""What planparse and other readers get of documents as archives hold them, as Markdown.

    python -m benchmarks.formats_peers FOLDER [--python PYTHON] [--verbose]

FOLDER holds files (`.docx`, `.html`, `.pdf` …) and beside each its gold: a `.yaml` with
`file` and `nodes` (each with `path`, the labels down to it, and `head`, the first
characters behind the label), and a `.txt` with the text in reading order. PYTHON is the
interpreter of the environment that the other readers are installed in; those that are
not there are named below the table.

A label is right where a line or a cell begins with it and the words of its item follow.
Blanks, and the marks of Markdown before it, do not count. Letters kept are letters and
digits of the gold text, as a multiset; in order, the same of each four in a row. Letters
beside it are those of the output that the gold text has not: menus, running heads, page
numbers, numbers invented.
"""

import argparse
import re
import subprocess
import sys
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any, NamedTuple

import yaml

HEAD_LETTERS = 6
"""Letters of an item that must follow its label. Six tell items apart; a choice."""
IN_ORDER = 4
"""Letters in a row that are compared for order. A choice."""
SECONDS = 120
"""Time that a reader has for one file."""

MARKUP = re.compile(r"^[#>*+|\-\s]+|\*\*|__|\\(?=[^\w\s])")
"""What Markdown puts before a line, and its emphasis and escapes."""
CELLS = re.compile(r"[\n\t|]")


class Reader(NamedTuple):
    """A program that reads files: the formats it is asked for, and how."""

    formats: tuple[str, ...]
    distribution: str = ""
    """The name that its version is asked by; empty for a command."""
    code: str = ""
    """A Python program that prints the text of the file named by its argument."""
    command: tuple[str, ...] = ()


READERS: Mapping[str, Reader] = {
    "pandoc": Reader(
        formats=("docx", "html"),
        command=("pandoc", "--to=plain", "--wrap=none"),
    ),
    "mammoth": Reader(
        formats=("docx",),
        distribution="mammoth",
        code="""
import mammoth
no_pictures = mammoth.images.img_element(lambda image: {"src": ""})
file = open(FILE, "rb")
print(mammoth.convert_to_markdown(file, convert_image=no_pictures).value)
""",
    ),
    "markitdown": Reader(
        formats=("docx", "html", "pdf"),
        distribution="markitdown",
        code="from markitdown import MarkItDown; "
        "print(MarkItDown(enable_plugins=False).convert(FILE).text_content)",
    ),
    "docx2python": Reader(
        formats=("docx",),
        distribution="docx2python",
        code="""
from docx2python import docx2python
print(docx2python(FILE, duplicate_merged_cells=False).text)
""",
    ),
    "python-docx": Reader(
        formats=("docx",),
        distribution="python-docx",
        code="""
import docx
def show(holder):
    for block in holder.iter_inner_content():
        if hasattr(block, "rows"):
            cells = {cell._tc: cell for row in block.rows for cell in row.cells}
            for cell in cells.values():
                show(cell)
        else:
            print(block.text)
show(docx.Document(FILE))
""",
    ),
    "trafilatura": Reader(
        formats=("html",),
        distribution="trafilatura",
        code="import trafilatura; print(trafilatura.extract(open(FILE, 'rb').read(), "
        "favor_recall=True) or '')",
    ),
    "pypdfium2": Reader(
        formats=("pdf",),
        distribution="pypdfium2",
        code="import pypdfium2; [print(page.get_textpage().get_text_range()) "
        "for page in pypdfium2.PdfDocument(FILE)]",
    ),
    "pdfplumber": Reader(
        formats=("pdf",),
        distribution="pdfplumber",
        code="import pdfplumber; [print(page.extract_text()) "
        "for page in pdfplumber.open(FILE).pages]",
    ),
    "planparse": Reader(
        formats=("docx", "doc", "html", "pdf", "ofd"),
        command=(sys.executable, "-m", "planparse", "text"),
    ),
}


class Gold(NamedTuple):
    """What a person reads in a file: labels, each with the letters behind it, and text."""

    file: Path
    labels: Counter[tuple[str, str]]
    letters: str


class Score(NamedTuple):
    """What a reader got of some files; of each pair, how much and of how much."""

    labels: tuple[int, int] = (0, 0)
    kept: tuple[int, int] = (0, 0)
    order: tuple[int, int] = (0, 0)
    beside: tuple[int, int] = (0, 0)
    unread: tuple[int, int] = (0, 0)

    def plus(self, other: "Score") -> "Score":
        """Return the score of both sets of files."""
        return Score(
            *(
                (one + more, of + rest)
                for (one, of), (more, rest) in zip(self, other, strict=True)
            )
        )


def letters(text: str) -> str:
    """Return the letters and digits of a text alone."""
    return "".join(filter(str.isalnum, text))


def golds(folder: Path) -> Iterator[Gold]:
    """Yield the golds of a folder that have a text; those to be refused have none."""
    for path in sorted(folder.glob("*.yaml")):
        gold: Mapping[str, Any] = yaml.safe_load(path.read_text(encoding="utf-8"))
        if "expect" not in gold:
            text = path.with_suffix(".txt").read_text(encoding="utf-8")
            yield Gold(
                file=path.with_name(gold["file"]),
                labels=Counter(
                    (
                        "".join(node["path"][-1].split()),
                        letters(node["head"])[:HEAD_LETTERS],
                    )
                    for node in gold["nodes"]
                ),
                letters=letters(text),
            )


def labels_right(text: str, wanted: Counter[tuple[str, str]]) -> int:
    """Return how many of the labels stand at a beginning, the words of their item behind."""
    pieces = ["".join(MARKUP.sub("", piece).split()) for piece in CELLS.split(text)]
    joined = "".join(pieces)
    begins, at = [], 0
    for piece in filter(None, pieces):
        begins.append(at)
        at += len(piece)
    found: Counter[tuple[str, str]] = Counter()
    for begin in begins:
        for label, head in wanted:
            behind = begin + len(label)
            if joined.startswith(label, begin) and letters(
                joined[behind : behind + 4 * HEAD_LETTERS]
            ).startswith(head):
                found[label, head] += 1
    return (found & wanted).total()


def runs(text: str, length: int) -> Counter[str]:
    """Return all runs of so many characters of a text."""
    return Counter(text[at : at + length] for at in range(len(text) - length + 1))


def score(text: str | None, gold: Gold) -> Score:
    """Return the score of a text, or of none where the file was not read."""
    got = letters(text or "")
    one, four = runs(gold.letters, 1), runs(gold.letters, IN_ORDER)
    return Score(
        labels=(labels_right(text or "", gold.labels), gold.labels.total()),
        kept=((one & runs(got, 1)).total(), one.total()),
        order=((four & runs(got, IN_ORDER)).total(), four.total()),
        beside=((runs(got, 1) - one).total(), one.total()),
        unread=(int(text is None), 1),
    )


def version(reader: Reader, python: str) -> str | None:
    """Return the version of a reader that is installed, or none."""
    asked = (
        [
            python,
            "-c",
            f"import importlib.metadata as m; print(m.version({reader.distribution!r}))",
        ]
        if reader.distribution
        else [*reader.command[: 3 if reader.command[1] == "-m" else 1], "--version"]
    )
    try:
        told = subprocess.run(asked, capture_output=True, text=True, check=True)
    except (OSError, subprocess.CalledProcessError):
        return None
    return told.stdout.split("\n")[0].split()[-1]


def read(reader: Reader, file: Path, python: str) -> str | None:
    """Return what a reader prints of a file, or none where it fails."""
    program = f"import sys; FILE = sys.argv[1]; sys.stdout.reconfigure(encoding='utf-8')\n{reader.code}"
    command = list(reader.command) or [python, "-c", program]
    try:
        told = subprocess.run(
            [*command, str(file)], check=False, capture_output=True, timeout=SECONDS
        )
    except subprocess.TimeoutExpired:
        return None
    return None if told.returncode else told.stdout.decode("utf-8", "replace")


def share(pair: tuple[int, int]) -> str:
    """Return a share in per cent with one decimal, never rounded up to the whole."""
    part, whole = pair
    return f"{int(1000 * part / max(1, whole)) / 10:.1f} %"


def row(file_format: str, name: str, found: Score) -> str:
    """Return the row of one reader and one format."""
    (right, labels), (unread, files) = found.labels, found.unread
    shares = " | ".join(map(share, (found.kept, found.order, found.beside)))
    return f"| `.{file_format}` | {name} | {files - unread} of {files} | {right} of {labels} | {shares} |"


def table(files: Iterable[Gold], python: str, *, verbose: bool) -> Iterator[str]:
    """Yield the lines of the table, and below it the versions and the readers that are absent."""
    versions = {name: version(reader, python) for name, reader in READERS.items()}
    found: dict[tuple[str, str], Score] = {}
    for gold in files:
        for name, reader in READERS.items():
            file_format = gold.file.suffix[1:]
            if versions[name] and file_format in reader.formats:
                one = score(read(reader, gold.file, python), gold)
                found[file_format, name] = found.get((file_format, name), Score()).plus(
                    one
                )
                if verbose:
                    print(row(gold.file.name, name, one), file=sys.stderr)
    yield "| format | read by | files read | labels right | letters kept | in order | letters beside |"
    yield "|---|---|--:|--:|--:|--:|--:|"
    for file_format in READERS["planparse"].formats:
        for name in READERS:
            if (file_format, name) in found:
                yield row(file_format, name, found[file_format, name])
    yield ""
    yield f"Versions: {', '.join(f'{name} {told}' for name, told in versions.items() if told and name != 'planparse')}."
    if absent := [name for name, told in versions.items() if not told]:
        yield f"Not installed: {', '.join(absent)}."


def main(arguments: Sequence[str]) -> None:
    """Print the table; with --verbose the score of each file too."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").split("\n", 1)[0])
    parser.add_argument("folder", type=Path)
    parser.add_argument("--python", default=sys.executable)
    parser.add_argument("--verbose", action="store_true")
    given = parser.parse_args(arguments)
    files = list(golds(given.folder)) if given.folder.is_dir() else []
    if not files:
        parser.error(f"no golds in {given.folder}: nothing is measured")
    for line in table(files, given.python, verbose=given.verbose):
        print(line)


if __name__ == "__main__":
    main(sys.argv[1:])
