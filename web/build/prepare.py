"""Run in Pyodide while the page is built: make the two parts of the page that are Python.

Modules are compiled for the Python of the browser, and the programs of the expressions that
plans need are kept; only what the page runs goes in. `/tree` has the packages, `/samples` the
texts; what is returned is JSON: where the packages and the standard library lie, packed, and
what the page of differences may run.
"""

import compileall
import json
import re
import shutil
import sys
import zipfile
from pathlib import Path
from py_compile import PycInvalidationMode

TREE, SITE, PACKED = Path("/tree"), Path("/planparse"), Path("/python.packed")
LIBRARY, LIBRARY_ZIP = Path("/library"), Path("/library.zip")
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
LEFT_OUT = """
__hello__ __phello__ _pyrepl antigravity bdb cProfile cmd code ctypes doctest fileinput ftplib
getpass imaplib mailbox modulefinder multiprocessing netrc optparse pdb pickletools plistlib
poplib profile pstats pty pyclbr pydoc rlcompleter sched shelve smtplib socketserver tabnanny
this timeit trace tty unittest wave webbrowser wsgiref xmlrpc zipapp
"""
"""Of the standard library: what needs a terminal, a network, other processes or a debugger."""
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
        formats = ["json", "yaml", "outline", "md", "akn", "csv", "xlsx", "docx"]
        formats += ["tasks-docx", "clean", "ledger"]
        answers.answer(json.dumps({"ask": "files", **asked, "formats": formats}))
    years = ["report-2023.txt", "report-2024.txt"]
    asked = {"ask": "comparison", "keys": years, "lang": "zh", "format": "html"}
    page = answers.answer(json.dumps(asked)).contents[0].decode()
    kept_expressions.keep(kept_expressions.KEPT)
    left_out = set(LEFT_OUT.split())
    if needed := left_out & {name.partition(".")[0] for name in sys.modules}:
        raise SystemExit(f"left out of the library, and used: {sorted(needed)}")
    return re.search('Content-Security-Policy" content="([^"]*)"', page)[1]


def pack() -> None:
    """Compile all modules, and pack them without their sources, which stay as they are.

    What is packed begins with a line of JSON, the names and sizes of the files that follow.
    """
    compiled(SITE, 0)
    files = [(path.relative_to(SITE).as_posix(), path) for path in kept(SITE)]
    index = [(name, path.stat().st_size) for name, path in files]
    contents = b"".join(path.read_bytes() for _, path in files)
    PACKED.write_bytes(json.dumps(index).encode() + b"\n" + contents)


def pack_library() -> None:
    """Compile the standard library, of which Pyodide has the sources, and zip it again.

    To compile what Python needs to start takes a browser several seconds. The zip is not
    compressed: the page is, as a whole.
    """
    [sources] = [path for path in sys.path if path.endswith(".zip")]
    with zipfile.ZipFile(sources) as archive:
        archive.extractall(LIBRARY)
    for path in LIBRARY.iterdir():
        if path.stem in LEFT_OUT.split():
            shutil.rmtree(path) if path.is_dir() else path.unlink()
    compiled(LIBRARY, 2)
    with zipfile.ZipFile(LIBRARY_ZIP, "w") as archive:
        for path in kept(LIBRARY):
            name = path.relative_to(LIBRARY).as_posix()
            archive.writestr(zipfile.ZipInfo(name, WHEN), path.read_bytes())


def compiled(folder: Path, optimize: int) -> None:
    """Compile the modules of a folder, each beside its source."""
    if not compileall.compile_dir(
        folder,
        quiet=1,
        legacy=True,
        optimize=optimize,
        invalidation_mode=PycInvalidationMode.UNCHECKED_HASH,
        stripdir=str(folder),
    ):
        raise SystemExit(f"{folder}: not all modules compile")


def kept(folder: Path) -> list[Path]:
    """Return the files of a folder that the page gets: sources are none of them."""
    return [
        path
        for path in sorted(folder.rglob("*"))
        if path.is_file() and path.suffix != ".py" and "__pycache__" not in path.parts
    ]


copy()
policy = use()
pack()
pack_library()
json.dumps({"packed": str(PACKED), "library": str(LIBRARY_ZIP), "policy": policy})
