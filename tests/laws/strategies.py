"""Hypothesis strategies for texts in the manner of the genre, sound and damaged."""

from hypothesis import strategies as st

from planparse.grammar.shipped import lexicon
from planparse.grammar.spelling import Family

AUTO = lexicon("auto")
BLANKS = [
    "",
    "",
    "",
    " ",
    "\u3000\u3000",
    "\t",
    "\xa0",
    "\u2003",
    "\u200b",
    "\x0b",
    "\x0c",
    "\x85",
    "\u2028",
    "\ufeff",
]
LINE_ENDS = ["\n", "\n", "\n", "\r\n", "\r", "\n\n", "\r\n\r\n", "\n \u3000\n", "\n\r"]
BRACKETS = list("（）()《》“”「」【】〔〕〈〉")
BITS = [
    *(
        "统一是关键",
        "1.5亿元",
        "2015年",
        "一、二季度",
        "专(兼)职",
        "（试行）",
        "（2018—2020年）",
        "22.2%",
        "三农",
    ),
    *(
        "《关于（一）的通知》",
        "“一是。二是”",
        "前款第（二）项",
        "第三条规定",
        "附件",
        "附件1",
        "附件：1.名单",
        "臵",
        "配臵",
    ),
    *(
        "第一篇:",
        "关于印发《某某方案》的通知",
        "2023年工作要点",
        "各乡镇人民政府：",
        "二〇一二年二月二日",
        "某某县人民政府",
    ),
    *(
        "来源：某某网",
        "八个方面",
        "共47项",
        "五项重要工作",
        "*年",
        "20__年",
        "\ufffd",
        "?。ㄒ唬?",
        "\ue010",
        "— 5 —",
        "<!--",
        "-->",
        "<!-- 一、 -->",
        "●",
        "——",
    ),
    *(
        "廿",
        "○",
        "〇",
        "十百",
        "一十百",
        "９９９",
        "0",
        "1.1.1.11月份",
        "2.2011年",
        "𠮷",
        "\U0001f600",
        "e\u0301",
        "#",
        ">",
        "*",
    ),
]


def labels(family: Family) -> st.SearchStrategy[str]:
    """Markers of one family as it prints them; of decimal families by chance."""
    if family.decimal:
        return st.lists(
            st.integers(1, 12).map(str),
            min_size=family.decimal,
            max_size=family.decimal,
        ).map(".".join)
    printable = [label for number in range(1, 32) if (label := family.format(number))]
    return st.sampled_from(printable or ["壹、", "叁、"])


def _half(label: str) -> str:
    return label.translate(str.maketrans("（）：．", "():."))


def _spaced(label: str) -> str:
    return " ".join(label)


marker = st.builds(
    lambda label, change: change(label),
    st.one_of([labels(family) for family in AUTO.families]),
    st.sampled_from([str, str, str, _half, _spaced]),
)
"""A marker of any family, in full or half width, sometimes spaced out."""

han = st.text(
    st.sampled_from(
        "加强领导健全机制落实责任推进建设工作管理各县市区要把以及和的在一二十是要第条章"
    ),
    max_size=24,
)
mark = st.sampled_from([*"，、。；：:！？.,;…—", *BRACKETS, ""])
piece = st.one_of(
    han, han, mark, marker, st.sampled_from(BITS), st.sampled_from(BLANKS)
)
prose = st.lists(piece, max_size=8).map("".join)
line = st.builds(
    "".join,
    st.tuples(st.sampled_from(BLANKS), st.one_of(marker, marker, st.just("")), prose),
)


@st.composite
def plans(draw: st.DrawFn) -> str:
    """Lines that number on in a few families, as a plan does, with lines lost and bits damaged."""
    families = draw(
        st.lists(st.sampled_from(AUTO.families), min_size=1, max_size=4, unique=True)
    )
    counts = dict.fromkeys(families, 0)
    out = []
    for _ in range(draw(st.integers(0, 30))):
        family = draw(st.sampled_from(families))
        move = draw(st.sampled_from([1, 1, 1, 1, 2, 3, 0, -1]))
        counts[family] = max(1, counts[family] + move) if move >= 0 else 1
        label = family.format(counts[family]) or ""
        out.append(
            label
            + draw(prose)
            + draw(st.sampled_from(["。", "", "。", "："]))
            + draw(st.sampled_from(LINE_ENDS))
        )
    return "".join(out)


soup = st.lists(st.one_of(line, st.sampled_from(LINE_ENDS)), max_size=20).map("".join)
"""Lines in no order at all."""


@st.composite
def damaged(draw: st.DrawFn) -> str:
    """A plan with a stretch lost from its middle."""
    text = draw(plans())
    start = draw(st.integers(0, len(text)))
    return text[:start] + text[draw(st.integers(start, len(text))) :]


texts = st.one_of(plans(), damaged(), soup, st.text(max_size=200))
"""Any text at all; no lone surrogates, which no decoder gives."""


MARKS = [
    *(
        "**",
        "**",
        "*",
        "__",
        "`",
        "\\",
        "\\.",
        "# ",
        "## ",
        "> ",
        "- ",
        "|",
        "<br>",
        "<br>\n",
    ),
    *(
        "&nbsp;&nbsp;",
        "&lt;",
        "[甲](http://a.cn/b)",
        "[",
        "](x.y)",
        "| 甲 | 乙 |\n",
        "|---|\n",
    ),
    *("```\n", "```md\n", "***\n", "===\n", "---\n", "  \n", "\\\n", "**一、总体**\n"),
    *(
        "\n> **〔缺失〕** 三、\n",
        "\n> **〔残段〕** 通报",
        " **〔残缺〕**\n",
        "1\\.",
        "**（一）目标。** 抓",
    ),
]
marked = st.lists(
    st.one_of(st.sampled_from(MARKS), line, piece, st.sampled_from(["\n", "\n\n"])),
    max_size=14,
).map(lambda pieces: "# 方案\n" + "".join(pieces))
"""Lines full of the marks of Markdown, whole and broken."""


SENTENCES = [
    "加强巡查。",
    "每月清淤两次，年底前完成。",
    "由镇长负责；",
    "投资1.5亿元（含税）。",
]
HEADINGS = ["落实责任", "加强领导，健全机制", "清漂、清淤", "建设“河长”队伍"]
SERIES = ("{}、", "（{}）", "{}.", "（{}）")


@st.composite
def outlines(draw: st.DrawFn) -> str:
    """A plan of sound sections, up to four levels deep, with headings, texts and paragraphs."""
    lines = ["清源县河道保洁工作方案"]

    def sections(level: int) -> None:
        for number in range(1, draw(st.integers(1, 3)) + 1):
            shown = "一二三"[number - 1] if level < 2 else str(number)
            label = SERIES[level].format(shown)
            heading = draw(st.sampled_from(HEADINGS))
            own = "".join(draw(st.lists(st.sampled_from(SENTENCES), max_size=2)))
            lines.append(f"{label}{heading}{'。' if own else ''}{own}")
            for _ in range(draw(st.integers(0, 1))):
                lines.append(draw(st.sampled_from(SENTENCES[:2])))
            if level < 3 and draw(st.booleans()):
                sections(level + 1)

    sections(0)
    return "\n".join(lines) + "\n"


@st.composite
def documents(draw: st.DrawFn) -> str:
    """A document with the parts that an office gives it: head, text, close, annexes, imprint.

    A number may be lost, items may run on in a paragraph, and a plan may stand behind its
    notice.
    """
    some = st.booleans()
    lines: list[str] = []
    if draw(some):
        lines += ["清源县人民政府文件"] if draw(some) else []
        lines.append("清政发〔2026〕5号")
    is_notice = draw(some)
    lines.append(
        "清源县人民政府关于印发《清源县河道保洁工作方案》的通知"
        if is_notice
        else "清源县河道保洁工作方案"
    )
    lines += ["各镇人民政府："] if is_notice or draw(some) else []
    lines += [draw(st.sampled_from(SENTENCES))] if draw(some) else []
    if not is_notice:
        lines += draw(_numbered())
    lines += ["特此通知。"] if is_notice and draw(some) else []
    lines += ["附件：1.任务清单", "2.责任人名单"] if draw(some) else []
    signed = draw(some)
    lines += ["清源县人民政府", "2026年3月2日"] if signed else []
    lines += ["（此件公开发布）"] if signed and draw(some) else []
    if is_notice and signed:
        lines += ["清源县河道保洁工作方案", *draw(_numbered())]
    elif signed and draw(some):
        lines += ["附件1", "任务清单", *draw(_numbered())]
    if signed and draw(some):
        lines += [
            "抄送：县委办公室，县人大办公室。",
            "清源县人民政府办公室　　2026年3月2日印发",
        ]
    return "\n".join(lines) + "\n"


@st.composite
def _numbered(draw: st.DrawFn) -> list[str]:
    """The lines of a text that numbers on, by sections or by articles."""
    lines: list[str] = []
    if draw(st.booleans()):
        for number in range(1, draw(st.integers(2, 4))):
            words = "".join(
                draw(st.lists(st.sampled_from(SENTENCES), min_size=1, max_size=2))
            )
            lines.append(f"第{'一二三'[number - 1]}条　{words}")
        return lines
    lost = draw(st.sampled_from([0, 0, 2]))
    for number in range(1, draw(st.integers(3, 5))):
        if number == lost:
            continue
        label = f"{'一二三四'[number - 1]}、"
        lines.append(label + draw(st.sampled_from(HEADINGS)))
        lines.append(draw(st.sampled_from([*SENTENCES, RUNNING_ON])))
    return lines


RUNNING_ON = (
    "各镇要做到：一是每日清漂两次，12月底前完成；二是由县水务局牵头，督查考核。"
)
"""A paragraph with items in it."""
