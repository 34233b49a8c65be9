"""Kinds of damage that copying does: Word's numbers gone, several documents in one file, a page's menu around one."""

import re
from random import Random

from benchmarks.stress.clean import Clean, Numbered
from benchmarks.stress.damage import LOST, OPENING, PAGE, PUT, Change
from benchmarks.stress.order import at_line_start

LEVELS = (
    re.compile("[一二三四五六七八九十]+、"),
    re.compile("[（(][一二三四五六七八九十]+[)）]"),
)
"""The labels that word processors count by themselves, the higher level first."""
LONGEST_HEADING = 30
SITE = "云溪范文网"
SHARED = "河道保洁工作方案"
"""A site and a title that it puts on documents: invented."""
BEFORE = (
    "第{han}篇：",
    "第{han}篇 ",
    "篇{han}：",
    "【篇{han}】\n",
    "『范文{arabic}』\n",
    "范文{han}：",
    SHARED + "{arabic}\n",
)
BEHIND = ("篇{han}", " 范文{han}", "（{han}）")
"""Marks before a title and behind one: ten spellings with them, before which a site's own heading may stand."""
INTRODUCTION = (
    SHARED + "（精选2篇）\n时间：2024-03-05 10:21:07 下载本文 作者：会员上传\n"
    f"简介：以下是{SITE}小编为大家整理的{SHARED}，供大家参考。\n"
)
HEADS = (
    "首页\n政务公开\n政务服务\n互动交流\n当前位置：首页 > 政务公开 > 规划计划\n",
    "网站首页 | 机构概况 | 信息公开 | 办事服务 | 互动交流\n"
    "您现在的位置：首页 >> 信息公开 >> 部门文件\n发布时间：2024-03-05 来源：云溪区水务局 浏览次数：312\n字号：大 中 小\n",
    "设为首页 | 加入收藏\n清源县人民政府\n首页 > 政府信息公开 > 政策文件\n索引号：00123456-7/2024-00012\n"
    "发布机构：清源县人民政府办公室\n发布日期：2024-03-05\n",
)
FEET = (
    "上一篇：云溪区召开河道保洁工作推进会\n下一篇：云溪区开展水质检测\n【打印本页】 【关闭窗口】\n",
    "相关链接\n关于我们 | 联系我们 | 网站地图 | 隐私声明\n主办：云溪区水务局　承办：云溪区信息中心\n版权所有：云溪区水务局\n"
    "网站标识码：5301230001　滇ICP备12345678号\n",
    "分享到：\n打印 关闭\n友情链接：清源县人民政府 云溪区水务局\n版权所有 清源县人民政府办公室\n",
)
"""What a page prints above and below a document: invented."""


def drop_levels(clean: Clean, random: Random) -> list[Change]:
    """All numbers of the levels 一、 and （一） are gone, or of the first of them alone, where each heads a line: those that a word processor counts. Typed ones, （1） and 1., stay."""
    levels = LEVELS[: random.randint(1, 2)]
    out: list[Change] = []
    for level in levels:
        nodes = [node for node in clean.nodes if level.fullmatch(node.label.strip())]
        if all(_is_heading(clean, node) for node in nodes):
            out += [Change(node.start, node.body, "", LOST) for node in nodes]
    return out


def _is_heading(clean: Clean, node: Numbered) -> bool:
    """Whether a node begins a line that is short and no sentence."""
    line = clean.text[node.start :].split("\n", 1)[0].rstrip()
    short = len(line) <= LONGEST_HEADING and line[-1] not in "。；：，"
    return short and at_line_start(clean, node)


def compile_documents(clean: Clean, random: Random) -> list[Change]:
    """A second document stands behind the first, and a site has put a mark on both, in one of ten spellings before or behind the title; in three files of ten its own heading and a word of introduction stand above."""
    ends = clean.title_ends
    if len(ends) < 2 or not all(ends):
        return []
    lines = [
        clean.text[start:end].strip()
        for start, end in zip(clean.documents, ends, strict=True)
    ]
    alone = all("\n" not in line for line in lines)
    spelling = random.choice(BEFORE + BEHIND if alone else BEFORE)
    out: list[Change] = []
    if random.random() < 3 / 10:
        out.append(Change(0, 0, INTRODUCTION, PUT))
    for count, (start, end) in enumerate(zip(clean.documents, ends, strict=True)):
        said = spelling.format(han="一二"[count], arabic=count + 1)
        at = end if spelling in BEHIND else start
        out.append(Change(at, at, said, PUT if spelling in BEHIND else OPENING))
    return out


def wrap_page(clean: Clean, random: Random) -> list[Change]:
    """A page's menu, path and fields stand above the printed title, its footer below the last line."""
    if not clean.titled:
        return []
    size = len(clean.text)
    gap = "" if clean.text.endswith("\n") else "\n"
    return [
        Change(0, 0, random.choice(HEADS), PAGE),
        Change(size, size, gap + random.choice(FEET), PAGE),
    ]
