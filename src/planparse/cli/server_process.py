"""The process of a command that stays, and answers another program until that goes away."""

import gc
import os
import signal


def as_server() -> None:
    """Make the process one that stays: it collects garbage, and ends at once when told to.

    It holds nothing that is half written. What it starts does not look for modules in the
    folder that it was started in, where anybody may have put some.
    """
    gc.enable()
    for name in ("SIGINT", "SIGTERM", "SIGHUP"):  # SIGHUP is POSIX's
        if hasattr(signal, name):
            signal.signal(getattr(signal, name), signal.SIG_DFL)
    os.environ["PYTHONSAFEPATH"] = "1"
