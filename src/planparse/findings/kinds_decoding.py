"""D, the decoding: undecodable bytes, mojibake, invisible characters, files that are not text."""

from planparse.findings.rule import Rule


class UndecodableBytes(Rule):
    """Some bytes are not text in the encoding of the file.

    ## What it means

    The file was read in the encoding that fits it best, but a few bytes are not valid in
    it: they were damaged, or come from another encoding. Each run of such bytes is read as
    one replacement character, U+FFFD; the text on both sides is not affected.

    ## Example

        （二）完善�合执法机制。

    One byte of 联 was lost, so the character can no longer be recognised.

    ## What to do

    Fetch the file again, or save it again from the program that wrote it. If there is no
    better copy, fill in the character by hand: planparse does not guess.

    中文

    有字节无法按文件的编码解读。

    ## 含义

    文件已按最合适的编码读入，但有个别字节读不通；每一段这样的字节以一个替换符 U+FFFD 表示。
    前后文字不受影响。

    ## 示例

        （二）完善�合执法机制。

    “联”字丢了一个字节，已无从辨认。

    ## 处理

    重新获取文件，或用原软件另存一次。若无更好的副本，请人工补字；程序不作猜测。
    """

    code = "D101"
    name = "undecodable-bytes"
    severity = "warning"
    damage = True
    facts = ("how many bytes", "the encoding")
    en = "bytes that are not {1}: {0}"
    zh = "有 {0} 个字节无法按 {1} 解读"


class Mojibake(Rule):
    """The text decodes without error, but hardly any of it is Chinese.

    ## What it means

    In an ordinary text most characters are common ones. Here they are not: at some point
    the file was read in one encoding and saved in another. A tree is still made, but none
    of its numbers can be trusted.

    ## Example

        涓€銆佹€讳綋瑕佹眰

    This was 一、总体要求, saved as UTF-8 and read as GBK.

    ## What to do

    If the text is in traditional characters, it may be Big5, which is not told from others:
    name it, `--encoding big5`. Else find the file as it was before the conversion.
    Converting it back seldom restores everything.

    中文

    解码没有出错，但内容几乎不是中文。

    ## 含义

    正常文本中常用字占多数，此处却不然：文件曾按一种编码读入、又按另一种编码保存。
    程序仍给出结构树，但其中的编号均不可信。

    ## 示例

        涓€銆佹€讳綋瑕佹眰

    原文是 UTF-8 编码的“一、总体要求”，被误当作 GBK 读取。

    ## 处理

    繁体文本可能是 Big5 编码，程序不会自动识别，请指明：`--encoding big5`。否则请找回转换
    之前的文件。再转换一次往往不能完全还原。
    """

    code = "D102"
    name = "mojibake"
    severity = "warning"
    damage = True
    facts = ("the share of common characters, in per cent, without the sign",)
    en = "only {0} % of the characters are common ones: the text was saved in a wrong encoding"
    zh = "常用字仅占 {0}%：文本曾以错误的编码保存"


class ControlCharacters(Rule):
    r"""The text holds invisible control characters.

    ## What it means

    Control characters print nothing. Most are left over from a conversion; some can make a
    line look different from what it is. They are kept where they stand, and are shown
    escaped in messages. The finding marks the first place only.

    ## Example

        三、强化监督\x0c检查

    A form feed, which ends a printed page, stands inside the heading.

    ## What to do

    Usually nothing. `planparse normalise` writes a clean copy and a ledger of every edit;
    `planparse check --fix` leaves the characters out in place.

    中文

    文中有看不见的控制字符。

    ## 含义

    控制字符不显示内容，多为格式转换的残留；有的会使一行看上去与实际不符。程序原样保留，
    仅在消息中以转义形式显示。只标出第一处。

    ## 示例

        三、强化监督\x0c检查

    标题中夹着一个换页符，原是打印页的结尾。

    ## 处理

    一般不必处理。`planparse normalise` 可另存净文本，并记录每处改动；`planparse check --fix` 就地
    删去这些字符。
    """

    code = "D103"
    name = "control-characters"
    severity = "note"
    en = "characters that print nothing stand here"
    zh = "此处有不可见的控制字符"


class NotText(Rule):
    r"""The file is not text, or was read in the wrong encoding.

    ## What it means

    Undecodable bytes and invisible characters stand everywhere, with hardly any Chinese
    between them: `--encoding` names the wrong encoding, or the file is in none that is
    recognised. A tree is still made, but it means nothing. The places are not listed one
    by one. A program, a picture or a sound is refused where no encoding is named.

    ## Example

        \x7fPRG\x02\x01\x01\x00\x03\x00>\x00

    A program file, read with `--encoding utf-8`, may begin like this.

    ## What to do

    Leave out `--encoding` to have the encoding recognised, or name the right one. See with
    `file` what it is. If it is a document of a word processor, save it as plain text.

    中文

    这不是文本，或所用编码有误。

    ## 含义

    到处是读不通的字节和不显示的字符，其间也几乎没有中文：可能 `--encoding` 指定的编码不对，
    也可能文件所用编码无法识别。程序仍给出结构树，但没有意义。各处不再逐一列出。未指定编码时，
    程序、图片、录音一律拒绝读取。

    ## 示例

        \x7fPRG\x02\x01\x01\x00\x03\x00>\x00

    以 `--encoding utf-8` 读取程序文件，开头可能是这样的。

    ## 处理

    去掉 `--encoding`，让程序自行识别编码，或指定正确的编码。用 `file` 命令查看文件类型。
    若是办公软件的文档，请另存为纯文本。
    """

    code = "D104"
    name = "not-text"
    severity = "error"
    damage = True
    facts = ("the encoding", "one place in how many characters is no text")
    en = "this is no text, or not in {0}: one in {1} characters is damaged or prints nothing"
    zh = "这不是文本，或并非 {0} 编码：每 {1} 个字符就有一处读不通或不显示"


class WrongEncoding(Rule):
    """The text was read in the wrong encoding once, and saved; it can be undone.

    ## What it means

    At some point a program took the file for text in another encoding and saved what it
    saw. Each of these characters stands for bytes of the original, so nothing is lost. The
    tree that is given is that of the text as it stands: none of it can be trusted.

    ## Example

        ¶«ºþÊÐË®Îñ¾Ö

    This was 东湖市水务局, saved as GB18030 and read as Latin-1.

    ## What to do

    Run `planparse normalise`, which puts the text right and keeps the change in the ledger,
    or `planparse check --fix`, which does so in place.
    HZ and UTF-7 are read as they are when you name them: `--encoding hz`.

    中文

    文本曾以错误的编码读入并保存，可以还原。

    ## 含义

    某个程序曾把文件当作另一种编码的文本读入，又照所见保存。每个字符都对应原文的字节，
    并无丢失。程序按现有文本给出结构树，其内容不可信。

    ## 示例

        ¶«ºþÊÐË®Îñ¾Ö

    原文是 GB18030 编码的“东湖市水务局”，被误当作 Latin-1 读取。

    ## 处理

    运行 `planparse normalise`：还原文本，改动记入台账；`planparse check --fix` 就地还原。HZ 和
    UTF-7 可直接指定编码读入：`--encoding hz`。
    """

    code = "D105"
    name = "wrong-encoding"
    severity = "warning"
    damage = True
    facts = ("the encoding it is in", "the encoding it was read in")
    en = "the text is {0} that was read as {1}: `planparse normalise` undoes it"
    zh = "文本是 {0} 编码，曾被误当作 {1} 读取：`planparse normalise` 可以还原"


class CharactersLost(Rule):
    """Most of the text is question marks.

    ## What it means

    A program that could not write Chinese wrote a question mark for every character. What
    stood there is not in the file any more, and nothing can bring it back.

    ## Example

        ???????????

    ## What to do

    Find the file as it was before. If a program of your own wrote it, let it write UTF-8.

    中文

    文本大多是问号。

    ## 含义

    某个程序写不出中文，把每个字都写成了问号。原文已不在文件中，无法还原。

    ## 示例

        ???????????

    ## 处理

    找回转换之前的文件。若文件由自己的程序写出，请让它以 UTF-8 保存。
    """

    code = "D106"
    name = "characters-lost"
    severity = "warning"
    damage = True
    en = (
        "most of the text is question marks: its characters were lost when it was saved"
    )
    zh = "文本大多是问号：保存时文字已经丢失"


class EscapedCharacters(Rule):
    r"""Characters stand in the text as entities or escapes.

    ## What it means

    The text was written for a web page or a program, with a number for each character, as
    in &#38738; or \u9752. The tree is that of the text as it stands, so labels and words
    are not found.

    ## Example

        &#19968;&#12289;&#30446;&#26631;

    This is 一、目标.

    ## What to do

    Run `planparse normalise`, which puts the characters in their place and keeps the change
    in the ledger, or `planparse check --fix`, which does so in place.

    中文

    文字以字符实体或转义序列的形式出现。

    ## 含义

    文本是为网页或程序写出的：青写成了 &#38738; 或 \u9752。程序按现有文本给出结构树，
    因此找不到编号和词语。

    ## 示例

        &#19968;&#12289;&#30446;&#26631;

    即“一、目标”。

    ## 处理

    运行 `planparse normalise`：还原文字，改动记入台账；`planparse check --fix` 就地还原。
    """

    code = "D107"
    name = "escaped-characters"
    severity = "warning"
    damage = True
    facts = ("entities or escapes",)
    en = "the characters are written as {0}: `planparse normalise` puts them in their place"
    zh = "文字以 {0} 写出：`planparse normalise` 可以还原"


class Markup(Rule):
    """The text is the source of a web page.

    ## What it means

    Tags and menus of the page are read as if they were the plan's own words.

    ## Example

        <p>一、目标</p><p>年内完成。</p>

    ## What to do

    Save the page as plain text first, or copy the document out of the browser.

    中文

    文本是网页的源代码。

    ## 含义

    网页的标签和菜单被当作文件正文读入。

    ## 示例

        <p>一、目标</p><p>年内完成。</p>

    ## 处理

    先将网页另存为纯文本，或在浏览器中复制文件内容。
    """

    code = "D108"
    name = "markup"
    severity = "warning"
    en = "the text is the source of a web page: save it as plain text first"
    zh = "文本是网页的源代码：请先另存为纯文本"


class SeveralEncodings(Rule):
    """The file is in several encodings, one behind the other.

    ## What it means

    Files in different encodings were put together. Each part is read in its own; where they
    meet is marked. `source.encodings` of the JSON names the parts, and `planparse restore`
    gives the bytes back as they were.

    ## Example

        $ cat plan-gb18030.txt plan-utf8.txt > plans.txt

    ## What to do

    Nothing, if the text reads well on both sides of the place.

    中文

    文件由几种编码的内容拼接而成。

    ## 含义

    编码不同的文件被接在了一起。程序按各自的编码读入各部分，并标出接缝处。JSON 中的
    `source.encodings` 列出各部分，`planparse restore` 可逐字节还原。

    ## 示例

        $ cat plan-gb18030.txt plan-utf8.txt > plans.txt

    ## 处理

    接缝前后文字通顺时无须处理。
    """

    code = "D109"
    name = "several-encodings"
    severity = "note"
    facts = ("the encoding before", "the encoding from here on")
    en = "from here on the file is {1}, before {0}"
    zh = "文件从此处起是 {1} 编码，之前是 {0}"


class RevisionsAccepted(Rule):
    """The document has tracked changes; it was read as if all of them were accepted.

    ## What it means

    Somebody edited the document with changes tracked, and nobody has accepted or rejected
    them. What was inserted is part of the text that was read, what was deleted is not, and
    the automatic numbers are those of that text.

    ## Example

        一、重点任务
        二、保障措施

    Between the two stood an item that was deleted; it takes no number.

    ## What to do

    Accept or reject the changes in the document, and save it again, if the text that was
    read is not the one that is in force.

    中文

    文档带有修订标记，已按全部接受读取。

    ## 含义

    文档曾在修订状态下改动，改动尚未接受或拒绝。插入的内容计入正文，删除的内容不计，自动编号
    也按这样的正文计算。

    ## 示例

        一、重点任务
        二、保障措施

    两条之间原有一条已被删去，不占编号。

    ## 处理

    若读出的文本不是生效的文本，请在原文档中接受或拒绝修订后另存。
    """

    code = "D110"
    name = "revisions-accepted"
    severity = "note"
    facts = ("how many changes",)
    en = "{0} tracked changes, read as accepted"
    zh = "有 {0} 处修订，按已接受读取"
