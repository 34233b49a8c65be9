"""Labels of sections, and headings: their marks (GB/T 9704—2012, 7.3.3)."""

import re
import unicodedata
from collections import Counter
from collections.abc import Iterator, Sequence

from planparse.text.characters import FULL_STOPS, HAN_ONES, HAN_ZEROS, ROUND
from planparse.text.positions import line_end
from planparse.tree import Finding, Node, Span, walk

_STOP = FULL_STOPS[0]
_HAN = f"{HAN_ONES}{HAN_ZEROS}十百千"
_HAN_LABEL = re.compile(rf"([{_HAN}]+)\s*[.．,，:：]")
_ROUND = re.compile(rf"{ROUND.opens}\s*[^\s{ROUND.marks}]+\s*{ROUND.closes}|[①-⑳]")
_MARKS = frozenset("、.．,，")
_ROUND_LABEL = re.compile(rf"({_ROUND.pattern})\s*[、.．,，]")
_DIGIT_LABEL = re.compile(r"([0-9０-９]+)\s*[、,，]")
_STANDARD_KIND = re.compile(r"N|\(N\)")
_NUMBER = re.compile(rf"[{_HAN}]+|[0-9]+|[０-９]+")


def findings(text: str, root: Node, apart: Sequence[Span]) -> Iterator[Finding]:
    """Yield what is wrong with labels and headings; those in the spans `apart` are others'."""
    for parent in walk(root):
        series: list[Node] = []
        for node in parent.children:
            if any(span.start <= node.start < span.end for span in apart):
                continue
            if node.kind != "section" or node.ordinal is None:
                continue
            if series and node.ordinal != (series[-1].ordinal or 0) + 1:
                yield from _mixed(text, series)
                series = []
            series.append(node)
            yield from _label_mark(text, node)
            yield from _heading_stop(text, node)
        yield from _mixed(text, series)


def _label(text: str, node: Node) -> str:
    """Return a label as it is printed."""
    return text[node.start : node.body].strip()


def _label_mark(text: str, node: Node) -> Iterator[Finding]:
    """Yield an S101 where a label has another mark than the standard's."""
    label = _label(text, node)
    start = text.index(label, node.start)
    end = start + len(label)
    if text[end : end + 1] in _MARKS and _ROUND.fullmatch(label):
        end += 1  # what stands behind a bracket is read as the beginning of the text
    label = text[start:end]
    wanted = _standard(label)
    if wanted is not None:
        yield Finding("S101", start, end, (label, wanted))


def _standard(label: str) -> str | None:
    """Return a label with the mark that it should have, None where it has that or is another."""
    if found := _HAN_LABEL.fullmatch(label):
        return f"{found[1]}、"
    if found := _ROUND_LABEL.fullmatch(label):
        return found[1]
    if found := _DIGIT_LABEL.fullmatch(label):
        return f"{found[1]}."
    return None


def _mixed(text: str, series: Sequence[Node]) -> Iterator[Finding]:
    """Yield an S102 for each label of a series that is not spelt as most of its kind are."""
    labels = [_label(text, node) for node in series]
    shapes = [_shape(label) for label in labels]
    if len(set(shapes)) < 2:
        return
    kinds = [_kind(shape) for shape in shapes]
    for kind in dict.fromkeys(kinds):
        usual, count = Counter(
            shape for shape, other in zip(shapes, kinds, strict=True) if other == kind
        ).most_common(1)[0]
        if "N" not in kind or count * 2 <= kinds.count(kind):
            continue  # it has no number, or no spelling is that of most
        example = labels[shapes.index(usual)]
        for node, label, shape in zip(series, labels, shapes, strict=True):
            if _kind(shape) == kind and shape != usual and _standard(label) is None:
                start = text.index(label, node.start)
                yield Finding("S102", start, start + len(label), (label, example))


def _shape(label: str) -> str:
    """Return how a label is spelt, whatever its number: （N）."""
    return re.sub(r"\s", "", _NUMBER.sub("N", label))


def _kind(shape: str) -> str:
    """Return what a spelling has in common with the others of its kind: N of 1. and 2．."""
    return re.sub(r"[.、,]", "", unicodedata.normalize("NFKC", shape))


def _heading_stop(text: str, node: Node) -> Iterator[Finding]:
    """Yield an S103 where a heading on a line of its own ends with a full stop."""
    start, end = node.heading
    stop = text[end : end + 1]
    if start == end or stop != _STOP or not node.children:
        return
    if text[end + 1 : line_end(text, end)].strip():
        return  # the text follows on the same line
    if not _STANDARD_KIND.fullmatch(_kind(_shape(_label(text, node)))):
        return  # 一是 and the like begin sentences
    words = text[start:end]
    yield Finding("S103", start, end + 1, (f"{words}{stop}", words))
