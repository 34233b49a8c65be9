"""English text that knows how it is said in Chinese: what is said is translated where it is told.

Whatever makes a message stays pure: `_("{path} is empty", path=path)` is the English text,
and keeps the pattern and the values. Whoever tells it to people, who knows the language,
asks `told` for the words. The names are those that gettext's tools look for.
"""

import os
from collections.abc import Iterable, Mapping
from functools import cache
from typing import TYPE_CHECKING, Any, Self

if TYPE_CHECKING:
    from gettext import NullTranslations

    from planparse.tree import Lang

FOLDER = os.path.dirname(__file__)
"""The folder of the catalogues."""

_COMMAS = {"en": ", ", "zh": "、"}
"""What stands between the values of a list."""


class Message(str):
    """A text in English with the pattern and the values that it was made of.

    `plural` is the pattern for other counts than one, and `context` tells apart what is
    one word in English and several in Chinese. A value may be a message too, or a list of
    values, which are named one after the other.
    """

    __slots__ = ("context", "pattern", "plural", "values")

    pattern: str
    values: Mapping[str, Any]
    plural: str | None
    context: str | None

    def __new__(
        cls,
        pattern: str,
        values: Mapping[str, Any],
        plural: str | None = None,
        context: str | None = None,
    ) -> Self:
        """Make the English text."""
        many = plural is not None and values["count"] != 1
        made = super().__new__(cls, _filled(plural if many else pattern, values, "en"))
        made.pattern, made.values = pattern, values
        made.plural, made.context = plural, context
        return made

    def __reduce__(self) -> tuple[Any, ...]:
        """Say how a message goes from one process to another."""
        return Message, (self.pattern, self.values, self.plural, self.context)

    def having(self, **values: Any) -> "Message":
        """Return the message with other values."""
        given = {**self.values, **values}
        return Message(self.pattern, given, self.plural, self.context)

    def in_chinese(self) -> str:
        """Return the text in Chinese; in English where the catalogue does not have it."""
        catalogue = chinese()
        if not self.pattern:  # gettext has the head of the catalogue there
            return ""
        if self.plural is not None:
            found = catalogue.ngettext(self.pattern, self.plural, self.values["count"])
        elif self.context is not None:
            found = catalogue.pgettext(self.context, self.pattern)
        else:
            found = catalogue.gettext(self.pattern)
        return _filled(found, self.values, "zh")


class Kept(Message):
    """A message that was put down in both languages, where its pattern is not known any more."""

    __slots__ = ("_chinese",)

    _chinese: str

    def __new__(cls, english: str, chinese: str) -> Self:
        """Take what was put down."""
        made = super().__new__(cls, english, {})
        made._chinese = chinese
        return made

    def __reduce__(self) -> tuple[Any, ...]:
        """Say how a message goes from one process to another."""
        return Kept, (str(self), self._chinese)

    def in_chinese(self) -> str:
        """Return the text in Chinese."""
        return self._chinese


def _(pattern: str, /, **values: Any) -> Message:
    """Return a message; without values the pattern is taken as it stands."""
    return Message(pattern, values)


def plural(one: str, more: str, count: int, /, **values: Any) -> Message:
    """Return a message with a `count`, in the singular or in the plural."""
    return Message(one, {"count": count, **values}, more)


def in_context(context: str, pattern: str, /, **values: Any) -> Message:
    """Return a message whose words mean something else elsewhere."""
    return Message(pattern, values, None, context)


def labelled(label: str, value: object) -> Message:
    """Return a value behind what it is: `label: value`."""
    return _("{label}: {value}", label=label, value=value)


def joined(parts: Iterable[str], between: str = "") -> Message:
    """Return messages, or texts, as one message, with the same between them in each language."""
    values = {f"part{number}": part for number, part in enumerate(parts)}
    return Message(between.join(f"{{{name}}}" for name in values), values)


def told(text: str, lang: "Lang") -> str:
    """Return a text in a language; what is no message is the same in all."""
    return (
        text.in_chinese() if lang == "zh" and isinstance(text, Message) else str(text)
    )


def translated(text: str, lang: "Lang") -> str:
    """Return a text in a language that is a pattern of the catalogue without being a message."""
    return chinese().gettext(text) if lang == "zh" and text else text


def _filled(pattern: str | None, values: Mapping[str, Any], lang: "Lang") -> str:
    """Return a pattern with the values put in."""
    if not values:
        return str(pattern)
    shown = {name: _value(value, lang) for name, value in values.items()}
    return str(pattern).format(**shown)


def _value(value: Any, lang: "Lang") -> Any:
    """Return a value as it is put into a pattern."""
    if isinstance(value, list | tuple):
        return _COMMAS[lang].join(str(_value(one, lang)) for one in value)
    return told(value, lang) if isinstance(value, str) else value


@cache
def chinese() -> "NullTranslations":
    """Return the Chinese catalogue, which is read when it is first asked for.

    A checkout has it as source: it is compiled when it has changed.
    """
    from gettext import translation

    from planparse.locale.catalogue import DOMAIN, LANGUAGE, refreshed

    refreshed()
    return translation(DOMAIN, FOLDER, [LANGUAGE], fallback=True)
