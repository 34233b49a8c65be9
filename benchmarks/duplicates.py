"""How many copies `planparse duplicates` finds, as Markdown.

    python -m benchmarks.duplicates [--count N] [--seed N]     copies made of real documents

Copies are made of each kind of so many documents drawn at random, and put among the rest of
them. One is found if it is in the group of its original; a collection, if it is told with
the groups of what it holds. Beside it stands what MinHash (datasketch, where it is
installed) finds at half the likeness, which is asked of whole texts alone.
"""

import argparse
import re
from collections.abc import Callable, Iterator, Sequence
from functools import lru_cache
from importlib import import_module
from importlib.util import find_spec
from random import Random
from typing import Any, NamedTuple

from benchmarks.text import documents
from planparse.duplicates.copies import Copy, copies
from planparse.duplicates.grouping import groups
from planparse.duplicates.shingles import shingles
from planparse.grammar.shipped import lexicon
from planparse.pipeline import parse
from planparse.text.encoding import decode, sha256_of

LEAST = 600
"""Letters that a document has at least: of shorter ones a sentence is a large share."""
MOST = 20_000
COLLECTED = 5
WRAP = 32
LIKENESS = 0.5
PERMUTATIONS = 128

LONGEST = 200
"""Letters of a sentence that is put in: what has no full stop may be a whole table."""
SENTENCE = re.compile(r"[^。；\n]*[。；\n]?")


class Made(NamedTuple):
    """A kind of copy: how it is made of a text, the others at hand, and chance."""

    name: str
    make: Callable[[str, Sequence[str], Random], bytes]


@lru_cache(maxsize=1 << 10)
def sentences(text: str) -> list[str]:
    """A text cut behind its full stops, semicolons and line ends."""
    return [each for each in SENTENCE.findall(text) if each]


def edited(share: float) -> Callable[[str, Sequence[str], Random], bytes]:
    """Change a share of the sentences: a third dropped, a third others, of a third one half."""

    def make(text: str, others: Sequence[str], dice: Random) -> bytes:
        out = []
        for each in sentences(text):
            if len(each) < 8 or dice.random() >= share:
                out.append(each)
                continue
            instead = dice.choice(sentences(dice.choice(others)))[:LONGEST]
            kind = dice.randrange(3)
            if kind == 1:
                out.append(instead.rstrip("\n") + each[-1])
            elif kind == 2:
                out.append(
                    each[: len(each) // 2]
                    + instead.strip()[: len(each) // 2]
                    + each[-1]
                )
        return "".join(out).encode()

    return make


def wrapped(text: str, _: Sequence[str], __: Random) -> bytes:
    """Break lines wherever a page would."""
    lines = [
        line[at : at + WRAP]
        for line in text.split("\n")
        for at in range(0, max(len(line), 1), WRAP)
    ]
    return "\r\n".join(lines).encode()


def cut(share: float) -> Callable[[str, Sequence[str], Random], bytes]:
    """Leave out the end of a text."""
    return lambda text, _, __: text[: int(len(text) * share)].encode()


def headed(text: str, _: Sequence[str], dice: Random) -> bytes:
    """Put a notice before a text."""
    title = text.lstrip("\ufeff# \n").split("\n", 1)[0][:40]
    number = dice.randint(1, 90)
    return (
        f"青禾市人民政府办公室文件\n青政办发〔2024〕{number}号\n"
        f"青禾市人民政府办公室关于转发《{title}》的通知\n"
        "各县（市、区）人民政府，市政府各部门、各直属机构：\n"
        f"现将《{title}》转发给你们，请结合实际认真贯彻执行。\n"
        f"青禾市人民政府办公室\n2024年5月{number % 28 + 1}日\n{text}"
    ).encode()


KINDS = (
    Made("another encoding (GB18030)", lambda text, _, __: text.encode("gb18030")),
    Made("other line breaks (CRLF, wrapped at 32)", wrapped),
    Made("the last third cut off", cut(2 / 3)),
    Made("the last three quarters cut off", cut(1 / 4)),
    Made("a notice before it", headed),
    Made("1 % of the sentences changed", edited(0.01)),
    Made("5 %", edited(0.05)),
    Made("10 %", edited(0.1)),
    Made("20 %", edited(0.2)),
    Made("40 %", edited(0.4)),
)


def read(data: bytes, path: str) -> Iterator[Copy]:
    """The documents of a file."""
    grammars = lexicon()
    parsed = parse(decode(data, path), grammars, check=False)
    return copies(parsed, grammars, sha256=sha256_of(data))


def originals() -> list[bytes]:
    """Real documents of a middling length that no other is like."""
    every = [each for each in documents() if LEAST < len(each.decode()) < MOST]
    made = [copy for at, data in enumerate(every) for copy in read(data, str(at))]
    like = {
        card.path
        for group in groups(made)
        for card in (*(m.card for m in group.members), *(h.card for h in group.holders))
    }
    return [data for at, data in enumerate(every) if str(at) not in like]


def related(made: Sequence[Copy]) -> set[tuple[str, str]]:
    """The pairs of files of which documents are in one group, or one holds the other."""
    pairs = set()
    for group in groups(made):
        inside = [member.card.path for member in group.members]
        paths = inside + [holder.card.path for holder in group.holders]
        pairs |= {(one, other) for one in inside for other in paths if one != other}
    return pairs | {(other, one) for one, other in pairs}


def alike(made: Sequence[Copy]) -> set[tuple[str, str]]:
    """The pairs of files of which documents are candidates by MinHash."""
    sketch: Any = import_module("datasketch")
    index = sketch.MinHashLSH(threshold=LIKENESS, num_perm=PERMUTATIONS)
    pairs = set()
    for number, copy in enumerate(made):
        signature = sketch.MinHash(num_perm=PERMUTATIONS)
        signature.update_batch([each.encode() for each in shingles(copy.words, 8)])
        path = copy.card.path
        for other in index.query(signature):
            pairs |= {(path, made[other].card.path), (made[other].card.path, path)}
        index.insert(number, signature)
    return pairs


class Row(NamedTuple):
    """Of so many copies, how many are found, told with a stranger, and are candidates by MinHash."""

    name: str
    made: int
    found: int
    strange: int
    minhash: int | None


def measured(count: int, seed: int) -> Iterator[Row]:
    """Yield what is found of each kind of copy."""
    dice = Random(seed)
    pool = originals()
    dice.shuffle(pool)
    texts = [each.decode() for each in pool]
    chosen = texts[:count]
    there = [copy for at, data in enumerate(pool) for copy in read(data, f"{at}")]
    for kind in KINDS:
        new = [
            copy
            for at, text in enumerate(chosen)
            for copy in read(kind.make(text, texts[count:], dice), f"copy {at}")
        ]
        yield row(
            kind.name, there + new, [{(f"{at}", f"copy {at}")} for at in range(count)]
        )
    new, wanted = [], []
    for at in range(0, count - COLLECTED + 1, COLLECTED):
        whole = "\n".join(chosen[at : at + COLLECTED]).encode()
        new += read(whole, f"copy {at}")
        wanted += [{(f"{one}", f"copy {at}")} for one in range(at, at + COLLECTED)]
    yield row(f"in a collection of {COLLECTED}", there + new, wanted)


def row(name: str, made: Sequence[Copy], wanted: Sequence[set[tuple[str, str]]]) -> Row:
    """What is found of copies, each with the pair that it makes with its original."""
    pairs = related(made)
    right = {pair for each in wanted for pair in each}
    strange = {pair for pair in pairs if pair not in right and pair[::-1] not in right}
    found = sum(bool(each & pairs) for each in wanted)
    minhash = None
    if find_spec("datasketch"):
        candidates = alike(made)
        minhash = sum(bool(each & candidates) for each in wanted)
    return Row(name, len(wanted), found, len(strange) // 2, minhash)


def print_found(count: int, seed: int) -> None:
    """Print how many copies are found."""
    print(
        "| copies | made | found | wrong pairs | candidates by MinHash |\n|---|--:|--:|--:|--:|"
    )
    for one in measured(count, seed):
        other = "" if one.minhash is None else one.minhash
        print(
            f"| {one.name} | {one.made} | {one.found} | {one.strange} | {other} |",
            flush=True,
        )


def main() -> None:
    """Print a table."""
    options = argparse.ArgumentParser(description="What planparse duplicates finds.")
    options.add_argument("--count", type=int, default=100)
    options.add_argument("--seed", type=int, default=1)
    asked = options.parse_args()
    print_found(asked.count, asked.seed)


if __name__ == "__main__":
    main()
