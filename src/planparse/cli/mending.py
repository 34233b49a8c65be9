"""What `check --fix` does to a file: the clean text in its place, its ledger beside it."""

import os
from collections.abc import Collection, Iterator
from typing import NamedTuple

from planparse.grammar.lexicon import Lexicon
from planparse.locale.message import Message, _
from planparse.normaliser.engine import Normalised
from planparse.normaliser.ledger import as_json, unified
from planparse.normaliser.mending import mended
from planparse.system.faults import system_fault
from planparse.system.files import CannotWriteError, to_file
from planparse.system.terminal import paint
from planparse.text.corrections import NONE
from planparse.text.encoding import Source, sha256_of
from planparse.text.printable import harmless
from planparse.tree import Finding

LEDGERS = ".planparse"
"""The folder beside a mended file in which the ledgers are; it is hidden, so that it is no plan."""

_DIGITS = 12
"""Digits of the clean text's digest that are in the name of a ledger: a choice."""


class Mend(NamedTuple):
    """What a file becomes: its source, the clean text with its ledger, the rules at work."""

    source: Source
    done: Normalised

    @property
    def rules(self) -> list[str]:
        """The rules that changed something, as the ledger names them."""
        names = (
            name for entry in self.done.ledger.entries for name in entry.rule.split("+")
        )
        return [*dict.fromkeys(names)]


def mend_of(
    data: bytes, source: Source, lexicon: Lexicon, findings: Collection[Finding]
) -> Mend | Message | None:
    """Return what a file becomes without some findings, or in words why it stays as it is.

    None where nothing can be mended.
    """
    done = mended(source, lexicon, {found.code for found in findings}, sha256_of(data))
    if done is None:
        return None
    if source.original is not None:
        return _(
            "only text is mended in place: planparse normalise writes the clean text"
        )
    if source.corrections is not NONE:
        return _(
            "its corrections hold for the file as it is: planparse normalise heeds them"
        )
    if source.damage:
        return _("some of its bytes are no text (D101), and would be lost")
    return Mend(source, done)


def write(path: str, mend: Mend) -> str:
    """Put the clean text in the place of a file, and return where its ledger is.

    The ledger is written before. Raises CannotWriteError, and then the file is as it was.
    """
    folder = os.path.join(os.path.dirname(path), LEDGERS)
    digest = mend.done.ledger.clean_sha256[:_DIGITS]
    ledger = os.path.join(folder, f"{os.path.basename(path)}.{digest}.json")

    def both() -> Iterator[str]:
        """Yield the clean text, and write the ledger before its file takes its place."""
        yield mend.done.text
        yield ""  # now: what cannot be written must not leave a new ledger
        _make(folder)
        to_file(ledger, as_json(mend.done.ledger))

    to_file(path, both())
    return ledger


def _make(folder: str) -> None:
    """Make a folder where there is none. Raises CannotWriteError."""
    try:
        os.makedirs(folder, exist_ok=True)
    except OSError as fault:
        raise CannotWriteError(
            _(
                "cannot make the folder {folder}: {why}",
                folder=folder,
                why=system_fault(fault),
            )
        ) from None


def difference(path: str, mend: Mend, *, colour: bool) -> Iterator[str]:
    """Yield what changes in a file, line by line, as diff -u has it, safe to print."""
    from difflib import unified_diff

    texts = (unified(mend.source.text), mend.done.text)
    before, after = (text.removesuffix("\n").split("\n") for text in texts)
    name = harmless(path)
    lines = unified_diff(before, after, name, name, lineterm="")
    for place, line in enumerate(lines):
        tint = "1" if place < _HEAD else _TINTS.get(line[:1], "")
        yield paint(harmless(line), tint, colour=colour)


_HEAD = 2
"""Lines of a difference that name the file."""

_TINTS = {"-": "31", "+": "32", "@": "36"}
"""The codes of ANSI colours: what goes is red, what comes green."""
