"""What corrections say of a document as a whole: its title, who issued it, and when."""

from collections.abc import Iterable

from planparse.text.corrections import Correction
from planparse.text.dates import year_of_title
from planparse.tree import Document


def corrected(document: Document, said: Iterable[Correction]) -> Document:
    """Return a document with the fields that are said of it by way of one of its lines.

    Its year follows its title, unless it is said too, or the title names none.
    """
    root = document.root
    values = {
        one.kind: one.value or "" for one in said if root.start <= one.head < root.end
    }
    if not values:
        return document
    title = values.get("title", document.title)
    year = document.year
    if "title" in values:
        year = year_of_title(values["title"]) or year
    if "year" in values:
        year = int(values["year"])
    own = document.envelope
    envelope = own._replace(
        issuer=values.get("issuer", own.issuer),
        docnumber=values.get("docnumber", own.docnumber),
        date=values.get("date", own.date),
        secrecy=values.get("secrecy", own.secrecy),
    )
    titles = document.titles
    if title is not None and title != document.title:
        titles = (*titles[:-1], title)
    return document._replace(title=title, year=year, envelope=envelope, titles=titles)
