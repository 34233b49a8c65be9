"""Whether the matching of plans finds what was done to them: real plans, edited by known edits, as Markdown.

    python -m benchmarks.diff FOLDER…

Of each plan in the folders a successor is made: items are reworded, dropped, added (from another plan), moved to
other sections, split, merged, renumbered, and figures are changed. The edits are drawn from a generator with a fixed
seed, so that every run makes the same ones.
"""

import re
import sys
from collections.abc import Iterator, Sequence
from pathlib import Path
from random import Random
from typing import NamedTuple

from planparse.compare.edits import script
from planparse.compare.fact_changes import changes
from planparse.compare.items import Edition, Item, fold, from_text, joined
from planparse.compare.measures import Cluster, Measures
from planparse.compare.natures import NO_SETTING
from planparse.facts.finder import finder
from planparse.grammar.lexicon import Lexicon
from planparse.grammar.shipped import compare_rules, lexicon
from planparse.grammar.wordlists import CompareRules
from planparse.pipeline import parse
from planparse.text.encoding import decode

SHARES = (0.1, 0.3, 0.5)
FEWEST, SHORTEST = 15, 12  # items of a plan, letters of an item that is edited
CHANCES = {"drop": 0.08, "add": 0.08, "move": 0.06, "split": 0.05, "merge": 0.05}
_FIGURE = re.compile(
    r"(?<![\d.])\d+(?:\.\d+)?(?:%|万元|亿元|公里|万亩|个|家|项|次|人|名|户)"
)


class Edited(NamedTuple):
    """A plan and its successor, and the places of items that are one. `figures` are those that were changed."""

    old: Edition
    new: Edition
    pairs: set[tuple[int, int]]
    figures: set[tuple[int, str, str]]


def plans(folders: Sequence[str], words: Lexicon) -> list[Edition]:
    """Read the plans that have enough items, in order of their names."""
    paths = sorted(path for folder in folders for path in Path(folder).rglob("*.txt"))
    found = [
        from_text(parse(decode(path.read_bytes(), path.name), words), words)
        for path in paths
    ]
    return [
        year
        for year in found
        if sum(len(item.normalised) >= SHORTEST for item in year.items) >= FEWEST
    ]


def reworded(text: str, share: float, other: str, chance: Random) -> str:
    """Replace a share of the characters, in runs of two to six, by runs of another text."""
    size = len(text)
    left = round(size * share)
    taken = [False] * size
    out = list(text)
    tries = 0
    while left > 0 and tries < 20 * size:
        tries += 1
        run = min(left, chance.randint(2, 6), size)
        at = chance.randint(0, size - run)
        if any(taken[at : at + run]) or not other:
            continue
        start = chance.randint(0, max(0, len(other) - run))
        out[at : at + run] = other[start : start + run].ljust(run, "的")
        taken[at : at + run] = [True] * run
        left -= run
    return "".join(out)


def edited(
    plan: Edition, donor: Edition, stranger: Edition, share: float, chance: Random
) -> Edited:
    """Return a plan's successor: items reworded by a share in the words of a stranger, some from a donor."""
    other = "".join(item.normalised for item in stranger.items)
    rows: list[
        tuple[Item, list[int], str]
    ] = []  # of the new plan: what it was made of, its old places, its text
    figures: set[tuple[int, str, str]] = set()
    sections = [item.place for item in plan.items if item.kind == "section"]
    spare = [item for item in donor.items if len(item.normalised) >= SHORTEST]
    parents = {item.parent for item in plan.items}
    parent_of: dict[int, int] = {}
    skip: set[int] = set()
    for item in plan.items:
        if item.place in skip:
            continue
        leaf = (
            item.place not in parents
            and item.kind in ("section", "paragraph")
            and len(item.normalised) >= SHORTEST
        )
        draw = chance.random()
        text = item.normalised
        if leaf and draw < CHANCES["drop"]:
            continue
        draw -= CHANCES["drop"]
        if leaf and 0 <= draw < CHANCES["split"] and len(text) >= 4 * SHORTEST:
            middle = next(
                (
                    at + 1
                    for at in range(len(text) // 2, len(text) - SHORTEST)
                    if text[at] in "。;,"
                ),
                0,
            )
            if middle:
                for part in (text[:middle], text[middle:]):
                    rows.append(
                        (item, [item.place], reworded(part, share, other, chance))
                    )
                continue
        draw -= CHANCES["split"]
        following = (
            plan.items[item.place + 1] if item.place + 1 < len(plan.items) else None
        )
        if (leaf and 0 <= draw < CHANCES["merge"] and following and following.parent == item.parent
                and following.place not in parents and len(following.normalised) >= SHORTEST
                and following.kind == item.kind):  # fmt: skip
            skip.add(following.place)
            both = joined((text, following.normalised))
            rows.append(
                (
                    item,
                    [item.place, following.place],
                    reworded(both, share, other, chance),
                )
            )
            continue
        draw -= CHANCES["merge"]
        before = [place for place in sections if place < item.place]
        if leaf and 0 <= draw < CHANCES["move"] and before:
            parent_of[len(rows)] = chance.choice(before)
        draw -= CHANCES["move"]
        if leaf and 0 <= draw < CHANCES["add"] and spare:
            rows.append((chance.choice(spare)._replace(parent=item.parent), [], ""))
        if len(text) >= SHORTEST:
            text = reworded(text, share, other, chance)
        rows.append((item, [item.place], text))
    home = {
        olds[0]: place
        for place, (_, olds, _) in reversed(list(enumerate(rows)))
        if olds
    }
    items = []
    for place, (item, olds, text) in enumerate(rows):
        parent = home.get(parent_of.get(place, item.parent), -1)
        letters = text if olds else item.normalised
        items.append(
            item._replace(
                place=place, id=f"n{place}", parent=parent if parent != place else -1, title=None, text=letters,
                normalised=letters, label=f"{place}.", spans=(), piece=item.piece and bool(olds), facts={},
            )
        )  # fmt: skip
    pairs = {(old, place) for place, (_, olds, _) in enumerate(rows) for old in olds}
    return Edited(plan, Edition("new", None, tuple(items)), pairs, figures)


def scores(plan: Edited, rules: CompareRules) -> tuple[int, int, int]:
    """Return how many true pairs were found, how many there are, how many false ones were found."""
    found = {
        (there.place, here.place)
        for edit in script(plan.old, plan.new, rules).edits
        for there in edit.old
        for here in edit.new
    }
    said = {
        edge
        for edge in found
        if plan.old.items[edge[0]].normalised and plan.new.items[edge[1]].normalised
    }
    true = {edge for edge in plan.pairs if plan.old.items[edge[0]].normalised}
    return len(said & true), len(true), len(said - true)


def with_figures(item: Item, text: str) -> Item:
    """Return an item with a text and the figures in it, as a record has them."""
    read = finder().find(text, 0, len(text), None)
    named = {
        figure.end: figure.of
        for figure in finder().measured(read, text, 0, len(text)).figures
    }
    found = [
        {"text": one[0], "low": float(re.match(r"[\d.]+", one[0])[0]), "high": None,  # type: ignore[index]
         "unit": re.sub(r"[\d.]", "", one[0]), "modifier": None, "of": named.get(one.end())}
        for one in _FIGURE.finditer(text)
    ]  # fmt: skip
    return item._replace(
        title=None,
        text=text,
        normalised=fold(text),
        facts={"figures": found} if found else {},
    )


def _side(item: Item) -> Cluster:
    """Return an item by itself."""
    return Cluster([item], [NO_SETTING])


def figures(
    plan: Edition, share: float, chance: Random, other: str
) -> Iterator[tuple[bool, bool]]:
    """Yield for each figure that was raised in reworded text whether it is named alike in both, and was found."""
    measures = Measures(compare_rules().measures)
    for item in plan.items:
        old = with_figures(item, item.normalised)
        if not old.facts:
            continue
        parts = re.split(f"({_FIGURE.pattern})", item.normalised)
        raised = []
        for place in range(1, len(parts), 2):
            if chance.random() < 0.5:
                number = re.match(r"\d+", parts[place])
                assert number is not None
                before = parts[place]
                parts[place] = (
                    f"{int(number[0]) + chance.randint(1, 30)}{parts[place][number.end() :]}"
                )
                raised.append((place // 2, before, parts[place]))
        text = "".join(
            part if place % 2 else reworded(part, share, other, chance)
            for place, part in enumerate(parts)
        )
        new = with_figures(item, text)
        told = [
            (change.old["text"], change.new["text"])
            for change in changes(_side(old), _side(new), measures)
            if change.old and change.new
        ]
        names = [
            [figure["of"] for figure in side.facts.get("figures", ())]
            for side in (old, new)
        ]
        for place, before, after in raised:
            is_named = len(names[0]) == len(names[1]) and (
                names[0][place] == names[1][place] is not None
            )
            hit = (before, after) in told
            if hit:
                told.remove((before, after))
            yield is_named, hit


def main(folders: Sequence[str]) -> None:
    """Print a table."""
    words, rules = lexicon(), compare_rules()
    read = plans(folders, words)
    print(f"{len(read)} plans, {sum(len(plan.items) for plan in read)} items\n")
    print(
        "| reworded | true pairs | recall | false pairs "
        "| figures changed | found | named alike | found |"
    )
    print("|---|---|---|---|---|---|---|---|")
    for share in SHARES:
        chance = Random(f"plans {share}")
        hit = true = false = 0
        hits: dict[bool, list[bool]] = {True: [], False: []}
        for place, plan in enumerate(read):
            donor = read[
                place - len(read) // 2
            ]  # of another subject: what is added is new
            one = scores(
                edited(plan, donor, read[place - len(read) // 3], share, chance), rules
            )
            hit, true, false = hit + one[0], true + one[1], false + one[2]
            for is_named, found in figures(
                plan, share, chance, "".join(item.normalised for item in donor.items)
            ):
                hits[is_named].append(found)
        every = hits[True] + hits[False]
        print(
            f"| {share:.0%} | {true} | {hit / true:.2%} | {false / (hit + false):.2%} "
            f"| {len(every)} | {sum(every) / max(len(every), 1):.2%} "
            f"| {len(hits[True])} | {sum(hits[True]) / max(len(hits[True]), 1):.2%} |"
        )


if __name__ == "__main__":
    main(sys.argv[1:])
