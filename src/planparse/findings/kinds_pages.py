"""D, the decoding: what a file shows and its text does not say, on pages and in parts."""

from planparse.findings.rule import Rule


class UnnamedGlyphs(Rule):
    """The text layer has glyphs that no table names, so their characters are not known.

    ## What it means

    A PDF or an OFD draws glyphs, and a table in it says which characters these are. Here
    the table is missing or says only numbers of a font's own (private-use characters). The
    page looks right, but the text that was read has holes where such glyphs stand.

    ## Example

        一、[U+E012][U+E013][U+E014]责任

    Three glyphs have no name; a reader of the page sees 压紧压 there.

    ## What to do

    Read the file where it was made, or save it again from there, with text that can be
    copied. Else recognise the pages (OCR), e.g. with `ocrmypdf --force-ocr -l chi_sim`.

    中文

    文本层中有字形没有对应的字符，读不出是什么字。

    ## 含义

    PDF、OFD 按字形绘制页面，另有对照表说明各字形是什么字符。本文件缺少这种对照，或只给出字体
    自用的编号（私用区字符）。页面看上去正常，读出的文本在这些地方却是空缺。

    ## 示例

        一、[U+E012][U+E013][U+E014]责任

    三个字形没有对应的字符，页面上看到的是“压紧压”。

    ## 处理

    用生成该文件的程序打开，另存为可以复制文字的文件；或对页面作文字识别（OCR），例如
    `ocrmypdf --force-ocr -l chi_sim`。
    """

    code = "D111"
    name = "unnamed-glyphs"
    severity = "warning"
    damage = True
    facts = ("how many glyphs",)
    en = "unreadable text layer: {0} glyphs have no character (private-use characters)"
    zh = "文本层不可读：{0} 个字形没有对应的字符（私用区字符）"


class FalseNames(Rule):
    """Letters and figures stood under the names of rare characters; they were put right.

    ## What it means

    The table of characters in the file is wrong in a known way: each letter, figure or mark
    of ASCII is named by a rare Han character. Which one is meant is certain, and the text
    that was read has it. The rest of the text layer may have other faults.

    ## Example

        犐犆犛 13.060  犌犅／犜 12345

    This is read as `ICS 13.060  GB／T 12345`.

    ## What to do

    Compare figures, units and document numbers with the page.

    中文

    字母、数字被标成了生僻汉字，已按原意读取。

    ## 含义

    文件的字符对照表有一种已知的错误：字母、数字、标点各被标成一个生僻汉字，如 ICS 成了
    “犐犆犛”。原意可以确定，读出的文本已照原意。文本层的其余部分可能还有别的错误。

    ## 示例

        犐犆犛 13.060  犌犅／犜 12345

    读作“ICS 13.060  GB／T 12345”。

    ## 处理

    请对照页面核对数字、单位和文号。
    """

    code = "D112"
    name = "false-names"
    severity = "warning"
    facts = ("how many characters",)
    en = "faulty text layer: {0} letters or figures had the names of rare characters"
    zh = "文本层有误：{0} 个字母或数字被标成生僻汉字（如 ICS 成了“犐犆犛”），已改正"


class PagesWithoutText(Rule):
    """Some pages are pictures without a text layer; what they say was not read.

    ## What it means

    The file has pages with text, and pages that only show a picture, often scanned annexes
    or tables with signatures. The numbers may have a gap where such a page stands.

    ## Example

        二、重点任务
        四、保障措施

    The page between the two is a picture.

    ## What to do

    Recognise the text of these pages (OCR), e.g. with `ocrmypdf --skip-text -l chi_sim`, and
    read the result.

    中文

    部分页面是图片，没有文本层，其内容未读取。

    ## 含义

    文件中有的页面有文字，有的页面只有图片，多为扫描的附件、表格或签章页。编号在这些页面处
    可能中断。

    ## 示例

        二、重点任务
        四、保障措施

    两条之间的一页是图片。

    ## 处理

    对这些页面作文字识别（OCR），例如 `ocrmypdf --skip-text -l chi_sim`，再读取所得文件。
    """

    code = "D113"
    name = "pages-without-text"
    severity = "warning"
    damage = True
    facts = ("which pages",)
    en = "no text layer on pages {0}: what they show was not read"
    zh = "第 {0} 页没有文本层，其内容未读取"


class PartsUnread(Rule):
    """Parts of the file that are files of their own were not read; what they say is missing.

    ## What it means

    A Word document can embed other files as text: Word documents, web pages, rich text. Those
    named here were not read, because they are not in the file, are damaged, or are of a format
    that is not read. The numbers may have a gap where one stands.

    ## Example

        二、重点任务
        四、保障措施

    What stands between the two is another document, of which the file has only the address.

    ## What to do

    Open the document where it was made, and save it again: Word then takes the text in.

    中文

    文件内嵌的部分文档未读取，其内容缺失。

    ## 含义

    Word 文档可把其他文件（Word 文档、网页、RTF）作为正文嵌入。所列各项不在文件中、已损坏，
    或格式无法读取，因此未读。编号在这些位置可能中断。

    ## 示例

        二、重点任务
        四、保障措施

    两条之间是另一份文档，文件中只有它的地址。

    ## 处理

    请在原软件中打开并重新保存，使其内容并入正文。
    """

    code = "D114"
    name = "parts-unread"
    severity = "warning"
    damage = True
    facts = ("the names of the parts",)
    en = "parts of the file were not read: {0}"
    zh = "文件内嵌的部分未读取：{0}"
