"""Add corrections to a file of them, take them out, and move them to new content.

The text is changed where it has to be, so that comments and the order of a file that people
write stay as they are. What comes out is read back and held against what was meant.
"""

from collections.abc import Callable, Sequence
from typing import NamedTuple

import yaml

from planparse.corrections.model import Entry, File, Loader, Sheet, sheet_of
from planparse.errors import CorrectionsError
from planparse.locale.message import _
from planparse.text.lines import Lines

NEW = "# How some files are to be read by planparse: planparse correct --help\nschema: 1\nfiles:\n"
"""A file of corrections that says nothing yet."""


class _Change(NamedTuple):
    """`text[start:end]` is to become `after`."""

    start: int
    end: int
    after: str


def with_entry(text: str, name: str, path: str, sha256: str, entry: Entry) -> str:
    """Return the text of a file of corrections, called `name`, with one more.

    It is said of the file at `path`, with a digest; what was said so of the same words
    gives way. Raises CorrectionsError where the text is faulty, or cannot be added to.
    """
    same = (entry.line, entry.column, entry.words, entry.is_, entry.value is None)

    def is_same(other: Entry) -> bool:
        """Return whether another correction says the same of the same words."""
        own = (other.line, other.column, other.words, other.is_, other.value is None)
        return own == same

    text = without_entries(text or NEW, name, sha256, is_same)
    before = sheet_of(text, name)
    sheet = _Sheet(text)
    own = sheet.file(sha256)
    if own is None:
        lines = [f"path: {_scalar(path)}", f"sha256: {sha256}", "corrections:"]
        lines += _item(_fields(entry))
        change = _appended(text, sheet.files, _item(lines), name)
    else:
        change = _appended(text, own.corrections, _item(_fields(entry)), name)
    return _checked(_changed(text, [change]), name, _with(before, path, sha256, entry))


def without_entries(
    text: str, name: str, sha256: str, is_wanted: Callable[[Entry], bool]
) -> str:
    """Return the text of a file of corrections without some of those of a digest.

    A file of which nothing is said any more goes too. Raises CorrectionsError as
    `with_entry` does.
    """
    before = sheet_of(text, name)
    sheet, changes, left = _Sheet(text), list[_Change](), list[File]()
    for file, node in zip(before.files, sheet.items, strict=True):
        kept = tuple(one for one in file.corrections if not is_wanted(one))
        if file.sha256 != sha256 or len(kept) == len(file.corrections):
            left.append(file)
        elif not kept:
            changes.append(_removed(text, sheet.files, node.node, name))
        else:
            left.append(file.model_copy(update={"corrections": kept}))
            changes += (
                _removed(text, node.corrections, item, name)
                for one, item in zip(file.corrections, node.entries, strict=True)
                if is_wanted(one)
            )
    if not changes:
        return text
    return _checked(
        _changed(text, changes), name, before.model_copy(update={"files": tuple(left)})
    )


def renewed(
    text: str, name: str, path: str, sha256: str, line_of: Callable[[Entry], int | None]
) -> str:
    """Return the text with what was said of an earlier file at `path` said of another.

    `line_of` gives the line of a correction in the new content; one for which it gives none
    stays with the earlier file. Raises CorrectionsError as `with_entry` does.
    """
    for file in sheet_of(text, name).files:
        if file.path != path or file.sha256 == sha256:
            continue
        for entry in file.corrections:
            line = line_of(entry)
            if line is None:
                continue
            moved = entry.model_copy(update={"line": line})
            text = without_entries(text, name, file.sha256, entry.__eq__)
            text = with_entry(text, name, path, sha256, moved)
    return text


# ── the nodes of a file ──────────────────────────────────────────────────────────────


class _File(NamedTuple):
    """What is said of one file: its node, that of its corrections, and of each of these."""

    node: yaml.Node
    corrections: yaml.Node
    entries: Sequence[yaml.Node]


class _Sheet:
    """The nodes of a file of corrections that is sound."""

    def __init__(self, text: str) -> None:
        """Take the text of a sound file."""
        top = Loader(text).get_single_node()
        self.files = _value(top, "files")
        self.items = [
            _File(node, said, _items(said))
            for node in _items(self.files)
            for said in [_value(node, "corrections")]
        ]

    def file(self, sha256: str) -> _File | None:
        """Return the last file of a digest, None where there is none."""
        found = None
        for item in self.items:
            if _value(item.node, "sha256").value == sha256:
                found = item
        return found


def _value(node: yaml.Node | None, key: str) -> yaml.Node:
    """Return the value of a key that is there."""
    assert isinstance(node, yaml.MappingNode)
    found: yaml.Node = next(value for own, value in node.value if own.value == key)
    return found


def _items(node: yaml.Node) -> list[yaml.Node]:
    """Return the items of a list, of one that was left empty none."""
    return list(node.value) if isinstance(node, yaml.SequenceNode) else []


def _is_in_brackets(node: yaml.Node) -> bool:
    """Return whether a list or names with values are written in brackets."""
    return isinstance(node, yaml.CollectionNode) and bool(node.flow_style)


def _end(node: yaml.Node) -> int:
    """Return where the text of a node ends: behind its last scalar, or a closing bracket."""
    if isinstance(node, yaml.CollectionNode) and not node.flow_style and node.value:
        last = node.value[-1]
        return _end(last[1] if isinstance(node, yaml.MappingNode) else last)
    end: int = node.end_mark.index
    return end


# ── changes of a text ────────────────────────────────────────────────────────────────


def _appended(text: str, node: yaml.Node, lines: Sequence[str], name: str) -> _Change:
    """Return that an item is added to a list. Raises CorrectionsError for one in brackets."""
    if not _items(node):
        indent = " " * _indent(text, node.start_mark.index)
        start, end = node.start_mark.index, node.end_mark.index
        return _Change(start, end, "".join(f"\n{indent}{line}" for line in lines))
    if _is_in_brackets(node):
        raise CorrectionsError(_by_hand(name, node, lines))
    indent = " " * node.start_mark.column
    at = _line_end(text, _end(node))
    return _Change(at, at, "".join(f"\n{indent}{line}" for line in lines))


def _indent(text: str, at: int) -> int:
    """Return how many blanks the line of a key begins with, its dash among them."""
    line = text[text.rfind("\n", 0, at) + 1 : at]
    return len(line) - len(line.lstrip(" -"))


def _removed(text: str, node: yaml.Node, item: yaml.Node, name: str) -> _Change:
    """Return that an item is taken out of a list, with its lines. Raises CorrectionsError."""
    if _is_in_brackets(node):
        raise CorrectionsError(_by_hand(name, node, ()))
    start = text.rfind("\n", 0, item.start_mark.index) + 1
    return _Change(start, min(_line_end(text, _end(item)) + 1, len(text)), "")


def _line_end(text: str, at: int) -> int:
    """Return where the line of an offset ends; a text in bars ends before its last line end."""
    if at and text[at - 1] == "\n":
        at -= 1
    end = text.find("\n", at)
    return len(text.rstrip("\n")) if end < 0 else end


def _changed(text: str, changes: Sequence[_Change]) -> str:
    """Return a text with changes made, which ends its last line."""
    for start, end, after in sorted(changes, reverse=True):
        text = text[:start] + after + text[end:]
    return text if text.endswith("\n") else f"{text}\n"


def _by_hand(name: str, node: yaml.Node, lines: Sequence[str]) -> str:
    """Return that a list in brackets is to be changed by hand, and what is to be added."""
    line = node.start_mark.line + 1
    if not lines:
        return _(
            "{name}:{line}: a list in brackets is to be changed by hand",
            name=name,
            line=line,
        )
    return _(
        "{name}:{line}: a list in brackets is to be changed by hand: add\n{added}",
        name=name,
        line=line,
        added="\n".join(lines),
    )


def _checked(text: str, name: str, meant: Sheet) -> str:
    """Return a text that says what is meant. Raises CorrectionsError for any other."""
    if sheet_of(text, name) != meant:
        raise CorrectionsError(
            _("{name} cannot be changed as it is: change it by hand", name=name)
        )
    return text


def _with(sheet: Sheet, path: str, sha256: str, entry: Entry) -> Sheet:
    """Return a sheet with one more correction."""
    files = list(sheet.files)
    places = [place for place, file in enumerate(files) if file.sha256 == sha256]
    if places:
        file = files[places[-1]]
        said = (*file.corrections, entry)
        files[places[-1]] = file.model_copy(update={"corrections": said})
    else:
        files.append(File(path=path, sha256=sha256, corrections=(entry,)))
    return sheet.model_copy(update={"files": tuple(files)})


# ── YAML ─────────────────────────────────────────────────────────────────────────────


def _fields(entry: Entry) -> list[str]:
    """Return a correction as lines of YAML."""
    given = entry.model_dump(by_alias=True, exclude_none=True)
    return [f"{name}: {_scalar(value)}" for name, value in given.items()]


def _item(lines: Sequence[str]) -> list[str]:
    """Return lines as an item of a list."""
    return [f"{'  ' if place else '- '}{line}" for place, line in enumerate(lines)]


def _scalar(value: object) -> str:
    """Return a value as any reader of YAML reads it back: a text that could be more in quotes."""
    if isinstance(value, int):
        return str(value)
    text = str(value)
    if _is_plain(text):
        return text
    if text.isprintable():
        return "'{}'".format(text.replace("'", "''"))
    return '"{}"'.format("".join(map(_escaped, text)))


def _escaped(char: str) -> str:
    """Return a character as it stands between double quotes."""
    plain = char.isprintable() and char not in '"\\'
    return char if plain else f"\\U{ord(char):08x}"


def _is_plain(text: str) -> bool:
    """Return whether a text stands for itself in YAML, without quotes."""
    if not text.isprintable() or text != text.strip():
        return False
    try:
        return bool(yaml.safe_load(f"key: {text}") == {"key": text})
    except yaml.YAMLError:
        return False


# ── lines of a new content ───────────────────────────────────────────────────────────


def moved_lines(text: str) -> Callable[[Entry], int | None]:
    """Return what tells the line of a correction in a new content of its file.

    It is the same line where the words still stand there, else the only one that has them.
    """
    every = Lines(text)
    lines = [every.text_of(line) for line in range(1, len(every) + 1)]

    def line_of(entry: Entry) -> int | None:
        """Return the line, None where the words stand nowhere, or on several lines."""
        words = entry.words.strip()
        if entry.line <= len(lines) and words in lines[entry.line - 1]:
            return entry.line
        found = [number for number, line in enumerate(lines, 1) if words in line]
        return found[0] if len(found) == 1 else None

    return line_of
