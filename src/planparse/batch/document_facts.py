"""What a manifest says of each document of a file: what it is, and how damaged."""

from bisect import bisect_right
from typing import Any

from planparse.findings.catalogue import DAMAGE
from planparse.text.lines import Lines
from planparse.tree import Parsed


def document_facts(parsed: Parsed) -> list[dict[str, Any]]:
    """Return a record for each document: `line`, `title`, `year`, `issuer`, `damage`.

    `damage` counts the findings that say that text is lost or cannot be read; those before
    the first document count with it. What a document does not say, and no damage, is left
    out.
    """
    documents = parsed.documents
    starts = [document.root.start for document in documents[1:]]
    damage = [0] * len(documents)
    for finding in parsed.findings:
        if documents and finding.code in DAMAGE:
            damage[bisect_right(starts, finding.start)] += 1
    lines = Lines(parsed.source.text)
    return [
        {"line": lines.line(document.root.start)}
        | {name: value for name, value in said.items() if value}
        for document, count in zip(documents, damage, strict=True)
        for said in [
            {
                "title": " ".join((document.title or "").split()),
                "year": document.year,
                "issuer": document.envelope.issuer,
                "damage": count,
            }
        ]
    ]
