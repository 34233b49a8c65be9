"""Paths of files as people write them, of whichever system."""


def file_name(path: str) -> str:
    """Return the name of a file without the folder that it lies in."""
    return path.replace("\\", "/").rpartition("/")[2]
