"""The Chinese catalogue has every message, none that is gone, and is written in Chinese.

`pytest --refresh tests/locale` takes what is new into the catalogue, to be translated.
"""

import ast
import re
from collections.abc import Iterator
from io import BytesIO
from pathlib import Path
from string import Formatter

import pytest
from babel.messages.catalog import Catalog, Message
from babel.messages.pofile import read_po, write_po

from planparse.locale.catalogue import LANGUAGE
from tests.locale.messages import OF_CLICK, SOURCE, template

CATALOGUE = SOURCE / "locale" / LANGUAGE / "LC_MESSAGES" / "planparse.po"

SCOPES = (
    *(ast.FunctionDef, ast.AsyncFunctionDef, ast.Lambda, ast.ClassDef),
    *(ast.ListComp, ast.SetComp, ast.DictComp, ast.GeneratorExp),
)

pytestmark = pytest.mark.skipif(
    not CATALOGUE.is_file(), reason="a wheel has the compiled catalogue alone"
)


@pytest.fixture(scope="module")
def catalogue(refresh: bool) -> Catalog:
    with CATALOGUE.open("rb") as file:
        found = read_po(file, LANGUAGE)
    if refresh:
        found.update(template(), no_fuzzy_matching=True)
        written = BytesIO()
        write_po(
            written,
            found,
            width=100,
            no_location=True,
            omit_header=False,
            sort_output=True,
            ignore_obsolete=True,
        )
        # Without the time, which would be another after every change.
        written.seek(0)
        lines = (line for line in written if not line.startswith(b'"POT-Creation'))
        CATALOGUE.write_bytes(b"".join(lines))
    return found


def keys(catalogue: Catalog) -> set[tuple[object, object]]:
    return {(message.id, message.context) for message in catalogue if message.id}


def messages(catalogue: Catalog) -> list[Message]:
    return [message for message in catalogue if message.id]


def strings(message: Message) -> list[str]:
    said = message.string
    return list(said) if isinstance(said, list | tuple) else [said]


def fields(pattern: str) -> set[str]:
    return {name for _, name, _, _ in Formatter().parse(pattern) if name is not None}


def test_every_message_is_in_the_catalogue(catalogue: Catalog) -> None:
    assert sorted(map(str, keys(template()) - keys(catalogue))) == []


def test_none_is_there_that_nothing_says(catalogue: Catalog) -> None:
    assert sorted(map(str, keys(catalogue) - keys(template()))) == []


def test_every_message_is_translated(catalogue: Catalog) -> None:
    missing = [one.id for one in messages(catalogue) if not all(strings(one))]
    assert missing == []
    assert not [one.id for one in messages(catalogue) if one.fuzzy]


def test_placeholders_agree(catalogue: Catalog) -> None:
    for message in messages(catalogue):
        asked = message.id if isinstance(message.id, tuple) else (message.id,)
        if any("}" in text for text in asked):
            wanted = set().union(*map(fields, asked))
            for said in map(fields, strings(message)):
                # Click names kinds of numbers in English; of a singular and a plural, what
                # Chinese has one form for may leave one out.
                is_free = len(asked) > 1 or message.id in OF_CLICK
                assert said <= wanted if is_free else said == wanted, message.id


def test_chinese_has_full_width_marks(catalogue: Catalog) -> None:
    half = [
        said
        for message in messages(catalogue)
        for said in strings(message)
        if re.search(
            r"[:,;!?] |[\u4e00-\u9fff][,;?!()](?!…)|[;?!()][\u4e00-\u9fff]", said
        )
    ]
    assert half == []


@pytest.mark.parametrize(
    "path", sorted(SOURCE.rglob("*.py")), ids=lambda path: str(path.relative_to(SOURCE))
)
def test_what_makes_messages_is_not_put_to_another_use(path: Path) -> None:
    """Where a function puts a value into `_`, it can say nothing; no tool tells that."""
    for function in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(function, ast.FunctionDef):
            names = [
                node
                for node in within(function)
                if isinstance(node, ast.Name) and node.id == "_"
            ]
            assert len({type(name.ctx) for name in names}) < 2, function.name


def within(node: ast.AST) -> Iterator[ast.AST]:
    """What stands below a node in the same scope."""
    for below in ast.iter_child_nodes(node):
        if not isinstance(below, SCOPES):
            yield below
            yield from within(below)
