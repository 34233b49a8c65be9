"""R, what readers said: corrections that no longer fit, or have no hold; losses they report."""

from planparse.findings.rule import Rule


class StaleCorrections(Rule):
    """The file has changed since it was corrected: none of its corrections is heeded.

    ## What it means

    The file of corrections names this path with another SHA-256. Corrections belong to
    bytes: of a text that has changed nobody has said anything yet.

    ## Example

        - path: 2024/plan.txt
          sha256: 0000000000000000000000000000000000000000000000000000000000000000

    ## What to do

    Look the corrections up with `planparse correct FILE --list`. `planparse correct FILE
    --renew` takes over those whose words still stand on their lines.

    中文

    文件在订正之后有改动：对它的订正一条也未采用。

    ## 含义

    订正文件中有这一路径，但 SHA-256 不同。订正以字节内容为准；内容变了，就等于还没有人看过。

    ## 示例

        - path: 2024/plan.txt
          sha256: 0000000000000000000000000000000000000000000000000000000000000000

    ## 处理

    用 `planparse correct FILE --list` 查看原有订正；`planparse correct FILE --renew`
    把仍与原行文字相符的各条转到新内容上。
    """

    code = "R601"
    name = "stale-corrections"
    severity = "warning"
    facts = ("how many corrections there are", "the file of corrections")
    en = "the file has changed since {1} corrected it: none of {0} is heeded"
    zh = "文件在 {1} 订正之后有改动：{0} 条订正均未采用"


class MisplacedCorrection(Rule):
    """The words of a correction do not stand on the line that it names.

    ## What it means

    The correction is not heeded. The line was counted wrongly, the words were miscopied,
    or another version of planparse reads another text out of a Word file or a PDF.

    ## Example

        - line: 3
          words: 工作目标
          is: heading

    where line 3 is 工作任务.

    ## What to do

    Count the lines of `planparse text FILE`, and copy the words from there.

    中文

    订正所引的文字不在它所指的那一行上。

    ## 含义

    该条订正未采用。可能是行号数错，可能是文字抄错，也可能是不同版本的程序从 Word 或 PDF
    中读出的文本不同。

    ## 示例

        - line: 3
          words: 工作目标
          is: heading

    而第 3 行是“工作任务”。

    ## 处理

    请按 `planparse text FILE` 输出的行数计行，并从中复制文字。
    """

    code = "R602"
    name = "misplaced-correction"
    severity = "warning"
    facts = ("the line", "the words", "what was said of them")
    en = "“{1}” does not stand on line {0}: that it is {2} is not heeded"
    zh = "第 {0} 行没有“{1}”：订正“{2}”未采用"


class UnmetCorrection(Rule):
    """A correction fits the text, and the text is read otherwise all the same.

    ## What it means

    The words stand there, but the reading cannot follow: no label that a grammar knows
    stands where a section is said to begin; the line is a row of a table; no section is
    open below which a heading of that level could stand; another correction contradicts.

    ## Example

        - line: 5
          words: 工作目标
          is: heading
          level: 4

    where only one section is open.

    ## What to do

    `planparse explain FILE:LINE` tells how the line is read. Leave the level out, or
    correct the lines above it first; write a grammar for labels of your own.

    中文

    订正与文本相符，但程序仍作了别的解读。

    ## 含义

    文字确在此处，但无法照办：所说的编号不在任何文法之中；该行是表格的一行；上面没有足够的
    层级可以容纳所说的级次；或者与另一条订正相抵触。

    ## 示例

        - line: 5
          words: 工作目标
          is: heading
          level: 4

    而上面只有一级。

    ## 处理

    用 `planparse explain FILE:LINE` 查看该行的解读。可去掉级次，或先订正上文；
    自有的编号方式请写成文法文件。
    """

    code = "R603"
    name = "unmet-correction"
    severity = "warning"
    facts = ("what is said of them", "the words")
    en = "“{1}” is said to be {0}, and is read otherwise all the same"
    zh = "订正称“{1}”为 {0}，但仍作了别的解读"


class ReportedLoss(Rule):
    """Text is lost right before this line, as a correction says.

    ## What it means

    No number proves it: somebody who knows the published original said so. A `lacuna`
    without labels stands in the tree.

    ## Example

        - line: 14
          words: 并于每季度末报送
          is: hole

    ## What to do

    Take the missing text from the published original.

    中文

    据订正，这一行之前有文字缺失。

    ## 含义

    编号本身不能证明，是看过正式发布原文的人指出的。树中在此处有一个不带编号的缺失
    节点（`lacuna`）。

    ## 示例

        - line: 14
          words: 并于每季度末报送
          is: hole

    ## 处理

    请从正式发布的原文补齐。
    """

    code = "R604"
    name = "reported-loss"
    severity = "warning"
    damage = True
    en = "text is lost before this line, as a correction says"
    zh = "据订正，这一行之前有文字缺失"
