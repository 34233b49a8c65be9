"""Cite every node of an archive, quote its sentences broken and altered, and count what is found.

`python -m benchmarks.citations FOLDER [SEED]` prints the figures of docs/citations.md.
"""

import random
import re
import sys
from collections import Counter
from pathlib import Path

from planparse import Plan, PlanparseError, parse_file, verify

QUOTED = 12
"""So many sentences of each file are quoted."""
LONGEST_FILE = 2_000_000
SENTENCE = re.compile(r"[^。；！？\n]+[。；！？]?")
HALF = {ord(char): chr(ord(char) - 0xFEE0) for char in "，：；！？（）"}
FULL = {ord(char): chr(ord(char) + 0xFEE0) for char in "0123456789%,:;()!?"}
WRAPS = [*([""] * 9), "\n", " ", "\r\n", "\u3000"]


def broken(words: str, chance: random.Random) -> str:
    """Words with random wraps and widths."""
    return "".join(
        chance.choice((char, char.translate(HALF), char.translate(FULL)))
        + chance.choice(WRAPS)
        for char in words
    )


def altered(words: str, chance: random.Random) -> str:
    """Words with one character more, less, or another."""
    at = chance.randrange(2, len(words) - 2)
    more, size = chance.choice((("", 1), ("锦", 0), ("锦", 1)))
    return words[:at] + more + words[at + size :]


def cite_nodes(plan: Plan, counts: Counter[str]) -> None:
    """Cite every node by its own citation, and verify what that gives."""
    by_cite: dict[str, list[str]] = {}
    for node in plan.nodes():
        if node.cite:
            by_cite.setdefault(node.cite, []).append(node.id)
    for cite, ids in by_cite.items():
        found = plan.cite(cite)
        counts["cited"] += len(ids)
        counts["cited: alone in having the citation"] += len(ids) == 1
        if [one.node.id for one in found] == ids:
            counts["cited: these and no others found"] += len(ids)
        counts["cited: exact"] += sum(one.holds for one in verify(found, plan))


def quote(plan: Plan, other: Plan, counts: Counter[str], chance: random.Random) -> None:
    """Quote sentences of a plan: broken, altered, and in another plan."""
    nodes = [node for node in plan.nodes() if node.text.strip() and node.span]
    for node in chance.sample(nodes, min(QUOTED, len(nodes))):
        sentences = [one for one in SENTENCE.findall(node.text) if len(one.strip()) > 2]
        if not sentences or node.span is None:
            continue
        words = "".join(chance.choice(sentences).split())
        span = node.span
        counts["quoted, broken"] += 1
        counts["quoted, broken: found at its place"] += any(
            span.start <= one.span.start < span.end
            for one in plan.find(broken(words, chance))
        )
        if len(words) < 12:
            continue
        counts["altered"] += 1
        near = plan.cite(altered(words, chance))
        counts["altered: near"] += bool(near and near[0].differences)
        if not other.find(words):
            counts["not there"] += 1
            counts["not there: near for all that"] += bool(other.cite(words))


def main() -> None:
    """Print the figures of a folder."""
    folder, *rest = sys.argv[1:]
    chance = random.Random(int(rest[0]) if rest else 1)
    counts: Counter[str] = Counter()
    before: Plan | None = None
    for path in sorted(Path(folder).rglob("*")):
        if path.suffix not in (".txt", ".md") or path.stat().st_size > LONGEST_FILE:
            continue
        try:
            plan = parse_file(path)
        except PlanparseError:
            continue
        counts["files"] += 1
        cite_nodes(plan, counts)
        quote(plan, before or plan, counts, chance)
        before = plan
    for name, count in counts.items():
        print(f"{count:8,}  {name}")


if __name__ == "__main__":
    main()
