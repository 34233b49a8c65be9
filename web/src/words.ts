/** What the page says, in Chinese and in English. */

import type { Lang } from "./protocol.ts";

const WORDS = {
  name: ["公文要点解析", "Plans, parsed"],
  open: ["打开文件", "Open files"],
  folder: ["打开文件夹", "Open a folder"],
  sample: ["看一份样例", "Try a sample"],
  close: ["全部关闭", "Close all"],
  keep: ["下次打开时恢复", "Restore on next visit"],
  keptHint: ["文件保存在本机浏览器中", "Files are kept in this browser"],
  wiped: ["已清除保存在浏览器中的文件", "What the browser kept is wiped"],
  language: ["English", "中文"],
  licences: ["许可证", "Licences"],
  emptyTitle: ["把公文拖到这里，或打开文件", "Drop plans here, or open files"],
  emptyText: [
    "工作要点、实施方案、通知、政府工作报告：Word（.docx）、网页、任何编码的纯文本，或它们的 zip 压缩包。",
    "Work plans, notices and government reports: Word (.docx), web pages, plain text in any encoding, or a zip of these.",
  ],
  emptyWhat: [
    "看结构和缺页，列任务清单，整理文字，比较各年度的变化。",
    "See the structure and what is missing, list the tasks, clean the text, compare years.",
  ],
  privacy: [
    "文件只在本机的浏览器中处理，不上传、不外发；断网也能用。",
    "Files are read in this browser alone: nothing is sent anywhere, and no network is needed.",
  ],
  starting: ["正在启动，请稍候…", "Starting…"],
  startFailed: [
    "无法启动：浏览器太旧，或页面文件不完整。请换用新版 Chrome、Edge 或 Firefox。",
    "The page cannot start: the browser is too old, or files of the page are missing. Use a recent Chrome, Edge or Firefox.",
  ],
  reading: ["正在解析", "Parsing"],
  packing: ["正在打包", "Packing"],
  stop: ["停止", "Stop"],
  stopped: ["已停止", "was stopped"],
  tooLong: ["用时过长，已停止", "took too long and was stopped"],
  tooLarge: [
    "太大，超出本页的限度：请拆成几份",
    "is larger than the page takes: drop a part of it",
  ],
  noFiles: ["里面没有可读的文件", "has no file in it that is read"],
  refused: ["没有读入", "Not read"],
  dismiss: ["知道了", "Dismiss"],
  current: ["当前文件", "File"],
  tabRead: ["阅读", "Read"],
  tabTasks: ["任务表", "Tasks"],
  tabClean: ["清稿", "Clean text"],
  tabFiles: ["目录", "Catalogue"],
  tabCompare: ["年度对照", "Compare years"],
  tabSave: ["下载", "Download"],
  outline: ["大纲", "Outline"],
  text: ["正文", "Text"],
  findings: ["疑点", "Findings"],
  noFindings: ["没有发现缺失或可疑之处。", "Nothing is missing or doubtful."],
  numbered: ["第 # 行", "line #"],
  explain: ["说明", "About"],
  example: ["示例", "Example"],
  advice: ["怎么办", "What to do"],
  search: ["查找", "Find"],
  next: ["下一处", "Next"],
  hits: ["处", "found"],
  unit: ["责任单位", "Unit"],
  all: ["全部", "All"],
  since: ["时限从", "Due from"],
  until: ["到", "to"],
  words: ["含有", "Words"],
  reset: ["不筛选", "Clear"],
  tasksShown: ["项任务", "tasks"],
  noTasks: ["没有符合条件的任务。", "No task is as asked for."],
  goTo: ["到正文", "Go to the text"],
  moreRows: ["再显示一些，还有 # 行", "Show more of # other rows"],
  edits: ["改动记录", "Changes"],
  saveClean: ["下载清稿", "Download the clean text"],
  saveEdits: ["下载改动记录", "Download the changes"],
  noEdits: ["无需改动，清稿与原文一致。", "Nothing had to be changed."],
  before: ["原文", "before"],
  after: ["改为", "after"],
  nothing: ["（删去）", "(nothing)"],
  compareHint: ["选两份以上，按年份先后排列：", "Choose two or more, the oldest first:"],
  compare: ["对照", "Compare"],
  compareTitle: ["年度对照结果", "What changed"],
  earlier: ["上移", "Move up"],
  savePage: ["保存网页", "Save the page"],
  compareNone: ["请再打开一份其他年度的文件。", "Open a plan of another year too."],
  saveOne: ["当前文件", "This file"],
  saveAll: ["全部文件（一个 zip）", "All files (one zip)"],
  zip: ["打包下载", "Download the zip"],
  error: ["没有做成", "This could not be done"],
  severityError: ["错误", "error"],
  severityWarning: ["注意", "warning"],
  severityNote: ["提示", "note"],
  print: ["打印", "Print"],
  documents: ["份文件", "files"],
} as const satisfies Record<string, readonly [string, string]>;

export type Word = keyof typeof WORDS;

let current: Lang = "zh";

export function lang(): Lang {
  return current;
}

export function speak(chosen: Lang): void {
  current = chosen;
  document.documentElement.lang = chosen === "zh" ? "zh-CN" : "en";
}

/** Return a word in the language that is spoken. */
export function say(word: Word): string {
  return WORDS[word][current === "zh" ? 0 : 1];
}

/** Return a word with a number in it. */
export function sayOf(word: Word, number: number): string {
  return say(word).replace("#", String(number));
}

/** What a severity is called. */
export function severity(name: string): string {
  if (name === "error") return say("severityError");
  return say(name === "warning" ? "severityWarning" : "severityNote");
}

/** Formats with what they are for. */
export const FORMATS: readonly (readonly [string, string, string])[] = [
  ["docx", "公文 Word，按国家标准排版（.docx）", "Document, Word, set by the standard (.docx)"],
  ["tasks-docx", "任务表 Word（.docx）", "Tasks, Word (.docx)"],
  ["xlsx", "任务表 Excel（.xlsx）", "Tasks, Excel (.xlsx)"],
  ["csv", "任务表 CSV", "Tasks, CSV"],
  ["clean", "清稿（.txt）", "Clean text (.txt)"],
  ["ledger", "清稿的改动记录（.json）", "Ledger of the clean text (.json)"],
  ["outline", "大纲（.txt）", "Outline (.txt)"],
  ["md", "Markdown", "Markdown"],
  ["yaml", "YAML", "YAML"],
  ["json", "JSON", "JSON"],
  ["akn", "Akoma Ntoso（.akn）", "Akoma Ntoso (.akn)"],
];
