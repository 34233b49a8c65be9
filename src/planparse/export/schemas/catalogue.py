"""The catalogue of an archive, as `planparse catalogue -f json` prints it."""

from planparse.export.schemas.model import Count, Model, Number


class CatalogueLine(Model):
    """A document in the catalogue, by what it says of itself; null or empty where it does not.

    `path` is the file as its archive names it, `doc` the document's place in it, from 1, of
    so many `documents`; of a file that could not be read both are 0. `docnumber` is the
    文号, `issuers` are the 责任者, `title` is the 题名, `date` a day or a month in ISO 8601,
    `secrecy` the 密级 with its period, `pages` how many it stands on. `remarks` are words
    for people, in Chinese.
    """

    path: str
    doc: Count
    documents: Count
    docnumber: str | None
    issuers: tuple[str, ...]
    title: str | None
    date: str | None
    secrecy: str | None
    pages: Number | None
    remarks: tuple[str, ...]
