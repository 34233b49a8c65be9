"""Which rules mend what was found: a file is cleaned by these alone."""

from collections.abc import Collection, Mapping

from planparse.grammar.lexicon import Lexicon
from planparse.normaliser import style
from planparse.normaliser.engine import NAMES, Normalised, NormaliserOptions, normalise
from planparse.text.encoding import Source

MENDED_BY: Mapping[str, str] = {
    "D103": "zero-width",
    "D105": "garbled",
    "D107": "garbled",
    "N207": "item-break",
    **{code: name for name, code in style.RULES.items()},
}
"""The rule that mends each kind of finding of which there is one.

Those of style mend what is certain, and leave the rest.
"""


def mended(
    source: Source, lexicon: Lexicon, codes: Collection[str], sha256: str
) -> Normalised | None:
    """Return a text cleaned of some kinds of findings, None where no rule has a change for them.

    `sha256` is the digest of the file's bytes.
    """
    wanted = {MENDED_BY[code] for code in codes if code in MENDED_BY}
    if not wanted:
        return None
    rules = tuple(name for name in NAMES if name in wanted)
    done = normalise(source, lexicon, NormaliserOptions(rules), sha256)
    return done if done.ledger.entries else None
