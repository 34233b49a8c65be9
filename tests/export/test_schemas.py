"""Every printed form has a schema: what the commands print is valid, and nothing else is."""

import copy
import json
import random
import subprocess
import sys
from collections.abc import Callable, Iterator
from functools import cache
from pathlib import Path
from typing import Any, get_args

import pytest
from click.testing import CliRunner
from hypothesis import assume, given
from jsonschema import Draft202012Validator

from planparse import parse, parse_file, search, verify
from planparse.api.citation import Citation
from planparse.catalogue.entry import unread
from planparse.cli.commands import command_line
from planparse.compare.items import FACTS
from planparse.duplicates.differences import CHANGES
from planparse.duplicates.likeness import Relation
from planparse.duplicates.titles import Stage
from planparse.export.catalogue import write_catalogue
from planparse.export.schemas.comparison import ItemEdit
from planparse.export.schemas.duplicates import (
    DuplicateDocument,
    ItemChange,
    Member,
)
from planparse.export.schemas.forms import FORMS, json_schema
from planparse.export.schemas.nodes import NodeLine
from planparse.export.schemas.retrieval import (
    Chunk,
    Difference,
    LostLabels,
    Passage,
    Verification,
)
from planparse.retrieval.chunks.chunk import Side
from planparse.retrieval.citations import verification
from planparse.retrieval.citations.passages import Passage as Cited
from planparse.retrieval.citations.records import passage_record
from tests.conftest import SAMPLES
from tests.laws.strategies import texts

REQUIRED = {
    "json": "documents",
    "nodes": "parent",
    "chunk": "sha256",
    "search": "snippet",
    "cite": "asked",
    "verify": "status",
    "diff": "edits",
    "track": "outcomes",
    "duplicates": "members",
    "catalogue": "issuers",
    "ledger": "original",
    "manifest": "name",
    "report": "failures",
}
"""A field of each form that is never left out; `check` prints a list."""


@cache
def validator(form: str) -> Draft202012Validator:
    return Draft202012Validator(json_schema(form))


def run(*arguments: str) -> str:
    """What a command writes to a file."""
    out = Path("out")
    out.unlink(missing_ok=True)
    CliRunner().invoke(
        command_line, [*arguments, "-o", str(out)], standalone_mode=False
    )
    return out.read_text(encoding="utf-8")


def lines(text: str) -> list[Any]:
    return [json.loads(line) for line in text.splitlines()]


PRINTED: dict[str, Callable[[list[str]], list[Any]]] = {}
"""What prints the records of a form, from the samples."""


def prints(form: str) -> Callable[[Any], Any]:
    def register(function: Any) -> Any:
        PRINTED[form] = function
        return function

    return register


@prints("json")
def printed_json(names: list[str]) -> list[Any]:
    page = "<body><h1>方案</h1><p>一、治水</p><table><tr><th>任务<th>单位<tr><td>清淤<td>市水务局</table>"
    Path("page.html").write_text(page, encoding="utf-8")
    return [json.loads(run(name, "-f", "json")) for name in [*names, "page.html"]]


@prints("nodes")
def printed_nodes(names: list[str]) -> list[Any]:
    return lines(run(*names, "-f", "nodes"))


@prints("chunk")
def printed_chunks(names: list[str]) -> list[Any]:
    return lines(run("chunk", *names, "--max", "200"))


@prints("search")
def printed_hits(names: list[str]) -> list[Any]:
    page = "<body><h1>方案</h1><p>一、治水</p><p>每月巡查。</p>"
    Path("page.html").write_text(page, encoding="utf-8")
    found = [*search("排查", *names), *search("巡查", "page.html")]
    found += search("", *names, where="owner~市水务局")
    return [hit.to_dict() for hit in found]


@prints("cite")
def printed_passages(names: list[str]) -> list[Any]:
    asked = ("一、", "d1", ":3", "第三条第二款", "绿地率不低于40%")
    return lines(run("cite", *names, *asked, "-f", "json"))


@prints("verify")
def printed_verifications(names: list[str]) -> list[Any]:
    asked = ("一、", "第三条第二款", "绿地率不低于30%")
    cited = lines(run("cite", *names, *asked, "-f", "json"))
    cited += [
        {"source": "law.txt", "quotation": "绿地率不低于40%", "cite": "第一条"},
        {"source": "law.txt", "cite": "第九十条", "document": "《方案》"},
        {"source": "law.txt", "cite": "第八条", "sha256": "0" * 64, "line": 3},
        {"source": "gone.txt", "path": "第一章"},
    ]
    Path("list.jsonl").write_text("\n".join(map(json.dumps, cited)), encoding="utf-8")
    return lines(run("verify", "list.jsonl", "-f", "json"))


@prints("check")
def printed_findings(names: list[str]) -> list[Any]:
    return [json.loads(run("check", *names, "-f", "json"))]


@prints("diff")
def printed_comparisons(names: list[str]) -> list[Any]:
    two = ("reading-2023.txt", "reading-2024.txt")
    reports = ("report-2023.txt", "report-2024.txt")
    groups = (two, reports, (*two, *reports), (names[0], names[1]))
    return [json.loads(run("diff", *group, "-f", "json")) for group in groups]


@prints("track")
def printed_outcomes(_names: list[str]) -> list[Any]:
    reports = ("report-2023.txt", "report-2024.txt")
    Path("copy.txt").write_bytes(Path("report-2023.txt").read_bytes())
    groups = (reports, (*reports, "copy.txt"))
    return [json.loads(run("track", *group, "-f", "json")) for group in groups]


@prints("duplicates")
def printed_groups(names: list[str]) -> list[Any]:
    law = Path("law.txt").read_text(encoding="utf-8")
    collection = "".join(
        f"第{n}篇：{Path(name).read_text(encoding='utf-8')}\n"
        for n, name in zip(
            "一二三", ("law.txt", "report.txt", "decimal.txt"), strict=True
        )
    )
    changed = law.replace("5公顷以上", "6公顷以上").replace("（三）", "（四）")
    copies = {
        "twice.txt": law.encode(),
        "gb.txt": law.encode("gb18030"),
        "changed.txt": changed.encode(),
        "draft.txt": law.replace("办法", "办法（征求意见稿）", 1).encode(),
        "collection.txt": collection.encode(),
    }
    for name, data in copies.items():
        Path(name).write_bytes(data)
    return lines(run("duplicates", *names, *copies, "-j", "1", "-f", "json"))


@prints("catalogue")
def printed_entries(names: list[str]) -> list[Any]:
    found = [entry for name in names for entry in parse_file(name).catalogue()]
    return lines("".join(map(str, write_catalogue([*found, unread("a", "b")], "json"))))


@prints("ledger")
def printed_ledgers(names: list[str]) -> list[Any]:
    Path("bytes.txt").write_bytes("一、治水\r\n清淤\x00。\n".encode() + b"\xff\xfe\r")
    found = []
    for name in [*names[::4], "crlf-gb18030.txt", "bytes.txt"]:
        run("normalise", name, "--ledger", "ledger.json")
        found.append(json.loads(Path("ledger.json").read_text(encoding="utf-8")))
    return found


@pytest.fixture
def names(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """The samples, in the current folder."""
    monkeypatch.chdir(tmp_path)
    for path in SAMPLES.glob("*.txt"):
        Path(path.name).write_bytes(path.read_bytes())
    return sorted(path.name for path in SAMPLES.glob("*.txt"))


def test_every_form_has_a_schema_with_an_identifier_of_its_own() -> None:
    for name, form in FORMS.items():
        schema = json_schema(name)
        Draft202012Validator.check_schema(schema)
        assert schema["$id"] == f"urn:planparse:schema:{name}:{form.version}"
        for model in (schema, *schema.get("$defs", {}).values()):
            assert model["title"]
            assert model["description"]
    with pytest.raises(KeyError):
        json_schema("yaml")


@pytest.mark.parametrize("form", PRINTED)
def test_what_is_printed_is_valid_and_what_was_changed_is_not(
    form: str, names: list[str]
) -> None:
    chance = random.Random(7)
    records = PRINTED[form](names)
    assert records
    for record in records:
        validator(form).validate(record)
    for record in chance.sample(records, min(len(records), 10)):
        is_refused(form, record, chance)


def is_refused(form: str, record: Any, chance: random.Random) -> None:
    """Assert that a record is not valid with a change to a value, more fields, or fewer."""
    for change in (with_another_type, with_another_field):
        changed = copy.deepcopy(record)
        change(changed, chance)
        assert not validator(form).is_valid(changed)
    if form in REQUIRED:
        changed = {**record}
        del changed[REQUIRED[form]]
        assert not validator(form).is_valid(changed)


def test_what_a_batch_tells_is_valid(
    names: list[str], environment: dict[str, str]
) -> None:
    Path("broken.docx").write_bytes(b"PK\x03\x04 no archive")
    command = [sys.executable, "-m", "planparse", "batch", "-q", "-o", "done"]

    def batch(*more: str) -> None:
        subprocess.run([*command, *more, "."], env=environment, check=False)

    batch("--report", "../report.json")
    Path(names[0]).unlink()
    batch()
    manifest = lines(Path("done", "manifest.jsonl").read_text(encoding="utf-8"))
    assert {line["status"] for line in manifest} == {"done", "failed", "gone"}
    report = json.loads(Path("../report.json").read_text(encoding="utf-8"))
    assert report["failures"]
    for form, record in (
        *(("manifest", line) for line in manifest),
        ("report", report),
    ):
        validator(form).validate(record)
        is_refused(form, record, random.Random(7))


def with_another_type(record: Any, chance: random.Random) -> None:
    """Put an object where a record has a text or a number."""
    holder, key = chance.choice(
        [
            (holder, key)
            for holder in holders(record)
            for key, value in items(holder)
            if not isinstance(value, dict | list)
        ]
    )
    holder[key] = {"?": None}


def with_another_field(record: Any, chance: random.Random) -> None:
    """Put a field into an object of a record that none has."""
    objects = [holder for holder in holders(record) if isinstance(holder, dict)]
    chance.choice(objects)["?"] = []


def holders(value: Any) -> Iterator[Any]:
    """The objects and lists of a record."""
    if isinstance(value, dict | list):
        yield value
        for _, below in items(value):
            yield from holders(below)


def items(holder: Any) -> list[tuple[Any, Any]]:
    return list(holder.items() if isinstance(holder, dict) else enumerate(holder))


@given(texts)
def test_what_is_printed_of_any_text_is_valid(text: str) -> None:
    plan = parse(text)
    for line in "".join(plan.to("nodes")).splitlines():
        NodeLine.model_validate_json(line)
    for chunk in plan.chunks(60):
        Chunk.model_validate_json(json.dumps(chunk.to_dict()))
    cites = {node.cite for node in plan.nodes() if node.cite}
    assume(cites)
    found: list[Citation] = [one for cite in cites for one in plan.cite(cite)]
    for one in found:
        Passage.model_validate_json(json.dumps(one.to_dict()))
    assert verify(found, plan)


def words(model: Any, field: str) -> set[str]:
    return set(get_args(model.model_fields[field].annotation))


def test_the_schema_has_the_words_that_the_program_has() -> None:
    assert words(LostLabels, "side") == set(get_args(Side))
    assert words(Verification, "status") == set(verification.STATUSES)
    assert words(DuplicateDocument, "stage") == set(get_args(Stage))
    assert words(Member, "relation") == set(get_args(Relation))
    assert words(ItemChange, "kind") == set(CHANGES)
    assert words(Difference, "field") == {"quotation", "document", "cite", "path"}
    cited = set(verification.Cited._fields)
    told = cited | {"status", "reason", "found"}
    assert set(Verification.model_fields) == told
    record = passage_record(
        Cited("d1", "section", 1, None, None, (), "", 0, 1, 1), "", ""
    )
    assert set(record) <= set(Passage.model_fields)
    changes = get_args(get_args(ItemEdit.model_fields["facts"].annotation)[0])[0]
    fields = {
        get_args(one.model_fields["field"].annotation)[0] for one in get_args(changes)
    }
    assert fields == set(FACTS)
