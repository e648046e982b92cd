"""The words every part of the grammar is made of: strict models, names, bilingual text."""

from typing import Annotated

from pydantic import BaseModel, ConfigDict, StringConstraints


class Strict(BaseModel):
    """A part of a law file: frozen, and refuses a key it does not know."""

    model_config = ConfigDict(frozen=True, extra="forbid", serialize_by_alias=True)


Slug = Annotated[str, StringConstraints(pattern=r"^[a-z0-9]+([_-][a-z0-9]+)*$")]
"""One name: small letters, digits, - and _ between them."""

Name = Annotated[str, StringConstraints(pattern=r"^[a-z0-9]+([_/-][a-z0-9]+)*$")]
"""A name that may have parts: `deadline`, `wage-subsidy/duration`, `selfbooking/duty`."""

Sentence = Annotated[str, StringConstraints(min_length=1, strip_whitespace=True)]

Scalar = bool | int | float | str
"""What a fact can be compared with. `none` is the text none, a value of several facts."""


class Words(Strict):
    """The same thing said in Danish (the source) and English."""

    da: Sentence
    en: Sentence

    def in_language(self, lang: str) -> str:
        """The words in `lang`; Danish when there are none."""
        return self.en if lang == "en" else self.da


def keys_of(value: object) -> set[str]:
    """Return the keys of a part of a file, read or still to be read; none where it is no mapping."""
    if isinstance(value, dict):
        return {str(key) for key in value}
    return {name.rstrip("_") for name in type(value).model_fields} if isinstance(value, Strict) else set()


def shown(value: object) -> str:
    """Return a value as a law file writes it: true, not True."""
    return str(value).lower() if isinstance(value, bool) else str(value)
