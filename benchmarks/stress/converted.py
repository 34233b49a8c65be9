"""Kinds of damage that converters do: marks of Markdown, text decoded wrongly."""

import re
from random import Random

from benchmarks.stress.clean import Clean, Numbered
from benchmarks.stress.damage import MARK, Change
from benchmarks.stress.order import at_line_start

LONGEST_HEADING = 30


def mark_down(clean: Clean, random: Random) -> list[Change]:
    r"""Marks of Markdown round numbered lines: ** round headings and run-in headings, 1\\. for 1., bullets before items."""
    text = clean.text
    bold, bullets, hashes = (random.random() < share for share in (0.7, 0.4, 0.3))
    out: list[Change] = []
    for node in clean.nodes:
        if not at_line_start(clean, node):
            continue
        start = text.rfind("\n", 0, node.start) + 1
        end = text.find("\n", node.start)
        end = len(text) if end < 0 else end
        out += _escape(text, node)
        line = text[node.start : end].rstrip()
        is_heading = len(line) <= LONGEST_HEADING and "。" not in line
        if is_heading and hashes:
            out.append(
                Change(start, start, "#" * (2 + _depth(clean, node)) + " ", MARK)
            )
        elif bullets and not is_heading and _depth(clean, node):
            out.append(Change(start, start, "- ", MARK))
        elif bold:
            upto = node.start + (len(line) if is_heading else line.find("。") + 1)
            if node.body < upto <= node.start + LONGEST_HEADING:
                out.append(Change(node.start, node.start, "**", MARK))
                out.append(Change(upto, upto, "**", MARK))
    return out


def _depth(clean: Clean, node: Numbered) -> int:
    """How many nodes stand above one."""
    return 1 + _depth(clean, clean.nodes[node.parent]) if node.parent >= 0 else 0


def _escape(text: str, node: Numbered) -> list[Change]:
    """The backslash before the point of 1., which keeps Markdown from making a list."""
    label = re.match(r"[0-9]+(?=\.)", text[node.start : node.body])
    at = node.start + label.end() if label else 0
    return [Change(at, at, "\\", MARK)] if label else []


def _as_entities(text: str) -> str:
    return "".join(char if char.isascii() else f"&#{ord(char)};" for char in text)


MISTAKES = {
    "GBK read as Latin-1": lambda text: text.encode("gb18030").decode("latin-1"),
    "UTF-8 read as Latin-1": lambda text: text.encode("utf-8").decode("latin-1"),
    "UTF-8 read as GBK": lambda text: text.encode("utf-8").decode("gb18030", "replace"),
    "character references": _as_entities,
}
"""How text is decoded wrongly, or written for an encoding that has no such characters."""


def decode_wrongly(text: str, seed: int) -> tuple[str, str]:
    """The mistake that a seed makes, and what it makes of a text."""
    name = list(MISTAKES)[seed % len(MISTAKES)]
    return name, MISTAKES[name](text)
