"""Options that are set in a file or by the environment, and where each value is from."""

import os
from collections.abc import Iterable, Iterator, Mapping
from typing import Any, NamedTuple

import click

from planparse.cli.language import spoken
from planparse.cli.outcome import CommandError
from planparse.cli.settings_file import SettingsFile, nearest
from planparse.cli.settings_places import PREFIX
from planparse.locale.message import Message, _, told, translated
from planparse.system.columns import columns
from planparse.text.corrections import NO_FILE

SHARED = (
    "encoding", "grammar", "corrections", "max-size", "no-repair", "jobs", "timeout",
    "quiet", "lang", "color", "colour",
)  # fmt: skip
"""The options that a file or a variable sets for all commands that have them."""

_ITS_OWN = {"mcp": ("max-size", "timeout")}
"""Shared options that are set for a command by its name alone: there they guard a server."""

_FOLLOWED = {"lsp": "check"}
"""Commands that heed what is set for another: an editor shows what the command finds."""


class Setting(NamedTuple):
    """The value of an option, and where it is from: `planparse.toml:3`, `PLANPARSE_LANG`."""

    value: Any
    origin: str


def settings_of(
    command: click.Command, name: str, commands: Mapping[str, str]
) -> dict[str, Setting]:
    """Return what is set for a command, by the names of its options in Python.

    The environment has precedence over the file, and in both what is said of the command
    over what is said of all. `commands` are all that there are. Raises CommandError for a
    key or a variable that sets nothing, and for a value that cannot be.
    """
    options = _options(command)
    found: dict[str, Setting] = {}
    file = nearest(os.getcwd())
    if file is not None:
        for key, setting in _in_file(file, name, options, commands):
            option = options[key]
            value = _as_given(setting, key, option)
            folder = os.path.dirname(file.path)
            found[str(option.name)] = setting._replace(
                value=_from_folder(folder, option, value)
            )
    for key, setting in _in_environment(name, options):
        value = setting.value.split(",") if options[key].multiple else setting.value
        found[str(options[key].name)] = setting._replace(value=value)
    return found


def _options(command: click.Command) -> dict[str, click.Option]:
    """Return the options of a command by their long names, without hyphens before them."""
    return {
        long.removeprefix("--"): option
        for option in command.params
        if isinstance(option, click.Option)
        for long in option.opts
        if long.startswith("--") and option.name != "show_settings"
    }


def in_force(
    ctx: click.Context, command: click.Command, found: Mapping[str, Setting]
) -> dict[str, Any]:
    """Return settings as click takes them. Raises CommandError for a value that cannot be."""
    options = {option.name: option for option in _options(command).values()}
    for name, setting in found.items():
        try:
            options[name].type_cast_value(ctx, setting.value)
        except click.UsageError as fault:
            raise CommandError(
                _(
                    "{place}: {key}: {what}",
                    place=setting.origin,
                    key=_name(options[name]),
                    what=fault.message,
                )
            ) from None
    return {name: setting.value for name, setting in found.items()}


def shown(
    ctx: click.Context,
    command: click.Command,
    args: list[str],
    found: Mapping[str, Setting],
) -> Iterator[str]:
    """Yield a line for each option of a command: its name, where its value is from, the value."""
    given, *_rest = command.make_parser(ctx).parse_args([*args])
    rows = []
    for key, option in _options(command).items():
        if key == _name(option) and not option.hidden:
            value, source = option.consume_value(ctx, given)
            origin = told(_ORIGINS.get(source, source.name), spoken())
            if source is click.core.ParameterSource.DEFAULT_MAP:
                origin = found[str(option.name)].origin
            rows.append((f"--{key}", origin, _shown_value(option, value)))
    wide = max((columns(name) for name, *_rest in rows), default=0)
    wider = max((columns(origin) for _name, origin, _value in rows), default=0)
    for name, origin, value in rows:
        gap = " " * (wider - columns(origin))
        yield f"{name:{wide}}  {origin}{gap}  {value}".rstrip() + "\n"


def _name(option: click.Option) -> str:
    """Return the first long name of an option, without the hyphens before it."""
    return next(name[2:] for name in option.opts if name.startswith("--"))


def _shown_value(option: click.Option, value: Any) -> str:
    """Return a value in words; of none, what is done then."""
    if isinstance(value, bool):
        return str(value).lower()
    if isinstance(value, list | tuple):
        value = ",".join(map(str, value))
    if isinstance(value, str | int | float) and value != "":
        return str(value)
    default = option.show_default
    return f"({translated(default, spoken())})" if isinstance(default, str) else ""


_ORIGINS = {
    click.core.ParameterSource.COMMANDLINE: _("command line"),
    click.core.ParameterSource.DEFAULT: _("default"),
}
"""Where a value is from that is set nowhere else, in words."""


# ── the file ──────────────────────────────────────────────────────────────────────────


def _in_file(
    file: SettingsFile,
    name: str,
    options: Mapping[str, click.Option],
    commands: Mapping[str, str],
) -> Iterator[tuple[str, Setting]]:
    """Yield what a file sets for a command, what it says of the command alone last."""
    for key, value in file.table.items():
        if key in SHARED:
            if key in options and key not in _ITS_OWN.get(name, ()):
                yield key, Setting(value, file.place(key))
        elif key not in commands:
            what = _("no setting is called {key}", key=key)
            if key in options:
                what = _(
                    "{key} is an option of {command}: put it into a table [{command}]",
                    key=key,
                    command=name,
                )
            raise _fault(file.place(key), what, key, (*SHARED, *commands))
        elif not isinstance(value, dict):
            what = _(
                "{key} is a command, whose options stand in a table [{key}]", key=key
            )
            raise _fault(file.place(key), what)
    followed = _FOLLOWED.get(name, "")
    for key, value in file.table.get(followed, {}).items():
        if key in options:
            yield key, Setting(value, file.place(followed, key))
    for key, value in file.table.get(name, {}).items():
        if key not in options:
            what = _("{command} has no option {key}", command=name, key=key)
            raise _fault(file.place(name, key), what, key, options)
        yield key, Setting(value, file.place(name, key))


def _fault(
    place: str, what: Message, name: str = "", known: Iterable[str] = ()
) -> CommandError:
    """Return the error that something is wrong at a place, with what a name is most like."""
    from difflib import get_close_matches

    like = get_close_matches(name, list(known), 1)
    if like:
        what = _("{what}: did you mean {like}?", what=what, like=like[0])
    return CommandError(_("{place}: {what}", place=place, what=what))


def _as_given(setting: Setting, key: str, option: click.Option) -> Any:
    """Return a value of TOML as the command line would have it. Raises CommandError."""
    value = setting.value
    if option.is_flag:
        if isinstance(value, bool):
            return value
        raise _fault(setting.origin, _("{key} is true or false", key=key))
    values = value if isinstance(value, list) else [value]
    if not all(isinstance(one, str | int | float) for one in values) or any(
        isinstance(one, bool) for one in values
    ):
        what = _("{key} is a text, a number or a list", key=key)
        raise _fault(setting.origin, what)
    texts = [str(one) for one in values]
    return texts if option.multiple else ",".join(texts)


def _from_folder(folder: str, option: click.Option, value: Any) -> Any:
    """Return the name of a file as it is seen from here: it is given as from the settings."""
    if not isinstance(value, str) or value in ("-", NO_FILE):
        return value
    path = os.path.join(folder, value)
    if isinstance(option.type, click.Path) or (
        option.name == "grammar" and os.path.isfile(path)
    ):
        return os.path.relpath(path)
    return value


# ── the environment ───────────────────────────────────────────────────────────────────


def _in_environment(
    name: str, options: Mapping[str, click.Option]
) -> Iterator[tuple[str, Setting]]:
    """Yield what variables set for a command, what they say of the command alone last.

    An empty variable sets nothing. Raises CommandError for one of the command that has no
    such option.
    """
    own = f"{PREFIX}{_variable(name)}_"
    known = {_variable(key): key for key in options}
    weaker = [
        (key, PREFIX + _variable(key))
        for key in SHARED
        if key in options and key not in _ITS_OWN.get(name, ())
    ]
    if name in _FOLLOWED:
        other = _variable(_FOLLOWED[name])
        weaker += [(key, f"{PREFIX}{other}_{_variable(key)}") for key in options]
    for key, variable in weaker:
        if os.environ.get(variable):
            yield key, Setting(os.environ[variable], variable)
    for variable in sorted(os.environ):
        if variable.startswith(own) and os.environ[variable]:
            key = variable.removeprefix(own)
            if key not in known:
                asked = key.lower().replace("_", "-")
                what = _("{command} has no option {key}", command=name, key=asked)
                raise _fault(variable, what, asked, options)
            yield known[key], Setting(os.environ[variable], variable)


def _variable(name: str) -> str:
    """Return a name as variables have it."""
    return name.replace("-", "_").upper()
