"""What chunks are measured in: characters, or the tokens of a tokenizer."""

from collections.abc import Callable
from typing import TYPE_CHECKING

from planparse.errors import PlanparseError, reason
from planparse.locale.message import _
from planparse.system.faults import system_fault

if TYPE_CHECKING:
    from tokenizers import Tokenizer

Measure = Callable[[str], int]
"""Returns how large a text is."""

CHUNK_SIZE = 800
"""So large is a chunk at most where nothing else is asked for; a choice."""

CHARS = "chars"
TOKENS = "tokens:"
"""The names of units; behind the second stands a file."""


class UnitError(PlanparseError, ValueError):
    """A unit that does not exist, or a tokenizer that cannot be used; the message says why."""


def measure_of(unit: str) -> Measure:
    """Return what measures in a unit: `chars`, code points, or `tokens:FILE`.

    FILE is a tokenizer of the `tokenizers` library (tokenizer.json); what it adds around
    a text, such as [CLS], is not counted. Raises UnitError.
    """
    if unit == CHARS:
        return len
    path = unit.removeprefix(TOKENS)
    if path == unit or not path:
        raise UnitError(_("the unit is chars or tokens:FILE, not {unit}", unit=unit))
    tokenizer = _tokenizer(path)

    def tokens(text: str) -> int:
        """Return how many tokens a text has."""
        return len(tokenizer.encode(text, add_special_tokens=False).ids)

    return tokens


def _tokenizer(path: str) -> "Tokenizer":
    """Return the tokenizer of a file, which is to cut nothing off. Raises UnitError."""
    try:
        from tokenizers import Tokenizer
    except ModuleNotFoundError:
        raise UnitError(
            _("tokens need one more package: pip install 'planparse[tokens]'")
        ) from None
    try:
        with open(path, encoding="utf-8") as file:
            text = file.read()
    except UnicodeDecodeError:
        raise UnitError(
            _("{path} is no tokenizer: it is not UTF-8", path=path)
        ) from None
    except OSError as fault:
        raise UnitError(
            _("cannot read {path}: {why}", path=path, why=system_fault(fault))
        ) from None
    try:
        tokenizer = Tokenizer.from_str(text)
    except Exception as fault:  # the library raises no narrower one
        raise UnitError(
            _("{path} is no tokenizer: {why}", path=path, why=reason(fault))
        ) from None
    tokenizer.no_truncation()
    tokenizer.no_padding()
    return tokenizer
