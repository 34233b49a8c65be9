"""The commands by name, and the one that runs where none is named.

A command's module is imported when the command runs, so that each starts fast.
"""

from importlib import import_module
from typing import TYPE_CHECKING, Any

import click

from planparse.cli.language import speak, spoken
from planparse.cli.settings_places import is_anything_set
from planparse.locale.message import translated
from planparse.system import kept_expressions
from planparse.system.files import to_stdout

if TYPE_CHECKING:
    from click.parser import _OptionParser
    from click.shell_completion import CompletionItem

COMMANDS = {
    "batch": "Parse whole archives, in parallel: folders, zip and tar.",
    "catalogue": "Write the catalogue of an archive: a line for each document.",
    "check": "Print findings only, for people or for other programs.",
    "chunk": "Cut plans into chunks for search and models, with their places.",
    "cite": "Find what a citation or a quotation names, with its place.",
    "correct": "Say once and for all how a line of a plan is to be read.",
    "diff": "Tell what changed between plans of different years.",
    "duplicates": "Find copies, versions and parts of one text in an archive.",
    "explain": "Print the page of a finding, or how a line was read.",
    "grammar": "List, show and check grammars.",
    "learn": "Propose a grammar for numbering that no grammar knows.",
    "lsp": "Tell an editor what is doubtful as one types (LSP).",
    "mcp": "Answer assistants about the plans in a folder.",
    "normalise": "Write the clean text, and a ledger of all that was changed.",
    "page": "Write the page that parses plans in a browser into a folder.",
    "parse": "Parse files; the command that is meant where none is named.",
    "restore": "Give back the original from a clean text and its ledger.",
    "schema": "Print the JSON Schema of what is printed.",
    "search": "Find words in plans, folders and databases, the best first.",
    "serve": "Open the page that parses plans in a browser, on this machine.",
    "text": "Print the text that was read out of a Word file or a web page.",
    "track": "Tell what became of what a plan promised, by the next review.",
    "verify": "Tell whether citations stand in their sources, word for word.",
}
"""The commands; `command` in the module of the same name is what runs."""

DEFAULT = "parse"
"""The command that is meant where the first word names none."""


class CommandLine(click.Group):
    """All commands. Words that do not begin with a command's name are for DEFAULT."""

    def parse_args(self, ctx: click.Context, args: list[str]) -> list[str]:
        """Put the default command before words that name none; see `click.Command`."""
        unnamed = not args or args[0] not in COMMANDS
        if unnamed and (args or not ctx.resilient_parsing):
            args = [DEFAULT, *args]
        return super().parse_args(ctx, args)

    def list_commands(self, ctx: click.Context) -> list[str]:
        """Return the names of the commands."""
        return list(COMMANDS)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        """Import and return a command; None for a name that no command has."""
        if cmd_name not in COMMANDS:
            return None
        # The default command imports what has expressions once it has read a file.
        if cmd_name != DEFAULT:
            kept_expressions.recall()
        command = import_module(f"planparse.cli.{cmd_name}").command
        assert isinstance(command, click.Command)
        return command

    def format_commands(
        self, ctx: click.Context, formatter: click.HelpFormatter
    ) -> None:
        """Write a line for each command; none of them is imported for that."""
        with formatter.section(translated("Commands", spoken())):
            lang = spoken()
            formatter.write_dl(
                [(name, translated(what, lang)) for name, what in COMMANDS.items()]
            )

    def shell_complete(
        self, ctx: click.Context, incomplete: str
    ) -> "list[CompletionItem]":
        """Return the commands, and what may begin the words of the default command."""
        from click.shell_completion import CompletionItem

        named = [
            CompletionItem(name, help=translated(summary, spoken()))
            for name, summary in COMMANDS.items()
            if name.startswith(incomplete)
        ]
        default = self.get_command(ctx, DEFAULT)
        assert default is not None
        with default.make_context(
            DEFAULT, [], parent=ctx, resilient_parsing=True
        ) as unnamed:
            return [
                *named,
                *default.shell_complete(unnamed, incomplete),
                *default.params[0].shell_complete(unnamed, incomplete),
            ]


command_line = CommandLine("planparse", add_help_option=False)
"""What `planparse` runs."""


class Bilingual(click.Command):
    """A command that takes `--lang`, and whose help is in the language that is spoken."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        """Take what click takes, and add the option where the command has none of its own."""
        super().__init__(*args, **kwargs)
        if not any(param.name == "lang" for param in self.params):
            self.params.append(click.Option(["--lang"], expose_value=False, **LANG))

    def get_help(self, ctx: click.Context) -> str:
        """Return the help."""
        if spoken() == "en":
            return super().get_help(ctx)
        from planparse.cli.chinese_help import ChineseHelp, in_chinese

        formatter = ChineseHelp(
            width=ctx.terminal_width, max_width=ctx.max_content_width
        )
        in_chinese(self).format_help(ctx, formatter)
        return formatter.getvalue().rstrip("\n")


LANG: dict[str, Any] = {
    "type": click.Choice(["zh", "en"]),
    "show_default": "the locale's",
    "help": "Language of what is told.",
}
"""What `--lang` is, whatever a command does with it."""


class Group(Bilingual, click.Group):
    """Commands below a command."""


_SHOW = "--show-settings"


class Command(Bilingual):
    """A command with settings, whose short options are read as its long ones: `-o=x` is `-o x`."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        """Take what click takes, and add the option that every command has."""
        super().__init__(*args, **kwargs)
        show = click.Option(
            [_SHOW],
            is_flag=True,
            expose_value=False,
            help="Print each option's value and where it is set (docs/check.md).",
        )
        self.params.append(show)

    def parse_args(self, ctx: click.Context, args: list[str]) -> list[str]:
        """Read the words of a command line; what they do not say, settings may.

        Raises CommandError for a fault in the settings.
        """
        asks = not args and self.no_args_is_help
        is_run = not (
            asks or ctx.resilient_parsing or {*args} & {*ctx.help_option_names}
        )
        if is_run and (_SHOW in args or is_anything_set()):
            from planparse.cli import settings

            found = settings.settings_of(self, ctx.info_name or "", COMMANDS)
            if found:
                ctx.default_map = settings.in_force(ctx, self, found)
            if "lang" in found:
                speak([f"--lang={found['lang'].value}", *args])
            if _SHOW in args:
                to_stdout(settings.shown(ctx, self, args, found))
                ctx.exit()
        return super().parse_args(ctx, args)

    def make_parser(self, ctx: click.Context) -> "_OptionParser":
        """Return click's parser, which is to find short options among the long ones.

        It looks for each there first, and then for names that are like it: 3 ms for nothing.
        """
        parser = super().make_parser(ctx)
        parser._long_opt.update(parser._short_opt)  # click before version 9 has it
        return parser


class UnnamedContext(click.Context):
    """The context of the default command: its path is that of the whole program."""

    @property
    def command_path(self) -> str:
        """Return the words that start the command."""
        return self.parent.command_path if self.parent else super().command_path
