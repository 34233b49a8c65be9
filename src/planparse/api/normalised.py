"""A clean text with the ledger of what was changed, and the way back from both."""

from collections.abc import Collection, Iterator, Mapping
from typing import TYPE_CHECKING, Any, Literal, NamedTuple

from planparse.api.corrections import Given, heeded
from planparse.api.finding import Finding
from planparse.api.grammar import Grammar, grammar_of
from planparse.api.source import decoded

if TYPE_CHECKING:
    from planparse.normaliser.ledger import Ledger, LedgerEntry
    from planparse.text.encoding import Source
    from planparse.tree import Finding as Doubt


class Normalised(NamedTuple):
    """What `normalise` gives.

    `text` is the clean text. `ledger` has every change, and what it takes to undo them.
    `findings` are doubts about the original that stay as they are, with messages in
    English; their places are those of the original.
    """

    text: str
    ledger: "Ledger"
    findings: tuple[Finding, ...]

    @property
    def edits(self) -> "tuple[LedgerEntry, ...]":
        """The changes, in order of place."""
        return self.ledger.entries

    @property
    def data(self) -> bytes:
        """The clean text as bytes, which is what `restore` takes and a file should hold."""
        return self.text.encode()

    def ledger_to(self, format: Literal["json", "yaml"]) -> Iterator[str]:
        """Yield the ledger as a file holds it, for `restore` on another day."""
        from planparse.normaliser.ledger import as_json, plain

        if format == "json":
            return as_json(self.ledger)
        if format != "yaml":
            raise ValueError(f"a ledger is written as json or yaml, not {format!r}")
        from planparse.export.yaml_emitter import dump

        return dump(plain(self.ledger))

    def __repr__(self) -> str:
        """Say how long the clean text is, and how many edits and findings there are."""
        counts = f"{len(self.text)} characters, {len(self.edits)} edits"
        return f"<Normalised text of {counts}, {len(self.findings)} findings>"


def normalise(
    source: str | bytes,
    *,
    rules: Collection[str] | None = None,
    punctuation: Literal["keep", "full", "half"] = "keep",
    canonical: bool = False,
    encoding: str | None = None,
    grammar: str | Grammar = "auto",
    corrections: Given = None,
) -> Normalised:
    r"""Clean a text, or the bytes of one. Never fails on text.

    Broken lines are joined, items set on lines of their own, damaged characters put right,
    page numbers and what a web site added left out. `rules` names the rules to go by, by
    default all but those of style, which bear the names of findings (`label-mark`);
    `planparse explain RULE` tells what one does. `punctuation` sets the width of marks
    beside Chinese characters, `canonical` gives labels the form of GB/T 9704. `encoding`,
    `grammar` and `corrections` are as for `parse`, and so are the errors raised; also
    ValueError for an unknown rule.

    >>> normalise("一、加强救援队\n伍建设。\n").text
    '一、加强救援队伍建设。\n'
    """
    from planparse.normaliser import engine
    from planparse.normaliser.rules import RULES

    unknown = sorted(set(rules or ()) - set(engine.NAMES))
    if unknown:
        raise ValueError(
            f"no rule is called {unknown[0]!r}: the rules are {', '.join(engine.NAMES)}"
        )
    text, sha256 = decoded(source, "-", encoding)
    text = heeded(text, sha256, corrections)
    chosen = tuple(
        name for name in engine.NAMES if name in (RULES if rules is None else rules)
    )
    done = engine.normalise(
        text,
        grammar_of(grammar).lexicon,
        engine.NormaliserOptions(chosen, punctuation, canonical),
        sha256,
    )
    return Normalised(done.text, done.ledger, _findings(text, done.doubts))


def restore(clean: bytes, ledger: "Ledger | Mapping[str, Any]") -> bytes:
    """Return the original of a clean text, to the byte.

    `ledger` is that of `Normalised`, or what its file holds, loaded as JSON or YAML.
    Raises CannotRestoreError where the two do not belong together or were changed.
    """
    from planparse.normaliser import ledger as ledgers

    if not isinstance(ledger, ledgers.Ledger):
        ledger = ledgers.from_plain(ledger)
    return ledgers.restore(clean, ledger)


def _findings(source: "Source", doubts: "tuple[Doubt, ...]") -> tuple[Finding, ...]:
    """Return the doubts as findings in English, those of the source's encoding first."""
    from planparse.findings.encoding import of_the_whole
    from planparse.findings.report.objects import as_json
    from planparse.text.lines import Lines

    records = as_json("-", Lines(source.text), [*of_the_whole(source), *doubts], "en")
    told: list[dict[str, Any]] = [{**record} for record in records]
    for record in told:
        del record["path"]
    return tuple(Finding(**record) for record in told)
