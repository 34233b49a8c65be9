"""Passages and verifications as plain records, which `verify` reads back."""

from planparse.records import IN_FILE, Record
from planparse.retrieval.citations.passages import Difference, Passage
from planparse.retrieval.citations.verification import Verification
from planparse.system.paths import unicode_path


def passage_record(passage: Passage, source: str, sha256: str) -> Record:
    """Return a passage plain, with the path and the digest of its source.

    What the file does not show is left out; so is what only differing words have.
    """
    record: Record = {
        "source": unicode_path(source),
        "sha256": sha256,
        "doc": passage.doc,
        "document": passage.document,
        "node": passage.node,
        "kind": passage.kind,
        "cite": passage.cite,
        "path": list(passage.path),
        "quotation": passage.text,
        "line": passage.line,
        "start": passage.start,
        "end": passage.end,
    }
    in_file = ((name, getattr(passage, name)) for name in IN_FILE)
    record |= {name: value for name, value in in_file if value is not None}
    if passage.differences:
        record["likeness"] = round(passage.likeness, 3)
        record["differences"] = list(map(_difference, passage.differences))
    return record


def verification_record(verification: Verification) -> Record:
    """Return a verification plain: the status, the citation as given, what stands there."""
    given = verification.cited._asdict()
    record: Record = {"status": verification.status}
    record |= {name: value for name, value in given.items() if value is not None}
    if verification.reason is not None:
        record["reason"] = verification.reason
    if verification.passage is not None:
        source, sha256 = verification.source or "", verification.sha256 or ""
        record["found"] = passage_record(verification.passage, source, sha256)
    return record


def _difference(difference: Difference) -> Record:
    """Return a difference plain."""
    return difference._asdict()
