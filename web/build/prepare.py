"""Run in Pyodide while the page is built: make Python's part of the page, as one zip.

Modules are compiled for the Python of the browser, and the programs of the expressions that
plans need are kept; only what the page runs goes in. `/tree` has the packages, `/samples` the
texts; what is returned is JSON: the zip's path, and what the page of differences may run.
"""

import compileall
import json
import re
import shutil
import sys
import zipfile
from pathlib import Path
from py_compile import PycInvalidationMode

TREE, SITE, PACKED = Path("/tree"), Path("/planparse"), Path("/python.zip")
WANTED = (
    "planparse/**/*.*",
    "jieba/dict.txt",
    "rich/__init__.py",
    "rich/cells.py",
    "rich/_unicode_data/*.py",
    "xlsxwriter/**/*.py",
)
UNWANTED = (
    "planparse/__main__.py",
    "planparse/expressions.bin",
    "planparse/cli/",
    "planparse/integrations/",
    "planparse/batch/stores/",
)
WHEN = (1980, 1, 1, 0, 0, 0)


def copy() -> None:
    """Copy what the page runs."""
    for pattern in WANTED:
        for path in TREE.glob(pattern):
            name = path.relative_to(TREE).as_posix()
            if not name.startswith(UNWANTED):
                target = SITE / name
                target.parent.mkdir(parents=True, exist_ok=True)
                shutil.copyfile(path, target)


def use() -> str:
    """Have everything done once that the page does, and keep the expressions of that.

    Return the policy of the page of differences.
    """
    sys.path.insert(0, str(SITE))
    re.purge()
    from planparse.browser.answers import Answers
    from planparse.system import kept_expressions

    answers = Answers()
    names = []
    for path in sorted(Path("/samples").glob("*.txt")):
        names.append(path.name)
        answers.put(path.name, path.name, path.read_bytes(), "zh")
        asked = {"keys": [path.name], "lang": "zh", "filter": {}, "words": "工作"}
        for ask in ("summary", "reading", "hits", "tasks", "clean"):
            answers.answer(json.dumps({"ask": ask, **asked}))
        formats = ["json", "yaml", "nodes", "outline", "md", "akn", "csv", "xlsx"]
        answers.answer(json.dumps({"ask": "files", **asked, "formats": formats}))
    years = ["report-2023.txt", "report-2024.txt"]
    asked = {"ask": "comparison", "keys": years, "lang": "zh", "format": "html"}
    page = answers.answer(json.dumps(asked)).contents[0].decode()
    kept_expressions.keep(kept_expressions.KEPT)
    return re.search('Content-Security-Policy" content="([^"]*)"', page)[1]


def pack() -> None:
    """Compile all modules, and pack them without their sources, which stay as they are."""
    compileall.compile_dir(
        SITE,
        quiet=1,
        legacy=True,
        invalidation_mode=PycInvalidationMode.UNCHECKED_HASH,
        stripdir=str(SITE),
    )
    with zipfile.ZipFile(PACKED, "w") as archive:
        for path in sorted(SITE.rglob("*")):
            if (
                path.is_file()
                and path.suffix != ".py"
                and "__pycache__" not in path.parts
            ):
                name = path.relative_to(SITE).as_posix()
                archive.writestr(zipfile.ZipInfo(name, WHEN), path.read_bytes())


copy()
policy = use()
pack()
json.dumps({"packed": str(PACKED), "policy": policy})
