"""Fields and content controls that are open: what of them is shown, and which hold contents."""

from dataclasses import dataclass

from planparse.readers.word.styles import Style

_LONGEST_ENTRY = 200
"""No line of a contents page is longer; a choice."""
_CONTENTS_GALLERY = "Table of Contents"


@dataclass(slots=True)
class _Field:
    """A field that is open; its result is shown, its instruction is not.

    `paragraph` is that in which it begins: an instruction stands in one.
    """

    paragraph: int
    instruction: str = ""
    has_result: bool = False

    @property
    def makes_contents(self) -> bool:
        """Whether it makes a contents page."""
        return self.instruction.lstrip().upper().startswith("TOC")


class Fields:
    """The fields and the content controls that are open at a place of a body."""

    def __init__(self) -> None:
        """Begin where none is open."""
        self._fields: list[_Field] = []
        self._controls: list[bool] = []
        self._in_instruction = False

    @property
    def in_contents(self) -> bool:
        """Whether a field or a control of contents is open."""
        return any(self._controls) or any(each.makes_contents for each in self._fields)

    def hide(self, paragraph: int) -> bool:
        """Return whether what stands in a paragraph here is an instruction still."""
        return any(
            not each.has_result and each.paragraph == paragraph for each in self._fields
        )

    def takes(self, data: str) -> bool:
        """Take text that is an instruction, and return whether it is one."""
        if not (self._in_instruction and self._fields):
            return False
        self._fields[-1].instruction += data
        return True

    def mark(self, kind: str | None, paragraph: int) -> None:
        """Begin a field or its result, or end it."""
        if kind == "begin":
            self._fields.append(_Field(paragraph))
        elif self._fields and kind == "separate":
            self._fields[-1].has_result = True
        elif kind == "end":
            self.end()

    def begin_simple(self, instruction: str, paragraph: int) -> None:
        """Begin a field whose result stands in its element."""
        self._fields.append(_Field(paragraph, instruction, has_result=True))

    def end(self) -> None:
        """End a field."""
        if self._fields:
            self._fields.pop()

    def in_instruction(self, *, begins: bool) -> None:
        """Begin or end the text of an instruction."""
        self._in_instruction = begins

    def begin_control(self) -> None:
        """Begin a content control."""
        self._controls.append(False)

    def gallery(self, name: str) -> None:
        """Take the gallery of the open control, which says whether it holds the contents."""
        if self._controls:
            self._controls[-1] = name == _CONTENTS_GALLERY

    def end_control(self) -> None:
        """End a content control."""
        if self._controls:
            self._controls.pop()


def is_entry(text: str, chain: tuple[Style, ...], *, in_contents: bool) -> bool:
    """Return whether a paragraph is a line of a contents page.

    It has the style of one, or it stands in a field or a control of contents and is short:
    such a field may lack its end.
    """
    is_styled = any(style.name.lower().startswith("toc ") for style in chain)
    ends_in_page = "\t" in text or text.rstrip()[-1:].isdigit() or is_styled
    return (in_contents or is_styled) and len(text) <= _LONGEST_ENTRY and ends_in_page
