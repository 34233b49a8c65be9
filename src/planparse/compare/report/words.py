"""The words of the report, in English and in Chinese."""

from collections.abc import Mapping
from types import MappingProxyType

from planparse.compare.edits import ItemEdit
from planparse.facts.kinds import KINDS
from planparse.tree import Lang

_WORDS: Mapping[str, tuple[str, str]] = MappingProxyType(
    {
        "keep": ("kept", "保留"),
        "reword": ("reworded", "改写"),
        "move": ("moved", "移动"),
        "renumber": ("renumbered", "改号"),
        "split": ("split", "拆分"),
        "merge": ("merged", "合并"),
        "add": ("added", "新增"),
        "drop": ("dropped", "删去"),
        "unknown": ("unknown", "不明"),
        **{field: kind.name for field, kind in KINDS.items()},
        "raised": ("raised", "上调"),
        "lowered": ("lowered", "下调"),
        "later": ("later", "推后"),
        "earlier": ("earlier", "提前"),
        "changed": ("changed", "变更"),
        "added": ("added", "新增"),
        "dropped": ("dropped", "删去"),
        "same": ("no difference", "没有差别"),
        "lost": ("lost", "缺失"),
        "lineages": ("items through the years", "历年沿革"),
        "item": ("item", "事项"),
    }
)


def say(word: str, lang: Lang) -> str:
    """Return a word of the report in a language."""
    return _WORDS[word][lang == "zh"]


def kind_of(edit: ItemEdit, lang: Lang) -> str:
    """Return what happened to the items of an edit: its kind, and whether they moved as well."""
    also = f", {say('move', lang)}" if edit.also_moved else ""
    return say(edit.kind, lang) + also
