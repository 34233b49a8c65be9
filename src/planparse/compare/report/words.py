"""The words of the report."""

from collections.abc import Mapping
from types import MappingProxyType

from planparse.compare.edits import ItemEdit
from planparse.facts.kinds import KINDS
from planparse.locale.message import Message, in_context, told
from planparse.tree import Lang

_WORDS: Mapping[str, Message] = MappingProxyType(
    {
        "keep": in_context("change", "kept"),
        "reword": in_context("change", "reworded"),
        "move": in_context("change", "moved"),
        "renumber": in_context("change", "renumbered"),
        "split": in_context("change", "split"),
        "merge": in_context("change", "merged"),
        "add": in_context("change", "added"),
        "drop": in_context("change", "dropped"),
        "unknown": in_context("change", "unknown"),
        **{field: kind.name for field, kind in KINDS.items()},
        "raised": in_context("change", "raised"),
        "lowered": in_context("change", "lowered"),
        "later": in_context("change", "later"),
        "earlier": in_context("change", "earlier"),
        "changed": in_context("change", "changed"),
        "added": in_context("change", "added"),
        "dropped": in_context("change", "dropped"),
        "doubt_lost": in_context(
            "change", "numbers are missing here, and nobody knows what they headed"
        ),
        "doubt_gap": in_context(
            "change", "may have stood where the other plan lacks numbers"
        ),
        "doubt_alike": in_context(
            "change", "the other plan has something like it, not enough to be it"
        ),
        "doubt_heading": in_context(
            "change", "only introduces what is in the other plan too"
        ),
        "nearest": in_context("change", "most like it"),
        "same": in_context("change", "no difference"),
        "lost": in_context("change", "lost"),
        "lineages": in_context("change", "items through the years"),
        "item": in_context("change", "item"),
    }
)


def word(name: str) -> Message:
    """Return a word of the report."""
    return _WORDS[name]


def say(word: str, lang: Lang) -> str:
    """Return a word of the report in a language."""
    return told(_WORDS[word], lang)


def doubt_of(edit: ItemEdit, lang: Lang) -> str:
    """Return why it is unknown what became of the item of an edit; "" where it is known."""
    if edit.kind != "unknown":
        return ""
    (item,) = edit.old or edit.new
    doubt = "lost" if item.kind == "lacuna" else edit.doubt or "gap"
    return say(f"doubt_{doubt}", lang)


def kind_of(edit: ItemEdit, lang: Lang) -> str:
    """Return what happened to the items of an edit: its kind, and whether they moved as well."""
    kinds = [edit.kind, "move"] if edit.also_moved else [edit.kind]
    return told(Message("{kinds}", {"kinds": [_WORDS[kind] for kind in kinds]}), lang)
