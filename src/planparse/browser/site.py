"""Where the built page lies: in the package `planparse-page`, or in a folder that is named."""

import os
from importlib.util import find_spec

from planparse.errors import PlanparseError
from planparse.locale.message import _
from planparse.system.folders import files_below

PACKAGE = "planparse_page"
_FIRST = "index.html"


class NoPageError(PlanparseError):
    """The built page is not there; the message says where it was looked for, and what to do."""


def built_page(folder: str | None) -> str:
    """Return the folder of the built page: the one that is named, else that of the package.

    Raises NoPageError where there is none.
    """
    if folder is not None:
        if not os.path.isfile(os.path.join(folder, _FIRST)):
            raise NoPageError(
                _(
                    "{folder} is not the built page: it has no {name}",
                    folder=folder,
                    name=_FIRST,
                )
            )
        return folder
    found = find_spec(PACKAGE)
    if found is None or not found.submodule_search_locations:
        raise NoPageError(
            _(
                "the page is a package of its own, which is not installed: pip install "
                "planparse-page; or name a folder that has it with --from"
            )
        )
    return found.submodule_search_locations[0]


def page_files(folder: str) -> list[str]:
    """Return the names of the page's files, with `/` between folders; modules are none of it."""
    names = (os.path.relpath(path, folder) for path in files_below(folder))
    return [
        name.replace(os.sep, "/")
        for name in names
        if not name.endswith((".py", ".pyc"))
    ]
