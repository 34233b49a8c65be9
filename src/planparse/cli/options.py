"""The options that several commands take: their help, values and completions."""

import os
from collections.abc import Callable, Iterable
from typing import TYPE_CHECKING, Any, TypeVar, get_args

import click

from planparse.cli.commands import LANG
from planparse.cli.inputs import CORRECTIONS, MAX_SIZE
from planparse.cli.language import spoken
from planparse.cli.outcome import CommandError
from planparse.export.formats import FORMATS, Grouping, Option, names_with
from planparse.locale.message import _, told

if TYPE_CHECKING:
    from click.shell_completion import CompletionItem

SETTINGS: dict[str, Any] = {"help_option_names": ["-h", "--help"], "show_default": True}
"""The settings of every command's context."""

FILE = click.Path(readable=False, allow_dash=True)
"""A path that the shell completes; whether it can be read is seen when it is read."""

Command = TypeVar("Command", bound=Callable[..., Any])


# ── values ────────────────────────────────────────────────────────────────────────────


class _Level(click.ParamType):  # type: ignore[type-arg,unused-ignore]
    """How deep the tasks of a table stand: a number from 1, or leaf."""

    name = "level"

    def convert(
        self, value: Any, param: click.Parameter | None, ctx: click.Context | None
    ) -> Any:
        """Return the number, or leaf. Raises UsageError."""
        text = str(value)
        if text == "leaf":
            return text
        if text.isascii() and text.isdigit() and 1 <= int(text[:3]) <= 99:
            return int(text)
        raise click.UsageError(
            _("--level is a number from 1, or leaf, not {text}", text=text), ctx
        ) from None

    def shell_complete(
        self, ctx: click.Context, param: click.Parameter, incomplete: str
    ) -> "list[CompletionItem]":
        """Return the one value that is a word."""
        return completions(["leaf"], incomplete)


class Size(click.ParamType):  # type: ignore[type-arg,unused-ignore]
    """A number of bytes, of thousands with K, of millions with M, of billions with G."""

    name = "size"

    def convert(
        self, value: Any, param: click.Parameter | None, ctx: click.Context | None
    ) -> int:
        """Return the bytes. Raises BadParameter."""
        text = str(value).upper()
        number = text.rstrip("KMG")
        unit = {"": 1, "K": 10**3, "M": 10**6, "G": 10**9}.get(text[len(number) :])
        if unit is None or not (number.isascii() and number.isdigit()):
            wrong = _(
                "{value} is no size: it is a number, as in 500M or 2G", value=value
            )
            self.fail(told(wrong, spoken()), param, ctx)
        return int(number[:18]) * unit


class _Grammar(click.ParamType):  # type: ignore[type-arg,unused-ignore]
    """A grammar: the name of a shipped one, or a file."""

    name = "grammar"

    def shell_complete(
        self, ctx: click.Context, param: click.Parameter, incomplete: str
    ) -> "list[CompletionItem]":
        """Return the names of the shipped grammars, and files."""
        from planparse.grammar.shipped import grammar_names

        return completions(grammar_names(), incomplete, files=True)


class NameList(click.ParamType):  # type: ignore[type-arg,unused-ignore]
    """Names with commas between them, of which the shell completes the last."""

    name = "names"

    def __init__(self, names: Iterable[str]) -> None:
        """Take the names that a value may list."""
        self._names = tuple(names)

    def shell_complete(
        self, ctx: click.Context, param: click.Parameter, incomplete: str
    ) -> "list[CompletionItem]":
        """Return the lists that are longer by a name that is not yet in them."""
        before, comma, _ = incomplete.rpartition(",")
        given = before.split(",")
        longer = [f"{before}{comma}{name}" for name in self._names if name not in given]
        return completions(longer, incomplete)


def completions(
    names: Iterable[str], incomplete: str, *, files: bool = False
) -> "list[CompletionItem]":
    """Return the names that begin with what was typed, and `files` too if asked for."""
    from click.shell_completion import CompletionItem

    found = [CompletionItem(name) for name in names if name.startswith(incomplete)]
    return [*found, CompletionItem(incomplete, type="file")] if files else found


def require_package(package: str, otherwise: str) -> None:
    """Raise CommandError, saying `otherwise`, where a package is not installed."""
    from importlib.util import find_spec

    if find_spec(package) is None:
        raise CommandError(otherwise)


def require_extra(fmt: str) -> None:
    """Raise CommandError where the package that writes a format is not installed."""
    extra = FORMATS[fmt].extra
    if extra is not None:
        require_package(
            extra.package,
            _(
                "-f {fmt} needs one more package: pip install 'planparse[{extra}]'",
                fmt=fmt,
                extra=extra.name,
            ),
        )


def refuse_without_effect(fmt: str, **given: object) -> None:
    """Raise UsageError where an option that is `given` has no effect on a format."""
    for option in get_args(Option):
        known = names_with(option)
        if given.get(option) and fmt not in known:
            name = option.replace("_", "-")
            raise click.UsageError(
                _(
                    "--{option} has no effect on {fmt}: say -f {known}, or leave --{option} out",
                    option=name,
                    fmt=fmt,
                    known="|".join(known),
                )
            )


# ── options ───────────────────────────────────────────────────────────────────────────


def file_options(command: Command) -> Command:
    """Add the options that say how the bytes of a file are read."""
    encoding = click.option(
        "--encoding",
        metavar="E",
        show_default="by its bytes",
        help="Read the file as utf-8, utf-16, gb18030 …",
    )
    size = click.option(
        "--max-size",
        type=Size(),
        metavar="SIZE",
        show_default="1G",
        expose_value=False,
        callback=_keep_size,
        help="Refuse files of more bytes: 500M, 2G.",
    )
    return encoding(size(command))


def _keep_size(context: click.Context, _: click.Parameter, size: int | None) -> None:
    """Keep the size for `inputs.max_size`."""
    if size is not None:
        context.meta[MAX_SIZE] = size


def reading_options(command: Command) -> Command:
    """Add the options that say how a file is read."""
    return file_options(grammar_option(corrections_option(command)))


def grammar_option(command: Command) -> Command:
    """Add `--grammar`."""
    return click.option(
        "--grammar",
        type=_Grammar(),
        metavar="NAME|FILE",
        default="auto",
        help="Use only this grammar: a name from `planparse grammar list`, "
        "or a YAML file.",
    )(command)


def corrections_option(command: Command) -> Command:
    """Add `--corrections`."""
    return click.option(
        "--corrections",
        type=FILE,
        metavar="FILE|none",
        show_default="planparse-corrections.yaml beside the file or above",
        expose_value=False,
        callback=_keep_corrections,
        help="Heed these corrections (docs/corrections.md), or none.",
    )(command)


def _keep_corrections(
    context: click.Context, _: click.Parameter, name: str | None
) -> None:
    """Keep the name for `inputs.corrections_of`."""
    context.meta[CORRECTIONS] = name


def task_options(command: Command) -> Command:
    """Add the options that say which tasks go into a table."""
    level = click.option(
        "--level",
        type=_Level(),
        metavar="N|leaf",
        show_default="as the plan has them",
        help="Take as tasks the numbered points N levels down, or the smallest ones.",
    )
    select = click.option(
        "--select",
        metavar="QUERY",
        help="Only tasks such as 'owner~市水务局 deadline<2026-07' (docs/exports.md).",
    )
    plain = click.option(
        "--plain",
        is_flag=True,
        help="Write CSV for programs: no byte order mark, nothing put before =.",
    )
    by = click.option(
        "--by",
        type=click.Choice(get_args(Grouping)),
        show_default="document",
        help="Give each unit that leads a sheet of its own in a workbook.",
    )
    return level(select(plain(by(command))))


def word_options(command: Command) -> Command:
    """Add the options that say how a Word document is set."""
    numbers = click.option(
        "--auto-numbers",
        is_flag=True,
        help="Have Word count the labels of a document, instead of typing them.",
    )
    return numbers(template_option(command))


def template_option(command: Command) -> Command:
    """Add `--template`."""
    return click.option(
        "--template",
        type=FILE,
        metavar="FILE",
        show_default="GB/T 9704—2012",
        help="Set a Word document as this YAML file or Word file says (docs/word.md).",
    )(command)


def spans_option(command: Command) -> Command:
    """Add `--spans`."""
    return click.option(
        "--spans",
        is_flag=True,
        help="Write into YAML where in the source everything stands.",
    )(command)


def repair_option(command: Command) -> Command:
    """Add `--no-repair`."""
    return click.option(
        "--no-repair",
        is_flag=True,
        help="Leave broken words and damaged characters as they are.",
    )(command)


def jobs_option(command: Command) -> Command:
    """Add `-j`."""
    return click.option(
        "-j",
        "--jobs",
        type=click.IntRange(1),
        metavar="N",
        show_default="all cores",
        help="Processes at work.",
    )(command)


def quiet_option(command: Command) -> Command:
    """Add `-q`, which means the same wherever it is.

    A command writes what it makes (a tree, a text, a file) and tells what it noticed
    (findings, differences, counts, progress). With `-q` it tells nothing but what could not
    be done; what it writes and its exit status stay the same.
    """
    return click.option(
        "-q",
        "--quiet",
        is_flag=True,
        help="Tell nothing but what could not be done.",
    )(command)


def output_option(otherwise: str = "") -> Callable[[Command], Command]:
    """Return what adds `-o`; - is standard output, as without it.

    A folder is refused; `otherwise` is what the message says on top of that.
    """

    def checked(
        _context: click.Context, _option: click.Parameter, path: str | None
    ) -> str | None:
        """Return the path, None for standard output. Raises CommandError for a folder."""
        if path is None or path == "-":
            return None
        if path.endswith(("/", os.sep)) or os.path.isdir(path):
            raise CommandError(
                _(
                    "{path} is a folder: name a file{otherwise}",
                    path=path,
                    otherwise=otherwise,
                )
            )
        return path

    return click.option(
        "-o",
        "--output",
        type=FILE,
        metavar="OUT",
        callback=checked,
        show_default="standard output",
        help="Write to a file, whole or not at all.",
    )


def telling_options(command: Command) -> Command:
    """Add the options of a command that reads plans and tells of them."""
    last = lang_option(color_option(command))
    return quiet_option(reading_options(repair_option(last)))


def lang_option(command: Command) -> Command:
    """Add `--lang`."""
    return click.option("--lang", **LANG)(command)


def color_option(command: Command) -> Command:
    """Add `--color`, in either spelling."""
    return click.option(
        "--color",
        "--colour",
        type=click.Choice(["auto", "always", "never"]),
        default="auto",
        help="Colour what is shown; auto does on a terminal, unless NO_COLOR is set.",
    )(command)


def choices(names: Iterable[str]) -> str:
    """Return names as a sentence lists them: a, b or c."""
    *most, last = names
    return _("{names} or {last}", names=most, last=last)


page_option = click.option(
    "--from",
    "source",
    metavar="FOLDER",
    type=click.Path(),
    show_default="that of the package planparse-page",
    help="Take the built page from this folder.",
)
"""Where the commands of the page find it."""
