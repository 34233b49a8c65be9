"""All rules of the normaliser by their names, in order, and their pages."""

from collections.abc import Mapping

from planparse.locale.message import _
from planparse.normaliser.rule import Rule
from planparse.normaliser.rules_blanks import (
    blank_lines,
    indent,
    odd_blanks,
    trailing_blanks,
    zero_width,
)
from planparse.normaliser.rules_forms import canonical, punctuation, width
from planparse.normaliser.rules_page import (
    boilerplate,
    comment,
    contents_page,
    page_number,
    running_head,
    stray_mark,
)
from planparse.normaliser.rules_repair import (
    garbled_text,
    glyph,
    item_break,
    join,
    letter_spacing,
)

RULES: Mapping[str, Rule] = {
    "garbled": garbled_text,
    "zero-width": zero_width,
    "trailing-blanks": trailing_blanks,
    "indent": indent,
    "odd-blanks": odd_blanks,
    "blank-lines": blank_lines,
    "page-number": page_number,
    "running-head": running_head,
    "comment": comment,
    "contents-page": contents_page,
    "boilerplate": boilerplate,
    "stray-mark": stray_mark,
    "letter-spacing": letter_spacing,
    "glyph": glyph,
    "join": join,
    "item-break": item_break,
    "width": width,
    "punctuation": punctuation,
    "canonical": canonical,
}
"""Every rule by its name, in the order of their pages, which is that in which they are asked."""


def page(name: str, lang: str) -> str:
    """Return the page of a rule in `en` or `zh`. Raises LookupError for one that does not exist."""
    if name not in RULES:
        raise LookupError(
            _(
                "no rule is called {name!r}: the rules are {names}",
                name=name,
                names=[*RULES],
            )
        )
    from inspect import (
        cleandoc,
    )  # as in `findings.rule`; Python 3.13 has done it before

    lines = [line.rstrip() for line in cleandoc(RULES[name].__doc__ or "").splitlines()]
    chinese = lines.index("中文")
    own = lines[:chinese]
    if lang == "zh":
        own = [*lines[chinese + 1 :], "", *_examples(own)]
    return f"# {name}\n\n" + "\n".join(own).strip("\n")


def _examples(english: list[str]) -> list[str]:
    """Return the examples of a page in English, as they stand on the page in Chinese."""
    found = [line for line in english if " → " in line and line.startswith("    ")]
    return ["示例：", "", *found] if found else []


def summary(name: str, lang: str) -> str:
    """Return the first line of a rule's page."""
    return page(name, lang).split("\n", 3)[2]
