"""Gaps that are none: corrections say that no text is lost before a line."""

from collections.abc import Iterable, Iterator, Sequence

from planparse.numbering.reading import Decision
from planparse.numbering.tokens import Token
from planparse.text.positions import line_start


def without_refused_gaps(
    text: str,
    decisions: Iterable[Decision],
    tokens: Sequence[Token],
    heads: Iterable[int],
) -> Iterator[Decision]:
    """Yield the decisions, without the gaps that are said to be none.

    `heads` are the first characters of lines before which nothing is lost: that of the marker
    behind a gap, or one between it and the marker before.
    """
    lines = {line_start(text, head) for head in heads}
    before = -1
    for read in decisions:
        if not read.is_marker:
            yield read
            continue
        own = line_start(text, tokens[read.token].head)
        is_refused = bool(read.gaps) and any(
            line == own or before < line < own for line in lines
        )
        yield read._replace(gaps=()) if is_refused else read
        before = own
