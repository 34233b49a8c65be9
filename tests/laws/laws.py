"""The laws of every parse, as checks on one text, for property tests, samples and hostile input."""

from collections.abc import Iterable
from itertools import pairwise
from typing import Any

from planparse.grammar.lexicon import Lexicon
from planparse.grammar.shipped import lexicon
from planparse.pipeline import parse
from planparse.records import Exporter
from planparse.text.encoding import Source
from planparse.tree import Edit, Node, Parsed, walk

AUTO = lexicon("auto")


def parsed(text: str, *, repair: bool = False) -> Parsed:
    """Return a text parsed with all grammars that ship."""
    return parse(Source(text, "utf-8"), AUTO, repair=repair)


def lines(parse: Parsed, kind: str) -> list[str]:
    """Return the text of all nodes of a kind, in order."""
    nodes = (node for document in parse.documents for node in walk(document.root))
    return [
        parse.source.text[node.start : node.end] for node in nodes if node.kind == kind
    ]


def records(parse: Parsed, grammars: Lexicon = AUTO) -> list[dict[str, Any]]:
    """Return what is printed of a parse, node by node."""
    return [row._asdict() for row in Exporter(parse, grammars).rows()]


def parents_of(text: str) -> list[tuple[int, str]]:
    """Return where each node of a text starts, and the labels above it, parted by slashes."""
    out: list[tuple[int, str]] = []

    def below(node: Node, path: str) -> None:
        """Add what stands below a node."""
        for child in node.children:
            out.append((child.start, path))
            label = "".join(text[child.start : child.body].split())
            below(child, "/".join(filter(None, (path, label))))

    for document in parsed(text).documents:
        below(document.root, "")
    return out


def letters(text: str) -> str:
    """Return the letters and digits of a text: what no parse may lose."""
    return "".join(filter(str.isalnum, text))


def printed(nodes: Iterable[dict[str, Any]]) -> str:
    """Return the letters and digits of all labels, titles and texts in reading order.

    Those of documents and lacunae are left out: they are derived.
    """
    return letters(
        "".join(
            (node["label"] or "") + (node["title"] or "") + node["text"]
            for node in nodes
            if node["kind"] not in ("document", "lacuna")
        )
    )


def edited(text: str, edits: Iterable[Edit]) -> str:
    """Return a text with the edits made."""
    out, at = [], 0
    for edit in edits:
        out += [text[at : edit.start], edit.after]
        at = edit.end
    return "".join([*out, text[at:]])


def hold(text: str) -> None:
    """Assert every law that can be seen on one text."""
    plain, repaired = parsed(text), parsed(text, repair=True)
    tree_holds_everything(plain)
    nodes = records(plain)
    spans_are_true(text, nodes)
    assert printed(nodes) == letters(text)
    assert plain.edits == ()
    edits_are_true(repaired)
    assert printed(records(repaired)) == letters(edited(text, repaired.edits))
    assert shape(repaired) == shape(plain)
    assert findings_are_placed(repaired)


def tree_holds_everything(parse: Parsed) -> None:
    """Assert that documents and strays tile the file, and that children nest.

    They lie in order inside their parent, do not overlap, and are not too deep.
    """
    tops = [*parse.strays, *(document.root for document in parse.documents)]
    at = 0
    for stray in parse.strays:
        assert at <= stray.start <= stray.end
        assert not letters(parse.source.text[at : stray.start])
        at = stray.end
    if parse.documents:
        assert not letters(parse.source.text[at : parse.documents[0].root.start])
        for left, right in pairwise(document.root for document in parse.documents):
            assert left.end == right.start
        assert parse.documents[-1].root.end == len(parse.source.text)
        assert parse.strays or parse.documents[0].root.start == 0
    assert parse.documents or not letters(parse.source.text)
    for top in tops:
        for node in walk(top):
            at = node.start
            for child in node.children:
                assert at <= child.start <= child.end <= node.end, child
                at = child.end
        assert depth(top) <= len(AUTO.families) + 1


def depth(node: Node) -> int:
    """Return how many levels of nodes there are."""
    deepest, pending = 0, [(node, 1)]
    while pending:
        node, level = pending.pop()
        deepest = max(deepest, level)
        pending += [(child, level + 1) for child in node.children]
    return deepest


def spans_are_true(text: str, nodes: list[dict[str, Any]]) -> None:
    """Assert that ids are unique, parents come first and contain their children.

    Labels, titles and texts stand inside their spans.
    """
    known: dict[str, dict[str, Any]] = {}
    for node in nodes:
        assert node["id"] not in known
        assert 0 <= node["start"] <= node["end"] <= len(text)
        if node["parent"] is not None:
            above = known[node["parent"]]
            assert above["start"] <= node["start"] <= node["end"] <= above["end"]
            assert node["id"].startswith(above["id"] + "/")
        label = node["label"]
        assert (label is not None) or node["kind"] != "section"
        if label is not None:
            assert not label.isspace()
            assert text.startswith(label, node["start"])
            assert node["start"] + len(label) <= node["end"]
        body = text[node["start"] : node["end"]]
        assert (node["title"] or "") in body or node["kind"] == "document"
        assert node["text"] in body
        known[node["id"]] = node


def edits_are_true(parse: Parsed) -> None:
    """Assert that edits come in order, do not overlap, and name the text they replace."""
    text = parse.source.text
    for edit in parse.edits:
        assert text[edit.start : edit.end] == edit.before
        assert edit.before != edit.after
    for left, right in pairwise(parse.edits):
        assert left.end <= right.start


def shape(parse: Parsed) -> list[tuple[str, int, int, int]]:
    """Return every node of a parse by kind and place."""
    tops = [*parse.strays, *(document.root for document in parse.documents)]
    return [
        (node.kind, node.start, node.end, node.body)
        for top in tops
        for node in walk(top)
    ]


def findings_are_placed(parse: Parsed) -> bool:
    """Return whether findings lie in the text, in order."""
    size = len(parse.source.text)
    inside = all(
        0 <= finding.start <= finding.end <= size for finding in parse.findings
    )
    return inside and all(
        left.start <= right.start for left, right in pairwise(parse.findings)
    )
