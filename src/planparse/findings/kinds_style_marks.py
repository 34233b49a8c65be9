"""S, style of the text: punctuation, numerals, words that are confused."""

from planparse.findings.rule import Rule


class EnumerationComma(Rule):
    """An enumeration comma stands between titles or between quotations.

    ## What it means

    GB/T 15834—2011, 4.5.3.5: between parts that have title marks or quotation marks usually no
    enumeration comma (、) is used. Where something stands between them, such as a note in brackets,
    it is, and that is not told.

    ## Example

        《节水条例》、《水法》

    ## What to do

    Take the comma away: 》《, ”“. `planparse check --style --fix` does so.

    中文

    并列的书名号或引号之间用了顿号。

    ## 含义

    GB/T 15834—2011 第 4.5.3.5 条规定，标有引号的并列成分之间、标有书名号的并列成分之间通常不用
    顿号；其间插有其他成分（如括注）的宜用顿号，不予提示。

    ## 示例

        《节水条例》、《水法》

    ## 处理

    请删去顿号，写作“《节水条例》《水法》”。
    `planparse check --style --fix` 可就地改正。
    """

    code = "S301"
    name = "enumeration-comma"
    severity = "note"
    facts = ("what is written", "what it should be")
    en = "{0} would better be {1}"
    zh = "“{0}”宜为“{1}”"


class DoubleMark(Rule):
    """Two marks stand where one should.

    ## What it means

    This is usage, for no clause says so: two of 。，、；： in a row are a slip of the hand, most
    often of the last edit. Three and more are dots, and are not told.

    ## Example

        加强巡查，。发现险情立即报告。

    ## What to do

    Keep the mark that is meant; the one that ends more is proposed.
    `planparse check --style --fix` does so where both marks are the same.

    中文

    两个标点重叠。

    ## 含义

    这是惯例，标准没有条文：“。，、；：”中两个相连，多为改稿时的笔误。三个及以上相连的视为点线，
    不予提示。

    ## 示例

        加强巡查，。发现险情立即报告。

    ## 处理

    请保留应有的一个；程序建议保留停顿较长的。
    `planparse check --style --fix` 只改正两个相同标点重叠的。
    """

    code = "S302"
    name = "double-mark"
    severity = "warning"
    facts = ("what is written", "what it should be")
    en = "{0} should be {1}"
    zh = "“{0}”应为“{1}”"


class HalfWidthMark(Rule):
    """A half-width mark stands between Chinese characters.

    ## What it means

    GB/T 15834—2011, 5.1: the marks of a Chinese text take the room of a character each. A mark
    beside a digit or a letter is not told, for it may belong to a time, a formula or a word.

    ## Example

        加强巡查,发现险情立即报告。

    ## What to do

    Write the full-width mark. `planparse check --style --fix` does so, save for the question
    mark, which may stand for a character that was lost.

    中文

    汉字之间用了半角标点。

    ## 含义

    GB/T 15834—2011 第 5.1 条规定，横排文稿的点号各占一个字位置。与数字、字母相邻的不予提示，因其
    可能属于时刻、算式或外文。

    ## 示例

        加强巡查,发现险情立即报告。

    ## 处理

    请改用全角标点。
    `planparse check --style --fix` 可就地改正；问号可能是丢失的字，不改。
    """

    code = "S303"
    name = "half-width-mark"
    severity = "warning"
    facts = ("what is written", "what it should be")
    en = "{0} should be {1}"
    zh = "“{0}”应为“{1}”"


class HalfWidthBracket(Rule):
    """Half-width brackets stand in Chinese text.

    ## What it means

    This is usage: brackets round Chinese words behind a Chinese character are full-width, as all
    marks of the text are. Brackets round letters and digits alone are not told.

    ## Example

        市水务局(牵头单位)负责落实。

    ## What to do

    Write （ and ）. `planparse check --style --fix` does so.

    中文

    汉字语句中用了半角括号。

    ## 含义

    这是惯例：汉字之后括注汉字，应与其他标点一致，用全角括号。只括注字母、数字的不予提示。

    ## 示例

        市水务局(牵头单位)负责落实。

    ## 处理

    请改用“（”“）”。
    `planparse check --style --fix` 可就地改正。
    """

    code = "S304"
    name = "half-width-bracket"
    severity = "note"
    facts = ("what is written", "what it should be")
    en = "{0} would better be {1}"
    zh = "“{0}”宜为“{1}”"


class StraightQuotes(Rule):
    """Straight quotation marks stand round Chinese words.

    ## What it means

    GB/T 15834—2011, 4.8.2: quotation marks are “ ” and ‘ ’. The mark of inches, 12", is not told.

    ## Example

        落实"河长制"各项要求。

    ## What to do

    Write “ and ”. `--fix` leaves it: this is for a person to judge.

    中文

    汉字语句中用了直引号。

    ## 含义

    GB/T 15834—2011 第 4.8.2 条规定，引号的形式为“ ”和‘ ’。表示英寸的符号不予提示。

    ## 示例

        落实"河长制"各项要求。

    ## 处理

    请改用“ ”。
    `--fix` 不改，须由人判断。
    """

    code = "S305"
    name = "straight-quotes"
    severity = "warning"
    facts = ("what is written", "what it should be")
    en = "{0} should be {1}"
    zh = "“{0}”应为“{1}”"


class DotForStop(Rule):
    """A dot stands at the end of a line where a full stop should.

    ## What it means

    GB/T 15834—2011, 4.1.2: the full stop is 。. Only a dot between a Chinese character and the end
    of a line is told.

    ## Example

        加强巡查，发现险情立即报告.

    ## What to do

    Write 。. `planparse check --style --fix` does so, save behind a heading, where no mark
    should stand.

    中文

    行末用小圆点代替了句号。

    ## 含义

    GB/T 15834—2011 第 4.1.2 条规定，句号的形式是“。”。只提示汉字与行末之间的小圆点。

    ## 示例

        加强巡查，发现险情立即报告.

    ## 处理

    请改用“。”。
    `planparse check --style --fix` 可就地改正；标题末尾的不改，该处本不用句号。
    """

    code = "S306"
    name = "dot-for-stop"
    severity = "warning"
    facts = ("what is written", "what it should be")
    en = "{0} should be {1}"
    zh = "“{0}”应为“{1}”"


class RangeMark(Rule):
    """A range of numbers or of times is marked by a hyphen.

    ## What it means

    GB/T 15834—2011, 4.13.3: — marks from when to when, ～ from how many to how many; GB/T
    15835—2011, 5.1.3, allows — for numbers as well. Only a range with a known unit behind it is
    told, so that no code, telephone number or name of a standard is.

    ## Example

        力争2021-2025年建成水库三座。

    ## What to do

    Write 2021—2025 for years, 8%～10% for numbers. `planparse check --style --fix` mends ranges
    of time; of numbers either mark may be meant.

    中文

    数值或时间的起止用了短横线。

    ## 含义

    GB/T 15834—2011 第 4.13.3 条规定，时间的起止一般用一字线“—”，数值范围的起止用浪纹线“～”；
    GB/T 15835—2011 第 5.1.3 条允许数值范围也用一字线。只提示其后有单位的，以免误及编号、电话、
    标准号。

    ## 示例

        力争2021-2025年建成水库三座。

    ## 处理

    请写作“2021—2025年”“8%～10%”。
    `planparse check --style --fix` 只改正时间的起止；数值范围两种写法均可，不改。
    """

    code = "S401"
    name = "range-mark"
    severity = "note"
    facts = ("what is written", "what it should be")
    en = "{0} would better be {1}"
    zh = "“{0}”宜为“{1}”"


class MixedNumerals(Rule):
    """A year mixes Chinese digits with Arabic ones, or with letters.

    ## What it means

    GB/T 15835—2011, 5.3: but for the units of ten thousand and of a hundred million no number is
    written in both. A 0 or an O in a year of Chinese digits is a slip of the keyboard; ○ is a
    printed form of 〇 and is not told.

    ## Example

        二0一二年

    ## What to do

    Write the year in digits of one kind. `planparse check --style --fix` does so where a 0 or
    an O stands for 〇.

    中文

    年份中汉字数字与阿拉伯数字或字母混用。

    ## 含义

    GB/T 15835—2011 第 5.3 条规定，除“万”“亿”外，一个数值不能同时采用阿拉伯数字与汉字数字。汉字
    年份中的“0”“O”多为键入之误；“○”是“〇”的印刷形式，不予提示。

    ## 示例

        二0一二年

    ## 处理

    请写作“2012年”或者“二〇一二年”。
    `planparse check --style --fix` 只把代替“〇”的“0”“O”改正。
    """

    code = "S402"
    name = "mixed-numerals"
    severity = "warning"
    facts = ("what is written", "what it should be")
    en = "{0} should be {1}"
    zh = "“{0}”应为“{1}”"


class VagueNumber(Rule):
    """A number that is left vague is written in Arabic digits.

    ## What it means

    GB/T 15835—2011, 4.2.2: numbers that are left vague by the word for “some” are written in
    Chinese characters.

    ## Example

        全市20几个水库

    ## What to do

    Write the number in Chinese characters. `--fix` leaves it: this is for a person to judge.

    中文

    含“几”的概数用了阿拉伯数字。

    ## 含义

    GB/T 15835—2011 第 4.2.2 条规定，含“几”的概数应采用汉字数字。

    ## 示例

        全市20几个水库

    ## 处理

    请写作“二十几”。
    `--fix` 不改，须由人判断。
    """

    code = "S403"
    name = "vague-number"
    severity = "warning"
    facts = ("what is written", "what it should be")
    en = "{0} should be {1}"
    zh = "“{0}”应为“{1}”"


class ConfusedWords(Rule):
    """A word is taken for another one before a time.

    ## What it means

    This is usage: one of the two words means that something is told up to a time, and may go on,
    the other that it ends then. With a time behind it, at the beginning of a clause, the first is
    meant.

    ## Example

        截止2024年6月底，全部完工。

    ## What to do

    Write the word that is proposed, or say that it ends then. `--fix` leaves it: this is for a
    person to judge.

    中文

    时间之前用词相混。

    ## 含义

    这是惯例：“截至”表示到某时为止，事情可能仍在继续；“截止”表示到某时结束。分句开头、其后带
    时间的，应为“截至”。

    ## 示例

        截止2024年6月底，全部完工。

    ## 处理

    请写作“截至2024年6月底”，或者“于2024年6月底截止”。
    `--fix` 不改，须由人判断。
    """

    code = "S501"
    name = "confused-words"
    severity = "note"
    facts = ("what is written", "what it should be")
    en = "{0} would better be {1}"
    zh = "“{0}”宜为“{1}”"
