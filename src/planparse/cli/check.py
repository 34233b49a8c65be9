"""`planparse check`: findings alone, for people and for other programs."""

import json
import sys
from collections.abc import Iterable, Iterator, Sequence

import click

from planparse.cli import check_options, inputs, options
from planparse.cli.checking import Asked, Result, Run
from planparse.cli.commands import Command
from planparse.cli.finding_options import finding_options, is_of_style, wanted
from planparse.cli.language import remark
from planparse.cli.outcome import DONE, FOUND, TROUBLE
from planparse.cli.plan_files import plan_files
from planparse.findings.report.github import as_github
from planparse.findings.report.objects import as_json
from planparse.findings.report.sarif import as_sarif
from planparse.findings.report.terminal import as_text
from planparse.locale.message import Message, _, plural
from planparse.system import terminal
from planparse.system.files import to_file, to_stdout
from planparse.tree import Lang


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
def command(
    *,
    files: tuple[str, ...],
    fmt: str,
    select: tuple[frozenset[str], ...],
    ignore: tuple[frozenset[str], ...],
    style: bool,
    exclude: tuple[str, ...],
    statistics: bool,
    exit_zero: bool,
    fix: bool,
    diff: bool,
    baseline: str | None,
    write_baseline: bool,
    output: str | None,
    quiet: bool,
    encoding: str | None,
    grammar: str,
    no_repair: bool,
    lang: str | None,
    color: str,
) -> int:
    """Print what is doubtful in the files, and no tree.

    FILE may be a folder or a zip or tar archive, of which the plans are checked, or a glob.

    Exit status: 0 nothing found, 1 something found, 2 could not.
    """
    _refuse_disagreeing(
        files,
        fmt,
        unnamed_baseline=write_baseline and baseline is None,
        statistics=statistics,
        fix=fix,
        diff=diff,
    )
    if output is not None:
        inputs.refuse_input(output, (*files, grammar))
    codes, known = wanted(select, ignore), None
    if baseline is not None:
        from planparse.cli.known import Baseline

        known = Baseline(baseline, codes, is_new=write_baseline)
    run = Run(
        Asked(
            inputs.lexicon_of(grammar),
            codes,
            encoding,
            repair=not no_repair,
            style=style or is_of_style(select),
            baseline=known,
            fix=fix and not diff,
            diff=diff,
            strict=output is not None,
            quiet=quiet,
        )
    )
    tongue = terminal.language(lang)
    tints = (
        terminal.coloured(color, sys.stdout) if output is None else color == "always"
    )
    results = run.over(plan_files(files, exclude))
    form = "diff" if diff else "counts" if statistics else ""
    pieces = _written(
        results,
        f"{fmt} {form}".rstrip(),
        tongue,
        colour=tints,
        width=terminal.width(sys.stdout) if output is None else 80,
    )
    if output is not None:
        to_file(output, pieces)
    elif quiet or write_baseline:
        for _result in results:
            pass
    else:
        to_stdout(pieces)
    if known is not None and write_baseline:
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
        return TROUBLE if run.failed else DONE
    if not quiet:
        told = output is None and fmt == "text" and not diff
        _tell(run, files, told=told, diff=diff)
        if known is not None and known.gone():
            remark(
                _(
                    "{gone} of {path} are found no more: --write-baseline takes them out",
                    gone=known.gone(),
                    path=known.path,
                )
            )
    if run.failed:
        return TROUBLE
    return FOUND if run.findings and not exit_zero else DONE


def _refuse_disagreeing(
    files: Sequence[str],
    fmt: str,
    *,
    unnamed_baseline: bool,
    statistics: bool,
    fix: bool,
    diff: bool,
) -> None:
    """Raise UsageError where options do not go together."""
    inputs.refuse_twice(files)
    if unnamed_baseline:
        raise click.UsageError(
            _("--write-baseline needs a file to write: --baseline known.json")
        )
    if "-" in files and (fix or diff):
        raise click.UsageError(
            _(
                "standard input cannot be mended in place: planparse normalise - writes "
                "its clean text"
            )
        )
    if diff and (statistics or fmt != "text"):
        raise click.UsageError(
            _("--diff prints differences alone: leave --statistics and -f out")
        )
    if statistics and fmt not in ("text", "json"):
        raise click.UsageError(
            _(
                "--statistics has no effect on {fmt}: say -f text|json, or leave it out",
                fmt=fmt,
            )
        )


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


def _tell(run: Run, files: Sequence[str], *, told: bool, diff: bool) -> None:
    """Say how many findings there are in how many files, where these are not one."""
    if not run.files and not run.failed:
        remark(
            _(
                "{paths}: no plan is there to be checked; in a folder their names end in "
                ".txt, .md, .docx, .pdf and the like",
                paths=" ".join(files),
            )
        )
    elif diff:
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


def _files(number: int) -> Message:
    """Return a number of files in words."""
    return plural("{count} file", "{count} files", number)


def _findings(number: int) -> Message:
    """Return a number of findings in words."""
    return plural("{count} finding", "{count} findings", number)
