"""Plans with numbering that no grammar knows, and how they are read by what is learned of them."""

from collections.abc import Mapping, Sequence

from planparse.grammar import user
from planparse.grammar.lexicon import Lexicon
from planparse.grammar.shipped import lexicon
from planparse.learning.proposal import proposal
from planparse.learning.unread import left
from planparse.learning.ways import Way, ways
from planparse.pipeline import parse
from planparse.text.encoding import Source
from planparse.tree import nodes_of

THREE = {
    "水利.txt": """\
清源镇水利工作方案
〖1〗加强河道管理
各村要落实责任。
任务①—疏浚河道。
任务②—加固堤岸。
任务③—组织巡查。
〖2〗完善水库调度
任务①—清理淤泥。
任务②—复核库容。
〖3〗开展宣传
向村民发放资料。
""",
    "教育.txt": """\
清源镇教育工作方案
一、总体要求
A-1.提高质量。A-2.增加投入。A-3.培训教师。
二、主要措施
B-1.修缮校舍。
B-2.改善食堂。
三、保障
C-1.明确分工。
C-2.定期检查。
""",
    "乡村.txt": """\
清源镇乡村建设方案
其一：要重视环境。
其二：要修好道路。
其三：要建好广场。
""",
}
"""Three plans, and numbering of four sorts that no shipped grammar has."""


def learned(plans: Mapping[str, str]) -> list[Way]:
    """What is learned from plans by their names."""
    words = lexicon()
    return ways(
        (name, left(parse(Source(text, "utf-8", name), words, check=False), words))
        for name, text in plans.items()
    )


def proposed(found: Sequence[Way], files: int = 1) -> str:
    return "".join(proposal(found, files))


def proposed_lexicon(found: Sequence[Way]) -> Lexicon:
    return user.from_text(proposed(found), "learned.yaml")


def sections(text: str, words: Lexicon) -> list[str]:
    """The labels that are read in a text, each below how many others, in order."""
    parsed = parse(Source(text, "utf-8"), words)
    return [
        text[node.start : node.body].strip()
        for node in nodes_of(parsed)
        if node.family is not None
    ]
