"""The words of the report on an archive."""

from collections.abc import Mapping
from types import MappingProxyType

from planparse.locale.message import Message, in_context, plural, told
from planparse.tree import Lang

SPOT = "｜"
"""What marks the place between the words around it; every Chinese font has it."""

_WORDS: Mapping[str, Message] = MappingProxyType(
    {
        "title": in_context("report", "Report on an archive"),
        "head": in_context("report", "Report on an archive: {archives}"),
        "names": Message("{names}", {"names": ()}),
        "names_and_more": in_context("report", "{names} and {count:,} more"),
        "column": in_context(
            "report", "{year}: {documents:,} documents, {damaged:,} damaged"
        ),
        "tally": in_context("report", "{count:,}, {damaged:,} damaged"),
        "made": in_context(
            "report", "Made by planparse {version} on {time}; every file: {manifest}"
        ),
        "all_well": in_context("report", "No file is damaged, and all could be read."),
        "in_short": in_context(
            "report",
            "{damaged:,} of {files:,} files are damaged, at {places}; {unread:,} "
            "could not be read.",
        ),
        "files": in_context("report", "files"),
        "documents": in_context("report", "documents"),
        "damaged": in_context("report", "damaged"),
        "damaged_files": in_context("report", "damaged files"),
        "damaged_documents": in_context("report", "damaged documents"),
        "sound": in_context("report", "no damage found"),
        "unread": in_context("report", "not read"),
        "places": in_context("report", "places"),
        "chars": in_context("report", "characters"),
        "bytes": in_context("report", "bytes"),
        "in_doubles": in_context("report", "duplicates"),
        "doubles": in_context("report", "Duplicates"),
        "in_groups": plural(
            "{documents:,} in {count:,} group",
            "{documents:,} in {count:,} groups",
            0,
            documents=0,
        ),
        "damage": in_context("report", "Damage"),
        "damage_means": in_context(
            "report",
            "Text that is lost, or that cannot be read as it stands. A place is a "
            "finding, not a measure of how much is lost.",
        ),
        "by_kind": in_context("report", "By kind"),
        "kind": in_context("report", "kind"),
        "code": in_context("report", "code"),
        "severity": in_context("report", "severity"),
        "error": in_context("report", "error"),
        "warning": in_context("report", "warning"),
        "note": in_context("report", "note"),
        "found_in": in_context("report", "in files"),
        "worst": in_context(
            "report", "Damaged files, those with the most places first"
        ),
        "places_count": plural("{count:,} place", "{count:,} places", 0),
        "line": in_context("report", "line {line}"),
        "lines": in_context("report", "lines {first}–{last}"),
        "page": in_context("report", "{where}, page {page}"),
        "more_places": in_context(
            "report", "and {count:,} more: planparse check prints them all"
        ),
        "more_shown": in_context("report", "{count:,} more"),
        "more_files": in_context(
            "report", "and {count:,} more damaged files: {manifest} tells of every file"
        ),
        "unread_title": in_context("report", "What could not be read, and why"),
        "reason": in_context("report", "reason"),
        "more_reasons": in_context(
            "report",
            "and {count:,} more files, for other reasons: {manifest} tells of every "
            "file",
        ),
        "more_unread": in_context(
            "report", "and {count:,} more files: {manifest} tells of every file"
        ),
        "file": in_context("report", "file"),
        "by_year": in_context("report", "By year"),
        "year": in_context("report", "year"),
        "no_year": in_context("report", "does not say"),
        "no_year_count": in_context(
            "report",
            "{documents:,} documents do not say for which year they are ({damaged:,} "
            "damaged).",
        ),
        "years_are": in_context(
            "report", "Documents by the year that they are for or were issued in."
        ),
        "in_figures": in_context("report", "in figures"),
        "by_issuer": in_context("report", "By issuer"),
        "issuer": in_context("report", "issuer"),
        "issuers_are": in_context(
            "report",
            "Documents by the body that issued them; those of several bodies count "
            "with each.",
        ),
        "more_issuers": in_context(
            "report",
            "and {count:,} more issuers, {documents:,} documents: {manifest} tells "
            "of every file",
        ),
        "more_years": in_context("report", "and {count:,} earlier years"),
        "other": in_context("report", "Other findings"),
        "other_are": in_context(
            "report",
            "Doubts that say nothing of a loss; planparse explain CODE tells what "
            "each means.",
        ),
        "other_none": in_context("report", "None."),
        "doubles_are": in_context(
            "report",
            "Documents that are one text: copies, versions, and what holds them. "
            "planparse duplicates -o groups.jsonl writes the groups for programs.",
        ),
        "doubles_none": in_context("report", "No duplicates were found."),
        "doubles_fault": in_context("report", "They were not looked for: {why}"),
        "more_groups": in_context(
            "report", "and {count:,} more groups: planparse duplicates tells all"
        ),
        "more_members": in_context("report", "and {count:,} more"),
        "group": in_context("report", "group"),
        "document": in_context("report", "document"),
        "title_head": in_context("report", "title"),
        "relation": in_context("report", "relation"),
        "differs": in_context("report", "what differs"),
        "double_groups": in_context("report", "groups of duplicates"),
        "formats": in_context("report", "By format"),
        "format": in_context("report", "format"),
        "measure": in_context("report", "measure"),
        "number": in_context("report", "number"),
        "summary": in_context("report", "Summary"),
        "message": in_context("report", "message"),
        "words": in_context("report", "words around it, ｜ the place"),
        "line_head": in_context("report", "line"),
        "page_head": in_context("report", "page"),
        "more_rows": in_context("report", "and {count:,} more rows than a sheet takes"),
    }
)


def say(word: str, lang: Lang, **values: object) -> str:
    """Return a word of the report in a language, with values put in."""
    return told(_WORDS[word].having(**values), lang)
