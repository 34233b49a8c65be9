"""Source text → tokens, cut wherever a marker may stand."""

import re
from collections.abc import Iterator, Sequence

from planparse.grammar.lexicon import Lexicon
from planparse.grammar.spelling import Marker
from planparse.numbering import compilations
from planparse.numbering.asides import (
    comments,
    contents_page,
    flattened_tables,
    known_lines,
    running_heads,
    table_rows,
)
from planparse.numbering.tokens import ANYWHERE, LINE, PLAIN, SENTENCE, Place, Token
from planparse.text.characters import (
    BLANKS,
    COLONS,
    CORNER,
    QUOTE,
    ROUND,
    TITLE,
    ZERO_WIDTH,
)
from planparse.text.original import Original, Table

_BLANK = re.escape(BLANKS + ZERO_WIDTH)
_SECOND_LABELS = ROUND.opening + "①⑴"
"""What a second label begins with where it follows the first one with no text between."""
_SECOND_LABEL = re.compile(f"[{_BLANK}]*[{re.escape(_SECOND_LABELS)}]")
_LINE = re.compile(rf"([^{_BLANK}\r\n](?:.*[^{_BLANK}\r\n])?).*\n?")
"""A line that has text (group 1), up to the next one; empty ones are passed over."""
_QUOTES = (
    (TITLE.opening, TITLE.closing),
    (QUOTE.opening, QUOTE.closing + '"'),
    (CORNER.opening, CORNER.closing),
)
"""Opening quotation marks, each with all that closes it."""
_REACH = 120
"""So many characters back an opening bracket or quotation mark is looked for.

Of 546 real documents one is cut into other tokens with 60, two with 240.
"""


def tokenise(
    text: str,
    lexicon: Lexicon,
    original: Original | None = None,
    tables: Sequence[Table] = (),
) -> list[Token]:
    """Return the tokens of a text; comments, contents pages and running heads are marked.

    No marker stands in a row of a table. `original` is what the file that the text was
    read from says of its lines, `tables` are those that the text itself shows.
    """
    tokens = known_lines.mark(lex(text, lexicon), original)
    tokens = table_rows.join(text, tokens)
    tokens = contents_page.mark(text, comments.mark(text, tokens), lexicon)
    tokens = compilations.mark(text, tokens, lexicon)
    tokens = flattened_tables.mark(tokens, tables)
    return running_heads.mark(text, tokens, lexicon)


def lex(text: str, lexicon: Lexicon) -> list[Token]:
    """Cut a text into tokens; every character lies in exactly one."""
    leads, first, at_line = lexicon.leads, lexicon.first, lexicon.at_line
    may_follow = lexicon.blanks.union(_SECOND_LABELS)
    inside = _inline(text, lexicon)
    upcoming = inside[-1].head if inside else len(text)
    tokens: list[Token] = []
    make = tuple.__new__  # a tenth of the lexer's time: most tokens are made here
    start = 0
    for line in _LINE.finditer(_with_line_feeds(text)):
        lead, end = line.span(1)
        head = lead
        begin = text[head]
        if begin in leads:
            own = text[head:end]
            head = min(end - len(own.lstrip(lexicon.leads_and_blanks)), end - 1)
            begin = text[head]
        marker = at_line(text, head) if begin in first else None
        cuts: list[Token] = []
        if marker is None:
            token = make(Token, (start, lead, lead, end, PLAIN, None))
        else:
            body = head + marker.size
            token = make(
                Token, (start, head, body, end if end > body else body, LINE, marker)
            )
            if text[body : body + 1] in may_follow:
                cuts = _second_label(text, token, lexicon)
        while upcoming < end:
            cuts.append(inside.pop())
            upcoming = inside[-1].head if inside else len(text)
        if cuts:
            tokens += _cut(token, cuts)
        else:
            tokens.append(token)
        start = line.end()
    if tokens and tokens[0].start:
        tokens[0] = tokens[0]._replace(start=0)
    return tokens


def _with_line_feeds(text: str) -> str:
    """Return a text whose lines all end at LF.

    Lines end at CR, LF or CRLF; the CR of a CRLF counts as text.
    """
    if text.count("\r") != text.count("\r\n"):
        return re.sub(r"\r(?!\n)", "\n", text)
    return text


def _second_label(text: str, token: Token, lexicon: Lexicon) -> list[Token]:
    """Return the label right behind that of a line, as a cut: 第六条（一）.

    Only another family's label is one: 第六条（一） is an article and its first item.
    """
    found = _SECOND_LABEL.match(text, token.body, token.end)
    if found is None:
        return []
    at = found.end() - 1
    second = lexicon.at_line(text, at)
    assert token.marker is not None
    if second is None or second.family == token.marker.family:
        return []
    return [Token(token.body, at, at + second.size, 0, SENTENCE, second)]


def _cut(token: Token, cuts: list[Token]) -> Iterator[Token]:
    """Yield a line's token, cut where markers may stand inside it."""
    for cut in cuts:
        if cut.head >= token.body and cut.head > token.head:
            yield token._replace(end=max(token.body, min(cut.start, cut.head)))
            token = cut._replace(start=cut.head, end=token.end)
    yield token


def _inline(text: str, lexicon: Lexicon) -> list[Token]:
    """Return the candidate markers inside lines in reverse order, for the lexer to pop.

    The `start` of each is where the text before it ends; its `end` is not known yet.
    """
    found: list[Token] = []
    for match in lexicon.inline.finditer(text):
        anywhere = match.lastindex is None
        at = match.start(match.lastindex or 0)
        if text[at - 1] in COLONS and _in_ratio(text, at):
            continue
        marker = _marker_inside(text, at, match.lastgroup, anywhere, lexicon)
        if marker is None or _quoted(text, at):
            continue
        if match.lastgroup == "clause" or (
            match.lastgroup and not _is_note(text, match.start(), lexicon.sentence_ends)
        ):
            anywhere = True
        end = at
        while end and text[end - 1] in lexicon.blanks:
            end -= 1
        place: Place = ANYWHERE if anywhere else SENTENCE
        found.append(Token(end, at, at + marker.size, 0, place, marker))
    found.reverse()
    return found


def _in_ratio(text: str, at: int) -> bool:
    """Return whether a place behind a colon is the second half of a ratio: 1：1。."""
    return text[at - 2 : at - 1].isdecimal() and text[at].isdecimal()


def _marker_inside(
    text: str, at: int, group: str | None, anywhere: bool, lexicon: Lexicon
) -> Marker | None:
    """Return the marker at a place that `lexicon.inline` found, by what stands before."""
    if anywhere:
        return lexicon.inside(text, at, "anywhere")
    return lexicon.inside(text, at, "clause" if group == "clause" else "sentence")


def _is_note(text: str, closing: int, ends: str) -> bool:
    """Return whether the bracket that ends at `closing` stands behind a sentence's end.

    Such a bracket holds a note: `。（责任单位：市水务局）`.
    """
    begin = max(0, closing - _REACH)
    at = max(text.rfind(mark, begin, closing) for mark in ROUND.opening)
    return at > 0 and text[at - 1] in ends


def _quoted(text: str, at: int) -> bool:
    """Return whether a quotation that began on the same line is still open here."""
    reach = max(0, at - _REACH)
    line = max(text.rfind("\n", reach, at), text.rfind("\r", reach, at)) + 1
    before = text[max(reach, line) : at]
    return any(
        opening in before and before.rfind(opening) > max(map(before.rfind, closings))
        for opening, closings in _QUOTES
    )
