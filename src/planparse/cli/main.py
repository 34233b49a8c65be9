"""The command line: which command is meant, exit statuses, and the first command, which parses.

Only here and in `console` is the environment read. A command's module is imported when it runs.
"""

import os
import signal
import sys
from collections.abc import Iterator, Mapping, Sequence
from typing import NoReturn

import click

from planparse import __version__
from planparse.cli import console
from planparse.system.files import CannotWriteError, to_file, to_stdout

COMMANDS = {
    "batch": "Parse whole archives, in parallel: folders, zip and tar.",
    "check": "Print findings only, for people or for other programs.",
    "diff": "Tell what changed between plans of different years.",
    "explain": "Print the page of a finding, or how a line was read.",
    "grammar": "List, show and check grammars.",
    "normalise": "Write the clean text, and a ledger of all that was changed.",
    "restore": "Give back the original from a clean text and its ledger.",
    "schema": "Print the JSON Schema of -f json.",
}
"""The commands that have a name; `command` in the module `command_NAME` is what runs."""

_INTERRUPTED = 130  # as a shell reports a death by SIGINT
_SHOWN = 20  # findings of one file
_LIKE = 0.75  # how like a command's name a word must be to be taken for it, mistyped


def main() -> NoReturn:
    """Run the command line that the process was started with, and exit."""
    for name in ("SIGTERM", "SIGHUP"):  # SIGHUP is POSIX's
        if hasattr(signal, name):
            signal.signal(getattr(signal, name), _end)
    try:
        if signal.getsignal(signal.SIGINT) is signal.SIG_DFL:  # as `__main__` leaves it
            signal.signal(signal.SIGINT, signal.default_int_handler)
        status = run(sys.argv[1:])
    except KeyboardInterrupt:
        status = _INTERRUPTED
    sys.exit(status)


def _end(number: int, _frame: object) -> NoReturn:
    """End as an interrupted command does: what is half written goes."""
    sys.exit(128 + number)


def run(arguments: Sequence[str]) -> int:
    """Run a command line and return its exit status; the first word may name a command."""
    name, words = "planparse", list(arguments)
    try:
        if words and words[0] in COMMANDS:
            name = f"planparse {words[0]}"
            command = _command(words.pop(0))
        else:
            command = parse_files
            if not words:
                console.say(
                    command.get_help(
                        click.Context(command, info_name=name, **console.SETTINGS)
                    )
                )
                return console.TROUBLE
        with command.make_context(name, words) as context:
            return int(command.invoke(context) or console.DONE)
    except click.exceptions.Exit as done:
        return done.exit_code
    except click.UsageError as fault:
        asked = fault.ctx.command_path if fault.ctx else name
        console.say(
            f"planparse: {console.harmless(fault.format_message())} (see {asked} --help)"
        )
    except (console.CommandError, CannotWriteError) as fault:
        _complain(fault)
    except BrokenPipeError:
        return 141  # as a shell reports a death by SIGPIPE, which is what head(1) means by going away
    except OSError as fault:  # click itself writes help and version
        console.say(f"planparse: cannot write: {fault.strerror or fault}")
    except KeyboardInterrupt:
        return _INTERRUPTED
    return console.TROUBLE


def _command(name: str) -> click.Command:
    from importlib import import_module

    command = import_module(f"planparse.cli.{name}").command
    assert isinstance(command, click.Command)
    return command


def _complain(fault: Exception) -> None:
    for line in str(fault).splitlines():
        console.say(f"planparse: {console.harmless(line)}")


class _Main(click.Command):
    """The command without a name, whose help tells of the others too."""

    def format_epilog(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        with formatter.section("Commands"):
            formatter.write_dl(list(COMMANDS.items()))
        formatter.write_paragraph()
        formatter.write_text("A file with a command's name: planparse ./check")
        super().format_epilog(ctx, formatter)


@click.command(cls=_Main, context_settings=console.SETTINGS)
@click.argument("files", nargs=-1, required=True, metavar="FILE…")
@console.output_option
@click.option(
    "-f",
    "--format",
    "fmt",
    metavar="FORMAT",
    show_default="what OUT ends in; else outline on a terminal, yaml elsewhere",
    help="yaml, json, nodes (JSON Lines), outline, md or akn (Akoma Ntoso); of tasks alone table, csv or xlsx.",
)
@console.task_options
@console.reading_options
@console.repair_option
@click.option(
    "--spans",
    is_flag=True,
    help="Write into YAML where in the source everything stands.",
)
@click.option("--strict", is_flag=True, help="Exit with 1 where there is any finding.")
@console.quiet_option("Print no findings.")
@console.lang_option
@console.color_option
@click.version_option(
    __version__, prog_name="planparse", message="%(prog)s %(version)s"
)
def parse_files(
    *,
    files: tuple[str, ...],
    output: str | None,
    fmt: str | None,
    encoding: str | None,
    grammar: str,
    no_repair: bool,
    spans: bool,
    strict: bool,
    quiet: bool,
    lang: str | None,
    color: str,
    level: str | None,
    select: str | None,
    plain: bool,
) -> int:
    """Parse Chinese official plans into trees of numbered points.

    FILE is plain text of any encoding, - is standard input. The tree goes to standard output or OUT, findings
    to standard error.

    Of several files the results follow one another: YAML documents, parted by ---; in JSON one value a line;
    nodes and outlines as they are. Identifiers begin with f2. in the second file, with f3. in the third.

    Exit status: 0 done, 1 done and --strict found something, 2 could not.
    """
    import gc

    from planparse.export import writers
    from planparse.pipeline import parse
    from planparse.text.encoding import sha256_of
    from planparse.text.positions import Lines

    # A parse makes millions of tuples and no cycles: the collector would search them all, over and over.
    gc.disable()
    given = {"--level": level, "--select": select, "--plain": plain, "--spans": spans}
    fmt, tongue = _format(fmt, output, len(files), given), console.language(lang)
    depth, wanted = console.level_of(level), console.selection_of(select)
    _refuse_mistyped(files[0])
    words = console.lexicon_of(grammar)
    tints = console.coloured(color, sys.stdout) if output is None else color == "always"
    told: list[list[str]] = []
    status = console.DONE
    headed = True

    def one(place: int, path: str) -> Iterator[str | bytes]:
        """Yield what is to be written of a file, the first or a later one, and note what is to be said."""
        nonlocal headed, status
        data = console.read_bytes(path)
        source = console.decoded(data, path, encoding)
        digest = sha256_of(data) if fmt in ("json", "yaml") else ""
        if not data:
            told.append([f"planparse: {console.harmless(path)} is empty"])
        del data
        parsed = parse(source, words, repair=not no_repair)
        if parsed.findings and strict:
            status = max(status, console.FOUND)
        if parsed.findings and not quiet:
            from planparse.findings import report

            shown = parsed.findings[:_SHOWN]
            lines = report.as_text(
                path,
                Lines(source.text),
                shown,
                tongue,
                console.coloured(color, sys.stderr),
            )
            told.append(
                [*lines, *_rest(path, len(parsed.findings) - len(shown), tongue)]
            )
        pieces = writers.write(
            parsed,
            words,
            fmt,
            sha256=digest,
            lang=tongue,
            spans=spans,
            colour=tints,
            width=console.width(),
            prefix=f"f{place}." if place > 1 else "",
            level=depth,
            wanted=wanted,
            plain=plain,
            headed=headed,
        )
        headed = False
        yield from pieces if len(files) == 1 else writers.one_of_several(pieces, fmt)

    def tell() -> None:
        for lines in told:
            console.say("\n".join(lines))
        told.clear()

    if output is not None:
        console.refuse_input(output, (*files, grammar))
        to_file(
            output,
            (
                piece
                for place, path in enumerate(files, 1)
                for piece in one(place, path)
            ),
        )
        tell()
    else:
        for place, path in enumerate(files, 1):
            try:
                to_stdout(one(place, path))
            except console.CommandError as fault:
                _complain(fault)
                status = console.TROUBLE
            tell()
    if wanted is not None and not wanted.took and status != console.TROUBLE:
        console.say(f"planparse: --select matches none of {wanted.asked} tasks")
    return status


def _refuse_mistyped(first: str) -> None:
    """Raise CommandError where what should be a file is none, and looks like a command's name."""
    if first == "-" or os.path.lexists(first):
        return
    if first in COMMANDS:
        raise console.CommandError(
            f"{first}: there is no such file; a command stands before its options: planparse {first} …"
        )
    from difflib import get_close_matches

    likely = get_close_matches(first, COMMANDS, 1, _LIKE)
    if likely:
        raise console.CommandError(
            f"{first}: there is no such file; did you mean the command planparse {likely[0]}?"
        )


def _format(
    asked: str | None, output: str | None, count: int, given: Mapping[str, object]
) -> str:
    """Return the format for so many files, and options that only some formats know. Raises UsageError or CommandError."""
    from planparse.export.formats import FORMATS, OF_ONE_FILE, format_of

    tasks = bool(given["--level"] or given["--select"])
    if asked is not None:
        if asked not in FORMATS:
            raise click.UsageError(
                f"unknown format {asked}: it is one of {', '.join(FORMATS)}"
            )
        fmt = asked
    elif output is None:
        fmt = (
            "table"
            if tasks
            else "outline"
            if console.is_terminal(sys.stdout) and not given["--spans"]
            else "yaml"
        )
    else:
        found = format_of(output)
        if found is None and os.path.splitext(output)[1]:
            raise click.UsageError(
                f"{output} ends in none of the formats: say which with -f {'|'.join(FORMATS)}"
            )
        fmt = found or ("table" if tasks else "yaml")
    console.refuse_without_effect(fmt, given)
    if count > 1 and fmt in OF_ONE_FILE:
        raise click.UsageError(
            f"{fmt} holds what one file says: run the command for each of the {count} files"
        )
    if fmt == "xlsx":
        console.need_xlsxwriter()
        if output is None and console.is_terminal(sys.stdout):
            raise click.UsageError(
                "xlsx is nothing for a terminal: name a file with -o"
            )
    return fmt


def _rest(path: str, count: int, lang: str) -> list[str]:
    if not count:
        return []
    path = console.harmless(path)
    if lang == "zh":
        return [f"… 另有 {count} 处，planparse check {path} 列出全部"]
    return [f"… and {count} more: planparse check {path} prints all"]
