"""Compile modules with mypyc.

    python mypyc_build.py FOLDER NAME=MODULE,MODULE… NAME=MODULE,MODULE…

`MODULE` is a path in the folder; its compiled form is put beside it. The modules of a `NAME`
become one library of that name, and the libraries are compiled side by side.
"""

import os
import sys
from collections.abc import Mapping, Sequence

_OPTIMISED = "1"
"""With 3 in its place the C compiler takes three times as long."""
_SYMBOLS = "0"
"""None for a debugger: they would make the libraries three times as large."""
_SETTINGS = "[mypy]\nfollow_imports = silent\nignore_missing_imports = True\n"
"""What is not compiled was checked before, and needs packages that a build has no use for."""


def compile_modules(libraries: Mapping[str, Sequence[str]]) -> None:
    """Compile modules of the current folder; SystemExit is raised where that fails."""
    from mypyc.build import mypycify
    from setuptools import setup

    with open("mypy.ini", "w", encoding="utf-8") as file:
        file.write(_SETTINGS)
    modules = [module for group in libraries.values() for module in group]
    setup(
        name="planparse",
        packages=[],
        ext_modules=mypycify(
            ["--config-file=mypy.ini", *modules],
            opt_level=_OPTIMISED,
            debug_level=_SYMBOLS,
            separate=[(list(group), name) for name, group in libraries.items()],
        ),
        script_args=["--quiet", "build_ext", "--inplace", f"-j{os.cpu_count()}"],
    )


if __name__ == "__main__":
    os.chdir(sys.argv[1])
    named = (argument.partition("=") for argument in sys.argv[2:])
    compile_modules({name: modules.split(",") for name, _, modules in named})
