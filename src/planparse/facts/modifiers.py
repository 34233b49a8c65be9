"""What stands right before and behind a figure and belongs to it: 不少于, 以上."""

from collections.abc import Iterable

from planparse.grammar.wordlists import FigureWords

_Entries = dict[str, list[tuple[str, tuple[str, ...]]]]
"""Words by the two characters that are next to the figure, or by one where they have no
more, the longest first. With each is what may not stand on its other side: 满 with 期
(期满), 左右 with 岸 (左右岸)."""


class Modifiers:
    """The words of `facts/figures.yaml` that stand beside a figure."""

    def __init__(self, words: FigureWords) -> None:
        """Take the words before and behind figures, and the currencies before the latter."""
        self._before = _entries(words.before, -1)
        self._after = _entries(words.after, 0)
        self._currencies = tuple(words.currencies)
        self.ends = frozenset((*(key[-1] for key in self._before), " ", "\u3000"))
        """The characters that may stand right before a figure with a modifier."""
        self.firsts = frozenset(word[0] for word in (*self._after, *words.currencies))
        """The characters that may stand right behind one."""

    def before(self, text: str, at: int, start: int) -> str:
        """Return the modifier right before a place, empty without one."""
        pair = text[max(start, at - 2) : at]
        for word, unless in self._before.get(pair) or self._before.get(pair[-1:], []):
            if text.endswith(word, start, at):
                begin = at - len(word)
                if not (unless and text.endswith(unless, start, begin)):
                    return word
        return ""

    def after(self, text: str, end: int) -> tuple[str, int]:
        """Return the modifier right behind a place, empty without one, and where it ends.

        The name of a currency may stand before it: 1000万元人民币以上.
        """
        at = end
        for currency in self._currencies:
            if text.startswith(currency, end):
                at += len(currency)
        pair = text[at : at + 2]
        for word, unless in self._after.get(pair) or self._after.get(pair[:1], []):
            if text.startswith(word, at):
                behind = at + len(word)
                if not (unless and text.startswith(unless, behind)):
                    return word, behind
        return "", end


def _entries(words: Iterable[str], side: int) -> _Entries:
    """Return words by their last (-1) or first (0) two characters, the longest first."""
    found: _Entries = {}
    for entry in sorted(words, key=lambda word: -len(word.partition(":")[0])):
        word, _, unless = entry.partition(":")
        barred = tuple(unless.split("|")) if unless else ()
        pair = word[-2:] if side else word[:2]
        found.setdefault(pair, []).append((word, barred))
    return {
        pair: longer + found.get(pair[side], []) if len(pair) > 1 else longer
        for pair, longer in found.items()
    }
