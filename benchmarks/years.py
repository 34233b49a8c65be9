"""Whether the figures that two years of a plan both state are found to be of the same thing, as Markdown.

    python -m benchmarks.years [--verbose] YEARS.yaml…

Each file was made by reading: `old` and `new` name the two plans (`file`, beside it), `figures` what both state, as
`what` it is, the text on either side (`old_text`, `new_text`) and where that begins (`old_at`, `new_at`).
"""

import sys
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any

import yaml

from planparse.compare.edits import ItemEdit, script
from planparse.compare.items import Item, from_text
from planparse.grammar.lexicon import Lexicon
from planparse.grammar.shipped import compare_rules, lexicon
from planparse.pipeline import parse
from planparse.text.encoding import decode

STAGES = ("read in both", "in items that are one", "told as one")
Fact = Mapping[str, Any]


def _read(items: Sequence[Item], at: int, text: str) -> Fact | None:
    """Return the figure that was read there: one that shares a character with the text."""
    figures = (fact for item in items for fact in item.facts.get("figures", ()))
    return next(
        (
            fact
            for fact in figures
            if fact["start"] < at + len(text) and at < fact["end"]
        ),
        None,
    )


def _told(edit: ItemEdit, old: Fact, new: Fact) -> bool:
    """Whether an edit says that one figure became the other, or has nothing to say of either, as they are the same."""
    changes = [
        (change.old, change.new) for change in edit.facts if change.field == "figures"
    ]
    return (old, new) in changes or not any(
        old == before or new == after for before, after in changes
    )


def stages(path: Path, words: Lexicon) -> Iterator[tuple[str, int]]:
    """Yield what each figure is of, and how many of the STAGES it came through."""
    gold = yaml.safe_load(path.read_text(encoding="utf-8"))
    files = [path.parent / gold[side]["file"] for side in ("old", "new")]
    years = [
        from_text(parse(decode(file.read_bytes(), file.name), words), words)
        for file in files
    ]
    edits = script(years[0], years[1], compare_rules()).edits
    for figure in gold["figures"]:
        old = _read(years[0].items, figure["old_at"], figure["old_text"])
        new = _read(years[1].items, figure["new_at"], figure["new_text"])
        if old is None or new is None:
            yield figure["what"], 0
            continue
        both = [
            edit
            for edit in edits
            if any(old in item.facts.get("figures", ()) for item in edit.old)
            and any(new in item.facts.get("figures", ()) for item in edit.new)
        ]
        yield (
            figure["what"],
            1 + bool(both) + any(_told(edit, old, new) for edit in both),
        )


def main(arguments: Sequence[str]) -> None:
    """Print a table; with --verbose the figures that were not told as one too, with the stage they came to."""
    words = lexicon()
    print(f"| years | figures | {' | '.join(STAGES)} |")
    print("|---|--:|--:|--:|--:|")
    for path in sorted(Path(name) for name in arguments if name != "--verbose"):
        found = list(stages(path, words))
        counts = [
            sum(stage >= least for _, stage in found)
            for least in range(1, len(STAGES) + 1)
        ]
        print(f"| {path.stem} | {len(found)} | {' | '.join(map(str, counts))} |")
        if "--verbose" in arguments:
            for what, stage in found:
                if stage < len(STAGES):
                    print(f"not {STAGES[stage]}: {what}", file=sys.stderr)


if __name__ == "__main__":
    main(sys.argv[1:])
