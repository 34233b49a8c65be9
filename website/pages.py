"""Pages of the site that are made when it is built, and links to what lies outside `docs`.

MkDocs calls `on_files` and `on_page_markdown`. What a page names in the repository is
looked for on the site; what has no page there is named without a link.
"""

import posixpath
import re
from pathlib import Path
from typing import Any

from mkdocs.structure.files import File, Files

from planparse.cli import manual
from planparse.findings import catalogue
from planparse.text.characters import HAN
from planparse.tree import Lang

ROOT = Path(__file__).parents[1]
_LINK = re.compile(r"\[([^\[\]]*)\]\((?!https?:|#)([^()\s]*)\)")
_MARKS = "、-〕！-～“”…"
_FENCE = re.compile(r"(^```.*?^```$)", re.DOTALL | re.MULTILINE)
_FINDINGS = {"en": "Findings", "zh": "疑点"}
_STYLE = Path(__file__).with_name("planparse.css")
_BROKEN_LINE = re.compile(rf"(?<=[{HAN}{_MARKS}])\n(?=[{HAN}{_MARKS}])")
"""A line end between Chinese characters, which a browser would show as a blank."""
_README = {"en": "README.md", "zh": "README.zh-CN.md"}


def on_files(files: Files, config: Any) -> Files:
    """Add the pages of the README, of the commands, of the findings, of what tests hold."""
    lang: Lang = config.theme["language"]
    made = {
        "index.md": (ROOT / _README[lang]).read_text(encoding="utf-8"),
        "commands.md": manual.as_markdown(lang),
        "findings.md": _findings(lang),
    }
    if lang == "en":
        held = sorted((ROOT / "tests" / "spec").glob("*.md"))
        made |= {f"spec/{path.name}": path.read_text(encoding="utf-8") for path in held}
    made["assets/planparse.css"] = _STYLE.read_text(encoding="utf-8")
    for name, text in made.items():
        files.append(File.generated(config, name, content=text))
    return files


def on_page_markdown(text: str, page: Any, config: Any, files: Files) -> str:
    """Lead links to where their pages are on the site."""
    lang: Lang = config.theme["language"]
    uri = page.file.src_uri
    folder = "" if uri == "index.md" else "docs/zh" if lang == "zh" else "docs"

    def led(found: re.Match[str]) -> str:
        label, target = found[1], found[2]
        place, mark, anchor = target.partition("#")
        path = posixpath.normpath(posixpath.join(folder, place))
        where = _on_site(path, lang)
        if where is None:
            return label
        if where.endswith(".md"):
            file = files.get_file_from_path(where)
            if file is None:
                return label
            shown = _title(file.content_string) if label.endswith(".md") else label
            return f"[{shown}]({where}{mark}{anchor})"
        top = "" if uri == "index.md" else "../"
        return f"[{label}]({top}{where}{mark}{anchor})"

    parts = _FENCE.split(text)
    shown = [part if part.startswith("```") else _LINK.sub(led, part) for part in parts]
    if lang == "zh":
        shown = [
            part if part.startswith("```") else _BROKEN_LINE.sub("", part)
            for part in shown
        ]
    return "".join(shown)


def _title(text: str) -> str:
    """Return the title of a page, whose file another page may name by its path."""
    return next(line[2:] for line in text.splitlines() if line.startswith("# "))


def _on_site(path: str, lang: Lang) -> str | None:
    """Return where a file of the repository is: a page of this language, a URL of the other.

    A URL is seen from the first page of this language.
    """
    folder, name = posixpath.split(path)
    page = {"docs": "en", "docs/zh": "zh", "tests/spec": "en"}.get(folder)
    if path in _README.values():
        page, own = ("zh" if path == _README["zh"] else "en"), "index.md"
    elif path == "docs/page.png":
        return "page.png" if lang == "en" else "../page.png"
    elif page is not None and name.endswith(".md"):
        own = f"spec/{name}" if folder == "tests/spec" else name
    else:
        return None
    if page == lang:
        return own
    url = own.removesuffix("index.md").removesuffix(".md")
    return ("../" if lang == "zh" else "zh/") + (f"{url}/" if url else "")


def _findings(lang: Lang) -> str:
    """Return the pages of all findings as one."""
    pages = (catalogue.page(code, lang) for code in catalogue.RULES)
    # Their own sections are the same for all, and stand in no table of contents.
    lower = (
        re.sub("^#", "##", re.sub("^##", "###", page, flags=re.M), flags=re.M)
        for page in pages
    )
    return "\n\n".join([f"# {_FINDINGS[lang]}", *lower])
