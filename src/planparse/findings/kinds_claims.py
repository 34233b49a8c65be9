"""C, what the text claims of itself: counts, lists that it announces, what it refers to."""

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


class ListDoesNotCome(Rule):
    """A list is announced, and none follows.

    ## What it means

    A sentence says that a list follows and ends with a colon, and the next thing is
    another article or section, or the end. Where a whole list is lost no number is missing:
    this sentence is all that shows it.

    ## Example

        第六条　有下列情形之一的，不予受理：
        第七条　受理机关应当在五日内作出决定。

    ## What to do

    Compare with the published original: the list, a table or a picture may have been lost
    when the text was copied.

    中文

    文中预告了下文的列举，而列举没有出现。

    ## 含义

    句子以“下列”“以下”“如下”“包括”等预告列举，以冒号结束，后面却是另一条、另一节，
    或全文到此为止。整组列举缺失时编号并不中断，只有这句话能显示缺失。

    ## 示例

        第六条　有下列情形之一的，不予受理：
        第七条　受理机关应当在五日内作出决定。

    ## 处理

    请对照正式发布的原文：列举的条目、表格或图片可能在复制时丢失。
    """

    code = "C402"
    name = "list-does-not-come"
    severity = "warning"
    damage = True
    facts = ("the sentence that announces the list",)
    en = "“{0}” announces a list, and none follows"
    zh = "“{0}”之后应有列举，而没有出现"


class DanglingReference(Rule):
    """The text refers to a part of itself that it does not have.

    ## What it means

    An article, an item or an annex is named whose number is beyond the last one, or the
    paragraph before is spoken of where there is none. Something may be lost, or the numbers
    were changed and the reference was not. It is told only where the document has all
    its articles from the first on.

    ## Example

        第一条　为了规范供水，制定本办法。
        第二条　违反本办法第九条的，处五百元罚款。
        第三条　本办法自公布之日起施行。

    ## What to do

    Compare with the published original, and with an earlier version whose numbers the
    reference may have.

    中文

    文中引用了本文件没有的条款或附件。

    ## 含义

    所引的条、项或附件的序号超出本文件已有的范围，或者第一款中出现“前款”。可能是内容缺失，
    也可能是条文序号调整后引用未随之修改。只有本文件各条从第一条起齐全时才报告。

    ## 示例

        第一条　为了规范供水，制定本办法。
        第二条　违反本办法第九条的，处五百元罚款。
        第三条　本办法自公布之日起施行。

    ## 处理

    请对照正式发布的原文，以及序号不同的旧版本。
    """

    code = "C403"
    name = "dangling-reference"
    severity = "warning"
    facts = ("the reference",)
    en = "{0} is referred to, and the document has no such part"
    zh = "引用了“{0}”，而本文件没有"
