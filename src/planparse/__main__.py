"""Where the process starts: `planparse`, and `python -m planparse`."""

import _signal as signal  # type: ignore[import-not-found] # `signal` itself imports for longer than a key takes
import gc


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
    finally:
        gc.freeze()


if __name__ == "__main__":
    main()
