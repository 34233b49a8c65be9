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
from planparse.tree import Lang

ROOT = Path(__file__).parents[1]
_LINK = re.compile(r"\[([^\[\]]*)\]\((?!https?:|#)([^()\s]*)\)")
_FENCE = re.compile(r"(^```.*?^```$)", re.DOTALL | re.MULTILINE)
_FINDINGS = {"en": "Findings", "zh": "疑点"}
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
        where = _on_site(posixpath.normpath(posixpath.join(folder, place)), lang)
        if where is None:
            return label
        if where.endswith(".md"):
            is_there = files.get_file_from_path(where) is not None
            return f"[{label}]({where}{mark}{anchor})" if is_there else label
        top = "" if uri == "index.md" else "../"
        return f"[{label}]({top}{where}{mark}{anchor})"

    parts = _FENCE.split(text)
    return "".join(
        part if part.startswith("```") else _LINK.sub(led, part) for part in parts
    )


def _on_site(path: str, lang: Lang) -> str | None:
    """Return where a file of the repository is: a page of this language, a URL of the other.

    A URL is seen from the first page of this language.
    """
    folder, name = posixpath.split(path)
    page = {"docs": "en", "docs/zh": "zh", "tests/spec": "en"}.get(folder)
    if path in _README.values():
        page, own = ("zh" if path == _README["zh"] else "en"), "index.md"
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
    lower = (re.sub(r"^#", "##", page, flags=re.MULTILINE) for page in pages)
    return "\n\n".join([f"# {_FINDINGS[lang]}", *lower])
