"""Compile the grammars into the wheel, so that a run imports neither pydantic nor yaml."""

import sys
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from hatchling.builders.hooks.plugin.interface import BuildHookInterface


class CompileGrammars(BuildHookInterface[Any]):
    """Puts `planparse/grammars.tsv`, made from `grammars/`, into a wheel.

    The source tree stays as it is.
    """

    def initialize(self, version: str, build_data: dict[str, Any]) -> None:
        """Compile the grammars before hatchling collects the files."""
        if version == "editable":
            return  # compiled at each run, so that a change to a grammar is seen
        root = Path(self.root)
        sys.path.insert(0, str(root / "src"))
        from planparse.grammar.compile import compile_folder
        from planparse.grammar.files import packed

        # Lives as long as the hook does: hatchling copies the file after this method has returned.
        self._scratch = TemporaryDirectory()
        compiled = Path(self._scratch.name) / "grammars.tsv"
        compiled.write_bytes(packed(compile_folder(root / "grammars")))
        build_data["force_include"][str(compiled)] = "planparse/grammars.tsv"

    def finalize(
        self, version: str, build_data: dict[str, Any], artifact_path: str
    ) -> None:
        """Remove the compiled form when the wheel is written."""
        if version != "editable":
            self._scratch.cleanup()
