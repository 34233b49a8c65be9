"""Passages and verifications as text for people."""

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from types import MappingProxyType

from planparse.retrieval.citations.passages import Difference, Passage
from planparse.retrieval.citations.verification import STATUSES, Status, Verification
from planparse.retrieval.notation import joined_path
from planparse.system.columns import cropped
from planparse.system.terminal import paint
from planparse.text.positions import lines_of
from planparse.text.printable import harmless
from planparse.tree import Lang

_WORDS: Mapping[str, tuple[str, str]] = MappingProxyType(
    {
        "exact": ("exact", "相符"),
        "near": ("near", "相近"),
        "missing": ("missing", "未见"),
        "changed": ("changed", "来源已变"),
        "page": ("page {}", "第{}页"),
        "nearly": ("nearly so, {} %", "相近，{} %"),
        "quotation": ("cited as {}, stands as {}", "引作 {}，原文 {}"),
        "document": ("cited as {}, stands in {}", "引作 {}，见于 {}"),
        "cite": ("cited as {}, stands in {}", "引作 {}，见于 {}"),
        "path": ("cited as {}, stands in {}", "引作 {}，见于 {}"),
        "total": ("{} citations", "引文 {} 条"),
        "one": ("1 citation", "引文 1 条"),
        "none": ("no citation", "没有引文"),
        "not there": ("{} does not have {}", "{} 中没有 {}"),
        "documents": ("{}; the documents are {}", "{}；其中的文件是 {}"),
        "more": ("{} more", "另外{}份"),
        "and": (", ", "、"),
    }
)
_COLOURS: Mapping[Status, str] = MappingProxyType(
    {"exact": "32", "near": "33", "missing": "31", "changed": "35"}
)
_NOTHING = "—"
"""What is shown for no words at all."""
_INDENT = "  "
_NAMED = 5
"""So many documents are named where the one that is asked for is none of them; a choice."""
_SHOWN = 60
"""So many columns of what was asked for in vain are shown; a choice."""


def _say(word: str, lang: Lang) -> str:
    """Return a word in a language."""
    return _WORDS[word][lang == "zh"]


def passage_lines(
    passage: Passage, source: str, lang: Lang, *, colour: bool
) -> Iterator[str]:
    """Yield a passage: where it stands, the way there, its words, and what differs."""
    head = [_place(passage, source), f"[{passage.start}:{passage.end}]"]
    if passage.page is not None:
        head.append(_say("page", lang).format(passage.page))
    if passage.differences:
        near = _say("nearly", lang).format(int(passage.likeness * 100))
        head.append(paint(near, _COLOURS["near"], colour=colour))
    yield "  ".join(head)
    way = [*([passage.document] if passage.document else []), *passage.path]
    if way:
        line = joined_path(map(_on_one_line, way))
        yield _INDENT + paint(line, "2", colour=colour)
    for line in lines_of(passage.text):
        if line.strip():
            yield _INDENT + harmless(line.strip())
    yield from _differences(passage.differences, lang)


def missing_line(
    what: str, paths: Sequence[str], titles: Sequence[str | None], lang: Lang
) -> str:
    """Return that plans do not have what was asked for.

    Of a document that is none of theirs `titles` are those that they have.
    """
    words = cropped(_on_one_line(what), _SHOWN)
    files = _say("and", lang).join(map(harmless, paths))
    missing = _say("not there", lang).format(files, words)
    if not titles:
        return missing
    named = [
        cropped(f"《{_on_one_line(title)}》", _SHOWN) if title else _NOTHING
        for title in titles[:_NAMED]
    ]
    more = _say("more", lang).format(len(titles) - _NAMED)
    shown = [*named, more] if len(titles) > _NAMED else named
    return _say("documents", lang).format(missing, _say("and", lang).join(shown))


def verification_lines(
    verifications: Iterable[tuple[str, Verification]],
    lang: Lang,
    *,
    colour: bool,
    width: int,
) -> Iterator[str]:
    """Yield each verification with the name of its place in the list, and the counts.

    A line takes at most `width` columns.
    """
    counts: Counter[Status] = Counter()
    for name, one in verifications:
        counts[one.status] += 1
        status = _say(one.status, lang)
        shown = paint(status, _COLOURS[one.status], colour=colour)
        yield f"{harmless(name)}: {shown}  {_told(one, width)}"
        if one.reason is not None:
            yield _INDENT + harmless(one.reason)
        yield from _differences(one.differences, lang)
    if not counts:
        yield _say("none", lang)
        return
    told = ", ".join(
        f"{counts[status]} {_say(status, lang)}"
        for status in STATUSES
        if counts[status]
    )
    total = counts.total()
    yield f"{_say('one' if total == 1 else 'total', lang).format(total)}: {told}"


def _told(verification: Verification, width: int) -> str:
    """Return where a citation stands, or what was looked for in vain."""
    cited, passage = verification.cited, verification.passage
    source = verification.source or cited.source or _NOTHING
    if passage is not None:
        return _place(passage, source)
    said = (cited.quotation, cited.cite, cited.path, cited.document)
    words = next(filter(None, said), _NOTHING)
    return f"{harmless(source)}  {cropped(_on_one_line(words), width // 2)}"


def _place(passage: Passage, source: str) -> str:
    """Return the line of a passage, and how it is cited."""
    place = f"{harmless(source)}:{passage.line}"
    return f"{place}  {harmless(passage.cite)}" if passage.cite else place


def _differences(differences: Iterable[Difference], lang: Lang) -> Iterator[str]:
    """Yield a line for each difference."""
    for one in differences:
        given, found = (
            _on_one_line(words) or _NOTHING for words in (one.given, one.found)
        )
        yield _INDENT * 2 + _say(one.field, lang).format(given, found)


def _on_one_line(words: str) -> str:
    """Return words on one line that a terminal shows as it is."""
    return harmless(" ".join(words.split()))
