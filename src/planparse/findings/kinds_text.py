"""T, the text: what is cut off, unpaired marks, doubtful breaks, characters and names."""

from planparse.findings.rule import Rule


class Truncated(Rule):
    """A section or a paragraph breaks off in the middle of a sentence.

    ## What it means

    The text ends without a full stop or the like, and what comes next does not continue it,
    or nothing comes next. The node has the status `truncated` and is never joined to the
    text behind the break. Short items, signatures, dates and rows of tables may end without
    a mark and are not reported.

    ## Example

        （一）推进老旧小区加装电梯，对符合条件的楼栋给予
        （四）组织联合演练。
        （五）通报结果。

    ## What to do

    Take the rest from the published original. Deadlines, figures and units of this section
    may be incomplete: do not rely on them.

    中文

    有一节或一段在句子中间断开。

    ## 含义

    其文字没有收尾标点，下文接不上，或者全文到此为止。该节或该段状态标为 `truncated`，
    程序不会把它与断口之后的文字相连。短条目、署名、日期、表格行本可不加标点，不在此列。

    ## 示例

        （一）推进老旧小区加装电梯，对符合条件的楼栋给予
        （四）组织联合演练。
        （五）通报结果。

    ## 处理

    请从正式发布的原文补齐。该节中的时限、数字、单位可能不全，不宜直接采用。
    """

    code = "T301"
    name = "truncated"
    severity = "warning"
    damage = True
    breaks_off = True
    facts = ("the label of the section, or its first words",)
    en = "the end of {0} is lost"
    zh = "“{0}”的末尾缺失"


class HeadlessFragment(Rule):
    """A text has lost its beginning.

    ## What it means

    It begins in mid-sentence beside a lacuna, so the section that it belongs to is lost. It
    is kept as a `fragment` outside every surviving section, since nothing says where among
    them it belongs.

    ## Example

        （一）明确分工。
        （二）完善应急预案，
        并于每季度末报送进展情况。
        （六）组织联合演练。

    The third line is the end of （三）, （四） or （五）.

    ## What to do

    Look for its section in the published original.

    中文

    这段文字缺了开头。

    ## 含义

    它在缺失处旁边、从句子中间开始，所属的一节已经缺失。程序将其作为残段（`fragment`）保留，
    不归入任何现存的节，以免凭空安排位置。

    ## 示例

        （一）明确分工。
        （二）完善应急预案，
        并于每季度末报送进展情况。
        （六）组织联合演练。

    第三行是（三）（四）（五）中某一项的末尾。

    ## 处理

    请在正式发布的原文中查找它所属的一节。
    """

    code = "T302"
    name = "headless-fragment"
    severity = "warning"
    damage = True
    en = "the beginning of this text is lost: it stands outside every section"
    zh = "这段文字缺少开头，未归入任何一节"


class UnbalancedMark(Rule):
    """A bracket or quotation mark is not paired.

    ## What it means

    It is opened and never closed, or closed and never opened, within one document. Text may
    be lost nearby, or the mark is a slip; it is kept. The first thirty of a document are
    reported one by one. A single finding reports the rest: how many there are of each mark,
    from the first of them to the last.

    ## Example

        推广“一件事一次办服务模式。

    ## What to do

    Look at the place; if the text around it is complete, add the missing mark by hand.

    中文

    括号或引号不成对。

    ## 含义

    在同一篇内有开无合，或有合无开。可能附近有文字缺失，也可能只是笔误。程序原样保留。
    同一篇内从第三十一处起合为一条，列出各种符号的个数，范围从其中第一处到最后一处。

    ## 示例

        推广“一件事一次办服务模式。

    ## 处理

    请查看原处；若前后文字完整，可人工补上。
    """

    code = "T303"
    name = "unbalanced-mark"
    severity = "note"
    facts = ("the mark, or several with the number of each",)
    en = "{0} has no partner"
    zh = "{0} 不成对"


class DoubtfulBreak(Rule):
    """A line break may be in the middle of a sentence, or the end of a paragraph.

    ## What it means

    Two lines are joined only on good evidence, such as a word that goes on in the next
    line. Here the evidence is not enough, so the break is kept.

    ## Example

        按照统一部署，全面排查风险
        限期整改到位。

    ## What to do

    Usually nothing. If the lines belong to one paragraph, join them in the source.

    中文

    此处换行可能是句中折行，也可能是分段。

    ## 含义

    只有证据充分（例如一个词跨到下一行）才会接行。此处证据不足，保留换行。

    ## 示例

        按照统一部署，全面排查风险
        限期整改到位。

    ## 处理

    一般不必处理。若确属同一段，请在源文件中接行。
    """

    code = "T304"
    name = "doubtful-break"
    severity = "note"
    en = "this line break may be a wrap: left as it is"
    zh = "此处换行可能是折行：保留原样"


class MixedGlyphs(Rule):
    """A character looks wrong, but the document does not prove it.

    ## What it means

    Some fonts always turn one character into a certain other one. A document in which only
    the wrong one occurs proves that this happened. Here both occur, so the writer may have
    meant this one: it is kept.

    ## Example

        设臵专门窗口，配置引导人员。

    臵 stands where 置 is expected, but 置 occurs as well.

    ## What to do

    Check the character against the published original and correct it by hand.

    中文

    某字疑似损坏，但全文不足以证明。

    ## 含义

    有的字体会把一个字固定变成另一个字。若全文只出现错字，即可证明；此处两字并存，
    错字可能是有意使用，因此不改。

    ## 示例

        设臵专门窗口，配置引导人员。

    “臵”处应为“置”，但文中也有“置”。

    ## 处理

    请对照正式发布的原文，人工改正。
    """

    code = "T305"
    name = "mixed-glyphs"
    severity = "note"
    facts = ("the character that stands there", "the character that would")
    en = "{0} stands where {1} would, but the document does not prove it: left as it is"
    zh = "“{0}”处似应为“{1}”，但全文不足以证明：保留原样"


class NameDiffers(Rule):
    """One mention of a document's name differs from all others.

    ## What it means

    This name in 《》 occurs once, and another name that differs in a single character occurs
    several times in the same document. Names that differ in a numeral are not compared: a
    first and a second batch are two things.

    ## Example

        落实《河道保洁管理办法》。宣传《河道保洁管理办法》。
        修订《河道保洁管理办法》。执行《河道保法管理办法》。

    The last name has 法 where the other three have 洁.

    ## What to do

    Look the name up. If it is a slip, correct it in the source: planparse does not change
    it.

    中文

    一份文件的名称有一处与其他各处不同。

    ## 含义

    《》中的这一名称只出现一次，而本文件中另有一个仅差一字的名称多次出现。只差数字的（第一批、
    第二批）不作比较。

    ## 示例

        落实《河道保洁管理办法》。宣传《河道保洁管理办法》。
        修订《河道保洁管理办法》。执行《河道保法管理办法》。

    最后一处“法”字，其余三处均为“洁”。

    ## 处理

    请核对名称；若是笔误，请在源文件中改正。程序不作改动。
    """

    code = "T306"
    name = "name-differs"
    severity = "note"
    facts = (
        "the name that stands here",
        "the name that stands elsewhere",
        "how often that one stands",
    )
    en = "{0} is named {1} elsewhere, {2} times"
    zh = "{0} 在别处写作 {1}（{2} 次）"


class FlattenedTable(Rule):
    r"""Lines of the text are the rows of a table, or its cells, a line each.

    ## What it means

    The table was copied as plain text, so that its borders are lost. Its lines are kept
    together as one table; labels in its cells are read as no sections. Which cells were
    merged cannot be told any more.

    ## Example

        序号\t任务\t责任单位
        1\t河道清漂\t水务局
        2\t岸坡补种\t园林局

    ## What to do

    Where the file it came from is at hand (Word, a web page), read that instead.

    中文

    文中若干行是表格的行，或每行一个单元格。

    ## 含义

    表格被复制成了纯文本，边框已失。这些行保留为一个表格，单元格中的序号不读作层次；
    哪些单元格曾经合并，已无从得知。

    ## 示例

        序号\t任务\t责任单位
        1\t河道清漂\t水务局
        2\t岸坡补种\t园林局

    ## 处理

    如有原文件（Word、网页），请直接读取原文件。
    """

    code = "T307"
    name = "flattened-table"
    severity = "note"
    en = "these lines are a table that was copied as text"
    zh = "这些行是被复制成文本的表格"


class ImpossibleDeadline(Rule):
    """A deadline names a day or a year that cannot be meant.

    ## What it means

    The calendar has no such day, or the year lies more than sixty years ahead of the
    document's, so that a digit is likely to be wrong. The words are kept, and the deadline
    has no last day.

    ## Example

        2月30日前报送自查报告。

    ## What to do

    Take the date from the published original. Until then nothing is sorted or compared by it.

    中文

    时限中的日期或年份不可能成立。

    ## 含义

    历法中没有这一天，或者年份比本文件晚六十年以上，很可能有数字写错。程序保留原文，
    该时限不给出最后日期。

    ## 示例

        2月30日前报送自查报告。

    ## 处理

    请对照正式发布的原文核实日期；核实之前，该时限不参与排序和比较。
    """

    code = "T308"
    name = "impossible-deadline"
    severity = "warning"
    facts = ("the deadline as it is worded",)
    en = "{0} cannot be meant: there is no such day, or the year is far ahead"
    zh = "“{0}”不可能成立：没有这一天，或者年份过远"
