"""The specification of the numbering: every example in it says what is read, and is.

The examples stand in docs/numbering.md and in the chapters beside this file. They are
fenced blocks that begin with ```example: a text, a line with a lone dot, the outline
expected, and, where there are any, another dot and the findings expected. `--refresh`
rewrites what is expected. An example that is marked `known failure: why` says what would
be right; it has to fail, so that mending it is noticed.
"""

import re
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

import pytest

from planparse.findings.catalogue import rule
from planparse.records import Exporter, Row
from planparse.text.lines import Lines
from planparse.tree import Parsed
from tests.laws.laws import AUTO, hold, parsed

PAGES = [
    Path(__file__).parents[2] / "docs" / "numbering.md",
    *sorted(Path(__file__).parent.glob("*.md")),
]
UNSEEN = {"→": "\t", "↡": "\f"}
"""Characters that the page prints for others, which nobody would see."""
LONGEST = 40  # characters of a text that an outline shows whole


class Example(NamedTuple):
    """An example: its page, the heading it stands under, its number there, and what it says.

    `line` is the line of its fence, `failure` why it is a known failure.
    """

    page: Path
    heading: str
    number: int
    line: int
    failure: str | None
    text: str
    expected: str

    @property
    def name(self) -> str:
        return f"{self.page.stem}: {self.heading} {self.number}"


def examples(page: Path, content: str) -> Iterator[Example]:
    """Yield the examples of a page. Raises ValueError, with the line, for a malformed one."""
    heading, number = "", 0
    lines = iter(enumerate(content.splitlines(), 1))
    for place, line in lines:
        if line.startswith("#"):
            heading, number = line.lstrip("# "), 0
        if not line.startswith("```"):
            continue
        block = []
        for _, inner in lines:
            if inner == "```":
                break
            block.append(inner)
        else:
            raise ValueError(f"line {place}: this block has no end")
        info = re.fullmatch(r"```example(?: known failure: (.+))?", line)
        if info is None:
            if line.startswith("```example"):
                raise ValueError(
                    f"line {place}: not “```example” nor “```example known failure: why”"
                )
            continue
        if "." not in block:
            raise ValueError(
                f"line {place}: no lone dot parts the text from what is expected"
            )
        number += 1
        dot = block.index(".")
        text = "".join(f"{entry}\n" for entry in block[:dot])
        for shown, meant in UNSEEN.items():
            text = text.replace(shown, meant)
        yield Example(
            page=page,
            heading=heading,
            number=number,
            line=place,
            failure=info[1],
            text=text,
            expected="\n".join(block[dot + 1 :]),
        )


def shown(plan: Parsed) -> str:
    """Return a parse in the notation of the examples: an outline, a dot, and the findings."""
    rows = list(Exporter(plan, AUTO).rows())
    several = len(plan.documents) > 1
    out = [entry for row in rows if (entry := _entry(row, several)) is not None]
    lines = Lines(plan.source.text)
    found = [
        f"{lines.line(finding.start)} {finding.code} {rule(finding.code).name}"
        for finding in plan.findings
    ]
    return "\n".join(out + ([".", *found] if found else []))


def _entry(row: Row, several: bool) -> str | None:
    """Return a node as a line of the outline; None for a file's only document."""
    if row.kind == "document":
        return f"== {row.title or ''}".rstrip() if several else None
    text = _short(row.text)
    if row.kind == "section":
        entry = " ".join(
            filter(None, [row.label, row.title, f"¦ {text}" if text else ""])
        )
    elif row.kind == "lacuna":
        entry = f"⟨{' '.join(row.more['missing'])}⟩"
    elif row.kind == "title":
        entry = "# " + " ".join(filter(None, [row.label, row.title]))
    elif row.kind == "heading":
        entry = f"▸ {row.title}"
    elif row.kind == "paragraph" and row.title:
        entry = " ".join(filter(None, ["§", row.title, f"¦ {text}" if text else ""]))
    else:
        sign = {"paragraph": "¶", "fragment": "~"}.get(row.kind, f"[{row.kind}]")
        entry = f"{sign} {text}"
    status = " …|" if row.status == "truncated" else ""
    return "  " * max(0, row.depth - 1) + entry + status


def _short(text: str) -> str:
    """Return a text on one line, the middle of a long one left out."""
    text = re.sub(r"[\t\f\u3000 ]*(?:\r\n|\r|\n)[\t\f\u3000 ]*", "⏎", text)
    return text if len(text) <= LONGEST else f"{text[:24]}…{text[-12:]}"


EXAMPLES = [
    example
    for page in PAGES
    for example in examples(page, page.read_text(encoding="utf-8"))
]


@pytest.mark.parametrize(
    "example",
    [
        pytest.param(
            example,
            id=example.name,
            marks=[
                pytest.mark.xfail(
                    strict=True, raises=AssertionError, reason=example.failure
                )
            ]
            if example.failure
            else [],
        )
        for example in EXAMPLES
    ],
)
def test_example(example: Example, refresh: bool) -> None:
    found = shown(parsed(example.text, repair=True))
    if refresh and not example.failure:
        rewrite(example, found)
        return
    assert found == example.expected, f"{example.page.name}, line {example.line}"


def rewrite(example: Example, found: str) -> None:
    """Put what is found in place of what an example expects.

    Earlier examples of the page may have been rewritten, so its line is looked up again.
    """
    content = example.page.read_text(encoding="utf-8")
    same = next(e for e in examples(example.page, content) if e.name == example.name)
    lines = content.splitlines()
    dot = lines.index(".", same.line)
    lines[dot + 1 : lines.index("```", dot)] = found.splitlines()
    example.page.write_text("\n".join(lines) + "\n", encoding="utf-8")


@pytest.mark.parametrize("example", EXAMPLES, ids=lambda example: example.name)
def test_the_laws_hold_on_every_example(example: Example) -> None:
    hold(example.text)


def test_names_of_examples_tell_them_apart() -> None:
    names = [example.name for example in EXAMPLES]
    assert len(set(names)) == len(names)


def test_every_family_has_an_example() -> None:
    families = {
        row.family
        for example in EXAMPLES
        if example.failure is None
        for row in Exporter(parsed(example.text, repair=True), AUTO).rows()
        if row.kind == "section"
    }
    assert families >= {family.name for family in AUTO.families if not family.document}


@pytest.mark.parametrize(
    ("content", "said"),
    [
        ("```example\n一、抓落实\n.\n", "line 1: this block has no end"),
        ("# 一\n\n```example\n一、抓落实\n```\n", "line 3: no lone dot"),
        ("```example fails\n.\n```\n", "line 1: not “```example”"),
    ],
)
def test_a_malformed_example_is_named_with_its_line(content: str, said: str) -> None:
    with pytest.raises(ValueError, match=f"^{re.escape(said)}"):
        list(examples(PAGES[0], content))
