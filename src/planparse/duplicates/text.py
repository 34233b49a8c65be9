"""Groups of duplicates as text for people, in English and in Chinese."""

from collections.abc import Iterator, Mapping, Sequence
from types import MappingProxyType

from planparse.compare.items import Item
from planparse.duplicates.copies import Card
from planparse.duplicates.differences import CHANGES, ChangeKind, Difference
from planparse.duplicates.group import Group, Holder, Member
from planparse.system.columns import cropped
from planparse.system.terminal import paint
from planparse.text.printable import harmless
from planparse.tree import Lang

_WORDS: Mapping[str, tuple[str, str]] = MappingProxyType(
    {
        "same": ("same bytes", "内容逐字节相同"),
        "text": ("same text", "文字相同"),
        "version": ("version, {} % alike", "不同版本，相似度 {} %"),
        "part": ("{} % of it stands in {}", "其 {} % 见于 {}"),
        "latest": ("latest", "最新"),
        "draft": ("draft", "草稿"),
        "trial": ("on trial", "试行"),
        "revised": ("revised", "修订"),
        "of": ("against {}", "对照 {}"),
        "encoding": ("{}, not {}", "编码 {}，原为 {}"),
        "format": ("{}, not {}", "格式 {}，原为 {}"),
        "layout": ("other line breaks, blanks or widths", "换行、空白或全半角不同"),
        "marks": ("other punctuation", "标点不同"),
        "order": ("another order", "顺序不同"),
        "head": ("another head", "文头不同"),
        "tail": ("another end", "文尾不同"),
        "renumbered": ("{} renumbered", "{} 处编号不同"),
        "cut": ("the last {} missing", "末尾缺 {} 项"),
        "longer": ("{} more at the end", "末尾多 {} 项"),
        "reworded": ("{} reworded", "改写 {} 项"),
        "added": ("{} added", "增加 {} 项"),
        "dropped": ("{} dropped", "删去 {} 项"),
        "untitled": ("(untitled)", "（无标题）"),
        "none": ("no duplicates", "没有重复件"),
    }
)
_SHOWN = 3
"""So many items of a kind are named: a choice."""
_NAME = 24
"""So many columns of an item's name are shown: a choice."""
_INDENT = "  "


def say(word: str, lang: Lang, *values: object) -> str:
    """Return a word of the report in a language, with values put in."""
    return _WORDS[word][lang == "zh"].format(*values)


def group_lines(
    group: Group, number: int, lang: Lang, *, colour: bool, width: int
) -> Iterator[str]:
    """Yield a group: its title, a line for each member, what differs, and what holds it."""
    head = cropped(title_of(group, lang), width - 8)
    yield paint(f"{number}. {head}", "1", colour=colour)
    for place, member in enumerate(group.members):
        yield _INDENT + _line(place_of(member.card), state_of(group, place, lang))
        if told := differences_of(group, place, lang):
            yield _INDENT * 3 + "; ".join(told)
    for holder in group.holders:
        yield _INDENT + held_in(group, holder, lang)


def title_of(group: Group, lang: Lang) -> str:
    """Return what a group is called: the title of the first member that has one."""
    title = next((each.card.title for each in group.members if each.card.title), None)
    return harmless(" ".join((title or say("untitled", lang)).split()))


def state_of(group: Group, place: int, lang: Lang) -> list[str]:
    """Return how a member is related to the one it is held against, and how far it has come."""
    member = group.members[place]
    facts = [*_relation(member, lang), *_state(member.card, lang)]
    return [*facts, say("latest", lang)] if place == group.latest else facts


def differences_of(group: Group, place: int, lang: Lang) -> list[str]:
    """Return what differs between a member and the one it is held against, in short."""
    told = _difference(group.members[place].differs, lang)
    return [*_against(group, place, lang), *told]


def _line(place: str, facts: Sequence[str]) -> str:
    """Return where a document stands, and what is told of it."""
    return f"{place}  {', '.join(facts)}" if facts else place


def place_of(card: Card) -> str:
    """Return a document's file; of several in a file, its lines too."""
    path = harmless(card.path)
    if card.documents == 1:
        return path
    return f"{path}:{card.line}-{card.last_line}"


def _relation(member: Member, lang: Lang) -> Iterator[str]:
    """Yield how a member is related to the one that it is held against."""
    if member.relation is not None:
        yield say(member.relation, lang, int(member.likeness * 100))


def _state(card: Card, lang: Lang) -> Iterator[str]:
    """Yield how far a document has come, and its date, where it says so."""
    if card.stage != "final":
        yield say(card.stage, lang)
    if card.date is not None:
        yield card.date


def _against(group: Group, place: int, lang: Lang) -> Iterator[str]:
    """Yield what a member is held against, where that is not the first of its group."""
    of = group.members[place].of
    if of:
        yield say("of", lang, place_of(group.members[of].card))


def _difference(difference: Difference, lang: Lang) -> Iterator[str]:
    """Yield what differs, the files first."""
    for name in ("encoding", "format"):
        if pair := getattr(difference, name):
            yield say(name, lang, pair[1], pair[0])
    for name in ("layout", "marks", "head", "tail", "order"):
        if getattr(difference, name):
            yield say(name, lang)
    if difference.cut:
        word = "cut" if difference.cut > 0 else "longer"
        yield say(word, lang, abs(difference.cut))
    for kind in CHANGES:
        if changes := difference.of_kind(kind):
            yield _changes(kind, [each.new or each.old for each in changes], lang)
    if difference.renumbered:
        yield say("renumbered", lang, difference.renumbered)


def _changes(kind: ChangeKind, items: Sequence[Sequence[Item]], lang: Lang) -> str:
    """Return how many items were changed in a way, and what some of them are called."""
    names = [name for each in items if (name := _name(each[0]))][:_SHOWN]
    more = " …" if names and len(items) > len(names) else ""
    told = f" ({', '.join(names)}{more})" if names else ""
    return say(kind, lang, len(items)) + told


def _name(item: Item) -> str:
    """Return what an item is called: its label, and its heading or how it begins."""
    words = " ".join((item.title or item.text).split())
    return cropped(harmless(f"{item.label or ''}{words}"), _NAME)


def held_in(group: Group, holder: Holder, lang: Lang) -> str:
    """Return in which document a member stands, with much else."""
    card = holder.card
    where = f"{harmless(card.path)}:{holder.line}-{holder.last_line}"
    told = say("part", lang, int(holder.share * 100), where)
    if holder.of:
        return f"{place_of(group.members[holder.of].card)}: {told}"
    return told
