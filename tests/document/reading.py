"""Parents of unnumbered paragraphs as people marked them by reading, and as they are read."""

from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple
from unicodedata import normalize

import yaml

from planparse.text.encoding import decode
from planparse.tree import Node
from tests.laws.laws import parsed

OUTLINES = Path(__file__).parents[3] / "shared" / "conformance"
"""The hand-checked outlines with their texts: they lie beside the project, or nowhere."""
DOCUMENT = "document"


class Mark(NamedTuple):
    """The line of a text on which a paragraph begins, and the paths of its right parents."""

    text: str
    line: int
    parents: frozenset[str]


def marks() -> Iterator[Mark]:
    """Yield every mark, text by text."""
    path = Path(__file__).with_name("parents_by_reading.yaml")
    for text, parents in yaml.safe_load(path.read_text(encoding="utf-8")).items():
        for parent, lines in parents.items():
            for line in _lines(lines):
                yield Mark(text, line, frozenset(parent.split(" or ")))


def _lines(written: str) -> Iterator[int]:
    """Yield the numbers of lines in a list of them: 2-5 64 69."""
    for span in written.split():
        first, _, last = span.partition("-")
        yield from range(int(first), int(last or first) + 1)


def parents_by_line(text: str) -> dict[int, str]:
    """Return the path above the deepest node in which each line of a text begins."""
    roots = [document.root for document in parsed(text).documents]
    out = {}
    at = 0
    for count, line in enumerate(text.split("\n"), 1):
        start = at + len(line) - len(line.lstrip())
        at += len(line) + 1
        if line.strip():
            out[count] = _above(text, roots, start)
    return out


def _above(text: str, nodes: list[Node], at: int) -> str:
    """Return the path of the sections and headings in which a place lies."""
    path: list[str] = []
    inside = [node for node in nodes if node.start <= at < node.end]
    while inside:
        node = inside[0]
        if node.kind == "section":
            path.append(_letters(text[node.start : node.body]))
        elif node.kind == "heading":
            path.append(f"@{text.count(chr(10), 0, node.start) + 1}")
        inside = [child for child in node.children if child.start <= at < child.end]
    return "/".join(path) or DOCUMENT


def _letters(label: str) -> str:
    """Return the letters and digits of a label, their width folded."""
    return "".join(filter(str.isalnum, normalize("NFKC", label)))


def misses(folder: Path = OUTLINES) -> tuple[list[tuple[Mark, str]], int]:
    """Return the marks that are read otherwise, with how, and how many marks there are."""
    out, count = [], 0
    read: dict[str, dict[int, str]] = {}
    for mark in marks():
        if mark.text not in read:
            data = (folder / mark.text).read_bytes()
            read[mark.text] = parents_by_line(decode(data, mark.text).text)
        count += 1
        found = read[mark.text].get(mark.line, "no such line")
        if found not in mark.parents:
            out.append((mark, found))
    return out, count
