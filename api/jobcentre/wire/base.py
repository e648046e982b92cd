"""What every resource of the contract shares: Danish camelCase on the wire, frozen in memory."""

from typing import Annotated

from pydantic import AfterValidator, AwareDatetime, BaseModel, ConfigDict, StringConstraints
from pydantic.alias_generators import to_camel

DANISH_TIME = "Europe/Copenhagen"


def _no_markup(text: str) -> str:
    if "<" in text or ">" in text:
        raise ValueError("free text may hold no HTML (4933)")
    return text


Cpr = Annotated[str, StringConstraints(pattern=r"^[0-9]{10}$")]
Jobcentercode = Annotated[str, StringConstraints(pattern=r"^[0-9]{5}$")]
FreeText = Annotated[str, StringConstraints(max_length=4000), AfterValidator(_no_markup)]
Instant = AwareDatetime


class Answer(BaseModel):
    """A body the planner sends. Unknown fields are ignored, so a newer planner does not break us."""

    model_config = ConfigDict(
        frozen=True, alias_generator=to_camel, populate_by_name=True, extra="ignore", serialize_by_alias=True
    )


class Command(BaseModel):
    """A body the caller sends. Unknown fields are refused by name (1014)."""

    model_config = ConfigDict(
        frozen=True, alias_generator=to_camel, populate_by_name=True, extra="forbid", serialize_by_alias=True
    )
