"""Findings that are mended by a rule of the normaliser, offered as changes to the text."""

from collections.abc import Collection, Iterable, Iterator
from typing import Any

from lsprotocol.types import CodeAction, CodeActionKind, Range, TextEdit, WorkspaceEdit

from planparse import Finding, Normalised, normalise
from planparse.integrations.lsp.diagnostics import NAME, diagnostic
from planparse.integrations.lsp.open_plan import OpenPlan

_STYLE = "S"
"""The letter of findings of style: each is mended by itself, or left to a person."""
ALL = f"{CodeActionKind.SourceFixAll.value}.{NAME}"
"""The kind of the change that mends all there is, as an editor can make it on saving."""


def quick_fixes(
    opened: OpenPlan, uri: str, asked: Range, only: Collection[str] | None
) -> list[CodeAction]:
    """Return the changes that mend findings in a range, and the one that mends all.

    `only` are the kinds that the editor asks for, None for all.
    """
    first = opened.positions.offset(asked.start)
    last = opened.positions.offset(asked.end)
    found: list[CodeAction] = []
    if _is_asked(CodeActionKind.QuickFix.value, only):
        for finding in opened.findings:
            if _touches(finding, first, last):
                found += _fix_of(opened, uri, finding)
    if _is_asked(ALL, only):
        found += _fix_of_all(opened, uri)
    return found


def _is_asked(kind: str, only: Collection[str] | None) -> bool:
    """Return whether a kind is one of those, or below one of those, that are asked for."""
    return only is None or any(f"{kind}.".startswith(f"{one}.") for one in only)


def _touches(finding: Finding, first: int, last: int) -> bool:
    """Return whether a finding touches a stretch of the text."""
    assert finding.start is not None
    assert finding.end is not None
    return finding.start <= last and first <= finding.end


def _fix_of(opened: OpenPlan, uri: str, finding: Finding) -> Iterator[CodeAction]:
    """Yield what mends one finding, if anything does."""
    if finding.mended_by is None:
        return
    done = _mended(opened, [finding.mended_by])
    own = [edit for edit in done.edits if _touches(finding, edit.start, edit.end)]
    whole = [] if finding.code.startswith(_STYLE) else done.edits
    edits = _edits(opened, done, own or whole)
    if edits:
        verb = "改正" if opened.reading.lang == "zh" else "Mend"
        yield CodeAction(
            f"{verb}: {finding.code} {finding.name} ({finding.mended_by})",
            kind=CodeActionKind.QuickFix,
            diagnostics=[diagnostic(opened, finding)],
            edit=WorkspaceEdit(changes={uri: edits}),
        )


def _fix_of_all(opened: OpenPlan, uri: str) -> Iterator[CodeAction]:
    """Yield what mends all findings that can be mended, as `planparse check --fix` does."""
    rules = {one.mended_by for one in opened.findings if one.mended_by is not None}
    done = _mended(opened, rules) if rules else None
    if done is not None and done.edits:
        zh = opened.reading.lang == "zh"
        yield CodeAction(
            "改正所有能改正之处" if zh else "Mend all that planparse can",
            kind=ALL,
            edit=WorkspaceEdit(changes={uri: _edits(opened, done, done.edits)}),
        )


def _mended(opened: OpenPlan, rules: Collection[str]) -> Normalised:
    """Return the text cleaned by some rules."""
    return normalise(opened.text, rules=rules, grammar=opened.reading.grammar)


def _edits(opened: OpenPlan, done: Normalised, chosen: Iterable[Any]) -> list[TextEdit]:
    """Return changes as an editor makes them; lines end as the others of the text do."""
    end = done.ledger.line_end
    return [
        TextEdit(
            opened.positions.range(edit.start, edit.end), edit.after.replace("\n", end)
        )
        for edit in chosen
    ]
