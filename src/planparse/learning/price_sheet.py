"""A grammar of prices that were estimated, and what they make better and worse, in words."""

from collections.abc import Iterator, Sequence

from planparse.grammar.shipped import grammar_names
from planparse.learning.corrected import Estimate, is_corrected
from planparse.learning.estimate import shipped_prices
from planparse.learning.proposal import quoted
from planparse.locale.message import Message, _, plural, told
from planparse.text.encoding import Source
from planparse.text.lines import Lines
from planparse.tree import Lang

_SHOWN = 24
"""Characters of a line that are shown. A choice."""


def price_sheet(
    sources: Sequence[Source], estimate: Estimate, lang: Lang = "en"
) -> Iterator[str]:
    """Yield the text of a grammar of all families with the prices that changed.

    Its comments are in a language.
    """
    result = summary(sources, estimate)
    head = _("Proposed by planparse learn --prices: {result}.", result=result)
    yield f"# {told(head, lang)}\n"
    yield "grammar: repriced\n"
    yield "title: 按订正调整\n"
    about = _("All grammars that ship, with prices fitted to corrected plans.")
    yield f"about: {told(about, lang)}\n"
    yield f"include: [{', '.join(grammar_names()[1:])}]\n"
    yield "families: []\n"
    yield "prices:\n"
    before = shipped_prices()
    for name, price in estimate.prices.items():
        was = told(_("it was {price:g}", price=before[name]), lang)
        yield f"  {quoted(name)}: {price:g}  # {was}\n"


def summary(sources: Sequence[Source], estimate: Estimate) -> Message:
    """Return what prices were estimated on, and how much was wrong and is."""
    corrected = sum(map(is_corrected, sources))
    before, after = estimate.wrong
    result = _(
        "{corrected} and {others}: {places} wrong before, {after} after",
        corrected=plural(
            "{count} corrected plan", "{count} corrected plans", corrected
        ),
        others=plural("{count} other", "{count} others", len(sources) - corrected),
        places=plural("{count} place", "{count} places", before),
        after=after,
    )
    if estimate.held_out is None:
        return _(
            "{result}; too few corrected plans to say whether it holds for others",
            result=result,
        )
    before, after = estimate.held_out
    return _(
        "{result}; each corrected plan by what is best for the rest: "
        "{before} before, {after} after",
        result=result,
        before=before,
        after=after,
    )


def effects(sources: Sequence[Source], estimate: Estimate) -> Iterator[Message]:
    """Yield a line for each place that is read better by the prices estimated, or worse."""
    for source, before, after in zip(
        sources, estimate.before, estimate.after, strict=True
    ):
        lines = Lines(source.text)
        for start in sorted(before ^ after):
            line = lines.position(start)[0]
            words = lines.text_of(line).strip()[:_SHOWN]
            place = {"path": source.path, "line": line, "words": words}
            yield (
                _("better: {path}:{line}: {words}", **place)
                if start in before
                else _("worse: {path}:{line}: {words}", **place)
            )
