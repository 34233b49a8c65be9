"""Garbled text and files in several encodings, cleaned and given back to the byte."""

from collections.abc import Callable

import pytest

from planparse.grammar.shipped import lexicon
from planparse.normaliser.engine import normalise
from planparse.normaliser.ledger import from_plain, plain, restore
from planparse.text.encoding import decode

AUTO = lexicon()
PLAN = (
    "清源县绿道养护方案\n一、总体要求\n坚持便民利民，保障通行安全，加强日常巡查和设施维护。\n"
    "二、主要任务\n（一）修补路面。年内完成十处，同步更换破损护栏。\n"
)


def cleaned(data: bytes, encoding: str | None = None) -> str:
    """The clean text of a file, which its ledger undoes."""
    result = normalise(decode(data, encoding=encoding), AUTO)
    ledger = from_plain(plain(result.ledger))
    assert restore(result.text.encode(), ledger) == data
    return result.text


@pytest.mark.parametrize(
    "garble",
    [
        lambda text: text.encode("gbk").decode("latin-1").encode(),
        lambda text: text.encode().decode("latin-1").encode(),
        lambda text: text.encode("ascii", "xmlcharrefreplace"),
        lambda text: text.encode("hz"),
        lambda text: text.encode("utf-7"),
    ],
)
def test_what_was_garbled_is_put_right(garble: Callable[[str], bytes]) -> None:
    assert cleaned(garble(PLAN)) == PLAN


def test_entities_of_line_ends_are_put_right_too() -> None:
    data = "".join(f"&#{ord(char)};" for char in PLAN).encode()
    assert cleaned(data) == PLAN


def test_two_encodings_are_given_back() -> None:
    assert cleaned(PLAN.encode("gbk") + PLAN.encode()) == PLAN + PLAN


@pytest.mark.parametrize("encoding", ["hz", "big5", "utf-32", "utf-7", "iso2022-jp"])
def test_named_encodings_are_given_back(encoding: str) -> None:
    text = "一月\r\n二月\r\n"
    assert cleaned(text.encode(encoding), encoding) == "一月\n二月\n"
