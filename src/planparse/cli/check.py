"""`planparse check`: findings alone, for people and for other programs."""

import json
import sys
from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING, Any, NamedTuple

import click

from planparse.cli import check_options, inputs, options
from planparse.cli.checking import Asked, Result, Run
from planparse.cli.commands import Command
from planparse.cli.finding_options import finding_options, is_of_style, wanted
from planparse.cli.language import remark
from planparse.cli.outcome import DONE, FOUND, TROUBLE
from planparse.cli.output import colours, write_output
from planparse.cli.plan_files import plan_files
from planparse.findings.report.github import as_github
from planparse.findings.report.objects import as_json
from planparse.findings.report.sarif import as_sarif
from planparse.findings.report.terminal import as_text
from planparse.locale.message import Message, _, plural
from planparse.system import terminal
from planparse.tree import Lang

if TYPE_CHECKING:
    from planparse.cli.known import Baseline

_WIDTH = 80
"""How wide lines are in a file; a choice."""


@click.command(cls=Command, context_settings=options.SETTINGS)
@click.argument("files", nargs=-1, required=True, metavar="FILE…", type=options.FILE)
@click.option(
    "-f",
    "--format",
    "fmt",
    type=click.Choice(["text", "json", "sarif", "github"]),
    default="text",
    help="For people, as one list of objects, as SARIF 2.1.0, or as GitHub annotations.",
)
@finding_options
@check_options.style_option
@check_options.exclude_option
@click.option(
    "--statistics",
    is_flag=True,
    help="Print how often each kind was found, and in how many files.",
)
@click.option(
    "--exit-zero", is_flag=True, help="Exit with 0 where something was found."
)
@click.option(
    "--fix",
    is_flag=True,
    help="Mend in place what normalise can; planparse restore gives back the old text.",
)
@click.option(
    "--diff", is_flag=True, help="Show what --fix would change, and change nothing."
)
@check_options.baseline_option
@click.option(
    "--write-baseline",
    is_flag=True,
    help="Write what is found to the --baseline, to be left out from now on.",
)
@options.output_option()
@options.telling_options
def command(**values: Any) -> int:
    """Print what is doubtful in the files, and no tree.

    FILE may be a folder or a zip or tar archive, of which the plans are checked, or a glob.

    Exit status: 0 nothing found, 1 something found, 2 could not.
    """
    given = Options(**values)
    _refuse_disagreeing(given)
    known = _baseline(given)
    run = Run(_asked(given, known))
    results = run.over(plan_files(given.files, given.exclude))
    _print(given, results)
    if known is not None and given.write_baseline:
        _keep(known, quiet=given.quiet)
        return TROUBLE if run.failed else DONE
    if not given.quiet:
        _tell(run, given)
        _tell_gone(known)
    if run.failed:
        return TROUBLE
    return FOUND if run.findings and not given.exit_zero else DONE


class Options(NamedTuple):
    """The options as they stand on the command line."""

    files: tuple[str, ...]
    fmt: str
    select: tuple[frozenset[str], ...]
    ignore: tuple[frozenset[str], ...]
    style: bool
    exclude: tuple[str, ...]
    statistics: bool
    exit_zero: bool
    fix: bool
    diff: bool
    baseline: str | None
    write_baseline: bool
    output: str | None
    quiet: bool
    encoding: str | None
    grammar: str
    no_repair: bool
    lang: str | None
    color: str


# ── what is asked ──────────────────────────────────────────────────────────────────────


def _refuse_disagreeing(given: Options) -> None:
    """Raise UsageError where options do not go together, or the output is an input."""
    inputs.refuse_twice(given.files)
    if given.write_baseline and given.baseline is None:
        raise click.UsageError(
            _("--write-baseline needs a file to write: --baseline known.json")
        )
    if "-" in given.files and (given.fix or given.diff):
        raise click.UsageError(
            _(
                "standard input cannot be mended in place: planparse normalise - writes "
                "its clean text"
            )
        )
    if given.diff and (given.statistics or given.fmt != "text"):
        raise click.UsageError(
            _("--diff prints differences alone: leave --statistics and -f out")
        )
    if given.statistics and given.fmt not in ("text", "json"):
        raise click.UsageError(
            _(
                "--statistics has no effect on {fmt}: say -f text|json, or leave it out",
                fmt=given.fmt,
            )
        )
    if given.output is not None:
        inputs.refuse_input(given.output, (*given.files, given.grammar))


def _baseline(given: Options) -> "Baseline | None":
    """Return the findings that are known, None where no baseline is named."""
    if given.baseline is None:
        return None
    from planparse.cli.known import Baseline

    codes = wanted(given.select, given.ignore)
    return Baseline(given.baseline, codes, is_new=given.write_baseline)


def _asked(given: Options, known: "Baseline | None") -> Asked:
    """Return what is asked of each file."""
    return Asked(
        inputs.lexicon_of(given.grammar),
        wanted(given.select, given.ignore),
        given.encoding,
        repair=not given.no_repair,
        style=given.style or is_of_style(given.select),
        baseline=known,
        fix=given.fix and not given.diff,
        diff=given.diff,
        strict=given.output is not None,
        quiet=given.quiet,
    )


# ── what is printed ────────────────────────────────────────────────────────────────────


def _print(given: Options, results: Iterable[Result]) -> None:
    """Check the files, and write what is found to where it is to go."""
    to_screen = given.output is None
    form = "diff" if given.diff else "counts" if given.statistics else ""
    pieces = _written(
        results,
        f"{given.fmt} {form}".rstrip(),
        terminal.language(given.lang),
        colour=colours(given.color, given.output),
        width=terminal.width(sys.stdout) if to_screen else _WIDTH,
    )
    if to_screen and (given.quiet or given.write_baseline):
        for _result in results:
            pass
    else:
        write_output(given.output, pieces)


def _written(
    results: Iterable[Result], form: str, lang: Lang, *, colour: bool, width: int
) -> Iterator[str]:
    """Yield all findings in a form, or what would be mended; an empty piece ends each file."""
    if form == "sarif":
        yield _as_json_text(as_sarif((one.checked for one in results), lang))
    elif form == "json":
        yield _as_json_text(
            [entry for one in results for entry in as_json(*one.checked, lang)]
        )
    elif form.endswith(" counts"):
        from planparse.findings.report import statistics
        from planparse.normaliser.mending import MENDED_BY

        found = statistics.counts(one.checked for one in results)
        if form.startswith("json"):
            yield _as_json_text(statistics.as_json(found, MENDED_BY))
        else:
            for line in statistics.as_text(found, MENDED_BY, lang, colour=colour):
                yield f"{line}\n"
    else:
        for one in results:
            for line in _lines(one, form, lang, colour=colour, width=width):
                yield f"{line}\n"
            yield ""  # now, so that what is told of the next file stands behind it


def _lines(
    result: Result, form: str, lang: Lang, *, colour: bool, width: int
) -> Iterable[str]:
    """Return the lines on one file."""
    if form == "github":
        return as_github(*result.checked, lang)
    if form == "text":
        return as_text(*result.checked, lang, colour, width)
    if result.mend is None:
        return ()
    from planparse.cli.mending import difference

    return difference(result.checked.path, result.mend, colour=colour)


def _as_json_text(data: object) -> str:
    """Return data as JSON that people can read."""
    return json.dumps(data, ensure_ascii=False, indent=2) + "\n"


# ── what is told ───────────────────────────────────────────────────────────────────────


def _tell(run: Run, given: Options) -> None:
    """Say how many findings there are in how many files, where these are not one."""
    told = given.output is None and given.fmt == "text" and not given.diff
    if not run.files and not run.failed:
        remark(
            _(
                "{paths}: no plan is there to be checked; in a folder their names end in "
                ".txt, .md, .docx, .pdf and the like",
                paths=" ".join(given.files),
            )
        )
    elif given.diff:
        remark(_("--fix would mend {files}", files=_files(run.mended)))
    elif told and run.files > 1 and run.findings:
        remark(
            _(
                "{files}, {findings} in {some} of them",
                files=_files(run.files),
                findings=_findings(run.findings),
                some=run.with_findings,
            )
        )
    elif told and run.files > 1:
        remark(_("{files}, no findings", files=_files(run.files)))


def _keep(known: "Baseline", *, quiet: bool) -> None:
    """Write the baseline, and say what is in it."""
    findings, in_files = known.write()
    if not quiet:
        remark(
            _(
                "{path} has {findings} in {files}",
                path=known.path,
                findings=_findings(findings),
                files=_files(in_files),
            )
        )


def _tell_gone(known: "Baseline | None") -> None:
    """Say how many findings of the baseline are found no more."""
    if known is not None and known.gone():
        remark(
            _(
                "{gone} of {path} are found no more: --write-baseline takes them out",
                gone=known.gone(),
                path=known.path,
            )
        )


def _files(number: int) -> Message:
    """Return a number of files in words."""
    return plural("{count} file", "{count} files", number)


def _findings(number: int) -> Message:
    """Return a number of findings in words."""
    return plural("{count} finding", "{count} findings", number)
