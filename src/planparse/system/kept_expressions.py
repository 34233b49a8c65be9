"""Expressions compiled when the package was built, so that `re` need not compile them again.

To compile its expressions takes Python a third of the time of a short run. What comes out is
a list of numbers: the program that the engine of `re` runs. The wheel holds these programs,
and a run gives them to the memory in which `re` looks before it compiles; no other module
needs to know of that. They serve the interpreter that made them; any other compiles as ever.
"""

import _sre  # type: ignore[import-not-found] # the engine
import marshal
import os
import re
import sys
from binascii import crc32
from functools import cache

_HERE = os.path.dirname(os.path.dirname(os.path.abspath(__file__)))
KEPT = os.path.join(_HERE, "expressions.bin")
"""Where an installed package keeps the programs: a line that proves them, the data behind it."""


def keep(path: str) -> None:
    """Write the programs of all expressions that `re` remembers, for `recall`."""
    remembered = getattr(re, "_cache", {})
    keys = sorted(((key[1], int(key[2])) for key in remembered), key=repr)
    programs = [(*key, *_program(*key)) for key in keys]
    with open(path, "wb") as file:
        data = marshal.dumps(programs)
        file.write(_seal(data) + b"\n" + data)


@cache
def recall(path: str = KEPT) -> None:
    """Have `re` remember the expressions that are kept, where this interpreter made them.

    A file that cannot be read, or is not whole, is passed over. Once is enough for a
    process.
    """
    remembered = getattr(re, "_cache", None)
    if remembered is None:
        return
    try:
        with open(path, "rb") as file:
            seal, programs = file.readline().rstrip(), file.read()
    except OSError:
        return
    if seal != _seal(programs):
        return
    for expression, flags, meant, code, *groups in marshal.loads(programs):
        key = type(expression), expression, flags
        if key not in remembered:
            codes = memoryview(code).cast("I").tolist()
            remembered[key] = _sre.compile(expression, meant, codes, *groups)


def _seal(programs: bytes) -> bytes:
    """Return the line that proves that this interpreter made the programs, and all are whole.

    It names the interpreter and the engine of its `re`, and sums the programs up: the
    engine does not find every fault in a program.
    """
    interpreter = sys.implementation.cache_tag, sys.hexversion, sys.byteorder
    return repr((*interpreter, _sre.MAGIC, crc32(programs))).encode()


def _program(expression: str | bytes, flags: int) -> tuple[object, ...]:
    """Return what the engine takes beside the expression, as `re._compiler.compile` makes it."""
    from array import array
    from re import _compiler, _parser  # type: ignore[attr-defined]

    parsed = _parser.parse(expression, flags)
    groups: dict[str, int] = parsed.state.groupdict
    names: list[str | None] = [None] * parsed.state.groups
    for name, number in groups.items():
        names[number] = name
    return (
        int(flags | parsed.state.flags),
        array("I", _compiler._code(parsed, flags)).tobytes(),
        parsed.state.groups - 1,
        groups,
        tuple(names),
    )
