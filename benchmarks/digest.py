"""One digest of everything that is printed of a folder of documents, to see whether a change alters any output.

    python -m benchmarks.digest FOLDER… [--planparse 'planparse'] [--keep OUT]

Writes every file of the folders as JSON, YAML with spans, nodes, outline and CSV, and its findings, with the command
named, which may be another version's. Prints a digest for each notation and one for all. With `--keep` the outputs
stay in a folder: `diff -r BEFORE AFTER` then shows every difference.
"""

import argparse
import shlex
import subprocess
import sys
from collections.abc import Iterator, Sequence
from contextlib import ExitStack
from hashlib import sha256
from pathlib import Path
from tempfile import TemporaryDirectory

NOTATIONS = {
    "json": ["-f", "json"],
    "yaml": ["-f", "yaml", "--spans"],
    "nodes": ["-f", "nodes"],
    "outline": ["-f", "outline"],
    "csv": ["-f", "csv"],
}
"""Notation → the options of `planparse batch` that ask for it."""
SUFFIXES = (".txt", ".md")


def outputs(
    command: Sequence[str], folder: Path, out: Path
) -> Iterator[tuple[str, bytes]]:
    """Yield the notation and the digest of each output, in an order that does not depend on the machine."""
    files = sorted(
        str(path.relative_to(folder))
        for path in folder.rglob("*")
        if path.suffix in SUFFIXES
    )
    for notation, options in NOTATIONS.items():
        target = out / notation
        asked = [
            *command,
            "batch",
            *files,
            "-o",
            str(target),
            "--force",
            "-q",
            "--lang",
            "en",
            *options,
        ]
        done = subprocess.run(asked, cwd=folder, stdin=subprocess.DEVNULL, check=False)
        if done.returncode > 1:
            sys.exit(
                f"planparse batch -f {notation} ended with status {done.returncode}"
            )
        for path in sorted(target.rglob("*")):
            name = path.relative_to(target).as_posix()
            if path.is_file() and not name.startswith(("manifest", ".")):
                yield (
                    notation,
                    sha256(name.encode() + b"\0" + path.read_bytes()).digest(),
                )
    asked = [*command, "check", "--lang", "en", "--color", "never", *files]
    done = subprocess.run(
        asked, cwd=folder, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, check=False
    )
    (out / "findings.txt").write_bytes(done.stdout)
    yield "findings", sha256(done.stdout).digest()


def main() -> None:
    """Print the digests."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("folder", nargs="+", type=Path)
    parser.add_argument("--planparse", default="planparse", help="the command to run")
    parser.add_argument("--keep", type=Path, help="keep the outputs in this folder")
    args = parser.parse_args()
    digests = {notation: sha256() for notation in (*NOTATIONS, "findings")}
    with ExitStack() as stack:
        out = args.keep or Path(stack.enter_context(TemporaryDirectory()))
        for folder in args.folder:
            target = out / folder.resolve().name
            target.mkdir(parents=True, exist_ok=True)
            for notation, printed in outputs(
                shlex.split(args.planparse), folder, target.resolve()
            ):
                digests[notation].update(printed)
    whole = sha256()
    for notation, digest in digests.items():
        whole.update(digest.digest())
        print(f"{digest.hexdigest()[:16]}  {notation}")
    print(f"{whole.hexdigest()[:16]}  all")


if __name__ == "__main__":
    main()
