"""How the cost of a parse grows: hostile inputs, each parsed at a size and at twice the size.

Linear growth is a ratio of 2; the table's last line and the exit status say whether any
is above 2.3. Times are CPU seconds of this process, the least of a few runs each.

    python benchmarks/growth.py [--size CHARACTERS] [NAME…]
"""

import argparse
import sys
from collections.abc import Callable
from itertools import cycle, islice
from random import Random
from time import process_time

from planparse.grammar.lexicon import Lexicon
from planparse.grammar.shipped import lexicon
from planparse.pipeline import parse
from planparse.text.encoding import Source

LIMIT = 2.3


def repeated(unit: str) -> Callable[[int], str]:
    """Repeat one unit, up to a size in characters."""
    return lambda size: (unit * (size // len(unit) + 1))[:size]


def _lines(labels: Callable[[int], str], per_line: int) -> Callable[[int], str]:
    return lambda size: "".join(
        f"{labels(number)}\n" for number in range(1, size // per_line + 1)
    )


def _random_families(size: int) -> str:
    random, families = Random(1), lexicon("auto").families
    out: list[str] = []
    for _ in range(size // 10):
        label = random.choice(families).format(random.randint(1, 30)) or "1.1"
        out.append(f"{label}加强工作\n")
    return "".join(out)


def _zigzag(size: int) -> str:
    """Levels from high to low and back again, over and over."""
    firsts = [
        label
        for family in lexicon("auto").families
        if not family.document and (label := family.format(1))
    ]
    return "".join(
        f"{label}目\n" for label in islice(cycle(firsts + firsts[::-1]), size // 5)
    )


def _plan(size: int) -> str:
    """Write a plan whose （一） runs on, with a hole every hundred items and a sentence a line."""
    out, number = [], 0
    for place in range(size // 40):
        number += 1 if place % 100 else 3
        if place % 8 == 0:
            out.append(
                f"{lexicon('auto').families[0].format(place // 8 % 90 + 1) or ''}加强领导\n"
            )
        out.append(
            f"（{(number - 1) % 99 + 1}）健全机制。各县区要把这项工作抓在手上，按期完成任务\n"
        )
    return "".join(out)


INPUTS: dict[str, Callable[[int], str]] = {
    "prose, one line": repeated("各县区要加强领导，健全机制，落实责任。"),
    "prose, many lines": repeated("各县区要加强领导，健全机制，落实责任\n"),
    "（": repeated("（"),
    "(": repeated("("),
    "一": repeated("一"),
    "《": repeated("《"),
    "“": repeated("“"),
    "》": repeated("》"),
    "（《“": repeated("（《“"),
    "《》 crossed": repeated("（《）》"),
    "第": repeated("第"),
    "臵": repeated("臵"),
    "配臵": repeated("配臵。"),
    "digits": repeated("1"),
    "1.1.1": repeated("1."),
    "blanks": repeated(" "),
    "blank lines": repeated("\n"),
    "blanks and line ends": repeated(" \u3000\r\n"),
    "tabs behind labels": repeated("1.\t目\n"),
    "heads of contents": repeated("目录\n目\n"),
    "CR": repeated("一、目\r"),
    "mixed line ends": repeated("目\r目\r\n目\n"),
    "commas": repeated("，"),
    "stops": repeated("。"),
    "colons": repeated("："),
    "一、 on one line": repeated("一、"),
    "。一、 on one line": repeated("。一、目"),
    "。（一） on one line": repeated("。（一）目"),
    "（一） on one line": repeated("（一）"),
    "一是 on one line": repeated("。一是目"),
    "1. on one line": repeated("；1.目"),
    "第一条 on one line": repeated("第一条"),
    "blanks in a title": lambda size: f"甲{' ' * size}甲\n一、甲\n",
    "letters behind a label": lambda size: f"一、{'a' * size}",
    "comments": repeated("<!-- x -->\n"),
    "comments that never end": repeated("<!--\n"),
    "一是 behind commas": repeated("，一是"),
    "Markdown leads": repeated("#>* "),
    "一、 each line": repeated("一、目\n"),
    "（一） each line": repeated("（一）目\n"),
    "（1） counting": _lines(lambda number: f"（{number % 999 + 1}）目", 8),
    "1. counting": _lines(lambda number: f"{number % 999 + 1}.目", 8),
    "1. counting down": _lines(lambda number: f"{999 - number % 999}.目", 8),
    "1. by sevens": _lines(lambda number: f"{number * 7 % 999 + 1}.目", 8),
    "bare numbers": _lines(lambda number: f"{number % 999 + 1}", 4),
    "bare numbers before Han": _lines(lambda number: f"{number % 999 + 1}目", 5),
    "markers at random": _random_families,
    "levels up and down": _zigzag,
    "一、（一） by turns": repeated("一、目\n（一）目\n"),
    "一、1. by turns": repeated("一、目\n1.目\n"),
    "1. 2. restarting": repeated("一、目\n1.目\n2.目\n1.目\n"),
    "plan with holes": _plan,
    "open quotes": repeated("“一是目。二是目\n"),
    "附件 lines": repeated("附件\n"),
    "附件： lines": repeated("附件：1.目\n2.目\n"),
    "附件 and 一、": repeated("附件1\n一、目\n"),
    "headings without numbers": repeated("抓好清淤工作\n各镇要按期完成任务。\n"),
    "headings above lists": repeated("抓好清淤工作\n任务有：\n（1）目\n（2）目\n"),
    "titles": repeated("某某工作要点\n"),
    "titles and 一、": repeated("某某工作要点\n一、目\n"),
    "title halves": repeated("某某县人民政府关于印发\n某某工作要点的通知\n"),
    "dates": repeated("2023年3月6日\n"),
    "signatures": repeated("某某县人民政府\n"),
    "第一篇": repeated("第一篇:\n"),
    "篇二 behind titles": repeated("某某工作要点篇二\n目\n"),
    "2 behind titles": repeated("某某工作要点2\n目\n"),
    "第一篇 with titles": repeated("第一篇 目\n目\n第二篇 目\n目\n"),
    "marks of Markdown": repeated("# 目\n**一、目**\n- 目\n1. 目\n"),
    "篇 counting": _lines(lambda number: f"第{number % 999 + 1}篇:", 7),
    "wraps": repeated(
        "各县区要把这项工作抓在手上，健全机\n制，落实责任，按期完成任务，加强监\n督"
    ),
    "claims": repeated("八个方面共47项五项工作，"),
    "claims and sections": repeated("抓好以下三项工作：\n一、目\n"),
    "four-byte Han": repeated("𠮷"),
    "spaced title": repeated("政 府 工 作 报 告 "),
}
"""Named inputs, each a function from a size in characters to a text of about that size."""


def cost(text: str, grammars: Lexicon, runs: int) -> float:
    """CPU seconds of one parse, the least of `runs`."""
    times = []
    for _ in range(runs):
        start = process_time()
        parse(Source(text, "utf-8"), grammars)
        times.append(process_time() - start)
    return min(times)


def main() -> int:
    """Print the table; 1 where an input grows worse than `LIMIT`."""
    options = argparse.ArgumentParser(
        description="How the cost of a parse grows with hostile input."
    )
    options.add_argument(
        "names", nargs="*", help=f"which inputs; of {', '.join(INPUTS)}"
    )
    options.add_argument(
        "--size",
        type=int,
        default=250_000,
        help="characters, and twice as many (default 250,000)",
    )
    chosen = options.parse_args()
    grammars = lexicon("auto")
    parse(
        Source("一、总则\n各县区要健全机\n制。配臵", "utf-8"), grammars
    )  # loads the dictionary and compiles
    worst = 0.0
    print(
        f"{'input':<28}{'chars':>10}{'s':>9}{'chars':>10}{'s':>9}{'ratio':>8}{'s a million':>13}"
    )
    for name in chosen.names or INPUTS:
        text, double = INPUTS[name](chosen.size), INPUTS[name](2 * chosen.size)
        once = cost(text, grammars, 2)
        twice = cost(double, grammars, 1 if once > 2 else 2)
        ratio = twice / max(once, 1e-4) / (len(double) / len(text)) * 2
        if ratio > LIMIT:  # once more, against noise
            once, twice = (
                min(once, cost(text, grammars, 3)),
                min(twice, cost(double, grammars, 2)),
            )
            ratio = twice / max(once, 1e-4) / (len(double) / len(text)) * 2
        worst = max(worst, ratio)
        print(
            f"{name:<28}{len(text):>10,}{once:>9.3f}{len(double):>10,}{twice:>9.3f}{ratio:>8.2f}"
            f"{twice / len(double) * 1e6:>13.2f}{'  <' if ratio > LIMIT else ''}",
            flush=True,
        )
    print(f"worst ratio {worst:.2f}, limit {LIMIT}")
    return int(worst > LIMIT)


if __name__ == "__main__":
    sys.exit(main())
