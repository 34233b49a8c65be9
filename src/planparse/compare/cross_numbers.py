"""Whether two texts differ in nothing but the numbers by which they refer to themselves.

Where an article was put in, 第二条 is 第三条 from there on, and 违反本办法第二条规定的 says
第三条: nothing was reworded.
"""

import re
from collections.abc import Collection, Mapping
from typing import NamedTuple

from planparse.compare.items import Item, fold
from planparse.text.characters import HALF_DIGITS, HAN_ONES, HAN_ZEROS

_NUMBER = re.compile(rf"[{HAN_ZEROS}{HAN_ONES}十百千{HALF_DIGITS}]+")
_FURTHER = re.compile(
    rf"(?:(?:、|和|或者|或|及|以及|至|到)(?:第{_NUMBER.pattern}[条款项目])+)+"
)
"""What goes on behind a reference: 第二条、第五条和第六条."""
_SLOT = "\0"


class Targets(NamedTuple):
    """Which items two plans have in common: their places by their ids, and their partners."""

    old: Mapping[str, int]
    new: Mapping[str, int]
    partners: Mapping[int, Collection[int]]

    def may_be_one(self, old: str | None, new: str | None) -> bool:
        """Return whether two references may name one item; unless both are known, they may."""
        before, after = self.old.get(old or ""), self.new.get(new or "")
        if before is None or after is None:
            return True
        return after in self.partners.get(before, ())


class _Blanked(NamedTuple):
    """A text with its own numbers blanked, and what each of its references names."""

    text: str
    targets: tuple[str | None, ...]


def only_renumbered(old: Item, new: Item, targets: Targets) -> bool:
    """Return whether two items say the same but for the numbers of what they refer to.

    What a reference names must be one in both plans, as far as that is known.
    """
    before, after = _blanked(old), _blanked(new)
    if before is None or after is None or before.text != after.text:
        return False
    pairs = zip(before.targets, after.targets, strict=True)
    return all(targets.may_be_one(one, other) for one, other in pairs)


def _blanked(item: Item) -> _Blanked | None:
    """Return an item's text with its own numbers blanked, None where it has none."""
    text, parts, reached = item.normalised, [], 0
    targets: list[str | None] = []
    for reference in item.facts.get("references", ()):
        if reference.get("kind") != "internal":
            continue
        named = fold(reference["text"])
        start = text.find(named, reached)
        if start < 0:
            return None
        end = start + len(named)
        if further := _FURTHER.match(text, end):
            end = further.end()
        parts += [text[reached:start], _NUMBER.sub(_SLOT, text[start:end])]
        targets.append(reference.get("target"))
        reached = end
    if not targets:
        return None
    return _Blanked("".join(parts) + text[reached:], tuple(targets))
