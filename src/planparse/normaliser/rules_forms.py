"""Rules on widths and forms: digits and letters, punctuation, labels."""

import re
from collections.abc import Iterator, Mapping

from planparse.normaliser.rule import RuleChange, View, runs_of
from planparse.text.characters import HALF_MARKS, is_han
from planparse.tree import Node, nodes_of

_FULL = re.compile("[０-９Ａ-Ｚａ-ｚ]+")
_HALF = {code: code - 0xFEE0 for code in range(0xFF10, 0xFF5B) if chr(code).isalnum()}
_HALF_MARKS = re.compile(f"[{HALF_MARKS}]")
_HALF_BRACKETS = re.compile(r"\(([^()\n]{1,200})\)")
_NUMBER = re.compile("[0-9０-９]+|[〇○零一二三四五六七八九十百廿卅]+")


def width(view: View) -> Iterator[RuleChange]:
    r"""Full-width digits and Latin letters become half-width ones.

    ①, ㈠ and their like are characters of their own and stay.

    Example:
        '２０２５年ＧＤＰ增长５％，①②③照旧。' → '2025年GDP增长5％，①②③照旧。'

    中文

    全角数字和拉丁字母改为半角。

    ①、㈠ 等是独立的字符，不作折合。
    """
    for found in _FULL.finditer(view.text):
        half = found[0].translate(_HALF)
        yield RuleChange(*found.span(), half, "half-width digits and letters")


def punctuation(view: View) -> Iterator[RuleChange]:
    r"""Marks beside Chinese characters become full-width, or half-width, as --punctuation says.

    By default they stay. To full width go , ; : ! ? beside a Chinese character,
    unless digits stand on both sides, and brackets with a Chinese character inside.
    To half width go all of their full-width forms.

    中文

    按 --punctuation 的要求统一标点宽度。

    默认不动。改全角时，汉字旁的 , ; : ! ?（两侧都是数字的除外）以及内有汉字的括号改为
    全角；改半角时，上述标点的全角形式都改为半角。
    """
    table = view.lexicon.words.normaliser.punctuation
    if view.punctuation == "half":
        yield from _to_half(view.text, table)
    elif view.punctuation == "full":
        yield from _to_full(view.text, table)


def _to_half(text: str, table: Mapping[str, str]) -> Iterator[RuleChange]:
    """Yield the changes of full-width characters of a table to half-width ones, run by run."""
    back = {ord(full): half for half, full in table.items()}
    for found in runs_of("".join(table.values()), text):
        half = found[0].translate(back)
        yield RuleChange(*found.span(), half, "half-width marks were asked for")


def _to_full(text: str, table: Mapping[str, str]) -> Iterator[RuleChange]:
    """Yield the changes of half-width marks to full-width ones, beside Han characters only.

    `3,000` and `a,b` stay as they are; brackets change in pairs, if there is Han
    inside.
    """
    reason = "full-width marks were asked for"
    for found in _HALF_MARKS.finditer(text):
        start, end = found.span()
        before, after = text[start - 1 : start], text[end : end + 1]
        if is_han(before) or (is_han(after) and not before.isascii()):
            yield RuleChange(start, end, table[found[0]], reason)
    for found in _HALF_BRACKETS.finditer(text):
        if any(map(is_han, found[1])):
            start, end = found.span()
            yield RuleChange(start, start + 1, table["("], reason)
            yield RuleChange(end - 1, end, table[")"], reason)


def canonical(view: View) -> Iterator[RuleChange]:
    r"""Labels get the form of GB/T 9704, with --canonical: 一、 （一） 1. （1）.

    Only the marks around a number change, and never the number. ①, ㈠ and ⑴ stay. 1、
    becomes 1. only where the text has no 1. besides (the two may be different levels)
    and no digit follows.

    中文

    按 --canonical 把编号改为 GB/T 9704 的样式：一、（一）1.（1）。

    只改数字前后的符号，数字绝不改动。①、㈠、⑴ 保留。全文另有“1.”时“1、”不改，两者可能
    是不同层次；后面紧跟数字的也不改。
    """
    if not view.canonical:
        return
    forms = view.lexicon.words.normaliser.canonical
    families = view.lexicon.families
    nodes = [
        (node, families[node.family])
        for node in nodes_of(view.parsed)
        if node.kind == "section" and node.family is not None
    ]
    used = {family.name for _, family in nodes}
    for node, family in nodes:
        kin = families[family.kin].name
        may_be_another_level = kin != family.name and kin in used
        if family.name in forms and not may_be_another_level:
            yield from _in_form(view.text, node, forms[family.name])


def _in_form(text: str, node: Node, form: str) -> Iterator[RuleChange]:
    """Give a section's label a form, in which {n} is its number; no digit may follow a dot."""
    label = text[node.start : node.body].rstrip()
    number = _NUMBER.search(label)
    if number is None:
        return
    after = form.replace("{n}", number[0].translate(_HALF))
    end = node.start + len(label)
    number_goes_on = after[-1] == "." and text[end : end + 1].isdecimal()
    if after != label and not number_goes_on:
        yield RuleChange(node.start, end, after, "the form of GB/T 9704")
