"""Texts as sets of shingles, runs of so many letters, and the sample of them that is looked up.

The sample takes the shingles whose hash is divisible by a number, of every text the same
ones: what share of the sample of one text another has is what share of the whole text it
has, give or take, however much else the other has (FracMinHash: Irber and others 2022,
Hera, Pierce-Ward and Koslicki 2023).
"""

from hashlib import blake2b
from zlib import crc32

_WIDTH = 4
"""Bytes of a character in UTF-32."""
_HASH = 7
"""Bytes of a hash: SQLite holds whole numbers of 8, with a sign."""


def shingles(words: str, size: int) -> frozenset[str]:
    """Return the runs of so many letters in a text."""
    return frozenset(words[at : at + size] for at in range(len(words) - size + 1))


def sample(words: str, size: int, of: int) -> frozenset[int]:
    """Return the hashes of one shingle in so many: those that every text would choose."""
    data = words.encode("utf-32-le", "surrogatepass")
    length = size * _WIDTH
    chosen = {
        run
        for at in range(0, len(data) - length + 1, _WIDTH)
        if crc32(run := data[at : at + length]) % of == 0
    }
    return frozenset(map(_hash, chosen))


def _hash(run: bytes) -> int:
    """Return a hash by which different shingles are practically never taken for one."""
    return int.from_bytes(blake2b(run, digest_size=_HASH).digest(), "little")
