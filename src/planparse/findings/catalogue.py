"""What can be doubted about a text: one type, one rule a code.

The docstring of a rule is its page: English, a line `中文`, Chinese. Each half has a summary line and three
sections, in this order: what it means, example, what to do. To add a rule, write a class below; nothing else
lists them. Codes are stable: D is decoding, N numbering, T the text, C what the text claims, E its envelope.
"""

from collections.abc import Mapping
from types import MappingProxyType
from typing import ClassVar, NamedTuple

from planparse.tree import Finding, Lang, Severity


class Page(NamedTuple):
    """A rule's page in one language, in parts: Markdown, without the headings between them."""

    summary: str
    meaning: str
    example: str
    advice: str


class Rule:
    """A kind of finding: its code, its name, how grave it is, and how it is put to a reader.

    `facts` says what a finding of this kind must carry; `en` and `zh` are the messages, where `{0}` stands
    for the first fact, and so on.
    """

    code: ClassVar[str]
    name: ClassVar[str]
    severity: ClassVar[Severity]
    facts: ClassVar[tuple[str, ...]] = ()
    en: ClassVar[str]
    zh: ClassVar[str]


class UndecodableBytes(Rule):
    """Some bytes are not text in the encoding of the file.

    ## What it means

    The file was read in the encoding that explains it best, and a few bytes do not fit: they were
    damaged, or come from another encoding. One replacement character, U+FFFD, stands for each run of
    them; the text on both sides is untouched.

    ## Example

        （二）完善�合执法机制。

    One byte of 联 was lost, so the character cannot be told any more.

    ## What to do

    Fetch the file again, or save it anew from the program that wrote it. If there is no better copy,
    fill in the character by hand: nothing is guessed here.

    中文

    有字节无法按文件的编码解读。

    ## 含义

    文件已按最合适的编码读入，但有个别字节读不通；每一段这样的字节以一个替换符 U+FFFD 表示。前后文字不受影响。

    ## 示例

        （二）完善�合执法机制。

    “联”字丢了一个字节，已无从辨认。

    ## 处理

    重新获取文件，或用原软件另存一次。若无更好的副本，请人工补字；程序不作猜测。
    """

    code = "D101"
    name = "undecodable-bytes"
    severity = "warning"
    facts = ("how many bytes", "the encoding")
    en = "bytes that are not {1}: {0}"
    zh = "有 {0} 个字节无法按 {1} 解读"


class Mojibake(Rule):
    """The text decodes without error, and yet is hardly Chinese.

    ## What it means

    In a true text most characters are among the common ones. Here they are not: somewhere on its way
    the file was read in one encoding and saved in another. A tree is still made, but no marker in it
    can be trusted.

    ## Example

        涓€銆佹€讳綋瑕佹眰

    This was 一、总体要求 in UTF-8, then read as GBK.

    ## What to do

    Go back to the file as it was before it was converted. A second conversion seldom restores
    everything.

    中文

    解码没有出错，但内容几乎不是中文。

    ## 含义

    正常文本中常用字占多数，此处却不然：文件曾按一种编码读入、又按另一种编码保存。程序仍给出结构树，但其中的编号均不可信。

    ## 示例

        涓€銆佹€讳綋瑕佹眰

    原文是 UTF-8 编码的“一、总体要求”，被误当作 GBK 读取。

    ## 处理

    找回转换之前的文件。再转换一次往往不能完全还原。
    """

    code = "D102"
    name = "mojibake"
    severity = "warning"
    facts = ("the share of common characters, in per cent, without the sign",)
    en = "only {0} % of the characters are common ones: the text was saved in a wrong encoding"
    zh = "常用字仅占 {0}%：文本曾以错误的编码保存"


class ControlCharacters(Rule):
    r"""There are characters that nobody sees.

    ## What it means

    Control characters print nothing. Most are left over from a conversion; some can make a line look
    other than it is. They are kept where they stand, and shown escaped in messages.

    ## Example

        三、强化监督\x0c检查

    A form feed, the end of a printed page, stands inside the heading.

    ## What to do

    Usually nothing. `planparse normalise` writes a clean copy, with a ledger of every edit.

    中文

    文中有看不见的控制字符。

    ## 含义

    控制字符不显示内容，多为格式转换的残留；有的会使一行看上去与实际不符。程序原样保留，仅在消息中以转义形式显示。

    ## 示例

        三、强化监督\x0c检查

    标题中夹着一个换页符，原是打印页的结尾。

    ## 处理

    一般不必处理。`planparse normalise` 可另存净文本，并记录每处改动。
    """

    code = "D103"
    name = "control-characters"
    severity = "note"
    en = "characters that print nothing stand here"
    zh = "此处有不可见的控制字符"


class NotText(Rule):
    r"""The file is no text, or was read in a wrong encoding.

    ## What it means

    Bytes that are no characters, and characters that print nothing, stand everywhere, and what is between
    them is hardly Chinese: a picture, a program or a packed file, or `--encoding` names the wrong one. A
    tree is still made, but nothing in it means anything. The places are not told one by one.

    ## Example

        \x7fELF\x02\x01\x01\x00\x03\x00>\x00

    A program begins so.

    ## What to do

    Look with `file` what it is. Leave out `--encoding`, to have the encoding recognised. Of a document of an
    office program, save the text.

    中文

    这不是文本，或所用编码有误。

    ## 含义

    到处是读不通的字节和不显示的字符，其间也几乎没有中文：可能是图片、程序或压缩文件，
    也可能 `--encoding` 指定的编码不对。程序仍给出结构树，但没有意义。各处不再逐一列出。

    ## 示例

        \x7fELF\x02\x01\x01\x00\x03\x00>\x00

    程序文件的开头是这样的。

    ## 处理

    用 `file` 命令查看文件类型。去掉 `--encoding`，让程序自行识别编码。若是办公软件的文档，请另存为纯文本。
    """

    code = "D104"
    name = "not-text"
    severity = "error"
    facts = ("the encoding", "one place in how many characters is no text")
    en = "this is no text, or not in {0}: one in {1} characters is damaged or prints nothing"
    zh = "这不是文本，或并非 {0} 编码：每 {1} 个字符就有一处读不通或不显示"


class Lacuna(Rule):
    """Numbers are missing: a part of the text is lost.

    ## What it means

    The numbering jumps in a way that no careful writer would leave. The labels that must have stood
    here are named in the document's own style, and the hole has its own place in the tree. Holes on
    several levels at one place are one finding.

    ## Example

        （一）摸清设备底数。
        （四）建立巡检台账。

    （二） and （三） are lost between these lines.

    ## What to do

    Compare with the published original. If the document was printed with the gap, nothing is lost: go
    on. Numbers are never closed up.

    中文

    编号中断，有内容缺失。

    ## 含义

    编号跳跃，不像是起草者有意为之。程序按文件自身的样式列出应有的编号，并在结构树中为缺口留出位置。同一处多个层级的缺失合为一条。

    ## 示例

        （一）摸清设备底数。
        （四）建立巡检台账。

    两行之间缺（二）（三）。

    ## 处理

    请对照正式发布的原文。若原文印发时即如此，则并无缺失，可不处理。程序从不改号补缺。
    """

    code = "N201"
    name = "lacuna"
    severity = "warning"
    facts = ("the missing labels, joined by a space", "the evidence in words")
    en = "lost here: {0}; {1}"
    zh = "此处缺失：{0}；{1}"


class RepeatedNumber(Rule):
    """One number is given to two neighbours.

    ## What it means

    A sibling just before has the same number. Both are kept as sections, in the order in which they
    stand. Usually it is a slip of the writer; it can also be the trace of two texts put together.

    ## Example

        3. 开展上门走访。
        3. 公开办事流程。

    ## What to do

    Check that both belong to this list. Numbers are never changed.

    中文

    相邻两项用了同一个编号。

    ## 含义

    前面的同级条目已用过这个编号。两项均按原有顺序保留。多为起草时的笔误，也可能是两段文字拼接的痕迹。

    ## 示例

        3. 开展上门走访。
        3. 公开办事流程。

    ## 处理

    请核对两项是否同属一组。程序不改动编号。
    """

    code = "N202"
    name = "repeated-number"
    severity = "note"
    facts = ("the label",)
    en = "{0} is used a second time"
    zh = "编号“{0}”重复使用"


class NumberOutOfOrder(Rule):
    """A number is smaller than the one before it.

    ## What it means

    The numbering of one list goes backwards, and nothing suggests that a new list begins. The sections
    stay in the order in which they stand.

    ## Example

        五、加强队伍建设
        四、严格考核问效

    ## What to do

    Compare with the published original: lines may have been moved, or a digit misread.

    中文

    编号比前一个还小。

    ## 含义

    同一组编号出现倒退，又看不出另起一组。各节保持原有顺序。

    ## 示例

        五、加强队伍建设
        四、严格考核问效

    ## 处理

    请对照正式发布的原文：可能是行序错乱，也可能是数字误识。
    """

    code = "N203"
    name = "number-out-of-order"
    severity = "note"
    facts = ("the label", "the label before it")
    en = "{0} comes after {1}"
    zh = "“{0}”排在“{1}”之后"


class DoubtfulReading(Rule):
    """One marker can be read in two ways that are nearly as good.

    ## What it means

    What a marker means follows from all markers of the document together. Here the second-best
    explanation is almost as good as the best. The best is taken.

    ## Example

        二、夯实基础
        1. 健全档案。
        2. 更新设备。
        三是配齐人员。

    Nothing before 三是 counts 一是 and 二是: it may be an item, or only words.

    ## What to do

    Look at the place; `planparse explain FILE:LINE` lists the readings with their prices. If the scheme of
    the document is not among those of `planparse grammar`, a grammar of your own settles it.

    中文

    此处编号有两种几乎同样合理的读法。

    ## 含义

    一个编号的含义由全文的编号共同决定。此处次优解释与最优解释相差无几。程序取最优。

    ## 示例

        二、夯实基础
        1. 健全档案。
        2. 更新设备。
        三是配齐人员。

    前文没有“一是”“二是”，“三是”可能是条目，也可能只是行文。

    ## 处理

    请查看原处；`planparse explain 文件:行号` 列出各种读法及其代价。
    若文件所用体例不在 `planparse grammar` 所列之中，可自编一份语法加以明确。
    """

    code = "N204"
    name = "doubtful-reading"
    severity = "note"
    facts = ("the label",)
    en = "another reading of {0} is nearly as good"
    zh = "“{0}”另有几乎同样合理的读法"


class LostNumbers(Rule):
    """Numbers are lost from headings that still stand.

    ## What it means

    The sequence proves that numbers are missing, and there stand as many headings without a number. Word
    processors number headings by themselves, and such numbers get lost when text is copied: no text is missing.
    The headings are kept as paragraphs with a title, since nothing proves which number belongs to which.

    ## Example

        供水保障
        各水厂全年安全运行，应急水源随时可用。
        排水防涝
        汛前清淤，汛中值守，汛后评估。
        三、节约用水

    ## What to do

    Take the numbers from the issued original, if they are needed. Numbers are never made up.

    中文

    标题尚在，编号已失。

    ## 含义

    编号序列证明此处缺号，而缺号处恰有同样数目的无编号标题。文字处理软件的自动编号在复制时容易丢失：缺的是编号，
    并非文字。这些标题作为带标题的段落保留，不替它们补号。

    ## 示例

        供水保障
        各水厂全年安全运行，应急水源随时可用。
        排水防涝
        汛前清淤，汛中值守，汛后评估。
        三、节约用水

    ## 处理

    如需编号，请对照正式发布的原文。程序从不补造编号。
    """

    code = "N205"
    name = "lost-numbers"
    severity = "note"
    facts = ("the missing labels, joined by a space", "the evidence in words")
    en = "only the numbers are lost here, the headings stand: {0}; {1}"
    zh = "此处仅编号缺失，标题尚在：{0}；{1}"


class StartsLate(Rule):
    """The numbering does not begin at one.

    ## What it means

    The first number of the document is a later one. Most such files are excerpts: nothing was lost by
    accident, so no hole is reported.

    ## Example

        四、强化要素保障
        五、严格督查考核

    ## What to do

    Nothing, if it is meant as an excerpt. Otherwise look for the beginning of the document.

    中文

    编号不是从一开始。

    ## 含义

    文件的首个编号靠后。这类文件多为节选，并非意外缺失，因此不报缺口。

    ## 示例

        四、强化要素保障
        五、严格督查考核

    ## 处理

    若本来就是节选，不必处理；否则请找回文件的开头部分。
    """

    code = "N206"
    name = "starts-late"
    severity = "note"
    facts = ("the first label",)
    en = "the numbering begins at {0}: this is probably an excerpt"
    zh = "编号从“{0}”开始：可能是节选"


class Truncated(Rule):
    """A section or a paragraph breaks off in the middle of a sentence.

    ## What it means

    Its text ends without a closing mark, and what comes next does not continue it, or nothing comes. Its
    status is `truncated`. It is never joined to the text after the break. A short item, a signature, a date or
    a row of a table may end without a mark, and is not told.

    ## Example

        （三）推进老旧小区加装电梯，对符合条件的楼栋给予
        六、工作要求

    ## What to do

    Take the rest from the published original. Do not rely on deadlines, figures or units from this
    section.

    中文

    有一节或一段在句子中间断开。

    ## 含义

    其文字没有收尾标点，下文接不上，或者全文到此为止。该节或该段状态标为 `truncated`，程序不会把它与断口之后的文字相连。
    短条目、署名、日期、表格行本可不加标点，不在此列。

    ## 示例

        （三）推进老旧小区加装电梯，对符合条件的楼栋给予
        六、工作要求

    ## 处理

    请从正式发布的原文补齐。该节中的时限、数字、单位可能不全，不宜直接采用。
    """

    code = "T301"
    name = "truncated"
    severity = "warning"
    facts = ("the label of the section, or its first words",)
    en = "the end of {0} is lost"
    zh = "“{0}”的末尾缺失"


class HeadlessFragment(Rule):
    """Here is text that has lost its beginning.

    ## What it means

    It begins in mid-sentence beside a hole, so the section that it belongs to is lost. It is kept as a
    `fragment` outside every surviving section, since any place among them would be invented.

    ## Example

        （二）完善应急预案。
        并于每季度末报送进展情况。
        （六）组织联合演练。

    The second line is the end of （三）, （四） or （五）.

    ## What to do

    Find its section in the published original.

    中文

    这段文字缺了开头。

    ## 含义

    它在缺口旁边、从句子中间开始，所属的一节已经缺失。程序将其作为残段（`fragment`）保留，不归入任何现存的节，以免凭空安排位置。

    ## 示例

        （二）完善应急预案。
        并于每季度末报送进展情况。
        （六）组织联合演练。

    第二行是（三）（四）（五）中某一项的末尾。

    ## 处理

    请在正式发布的原文中查找它所属的一节。
    """

    code = "T302"
    name = "headless-fragment"
    severity = "warning"
    en = "the beginning of this text is lost: it stands outside every section"
    zh = "这段文字缺少开头，未归入任何一节"


class UnbalancedMark(Rule):
    """A bracket or quotation mark has no partner.

    ## What it means

    It is opened and never closed, or closed and never opened, within its document. Text was lost nearby,
    or the mark is a slip. The mark is kept. From the thirty-first of a document on, one finding tells of
    all: how many there are of each mark, from the first to the last.

    ## Example

        推广“一件事一次办服务模式。

    ## What to do

    Look at the place; if the text beside it is whole, add the mark by hand.

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
    """A line break may be a wrap in mid-sentence, or the end of a paragraph.

    ## What it means

    A wrap is joined only on good evidence, such as a word that goes on in the next line. Here the
    evidence is not enough, and the break is left as it is.

    ## Example

        按照统一部署，全面排查风险
        限期整改到位。

    ## What to do

    Usually nothing. If the lines belong together, join them in the source.

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
    """A character looks damaged, but the document does not prove it.

    ## What it means

    Some fonts turn one character into another, always the same one. A document proves it by using only
    the wrong one. Here both occur, so this one may be meant: it is left.

    ## Example

        设臵专门窗口，配置引导人员。

    臵 stands where 置 would, but 置 occurs as well.

    ## What to do

    Check the character against the published original and correct it by hand.

    中文

    某字疑似损坏，但全文不足以证明。

    ## 含义

    有的字体会把一个字固定变成另一个字。若全文只出现错字，即可证明；此处两字并存，错字可能是有意使用，因此不改。

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
    """A document is named once otherwise than everywhere else.

    ## What it means

    The title in 《》 stands here only, and another title that differs in a single character stands in this
    document several times. Titles that differ in a numeral are not compared: a first and a second batch are two things.

    ## Example

        落实《河道保洁管理办法》。宣传《河道保洁管理办法》。
        修订《河道保洁管理办法》。执行《河道保法管理办法》。

    The last name has 法 where the other three have 洁.

    ## What to do

    Look the name up. If it is a slip, correct it in the source: nothing is changed here.

    中文

    一份文件的名称有一处与其他各处不同。

    ## 含义

    《》中的这一名称只出现一次，而本文件中另有一个仅差一字的名称多次出现。只差数字的（第一批、第二批）不作比较。

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


class CountDoesNotHold(Rule):
    """The text declares a count, and another number was parsed.

    ## What it means

    The document says how many parts or items it has. The tree has more or fewer: something is lost,
    something was missed or invented by the parser, or the writer miscounted.

    ## Example

        重点抓好三个方面工作：
        一、优化服务。
        二、严格监管。

    ## What to do

    Look for holes among the findings first. If there are none, compare the outline with the original.

    中文

    文中声明的数目与解析结果不符。

    ## 含义

    文件写明了有几个部分或几项，而结构树中的数目不同：或有缺失，或解析时漏认、多认，或起草者计数有误。

    ## 示例

        重点抓好三个方面工作：
        一、优化服务。
        二、严格监管。

    ## 处理

    先看有无报告缺口；若没有，请将提纲与原文对照。
    """

    code = "C401"
    name = "count-does-not-hold"
    severity = "note"
    facts = ("the words of the claim", "the number it says", "the number counted")
    en = "“{0}” says {1}, but the count is {2}"
    zh = "“{0}”声明为 {1}，实际数得 {2}"


class ImpossibleDate(Rule):
    """A date is written that the calendar does not have.

    ## What it means

    The words have the form of a date, but there is no such day or month. The text is kept; it has no
    `value`.

    ## Example

        2023年2月30日

    ## What to do

    Look the date up in the published original.

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


RULES: Mapping[str, type[Rule]] = MappingProxyType(
    {found.code: found for found in Rule.__subclasses__()}
)
"""Every rule by its code, in the order of the codes."""


def rule(code_or_name: str) -> type[Rule]:
    """Return the rule of that code or name, whatever the case of its letters.

    Raises LookupError, with a message for people, where there is none.
    """
    wanted = code_or_name.strip()
    for found in RULES.values():
        if wanted.upper() == found.code or wanted.lower() == found.name:
            return found
    raise LookupError(
        f"no finding is called {code_or_name!r}: the codes are {', '.join(RULES)}"
    )


def message(finding: Finding, lang: Lang) -> str:
    """Return what the finding says, in one sentence without a full stop.

    Facts go in as they stand, so characters that act on a terminal do too: `report` shows those harmlessly.
    Raises ValueError where the finding does not carry the facts that its rule asks for.
    """
    kind = RULES[finding.code]
    if len(finding.facts) != len(kind.facts):
        raise ValueError(
            f"{kind.code} {kind.name} takes {len(kind.facts)} facts, not {finding.facts!r}"
        )
    return (kind.zh if lang == "zh" else kind.en).format(*finding.facts)


def parts(code: str, lang: Lang) -> Page:
    """Return the page of a rule in its parts. Raises LookupError as `rule` does."""
    return _page(rule(code), lang)[0]


def page(code: str, lang: Lang) -> str:
    """Return the page of a rule, by code or name, as Markdown that reads well in a terminal.

    No line end stands at its end. Raises LookupError as `rule` does.
    """
    kind = rule(code)
    return f"# {kind.code} {kind.name}\n\n{_page(kind, lang)[1]}"


def _page(kind: type[Rule], lang: Lang) -> tuple[Page, str]:
    """Split a rule's docstring: the half in that language, in parts and whole."""
    from inspect import cleandoc

    if kind.__doc__ is None:
        raise RuntimeError(
            "pages are docstrings, which Python drops under -OO or PYTHONOPTIMIZE=2"
        )
    english, chinese = cleandoc(kind.__doc__).split("\n\n中文\n\n")
    half = chinese if lang == "zh" else english
    summary, *sections = half.split("\n\n## ")
    meaning, example, advice = (section.partition("\n\n")[2] for section in sections)
    return Page(summary, meaning, example, advice), half
