"""C, what the text claims of itself: counts that it declares."""

from planparse.findings.rule import Rule


class CountDoesNotHold(Rule):
    """The text declares a count that differs from what was found.

    ## What it means

    The document says how many parts or items it has, and the tree has more or fewer.
    Something is lost, or the parser missed an item or took something else for one, or the
    writer miscounted.

    ## Example

        重点抓好三个方面工作：
        一、优化服务。
        二、严格监管。

    ## What to do

    First see whether a lacuna (N201) is reported. If not, compare the outline with the
    original.

    中文

    文中声明的数目与解析结果不符。

    ## 含义

    文件写明了有几个部分或几项，而结构树中的数目不同：或有缺失，或解析时漏认、多认，
    或起草者计数有误。

    ## 示例

        重点抓好三个方面工作：
        一、优化服务。
        二、严格监管。

    ## 处理

    先看有无报告缺失（N201）；若没有，请将提纲与原文对照。
    """

    code = "C401"
    name = "count-does-not-hold"
    severity = "note"
    facts = ("the words of the claim", "the number it says", "the number counted")
    en = "“{0}” says {1}, but the count is {2}"
    zh = "“{0}”声明为 {1}，实际数得 {2}"
