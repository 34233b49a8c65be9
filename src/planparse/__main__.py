"""Where the process starts: `planparse`, and `python -m planparse`."""

import _signal as signal  # type: ignore[import-not-found] # `signal` itself imports for longer than a key takes
import gc
from contextlib import suppress
from typing import NoReturn


def main() -> None:
    """Run the command line.

    Until `cli` can clear up, an interrupt ends the process at once and silently.
    """
    if signal.getsignal(signal.SIGINT) is signal.default_int_handler:
        signal.signal(signal.SIGINT, signal.SIG_DFL)
    # Modules and parses make millions of objects and hardly a cycle: to search them all
    # for cycles, over and over and once more at the end, takes a tenth of a short run.
    gc.disable()
    try:
        from planparse.cli.main import main as run

        run()
    except MemoryError:
        _fail("planparse: there is not enough memory\n")
    except Exception:
        from traceback import format_exc

        _fail(format_exc())
    finally:
        gc.freeze()


def _fail(message: str) -> NoReturn:
    """Say why the command fails, and exit with 2: a status of 1 says that it is done."""
    import os

    with suppress(OSError):
        os.write(2, message.encode("utf-8", "backslashreplace"))
    raise SystemExit(2)


if __name__ == "__main__":
    main()
