"""How long matching takes: against all pairs with the best assignment, and as plans grow; as Markdown.

    python -m benchmarks.diff_speed FOLDER…

Items are taken from real plans; of the successor's, three in ten are the same and the others are reworded by 30 %,
all in another order. Times are CPU seconds of this process, the least of three.
"""

import gc
import sys
from collections.abc import Callable, Sequence
from random import Random
from time import process_time

from benchmarks.diff import plans, reworded
from planparse.compare.assignment import assign
from planparse.compare.bigrams import BigramIndex
from planparse.compare.items import Item
from planparse.compare.matching import groups
from planparse.grammar.shipped import compare_rules, lexicon


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


def main(folders: Sequence[str]) -> None:
    """Print a table."""
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
    few = least(lambda: groups(*small, rules))
    many = least(lambda: groups(*large, rules))
    dense = least(lambda: all_pairs(*small, rules.asides))
    print("| 500 against 500 | times matching |\n|---|---|")
    print(f"| all pairs by the same likeness, best assignment | {dense / few:.1f} |")
    print(f"| 5,000 against 5,000 | {many / few:.1f} |")


if __name__ == "__main__":
    main(sys.argv[1:])
