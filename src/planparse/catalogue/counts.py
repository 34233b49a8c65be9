"""Count what a catalogue has, and what the documents do not say."""

from collections import Counter
from collections.abc import Iterable, Iterator

from planparse.catalogue.entry import CatalogueEntry

ITEMS = {
    "文号": "docnumber",
    "责任者": "issuers",
    "题名": "title",
    "日期": "date",
    "密级": "secrecy",
    "页数": "pages",
}
"""The columns that a document fills, and the fields that they are filled from."""


class Counts:
    """The documents of a catalogue and its files that were not read, counted as they go by."""

    def __init__(self) -> None:
        """Begin with none."""
        self.documents = self.unread = 0
        self.without: Counter[str] = Counter()
        """How many documents leave a column empty, by its name."""

    def of(self, entries: Iterable[CatalogueEntry]) -> Iterator[CatalogueEntry]:
        """Yield entries, and count them."""
        for entry in entries:
            if entry.is_read:
                self.documents += 1
                for name, field in ITEMS.items():
                    self.without[name] += not getattr(entry, field)
            else:
                self.unread += 1
            yield entry
