"""Parse XML as events by expat: no document type is allowed, so no entity is ever resolved."""

from collections.abc import Callable, Iterable, Mapping
from typing import NoReturn, Protocol
from xml.parsers import expat

from planparse.errors import UnreadableFormatError
from planparse.locale.message import _
from planparse.readers.zipped import Parts

Attributes = Mapping[str, str]


class Events(Protocol):
    """What is told of the elements of a part; names are `prefix:local` as `names` has them."""

    def start(self, name: str, attributes: Attributes) -> None:
        """Take the beginning of an element."""

    def end(self, name: str) -> None:
        """Take the end of an element."""

    def text(self, data: str) -> None:
        """Take text that stands in an element."""


def parse(parts: Parts, part: str, events: Events, prefixes: Mapping[str, str]) -> None:
    """Tell the events of a part. `prefixes` are the prefixes of namespaces, by their names.

    Names of other namespaces have the prefix "?". Raises DamagedError where the part is not
    well-formed, UnreadableFormatError where it has a document type.
    """
    short = _Names(prefixes)
    start, end = events.start, events.end

    def start_element(name: str, attributes: dict[str, str]) -> None:
        """Tell that an element begins, by short names."""
        if attributes:
            attributes = {short[key]: value for key, value in attributes.items()}
        start(short[name], attributes)

    def end_element(name: str) -> None:
        """Tell that an element ends, by its short name."""
        end(short[name])

    parser = _parser(start_element, end_element, events.text, part)
    try:
        for piece in parts.pieces(part):
            parser.Parse(piece, False)
        parser.Parse(b"", True)
    except UnreadableFormatError:
        raise
    except (expat.ExpatError, ValueError, LookupError) as fault:
        raise parts.damaged(
            _("{part} is not well-formed ({why})", part=part, why=fault)
        ) from None


class _Names(dict[str, str]):
    """Short names by the names that expat gives: the namespace, a brace, the local name."""

    def __init__(self, prefixes: Mapping[str, str]) -> None:
        """Take the prefixes of namespaces."""
        super().__init__()
        self._prefixes = prefixes

    def __missing__(self, name: str) -> str:
        """Return and remember the short name of a name that is met first."""
        namespace, brace, local = name.rpartition("}")
        short = f"{self._prefixes.get(namespace, '?')}:{local}" if brace else local
        self[name] = short
        return short


def _parser(
    start: Callable[[str, dict[str, str]], None],
    end: Callable[[str], None],
    text: Callable[[str], None],
    part: str,
) -> expat.XMLParserType:
    """Return a parser that refuses a document type."""

    def refuse(*_declared: object) -> NoReturn:
        """Refuse a document type, by which entities could be declared."""
        raise UnreadableFormatError(
            _(
                "a document with a DOCTYPE in {part}, which none of its format has: it is not read",
                part=part,
            )
        )

    parser = expat.ParserCreate(namespace_separator="}")
    parser.buffer_text = True
    parser.StartElementHandler = start
    parser.EndElementHandler = end
    parser.CharacterDataHandler = text
    parser.StartDoctypeDeclHandler = refuse
    return parser


def attributes_of(part: bytes, element: str) -> Iterable[dict[str, str]]:
    """Return the attributes of all elements of one local name in a small part.

    The names are without namespaces. A part that is not well-formed has what stands before
    the fault; one with a document type has nothing.
    """
    found: list[dict[str, str]] = []

    def start(name: str, attributes: dict[str, str]) -> None:
        """Note the attributes of an element of that name."""
        if name.rpartition("}")[2] == element:
            found.append(
                {key.rpartition("}")[2]: value for key, value in attributes.items()}
            )

    parser = _parser(start, lambda _: None, lambda _: None, "its relations")
    try:
        parser.Parse(part, True)
    except (expat.ExpatError, ValueError, UnreadableFormatError):
        return found
    return found
