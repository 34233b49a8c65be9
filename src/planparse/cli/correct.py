"""`planparse correct`: say once and for all how a line of a plan is to be read."""

import os
import time
from collections.abc import Iterator, Mapping
from typing import TYPE_CHECKING, NamedTuple, get_args

import click

from planparse.cli import inputs, options
from planparse.cli.commands import Command
from planparse.cli.findings_told import tell_findings
from planparse.cli.language import remark, spoken
from planparse.cli.outcome import DONE, FOUND, CommandError
from planparse.corrections import editing
from planparse.corrections.files import CorrectionsFile
from planparse.corrections.model import Entry, entries_of, sheet_of
from planparse.errors import CorrectionsError, reason
from planparse.findings.catalogue import MISFITS
from planparse.findings.corrections import heeded
from planparse.grammar.lexicon import Lexicon
from planparse.locale.message import Message, _, told
from planparse.pipeline import parse
from planparse.system import terminal
from planparse.system.files import to_file, to_stdout
from planparse.text.corrections import NAME, CorrectionKind
from planparse.text.encoding import Source, sha256_of
from planparse.text.lines import Lines
from planparse.text.printable import harmless
from planparse.tree import Parsed

if TYPE_CHECKING:
    from click.shell_completion import CompletionItem

_WORDS = 20
"""So many characters of a line are noted where no words are named: a choice."""
"""The findings that say that corrections do not fit."""


def _kinds(
    _context: click.Context, _param: click.Parameter, incomplete: str
) -> "list[CompletionItem]":
    """Return what a line can be said to be, for the shell."""
    return options.completions(get_args(CorrectionKind), incomplete)


@click.command(cls=Command, context_settings=options.SETTINGS)
@click.argument("place", metavar="FILE[:LINE]", type=options.FILE)
@click.option(
    "--as",
    "kind",
    shell_complete=_kinds,
    metavar="KIND[=VALUE]",
    help="What the line is: heading, section, text, title, no-hole, join …; or its "
    "document: title=…, issuer=…, date=… (docs/corrections.md has all).",
)
@click.option(
    "--words",
    metavar="WORDS",
    show_default="the first of the line",
    help="Words on the line. A label inside it is named by them.",
)
@click.option(
    "--level",
    type=click.IntRange(1, 64),
    metavar="N",
    help="How many sections down a heading or a section stands, itself included.",
)
@click.option("--by", metavar="NAME", help="Who says so.")
@click.option("--why", metavar="TEXT", help="Why it is so.")
@click.option("--date", metavar="DAY", show_default="today", help="When it was said.")
@click.option("--list", "listing", is_flag=True, help="Print what is said of FILE.")
@click.option(
    "--remove", is_flag=True, help="Take back what is said of the line, or of FILE."
)
@click.option(
    "--renew",
    is_flag=True,
    help="Say of FILE what was said before it changed, as far as the words still stand.",
)
@options.quiet_option
@options.reading_options
@options.lang_option
@options.color_option
def command(
    *,
    place: str,
    kind: str | None,
    words: str | None,
    level: int | None,
    by: str | None,
    why: str | None,
    date: str | None,
    listing: bool,
    remove: bool,
    renew: bool,
    quiet: bool,
    encoding: str | None,
    grammar: str,
    lang: str | None,
    color: str,
) -> int:
    """Say how a line of FILE is to be read, for all commands to heed.

    It is noted in planparse-corrections.yaml, the nearest in the folder of FILE or above,
    or in a new one beside it; what stands there stays as it is. What the plan cannot be
    read by is refused, and nothing is written.

    Exit status: 0 done, 1 something that is said does not fit, 2 could not.
    """
    file, line = inputs.file_and_line(place) or (place, None)
    _refuse_contradictions(kind, line, listing=listing, remove=remove, renew=renew)
    plan = _Corrected.at(file, encoding, inputs.lexicon_of(grammar))
    if listing:
        parsed, done = plan.read(plan.text), None
        to_stdout(f"{row}\n" for row in plan.listed(parsed))
    elif remove:
        parsed = plan.write(plan.without(line, kind))
        done = _("taken back from {path}", path=plan.path)
    elif renew:
        parsed = plan.write(plan.renewed())
        count = plan.count_renewed(parsed)
        done = _("{count} said anew in {path}", count=count, path=plan.path)
    else:
        said = {
            "words": words,
            "is": kind,
            "level": level,
            "by": by,
            "date": date or time.strftime("%Y-%m-%d"),
            "why": why,
        }
        parsed, done = _noted(plan, plan.entry(line or 0, said), place)
    if done is not None and not quiet:
        remark(_("{path}: {why}", path=place, why=done))
    misfits = [one for one in parsed.findings if one.code in MISFITS]
    if not quiet:
        tongue = terminal.language(lang)
        tell_findings(file, plan.source.text, misfits, tongue, color)
    return FOUND if misfits else DONE


def _noted(
    plan: "_Corrected", entry: Entry, place: str
) -> tuple[Parsed, Message | None]:
    """Note a correction that is heeded; return the plan as it is then read, and what was done.

    What would not be heeded is told, and not noted.
    """
    text = plan.with_entry(entry)
    parsed = plan.read(text)
    if plan.is_heeded(entry, parsed):
        plan.write(text)
        return parsed, _("noted in {path}", path=plan.path)
    remark(
        _(
            "{place}: this correction would not take effect, so nothing is written",
            place=place,
        )
    )
    return parsed, None


def _of_option(wrong: str) -> str:
    """Return what is wrong with the one entry that was given, by the name of the option."""
    fault = wrong.values["fault"] if isinstance(wrong, Message) else wrong
    if isinstance(fault, Message) and fault.values.get("name") == "is":
        return fault.having(name="--as")
    return _("--as {why}", why=fault)


def _refuse_contradictions(
    kind: str | None, line: int | None, *, listing: bool, remove: bool, renew: bool
) -> None:
    """Raise UsageError where it is not one thing that is asked for."""
    asked = [kind is not None and not remove, listing, remove, renew]
    if sum(asked) != 1:
        raise click.UsageError(
            _(
                "say what the line is with --as KIND, or ask for one of --list, "
                "--remove and --renew"
            )
        )
    if asked[0] and line is None:
        raise click.UsageError(_("say which line, as in FILE:12 --as heading"))
    if line is not None and (listing or renew):
        raise click.UsageError(
            _("--list and --renew are of the whole file: leave :LINE out")
        )


class _Corrected(NamedTuple):
    """A plan, and the file of corrections that holds for it.

    `source` is the plan without corrections, `path` where these are or will be, `text`
    what stands there.
    """

    file: str
    source: Source
    sha256: str
    lexicon: Lexicon
    path: str
    text: str

    @classmethod
    def at(cls, file: str, encoding: str | None, lexicon: Lexicon) -> "_Corrected":
        """Read a plan and its corrections. Raises PlanparseError."""
        if file == "-":
            raise CommandError(_("corrections belong to a file: name one"))
        data = inputs.read_bytes(file)
        source = inputs.without_corrections(data, file, encoding)
        beside = os.path.join(os.path.dirname(file), NAME)
        path = inputs.corrections_path(file) or beside
        text = ""
        if os.path.lexists(path):
            text = inputs.utf8_text(path, _("corrections are"))
        return cls(file, source, sha256_of(data), lexicon, path, text)

    # ── what it says ──────────────────────────────────────────────────────────────────

    def _corrections(self, text: str) -> CorrectionsFile:
        """Return what a text of corrections says. Raises CorrectionsError."""
        folder = os.path.dirname(os.path.abspath(self.path))
        sheet = sheet_of(text or editing.NEW, self.path)
        return CorrectionsFile(self.path, folder, sheet)

    @property
    def _name(self) -> str:
        """The path of the plan as its corrections have it."""
        return self._corrections("").relative(self.file)

    def read(self, text: str) -> Parsed:
        """Return the plan as it is read by a text of corrections. Raises CorrectionsError."""
        said = self._corrections(text).heeded(self.source, self.sha256, self.file)
        return parse(said, self.lexicon)

    def is_heeded(self, entry: Entry, parsed: Parsed) -> bool:
        """Return whether a parse follows a correction."""
        wanted = (entry.is_, entry.line, entry.words.strip(), entry.value)
        return any(one.key == wanted for one in heeded(parsed))

    def listed(self, parsed: Parsed) -> Iterator[str]:
        """Yield a line for each correction of the plan, and of what it was before."""
        corrections = self._corrections(self.text)
        follows = {one.key for one in heeded(parsed)}
        for entry in corrections.entries(self.sha256):
            is_met = (
                entry.is_,
                entry.line,
                entry.words.strip(),
                entry.value,
            ) in follows
            yield self._row(entry, "" if is_met else _(" [does not fit]"))
        for file in corrections.stale(self.sha256, self.file):
            for entry in file.corrections:
                yield self._row(entry, _(" [of an earlier content]"))

    def _row(self, entry: Entry, state: str) -> str:
        """Return a correction as a line for people."""
        value = "" if entry.value is None else f"={entry.value}"
        level = "" if entry.level is None else f" {entry.level}"
        who = " ".join(filter(None, (entry.by, entry.date)))
        notes = [text for text in (who, entry.why) if text]
        place, what = f"{self.file}:{entry.line}", f"{entry.is_}{value}{level}"
        row = _(
            "{place}: {words}: {what}{state}{notes}",
            place=place,
            words=entry.words,
            what=what,
            state=state,
            notes=_("  ({notes})", notes=told(_("; "), spoken()).join(notes))
            if notes
            else "",
        )
        return harmless(told(row, spoken()))

    # ── what it is to say ─────────────────────────────────────────────────────────────

    def entry(self, line: int, said: Mapping[str, object]) -> Entry:
        """Return what is said of a line. Raises CommandError, and CorrectionsError."""
        kind, _sign, value = str(said["is"]).partition("=")
        given = {**said, "line": line, "is": kind, "value": value or None}
        given["words"] = said["words"] or self._first_words(line)
        try:
            (entry,) = entries_of([{k: v for k, v in given.items() if v is not None}])
        except CorrectionsError as fault:
            raise CommandError(_of_option(reason(fault))) from None
        return entry

    def _first_words(self, line: int) -> str:
        """Return the first words of a line. Raises CommandError for one that has none."""
        lines = Lines(self.source.text)
        if not 1 <= line <= len(lines):
            raise CommandError(
                _(
                    "{file}: there is no line {line}: the last one is {last}",
                    file=self.file,
                    line=line,
                    last=len(lines),
                )
            )
        words = lines.text_of(line).strip()[:_WORDS].strip()
        if not words:
            raise CommandError(
                _("{file}: line {line} is empty", file=self.file, line=line)
            )
        return words

    def with_entry(self, entry: Entry) -> str:
        """Return the text of the corrections with one more. Raises CorrectionsError."""
        return editing.with_entry(self.text, self.path, self._name, self.sha256, entry)

    def without(self, line: int | None, kind: str | None) -> str:
        """Return the text without what is said of a line, or of all. Raises CommandError."""

        def is_wanted(entry: Entry) -> bool:
            """Return whether a correction is to go."""
            return line in (None, entry.line) and kind in (None, entry.is_)

        text = self.text and editing.without_entries(
            self.text, self.path, self.sha256, is_wanted
        )
        if text == self.text:
            place = self.file if line is None else f"{self.file}:{line}"
            raise CommandError(
                _(
                    "{place}: nothing is said of it in {path}",
                    place=place,
                    path=self.path,
                )
            )
        return text

    def renewed(self) -> str:
        """Return the text with what was said of an earlier content. Raises CommandError."""
        if not self._corrections(self.text).stale(self.sha256, self.file):
            raise CommandError(
                _(
                    "{file}: nothing is said of an earlier content in {path}",
                    file=self.file,
                    path=self.path,
                )
            )
        line_of = editing.moved_lines(self.source.text)
        return editing.renewed(self.text, self.path, self._name, self.sha256, line_of)

    def count_renewed(self, parsed: Parsed) -> str:
        """Return how many of the corrections of an earlier content hold for this one."""
        before = self._corrections(self.text).stale(self.sha256, self.file)
        count = len(parsed.source.corrections.fitting)
        all_ = sum(len(file.corrections) for file in before)
        return _("{count} of {all}", count=count, all=all_)

    def write(self, text: str) -> Parsed:
        """Write the corrections, whole or not at all, and return the plan as it is read now."""
        to_file(self.path, [text])
        return self.read(text)
