"""The notebooks of `examples`: each runs, and gives what it shows."""

import os
import shutil
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

EXAMPLES = Path(__file__).parents[2] / "examples"
NOTEBOOKS = sorted(EXAMPLES.glob("*.ipynb"))

for library in ("nbclient", "ipykernel", "pandas", "pyarrow", "matplotlib"):
    pytest.importorskip(library, reason="needs pip install 'planparse[notebooks]'")


def shown(notebook: Any) -> Iterator[tuple[str, list[str], bool]]:
    """The code of each cell, the text that it gives, and whether it gives a picture."""
    for cell in notebook.cells:
        if cell.cell_type == "code":
            texts = [
                output.get("text") or output.data["text/plain"]
                for output in cell.outputs
            ]
            pictures = [
                "image/png" in output.get("data", ()) for output in cell.outputs
            ]
            yield cell.source, texts, any(pictures)


@pytest.mark.skipif(os.name == "nt", reason="the program is a script of a POSIX shell")
@pytest.mark.filterwarnings("ignore::DeprecationWarning")  # those of Jupyter's own
@pytest.mark.parametrize("path", NOTEBOOKS, ids=lambda path: path.stem)
def test_a_notebook_gives_what_it_shows(
    path: Path,
    tmp_path: Path,
    environment: dict[str, str],
    program: str,
    refresh: bool,
) -> None:
    import nbformat
    from nbclient import NotebookClient

    folder = tmp_path / "examples"
    shutil.copytree(EXAMPLES, folder, ignore=shutil.ignore_patterns("out"))
    notebook = nbformat.read(path, as_version=4)
    before = [*shown(notebook)]
    client = NotebookClient(
        notebook,
        timeout=300,
        kernel_name="python3",
        record_timing=False,
        resources={"metadata": {"path": str(folder)}},
    )
    client.execute(env=environment | {"PATH": program, "HOME": str(tmp_path)})
    if refresh:
        notebook.metadata.pop("language_info", None)  # the version that it was run with
        nbformat.write(notebook, path)
    else:
        assert [*shown(notebook)] == before, (
            f"{path.name} shows something else; if it is right now: pytest --refresh"
        )


def test_there_are_notebooks() -> None:
    assert NOTEBOOKS
