"""How long matching takes: against all pairs with the best assignment, and as plans grow; as Markdown.

    python -m benchmarks.diff_speed FOLDER… [OLD NEW]

Items are taken from real plans; of the successor's, three in ten are the same and the others are reworded by 30 %,
all in another order. Times are CPU seconds of this process, the least of three. Then what a comparison costs as a
whole, of these items and of the files OLD and NEW, where planparse is installed as a wheel: the command `diff`,
against a process that parses both.
"""

import gc
import sys
from collections.abc import Callable, Sequence
from pathlib import Path
from random import Random
from tempfile import TemporaryDirectory
from time import process_time

from benchmarks.diff import plans, reworded
from benchmarks.whole import measured
from planparse.compare.assignment import assign
from planparse.compare.bigrams import BigramIndex
from planparse.compare.items import Item
from planparse.compare.matching import match
from planparse.compare.review import Sides
from planparse.grammar.shipped import compare_rules, lexicon

_PARSED = "import gc, sys, planparse; gc.disable(); both = [planparse.parse_file(path) for path in sys.argv[1:]]"
_COMPARED = '"$0" -m planparse diff "$@"; test $? -eq 1'
"""Commands for Python and the shell; `diff` ends with 1 where there are differences."""


def least(call: Callable[[], object]) -> float:
    """Time a call."""
    times = []
    for _ in range(3):
        start = process_time()
        call()
        times.append(process_time() - start)
    return min(times)


def sides(pool: Sequence[Item], size: int) -> tuple[list[Item], list[Item]]:
    """Return so many items and their successors; where the pool is too small it is reworded by half."""
    chance = Random(size)
    letters = [item.normalised for item in pool[:size]]
    while len(letters) < size:
        letters.append(
            reworded(
                chance.choice(pool).normalised,
                0.5,
                chance.choice(pool).normalised,
                chance,
            )
        )
    later = [
        text
        if chance.random() < 0.3
        else reworded(text, 0.3, chance.choice(pool).normalised, chance)
        for text in letters
    ]
    chance.shuffle(later)
    old, new = (
        [
            pool[0]._replace(
                place=place,
                id=str(place),
                parent=-1,
                kind="section",
                normalised=text,
                piece=False,
            )
            for place, text in enumerate(side)
        ]
        for side in (letters, later)
    )
    return old, new


def all_pairs(
    old: Sequence[Item], new: Sequence[Item], asides: Sequence[str]
) -> dict[int, int]:
    """Match by the same likeness, of all with all."""
    words = BigramIndex(
        asides, (item.normalised for item in old), (item.normalised for item in new)
    )
    edges: dict[int, dict[int, int]] = {}
    for there, item in enumerate(old):
        mine, weight = words.of(item.normalised)
        edges[there] = {}
        for here, other in enumerate(new):
            theirs, size = words.of(other.normalised)
            edges[there][here] = 1 + 2_000_000 * words.shared(mine, theirs) // max(
                weight + size, 1
            )
    return assign(edges)


def page(items: Sequence[Item]) -> str:
    """Return items as a text, 25 below a heading."""
    lines = ["工作要点"]
    for place, item in enumerate(items):
        if place % 25 == 0:
            lines.append(f"第{place // 25 + 1}章 {item.normalised[:6]}工作")
        lines.append(f"{place % 25 + 1}. {item.normalised}")
    return "\n".join(lines)


def whole(pairs: dict[str, tuple[str, str]]) -> None:
    """Print what comparing two files costs, in times parsing both, by what they are called."""
    print("\n| a comparison as a whole | times parsing both |\n|---|---|")
    for name, paths in pairs.items():
        runs = {
            "parsed": [sys.executable, "-c", _PARSED, *paths],
            "compared": ["sh", "-c", _COMPARED, sys.executable, *paths],
        }
        seen = measured(runs, 5)
        print(f"| {name} | {seen['compared'].seconds / seen['parsed'].seconds:.1f} |")


def main(paths: Sequence[str]) -> None:
    """Print a table."""
    folders = [path for path in paths if Path(path).is_dir()]
    files = [str(Path(path).resolve()) for path in paths if path not in folders]
    gc.disable()  # as in the command
    rules = compare_rules()
    pool = list(
        {
            item.normalised: item
            for plan in plans(folders, lexicon())
            for item in plan.items
        }.values()
    )
    pool = [item for item in pool if len(item.normalised) >= 30]
    small, large = sides(pool, 500), sides(pool, 5000)
    sides_unknown = Sides((), (), told=False)
    few = least(lambda: match(*small, rules, sides_unknown))
    many = least(lambda: match(*large, rules, sides_unknown))
    dense = least(lambda: all_pairs(*small, rules.asides))
    print("| 500 against 500 | times matching |\n|---|---|")
    print(
        f"| all pairs by the likeness of wholes, best assignment | {dense / few:.1f} |"
    )
    print(f"| 5,000 against 5,000 | {many / few:.1f} |")
    with TemporaryDirectory() as name:
        made = str(Path(name, "old.txt")), str(Path(name, "new.txt"))
        for path, side in zip(made, small, strict=True):
            Path(path).write_text(page(side), encoding="utf-8")
        pairs = {"500 against 500": made}
        if files:
            old, new = files
            pairs["real plans"] = old, new
        whole(pairs)


if __name__ == "__main__":
    main(sys.argv[1:])
