"""Ways of numbering that the plans of an archive show, with what speaks for each."""

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from typing import Literal, NamedTuple

from planparse.grammar.shipped import learning_rules
from planparse.learning.labels import Key
from planparse.learning.series import Series, series_of
from planparse.learning.unread import Left, Section, Seen

Sureness = Literal["sure", "likely", "doubtful"]


class InFile(NamedTuple):
    """The labels of one way of numbering in one file, in order, and the series they make."""

    name: str
    seen: tuple[Seen, ...]
    series: tuple[Series, ...]
    sections: tuple[Section, ...]

    @property
    def counting(self) -> list[Seen]:
        """The labels that stand in series."""
        return [self.seen[place] for one in self.series for place in one.places]


class Way(NamedTuple):
    """A way of numbering: its key, and its labels in each file that shows it."""

    key: Key
    files: tuple[InFile, ...]

    @property
    def showing(self) -> list[InFile]:
        """The files in which it makes a series."""
        return [file for file in self.files if file.series]

    @property
    def counting(self) -> list[Seen]:
        """The labels that stand in series, of all files."""
        return [seen for file in self.files for seen in file.counting]

    @property
    def strays(self) -> int:
        """How many labels stand in no series."""
        return sum(len(file.seen) for file in self.files) - len(self.counting)

    @property
    def series(self) -> list[Series]:
        """The series, of all files."""
        return [one for file in self.files for one in file.series]

    @property
    def sureness(self) -> Sureness | None:
        """How sure it is that this is a way of numbering; None where it is none."""
        rules = learning_rules()
        counting, series = self.counting, self.series
        longest = max((len(one.places) for one in series), default=0)
        if longest < rules.least and len(series) < rules.least:
            return None
        texts = {seen.text for seen in counting}
        if len(texts) < rules.differing * len(counting) or "" in texts:
            return None
        share = self.strays / (self.strays + len(counting))
        if share > rules.strays:
            return "doubtful" if share <= rules.doubtful else None
        lost = sum(one.lost for one in series)
        is_sure = len(counting) >= rules.enough and len(series) > 1
        return "sure" if is_sure and not self.strays and not lost else "likely"


def ways(files: Iterable[tuple[str, Left]]) -> list[Way]:
    """Return the ways of numbering that files show, those with most labels first.

    Where one label may be two, as A-1. may count 1 or A, it is of the way that has more.
    """
    read = dict(files)
    by_key: dict[Key, dict[str, list[Seen]]] = defaultdict(lambda: defaultdict(list))
    for name, left in read.items():
        for seen in left.seen:
            by_key[seen.label.key][name].append(seen)
    open_ways = [_way(key, seen, read) for key, seen in by_key.items()]
    found: list[Way] = []
    taken: set[tuple[str, int]] = set()
    for way in sorted(open_ways, key=lambda way: (-len(way.counting), way.key.system)):
        rest = {
            file.name: [
                seen for seen in file.seen if (file.name, seen.start) not in taken
            ]
            for file in way.files
        }
        kept = _way(way.key, rest, read)
        if kept.sureness is not None:
            found.append(kept)
            taken |= {
                (file.name, seen.start) for file in kept.files for seen in file.seen
            }
    return found


def _way(key: Key, seen: Mapping[str, Sequence[Seen]], read: Mapping[str, Left]) -> Way:
    """Return a way of numbering with its series.

    Labels inside lines are its own where they belong to its series, and else are none.
    """
    files = []
    for name, all_seen in seen.items():
        kept = _in_file(name, [one for one in all_seen if one.is_line], read[name])
        inside = _in_file(name, all_seen, read[name])
        strays = len(kept.seen) - len(kept.counting)
        if (
            len(inside.counting) > len(kept.counting)
            and len(inside.seen) - len(inside.counting) <= strays
        ):
            kept = inside
        if kept.seen:
            files.append(kept)
    return Way(key, tuple(files))


def _in_file(name: str, seen: Sequence[Seen], left: Left) -> InFile:
    """Return the labels of a file with their series."""
    numbers = [one.label.number for one in seen]
    series = series_of(numbers, learning_rules().skipped)
    return InFile(name, tuple(seen), tuple(series), left.sections)


def templates(way: Way) -> dict[str, int]:
    """Return the templates of a way of numbering, each with how many labels it spells.

    The marks behind a number are part of it where most labels have them, or more than one;
    else the number ends the label, or one or two characters that all have behind it.
    """
    counting = [seen.label for seen in way.counting]
    marks = Counter(label.marks for label in counting)
    most, count = marks.most_common(1)[0]
    in_common = None
    if not most or count < len(counting) / 2:
        in_common = _common([label.rest for label in counting])
    found: Counter[str] = Counter()
    for label in counting:
        own = label.marks if marks[label.marks] > 1 else ""
        behind = own if in_common is None else in_common
        found[f"{label.before}{{{way.key.system}}}{behind}"] += 1
    return dict(sorted(found.items(), key=lambda entry: (-entry[1], entry[0])))


def _common(texts: Sequence[str]) -> str:
    """Return what all texts begin with, no more than two characters of it."""
    size = next(
        (size for size in (2, 1) if len({text[:size] for text in texts}) == 1), 0
    )
    return texts[0][:size]
