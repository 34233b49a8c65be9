"""footnotes.xml and endnotes.xml: the texts of notes by their identifiers."""

from planparse.readers.word.names import PREFIXES
from planparse.readers.xml_events import Attributes, parse
from planparse.readers.zipped import Parts

_NO_NOTES = ("separator", "continuationSeparator", "continuationNotice")


class Notes:
    """The notes of a document. `texts` are by kind and identifier: `footnote 2`."""

    def __init__(self, parts: Parts, *names: str | None) -> None:
        """Read the parts of notes that a document has."""
        self.texts: dict[str, str] = {}
        for name in names:
            if name is not None and name in parts:
                events = _NoteEvents()
                parse(parts, name, events, PREFIXES)
                self.texts |= events.texts


class _NoteEvents:
    """Takes the texts of notes from their events."""

    def __init__(self) -> None:
        """Begin without any note."""
        self.texts: dict[str, str] = {}
        self._name = ""
        self._pieces: list[str] = []
        self._deleted = 0
        self._shown = False

    def start(self, name: str, attributes: Attributes) -> None:
        """Begin a note, a paragraph of it, or its text."""
        if name in ("w:footnote", "w:endnote"):
            is_note = attributes.get("w:type") not in _NO_NOTES
            self._name = f"{name[2:]} {attributes.get('w:id', '')}" if is_note else ""
            self._pieces = []
        elif name in ("w:del", "w:moveFrom"):
            self._deleted += 1
        elif name == "w:t":
            self._shown = not self._deleted
        elif name == "w:p" and self._pieces:
            self._pieces.append(" ")

    def end(self, name: str) -> None:
        """End a note or its text."""
        if name in ("w:footnote", "w:endnote") and self._name:
            self.texts[self._name] = "".join(self._pieces).strip()
        elif name in ("w:del", "w:moveFrom"):
            self._deleted -= 1
        elif name == "w:t":
            self._shown = False

    def text(self, data: str) -> None:
        """Take text of a note."""
        if self._shown:
            self._pieces.append(data)
