"""Whether citations stand in their sources: word for word, nearly, or not."""

from typing import Any

from pydantic import Field

import planparse
from planparse import Verification
from planparse.integrations.mcp.answer import Answer, Value, cropped, one_line
from planparse.integrations.mcp.plans import Plans
from planparse.integrations.mcp.refused import RefusedError
from planparse.integrations.mcp.tools.cite import (
    Difference,
    Passage,
    differences_of,
    passage_of,
)


class Claim(Value):
    """A citation that is to be verified: a quotation, a citation or a path, or several."""

    source: str = Field(
        description="The file, as list_files names it.", max_length=4096
    )
    quotation: str | None = Field(
        default=None, description="Its words.", max_length=20_000
    )
    cite: str | None = Field(
        default=None, description="As 第三条第二款 or 二、（三）.", max_length=1000
    )
    path: str | None = Field(
        default=None, description="Headings, parted by ' / '.", max_length=4000
    )
    sha256: str | None = Field(
        default=None,
        description="Digest of the source when it was cited.",
        max_length=64,
    )


class Verdict(Value):
    """Whether a citation holds, and what stands there."""

    status: str = Field(description="exact, near, missing, or changed (the source is).")
    source: str
    quotation: str | None = None
    cite: str | None = None
    path: str | None = None
    reason: str | None = Field(
        default=None, description="Why the source was not looked at."
    )
    found: Passage | None = Field(default=None, description="What stands there.")
    differences: list[Difference] | None = None

    def in_words(self) -> str:
        """Return the verdict, what was claimed, and what is there."""
        claimed = one_line(
            " ".join(filter(None, (self.cite, self.quotation, self.path)))
        )
        lines = [f"{self.status}: {self.source} {claimed}"]
        if self.reason:
            lines.append(self.reason)
        if self.found:
            lines.append(f"there: {self.found.place} {one_line(self.found.text)}")
        lines += [f"{one.given} → {one.found}" for one in self.differences or ()]
        return "\n   ".join(lines)


class Verdicts(Answer):
    """What became of citations, in the order in which they were given."""

    verdicts: list[Verdict]
    holding: int = Field(description="How many stand there word for word.")

    def in_words(self) -> str:
        """Return the verdicts, and how many hold."""
        told = "\n".join(one.in_words() for one in self.verdicts)
        return f"{told}\n{self.holding} of {len(self.verdicts)} hold"


def verify(plans: Plans, claims: list[Claim]) -> Verdicts:
    """Return of each citation whether it holds. Raises RefusedError for one that is none."""
    verdicts = [_verdict(plans, claim) for claim in claims]
    holding = sum(one.status == "exact" for one in verdicts)
    return Verdicts(verdicts=verdicts, holding=holding)


def _verdict(plans: Plans, claim: Claim) -> Verdict:
    """Return whether a citation holds; of a source that is not read, that."""
    given = claim.model_dump(exclude_none=True)
    try:
        plan = plans.plan(claim.source)
    except RefusedError as fault:
        return _told(claim, status="missing", reason=str(fault))
    try:
        (found,) = planparse.verify([given], plan)
    except planparse.UnreadableError as fault:
        raise RefusedError(f"{claim.source}: {fault}") from None
    return _told(claim, **_found(found))


def _told(claim: Claim, **more: Any) -> Verdict:
    """Return a verdict with the citation as it was given."""
    return Verdict(
        source=claim.source,
        quotation=cropped(claim.quotation, 200),
        cite=claim.cite,
        path=cropped(claim.path, 200),
        **more,
    )


def _found(verification: Verification) -> dict[str, Any]:
    """Return what a verification says, as the fields of a verdict."""
    passage = verification.passage
    differences = [one._asdict() for one in verification.differences]
    return {
        "status": verification.status,
        "reason": verification.reason,
        "found": None
        if passage is None
        else passage_of(
            passage._asdict() | {"quotation": passage.text, "differences": []}
        ),
        "differences": differences_of(differences) or None,
    }
