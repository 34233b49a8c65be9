"""E, the envelope of a document, its front and back matter: dates."""

from planparse.findings.rule import Rule


class ImpossibleDate(Rule):
    """A date does not exist in the calendar.

    ## What it means

    The words have the form of a date, but there is no such day or month. The text is kept;
    the node has no `value`.

    ## Example

        2023年2月30日

    ## What to do

    Check the date in the published original.

    中文

    所写日期在日历上不存在。

    ## 含义

    文字具有日期的形式，但没有这一天或这一月。文字原样保留，不给出 `value`。

    ## 示例

        2023年2月30日

    ## 处理

    请在正式发布的原文中核对日期。
    """

    code = "E502"
    name = "impossible-date"
    severity = "note"
    facts = ("the date as it is written",)
    en = "{0} is not in the calendar"
    zh = "日历上没有“{0}”"
