"""Compile grammars, expressions and, where asked, modules into the wheel."""

import os
import re
import shutil
import subprocess
import sys
from collections.abc import Iterable, Mapping, Sequence
from contextlib import suppress
from importlib.machinery import EXTENSION_SUFFIXES
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from hatchling.builders.hooks.plugin.interface import BuildHookInterface

CATALOGUE = "locale/zh_CN/LC_MESSAGES/planparse.mo"
"""The compiled catalogue, in the package."""


class CompileAhead(BuildHookInterface[Any]):
    """Puts into a wheel what is made from its sources.

    `planparse/grammars.tsv` holds the grammars, which a run would otherwise read with
    pydantic and yaml; `planparse/expressions.bin` holds the regular expressions, and
    `planparse/locale` the Chinese catalogue as gettext reads it; man pages are made of the
    help of the commands. With
    PLANPARSE_COMPILE=1 compiled modules lie beside the modules themselves. The source tree
    stays as it is.
    """

    def dependencies(self) -> list[str]:
        """Ask for what compiles modules, where they are to be compiled."""
        return ["mypy[mypyc]==2.4.*"] if _is_compiled() else []

    def initialize(self, version: str, build_data: dict[str, Any]) -> None:
        """Make both before hatchling collects the files."""
        if version == "editable":
            return  # compiled at each run, so that a change to a grammar is seen
        root = Path(self.root)
        # Lives as long as the hook does: hatchling copies the files after this method has returned.
        self._scratch = TemporaryDirectory()
        installed = Path(self._scratch.name) / "planparse"
        shutil.copytree(root / "src" / "planparse", installed)
        shutil.copytree(root / "grammars", installed / "grammars")
        _compile_grammars(root, installed / "grammars.tsv")
        made = ["grammars.tsv"]
        if _keep_expressions(root, installed):
            made.append("expressions.bin")
        else:
            self.app.display_warning("no expressions are kept: each run compiles them")
        _compile_catalogue(installed)
        for page, place in _write_manual(installed).items():
            build_data["shared_data"][str(page)] = place
        made.append(CATALOGUE)
        for name in made:
            build_data["force_include"][str(installed / name)] = f"planparse/{name}"
        if _is_compiled():
            for library in _compile_modules(root, installed, self.config):
                name = library.relative_to(installed.parent).as_posix()
                build_data["force_include"][str(library)] = name
            build_data["pure_python"] = False
            build_data["infer_tag"] = True

    def finalize(
        self, version: str, build_data: dict[str, Any], artifact_path: str
    ) -> None:
        """Remove the compiled forms when the wheel is written."""
        if version != "editable":
            self._scratch.cleanup()


def _is_compiled() -> bool:
    """Return whether modules are to be compiled."""
    return os.environ.get("PLANPARSE_COMPILE", "0") not in {"", "0"}


def _compile_modules(
    root: Path, installed: Path, config: Mapping[str, Any]
) -> list[Path]:
    """Compile the modules of `compiled` but for those of `plain`; return what was made."""
    folder = installed.parent
    plain = {path for name in config["plain"] for path in installed.glob(name)}
    plain |= set(installed.rglob("__init__.py"))
    libraries = []
    for group in config["compiled"]:
        found = {path for name in group for path in _modules(installed / name)}
        names = (str(path.relative_to(folder)) for path in sorted(found - plain))
        libraries.append(f"planparse_{Path(group[0]).stem}=" + ",".join(names))
    script = [sys.executable, str(root / "mypyc_build.py"), str(folder), *libraries]
    subprocess.run(script, check=True)
    shutil.rmtree(folder / "build")
    return sorted(folder.rglob(f"*{EXTENSION_SUFFIXES[0]}"))


def _modules(path: Path) -> Iterable[Path]:
    """Return a module, or those of a package."""
    return path.rglob("*.py") if path.is_dir() else [path]


def _compile_grammars(root: Path, path: Path) -> None:
    """Write the compiled form of the grammars."""
    sys.path.insert(0, str(root / "src"))
    from planparse.grammar.compile import compile_folder
    from planparse.grammar.files import packed

    path.write_bytes(packed(compile_folder(root / "grammars")))


def _compile_catalogue(installed: Path) -> None:
    """Write the compiled form of the Chinese catalogue, beside its source."""
    from planparse.locale.catalogue import compile_catalogue

    compiled = installed / CATALOGUE
    compile_catalogue(str(compiled.with_suffix(".po")), str(compiled))


def _write_manual(installed: Path) -> dict[Path, str]:
    """Write the pages for man, of the commands; return where an install has them."""
    from planparse.cli.manual import as_man

    pages = {"man1": as_man("en"), "zh_CN/man1": as_man("zh")}
    found = {}
    for number, (folder, text) in enumerate(pages.items()):
        page = installed.parent / f"planparse.{number}.1"
        page.write_text(text, encoding="utf-8")
        found[page] = f"share/man/{folder}/planparse.1"
    return found


def _keep_expressions(root: Path, installed: Path) -> bool:
    """Write the programs of the expressions that the project's own texts need.

    Another process compiles them, so that no module is loaded which a command does not
    load. It finds its modules where this one does, as pip names them in PYTHONPATH too.
    Return whether that succeeded: an interpreter may have another engine.
    """
    paths = [str(installed.parent), *filter(None, [os.environ.get("PYTHONPATH")])]
    texts = [*root.glob("samples/*.txt"), *root.glob("tests/spec/*.md")]
    done = subprocess.run(
        [sys.executable, __file__, *sorted(texts)],
        env=os.environ | {"PYTHONPATH": os.pathsep.join(paths)},
        check=False,
    )
    return done.returncode == 0


def _parse_and_keep(paths: Sequence[str]) -> None:
    """Parse files, write them in each format of text, normalise one; keep what `re` compiled.

    Two packages are missing in a build: jieba, on whose words no expression depends, and
    rich, which is needed for a few lines of outlines and tables.
    """
    re.purge()  # hatchling's
    import planparse
    from planparse.export.formats import FORMATS
    from planparse.system import kept_expressions
    from planparse.text.dictionary import DICTIONARY

    DICTIONARY.look_up = lambda _: None  # type: ignore[assignment]
    for path in paths:
        plan = planparse.parse_file(path)
        for name, form in FORMATS.items():
            if not form.binary:
                with suppress(ModuleNotFoundError):
                    "".join(plan.to(name))  # type: ignore[call-overload]
    planparse.normalise(Path(paths[0]).read_bytes())  # has all rules loaded
    kept_expressions.keep(kept_expressions.KEPT)


if __name__ == "__main__":
    _parse_and_keep(sys.argv[1:])
