"""N, the numbering: missing, repeated and doubtful numbers."""

from planparse.findings.rule import Rule


class Lacuna(Rule):
    """Numbers are missing: part of the text is lost.

    ## What it means

    The numbering skips numbers in a way that no careful writer would leave. The finding
    names the missing labels in the document's own style, and a `lacuna` node stands in the
    tree at this place. Gaps on several levels at one place are one finding.

    ## Example

        （一）摸清设备底数。
        （四）建立巡检台账。

    （二） and （三） are lost between these lines.

    ## What to do

    Compare with the published original. If it was printed with the gap, nothing is lost and
    nothing needs to be done. planparse never renumbers to close a gap.

    中文

    编号中断，有内容缺失。

    ## 含义

    编号跳跃，不像是起草者有意为之。程序按文件自身的样式列出应有的编号，
    并在结构树中设一个缺失节点（`lacuna`）。同一处多个层级的缺失合为一条。

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
    damage = True
    facts = ("the missing labels, joined by a space", "the evidence in words")
    lists_facts = True
    en = "lost here: {0}; {1}"
    zh = "此处缺失：{0}；{1}"


class RepeatedNumber(Rule):
    """Two neighbouring items have the same number.

    ## What it means

    The sibling before this one has the same number. Both are kept as sections, in the order
    of the text. Usually the writer made a slip; it can also be a trace of two texts that
    were merged.

    ## Example

        3. 开展上门走访。
        3. 公开办事流程。

    ## What to do

    Check that both belong to the same list. planparse never changes a number.

    中文

    相邻两项用了同一个编号。

    ## 含义

    前面的同级条目已用过这个编号。两项均按原有顺序保留。多为起草时的笔误，
    也可能是两段文字拼接的痕迹。

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

    The numbering of a list goes backwards, and nothing suggests that a new list begins. The
    sections are kept in the order of the text.

    ## Example

        一、压实责任
        二、落实经费
        四、加强队伍建设
        三、严格考核问效

    ## What to do

    Compare with the published original: lines may have been moved, or a number misread.

    中文

    编号比前一个还小。

    ## 含义

    同一组编号出现倒退，又看不出另起一组。各节保持原有顺序。

    ## 示例

        一、压实责任
        二、落实经费
        四、加强队伍建设
        三、严格考核问效

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
    """A marker can be read in two ways that are almost equally good.

    ## What it means

    The meaning of a marker depends on all markers of the document together. Here the
    second-best reading is almost as good as the best one, which was taken.

    ## Example

        一、任务
        第一，清漂。第二、清淤；
        第三，护岸。
        1、水面
        2、岸坡
        1、船只
        2、人员

    The second list may stand below 一、, as the first one does, or below 第三，.

    ## What to do

    Look at the place; `planparse explain FILE:LINE` lists the readings and what each costs.
    If none of the grammars of `planparse grammar` describes the numbering of the document,
    write your own.

    中文

    此处编号有两种几乎同样合理的读法。

    ## 含义

    一个编号的含义由全文的编号共同决定。此处次优解释与最优解释相差无几。程序取最优。

    ## 示例

        一、任务
        第一，清漂。第二、清淤；
        第三，护岸。
        1、水面
        2、岸坡
        1、船只
        2、人员

    后一个“1、”“2、”可能与前一组同属“一、”，也可能属于“第三，”。

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
    """Headings or items are still there, but their numbers are lost.

    ## What it means

    The sequence proves that numbers are missing, and exactly as many headings without a
    number stand in their place, or items of a list that a colon announces. Word processors
    number automatically, and such numbers are lost when text is copied: no text is missing.
    The headings are kept as paragraphs with a title, the items as paragraphs; they are not
    given numbers.

    ## Example

        供水保障
        （一）水源。
        （二）管网。
        排水防涝
        （一）泵站。
        （二）河道。
        三、节约用水
        （一）宣传。

    ## What to do

    If you need the numbers, take them from the published original. planparse never makes up
    a number.

    中文

    标题或列举各项尚在，编号已失。

    ## 含义

    编号序列证明此处缺号，而缺号处恰有同样数目的无编号标题，或由冒号引出的无编号各项。
    文字处理软件的自动编号在复制时容易丢失：缺的是编号，并非文字。标题作为带标题的段落保留，
    各项作为段落保留，不替它们补号。

    ## 示例

        供水保障
        （一）水源。
        （二）管网。
        排水防涝
        （一）泵站。
        （二）河道。
        三、节约用水
        （一）宣传。

    ## 处理

    如需编号，请对照正式发布的原文。程序从不补造编号。
    """

    code = "N205"
    name = "lost-numbers"
    severity = "note"
    facts = ("the missing labels, joined by a space", "the evidence in words")
    lists_facts = True
    en = "only the numbers are lost here, the text stands: {0}; {1}"
    zh = "此处仅编号缺失，文字尚在：{0}；{1}"


class StartsLate(Rule):
    """The numbering does not begin with one.

    ## What it means

    The first number of the document is not one. Most such files are excerpts: nothing was
    lost by accident, so no lacuna is reported.

    ## Example

        四、强化要素保障
        五、严格督查考核

    ## What to do

    Nothing, if it is an excerpt. Otherwise look for the beginning of the document.

    中文

    编号不是从一开始。

    ## 含义

    文件的首个编号靠后。这类文件多为节选，并非意外缺失，因此不报缺失。

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


class RunTogether(Rule):
    """Items stand in mid-line, run together with the text before them.

    ## What it means

    Line ends were lost: a label stands inside a line and no sentence ends before it. Its
    series proves that it is a label: the numbers before and after it stand there too. The
    items are read as sections, and the heading or the text before ends where they begin.
    The finding names the labels of one line.

    ## Example

        一、统筹协调1.建立台账。每周更新。
        2.压实责任。逐级分解。

    1. is read as the first item below 一、.

    ## What to do

    Nothing, if the items are right; `planparse check --fix` gives each a line of its own.
    If the text came from a web page or a PDF, look whether other line ends were lost as well.

    中文

    条目与前文连写在一行之内。

    ## 含义

    换行丢失：编号出现在行中，前面又没有句末标点。前后的编号证明它确是条目编号。
    程序将其读作一节，前面的标题或文字到此为止。同一行的编号合为一条。

    ## 示例

        一、统筹协调1.建立台账。每周更新。
        2.压实责任。逐级分解。

    “1.”读作“一、”之下的第一项。

    ## 处理

    条目读得正确则不必处理；`planparse check --fix` 使其各自成行。若文本取自网页或
    PDF，请查看是否还有别处丢失了换行。
    """

    code = "N207"
    name = "run-together"
    severity = "note"
    facts = ("the labels, joined by a space",)
    en = "run together with the text before: {0}"
    zh = "与前文连写：{0}"


class NoNumbers(Rule):
    """All headings of a document have lost their numbers.

    ## What it means

    The document has headings, and not one of them has a number. Its chapters, its two levels
    of headings, or lists that begin again below each of them show that they were numbered:
    word processors number headings automatically, and such numbers are lost when text is
    copied. No text is missing. The headings are nodes of the kind `heading`, which hold what
    stands below them; they have no label, and count in no path of labels.

    ## Example

        总则
        本制度适用于全县供水单位。
        附则
        本制度自发布之日起施行。

    ## What to do

    If you need the numbers, take them from the published original. planparse never makes up
    a number.

    中文

    全文标题的编号都已丢失。

    ## 含义

    文件有标题，却没有一个带编号。章名、两级标题，或各标题下重新起头的编号，
    说明原来是有编号的：文字处理软件的自动编号在复制时容易丢失，缺的是编号，并非文字。
    这些标题作为标题节点（`heading`）保留，其下内容归于其下；它们没有编号，也不计入编号路径。

    ## 示例

        总则
        本制度适用于全县供水单位。
        附则
        本制度自发布之日起施行。

    ## 处理

    如需编号，请对照正式发布的原文。程序从不补造编号。
    """

    code = "N208"
    name = "no-numbers"
    severity = "note"
    facts = ("the headings, joined by commas",)
    lists_facts = True
    en = "the headings of this document have lost their numbers: {0}"
    zh = "本文件标题的编号都已丢失：{0}"
