"""Kinds of damage that editing does: excerpts, numbers out of order, lists that begin again, clauses and closings behind items."""

from collections.abc import Iterator
from random import Random

from benchmarks.stress.clean import Clean, Numbered
from benchmarks.stress.damage import CLAUSE, CLOSING, LOST, SWAP, Change, lines_of

DIGITS = "一二三四五六七八九", "123456789", "１２３４５６７８９"
MORE_DIGITS = "0０〇零十百"
"""What makes a number of more than one digit."""
CLAUSES = (
    "前款规定的事项，由清源县人民政府有关部门按照职责分工办理。",
    "有前款所列情形的，云溪区水务局应当自收到材料之日起五个工作日内告知当事人。",
    "上级文件另有要求的，按其要求办理。",
)
"""Paragraphs that an article goes on with behind its items: invented."""
CLOSINGS = (
    "特此通知。",
    "请各镇认真贯彻执行。",
    "望各镇结合实际抓好落实。",
    "各镇要高度重视，于6月底前将进展情况报云溪区水务局。",
    "各级各部门要各负其责，按月报送工作进展情况。",
    "执行中遇到的问题，请及时向云溪区水务局反映。",
    "本方案自印发之日起施行，有效期两年。",
    "联系人：张三，联系电话：12345678。",
)
"""Paragraphs that close a document: invented."""
PART_CLOSINGS = (
    "以上各项措施，由云溪区水务局督促落实。",
    "各镇要结合实际，把上述任务分解到人。",
    "上述工作由清源县人民政府统一安排。",
)
"""Paragraphs that close a part of one: invented."""
SHORTEST = 4
SENTENCE = 30
"""An item of so many characters is more than a heading: a choice."""


def at_line_start(clean: Clean, node: Numbered) -> bool:
    """Whether a label begins its line."""
    start = clean.text.rfind("\n", 0, node.start) + 1
    return not clean.text[start : node.start].strip()


def cut_beginning(clean: Clean, random: Random) -> list[Change]:
    """All is gone before a numbered line in the first two thirds: an excerpt."""
    upto = len(clean.text) * 2 // 3
    starts = [
        node.start
        for node in clean.nodes
        if at_line_start(clean, node) and 0 < node.start < upto
    ]
    return [Change(0, random.choice(starts), "", LOST)] if starts else []


def series(clean: Clean) -> Iterator[list[Numbered]]:
    """The series of one parent whose labels begin lines and have one digit each, four of them or more."""
    members: dict[tuple[int, int], list[Numbered]] = {}
    for node in clean.nodes:
        members.setdefault((node.series, node.parent), []).append(node)
    for run in members.values():
        plain = all(
            at_line_start(clean, node)
            and _digit(node.label) is not None
            and not node.inserted
            for node in run
        )
        if len(run) >= SHORTEST and plain and run[0].ordinal == 1:
            yield run


def _digit(label: str) -> tuple[int, str] | None:
    """Where the one digit of a label stands, and all digits of its kind; None if it has another number of them."""
    found = [
        (at, digits)
        for at, char in enumerate(label)
        for digits in DIGITS
        if char in digits
    ]
    more = any(char in MORE_DIGITS for char in label)
    return found[0] if len(found) == 1 and not more else None


def _renumbered(node: Numbered, ordinal: int) -> Change:
    """The change that gives a label another number."""
    digit = _digit(node.label)
    assert digit is not None
    at, digits = digit
    return Change(node.start + at, node.start + at + 1, digits[ordinal - 1], SWAP)


def swap_numbers(clean: Clean, random: Random) -> list[Change]:
    """Two neighbouring numbers of one series have changed places, neither its first nor its last."""
    runs = list(series(clean))
    if not runs:
        return []
    run = random.choice(runs)
    at = random.randrange(1, len(run) - 2)
    first, second = run[at], run[at + 1]
    return [
        _renumbered(first, second.ordinal),
        _renumbered(second, first.ordinal),
    ]


def restart(clean: Clean, random: Random) -> list[Change]:
    """A list begins again with 1 after two items or more, with no heading between: a second one below the same parent.

    Taken are lists of items without others below them, whose numbers no later list counts on from.
    """
    bearing = {node.parent for node in clean.nodes}
    place = {node.start: at for at, node in enumerate(clean.nodes)}
    parents: dict[int, set[int]] = {}
    for node in clean.nodes:
        parents.setdefault(node.series, set()).add(node.parent)
    runs = [
        run
        for run in series(clean)
        if not any(place[node.start] in bearing for node in run)
        and run[0].parent >= 0
        and len(parents[run[0].series]) == 1
    ]
    if not runs:
        return []
    run = random.choice(runs)
    begin = random.randint(2, len(run) - 2)
    return [_renumbered(node, ordinal) for ordinal, node in enumerate(run[begin:], 1)]


def add_clauses(clean: Clean, random: Random) -> list[Change]:
    """One article in two that ends with items has a paragraph behind them, which is its next clause (款)."""
    lines = dict(lines_of(clean.text))
    out = []
    for place, node in enumerate(clean.nodes[:-1]):
        following = clean.nodes[place + 1]
        article = clean.nodes[node.parent] if node.parent >= 0 else None
        if article is None or "条" not in article.label or node.label[0] not in "（(":
            continue
        if following.parent in (node.parent, place):
            continue
        start = clean.text.rfind("\n", 0, node.start) + 1
        end = lines.get(start)
        begin = clean.text.rfind("\n", 0, following.start) + 1
        if end is None or not at_line_start(clean, following):
            continue
        if clean.text[end:begin].strip() or clean.text[end - 1] != "。":
            continue
        if random.random() < 0.5:
            gap = clean.text[start : node.start]
            out.append(Change(end, end, f"\n{gap}{random.choice(CLAUSES)}", CLAUSE))
    return out


def add_closings(clean: Clean, random: Random) -> list[Change]:
    """A paragraph closes the document behind its last item, and one section in two behind its items.

    The last two items are whole sentences or more, one right behind the other.
    """
    if any("条" in node.label for node in clean.nodes):
        return []
    lines = dict(lines_of(clean.text))
    out = []
    for place, node in enumerate(clean.nodes[1:], 1):
        before = clean.nodes[place - 1]
        start = clean.text.rfind("\n", 0, node.start) + 1
        end = lines.get(start)
        if before.parent != node.parent or end is None or end - node.body < SENTENCE:
            continue
        above = clean.text[before.body : start].strip()
        if clean.text[end - 1] != "。" or not above.endswith("。") or "\n" in above:
            continue
        is_last = place + 1 == len(clean.nodes)
        if not is_last and not _ends_series(clean, place, end):
            continue
        if is_last or random.random() < 0.5:
            gap = clean.text[start : node.start]
            closing = random.choice(CLOSINGS if is_last else PART_CLOSINGS)
            out.append(Change(end, end, f"\n{gap}{closing}", CLOSING))
    return out


def _ends_series(clean: Clean, place: int, end: int) -> bool:
    """Whether the next number stands higher, right behind the node that ends there."""
    node, following = clean.nodes[place], clean.nodes[place + 1]
    if node.parent < 0 or following.parent in (node.parent, place):
        return False
    begin = clean.text.rfind("\n", 0, following.start) + 1
    return at_line_start(clean, following) and not clean.text[end:begin].strip()
