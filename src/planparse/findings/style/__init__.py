"""Where a document departs from rules of style: a clause of a national standard, or usage.

These are looked for only when somebody asks; a parse does not tell them. What each rule
says, and its clause, is on its page in `kinds_style_layout` and `kinds_style_marks`.
"""

from collections.abc import Iterator

from planparse.findings.style import attachments, labels, letterhead, marks, numerals
from planparse.grammar.shipped import style_words
from planparse.tree import Finding, Parsed


def findings(parsed: Parsed) -> tuple[Finding, ...]:
    """Return where the documents of a source depart from the rules, in order of place."""
    return tuple(sorted(_findings(parsed), key=lambda one: (one.start, one.code)))


def with_style(parsed: Parsed) -> tuple[Finding, ...]:
    """Return all findings of a source, those of style among them, in order of place."""
    found = (*parsed.findings, *_findings(parsed))
    return tuple(sorted(found, key=lambda one: (one.start, one.code)))


def _findings(parsed: Parsed) -> Iterator[Finding]:
    """Yield them rule by rule."""
    text, words = parsed.source.text, style_words()
    for document in parsed.documents:
        root = document.root
        listed = attachments.lists(text, root)
        yield from attachments.findings(text, listed)
        yield from labels.findings(text, root, listed)
        yield from letterhead.findings(text, root, words)
        yield from marks.findings(text, root.start, root.end)
        yield from numerals.findings(text, root.start, root.end, words)
