"""The process of a command: how it begins, how it is interrupted, what it exits with."""

import _signal as signal  # type: ignore[import-not-found] # as `__main__` does
import atexit
import os
import sys
import threading
from collections.abc import Sequence
from typing import NoReturn

import click

from planparse.cli.commands import command_line
from planparse.cli.language import remark, speak, spoken
from planparse.cli.outcome import DONE, TROUBLE, complain
from planparse.errors import PlanparseError, reason
from planparse.locale.message import Message, _, translated
from planparse.system.faults import system_fault
from planparse.system.terminal import say

INTERRUPTED: int = 128 + signal.SIGINT
"""Exit status of an interrupted command: what a shell reports of a death by SIGINT."""

UNREAD = 141
"""Exit status where the reader of a pipe went away: 128 + SIGPIPE, as in a shell."""

_STDOUT = 1
"""The file descriptor of standard output."""

COMPLETE = "_PLANPARSE_COMPLETE"
"""The variable by which a shell asks for completions, as click names it."""


def main() -> NoReturn:
    """Run the command line that the process was started with, and exit."""
    for name in ("SIGTERM", "SIGHUP"):  # SIGHUP is POSIX's
        if hasattr(signal, name):
            signal.signal(getattr(signal, name), _end)
    try:
        if signal.getsignal(signal.SIGINT) is signal.SIG_DFL:  # as `__main__` leaves it
            signal.signal(signal.SIGINT, signal.default_int_handler)
        asked = os.environ.get(COMPLETE)
        status = _complete(asked) if asked else run(sys.argv[1:])
    except KeyboardInterrupt:
        status = INTERRUPTED
    _leave(status)


def _leave(status: int) -> NoReturn:
    """Exit, and leave it to the system to free what the process holds.

    Python would free it object by object, which takes longer than many a plan to parse.
    What was registered for the exit is done before. Python exits as ever where another
    thread is at work, where a debugger or a profiler is looking on, and where output
    cannot be flushed, which it then tells.
    """
    is_flushed = _flush()
    if not is_flushed and status != DONE:
        # It was told already, and Python would tell it again.
        os.dup2(os.open(os.devnull, os.O_WRONLY), _STDOUT)
    watched = sys.gettrace() is not None or sys.getprofile() is not None
    if is_flushed and not watched and threading.active_count() == 1:
        atexit._run_exitfuncs()
        if _flush():
            os._exit(status)
    sys.exit(status)


def _flush() -> bool:
    """Write what is left of the output; return whether that could be done."""
    try:
        for stream in (sys.stdout, sys.stderr):
            if stream is not None:
                stream.flush()
    except (OSError, ValueError):
        return False
    return True


def _end(number: int, _frame: object) -> NoReturn:
    """End as an interrupted command does: what is half written goes."""
    sys.exit(128 + number)


def _complete(asked: str) -> int:
    """Answer a shell that completes a command line, or asks for the script to do so."""
    from click.shell_completion import shell_complete

    return shell_complete(command_line, {}, "planparse", COMPLETE, asked)


def run(arguments: Sequence[str]) -> int:
    """Run a command line and return its exit status."""
    speak(arguments)
    try:
        with command_line.make_context("planparse", list(arguments)) as context:
            return int(command_line.invoke(context) or DONE)
    except click.exceptions.Exit as done:
        return done.exit_code
    except click.exceptions.NoArgsIsHelpError as fault:
        say(fault.format_message())
    except click.UsageError as fault:
        remark(_misused(fault))
    except PlanparseError as fault:
        complain(fault)
    except BrokenPipeError:
        return UNREAD
    except OSError as fault:  # click itself writes help and version
        remark(_("cannot write standard output: {why}", why=system_fault(fault)))
    except KeyboardInterrupt:
        return INTERRUPTED
    return TROUBLE


def _misused(fault: click.UsageError) -> str:
    """Return what is wrong with a command line, and where its help is."""
    asked = fault.ctx.command_path if fault.ctx else "planparse"
    said = reason(fault)  # click makes plain text of it
    what = said if type(fault) is click.UsageError else fault.format_message()
    if isinstance(fault, click.MissingParameter) and fault.param is not None:
        what = _missing(fault.param)
    elif isinstance(fault, click.NoSuchOption) and fault.option_name in ("-v", "-V"):
        name = fault.option_name
        what = _("no option is called {name}: --version prints the version", name=name)
        return _("{what} (see {asked} --help)", what=what, asked="planparse")
    elif isinstance(fault, click.BadParameter) and isinstance(
        fault.param, click.Argument
    ):
        # click names an argument in English, in the brackets that the help has
        name = fault.param.make_metavar(click.Context(command_line))
        shown = translated(name, spoken()).strip("[]")
        what = what.replace(f"'{name}'", f"'{shown}'")
    if spoken() == "zh" and not isinstance(what, Message):
        # click puts a blank between two sentences, and half-width commas into lists
        what = what.replace("。 ", "。").replace("', '", "'、'")
    return _("{what} (see {asked} --help)", what=what, asked=asked)


def _missing(param: click.Parameter) -> Message:
    """Return that an argument is missing, named as the help has it, or an option."""
    if isinstance(param, click.Option):
        names = " / ".join(repr(name) for name in param.opts)
        return _("Missing option {names}.", names=names)
    name = param.metavar or param.make_metavar(click.Context(command_line))
    return _("Missing argument '{name}'.", name=Message(name, {}))
