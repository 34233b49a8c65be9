"""A text that is open in an editor, parsed as `planparse check` parses its file."""

from collections.abc import Callable
from functools import cached_property
from typing import Any, Literal, NamedTuple

from planparse import (
    Finding,
    Grammar,
    Node,
    Plan,
    PlanparseError,
    find_corrections,
    parse,
)
from planparse.integrations.lsp.positions import Positions

Findings = tuple[Finding, ...]


def _all(_path: str, _text: str, findings: Findings) -> Findings:
    """Return the findings of a file as they are."""
    return findings


class Reading(NamedTuple):
    """How texts are read, and what is told of them.

    `codes` are those of the findings that are told, None for all, with `style` also those
    of style. Of `lang` None, what the editor says holds. `corrections` gives those of a file
    on disk. `chosen` takes the path of a file, its text and its findings, and returns those
    that are told.
    """

    grammar: str | Grammar = "auto"
    codes: frozenset[str] | None = None
    lang: str | None = None
    encoding: str = "utf-16"
    repair: bool = True
    style: bool = False
    corrections: Callable[[str], Any] = find_corrections
    chosen: Callable[[str, str, Findings], Findings] = _all


class OpenPlan:
    """The plan in a text, made when it is first asked for, and places in the text."""

    def __init__(self, text: str, path: str | None, reading: Reading) -> None:
        """Take the text, and the file that it is of, None where it was never saved."""
        self.text, self._path, self.reading = text, path, reading

    @cached_property
    def _parsed(self) -> Plan | str:
        """The parsed text, or why it cannot be read."""
        try:
            return parse(
                self.text.encode("utf-8", "replace"),
                path=self._path or "-",
                encoding="utf-8",
                grammar=self.reading.grammar,
                repair=self.reading.repair,
                corrections=self.reading.corrections(self._path)
                if self._path
                else None,
            )
        except PlanparseError as fault:
            return str(fault)

    @property
    def fault(self) -> str | None:
        """Why the text cannot be read, None where it can."""
        return self._parsed if isinstance(self._parsed, str) else None

    @property
    def plan(self) -> Plan | None:
        """The plan, None where the text cannot be read, or is the source of a page or a table.

        Of these what is parsed is what they show, whose places are not those of the text.
        """
        parsed = self._parsed
        return None if isinstance(parsed, str) or parsed.source.format else parsed

    @cached_property
    def positions(self) -> Positions:
        """The places of the text."""
        return Positions(self.text, self.reading.encoding)

    @cached_property
    def findings(self) -> Findings:
        """The findings that are told, in the language that they are told in."""
        if self.plan is None:
            return ()
        reading = self.reading
        lang: Literal["en", "zh"] = "zh" if reading.lang == "zh" else "en"
        found = self.plan.findings_in(lang)
        if reading.style:
            found = (*found, *self.plan.style_findings(lang))
            found = tuple(sorted(found, key=lambda one: (one.start, one.code)))
        if reading.codes is not None:
            found = tuple(one for one in found if one.code in reading.codes)
        return reading.chosen(self._path, self.text, found) if self._path else found

    @cached_property
    def nodes(self) -> tuple[Node, ...]:
        """The documents of the text, and what stands outside them."""
        return (*self.plan.strays, *self.plan.documents) if self.plan else ()


def bounds(node: Node) -> tuple[int, int]:
    """Return where a node stands that was parsed here."""
    assert node.span is not None
    return node.span.start, node.span.end
