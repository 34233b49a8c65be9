"""What was found as text for people."""

from collections.abc import Iterable, Iterator, Mapping
from types import MappingProxyType

from planparse.locale.message import Message, in_context, told
from planparse.retrieval.notation import joined_path
from planparse.retrieval.search.finding import Found
from planparse.system.terminal import paint
from planparse.text.printable import harmless, on_one_line
from planparse.tree import Lang, Span

_WORDS: Mapping[str, Message] = MappingProxyType(
    {
        "page": in_context("search", "page {}"),
        "nothing": in_context("search", "nothing was found"),
        "some": in_context("search", "the best {0} of {1}; -n 0 prints all"),
    }
)
_INDENT = "  "
_MARK = "1;31"
"""How words are shown where there is colour: as grep shows them."""
_DIM = "2"
_BRACKETS = "【】"
"""What stands around them where there is none."""


def _say(word: str, lang: Lang) -> str:
    """Return a word in a language."""
    return told(_WORDS[word], lang)


def hit_lines(found: Found, lang: Lang, *, colour: bool) -> Iterator[str]:
    """Yield what was found: where it stands, the way there, and its words, marked."""
    unit = found.unit
    place = f"{harmless(unit.source)}:{unit.line}"
    head = [place] if unit.cite is None else [place, harmless(unit.cite)]
    if "page" in unit.place:
        head.append(_say("page", lang).format(unit.place["page"]))
    yield "  ".join(head)
    document = paint(on_one_line(unit.document or ""), _DIM, colour=colour)
    path = _marked(unit.path, found.in_path, _DIM, colour=colour)
    way = joined_path(filter(None, (document, path)))
    if way:
        yield _INDENT + way
    yield _INDENT + _marked(*found.snippet, "", colour=colour)


def _marked(text: str, marks: Iterable[Span], style: str, *, colour: bool) -> str:
    """Return a text in a style, with the words in it marked."""
    pieces, done = [], 0
    for start, end in marks:
        word = harmless(text[start:end])
        pieces.append(paint(harmless(text[done:start]), style, colour=colour))
        pieces.append(paint(word, _MARK) if colour else word.join(_BRACKETS))
        done = end
    return "".join([*pieces, paint(harmless(text[done:]), style, colour=colour)])


def count_line(shown: int, total: int, lang: Lang) -> str | None:
    """Return what is to be said of how much was found; None where all of it is shown."""
    if not total:
        return _say("nothing", lang)
    return _say("some", lang).format(shown, f"{total:,}") if shown < total else None
