"""What a cell takes of a text."""

import re

_LONGEST = 32_000
"""Characters; Excel takes 32,767 in a cell."""
_CUT = "……〔超出单元格容量，全文见原文〕"
_NO_XML = re.compile("[\ud800-\udfff\ufffe\uffff]")


def fit(text: str) -> str:
    """Return what a cell takes of a text: what XML has a place for, as long as Excel allows."""
    text = _NO_XML.sub("\ufffd", text)
    return (
        text
        if len(text.encode("utf-16-le")) <= 2 * _LONGEST
        else text[: _LONGEST // 2] + _CUT
    )
