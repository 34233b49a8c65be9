"""The words of the report on an archive, in English and in Chinese."""

from collections.abc import Mapping
from types import MappingProxyType

from planparse.tree import Lang

SPOT = "｜"
"""What marks the place between the words around it; every Chinese font has it."""

_WORDS: Mapping[str, tuple[str, str]] = MappingProxyType(
    {
        "title": ("Report on an archive", "档案检查报告"),
        "of": ("{} and {:,} more", "{} 等 {:,} 项"),
        "made": (
            "Made by planparse {} on {}; every file: {}",
            "planparse {} 生成于 {}；逐个文件的清单：{}",
        ),
        "all_well": (
            "No file is damaged, and all could be read.",
            "没有文件受损，全部文件均已读取。",
        ),
        "in_short": (
            "{damaged:,} of {files:,} files are damaged, at {places}; "
            "{unread:,} could not be read.",
            "共 {files:,} 个文件，其中 {damaged:,} 个受损（{places}），"
            "{unread:,} 个无法读取。",
        ),
        "files": ("files", "文件"),
        "documents": ("documents", "公文"),
        "damaged": ("damaged", "受损"),
        "damaged_files": ("damaged files", "受损文件"),
        "damaged_documents": ("damaged documents", "受损公文"),
        "sound": ("no damage found", "未见损坏"),
        "unread": ("not read", "无法读取"),
        "places": ("places", "处数"),
        "chars": ("characters", "字符"),
        "bytes": ("bytes", "字节"),
        "in_doubles": ("duplicates", "重复件"),
        "doubles": ("Duplicates", "重复件"),
        "in_group": ("{:,} in {:,} group", "{:,} 件，分 {:,} 组"),
        "in_groups": ("{:,} in {:,} groups", "{:,} 件，分 {:,} 组"),
        "damage": ("Damage", "损坏"),
        "damage_means": (
            "Text that is lost, or that cannot be read as it stands. A place is a finding, "
            "not a measure of how much is lost.",
            "文字缺失，或按现状无法阅读。一处即一个疑点，不表示缺失多少。",
        ),
        "by_kind": ("By kind", "按类别"),
        "kind": ("kind", "类别"),
        "code": ("code", "代码"),
        "severity": ("severity", "级别"),
        "error": ("error", "错误"),
        "warning": ("warning", "警告"),
        "note": ("note", "提示"),
        "found_in": ("in files", "涉及文件"),
        "worst": (
            "Damaged files, those with the most places first",
            "受损文件（处数多者在前）",
        ),
        "place": ("{:,} place", "{:,} 处"),
        "several": ("{:,} places", "{:,} 处"),
        "line": ("line {}", "第 {} 行"),
        "lines": ("lines {}–{}", "第 {}–{} 行"),
        "page": ("page {}", "第 {} 页"),
        "more_places": (
            "and {:,} more: planparse check prints them all",
            "另有 {:,} 处，planparse check 列出全部",
        ),
        "more_shown": ("{:,} more", "其余 {:,} 个"),
        "more_files": (
            "and {:,} more damaged files: {} tells of every file",
            "另有 {:,} 个受损文件，见 {}",
        ),
        "unread_title": ("What could not be read, and why", "无法读取的文件及原因"),
        "reason": ("reason", "原因"),
        "more_reasons": (
            "and {:,} more files, for other reasons: {} tells of every file",
            "另有 {:,} 个文件，原因见 {}",
        ),
        "more_unread": (
            "and {:,} more files: {} tells of every file",
            "另有 {:,} 个文件，见 {}",
        ),
        "file": ("file", "文件"),
        "by_year": ("By year", "按年份"),
        "year": ("year", "年份"),
        "no_year": ("does not say", "未写明"),
        "no_year_count": (
            "{:,} documents do not say for which year they are ({:,} damaged).",
            "{:,} 件公文未写明年份（其中受损 {:,} 件）。",
        ),
        "years_are": (
            "Documents by the year that they are for or were issued in.",
            "按公文所属或印发的年份统计。",
        ),
        "in_figures": ("in figures", "数字"),
        "by_issuer": ("By issuer", "按发文机关"),
        "issuer": ("issuer", "发文机关"),
        "issuers_are": (
            "Documents by the body that issued them; those of several bodies count with each.",
            "按发文机关统计；联合行文的，各机关分别计入。",
        ),
        "more_issuers": (
            "and {:,} more issuers, {:,} documents: {} tells of every file",
            "另有 {:,} 个机关、{:,} 件，见 {}",
        ),
        "more_years": ("and {:,} earlier years", "另有更早的 {:,} 个年份"),
        "other": ("Other findings", "其他疑点"),
        "other_are": (
            "Doubts that say nothing of a loss; planparse explain CODE tells what each means.",
            "不涉及缺失；planparse explain 代码 说明各自的含义。",
        ),
        "other_none": ("None.", "无。"),
        "doubles_are": (
            "Documents that are one text: copies, versions, and what holds them. "
            "planparse duplicates -o groups.jsonl writes the groups for programs.",
            "同一公文的副本和版本，以及收录它的汇编。"
            "planparse duplicates -o groups.jsonl 输出供程序使用的分组。",
        ),
        "doubles_none": ("No duplicates were found.", "没有发现重复件。"),
        "doubles_fault": (
            "They were not looked for: {}",
            "未能查找重复件：{}",
        ),
        "more_groups": (
            "and {:,} more groups: planparse duplicates tells all",
            "另有 {:,} 组，planparse duplicates 列出全部",
        ),
        "more_members": ("and {:,} more", "另有 {:,} 件"),
        "untitled": ("(untitled)", "（无标题）"),
        "group": ("group", "组"),
        "document": ("document", "公文"),
        "title_head": ("title", "题名"),
        "relation": ("relation", "关系"),
        "differs": ("what differs", "差异"),
        "double_groups": ("groups of duplicates", "重复件组数"),
        "formats": ("By format", "按格式"),
        "format": ("format", "格式"),
        "measure": ("measure", "项目"),
        "number": ("number", "数量"),
        "summary": ("Summary", "概况"),
        "message": ("message", "说明"),
        "words": ("words around it, ｜ the place", "前后文字（｜为所在处）"),
        "line_head": ("line", "行"),
        "page_head": ("page", "页"),
        "more_rows": (
            "and {:,} more rows than a sheet takes",
            "另有 {:,} 行超出工作表容量",
        ),
    }
)


def say(word: str, lang: Lang, *values: object, **named: object) -> str:
    """Return a word of the report in a language, with values put in."""
    return _WORDS[word][lang == "zh"].format(*values, **named)
