"""Tell text that was decoded with the wrong encoding by how few of its characters are common."""

import re

from planparse.text.characters import HAN

_HAN = re.compile(f"[{HAN}]+")

_SAMPLE = 4_000
_FEWEST_HAN = 30
MOJIBAKE_BELOW = 0.3
"""Share of common characters; true texts have 0.75."""


def common_share(text: str, common: frozenset[str]) -> float | None:
    """Return how large a share of the Han characters are in `common`, from 0 to 1; None where too few to say.

    Looks at the first 4,000 characters. `common` holds some hundreds of the most common ones of the genre.
    """
    han = "".join(_HAN.findall(text, 0, _SAMPLE))
    return (
        sum(map(common.__contains__, han)) / len(han)
        if len(han) >= _FEWEST_HAN
        else None
    )


def looks_like_mojibake(text: str, common: frozenset[str]) -> bool:
    """Say whether `text` was decoded wrongly, judging by the share of its characters that are common."""
    share = common_share(text, common)
    return share is not None and share < MOJIBAKE_BELOW
