"""Compile grammars and expressions into the wheel, so that a run need not do it."""

import os
import re
import shutil
import subprocess
import sys
from collections.abc import Sequence
from contextlib import suppress
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from hatchling.builders.hooks.plugin.interface import BuildHookInterface


class CompileAhead(BuildHookInterface[Any]):
    """Puts into a wheel what is made from its sources.

    `planparse/grammars.tsv` are the grammars, without which a run imports pydantic and
    yaml; `planparse/expressions.bin` are the regular expressions. The source tree stays as
    it is.
    """

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
        for name in made:
            build_data["force_include"][str(installed / name)] = f"planparse/{name}"

    def finalize(
        self, version: str, build_data: dict[str, Any], artifact_path: str
    ) -> None:
        """Remove the compiled forms when the wheel is written."""
        if version != "editable":
            self._scratch.cleanup()


def _compile_grammars(root: Path, path: Path) -> None:
    """Write the compiled form of the grammars."""
    sys.path.insert(0, str(root / "src"))
    from planparse.grammar.compile import compile_folder
    from planparse.grammar.files import packed

    path.write_bytes(packed(compile_folder(root / "grammars")))


def _keep_expressions(root: Path, installed: Path) -> bool:
    """Write the programs of the expressions that the project's own texts need.

    A process of its own meets them as a command does, and imports no more than one. It
    finds its modules where this one does: pip names them in PYTHONPATH too. Return whether
    it could: an interpreter may have another engine.
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

    A build has neither jieba, on whose words no expression depends, nor rich, which a
    few lines of outlines and tables need.
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
