"""The files of the folder, with what the plans in them say of themselves."""

import time

from pydantic import Field

from planparse.integrations.mcp.answer import (
    MOST_CHARS,
    Answer,
    DocumentHead,
    Page,
    Value,
    heads_of,
    one_line,
)
from planparse.integrations.mcp.plans import Plans
from planparse.integrations.mcp.refused import RefusedError
from planparse.integrations.mcp.survey import Survey

_PATIENCE = 20.0
"""Seconds after which a page of files ends, for clients wait about a minute: a choice."""


class FileHead(Value):
    """A file, and what the documents in it say of themselves."""

    file: str = Field(description="Its name, as every tool takes it.")
    chars: int | None = Field(default=None, description="Characters of its text.")
    documents: list[DocumentHead] | None = None
    error: str | None = Field(default=None, description="Why it cannot be read.")

    def in_words(self) -> str:
        """Return the file with titles, or why it cannot be read."""
        heads = "; ".join(head.in_words() for head in self.documents or ())
        return f"{one_line(self.file)}  {self.error or heads}"


class FileList(Answer):
    """A page of the files."""

    files: list[FileHead]
    total: int
    next_offset: int | None = None
    cut: bool = Field(
        default=False, description="There are more files than are counted."
    )

    def in_words(self) -> str:
        """Return a line for each file."""
        told = "\n".join(file.in_words() for file in self.files) or "no files"
        more = Page(self.total, self.next_offset).in_words("files")
        return f"{told}{more}{' (and more that are not counted)' if self.cut else ''}"


async def list_files(survey: Survey, folder: str, offset: int, limit: int) -> FileList:
    """Return a page of the files, each read by itself. Raises RefusedError.

    One that cannot be read says why, and keeps none of the others from being told.
    """
    listed = await survey.listing(folder)
    begun, chars = time.monotonic(), 0
    files: list[FileHead] = []
    for name in listed.names[offset : offset + limit]:
        try:
            head = await survey.ask(_head, name)
        except RefusedError as fault:
            head = FileHead(file=name, error=str(fault))
        files.append(head)
        chars += len(head.model_dump_json(exclude_none=True))
        if chars > MOST_CHARS or time.monotonic() - begun > _PATIENCE:
            break
    following, total = offset + len(files), len(listed.names)
    return FileList(
        files=files,
        total=total,
        next_offset=following if following < total else None,
        cut=listed.cut,
    )


def _head(plans: Plans, file: str) -> FileHead:
    """Return what the plans in a file say of themselves. Raises RefusedError."""
    plan = plans.plan(file, passing=True)
    return FileHead(file=file, chars=plan.source.chars, documents=heads_of(plan))
