"""Which plan of a series a group of texts is, so that no chain of versions ties two together.

A text without a title may be like the plan of one year and like that of the next. Each
pair may then be one text, but the two plans never are.
"""

from planparse.duplicates.titles import Titled

Numbers = tuple[str, ...]


class Editions:
    """What the titles of groups say, by the number that stands for each group."""

    def __init__(self) -> None:
        """Know no group yet."""
        self._numbers: dict[int, dict[str, Numbers]] = {}
        self._years: dict[int, frozenset[str]] = {}

    def add(self, group: int, title: Titled) -> None:
        """Note the title of a document that is a group by itself, unless it is known."""
        if group not in self._numbers:
            self._numbers[group] = {title.name: title.numbers} if title.name else {}
            self._years[group] = title.years

    def join(self, one: int, other: int, into: int) -> bool:
        """Make two groups one, known by `into`; return False where their titles forbid it.

        Titles of one name have the same numbers, and all that name years have one in common.
        """
        few, many = sorted((self._numbers[one], self._numbers[other]), key=len)
        if any(many.get(name, numbers) != numbers for name, numbers in few.items()):
            return False
        years, more = self._years[one], self._years[other]
        if years and more and years.isdisjoint(more):
            return False
        many.update(few)
        self._numbers[into] = many
        self._years[into] = years & more or years or more
        return True
