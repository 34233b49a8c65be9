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

    Find the file as it was before the conversion. Converting it back seldom restores
    everything.

    中文

    解码没有出错，但内容几乎不是中文。

    ## 含义

    正常文本中常用字占多数，此处却不然：文件曾按一种编码读入、又按另一种编码保存。
    程序仍给出结构树，但其中的编号均不可信。

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
    r"""The text holds invisible control characters.

    ## What it means

    Control characters print nothing. Most are left over from a conversion; some can make a
    line look different from what it is. They are kept where they stand, and are shown
    escaped in messages. The finding marks the first place only.

    ## Example

        三、强化监督\x0c检查

    A form feed, which ends a printed page, stands inside the heading.

    ## What to do

    Usually nothing. `planparse normalise` writes a clean copy and a ledger of every edit.

    中文

    文中有看不见的控制字符。

    ## 含义

    控制字符不显示内容，多为格式转换的残留；有的会使一行看上去与实际不符。程序原样保留，
    仅在消息中以转义形式显示。只标出第一处。

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
    r"""The file is not text, or was read in the wrong encoding.

    ## What it means

    Undecodable bytes and invisible characters stand everywhere, with hardly any Chinese
    between them: the file is a picture, a program or an archive, or `--encoding` names the
    wrong encoding. A tree is still made, but it means nothing. The places are not listed
    one by one.

    ## Example

        \x7fELF\x02\x01\x01\x00\x03\x00>\x00

    A program file begins like this.

    ## What to do

    See with `file` what it is. Leave out `--encoding` to have the encoding recognised. If
    it is a document of a word processor, save it as plain text.

    中文

    这不是文本，或所用编码有误。

    ## 含义

    到处是读不通的字节和不显示的字符，其间也几乎没有中文：可能是图片、程序或压缩文件，
    也可能 `--encoding` 指定的编码不对。程序仍给出结构树，但没有意义。各处不再逐一列出。

    ## 示例

        \x7fELF\x02\x01\x01\x00\x03\x00>\x00

    程序文件的开头是这样的。

    ## 处理

    用 `file` 命令查看文件类型。去掉 `--encoding`，让程序自行识别编码。若是办公软件的文档，
    请另存为纯文本。
    """

    code = "D104"
    name = "not-text"
    severity = "error"
    facts = ("the encoding", "one place in how many characters is no text")
    en = "this is no text, or not in {0}: one in {1} characters is damaged or prints nothing"
    zh = "这不是文本，或并非 {0} 编码：每 {1} 个字符就有一处读不通或不显示"
