"""Labels that a word processor numbers by itself: between two of one list no text is lost."""

from collections.abc import Iterator, Sequence

from planparse.numbering.reading import Decision
from planparse.numbering.tokens import LINE, Token
from planparse.text.original import Line, Original


def without_false_gaps(
    decisions: Sequence[Decision], tokens: Sequence[Token], original: Original | None
) -> list[Decision]:
    """Return the decisions, without gaps between labels of one automatic list.

    Were a paragraph of it taken out, those behind it would be numbered anew: where the
    numbers leap, the list was told to, or a hidden paragraph counts.
    """
    if original is None or not any(decision.gaps for decision in decisions):
        return list(decisions)
    return list(_without(decisions, tokens, original))


def _without(
    decisions: Sequence[Decision], tokens: Sequence[Token], original: Original
) -> Iterator[Decision]:
    """Yield the decisions, with the gaps that are left."""
    last: dict[int, tuple[str | None, int | None]] = {}
    for decision in decisions:
        if not decision.is_marker:
            yield decision
            continue
        place = _place(original.line_at(tokens[decision.token].head), tokens, decision)
        is_counted = place is not None and last.get(decision.marker.family) == place
        if place is not None:
            last[decision.marker.family] = place
        else:
            last.pop(decision.marker.family, None)
        yield decision._replace(gaps=()) if is_counted else decision


def _place(
    line: Line | None, tokens: Sequence[Token], decision: Decision
) -> tuple[str | None, int | None] | None:
    """Return the list and the level of a label that was numbered by itself, else None."""
    if line is None or line.label <= line.start or line.series is None:
        return None
    if tokens[decision.token].place != LINE:
        return None
    return line.series, line.level
