"""What the models of all printed records share."""

from typing import Annotated

from pydantic import BaseModel, ConfigDict, Field

Offset = Annotated[int, Field(ge=0)]
"""Code points into the decoded source; ends are exclusive."""

Count = Annotated[int, Field(ge=0)]
"""How many there are."""

Number = Annotated[int, Field(ge=1)]
"""What counts from 1: a line, a column, a page, a paragraph."""

Digest = Annotated[str, Field(pattern="^[0-9a-f]{64}$")]
"""The SHA-256 of a file's bytes, in hexadecimal."""


class Model(BaseModel):
    """A mapping of just these fields, each of just that type."""

    model_config = ConfigDict(extra="forbid", frozen=True, strict=True)
