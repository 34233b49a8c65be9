"""S, style of the layout: labels, headings, document numbers, dates, attachments."""

from planparse.findings.rule import Rule


class LabelMark(Rule):
    """A label has another mark than the standard gives it.

    ## What it means

    GB/T 9704—2012, 7.3.3, numbers the levels of a text by Chinese numbers, by Chinese numbers in
    brackets, by Arabic numbers, and by these in brackets. A Chinese number takes an enumeration
    comma (、), an Arabic one a dot; behind a bracket or a circled number no mark stands. To go
    from the first level straight to the third is accepted practice, and not told.

    ## Example

        （一）、压实责任

    ## What to do

    Write the label as the standard has it. planparse reads the others as well.
    `planparse check --style --fix` does so where all labels that are written alike can be
    mended: no digit follows one of them, and the tree stays the same.

    中文

    序号之后的标点不合规定。

    ## 含义

    GB/T 9704—2012 第 7.3.3 条规定，结构层次序数依次可以用“一、”“（一）”“1.”“（1）”标注：汉字
    数字后用顿号，阿拉伯数字后用下脚点，带括号或圆圈的序号后不加标点。“一、”之下直接用“1.”是
    通行做法，不予提示。

    ## 示例

        （一）、压实责任

    ## 处理

    请按标准书写序号。各种写法程序都能识读。`planparse check --style --fix` 对写法相同的序号
    一并改正；其中有一个后面紧跟数字，或者改后层次有变的，都不改。
    """

    code = "S101"
    name = "label-mark"
    severity = "note"
    facts = ("what is written", "what it should be")
    en = "{0} would better be {1}"
    zh = "“{0}”宜为“{1}”"


class MixedLabels(Rule):
    """A label is spelt otherwise than most of its series.

    ## What it means

    Labels of one series have one spelling: 1. and 2． mix two widths, （1） and (2) two kinds of
    bracket. GB/T 9704—2012, 7.3.3, has one spelling for each level. The first label with the usual
    spelling is shown as an example. Where no spelling is that of most, nothing is told.

    ## Example

        （一）查漏。查漏补缺。
        (二)整改。整改到位。
        （三）复查。回头再看。

    ## What to do

    Give the labels of the series one spelling. `--fix` leaves it: this is for a person to
    judge.

    中文

    同一序列的序号写法不一。

    ## 含义

    同一层次的序号应当只用一种写法：“1.”与“2．”全半角混用，“（一）”与“(二)”括号混用，均与 GB/T
    9704—2012 第 7.3.3 条每层一种写法不合。提示中以本序列多数序号的写法为例。没有哪种写法占多数
    的，不予提示。

    ## 示例

        （一）查漏。查漏补缺。
        (二)整改。整改到位。
        （三）复查。回头再看。

    ## 处理

    请统一本序列序号的写法。
    `--fix` 不改，须由人判断。
    """

    code = "S102"
    name = "mixed-labels"
    severity = "note"
    facts = ("what is written", "what it should be")
    en = "{0} would better be {1}"
    zh = "“{0}”宜为“{1}”"


class HeadingStop(Rule):
    """A heading on a line of its own ends with a full stop.

    ## What it means

    This is usage, not a clause: a heading that stands alone on its line takes no full stop. One
    that the text follows on the same line takes one.

    ## Example

        一、压实责任。
        各部门要落实责任。

    ## What to do

    Take the full stop away, or let the text follow on the same line. `--fix` leaves it: this is
    for a person to judge.

    中文

    独占一行的标题末尾用了句号。

    ## 含义

    这是惯例，标准没有条文：标题独占一行时，末尾不用句号；标题之后接排正文的，用句号。

    ## 示例

        一、压实责任。
        各部门要落实责任。

    ## 处理

    请删去句号，或将正文接排在标题之后。
    `--fix` 不改，须由人判断。
    """

    code = "S103"
    name = "heading-stop"
    severity = "note"
    facts = ("what is written", "what it should be")
    en = "{0} would better be {1}"
    zh = "“{0}”宜为“{1}”"


class NumberBrackets(Rule):
    """The year of a document number stands in other brackets than 〔〕.

    ## What it means

    GB/T 9704—2012, 7.2.5: the year is given in full, in hexagonal brackets 〔〕. Numbers of cited
    documents are looked at as well; those of court cases have brackets of their own.

    ## Example

        青政发[2024]12号

    ## What to do

    Write 〔 and 〕 (U+3014, U+3015). `planparse check --style --fix` does so.

    中文

    发文字号的年份没有用六角括号括入。

    ## 含义

    GB/T 9704—2012 第 7.2.5 条规定，年份应标全称，用六角括号“〔〕”括入。引用其他文件的字号一并
    检查；法院案号如“（2024）……民初……号”另有规定，不在此列。

    ## 示例

        青政发[2024]12号

    ## 处理

    请改用“〔”“〕”（U+3014、U+3015）。
    `planparse check --style --fix` 可就地改正。
    """

    code = "S201"
    name = "number-brackets"
    severity = "warning"
    facts = ("what is written", "what it should be")
    en = "{0} should be {1}"
    zh = "“{0}”应为“{1}”"


class NumberSerial(Rule):
    """The serial of a document number has an ordinal prefix or a zero before it.

    ## What it means

    GB/T 9704—2012, 7.2.5: the serial has no ordinal prefix and no zeros before it. Only the
    document's own number is looked at; one that is cited stays as it was given. Orders and
    announcements are numbered by a rule of their own, and are not told.

    ## Example

        青政发〔2024〕第012号

    ## What to do

    Write the number alone. `planparse check --style --fix` does so.

    中文

    发文顺序号加了“第”字，或者编了虚位。

    ## 含义

    GB/T 9704—2012 第 7.2.5 条规定，发文顺序号不加“第”字，不编虚位（即 1 不编为 01）。只检查文件自身
    的字号。命令（令）、
    公告按其自身格式编号，不在此列。

    ## 示例

        青政发〔2024〕第012号

    ## 处理

    请只写顺序号。
    `planparse check --style --fix` 可就地改正。
    """

    code = "S202"
    name = "number-serial"
    severity = "warning"
    facts = ("what is written", "what it should be")
    en = "{0} should be {1}"
    zh = "“{0}”应为“{1}”"


class NumberYear(Rule):
    """The year of a document number is cut to two digits.

    ## What it means

    GB/T 9704—2012, 7.2.5: the year is given in full. Only the document's own number is looked at;
    one that is cited stays as it was given.

    ## Example

        青政发〔24〕12号

    ## What to do

    Write four digits. `--fix` leaves it: this is for a person to judge.

    中文

    发文字号的年份只写了两位。

    ## 含义

    GB/T 9704—2012 第 7.2.5 条规定，年份应标全称。只检查文件自身的字号；引用的字号以其原样为准。

    ## 示例

        青政发〔24〕12号

    ## 处理

    请写足四位。
    `--fix` 不改，须由人判断。
    """

    code = "S203"
    name = "number-year"
    severity = "warning"
    facts = ("what is written", "what it should be")
    en = "{0} should be {1}"
    zh = "“{0}”应为“{1}”"


class PaddedDate(Rule):
    """The month or the day of a date has a zero before it.

    ## What it means

    GB/T 9704—2012, 7.3.5.4: in the day of a document month and day have no zeros before them.
    Only lines that are dates are looked at, not dates in the text.

    ## Example

        2024年03月05日

    ## What to do

    Write the month and the day without zeros before them. `planparse check --style --fix` does
    so.

    中文

    成文日期的月、日编了虚位。

    ## 含义

    GB/T 9704—2012 第 7.3.5.4 条规定，成文日期中月、日不编虚位（即 1 不编为 01）。只检查独占一行的
    日期，不检查正文中的日期。

    ## 示例

        2024年03月05日

    ## 处理

    请写作“3月5日”。
    `planparse check --style --fix` 可就地改正。
    """

    code = "S204"
    name = "padded-date"
    severity = "warning"
    facts = ("what is written", "what it should be")
    en = "{0} should be {1}"
    zh = "“{0}”应为“{1}”"


class DateInCharacters(Rule):
    """The day of a document is written in Chinese characters.

    ## What it means

    GB/T 9704—2012, 7.3.5.4, has Arabic digits in the day of a document. It is in force since
    July 1, 2012: days before that are not told, for characters were the rule.

    ## Example

        二〇二四年三月五日

    ## What to do

    Write the day in Arabic digits. `--fix` leaves it: this is for a person to judge.

    中文

    成文日期用了汉字数字。

    ## 含义

    GB/T 9704—2012 第 7.3.5.4 条规定，成文日期用阿拉伯数字将年、月、日标全。该标准自 2012 年 7 月
    1 日起施行，此前的日期依旧规用汉字，不予提示。

    ## 示例

        二〇二四年三月五日

    ## 处理

    请写作“2024年3月5日”。
    `--fix` 不改，须由人判断。
    """

    code = "S205"
    name = "date-in-characters"
    severity = "warning"
    facts = ("what is written", "what it should be")
    en = "{0} should be {1}"
    zh = "“{0}”应为“{1}”"


class AttachmentEnd(Rule):
    """A mark stands behind the name of an attachment.

    ## What it means

    GB/T 9704—2012, 7.3.4: no mark stands behind the name of an attachment.

    ## Example

        附件：1.防汛责任人名单；

    ## What to do

    Take the mark away. `planparse check --style --fix` does so.

    中文

    附件名称之后加了标点。

    ## 含义

    GB/T 9704—2012 第 7.3.4 条规定，附件名称后不加标点符号。

    ## 示例

        附件：1.防汛责任人名单；

    ## 处理

    请删去标点。
    `planparse check --style --fix` 可就地改正。
    """

    code = "S206"
    name = "attachment-end"
    severity = "warning"
    facts = ("what is written", "what it should be")
    en = "{0} should be {1}"
    zh = "“{0}”应为“{1}”"


class AttachmentNumber(Rule):
    """Attachments are not numbered 1., 2. and so on.

    ## What it means

    GB/T 9704—2012, 7.3.4: several attachments are numbered with Arabic digits and a dot.

    ## Example

        附件：1、防汛责任人名单

    ## What to do

    Number them 1., 2. and so on. `planparse check --style --fix` does so, save where the number
    is in Chinese characters.

    中文

    附件顺序号的写法不合规定。

    ## 含义

    GB/T 9704—2012 第 7.3.4 条规定，如有多个附件，使用阿拉伯数字标注附件顺序号，如“附件：1.×××”。

    ## 示例

        附件：1、防汛责任人名单

    ## 处理

    请写作“1.”“2.”。
    `planparse check --style --fix` 可就地改正；用汉字数字编号的不改。
    """

    code = "S207"
    name = "attachment-number"
    severity = "warning"
    facts = ("what is written", "what it should be")
    en = "{0} should be {1}"
    zh = "“{0}”应为“{1}”"
