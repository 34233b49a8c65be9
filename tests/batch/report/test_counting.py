"""What the report counts is what the manifest says."""

import json
from collections import Counter
from typing import Any

from hypothesis import given
from hypothesis import strategies as st

from planparse.batch.manifest import Gone, manifest
from planparse.batch.report.counting import Counts, FileRow, Tally, counted
from planparse.findings.catalogue import DAMAGE, RULES
from planparse.system.json_line import encode

NUMBERS = st.integers(1, 5)
DOCUMENTS = st.fixed_dictionaries(
    {"line": NUMBERS},
    optional={
        "title": st.text(max_size=5),
        "year": st.integers(1949, 2030),
        "issuer": st.sampled_from(["市政府", "县政府", "市政府、县政府"]),
        "damage": NUMBERS,
    },
)
FACTS = st.fixed_dictionaries(
    {
        "bytes": NUMBERS,
        "chars": NUMBERS,
        "format": st.sampled_from(["text", "docx"]),
        "findings": st.dictionaries(st.sampled_from([*RULES]), NUMBERS, max_size=4),
        "about": st.lists(DOCUMENTS, max_size=3),
    }
)
ROWS = st.lists(
    st.one_of(
        FACTS.map(lambda facts: FileRow("", "", "", None, encode(facts), "")),
        st.sampled_from(["is a picture", "is empty"]).map(
            lambda why: FileRow("", "", "", why, "", "")
        ),
    ),
    max_size=12,
).map(lambda rows: [row._replace(name=f"{n}.txt") for n, row in enumerate(rows)])


def lines_of(rows: list[FileRow]) -> list[dict[str, Any]]:
    """The manifest of some files."""
    plain = [(row.name, row.why, row.facts, row.places, "[]") for row in rows]
    return [json.loads(line) for line in manifest(lambda: iter(plain), Gone([], False))]


def damage(line: dict[str, Any]) -> int:
    return sum(n for code, n in line["findings"].items() if code in DAMAGE)


@given(ROWS)
def test_counts_are_what_the_manifest_says(rows: list[FileRow]) -> None:
    counts, lines = counted(rows, 3, 2), lines_of(rows)
    done = [line for line in lines if line["status"] == "done"]
    about = [one for line in done for one in line["about"]]
    assert counts.files == Tally(len(lines), sum(damage(line) > 0 for line in done))
    assert counts.unread == len(lines) - len(done)
    assert counts.places == sum(map(damage, done))
    assert counts.documents == Tally(len(about), sum("damage" in one for one in about))
    assert counts.found == sum((Counter(line["findings"]) for line in done), Counter())
    assert counts.found_in == Counter(
        code for line in done for code in line["findings"]
    )
    assert counts.formats == Counter(line["format"] for line in done)
    assert counts.reasons == Counter(
        line["message"] for line in lines if line["status"] == "failed"
    )
    assert {year: tally.all for year, tally in counts.years.items()} == Counter(
        one.get("year") for one in about
    )
    assert {name: tally.all for name, tally in counts.issuers.items()} == Counter(
        name or None for one in about for name in one.get("issuer", "").split("、")
    )
    for tally in (*counts.years.values(), *counts.issuers.values()):
        assert 0 <= tally.damaged <= tally.all


@given(ROWS)
def test_the_worst_files_are_kept(rows: list[FileRow]) -> None:
    worst = counted(rows, 3, 2).worst
    damaged = [line for line in lines_of(rows) if "about" in line and damage(line)]
    damaged.sort(key=damage, reverse=True)  # which keeps the order of what is alike
    assert [file.name for file in worst] == [line["name"] for line in damaged[:3]]


def test_of_a_file_only_the_first_places_are_kept() -> None:
    place = [
        "N201",
        0,
        1,
        ["（二）", "（一） → （三）"],
        3,
        1,
        3,
        2,
        None,
        3,
        "前",
        "后",
    ]
    note = ["N206", 0, 1, ["三、"], 1, 1, 1, 2]
    facts = {
        "bytes": 1,
        "chars": 1,
        "format": "text",
        "findings": {"N201": 5, "N206": 1},
        "about": [{"line": 1, "damage": 5}],
    }
    counts = Counts(files=1, places=2)
    counts.add(FileRow("a", "a", "", None, encode(facts), encode([note, *[place] * 5])))
    (file,) = counts.worst
    assert (file.places, len(file.shown)) == (5, 2)
    assert (file.shown[0].line, file.shown[0].before) == (3, "前")
