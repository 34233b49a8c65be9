"""Groups of duplicates as text for people, in English and in Chinese."""

from collections.abc import Iterator, Mapping, Sequence
from types import MappingProxyType

from planparse.compare.items import Item
from planparse.duplicates.copies import Card
from planparse.duplicates.differences import CHANGES, ChangeKind, Difference
from planparse.duplicates.group import Group, Holder, Member
from planparse.locale.message import Message, _, in_context, labelled, told
from planparse.system.columns import cropped
from planparse.system.terminal import paint
from planparse.text.printable import harmless
from planparse.tree import Lang

_WORDS: Mapping[str, Message] = MappingProxyType(
    {
        "same": in_context("duplicates", "same bytes"),
        "text": in_context("duplicates", "same text"),
        "version": in_context("duplicates", "version, {} % alike"),
        "part": in_context("duplicates", "{} % of it stands in {}"),
        "latest": in_context("duplicates", "latest"),
        "draft": in_context("duplicates", "draft"),
        "trial": in_context("duplicates", "on trial"),
        "revised": in_context("duplicates", "revised"),
        "of": in_context("duplicates", "against {}"),
        "encoding": in_context("duplicates", "{}, not {}"),
        "format": in_context("duplicates2", "{}, not {}"),
        "layout": in_context("duplicates", "other line breaks, blanks or widths"),
        "marks": in_context("duplicates", "other punctuation"),
        "order": in_context("duplicates", "another order"),
        "head": in_context("duplicates", "another head"),
        "tail": in_context("duplicates", "another end"),
        "renumbered": in_context("duplicates", "{} renumbered"),
        "cut": in_context("duplicates", "the last {} missing"),
        "longer": in_context("duplicates", "{} more at the end"),
        "reworded": in_context("duplicates", "{} reworded"),
        "added": in_context("duplicates", "{} added"),
        "dropped": in_context("duplicates", "{} dropped"),
        "untitled": in_context("duplicates", "(untitled)"),
        "none": in_context("duplicates", "no duplicates"),
    }
)
_SHOWN = 3
"""So many items of a kind are named: a choice."""
_NAME = 24
"""So many columns of an item's name are shown: a choice."""
_INDENT = "  "


def say(word: str, lang: Lang, *values: object) -> str:
    """Return a word of the report in a language, with values put in."""
    return told(_WORDS[word], lang).format(*values)


def group_lines(
    group: Group, number: int, lang: Lang, *, colour: bool, width: int
) -> Iterator[str]:
    """Yield a group: its title, a line for each member, what differs, and what holds it."""
    head = cropped(title_of(group, lang), width - 8)
    yield paint(f"{number}. {head}", "1", colour=colour)
    for place, member in enumerate(group.members):
        state = state_of(group, place, lang)
        yield _INDENT + _line(place_of(member.card), state, lang)
        if notes := differences_of(group, place, lang):
            yield _INDENT * 3 + told(_("; "), lang).join(notes)
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
    differences = _difference(group.members[place].differs, lang)
    return [*_against(group, place, lang), *differences]


def _line(place: str, facts: Sequence[str], lang: Lang) -> str:
    """Return where a document stands, and what is told of it."""
    if not facts:
        return place
    comma = told(_(", "), lang)
    return f"{place}  {comma.join(facts)}"


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
    named = _(" ({names}{more})", names=names, more=more) if names else ""
    return say(kind, lang, len(items)) + told(named, lang)


def _name(item: Item) -> str:
    """Return what an item is called: its label, and its heading or how it begins."""
    words = " ".join((item.title or item.text).split())
    return cropped(harmless(f"{item.label or ''}{words}"), _NAME)


def held_in(group: Group, holder: Holder, lang: Lang) -> str:
    """Return in which document a member stands, with much else."""
    card = holder.card
    where = f"{harmless(card.path)}:{holder.line}-{holder.last_line}"
    held = say("part", lang, int(holder.share * 100), where)
    if holder.of:
        return told(labelled(place_of(group.members[holder.of].card), held), lang)
    return held
