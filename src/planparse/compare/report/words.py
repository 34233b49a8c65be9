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
        "doubt_lost": (
            "numbers are missing here, and nobody knows what they headed",
            "此处序号缺失，内容不明",
        ),
        "doubt_gap": (
            "may have stood where the other plan lacks numbers",
            "可能在另一文件序号缺失之处",
        ),
        "doubt_alike": (
            "the other plan has something like it, not enough to be it",
            "另一文件有相近内容，尚不足以认定",
        ),
        "doubt_heading": (
            "only introduces what is in the other plan too",
            "只起引领作用，其下各项另一文件也有",
        ),
        "nearest": ("most like it", "最相近"),
        "same": ("no difference", "没有差别"),
        "lost": ("lost", "缺失"),
        "lineages": ("items through the years", "历年沿革"),
        "item": ("item", "事项"),
    }
)


def say(word: str, lang: Lang) -> str:
    """Return a word of the report in a language."""
    return _WORDS[word][lang == "zh"]


def doubt_of(edit: ItemEdit, lang: Lang) -> str:
    """Return why it is unknown what became of the item of an edit; "" where it is known."""
    if edit.kind != "unknown":
        return ""
    (item,) = edit.old or edit.new
    doubt = "lost" if item.kind == "lacuna" else edit.doubt or "gap"
    return say(f"doubt_{doubt}", lang)


def kind_of(edit: ItemEdit, lang: Lang) -> str:
    """Return what happened to the items of an edit: its kind, and whether they moved as well."""
    also = f", {say('move', lang)}" if edit.also_moved else ""
    return say(edit.kind, lang) + also
