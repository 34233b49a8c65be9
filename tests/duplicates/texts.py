"""Plans that are made up at random, and copies of them as archives have them."""

import random
from collections.abc import Sequence

from planparse.duplicates.copies import Copy, copies
from planparse.duplicates.group import Group
from planparse.duplicates.grouping import groups
from planparse.grammar.shipped import lexicon
from planparse.pipeline import parse
from planparse.text.encoding import decode, sha256_of
from planparse.text.numerals import format_hanzi

AUTO = lexicon("auto")
VERBS = "清理 疏浚 排查 修复 加固 巡查 更新 补植 硬化 测算 收运 登记 改造 回收 检修"
PLACES = "北滩 南渡 东堤 西埠 柳湾 梅岭 石桥 竹溪 枫林 荷塘 松坪 桃源 杏坊 榆庄"
THINGS = "河道 泵站 闸门 步道 路灯 管网 堤防 水塘 苗圃 渠系 站房 台账 库房 花圃"
WAYS = "按月 逐户 分片 随时 轮流 统一 就近 错峰 限时 按图 依次 连片"


def word(dice: random.Random, words: str) -> str:
    """One of some words."""
    return dice.choice(words.split())


def sentence(dice: random.Random) -> str:
    """A sentence that hardly any other text has."""
    clauses = (
        f"{word(dice, WAYS)}{word(dice, VERBS)}{word(dice, PLACES)}{word(dice, THINGS)}{dice.randint(2, 990)}处"
        for _ in range(3)
    )
    return "，".join(clauses) + "。"


def sentences(seed: int, count: int = 24) -> list[str]:
    """So many sentences, the same for a seed."""
    dice = random.Random(seed)
    return [sentence(dice) for _ in range(count)]


def plan(title: str, body: Sequence[str], ends: str = "2024年3月6日") -> str:
    """A plan with a sentence for each item, and a date."""
    items = [f"{format_hanzi(number)}、{each}" for number, each in enumerate(body, 1)]
    return "\n".join([title, *items, ends, ""])


def read(data: str | bytes, path: str = "a.txt") -> list[Copy]:
    """The documents of a file."""
    raw = data.encode() if isinstance(data, str) else data
    source = decode(raw, path)
    return [*copies(parse(source, AUTO, check=False), AUTO, sha256=sha256_of(raw))]


def archive(*files: str | bytes) -> list[Copy]:
    """The documents of files that are called 0.txt, 1.txt and so on."""
    return [
        copy
        for number, data in enumerate(files)
        for copy in read(data, f"{number}.txt")
    ]


def found(*files: str | bytes) -> tuple[Group, ...]:
    """The groups of an archive."""
    return groups(archive(*files))


def relations(group: Group) -> list[tuple[str, str | None]]:
    """The members of a group: file, and how it is related to another."""
    return [(member.card.path, member.relation) for member in group.members]
